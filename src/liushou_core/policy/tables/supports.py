"""Support: help in money or goods that a plan promises to some children (SUB-1 … SUB-9), and legal aid (LAW-1)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs

from liushou_core.domain.calendar import Period, TenDays
from liushou_core.domain.support import SupportKind
from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.named_only import named_only
from liushou_core.policy.verdict import Clause

__all__ = ["LegalAid", "SupportRule"]


@attrs.frozen(kw_only=True)
class SupportRule:
    """Each covered child of whom ``when`` holds gets support of a ``kind``.

    Judged (``policy/compliance``):

    * ``when``: None: the plan names no condition (poverty is judged outside it, requirements §4.10), and nothing is judged.
    * ``yuan``: how much at least, once or each ``per``. ``example``: the amounts are those of one case, no tariff (SUB-6, SUB-7):
      they are told, and nobody is held to them.
    * ``per``: once a month, term …: support that has ended keeps nothing; None: once, so that what was ever given does.

    Told, and not judged:

    * ``items``: what is given or waived, such as ``["misc_fees", "book_fees"]``; ``by``: who gives it.
    * ``yuan_before``: from how much it was raised.
    * ``month``: the only month in which it is given (SUB-5: March); ``part``: the ten days of each month in which it is delivered
      (SUB-8: the middle).
    * ``years``: until so many years of school are completed (SUB-3: nine).
    """

    id: str
    title: Wording
    kind: SupportKind
    when: Clause | None = None
    items: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    yuan: Decimal | None = None
    yuan_before: Decimal | None = None
    example: bool = False
    per: Period | None = None
    month: int | None = None
    part: TenDays | None = None
    years: int | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield amounts below zero, months that do not exist, numbers below one, and a condition that is only named."""
        for name in ("yuan", "yuan_before"):
            amount = getattr(self, name)
            if amount is not None and amount < 0:
                yield Problem(code="negative", path=(name,))
        if self.month is not None and not 1 <= self.month <= 12:
            yield Problem(code="bad_month", path=("month",), values={"month": self.month})
        if self.years is not None and self.years < 1:
            yield Problem(code="at_least_one", path=("years",))
        if self.part is not None and self.per is not Period.MONTH:
            yield Problem(code="needs_other_key", path=("part",), values={"key": 'per = "month"'})
        if self.when is None:
            yield from named_only("when")


@attrs.frozen(kw_only=True)
class LegalAid:
    """Cases of covered children get legal aid; whether a case qualifies is judged outside (LAW-1).

    ``denominator``: in the ``qualifying`` cases (default) or in ``all`` of them. Whose cases they are the sources leave open:
    ``covered``: who was left behind when the case was ``opened`` (default), or who is on the ``judged`` day.
    The share that a plan sets itself as a target is an ``indicator``.
    """

    denominator: Literal["qualifying", "all"] = "qualifying"
    covered: Literal["opened", "judged"] = "opened"
    source: Source | None = None
