"""The ``[[limit]]`` tables: how long after, or before, one event another must come, or may not come (design §6.7, 7)."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import attrs

from liushou_core.domain.calendar import Counting, Direction, Lapse, LapseUnit, add_days, counted
from liushou_core.domain.privacy import Sensitivity
from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.domain.unknown import NOT_KNOWN, Unknown, is_known
from liushou_core.errors import Problem
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.date_rules.date_moment import DateMoment
from liushou_core.policy.reading.happenings import Happening, events_fact, happened
from liushou_core.policy.reading.moments import EventMoment, Found, Moment
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.lawful_days import LawfulDays, lawful_days
from liushou_core.policy.tables.limit_answer import LimitAnswer, LimitState
from liushou_core.policy.tables.limit_pairs import over_all, picked_alike
from liushou_core.policy.verdict import NO, YES, Clause, Fact, Finding

__all__ = ["Limit"]


@attrs.frozen
class _Seconds:
    """The days on which the second event came that count towards the limit, in order; and what is missing to know of them.

    ``unsure``: days of events of which nobody recorded whether they are such as ``to`` asks for, each with what is missing.
    """

    days: tuple[date, ...] = ()
    unsure: tuple[tuple[date, tuple[Fact, ...]], ...] = ()
    used: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()


@attrs.frozen(kw_only=True)
class Limit:
    """``to`` comes at least, or at most, so long ``after`` (or ``before``) ``from``.

    * ``count``: ``plain`` days have the first event's day as day 0; ``clear`` days leave out both ends.
    * ``calendar``: the table that says which days are worked, by its id among the facts.
    * Of the events of the kind ``to`` only those count that come on the day of ``from`` or on the right side of it, up to the
      judged day; a recorded day or a date of the plan may lie ahead. ``several``: if there are more than one, the ``nearest``
      counts, or the limit is kept if ``any`` keeps it; where nothing is said, the nearest after and any before. (A waiting
      period is broken by the first act that comes too soon; a notice in time is not undone by a reminder,
      nor is one that came too early held against it while another may still come.) So ``which`` and
      ``nth`` have their say in ``from`` only.
    * What is recorded once is never both: the second event is another than the first, and where both are picked alike
      ("at least 4 weeks between two doses") one that comes after it, on the same day in the order of the ids.
    * ``each``: every event of the kind ``from`` begins the limit, not only the one that ``which`` names, and where both are picked
      alike the nearest counts: so every two in a row are compared. The worst of these pairs is the answer
      (``limit_pairs.py``).
    * ``at_once``: where it is YES, both must come on one day, whatever the bounds.
    * ``applies_when``: where it is NO, the limit is out of scope.

    While ``to`` has not come the limit is open, and broken when its last lawful day has passed without it.
    """

    id: str
    from_: Moment
    to: Moment
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    at_least: Lapse | None = None
    at_most: Lapse | None = None
    direction: Direction = "after"
    count: Counting = "plain"
    several: Literal["nearest", "any"] | None = None
    each: bool = False
    calendar: str = "default"
    applies_when: Clause | None = None
    at_once: Clause | None = None
    source: Source | None = None

    @property
    def unit(self) -> LapseUnit:
        """The unit in which time is counted: that of ``at_most``, else of ``at_least``, else days."""
        bound = self.at_most or self.at_least
        return LapseUnit.DAY if bound is None else bound.unit

    def lint(self) -> Iterator[Problem]:
        """Yield a limit without bounds, with negative or crossed ones, and days that are nobody's business."""
        if self.at_least is None and self.at_most is None and self.at_once is None:
            yield Problem(code="limit_without_bound", path=("at_most",))
        for name in ("at_least", "at_most"):
            bound = getattr(self, name)
            if bound is not None and bound.count < 0:
                yield Problem(code="negative_lapse", path=(name,))
        least, most = self.at_least, self.at_most
        if least is not None and most is not None and least.unit is most.unit and least.count > most.count:
            yield Problem(code="empty_band", path=("at_most",))
        yield from self._lint_moments()

    def _lint_moments(self) -> Iterator[Problem]:
        for name in ("from_", "to"):
            target = getattr(getattr(self, name), "target", None)
            if getattr(target, "sensitivity", None) is Sensitivity.IDENTITY:
                # Every answer shows the days.
                yield Problem(code="limit_shows_identity", path=(name.rstrip("_"),))
        if self.each and not isinstance(self.from_, EventMoment):
            yield Problem(code="limit_each_event", path=("each",))
        for name, usual in (("which", "latest"), ("nth", None)):
            values = {"key": name}
            if getattr(self.to, name, usual) != usual:
                yield Problem(code="limit_to_which", path=("to", name), values=values, severity="warning")
            if self.each and getattr(self.from_, name, usual) != usual:
                yield Problem(code="limit_each_which", path=("from", name), values=values, severity="warning")

    def answer(self, subject: Subject, on: date) -> LimitAnswer:
        """Return what the limit says about a subject on a day. Never raises for facts that are merely missing."""
        asked = [None if c is None else ask(c, subject, on) for c in (self.applies_when, self.at_once)]
        scope, at_once = asked
        findings = tuple(finding for finding in asked if finding is not None)
        if scope is not None and scope.verdict is NO:
            return self._answered("out_of_scope", subject, on, findings=findings)
        inside = attrs.evolve(self._in_scope(subject, on, at_once), findings=findings)
        if scope is None or scope.verdict is YES:
            return inside
        missing = tuple(dict.fromkeys((*open_facts(scope), *inside.missing)))
        return attrs.evolve(inside, state="unknown", missing=missing)

    def _in_scope(self, subject: Subject, on: date, at_once: Finding | None) -> LimitAnswer:
        if not self.each or not isinstance(self.from_, EventMoment):
            return self._from(self.from_.found(subject, on), subject, on, at_once)
        events = happened(subject, self.from_.kind)
        if isinstance(events, Unknown):
            return self._answered("unknown", subject, on, missing=(events_fact(subject),))
        come = [(one, one.recorded_as(self.from_.facts)) for one in events if one.day <= on]
        if picked_alike(self.from_, self.to) and self.direction == "before":  # nothing comes before the first
            come = come[next((n for n, (_, so) in enumerate(come, 1) if so), len(come)) :]
        sure, doubtful = (
            {
                one: self._from(Found(one.day, (one.fact,)), subject, on, at_once)
                for one, so in come
                if so is how
            }
            for how in (True, None)
        )
        missing = tuple(fact for one in doubtful for fact in one.lacks(self.from_.facts))
        none = self._answered("unknown" if doubtful else "not_begun", subject, on, missing=missing)
        return over_all(tuple(sure.values()), tuple(doubtful.values()), none, missing)

    def _from(self, first: Found, subject: Subject, on: date, at_once: Finding | None) -> LimitAnswer:
        """Return what is said of one first event."""
        if first.day is None:
            state: LimitState = "not_begun" if first.is_known else "unknown"
            return self._answered(state, subject, on, used=first.used, missing=first.missing)
        seconds = self._seconds(subject, on, first.day, first.used)
        seconds = attrs.evolve(seconds, used=(*first.used, *seconds.used))
        verdict = NO if at_once is None else at_once.verdict
        ways = [] if verdict is NO else [LawfulDays(first.day, first.day)]
        if verdict is not YES:
            ways.append(self._window(first.day, subject))
        answers = [self._in_window(window, first.day, seconds, subject, on) for window in ways]
        if len({one.state for one in answers}) == 1:
            return answers[-1]
        assert at_once is not None  # only an UNKNOWN leaves two ways open
        missing = (*open_facts(at_once), *(fact for one in answers for fact in one.missing))
        return attrs.evolve(answers[-1], state="unknown", missing=tuple(dict.fromkeys(missing)))

    def _window(self, first: date, subject: Subject) -> LawfulDays:
        """Return the lawful days; the second event never comes on the wrong side of the first."""
        return lawful_days(
            first,
            self.at_least,
            self.at_most,
            direction=self.direction,
            count=self.count,
            table=subject.around.day_table(self.calendar),
        )

    def _seconds(self, subject: Subject, on: date, first: date, begun_by: tuple[Fact, ...]) -> _Seconds:
        if isinstance(self.to, EventMoment):
            events = happened(subject, self.to.kind)
            if isinstance(events, Unknown):
                return _Seconds(missing=(events_fact(subject),))
            sides = [e for e in events if e.day <= on and self._may_follow(e, first, begun_by)]
            such = [e for e in sides if e.recorded_as(self.to.facts)]
            return _Seconds(
                days=tuple(e.day for e in such),
                unsure=tuple(
                    (e.day, tuple(Fact(e.kind, e.id, name) for name in self.to.facts))
                    for e in sides
                    if e.recorded_as(self.to.facts) is None
                ),
                used=tuple(e.fact for e in such),
            )
        if isinstance(self.to, DateMoment):
            side = self.to.next if self.direction == "after" else self.to.latest
            found = side(subject, first)
        else:
            found = self.to.found(subject, on)
        days = () if found.day is None else (found.day,)
        return _Seconds(days=days, used=found.used, missing=found.missing)

    def _may_follow(self, event: Happening, first: date, begun_by: tuple[Fact, ...]) -> bool:
        """Say whether an event is another than the first one, and on its right side."""
        if event.fact in begun_by or not self._on_the_right_side(event.day, first):
            return False
        if event.day != first or not picked_alike(self.from_, self.to):
            return True
        return (event.id > begun_by[0].id) == (self.direction == "after")

    def _on_the_right_side(self, day: date, first: date) -> bool:
        return day >= first if self.direction == "after" else day <= first

    def _in_window(
        self, window: LawfulDays, first: date, seconds: _Seconds, subject: Subject, on: date
    ) -> LimitAnswer:
        # One day decides, so that it is enough to add each doubtful one by itself.
        added: list[tuple[date, ...]] = [(), *((day,) for day, _ in seconds.unsure)]
        ways = [self._chosen(tuple(sorted((*seconds.days, *more))), window, on) for more in added]
        states: list[LimitState] = [self._state(window, way, seconds, on) for way in ways]
        state = states[0]
        second, missing = ways[0], list(seconds.missing)
        end = None if missing else second or on
        # What need not come makes no difference where pairs are compared.
        alike = self.each and window.latest is None and set(states) == {"open", "kept"}
        if len(set(states)) > 1 and not alike:
            state, second, end = "unknown", None, None
            missing.extend(fact for _, facts in seconds.unsure for fact in facts)
        if state == "unknown" and not window.is_known:
            missing.append(Fact("day_table", self.calendar, "days", NOT_KNOWN))
        return self._answered(
            state,
            subject,
            on,
            first=first,
            second=second,
            counted=self._counted(first, end, subject),
            earliest=window.earliest if is_known(window.earliest) else None,
            latest=window.latest if is_known(window.latest) else None,
            used=seconds.used,
            missing=tuple(missing),
        )

    def _counted(self, first: date, end: date | None, subject: Subject) -> int | None:
        """Return the units up to *end*; None if that is not known, or on the wrong side."""
        if end is None or not self._on_the_right_side(end, first):
            return None
        table = subject.around.day_table(self.calendar)
        return counted(first, end, self.unit, count=self.count, table=table)

    def _chosen(self, days: tuple[date, ...], window: LawfulDays, on: date) -> date | None:
        """Return the day of the second event that decides; the nearest to the first comes first or last."""
        if not days:
            return None
        after = self.direction == "after"
        nearest = after or (self.each and picked_alike(self.from_, self.to))
        if (self.several or ("nearest" if nearest else "any")) == "any":
            lawful = [day for day in days if window.allows(day)]
            if not lawful and window.may_come(on):
                return None  # what came at another time breaks nothing while one in time may still come
            days = tuple(lawful) or days
        return days[0] if after else days[-1]

    @staticmethod
    def _state(window: LawfulDays, second: date | None, seconds: _Seconds, on: date) -> LimitState:
        if second is not None:
            allowed = window.allows(second)
            return "unknown" if allowed is None else "kept" if allowed else "broken"
        if seconds.missing or not is_known(window.latest):
            return "unknown"
        return "broken" if window.latest is not None and on > window.latest else "open"

    def _answered(self, state: LimitState, subject: Subject, on: date, **found: object) -> LimitAnswer:
        return LimitAnswer(
            id=self.id,
            state=state,
            subject=subject.id,
            on=on,
            unit=self.unit,
            count=self.count,
            title=self.title,
            source=self.source,
            **found,  # type: ignore[arg-type]  # the fields that the callers above name
        )

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change of the answer's state with no new fact."""
        for clause in (self.applies_when, self.at_once):
            if clause is not None:
                yield from changes_of(clause, subject, after)
        moved = {*self.from_.boundaries(subject, after), *self.to.boundaries(subject, after)}
        yield from moved
        days = (after, *moved)
        every = self.each and isinstance(self.from_, EventMoment)
        firsts = set(days) if every else {self.from_.found(subject, day).day for day in days}
        for first in firsts:
            if first is not None:
                latest = self._window(first, subject).latest
                yield from (add_days(last, 1) for last in (first, latest) if isinstance(last, date))
