"""What a pack declares, asked: a declared fact."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Final

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.observation import FactValue
from liushou_core.domain.privacy import MASK, Sensitivity
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale
from liushou_core.policy.comparison import Compared, all_hold, bounds_of, compared, empty
from liushou_core.policy.criteria.quantity import BOUNDS_EN, BOUNDS_ZH
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.quantities.plain import FactNumber
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.reading.declared import DeclaredFact, fits, observed, observed_until
from liushou_core.policy.reading.operand import FactRef, Operand
from liushou_core.policy.reference import resolved
from liushou_core.policy.source import Labels
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["CRITERIA", "FactIs"]

ANY: Final = frozenset(SubjectKind)


@attrs.frozen(kw_only=True)
class FactIs(Criterion):
    """A declared fact compared with a literal or with another declared fact of the same subject (``{ fact = "…" }``).

    * Numbers, amounts and days: ``at_least``, ``more_than``, ``at_most``, ``less_than``, ``is``, ``in``.
    * ``choice``: ``is``, ``in`` (the same as ``any_of``), ``none_of``. ``choices``: ``any_of`` (at least one of these was
      chosen), ``none_of``; an empty list is an answer.
    * ``bool``: ``is``; with nothing said, true is meant. ``span``: with nothing said, the judged day lies in it.

    What is not recorded for the day is UNKNOWN, unless the bounds that the pack declares for a number settle it.
    """

    name = "fact"
    shorthand: ClassVar[str] = "name_"
    subjects = ANY
    messages = {
        "zh": {
            "asks": "{fact}",
            **BOUNDS_ZH,
            "with.in_": "属于：{in_}",
            "with.any_of": "含有：{any_of}",
            "with.none_of": "不含：{none_of}",
            "recorded": "记录为{value}",
            "recorded_none": "记录为一项也没有",
            "recorded_hidden": "已有记录",
            "open": "没有当日的记录",
        },
        "en": {
            "asks": "{fact}",
            **BOUNDS_EN,
            "with.in_": "one of: {in_}",
            "with.any_of": "any of: {any_of}",
            "with.none_of": "none of: {none_of}",
            "recorded": "recorded as {value}",
            "recorded_none": "recorded as none of them",
            "recorded_hidden": "recorded",
            "open": "nothing is recorded for the day",
        },
    }

    name_: str = attrs.field(alias="name_")
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name_, takes_self=True))
    is_: Operand | None = attrs.field(default=None, alias="is_")
    in_: tuple[Operand, ...] = attrs.field(default=(), alias="in_")
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at_least: Quantity | None = None
    more_than: Quantity | None = None
    at_most: Quantity | None = None
    less_than: Quantity | None = None
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the fact."""
        return "fact", self.name_

    def lint(self) -> Iterator[Problem]:
        """Yield comparators that do not suit the fact, literals that it cannot hold, and a comparison that asks nothing."""
        yield from empty(self)
        if not isinstance(self.target, DeclaredFact):
            return
        asked = [
            n for n in ("is_", "in_", "any_of", "none_of", *_NUMBERS) if getattr(self, n) not in (None, ())
        ]
        if not asked and self.target.type not in ("bool", "span"):
            yield Problem(code="asks_nothing")
        for name in asked:
            if self.target.type not in _SUITS[name]:
                values = {"key": name.rstrip("_"), "name": self.name_, "type": self.target.type}
                yield Problem(code="comparator_of_other_type", path=(name.rstrip("_"),), values=values)
            elif name not in _NUMBERS and not all(self._can_hold(one) for one in self._operands(name)):
                yield Problem(code="fact_cannot_be", path=(name.rstrip("_"),), values={"name": self.name_})

    def _operands(self, name: str) -> tuple[Operand, ...]:
        value = getattr(self, name)
        if name == "is_":
            return (value,)
        return value if name == "in_" else tuple(Operand(one) for one in value)

    def _can_hold(self, operand: Operand) -> bool:
        if not isinstance(operand.value, FactRef):
            if self.target.type == "choices":
                return operand.value in self.target.choices
            return fits(self.target, operand.value)
        other = operand.value.target
        return (
            not isinstance(other, DeclaredFact)
            or other.type == self.target.type
            or other.is_number is self.target.is_number is True
        )

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer from the observation in force on the day."""
        if not isinstance(self.target, DeclaredFact):
            return self.finding(UNKNOWN, "open", missing=(Fact(facts.kind.value, facts.id, self.name_),))
        one = observed(facts, self.target, on)
        answers = []
        if self._bounds:
            measure = FactNumber(fact=self.name_, target=self.target).measure(facts, on)
            answers.append(compared(measure, self._bounds, facts, on))
        if isinstance(one.value, Unknown):
            if self._asks_more:
                answers.append(Compared(UNKNOWN, (), (one.fact,)))
            found = all_hold(answers)
            return self.finding(found.verdict, "open", used=found.used, missing=found.missing)
        answers.extend(self._matches(one.value, facts, on))
        found = all_hold([Compared(YES, (one.fact,), ()), *answers])
        reason = "recorded_none" if one.value == () else "recorded"
        reason = reason if one.fact.value == one.value else "recorded_hidden"
        return self.finding(
            found.verdict, reason, used=found.used, missing=found.missing, value=one.fact.value
        )

    @property
    def _bounds(self) -> dict[str, Quantity]:
        return {name: bound for name, bound in bounds_of(self).items() if name in _NUMBERS}

    @property
    def _asks_more(self) -> bool:
        """Whether anything is asked but how the number compares."""
        return not self._bounds or self.is_ is not None or bool(self.in_ or self.any_of or self.none_of)

    def _matches(self, value: FactValue, facts: Subject, on: date) -> Iterator[Compared]:
        """Yield whether the recorded *value* is what was asked for, question by question."""
        if isinstance(value, Span):
            yield Compared(Verdict.of(value.covers(on)), (), ())
        elif isinstance(value, bool) and self.is_ is None:
            yield Compared(Verdict.of(value), (), ())
        for operands in ((self.is_,) if self.is_ is not None else (), self.in_):
            if operands:
                yield self._equals_one(value, operands, facts, on)
        held = frozenset(value) if isinstance(value, tuple) else frozenset({value})
        if self.any_of:
            yield Compared(Verdict.of(not held.isdisjoint(self.any_of)), (), ())
        if self.none_of:
            yield Compared(Verdict.of(held.isdisjoint(self.none_of)), (), ())

    def _equals_one(
        self, value: FactValue, operands: tuple[Operand, ...], facts: Subject, on: date
    ) -> Compared:
        found = [operand.found(facts, self.target, on) for operand in operands]
        equal = (None if isinstance(right, Unknown) else right == value for right, _ in found)
        facts_read = [fact for _, read in found for fact in read]
        return Compared(
            reduce(or_, map(Verdict.of, equal)),
            tuple(fact for fact in facts_read if not isinstance(fact.value, Unknown)),
            tuple(fact for fact in facts_read if isinstance(fact.value, Unknown)),
        )

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which an observation begins or ends, of this fact or of those it is compared with."""
        if not isinstance(self.target, DeclaredFact):
            return
        yield from observed_until(facts, self.target)
        for operand in (*(() if self.is_ is None else (self.is_,)), *self.in_):
            yield from operand.boundaries(facts)
        for bound in self._bounds.values():
            yield from bound.boundaries(facts, after, None)
        yield from self._span_days(facts, after)

    def _span_days(self, facts: Subject, after: date) -> Iterator[date]:
        for day in {after, *observed_until(facts, self.target)} if self.target.type == "span" else ():
            value = observed(facts, self.target, day).value
            if isinstance(value, Span):
                yield value.start
                if value.until is not None:
                    yield value.until

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the labels of the fact and of its choices; what would tell who a person is stays hidden."""
        chosen = {name: tuple(map(self._labelled, getattr(self, name))) for name in ("any_of", "none_of")}
        chosen["in_"] = tuple(self._labelled(one.value) for one in self.in_)
        is_ = None if self.is_ is None else self._labelled(self.is_.value)
        named = {name: value for name, value in (*chosen.items(), ("is_", is_)) if value not in (None, ())}
        if isinstance(self.target, DeclaredFact) and self.target.sensitivity is Sensitivity.IDENTITY:
            named = dict.fromkeys(named, MASK)  # with a yes, the value asked for is the one recorded
        return {**super().parameters(), **named, "fact": FactRef(fact=self.name_, target=self.target)}

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return the condition and what was found, choices by their labels."""
        value = finding.values.get("value")
        several = tuple(map(self._labelled, value)) if isinstance(value, tuple) else self._labelled(value)
        shown = (
            attrs.evolve(finding, values={**finding.values, "value": several})
            if value is not None
            else finding
        )
        return super().says(shown, locale)

    def _labelled(self, value: object) -> object:
        labels = self.target.labels if isinstance(self.target, DeclaredFact) else Labels()
        return Labelled(labels, value) if isinstance(value, str) and value in tuple(labels) else value


@attrs.frozen
class Labelled:
    """A choice as its label calls it."""

    labels: Labels
    value: str

    def says(self, locale: Locale) -> str:
        """Return the label."""
        return self.labels.text(self.value, locale)


_NUMBERS: Final = ("at_least", "more_than", "at_most", "less_than")
_REAL: Final = ("number", "money", "day")
_SUITS: Final[dict[str, tuple[str, ...]]] = {
    "is_": ("bool", "choice", *_REAL),
    "in_": ("choice", *_REAL),
    "any_of": ("choice", "choices"),
    "none_of": ("choice", "choices"),
    **dict.fromkeys(_NUMBERS, _REAL),
}
CRITERIA: Final = (FactIs,)
