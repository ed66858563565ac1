"""Spans of days against the plain model: a set of days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Span, merge_spans
from liushou_core.errors import InvalidValue

ORIGIN = date(2023, 1, 1).toordinal()
HORIZON = 60
"""The model looks at this many days; an open span reaches past it."""

days = st.integers(0, HORIZON - 1).map(lambda n: date.fromordinal(ORIGIN + n))
lengths = st.integers(1, 20) | st.none()
spans = st.builds(
    lambda start, length: Span(start, None if length is None else start + timedelta(days=length)),
    days,
    lengths,
)


def day_set(*spans: Span) -> set[int]:
    return {
        n
        for span in spans
        for n in range(HORIZON + 20)
        if span.start.toordinal() - ORIGIN <= n
        and (span.until is None or n < span.until.toordinal() - ORIGIN)
    }


@given(spans, days)
def test_a_span_covers_the_days_of_its_set(span: Span, day: date) -> None:
    assert (day.toordinal() - ORIGIN in day_set(span)) == span.covers(day)


@given(spans, spans)
def test_an_intersection_is_that_of_the_day_sets(a: Span, b: Span) -> None:
    common = a.intersection(b)
    assert day_set(a) & day_set(b) == (set() if common is None else day_set(common))
    assert (common is not None) == a.overlaps(b) == b.overlaps(a)
    assert common == b.intersection(a)


@given(spans, spans)
def test_one_span_contains_another_when_no_day_is_left_over(a: Span, b: Span) -> None:
    assert (day_set(b) <= day_set(a) and (a.until is None or b.until is not None)) == a.contains(b)


@given(spans, days)
def test_days_elapsed_are_the_days_before(span: Span, on: date) -> None:
    assert len([n for n in day_set(span) if n < on.toordinal() - ORIGIN]) == span.days(on)


@given(spans)
def test_the_last_day_is_covered_and_the_next_is_not(span: Span) -> None:
    if span.until is None:
        assert span.last_day is None
    else:
        assert span.last_day is not None
        assert span.covers(span.last_day)
        assert not span.covers(span.last_day + timedelta(days=1))


@given(st.lists(spans, max_size=8), st.integers(0, 6))
def test_merging_equals_filling_the_short_gaps_of_the_day_set(found: list[Span], gap: int) -> None:
    expected = day_set(*found)
    for n in sorted(expected):
        following = next((m for m in range(n + 1, n + gap + 2) if m in expected), None)
        expected |= set() if following is None else set(range(n, following))
    merged = merge_spans(found, gap)
    assert expected == day_set(*merged)
    assert sorted(merged, key=lambda span: span.start) == list(merged)
    for one, two in pairwise(merged):
        assert one.until is not None
        assert (two.start - one.until).days > gap


@given(st.lists(spans, max_size=8), st.integers(0, 6), st.randoms(use_true_random=False))
def test_merging_twice_or_in_another_order_changes_nothing(
    found: list[Span], gap: int, random: object
) -> None:
    merged = merge_spans(found, gap)
    assert merged == merge_spans(merged, gap)
    random.shuffle(found)  # type: ignore[attr-defined]
    assert merged == merge_spans(found, gap)


@pytest.mark.parametrize(("gap", "count"), [(0, 2), (2, 2), (3, 1), (4, 1)])
def test_a_gap_of_exactly_the_tolerance_is_bridged(gap: int, count: int) -> None:
    """EL-1, open question 4: the tolerance in days counts itself."""
    january = Span(date(2023, 1, 1), date(2023, 2, 1))
    february = Span(date(2023, 2, 4), date(2023, 3, 1))
    assert count == len(merge_spans([february, january], gap))


def test_a_gap_below_zero_is_refused() -> None:
    with pytest.raises(InvalidValue, match="-1"):
        merge_spans([], -1)


@pytest.mark.parametrize("until", [date(2023, 5, 1), date(2023, 4, 30)])
def test_a_span_without_a_day_is_refused(until: date) -> None:
    with pytest.raises(InvalidValue) as refused:
        Span(date(2023, 5, 1), until)
    assert [problem.code for problem in refused.value.problems] == ["span_reversed"]
    assert "2023" not in str(refused.value), "the days may be private"


def test_both_ends_that_are_no_days_are_named() -> None:
    """A datetime is a date to Python, and an instant is no day."""
    with pytest.raises(InvalidValue) as refused:
        Span(datetime(2023, 5, 1, 8, tzinfo=UTC), "2023-06-01")  # type: ignore[arg-type]
    assert [problem.path for problem in refused.value.problems] == [("start",), ("until",)]


def test_equal_spans_are_one_in_a_set() -> None:
    assert (
        len({Span(date(2023, 5, 1)), Span(date(2023, 5, 1)), Span(date(2023, 5, 1), date(2023, 5, 2))}) == 2
    )
