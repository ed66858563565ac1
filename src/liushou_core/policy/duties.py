"""Duty 职责: a cadence. Who owes which contact, activity, document or event to whom, how often, and how that is read.

What a plan leaves open (requirements §4.4, ambiguities 1–10) is a parameter here, with the printed reading as its
default. Which days a duty gives is the matter of ``due/windows.py``, what became of them that of ``due/listing.py``.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

import attrs

from liushou_core.domain.calendar import Duration, Period, WeekStarts
from liushou_core.domain.contact import ContactKind, Counterpart
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.organisation import PostRole
from liushou_core.domain.subject import SubjectRole
from liushou_core.errors import Problem
from liushou_core.policy.cadence import CadencePhase
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import Clause

__all__ = ["WEEKDAYS", "Duty", "Pause"]

Weekday = Literal["any", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[tuple[str, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
"""In the order of ``date.weekday()``."""

_POSTS: Final = frozenset(role.value for role in PostRole)
_CLOCKS: Final = ("per", "within", "every", "phases")
_NUMBERS: Final = ("at_least", *_CLOCKS, "after", "anchor")
_CONTACTS: Final = frozenset(kind.value for kind in ContactKind)
_TO_THEIR_OWN: Final = ("each_child", "each_parent", "each_guardian", "each_pairing", "each_family")
"""Whom helpers are paired with, or whose children they are."""
_SUBJECTS: Final = {f"each_{role.value}": role for role in SubjectRole if role is not SubjectRole.CHILD}
"""What ``to`` may say of subjects that are seen only through what is recorded around them."""


@attrs.frozen(kw_only=True)
class Pause:
    """Days ``[from, until)`` on which a duty rests: a suspension, or a week that a school declares free."""

    from_: date
    until: date
    says: Wording | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a pause that ends before it begins."""
        if self.until <= self.from_:
            yield Problem(code="span_reversed", path=("until",))

    def covers(self, day: date) -> bool:
        """Say whether the duty rests on *day*."""
        return self.from_ <= day < self.until


