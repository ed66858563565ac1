"""Who is scored, and on which day: the children of the scheme at the end of the school year (SCO-11, SCO-26).

The settlement day is the last day of the second term. Where the school's term table does not have that term, it is
31 August, the last day of the school year: a rule of this library, since no plan says when a year is settled.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from liushou_core.domain.calendar import SchoolYear, Span, TermId, TermTable
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import ClassId, OrganisationId
from liushou_core.domain.school import SchoolClass
from liushou_core.policy.decision import cover
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.scoring import Scoring
from liushou_core.policy.verdict import NO, YES, Verdict

__all__ = ["Judged", "Subject", "YearAtSchool", "in_scheme", "last_day_in_scheme", "school_of", "year_at"]

ONE_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class YearAtSchool:
    """One school year at one school: the days that count, and the day on which it is settled.

    ``terms``: the counted days before and from the start of the second term; empty if that start is not known.
    """

    span: Span
    terms: tuple[Span, ...]
    settled_on: date
    table: TermTable


@attrs.frozen(kw_only=True)
class Judged:
    """A child's own year: all of it, or up to the last ``day`` in the scheme for one who ``left`` (SCO-26)."""

    year: YearAtSchool
    day: date
    left: bool = False

    @property
    def span(self) -> Span:
        """The days whose conduct and titles count."""
        return self._cut(self.year.span) or self.year.span

    @property
    def terms(self) -> tuple[Span, ...]:
        """The parts of those days before and from the start of the second term."""
        return tuple(part for term in self.year.terms if (part := self._cut(term)) is not None)

    @property
    def held(self) -> Span:
        """The days by which credit is divided pro rata (SCO-18): from the year's first to the day judged, both included."""
        return Span(self.year.span.start, self.day + ONE_DAY)

    def has_ended(self, term: TermId) -> bool:
        """Say whether the term's final had been held on the day judged; it is held on the term's last day."""
        if not self.left:
            return True
        known = self.year.table.get(term)
        return known is not None and known.until <= self.day + ONE_DAY

    def _cut(self, span: Span) -> Span | None:
        return span.intersection(Span(date.min, self.day + ONE_DAY)) if self.left else span


@attrs.frozen(kw_only=True, repr=False)
class Subject:
    """A child in the class of the day judged: what the score and the awards of one school year are about."""

    child: ChildFacts
    school_year: SchoolYear
    school_class: SchoolClass | None
    judged: Judged

    @property
    def grade(self) -> int | None:
        """The class's grade in the school year, or None for a child without a class."""
        return None if self.school_class is None else self.school_class.grade_in(self.school_year)

    @property
    def class_id(self) -> ClassId | None:
        """The class's id, or None."""
        return None if self.school_class is None else self.school_class.id


def year_at(facts: Facts, school: OrganisationId, year: SchoolYear, scoring: Scoring) -> YearAtSchool:
    """Return the school year at *school* by its term table, or that of the nearest body above it."""
    table = facts.terms(school)
    second = table.get(TermId(year, 2))
    whole = Span(year.first_day, year.until)
    span = (table.school_year_span(year) or whole) if scoring.year == "terms" else whole
    terms = () if second is None else tuple(_cut(span, second.start))
    settled_on = year.until - ONE_DAY if second is None else second.until - ONE_DAY
    return YearAtSchool(span=span, terms=terms, settled_on=settled_on, table=table)


def _cut(span: Span, day: date) -> Iterator[Span]:
    if span.start < day and span.covers(day):
        yield Span(span.start, day)
        yield Span(day, span.until)
    else:
        yield span


def school_of(child: ChildFacts, year: SchoolYear) -> OrganisationId:
    """Return the school of the class the child entered last before the year was over; without one, the child's scope."""
    entered = [e for e in child.enrolments if e.start < year.until]
    last = max(entered, key=lambda e: (e.start, e.id), default=None)
    school = next((c.school for c in child.classes if last is not None and c.id == last.school_class), None)
    return child.child.scope if school is None else school


def in_scheme(policy: Policy, scoring: Scoring, child: ChildFacts, day: date) -> Verdict:
    """Say whether the child is in the scheme on *day*, by the reading ``relevant`` (SCO-11)."""
    if scoring.relevant == "members":
        taken_in = (m.policy == policy.id and Span(m.start, m.until).covers(day) for m in child.memberships)
        return Verdict.of(any(taken_in))
    if scoring.relevant == "paired" and not any(
        p.role is HelperRole.VOLUNTEER and p.span.covers(day) for p in child.pairings
    ):
        return NO
    return cover(policy, child, day)


def last_day_in_scheme(
    policy: Policy, scoring: Scoring, child: ChildFacts, year: YearAtSchool
) -> date | None:
    """Return the last day of the year, up to the settlement, on which the child was in the scheme; None if on none."""
    # Day by day: an answer can change on the first day of any record, and a year has few days. Only the reading
    # ``leaving = "up_to_date"`` asks, and only of children who are not in the scheme at the end.
    day = year.settled_on
    while day >= year.span.start:
        if in_scheme(policy, scoring, child, day) is YES:
            return day
        day -= ONE_DAY
    return None
