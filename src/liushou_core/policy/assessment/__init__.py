"""Assessment: everything that a policy answers about a body of facts on a day, asked at once."""

from liushou_core.policy.assessment.answers import Answers
from liushou_core.policy.assessment.assess import assess
from liushou_core.policy.assessment.assessment import Assessment
from liushou_core.policy.assessment.dated import Dated
from liushou_core.policy.assessment.each import SubjectAssessment, assess_each

__all__ = ["Answers", "Assessment", "Dated", "SubjectAssessment", "assess", "assess_each"]
