"""Windows by themselves: they tile, they keep to their period, and days off are counted day by day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, Period, SchoolYear, Span, Term, TermId, TermTable
from liushou_core.domain.contact import ContactKind
from liushou_core.policy.due.windows import excuse, window_of, windows_of
from liushou_core.policy.tables.duties import WEEKDAYS, Duty, Pause

TERMS = TermTable(
    (
        Term(TermId(SchoolYear(2022), 1), date(2022, 9, 1), date(2023, 1, 14)),
        Term(TermId(SchoolYear(2022), 2), date(2023, 2, 13), date(2023, 7, 1)),
        Term(TermId(SchoolYear(2023), 1), date(2023, 9, 1), date(2024, 1, 20)),
    )
)
days = st.dates(date(2022, 1, 1), date(2024, 6, 30))
lengths = st.integers(1, 500).map(timedelta)
TILING: list[dict[str, Any]] = [
    {"per": Period.WEEK},
    {"per": Period.WEEK, "week_starts": "sunday"},
    {"per": Period.FORTNIGHT, "fortnight": "iso_pairs"},
    {"per": Period.MONTH},
    {"per": Period.QUARTER},
    {"per": Period.QUARTER, "quarter": "school_season"},
    {"per": Period.HALF_YEAR},
    {"per": Period.SCHOOL_YEAR},
    {"per": Period.YEAR},
]


def duty(**changes: Any) -> Duty:
    """Return a duty to talk."""
    return Duty(id="d", contact=ContactKind.TALK, at_least=1, **changes)


@given(reading=st.sampled_from(TILING), start=days, length=lengths)
def test_calendar_windows_tile(reading: dict[str, Any], start: date, length: timedelta) -> None:
    """Each begins where the one before ends, the first holds the first day, and every later one begins in the span."""
    over = Span(start, start + length)
    found = list(windows_of(duty(**reading), over, TERMS))
    assert found[0].span.covers(start)
    assert all(one.span.until == two.span.start for one, two in pairwise(found))
    assert all(over.covers(window.first) for window in found[1:])
    assert found[-1].span.until is not None
    assert found[-1].span.until >= start + length
    assert all(window.deadline == window.last == window.span.last_day for window in found)


@given(start=days, length=lengths)
def test_school_months_leave_out_only_vacation(start: date, length: timedelta) -> None:
    """A school month lies in its calendar month; the days left out at its ends are vacation, its own ends are not."""
    over = Span(start, start + length)
    months = list(windows_of(duty(per=Period.MONTH), over, TERMS))
    school = list(windows_of(duty(per=Period.MONTH, month="school"), over, TERMS))
    assert len(months) == len(school)
    for month, part in zip(months, school, strict=True):
        assert month.span.contains(part.span)
        if part.excuse is None:
            assert not any(free(day) for day in (part.first, part.last))
            assert all(free(day) for day in each(month.first, part.first))
            assert all(free(day) for day in each(part.last + timedelta(1), month.last + timedelta(1)))
        else:
            assert part == month


@given(
    start=days,
    length=lengths,
    weekday=st.sampled_from(WEEKDAYS),
    per=st.sampled_from([Period.WEEK, Period.MONTH]),
)
def test_a_fixed_weekday_is_the_deadline(start: date, length: timedelta, weekday: str, per: Period) -> None:
    """The deadline is the last such weekday of the window."""
    for window in windows_of(duty(per=per, weekday=weekday), Span(start, start + length), TERMS):
        assert window.deadline.weekday() == WEEKDAYS.index(weekday)
        assert window.first <= window.deadline <= window.last < window.deadline + timedelta(7)


def test_a_window_without_its_weekday_is_none() -> None:
    """Wednesday to Sunday hold no Monday."""
    assert (
        window_of(duty(per=Period.WEEK, weekday="monday"), Span(date(2022, 9, 7), date(2022, 9, 12)), TERMS)
        is None
    )


@given(
    start=days,
    length=st.integers(1, 40).map(timedelta),
    suspended=st.lists(st.tuples(days, lengths), max_size=2),
    exempt=st.lists(st.tuples(days, lengths), max_size=2),
    vacations=st.sampled_from(["excused", "owed"]),
)
def test_excused_is_when_every_day_is_off(
    start: date, length: timedelta, suspended: Any, exempt: Any, vacations: Any
) -> None:
    """A window is excused when each of its days is vacation, suspended or exempt, and owed when one is not."""
    made = duty(
        per=Period.MONTH,
        vacations=vacations,
        suspended=tuple(Pause(from_=d, until=d + n) for d, n in suspended),
        exempt=tuple(Pause(from_=d, until=d + n) for d, n in exempt),
    )
    span = Span(start, start + length)
    off = [
        any(d <= day < d + n for d, n in [*suspended, *exempt]) or (vacations == "excused" and free(day))
        for day in each(start, start + length)
    ]
    assert (excuse(made, span, TERMS) is not None) == all(off)


@pytest.mark.parametrize(
    ("text", "last_day", "expected"),
    [
        ("1 month", "included", date(2023, 3, 13)),
        ("1 month", "excluded", date(2023, 3, 12)),
        ("30 days", "included", date(2023, 3, 15)),
        ("2 weeks", "included", date(2023, 2, 27)),
        ("0 days", "included", date(2023, 2, 13)),
    ],
)
def test_within(text: str, last_day: Any, expected: date) -> None:
    """A window after an event begins with it and ends on the day on which the time is full, or the day before (REC-2)."""
    within = Duty(
        id="d", document="roster", within=Duration.parse(text), after="term_start", last_day=last_day
    )
    found = list(windows_of(within, Span(date(2023, 2, 1), date(2023, 6, 1)), TERMS))
    assert [(w.first, w.last) for w in found] == [(date(2023, 2, 13), expected)]


def test_a_window_that_runs_already_comes_first() -> None:
    """The window of an event before the span is given as long as it lasts."""
    within = Duty(id="d", document="roster", within=Duration.parse("1 month"), after="school_year_start")
    running = list(windows_of(within, Span(date(2022, 9, 20), date(2022, 10, 20)), TermTable()))
    over = list(windows_of(within, Span(date(2022, 10, 2), date(2022, 10, 20)), TermTable()))
    assert [window.first for window in running] == [date(2022, 9, 1)]
    assert over == []


@pytest.mark.parametrize(
    "changes", [{"per": Period.YEAR}, {"per": Period.QUARTER, "quarter": "school_season"}]
)
def test_what_never_ends_is_no_window(changes: dict[str, Any]) -> None:
    """A period that would end after the calendar has no deadline, and so is left out."""
    found = list(windows_of(duty(**changes), Span(date(9998, 12, 30), date(9999, 12, 31)), TERMS))
    assert [window.first.year for window in found][:1] == [9998]
    assert all(window.last < date.max for window in found)


@pytest.mark.parametrize("changes", [{"per": Period.FORTNIGHT}, {"per": Period.MONTH, "month": "rolling"}])
def test_windows_that_follow_contacts_are_not_the_calendars(changes: dict[str, Any]) -> None:
    """A rolling duty has no windows before it is known what was done."""
    assert list(windows_of(duty(**changes), Span(date(2022, 9, 1), date(2023, 9, 1)), TERMS)) == []


def each(start: date, until: date) -> list[date]:
    """Return the days from *start* up to but not on *until*."""
    return [start + timedelta(n) for n in range((until - start).days)]


def free(day: date) -> bool:
    """Say whether the day is vacation."""
    return TERMS.in_vacation(Span(day, day + timedelta(1)))
