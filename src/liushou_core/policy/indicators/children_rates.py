"""Rates of children: how many archives are complete, who is enrolled, who stays, how many are left behind."""

from datetime import date, timedelta
from typing import ClassVar, Literal

import attrs

from liushou_core.domain.archive import ArchiveFile
from liushou_core.domain.calendar import Period
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.school import Enrolment, LeavingReason, SchoolClass
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.asking import ask
from liushou_core.policy.because import open_facts
from liushou_core.policy.indicators.counted import Counted, Share
from liushou_core.policy.indicators.rate import Count, Matter, Rate, school_of
from liushou_core.policy.tables.record_requirements import gaps
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Verdict

__all__ = ["EnrolmentRate", "FilingRate", "RetentionRate", "ShareCovered", "ShareOf"]

Among = Literal["covered", "all"]


@attrs.define
class _OfChildren(Count):
    """Counts children one by one; a subclass says of each whether it counts."""

    matter: Matter
    among: Among
    share: Share = attrs.field(init=False, factory=Share)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Take a child into account; of one who certainly does not belong nothing more is asked."""
        among = cover if self.among == "covered" else YES
        if among is not NO:
            belongs, counts, missing = self.judged(facts)
            self.share.add(belongs & among, counts, missing)

    def judged(self, facts: ChildFacts) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        """Return whether the child belongs to those counted, whether it counts, and what is missing."""
        raise NotImplementedError

    def counted(self) -> Counted:
        """Return the share so far."""
        return self.share.counted()


@attrs.frozen(kw_only=True)
class FilingRate(Rate):
    """Children with a complete archive among those covered (IND-1).

    ``complete``: what is complete: every field that the plan's ``record`` tables ask for (default), or a file that was ``opened``. ``among``:
    the ``covered`` children (default), or ``all`` that are recorded.
    """

    name: ClassVar[str] = "filing"
    by_child: ClassVar[bool] = True

    complete: Literal["requirements", "opened"] = "requirements"
    among: Among = "covered"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Filing(matter, self.among, self.complete)


@attrs.define
class _Filing(_OfChildren):
    complete: str

    def judged(self, facts: ChildFacts) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        if self.complete == "requirements":
            return YES, Verdict.of(not gaps(self.matter.edition.record, facts)), ()
        files = self.matter.facts.records(ArchiveFile, about=facts.id)
        if isinstance(files, Unknown):
            return YES, UNKNOWN, (Fact("child", facts.id, "archive", files),)
        on = self.matter.on
        return YES, Verdict.of(any(f.opened <= on and (f.closed is None or on < f.closed) for f in files)), ()


@attrs.frozen(kw_only=True)
class EnrolmentRate(Rate):
    """Children of school age who are enrolled, among those of school age (IND-2).

    ``school_age``: who is of school age: no plan prints the ages, so that without it everybody counts. ``among``: among the ``covered`` children
    (default), or ``all`` that are recorded. ``day``: the day that counts, the ``judged`` one (default), or that on which its school
    year began (``year_start``: the first day of the first term, or 1 September where none is announced).
    """

    name: ClassVar[str] = "enrolment"
    by_child: ClassVar[bool] = True

    school_age: Clause | None = None
    among: Among = "covered"
    day: Literal["judged", "year_start"] = "judged"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Enrolled(matter, self.among, self.school_age, self.day)


@attrs.define
class _Enrolled(_OfChildren):
    school_age: Clause | None
    day: Literal["judged", "year_start"]

    def judged(self, facts: ChildFacts) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        day = self._day(facts)
        enrolled = Verdict.of(facts.enrolment_on(day) is not None)
        if self.school_age is None:
            return YES, enrolled, ()
        finding = ask(self.school_age, facts, day)
        return finding.verdict, enrolled, open_facts(finding)

    def _day(self, facts: ChildFacts) -> date:
        if self.day == "judged":
            return self.matter.on
        year = self.matter.period(Period.SCHOOL_YEAR, school_of(facts, self.matter.on))
        assert year is not None  # only a term may be missing
        return year.start


@attrs.frozen(kw_only=True)
class RetentionRate(Rate):
    """Children still enrolled at the end of the period, among those enrolled when it began: the same cohort (IND-3).

    * ``period``: a school year (default), a term or another period of the calendar. A period that still runs is judged so far.
    * ``transfers``: who moved to another school is ``excluded`` (default), or counts as ``kept`` or as ``lost``. Who moved to another class
      or graduated is kept.
    * ``repeaters``: who repeats a year, and sits in a lower grade than its cohort, is still enrolled and ``kept`` (default), or counts as
      ``lost``.
    * ``among``: the ``covered`` children (default), or ``all`` that are recorded.
    """

    name: ClassVar[str] = "retention"
    by_child: ClassVar[bool] = True

    period: Period = Period.SCHOOL_YEAR
    transfers: Literal["excluded", "kept", "lost"] = "excluded"
    repeaters: Literal["kept", "lost"] = "kept"
    among: Among = "covered"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Retained(matter, self.among, self)


@attrs.define
class _Retained(_OfChildren):
    rate: RetentionRate

    def judged(self, facts: ChildFacts) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        school = school_of(facts, self.matter.on)
        span = self.matter.period(self.rate.period, school)
        if span is None:
            counts, missing = self.matter.no_period(school)
            return counts, UNKNOWN, missing
        if facts.enrolment_on(span.start) is None:
            return NO, NO, ()
        last = self.matter.on if span.until is None else min(self.matter.on, span.until - timedelta(days=1))
        if facts.enrolment_on(last) is not None:
            if _changed_school(facts, span.start, last):
                return _TRANSFERS[self.rate.transfers]
            lost = self.rate.repeaters == "lost" and _repeats(facts, span.start, last)
            return YES, Verdict.of(not lost), ()
        left = facts.last_enrolment(last)
        assert left is not None  # it sat in a class when the period began
        if isinstance(left.left_because, Unknown):
            return (YES if self.rate.transfers == "lost" else UNKNOWN), UNKNOWN, (_why(left),)
        if left.left_because is LeavingReason.TRANSFERRED:
            return _TRANSFERS[self.rate.transfers]
        return YES, Verdict.of(left.left_because is LeavingReason.GRADUATED), ()


_TRANSFERS: dict[str, tuple[Verdict, Verdict, tuple[Fact, ...]]] = {
    "excluded": (NO, NO, ()),
    "kept": (YES, YES, ()),
    "lost": (YES, NO, ()),
}


def _changed_school(facts: ChildFacts, first: date, last: date) -> bool:
    """Say whether a child sits in another school on the *last* day than on the *first*; not where nobody described its classes."""
    before, after = facts.class_on(first), facts.class_on(last)
    return before is not None and after is not None and before.school != after.school


def _repeats(facts: ChildFacts, first: date, last: date) -> bool:
    """Say whether a child sits in a lower grade on the *last* day than the class in which it sat on the *first*."""
    before, after = facts.class_on(first), facts.class_on(last)
    return before is not None and after is not None and _ahead(after) < _ahead(before)


def _ahead(school_class: SchoolClass) -> int:
    """Return a number by which two classes compare as their grades do in any one year."""
    return school_class.entry_grade - school_class.entry.start_year


def _why(left: Enrolment) -> Fact:
    return Fact("enrolment", left.id, "left_because", left.left_because)


@attrs.frozen(kw_only=True)
class ShareCovered(Rate):
    """The covered children among all that are recorded and enrolled (IND-8: left-behind pupils among the pupils)."""

    name: ClassVar[str] = "share_covered"
    by_child: ClassVar[bool] = True

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Covered(matter)


@attrs.define
class _Covered(Count):
    matter: Matter
    share: Share = attrs.field(init=False, factory=Share)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        self.share.add(Verdict.of(facts.enrolment_on(self.matter.on) is not None), cover)

    def counted(self) -> Counted:
        return self.share.counted()


@attrs.frozen(kw_only=True)
class ShareOf(Rate):
    """Children of whom ``when`` holds on the judged day, among those ``covered`` (default) or ``all`` (IND-7: "learn well" has no number)."""

    name: ClassVar[str] = "share"
    by_child: ClassVar[bool] = True

    when: Clause
    among: Among = "covered"

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return _Of(matter, self.among, self.when)


@attrs.define
class _Of(_OfChildren):
    when: Clause

    def judged(self, facts: ChildFacts) -> tuple[Verdict, Verdict, tuple[Fact, ...]]:
        finding = ask(self.when, facts, self.matter.on)
        return YES, finding.verdict, open_facts(finding)
