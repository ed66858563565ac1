"""Dates by rule: days of the year that a plan names without their date (design §6.7, 8).

A rule is a leaf that a pack writes as ``{ name = { … } }``; a ``[[date]]`` table gives one an id, a title and a source.
"""

from liushou_core.policy.date_rules.derived import DateReference, OffsetDate, WeekOfDate
from liushou_core.policy.date_rules.plain import (
    FixedDate,
    LunarDate,
    NthWeekday,
    TenDaysOfMonth,
    WeekdayOfWeek,
)
from liushou_core.policy.date_rules.rule import DateRule, OnDate, Tables, no_tables, over
from liushou_core.policy.date_rules.search import ahead, backward, forward
from liushou_core.policy.date_rules.table import DateTable

__all__ = [
    "DATE_RULES",
    "DateReference",
    "DateRule",
    "DateTable",
    "FixedDate",
    "LunarDate",
    "NthWeekday",
    "OffsetDate",
    "OnDate",
    "Tables",
    "TenDaysOfMonth",
    "WeekOfDate",
    "WeekdayOfWeek",
    "ahead",
    "backward",
    "forward",
    "no_tables",
    "over",
]

DATE_RULES: tuple[type[DateRule], ...] = (
    FixedDate,
    NthWeekday,
    WeekdayOfWeek,
    WeekOfDate,
    TenDaysOfMonth,
    LunarDate,
    OffsetDate,
    DateReference,
)
"""What a pack may write as ``{ name = { … } }`` where a date is asked for, in the order of the reference page."""
