"""Which finals are compared: the base rank and the end rank of one child in one school year (SCO-1, SCO-13 … SCO-15)."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.calendar import SchoolYear, TermId
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ClassId
from liushou_core.domain.school import TermResult
from liushou_core.policy.ranks import Comparison, Placing, Rankings
from liushou_core.policy.settlement.scheme import Subject
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["base_term", "compared", "scored_finals", "terms_to_compare"]


def base_term(scoring: Scoring, grade: int | None, year: SchoolYear) -> TermId | None:
    """Return the term whose final is the base of a class in *grade* in *year*; None below the first scored grade.

    >>> str(base_term(Scoring(), 7, SchoolYear(2022))), str(base_term(Scoring(), 8, SchoolYear(2023)))
    ('2022-2023/1', '2022-2023/2')
    """
    first_term = TermId(year, 1)
    if grade is None or grade < scoring.first_grade:
        return None
    if grade == scoring.first_grade or scoring.base == "first_term":
        return first_term
    if grade >= scoring.first_grade + 2 and scoring.third_year == "undefined":
        return None
    return first_term.previous


def terms_to_compare(
    scoring: Scoring, base: TermId | None, year: SchoolYear
) -> Iterator[tuple[TermId | None, TermId]]:
    """Yield base and end of every comparison of the year: one, or in later years one for each term's end (SCO-13)."""
    first, second = TermId(year, 1), TermId(year, 2)
    if scoring.year_end == "term_2" or base in (None, first):
        yield base, second
        return
    yield base, first
    yield (base if scoring.year_end == "each_term" else first), second


def scored_finals(scoring: Scoring, rankings: Rankings, subject: Subject) -> tuple[Comparison, ...]:
    """Return the comparisons that the scoring makes of one child: of finals held by the day judged."""
    year, has_ended = subject.school_year, subject.judged.has_ended
    base = base_term(scoring, subject.grade, year)
    pairs = [pair for pair in terms_to_compare(scoring, base, year) if has_ended(pair[1])]
    if not pairs and has_ended(TermId(year, 1)) and base != TermId(year, 1):
        # Left after the first term's final: that is then the last rank there is (SCO-26, up to the date).
        pairs = [(base, TermId(year, 1))]
    if pairs:
        return tuple(compared(scoring, rankings, subject, *pair) for pair in pairs)
    without_end = compared(scoring, rankings, subject, base, TermId(year, 2))
    return (attrs.evolve(without_end, end=None, comparable=False),)


def compared(
    scoring: Scoring, rankings: Rankings, subject: Subject, base: TermId | None, end: TermId
) -> Comparison:
    """Return two finals of the child compared; a final in the class of the day goes before one in another class.

    So a rank that a school gives, in the new class, for a term before the child came makes the two comparable (SCO-15).
    """
    end_result = _final(subject.child, end, subject.class_id)
    prefer = subject.class_id if end_result is None else end_result.school_class
    base_result = None if base is None else _final(subject.child, base, prefer)
    return Comparison(
        base_term=base,
        end_term=end,
        base=_placed(rankings, base_result),
        end=_placed(rankings, end_result),
        comparable=scoring.across_classes == "comparable" or _together(rankings, base_result, end_result),
    )


def _final(child: ChildFacts, term: TermId, prefer: ClassId | None) -> TermResult | None:
    """Return the result of *term*: in the class *prefer*, else in the class entered last."""
    entered = {e.school_class: e.start for e in child.enrolments}
    return max(
        (r for r in child.results if r.term == term),
        key=lambda r: (r.school_class == prefer, entered.get(r.school_class, date.min), r.id),
        default=None,
    )


def _placed(rankings: Rankings, result: TermResult | None) -> Placing | None:
    return None if result is None else rankings.place(result)


def _together(rankings: Rankings, base: TermResult | None, end: TermResult | None) -> bool:
    if base is None or end is None:
        return False
    return end.school_class in rankings.together(base.school_class)
