"""What the plans' texts leave open, rule by rule, and which parameter says how each point is read."""

from typing import Final

from liushou_core.policy.open_points import (
    activities,
    aid,
    cadences,
    commending,
    eligibility,
    helping,
    indicators,
    scoring,
    students,
    supervision,
)
from liushou_core.policy.open_points.point import Choice, OpenPoint, Written

__all__ = ["OPEN_POINTS", "Choice", "OpenPoint", "Written"]

OPEN_POINTS: Final = (
    *eligibility.POINTS,
    *cadences.POINTS,
    *helping.POINTS,
    *scoring.POINTS,
    *students.POINTS,
    *commending.POINTS,
    *aid.POINTS,
    *supervision.POINTS,
    *activities.POINTS,
    *indicators.POINTS,
)
"""In the order of the requirements."""
