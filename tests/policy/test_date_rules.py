"""Dates by rule: which days each rule gives in a year, what it says, and what it refuses."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, Lapse, Span, TenDays, add_days
from liushou_core.domain.unknown import NOT_KNOWN
from liushou_core.policy.date_rules import (
    DATE_RULES,
    DateReference,
    DateRule,
    DateTable,
    FixedDate,
    LunarDate,
    NthWeekday,
    OffsetDate,
    TenDaysOfMonth,
    WeekdayOfWeek,
    WeekOfDate,
)
from liushou_core.policy.reference import Refers
from liushou_core.policy.source import Wording
from liushou_core.policy.verdict import Fact

LEAP_DAY = {"month": 2, "day": 29}
CHILDRENS_DAY = FixedDate(month=6, day=1)
MID_AUTUMN = LunarDate(month=8, day=15)
NEW_YEARS_EVE = LunarDate(month=12, day="last")
LABA = LunarDate(month=12, day=8)

HOLIDAY = DayTable(
    holidays=frozenset({date(2023, 9, 29), *(date(2023, 10, day) for day in range(2, 7))}),
    workdays=frozenset({date(2023, 10, 7), date(2023, 10, 8)}),
    start=date(2023, 1, 1),
    until=date(2024, 1, 1),
)


def tables(calendar: str) -> DayTable | None:
    return HOLIDAY if calendar == "default" else None


def day(year: int, month: int, of: int, length: int = 1) -> Span:
    start = date(year, month, of)
    return Span(start, add_days(start, length))


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (CHILDRENS_DAY, 2023, day(2023, 6, 1)),
        (FixedDate(**LEAP_DAY), 2024, day(2024, 2, 29)),
        (FixedDate(**LEAP_DAY), 2023, day(2023, 2, 28)),
        (FixedDate(**LEAP_DAY, leap_day="mar_1"), 2023, day(2023, 3, 1)),
        (FixedDate(**LEAP_DAY, leap_day="skip"), 2023, None),
        (FixedDate(month=12, day=31), 9999, Span(date(9999, 12, 31))),
        (NthWeekday(n=2, weekday="sunday", month=5), 2024, day(2024, 5, 12)),
        (NthWeekday(n=5, weekday="monday", month=5), 2024, None),
        (NthWeekday(n=-1, weekday="monday", month=5), 2024, day(2024, 5, 27)),
        # September 2024 begins on a Sunday.
        (WeekdayOfWeek(week=1, weekday="monday", month=9), 2024, day(2024, 8, 26)),
        (WeekdayOfWeek(week=1, weekday="monday", month=9, outside="skip"), 2024, None),
        (WeekdayOfWeek(week=1, weekday="sunday", month=9, outside="skip"), 2024, day(2024, 9, 1)),
        (WeekdayOfWeek(week=1, weekday="monday", month=9, first_week="first_full"), 2024, day(2024, 9, 2)),
        (WeekdayOfWeek(week=1, weekday="monday", month=9, week_starts="sunday"), 2024, day(2024, 9, 2)),
        (WeekdayOfWeek(week=7, weekday="monday", month=9), 2024, None),
        (WeekdayOfWeek(week=1, weekday="monday", first_week="iso"), 2025, day(2024, 12, 30)),
        (WeekdayOfWeek(week=53, weekday="friday", first_week="iso"), 2020, day(2021, 1, 1)),
        (WeekdayOfWeek(week=53, weekday="friday", first_week="iso", outside="skip"), 2020, None),
        (WeekOfDate(day=CHILDRENS_DAY), 2023, day(2023, 5, 29, 7)),
        (WeekOfDate(day=CHILDRENS_DAY, week_starts="sunday"), 2023, day(2023, 5, 28, 7)),
        (WeekOfDate(day=CHILDRENS_DAY, weekday="friday"), 2023, day(2023, 6, 2)),
        (WeekOfDate(day=CHILDRENS_DAY, weekday="sunday", week_starts="sunday"), 2023, day(2023, 5, 28)),
        (WeekOfDate(day=FixedDate(**LEAP_DAY, leap_day="skip")), 2023, None),
        (WeekOfDate(day=FixedDate(month=12, day=31), weekday="sunday"), 9999, None),
        (TenDaysOfMonth(month=3, part=TenDays.FIRST), 2023, day(2023, 3, 1, 10)),
        (TenDaysOfMonth(month=2, part=TenDays.LAST), 2024, day(2024, 2, 21, 9)),
        (MID_AUTUMN, 2023, day(2023, 9, 29)),
        (LunarDate(month=1, day=1), 2024, day(2024, 2, 10)),
        (NEW_YEARS_EVE, 2023, day(2024, 2, 9)),
        (NEW_YEARS_EVE, 2024, day(2025, 1, 28)),
        (LunarDate(month=12, day=30), 2024, None),
        # 2023 had a second second month.
        (LunarDate(month=2, day=2), 2023, day(2023, 2, 21)),
        (LunarDate(month=2, day=2, leap="prefer"), 2023, day(2023, 3, 23)),
        (LunarDate(month=2, day=2, leap="only"), 2023, day(2023, 3, 23)),
        (LunarDate(month=2, day=2, leap="prefer"), 2024, day(2024, 3, 11)),
        (LunarDate(month=2, day=2, leap="only"), 2024, None),
        (MID_AUTUMN, 1899, NOT_KNOWN),
        (MID_AUTUMN, 2101, NOT_KNOWN),
        (WeekOfDate(day=MID_AUTUMN), 2101, NOT_KNOWN),
        (OffsetDate(from_=MID_AUTUMN, by=Lapse.parse("-7 days")), 2023, day(2023, 9, 22)),
        (OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("2 weeks")), 2023, day(2023, 6, 15)),
        (OffsetDate(from_=FixedDate(month=1, day=31), by=Lapse.parse("1 month")), 2023, day(2023, 2, 28)),
        (OffsetDate(from_=FixedDate(month=1, day=3), by=Lapse.parse("-7 days")), 2023, day(2022, 12, 27)),
        (OffsetDate(from_=WeekOfDate(day=CHILDRENS_DAY), by=Lapse.parse("7 days")), 2023, day(2023, 6, 5, 7)),
        (OffsetDate(from_=MID_AUTUMN, by=Lapse.parse("1 day")), 2101, NOT_KNOWN),
        (OffsetDate(from_=FixedDate(**LEAP_DAY, leap_day="skip"), by=Lapse.parse("1 day")), 2023, None),
        (OffsetDate(from_=FixedDate(month=12, day=31), by=Lapse.parse("1 day")), 9999, Span(date.max)),
        (
            OffsetDate(from_=FixedDate(month=9, day=28), by=Lapse.parse("2 working days")),
            2023,
            day(2023, 10, 8),
        ),
        (
            OffsetDate(from_=FixedDate(month=10, day=9), by=Lapse.parse("-3 working days")),
            2023,
            day(2023, 9, 28),
        ),
        (OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("1 working day")), 2025, NOT_KNOWN),
        (OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("1 working day"), calendar="x"), 2023, NOT_KNOWN),
        (DateReference(date="elsewhere"), 2023, NOT_KNOWN),
        (DateReference(date="feast", target=DateTable(id="feast", rule=MID_AUTUMN)), 2023, day(2023, 9, 29)),
    ],
)
def test_a_rule_gives_its_days_of_a_year(rule: DateRule, year: int, expected: Any) -> None:
    """The days that count for the year; None where it has none; not known outside the tables."""
    assert expected == rule.span(year, tables)


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (MID_AUTUMN, 2023, []),
        (WeekOfDate(day=MID_AUTUMN), 2101, [Fact("lunar_year", "2101", "months")]),
        (OffsetDate(from_=MID_AUTUMN, by=Lapse.parse("1 day")), 1899, [Fact("lunar_year", "1899", "months")]),
        (
            OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("1 working day"), calendar="x"),
            2023,
            [Fact("day_table", "x", "days")],
        ),
        (OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("1 working day")), 2023, []),
        (DateReference(date="x"), 2023, []),
        (
            DateReference(date="x", target=DateTable(id="x", rule=MID_AUTUMN)),
            2101,
            [Fact("lunar_year", "2101", "months")],
        ),
        (CHILDRENS_DAY, 2023, []),
    ],
)
def test_a_rule_names_what_it_lacks(rule: DateRule, year: int, expected: list[Fact]) -> None:
    assert expected == list(rule.lacks(year, tables))


class TestTables:
    """A ``[[date]]`` table over a period."""

    @staticmethod
    def starts(table: DateTable, first: date, until: date) -> list[tuple[str, int]]:
        found = table.over(Span(first, until), tables)
        return [
            (span.start.isoformat() if isinstance(span, Span) else span.value, year) for span, year in found
        ]

    def test_days_of_a_year_that_lie_in_the_next_are_found(self) -> None:
        """In 2024 stood the New Year's Eve of the lunar year 2023, not that of its own lunar year."""
        table = DateTable(id="eve", rule=NEW_YEARS_EVE)
        assert [("2024-02-09", 2023)] == self.starts(table, date(2024, 1, 1), date(2025, 1, 1))

    def test_none_is_lost_and_none_met_twice(self) -> None:
        """Laba fell twice in the solar year 2022, in January and in December, and not at all in 2023."""
        table = DateTable(id="laba", rule=LABA)
        assert [("2022-01-10", 2021), ("2022-12-30", 2022)] == self.starts(
            table, date(2022, 1, 1), date(2023, 1, 1)
        )
        assert [] == self.starts(table, date(2023, 1, 1), date(2024, 1, 1))

    def test_a_span_that_only_reaches_into_the_period_counts(self) -> None:
        table = DateTable(id="week", rule=WeekOfDate(day=FixedDate(month=1, day=1)))
        assert [("2024-12-30", 2025)] == self.starts(table, date(2024, 6, 1), date(2024, 12, 31))
        assert [] == self.starts(table, date(2024, 6, 1), date(2024, 12, 30))

    def test_years_outside_the_lunar_table_are_unknown(self) -> None:
        """Only those that could have a day in the period: the eighth month of a lunar year lies in the solar year."""
        table = DateTable(id="feast", rule=MID_AUTUMN)
        assert [("2100-09-18", 2100), ("not_known", 2101)] == self.starts(
            table, date(2100, 1, 1), date(2102, 1, 1)
        )
        assert [("2100-09-18", 2100)] == self.starts(table, date(2100, 1, 1), date(2101, 1, 1))
        eve = DateTable(id="eve", rule=NEW_YEARS_EVE)
        assert [("not_known", 1899), ("1901-02-18", 1900)] == self.starts(
            eve, date(1900, 1, 1), date(1901, 12, 1)
        )

    def test_only_the_days_that_a_table_leaves_open_are_unknown(self) -> None:
        """Three working days before 1 June 2024 nobody can tell, but that they are not in 2023."""
        rule = OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("-3 working days"))
        table = DateTable(id="before", rule=rule)
        assert [("2023-05-29", 2023)] == self.starts(table, date(2023, 1, 1), date(2024, 1, 1))
        assert [("not_known", 2024)] == self.starts(table, date(2024, 5, 1), date(2024, 5, 31))

    def test_it_holds_from_a_year_to_a_year(self) -> None:
        table = DateTable(id="day", rule=CHILDRENS_DAY, from_year=2022, to_year=2023)
        assert [("2022-06-01", 2022), ("2023-06-01", 2023)] == self.starts(
            table, date(2020, 1, 1), date(2030, 1, 1)
        )
        assert None is table.span(2024)

    def test_it_holds_through_a_reference_too(self) -> None:
        table = DateTable(id="day", rule=CHILDRENS_DAY, to_year=2023)
        eve = OffsetDate(from_=DateReference(date="day", target=table), by=Lapse.parse("-1 day"))
        assert None is eve.span(2024)
        assert day(2023, 5, 31) == eve.span(2023)

    def test_an_open_period_is_followed_to_the_end(self) -> None:
        found = list(DateTable(id="day", rule=CHILDRENS_DAY).over(Span(date(9990, 1, 1))))
        assert list(range(9990, 10_000)) == [year for _, year in found]

    def test_it_is_called_by_its_title(self) -> None:
        table = DateTable(id="feast", rule=MID_AUTUMN, title=Wording(zh="中秋节", en="Mid-Autumn"))
        assert ("中秋节", "Mid-Autumn") == (table.says("zh"), table.says("en"))
        assert "农历八月十五" == DateTable(id="feast", rule=MID_AUTUMN).says("zh")


