"""Checker: what looks after some promises of a plan while the facts go by, child by child and window by window."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.plan_records import first_day
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.compliance.promise import Case, Promise, PromiseState, Tally, last_day, state_of
from liushou_core.policy.due.item import DueItem, Subject
from liushou_core.policy.indicators.rate import Matter, not_kept
from liushou_core.policy.verdict import NO, UNKNOWN, Verdict

__all__ = ["MOST_NAMED", "Checker", "of_child", "owed", "tally_of", "undefined", "unkept"]

T = TypeVar("T")
MOST_NAMED = 20
"""How many records are named as evidence for one case, or facts as missing from one about a whole register."""


@attrs.define
class Checker:
    """Base: told of each child and each window of the due list once; asked for its promises at the end.

    A check of what only the whole body of facts tells overrides :meth:`end`.
    """

    matter: Matter
    tallies: dict[str, Tally]

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Take a child into account; *cover* says whether the plan covers it on the judged day."""

    def item(self, item: DueItem) -> None:
        """Take a window of the due list into account."""

    def end(self) -> None:
        """Take into account what is no child's."""

    def in_time(self, id: str, span: Span, records: Iterable[str], *, subject: Subject | None = None) -> None:
        """Add the case of something that is due in *span* and shown by *records*: a breach only when its time is over."""
        ids = tuple(islice(records, MOST_NAMED))
        over = last_day(span) < self.matter.on
        state = state_of(Verdict.of(bool(ids)), over=over)
        why = "recorded" if ids else "no_record"
        self.tallies[id].add(Case(state=state, subject=subject, span=span, records=ids, why=why))

    def counts(self, span: Span) -> bool:
        """Say whether what is due in *span* counts: it begins under the plan, and is not over before the days looked at."""
        return span.start >= self.matter.edition.in_force_from and span.overlaps(self.matter.over)

    def promises(self) -> Iterator[Promise]:
        """Yield the promises, in the order of the plan."""
        self.end()
        yield from (tally.promise() for tally in self.tallies.values())

    def records(self, of: type[T], about: str | None = None) -> "tuple[T, ...] | None":
        """Return the records of a type that had begun by the judged day; None where nobody keeps such records."""
        found = self.matter.facts.records(of, about)
        if isinstance(found, Unknown):
            return None
        return tuple(one for one in found if first_day(one) <= self.matter.on)


def tally_of(
    section: str, table: Any, *, all_cases: bool, id: str | None = None, binding: bool = True
) -> Tally:
    """Return the tally of a table of the pack."""
    return Tally(
        section=section,
        id=table.id if id is None else id,
        title=getattr(table, "title", None) or getattr(table, "says", None),
        source=table.source,
        binding=binding,
        all_cases=all_cases,
    )


def of_child(facts: ChildFacts) -> Subject:
    """Return the child as the subject of a case."""
    return Subject("child", facts.id)


def undefined(why: str = "named_only") -> Case:
    """Return the case of a promise of which the plan does not say what it means."""
    return Case(state=PromiseState.UNKNOWN, why=why)


def unkept(kind: str, subject: Subject | None = None) -> Case:
    """Return the case of a promise that only records of a *kind* could show, which nobody keeps."""
    return Case(state=PromiseState.UNKNOWN, subject=subject, missing=(not_kept(kind),), why="not_kept")


def owed(cover: Verdict, belongs: Verdict, fulfilled: Verdict) -> Verdict | None:
    """Return whether what is owed to one who is *cover*-ed and *belongs* is fulfilled; None: nothing is owed.

    What is fulfilled is so whether or not it is owed; what is not is a breach only where it is certainly owed.
    """
    due = cover & belongs
    if due is NO:
        return None
    return fulfilled if due is Verdict.YES or fulfilled is Verdict.YES else UNKNOWN
