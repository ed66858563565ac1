"""Whom a plan asks about, one after another."""

from collections.abc import Container, Iterator
from heapq import merge
from itertools import groupby, repeat

from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.subject import SubjectFacts, SubjectRole

__all__ = ["subjects_in"]


def subjects_in(
    facts: Facts, roles: Container[SubjectRole]
) -> Iterator[tuple[ChildFacts | SubjectFacts, tuple[SubjectRole, ...]]]:
    """Yield every subject in one of *roles*, once, with those it is in: children first, then kind by kind, ordered by id.

    Nothing is kept of a subject that has been yielded, and none is read ahead where its kind has one role.
    """
    asked = [role for role in SubjectRole if role in roles]
    for kind in dict.fromkeys(role.kind for role in asked):
        of_kind = [role for role in asked if role.kind is kind]
        if len(of_kind) == 1:
            yield from zip(facts.subjects(of_kind[0]), repeat(tuple(of_kind)))
            continue
        by_id = merge(*(zip(facts.subjects(role), repeat(role)) for role in of_kind), key=_id)
        for _, several in groupby(by_id, key=_id):
            same = tuple(several)
            yield same[0][0], tuple(role for _subject, role in same)


def _id(found: tuple[ChildFacts | SubjectFacts, SubjectRole]) -> str:
    return found[0].id
