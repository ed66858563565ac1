"""What goes on: a spell, a declared span, or the time since a moment; since when, as late and as early as the facts allow."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final

import attrs

from liushou_core.domain.calendar import Duration, DurationUnit, Span, add_days
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reading.declared import DeclaredFact, observed, observed_until
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reading.operand import FactRef
from liushou_core.policy.reading.related import members, relation_days
from liushou_core.policy.reading.role_names import NamesRole
from liushou_core.policy.reading.running import running_since
from liushou_core.policy.reading.spell_clocks import Lasting, Spans, SpellClock, together
from liushou_core.policy.reading.spells import EVER
from liushou_core.policy.reading.tally_records import SpellKind
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import UNKNOWN, YES, Fact

__all__ = ["NO_GAP", "Began", "GoingOn"]

NO_GAP: Final = Duration(0, DurationUnit.DAY)


@attrs.frozen
class Began:
    """Since when it has gone on: not before ``earliest`` (None: it does not go on), and from ``latest`` on for certain (None: perhaps
    not at all).
    """

    earliest: date | None
    latest: date | None
    used: tuple[Fact, ...]
    missing: tuple[Fact, ...]


@attrs.frozen(kw_only=True)
class GoingOn(NamesRole):
    """One of ``spell``, ``span`` or ``since``, with what counts of spells; the parameters are those of the criterion ``lasts``."""

    shorthand: ClassVar[str] = "spell"

    spell: SpellKind | None = None
    span: FactRef | None = None
    since: Moment | None = None
    of: str | None = None
    together: bool = False
    gap_up_to: Duration = NO_GAP
    breaks: Lookup = Lookup()
    reasons: tuple[str, ...] = ()
    beyond: str | None = None
    same_place: str | None = None
    home: str = "residence"
    target: Any = resolved()

    def lint(self) -> Iterator[Problem]:
        """Yield an interval named twice or not at all, and parameters of spells where there is none."""
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

    def _bad_breaks(self) -> Iterator[Problem]:
        if self.spell is not None and self.spell.kind == "absence" and len(self.breaks):
            yield Problem(code="absence_breaks", path=("breaks",))
        for name, effect in self.breaks.rows:
            if effect not in ("ignore", "restart"):
                yield Problem(
                    code="not_a_choice", path=("breaks", name), values={"choices": "ignore, restart"}
                )

    def says(self, locale: Locale) -> str:
        """Return it as the beginning of a condition."""
        what = self.since or self.span or self.spell
        named = "" if what is None else what.says(locale)
        return render("lasts.spell" if self.since is None else "lasts.since", locale, what=named)

    def began(self, facts: Subject, on: date) -> Began:
        """Return since when it goes on for the subject on the day, read as little and as much as the facts allow."""
        clocks = self._clocks(facts, on)
        return Began(
            earliest=self._start([(clock.most, clock.hard) for clock in clocks], on),
            latest=self._start([(clock.least, clock.maybe_hard) for clock in clocks], on),
            used=tuple(dict.fromkeys(fact for clock in clocks for fact in clock.used)),
            missing=tuple(dict.fromkeys(fact for clock in clocks for fact in clock.missing)),
        )

    def _start(self, clocks: list[tuple[Spans, tuple[date, ...]]], on: date) -> date | None:
        """Return the day from which all clocks have run; None if one does not run, or there is none."""
        starts = [running_since(spans, on, self._gap, hard) for spans, hard in clocks]
        known = [start for start in starts if start is not None]
        return max(known) if known and len(known) == len(starts) else None

    @property
    def _gap(self) -> int:
        return self.gap_up_to.count * (7 if self.gap_up_to.unit is DurationUnit.WEEK else 1)

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

    def changes(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which it ends, or a tolerated gap does, or somebody begins or ceases to be related."""
        for span in self.edges(facts, after):
            if span.until is not None:
                for later in (0, self._gap, self._gap + 1):
                    yield add_days(span.until, later)
        if self.of is not None:
            yield from relation_days(facts, self.of)

    def edges(self, facts: Subject, after: date) -> Iterator[Span]:
        """Yield spans among whose first days is every day since which it can have gone on."""
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
