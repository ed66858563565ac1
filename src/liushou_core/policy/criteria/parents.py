"""Parents away: who is left behind (EL-1 … EL-3, EL-10, EL-11), with every open reading as a parameter.

The answer is monotone in "away": more days away never turn YES into NO. So what is not known is judged twice, once
as little away as the facts allow and once as much; where both agree the answer is known. A spell whose start is unknown
was recorded because it holds: it began on the judged day or before.
"""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import attrgetter
from typing import Any, Final, Literal, cast

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, Span, add_days
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, AbsenceReason, Parent
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.errors import Problem
from liushou_core.policy.criteria.absences import (
    EVER,
    Away,
    Spans,
    facts_of,
    least_and_most,
    lives,
    parents_of,
    starts,
    ways_to_live,
)
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.memory import remembered
from liushou_core.policy.reading.running import shared_days
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["CRITERIA", "ParentsAway"]

_START: Final = attrgetter("start")
NO_GAP: Final = Duration(0, DurationUnit.DAY)
Answer = tuple[Verdict, str, dict[str, Any]]


@attrs.frozen(kw_only=True)
class ParentsAway(Criterion):
    """The parents are away on the day, and have been for long enough without coming home.

    * ``who``: ``both`` parents (EL-1) or ``either`` (EL-11 names no number).
    * ``together``: one clock for both (EL question 3, default): it runs while both are away at the same time, from the
      later departure, and a return of either stops it. ``False``: each parent has a clock of his own. The two differ only
      where returns are tolerated: two short returns one after the other are one long time with a parent at home.
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
            "with.gap_up_to.0 days": "任何返乡都算中断",
            "with.gap_up_to": "返乡{gap_up_to}以内不算中断",
            "with.during_gap.home": "返乡当日不算外出",
            "with.one_parent.decides": "只有一方在世的以其为准",
            "away": "当日按要求外出",
            "since": "自{since}起外出，{reached}满期",
            "since_at_latest": "最迟自{since}起外出，{reached}已满期",
            "too_short": "自{since}起外出，{reached}才满期",
            "too_short_at_best": "最早自{since}起外出，{reached}才满期",
            "at_home": "当日并非按要求外出",
            "fewer_than_two": "在世父母不足两人",
            "no_parent": "没有在世的父母",
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
            "with.gap_up_to.0 days": "any return home interrupts",
            "with.gap_up_to": "up to {gap_up_to} at home do not interrupt",
            "with.during_gap.home": "a day at home does not count as away",
            "with.one_parent.decides": "where only one lives, that one decides",
            "away": "away as required on the day",
            "since": "away since {since}, long enough from {reached}",
            "since_at_latest": "away since {since} at the latest, long enough by {reached}",
            "too_short": "away since {since}, long enough only from {reached}",
            "too_short_at_best": "away since {since} at the earliest, long enough only from {reached}",
            "at_home": "not away as required on the day",
            "fewer_than_two": "fewer than two living parents",
            "no_parent": "no living parent",
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
        ids = Fact("child", facts.id, "parents", facts.child.parents)
        if not is_known(facts.child.parents):
            return self.finding(UNKNOWN, "open", missing=(ids,))
        parents = parents_of(facts)
        away = [self._away(parent, on) for parent in parents if lives(parent) is not False]
        answers = [self._answer(living, on) for living in ways_to_live(away)]
        verdict, reason, values = answers[0]
        if len(answers) > 1 and any(other is not verdict for other, _reason, _values in answers):
            verdict, reason, values = UNKNOWN, "open", {}
        missing = tuple(self._missing(away, on)) if verdict is UNKNOWN else ()
        return self.finding(verdict, reason, used=(ids, *facts_of(parents)), missing=missing, **values)

    def _answer(self, living: tuple[Away, ...], on: date) -> Answer:
        if not living or (self.who == "both" and len(living) < 2 and self.one_parent == "no"):
            return NO, "fewer_than_two" if living else "no_parent", {}
        least = self._full_on([a.least for a in living], on)
        most = self._full_on([a.most for a in living], on) if any(a.doubts for a in living) else least
        if least is not None and least[1] <= on:
            if self.at_least is None and self.more_than is None:
                return YES, "away", {}
            return YES, "since" if least == most else "since_at_latest", _days(least)
        if most is None:
            return NO, "at_home", {}
        if most[1] > on:
            return NO, "too_short" if least == most else "too_short_at_best", _days(most)
        return UNKNOWN, "open", {}

    def _full_on(self, each: list[Spans], on: date) -> tuple[date, date] | None:
        """Return since when the condition runs and the day on which it is full; None if a needed parent is at home."""
        if self.who == "both" and self.together and self._gap:  # with no tolerance both clocks say the same
            each = [reduce(shared_days, each)]
        since = [self._since(spans, on) for spans in each]
        there = [start for start in since if start is not None]
        if not there or (self.who == "both" and len(there) < len(since)):
            return None
        # More days away never come too late: the later a start, the later it is full.
        last = min(there) if self.who == "either" else max(there)
        return last, self._reached(last)

    def _reached(self, start: date) -> date:
        if self.more_than is not None:
            return add_days(self.more_than.reached_on(start), 1)
        return start if self.at_least is None else self.at_least.reached_on(start)

    def _away(self, parent: Parent, on: date) -> Away:
        if isinstance(parent.absences, Unknown):
            ever = (EVER,)
            return Away(parent, (), ever, ((Fact("parent", parent.id, "absences", parent.absences), ever),))
        least: list[Span] = []
        most: list[Span] = []
        doubts: list[tuple[Fact, Spans]] = []
        for absence in parent.absences:
            counts = self._counts(absence)
            sure, possible = least_and_most(absence, parent, on)
            if counts is False or not possible:
                continue
            least.extend(sure if counts else ())
            most.extend(possible)
            if counts is None:
                doubts.append((Fact("absence", absence.id, "reason", absence.reason), possible))
            if isinstance(absence.start, Unknown):
                doubts.append((Fact("absence", absence.id, "start", absence.start), possible))
        return Away(parent, tuple(least), tuple(most), tuple(doubts))

    def _counts(self, absence: Absence) -> bool | None:
        if not self.reasons:
            return True
        return None if isinstance(absence.reason, Unknown) else absence.reason in self.reasons

    def _since(self, spans: Spans, on: date) -> date | None:
        """Return since when there is nobody at home on *on*, short returns disregarded; None if somebody is."""
        since: date | None = None
        back: date | None = None  # the first day at home after the run of spells that began with *since*
        gap = self._gap
        begun = [span for span in spans if span.start <= on]
        begun.sort(key=_START)
        for span in begun:
            if since is None or (back is not None and (span.start - back).days > gap):
                since, back = span.start, span.until
            elif back is not None:
                back = None if span.until is None else max(back, span.until)
        # A return that may yet be short is not a return for good.
        if since is None or (back is not None and on >= (add_days(back, gap) if gap else back)):
            return None
        at_home = self.during_gap == "home" and not any(span.covers(on) for span in spans)
        return None if at_home else since

    @property
    def _gap(self) -> int:
        return self.gap_up_to.count * (7 if self.gap_up_to.unit is DurationUnit.WEEK else 1)

    def _missing(self, away: list[Away], on: date) -> Iterator[Fact]:
        """Yield the unknown facts that can change the answer; those that cannot would be asked for in vain."""
        for one in away:
            if lives(one.parent) is None and self._life_matters(one, away, on):
                yield Fact("parent", one.parent.id, "status", one.parent.status)
        for one in away:
            run = self._since(one.most, on)
            if run is not None and self._settled(one, on) is None:
                for fact, spans in one.doubts:
                    if any(self._extends(span, run, on) for span in spans):
                        yield fact

    def _life_matters(self, one: Away, away: list[Away], on: date) -> bool:
        if self.who == "either":
            return self._settled(one, on) is not False
        others = sum(lives(a.parent) is True for a in away if a is not one)
        enough = others >= (2 if self.one_parent == "no" else 1)
        return not (enough and self._settled(one, on) is True)

    def _settled(self, one: Away, on: date) -> bool | None:
        """Say whether this parent is away for long enough, for certain; None also where a common clock runs."""
        if self.who == "both" and self.together and self._gap:
            return None  # a short time at home can lengthen another parent's
        least, most = self._full_on([one.least], on), self._full_on([one.most], on)
        if least is not None and least[1] <= on:
            return True
        return None if most is not None and most[1] <= on else False

    def _extends(self, span: Span, run: date, on: date) -> bool:
        """Say whether days away in *span* can make the difference: part of the longest *run*, and not beyond need."""
        end = span.until
        return end is None or (end > run and self._reached(add_days(end, self._gap)) > on)

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield departures, returns, the ends of tolerated gaps and the days on which a spell is full."""
        yield from remembered(
            self, facts, date.min, self._changes
        )  # the same, whatever day they are asked from

    def _changes(self, facts: Subject, _on: date) -> frozenset[date]:
        return frozenset(self._change_days(cast("ChildFacts", facts)))

    def _change_days(self, facts: ChildFacts) -> Iterator[date]:
        for parent in facts.parents:
            for absence in parent.absences if is_known(parent.absences) else ():
                for span in {s for start in starts(absence, parent) for s in absence.spans_from(start)}:
                    yield span.start
                    yield self._reached(span.start)
                    if span.until is not None:
                        # A day after the tolerance a spell of unknown start need no longer follow on this one.
                        for later in (0, self._gap, self._gap + 1):
                            yield add_days(span.until, later)


def _days(full: tuple[date, date]) -> dict[str, Any]:
    return {"since": full[0], "reached": full[1]}


CRITERIA: Final = (ParentsAway,)
