"""Values and facts in words: what a finding, a card or a report prints, in both languages."""

from datetime import date
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration
from liushou_core.domain.family import AbsenceReason
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED
from liushou_core.errors import InvalidValue
from liushou_core.policy.coercion import coerced, type_name
from liushou_core.policy.labels import _NOUNS, fact_text, is_identity
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words


class Colour(Enum):
    """A plugin's choices, for which no catalogue has a word."""

    RED = "red"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (True, "是", "yes"),
        (False, "否", "no"),
        (None, "—", "—"),
        (NOT_ASKED, "未询问", "not asked"),
        (NOT_KNOWN, "不清楚", "not known"),
        (REFUSED, "拒绝回答", "refused to say"),
        (Duration.parse("1 day"), "1天", "1 day"),
        (Duration.parse("2 weeks"), "2周", "2 weeks"),
        (Duration.parse("3 months"), "3个月", "3 months"),
        (Duration.parse("3 whole months"), "3个整月", "3 whole months"),
        (Duration.parse("1 year"), "1年", "1 year"),
        (AbsenceReason.TRADING, "经商", "trading"),
        (Colour.RED, "red", "red"),
        ((AbsenceReason.WORKING, False), "打工、否", "working, no"),
        ([], "", ""),
        (frozenset({"b", "a", "c"}), "a、b、c", "a, b, c"),
        (Wording(zh="中", en="English"), "中", "English"),
        (date(2023, 9, 1), "2023-09-01", "2023-09-01"),
        (Decimal("650.50"), "650.50", "650.50"),
        (Decimal("1E+2"), "100", "100"),
        (Fraction(1, 8), "0.125", "0.125"),
        (Fraction(-160, 3), "-160/3", "-160/3"),
        (Fraction(-1, 20), "-0.05", "-0.05"),
        (Fraction(12), "12", "12"),
        (7, "7", "7"),
        (Source("000 §5"), "000 §5", "000 §5"),
    ],
)
def test_a_value_is_written_as_a_reader_would(value: object, zh: str, en: str) -> None:
    assert (zh, en) == (in_words(value, "zh"), in_words(value, "en"))


@given(st.integers(-(10**12), 10**12), st.integers(0, 40), st.integers(0, 30))
def test_a_fraction_whose_digits_end_is_written_exactly(number: int, twos: int, fives: int) -> None:
    """Whatever the caller's decimal context; a context of 28 digits would round it."""
    value = Fraction(number, 2**twos * 5**fives)
    with localcontext(prec=3):
        assert value == Fraction(in_words(value))
        assert "/" not in in_words(value)


# ---------------------------------------------------------------------------------------------------- facts


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (Fact("child", "c1", "birthday"), "儿童c1的出生日期", "birthday of child c1"),
        (Fact("child", "c1", "rural"), "儿童c1是否属于：农村儿童", "whether child c1 is: rural"),
        (Fact("child", "c1", "guardianships"), "儿童c1的监护情况", "guardianships of child c1"),
        (Fact("guardian", "o1", "phone"), "监护人o1的联系电话", "phone of guardian o1"),
        (Fact("absence", "a1", "start"), "外出a1的外出日期", "start of absence a1"),
        (Fact("bicycle", "b1", "frame_colour"), "bicycleb1的frame colour", "frame colour of bicycle b1"),
        (Fact("child", "c1", "shoe_size"), "儿童c1的shoe size", "shoe size of child c1"),
    ],
)
def test_a_fact_is_called_by_its_record_and_field(fact: Fact, zh: str, en: str) -> None:
    """A plugin's own kind of record is called by the plugin's own word."""
    assert (zh, en) == (fact_text(fact, "zh"), fact_text(fact))


@pytest.mark.parametrize("kind", _NOUNS)
def test_every_field_of_every_record_can_be_named(kind: str) -> None:
    for field in _NOUNS[kind].__attrs_attrs__:
        zh = fact_text(Fact(kind, "x", field.name), "zh")
        assert field.name not in zh.replace("x", "")
        assert kind not in zh


def test_what_tells_who_a_person_is_is_known() -> None:
    told = [
        fact
        for fact in (
            Fact("child", "c1", "name"),
            Fact("guardian", "o", "phone"),
            Fact("child", "c1", "rural"),
            Fact("bicycle", "b", "name"),
        )
        if is_identity(fact)
    ]
    assert ["child:c1.name", "guardian:o.phone"] == [fact.path for fact in told]


# ------------------------------------------------------------------------------------------------- coercion


@pytest.mark.parametrize(
    ("hint", "given", "expected"),
    [
        (bool, True, True),
        (int, 3, 3),
        (str, "x", "x"),
        (Decimal, 3, Decimal(3)),
        (Decimal, "0.10", Decimal("0.10")),
        (Decimal, Decimal("0.1"), Decimal("0.1")),
        (date, "2023-09-01", date(2023, 9, 1)),
        (date, date(2023, 9, 1), date(2023, 9, 1)),
        (Duration, "6 months", Duration.parse("6 months")),
        (Duration | None, None, None),
        (Source, "x", Source("x")),
        (AbsenceReason, "working", AbsenceReason.WORKING),
        (AbsenceReason, AbsenceReason.WORKING, AbsenceReason.WORKING),
        (tuple[AbsenceReason, ...], ["working"], (AbsenceReason.WORKING,)),
        (tuple[int, int], [9, 1], (9, 1)),
        (tuple[str, ...], (), ()),
    ],
)
def test_what_a_pack_writes_becomes_what_the_field_wants(hint: Any, given: Any, expected: Any) -> None:
    made = coerced(hint, given)
    assert (expected, type(expected)) == (made, type(made))


@pytest.mark.parametrize(
    ("hint", "given", "code"),
    [
        (bool, 1, "wrong_type"),
        (bool, "true", "wrong_type"),
        (int, True, "wrong_type"),
        (int, 3.0, "wrong_type"),
        (int, Decimal(3), "wrong_type"),
        (str, 3, "wrong_type"),
        pytest.param(str, "\0", "unusable_text", id="a zero character"),
        pytest.param(str, "a\ud800b", "unusable_text", id="half a character"),
        (Decimal, True, "wrong_type"),
        (Decimal, 3.5, "wrong_type"),
        (Decimal, "many", "wrong_type"),
        (Decimal, "nan", "not_finite"),
        (Decimal, 10**20, "too_many_digits"),
        (date, "2023-02-30", "wrong_type"),
        (Duration, "6 moons", "bad_duration"),
        (Duration | None, 6, "wrong_type"),
        (Source, 5, "wrong_type"),
        (AbsenceReason, "sleeping", "not_a_choice"),
        (AbsenceReason, 3, "wrong_type"),
        (tuple[AbsenceReason, ...], "working", "wrong_type"),
        (tuple[int, int], [9], "wrong_type"),
        (tuple[int, int], [9, "1"], "wrong_type"),
    ],
)
def test_what_does_not_fit_is_refused_without_being_shown(hint: Any, given: Any, code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        coerced(hint, given)
    assert [code] == [problem.code for problem in caught.value.problems]


def test_a_type_without_a_name_is_called_as_it_is_written() -> None:
    assert ("int", "Any | None") == (type_name(int), type_name("Any | None"))
