"""What does not make a duty, and which of its readings can have no effect."""

from collections.abc import Iterator
from typing import Any, Final, Protocol

from liushou_core.domain.calendar import Duration, Period
from liushou_core.domain.contact import ContactKind
from liushou_core.domain.organisation import PostRole
from liushou_core.domain.subject import SubjectRole
from liushou_core.errors import Problem
from liushou_core.policy.tables.bearers import Bearer
from liushou_core.policy.tables.cadence import CadencePhase

__all__ = ["CONTACTS", "duty_problems"]

CONTACTS: Final = frozenset(kind.value for kind in ContactKind)
"""The kinds of contacts, which no pack declares as events."""

_POSTS: Final = frozenset(role.value for role in PostRole)
_CLOCKS: Final = ("per", "within", "every", "phases")
_NUMBERS: Final = ("at_least", *_CLOCKS, "after", "anchor")
_TO_THEIR_OWN: Final = (
    "each_child",
    "each_person",
    "each_parent",
    "each_guardian",
    "each_pairing",
    "each_family",
)
"""Whom helpers are paired with, or whose children they are."""


class LintedDuty(Protocol):
    """What these checks read of a duty; ``duties.Duty`` is one."""

    @property
    def id(self) -> str: ...
    @property
    def contact(self) -> ContactKind | None: ...
    @property
    def event(self) -> str | None: ...
    @property
    def by(self) -> Bearer | None: ...
    @property
    def with_(self) -> tuple[Any, ...]: ...
    @property
    def match(self) -> str: ...
    @property
    def made_by(self) -> str: ...
    @property
    def at_least(self) -> int | None: ...
    @property
    def count(self) -> str: ...
    @property
    def per(self) -> Period | None: ...
    @property
    def within(self) -> Duration | None: ...
    @property
    def after(self) -> str | None: ...
    @property
    def last_day(self) -> str | None: ...
    @property
    def every(self) -> Duration | None: ...
    @property
    def phases(self) -> tuple[CadencePhase, ...]: ...
    @property
    def cadence(self) -> tuple[CadencePhase, ...]: ...
    @property
    def anchor(self) -> str | None: ...
    @property
    def anchor_which(self) -> str: ...
    @property
    def chained(self) -> bool: ...
    @property
    def counts_gaps(self) -> bool: ...
    @property
    def gap_across_phases(self) -> bool: ...
    @property
    def to(self) -> str: ...
    @property
    def record(self) -> str | None: ...
    @property
    def record_needed(self) -> bool: ...
    @property
    def unscheduled(self) -> bool: ...
    @property
    def subject_role(self) -> SubjectRole | None: ...


def duty_problems(duty: LintedDuty) -> Iterator[Problem]:
    """Yield every problem of a duty by itself."""
    kinds = [getattr(duty, name) for name in ("contact", "activity", "document", "event")]
    if sum(kind is not None for kind in kinds) != 1:
        yield Problem(code="duty_counts_one")
    yield from _clock(duty)
    yield from _cadence(duty)
    yield from _gaps(duty)
    yield from _numbers(duty)
    yield from _partners(duty)
    yield from _events(duty)
    yield from _owner(duty)


def _clock(duty: LintedDuty) -> Iterator[Problem]:
    clocks = [name for name in _CLOCKS if getattr(duty, name) not in (None, ())]
    if duty.unscheduled:
        for name in _NUMBERS:
            if getattr(duty, name) not in (None, ()):
                yield Problem(code="duty_unscheduled_number", path=(name,), values={"key": name})
    elif not clocks:
        yield Problem(code="duty_without_period", values={"id": duty.id})
    elif len(clocks) > 1:
        yield Problem(code="duty_two_clocks", path=(clocks[1],), values={"keys": ", ".join(clocks)})
    elif (duty.within is None) != (duty.after is None):
        yield Problem(code="duty_within_after", path=("within" if duty.within is None else "after",))
    elif duty.within is not None and duty.within.count == 0 and duty.last_day == "excluded":
        yield Problem(code="duty_within_nothing", path=("within",))
    elif duty.last_day is not None and duty.per is not None:
        yield Problem(code="duty_last_day_idle", path=("last_day",), severity="warning")


