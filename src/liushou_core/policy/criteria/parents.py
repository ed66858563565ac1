"""Parents away: who is left behind (EL-1 … EL-3, EL-10, EL-11), with every open reading as a parameter.

The answer is monotone in "away": more days away never turn YES into NO. So what is not known is judged twice, once
as little away as the facts allow and once as much; where both agree the answer is known.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import Final, Literal

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, Span, add_days, merge_spans
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, AbsenceReason, LifeStatus, Parent
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.errors import Problem
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["CRITERIA", "ParentsAway"]

NO_GAP: Final = Duration(0, DurationUnit.DAY)


@attrs.frozen
class _Away:
    """One parent on one day: since when away, read as little and as much away as the facts allow (None: at home)."""

    parent: Parent
    least: date | None
    most: date | None
    used: tuple[Fact, ...]
    missing: tuple[Fact, ...]


@attrs.frozen(kw_only=True)
class ParentsAway(Criterion):
    """The parents are away on the day, and have been for long enough without coming home.

    * ``who``: ``both`` parents (EL-1) or ``either`` (EL-11 names no number).
    * ``together``: both away at the same time for the whole duration, so that it runs from the later departure
      (EL question 3, default), or each for its own.
    * ``at_least`` counts the number itself (EL question 2, default: 3 months are enough on the day they are full);
      ``more_than`` does not. Neither: any spell will do (EL-2, EL-3), even one whose start is unknown.
    * ``gap_up_to``: days at home that do not break "continuous" (EL question 4, default none).
    * ``during_gap``: on a day inside such a gap the parent counts as ``away`` (default) or at ``home``.
    * ``reasons``: what counts as away (EL question 7), for example ``["working"]``; empty: any reason.
    * ``one_parent``: a child with fewer than two living parents is not covered (``no``, EL question 6, default), or the
      one who lives decides (``decides``).
    """

    name = "parents_away"
    messages = {
        "zh": {
            "asks": "父母外出",
            "with.who.both": "双方",
            "with.who.either": "任何一方",
            "with.together.False": "各自计算",
            "with.at_least": "满{at_least}以上",
            "with.more_than": "超过{more_than}",
            "with.reasons": "原因：{reasons}",
            "with.gap_up_to": "返乡{gap_up_to}以内不算中断",
            "since": "自{since}起外出，{reached}满期",
            "too_short": "自{since}起外出，{reached}才满期",
            "at_home": "当日并非按要求外出",
            "fewer_than_two": "在世父母不足两人",
            "open": "有关外出的事实尚缺",
        },
        "en": {
            "asks": "parents away",
            "with.who.both": "both",
            "with.who.either": "one or both",
            "with.together.False": "each counted alone",
            "with.at_least": "for {at_least} or more",
            "with.more_than": "for more than {more_than}",
            "with.reasons": "because of: {reasons}",
            "with.gap_up_to": "up to {gap_up_to} at home do not interrupt",
            "since": "away since {since}, long enough from {reached}",
            "too_short": "away since {since}, long enough only from {reached}",
            "at_home": "not away as required on the day",
            "fewer_than_two": "fewer than two living parents",
            "open": "facts about the absences are missing",
        },
    }

    who: Literal["both", "either"] = "both"
    together: bool = True
    at_least: Duration | None = None
    more_than: Duration | None = None
    gap_up_to: Duration = NO_GAP
    during_gap: Literal["away", "home"] = "away"
    reasons: tuple[AbsenceReason, ...] = ()
    one_parent: Literal["no", "decides"] = "no"

    def lint(self) -> Iterator[Problem]:
        """Yield parameters that contradict each other."""
        if self.at_least is not None and self.more_than is not None:
            yield Problem(code="one_comparator", path=("more_than",), values={"names": "at_least, more_than"})
        if self.gap_up_to.unit not in (DurationUnit.DAY, DurationUnit.WEEK):
            yield Problem(code="gap_in_days", path=("gap_up_to",))

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer for every way in which the parents may be alive; where all agree the answer is known."""
        parents = facts.child.parents
        if not is_known(parents):
            return self.finding(UNKNOWN, "open", missing=(Fact("child", facts.id, "parents", parents),))
        away = [self._away(parent, on) for parent in facts.parents]
        doubtful = [
            Fact("parent", a.parent.id, "status", a.parent.status)
            for a in away
            if _may_live(a.parent) is None
        ]
        answers = [self._answer(living, on) for living in _living(away)]
        if len({verdict for verdict, _reason, _values in answers}) == 1:
            verdict, reason, values = answers[0]
        else:
            verdict, reason, values = UNKNOWN, "open", {}
        used = tuple(fact for a in away for fact in a.used)
        missing = (*doubtful, *(fact for a in away for fact in a.missing)) if verdict is UNKNOWN else ()
        return self.finding(verdict, reason, used=used, missing=missing, **values)

    def _answer(self, living: tuple[_Away, ...], on: date) -> tuple[Verdict, str, dict[str, object]]:
        if not living or (self.who == "both" and len(living) < 2 and self.one_parent == "no"):
            return NO, "fewer_than_two", {}
        least = self._full_on([a.least for a in living])
        most = self._full_on([a.most for a in living])
        if least is not None and least[1] <= on:
            return YES, "since", {"since": least[0], "reached": least[1]}
        if most is None:
            return NO, "at_home", {}
        if most[1] > on:
            return NO, "too_short", {"since": most[0], "reached": most[1]}
        return UNKNOWN, "open", {}

    def _full_on(self, starts: list[date | None]) -> tuple[date, date] | None:
        """Return since when the condition runs and the day on which it is full; None if a needed parent is at home."""
        there = [start for start in starts if start is not None]
        if self.who == "either":
            return min(((s, self._reached(s)) for s in there), key=lambda pair: pair[1], default=None)
        if len(there) < len(starts):
            return None
        if self.together:
            return max(there), self._reached(max(there))
        return max(there), max(self._reached(start) for start in there)

    def _reached(self, start: date) -> date:
        if self.more_than is not None:
            return add_days(self.more_than.reached_on(start), 1)
        return start if self.at_least is None else self.at_least.reached_on(start)

    def _away(self, parent: Parent, on: date) -> _Away:
        absences = parent.absences
        fact = Fact("parent", parent.id, "absences", absences)
        if not is_known(absences):
            return _Away(parent, None, date.min, (), (fact,))
        least: list[Span] = []
        most: list[Span] = []
        missing: list[Fact] = []
        for absence in absences:
            counts = self._counts(absence)
            if counts is False or (is_known(absence.start) and absence.start > on):
                continue
            if counts is None:
                missing.append(Fact("absence", absence.id, "reason", absence.reason))
            if not is_known(absence.start):
                missing.append(Fact("absence", absence.id, "start", absence.start))
            sure, possible = _spans(absence, on)
            least.extend(sure if counts else ())
            most.extend(possible)
        return _Away(parent, self._since(least, on), self._since(most, on), (fact,), tuple(missing))

    def _counts(self, absence: Absence) -> bool | None:
        if not self.reasons:
            return True
        return None if isinstance(absence.reason, Unknown) else absence.reason in self.reasons

    def _since(self, spans: Iterable[Span], on: date) -> date | None:
        """Return since when the parent is away on *on*, short returns disregarded; None if at home."""
        spans = tuple(span for span in spans if span.start <= on)
        for run in merge_spans(spans, self._gap):
            until = run.until and add_days(
                run.until, self._gap
            )  # still within the tolerance: not yet back for good
            if run.start <= on and (until is None or on < until):
                if self.during_gap == "home" and not any(span.covers(on) for span in spans):
                    return None
                return run.start
        return None

    @property
    def _gap(self) -> int:
        return self.gap_up_to.count * (7 if self.gap_up_to.unit is DurationUnit.WEEK else 1)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield departures, returns, the ends of tolerated gaps and the days on which a spell is full."""
        for parent in facts.parents:
            for absence in parent.absences if is_known(parent.absences) else ():
                for span in absence.spans() or _unknown_start(absence):
                    yield span.start
                    yield self._reached(span.start)
                    if span.until is not None:
                        for days in (0, self._gap, self._gap + 1):
                            yield add_days(span.until, days)


def _may_live(parent: Parent) -> bool | None:
    return parent.status is LifeStatus.LIVING if is_known(parent.status) else None


def _living(away: list[_Away]) -> Iterator[tuple[_Away, ...]]:
    """Yield who lives, for every way in which the unknown may turn out."""
    choices = [(True, False) if _may_live(a.parent) is None else (_may_live(a.parent),) for a in away]
    for lives in product(*choices):
        yield tuple(a for a, alive in zip(away, lives, strict=True) if alive)


def _spans(absence: Absence, on: date) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the days away read as little and as much as the start allows."""
    if is_known(absence.start):
        spans = absence.spans()
        return spans, spans
    possible = _unknown_start(absence)
    still = absence.until is None or absence.until > on
    return ((Span(on, absence.until),) if still else ()), possible


def _unknown_start(absence: Absence) -> tuple[Span, ...]:
    if is_known(absence.start) or absence.until == date.min:
        return ()
    return (Span(date.min, absence.until),)


CRITERIA: Final = (ParentsAway,)
