"""Rules made of another rule: the week around a day, so many days from it, and a date of the plan by its id."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final, cast

import attrs

from liushou_core.domain.calendar import (
    Lapse,
    LapseUnit,
    Period,
    Span,
    Weekday,
    WeekStarts,
    add_days,
    period_span,
    weekday_in,
)
from liushou_core.domain.unknown import NOT_KNOWN, Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.date_rules.rule import DateRule, OnDate, Tables, days_long, no_tables, stretched
from liushou_core.policy.date_rules.wording import lapse_in_words, weeks_from
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import Fact

__all__ = ["DateReference", "OffsetDate", "WeekOfDate"]

_DAYS: Final = {
    LapseUnit.DAY: 1,
    LapseUnit.WEEK: 7,
    LapseUnit.MONTH: 31,
    LapseUnit.YEAR: 366,
    LapseUnit.WORKING_DAY: 14,  # weeks of one working day, every second of them a holiday
}
"""How many days a unit has at most, for how far a date may be moved."""


@attrs.frozen(kw_only=True)
class WeekOfDate(DateRule):
    """The week that contains a day, seven days; with ``weekday``, that day of the week. Of several days, the first counts.

    >>> from liushou_core.policy.date_rules.plain import FixedDate
    >>> WeekOfDate(day=FixedDate(month=6, day=1)).span(2023)  # a Thursday
    Span(start=datetime.date(2023, 5, 29), until=datetime.date(2023, 6, 5))
    """

    name: ClassVar[str] = "week_of"

    day: DateRule
    weekday: Weekday | None = None
    week_starts: WeekStarts = "monday"

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the week of the day that counts for *year*, or its weekday."""
        found = self.day.span(year, tables)
        if found is None or isinstance(found, Unknown):
            return found
        week = period_span(found.start, Period.WEEK, week_starts=self.week_starts)
        assert week is not None  # only a term can be missing
        if self.weekday is None:
            return week
        day = weekday_in(week, self.weekday)
        return None if day is None else days_long(day)

    def reach(self, year: int) -> Span:
        """Return the days of its day, and a week at either end."""
        days = self.day.reach(year)
        return stretched(days.start, days.last_day or date.max, by=7)

    def lacks(self, year: int, tables: Tables = no_tables) -> Iterator[Fact]:
        """Yield what its day lacks."""
        yield from self.day.lacks(year, tables)

    def says(self, locale: Locale) -> str:
        """Return which day's week, or which day of it."""
        weekday = "" if self.weekday is None else render(f"weekday.{self.weekday}", locale)
        key = "date_rule.week_of" if self.weekday is None else "date_rule.weekday_of"
        words = render(key, locale, day=self.day.says(locale), weekday=weekday)
        return words + weeks_from(self.week_starts, locale)


@attrs.frozen(kw_only=True)
class OffsetDate(DateRule):
    """Another date moved by a lapse of time: ``by = "2 weeks"`` later, ``"-7 days"`` earlier. Several days are moved by their first.

    Working days are those of the ``calendar`` that comes with the facts; where it does not say, nobody knows.

    >>> from liushou_core.policy.date_rules.plain import FixedDate
    >>> OffsetDate(from_=FixedDate(month=3, day=31), by=Lapse.parse("-1 month")).span(2023).start
    datetime.date(2023, 2, 28)
    """

    name: ClassVar[str] = "offset"

    from_: DateRule
    by: Lapse
    calendar: str = "default"

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days of *year*, moved."""
        found = self.from_.span(year, tables)
        if found is None or isinstance(found, Unknown):
            return found
        start = self.by.from_day(found.start, self._table(tables))
        if start is None:
            return NOT_KNOWN
        return days_long(start, 1 if found.until is None else (found.until - found.start).days)

    def reach(self, year: int) -> Span:
        """Return the days of its date, and as many as the lapse may be long, its way."""
        found = self.from_.span(year)
        days = found if isinstance(found, Span) else self.from_.reach(year)
        first, last, by = days.start, days.last_day or date.max, self.by.count * _DAYS[self.by.unit]
        return stretched(min(first, add_days(first, by)), max(last, add_days(last, by)))

    def _table(self, tables: Tables) -> Any:
        return tables(self.calendar) if self.by.unit is LapseUnit.WORKING_DAY else None

    def lacks(self, year: int, tables: Tables = no_tables) -> Iterator[Fact]:
        """Yield what its date lacks, else the working days."""
        found = self.from_.span(year, tables)
        if isinstance(found, Unknown):
            yield from self.from_.lacks(year, tables)
        elif found is not None and self.by.from_day(found.start, self._table(tables)) is None:
            yield Fact("day_table", self.calendar, "days", NOT_KNOWN)

    def lint(self) -> Iterator[Problem]:
        """Yield a lapse that moves nothing."""
        if self.by.count == 0:
            yield Problem(code="offset_nothing", path=("by",), severity="warning")

    def says(self, locale: Locale) -> str:
        """Return how long before or after which date."""
        key = "date_rule.offset_before" if self.by.count < 0 else "date_rule.offset_after"
        by = lapse_in_words(-self.by if self.by.count < 0 else self.by, locale)
        return render(key, locale, by=by, day=self.from_.says(locale))


@attrs.frozen(kw_only=True)
class DateReference(DateRule):
    """Another ``[[date]]`` of the plan, by its id."""

    name: ClassVar[str] = "date"
    shorthand: ClassVar[str] = "date"

    date: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the date that the pack has to hold."""
        return "date", self.date

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days of the other date; unknown until the policy is linked."""
        if self.target is None:
            return NOT_KNOWN
        return cast("OnDate", self.target.span(year, tables))

    def reach(self, year: int) -> Span:
        """Return the days of the other date."""
        return super().reach(year) if self.target is None else cast("Span", self.target.reach(year))

    def lacks(self, year: int, tables: Tables = no_tables) -> Iterator[Fact]:
        """Yield what the other date lacks."""
        if self.target is not None:
            yield from self.target.rule.lacks(year, tables)

    def says(self, locale: Locale) -> str:
        """Return what the other date is called."""
        return named(self.target, self.date, locale)