RULES = st.sampled_from(
    [
        FixedDate(**LEAP_DAY, leap_day="skip"),
        NthWeekday(n=5, weekday="monday", month=2),
        WeekdayOfWeek(week=53, weekday="friday", first_week="iso"),
        WeekOfDate(day=FixedDate(month=12, day=30)),
        TenDaysOfMonth(month=12, part=TenDays.LAST),
        LABA,
        OffsetDate(from_=LABA, by=Lapse.parse("-20 months")),
        OffsetDate(from_=WeekOfDate(day=FixedDate(month=1, day=1)), by=Lapse.parse("150 weeks")),
    ]
)


@given(RULES, st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(1, 800))
def test_a_period_holds_what_its_years_hold(rule: DateRule, first: date, length: int) -> None:
    """Looking only at years close to a period finds what looking at all of them finds, in order of the days."""
    period = Span(first, add_days(first, length))
    everything = [(rule.span(year), year) for year in range(1930, 2071)]
    expected = [(span, year) for span, year in everything if isinstance(span, Span) and span.overlaps(period)]
    found = list(DateTable(id="x", rule=rule).over(period))
    assert expected == found
    starts = [span.start for span, _ in found if isinstance(span, Span)]
    assert sorted(starts) == starts


@given(RULES, st.integers(1930, 2070))
def test_a_year_reaches_no_further_than_it_says(rule: DateRule, year: int) -> None:
    found = rule.span(year)
    assert not isinstance(found, Span) or rule.reach(year).contains(found)