@attrs.frozen(kw_only=True)
class Duty:
    """At least so many contacts (or activities, documents, events) in every window, owed by a role to each subject.

    It counts exactly one of ``contact``, ``activity``, ``document`` and ``event``, a kind of event that the pack declares: those
    that were made and name the subject. It has exactly one clock: ``per`` (periods of the calendar), ``within`` … ``after`` (once
    after an event of the school's calendar), ``every`` or ``phases`` (time counted from a day), or it is ``unscheduled``:
    "regular" (定期) without a number, until somebody gives one (ambiguity 10); that is listed and never due.

    * ``by``: the role that owes it; None: the plan names nobody, and whoever makes the contact meets the duty. Towards a pairing
      its own helper holds a role, towards a parent, guardian or family who holds it towards one of their children, towards an
      organisation who holds the post there; a helper holds its own roles. Only what the holder made that day counts.
    * ``with``: a contact counts when it reached one of these (``with_any``, ambiguity 7) or all of them
      (``with_each``); empty: whomever.
    * ``count``: "once" is a ``floor`` or ``exact`` (ambiguity 2). ``at_least`` may be left out where time is counted: then one.
    * ``fortnight``, ``month``, ``quarter``: what two weeks, a month, a quarter are (ambiguity 1). ``rolling`` windows
      (14 or 30 days) follow the contacts; a ``school`` month is a month less the vacation at its ends;
      ``school_season`` quarters begin in September, December, March, June.
    * ``weekday``: the only day of the week that counts (ambiguity 3).
    * ``last_day``: whether ``within = "1 month"`` counts the day on which the month is full (REC-2).
    * ``every``: windows of this length, one after the other: the n-th begins n times ``every`` after the first day, which is
      the subject's first day of cover, or the ``anchor``. ``phases``: such lengths in turn, each ``for`` some time, the last
      without end; a phase begins where the one before ends, and its last window is cut there.
    * ``anchor``: a kind of event or contact that begins the first phase anew each time it was made (``anchor_which``:
      ``latest``) or only the ``first`` time; without one nothing is due. A window that a new anchor cuts short is not missed but
      excused; what was missed before stays missed.
    * ``chained``: each window begins the day after the contact that met the one before, or after its missed deadline.
    * ``counting``: ``calendar`` judges window by window. ``longest_gap`` makes one window of a whole phase and asks that no more
      than ``every`` lies between one contact and the next, counted from the first day to the judged or last one; days of
      vacation and of pauses count too. What was missed stays missed until another phase, anchor or edition begins.
    * ``to``: what the duty is owed to (ambiguity 4: each child, or the class in one session). A parent, guardian, helper,
      family or organisation is covered from the plan's first day, a pairing while it lasts, ``eligibility`` notwithstanding.
    * ``record``: the card asked for; only with ``record_needed`` does a contact without it not count.
    * ``binding``: False for "try to" (ambiguity 8): a miss is a warning.
    * ``when``: which of the covered children, or of the subjects; judged like cover on the first and last day of a window.
    * ``vacations``: windows wholly inside a vacation are ``excused`` or ``owed`` all the same (ambiguity 5).
    * ``partial``: who comes in mid-window owes from the ``first_full`` window, or ``from_start`` (ambiguity 9).
    * ``suspended``, ``exempt``: windows wholly inside these days are excused.

    >>> monthly = Duty(id="talk", contact=ContactKind.TALK, at_least=1, per=Period.MONTH)
    >>> monthly.needed, list(monthly.lint())
    (1, [])
    """

    id: str
    contact: ContactKind | None = None
    activity: str | None = None
    document: str | None = None
    event: str | None = None
    by: HelperRole | None = None
    with_: tuple[Counterpart, ...] = ()
    match: Literal["with_any", "with_each"] = "with_any"
    at_least: int | None = None
    count: Literal["floor", "exact"] = "floor"
    per: Period | None = None
    week_starts: WeekStarts = "monday"
    fortnight: Literal["rolling", "iso_pairs"] = "rolling"
    month: Literal["calendar", "rolling", "school"] = "calendar"
    quarter: Literal["calendar", "school_season"] = "calendar"
    weekday: Weekday = "any"
    within: Duration | None = None
    after: Literal["term_start", "school_year_start"] | None = None
    last_day: Literal["included", "excluded"] = "included"
    every: Duration | None = None
    phases: tuple[CadencePhase, ...] = ()
    anchor: str | None = None
    anchor_which: Literal["latest", "first"] = "latest"
    chained: bool = False
    counting: Literal["calendar", "longest_gap"] = "calendar"
    to: Literal[
        "each_child",
        "each_class",
        "each_school",
        "programme",
        "each_parent",
        "each_guardian",
        "each_helper",
        "each_pairing",
        "each_family",
        "each_organisation",
    ] = "each_child"
    record: str | None = None
    record_needed: bool = False
    binding: bool = True
    unscheduled: bool = False
    when: Clause | None = None
    vacations: Literal["excused", "owed"] = "excused"
    partial: Literal["first_full", "from_start"] = "first_full"
    suspended: tuple[Pause, ...] = ()
    exempt: tuple[Pause, ...] = ()
    source: Source | None = None

    @property
    def needed(self) -> int:
        """How many are needed a window; one where no number is printed, 0 if unscheduled or where gaps are counted."""
        if self.unscheduled or self.counts_gaps:
            return 0
        return 1 if self.at_least is None else self.at_least

    @property
    def cadence(self) -> tuple[CadencePhase, ...]:
        """The phases in which time is counted; ``every`` alone is one without end, the clocks of the calendar have none."""
        return self.phases if self.every is None else (CadencePhase(every=self.every),)

    @property
    def counts_gaps(self) -> bool:
        """Whether the longest gap is judged, not window by window."""
        return self.counting == "longest_gap"

    @property
    def follows_contacts(self) -> bool:
        """Whether a window begins after the contact that met the one before, so that everyone who owes has windows of its own."""
        return self.chained or self.rolling_days is not None

    @property
    def subject_role(self) -> SubjectRole | None:
        """The role of the subjects that ``to`` names, if ``eligibility`` does not decide about them; else None."""
        return _SUBJECTS.get(self.to)

    @property
    def event_kinds(self) -> tuple[tuple[str, str], ...]:
        """The keys that name a kind of event which the pack must declare, each with the kind."""
        named = (("event", self.event), ("anchor", self.anchor))
        return tuple((key, kind) for key, kind in named if kind is not None and kind not in _CONTACTS)

    @property
    def rolling_days(self) -> int | None:
        """The length of windows that follow the contacts; None for windows of the calendar."""
        if self.per is Period.FORTNIGHT and self.fortnight == "rolling":
            return 14
        return 30 if self.per is Period.MONTH and self.month == "rolling" else None

    def lint(self) -> Iterator[Problem]:
        """Yield what does not make a duty, and readings that can have no effect."""
        if sum(kind is not None for kind in (self.contact, self.activity, self.document, self.event)) != 1:
            yield Problem(code="duty_counts_one")
        yield from self._lint_clock()
        yield from self._lint_cadence()
        yield from self._lint_gaps()
        yield from self._lint_numbers()
        yield from self._lint_partners()
        yield from self._lint_events()
        yield from self._lint_owner()

    def _lint_clock(self) -> Iterator[Problem]:
        clocks = [name for name in _CLOCKS if getattr(self, name) not in (None, ())]
        if self.unscheduled:
            for name in _NUMBERS:
                if getattr(self, name) not in (None, ()):
                    yield Problem(code="duty_unscheduled_number", path=(name,), values={"key": name})
        elif not clocks:
            yield Problem(code="duty_without_period", values={"id": self.id})
        elif len(clocks) > 1:
            yield Problem(code="duty_two_clocks", path=(clocks[1],), values={"keys": ", ".join(clocks)})
        elif (self.within is None) != (self.after is None):
            yield Problem(code="duty_within_after", path=("within" if self.within is None else "after",))
        elif self.within is not None and self.within.count == 0 and self.last_day == "excluded":
            yield Problem(code="duty_within_nothing", path=("within",))

    def _lint_cadence(self) -> Iterator[Problem]:
        given = {"anchor": self.anchor, "chained": self.chained, "counting": self.counts_gaps}
        if not self.cadence and not self.unscheduled:
            for name in (name for name, value in given.items() if value):
                yield Problem(code="duty_only_cadence", path=(name,), values={"key": name})
        if self.anchor is None and self.anchor_which == "first":
            yield Problem(code="duty_without_anchor", path=("anchor_which",))
        if self.every is not None and self.every.count == 0:
            yield Problem(code="duty_no_days", path=("every",), values={"key": "every"})
        for index, phase in enumerate(self.phases[:-1]):
            if phase.for_ is None:
                yield Problem(code="duty_phase_endless", path=("phases", index, "for"))

    def _lint_gaps(self) -> Iterator[Problem]:
        given = {"at_least": self.at_least, "chained": self.chained, "count": self.count == "exact"}
        for name in (name for name, value in given.items() if value and self.counts_gaps):
            yield Problem(code="duty_gap_number", path=(name,), values={"key": name})

    def _lint_numbers(self) -> Iterator[Problem]:
        if self.at_least is not None and self.at_least < 1:
            yield Problem(code="at_least_one", path=("at_least",))
        if self.per is not None and self.at_least is None and not self.unscheduled:
            yield Problem(code="duty_without_number", path=("at_least",))

    def _lint_partners(self) -> Iterator[Problem]:
        if len(set(self.with_)) < len(self.with_):
            yield Problem(code="repeated", path=("with",))
        if self.match == "with_each" and len(self.with_) < 2:
            yield Problem(code="duty_each_of_one", path=("match",), severity="warning")
        if self.record_needed and self.record is None:
            yield Problem(code="duty_record_unnamed", path=("record_needed",))
        if self.contact is None:
            for name, given in (("with", self.with_), ("record_needed", self.record_needed)):
                if given:
                    yield Problem(
                        code="duty_only_contacts", path=(name,), values={"key": name}, severity="warning"
                    )

    def _lint_events(self) -> Iterator[Problem]:
        if self.event in _CONTACTS:
            yield Problem(code="duty_event_is_contact", path=("event",), values={"kind": self.event})
        for key, kind in (("event", self.event), ("anchor", self.anchor)):
            if kind is None:
                continue
            if self.to in ("each_class", "programme") and kind not in _CONTACTS:
                yield Problem(code="duty_event_names_no", path=(key,), values={"to": self.to})
            elif self.subject_role is not None and kind in _CONTACTS and key == "anchor":
                yield Problem(code="duty_subject_events", path=(key,), values={"to": self.to})
        if self.subject_role is not None and self.event is None:
            for name in ("contact", "activity", "document"):
                if getattr(self, name) is not None:
                    yield Problem(code="duty_subject_events", path=(name,), values={"to": self.to})

    def _lint_owner(self) -> Iterator[Problem]:
        if self.by is None or self.to in _TO_THEIR_OWN:
            return
        if self.to == "each_helper":
            if self.by.by_post:  # a post is held in a class: nothing leads from the teacher to it
                yield Problem(
                    code="duty_owner_unseen", path=("by",), values={"role": self.by.value}, severity="warning"
                )
        elif self.by.by_post and self.to != "each_class":
            yield Problem(code="duty_owner_in_class", path=("by",), values={"role": self.by.value})
        elif self.by.value not in _POSTS:
            # Pairings with a class or a body are not among the facts that a due list reads, posts are.
            yield Problem(
                code="duty_owner_unseen", path=("by",), values={"role": self.by.value}, severity="warning"
            )
