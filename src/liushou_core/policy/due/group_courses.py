"""Courses of groups: duties owed to a class, a school or the programme as a whole (requirements §4.4, ambiguity 4).

A class or school owes on the days on which a child in it is covered; the programme from its first day on.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

import attrs

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.contact import Contact
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ClassId, OrganisationId
from liushou_core.domain.subject import Around, SubjectKind
from liushou_core.errors import NotFound
from liushou_core.policy.due.courses import Course, Reading, done_about, events_seen, holder_lines_of_posts
from liushou_core.policy.due.holders import ANYBODY, HolderLine
from liushou_core.policy.due.item import Subject
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.bearers import Bearer
from liushou_core.policy.verdict import YES
from liushou_core.policy.verdict_line import VerdictLine, any_line, line_within

__all__ = ["Member", "class_courses", "posts_of", "programme_course", "school_courses"]


@attrs.frozen(eq=False)
class Member:
    """A child and the line of days on which it is covered and the duty's ``when`` holds."""

    facts: ChildFacts
    line: VerdictLine


def class_courses(reading: Reading, members: Sequence[Member]) -> Iterator[Course]:
    """Yield a course for every class in which a child under the plan sits or sat, ordered by id."""
    lines: dict[ClassId, list[VerdictLine]] = {}
    schools: dict[ClassId, OrganisationId] = {}
    for member in members:
        schools.update({found.id: found.school for found in member.facts.classes})
        for enrolment in member.facts.enrolments:
            part = line_within(member.line, enrolment.span)
            if part.next_possible(enrolment.start) is not None:
                lines.setdefault(enrolment.school_class, []).append(part)
    for id in sorted(lines):
        yield Course(
            Subject("class", id),
            schools.get(id),
            any_line(lines[id]),
            posts_of(partial(reading.class_lines, id)),
            _group_contacts(reading, [id]),
            _always(id),
            done=done_about(reading, id),
        )


def school_courses(reading: Reading, members: Sequence[Member]) -> Iterator[Course]:
    """Yield a course for every school in which a child under the plan sits or sat, ordered by id."""
    lines: dict[OrganisationId, list[VerdictLine]] = {}
    around: dict[OrganisationId, Around] = {}
    for member in members:
        schools = {found.id: found.school for found in member.facts.classes}
        for enrolment in member.facts.enrolments:
            part = line_within(member.line, enrolment.span)
            if enrolment.school_class in schools and part.next_possible(enrolment.start) is not None:
                lines.setdefault(schools[enrolment.school_class], []).append(part)
                around.setdefault(schools[enrolment.school_class], member.facts.around)
    for id in sorted(lines):
        course = _body_course(reading, Subject("school", id), id, any_line(lines[id]), [id])
        yield attrs.evolve(course, events=events_seen(reading, around[id], SubjectKind.ORGANISATION, id))


def programme_course(
    reading: Reading, policy: Policy, members: Sequence[Member], *, every_day: bool
) -> Course:
    """Return the course of the programme: owed on *every_day* it is in force, or when a member's line holds."""
    chains = [_ancestry(reading, school) for school in _schools(members)]
    common = [id for id in chains[0] if all(id in chain for chain in chains)] if chains else []
    line = (
        VerdictLine((policy.in_force_from,), lambda _day: YES, lambda _day: ())
        if every_day
        else any_line(member.line for member in members)
    )
    bodies = sorted({id for chain in chains for id in chain})
    return _body_course(reading, Subject("programme", policy.id), common[0] if common else None, line, bodies)


def _body_course(
    reading: Reading,
    subject: Subject,
    organisation: OrganisationId | None,
    line: VerdictLine,
    bodies: Sequence[OrganisationId],
) -> Course:
    posts = [post for body in bodies for post in reading.posts(body)]
    return Course(
        subject,
        organisation,
        line,
        posts_of(lambda role: holder_lines_of_posts(posts, role)),
        _group_contacts(reading, bodies),
        lambda _day: None,
        done=done_about(reading, None if subject.kind == "programme" else subject.id),
    )


def posts_of(
    lines: Callable[[Bearer], tuple[HolderLine, ...]],
) -> Callable[[Bearer | None], tuple[HolderLine, ...]]:
    """Return *lines*, answering for a duty that names nobody too."""
    return lambda role: (ANYBODY,) if role is None else lines(role)


def _always(school_class: ClassId) -> Callable[[date], ClassId | None]:
    return lambda _day: school_class


def _group_contacts(
    reading: Reading, owners: Sequence[ClassId] | Sequence[OrganisationId]
) -> tuple[Contact, ...]:
    seen = Span(date.min, add_days(reading.on, 1))
    found = {contact.id: contact for owner in owners for contact in reading.facts.group_events(owner, seen)}
    return tuple(sorted(found.values(), key=lambda contact: (contact.day, contact.id)))


def _schools(members: Sequence[Member]) -> list[OrganisationId]:
    return sorted({school_class.school for member in members for school_class in member.facts.classes})


def _ancestry(reading: Reading, id: OrganisationId) -> list[OrganisationId]:
    """Return the body and those above it, as far as they are recorded."""
    found: list[OrganisationId] = []
    above: OrganisationId | None = id
    while above is not None and above not in found:
        found.append(above)
        try:
            above = reading.facts.organisation(above).parent
        except NotFound:
            above = None
    return found
