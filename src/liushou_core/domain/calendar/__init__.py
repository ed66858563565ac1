"""Days and what is made of them: spans, month arithmetic, ages, durations, periods, school years and terms.

Two rules hold everywhere. A span is half-open: from its start up to but not on its ``until``. Whatever would lie
outside the calendar (before 1 January 1 or after 31 December 9999) is moved to its edge. Nothing here reads a clock.
"""

from liushou_core.domain.calendar.ages import (
    Attained,
    LeapBirthday,
    age_reached_on,
    birthday_in,
    completed_years,
)
from liushou_core.domain.calendar.day_tables import DayTable
from liushou_core.domain.calendar.durations import Duration, DurationUnit
from liushou_core.domain.calendar.lapses import Lapse, LapseUnit
from liushou_core.domain.calendar.limits import (
    Counting,
    Direction,
    counted,
    earliest_lawful,
    latest_lawful,
)
from liushou_core.domain.calendar.lunar import LunarMonth, lunar_day, lunar_months
from liushou_core.domain.calendar.months import add_days, add_months, completed_months, latest_start
from liushou_core.domain.calendar.periods import Period, WeekStarts, period_span, periods_within
from liushou_core.domain.calendar.school_years import MonthDay, SchoolYear, TermId
from liushou_core.domain.calendar.spans import Span, merge_spans
from liushou_core.domain.calendar.ten_days import TenDays, ten_days_of, ten_days_span
from liushou_core.domain.calendar.terms import Term, TermTable
from liushou_core.domain.calendar.weekdays import FirstWeek, Weekday, nth_week, nth_weekday, weekday_in

__all__ = [
    "Attained",
    "Counting",
    "DayTable",
    "Direction",
    "Duration",
    "DurationUnit",
    "FirstWeek",
    "Lapse",
    "LapseUnit",
    "LeapBirthday",
    "LunarMonth",
    "MonthDay",
    "Period",
    "SchoolYear",
    "Span",
    "TenDays",
    "Term",
    "TermId",
    "TermTable",
    "WeekStarts",
    "Weekday",
    "add_days",
    "add_months",
    "age_reached_on",
    "birthday_in",
    "completed_months",
    "completed_years",
    "counted",
    "earliest_lawful",
    "latest_lawful",
    "latest_start",
    "lunar_day",
    "lunar_months",
    "merge_spans",
    "nth_week",
    "nth_weekday",
    "period_span",
    "periods_within",
    "ten_days_of",
    "ten_days_span",
    "weekday_in",
]
