"""Settlement 考核结算: a school year's points, awards and money under one policy (requirements §4.7)."""

from liushou_core.policy.settlement.award_line import AwardLine
from liushou_core.policy.settlement.child_line import ChildLine
from liushou_core.policy.settlement.helper_line import Credit, HelperLine
from liushou_core.policy.settlement.payments import Difference, differences, payables
from liushou_core.policy.settlement.settle import settle
from liushou_core.policy.settlement.settled import Settlement

__all__ = [
    "AwardLine",
    "ChildLine",
    "Credit",
    "Difference",
    "HelperLine",
    "Settlement",
    "differences",
    "payables",
    "settle",
]
