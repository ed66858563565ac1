"""The criterion ``judged_day``: in a date, or from one date up to another, and the days on which that changes."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, Lapse, add_days
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ChildId, OrganisationId
from liushou_core.domain.subject import ALONE
from liushou_core.policy.criteria.judged_day import JudgedDay
from liushou_core.policy.date_rules import (
    DateReference,
    DateRule,
    DateTable,
    FixedDate,
    LunarDate,
    NthWeekday,
    OffsetDate,
    WeekOfDate,
)
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

FACTS = ChildFacts(child=Child(id=ChildId("c1"), scope=OrganisationId("o1")))

FIRST_JUNE = FixedDate(month=6, day=1)
CHRISTMAS = FixedDate(month=12, day=25)
EVE = LunarDate(month=12, day="last")
LANTERNS = LunarDate(month=1, day=15)
WEEK = WeekOfDate(day=FIRST_JUNE)
NEVER = DateReference(date="never", target=DateTable(id="never", rule=FIRST_JUNE, to_year=1900))


@attrs.frozen
class OneCalendar:
    """Nothing is around the child but a calendar."""

    table: DayTable

    def __getattr__(self, name: str) -> Any:
        return getattr(ALONE, name)

    def day_table(self, id: str) -> DayTable | None:
        return self.table if id == "default" else None


WORKING = ChildFacts(child=FACTS.child, around=OneCalendar(DayTable(until=date(2024, 1, 1))))
BEFORE_JUNE = OffsetDate(from_=FIRST_JUNE, by=Lapse.parse("-3 working days"))


def span(first: DateRule, last: DateRule) -> JudgedDay:
    return JudgedDay(from_=first, to=last)


@pytest.mark.parametrize(
    ("asked", "on", "expected"),
    [
        (JudgedDay(in_=WEEK), date(2023, 5, 28), NO),
        (JudgedDay(in_=WEEK), date(2023, 5, 29), YES),
        (JudgedDay(in_=WEEK), date(2023, 6, 4), YES),
        (JudgedDay(in_=WEEK), date(2023, 6, 5), NO),
        (JudgedDay(in_=LANTERNS), date(2024, 2, 24), YES),
        (JudgedDay(in_=LANTERNS), date(2101, 2, 13), UNKNOWN),
        (JudgedDay(in_=LANTERNS), date(2101, 6, 1), NO),  # whatever the table would say
        (JudgedDay(in_=NEVER), date(2023, 6, 1), NO),
        (JudgedDay(in_=FixedDate(month=12, day=31)), date.max, YES),
        (span(FIRST_JUNE, CHRISTMAS), date(2023, 5, 31), NO),
        (span(FIRST_JUNE, CHRISTMAS), date(2023, 6, 1), YES),
        (span(FIRST_JUNE, CHRISTMAS), date(2023, 12, 25), YES),
        (span(FIRST_JUNE, CHRISTMAS), date(2023, 12, 26), NO),
        (span(CHRISTMAS, FIRST_JUNE), date(2023, 12, 24), NO),
        (span(CHRISTMAS, FIRST_JUNE), date(2023, 12, 25), YES),
        (span(CHRISTMAS, FIRST_JUNE), date(2024, 1, 1), YES),
        (span(CHRISTMAS, FIRST_JUNE), date(2024, 6, 1), YES),
        (span(CHRISTMAS, FIRST_JUNE), date(2024, 6, 2), NO),
        (span(EVE, LANTERNS), date(2024, 2, 8), NO),
        (span(EVE, LANTERNS), date(2024, 2, 9), YES),
        (span(EVE, LANTERNS), date(2024, 2, 24), YES),
        (span(EVE, LANTERNS), date(2024, 2, 25), NO),
        (span(EVE, LANTERNS), date(2101, 1, 29), UNKNOWN),  # it has begun; nobody can say when it ends
        (span(WEEK, WEEK), date(2023, 6, 4), YES),
        (span(WEEK, WEEK), date(2023, 6, 5), NO),
        (span(WEEK, FIRST_JUNE), date(2023, 5, 30), YES),
        (span(FIRST_JUNE, NEVER), date(2023, 6, 1), NO),  # it never ends, so it is no span
        (span(NEVER, FIRST_JUNE), date(2023, 6, 1), NO),
        (span(NthWeekday(n=5, weekday="monday", month=2), FIRST_JUNE), date(2024, 3, 1), NO),
        (span(FIRST_JUNE, FixedDate(month=12, day=31)), date.max, YES),
        (span(FIRST_JUNE, CHRISTMAS), date.min, NO),
    ],
)
def test_the_day_lies_inside_or_outside(asked: JudgedDay, on: date, expected: Verdict) -> None:
    assert expected is asked.judge(FACTS, on).verdict


@pytest.mark.parametrize(
    ("asked", "on", "expected", "missing"),
    [
        (JudgedDay(in_=BEFORE_JUNE), date(2023, 5, 29), YES, ()),
        (JudgedDay(in_=BEFORE_JUNE), date(2023, 5, 30), NO, ()),
        (JudgedDay(in_=BEFORE_JUNE), date(2024, 5, 29), UNKNOWN, (Fact("day_table", "default", "days"),)),
        (JudgedDay(in_=BEFORE_JUNE), date(2024, 12, 1), NO, ()),
        (span(BEFORE_JUNE, FIRST_JUNE), date(2023, 12, 1), NO, ()),
        (span(BEFORE_JUNE, FIRST_JUNE), date(2024, 6, 2), UNKNOWN, (Fact("day_table", "default", "days"),)),
        (span(BEFORE_JUNE, CHRISTMAS), date(2023, 6, 2), YES, ()),
        (span(CHRISTMAS, BEFORE_JUNE), date(2024, 2, 1), UNKNOWN, (Fact("day_table", "default", "days"),)),
    ],
)
def test_a_missing_calendar_is_named(asked: JudgedDay, on: date, expected: Verdict, missing: Any) -> None:
    """Working days come from the calendar given with the facts; where it does not say, only what hangs on it is unknown."""
    found = asked.judge(WORKING, on)
    assert (expected, missing) == (found.verdict, found.missing)


ASKED = st.sampled_from(
    [
        JudgedDay(in_=WEEK),
        JudgedDay(in_=LANTERNS),
        JudgedDay(in_=FixedDate(month=2, day=29, leap_day="skip")),
        JudgedDay(in_=BEFORE_JUNE),
        span(FIRST_JUNE, CHRISTMAS),
        span(CHRISTMAS, FIRST_JUNE),
        span(EVE, LANTERNS),
        span(WEEK, WEEK),
        span(BEFORE_JUNE, CHRISTMAS),
        span(CHRISTMAS, BEFORE_JUNE),
        span(FIRST_JUNE, NEVER),
    ]
)


@given(ASKED, st.dates(date(2020, 1, 1), date(2026, 1, 1)) | st.dates(date(2098, 1, 1), date(2102, 1, 1)))
def test_the_answer_changes_only_on_a_boundary(asked: JudgedDay, after: date) -> None:
    """From a day to the day after, a year long, the answer changes only on days that were named beforehand."""
    named = set(asked.boundaries(WORKING, after))
    assert all(day > after for day in named)
    before = asked.judge(WORKING, after).verdict
    for days in range(1, 366):
        day = add_days(after, days)
        verdict = asked.judge(WORKING, day).verdict
        assert verdict is before or day in named, day
        before = verdict


def test_boundaries_stop_with_the_calendar() -> None:
    assert [date(9999, 6, 1)] == list(JudgedDay(in_=FIRST_JUNE).boundaries(FACTS, date(9999, 5, 1)))[:1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (JudgedDay(in_=WEEK), []),
        (span(EVE, LANTERNS), []),
        (JudgedDay(), ["in_or_from_to"]),
        (JudgedDay(from_=EVE), ["in_or_from_to"]),
        (JudgedDay(in_=WEEK, to=EVE), ["in_or_from_to"]),
    ],
)
def test_lint(asked: JudgedDay, expected: list[str]) -> None:
    assert expected == [problem.code for problem in asked.lint()]


def test_in_words() -> None:
    inside = span(EVE, LANTERNS).judge(FACTS, date(2024, 2, 10))
    assert "当日（自农历腊月最后一天起，至农历正月十五止）：在2024-02-09至2024-02-24之间" == inside.text("zh")
    outside = JudgedDay(in_=WEEK).judge(FACTS, date(2024, 2, 10))
    assert "the day (in the week of 1 June): it lies outside" == outside.text("en")
