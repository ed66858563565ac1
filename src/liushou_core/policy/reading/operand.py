"""Operand: the right-hand side of a comparison with a declared fact: a literal, or another declared fact."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from liushou_core.domain.observation import FactValue
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.locale import Locale
from liushou_core.policy.lookup import Scalar
from liushou_core.policy.reading.declared import DeclaredFact, Observed, observed, observed_until, typed
from liushou_core.policy.reading.moments import named
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words

__all__ = ["FactRef", "Operand"]


@attrs.frozen(kw_only=True)
class FactRef:
    """Another declared fact of the same subject, written ``{ fact = "name" }``."""

    shorthand: ClassVar[str] = "fact"

    fact: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the fact."""
        return "fact", self.fact

    def says(self, locale: Locale) -> str:
        """Return what the fact is called."""
        return named(self.target, self.fact, locale)


@attrs.frozen
class Operand:
    """A single value, or a declared fact."""

    bare: ClassVar[bool] = True

    value: Scalar | FactRef

    def found(
        self, subject: Subject, left: DeclaredFact, on: date
    ) -> tuple[Known[FactValue], tuple[Fact, ...]]:
        """Return the value and the fact it stands in, if it does; a literal as the type of the *left* fact has it."""
        if not isinstance(self.value, FactRef):
            return typed(left, self.value), ()
        one = self._observed(self.value, subject, on)
        return one.value, (one.fact,)

    def _observed(self, ref: FactRef, subject: Subject, on: date) -> Observed:
        if isinstance(ref.target, DeclaredFact):
            return observed(subject, ref.target, on)
        return Observed(NOT_ASKED, Fact(subject.kind.value, subject.id, ref.fact))

    def boundaries(self, subject: Subject) -> Iterator[date]:
        """Yield the days on which another value holds."""
        if isinstance(self.value, FactRef) and isinstance(self.value.target, DeclaredFact):
            yield from observed_until(subject, self.value.target)

    def says(self, locale: Locale) -> str:
        """Return the value, or what the fact is called."""
        if isinstance(self.value, FactRef):
            return self.value.says(locale)
        return in_words(self.value, locale)
