"""The term of a subject: the one its school has announced for a day."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.calendar import Span, TermTable, add_days
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.policy.verdict import Fact

__all__ = ["term_changes", "term_days", "unannounced"]


def term_days(subject: Subject, on: date) -> Span | None:
    """Return the days of the term so far, the judged day the last of them; None where nobody has announced whether there is a term.

    The term is that of the school in which the child sits on the day, or of the body itself. Between two terms, in a vacation that
    is announced, and for who belongs to no school, it is the day alone.
    """
    school = _school(subject, on)
    table = TermTable(()) if school is None else subject.around.terms(school)
    term = table.term_of(on)
    if term is None and school is not None and not table.tells_of(on):
        return None
    return Span(on if term is None else term.start, add_days(on, 1) if on < date.max else None)


def unannounced(subject: Subject, on: date) -> Fact:
    """Return the fact that is missing where :func:`term_days` is None."""
    return Fact("organisation", str(_school(subject, on)), "terms", NOT_ASKED)


def term_changes(subject: Subject, after: date) -> Iterator[date]:
    """Yield the days after *after* among which is every one on which :func:`term_days` begins anew, ends, or becomes unknown."""
    for school in _schools(subject):
        for term in subject.around.terms(school).terms:
            spans = (term.span, *term.vacations)
            yield from (
                day for span in spans for day in (span.start, span.until) if day is not None and day > after
            )
    if isinstance(subject, ChildFacts):
        days = (day for one in subject.enrolments for day in (one.start, one.until))
        yield from (day for day in days if isinstance(day, date) and day > after)


def _school(subject: Subject, on: date) -> OrganisationId | None:
    if isinstance(subject, ChildFacts):
        sits_in = subject.class_on(on)
        return None if sits_in is None else sits_in.school
    return OrganisationId(subject.id) if subject.kind is SubjectKind.ORGANISATION else None


def _schools(subject: Subject) -> set[OrganisationId]:
    if isinstance(subject, ChildFacts):
        return {one.school for one in subject.classes}
    return {OrganisationId(subject.id)} if subject.kind is SubjectKind.ORGANISATION else set()
