"""Ranks by total marks: the four tie rules (SCO-16), within a class or within a grade (SCO-1)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal

import attrs

from liushou_core.domain.calendar import TermId
from liushou_core.domain.facts import Facts
from liushou_core.domain.ids import ChildId, ClassId, ResultId
from liushou_core.domain.school import SchoolClass, TermResult

__all__ = ["Comparison", "Placing", "RankIn", "Rankings", "Ties", "cohorts_of", "ranked"]

Ties = Literal["competition", "dense", "ordinal", "average"]
RankIn = Literal["class", "grade"]


@attrs.frozen(kw_only=True, repr=False)
class Placing:
    """A rank (1 is best) and where it comes from: the ``result`` of a ``term`` in a class, among ``of`` pupils.

    ``ties`` is the tie rule by which it was worked out from total marks, or None for a rank that the school recorded
    itself: such a rank stands as it is. ``rank`` is a whole number but for averaged ties.
    """

    rank: Fraction
    of: int
    term: TermId
    school_class: ClassId
    result: ResultId
    rank_in: RankIn = "class"
    ties: Ties | None = None


@attrs.frozen(kw_only=True, repr=False)
class Comparison:
    """Two finals of one child: ``base`` and ``end``, each None where there is no rank.

    ``comparable`` is False for ranks of different classes (SCO-15). The terms say which finals were looked for;
    ``base_term`` is None where the plan names no base.
    """

    base_term: TermId | None
    end_term: TermId
    base: Placing | None
    end: Placing | None
    comparable: bool

    @property
    def rise(self) -> Fraction | None:
        """Places risen (negative: fallen), or None where the two cannot be compared."""
        if self.base is None or self.end is None or not self.comparable:
            return None
        return self.base.rank - self.end.rank

    @property
    def gap(self) -> str:
        """Why there is no rise: ``no_base``, ``no_end`` or ``other_class``; empty if there is one."""
        if self.base is None:
            return "no_base"
        if self.end is None:
            return "no_end"
        return "" if self.comparable else "other_class"


def ranked(totals: Mapping[ChildId, Decimal], ties: Ties) -> dict[ChildId, Fraction]:
    """Return every child's rank by total marks; ``ordinal`` puts tied children in the order of their ids.

    >>> totals = {"a": Decimal(480), "b": Decimal(470), "c": Decimal(470), "d": Decimal(450)}
    >>> {
    ...     tie: [str(rank) for rank in ranked(totals, tie).values()]
    ...     for tie in ("competition", "dense", "average")
    ... }
    {'competition': ['1', '2', '2', '4'], 'dense': ['1', '2', '2', '3'], 'average': ['1', '5/2', '5/2', '4']}
    """
    in_order = sorted(sorted(totals), key=totals.__getitem__, reverse=True)
    ranks: dict[ChildId, Fraction] = {}
    for group, (_, tied) in enumerate(groupby(in_order, key=totals.__getitem__), start=1):
        children, above = list(tied), len(ranks)
        for position, child in enumerate(children, start=1):
            match ties:
                case "competition":
                    ranks[child] = Fraction(above + 1)
                case "dense":
                    ranks[child] = Fraction(group)
                case "ordinal":
                    ranks[child] = Fraction(above + position)
                case "average":
                    ranks[child] = above + Fraction(len(children) + 1, 2)
    return ranks


class Rankings:
    """The ranks that one settlement needs, each class or grade and term worked out once.

    *cohorts* gives, for ranks in the grade, the classes that are ranked together (see :func:`cohorts_of`).
    """

    def __init__(
        self,
        facts: Facts,
        *,
        rank_in: RankIn = "class",
        ties: Ties = "competition",
        cohorts: Mapping[ClassId, tuple[ClassId, ...]] | None = None,
    ) -> None:
        self._facts = facts
        self._rank_in: RankIn = rank_in
        self._ties: Ties = ties
        self._cohorts = cohorts or {}
        self._known: dict[tuple[tuple[ClassId, ...], TermId], dict[ChildId, Fraction] | None] = {}

    def place(self, result: TermResult) -> Placing | None:
        """Return where *result* stands; None for a rank in the grade if a class of it recorded ranks, not totals."""
        classes = self.together(result.school_class)
        if result.rank is not None and result.of is not None:
            if len(classes) > 1:
                return None
            return self._placing(result, Fraction(result.rank), result.of, None)
        ranks = self._ranks(classes, result.term)
        if ranks is None or result.child not in ranks:
            return None
        return self._placing(result, ranks[result.child], len(ranks), self._ties)

    def together(self, class_id: ClassId) -> tuple[ClassId, ...]:
        """Return the classes whose pupils are ranked together with those of *class_id*."""
        return self._cohorts.get(class_id, (class_id,)) if self._rank_in == "grade" else (class_id,)

    def _ranks(self, classes: tuple[ClassId, ...], term: TermId) -> dict[ChildId, Fraction] | None:
        key = (classes, term)
        if key not in self._known:
            results = [r for class_id in classes for r in self._facts.class_results(class_id, term)]
            totals = {r.child: r.total for r in results if r.total is not None}
            # Ranks recorded in one class say nothing about the order across classes.
            complete = all(r.total is not None for r in results)
            self._known[key] = ranked(totals, self._ties) if complete else None
        return self._known[key]

    def _placing(self, result: TermResult, rank: Fraction, of: int, ties: Ties | None) -> Placing:
        return Placing(
            rank=rank,
            of=of,
            term=result.term,
            school_class=result.school_class,
            result=result.id,
            rank_in=self._rank_in,
            ties=ties,
        )


def cohorts_of(classes: Iterable[SchoolClass]) -> dict[ClassId, tuple[ClassId, ...]]:
    """Return for every class the classes of its school that are in the same grade in the same year, in order of id."""
    together: dict[tuple[str, int], set[ClassId]] = {}
    for one in classes:
        together.setdefault(_cohort(one), set()).add(one.id)
    return {id: tuple(sorted(ids)) for ids in together.values() for id in ids}


def _cohort(one: SchoolClass) -> tuple[str, int]:
    # Grade and year rise together, so their difference stays the same for as long as the class exists.
    return one.school, one.entry_grade - one.entry.start_year
