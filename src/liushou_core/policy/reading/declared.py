"""Declared facts and events: what a plan wants to know that no archive has a field for (design §6.7, 1)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal, TypeAlias

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.observation import FactValue, Observation
from liushou_core.domain.privacy import MASK, Sensitivity
from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, Known, Unknown
from liushou_core.errors import Problem
from liushou_core.policy.source import Labels, Source, Wording
from liushou_core.policy.verdict import Fact

__all__ = [
    "DeclaredEvent",
    "DeclaredFact",
    "DeclaredName",
    "FactType",
    "Observed",
    "fits",
    "observed",
    "observed_until",
    "typed",
]

FactType: TypeAlias = Literal["bool", "number", "money", "choice", "choices", "day", "span"]
_NUMBERS: Final = ("number", "money")


@attrs.frozen(kw_only=True)
class DeclaredFact:
    """A fact that is asked about each ``subject``. A value in the facts document is true from a day on, or always.

    ``type``: ``bool``; ``number``; ``money`` (yuan, exact); ``choice`` (one of ``choices``); ``choices`` (any of them, a complete
    list); ``day``; ``span`` (an interval). ``label``: what the fact is called, ``{ zh, en }``; in any declaration a pack may also write
    it ``labels = { zh, en }``. ``labels``: what the choices are called, ``{ own = { zh, en } }``. ``at_least`` and ``at_most`` bound the
    numbers that can be, ``whole`` allows whole ones only: this narrows what an unknown number may do, and any other value is a mistake.
    ``sensitivity``: ``sensitive`` unless the pack says otherwise; the value of an ``identity`` fact never stands in a receipt.
    """

    id: str
    type: FactType
    subject: SubjectRole = SubjectRole.CHILD
    choices: tuple[str, ...] = ()
    labels: Labels = Labels()
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    whole: bool = False
    unit: str | None = None
    label: Wording | None = None
    sensitivity: Sensitivity = Sensitivity.SENSITIVE
    source: Source | None = None

    @property
    def is_number(self) -> bool:
        """Whether it can be reckoned with."""
        return self.type in _NUMBERS

    def lint(self) -> Iterator[Problem]:
        """Yield a choice without choices, choices without a choice, bounds of what is no number, and crossed bounds."""
        choosing = self.type in ("choice", "choices")
        if choosing and not self.choices:
            yield Problem(code="fact_needs_choices", path=("choices",))
        if self.choices and not choosing:
            yield Problem(code="fact_without_choices", path=("choices",), values={"type": self.type})
        if len(set(self.choices)) < len(self.choices):
            yield Problem(code="repeated", path=("choices",))
        for name in self.labels:
            if name not in self.choices:
                yield Problem(
                    code="not_a_choice", path=("labels", name), values={"choices": ", ".join(self.choices)}
                )
        for name in ("at_least", "at_most", "whole"):
            given = getattr(self, name)
            if given is not None and given is not False and not self.is_number:
                yield Problem(code="fact_without_bounds", path=(name,), values={"type": self.type})
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield Problem(code="empty_band", path=("at_most",))


@attrs.frozen(kw_only=True)
class DeclaredEvent:
    """A kind of event that the plan counts or waits for. ``facts``: the declared facts that are recorded with each.

    An event names the children, persons, pairing, family or organisation it is about.
    """

    id: str
    facts: tuple[str, ...] = ()
    label: Wording | None = None
    source: Source | None = None


@attrs.frozen(kw_only=True)
class DeclaredName:
    """A kind of spells, or a role in which persons stand to a child or a body, with what it is called."""

    id: str
    label: Wording | None = None
    source: Source | None = None


@attrs.frozen
class Observed:
    """The value of a declared fact on a day, or why there is none; ``fact`` names it in findings."""

    value: Known[FactValue]
    fact: Fact


def observed(subject: Subject, declared: DeclaredFact, on: date) -> Observed:
    """Return what is known of a subject on a day: the observation in force that began last.

    After the end of the last observation nobody has asked again: NOT_ASKED. A value that does not fit counts as NOT_KNOWN.
    """
    value: Known[FactValue] = NOT_ASKED
    for one in _named(subject, declared):
        begun = one.start is None or one.start <= on
        if begun and (one.until is None or on < one.until):
            value = typed(declared, one.value)
    shown: object = (
        value if isinstance(value, Unknown) or declared.sensitivity is not Sensitivity.IDENTITY else MASK
    )
    return Observed(value, Fact(subject.kind.value, subject.id, declared.id, shown, declared.label))


def observed_until(subject: Subject, declared: DeclaredFact) -> Iterator[date]:
    """Yield the days on which what is known of the fact changes."""
    for one in _named(subject, declared):
        yield from (day for day in (one.start, one.until) if day is not None)


def _named(subject: Subject, declared: DeclaredFact) -> Iterator[Observation]:
    for one in subject.around.observations(subject.kind, subject.id):
        if one.name == declared.id:
            yield one


def typed(declared: DeclaredFact, value: Known[FactValue]) -> Known[FactValue]:
    """Return *value* as the declared type has it; NOT_KNOWN if it does not fit.

    A facts document knows no types, so that a day and an exact number may come as text.

    >>> typed(DeclaredFact(id="moved_in", type="day"), "2023-09-01")
    datetime.date(2023, 9, 1)
    """
    if isinstance(value, Unknown):
        return value
    found = _READ[declared.type](declared, value)
    return NOT_KNOWN if found is None else found


def fits(declared: DeclaredFact, value: Known[FactValue]) -> bool:
    """Say whether a recorded value can be one of the declared fact."""
    return isinstance(value, Unknown) or not isinstance(typed(declared, value), Unknown)


def _number(declared: DeclaredFact, value: Any) -> Decimal | None:
    if isinstance(value, str):
        try:
            value = Decimal(value)
        except InvalidOperation:
            return None
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    if declared.whole and value != value.to_integral_value():
        return None
    low, high = declared.at_least, declared.at_most
    return value if (low is None or low <= value) and (high is None or value <= high) else None


def _day(_declared: DeclaredFact, value: Any) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _choice(declared: DeclaredFact, value: Any) -> str | None:
    return value if isinstance(value, str) and value in declared.choices else None


def _choices(declared: DeclaredFact, value: Any) -> tuple[str, ...] | None:
    there = isinstance(value, tuple) and all(one in declared.choices for one in value)
    return tuple(sorted(set(value))) if there else None


_READ: Final[dict[str, Any]] = {
    "bool": lambda _declared, value: value if isinstance(value, bool) else None,
    "number": _number,
    "money": _number,
    "choice": _choice,
    "choices": _choices,
    "day": _day,
    "span": lambda _declared, value: value if isinstance(value, Span) else None,
}
