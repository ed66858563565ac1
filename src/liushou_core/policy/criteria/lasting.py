"""How long something has lasted: one criterion for every interval: a spell, a declared span, the time since a moment."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import Duration, add_days
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.errors import Problem
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reading.going_on import NO_GAP, GoingOn
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reading.operand import FactRef
from liushou_core.policy.reading.role_names import NamesRole
from liushou_core.policy.reading.tally_records import SpellKind
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Finding, Verdict

__all__ = ["CRITERIA", "Lasts"]


@attrs.frozen(kw_only=True)
class Lasts(NamesRole, Criterion):
    """It goes on on the judged day, and has done so for as long as is asked.

    One of ``spell`` (a kind of spells; in the records of a person, ``absence`` is one), ``span`` (a declared fact of that type)
    or ``since`` (a moment: it goes on from that day on).

    * ``at_least``, ``more_than``, ``at_most``, ``less_than``: durations; the comparator's name alone says whether the number
      counts. "At least 3 months" holds from the day on which they are full. With no minimum a spell suffices though its
      start is unknown.
    * ``of``: the spells of those related in this role instead of the subject's own; each of them has a clock of its own, and
      all must have run long enough; ``together = true``: one clock, which runs while all of them are in such a spell.
    * ``reasons``: only spells recorded for one of these reasons.
    * ``breaks = { visit = "ignore", prison = "restart" }``: a break of a kind that is ignored does not interrupt; one that
      restarts always does. Every other break, and a time between two spells, interrupts if it is longer than ``gap_up_to``.
    * ``beyond``: only spells outside the place of this level in which whoever is asked about is at home: where their own spell of
      kind ``home`` (default ``residence``) is. With ``of = "parents"`` that is the child; inside ``each = { of = "parents" }`` it
      is the parent. ``same_place``: only spells within one place of this level run on into each other.
    """

    name = "lasts"
    subjects = frozenset(SubjectKind)
    messages = {
        "zh": {
            "asks": "{what}",
            "with.of": "对象：{of}",
            "with.together.True": "同时计算",
            "with.at_least": "满{at_least}以上",
            "with.more_than": "超过{more_than}",
            "with.at_most": "不超过{at_most}",
            "with.less_than": "不满{less_than}",
            "with.gap_up_to": "间断{gap_up_to}以内不算中断",
            "with.reasons": "原因：{reasons}",
            "with.beyond": "在{beyond}以外",
            "with.same_place": "同一{same_place}内",
            "since": "自{since}起",
            "between": "自{earliest}至{latest}之间的某日起",
            "at_latest": "最迟自{latest}起",
            "not_running": "当日并未持续",
            "open": "事实尚缺",
        },
        "en": {
            "asks": "{what}",
            "with.of": "of {of}",
            "with.together.True": "all at once",
            "with.at_least": "for {at_least} or more",
            "with.more_than": "for more than {more_than}",
            "with.at_most": "for {at_most} at most",
            "with.less_than": "for less than {less_than}",
            "with.gap_up_to": "up to {gap_up_to} between do not interrupt",
            "with.reasons": "because of: {reasons}",
            "with.beyond": "beyond the {beyond}",
            "with.same_place": "within one {same_place}",
            "since": "since {since}",
            "between": "since a day from {earliest} to {latest}",
            "at_latest": "since {latest} at the latest",
            "not_running": "not on this day",
            "open": "facts are missing",
        },
    }

    spell: SpellKind | None = None
    span: FactRef | None = None
    since: Moment | None = None
    of: str | None = None
    together: bool = False
    at_least: Duration | None = None
    more_than: Duration | None = None
    at_most: Duration | None = None
    less_than: Duration | None = None
    gap_up_to: Duration = NO_GAP
    breaks: Lookup = Lookup()
    reasons: tuple[str, ...] = ()
    beyond: str | None = None
    same_place: str | None = None
    home: str = "residence"
    target: Any = resolved()

    def lint(self) -> Iterator[Problem]:
        """Yield what is wrong with the interval, and bounds that cross."""
        yield from self._going_on.lint()
        yield from self._two_bounds()

    def _two_bounds(self) -> Iterator[Problem]:
        for low, high in (("at_least", "more_than"), ("at_most", "less_than")):
            if getattr(self, low) is not None and getattr(self, high) is not None:
                yield Problem(code="one_comparator", path=(high,), values={"names": f"{low}, {high}"})

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer for the shortest and for the longest that it can have lasted."""
        began = self._going_on.began(facts, on)
        earliest, latest, used, missing = began.earliest, began.latest, began.used, began.missing
        if earliest is None:
            return self.finding(NO, "not_running", used=used)
        verdict = self._long_enough(earliest, latest, on) & self._short_enough(earliest, latest, on)
        open_ = missing if verdict is UNKNOWN else ()
        if latest is None:
            return self.finding(verdict, "open", used=used, missing=open_)
        if earliest == latest:
            return self.finding(verdict, "since", used=used, missing=open_, since=latest)
        reason = "at_latest" if earliest == date.min else "between"
        return self.finding(verdict, reason, used=used, missing=open_, earliest=earliest, latest=latest)

    def _long_enough(self, earliest: date, latest: date | None, on: date) -> Verdict:
        if latest is not None and self._reached(latest) <= on:
            return YES
        return NO if self._reached(earliest) > on else UNKNOWN

    def _reached(self, start: date) -> date:
        if self.more_than is not None:
            return add_days(self.more_than.reached_on(start), 1)
        return start if self.at_least is None else self.at_least.reached_on(start)

    def _short_enough(self, earliest: date, latest: date | None, on: date) -> Verdict:
        if self.at_most is None and self.less_than is None:
            return YES
        if latest is not None and not self._still(latest, on):
            return NO
        return YES if latest is not None and self._still(earliest, on) else UNKNOWN

    def _still(self, start: date, on: date) -> bool:
        """Say whether it has not yet lasted too long."""
        if self.less_than is not None:
            return on < self.less_than.reached_on(start)
        return self.at_most is None or on <= self.at_most.reached_on(start)

    @cached_property
    def _going_on(self) -> GoingOn:
        return GoingOn(**{field.name: getattr(self, field.name) for field in attrs.fields(GoingOn)})

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield beginnings and ends, the ends of tolerated gaps, and the days on which a time is full."""
        yield from self._going_on.changes(facts, after)
        for span in self._going_on.edges(facts, after):
            yield span.start
            for limit in (self.at_least, self.more_than, self.at_most, self.less_than):
                if limit is not None:
                    yield limit.reached_on(span.start)
                    yield add_days(limit.reached_on(span.start), 1)

    def parameters(self) -> dict[str, object]:
        """Return the parameters with what goes on in words."""
        return {**super().parameters(), "what": self._going_on, "of": self.role}


CRITERIA: Final = (Lasts,)
