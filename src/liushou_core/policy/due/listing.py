"""The due list: what every duty of a policy asked for up to a day, and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from liushou_core.domain.calendar.checks import checked_day
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.policy.due.courses import Course, Reading, child_courses
from liushou_core.policy.due.group_courses import Member, class_courses, programme_course, school_courses
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.due.rows import DutySpell, duty_spells
from liushou_core.policy.due.series import series
from liushou_core.policy.due.step_items import StepReading
from liushou_core.policy.due.subject_courses import subject_courses
from liushou_core.policy.duties import Duty
from liushou_core.policy.policy import Policy
from liushou_core.policy.seen_on import seen_on
from liushou_core.policy.verdict import Clause
from liushou_core.policy.verdict_line import VerdictLine, both_lines, clause_line, cover_line

__all__ = ["due", "unscheduled"]

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
    reading = Reading(policy.id, facts, on)
    spells = [part for found in duty_spells(policy, on).values() for part in _parts(found)]
    grouped = [part for part in spells if part[0].duty.to != "each_child"]
    of_children = [part for part in spells if part[0].duty.to == "each_child"]
    with_members = any(part[0].duty.subject_role is None for part in grouped)
    by_school = policy.covers in BY_SCHOOL
    steps = StepReading(reading, policy)
    members: list[tuple[ChildFacts, VerdictLine]] = []
    for child in facts.children():
        seen = seen_on(child, on)
        cover = cover_line(policy, seen)
        if with_members:
            members.append((seen, cover))
        if by_school and child.enrolments and not seen.enrolments:
            continue  # it comes to school later
        yield from _of_child(reading, seen, cover, of_children, by_school=by_school)
        yield from steps.of_child(child, seen, cover, by_school=by_school)
    for part in grouped:
        for course in _group_courses(reading, policy, members, part[0].duty):
            yield from series(reading, course, part)
    yield from steps.of_others()


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
    return cover if when is None else both_lines(cover, clause_line(when, facts))


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
