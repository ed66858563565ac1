"""Reckoning: a number of the plan with how it came about: a score's blocks and items, a tally's records."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import canonical
from liushou_core.policy.measure import Bound, Measure, measure_in_words
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words

__all__ = ["Reckoning", "cut"]


@attrs.frozen(kw_only=True)
class Reckoning:
    """A number, or the bounds between which it lies while facts are missing.

    ``unbounded`` is the number before it was cut to the bounds of its table; None if they changed nothing. ``reason`` is a
    message key with its ``values``; ``parts`` are what it was added up from. ``levels`` are the levels that
    a score can have: one if it is determined.
    """

    id: str
    measure: Measure = attrs.field(repr=False)
    reason: str
    values: Mapping[str, object] = attrs.field(factory=dict, repr=False)
    title: Wording | None = None
    source: Source | None = None
    parts: "tuple[Reckoning, ...]" = ()
    levels: tuple[str, ...] = ()
    unbounded: Measure | None = attrs.field(default=None, repr=False)

    @property
    def value(self) -> Fraction | None:
        """The number if it is known."""
        return self.measure.value

    @property
    def low(self) -> Fraction | None:
        """The least it can be; None if there is no bound."""
        return _finite(self.measure.low)

    @property
    def high(self) -> Fraction | None:
        """The most it can be; None if there is no bound."""
        return _finite(self.measure.high)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The items whose value no row of their table provides for: undefined, and never 0."""
        return self.measure.gaps

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts that are missing for a certain number; empty where it is known all the same."""
        return () if self.value is not None else self.measure.missing

    @property
    def level(self) -> str | None:
        """The level if it is determined."""
        return self.levels[0] if len(self.levels) == 1 else None

    def lines(self, locale: Locale = "en", depth: int = 0) -> Iterator[str]:
        """Yield the number in words, then those it was added up from, indented."""
        yield "  " * depth + self._line(locale)
        for part in self.parts:
            yield from part.lines(locale, depth + 1)

    def text(self, locale: Locale = "en") -> str:
        """Return everything in words, a line each."""
        return "\n".join(self.lines(locale))

    def _line(self, locale: Locale) -> str:
        number = _number(self.measure, locale)
        why = render(
            f"reckoning.why.{self.reason}",
            locale,
            **{name: in_words(one, locale) for name, one in self.values.items()},
        )
        title = self.id if self.title is None else self.title.text(locale)
        if self.unbounded is not None:
            why = render("reckoning.cut", locale, why=why, number=_number(self.unbounded, locale))
        return render("reckoning.line", locale, title=title, number=number, why=why)

    def to_document(self) -> dict[str, Any]:
        """Return it as JSON data; exact numbers are texts."""
        return {
            "id": self.id,
            "value": canonical(self.value),
            "low": canonical(self.low),
            "high": canonical(self.high),
            "unbounded": None if self.unbounded is None else canonical(self.unbounded.value),
            "reason": self.reason,
            "values": {name: canonical(value) for name, value in self.values.items()},
            "levels": list(self.levels),
            "gaps": list(self.gaps),
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.source),
            "parts": [part.to_document() for part in self.parts],
        }


def cut(raw: Measure, measure: Measure) -> Measure | None:
    """Return *raw* if bounds made another *measure* of it."""
    return raw if (raw.low, raw.high) != (measure.low, measure.high) else None


def _number(measure: Measure, locale: Locale) -> str:
    how, bounds = measure_in_words(measure)
    return render(f"reckoning.{how}", locale, **{name: in_words(one, locale) for name, one in bounds.items()})


def _finite(bound: Bound) -> Fraction | None:
    return bound if isinstance(bound, Fraction) else None
