"""Agendas: what a plan does in which month or at which festival (requirements §5.6, §5.7)."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.calendar import Period, Span, period_span
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.policy.date_rules import DateRule
from liushou_core.policy.date_rules.rule import Tables, no_tables
from liushou_core.policy.source import Source, Wording

__all__ = ["AgendaItem"]


@attrs.frozen(kw_only=True)
class AgendaItem:
    """One line of the calendar: what is done in a ``month`` (1 to 12), or on a ``day`` by rule (a festival, lunar ones included).

    * ``kind``: the kind of recorded activity that shows it was done in time; None: the item's own id.
    * ``document``: a kind of written record that shows it instead (a plan, a summary).
    * ``inferred``: the source lost its month, and it was restored from the season (requirements §5.7).

    >>> lei_feng = AgendaItem(id="lei-feng", title=Wording(zh="学雷锋", en="Learn from Lei Feng"), month=3)
    >>> str(lei_feng.span(2024).last_day)
    '2024-03-31'
    """

    id: str
    title: Wording
    month: int | None = None
    day: DateRule | None = None
    kind: str | None = None
    document: str | None = None
    inferred: bool = False
    optional: bool = False
    source: Source | None = None

    @property
    def counted(self) -> str:
        """The kind of recorded activity, or of written record, that shows it was done."""
        return self.document or self.kind or self.id

    def lint(self) -> Iterator[Problem]:
        """Yield an item with no time or with two, and a month that does not exist."""
        if (self.month is None) == (self.day is None):
            yield Problem(code="item_one_of", values={"choices": "month, day"})
        if self.month is not None and not 1 <= self.month <= 12:
            yield Problem(code="bad_month", path=("month",), values={"month": self.month})
        if self.kind is not None and self.document is not None:
            yield Problem(code="item_one_of", values={"choices": "kind, document"})

    def span(self, year: int, tables: Tables = no_tables) -> Span | Unknown | None:
        """Return the days of the item in *year*; an Unknown where nobody can tell them, None where that year has none."""
        if self.day is not None:
            return self.day.span(year, tables)
        return None if self.month is None else period_span(date(year, self.month, 1), Period.MONTH)
