"""Rates that are not counted child by child: dropouts, accidents, funds, and targets reached together."""

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

import attrs

from liushou_core.domain.calendar import Period, period_span
from liushou_core.domain.calendar.school_years import starting_year
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.safety_record import SafetyKind, SafetyRecord
from liushou_core.domain.school import LeavingReason, Stage, stage_of
from liushou_core.domain.unknown import Unknown
from liushou_core.domain.upwards import upwards
from liushou_core.errors import NotFound
from liushou_core.policy.indicators.counted import Counted, Share, number, unknown
from liushou_core.policy.indicators.rate import Count, Later, Matter, Rate, not_kept, school_of
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["AllTargets", "DoubleFall", "DropoutRate", "FundTotal", "Incidents"]


@attrs.frozen(kw_only=True)
class DropoutRate(Rate):
    """Pupils of a ``stage`` who dropped out in the period, of those enrolled when it began (IND-5, IND-6).

    * ``from``: the ``returns`` that bodies handed in (default), or the ``enrolments`` of all recorded children: who left as a dropout and
      is not enrolled again. The pupils of a body are among those of a body above it that handed in returns, and count once.
    * ``period``: with returns, None counts the latest one of each body that ended by the judged day (default); a period counts those that
      ended in the one of the judged day: all who dropped out, of those enrolled when the first of them began. With enrolments it is the
      period so far; None: the school year.
    * ``reason``: with enrolments, who left for a reason that nobody knows leaves the rate open (``recorded``, default), or counts as
      a dropout (``or_unknown``).
    """

    name: ClassVar[str] = "dropout"

    stage: Stage
    from_: Literal["returns", "enrolments"] = "returns"
    period: Period | None = None
    reason: Literal["recorded", "or_unknown"] = "recorded"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return Later(matter, self.count) if self.from_ == "returns" else _DroppedOut(matter, self)

    def count(self, matter: Matter) -> Counted:
        """Return the share that the returns add up to."""
        returns = matter.facts.records(DropoutReturn)
        if isinstance(returns, Unknown):
            return unknown(not_kept("dropout_returns"))
        bodies: dict[OrganisationId, list[DropoutReturn]] = {}
        for one in sorted(returns, key=lambda r: (r.until, r.id)):
            if one.stage is self.stage and one.until <= matter.on:
                bodies.setdefault(one.organisation, []).append(one)
        counted = [
            self._of_body(matter, mine) for id, mine in bodies.items() if not _below(matter, id, bodies)
        ]
        dropped, enrolled = sum(d for d, _ in counted), sum(e for _, e in counted)
        value = Fraction(dropped, enrolled) if enrolled else None
        return Counted(numerator=dropped, denominator=enrolled, low=value, high=value)

    def _of_body(self, matter: Matter, returns: list[DropoutReturn]) -> tuple[int, int]:
        """Return how many dropped out of a body, and of how many; *returns* are in the order of their last days."""
        if self.period is None:
            return returns[-1].dropped, returns[-1].enrolled
        terms = matter.facts.terms(returns[-1].organisation)
        span = period_span(matter.on, self.period, terms=terms)
        within = [r for r in returns if span is not None and span.covers(r.until - timedelta(days=1))]
        return sum(r.dropped for r in within), within[0].enrolled if within else 0


def _below(matter: Matter, id: OrganisationId, bodies: Container[str]) -> bool:
    """Say whether a body lies below one of *bodies*."""

    def parent(of: OrganisationId) -> OrganisationId | None:
        try:
            return matter.facts.organisation(of).parent
        except NotFound:
            return None

    return any(above in bodies for above in upwards(id, parent) if above != id)


@attrs.define
class _DroppedOut(Count):
    matter: Matter
    rate: DropoutRate
    share: Share = attrs.field(init=False, factory=Share)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        school = school_of(facts, self.matter.on)
        span = self.matter.period(self.rate.period or Period.SCHOOL_YEAR, school)
        if span is None:
            counts, missing = self.matter.no_period(school)
            self.share.add(counts, UNKNOWN, missing)
            return
        sits_in = facts.class_on(span.start)
        if sits_in is None:
            return
        grade = sits_in.entry_grade + starting_year(span.start) - sits_in.entry.start_year
        if stage_of(grade) is self.rate.stage:
            self.share.add(YES, self._dropped_out(facts, self.matter.on))

    def _dropped_out(self, facts: ChildFacts, on: date) -> Verdict:
        if facts.enrolment_on(on) is not None:
            return NO
        left = facts.last_enrolment(on)
        assert left is not None  # it sat in a class when the period began
        known = left.left_because
        if isinstance(known, Unknown):
            return UNKNOWN if self.rate.reason == "recorded" else YES
        return Verdict.of(known is LeavingReason.DROPPED_OUT)

    def counted(self) -> Counted:
        return self.share.counted()


