"""The plan's phases and dates as they fall in a period."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import Facts
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.canonical import canonical
from liushou_core.policy.date_rules import DateTable
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.phases import Phase
from liushou_core.policy.verdict import Fact

__all__ = ["Dated", "dates_within"]


@attrs.frozen(kw_only=True)
class Dated:
    """A phase or a date of the plan in one year: its days, or None where nobody can tell them (``missing`` says why)."""

    of: Phase | DateTable
    year: int
    span: Span | None
    missing: tuple[Fact, ...] = ()

    @property
    def id(self) -> str:
        """The id in the pack."""
        return self.of.id

    @property
    def kind(self) -> Literal["phase", "date"]:
        """What it is in the pack."""
        return "phase" if isinstance(self.of, Phase) else "date"

    def to_document(self) -> dict[str, Any]:
        """Return it as JSON data, with its first and its last day."""
        return {
            "id": self.id,
            "kind": self.kind,
            "year": self.year,
            "from": None if self.span is None else canonical(self.span.start),
            "last_day": None if self.span is None else canonical(self.span.last_day),
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.of.source),
        }


def dates_within(edition: Policy, facts: Facts, over: Span) -> tuple[Dated, ...]:
    """Return the phases and dates that share a day with *over*, by day, those first of which nobody can tell the day."""
    found = [*_phases(edition, over), *_dates(edition, facts, over)]
    return tuple(
        sorted(found, key=lambda one: (date.min if one.span is None else one.span.start, one.id, one.year))
    )


def _phases(edition: Policy, over: Span) -> Iterator[Dated]:
    last = date.max.year if over.until is None else over.until.year
    for phase in edition.phase:
        for year in range(over.start.year, last + 1):
            span = phase.span(year)
            if span.overlaps(over):
                yield Dated(of=phase, year=year, span=span)


def _dates(edition: Policy, facts: Facts, over: Span) -> Iterator[Dated]:
    for table in edition.date:
        for found, year in table.over(over, facts.day_table):
            if isinstance(found, Unknown):
                missing = tuple(table.rule.lacks(year, facts.day_table))
                yield Dated(of=table, year=year, span=None, missing=missing)
            else:
                yield Dated(of=table, year=year, span=found)
