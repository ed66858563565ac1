"""The citizen identity number 公民身份号码 (GB 11643): refused on length, date and check digit.

python-stdnum also ties the place code to the year of birth and refuses codes it does not know, among them the
residence numbers of people from Hong Kong, Macao and Taiwan; an unknown place is therefore no refusal here.
"""

from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent, ValidationError

from liushou_core.errors import Problem

__all__ = ["identity_number_problems", "place_is_known"]


def identity_number_problems(number: str, *, birthday: date | None = None) -> Iterator[Problem]:
    """Yield what is wrong with an 18-character identity number; the number itself is never shown.

    Codes: ``identity_length``, ``identity_date``, ``identity_check_digit`` and, when *birthday* is given and
    differs from the one inside the number, ``identity_birthday``.

    >>> [p.code for p in identity_number_problems("110105194912310020")]
    ['identity_check_digit']
    """
    compact = number.upper()
    if len(compact) != 18 or not (compact[:17].isascii() and compact[:17].isdigit()):
        yield Problem(code="identity_length")
        return
    try:
        inside = ric.get_birth_date(compact)
    except InvalidComponent:
        yield Problem(code="identity_date")
        return
    if ric.calc_check_digit(compact) != compact[-1]:
        yield Problem(code="identity_check_digit")
    elif birthday is not None and inside != birthday:
        yield Problem(code="identity_birthday")


def place_is_known(number: str) -> bool:
    """Say whether the place code was in use in the year of birth; False deserves a warning, never a refusal."""
    try:
        ric.get_birth_place(number.upper())
    except (ValidationError, KeyError, ValueError):  # KeyError: seen in python-stdnum for some codes
        return False
    return True
