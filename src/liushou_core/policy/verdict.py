"""Verdict (Kleene logic) and Finding: an answer that carries its clause, the facts used and the facts missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Final, Protocol, runtime_checkable

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import Locale, render
from liushou_core.policy.source import Source, Wording

__all__ = ["NO", "UNKNOWN", "YES", "Clause", "Fact", "Finding", "Verdict"]


class Verdict(Enum):
    """YES, NO or UNKNOWN; ``&``, ``|`` and ``~`` follow Kleene's strong logic.

    >>> Verdict.NO & Verdict.UNKNOWN, Verdict.YES & Verdict.UNKNOWN, ~Verdict.UNKNOWN
    (NO, UNKNOWN, UNKNOWN)
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, answer: bool | Unknown | None) -> "Verdict":
        """Return YES for True, NO for False, UNKNOWN for None and for a fact that is not known."""
        return UNKNOWN if answer is None or isinstance(answer, Unknown) else YES if answer else NO

    def __and__(self, other: "Verdict") -> "Verdict":
        return min(self, other, key=_RANK.__getitem__)

    def __or__(self, other: "Verdict") -> "Verdict":
        return max(self, other, key=_RANK.__getitem__)

    def __invert__(self) -> "Verdict":
        return UNKNOWN if self is UNKNOWN else NO if self is YES else YES

    def __bool__(self) -> bool:
        # `if verdict:` would read UNKNOWN as true or false; make the mistake loud.
        raise TypeError("a verdict is YES, NO or UNKNOWN; compare it with `is`")

    def __repr__(self) -> str:
        return self.name

    def text(self, locale: Locale = "en") -> str:
        """Return the verdict as a word."""
        return render(f"verdict.{self.value}", locale)


YES = Verdict.YES
NO = Verdict.NO
UNKNOWN = Verdict.UNKNOWN
_RANK: Final = {NO: 0, UNKNOWN: 1, YES: 2}


@attrs.frozen
class Fact:
    """One field of one record, as a criterion read it; ``value`` is an Unknown when it is missing.

    Only fields that are not IDENTITY are ever read by a criterion, so a receipt may hold the value. ``label``: what a pack calls
    a fact that it declares.
    """

    kind: str
    id: str
    field: str
    value: object = attrs.field(eq=False, repr=False, default=None)
    label: Wording | None = attrs.field(eq=False, repr=False, default=None)

    @property
    def path(self) -> str:
        """The fact's address: ``kind:id.field``.

        >>> Fact("child", "c1", "rural").path
        'child:c1.rural'
        """
        return f"{self.kind}:{self.id}.{self.field}"


@runtime_checkable
class Clause(Protocol):
    """A named yes/no/unknown question about a child on a day: a criterion, or a tree of them."""

    @property
    def id(self) -> str:
        """The clause's name in its section."""
        ...

    @property
    def name(self) -> str:
        """The criterion's name, or ``all``, ``any``, ``not``, ``at_least``."""
        ...

    @property
    def source(self) -> Source | None:
        """Where the clause stands."""
        ...

    @property
    def parts(self) -> "tuple[Clause, ...]":
        """The clauses a tree joins; empty for a criterion."""
        ...

    def judge(self, facts: ChildFacts, on: date) -> "Finding":
        """Answer for one child on one day. Never raises for facts that are merely missing."""
        ...

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Return days later than *after* among which is every day on which the answer changes with no new fact."""
        ...

    def says(self, finding: "Finding", locale: Locale) -> str:
        """Return the finding of this clause in words."""
        ...


@attrs.frozen
class Finding:
    """What a clause answered: the verdict, why (``reason``, a message key, with ``values``), and on which facts.

    ``parts`` are the findings of the clauses below, in the order of the pack. ``missing`` are the facts whose absence
    makes this very clause UNKNOWN. ``inner`` are answers about others that this one rests on (of the members of a family, of
    another question): they explain it and are no parts of it.
    """

    clause: Clause = attrs.field(eq=False)
    verdict: Verdict
    reason: str = ""
    values: Mapping[str, object] = attrs.field(factory=dict, eq=False, repr=False)
    used: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    parts: "tuple[Finding, ...]" = ()
    inner: "tuple[Finding, ...]" = ()

    @property
    def id(self) -> str:
        """The clause's name in its section."""
        return self.clause.id

    @property
    def source(self) -> Source | None:
        """Where the clause stands."""
        return self.clause.source

    def text(self, locale: Locale = "en") -> str:
        """Return the finding in words; made only when asked for."""
        return self.clause.says(self, locale)

    def asks(self, locale: Locale = "en") -> str:
        """Return only the condition, in words."""
        return Finding(self.clause, self.verdict).text(locale)

    def leaves(self) -> "Iterator[Finding]":
        """Yield the findings of the criteria, in the order of the pack."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()
