"""Rows: the windows of a duty that one subject owes, in order, before anyone asks what was done in them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from liushou_core.domain.calendar import Span, TermTable, add_days
from liushou_core.policy.duties import Duty
from liushou_core.policy.ledger import Ledger
from liushou_core.policy.policy import Policy
from liushou_core.policy.verdict import NO, UNKNOWN, Verdict
from liushou_core.policy.verdict_line import VerdictLine
from liushou_core.policy.windows import Window, window_of

__all__ = ["DutySpell", "Row", "duty_spells", "rolling_rows", "tiled_rows"]


@attrs.frozen(eq=False)
class DutySpell:
    """A duty in the same terms from ``start`` up to but not on ``until``; the plan has a duty of this id up to ``ends``.

    A window belongs to the terms of its first day, and a duty of its id must be in force on both its ends.
    """

    duty: Duty
    start: date
    until: date | None
    ends: date | None


@attrs.frozen(eq=False)
class Row:
    """A window that is or may be owed: ``verdict`` is YES or UNKNOWN.

    ``through``: the last day on which a contact counts for it. ``fresh``: the window before it was not owed.
    """

    duty: Duty
    window: Window
    through: date
    verdict: Verdict
    fresh: bool


def duty_spells(policy: Policy, on: date) -> dict[str, list[DutySpell]]:
    """Return the spells of every duty that the editions in force up to *on* have had, in the order of the plan.

    An edition that leaves a duty as it was does not interrupt it.
    """
    days = sorted(
        {policy.in_force_from, *(e.from_ for e in policy.edition if e.from_ > policy.in_force_from)}
    )
    days = [day for day in days if day <= on]
    plans = {day: {duty.id: duty for duty in policy.on(day).duty} for day in days}
    ids = dict.fromkeys(id for plan in plans.values() for id in plan)
    return {id: list(_spells([(day, plan.get(id)) for day, plan in plans.items()])) for id in ids}


def _spells(terms: Sequence[tuple[date, Duty | None]]) -> Iterator[DutySpell]:
    changes = [
        (day, duty) for index, (day, duty) in enumerate(terms) if index == 0 or duty != terms[index - 1][1]
    ]
    for index, (start, duty) in enumerate(changes):
        if duty is not None:
            later = changes[index + 1 :]
            until = later[0][0] if later else None
            ends = next((day for day, other in later if other is None), None)
            yield DutySpell(duty, start, until, ends)


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
        if owed is None or verdict is NO or _dropped(spell, owed):
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
    return window_of(duty, Span(day, window.span.until), terms)


def rolling_rows(
    spell: DutySpell, ledger: Ledger, line: VerdictLine, terms: TermTable, *, begin: date, on: date
) -> Iterator[Row]:
    """Yield the rows of windows of ``rolling_days`` days: each begins the day after the contact that met the one before
    or after its missed deadline, the first on the line's first day. Where UNKNOWN becomes YES a new chain begins.
    """
    days = spell.duty.rolling_days
    assert days is not None
    day = line.next_possible(begin)
    fresh = True
    while day is not None and day <= on and (spell.until is None or day < spell.until):
        until = add_days(day, days)
        if line.at(day) is UNKNOWN:
            until = min(until, line.next_certain(day) or until)
        window = window_of(spell.duty, Span(day, until), terms)
        if window is None:  # it was cut so short that no day in it counts
            day, fresh = line.next_possible(until), True
            continue
        verdict = _over(line, window)
        if verdict is NO or _dropped(spell, window):
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


def _dropped(spell: DutySpell, window: Window) -> bool:
    return spell.ends is not None and window.last >= spell.ends
