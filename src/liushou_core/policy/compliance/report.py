"""ComplianceReport: every promise of a plan on one day, with its evidence or its gap, and its indicators."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from liushou_core.__about__ import __version__
from liushou_core.domain.calendar import Span
from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import canonical
from liushou_core.policy.compliance.promise import Promise, PromiseState
from liushou_core.policy.indicators.indicator import Indicated
from liushou_core.policy.origin import Origin
from liushou_core.policy.receipt import origins_document
from liushou_core.policy.source import Wording

__all__ = ["ComplianceReport"]


@attrs.frozen(kw_only=True, repr=False)
class ComplianceReport:
    """What became of every promise of a plan by the day ``on``, counted from the first day of ``over``.

    ``promises`` are in the order of the pack. ``covered`` and ``undetermined``: how many children the plan covers on the day, and of
    how many nobody can say.
    """

    policy: str
    edition: date | None
    fingerprint: str
    title: Wording
    on: date
    over: Span
    covered: int
    undetermined: int
    promises: tuple[Promise, ...]
    indicators: tuple[Indicated, ...] = ()
    origins: tuple[tuple[str, Origin], ...] = attrs.field(default=(), eq=False)

    def __repr__(self) -> str:
        return f"ComplianceReport({self.policy!r}, {self.on.isoformat()}, {len(self.promises)} promises)"

    def __getitem__(self, place: str) -> Promise:
        """Return the promise at a place of the pack, such as ``duty.monthly-talk``. Raises KeyError where there is none."""
        for promise in self.promises:
            if f"{promise.section}.{promise.id}" == place:
                return promise
        raise KeyError(place)

    def in_state(self, state: PromiseState) -> Iterator[Promise]:
        """Yield the promises in a state."""
        return (promise for promise in self.promises if promise.state is state)

    @property
    def violations(self) -> tuple[Promise, ...]:
        """The binding promises that were broken."""
        return tuple(promise for promise in self.in_state(PromiseState.BROKEN) if promise.binding)

    @property
    def warnings(self) -> tuple[Promise, ...]:
        """The broken promises of what the plan only tries or offers."""
        return tuple(promise for promise in self.in_state(PromiseState.BROKEN) if not promise.binding)

    def explain(self, locale: Locale = "en", *, cases: bool = False) -> str:
        """Return the report in words, a line for each promise and indicator; with *cases* those that are not kept, too."""
        return "\n".join(self._lines(locale, cases=cases))

    def _lines(self, locale: Locale, *, cases: bool) -> Iterator[str]:
        states = Counter(promise.state for promise in self.promises)
        yield render(
            "compliance.head",
            locale,
            title=self.title.text(locale),
            on=self.on.isoformat(),
            covered=self.covered,
            undetermined=self.undetermined,
            **{state.value: states[state] for state in PromiseState},
        )
        for promise in self.promises:
            yield f"- {promise.text(locale)}"
            for case in promise.cases if cases else ():
                if case.state is not PromiseState.KEPT:
                    yield f"  - {case.text(locale)}"
        yield from (f"- {indicated.text(locale)}" for indicated in self.indicators)

    def to_document(self) -> dict[str, Any]:
        """Return a ``liushou-compliance/1`` document: JSON data in which exact numbers are texts. No IDENTITY value is in it."""
        return {
            "schema": "liushou-compliance/1",
            "policy": {
                "id": self.policy,
                "edition": canonical(self.edition),
                "fingerprint": self.fingerprint,
            },
            "on": canonical(self.on),
            "over": {"from": canonical(self.over.start), "last_day": canonical(self.over.last_day)},
            "covered": self.covered,
            "undetermined": self.undetermined,
            "promises": [promise.to_document() for promise in self.promises],
            "indicators": [indicated.to_document() for indicated in self.indicators],
            "origins": origins_document(self.origins),
            "library": __version__,
        }

    def to_json(self) -> str:
        """Return the document as text in its one spelling."""
        return json.dumps(self.to_document(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
