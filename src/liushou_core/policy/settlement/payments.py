"""What remains to be paid: a settlement beside the payments recorded (settling again shows the difference)."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import attrs

from liushou_core.domain.ids import RecordId
from liushou_core.domain.membership import Payment
from liushou_core.policy.rounding import exact_sum
from liushou_core.policy.settlement.settled import Settlement

__all__ = ["Difference", "differences", "is_award", "payables"]


@attrs.frozen(kw_only=True)
class Difference:
    """One payee and purpose: ``owed`` by the settlement, ``paid`` so far; ``remains`` is negative where too much was paid."""

    payee: RecordId
    for_what: str
    owed: Decimal
    paid: Decimal

    @property
    def remains(self) -> Decimal:
        """Yuan still to be paid."""
        return exact_sum((self.owed, self.paid.copy_negate()))


def payables(settlement: Settlement) -> dict[tuple[RecordId, str], Decimal]:
    """Return what the settlement owes by payee and purpose: the texts to record in ``Payment.payee`` and ``.for_what``.

    The purpose is the school year and the role (with the class, for a class teacher) or the award, such as
    ``2022-2023 volunteer``, ``2022-2023 class_teacher c1`` and ``2022-2023 award excellence``.
    """
    owed: defaultdict[tuple[RecordId, str], list[Decimal]] = defaultdict(list)
    for helper in settlement.helpers:
        place = () if helper.school_class is None else (helper.school_class,)
        owed[helper.helper, " ".join((str(settlement.school_year), helper.role.value, *place))].append(
            helper.yuan
        )
    for award in settlement.awards:
        owed[RecordId(award.child), f"{settlement.school_year} award {award.award.id}"].append(award.yuan)
    return {key: exact_sum(amounts) for key, amounts in owed.items()}


def is_award(for_what: str) -> bool:
    """Say whether a purpose, as :func:`payables` writes it, is an award, which a child gets; a helper gets yuan for points.

    >>> is_award("2022-2023 award excellence"), is_award("2022-2023 volunteer")
    (True, False)
    """
    return for_what.partition(" ")[2].startswith("award ")


def differences(settlement: Settlement, payments: Iterable[Payment]) -> tuple[Difference, ...]:
    """Return every purpose whose settlement and payments differ, ordered by payee and purpose.

    Only payments under the settlement's policy and for its school year count; where points accumulate across years
    (SCO-8), what was paid to a helper for earlier years counts towards this one.
    """
    owed = payables(settlement)
    paid: defaultdict[tuple[RecordId, str], list[Decimal]] = defaultdict(list)
    for payment in payments:
        if payment.policy == settlement.policy:
            purpose = _purpose(settlement, payment.for_what)
            if purpose is not None:
                paid[payment.payee, purpose].append(payment.yuan)
    compared = (
        Difference(
            payee=payee,
            for_what=purpose,
            owed=owed.get((payee, purpose), Decimal(0)),
            paid=exact_sum(paid[payee, purpose]),
        )
        for payee, purpose in sorted({*owed, *paid})
    )
    return tuple(difference for difference in compared if difference.remains != 0)


def _purpose(settlement: Settlement, for_what: str) -> str | None:
    """Return the purpose of this settlement for which a payment counts, or None."""
    year, _, purpose = for_what.partition(" ")
    this = str(settlement.school_year)
    earlier = settlement.accumulates and year < this and not is_award(for_what)
    return f"{this} {purpose}" if year == this or earlier else None
