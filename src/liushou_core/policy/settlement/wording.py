"""Numbers, terms and ranks in words, for the lines of a settlement."""

from fractions import Fraction

from liushou_core.domain.calendar import TermId
from liushou_core.locale import Locale, render
from liushou_core.policy.ranks import Placing
from liushou_core.policy.words import in_words

__all__ = ["number", "placing", "points", "term"]


def number(value: Fraction | None, locale: Locale) -> str:
    """Return an exact number as a reader writes it: whole, with decimals that end, or with a fraction.

    >>> number(Fraction(160, 3), "en"), number(Fraction(11, 2), "en"), number(None, "zh")
    ('53 1/3', '5.5', '无法计算')
    """
    if value is None:
        return render("settlement.undefined", locale)
    text = in_words(value, locale)
    if "/" not in text or abs(value) < 1:
        return text
    whole, rest = divmod(abs(value), 1)
    return f"{'-' if value < 0 else ''}{whole} {rest}"


def points(value: Fraction | None, locale: Locale) -> str:
    """Return a number of points, or that it is undefined.

    >>> points(Fraction(60), "zh"), points(None, "zh")
    ('60分', '无法计算')
    """
    text = number(value, locale)
    return text if value is None else render("settlement.points", locale, number=text)


def term(term_id: TermId, locale: Locale) -> str:
    """Return the name of a term.

    >>> term(TermId.parse("2022-2023/2"), "zh")
    '2022-2023学年第二学期'
    """
    return render(f"settlement.term_{term_id.number}", locale, year=term_id.school_year)


def placing(place: Placing | None, looked_for: TermId | None, locale: Locale) -> str:
    """Return a rank with where it comes from, or which final is missing."""
    if place is not None:
        return render(
            f"settlement.placed_in_{place.rank_in}",
            locale,
            rank=number(place.rank, locale),
            of=place.of,
            term=term(place.term, locale),
            school_class=place.school_class,
            ties=render(f"settlement.ties_{place.ties or 'recorded'}", locale),
        )
    if looked_for is None:
        return render("settlement.no_base_printed", locale)
    return render("settlement.no_final", locale, term=term(looked_for, locale))
