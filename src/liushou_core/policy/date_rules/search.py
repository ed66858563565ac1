"""Looking from a day for the nearest days of a rule, back or ahead, not further than any rule waits for its next."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.date_rules.rule import Tables, Yearly, over, years_around

__all__ = ["ahead", "backward", "forward"]

_YEARS: Final = 40
"""How many years a rule may wait for its next day: a fifth Sunday of February, at most so long about the year 2100."""

_SPOKEN_OF: Final = Span(date(1900, 1, 1), date(2101, 1, 1))


def backward(dated: Yearly, day: date, tables: Tables) -> Iterator[tuple[Span | Unknown, int]]:
    """Yield the spans that have begun on *day*, the latest first, and the years that may have one and nobody knows."""
    until = add_days(day, 1) if day < date.max else None
    for year in reversed(years_around(dated, Span(date(max(day.year - _YEARS, 1), 1, 1), until))):
        found = dated.span(year, tables)
        if found is not None and _days(dated, found, year).start <= day:
            yield found, year


def forward(dated: Yearly, day: date, tables: Tables) -> Iterator[tuple[Span | Unknown, int]]:
    """Yield the spans that are over on *day* or later, the earliest first, and the years that may have one and nobody knows."""
    for year in years_around(dated, _ahead(day)):
        found = dated.span(year, tables)
        if found is not None and (_days(dated, found, year).last_day or date.max) >= day:
            yield found, year


def ahead(dated: Yearly, after: date, tables: Tables) -> Iterator[Span]:
    """Yield the spans of the 40 years from *after* on; for a year of which nobody knows, all the days that it can have.

    Asked from before 1900 on, as whoever wants every change does: the spans of 1900 to 2100, the years that plans speak of.
    """
    period = _SPOKEN_OF if after < _SPOKEN_OF.start else _ahead(after)
    for found, year in over(dated, period, tables):
        yield _days(dated, found, year)


def _days(dated: Yearly, found: Span | Unknown, year: int) -> Span:
    return dated.reach(year) if isinstance(found, Unknown) else found


def _ahead(day: date) -> Span:
    last = day.year + _YEARS
    return Span(day, date(last, 1, 1) if last <= date.max.year else None)
