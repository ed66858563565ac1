"""Courses: the subjects of a due list, each with what is needed to judge its duties.

Under a plan of a kindergarten, school or class (or one that does not say) a child has a course for every stay at one
school, since a duty begins with the enrolment (requirements §4.4, ambiguity 9); moving to another class of the school goes
on with it. A child of whom no enrolment is recorded, or under a plan of a village or any wider body, has one course.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from liushou_core.domain.calendar import Span, TermTable, add_days
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import ClassId, HelperId, OrganisationId, PolicyId
from liushou_core.domain.organisation import Post
from liushou_core.domain.school import Enrolment
from liushou_core.domain.subject import Around, SubjectKind
from liushou_core.domain.unknown import NOT_ASKED, Known, Unknown, is_known
from liushou_core.policy.due.holders import (
    ANYBODY,
    HolderLine,
    Tenure,
    chains_of,
    line_of,
    pairing_lines,
    post_tenures,
)
from liushou_core.policy.due.item import Subject
from liushou_core.policy.due.rows import DutySpell
from liushou_core.policy.due.windows import Window, windows_of
from liushou_core.policy.tables.bearers import Bearer, OwnRole
from liushou_core.policy.verdict_line import VerdictLine, line_within

__all__ = [
    "Course",
    "Reading",
    "child_courses",
    "child_holders",
    "events_seen",
    "holder_lines_of_posts",
    "stays",
]

VACANT = (HolderLine(),)


@attrs.frozen(eq=False)
class Reading:
    """Facts read on one day, with what many subjects share kept at hand: terms, windows, the teachers of a class.

    *over*: only windows that share a day with it are wanted; None: all.
    """

    policy: PolicyId
    facts: Facts
    on: date
    over: Span | None = None
    _terms: dict[OrganisationId, TermTable] = attrs.field(init=False, factory=dict)
    _windows: dict[tuple[DutySpell, OrganisationId | None], list[Window]] = attrs.field(
        init=False, factory=dict
    )
    _posts: dict[str, tuple[Post, ...]] = attrs.field(init=False, factory=dict)
    _class_lines: dict[tuple[str, Bearer], tuple[HolderLine, ...]] = attrs.field(init=False, factory=dict)

    def wants(self, window: Span) -> bool:
        """Say whether a window is asked for."""
        return self.over is None or window.overlaps(self.over)

    def terms(self, organisation: OrganisationId | None) -> TermTable:
        """Return the organisation's terms; an empty table for None."""
        if organisation is None:
            return TermTable()
        if organisation not in self._terms:
            self._terms[organisation] = self.facts.terms(organisation)
        return self._terms[organisation]

    def windows(self, spell: DutySpell, organisation: OrganisationId | None) -> list[Window]:
        """Return the windows of a duty in an organisation's calendar that begin by the judged day."""
        place = (spell, organisation)
        if place not in self._windows:
            until = add_days(self.on, 1)
            over = Span(spell.start, until if spell.until is None else min(until, spell.until))
            self._windows[place] = list(windows_of(spell.duty, over, self.terms(organisation)))
        return self._windows[place]

    def posts(self, owner: ClassId | OrganisationId) -> tuple[Post, ...]:
        """Return the posts begun by the judged day."""
        if owner not in self._posts:
            self._posts[owner] = tuple(p for p in self.facts.posts(owner) if p.start <= self.on)
        return self._posts[owner]

    def class_lines(self, school_class: ClassId, role: Bearer) -> tuple[HolderLine, ...]:
        """Return who held a post in a class."""
        place = (school_class, role)
        if place not in self._class_lines:
            self._class_lines[place] = holder_lines_of_posts(self.posts(school_class), role)
        return self._class_lines[place]


@attrs.frozen(eq=False)
class Course:
    """A subject on the days on which ``line`` is not NO.

    ``holders`` gives the lines of those who hold a role, at least one; ``contacts`` those with the subject, ordered by
    day and id; ``class_on`` its class; ``organisation`` whose calendar holds; ``events`` the declared events that name it, by
    the judged day, ordered like the contacts; ``done`` the activities or written records about it, likewise.
    """

    subject: Subject
    organisation: OrganisationId | None
    line: VerdictLine
    holders: Callable[[Bearer | None], tuple[HolderLine, ...]]
    contacts: tuple[Contact, ...]
    class_on: Callable[[date], ClassId | None]
    care_plans: tuple[CarePlan, ...] = ()
    events: Callable[[], Known[tuple[Event, ...]]] = lambda: NOT_ASKED
    done: Callable[[type[Any]], Known[tuple[Any, ...]]] = lambda _of: NOT_ASKED


def events_seen(
    reading: Reading, around: Around, kind: SubjectKind, id: str
) -> Callable[[], Known[tuple[Event, ...]]]:
    """Return what reads the events that name a subject and have happened by the judged day; it is asked only if needed."""

    def seen() -> Known[tuple[Event, ...]]:
        found = around.events(kind, id)
        return tuple(one for one in found if one.day <= reading.on) if is_known(found) else found

    return seen


def done_about(reading: Reading, about: str | None) -> Callable[[type[Any]], Known[tuple[Any, ...]]]:
    """Return what reads the activities or written records about somebody by the judged day; about None: all of them."""

    def seen(of: type[Any]) -> Known[tuple[Any, ...]]:
        found = reading.facts.records(of, about)
        if not is_known(found):
            return found
        return tuple(
            sorted((r for r in found if r.day <= reading.on), key=lambda record: (record.day, record.id))
        )

    return seen


