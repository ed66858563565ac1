"""Rows: the windows of a duty that one subject owes, in order, before anyone asks what was done in them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

import attrs

from liushou_core.domain.calendar import Duration, Span, TermTable, add_days
from liushou_core.policy.due.ledger import Ledger
from liushou_core.policy.due.windows import Window, window_of
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.cadence import Tile
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.verdict import NO, UNKNOWN, Verdict
from liushou_core.policy.verdict_line import VerdictLine

__all__ = ["DutySpell", "Row", "duty_spells", "following_rows", "rolling_rows", "tiled_rows"]


@attrs.frozen(eq=False)
class DutySpell:
    """A duty in the same terms from ``start`` up to but not on ``until``; a window belongs to the terms of its first day.

    ``since``: the day from which the duty has had a number without a break, in whatever terms.
    """

    duty: Duty
    start: date
    until: date | None
    since: date


@attrs.frozen(eq=False)
class Row:
    """A window that is or may be owed: ``verdict`` is YES or UNKNOWN.

    ``through``: the last day on which a contact counts for it. ``fresh``: the window before it was not owed. ``most``: how
    long it may be from one contact to the next, if that is what is judged; ``since``: from which day on that is counted,
    before the window if the gap runs on from an earlier phase.
    """

    duty: Duty
    window: Window
    through: date
    verdict: Verdict
    fresh: bool
    most: Duration | None = None
    since: date | None = None


def duty_spells(policy: Policy, on: date) -> dict[str, list[DutySpell]]:
    """Return the spells of every duty under the editions in force up to *on*, in the order of the plan.

    An edition changes the terms of duties, it neither adds nor removes any; one that leaves a duty as it was does not
    interrupt it.
    """
    begun = {policy.in_force_from, *(edition.from_ for edition in policy.edition)}
    days = [day for day in sorted(begun) if policy.in_force_from <= day <= on]
    plans = [policy.on(day).duty for day in days]
    return {terms[0].id: list(_spells(days, terms)) for terms in zip(*plans, strict=True)}


def _spells(days: Sequence[date], terms: Sequence[Duty]) -> Iterator[DutySpell]:
    """Yield the spells of one duty, whose *terms* hold from *days* on."""
    changes = [n for n in range(len(terms)) if n == 0 or terms[n] != terms[n - 1]]
    since: date | None = None
    for begin, end in zip_longest(changes, changes[1:]):
        since = None if terms[begin].unscheduled else since or days[begin]
        yield DutySpell(terms[begin], days[begin], None if end is None else days[end], since or days[begin])


def tiled_rows(
    spell: DutySpell, windows: Sequence[Window], line: VerdictLine, terms: TermTable, *, begin: date, on: date
) -> Iterator[Row]:
    """Yield the rows of windows that the calendar gives and that begin by *on*, the first from *begin* on.

    A window is owed when the line holds on its first and last day; one whose first day comes too early is left out
    (``partial = "first_full"``), or begins with the line (``"from_start"``; requirements §4.4, ambiguity 9).
    """
    first = line.next_possible(begin)
    if first is None:
        return
    fresh = True
    for window in windows[max(0, bisect_right(windows, first, key=lambda window: window.first) - 1) :]:
        owed: Window | None = window
        verdict = _over(line, window) if window.first >= begin else NO
        if verdict is NO and spell.duty.partial == "from_start":
            owed = _from_start(spell.duty, window, line, terms, begin)
            verdict = NO if owed is None or owed.first > on else _over(line, owed)
        if owed is None or verdict is NO:
            fresh = True
            continue
        yield Row(spell.duty, owed, owed.last, verdict, fresh)
        fresh = False


def _from_start(
    duty: Duty, window: Window, line: VerdictLine, terms: TermTable, begin: date
) -> Window | None:
    """Return what is left of *window* from the line's first day in it on, or None."""
    day = line.next_possible(max(window.first, begin))
    if day is None or day > window.last:
        return None
    return window_of(duty, Span(day, window.span.until), terms, restarted=window.restarted)


def rolling_rows(
    spell: DutySpell, ledger: Ledger, line: VerdictLine, terms: TermTable, *, begin: date, on: date
) -> Iterator[Row]:
    """Yield the rows of windows of ``rolling_days`` days that follow the contacts."""
    days = spell.duty.rolling_days
    assert days is not None

    def tile(day: date) -> Tile | None:
        until = add_days(day, days)
        return Tile(Span(day, until), restarted=False) if day < until else None

    return following_rows(spell, ledger, line, terms, begin=begin, on=on, tile=tile)


def following_rows(
    spell: DutySpell,
    ledger: Ledger,
    line: VerdictLine,
    terms: TermTable,
    *,
    begin: date,
    on: date,
    tile: Callable[[date], Tile | None],
) -> Iterator[Row]:
    """Yield the rows of windows each of which begins the day after the contact that met the one before or after its missed
    deadline, the first on the line's first day. Where UNKNOWN becomes YES a new chain begins.

    *tile* gives the span that begins on a day, or the next one if none begins there; None: no more.
    """
    day = line.next_possible(begin)
    fresh = True
    while day is not None and day <= on and (spell.until is None or day < spell.until):
        found = tile(day)
        if found is None:
            return
        if found.span.start > day:
            day, fresh = line.next_possible(found.span.start), True
            continue
        until = found.span.until
        assert until is not None
        if line.at(day) is UNKNOWN:
            until = min(until, line.next_certain(day) or until)
        window = window_of(spell.duty, Span(day, until), terms, restarted=found.restarted)
        if window is None:  # it was cut so short that no day in it counts
            day, fresh = line.next_possible(until), True
            continue
        verdict = _over(line, window)
        if verdict is NO:
            gone = line.next_no(day)
            day, fresh = None if gone is None else line.next_possible(gone), True
            continue
        met = None if window.excuse else ledger.reached_on(day, window.deadline, spell.duty.needed)
        through = met or window.deadline
        yield Row(spell.duty, window, through, verdict, fresh)
        after = add_days(through, 1)
        day = line.next_possible(after)
        fresh = day != after


def _over(line: VerdictLine, window: Window) -> Verdict:
    """Return whether the line holds on the first and the last day of *window*."""
    verdict, until = line.run(window.first)
    return verdict if until is None or window.last < until else verdict & line.at(window.last)
