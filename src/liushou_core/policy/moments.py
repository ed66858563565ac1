"""Moments: days that a plan counts from: the day of an event, or a day that a declared fact holds.

A moment that has not come, or of which nothing is recorded, is an answer of its own: not yet, or not known.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final, Literal

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.subject import Subject
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.declared import DeclaredFact, observed, observed_until
from liushou_core.policy.happenings import ARCHIVE_KINDS, events_fact, happened
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import Fact

__all__ = ["MOMENTS", "EventMoment", "FactMoment", "Found", "Moment", "named"]


@attrs.frozen
class Found:
    """When it was: ``day``, or None where it has not come about (``missing`` empty) or is not known (``missing`` says what is)."""

    day: date | None
    used: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is certain when, or that not yet."""
        return not self.missing


class Moment:
    """Base of every moment: a leaf that a pack writes as ``{ name = … }``."""

    name: ClassVar[str]

    def found(self, subject: Subject, on: date) -> Found:
        """Return the day as known on *on*; nothing later is seen."""
        raise NotImplementedError(f"{type(self).__name__} has no found()")

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days on which another day may be found."""
        yield from ()

    def says(self, locale: Locale) -> str:
        """Return what is meant, in words."""
        raise NotImplementedError(f"{type(self).__name__} has no says()")


@attrs.frozen(kw_only=True)
class EventMoment(Moment):
    """The ``first`` or the ``latest`` (default) event of ``kind`` up to the judged day; an attempt that failed is none."""

    name: ClassVar[str] = "event"
    shorthand: ClassVar[str] = "kind"

    kind: str
    which: Literal["first", "latest"] = "latest"
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the event kind that the pack has to declare."""
        return ("archive" if self.kind in ARCHIVE_KINDS else "event"), self.kind

    def found(self, subject: Subject, on: date) -> Found:
        """Return the day of the event."""
        events = happened(subject, self.kind)
        if isinstance(events, Unknown):
            return Found(None, missing=(events_fact(subject, self.kind),))
        come = [event for event in events if event.day <= on]
        if not come:
            return Found(None)
        event = come[0 if self.which == "first" else -1]
        return Found(event.day, (event.fact,))

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days of the events."""
        events = happened(subject, self.kind)
        yield from () if isinstance(events, Unknown) else (event.day for event in events)

    def says(self, locale: Locale) -> str:
        """Return which event is meant."""
        return render(f"moment.{self.which}", locale, event=named(self.target, self.kind, locale))


@attrs.frozen(kw_only=True)
class FactMoment(Moment):
    """The day that a declared fact of type ``day`` holds, or the first day of a ``span``; a day to come is seen."""

    name: ClassVar[str] = "fact"
    shorthand: ClassVar[str] = "fact"

    fact: str
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the fact."""
        return "fact", self.fact

    def found(self, subject: Subject, on: date) -> Found:
        """Return the recorded day."""
        if not isinstance(self.target, DeclaredFact):
            return Found(None, missing=(Fact(subject.kind.value, subject.id, self.fact),))
        one = observed(subject, self.target, on)
        if isinstance(one.value, Unknown):
            return Found(None, missing=(one.fact,))
        day = one.value.start if isinstance(one.value, Span) else one.value
        assert isinstance(day, date)  # lint lets only days and spans stand here
        return Found(day, (one.fact,))

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the observation changes."""
        if isinstance(self.target, DeclaredFact):
            yield from observed_until(subject, self.target)

    def lint(self) -> Iterator[Problem]:
        """Yield a fact that holds no day."""
        if isinstance(self.target, DeclaredFact) and self.target.type not in ("day", "span"):
            yield Problem(code="fact_of_other_type", values={"name": self.fact, "types": "day, span"})

    def says(self, locale: Locale) -> str:
        """Return the label of the fact."""
        return named(self.target, self.fact, locale)


def named(target: Any, name: str, locale: Locale) -> str:
    """Return what a declared table is called in *locale*: its label or title, else the name in the pack."""
    label = getattr(target, "label", None) or getattr(target, "title", None)
    return name.replace("_", " ") if label is None else str(label.text(locale))


MOMENTS: Final[tuple[type[Moment], ...]] = (EventMoment, FactMoment)
