"""Days, spans of days and terms as clerks write them."""

import re
import unicodedata
from datetime import date
from typing import Final

from liushou_core.domain.calendar import SchoolYear, Span, TermId
from liushou_core.errors import InvalidValue

__all__ = ["DayError", "read_day", "read_school_year", "read_span", "read_term", "write_span"]

_DAY: Final = r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
_SPAN: Final = re.compile(rf"({_DAY})\s*/\s*({_DAY})?")
_TERM: Final = re.compile(r"(\d{4}-\d{4})(?:/([12])|学年(?:度)?第?([一二12])学期)")
_NUMBERS: Final = {"一": "1", "二": "2"}


class DayError(ValueError):
    """The text is no day, span or term; ``code`` says which was wanted."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_day(text: str) -> date:
    """Read 2023-09-01, 2023/9/1, 2023.9.1 or 2023年9月1日. Raises DayError (code ``not_a_day``).

    >>> read_day("2023年9月1日")
    datetime.date(2023, 9, 1)
    """
    match = re.fullmatch(_DAY, _plain(text))
    if match is None:
        raise DayError("not_a_day")
    try:
        return date(*(int(part) for part in match.groups() if part is not None))
    except ValueError:
        raise DayError("not_a_day") from None


def read_span(text: str) -> Span:
    """Read first day and first day after, parted by a slash: 2023-01-20/2023-01-29; nothing after it: open.

    Raises DayError (code ``not_a_span``).

    >>> read_span("2023-01-20/2023-01-29").last_day
    datetime.date(2023, 1, 28)
    """
    match = _SPAN.fullmatch(_plain(text))
    if match is None:
        raise DayError("not_a_span")
    try:
        return Span(read_day(match[1]), read_day(match[7]) if match[7] else None)
    except (DayError, InvalidValue):
        raise DayError("not_a_span") from None


def write_span(span: Span) -> str:
    """Return *span* as :func:`read_span` reads it."""
    return f"{span.start.isoformat()}/{span.until.isoformat() if span.until else ''}"


def read_term(text: str) -> TermId:
    """Read 2022-2023/1 or 2022-2023学年第一学期. Raises DayError (code ``not_a_term``).

    >>> str(read_term("2022-2023学年第二学期"))
    '2022-2023/2'
    """
    match = _TERM.fullmatch(_plain(text))
    if match is None:
        raise DayError("not_a_term")
    number = match[2] or _NUMBERS.get(match[3], match[3])
    try:
        return TermId.parse(f"{match[1]}/{number}")
    except InvalidValue:
        raise DayError("not_a_term") from None


def read_school_year(text: str) -> SchoolYear:
    """Read 2022-2023 or 2022-2023学年. Raises DayError (code ``not_a_school_year``)."""
    try:
        return SchoolYear.parse(_plain(text).removesuffix("学年"))
    except InvalidValue:
        raise DayError("not_a_school_year") from None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
