"""What a limit answers about one subject on one day: kept, broken or still open; the days, what was counted, what may still be."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal, TypeAlias

import attrs

from liushou_core.domain.calendar import Counting, LapseUnit
from liushou_core.locale import Locale, render
from liushou_core.policy.canonical import canonical
from liushou_core.policy.date_rules.wording import units_in_words
from liushou_core.policy.labels import fact_text
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["LimitAnswer", "LimitState", "Pair"]

LimitState: TypeAlias = Literal["kept", "broken", "open", "not_begun", "unknown", "out_of_scope"]
"""``open``: the second event has not come and still may; ``not_begun``: the first has not come, so nothing runs."""

_VERDICTS: Final[dict[str, Verdict]] = {"kept": YES, "broken": NO}


@attrs.frozen
class Pair:
    """Which pair of events is told, where every event begins the limit: the ``number``-th ``of`` so many first events.

    ``first`` and ``second`` are the ids of the two; None: the second has not come, or is not known.
    """

    number: int
    of: int
    first: str
    second: str | None

    def to_document(self) -> dict[str, Any]:
        """Return the pair as JSON data."""
        return {"number": self.number, "of": self.of, "from": self.first, "to": self.second}


@attrs.frozen(kw_only=True)
class LimitAnswer:
    """The answer of one ``[[limit]]``.

    ``first`` and ``second`` are the days of the two events, None where they have not come or are not known. ``counted``: whole
    ``unit`` s between them, read as ``count`` says; while the second has not come, up to the judged day; None where
    that is not known, or lies on the wrong side of the first. ``earliest`` and ``latest``
    bound the days on which the second event keeps the limit, both included; None: no bound, or none that is known. ``late``: its
    last day has passed, or the second event came after it. ``missing``: the facts that leave it unknown. ``pair``: which two
    events are told, where every event begins the limit; else None.
    """

    id: str
    state: LimitState
    subject: str
    on: date
    unit: LapseUnit
    count: Counting
    first: date | None = attrs.field(default=None, repr=False)
    second: date | None = attrs.field(default=None, repr=False)
    counted: int | None = attrs.field(default=None, repr=False)
    earliest: date | None = attrs.field(default=None, repr=False)
    latest: date | None = attrs.field(default=None, repr=False)
    pair: Pair | None = attrs.field(default=None, repr=False)
    findings: tuple[Finding, ...] = attrs.field(default=(), repr=False)
    used: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    title: Wording | None = None
    source: Source | None = None

    @property
    def verdict(self) -> Verdict | None:
        """YES if it is kept, NO if it is broken, UNKNOWN while that is open; None where the limit does not apply."""
        return None if self.state == "out_of_scope" else _VERDICTS.get(self.state, UNKNOWN)

    @property
    def late(self) -> bool:
        """Whether the last lawful day has passed without the second event, or that came after it."""
        return self.state == "broken" and self.latest is not None and (self.second or self.on) > self.latest

    def text(self, locale: Locale = "en") -> str:
        """Return the answer in one line of *locale*."""
        parts = list(self._parts(locale))
        return ("；" if locale == "zh" else "; ").join(parts)

    def _parts(self, locale: Locale) -> Iterator[str]:
        title = self.id if self.title is None else self.title.text(locale)
        yield render("limit.head", locale, title=title, state=render(f"limit.{self.state}", locale))
        if self.pair is not None:
            ids = "、" if locale == "zh" else ", "
            events = ids.join(id for id in (self.pair.first, self.pair.second) if id is not None)
            yield render("limit.pair", locale, number=self.pair.number, of=self.pair.of, events=events)
        for name in ("first", "second"):
            if (day := getattr(self, name)) is not None:
                yield render(f"limit.{name}", locale, day=day.isoformat())
        if self.counted is not None:
            lapse = units_in_words(self.counted, self.unit, locale)
            yield render("limit.counted" if self.second else "limit.so_far", locale, lapse=lapse)
        for name in ("earliest", "latest"):
            if (day := getattr(self, name)) is not None:
                yield render(f"limit.{name}", locale, day=day.isoformat())
        if self.missing:
            facts = ("、" if locale == "zh" else ", ").join(fact_text(fact, locale) for fact in self.missing)
            yield render("limit.missing", locale, facts=facts)

    def to_document(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        return {
            "verdict": canonical(self.verdict),
            "state": self.state,
            "first": canonical(self.first),
            "second": canonical(self.second),
            "counted": self.counted,
            "unit": self.unit.value,
            "count": self.count,
            "earliest": canonical(self.earliest),
            "latest": canonical(self.latest),
            "late": self.late,
            "pair": None if self.pair is None else self.pair.to_document(),
            "findings": [finding_document(finding) for finding in self.findings],
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.source),
        }
