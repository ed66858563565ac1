"""The days a spell covers, against a plain set of days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import SchoolYear, Span
from liushou_core.domain.family import Absence
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.organisation import Post, PostRole
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Enrolment, SchoolClass, Stage, stage_of
from liushou_core.domain.unknown import NOT_ASKED

FIRST = date(2023, 1, 1)
HORIZON = 60


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@st.composite
def spells_with_breaks(draw: st.DrawFn) -> tuple[Absence, set[date]]:
    """Return a spell and its days away up to the horizon, made of days and not of spans."""
    start = draw(st.integers(0, 20))
    until = draw(st.none() | st.integers(start + 1, HORIZON))
    end = HORIZON if until is None else until
    edges = (
        sorted(draw(st.lists(st.integers(start + 1, end - 1), unique=True, max_size=6)))
        if start + 1 <= end - 1
        else []
    )
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    breaks = tuple(Span(day(one), day(two)) for one, two in pairs)
    home = {number for one, two in pairs for number in range(one, two)}
    away = {day(number) for number in range(start, end) if number not in home}
    return Absence(id="a", start=day(start), until=until and day(until), breaks=breaks), away


@given(spells_with_breaks())
def test_a_spell_covers_its_days_less_its_breaks(drawn: tuple[Absence, set[date]]) -> None:
    absence, away = drawn
    assert away == {day(n) for n in range(HORIZON) if any(span.covers(day(n)) for span in absence.spans())}


@given(spells_with_breaks())
def test_spans_come_in_order_and_share_no_day(drawn: tuple[Absence, set[date]]) -> None:
    spans = drawn[0].spans()
    assert all(one.until is not None and one.until <= two.start for one, two in pairwise(spans))


def test_breaks_that_touch_are_one_return() -> None:
    touching = (Span(day(3), day(5)), Span(day(5), day(7)))
    assert (Span(day(0), day(3)), Span(day(7))) == Absence(id="a", start=day(0), breaks=touching).spans()


def test_a_spell_of_unknown_start_has_no_days_of_its_own() -> None:
    absence = Absence(id="a", start=NOT_ASKED, until=day(9))
    assert () == absence.spans()
    assert (Span(day(1), day(9)),) == absence.spans_from(day(1))


@pytest.mark.parametrize(
    ("grade", "stage"),
    [
        (-3, "kindergarten"),
        (0, "kindergarten"),
        (1, "primary"),
        (6, "primary"),
        (7, "junior"),
        (9, "junior"),
        (10, "senior"),
        (12, "senior"),
    ],
)
def test_the_stage_of_each_grade(grade: int, stage: str) -> None:
    assert Stage(stage) is stage_of(grade)


def test_a_class_moves_up_one_grade_a_year_and_was_lower_before() -> None:
    school_class = SchoolClass(id="k", school="o", label="7-1", entry=SchoolYear(2022), entry_grade=7)
    assert [6, 7, 8] == [school_class.grade_in(SchoolYear(year)) for year in (2021, 2022, 2023)]


def test_a_post_is_held_from_its_first_day_up_to_but_not_on_its_last() -> None:
    post = Post(id="x", organisation="o", holder="h", role=PostRole.HEAD, start=day(1), until=day(3))
    assert [False, True, True, False] == [post.held_on(day(n)) for n in range(4)]


def test_an_enrolment_is_a_span_of_days() -> None:
    assert (
        Span(day(1), day(3))
        == Enrolment(id="x", child="c", school_class="k", start=day(1), until=day(3)).span
    )


def test_a_pairing_is_a_span_of_days() -> None:
    pairing = Pairing(id="q", scope="s", role=HelperRole.VOLUNTEER, by="h", to="c", start=day(1))
    assert Span(day(1)) == pairing.span
