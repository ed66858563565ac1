"""The closed set of rates that packs may name."""

from typing import Final

from liushou_core.policy.indicators.body_rates import (
    AllTargets,
    DoubleFall,
    DropoutRate,
    FundTotal,
    Incidents,
)
from liushou_core.policy.indicators.children_rates import (
    EnrolmentRate,
    FilingRate,
    RetentionRate,
    ShareCovered,
    ShareOf,
)
from liushou_core.policy.indicators.duty_rate import DutyCompliance
from liushou_core.policy.indicators.legal_aid import LegalAidRate
from liushou_core.policy.indicators.rate import Rate

__all__ = ["RATES"]

RATES: Final[tuple[type[Rate], ...]] = (
    FilingRate,
    EnrolmentRate,
    RetentionRate,
    ShareCovered,
    ShareOf,
    LegalAidRate,
    DropoutRate,
    Incidents,
    DoubleFall,
    FundTotal,
    DutyCompliance,
    AllTargets,
)
