"""What a date rule is: for each year a span of days, or none, or nobody knows."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar, Final, Protocol, TypeAlias

from liushou_core.domain.calendar import DayTable, Span, add_days
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale
from liushou_core.policy.verdict import Fact

__all__ = [
    "DateRule",
    "OnDate",
    "Tables",
    "Yearly",
    "days_long",
    "lint_month",
    "no_tables",
    "over",
    "stretched",
    "years_around",
]

OnDate: TypeAlias = Span | Unknown | None
"""The days of a rule in one year; None: that year has no such day; an Unknown: nobody here can say."""

Tables: TypeAlias = Callable[[str], DayTable | None]
"""How a rule gets at a table of working days by its calendar's id."""


_ANY_YEAR: Final = 2000
"""A year far from the edges of every table, to see how far a rule reaches."""


def no_tables(_calendar: str) -> None:
    """Know no calendar: the tables of somebody who has none."""
    return


class Yearly(Protocol):
    """What has days in each year: a rule, or a table that holds one."""

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days that count for *year*."""
        ...

    def reach(self, year: int) -> Span:
        """Return days among which those of *year* lie, if it has any, whatever the tables say."""
        ...


class DateRule:
    """Base of every rule. A subclass gives ``name``, its parameters, ``span``, ``says`` and, where its values can be wrong, ``lint``."""

    name: ClassVar[str]

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days of the rule that count for *year* (1 to 9999), half-open; one for most rules, seven for a week."""
        raise NotImplementedError(f"{type(self).__name__} has no span()")

    def reach(self, year: int) -> Span:
        """Return days among which those of *year* lie, if it has any, whatever the tables say: the year itself."""
        return stretched(date(year, 1, 1), date(year, 12, 31))

    def lacks(self, year: int, tables: Tables = no_tables) -> Iterator[Fact]:
        """Yield what is missing where ``span`` answers an Unknown."""
        yield from ()

    def lint(self) -> Iterator[Problem]:
        """Yield parameters that no day can have."""
        yield from ()

    def says(self, locale: Locale) -> str:
        """Return the rule in words, without a year."""
        raise NotImplementedError(f"{type(self).__name__} has no says()")


def days_long(start: date, days: int = 1) -> Span:
    """Return the span of *days* days from *start*; open where the calendar ends before it does."""
    until = add_days(start, days)
    return Span(start, until if (until - start).days == days else None)


def stretched(first: date, last: date, by: int = 0) -> Span:
    """Return the days from *first* to *last*, both included, and *by* days more at either end, kept inside the calendar."""
    start = add_days(first, -by)
    return days_long(start, (add_days(last, by) - start).days + 1)


def lint_month(month: int) -> Iterator[Problem]:
    """Yield a month that does not exist."""
    if not 1 <= month <= 12:
        yield Problem(code="bad_month", path=("month",), values={"month": month})


def years_around(dated: Yearly, period: Span) -> range:
    """Return the years that *dated* may count days of *period* for."""
    usual = dated.reach(_ANY_YEAR)
    before, after = _ANY_YEAR - usual.start.year, (usual.last_day or date.max).year - _ANY_YEAR
    # A year more either way: leap days make one year reach a little further than another.
    first, last = period.start.year - after - 1, (period.last_day or date.max).year + before + 1
    return range(max(first, date.min.year), min(last, date.max.year) + 1)


def over(dated: Yearly, period: Span, tables: Tables = no_tables) -> Iterator[tuple[Span | Unknown, int]]:
    """Yield the spans of *dated* that share a day with *period*, in order, each with the year for which it counts.

    A year of which nobody can say whether it has one that does is yielded with an Unknown. An open period is followed to the
    end of the calendar: take what is needed.
    """
    for year in years_around(dated, period):
        found = dated.span(year, tables)
        days = dated.reach(year) if isinstance(found, Unknown) else found
        if found is not None and days is not None and days.overlaps(period):
            yield found, year
