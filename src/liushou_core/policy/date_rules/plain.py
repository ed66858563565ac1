"""Rules that need no other: a day of the solar or the lunar calendar, a weekday, a third of a month."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final, Literal

import attrs

from liushou_core.domain.calendar import (
    FirstWeek,
    Span,
    TenDays,
    Weekday,
    WeekStarts,
    add_days,
    add_months,
    lunar_day,
    lunar_months,
    nth_week,
    nth_weekday,
    ten_days_span,
    weekday_in,
)
from liushou_core.domain.unknown import NOT_KNOWN
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.date_rules.rule import (
    DateRule,
    OnDate,
    Tables,
    days_long,
    lint_month,
    no_tables,
    stretched,
)
from liushou_core.policy.date_rules.wording import weeks_from
from liushou_core.policy.verdict import Fact

__all__ = ["FixedDate", "LunarDate", "NthWeekday", "TenDaysOfMonth", "WeekdayOfWeek"]

_LEAP_YEAR: Final = 2000
_IN_COMMON_YEARS: Final = {"feb_28": (2, 28), "mar_1": (3, 1)}


@attrs.frozen(kw_only=True)
class FixedDate(DateRule):
    """A day of a month. ``leap_day``: 29 February is ``feb_28`` or ``mar_1`` in common years, or they ``skip`` it.

    >>> FixedDate(month=6, day=1).span(2023)
    Span(start=datetime.date(2023, 6, 1), until=datetime.date(2023, 6, 2))
    """

    name: ClassVar[str] = "fixed"

    month: int
    day: int
    leap_day: Literal["feb_28", "mar_1", "skip"] = "feb_28"

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the day in *year*."""
        try:
            return days_long(date(year, self.month, self.day))
        except ValueError:
            # Lint lets only 29 February fail here.
            instead = _IN_COMMON_YEARS.get(self.leap_day)
            return None if instead is None else days_long(date(year, *instead))

    def lint(self) -> Iterator[Problem]:
        """Yield a month, or a day of it, that does not exist, and a reading of 29 February for another day."""
        yield from lint_month(self.month)
        if 1 <= self.month <= 12:
            try:
                date(_LEAP_YEAR, self.month, self.day)
            except ValueError:
                values = {"day": self.day, "month": self.month}
                yield Problem(code="bad_day_of_month", path=("day",), values=values)
        if self.leap_day != "feb_28" and (self.month, self.day) != (2, 29):
            yield Problem(code="no_leap_day", path=("leap_day",), severity="warning")

    def says(self, locale: Locale) -> str:
        """Return month and day."""
        words = render("date_rule.fixed", locale, month=render(f"month.{self.month}", locale), day=self.day)
        leap = (self.month, self.day) == (2, 29)
        return words + render(f"date_rule.leap_day.{self.leap_day}", locale) if leap else words


@attrs.frozen(kw_only=True)
class NthWeekday(DateRule):
    """The ``n``-th ``weekday`` of a month, from its end if ``n`` is negative; not every month has a fifth.

    >>> NthWeekday(n=-1, weekday="friday", month=2).span(2024).start
    datetime.date(2024, 2, 23)
    """

    name: ClassVar[str] = "nth_weekday"

    n: int
    weekday: Weekday
    month: int

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the day in *year*."""
        day = nth_weekday(year, self.month, self.weekday, self.n)
        return None if day is None else days_long(day)

    def lint(self) -> Iterator[Problem]:
        """Yield a month that does not exist, and a weekday that no month has so often."""
        yield from lint_month(self.month)
        if not 1 <= abs(self.n) <= 5:
            yield Problem(code="bad_nth_weekday", path=("n",), values={"n": self.n})

    def says(self, locale: Locale) -> str:
        """Return which weekday of which month."""
        end = "nth" if self.n > 0 else "nth_last"
        return render(
            "date_rule.nth_weekday",
            locale,
            nth=render(f"{end}.{abs(self.n)}", locale),
            weekday=render(f"weekday.{self.weekday}", locale),
            month=render(f"month.{self.month}", locale),
        )


@attrs.frozen(kw_only=True)
class WeekdayOfWeek(DateRule):
    """The ``weekday`` of the ``week``-th week of a month, or of the year where no ``month`` is given.

    ``first_week``: the week ``with_first_day``, the ``first_full`` week, or the first with four days in the month or year (``iso``).
    The weekday of a week at an edge may lie outside it: ``outside = "keep"`` lets it stand, ``"skip"`` means that there is no such
    day that year.

    >>> WeekdayOfWeek(week=1, weekday="wednesday", month=9, first_week="first_full").span(2023).start
    datetime.date(2023, 9, 6)
    """

    name: ClassVar[str] = "weekday_of_week"

    week: int
    weekday: Weekday
    month: int | None = None
    week_starts: WeekStarts = "monday"
    first_week: FirstWeek = "with_first_day"
    outside: Literal["keep", "skip"] = "keep"

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the day in the week that is counted to *year*."""
        options = {"week_starts": self.week_starts, "first_week": self.first_week}
        week = nth_week(year, self.month, self.week, **options)  # type: ignore[arg-type]  # a dict has one type for all
        day = None if week is None else weekday_in(week, self.weekday)
        if day is None or (self.outside == "skip" and not self._inside(day, year)):
            return None
        return days_long(day)

    def reach(self, year: int) -> Span:
        """Return the year and a week at either end: its first week may begin in December, its last end in January."""
        return stretched(date(year, 1, 1), date(year, 12, 31), by=7)

    def _inside(self, day: date, year: int) -> bool:
        return day.year == year and self.month in (None, day.month)

    def lint(self) -> Iterator[Problem]:
        """Yield a month that does not exist, and a week that no month or year has."""
        if self.month is not None:
            yield from lint_month(self.month)
        most = 54 if self.month is None else 6
        if not 1 <= self.week <= most:
            yield Problem(code="bad_week", path=("week",), values={"week": self.week, "most": most})

    def says(self, locale: Locale) -> str:
        """Return which weekday of which week."""
        words = render(
            "date_rule.week_of_year" if self.month is None else "date_rule.week_of_month",
            locale,
            weekday=render(f"weekday.{self.weekday}", locale),
            week=self.week,
            month="" if self.month is None else render(f"month.{self.month}", locale),
        )
        return (
            words
            + render(f"date_rule.first_week.{self.first_week}", locale)
            + weeks_from(self.week_starts, locale)
        )


