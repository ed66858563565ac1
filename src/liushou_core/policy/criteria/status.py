"""What was done or judged about the child: taken into a scheme, a concern raised (T1–T13). Closed-world."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal, Protocol, TypeVar

import attrs

from liushou_core.domain.concern import Concern, ConcernKind
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Finding, Verdict

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
    """A concern of one of these kinds is open (requirements §4.5); with no ``any_of``, of any kind.

    ``moral``: a concern T4 counts whether development was found unbalanced 失衡 or anomic 失范 (``any``, default), or only where it was
    recorded as one of them.
    """

    name = "concern"
    messages = {
        "zh": {
            "asks": "存在需关注情形",
            "with.any_of": "{any_of}",
            "with.moral.unbalanced": "道德发展限失衡",
            "with.moral.anomic": "道德发展限失范",
            "held": "有{count}项未解除",
            "open": "未记录道德发展失衡还是失范",
        },
        "en": {
            "asks": "has an open concern",
            "with.any_of": "{any_of}",
            "with.moral.unbalanced": "moral development only where unbalanced",
            "with.moral.anomic": "moral development only where anomic",
            "held": "{count} open",
            "open": "it is not recorded whether moral development is unbalanced or anomic",
        },
    }

    any_of: tuple[ConcernKind, ...] = ()
    moral: Literal["any", "unbalanced", "anomic"] = "any"

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer from the concerns open on the day."""
        asked = _held([c for c in facts.concerns if not self.any_of or c.kind in self.any_of], on)
        counts = [(concern, self._counts(concern)) for concern in asked]
        held = [concern for concern, verdict in counts if verdict is YES]
        open_ = tuple(Fact("concern", c.id, "moral", c.moral) for c, verdict in counts if verdict is UNKNOWN)
        if open_ and not held:
            return self.finding(UNKNOWN, "open", missing=open_)
        used = tuple(Fact("concern", c.id, "kind", c.kind) for c in held)
        return self.finding(Verdict.of(bool(held)), "held", used=used, count=len(held))

    def _counts(self, concern: Concern) -> Verdict:
        """Return whether an open concern of the kinds asked for is of the moral development meant."""
        if self.moral == "any" or concern.kind is not ConcernKind.T4_MORAL:
            return YES
        found = concern.moral
        return UNKNOWN if isinstance(found, Unknown) else Verdict.of(found.value == self.moral)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Yield the days on which a concern begins or ends."""
        return _edges(facts.concerns)


CRITERIA: Final = (InScheme, HasConcern)
