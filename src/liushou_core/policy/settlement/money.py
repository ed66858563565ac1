"""From points to yuan: one rounding, the cap, and who is paid for which role (SCO-9, SCO-20, SCO-21)."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import RecordId
from liushou_core.policy.settlement.helper_line import HelperLine
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["paid"]


def paid(scoring: Scoring, lines: Iterable[HelperLine]) -> tuple[HelperLine, ...]:
    """Return the lines with their amounts, ordered by helper, role and class."""
    in_order = sorted(lines, key=lambda line: (line.helper, line.role.value, line.school_class or ""))
    unpaid = _unpaid_roles(scoring, in_order)
    nothing = scoring.rounding.rounded(Fraction(0))
    return tuple(
        attrs.evolve(line, yuan=nothing, notes=(*line.notes, "other_role"))
        if (line.helper, line.role) in unpaid
        else _with_yuan(scoring, line)
        for line in in_order
    )


def _with_yuan(scoring: Scoring, line: HelperLine) -> HelperLine:
    points = line.payable_points
    if points is None:
        return attrs.evolve(line, yuan=scoring.rounding.rounded(Fraction(0)))
    notes, amount = line.notes, points * Fraction(scoring.yuan_per_point)
    if scoring.cap is not None and amount > scoring.cap:
        notes, amount = (*notes, "cap"), Fraction(scoring.cap)
    if amount < 0 and scoring.below_zero == "pays_nothing":
        notes, amount = (*notes, "below_zero"), Fraction(0)
    return attrs.evolve(line, yuan=scoring.rounding.rounded(amount), notes=notes)


def _unpaid_roles(scoring: Scoring, lines: Iterable[HelperLine]) -> set[tuple[RecordId, HelperRole]]:
    """Return the roles that a helper with two roles is not paid for (SCO-20)."""
    if scoring.both_roles == "separate":
        return set()
    by_helper: dict[RecordId, dict[HelperRole, Fraction]] = {}
    for line in lines:
        points = line.payable_points
        if points is not None:
            roles = by_helper.setdefault(line.helper, {})
            roles[line.role] = roles.get(line.role, Fraction(0)) + points
    return {
        (helper, role)
        for helper, roles in by_helper.items()
        for role in roles
        if role is not _paid_role(scoring, roles)
    }


def _paid_role(scoring: Scoring, roles: dict[HelperRole, Fraction]) -> HelperRole:
    if len(roles) == 1:
        return next(iter(roles))
    if scoring.both_roles == "higher":
        return max(roles, key=lambda role: (roles[role], role is HelperRole.VOLUNTEER))
    return HelperRole(scoring.both_roles)