@attrs.frozen(kw_only=True)
class TenDaysOfMonth(DateRule):
    """The ``first``, ``middle`` or ``last`` part of a month (上旬, 中旬, 下旬): a span of 8 to 11 days.

    >>> TenDaysOfMonth(month=2, part=TenDays.LAST).span(2023)
    Span(start=datetime.date(2023, 2, 21), until=datetime.date(2023, 3, 1))
    """

    name: ClassVar[str] = "ten_days"

    month: int
    part: TenDays

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the days in *year*."""
        return ten_days_span(year, self.month, self.part)

    def lint(self) -> Iterator[Problem]:
        """Yield a month that does not exist."""
        yield from lint_month(self.month)

    def says(self, locale: Locale) -> str:
        """Return which part of which month."""
        month = render(f"month.{self.month}", locale)
        return render(f"date_rule.ten_days.{self.part.value}", locale, month=month)


@attrs.frozen(kw_only=True)
class LunarDate(DateRule):
    """A day of the lunar year that begins in the year asked for; so days of its months 11 and 12 may lie in the next.

    Every lunar year has its own: none is lost or met twice, as would be if days were told apart by the solar year in which
    they lie. ``day = "last"`` is the month's 29th or 30th, New Year's Eve (除夕) in month 12. ``leap``: a leap month is passed over
    (``skip``), stands in the place of the month that it follows where a year has one (``prefer``), or alone counts (``only``).
    Outside the lunar years 1900 to 2100 nobody can say.

    >>> LunarDate(month=8, day=15).span(2023).start, LunarDate(month=12, day="last").span(2023).start
    (datetime.date(2023, 9, 29), datetime.date(2024, 2, 9))
    """

    name: ClassVar[str] = "lunar"

    month: int
    day: int | Literal["last"]
    leap: Literal["skip", "prefer", "only"] = "skip"

    def span(self, year: int, tables: Tables = no_tables) -> OnDate:
        """Return the day in the lunar year that begins in *year*."""
        if lunar_months(year) is None:
            return NOT_KNOWN
        day = None if self.leap == "skip" else lunar_day(year, self.month, self.day, leap=True)
        if day is None and self.leap != "only":
            day = lunar_day(year, self.month, self.day)
        return None if day is None else days_long(day)

    def reach(self, year: int) -> Span:
        """Return days among which the month must lie: the sun enters a sign of its own in it, in the first about 19 February."""
        first, last = (add_months(date(year, *day), self.month - 1) for day in ((1, 18), (3, 24)))
        return stretched(first, last if self.leap == "skip" else add_days(last, 30))

    def lacks(self, year: int, tables: Tables = no_tables) -> Iterator[Fact]:
        """Yield the months of a lunar year outside the table."""
        if lunar_months(year) is None:
            yield Fact("lunar_year", str(year), "months", NOT_KNOWN)

    def lint(self) -> Iterator[Problem]:
        """Yield a month that does not exist, and a day that no month has."""
        yield from lint_month(self.month)
        if self.day != "last" and not 1 <= self.day <= 30:
            yield Problem(code="bad_lunar_day", path=("day",), values={"day": self.day})

    def says(self, locale: Locale) -> str:
        """Return month and day as the lunar calendar names them."""
        months, days = (render(f"date_rule.lunar_{name}", locale).split() for name in ("months", "days"))
        if self.day == "last":
            day = render("date_rule.lunar_last", locale)
        else:
            day = render("date_rule.lunar_day", locale, day=days[self.day - 1])
        return render(f"date_rule.lunar.{self.leap}", locale, month=months[self.month - 1], day=day)
