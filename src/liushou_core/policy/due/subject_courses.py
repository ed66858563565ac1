"""Courses of those who stand around children: duties owed to persons, guardians, helpers, pairings, families, organisations.

They have no archive: what was done are the events that name them, and roles towards them are held through their children.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, get_args

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import HelperId, OrganisationId
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.subject import Related, SubjectFacts, SubjectRole
from liushou_core.domain.unknown import is_known
from liushou_core.policy.due.courses import (
    Course,
    Reading,
    child_holders,
    done_about,
    events_seen,
    holder_lines_of_posts,
)
from liushou_core.policy.due.group_courses import posts_of
from liushou_core.policy.due.holders import HolderLine, Tenure, line_of, pairing_lines
from liushou_core.policy.due.item import Subject, SubjectKind
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.tables.bearers import Bearer
from liushou_core.policy.verdict import YES, Clause
from liushou_core.policy.verdict_line import VerdictLine, both_lines, clause_line, line_within

__all__ = ["course_of", "courses_of_subjects", "subject_courses"]

_CHILDREN: Final = {
    SubjectRole.PERSON: ("children", "wards"),
    SubjectRole.PARENT: ("children",),
    SubjectRole.GUARDIAN: ("wards",),
    SubjectRole.PAIRING: ("child",),
    SubjectRole.FAMILY: ("children",),
}
"""In which roles children are related to a subject."""
_KINDS: Final[dict[str, SubjectKind]] = {kind: kind for kind in get_args(SubjectKind)}


def subject_courses(
    reading: Reading, policy: Policy, role: SubjectRole, when: Clause | None
) -> Iterator[Course]:
    """Yield a course for every subject in *role*, ordered by id; a pairing that begins after the judged day is unseen.

    *when* decides on which days the duty is owed, from the plan's first day on; without it every day, of a pairing every
    day it lasts.
    """
    yield from (course for _subject, course in courses_of_subjects(reading, policy, role, when))


def courses_of_subjects(
    reading: Reading, policy: Policy, role: SubjectRole, when: Clause | None
) -> Iterator[tuple[ChildFacts | SubjectFacts, Course]]:
    """Yield the same courses, each with its subject."""
    for subject in reading.facts.subjects(role):
        course = course_of(reading, policy, role, subject, when)
        if course is not None:
            yield subject, course


def course_of(
    reading: Reading,
    policy: Policy,
    role: SubjectRole,
    subject: ChildFacts | SubjectFacts,
    when: Clause | None,
) -> Course | None:
    """Return the course of one subject in *role*; None for a pairing that begins after the judged day."""
    line = VerdictLine((policy.in_force_from,), lambda _day: YES, lambda _day: ())
    record = getattr(subject, "record", None)
    if isinstance(record, Pairing):
        if record.start > reading.on:
            return None
        line = line_within(line, record.span)
    if when is not None:
        line = both_lines(line, clause_line(when, subject, since=policy.in_force_from))
    return Course(
        Subject(_KINDS[role.value], subject.id),
        _organisation(role, subject),
        line,
        posts_of(_holders(reading, role, subject)),
        (),
        lambda _day: None,
        (),
        events_seen(reading, subject.around, subject.kind, subject.id),
        done_about(reading, subject.id),
    )


def _organisation(role: SubjectRole, subject: ChildFacts | SubjectFacts) -> OrganisationId | None:
    """Return whose calendar holds: the organisation itself, or that in whose scope the record stands."""
    if role is SubjectRole.ORGANISATION:
        return OrganisationId(subject.id)
    return getattr(getattr(subject, "record", None), "scope", None)


def _holders(
    reading: Reading, subject_role: SubjectRole, subject: ChildFacts | SubjectFacts
) -> Callable[[Bearer], tuple[HolderLine, ...]]:
    def lines(role: Bearer) -> tuple[HolderLine, ...]:
        if subject_role is SubjectRole.ORGANISATION:
            return holder_lines_of_posts(reading.posts(OrganisationId(subject.id)), role)
        if subject_role is SubjectRole.HELPER:
            return _own(reading, subject, role)
        if subject_role is SubjectRole.PAIRING and not role.by_post:
            return _of_pairing(reading, subject, role)
        return _of_children(reading, subject_role, subject, role)

    return lines


def _own(reading: Reading, helper: ChildFacts | SubjectFacts, role: Bearer) -> tuple[HolderLine, ...]:
    """Return the line of the helper itself, on the days on which it is paired with anybody in *role*."""
    records = [getattr(one.subject, "record", None) for one in _related(helper, "pairings")]
    tenures = sorted(
        (
            Tenure(record.start, record.until, HelperId(helper.id))
            for record in records
            if isinstance(record, Pairing) and record.role is role and record.start <= reading.on
        ),
        key=lambda tenure: tenure.start,
    )
    return (line_of(tenures),)


def _of_pairing(reading: Reading, pairing: ChildFacts | SubjectFacts, role: Bearer) -> tuple[HolderLine, ...]:
    """Return the line of the pairing's own helper and of those who stand in, as the child's pairings tell."""
    own = getattr(pairing, "record", None)
    beside = [p for child, _days in _children(reading, SubjectRole.PAIRING, pairing) for p in child.pairings]
    kept = {own.id: own} if isinstance(own, Pairing) else {}
    while covers := [p for p in beside if p.covers in kept and p.id not in kept]:
        kept.update((p.id, p) for p in covers)
    return pairing_lines(tuple(kept.values()), role) or (HolderLine(),)


def _of_children(
    reading: Reading, subject_role: SubjectRole, subject: ChildFacts | SubjectFacts, role: Bearer
) -> tuple[HolderLine, ...]:
    """Return the lines of all who hold the role towards one of the children, each once, while it is theirs."""
    lines = [
        line.within(start or date.min, until)
        for child, (start, until) in _children(reading, subject_role, subject)
        for line in child_holders(reading, child)(role)
    ]
    held = [line for line in dict.fromkeys(lines) if any(line.owings)]
    return tuple(held) or (HolderLine(),)


Days = tuple[date | None, date | None]


def _children(
    reading: Reading, role: SubjectRole, subject: ChildFacts | SubjectFacts
) -> Iterator[tuple[ChildFacts, Days]]:
    for one in (one for name in _CHILDREN[role] for one in _related(subject, name)):
        start = one.start if isinstance(one.start, date) else None
        if isinstance(one.subject, ChildFacts) and (start is None or start <= reading.on):
            yield seen_on(one.subject, reading.on), (start, one.until)


def _related(subject: ChildFacts | SubjectFacts, role: str) -> tuple[Related, ...]:
    found = subject.around.related(subject.kind, subject.id, role)
    return found if is_known(found) else ()
