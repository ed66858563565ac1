"""Whether something happened: events of a kind, how often, in which time."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import isinf
from typing import ClassVar, Final

import attrs

from liushou_core.domain.calendar import Duration, Period, WeekStarts
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.errors import Problem
from liushou_core.policy.comparison import bounds_of, compared, empty, thresholds_of
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.measure import measure_in_words
from liushou_core.policy.quantities import Number, Quantity
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reading.tally_records import EventKind
from liushou_core.policy.reading.windows import Over
from liushou_core.policy.tables.tallies import Tally
from liushou_core.policy.verdict import Finding

__all__ = ["CRITERIA", "Happened"]


@attrs.frozen(kw_only=True)
class Happened(Criterion):
    """Events of a kind came about up to the judged day: at least one, or as many as the comparators ask.

    ``event``: a kind, or ``{ kind, facts = { vaccine = "measles" } }`` for those recorded so. ``over``, ``last`` and ``since`` bound
    the time as in a ``[[tally]]``: the calendar period of the judged day, the last ``"12 months"``, from a moment on. "Never" is
    ``not = { happened = "…" }``.
    """

    name = "happened"
    shorthand: ClassVar[str] = "event"
    subjects = frozenset(SubjectKind)
    messages = {
        "zh": {
            "asks": "发生过“{event}”",
            "with.last": "最近{last}内",
            "with.since": "自{since}起",
            "with.over": "在当日所在的{over}",
            "with.at_least": "不少于{at_least}次",
            "with.more_than": "多于{more_than}次",
            "with.at_most": "不超过{at_most}次",
            "with.less_than": "少于{less_than}次",
            "with.is_": "恰好{is_}次",
            "found": "{value}次",
            "between": "{low}至{high}次",
            "open": "尚不清楚",
        },
        "en": {
            "asks": "happened: {event}",
            "with.last": "in the last {last}",
            "with.since": "since {since}",
            "with.over": "in the {over} of the day",
            "with.at_least": "at least {at_least}×",
            "with.more_than": "more than {more_than}×",
            "with.at_most": "at most {at_most}×",
            "with.less_than": "less than {less_than}×",
            "with.is_": "exactly {is_}×",
            "found": "{value}×",
            "between": "{low}× to {high}×",
            "open": "not known",
        },
    }

    event: EventKind
    id: str = attrs.field(default=attrs.Factory(lambda self: self.event.kind, takes_self=True))
    over: Over = "ever"
    week_starts: WeekStarts = "monday"
    last: Duration | None = None
    since: Moment | None = None
    is_: Quantity | None = attrs.field(default=None, alias="is_")
    at_least: Quantity | None = None
    more_than: Quantity | None = None
    at_most: Quantity | None = None
    less_than: Quantity | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a number of times that cannot be, a time bounded twice, and events counted by their units."""
        yield from empty(self)
        yield from (problem for problem in self._tally.lint() if problem.path[:1] == ("last",))
        if self.event.times is not None:
            yield Problem(code="happened_times", path=("event", "times"))

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the period in words."""
        over = self.over if self.over == "ever" else Period(self.over)
        return {**super().parameters(), "over": over}

    @property
    def _tally(self) -> Tally:
        return Tally(
            id=self.id,
            event=self.event,
            over=self.over,
            week_starts=self.week_starts,
            last=self.last,
            since=self.since,
        )

    @property
    def _bounds(self) -> dict[str, Quantity]:
        return bounds_of(self) or {"at_least": Number(Decimal(1))}

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer from how often it happened for certain, and how often it may have."""
        measure = self._tally.measure(facts, on)
        found = compared(measure, self._bounds, facts, on)
        # Where nobody keeps such events, any number is possible.
        reason, values = ("open", {}) if isinf(measure.high) else measure_in_words(measure)
        return self.finding(found.verdict, reason, used=found.used, missing=found.missing, **values)

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which an event comes into the time asked about or leaves it."""
        yield from self._tally.boundaries(facts, after, thresholds_of([self]))
        for bound in self._bounds.values():
            yield from bound.boundaries(facts, after, None)


CRITERIA: Final = (Happened,)
