"""Asking a clause about any subject, and about those related to one."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.reading.related import related_to
from liushou_core.policy.verdict import Clause, Finding

__all__ = ["ask", "boundaries_of", "changes_of"]


def ask(clause: Clause, subject: Subject, on: date) -> Finding:
    """Return the answer of *clause* about *subject*.

    A clause is written for children; which others it can be asked about is checked when the pack is loaded, so here the
    type is taken for granted.
    """
    return clause.judge(cast("ChildFacts", subject), on)


def changes_of(clause: Clause, subject: Subject, after: date) -> Iterator[date]:
    """Yield the boundaries of *clause* for *subject*."""
    yield from clause.boundaries(cast("ChildFacts", subject), after)


def boundaries_of(clause: Clause, subject: Subject, role: str, after: date) -> Iterator[date]:
    """Yield the boundaries of *clause* for everybody who is, was or will be related to *subject* in *role*."""
    found = related_to(subject, role)
    for one in () if isinstance(found, Unknown) else found:
        yield from changes_of(clause, one.subject, after)
