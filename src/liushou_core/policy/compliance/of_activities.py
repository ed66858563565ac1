"""What a plan promises to do: catalogues and rules in words, phases, the calendar of months and festivals."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from liushou_core.domain.activity import Activity
from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.unknown import Unknown
from liushou_core.domain.written_record import WrittenRecord
from liushou_core.policy.compliance.checker import Checker, unkept
from liushou_core.policy.compliance.promise import Case, PromiseState
from liushou_core.policy.date_rules.rule import over
from liushou_core.policy.tables.agendas import AgendaItem
from liushou_core.policy.tables.provisions import Provision
from liushou_core.policy.verdict import Fact

__all__ = ["Agenda", "Phases", "Provisions"]


class _OfActivities(Checker):
    def made(self, kind: str, within: Span) -> tuple[Activity, ...] | None:
        """Return the activities of a kind that were made in the days *within*; None where nobody keeps such records."""
        found = self.records(Activity)
        if found is None:
            return None
        return tuple(one for one in found if one.kind == kind and one.made and within.covers(one.day))

    def written(self, kind: str, within: Span) -> tuple[WrittenRecord, ...] | None:
        """Return the written records of a kind from the days *within*; None where nobody keeps such records."""
        found = self.records(WrittenRecord)
        if found is None:
            return None
        return tuple(one for one in found if one.kind == kind and within.covers(one.day))

    def dated(
        self, id: str, found: "tuple[Activity, ...] | tuple[WrittenRecord, ...] | None", span: Span, kind: str
    ) -> None:
        """Add the case of something that was to be done in *span*; None where nobody keeps records of the *kind*."""
        if found is None:
            self.tallies[id].add(unkept(kind))
        else:
            self.in_time(id, span, (str(one.id) for one in found))


class Provisions(_OfActivities):
    """``activity``, ``communication``, ``training``, ``safety``, ``responsibility``: shown by activities of that kind.

    No time is printed, so that nothing recorded is not yet a breach; too small a number is one.
    """

    def end(self) -> None:
        """Look for activities of the kind of each provision."""
        for id, tally in self.tallies.items():
            provision = self._provision(tally.section, id)
            if not provision.defined:
                tally.add(Case(state=PromiseState.UNKNOWN, why="named_only"))
                continue
            found = self.made(provision.counted, self.matter.over)
            if found is None:
                tally.add(unkept("activities"))
            for one in found or ():
                short = _falls_short(provision, one)
                state = PromiseState.BROKEN if short else PromiseState.KEPT
                day = Span(one.day, add_days(one.day, 1))
                why = "short" if short else "recorded"
                tally.add(Case(state=state, span=day, records=(one.id,), why=why))

    def _provision(self, section: str, id: str) -> Provision:
        found: Provision = next(one for one in getattr(self.matter.edition, section) if one.id == id)
        return found


def _falls_short(provision: Provision, activity: Activity) -> bool:
    """Say whether a number that is recorded is smaller than the plan prints."""
    recorded = {number.name: Decimal(number.value) for number in activity.numbers}
    return any(
        isinstance(asked, Decimal) and name in recorded and recorded[name] < asked
        for name, asked in provision.numbers.rows
    )


class Phases(_OfActivities):
    """``phase``: each phase once, in the first of its times that begins under the plan; no plan prints a year."""

    def end(self) -> None:
        """Look for an activity of the phase's kind in its days."""
        plan = self.matter.edition
        for phase in plan.phase:
            first = plan.in_force_from.year
            spans = (phase.span(year) for year in range(first, min(first + 1, date.max.year) + 1))
            span = next((span for span in spans if span.start >= plan.in_force_from), None)
            if span is not None and self.counts(span):
                self.dated(phase.id, self.made(phase.id, span), span, "activities")


class Agenda(_OfActivities):
    """``agenda``: each item in each month or on each festival that begins under the plan."""

    def end(self) -> None:
        """Look for an activity, or a written record, in the days of each item."""
        for item in self.matter.edition.agenda:
            for span in self._times(item):
                if item.document is None:
                    self.dated(item.id, self.made(item.counted, span), span, "activities")
                else:
                    self.dated(item.id, self.written(item.counted, span), span, "written_records")

    def _times(self, item: AgendaItem) -> Iterator[Span]:
        for span, missing in self._days(item):
            if isinstance(span, Unknown):
                case = Case(state=PromiseState.UNKNOWN, missing=missing, why="day_unknown")
                self.tallies[item.id].add(case)
            elif span is not None and self.counts(span):
                yield span

    def _days(self, item: AgendaItem) -> Iterator[tuple[Span | Unknown | None, tuple[Fact, ...]]]:
        """Yield the days of the item in each year that is looked at, and what is missing where nobody can tell them."""
        seen, tables = self.matter.over, self.matter.facts.day_table
        if item.day is None:
            yield from ((item.span(year), ()) for year in range(seen.start.year, self.matter.on.year + 1))
            return
        for span, year in over(item.day, seen, tables):
            yield span, tuple(item.day.lacks(year, tables)) if isinstance(span, Unknown) else ()
