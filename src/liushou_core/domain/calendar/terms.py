"""Terms with their vacations, and the table of them that a school keeps (requirements §4.4, ambiguities 1 and 5).

When a term begins is nowhere in the plans: the table is the school's own and may be empty or have holes.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise

import attrs

from liushou_core.domain.calendar.checks import is_a, is_day, refuse_if, wrong_type
from liushou_core.domain.calendar.school_years import SchoolYear, TermId
from liushou_core.domain.calendar.spans import Span, merge_spans
from liushou_core.errors import Problem

__all__ = ["Term", "TermTable"]


@attrs.frozen
class Term:
    """One term, from *start* up to but not on *until*, with the vacations that its school lists under it.

    A vacation may lie inside the term or follow it (the summer after the last term known); it has an end and does not
    begin before the term. The term begins in one of the two calendar years of its school year.
    """

    id: TermId
    start: date
    until: date
    vacations: tuple[Span, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse_if(self._wrong_types(), self)
        refuse_if(self._contradictions(), self)

    @property
    def span(self) -> Span:
        """The days of the term, its vacations included."""
        return Span(self.start, self.until)

    def _wrong_types(self) -> Iterator[Problem]:
        if not is_a(self.id, TermId):
            yield wrong_type("TermId", "id")
        for name in ("start", "until"):
            if not is_day(getattr(self, name)):
                yield wrong_type("date", name)
        if not is_a(self.vacations, tuple):
            yield wrong_type("tuple", "vacations")
            return
        for index, vacation in enumerate(self.vacations):
            if not is_a(vacation, Span):
                yield wrong_type("Span", "vacations", index)

    def _contradictions(self) -> Iterator[Problem]:
        if self.until <= self.start:
            yield Problem(code="span_reversed", path=("until",))
        first = self.id.school_year.start_year
        if self.start.year not in (first, first + 1):
            values = {"term": self.id, "start": self.start}
            yield Problem(code="term_outside_school_year", path=("start",), values=values)
        for index, vacation in enumerate(self.vacations):
            if vacation.until is None:
                yield Problem(code="vacation_open", path=("vacations", index), values={"term": self.id})
            if vacation.start < self.start:
                yield Problem(
                    code="vacation_before_term", path=("vacations", index), values={"term": self.id}
                )


def _in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    found = tuple(terms)
    # What is no term is left for the check, which names it.
    if all(isinstance(term, Term) for term in found):
        return tuple(sorted(found, key=lambda term: term.start))
    return found


@attrs.frozen
class TermTable:
    """The terms a school has announced, sorted by their first day; holes and an empty table are allowed.

    Raises InvalidValue if two terms have one id or share a day, if a later term begins earlier, or if a vacation
    reaches into another term.
    """

    terms: tuple[Term, ...] = attrs.field(default=(), converter=_in_order)

    def __attrs_post_init__(self) -> None:
        wrong = [wrong_type("Term", "terms", i) for i, t in enumerate(self.terms) if not is_a(t, Term)]
        refuse_if(wrong, self)
        refuse_if([*self._clashing_terms(), *self._clashing_vacations()], self)

    def _clashing_terms(self) -> Iterator[Problem]:
        seen: set[TermId] = set()
        for index, term in enumerate(self.terms):
            if term.id in seen:
                yield Problem(code="term_twice", path=("terms", index), values={"term": term.id})
            seen.add(term.id)
        for index, (one, two) in enumerate(pairwise(self.terms), start=1):
            values = {"term": two.id, "other": one.id}
            if two.start < one.until:
                yield Problem(code="terms_overlap", path=("terms", index), values=values)
            if two.id < one.id:
                yield Problem(code="terms_out_of_order", path=("terms", index), values=values)

    def _clashing_vacations(self) -> Iterator[Problem]:
        for index, term in enumerate(self.terms):
            for other in self.terms:
                if other is not term and any(other.span.overlaps(v) for v in term.vacations):
                    values = {"term": term.id, "other": other.id}
                    yield Problem(
                        code="vacation_in_other_term", path=("terms", index, "vacations"), values=values
                    )

    def term_of(self, day: date) -> Term | None:
        """Return the term in which *day* lies, or None between terms and outside the table."""
        return next((term for term in self.terms if term.start <= day < term.until), None)

    def tells_of(self, day: date) -> bool:
        """Say whether the table tells if there is a term on *day*: from its first term to the end of its last, and in a listed vacation."""
        if not self.terms:
            return False
        listed = (vacation for term in self.terms for vacation in term.vacations)
        return self.terms[0].start <= day < self.terms[-1].until or any(free.covers(day) for free in listed)

    def get(self, term_id: TermId) -> Term | None:
        """Return the term of this id, or None if the table does not have it."""
        return next((term for term in self.terms if term.id == term_id), None)

    def previous_term(self, term_id: TermId) -> Term | None:
        """Return the term whose id comes just before, or None if the table does not have it (no older one stands in)."""
        return self.get(term_id.previous)

    def terms_of(self, school_year: SchoolYear) -> tuple[Term, ...]:
        """Return the terms of *school_year* that the table has, in order."""
        return tuple(term for term in self.terms if term.id.school_year == school_year)

    def school_year_span(self, school_year: SchoolYear) -> Span | None:
        """Return the days from the first to the last known term of *school_year*; None if no term of it is known.

        The vacation between the terms is included, the summer after them is not.
        """
        terms = self.terms_of(school_year)
        return Span(terms[0].start, terms[-1].until) if terms else None

    def in_vacation(self, span: Span) -> bool:
        """Say whether every day of *span* is vacation.

        Vacation is what is listed under a term and the time between two terms that follow each other in the table.
        Days before the first term and unlisted days after the last are none, as nothing is known of them; so an
        open span never lies in a vacation.
        """
        return any(free.contains(span) for free in self._vacations)

    @cached_property
    def _vacations(self) -> tuple[Span, ...]:
        between = [Span(one.until, two.start) for one, two in pairwise(self.terms) if one.until < two.start]
        listed = [vacation for term in self.terms for vacation in term.vacations]
        return merge_spans([*between, *listed])