def child_courses(
    reading: Reading, facts: ChildFacts, line: VerdictLine, *, by_school: bool
) -> Iterator[Course]:
    """Yield the courses of a child: one a stay at a school if *by_school*; *line* is the line of its cover."""
    contacts = tuple(sorted(facts.contacts, key=lambda contact: (contact.day, contact.id)))
    for enrolments, school in stays(facts) if by_school else [_whole(facts)]:
        span = Span(enrolments[0].start, enrolments[-1].until) if by_school and enrolments else None
        yield Course(
            Subject("child", facts.id),
            school,
            line if span is None else line_within(line, span),
            _Holders(reading, facts, enrolments),
            contacts,
            _class_of(enrolments),
            tuple(plan for plan in facts.care_plans if plan.policy == reading.policy),
            events_seen(reading, facts.around, facts.kind, facts.id),
            done_about(reading, facts.id),
        )


def child_holders(reading: Reading, facts: ChildFacts) -> Callable[[Bearer | None], tuple[HolderLine, ...]]:
    """Return who holds a role towards a child, wherever it sits."""
    return _Holders(reading, facts, _whole(facts)[0])


def stays(facts: ChildFacts) -> Iterator[tuple[tuple[Enrolment, ...], OrganisationId]]:
    """Yield the runs of enrolments that follow each other without a gap in one school, and the school; without any
    enrolment, one empty run with the child's own scope.
    """
    if not facts.enrolments:
        yield _whole(facts)
        return
    schools = {school_class.id: school_class.school for school_class in facts.classes}
    run: list[Enrolment] = []
    for enrolment in sorted(facts.enrolments, key=lambda e: (e.start, e.id)):
        school = schools.get(enrolment.school_class)
        if run and (run[-1].until != enrolment.start or schools.get(run[-1].school_class) != school):
            yield tuple(run), schools.get(run[-1].school_class, facts.child.scope)
            run = []
        run.append(enrolment)
    yield tuple(run), schools.get(run[-1].school_class, facts.child.scope)


def _whole(facts: ChildFacts) -> tuple[tuple[Enrolment, ...], OrganisationId]:
    return tuple(sorted(facts.enrolments, key=lambda e: (e.start, e.id))), facts.child.scope


def holder_lines_of_posts(posts: Iterable[Post], role: Bearer) -> tuple[HolderLine, ...]:
    """Return the lines of those who hold the post named like *role*, at least one."""
    return tuple(line_of(chain) for chain in post_tenures(posts, role.value).values()) or VACANT


@attrs.frozen(eq=False)
class _Holders:
    """Who holds a role towards a child: teachers by their posts in its classes, everybody else by pairings.

    Subject teachers among whom the children were divided by pairings (PAIR-8) owe only what they were given.
    """

    reading: Reading
    facts: ChildFacts
    enrolments: tuple[Enrolment, ...]
    _found: dict[Bearer, tuple[HolderLine, ...]] = attrs.field(init=False, factory=dict)

    def __call__(self, role: Bearer | None) -> tuple[HolderLine, ...]:
        if role is None:
            return (ANYBODY,)
        if isinstance(role, OwnRole):
            return self._by_relation(role)
        if role not in self._found:
            divided = role is HelperRole.SUBJECT_TEACHER and any(p.role is role for p in self.facts.pairings)
            by_post = role.by_post and not divided
            self._found[role] = self._by_post(role) if by_post else self._by_pairing(role)
        return self._found[role]

    def _by_relation(self, role: OwnRole) -> tuple[HolderLine, ...]:
        found = self.facts.around.related(self.facts.kind, self.facts.id, role.value)
        tenures = [
            Tenure(
                one.start if isinstance(one.start, date) else date.min, one.until, HelperId(one.subject.id)
            )
            for one in (() if isinstance(found, Unknown) else found)
        ]
        tenures.sort(key=lambda tenure: tenure.start)
        return tuple(line_of(chain) for chain in chains_of(tenures)) or VACANT

    def _by_pairing(self, role: Bearer) -> tuple[HolderLine, ...]:
        return pairing_lines(self.facts.pairings, role) or VACANT

    def _by_post(self, role: Bearer) -> tuple[HolderLine, ...]:
        if len(self.enrolments) == 1:
            return self.reading.class_lines(self.enrolments[0].school_class, role)
        chains: dict[tuple[str, int], list[Tenure]] = {}
        for enrolment in self.enrolments:
            tenures = post_tenures(self.reading.posts(enrolment.school_class), role.value)
            for key, chain in tenures.items():
                parts = (tenure.within(enrolment.start, enrolment.until) for tenure in chain)
                chains.setdefault(key, []).extend(part for part in parts if part is not None)
        return tuple(line_of(chain) for _key, chain in sorted(chains.items())) or VACANT


def _class_of(enrolments: tuple[Enrolment, ...]) -> Callable[[date], ClassId | None]:
    if len(enrolments) == 1:
        only = enrolments[0].school_class
        return lambda _day: only
    return lambda day: next((e.school_class for e in enrolments if e.span.covers(day)), None)
