"""Ledger: what was done towards a duty, and what of it counts for one line of holders.

A contact counts when its kind and counterpart match and its maker held the role, or stood in, on the day (or whoever
made it, under ``made_by = "anyone"``);
everything else that looks like it is kept beside, with the reason why it does not count.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any, Literal

import attrs

from liushou_core.domain.activity import Activity
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.contact import Contact
from liushou_core.domain.event import Event
from liushou_core.domain.ids import HelperId
from liushou_core.domain.unknown import is_known
from liushou_core.domain.written_record import WrittenRecord
from liushou_core.policy.due.holders import HolderLine
from liushou_core.policy.tables.duties import WEEKDAYS, Duty

__all__ = [
    "Aside",
    "Ledger",
    "of_activities",
    "of_care_plans",
    "of_contacts",
    "of_events",
    "of_written_records",
]

Why = Literal["made_by_other", "attempts", "off_day", "unrecorded", "unsure"]


@attrs.frozen
class Aside:
    """A contact beside the count, and why; ``unsure``: it would count if a card is recorded, which nobody asked."""

    day: date
    id: str
    why: Why


@attrs.frozen
class Ledger:
    """What counts, by day, and what stands aside; both ordered by day and id.

    ``begun``: what would count, but began the cadence anew; it counts for the window that it cut short.
    """

    days: tuple[date, ...] = ()
    ids: tuple[str, ...] = ()
    aside: tuple[Aside, ...] = ()
    begun: tuple[tuple[date, str], ...] = ()
    _aside_days: tuple[date, ...] = attrs.field(
        init=False, default=attrs.Factory(lambda self: tuple(one.day for one in self.aside), takes_self=True)
    )

    def counted(self, first: date, last: date) -> tuple[str, ...]:
        """Return the ids of what counts from *first* to *last*, both included."""
        return self.ids[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def days_within(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days of what counts from *first* to *last*, both included."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def beside(self, first: date, last: date) -> tuple[Aside, ...]:
        """Return what stands aside from *first* to *last*, both included."""
        return self.aside[bisect_left(self._aside_days, first) : bisect_right(self._aside_days, last)]

    def after(self, day: date, most: int) -> tuple[str, ...]:
        """Return the ids of the first *most* that were made after *day* and count for some window."""
        begin = bisect_right(self.days, day)
        made = zip(self.days[begin:], self.ids[begin:], strict=True)
        later = sorted([*made, *(one for one in self.begun if one[0] > day)]) if self.begun else made
        return tuple(id for _day, id in islice(later, most))

    def began_on(self, day: date | None) -> tuple[str, ...]:
        """Return the id of what began the cadence anew on *day*, if it counts."""
        return tuple(id for begun, id in self.begun if begun == day)

    def anchored(self, anchors: Iterable[str]) -> "Ledger":
        """Return the ledger in which these ids began the cadence."""
        ids = frozenset(anchors)
        made = list(zip(self.days, self.ids, strict=True))
        kept = [one for one in made if one[1] not in ids]
        return attrs.evolve(
            self,
            days=tuple(day for day, _id in kept),
            ids=tuple(id for _day, id in kept),
            begun=tuple(one for one in made if one[1] in ids),
        )

    def reached_on(self, first: date, last: date, number: int) -> date | None:
        """Return the day of the *number*-th that counts from *first* to *last*; None if there are fewer."""
        index = bisect_left(self.days, first) + number - 1
        return self.days[index] if index < len(self.days) and self.days[index] <= last else None


def of_contacts(duty: Duty, contacts: Iterable[Contact], line: HolderLine) -> Ledger:
    """Return the ledger of *duty* for a line of holders; *contacts* are those with the subject."""
    counted: list[Contact] = []
    aside: list[Aside] = []
    for contact in contacts:
        if contact.kind is not duty.contact or not _reaches(duty, contact):
            continue
        reasons = _reasons(duty, contact, line)
        aside.extend(Aside(contact.day, contact.id, why) for why in reasons)
        if not reasons or (reasons == ("unrecorded",) and not duty.record_needed):
            counted.append(contact)
    return Ledger(tuple(c.day for c in counted), tuple(c.id for c in counted), tuple(aside))


def of_events(duty: Duty, events: Iterable[Event], line: HolderLine) -> Ledger:
    """Return the ledger of *duty*, which counts events, for a line of holders; *events* are those that name the subject."""
    return _of_kind(duty, duty.event, events, line)


def of_activities(duty: Duty, activities: Iterable[Activity], line: HolderLine) -> Ledger:
    """Return the ledger of *duty*, which counts activities, for a line of holders; *activities* are those about the subject."""
    return _of_kind(duty, duty.activity, activities, line)


def of_written_records(duty: Duty, records: Iterable[WrittenRecord], line: HolderLine) -> Ledger:
    """Return the ledger of *duty*, which counts documents, for a line of holders; *records* are those about the subject."""
    return _of_kind(duty, duty.document, records, line)


def _of_kind(
    duty: Duty, kind: str | None, records: Iterable[Event | Activity | WrittenRecord], line: HolderLine
) -> Ledger:
    counted: list[Any] = []
    aside: list[Aside] = []
    for record in records:
        if record.kind != kind:
            continue
        maker = None if record.by is None else HelperId(record.by)
        if why := _amiss(duty, line, made=getattr(record, "made", True), by=maker, on=record.day):
            aside.append(Aside(record.day, record.id, why))
        else:
            counted.append(record)
    return Ledger(tuple(r.day for r in counted), tuple(r.id for r in counted), tuple(aside))


def of_care_plans(plans: Iterable[CarePlan]) -> Ledger:
    """Return the ledger of care plans drawn up, by the day they were: who drew one up is not recorded."""
    ordered = sorted(plans, key=lambda plan: (plan.start, plan.id))
    return Ledger(tuple(plan.start for plan in ordered), tuple(plan.id for plan in ordered))


def _reaches(duty: Duty, contact: Contact) -> bool:
    if not duty.with_:
        return True
    quantifier = all if duty.match == "with_each" else any
    return quantifier(partner in contact.counterparts for partner in duty.with_)


def _reasons(duty: Duty, contact: Contact, line: HolderLine) -> tuple[Why, ...]:
    if why := _amiss(duty, line, made=contact.made, by=contact.by, on=contact.day):
        return (why,)
    if duty.record is None or contact.recorded is True:
        return ()
    if duty.record_needed and not is_known(contact.recorded):
        return ("unrecorded", "unsure")
    return ("unrecorded",)


def _amiss(duty: Duty, line: HolderLine, *, made: bool, by: HelperId | None, on: date) -> Why | None:
    """Return why what *by* did, or tried, on a day does not count; None if nothing but a card can be lacking."""
    if not made:
        return "attempts"
    if duty.made_by == "holder" and not line.may_make(by, on):
        return "made_by_other"
    if duty.weekday != "any" and on.weekday() != WEEKDAYS.index(duty.weekday):
        return "off_day"
    return None
