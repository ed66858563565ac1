"""Checks across records: what is each possible but cannot be true together, or leads nowhere."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from liushou_core.domain.consistency_around import problems_around
from liushou_core.domain.consistency_plan import problems_of_plan
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.grouped_records import Records
from liushou_core.domain.unknown import is_known
from liushou_core.errors import Contradiction, Problem, dotted

__all__ = ["refuse_contradictions"]


def refuse_contradictions(
    given: Mapping[str, Iterable[Any]], children: Iterable[ChildFacts], flat: Records
) -> None:
    """Raise Contradiction with every problem found among the records, ordered by path, or return.

    *given* are the records as they came, by kind; *flat* and *children* the same joined. In whatever order the records
    come, the problems are the same.
    """
    children = tuple(children)
    problems = [
        *_twice(given),
        *_leading_nowhere(children, flat),
        *_across_class_results(flat),
        *problems_around(given),
        *problems_of_plan(given),
    ]
    for one in children:
        problems.extend(_within(one))
    if problems:
        # Two children of one id are told apart by nothing: what is wrong with both is said once.
        found = {(dotted(p.path), p.code, str(p.values)): p for p in problems}
        raise Contradiction(found[place] for place in sorted(found))


def _twice(given: Mapping[str, Iterable[Any]]) -> Iterator[Problem]:
    for kind, records in given.items():
        for id, times in Counter(record.id for record in records).items():
            if times > 1:
                yield Problem(code="id_twice", path=(kind, id), values={"id": id})


def _within(facts: ChildFacts) -> Iterator[Problem]:
    id = facts.child.id
    for one, two in pairwise(sorted(facts.enrolments, key=lambda e: (e.start, e.id))):
        if one.span.overlaps(two.span):
            yield Problem(code="enrolments_overlap", path=("child", id, "enrolment", two.id))
    attended = {e.school_class for e in facts.enrolments}
    for result in facts.results:
        if result.school_class not in attended:
            yield Problem(code="class_never_attended", path=("child", id, "result", result.id))
    birthday = facts.child.birthday
    if is_known(birthday):
        for pairing in facts.pairings:
            if pairing.start < birthday:
                yield Problem(code="before_birth", path=("child", id, "pairing", pairing.id))


def _across_class_results(flat: Records) -> Iterator[Problem]:
    by_total: dict[object, bool] = {}
    seen: set[object] = set()
    every = (result for results in flat.results.values() for result in results)
    for result in sorted(every, key=lambda r: (r.child, r.id)):
        place = (result.school_class, result.term)
        if by_total.setdefault(place, result.total is not None) != (result.total is not None):
            yield Problem(code="totals_and_ranks_mixed", path=("result", result.id))
        if (result.child, *place) in seen:
            yield Problem(code="two_results", path=("result", result.id))
        seen.add((result.child, *place))


def _leading_nowhere(children: Iterable[ChildFacts], flat: Records) -> Iterator[Problem]:
    known = {one.id: one.child for one in children}
    for id, child in known.items():
        if is_known(child.parents):
            yield from _absent(child.parents, flat.parents, ("child", id, "parents"))
    groups: tuple[tuple[str, Mapping[str, tuple[Any, ...]]], ...] = (
        ("guardianship", flat.guardianships),
        ("enrolment", flat.enrolments),
        ("result", flat.results),
        ("conduct", flat.conduct),
        ("title", flat.titles),
        ("pairing", flat.pairings),
        ("concern", flat.concerns),
        ("membership", flat.memberships),
        ("care_plan", flat.care_plans),
        ("contact", flat.contacts),
    )
    for kind, by_child in groups:
        for owner, records in by_child.items():
            if owner not in known:
                yield from (
                    Problem(code="leads_nowhere", path=(kind, r.id), values={"id": owner}) for r in records
                )
    for enrolments in flat.enrolments.values():
        for e in enrolments:
            yield from _absent([e.school_class], flat.classes, ("enrolment", e.id, "school_class"))
    for guardianships in flat.guardianships.values():
        for g in guardianships:
            yield from _absent([g.guardian], flat.guardians, ("guardianship", g.id, "guardian"))


def _absent(ids: Iterable[str], records: Container[str], path: tuple[str, ...]) -> Iterator[Problem]:
    for id in ids:
        if id not in records:
            yield Problem(code="leads_nowhere", path=path, values={"id": id})
