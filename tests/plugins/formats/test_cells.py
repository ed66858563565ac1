"""Cells: the words, days and numbers that clerks write, and what is read from them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.domain.child import Sex
from liushou_core.domain.family import Absence, AbsenceReason
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import ChildId
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Known
from liushou_core.locale import LOCALES, Locale
from liushou_core.plugins.formats import guarded, unguarded
from liushou_core.plugins.formats.cells import CellError, read_cell, write_cell
from liushou_core.plugins.formats.words import LISTED
from liushou_core.testing.strategies import texts

READ: list[tuple[str, Any, Any]] = [
    ("2023-09-01", date, date(2023, 9, 1)),
    ("2023/9/1", date, date(2023, 9, 1)),
    ("2023.9.1", date, date(2023, 9, 1)),
    ("2023年9月1日", date, date(2023, 9, 1)),
    ("２０２３年９月１日", date, date(2023, 9, 1)),
    ("2023-01-20/2023-01-29", Span, Span(date(2023, 1, 20), date(2023, 1, 29))),
    ("2023/1/20/2023/1/29", Span, Span(date(2023, 1, 20), date(2023, 1, 29))),
    ("2023-01-20/", Span, Span(date(2023, 1, 20))),
    ("2022-2023/1", TermId, TermId(SchoolYear(2022), 1)),
    ("2022-2023学年第二学期", TermId, TermId(SchoolYear(2022), 2)),
    ("2022-2023学年", SchoolYear, SchoolYear(2022)),
    ("85.50", Decimal, Decimal("85.50")),
    ("８５", int, 85),
    ("85.0", int, 85),
    ("-3", int, -3),
    ("是", bool, True),
    ("NO", bool, False),
    ("女", Known[Sex], Sex.FEMALE),
    ("Female", Known[Sex], Sex.FEMALE),
    ("务工", Known[AbsenceReason], AbsenceReason.WORKING),
    ("working", Known[AbsenceReason], AbsenceReason.WORKING),
    ("班主任；爱心妈妈", tuple[HelperRole, ...], (HelperRole.CLASS_TEACHER, HelperRole.LOVING_MOTHER)),
    (" p1 ; p2", tuple[ChildId, ...], ("p1", "p2")),
    ('"近视;轻度";哮喘', Known[tuple[str, ...]], ("近视;轻度", "哮喘")),
    ("不清楚", Known[date], NOT_KNOWN),
    ("拒答", Known[bool], REFUSED),
    ("没有询问", Known[bool], NOT_ASKED),
    ("无", Known[tuple[str, ...]], ()),
    ("none", date | None, None),
    ("见明细", Known[tuple[Absence, ...]], LISTED),
    ("无", Known[str], "无"),
    ("'拒答", Known[str], "拒答"),
    ("'=1+1", str, "=1+1"),
    ("'", str, ""),
]


@pytest.mark.parametrize(("text", "hint", "value"), READ, ids=[f"{text!r}" for text, *_ in READ])
def test_a_cell_is_read_as_in_the_table(text: str, hint: Any, value: Any) -> None:
    assert value == read_cell(text, hint)


REFUSED_CELLS: list[tuple[str, Any, str]] = [
    ("2023-02-29", date, "not_a_day"),
    ("2023-13-01", date, "not_a_day"),
    ("1.9.2023", date, "not_a_day"),
    ("20230901", date, "not_a_day"),
    ("2023-01-29/2023-01-20", Span, "not_a_span"),
    ("2023-01-20", Span, "not_a_span"),
    ("2022-2024/1", TermId, "not_a_term"),
    ("第一学期", TermId, "not_a_term"),
    ("2022", SchoolYear, "not_a_school_year"),
    ("1,000", Decimal, "not_a_number"),
    ("1e3", Decimal, "not_a_number"),
    ("NaN", Decimal, "not_a_number"),
    ("1" * 41, Decimal, "not_a_number"),
    ("8.5", int, "not_a_whole_number"),
    ("无", Known[bool], "not_yes_or_no"),
    ("不清楚", bool, "not_yes_or_no"),
    ("校长", HelperRole, "not_a_word"),
    ('"a;b', tuple[str, ...], "bad_quotes"),
    ("三次", Known[tuple[Absence, ...]], "not_a_list_word"),
    ("", date, "cell_missing"),
    ("   ", str, "cell_missing"),
]


@pytest.mark.parametrize(("text", "hint", "code"), REFUSED_CELLS, ids=[f"{t!r}" for t, *_ in REFUSED_CELLS])
def test_a_cell_is_refused_as_in_the_table(text: str, hint: Any, code: str) -> None:
    with pytest.raises(CellError, match=f"^{code}$"):
        read_cell(text, hint)


def test_an_empty_cell_is_the_default() -> None:
    assert (NOT_ASKED, None, ()) == tuple(read_cell(" ", str, default) for default in (NOT_ASKED, None, ()))


@given(texts())
def test_no_text_becomes_a_formula_and_none_is_lost(text: str) -> None:
    assert text == unguarded(guarded(text))
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(texts(), st.sampled_from(LOCALES))
def test_any_text_is_read_as_it_was_written(text: str, locale: Locale) -> None:
    """Blanks at the edges, words such as 无 and 拒答, formulas and empty text among them."""
    assert text == read_cell(write_cell(text, Known[str], NOT_ASKED, locale), Known[str], NOT_ASKED)


@given(
    st.lists(texts() | st.sampled_from(["无", "拒答", ";", "；", '"', "=1", "'"]), max_size=4),
    st.sampled_from(LOCALES),
)
def test_any_list_of_texts_is_read_as_it_was_written(items: list[str], locale: Locale) -> None:
    hint = Known[tuple[str, ...]]
    assert tuple(items) == read_cell(write_cell(tuple(items), hint, NOT_ASKED, locale), hint, NOT_ASKED)


def test_a_field_that_no_cell_can_hold_is_a_mistake_of_the_library() -> None:
    with pytest.raises(TypeError, match="bytes"):
        read_cell("x", bytes)