@pytest.mark.parametrize("leap", ["skip", "prefer", "only"])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_lunar_month_lies_where_it_must(month: int, leap: Any) -> None:
    """In every year of the table; so a year outside it is in doubt only about days that it could have."""
    for year in range(1900, 2101):
        for of in (1, "last"):
            rule = LunarDate(month=month, day=of, leap=leap)  # type: ignore[arg-type]
            found = rule.span(year)
            assert found is None or rule.reach(year).contains(found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (FixedDate(month=13, day=1), ["bad_month"]),
        (FixedDate(month=4, day=31), ["bad_day_of_month"]),
        (FixedDate(month=2, day=30, leap_day="skip"), ["bad_day_of_month", "no_leap_day"]),
        (FixedDate(month=2, day=29, leap_day="skip"), []),
        (NthWeekday(n=0, weekday="monday", month=0), ["bad_month", "bad_nth_weekday"]),
        (NthWeekday(n=-6, weekday="monday", month=1), ["bad_nth_weekday"]),
        (WeekdayOfWeek(week=7, weekday="monday", month=13), ["bad_month", "bad_week"]),
        (WeekdayOfWeek(week=54, weekday="monday"), []),
        (WeekdayOfWeek(week=55, weekday="monday"), ["bad_week"]),
        (TenDaysOfMonth(month=0, part=TenDays.FIRST), ["bad_month"]),
        (LunarDate(month=13, day=31), ["bad_month", "bad_lunar_day"]),
        (LunarDate(month=12, day="last"), []),
        (OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("0 days")), ["offset_nothing"]),
        (OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("1 day")), []),
        (WeekOfDate(day=CHILDRENS_DAY), []),
        (DateReference(date="x"), []),
        (DateTable(id="x", rule=CHILDRENS_DAY, from_year=0, to_year=2020), ["bad_year"]),
        (DateTable(id="x", rule=CHILDRENS_DAY, from_year=2021, to_year=2020), ["years_reversed"]),
    ],
)
def test_lint(value: Any, expected: list[str]) -> None:
    assert expected == [problem.code for problem in value.lint()]


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (CHILDRENS_DAY, "6月1日", "1 June"),
        (FixedDate(**LEAP_DAY, leap_day="skip"), "2月29日（仅闰年）", "29 February, in leap years only"),
        (NthWeekday(n=2, weekday="sunday", month=5), "5月第二个星期日", "the second Sunday of May"),
        (NthWeekday(n=-1, weekday="friday", month=3), "3月最后一个星期五", "the last Friday of March"),
        (
            WeekdayOfWeek(week=1, weekday="wednesday", month=9),
            "9月第1周星期三（首日所在的周为第1周）",
            "Wednesday of week 1 of September (the week with the first day is week 1)",
        ),
        (
            WeekdayOfWeek(week=40, weekday="monday", first_week="iso", week_starts="sunday"),
            "每年第40周星期一（首个至少有四天的周为第1周）（每周从星期日算起）",
            "Monday of week 40 of the year (the first week with four days in it is week 1), weeks from Sunday",
        ),
        (WeekOfDate(day=CHILDRENS_DAY), "6月1日所在的一周", "the week of 1 June"),
        (
            WeekOfDate(day=CHILDRENS_DAY, weekday="friday"),
            "6月1日所在周的星期五",
            "Friday of the week of 1 June",
        ),
        (TenDaysOfMonth(month=3, part=TenDays.MIDDLE), "3月中旬", "the middle ten days of March"),
        (MID_AUTUMN, "农历八月十五", "day 15 of lunar month 8"),
        (NEW_YEARS_EVE, "农历腊月最后一天", "the last day of lunar month 12"),
        (LunarDate(month=4, day=8, leap="only"), "农历闰四月初八", "day 8 of leap lunar month 4"),
        (
            OffsetDate(from_=MID_AUTUMN, by=Lapse.parse("-7 days")),
            "农历八月十五前7天",
            "7 days before day 15 of lunar month 8",
        ),
        (
            OffsetDate(from_=CHILDRENS_DAY, by=Lapse.parse("1 working day")),
            "6月1日后1个工作日",
            "1 working day after 1 June",
        ),
        (DateReference(date="open_day"), "open day", "open day"),
    ],
)
def test_a_rule_in_words(rule: DateRule, zh: str, en: str) -> None:
    assert (zh, en) == (rule.says("zh"), rule.says("en"))


def test_a_reference_names_a_date() -> None:
    """Linked or not it is the same rule, and it names the section and the id."""
    reference = DateReference(date="feast")
    assert isinstance(reference, Refers)
    assert ("date", "feast") == reference.refers()
    assert reference == attrs.evolve(reference, target=DateTable(id="feast", rule=MID_AUTUMN))


def test_every_rule_has_a_name_of_its_own() -> None:
    names = ["fixed", "nth_weekday", "weekday_of_week", "week_of", "ten_days", "lunar", "offset", "date"]
    assert names == [rule.name for rule in DATE_RULES]
