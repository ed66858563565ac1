"""Names of school years and terms: "2022-2023" and "2022-2023/1"."""

import re
from datetime import date
from typing import Final, Literal, Self

import attrs

from liushou_core.domain.calendar.checks import is_a, is_whole, refuse_if, wrong_type
from liushou_core.errors import InvalidValue, Problem

__all__ = ["SCHOOL_YEAR_STARTS", "MonthDay", "SchoolYear", "TermId", "check_starts", "starting_year"]

MonthDay = tuple[int, int]

SCHOOL_YEAR_STARTS: Final[MonthDay] = (9, 1)
"""Month and day on which a school year begins where nothing else is said."""

_FIRST_YEAR: Final = 1
_LAST_YEAR: Final = 9998
"""The school year that begins in 9999 would end outside the calendar."""


def check_starts(starts: MonthDay) -> None:
    """Raise InvalidValue (code ``bad_year_start``) unless *starts* is a month and day that every year has."""
    try:
        date(2001, *starts)
    except (TypeError, ValueError):
        problem = Problem(code="bad_year_start", path=("school_year_starts",), values={"value": starts})
        raise InvalidValue([problem], what="SchoolYear") from None


def starting_year(day: date, starts: MonthDay = SCHOOL_YEAR_STARTS) -> int:
    """Return the calendar year in which the school year of *day* began; 0 for the first months of the calendar."""
    return day.year if (day.month, day.day) >= tuple(starts) else day.year - 1


@attrs.frozen(order=True)
class SchoolYear:
    """A school year, named by the calendar year in which it begins (1 to 9998).

    >>> SchoolYear.parse("2022-2023").next
    SchoolYear(start_year=2023)
    """

    start_year: int

    def __attrs_post_init__(self) -> None:
        if not is_whole(self.start_year):
            refuse_if([wrong_type("int", "start_year")], self)
        if not _FIRST_YEAR <= self.start_year <= _LAST_YEAR:
            values = {"value": self.start_year, "least": _FIRST_YEAR, "most": _LAST_YEAR}
            refuse_if([Problem(code="bad_start_year", path=("start_year",), values=values)], self)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2022-2023". Raises InvalidValue (code ``bad_school_year``) unless the second year follows the first."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{4})", text) if is_a(text, str) else None
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise InvalidValue([Problem(code="bad_school_year", values={"text": text})], what=cls.__name__)
        return cls(int(match[1]))

    @classmethod
    def of(cls, day: date, starts: MonthDay = SCHOOL_YEAR_STARTS) -> Self:
        """Return the school year in which *day* lies, if school years begin on *starts* (month, day).

        Raises InvalidValue for a month and day that not every year has, and at the edges of the calendar.

        >>> from datetime import date
        >>> str(SchoolYear.of(date(2023, 8, 31)))
        '2022-2023'
        """
        check_starts(starts)
        return cls(starting_year(day, starts))

    def __str__(self) -> str:
        return f"{self.start_year:04d}-{self.start_year + 1:04d}"

    @property
    def next(self) -> "SchoolYear":
        """The school year after this one."""
        return SchoolYear(self.start_year + 1)

    @property
    def previous(self) -> "SchoolYear":
        """The school year before this one."""
        return SchoolYear(self.start_year - 1)

    @property
    def first_day(self) -> date:
        """1 September of the year in which it begins."""
        return date(self.start_year, *SCHOOL_YEAR_STARTS)

    @property
    def until(self) -> date:
        """1 September of the next year: the first day after this school year."""
        return date(self.start_year + 1, *SCHOOL_YEAR_STARTS)


@attrs.frozen(order=True)
class TermId:
    """The first (autumn) or second (spring) term of a school year.

    >>> str(TermId.parse("2022-2023/1").previous)
    '2021-2022/2'
    """

    school_year: SchoolYear
    number: Literal[1, 2]

    def __attrs_post_init__(self) -> None:
        problems = []
        if not is_a(self.school_year, SchoolYear):
            problems.append(wrong_type("SchoolYear", "school_year"))
        if not is_whole(self.number) or self.number not in (1, 2):
            problems.append(Problem(code="bad_term_number", path=("number",), values={"value": self.number}))
        refuse_if(problems, self)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2022-2023/1". Raises InvalidValue, code ``bad_term_id`` or ``bad_school_year``."""
        year, _, number = text.partition("/") if is_a(text, str) else ("", "", "")
        if number not in ("1", "2"):
            raise InvalidValue([Problem(code="bad_term_id", values={"text": text})], what=cls.__name__)
        return cls(SchoolYear.parse(year), 1 if number == "1" else 2)

    def __str__(self) -> str:
        return f"{self.school_year}/{self.number}"

    @property
    def previous(self) -> "TermId":
        """The term before this one: the second term of the year before a first term."""
        if self.number == 2:
            return TermId(self.school_year, 1)
        return TermId(self.school_year.previous, 2)
