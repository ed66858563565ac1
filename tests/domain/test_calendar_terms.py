"""School years, terms and the term table, against a model that asks day by day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import SchoolYear, Span, Term, TermId, TermTable
from liushou_core.errors import InvalidValue
from liushou_core.locale import LOCALES

YEARS = st.integers(1, 9998).map(SchoolYear)
TERM_IDS = st.builds(TermId, YEARS, st.sampled_from([1, 2]))


def codes(error: InvalidValue) -> list[str]:
    assert all(error.text(locale) for locale in LOCALES)
    return [problem.code for problem in error.problems]


# --- school years and names of terms


@given(YEARS)
def test_a_school_year_is_read_back_from_its_text(year: SchoolYear) -> None:
    assert year == SchoolYear.parse(str(year))


@given(TERM_IDS)
def test_a_term_id_is_read_back_from_its_text(term_id: TermId) -> None:
    assert term_id == TermId.parse(str(term_id))


@given(st.dates(date(1, 9, 1), date(9999, 8, 31)), st.sampled_from([(9, 1), (8, 15), (1, 1)]))
def test_a_day_lies_between_the_starts_of_its_school_year_and_the_next(
    day: date, starts: tuple[int, int]
) -> None:
    if day.year > 9998 and starts == (1, 1):
        return
    year = SchoolYear.of(day, starts)
    assert date(year.start_year, *starts) <= day < date(year.start_year + 1, *starts)


@given(st.dates(date(1, 9, 1), date(9999, 8, 31)))
def test_by_default_a_school_year_begins_on_1_september(day: date) -> None:
    year = SchoolYear.of(day)
    assert year.first_day <= day < year.until
    assert (9, 1) == (year.first_day.month, year.first_day.day) == (year.until.month, year.until.day)


@given(st.integers(2, 9997).map(SchoolYear))
def test_next_and_previous_school_years_touch(year: SchoolYear) -> None:
    assert year == year.next.previous == year.previous.next
    assert year.until == year.next.first_day
    assert year.previous < year < year.next


@given(st.builds(TermId, st.integers(2, 9998).map(SchoolYear), st.sampled_from([1, 2])))
def test_two_terms_back_is_the_same_term_a_year_ago(term_id: TermId) -> None:
    assert term_id.previous < term_id
    if term_id.school_year.start_year > 2:
        assert TermId(term_id.school_year.previous, term_id.number) == term_id.previous.previous


@pytest.mark.parametrize(
    "text",
    ["", "2022", "2022-2024", "2022-2022", "2022/2023", "22-23", "2022-2023 ", "２０２２-２０２３", None],
)
def test_other_texts_are_no_school_year(text: Any) -> None:
    with pytest.raises(InvalidValue) as refused:
        SchoolYear.parse(text)
    assert codes(refused.value) == ["bad_school_year"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022-2023", "bad_term_id"),
        ("2022-2023/3", "bad_term_id"),
        ("2022-2023/1/2", "bad_term_id"),
        ("2022-2024/1", "bad_school_year"),
        ("", "bad_term_id"),
        (None, "bad_term_id"),
    ],
)
def test_other_texts_are_no_term(text: Any, code: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        TermId.parse(text)
    assert [code] == codes(refused.value)


@pytest.mark.parametrize(
    ("year", "code"), [(0, "bad_start_year"), (9999, "bad_start_year"), ("2022", "wrong_type")]
)
def test_a_school_year_lies_inside_the_calendar(year: Any, code: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        SchoolYear(year)
    assert [code] == codes(refused.value)


def test_the_edges_of_the_calendar_lie_in_no_school_year() -> None:
    for day in (date.min, date.max):
        with pytest.raises(InvalidValue):
            SchoolYear.of(day)
    assert SchoolYear(1) == SchoolYear.of(date(1, 9, 1))
    assert SchoolYear(9998) == SchoolYear.of(date(9999, 8, 31))


@pytest.mark.parametrize("number", [0, 3, True, "1"])
def test_a_school_year_has_two_terms(number: Any) -> None:
    with pytest.raises(InvalidValue) as refused:
        TermId(SchoolYear(2022), number)
    assert codes(refused.value) == ["bad_term_number"]


def test_a_term_id_with_two_wrong_fields_names_both() -> None:
    with pytest.raises(InvalidValue) as refused:
        TermId("2022-2023", 3)  # type: ignore[arg-type]
    assert codes(refused.value) == ["wrong_type", "bad_term_number"]


# --- terms and their table

FIRST_DAY = date(2021, 8, 1)
HORIZON = 1_200


@st.composite
def term_tables(draw: st.DrawFn) -> TermTable:
    """Tables of up to six terms, some touching, some missing, with vacations inside them and after the last."""
    terms: list[Term] = []
    for number in range(6):
        year = SchoolYear(2021 + number // 2)
        earliest = date(year.start_year, 9, 1) if number % 2 == 0 else date(year.start_year + 1, 2, 1)
        start = earliest + timedelta(days=draw(st.integers(-10, 10)))
        until = start + timedelta(days=draw(st.integers(60, 132)))
        vacations = tuple(
            Span(start + timedelta(days=offset), start + timedelta(days=offset + length))
            for offset, length in draw(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=3))
        )
        if number == 5 and draw(st.booleans()):
            vacations += (Span(until, until + timedelta(days=50)),)
        if draw(st.integers(0, 3)):
            terms.append(Term(TermId(year, 1 if number % 2 == 0 else 2), start, until, vacations))
    return TermTable(tuple(draw(st.permutations(terms))))


def vacation_days(table: TermTable) -> set[date]:
    listed = {
        day
        for term in table.terms
        for vacation in term.vacations
        for n in range(HORIZON * 2)
        if vacation.covers(day := FIRST_DAY + timedelta(days=n))
    }
    if not table.terms:
        return listed
    ends = min(term.start for term in table.terms), max(term.until for term in table.terms)
    inside = {ends[0] + timedelta(days=n) for n in range((ends[1] - ends[0]).days)}
    return listed | {day for day in inside if not any(t.start <= day < t.until for t in table.terms)}


spans = st.builds(
    lambda offset, length: Span(
        FIRST_DAY + timedelta(days=offset), FIRST_DAY + timedelta(days=offset + length)
    ),
    st.integers(0, HORIZON),
    st.integers(1, 45),
)


@given(term_tables(), spans)
def test_a_span_is_in_vacation_when_each_of_its_days_is(table: TermTable, span: Span) -> None:
    free = vacation_days(table)
    expected = all(span.start + timedelta(days=n) in free for n in range(span.days(date.max)))
    assert expected == table.in_vacation(span)
    assert not table.in_vacation(Span(span.start)), "nothing is known of all days to come"


@given(term_tables())
def test_each_time_between_two_terms_is_a_vacation_and_one_day_more_is_none(table: TermTable) -> None:
    for one, two in pairwise(table.terms):
        if one.until < two.start:
            assert table.in_vacation(Span(one.until, two.start))
            into_term = Span(one.until, two.start + timedelta(days=1))
            assert (two.start in vacation_days(table)) == table.in_vacation(into_term)


@given(term_tables(), spans)
def test_a_day_lies_in_the_term_that_covers_it(table: TermTable, span: Span) -> None:
    expected = [term for term in table.terms if term.span.covers(span.start)]
    assert expected == [term for term in [table.term_of(span.start)] if term is not None]


@given(term_tables(), TERM_IDS)
def test_terms_are_found_by_their_id(table: TermTable, unlisted: TermId) -> None:
    for term in table.terms:
        assert term is table.get(term.id)
        assert table.get(term.id.previous) is table.previous_term(term.id)
    assert (unlisted in {term.id for term in table.terms}) == (table.get(unlisted) is not None)


@given(term_tables(), st.integers(2020, 2024).map(SchoolYear))
def test_a_school_year_runs_from_its_first_to_its_last_known_term(table: TermTable, year: SchoolYear) -> None:
    terms = table.terms_of(year)
    assert sorted((t for t in table.terms if t.id.school_year == year), key=lambda t: t.id) == list(terms)
    span = table.school_year_span(year)
    if span is None:
        assert terms == ()
    else:
        assert (min(t.start for t in terms), max(t.until for t in terms)) == (span.start, span.until)


@given(term_tables(), st.randoms(use_true_random=False))
def test_a_table_is_the_same_in_whatever_order_its_terms_are_given(table: TermTable, random: Any) -> None:
    terms = list(table.terms)
    random.shuffle(terms)
    assert table == TermTable(tuple(terms))
    assert hash(table) == hash(TermTable(tuple(terms)))


def test_an_empty_table_knows_nothing() -> None:
    table = TermTable()
    assert table.term_of(date(2022, 9, 1)) is None
    assert table.school_year_span(SchoolYear(2022)) is None
    assert not table.in_vacation(Span(date(2022, 7, 1), date(2022, 7, 2)))


AUTUMN = Term(
    TermId(SchoolYear(2022), 1),
    date(2022, 9, 1),
    date(2023, 1, 14),
    (Span(date(2022, 10, 1), date(2022, 10, 8)),),
)
SPRING = Term(TermId(SchoolYear(2022), 2), date(2023, 2, 13), date(2023, 7, 8))
SUMMER = Span(date(2023, 7, 8), date(2023, 9, 1))


def test_the_summer_after_the_last_known_term_is_a_vacation_only_if_it_is_listed() -> None:
    """Requirements §4.4, ambiguity 5: July and August are excused when the table says so."""
    august = Span(date(2023, 8, 1), date(2023, 9, 1))
    assert not TermTable((AUTUMN, SPRING)).in_vacation(august)
    assert TermTable((AUTUMN, attrs.evolve(SPRING, vacations=(SUMMER,)))).in_vacation(august)


def test_a_vacation_that_runs_from_the_end_of_a_term_joins_the_time_between_terms() -> None:
    table = TermTable((attrs.evolve(AUTUMN, vacations=(Span(date(2023, 1, 7), date(2023, 1, 14)),)), SPRING))
    assert table.in_vacation(Span(date(2023, 1, 7), date(2023, 2, 13)))
    assert not table.in_vacation(Span(date(2023, 1, 6), date(2023, 2, 13)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "2022-2023/1"}, ["wrong_type"]),
        ({"start": "2022-09-01", "until": None}, ["wrong_type", "wrong_type"]),
        ({"vacations": [SUMMER]}, ["wrong_type"]),
        ({"vacations": (SUMMER, (2023, 7))}, ["wrong_type"]),
        ({"until": date(2022, 9, 1)}, ["span_reversed"]),
        ({"start": date(2032, 9, 1)}, ["span_reversed", "term_outside_school_year"]),
        ({"start": date(2021, 12, 31)}, ["term_outside_school_year", ]),
        ({"vacations": (Span(date(2022, 10, 1)),)}, ["vacation_open"]),
        ({"vacations": (SUMMER, Span(date(2022, 8, 31), date(2022, 9, 3)))}, ["vacation_before_term"]),
    ],
)  # fmt: skip
def test_a_term_that_cannot_be_is_refused_with_every_problem(
    changes: dict[str, Any], expected: list[str]
) -> None:
    with pytest.raises(InvalidValue) as refused:
        attrs.evolve(attrs.evolve(AUTUMN, vacations=()), **changes)
    assert expected == codes(refused.value)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ((AUTUMN, AUTUMN), ["term_twice", "terms_overlap"]),
        ((AUTUMN, attrs.evolve(SPRING, start=date(2023, 1, 13))), ["terms_overlap"]),
        ((AUTUMN, attrs.evolve(SPRING, id=TermId(SchoolYear(2023), 1)), attrs.evolve(
            SPRING, start=date(2023, 9, 1), until=date(2023, 12, 1))), ["terms_out_of_order"]),
        ((attrs.evolve(AUTUMN, vacations=(Span(date(2023, 1, 14), date(2023, 2, 14)),)), SPRING),
         ["vacation_in_other_term"]),
        ((AUTUMN, SPRING, "2023-2024/1"), ["wrong_type"]),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_is_refused_with_every_problem(terms: Any, expected: list[str]) -> None:
    with pytest.raises(InvalidValue) as refused:
        TermTable(terms)
    assert expected == codes(refused.value)


def test_a_problem_of_a_table_leads_to_the_term_that_causes_it() -> None:
    """Places count in the order of the terms' first days, as the table shows them."""
    reaching = attrs.evolve(SPRING, start=date(2023, 1, 13), vacations=(SUMMER,))
    summer_school = Term(TermId(SchoolYear(2023), 1), date(2023, 8, 31), date(2024, 1, 14))
    with pytest.raises(InvalidValue) as refused:
        TermTable((reaching, summer_school, AUTUMN))
    assert [problem.path for problem in refused.value.problems] == [("terms", 1), ("terms", 1, "vacations")]


def test_terms_and_vacations_may_touch() -> None:
    touching = attrs.evolve(SPRING, start=AUTUMN.until)
    assert (AUTUMN, touching) == TermTable((touching, AUTUMN)).terms
    assert not TermTable((touching, AUTUMN)).in_vacation(Span(AUTUMN.until, date(2023, 1, 15)))
    winter = attrs.evolve(AUTUMN, vacations=(Span(AUTUMN.until, SPRING.start),))
    assert (winter, SPRING) == TermTable((winter, SPRING)).terms
