"""How long something has lasted: one criterion for every interval: a spell, a declared span, the time since a moment."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, Span, add_days
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.declared import DeclaredFact, observed, observed_until
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.moments import Moment
from liushou_core.policy.operand import FactRef
from liushou_core.policy.related import members, relation_days
from liushou_core.policy.running import running_since
from liushou_core.policy.spell_clocks import Lasting, Spans, SpellClock, together
from liushou_core.policy.spells import EVER
from liushou_core.policy.tally_records import SpellKind
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["CRITERIA", "Lasts"]

NO_GAP: Final = Duration(0, DurationUnit.DAY)


@attrs.frozen(kw_only=True)
class Lasts(Criterion):
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
    * ``beyond``: only spells outside the place of this level in which the subject is at home: where its spell of kind ``home``
      (default ``residence``) is. ``same_place``: only spells within one place of this level run on into each other.
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

    def lint(self) -> Iterator[Problem]:
        """Yield an interval named twice or not at all, parameters of spells where there is none, and bounds that cross."""
        given = [name for name in ("spell", "span", "since") if getattr(self, name) is not None]
        if len(given) != 1:
            yield Problem(code="item_one_of", values={"choices": "spell, span, since"})
        if given != ["spell"]:
            for name in ("of", "reasons", "breaks", "beyond", "same_place"):
                if getattr(self, name) not in (None, (), Lookup()):
                    yield Problem(code="only_of_spells", path=(name,), values={"key": name})
        if self.together and self.of is None:
            yield Problem(code="missing_key", values={"key": "of"})
        if self.gap_up_to.unit not in (DurationUnit.DAY, DurationUnit.WEEK):
            yield Problem(code="gap_in_days", path=("gap_up_to",))
        yield from self._bad_breaks()
        if (
            self.span is not None
            and isinstance(self.span.target, DeclaredFact)
            and self.span.target.type != "span"
        ):
            yield Problem(
                code="fact_of_other_type", path=("span",), values={"name": self.span.fact, "types": "span"}
            )
        yield from self._two_bounds()

    def _bad_breaks(self) -> Iterator[Problem]:
        if self.spell is not None and self.spell.kind == "absence" and len(self.breaks):
            yield Problem(code="absence_breaks", path=("breaks",))
        for name, effect in self.breaks.rows:
            if effect not in ("ignore", "restart"):
                yield Problem(
                    code="not_a_choice", path=("breaks", name), values={"choices": "ignore, restart"}
                )

    def _two_bounds(self) -> Iterator[Problem]:
        for low, high in (("at_least", "more_than"), ("at_most", "less_than")):
            if getattr(self, low) is not None and getattr(self, high) is not None:
                yield Problem(code="one_comparator", path=(high,), values={"names": f"{low}, {high}"})

    # ------------------------------------------------------------------------------------------ the answer

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer for the shortest and for the longest that it can have lasted."""
        clocks = self._clocks(facts, on)
        used = tuple(dict.fromkeys(fact for clock in clocks for fact in clock.used))
        missing = tuple(dict.fromkeys(fact for clock in clocks for fact in clock.missing))
        latest = self._start([(clock.least, clock.maybe_hard) for clock in clocks], on)
        earliest = self._start([(clock.most, clock.hard) for clock in clocks], on)
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

    def _start(self, clocks: list[tuple[Spans, tuple[date, ...]]], on: date) -> date | None:
        """Return the day from which all clocks have run; None if one does not run, or there is none."""
        starts = [running_since(spans, on, self._gap, hard) for spans, hard in clocks]
        known = [start for start in starts if start is not None]
        return max(known) if known and len(known) == len(starts) else None

    @property
    def _gap(self) -> int:
        return self.gap_up_to.count * (7 if self.gap_up_to.unit is DurationUnit.WEEK else 1)

    # ------------------------------------------------------------------------------------------ the clocks

    def _clocks(self, facts: Subject, on: date) -> list[Lasting]:
        if self.since is not None:
            return [self._moment(self.since, facts, on)]
        if self.span is not None:
            return [self._declared(self.span.target, facts, on)]
        if self.of is None:
            return [self._clock.read(facts, facts, on)]
        return self._of_members(self.of, facts, on)

    @staticmethod
    def _moment(since: Moment, facts: Subject, on: date) -> Lasting:
        found = since.found(facts, on)
        if not found.is_known:
            return Lasting((), (EVER,), used=found.used, missing=found.missing)
        days = () if found.day is None else (Span(found.day),)
        return Lasting(days, days, used=found.used)

    def _declared(self, declared: Any, facts: Subject, on: date) -> Lasting:
        assert self.span is not None
        if not isinstance(declared, DeclaredFact):
            return Lasting((), (EVER,), missing=(Fact(facts.kind.value, facts.id, self.span.fact),))
        one = observed(facts, declared, on)
        if isinstance(one.value, Span):
            return Lasting((one.value,), (one.value,), used=(one.fact,))
        return Lasting((), (EVER,), missing=(one.fact,))

    def _of_members(self, role: str, facts: Subject, on: date) -> list[Lasting]:
        found = members(facts, role, on, "left_out")
        if not found.asked:
            return [Lasting((), (EVER,), missing=found.missing)]
        each = [(member.there, self._clock.read(member.subject, facts, on)) for member in found.each]
        # Whoever may not live is in the way of what is certain, and not of what is possible.
        clocks = [
            clock if there is YES else attrs.evolve(clock, most=(EVER,), hard=()) for there, clock in each
        ]
        if each and all(there is UNKNOWN for there, _ in each):
            clocks.append(Lasting((), (EVER,)))
        if self.together and clocks:
            clocks = [together(clocks)]
        return [attrs.evolve(clock, missing=(*found.missing, *clock.missing)) for clock in clocks]

    @property
    def _clock(self) -> SpellClock:
        return SpellClock(
            kind="" if self.spell is None else self.spell.kind,
            gap=self._gap,
            breaks=self.breaks,
            reasons=self.reasons,
            beyond=self.beyond,
            same_place=self.same_place,
            home=self.home,
        )

    # ------------------------------------------------------------------------------------------ when it changes

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield beginnings and ends, the ends of tolerated gaps, and the days on which a time is full."""
        for span in self._edges(facts, after):
            yield span.start
            for limit in (self.at_least, self.more_than, self.at_most, self.less_than):
                if limit is not None:
                    yield limit.reached_on(span.start)
                    yield add_days(limit.reached_on(span.start), 1)
            if span.until is not None:
                for later in (0, self._gap, self._gap + 1):
                    yield add_days(span.until, later)
        if self.of is not None:
            yield from relation_days(facts, self.of)

    def _edges(self, facts: Subject, after: date) -> Iterator[Span]:
        if self.since is not None:
            days = list(self.since.boundaries(facts, after))
            yield from (Span(day) for day in days)
            found = (self.since.found(facts, day).day for day in (after, *days))
            yield from (Span(day) for day in found if day is not None)
        elif self.span is not None and isinstance(self.span.target, DeclaredFact):
            days = list(observed_until(facts, self.span.target))
            yield from (Span(day) for day in days)
            values = (observed(facts, self.span.target, day).value for day in (after, *days))
            yield from (value for value in values if isinstance(value, Span))
        else:
            yield from self._spell_edges(facts)

    def _spell_edges(self, facts: Subject) -> Iterator[Span]:
        owners = [facts]
        if self.of is not None:
            related = facts.around.related(facts.kind, facts.id, self.of)
            owners += [] if isinstance(related, Unknown) else [one.subject for one in related]
        for owner in owners:
            spells = owner.around.spells(owner.kind, owner.id)
            for spell in () if isinstance(spells, Unknown) else spells:
                start = spell.start if is_known(spell.start) else date.min
                yield Span(start, spell.until)
                yield from (Span(one.start, one.until) for one in spell.breaks)
                yield from (Span(one.until) for one in spell.breaks if one.until is not None)

    def parameters(self) -> dict[str, object]:
        """Return the parameters with what goes on in words."""
        return {
            **super().parameters(),
            "what": _What(self.since or self.span or self.spell, since=self.since is not None),
        }


@attrs.frozen
class _What:
    """What goes on, in words: a spell, a declared span, or the time since a moment."""

    what: Any
    since: bool

    def says(self, locale: Locale) -> str:
        """Return it as the beginning of a condition."""
        what = "" if self.what is None else self.what.says(locale)
        return render("lasts.since" if self.since else "lasts.spell", locale, what=what)


CRITERIA: Final = (Lasts,)
