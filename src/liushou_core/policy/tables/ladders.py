"""Ladders: the ``[[ladder]]`` tables: what is given, or follows, when a number reaches a rung."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.canonical import canonical
from liushou_core.policy.lookup import Value, Values
from liushou_core.policy.measure import Bound, Measure, measure_in_words
from liushou_core.policy.quantities.answers import TallyOf
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.reading.windows import Over, Window
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.reckoned_values import reckoned
from liushou_core.policy.verdict import NO, YES, Clause, Fact
from liushou_core.policy.words import in_words

__all__ = ["Climbed", "Ladder", "Rung"]


@attrs.frozen(kw_only=True)
class Rung:
    """What is given from ``at_least`` on (the number itself counts); ``values`` come with it."""

    id: str
    at_least: Decimal
    title: Wording | None = None
    values: Values = Values()
    source: Source | None = None


@attrs.frozen(kw_only=True)
class Climbed:
    """The rungs given to a subject on a day, those that missing facts still leave open, and how often the ladder was climbed whole.

    ``barred``: nothing is given, because the plan bars it. ``given_before``: rungs of a ladder whose rungs are given once, reached in
    an earlier period. ``values``: what comes with each rung that is given and has values.
    """

    ladder: "Ladder"
    measure: Measure = attrs.field(repr=False)
    given: tuple[str, ...]
    open: tuple[str, ...]
    rounds: int | None
    barred: bool = False
    given_before: tuple[str, ...] = ()
    missing: tuple[Fact, ...] = ()
    values: Mapping[str, Mapping[str, Value | Fraction | None]] = attrs.field(
        factory=dict, eq=False, repr=False
    )

    @property
    def id(self) -> str:
        """The id of the ladder."""
        return self.ladder.id

    def text(self, locale: Locale = "en") -> str:
        """Return what is given, in words."""
        how, bounds = measure_in_words(self.measure)
        title = self.id if self.ladder.title is None else self.ladder.title.text(locale)
        names = [self.ladder.rung_named(id, locale) for id in self.given]
        return render(
            "ladder.barred" if self.barred else "ladder.given" if names else "ladder.nothing",
            locale,
            title=title,
            number=render(f"reckoning.{how}", locale, **{n: in_words(b, locale) for n, b in bounds.items()}),
            rungs=("、" if locale == "zh" else ", ").join(names),
        )

    def to_document(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        return {
            "given": list(self.given),
            "open": list(self.open),
            "rounds": self.rounds,
            "barred": self.barred,
            "given_before": list(self.given_before),
            "values": {
                id: {name: canonical(one) for name, one in row.items()} for id, row in self.values.items()
            },
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.ladder.source),
        }


@attrs.frozen(kw_only=True)
class Ladder:
    """Rungs that a quantity ``of`` the subject can reach.

    * ``give``: only the ``highest`` rung reached (default), or ``each`` of them.
    * ``once``: a rung reached in an earlier period of the tally is not given a second time: ever (``true``), or within the same
      ``"school_year"``, ``"year"`` …; only for ``of = { tally = "…" }``.
    * ``cycle``: beyond the top rung counting begins anew; ``rounds`` says how often the top was reached.
    * ``barred``: while this holds, nothing is given.
    """

    id: str
    of: Quantity
    rung: tuple[Rung, ...]
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    give: Literal["highest", "each"] = "highest"
    once: bool | Over = False
    cycle: bool = False
    barred: Clause | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a ladder without rungs, rungs out of order, and a cycle from a top that is not above 0."""
        if not self.rung:
            yield Problem(code="missing_key", values={"key": "rung"})
            return
        for index in range(1, len(self.rung)):
            if self.rung[index].at_least <= self.rung[index - 1].at_least:
                yield Problem(code="rung_order", path=("rung", index, "at_least"))
        ids = [rung.id for rung in self.rung]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem(code="id_twice", path=("rung", index, "id"), values={"id": id})
        if self.once and not isinstance(self.of, TallyOf):
            yield Problem(code="once_needs_tally", path=("once",))
        if self.cycle and self.rung[-1].at_least <= 0:
            yield Problem(code="not_positive", path=("rung", len(self.rung) - 1, "at_least"))

    def rung_named(self, id: str, locale: Locale) -> str:
        """Return what a rung is called."""
        rung = next(rung for rung in self.rung if rung.id == id)
        return id if rung.title is None else rung.title.text(locale)

    def climb(self, subject: Subject, on: date) -> Climbed:
        """Return which rungs a subject has on a day."""
        measure = self.of.measure(subject, on)
        before, maybe = self._before(subject, on) if self.once and isinstance(self.of, TallyOf) else ((), ())
        given, open_ = self._outcome(*self._reached(measure))
        open_ = [id for id in (*(id for id in given if id in maybe), *open_) if id not in before]
        given = [id for id in given if id not in (*before, *maybe)]
        barred, missing = False, measure.missing
        if self.barred is not None:
            finding = ask(self.barred, subject, on)
            barred = finding.verdict is YES
            if finding.verdict is not NO:
                given, open_ = [], [] if barred else [*given, *open_]
                missing = tuple(dict.fromkeys((*missing, *open_facts(finding))))
        return Climbed(
            ladder=self,
            measure=measure,
            given=tuple(given),
            open=tuple(open_),
            rounds=self._rounds(measure),
            barred=barred,
            given_before=before,
            missing=missing if open_ else (),
            values={
                rung.id: reckoned(rung.values, subject, on)
                for rung in self.rung
                if rung.id in given and len(rung.values)
            },
        )

    def _outcome(self, certain: list[Rung], possible: list[Rung]) -> tuple[list[str], list[str]]:
        """Return the ids of the rungs that are given for certain, and of those that may be."""
        sure, may = [rung.id for rung in certain], [rung.id for rung in possible]
        if self.give == "each":
            return sure, may[len(sure) :]
        return (sure[-1:], []) if sure == may else ([], may[max(len(sure) - 1, 0) :])

    def _reached(self, measure: Measure) -> tuple[list[Rung], list[Rung]]:
        """Return the rungs reached for certain and those that may be."""
        if not self.cycle:
            return self._up_to(measure.low), self._up_to(measure.high)
        top = Fraction(self.rung[-1].at_least)
        if (
            isinstance(measure.low, float)
            or isinstance(measure.high, float)
            or measure.low // top != measure.high // top
        ):
            return [], list(self.rung)  # one more round may have begun
        return self._up_to(self._left(measure.low)), self._up_to(self._left(measure.high))

    def _left(self, number: Bound) -> Bound:
        """Return what is left of a number after the whole rounds; on the very day of the top, the top itself."""
        top = Fraction(self.rung[-1].at_least)
        return top if number > 0 and number % top == 0 else number % top if number > 0 else number

    def _up_to(self, number: Bound) -> list[Rung]:
        return [rung for rung in self.rung if Fraction(rung.at_least) <= number]

    def _rounds(self, measure: Measure) -> int | None:
        if not self.cycle or isinstance(measure.low, float) or isinstance(measure.high, float):
            return None
        top = Fraction(self.rung[-1].at_least)
        low, high = (max(0, math.floor(bound / top)) for bound in (measure.low, measure.high))
        return low if low == high else None

    def _before(self, subject: Subject, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the rungs that were reached for certain in earlier periods of the tally, and others that may have been."""
        assert isinstance(self.of, TallyOf)  # lint: only a tally has periods
        if self.of.target is None:
            return (), ()
        start = self.of.target.window.on(on).start
        since = Window(over=self.once).on(on).start if isinstance(self.once, str) else date.min
        days = {day for day in self.of.boundaries(subject, date.min, None) if since <= day < start}
        reached = [self._reached(self.of.measure(subject, day)) for day in days]
        certain = {rung.id for sure, _ in reached for rung in sure}
        possible = {rung.id for _, may in reached for rung in may} - certain
        ids = [rung.id for rung in self.rung]
        return tuple(id for id in ids if id in certain), tuple(id for id in ids if id in possible)

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change."""
        yield from self.of.boundaries(
            subject, after, [Fraction(rung.at_least) for rung in self.rung] if not self.cycle else None
        )
        if self.barred is not None:
            yield from changes_of(self.barred, subject, after)
