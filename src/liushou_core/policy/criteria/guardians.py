"""Guardians: who looks after the child on the day, and whether they are fit to (EL-2, EL-7; requirements §3.2).

A guardianship whose start is unknown is in force until its end: it was recorded because it holds.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import GuardianKind, Guardianship
from liushou_core.domain.unknown import is_known
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["CRITERIA", "CapableGuardian", "CaredForBy"]


class _Guarded(Criterion):
    """What both questions share: the guardianships in force on a day."""

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the guardianships in force; UNKNOWN if nobody asked about them."""
        fact = Fact("child", facts.id, "guardianships", facts.guardianships)
        if not is_known(facts.guardianships):
            return self.finding(UNKNOWN, "open", missing=(fact,))
        return self._among([g for g in facts.guardianships if _in_force(g, on)], fact)

    def _among(self, held: list[Guardianship], fact: Fact) -> Finding:
        raise NotImplementedError

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield the days on which a guardianship begins or ends."""
        return _edges(facts)


@attrs.frozen(kw_only=True)
class CaredForBy(_Guarded):
    """Somebody of one of these kinds looks after the child; with no ``kinds``, anybody does (negated: unsupervised, T10)."""

    name = "cared_for_by"
    messages = {
        "zh": {
            "asks": "由他人照管",
            "with.kinds": "{kinds}",
            "found": "有{count}名",
            "open": "监护情况尚未询问",
        },
        "en": {
            "asks": "is looked after",
            "with.kinds": "by {kinds}",
            "found": "{count} of them",
            "open": "guardianship was not asked",
        },
    }

    kinds: tuple[GuardianKind, ...] = ()

    def _among(self, held: list[Guardianship], fact: Fact) -> Finding:
        count = sum(not self.kinds or g.kind in self.kinds for g in held)
        return self.finding(Verdict.of(count > 0), "found", used=(fact,), count=count)


@attrs.frozen(kw_only=True)
class CapableGuardian(_Guarded):
    """Somebody fit to do so looks after the child (有效监护, EL-2); fitness is a recorded judgement, never derived."""

    name = "capable_guardian"
    messages = {
        "zh": {
            "asks": "有具备监护能力的监护人",
            "found": "已有一名",
            "nobody": "没有",
            "open": "监护情况或监护能力尚缺",
        },
        "en": {
            "asks": "has a guardian fit to be one",
            "found": "one is recorded",
            "nobody": "there is none",
            "open": "guardianship, or fitness for it, is not known",
        },
    }

    def _among(self, held: list[Guardianship], fact: Fact) -> Finding:
        if any(g.capable is True for g in held):
            return self.finding(YES, "found", used=(fact,))
        missing = tuple(
            Fact("guardianship", g.id, "capable", g.capable) for g in held if not is_known(g.capable)
        )
        return self.finding(
            UNKNOWN if missing else NO, "open" if missing else "nobody", used=(fact,), missing=missing
        )


def _in_force(guardianship: Guardianship, on: date) -> bool:
    begun = not is_known(guardianship.start) or guardianship.start <= on
    return begun and (guardianship.until is None or on < guardianship.until)


def _edges(facts: ChildFacts) -> Iterator[date]:
    for guardianship in facts.guardianships if is_known(facts.guardianships) else ():
        if is_known(guardianship.start):
            yield guardianship.start
        if guardianship.until is not None:
            yield guardianship.until


CRITERIA: Final = (CaredForBy, CapableGuardian)
