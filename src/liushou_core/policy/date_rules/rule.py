"""What a date rule is: for each year a span of days, or none, or nobody knows."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar, TypeAlias

from liushou_core.domain.calendar import DayTable, Span, add_days
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale
from liushou_core.policy.verdict import Fact

__all__ = ["DateRule", "OnDate", "Tables", "days_long", "lint_month", "no_tables"]

OnDate: TypeAlias = Span | Unknown | None
"""The days of a rule in one year; None: that year has no such day; an Unknown: nobody here can say."""

Tables: TypeAlias = Callable[[str], DayTable | None]
"""How a rule gets at a table of working days by its calendar's id."""


def no_tables(_calendar: str) -> None:
    """Know no calendar: the tables of somebody who has none."""
    return


class DateRule:
    """Base of every rule. A subclass gives ``name``, its parameters, ``span``, ``says`` and, where its values can be wrong, ``lint``."""

    name: ClassVar[str]

    @property
    def strays(self) -> tuple[int, int]:
        """How many years before, and how many after the year that they count for, its days can lie at most."""
        return 0, 0

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days of the rule that count for *year* (1 to 9999), half-open; one for most rules, seven for a week."""
        raise NotImplementedError(f"{type(self).__name__} has no span()")

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


def lint_month(month: int) -> Iterator[Problem]:
    """Yield a month that does not exist."""
    if not 1 <= month <= 12:
        yield Problem(code="bad_month", path=("month",), values={"month": month})
