"""Duty 职责: a cadence. Who owes which contact, activity or document to whom, how often, and how that is read.

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
from liushou_core.errors import Problem
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
_NUMBERS: Final = ("at_least", "per", "within", "after")


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
    """At least so many contacts (or activities, or documents) in every window, owed by a role to each subject.

    It counts exactly one of ``contact``, ``activity``, ``document``. Its windows are periods (``per``) or begin at an
    event (``within`` … ``after``); "regular" (定期) without a number is ``unscheduled`` until somebody gives a period
    (ambiguity 10): it is listed and never due.

    * ``by``: the role that owes it; None: the plan names nobody, and whoever makes the contact meets the duty.
    * ``with``: a contact counts when it reached one of these (``with_any``, ambiguity 7) or all of them
      (``with_each``); empty: whomever.
    * ``count``: "once" is a ``floor`` or ``exact`` (ambiguity 2).
    * ``fortnight``, ``month``, ``quarter``: what two weeks, a month, a quarter are (ambiguity 1). ``rolling`` windows
      (14 or 30 days) follow the contacts; a ``school`` month is a month less the vacation at its ends;
      ``school_season`` quarters begin in September, December, March, June.
    * ``weekday``: the only day of the week that counts (ambiguity 3).
    * ``last_day``: whether ``within = "1 month"`` counts the day on which the month is full (REC-2).
    * ``to``: what the duty is owed to (ambiguity 4: each child, or the class in one session).
    * ``record``: the card asked for; only with ``record_needed`` does a contact without it not count.
    * ``binding``: False for "try to" (ambiguity 8): a miss is a warning.
    * ``when``: which of the covered children; judged like cover on the first and last day of a window.
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
    to: Literal["each_child", "each_class", "each_school", "programme"] = "each_child"
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
        """How many are needed a window; one for a duty ``within`` a time that prints no number, 0 if unscheduled."""
        return 0 if self.unscheduled else 1 if self.at_least is None else self.at_least

    @property
    def rolling_days(self) -> int | None:
        """The length of windows that follow the contacts; None for windows of the calendar."""
        if self.per is Period.FORTNIGHT and self.fortnight == "rolling":
            return 14
        return 30 if self.per is Period.MONTH and self.month == "rolling" else None

    def lint(self) -> Iterator[Problem]:
        """Yield what does not make a duty, and readings that can have no effect."""
        if sum(kind is not None for kind in (self.contact, self.activity, self.document)) != 1:
            yield Problem(code="duty_counts_one")
        yield from self._lint_clock()
        yield from self._lint_numbers()
        yield from self._lint_partners()
        yield from self._lint_owner()

    def _lint_clock(self) -> Iterator[Problem]:
        if self.unscheduled:
            for name in _NUMBERS:
                if getattr(self, name) is not None:
                    yield Problem(code="duty_unscheduled_number", path=(name,), values={"key": name})
        elif self.per is None and self.within is None:
            yield Problem(code="duty_without_period", values={"id": self.id})
        elif self.per is not None and self.within is not None:
            yield Problem(code="duty_two_clocks", path=("within",))
        elif (self.within is None) != (self.after is None):
            yield Problem(code="duty_within_after", path=("within" if self.within is None else "after",))
        elif self.within is not None and self.within.count == 0 and self.last_day == "excluded":
            yield Problem(code="duty_within_nothing", path=("within",))

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

    def _lint_owner(self) -> Iterator[Problem]:
        if self.by is None or self.to == "each_child":
            return
        if self.by.by_post and self.to != "each_class":
            yield Problem(code="duty_owner_in_class", path=("by",), values={"role": self.by.value})
        elif self.by.value not in _POSTS:
            # Pairings with a class or a body are not among the facts that a due list reads, posts are.
            yield Problem(
                code="duty_owner_unseen", path=("by",), values={"role": self.by.value}, severity="warning"
            )
