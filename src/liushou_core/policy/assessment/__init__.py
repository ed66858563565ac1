"""Assessment: everything that a policy answers about a body of facts on a day, asked at once."""

from liushou_core.policy.assessment.answers import Answers
from liushou_core.policy.assessment.assess import assess
from liushou_core.policy.assessment.assessment import Assessment
from liushou_core.policy.assessment.dated import Dated
from liushou_core.policy.assessment.each import SubjectAssessment, assess_each
from liushou_core.policy.tables.classifications import Classified
from liushou_core.policy.tables.identities import Balance
from liushou_core.policy.tables.ladders import Climbed
from liushou_core.policy.tables.limit_answer import LimitAnswer
from liushou_core.policy.tables.reckoning import Reckoning
from liushou_core.policy.tables.steps import StepLine
from liushou_core.policy.tables.triggers import Response

__all__ = [
    "Answers",
    "Assessment",
    "Balance",
    "Classified",
    "Climbed",
    "Dated",
    "LimitAnswer",
    "Reckoning",
    "Response",
    "StepLine",
    "SubjectAssessment",
    "assess",
    "assess_each",
]
