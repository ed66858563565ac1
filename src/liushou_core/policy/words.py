"""Values in words: days, durations, choices and lists as a finding or a report prints them."""

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Protocol, runtime_checkable

from liushou_core.domain.calendar import Duration, Span
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.canonical import exact_text
from liushou_core.policy.source import Wording
from liushou_core.policy.verdict import Verdict

__all__ = ["in_words"]


@runtime_checkable
class Speaks(Protocol):
    """A part of a policy that says in words what it means, such as a quantity."""

    def says(self, locale: Locale) -> str:
        """Return it in words."""
        ...


def in_words(value: object, locale: Locale = "en") -> str:
    """Return *value* as a reader of *locale* would write it.

    >>> from datetime import date
    >>> in_words(Duration.parse("3 months"), "zh"), in_words((date(2023, 9, 1), True), "en")
    ('3个月', '2023-09-01, yes')
    """
    if isinstance(value, bool | None):
        return render({True: "word.yes", False: "word.no", None: "word.none"}[value], locale)
    if isinstance(value, Unknown):
        return render(f"word.{value.value}", locale)
    if isinstance(value, Duration):
        unit, number = value.unit.value.replace(" ", "_"), "one" if value.count == 1 else "many"
        return render(f"duration.{unit}.{number}", locale, count=value.count)
    if isinstance(value, Wording | Verdict):
        return value.text(locale)
    if isinstance(value, Speaks):
        return value.says(locale)
    if isinstance(value, Enum):
        key = f"enum.{type(value).__name__}.{value.value}"
        return render(key, locale) if has_message(key) else str(value.value)
    if isinstance(value, tuple | list | frozenset):
        parts = [in_words(item, locale) for item in value]
        if isinstance(value, frozenset):
            parts.sort()  # a set has no order of its own, and its order in memory differs from process to process
        return ("、" if locale == "zh" else ", ").join(parts)
    return _plain_in_words(value, locale)


def _plain_in_words(value: object, locale: Locale) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, Span):
        last = "…" if value.last_day is None else value.last_day.isoformat()
        return render("word.span", locale, first=value.start.isoformat(), last=last)
    return value.isoformat() if isinstance(value, date) else str(value)
