"""Hypothesis strategies for the values that nouns are made of: ids, texts, days, intervals, tables of days and terms.

Needs the extra ``testing``.
"""

import string
from datetime import UTC, date, timedelta
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from liushou_core.domain.calendar import DayTable, SchoolYear, Span, Term, TermId, TermTable
from liushou_core.domain.calendar.day_tables import WEEKDAY_NAMES
from liushou_core.domain.ids import is_id
from liushou_core.domain.unknown import Unknown

__all__ = [
    "day_tables",
    "days",
    "identity_numbers",
    "ids",
    "instants",
    "intervals",
    "known",
    "spans",
    "term_tables",
    "texts",
]

T = TypeVar("T")
Fields = dict[str, Any]

_ODD_TEXTS: Final = (
    "",
    " ",
    "blank at the end ",
    "王小明",
    "𠮷野家",
    "e\u0301",
    "\r\n",
    "%_'\\\"",
    "\u200f",
    "\uffff",
)


def ids() -> st.SearchStrategy[str]:
    """Return ids, of 1 to 64 characters."""
    alphabet = string.ascii_letters + string.digits + "._:-"
    return st.text(alphabet, min_size=1, max_size=64).filter(is_id)


def texts() -> st.SearchStrategy[str]:
    """Return texts that can be kept: any characters but U+0000 and halves of pairs."""
    any_text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
    return st.sampled_from(_ODD_TEXTS) | any_text


def days(first: date = date.min, last: date = date.max) -> st.SearchStrategy[date]:
    """Return days from *first* to *last*, both included; the edges, month ends and 29 February often."""
    odd = [date.min, date.max, date(2020, 2, 29), date(2023, 8, 31), date(2023, 9, 1), date(2024, 2, 29)]
    inside = [day for day in odd if first <= day <= last]
    return st.sampled_from([first, last, *inside]) | st.dates(first, last)


def instants() -> st.SearchStrategy[Any]:
    """Return aware instants in UTC."""
    return st.datetimes(timezones=st.just(UTC))


def known(facts: st.SearchStrategy[T]) -> st.SearchStrategy[T | Unknown]:
    """Return facts, or one of the reasons why they are missing."""
    return st.sampled_from(Unknown) | facts


@st.composite
def intervals(draw: st.DrawFn) -> Fields:
    """Return a ``start`` and an ``until`` after it, or None."""
    start = draw(days(last=date.max - timedelta(days=1)))
    until = draw(st.none() | days(first=start + timedelta(days=1)))
    return {"start": start, "until": until}


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Return spans, open ones among them."""
    return Span(**draw(intervals()))


@st.composite
def identity_numbers(draw: st.DrawFn, birthday: date | None = None) -> str:
    """Return 18-character identity numbers with a right check digit, of nobody in particular."""
    born = birthday or draw(days(date(1900, 1, 1), date(2100, 12, 31)))
    place, order = draw(st.integers(110_000, 659_999)), draw(st.integers(0, 999))
    number = f"{place}{born:%Y%m%d}{order:03}"
    return number + str(mod_11_2.calc_check_digit(number))


@st.composite
def term_tables(draw: st.DrawFn) -> TermTable:
    """Return tables of terms that follow each other, with vacations inside them."""
    first, count = draw(st.integers(1950, 2100)), draw(st.integers(0, 5))
    wanted = draw(st.sets(st.integers(0, 11), min_size=count, max_size=count))
    return TermTable(
        tuple(draw(_terms(first + index // 2, second=bool(index % 2))) for index in sorted(wanted))
    )


@st.composite
def _terms(draw: st.DrawFn, year: int, *, second: bool) -> Term:
    start = date(year + 1, 2, 15) if second else date(year, 9, 1)
    start += timedelta(days=draw(st.integers(0, 10)))
    until = start + timedelta(days=draw(st.integers(60, 130)))
    week = Span(start + timedelta(days=30), start + timedelta(days=37))
    vacations = draw(st.sampled_from([(), (week,)]))
    return Term(TermId(SchoolYear(year), 2 if second else 1), start, until, vacations)


@st.composite
def day_tables(draw: st.DrawFn) -> DayTable:
    """Return tables of working days: some weekdays of rest, and days that are worked or not in spite of them."""
    rest = draw(st.frozensets(st.sampled_from(WEEKDAY_NAMES), max_size=6))
    odd = draw(st.lists(days(), unique=True, max_size=6))
    middle = draw(st.integers(0, len(odd)))
    bounds = draw(st.fixed_dictionaries({"start": st.none(), "until": st.none() | days()}) | intervals())
    return DayTable(rest, frozenset(odd[:middle]), frozenset(odd[middle:]), **bounds)