@attrs.frozen(kw_only=True)
class Incidents(Rate):
    """How many accidents, offences or other events of these ``kinds`` were recorded in the ``period`` so far (IND-9).

    ``liable``: only those for which the school is liable; one of which nobody knows that may be one more.
    """

    name: ClassVar[str] = "incidents"

    kinds: tuple[SafetyKind, ...]
    period: Period = Period.SCHOOL_YEAR
    liable: bool = False

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return Later(matter, self.count)

    def count(self, matter: Matter) -> Counted:
        """Return the number."""
        span = period_span(matter.on, self.period)
        assert span is not None
        found = _cases(matter, self.kinds)
        if isinstance(found, Unknown):
            return unknown(not_kept("safety_records"))
        within = [one for one in found if span.covers(one.day) and one.day <= matter.on]
        counts = [_counts(one, liable=self.liable) for one in within]
        return number(
            counts.count(YES),
            undetermined=counts.count(UNKNOWN),
            missing=_liability(within, liable=self.liable),
        )


@attrs.frozen(kw_only=True)
class DoubleFall(Rate):
    """Whether both the cases and the persons of these ``kinds`` fell in each of the last ``years`` whole years (IND-10).

    The numerator is the number of falls, the denominator that of the comparisons: two for each year.
    """

    name: ClassVar[str] = "double_fall"

    kinds: tuple[SafetyKind, ...]
    years: int = 2
    liable: bool = True

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return Later(matter, self.count)

    def count(self, matter: Matter) -> Counted:
        """Return the share of the comparisons that show a fall."""
        found = _cases(matter, self.kinds)
        if isinstance(found, Unknown):
            return unknown(not_kept("safety_records"))
        share = Share()
        last = matter.on.year - 1
        for year in range(last - self.years + 1, last + 1):
            two = [one for one in found if year - 1 <= one.day.year <= year]
            missing = _liability(two, liable=self.liable)
            before = [one for one in two if one.day.year < year]
            after = [one for one in two if one.day.year == year]
            for count in (_cases_in, _persons_in):
                fell = _fell(count(before, liable=self.liable), count(after, liable=self.liable))
                share.add(YES, fell, missing if fell is UNKNOWN else ())
        return share.counted()


_Range = tuple[int, int | None]
"""The least a number can be, and the most; None: nobody knows how much it may be."""


def _cases(matter: Matter, kinds: Iterable[SafetyKind]) -> "tuple[SafetyRecord, ...] | Unknown":
    found = matter.facts.records(SafetyRecord)
    wanted = frozenset(kinds)
    return found if isinstance(found, Unknown) else tuple(one for one in found if one.kind in wanted)


def _counts(case: SafetyRecord, *, liable: bool) -> Verdict:
    return Verdict.of(case.school_liable) if liable else YES


def _liability(cases: Iterable[SafetyRecord], *, liable: bool) -> tuple[Fact, ...]:
    """Return of which cases nobody knows whether they count."""
    return tuple(
        Fact("safety_record", one.id, "school_liable", one.school_liable)
        for one in cases
        if _counts(one, liable=liable) is UNKNOWN
    )


def _cases_in(cases: Iterable[SafetyRecord], *, liable: bool) -> _Range:
    counts = [_counts(one, liable=liable) for one in cases]
    return counts.count(YES), len(counts) - counts.count(NO)


def _persons_in(cases: Iterable[SafetyRecord], *, liable: bool) -> _Range:
    counts = [(_counts(one, liable=liable), one.persons) for one in cases]
    least = sum(persons or 0 for verdict, persons in counts if verdict is YES)
    most = [persons for verdict, persons in counts if verdict is not NO]
    return least, None if None in most else sum(persons for persons in most if persons is not None)


def _fell(before: _Range, after: _Range) -> Verdict:
    """Return whether a number is smaller than the one before, whatever either turns out to be."""
    if after[1] is not None and after[1] < before[0]:
        return YES
    return NO if before[1] is not None and after[0] >= before[1] else UNKNOWN


@attrs.frozen(kw_only=True)
class FundTotal(Rate):
    """What was paid into a fund of the plan up to the judged day, in yuan (IND-12), or spent on one of its uses."""

    name: ClassVar[str] = "fund_total"

    fund: str
    use: str | None = None

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return Later(matter, self.count)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the fund."""
        yield "fund", self.fund

    def count(self, matter: Matter) -> Counted:
        """Return the sum."""
        entries = matter.facts.records(FundEntry)
        if isinstance(entries, Unknown):
            return unknown(not_kept("fund_entries"))
        mine = (e for e in entries if e.fund == self.fund and e.day <= matter.on)
        wanted = (e for e in mine if (e.paid_in if self.use is None else e.use == self.use and not e.paid_in))
        return number(Fraction(sum((entry.yuan for entry in wanted), Decimal(0))))


@attrs.frozen(kw_only=True)
class AllTargets(Rate):
    """Several indicators of the plan reach their targets together (IND-7: get in, stay, learn well)."""

    name: ClassVar[str] = "all_targets"
    shorthand: ClassVar[str] = "of"

    of: tuple[str, ...]

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return Later(matter, self.count)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the indicators."""
        yield from (("indicator", id) for id in self.of)

    def count(self, matter: Matter) -> Counted:
        """Return the share of the targets that are reached."""
        share = Share()
        for id in self.of:
            answer = matter.earlier.get(id)
            share.add(
                YES, UNKNOWN if answer is None else answer.verdict, () if answer is None else answer.missing
            )
        return share.counted()
