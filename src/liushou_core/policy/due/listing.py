"""The due list: what every duty of a policy asked for up to a day, and what became of it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final

import attrs

from liushou_core.domain.calendar.checks import checked_day
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.subject import SubjectFacts, SubjectRole
from liushou_core.policy.due.courses import Course, Reading, child_courses
from liushou_core.policy.due.group_courses import Member, class_courses, programme_course, school_courses
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.due.rows import DutySpell, duty_spells
from liushou_core.policy.due.series import series
from liushou_core.policy.due.step_items import StepReading
from liushou_core.policy.due.subject_courses import course_of, subject_courses
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.verdict import Clause
from liushou_core.policy.verdict_line import VerdictLine, both_lines, clause_line, cover_line

__all__ = ["Listing", "due", "unscheduled"]

Spells = Sequence[DutySpell]

BY_SCHOOL: Final = (None, "kindergarten", "school", "class")
"""What a plan covers (``Policy.covers``) if being enrolled matters to it; a village cares for who left school too."""


def due(policy: Policy, facts: Facts, *, on: date) -> Iterator[DueItem]:
    """Yield an item for every window that begins by *on* and is, or may be, owed; nothing that begins later is seen.

    Child by child ordered by id, for each the duties in the order of the plan, window by window, and the steps of the triggers
    that hold, or may; then what is owed to others (classes, schools, the programme, parents …), duty by duty and for each the
    subjects ordered by id, and their steps. Every list of what is due (by child, helper, class or day) is this one, filtered
    (``views.py``). A closed window's state does not change on a later day unless facts do; a step is listed while its
    trigger holds.
    """
    checked_day(on)
    listing = Listing(policy, Reading(policy.id, facts, on))
    for child in facts.children():
        yield from listing.of_child(child)
    yield from listing.of_others()


def _steps(listing: "Listing") -> StepReading:
    return StepReading(listing.reading, listing.policy)


def _all_parts(listing: "Listing") -> tuple[Spells, ...]:
    found = duty_spells(listing.policy, listing.reading.on).values()
    return tuple(part for spells in found for part in _parts(spells))


@attrs.frozen(eq=False)
class Listing:
    """The due list of a policy under way. ``with_groups``: the children that :meth:`of_child` is asked about are kept, for
    :meth:`of_others` to say what is owed to their classes and schools.
    """

    policy: Policy
    reading: Reading
    with_groups: bool = True
    _steps: StepReading = attrs.field(init=False, default=attrs.Factory(_steps, takes_self=True))
    _children: list[tuple[ChildFacts, VerdictLine]] = attrs.field(init=False, factory=list)
    _owed: tuple[Spells, ...] = attrs.field(init=False, default=attrs.Factory(_all_parts, takes_self=True))

    @cached_property
    def _of_children(self) -> tuple[Spells, ...]:
        return tuple(part for part in self._owed if part[0].duty.to == "each_child")

    @cached_property
    def _of_others(self) -> tuple[Spells, ...]:
        return tuple(part for part in self._owed if part[0].duty.to != "each_child")

    @property
    def roles(self) -> frozenset[SubjectRole]:
        """The roles of those who are no children and to whom something is owed."""
        duties = {part[0].duty.subject_role for part in self._of_others}
        steps = {trigger.subject for trigger in self._steps.triggers}
        return frozenset(role for role in duties | steps if role is not None) - {SubjectRole.CHILD}

    def of_child(self, child: ChildFacts) -> Iterator[DueItem]:
        """Yield what is owed to a child."""
        seen = seen_on(child, self.reading.on)
        cover = cover_line(self.policy, seen)
        if self.with_groups and any(part[0].duty.subject_role is None for part in self._of_others):
            self._children.append((seen, cover))
        by_school = self.policy.covers in BY_SCHOOL
        if by_school and child.enrolments and not seen.enrolments:
            return  # it comes to school later
        yield from _of_child(self.reading, seen, cover, self._of_children, by_school=by_school)
        yield from self._steps.of_child(child, seen, cover, by_school=by_school)

    def of_subject(self, subject: SubjectFacts, roles: Collection[SubjectRole]) -> Iterator[DueItem]:
        """Yield what is owed to somebody or something else, in these *roles*."""
        for part in self._of_others:
            role, when = part[0].duty.subject_role, part[0].duty.when
            if role is not None and role in roles:
                course = course_of(self.reading, self.policy, role, subject, when)
                yield from () if course is None else series(self.reading, course, part)
        yield from self._steps.of_subject(subject, roles)

    def of_others(self) -> Iterator[DueItem]:
        """Yield what is owed to all others: to the classes and schools of the children asked about, and to every subject."""
        for part in self._of_others:
            for course in _group_courses(self.reading, self.policy, self._children, part[0].duty):
                yield from series(self.reading, course, part)
        yield from self._steps.of_others()


def unscheduled(policy: Policy, *, on: date) -> tuple[Duty, ...]:
    """Return the duties in force on *on* that have no number ("regularly"): listed, never due (ambiguity 10)."""
    return tuple(duty for duty in policy.on(on).duty if duty.unscheduled)


def _parts(spells: Sequence[DutySpell]) -> Iterator[Spells]:
    """Yield the runs of spells in which the same role owes the duty to the same subjects; none without a number."""
    for (unscheduled, *_rest), part in groupby(
        spells, key=lambda s: (s.duty.unscheduled, s.duty.to, s.duty.by, s.duty.when)
    ):
        if not unscheduled:
            yield tuple(part)


def _of_child(
    reading: Reading, facts: ChildFacts, cover: VerdictLine, parts: Sequence[Spells], *, by_school: bool
) -> Iterator[DueItem]:
    if cover.next_possible(date.min) is None:
        return
    courses: dict[int, list[Course]] = {}
    for part in parts:
        when = part[0].duty.when
        if id(when) not in courses:
            line = _with_when(facts, cover, when)
            courses[id(when)] = list(child_courses(reading, facts, line, by_school=by_school))
        for course in courses[id(when)]:
            yield from series(reading, course, part)


def _with_when(facts: ChildFacts, cover: VerdictLine, when: Clause | None) -> VerdictLine:
    if when is None:
        return cover
    # Before the first day of cover nothing is owed, whatever the clause says.
    since = cover.next_possible(date.min)
    return cover if since is None else both_lines(cover, clause_line(when, facts, since=since))


def _group_courses(
    reading: Reading, policy: Policy, children: Sequence[tuple[ChildFacts, VerdictLine]], duty: Duty
) -> Iterator[Course]:
    if duty.subject_role is not None:
        yield from subject_courses(reading, policy, duty.subject_role, duty.when)
        return
    members = [Member(facts, _with_when(facts, cover, duty.when)) for facts, cover in children]
    if duty.to == "each_class":
        yield from class_courses(reading, members)
    elif duty.to == "each_school":
        yield from school_courses(reading, members)
    else:
        yield programme_course(reading, policy, members, every_day=duty.when is None)
