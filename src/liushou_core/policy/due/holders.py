"""Holders: who holds a role towards somebody on which day, from posts and pairings, stand-ins included.

People who hold a role one after another form one line; people who hold it side by side form several, and each of these
owes a duty of its own (requirements §4.4, ambiguity 6).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import attrs

from liushou_core.domain.ids import HelperId
from liushou_core.domain.organisation import Post
from liushou_core.domain.pairing import Pairing
from liushou_core.policy.tables.bearers import Bearer

__all__ = ["ANYBODY", "HolderLine", "Tenure", "chains_of", "line_of", "owes", "pairing_lines", "post_tenures"]


@attrs.frozen
class Tenure:
    """``holder`` holds the role on the days ``[start, until)``, or whoever of ``stand_ins`` covers on the day."""

    start: date
    until: date | None
    holder: HelperId
    stand_ins: "tuple[Tenure, ...]" = ()

    def active(self, day: date) -> bool:
        """Say whether *day* is among the days."""
        return self.start <= day and (self.until is None or day < self.until)

    def owing(self, day: date) -> HelperId:
        """Return who owes on *day*: the stand-in who came last, or the holder."""
        present = [tenure for tenure in self.stand_ins if tenure.active(day)]
        return max(present, key=lambda tenure: tenure.start).owing(day) if present else self.holder

    def makers(self, day: date) -> set[HelperId]:
        """Return whose contacts count on *day*: the holder's and the stand-ins'."""
        present = {maker for tenure in self.stand_ins if tenure.active(day) for maker in tenure.makers(day)}
        return {self.holder, *present}

    def days(self) -> set[date]:
        """Return the days on which anything changes."""
        ends = {self.start} if self.until is None else {self.start, self.until}
        return ends.union(*(tenure.days() for tenure in self.stand_ins))

    def within(self, start: date, until: date | None) -> "Tenure | None":
        """Return the part of the tenure in the days ``[start, until)``, or None if there is none."""
        first = max(self.start, start)
        end = until if self.until is None else self.until if until is None else min(self.until, until)
        return None if end is not None and end <= first else attrs.evolve(self, start=first, until=end)


@attrs.frozen
class HolderLine:
    """Who holds the role, day by day: at most one owes it, several may meet it."""

    starts: tuple[date, ...] = ()
    owings: tuple[HelperId | None, ...] = ()
    makers: tuple[frozenset[HelperId], ...] = ()
    anybody: bool = False

    def owing(self, day: date) -> HelperId | None:
        """Return who owes on *day*, or None: nobody holds the role."""
        index = bisect_right(self.starts, day) - 1
        return None if index < 0 else self.owings[index]

    def may_make(self, helper: HelperId | None, day: date) -> bool:
        """Say whether a contact made by *helper* on *day* counts for this line."""
        if self.anybody:
            return True
        index = bisect_right(self.starts, day) - 1
        return index >= 0 and helper in self.makers[index]

    def within(self, start: date, until: date | None) -> "HolderLine":
        """Return the line, held by nobody outside the days ``[start, until)``."""
        if self.anybody:
            return self
        days = sorted(
            {start, *(day for day in self.starts if start < day and (until is None or day < until))}
        )
        at = [bisect_right(self.starts, day) - 1 for day in days]
        ends = () if until is None else (until,)
        return HolderLine(
            (*days, *ends),
            (*(None if i < 0 else self.owings[i] for i in at), *(None for _ in ends)),
            (
                *(frozenset[HelperId]() if i < 0 else self.makers[i] for i in at),
                *(frozenset[HelperId]() for _ in ends),
            ),
        )


ANYBODY = HolderLine(anybody=True)
"""The line of a duty for which the plan names nobody: whoever makes the contact meets it."""


def line_of(chain: Iterable[Tenure]) -> HolderLine:
    """Return the line of tenures that follow each other."""
    chain = tuple(chain)
    starts = tuple(sorted(set[date]().union(*(tenure.days() for tenure in chain))))
    present = [_present(chain, day) for day in starts]
    return HolderLine(
        starts,
        tuple(found[0].owing(day) if found else None for day, found in zip(starts, present, strict=True)),
        tuple(
            frozenset[HelperId]().union(*(tenure.makers(day) for tenure in found))
            for day, found in zip(starts, present, strict=True)
        ),
    )


def _present(chain: tuple[Tenure, ...], day: date) -> list[Tenure]:
    """Return the tenure of the day; if there is none, stand-ins that outlast the one they stood in for."""
    own = [tenure for tenure in chain if tenure.active(day)]
    return own or [stand_in for tenure in chain for stand_in in _present(tenure.stand_ins, day)]


def owes(lines: Sequence[HolderLine], index: int, first: date, on: date) -> bool:
    """Say whether the line of this index owes a window from *first* to *on*: those who hold the role at its end, except who came
    beside another in mid-window; a vacancy is the first line's.
    """
    there = [line.owing(on) is not None for line in lines]
    if not any(there):
        return index == 0
    from_start = [now and line.owing(first) is not None for now, line in zip(there, lines, strict=True)]
    return from_start[index] if any(from_start) else there[index]


def pairing_lines(pairings: Sequence[Pairing], role: Bearer) -> tuple[HolderLine, ...]:
    """Return the lines of the pairings in *role*; a cover belongs to the line of the pairing it covers."""
    known = {pairing.id for pairing in pairings}
    covers: dict[str, list[Pairing]] = {}
    for pairing in pairings:
        if pairing.covers in known:
            covers.setdefault(str(pairing.covers), []).append(pairing)

    def tenure(pairing: Pairing) -> Tenure:
        stand_ins = tuple(tenure(cover) for cover in covers.get(pairing.id, ()))
        return Tenure(pairing.start, pairing.until, HelperId(pairing.by), stand_ins)

    own = [p for p in pairings if p.role is role and p.covers not in known]
    own.sort(key=lambda p: (p.start, p.id))
    return tuple(line_of(chain) for chain in chains_of([tenure(pairing) for pairing in own]))


def post_tenures(posts: Iterable[Post], role: str) -> dict[tuple[str, int], tuple[Tenure, ...]]:
    """Return the tenures of the posts of *role* in lines, one a subject taught and one more for each who shares it."""
    held = sorted(
        (post for post in posts if post.role.value == role), key=lambda p: (p.subject or "", p.start, p.id)
    )
    lines: dict[tuple[str, int], tuple[Tenure, ...]] = {}
    for subject, group in groupby(held, key=lambda post: post.subject or ""):
        tenures = [Tenure(post.start, post.until, post.holder) for post in group]
        for number, chain in enumerate(chains_of(tenures)):
            lines[subject, number] = tuple(chain)
    return lines


def chains_of(tenures: Iterable[Tenure]) -> list[list[Tenure]]:
    """Return *tenures*, ordered by start, in as few chains as can be in which none begins before the last has ended."""
    chains: list[list[Tenure]] = []
    for tenure in tenures:
        free = [chain for chain in chains if chain[-1].until is not None and chain[-1].until <= tenure.start]
        if free:
            free[0].append(tenure)
        else:
            chains.append([tenure])
    return chains
