"""Indicators: the ``[[indicator]]`` tables: a rate, its target, and whether it is reached (requirements §6.1)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from liushou_core.domain.ids import ClassId
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import canonical
from liushou_core.policy.indicators.counted import Counted
from liushou_core.policy.indicators.rate import Rate
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import UNKNOWN, Fact, Verdict
from liushou_core.policy.words import in_words

__all__ = ["Indicated", "Indicator"]


@attrs.frozen(kw_only=True)
class Indicator:
    """A rate of the plan and the ``target`` that it must reach; None: the plan prints none, and the rate is only reported.

    * ``reaches``: ``at_least`` (default), ``at_most`` or ``exactly`` the target. A share of 100% is 1.
    * ``from_before``: the figure from which the plan says it came (IND-5: 4.52%); reported, never judged.
    * ``by``: for the whole ``plan``, or ``class`` by class (000 §4: filing by class); then each class must reach the target.
    """

    id: str
    title: Wording
    rate: Rate
    target: Decimal | None = None
    reaches: Literal["at_least", "at_most", "exactly"] = "at_least"
    from_before: Decimal | None = None
    by: Literal["plan", "class"] = "plan"
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a rate that cannot be counted class by class."""
        if self.by == "class" and not self.rate.by_child:
            yield Problem(code="rate_by_class", path=("by",))

    def verdict_on(self, counted: Counted) -> Verdict:
        """Return whether *counted* reaches the target; UNKNOWN without one, and where it is open or undefined."""
        if self.target is None:
            return UNKNOWN
        target = Fraction(self.target)
        if self.reaches == "at_least":
            return counted.at_least(target)
        most = counted.at_most(target)
        return most if self.reaches == "at_most" else most & counted.at_least(target)


@attrs.frozen(kw_only=True)
class Indicated:
    """What an indicator shows on a day: ``counted`` as a whole, and ``classes`` one by one where the plan wants that."""

    indicator: Indicator
    counted: Counted
    classes: tuple[tuple[ClassId, Counted], ...] = ()

    @property
    def id(self) -> str:
        """The id of the indicator."""
        return self.indicator.id

    @property
    def verdict(self) -> Verdict:
        """Whether the target is reached, by every class where it is counted class by class."""
        verdict = self.indicator.verdict_on(self.counted)
        for _id, counted in self.classes:
            verdict = verdict & self.indicator.verdict_on(counted)
        return verdict

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts that leave the value open; empty if it is known."""
        return self.counted.missing if self.verdict is UNKNOWN else ()

    def text(self, locale: Locale = "en") -> str:
        """Return the value, and whether it reaches the target, in words."""
        counted, target = self.counted, self.indicator.target
        key = "undefined" if counted.undefined else "open" if counted.value is None else "value"
        value = render(
            f"indicator.{key}",
            locale,
            title=self.indicator.title.text(locale),
            value=in_words(counted.value, locale),
            low=in_words(counted.low, locale),
            high=in_words(counted.high, locale),
            numerator=in_words(counted.numerator, locale),
            denominator="–" if counted.denominator is None else counted.denominator,
        )
        if target is None:
            return value
        reached = render(f"indicator.{self.verdict.value}", locale, target=in_words(target, locale))
        return render("due.separator", locale).join([value, reached])

    def to_document(self) -> dict[str, Any]:
        """Return the answer as JSON data; exact numbers as texts."""
        return {
            "id": self.id,
            "verdict": canonical(self.verdict),
            "target": canonical(self.indicator.target),
            "reaches": self.indicator.reaches,
            **_document(self.counted),
            "classes": {id: _document(counted) for id, counted in self.classes},
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.indicator.source),
        }


def _document(counted: Counted) -> dict[str, Any]:
    return {
        "numerator": canonical(Fraction(counted.numerator)),
        "denominator": counted.denominator,
        "undetermined": counted.undetermined,
        "low": canonical(counted.low),
        "high": canonical(counted.high),
    }