def _cadence(duty: LintedDuty) -> Iterator[Problem]:
    given = {"anchor": duty.anchor, "chained": duty.chained, "counting": duty.counts_gaps}
    if not duty.cadence and not duty.unscheduled:
        for name in (name for name, value in given.items() if value):
            yield Problem(code="duty_only_cadence", path=(name,), values={"key": name})
    if duty.anchor is None and duty.anchor_which == "first":
        yield Problem(code="duty_without_anchor", path=("anchor_which",))
    if duty.every is not None and duty.every.count == 0:
        yield Problem(code="duty_no_days", path=("every",), values={"key": "every"})
    for index, phase in enumerate(duty.phases[:-1]):
        if phase.for_ is None:
            yield Problem(code="duty_phase_endless", path=("phases", index, "for"))


def _gaps(duty: LintedDuty) -> Iterator[Problem]:
    given = {
        "at_least": duty.at_least,
        "chained": duty.chained,
        "count": duty.count == "exact",
        "last_day": duty.last_day,
    }
    for name in (name for name, value in given.items() if value and duty.counts_gaps):
        yield Problem(code="duty_gap_number", path=(name,), values={"key": name})
    if duty.gap_across_phases and not (duty.counts_gaps and len(duty.phases) > 1):
        yield Problem(code="duty_gap_across", path=("gap_across_phases",))


def _numbers(duty: LintedDuty) -> Iterator[Problem]:
    if duty.at_least is not None and duty.at_least < 1:
        yield Problem(code="at_least_one", path=("at_least",))
    if duty.per is not None and duty.at_least is None and not duty.unscheduled:
        yield Problem(code="duty_without_number", path=("at_least",))


def _partners(duty: LintedDuty) -> Iterator[Problem]:
    if len(set(duty.with_)) < len(duty.with_):
        yield Problem(code="repeated", path=("with",))
    if duty.match == "with_each" and len(duty.with_) < 2:
        yield Problem(code="duty_each_of_one", path=("match",), severity="warning")
    if duty.record_needed and duty.record is None:
        yield Problem(code="duty_record_unnamed", path=("record_needed",))
    if duty.contact is None:
        for name, given in (("with", duty.with_), ("record_needed", duty.record_needed)):
            if given:
                yield Problem(
                    code="duty_only_contacts", path=(name,), values={"key": name}, severity="warning"
                )


def _events(duty: LintedDuty) -> Iterator[Problem]:
    if duty.event in CONTACTS:
        yield Problem(code="duty_event_is_contact", path=("event",), values={"kind": duty.event})
    for key, kind in (("event", duty.event), ("anchor", duty.anchor)):
        if kind is None:
            continue
        if duty.to in ("each_class", "programme") and kind not in CONTACTS:
            yield Problem(code="duty_event_names_no", path=(key,), values={"to": duty.to})
        elif duty.subject_role is not None and kind in CONTACTS and key == "anchor":
            yield Problem(code="duty_subject_events", path=(key,), values={"to": duty.to})
    if duty.subject_role is not None and duty.event is None:
        for name in ("contact", "activity", "document"):
            if getattr(duty, name) is not None:
                yield Problem(code="duty_subject_events", path=(name,), values={"to": duty.to})


def _owner(duty: LintedDuty) -> Iterator[Problem]:
    if duty.by is None and duty.made_by == "anyone":
        yield Problem(code="duty_made_by_idle", path=("made_by",), severity="warning")
    if duty.by is None or duty.to in _TO_THEIR_OWN:
        return
    if duty.to == "each_helper":
        if duty.by.by_post:  # a post is held in a class: nothing leads from the teacher to it
            yield Problem(
                code="duty_owner_unseen", path=("by",), values={"role": duty.by.value}, severity="warning"
            )
    elif duty.by.by_post and duty.to != "each_class":
        yield Problem(code="duty_owner_in_class", path=("by",), values={"role": duty.by.value})
    elif duty.by.value not in _POSTS:
        # Pairings with a class or a body are not among the facts that a due list reads, posts are.
        yield Problem(
            code="duty_owner_unseen", path=("by",), values={"role": duty.by.value}, severity="warning"
        )
