"""Identity numbers: a slip of the pen is found, whatever digit it is in; the number itself is never shown."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou_core.domain.child import Child
from liushou_core.domain.identity_number import identity_number_problems, place_is_known
from liushou_core.errors import InvalidValue
from liushou_core.testing.strategies import identity_numbers

DIGITS = "0123456789X"
sound = identity_numbers()
born = st.dates(date(1950, 1, 1), date(2030, 12, 31))


def codes(number: str, birthday: date | None = None) -> list[str]:
    return [problem.code for problem in identity_number_problems(number, birthday=birthday)]


@given(sound)
def test_a_right_number_is_accepted_in_either_case(number: str) -> None:
    assert [] == codes(number) == codes(number.lower())


@given(sound, st.integers(0, 17), st.sampled_from(DIGITS))
def test_one_wrong_character_is_always_found(number: str, place: int, digit: str) -> None:
    wrong = number[:place] + digit + number[place + 1 :]
    assume(wrong != number)
    assert codes(wrong) in (["identity_length"], ["identity_date"], ["identity_check_digit"])


@given(sound, st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_found(number: str, place: int) -> None:
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(wrong != number)
    assert codes(wrong) in (["identity_length"], ["identity_date"], ["identity_check_digit"])


@given(born, st.data())
def test_the_birthday_inside_must_be_the_one_outside(birthday: date, data: st.DataObject) -> None:
    number = data.draw(identity_numbers(birthday))
    assert [] == codes(number, birthday)
    assert ["identity_birthday"] == codes(number, birthday + timedelta(days=1))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("", ["identity_length"]),
        ("110105491231002", ["identity_length"]),  # the fifteen digits of old
        ("1101051949123100", ["identity_length"]),
        ("11010519491231002XX", ["identity_length"]),
        ("1101051949123100ⅩX", ["identity_length"]),
        ("１１０１０５１９４９１２３１００２X", ["identity_length"]),  # full-width digits
        ("11010519490229002X", ["identity_date"]),
        ("11010519491331002X", ["identity_date"]),
        ("11010500000101002X", ["identity_date"]),
        ("11010519491231002Y", ["identity_check_digit"]),
        ("110105194912310020", ["identity_check_digit"]),
        ("11010519491231002X", []),
    ],
)
def test_numbers_and_what_is_wrong_with_them(number: str, expected: list[str]) -> None:
    assert expected == codes(number)


def test_a_child_with_a_wrong_number_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidValue) as caught:
        Child(id="c1", scope="s1", identity_number="110105194912310020", birthday=date(1949, 12, 31))
    assert [("identity_check_digit", ("identity_number",))] == [
        (p.code, p.path) for p in caught.value.problems
    ]
    assert "1101051949" not in f"{caught.value}{caught.value.text('zh')}{caught.value!r}"


def test_an_unknown_place_is_a_doubt_and_no_mistake() -> None:
    """Residents from Hong Kong, Macao and Taiwan have place codes that the library's table does not know."""
    assert place_is_known("11010519491231002X")
    assert not place_is_known("990000201001010015")
    assert not place_is_known("no number")
