"""Calendar periods: they tile time, and what is asked of them day by day agrees."""

from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou_core.domain.calendar import (
    Period,
    SchoolYear,
    Span,
    TenDays,
    Term,
    TermId,
    TermTable,
    add_days,
    period_span,
    periods_within,
    ten_days_of,
    ten_days_span,
)
from liushou_core.errors import InvalidValue

ONE_DAY = timedelta(days=1)
DAYS = st.dates() | st.builds(
    add_days,
    st.sampled_from([date.min, date.max, date(2020, 12, 28), date(2024, 2, 29), date(2023, 12, 31)]),
    st.integers(-40, 40),
)
TILING = [period for period in Period if period is not Period.TERM]
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "week_starts": st.sampled_from(["monday", "sunday"]),
        "school_year_starts": st.sampled_from([(9, 1), (1, 1), (8, 20), (12, 31)]),
    },
)
LENGTHS = {
    Period.DAY: {1},
    Period.WEEK: {7},
    Period.FORTNIGHT: {14, 21},
    Period.TEN_DAYS: {8, 9, 10, 11},
    Period.MONTH: {28, 29, 30, 31},
    Period.QUARTER: {90, 91, 92},
    Period.HALF_YEAR: {181, 182, 184},
    Period.SCHOOL_YEAR: {365, 366},
    Period.YEAR: {365, 366},
}


def the_period(day: date, period: Period, options: dict[str, Any]) -> Span:
    span = period_span(day, period, **options)
    assert span is not None
    return span


@given(DAYS, st.sampled_from(TILING), OPTIONS)
def test_every_day_lies_in_one_period_and_the_next_begins_where_it_ends(
    day: date, period: Period, options: dict[str, Any]
) -> None:
    span = the_period(day, period, options)
    assert span.covers(day)
    assert span == the_period(span.start, period, options)
    if span.last_day is not None and span.until is not None:
        assert span == the_period(span.last_day, period, options)
        assert span.until == the_period(span.until, period, options).start
    if span.start > date.min:
        assert span.start == the_period(span.start - ONE_DAY, period, options).until


@given(DAYS, st.sampled_from(TILING), OPTIONS)
def test_a_period_has_the_length_of_its_kind(day: date, period: Period, options: dict[str, Any]) -> None:
    span = the_period(day, period, options)
    assume(span.start > date.min and span.until is not None)
    assert span.until is not None
    assert (span.until - span.start).days in LENGTHS[period]


@given(DAYS)
def test_weeks_begin_on_the_weekday_asked_for(day: date) -> None:
    monday, sunday = the_period(day, Period.WEEK, {}), the_period(day, Period.WEEK, {"week_starts": "sunday"})
    assert monday.start.isoweekday() == 1
    assert sunday.start.isoweekday() == 7 or sunday.start == date.min


@given(DAYS)
def test_a_fortnight_is_a_pair_of_iso_weeks_and_week_53_joins_the_last_pair(day: date) -> None:
    span = the_period(day, Period.FORTNIGHT, {})
    first, own = span.start.isocalendar(), day.isocalendar()
    assert first.weekday == 1
    assert first.week % 2 == 1
    assert first.week <= 51
    assert first.year == own.year
    assert own.week - first.week in (0, 1) or own.week == 53


@given(DAYS)
def test_ten_day_parts_are_told_by_the_day_of_the_month(day: date) -> None:
    """Requirements §5.8: 上旬 1–10, 中旬 11–20, 下旬 from 21 to the end."""
    part = ten_days_of(day)
    expected = {TenDays.FIRST: range(1, 11), TenDays.MIDDLE: range(11, 21), TenDays.LAST: range(21, 32)}
    assert day.day in expected[part]
    assert ten_days_span(day.year, day.month, part).covers(day)


@given(DAYS, st.integers(1, 400), st.sampled_from(TILING), OPTIONS)
def test_periods_within_are_those_that_begin_inside(
    start: date, length: int, period: Period, options: dict[str, Any]
) -> None:
    assume(start <= date.max - timedelta(days=length))
    over = Span(start, start + timedelta(days=length))
    days = (start + timedelta(days=n) for n in range(length))
    expected = [span for day in days if (span := the_period(day, period, options)).start == day]
    assert expected == list(periods_within(over, period, **options))


@given(st.sampled_from(TILING), OPTIONS)
def test_an_open_span_is_followed_to_the_end_of_the_calendar(period: Period, options: dict[str, Any]) -> None:
    found = list(periods_within(Span(date(9990, 1, 1)), period, **options))
    assert found[-1].covers(date.max)
    assert found[-1].until is None
    assert all(one.until == two.start for one, two in pairwise(found))


def test_periods_are_made_one_by_one() -> None:
    days = periods_within(Span(date.min), Period.DAY)
    assert [date(1, 1, 1), date(1, 1, 2)] == [span.start for span in islice(days, 2)]


YEAR = SchoolYear(2022)
AUTUMN = Term(TermId(YEAR, 1), date(2022, 9, 1), date(2023, 1, 14))
SPRING = Term(TermId(YEAR, 2), date(2023, 2, 13), date(2023, 7, 8))
TERMS = TermTable((AUTUMN, SPRING))


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2022, 8, 31), None),
        (date(2022, 9, 1), AUTUMN.span),
        (date(2023, 1, 13), AUTUMN.span),
        (date(2023, 1, 14), None),
        (date(2023, 2, 13), SPRING.span),
        (date(2023, 7, 8), None),
    ],
)
def test_a_term_is_the_one_of_the_table(day: date, span: Span | None) -> None:
    assert span == period_span(day, Period.TERM, terms=TERMS)


def test_without_a_table_there_is_no_term() -> None:
    assert period_span(date(2022, 9, 1), Period.TERM) is None
    assert list(periods_within(Span(date(2022, 1, 1)), Period.TERM)) == []


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (Span(date(2022, 9, 1), date(2023, 2, 13)), [AUTUMN.span]),
        (Span(date(2022, 9, 2), date(2023, 2, 14)), [SPRING.span]),
        (Span(date(2022, 8, 1)), [AUTUMN.span, SPRING.span]),
    ],
)
def test_terms_within_are_those_that_begin_inside(over: Span, expected: list[Span]) -> None:
    assert expected == list(periods_within(over, Period.TERM, terms=TERMS))


def test_a_week_starts_on_monday_or_sunday() -> None:
    with pytest.raises(InvalidValue, match=r"monday \| sunday"):
        period_span(date(2023, 1, 1), Period.WEEK, week_starts="friday")  # type: ignore[arg-type]


@pytest.mark.parametrize("starts", [(2, 29), (13, 1), (4, 31), ("9", "1"), (9,)])
def test_a_school_year_starts_on_a_day_of_every_year(starts: Any) -> None:
    for attempt in (
        lambda: period_span(date(2023, 1, 1), Period.SCHOOL_YEAR, school_year_starts=starts),
        lambda: SchoolYear.of(date(2023, 1, 1), starts),
    ):
        with pytest.raises(InvalidValue) as refused:
            attempt()
        assert [problem.code for problem in refused.value.problems] == ["bad_year_start"]
