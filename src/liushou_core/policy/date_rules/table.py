"""The ``[[date]]`` tables: a rule with an id, a title, a source and the years for which it holds."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale
from liushou_core.policy.date_rules.rule import DateRule, OnDate, Tables, no_tables, over
from liushou_core.policy.source import Source, Wording

__all__ = ["DateTable"]


@attrs.frozen(kw_only=True)
class DateTable:
    """A date that comes every year, from ``from_year`` to ``to_year``, both included; None: without end.

    >>> from liushou_core.policy.date_rules.plain import LunarDate
    >>> festival = DateTable(id="mid-autumn", rule=LunarDate(month=8, day=15), from_year=2023)
    >>> [span.start.isoformat() for span, _ in festival.over(Span(date(2022, 1, 1), date(2025, 1, 1)))]
    ['2023-09-29', '2024-09-17']
    """

    id: str
    rule: DateRule
    title: Wording | None = None
    from_year: int | None = None
    to_year: int | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield years that do not exist, and a last one before the first."""
        for name in ("from_year", "to_year"):
            year = getattr(self, name)
            if year is not None and not date.min.year <= year <= date.max.year:
                yield Problem(code="bad_year", path=(name,), values={"year": year})
        if self.from_year is not None and self.to_year is not None and self.to_year < self.from_year:
            yield Problem(code="years_reversed", path=("to_year",))

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days of *year*; None in a year for which the table does not hold."""
        first, last = self.from_year or date.min.year, self.to_year or date.max.year
        return self.rule.span(year, tables) if first <= year <= last else None

    def reach(self, year: int) -> Span:
        """Return days among which those of *year* lie, if it has any."""
        return self.rule.reach(year)

    def over(self, period: Span, tables: Tables = no_tables) -> Iterator[tuple[Span | Unknown, int]]:
        """Yield the spans that share a day with *period*, in order, each with the year for which it counts.

        A year of which nobody can say whether it has one that does is yielded with an Unknown. An open period is followed to
        the end of the calendar: take what is needed.
        """
        yield from over(self, period, tables)

    def says(self, locale: Locale) -> str:
        """Return the title, or the rule in words."""
        return self.rule.says(locale) if self.title is None else self.title.text(locale)
