"""What is wrong or doubtful in an item of a points table."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Protocol

from liushou_core.errors import Problem
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.measure import Bound
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.policy.tables.bands import Bands
from liushou_core.policy.tables.classifications import Classification, gap_warnings

__all__ = ["item_problems", "options_of"]


class LintedItem(Protocol):
    """What these checks read of an item; ``points.Item`` is one."""

    @property
    def fact(self) -> Any: ...
    @property
    def classification(self) -> Any: ...
    @property
    def when(self) -> Any: ...
    @property
    def of(self) -> Any: ...
    @property
    def choices(self) -> Lookup: ...
    @property
    def bands(self) -> Any: ...
    @property
    def floor(self) -> Decimal | None: ...
    @property
    def cap(self) -> Decimal | None: ...
    @property
    def maximum(self) -> Decimal | None: ...
    @property
    def gap(self) -> str: ...

    def range(self) -> tuple[Bound, Bound]:
        """Return the fewest and the most points."""
        ...


_CHOOSING: Final = ("bool", "choice", "choices")
"""The types of facts whose values can be looked up."""
_SUITS: Final = {
    "fact": ("choices",),
    "classification": ("choices",),
    "of": ("bands", "steps"),
    "when": ("points",),
}
"""What an item that looks at one thing or another turns into points by."""
_LOOKED_AT: Final = ("fact", "classification", "of")
"""Each may stand beside ``when``, which then says whether it counts at all."""


def item_problems(item: LintedItem) -> Iterator[Problem]:
    """Yield an item that looks at nothing or at several things, rows that suit nothing, and gaps that can be reached."""
    given = [name for name in _LOOKED_AT if getattr(item, name) is not None]
    given = given or ["when"] * (item.when is not None)
    if len(given) != 1:
        yield Problem(code="item_one_of", values={"choices": ", ".join(_SUITS)})
        return
    yield from _unsuitable(item, given[0])
    if item.floor is not None and item.cap is not None and item.floor > item.cap:
        yield Problem(code="empty_band", path=("cap",))
    most = item.range()[1]
    if item.maximum is not None and most != Fraction(item.maximum):
        values = {"most": "—" if isinstance(most, float) else str(most)}
        yield Problem(code="maximum_differs", path=("maximum",), values=values)
    if item.bands and item.of is not None:
        yield from gap_warnings(Bands(item.bands, whole=item.of.whole), item.of, ("bands",))


def _unsuitable(item: LintedItem, given: str) -> Iterator[Problem]:
    rows = ("choices", "bands", "steps", "points")
    there = [name for name in rows if getattr(item, name) not in (None, (), Lookup())]
    for name in there:
        if name not in _SUITS[given]:
            yield Problem(code="item_unsuitable", path=(name,), values={"key": name, "of": given})
    if given != "of" and not there:
        yield Problem(code="missing_key", values={"key": _SUITS[given][0]})
    if len(there) > 1 and given == "of":
        yield Problem(code="one_comparator", path=(there[1],), values={"names": "bands, steps"})
    for name, points in item.choices.rows:
        if not isinstance(points, Decimal):
            yield Problem(code="wrong_type", path=("choices", name), values={"expected": "number"})
    yield from _choice_rows(item)


def _choice_rows(item: LintedItem) -> Iterator[Problem]:
    declared = item.fact.target if item.fact is not None else None
    if isinstance(declared, DeclaredFact) and declared.type not in _CHOOSING:
        values = {"name": declared.id, "types": ", ".join(_CHOOSING)}
        yield Problem(code="fact_of_other_type", path=("fact",), values=values)
        return
    options = options_of(item)
    if options is None:
        return
    for name in item.choices:
        if name not in options:
            yield Problem(code="not_a_choice", path=("choices", name), values={"choices": ", ".join(options)})
    lacking = [option for option in options if item.choices.get(option) is None]
    if lacking and item.gap == "report":
        values = {"choices": ", ".join(lacking)}
        yield Problem(code="choice_gap", path=("choices",), values=values, severity="warning")


def options_of(item: LintedItem) -> tuple[str, ...] | None:
    """Return the values that an item's fact or classification can have, ``none`` and ``out_of_scope`` too; None: not known."""
    if item.fact is not None and isinstance(item.fact.target, DeclaredFact):
        return ("yes", "no") if item.fact.target.type == "bool" else item.fact.target.choices
    if item.classification is not None and isinstance(item.classification.target, Classification):
        target = item.classification.target
        return (*(row.id for row in target.class_), *target.outside)
    return None
