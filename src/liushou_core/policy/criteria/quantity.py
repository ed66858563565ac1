"""Any number that can be reckoned, asked: a sum, a count, an age, the points of a score."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.errors import Problem
from liushou_core.policy.comparison import bounds_of, compared, crossings, empty
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.measure import measure_in_words
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.verdict import Finding

__all__ = ["BOUNDS_EN", "BOUNDS_ZH", "CRITERIA", "QuantityIs"]

BOUNDS_ZH: Final = {
    "with.at_least": "不少于{at_least}",
    "with.more_than": "多于{more_than}",
    "with.at_most": "不超过{at_most}",
    "with.less_than": "少于{less_than}",
    "with.is_": "等于{is_}",
}
BOUNDS_EN: Final = {
    "with.at_least": "at least {at_least}",
    "with.more_than": "more than {more_than}",
    "with.at_most": "at most {at_most}",
    "with.less_than": "less than {less_than}",
    "with.is_": "equal to {is_}",
}
"""How the comparators are said of a number."""


@attrs.frozen(kw_only=True)
class QuantityIs(Criterion):
    """A quantity ``of`` the subject, compared: a sum of declared amounts, a count, an age in months, the points of a score …"""

    name = "quantity"
    subjects = frozenset(SubjectKind)
    messages = {
        "zh": {
            "asks": "{of}",
            **BOUNDS_ZH,
            "found": "为{value}",
            "between": "在{low}至{high}之间",
            "from": "不少于{low}",
            "up_to": "不超过{high}",
            "open": "尚不清楚",
        },
        "en": {
            "asks": "{of}",
            **BOUNDS_EN,
            "found": "it is {value}",
            "between": "it is {low} to {high}",
            "from": "it is at least {low}",
            "up_to": "it is at most {high}",
            "open": "not known",
        },
    }

    of: Quantity
    is_: Quantity | None = attrs.field(default=None, alias="is_")
    at_least: Quantity | None = None
    more_than: Quantity | None = None
    at_most: Quantity | None = None
    less_than: Quantity | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a comparison that asks nothing, or that no number meets."""
        if not bounds_of(self):
            yield Problem(code="asks_nothing")
        yield from empty(self)

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer from the bounds between which the quantity lies."""
        measure = self.of.measure(facts, on)
        found = compared(measure, bounds_of(self), facts, on)
        reason, values = measure_in_words(measure)
        return self.finding(found.verdict, reason, used=found.used, missing=found.missing, **values)

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the quantity may cross a bound."""
        yield from crossings(self.of, self, facts, after)


CRITERIA: Final = (QuantityIs,)
