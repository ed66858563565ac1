"""Properties of month arithmetic and of durations, over the whole calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from liushou_core.domain.calendar import (
    Duration,
    DurationUnit,
    add_days,
    add_months,
    completed_months,
    latest_start,
)
from liushou_core.errors import InvalidValue

ONE_DAY = timedelta(days=1)
COUNTS = st.integers(0, 40)
# Around month ends, 29 February and both edges of the calendar as often as anywhere.
DAYS = st.dates() | st.builds(
    add_days,
    st.sampled_from([date.min, date.max, date(2023, 2, 28), date(2024, 2, 29), date(2023, 12, 31)]),
    st.integers(-70, 70),
)
DURATIONS = st.builds(Duration, COUNTS, st.sampled_from(DurationUnit))


@given(DAYS, st.integers(-200_000, 200_000))
def test_a_month_later_is_the_same_day_of_the_month_or_its_last(day: date, n: int) -> None:
    later = add_months(day, n)
    if later in (date.min, date.max):
        return
    months = (later.year - day.year) * 12 + later.month - day.month
    assert n == months
    assert later.day == day.day or (later.day < day.day and (later + ONE_DAY).day == 1)


@given(DAYS, DAYS, st.integers(-40, 40))
def test_a_later_start_is_never_reached_earlier(a: date, b: date, n: int) -> None:
    first, second = sorted((a, b))
    assert add_months(first, n) <= add_months(second, n)


@given(DAYS, st.integers(-40, 40))
def test_one_more_month_is_later_up_to_the_edges(day: date, n: int) -> None:
    assert add_months(day, n) < add_months(day, n + 1) or add_months(day, n) in (date.min, date.max)


@given(DAYS, st.integers(-4_000_000, 4_000_000))
def test_days_are_added_as_python_does_and_stop_at_the_edges(day: date, n: int) -> None:
    try:
        expected = day + timedelta(days=n)
    except OverflowError:
        expected = date.max if n > 0 else date.min
    assert expected == add_days(day, n)


@given(DAYS, DAYS)
def test_completed_months_are_the_most_that_fit(a: date, b: date) -> None:
    start, day = sorted((a, b))
    n = completed_months(start, day)
    assert add_months(start, n) <= day
    assert day < add_months(start, n + 1) or day == date.max


@given(DAYS, COUNTS)
def test_completed_months_undo_added_months(start: date, n: int) -> None:
    later = add_months(start, n)
    assume(later != date.max)
    assert n == completed_months(start, later)


@given(DAYS, DAYS)
def test_no_month_is_completed_before_the_start(a: date, b: date) -> None:
    day, start = sorted((a, b))
    assert completed_months(start, day) == 0


@given(DAYS, COUNTS)
@example(date(2023, 2, 28), 3)
@example(date(2024, 2, 29), 12)
def test_the_latest_start_is_reached_and_the_next_day_is_not(day: date, n: int) -> None:
    start = latest_start(day, n)
    if add_months(date.min, n) > day:
        assert start == date.min, "no start is early enough, so the first day there is stands for it"
        return
    assert add_months(start, n) <= day
    if start < date.max:
        assert day < add_months(start + ONE_DAY, n)


@given(DURATIONS, DAYS)
@example(Duration(3, DurationUnit.WHOLE_MONTH), date(2023, 1, 31))
def test_the_latest_start_of_a_duration_is_complete_and_the_next_day_is_not(
    duration: Duration, day: date
) -> None:
    start = duration.latest_start(day)
    if duration.reached_on(date.min) > day:
        assert start == date.min
        return
    assert duration.reached_on(start) <= day
    if start < date.max:
        assert day < duration.reached_on(start + ONE_DAY)


@given(DURATIONS, DAYS, DAYS)
def test_comparing_with_the_latest_start_says_whether_a_duration_is_complete(
    duration: Duration, start: date, day: date
) -> None:
    assume(start > date.min)
    assert (duration.reached_on(start) <= day) == (start <= duration.latest_start(day))


@given(st.integers(1, 40), DAYS)
def test_whole_months_end_on_the_first_and_hold_that_many_full_months(count: int, start: date) -> None:
    reached = Duration(count, DurationUnit.WHOLE_MONTH).reached_on(start)
    assume(reached != date.max)
    assert reached.day == 1
    first = add_months(reached, -count)
    assert start <= first < add_months(start, 1) + ONE_DAY
    assert first == start or start.day > 1


@given(DURATIONS)
def test_a_duration_is_read_back_from_its_text(duration: Duration) -> None:
    assert duration == Duration.parse(str(duration))
    assert hash(duration) == hash(Duration.parse(str(duration)))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1 day", "1 day"),
        ("1 days", "1 day"),
        ("03 month", "3 months"),
        ("0 weeks", "0 weeks"),
        ("1 whole month", "1 whole month"),
        ("3 whole months", "3 whole months"),
        ("999999 years", "999999 years"),
    ],
)
def test_the_text_of_a_duration_is_canonical(text: str, canonical: str) -> None:
    assert canonical == str(Duration.parse(text))


@pytest.mark.parametrize(
    "text",
    ["", "3", "months", "-3 months", "3 Months", "3  months", " 3 months", "3 months\n", "3个月", "1.5 months",
     "3 whole weeks", "3 fortnights", "1000000 days", "٣ months", "3 monthss", 3, None],
)  # fmt: skip
def test_other_texts_are_no_duration_and_the_units_are_listed(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Duration.parse(text)
    (problem,) = refused.value.problems
    assert problem.code == "bad_duration"
    assert problem.values["text"] == text
    for unit in DurationUnit:
        assert f"{unit.value}s" in str(refused.value)


def test_a_duration_with_two_wrong_fields_names_both() -> None:
    with pytest.raises(InvalidValue) as refused:
        Duration(-1, "month")  # type: ignore[arg-type]
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [
        ("bad_count", ("count",)),
        ("wrong_type", ("unit",)),
    ]


@pytest.mark.parametrize("count", [True, 1.0, "1", None])
def test_a_count_is_a_whole_number(count: object) -> None:
    with pytest.raises(InvalidValue) as refused:
        Duration(count, DurationUnit.DAY)  # type: ignore[arg-type]
    assert [problem.code for problem in refused.value.problems] == ["wrong_type"]


@pytest.mark.parametrize(("count", "fits"), [(0, True), (999_999, True), (1_000_000, False), (-1, False)])
def test_a_count_is_from_0_to_999999(count: int, fits: bool) -> None:
    try:
        assert count == Duration(count, DurationUnit.DAY).count
        made = True
    except InvalidValue:
        made = False
    assert fits == made
