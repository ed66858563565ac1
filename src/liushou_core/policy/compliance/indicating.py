"""Indicators counted while the facts go by."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ClassId
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.indicators.duty_rate import DutyCount
from liushou_core.policy.indicators.indicator import Indicated, Indicator
from liushou_core.policy.indicators.rate import Count, Matter
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Verdict

__all__ = ["Indicating"]

_COUNTS: dict[DueState, tuple[Verdict, Verdict]] = {
    DueState.MET: (YES, YES),
    DueState.MISSED: (YES, NO),
    DueState.UNDETERMINED: (UNKNOWN, UNKNOWN),
}


@attrs.define
class Indicating:
    """The indicators of a plan under way: told of each child and each window once, asked at the end."""

    matter: Matter
    indicators: Sequence[Indicator]
    _counts: dict[str, Count] = attrs.field(init=False)
    _classes: dict[str, dict[ClassId, Count]] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Begin to count."""
        self._counts = {one.id: one.rate.start(self.matter) for one in self.indicators}

    @property
    def asks_of_duties(self) -> bool:
        """Whether the due list is needed."""
        return any(isinstance(count, DutyCount) for count in self._counts.values())

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Take a child into account, in the whole and in its class."""
        sits_in = facts.class_on(self.matter.on)
        for indicator in self.indicators:
            self._counts[indicator.id].child(facts, cover)
            if indicator.by == "class" and sits_in is not None:
                of_classes = self._classes.setdefault(indicator.id, {})
                if sits_in.id not in of_classes:
                    of_classes[sits_in.id] = indicator.rate.start(self.matter)
                of_classes[sits_in.id].child(facts, cover)

    def item(self, item: DueItem) -> None:
        """Take a window of the due list into account."""
        for count in self._counts.values() if item.state in _COUNTS else ():
            if isinstance(count, DutyCount):
                of, met = _COUNTS[item.state]
                count.window(item.duty, advisory=item.advisory, of=of, met=met, missing=item.missing)

    def answers(self) -> Iterator[Indicated]:
        """Yield what each indicator shows, in the order of the plan: one that joins others sees those before it."""
        for indicator in self.indicators:
            classes = sorted(self._classes.get(indicator.id, {}).items())
            answer = Indicated(
                indicator=indicator,
                counted=self._counts[indicator.id].counted(),
                classes=tuple((id, one) for id, count in classes if not (one := count.counted()).undefined),
            )
            known: dict[str, Any] = self.matter.earlier
            known[indicator.id] = answer
            yield answer
