"""DueItem 待办: one window of a duty, or one step of a trigger, for one subject and one holder, and what became of it."""

from datetime import date
from enum import Enum
from typing import Final, Literal

import attrs

from liushou_core.domain.calendar import Duration, Span
from liushou_core.domain.ids import ClassId, HelperId, PolicyId
from liushou_core.locale import Locale, render
from liushou_core.policy.due.windows import Excuse
from liushou_core.policy.labels import fact_text
from liushou_core.policy.source import Source
from liushou_core.policy.tables.bearers import Bearer
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words

__all__ = ["DueItem", "DueState", "Subject", "SubjectKind"]

SubjectKind = Literal[
    "child",
    "class",
    "school",
    "programme",
    "person",
    "parent",
    "guardian",
    "helper",
    "pairing",
    "family",
    "organisation",
]
_PERSONS: Final = ("person", "parent", "guardian", "helper")


class DueState(Enum):
    """What became of a window. ``EXCUSED`` and ``UNDETERMINED`` are outside numerator and denominator of compliance."""

    EXCUSED = "excused"
    OPEN = "open"
    """Not yet met, and the deadline has not passed."""
    MET = "met"
    """Met, also before the window is over."""
    MISSED = "missed"
    UNDETERMINED = "undetermined"
    """Whether it was owed, or met, cannot be said before ``missing`` is known."""


@attrs.frozen
class Subject:
    """To what a duty is owed: a child, a class, a school, the programme itself (its id is the policy's), or whoever else
    stands around children: a person, parent, guardian, helper, pairing, family or organisation.
    """

    kind: SubjectKind
    id: str

    @property
    def record(self) -> str:
        """The kind of record under which facts about the subject are named."""
        if self.kind in _PERSONS:
            return "person"
        return "organisation" if self.kind in ("school", "programme") else self.kind


@attrs.frozen(kw_only=True)
class DueItem:
    """One window of a duty for one subject; several holders of a role side by side have an item each.

    A step of a trigger is an item too: its ``duty`` is ``<trigger>.<step>``, its window lasts from the day from which its time
    runs (the plan's first day, if that is not known) to its deadline, and whoever did it met it, for every holder. One done
    late is missed, with the event under ``late``.

    * ``policy``, ``duty``: the ids of the plan and its duty; ``source``: where it stands; ``advisory``: "try to", a miss is a warning.
    * ``owed_by``: who holds ``role`` on the deadline, or on the judged day if that is earlier. None with a role: a
      vacancy; None without: the plan names nobody. ``school_class``: the subject's class on that day.
    * ``window`` and ``deadline``, the last day that counts. ``deadline`` is None, and the window open, when the windows
      themselves are unknown (a duty by terms of a school whose terms nobody recorded, or that begins with an event of which
      nobody keeps a list), while a phase without end lasts whose gaps are counted, and for a step without a time.
    * ``needed`` and ``made``: how many; ``exact``: neither more nor fewer. ``needed`` is 0 where gaps are counted.
    * ``every`` and ``longest_gap``, where gaps are counted: how long it may be from one contact to the next, and the longest
      it was so far, from the earlier end up to but not on the later (the latter a contact, the judged day, or the last day of
      the window). Among gaps longer than ``every``, if there are any, the longest of those; the earliest of equals. None: no
      day has passed. ``overdue_since`` is then the first day on which the gap that still runs was too long.
    * ``overdue_since``: the day after the deadline of the earliest window in the run of missed ones that lasts until
      now; set on those windows and on the open one after them. Excused and undetermined windows neither break nor begin
      a run; a met one breaks it, and so does a window that was not owed.
    * Ids of contacts: ``counted``; ``late``, the next ones after a missed deadline (they count for their own window and
      repair nothing); ``made_by_other``; ``attempts``; ``off_day``, on a day of the week that does not count;
      ``unrecorded``, without the card asked for.
    * ``missing``: the facts that would settle an undetermined window; ``excuse``: why nothing is owed (``restarted``: the
      cadence began anew in mid-window).
    """

    policy: PolicyId
    duty: str
    subject: Subject
    role: Bearer | None
    owed_by: HelperId | None
    school_class: ClassId | None
    window: Span
    deadline: date | None
    needed: int
    exact: bool
    made: int
    state: DueState
    overdue_since: date | None
    advisory: bool
    counted: tuple[str, ...]
    late: tuple[str, ...]
    made_by_other: tuple[str, ...]
    attempts: tuple[str, ...]
    off_day: tuple[str, ...]
    unrecorded: tuple[str, ...]
    missing: tuple[Fact, ...]
    excuse: Excuse | None
    source: Source | None
    every: Duration | None = None
    longest_gap: Span | None = None

    @property
    def gap_days(self) -> int | None:
        """How many days the longest gap has, from its earlier end to its later: 0 if no day has passed, None if none is counted."""
        if self.every is None:
            return None
        gap = self.longest_gap
        return 0 if gap is None or gap.until is None else (gap.until - gap.start).days

    @property
    def vacancy(self) -> bool:
        """Whether the duty names a role and nobody holds it."""
        return self.role is not None and self.owed_by is None

    def text(self, locale: Locale = "en") -> str:
        """Return the item and its reasons in one line, by ids: no name enters it."""
        return render("due.separator", locale).join(
            [self._head(locale), self._owner(locale), *self._reasons(locale), *self._contacts(locale)]
        )

    def _head(self, locale: Locale) -> str:
        key = "head_exact" if self.exact else "head"
        if self.every is not None:
            key = "head_gap"
        if self.deadline is None:
            key = "head_open" if self.every is None else "head_gap_open"
        return render(
            f"due.{key}",
            locale,
            duty=self.duty,
            subject=render(f"due.{self.subject.kind}", locale, id=self.subject.id),
            first=self.window.start.isoformat(),
            deadline=self.deadline and self.deadline.isoformat(),
            made=self.made,
            needed=self.needed,
            every=in_words(self.every, locale),
            state=render(f"due.state.{self.state.value}", locale),
        )

    def _owner(self, locale: Locale) -> str:
        if self.owed_by is not None:
            return render("due.owed_by", locale, holder=self.owed_by)
        if self.role is None:
            return render("due.nobody_named", locale)
        return render("due.vacancy", locale, role=in_words(self.role, locale))

    def _reasons(self, locale: Locale) -> list[str]:
        told = []
        if self.longest_gap is not None and self.longest_gap.until is not None:
            ends = {"first": self.longest_gap.start.isoformat(), "last": self.longest_gap.until.isoformat()}
            told.append(render("due.longest_gap", locale, days=self.gap_days, **ends))
        if self.overdue_since is not None:
            told.append(render("due.overdue_since", locale, day=self.overdue_since.isoformat()))
        if self.excuse is not None:
            told.append(render(f"due.excuse.{self.excuse}", locale))
        if self.missing:
            facts = [fact_text(fact, locale) for fact in self.missing]
            told.append(render("due.missing", locale, facts=render("due.and", locale).join(facts)))
        if self.advisory:
            told.append(render("due.advisory", locale))
        if self.source is not None:
            told.append(render("due.source", locale, source=self.source.cite))
        return told

    def _contacts(self, locale: Locale) -> list[str]:
        lists = {
            "made": self.counted,
            "late": self.late,
            "made_by_other": self.made_by_other,
            "attempts": self.attempts,
            "off_day": self.off_day,
            "unrecorded": self.unrecorded,
        }
        told = {key: render("due.and", locale).join(ids) for key, ids in lists.items() if ids}
        return [render(f"due.{key}", locale, ids=ids) for key, ids in told.items()]
