"""The scoring components that packs compose (004 §2.六): one a module."""

from liushou_core.policy.component import Component
from liushou_core.policy.components.no_serious_violation import NoSeriousViolation
from liushou_core.policy.components.rank_rise import RankRise
from liushou_core.policy.components.stay_in_top import StayInTop
from liushou_core.policy.components.title import TitleWon

__all__ = ["NoSeriousViolation", "RankRise", "StayInTop", "TitleWon", "builtin"]


def builtin() -> tuple[type[Component], ...]:
    """Return our own components, in the order of the plan."""
    return (RankRise, StayInTop, NoSeriousViolation, TitleWon)
