"""Items of points tables: points per choice, per band, per full step, all or nothing on a condition, or a number as declared.

A value in no row gives an item that is undefined: it lies anywhere from nothing to the table's least or most points, and is
named in ``gaps``. It is never taken for 0, nor for the only row there is.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import attrs

from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import deciding_leaves, open_facts
from liushou_core.policy.comparison import thresholds_of
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.measure import Bound, Measure, clamped, exact, hull, known, total
from liushou_core.policy.quantities.quantity import Quantity, Thresholds
from liushou_core.policy.reading.declared import DeclaredFact, observed, observed_until
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.bands import Bands
from liushou_core.policy.tables.classifications import Classification
from liushou_core.policy.tables.points_lint import item_problems, options_of
from liushou_core.policy.tables.points_rows import ClassRef, FactChoice, PointsBand, Steps
from liushou_core.policy.tables.reckoning import Reckoning, cut
from liushou_core.policy.verdict import NO, YES, Clause, Fact

__all__ = ["Item"]

Gap = Literal["report", "milder", "severer"]


@attrs.frozen(kw_only=True)
class Item:
    """One line of a points table. It says what is looked at, and how that becomes points:

    * ``fact`` (a ``choice``, ``choices`` or ``bool``) or ``classification`` with ``choices = { value = points, … }``; a fact that
      has several values adds up their points; the values of a bool are ``yes`` and ``no``;
    * ``of`` (a quantity) with ``bands = [ { less_than = 1, points = 10 }, … ]``, the first that fits;
    * ``of`` with ``steps = { above = 10, each = 5, points = 2 }``;
    * ``of`` alone: the number itself;
    * ``when`` (a clause) with ``points``: all or nothing; ``when`` beside one of the above: that, or nothing.

    ``floor`` and ``cap`` bound the item; ``maximum`` is what the plan prints as its most, and lint holds the rows to it. A value
    in no row is reported (``gap = "report"``, default), or takes the points of the neighbouring row that gives fewer
    (``milder``) or more (``severer``); a choice without a row takes the fewest or the most of all.
    """

    id: str
    title: Wording | None = None
    fact: FactChoice | None = None
    classification: ClassRef | None = None
    of: Quantity | None = None
    when: Clause | None = None
    choices: Lookup = Lookup()
    bands: tuple[PointsBand, ...] = ()
    steps: Steps | None = None
    points: Decimal | None = None
    gap: Gap = "report"
    floor: Decimal | None = None
    cap: Decimal | None = None
    maximum: Decimal | None = None
    source: Source | None = None

    def reckon(self, subject: Subject, on: date) -> Reckoning:
        """Return the item's points for a subject on a day."""
        raw, reason, values = self._points(subject, on)
        measure = clamped(raw, _exact(self.floor), _exact(self.cap))
        return Reckoning(
            id=self.id,
            title=self.title,
            source=self.source,
            measure=measure,
            reason=reason,
            values=values,
            unbounded=cut(raw, measure),
        )

    def _points(self, subject: Subject, on: date) -> tuple[Measure, str, dict[str, object]]:
        if self.when is not None:
            return self._all_or_nothing(self.when, subject, on)
        return self._looked_at(subject, on)

    def _looked_at(self, subject: Subject, on: date) -> tuple[Measure, str, dict[str, object]]:
        if self.fact is not None:
            return self._of_fact(self.fact.target, subject, on)
        if self.classification is not None:
            return self._of_class(self.classification.target, subject, on)
        if self.of is None:
            return known(0), "nothing", {}
        measure = self.of.measure(subject, on)
        values: dict[str, object] = {} if measure.value is None else {"found": measure.value}
        reason = "number" if values else "open"
        if self.steps is not None:
            low = self.steps.of(measure.low)
            ends = (low, low if measure.is_one else self.steps.of(measure.high))
            return measure.within(min(ends), max(ends)), reason, values
        if self.bands:
            return self._of_bands(measure), reason, values
        return measure, reason, values

    def _all_or_nothing(
        self, when: Clause, subject: Subject, on: date
    ) -> tuple[Measure, str, dict[str, object]]:
        finding = ask(when, subject, on)
        used = tuple(fact for leaf in deciding_leaves(finding) for fact in leaf.used)
        if finding.verdict is NO:
            return known(0, used=used), "holds_not", {}
        full, reason = known(exact(self.points or Decimal(0))), "holds"
        values: dict[str, object] = {}
        if self.points is None:
            full, reason, values = self._looked_at(subject, on)
        full = full.resting_on((*used, *full.used), full.missing)
        if finding.verdict is YES:
            return full, reason, values
        return hull([full, known(0).resting_on((), open_facts(finding))]), "open", {}

    def _of_fact(self, declared: Any, subject: Subject, on: date) -> tuple[Measure, str, dict[str, object]]:
        if not isinstance(declared, DeclaredFact):
            missing = Fact(subject.kind.value, subject.id, self.fact.fact if self.fact else "")
            return self._anything((missing,)), "open", {}
        one = observed(subject, declared, on)
        if isinstance(one.value, Unknown):
            return self._unanswered(declared, one.fact), "open", {}
        values: tuple[str, ...]
        values = ("yes" if one.value else "no",) if isinstance(one.value, bool) else _texts(one.value)
        found = [self._chosen(value) for value in values]
        return total(found).resting_on((one.fact,), ()), "choice", {"found": one.fact.value}

    def _unanswered(self, declared: DeclaredFact, fact: Fact) -> Measure:
        """Return what a fact that nobody knows may yet give."""
        joined = self._of_any(options_of(self) or (), several=declared.type == "choices")
        return Measure(joined.low, joined.high, missing=(fact,))

    def _of_any(self, options: Sequence[str], *, several: bool) -> Measure:
        """Return what any one of *options* can give, or any number of them."""
        each = [self._chosen(option) for option in options] or [Measure(-math.inf, math.inf)]
        return total([hull([known(0), one]) for one in each]) if several else hull(each)

    def _of_class(self, target: Any, subject: Subject, on: date) -> tuple[Measure, str, dict[str, object]]:
        if not isinstance(target, Classification):
            return self._anything(()), "open", {}
        found = target.classify(subject, on)
        joined = hull([self._chosen(id) for id in found.possible])
        measure = joined.resting_on(found.used, found.missing)
        if found.class_id is None:
            return attrs.evolve(measure, gaps=()), "open", {}
        return measure, "choice", {"found": found.class_id}

    def _chosen(self, value: str) -> Measure:
        points = self.choices.get(value)
        if isinstance(points, Decimal):
            return known(exact(points))
        return self._in_gap([exact(p) for p in self._row_points()])

    def _of_bands(self, measure: Measure) -> Measure:
        bands = self._bands
        found = bands.possible(measure)
        parts = [known(exact(row.points)) for row in found.rows]
        if found.between is not None:
            if measure.value is None:
                parts.append(attrs.evolve(self._between_bands, gaps=()))
            else:
                near = [exact(row.points) for row in bands.neighbours(measure.value)]
                parts.append(self._between_bands if self.gap == "report" else self._in_gap(near))
        joined = hull(parts)
        return joined.resting_on(measure.used, measure.missing)

    @property
    def _between_bands(self) -> Measure:
        """What a number in no band can give: of any two neighbours, one is near."""
        every = [exact(row.points) for row in self.bands]
        return self._in_gap(every) if self.gap == "report" else Measure(min(every), max(every))

    @cached_property
    def _bands(self) -> Bands[PointsBand]:
        return Bands(self.bands, whole=self.of is not None and self.of.whole)

    def _in_gap(self, points: Sequence[Fraction]) -> Measure:
        if not points:
            return Measure(-math.inf, math.inf)  # lint refuses a table without rows
        if self.gap == "report":
            return Measure(min(*points, Fraction(0)), max(*points, Fraction(0)), gaps=(self.id,))
        return known(min(points) if self.gap == "milder" else max(points))

    def _anything(self, missing: tuple[Fact, ...]) -> Measure:
        return Measure(*self.range(), missing=missing)

    def _row_points(self) -> list[Decimal]:
        return [points for _, points in self.choices.rows if isinstance(points, Decimal)]

    def range(self) -> tuple[Bound, Bound]:
        """Return the fewest and the most points that the item can give."""
        found = clamped(self._unbounded(), _exact(self.floor), _exact(self.cap))
        return found.low, found.high

    def _unbounded(self) -> Measure:
        full = self._of_rows() if self.points is None else known(exact(self.points))
        return full if self.when is None else hull([known(0), full])

    def _of_rows(self) -> Measure:
        """Return what the thing looked at can give."""
        if self.fact is not None or self.classification is not None:
            several = getattr(self.fact and self.fact.target, "type", "") == "choices"
            return self._of_any(self._options, several=several)
        if self.of is None:
            return Measure(-math.inf, math.inf)
        if self.bands:
            rows = [known(exact(row.points)) for row in self.bands]
            return hull([*rows, self._between_bands] if self._bands.gaps(*self.of.range()) else rows)
        ends = self.of.range() if self.steps is None else tuple(map(self.steps.of, self.of.range()))
        return Measure(min(ends), max(ends))

    @property
    def _options(self) -> tuple[str, ...]:
        """Every value that can be looked up; where that is not known, those that have a row."""
        found = options_of(self)
        return (*self.choices,) if found is None else found

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change of the points."""
        if self.when is not None:
            yield from changes_of(self.when, subject, after)
        if self.fact is not None and isinstance(self.fact.target, DeclaredFact):
            yield from observed_until(subject, self.fact.target)
        if self.classification is not None and isinstance(self.classification.target, Classification):
            yield from self.classification.target.boundaries(subject, after)
        if self.of is not None:
            yield from self.of.boundaries(subject, after, self._looked_at_where())

    def _looked_at_where(self) -> Thresholds:
        """Return the numbers at which the points change; None: at every one."""
        if self.steps is not None and self.cap is not None:
            return self.steps.thresholds(self.cap)
        return thresholds_of(self.bands) if self.bands else None

    def lint(self) -> Iterator[Problem]:
        """Yield what ``points_lint.py`` finds."""
        yield from item_problems(self)


def _texts(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _exact(number: Decimal | None) -> Fraction | None:
    return None if number is None else exact(number)
