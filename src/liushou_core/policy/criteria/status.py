"""What was done or judged about the child: taken into a scheme, a concern raised (T1–T13). Closed-world."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Protocol, TypeVar

import attrs

from liushou_core.domain.concern import ConcernKind
from liushou_core.domain.facts import ChildFacts
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import Fact, Finding, Verdict

__all__ = ["CRITERIA", "HasConcern", "InScheme"]


class _Lasting(Protocol):
    @property
    def start(self) -> date: ...
    @property
    def until(self) -> date | None: ...


Lasting = TypeVar("Lasting", bound=_Lasting)


def _held(records: Iterable[Lasting], on: date) -> list[Lasting]:
    return [r for r in records if r.start <= on and (r.until is None or on < r.until)]


def _edges(records: Iterable[_Lasting]) -> Iterator[date]:
    for record in records:
        yield record.start
        if record.until is not None:
            yield record.until


@attrs.frozen(kw_only=True)
class InScheme(Criterion):
    """The child was taken into the scheme of ``policy`` (any policy if absent): a recorded act, never the derived verdict."""

    name = "in_scheme"
    messages = {
        "zh": {"asks": "已入册", "with.policy": "{policy}", "held": "有{count}项入册记录在有效期内"},
        "en": {
            "asks": "taken into the scheme",
            "with.policy": "{policy}",
            "held": "memberships in force: {count}",
        },
    }

    policy: str | None = None

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the memberships in force."""
        held = _held([m for m in facts.memberships if self.policy in (None, m.policy)], on)
        used = tuple(Fact("membership", m.id, "policy", m.policy) for m in held)
        return self.finding(Verdict.of(bool(held)), "held", used=used, count=len(held))

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield the days on which a membership begins or ends."""
        return _edges(facts.memberships)


@attrs.frozen(kw_only=True)
class HasConcern(Criterion):
    """A concern of one of these kinds is open (requirements §4.5); with no ``any_of``, of any kind."""

    name = "concern"
    messages = {
        "zh": {"asks": "存在需关注情形", "with.any_of": "{any_of}", "held": "有{count}项未解除"},
        "en": {"asks": "has an open concern", "with.any_of": "{any_of}", "held": "{count} open"},
    }

    any_of: tuple[ConcernKind, ...] = ()

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the concerns open on the day."""
        held = _held([c for c in facts.concerns if not self.any_of or c.kind in self.any_of], on)
        used = tuple(Fact("concern", c.id, "kind", c.kind) for c in held)
        return self.finding(Verdict.of(bool(held)), "held", used=used, count=len(held))

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield the days on which a concern begins or ends."""
        return _edges(facts.concerns)


CRITERIA: Final = (InScheme, HasConcern)
