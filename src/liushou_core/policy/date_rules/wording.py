"""Lapses and weeks in words, as rules and limits print them."""

from liushou_core.domain.calendar import Lapse, LapseUnit, WeekStarts
from liushou_core.locale import Locale, render

__all__ = ["lapse_in_words", "units_in_words", "weeks_from"]


def lapse_in_words(lapse: Lapse, locale: Locale) -> str:
    """Return a lapse as a reader of *locale* would write it.

    >>> lapse_in_words(Lapse.parse("10 working days"), "zh")
    '10个工作日'
    """
    return units_in_words(lapse.count, lapse.unit, locale)


def units_in_words(count: int, unit: LapseUnit, locale: Locale) -> str:
    """Return so many units in words, be they more than a lapse can hold."""
    name, number = unit.value.replace(" ", "_"), "one" if abs(count) == 1 else "many"
    return render(f"duration.{name}.{number}", locale, count=count)


def weeks_from(week_starts: WeekStarts, locale: Locale) -> str:
    """Return on which day weeks begin where it is not Monday, to be added to a rule's words."""
    return render("date_rule.from_sunday", locale) if week_starts == "sunday" else ""
