"""Identities: the ``[[identity]]`` tables: a sum of declared numbers must equal another; a report lists every one that fails."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import attrs

from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import canonical
from liushou_core.policy.measure import ANYTHING, Measure, measure_in_words, not_less, same, total
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import UNKNOWN, Fact, Verdict
from liushou_core.policy.words import in_words

__all__ = ["Balance", "Identity"]

_COMPARED: Final = ("equals", "at_most", "at_least")


@attrs.frozen(kw_only=True)
class Balance:
    """Whether the two sides are equal for one subject on one day: YES, NO, or UNKNOWN while one of them is open."""

    identity: "Identity"
    subject: str
    left: Measure = attrs.field(repr=False)
    right: Measure = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """The id of the identity."""
        return self.identity.id

    @property
    def verdict(self) -> Verdict:
        """Whether it holds."""
        if self.identity.at_most is not None:
            return not_less(self.right, self.left)
        return (same if self.identity.at_least is None else not_less)(self.left, self.right)

    @property
    def _sign(self) -> str:
        return (
            "≤" if self.identity.at_most is not None else "≥" if self.identity.at_least is not None else "="
        )

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The numbers that are missing; empty where it is certain without them."""
        return (
            tuple(dict.fromkeys((*self.left.missing, *self.right.missing))) if self.verdict is UNKNOWN else ()
        )

    def text(self, locale: Locale = "en") -> str:
        """Return both sides in words."""
        left, right = (_words(side, locale) for side in (self.left, self.right))
        title = self.id if self.identity.title is None else self.identity.title.text(locale)
        return render(
            f"identity.{self.verdict.value}",
            locale,
            title=title,
            subject=self.subject,
            left=left,
            right=right,
            sign=self._sign,
        )

    def to_document(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        return {
            "id": self.id,
            "subject": {"kind": self.identity.subject.kind.value, "id": self.subject},
            "verdict": canonical(self.verdict),
            "left": canonical(self.left.value),
            "right": canonical(self.right.value),
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.identity.source),
        }


@attrs.frozen(kw_only=True)
class Identity:
    """The quantities of ``sum``, added, equal the quantity ``equals``, for each ``subject``; or they are ``at_most``, or ``at_least``,
    so much.
    """

    id: str
    sum: tuple[Quantity, ...]
    equals: Quantity | None = None
    at_most: Quantity | None = None
    at_least: Quantity | None = None
    subject: SubjectRole = SubjectRole.ORGANISATION
    title: Wording | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a sum of nothing, and one that is compared with nothing or with several numbers."""
        given = [name for name in _COMPARED if getattr(self, name) is not None]
        if len(given) != 1:
            yield Problem(code="item_one_of", values={"choices": ", ".join(_COMPARED)})
        if not self.sum:
            yield Problem(code="needs_parts", path=("sum",))

    def balance(self, subject: Subject, on: date) -> Balance:
        """Return whether the identity holds for a subject on a day."""
        left = total([part.measure(subject, on) for part in self.sum])
        right = next((q for name in _COMPARED if (q := getattr(self, name)) is not None), None)
        measure = ANYTHING if right is None else right.measure(subject, on)
        return Balance(identity=self, subject=subject.id, left=left, right=measure)


def _words(side: Measure, locale: Locale) -> str:
    how, bounds = measure_in_words(side)
    return render(f"reckoning.{how}", locale, **{name: in_words(one, locale) for name, one in bounds.items()})
