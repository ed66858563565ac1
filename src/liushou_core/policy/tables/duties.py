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
from liushou_core.domain.subject import SubjectRole
from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.bearers import Bearer
from liushou_core.policy.tables.cadence import CadencePhase
from liushou_core.policy.tables.duty_lint import CONTACTS, duty_problems
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
    * ``last_day``: whether a window counts the day on which its time is full: ``within = "1 month"`` does if nothing is said
      (REC-2). A cadence does not, so that a week has seven days; with ``included`` the first window is one longer ("within 3
      months of the anchor": the anchor's day is day 0), and what follows begins the day after.
    * ``every``: windows of this length, one after the other: the n-th begins n times ``every`` after the first day, which is
      the subject's first day of cover, or the ``anchor``. ``phases``: such lengths in turn, each ``for`` some time, the last
      without end; a phase begins where the one before ends, and its last window is cut there.
    * ``anchor``: a kind of event or contact that begins the first phase anew each time it was made (``anchor_which``:
      ``latest``) or only the ``first`` time; without one nothing is due. A window that a new anchor cuts short is not missed but
      excused; what was missed before stays missed. Where the anchor is of the kind that is counted, it never counts for
      what it begins, but for the window that it cuts short.
    * ``chained``: each window begins the day after the contact that met the one before, or after its missed deadline. If less
      than ``every`` is left of the phase, the first window of the next phase begins there instead; after the last phase none.
    * ``counting``: ``calendar`` judges window by window. ``longest_gap`` makes one window of a whole phase and asks that no more
      than ``every`` lies between one contact and the next, counted from the first day to the judged or last one; days of
      vacation and of pauses count too. What was missed stays missed until another phase, anchor or edition begins.
      ``gap_across_phases``: a phase goes on counting from the last contact before it, and may be met on its first day.
    * ``to``: what the duty is owed to (ambiguity 4: each child, or the class in one session). A person, parent, guardian, helper,
      family or organisation is covered from the plan's first day, a pairing while it lasts, ``eligibility`` notwithstanding.
    * ``made_by``: only what its own ``holder`` made counts (ambiguity 6), or what ``anyone`` did: a subject teacher's talk then
      counts for the class teacher's duty too.
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
    by: Bearer | None = None
    with_: tuple[Counterpart, ...] = ()
    match: Literal["with_any", "with_each"] = "with_any"
    made_by: Literal["holder", "anyone"] = "holder"
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
    last_day: Literal["included", "excluded"] | None = None
    every: Duration | None = None
    phases: tuple[CadencePhase, ...] = ()
    anchor: str | None = None
    anchor_which: Literal["latest", "first"] = "latest"
    chained: bool = False
    counting: Literal["calendar", "longest_gap"] = "calendar"
    gap_across_phases: bool = False
    to: Literal[
        "each_child",
        "each_class",
        "each_school",
        "programme",
        "each_person",
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
    def counts_last_day(self) -> bool:
        """Whether a window counts the day on which its time is full."""
        said = self.last_day or ("excluded" if self.within is None else "included")
        return said == "included"

    @property
    def anchors_itself(self) -> bool:
        """Whether what begins the cadence anew is of the kind that is counted."""
        counted = self.event if self.contact is None else self.contact.value
        return self.anchor is not None and self.anchor == counted

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
        return tuple((key, kind) for key, kind in named if kind is not None and kind not in CONTACTS)

    @property
    def rolling_days(self) -> int | None:
        """The length of windows that follow the contacts; None for windows of the calendar."""
        if self.per is Period.FORTNIGHT and self.fortnight == "rolling":
            return 14
        return 30 if self.per is Period.MONTH and self.month == "rolling" else None

    def lint(self) -> Iterator[Problem]:
        """Yield what does not make a duty, and readings that can have no effect."""
        yield from duty_problems(self)
