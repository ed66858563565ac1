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
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reading.declared import DeclaredFact, observed, observed_until
from liushou_core.policy.reading.happenings import ARCHIVE_KINDS, Happening, events_fact, happened
from liushou_core.policy.reference import resolved
from liushou_core.policy.verdict import Fact

__all__ = ["MOMENTS", "BirthdayMoment", "EventMoment", "FactMoment", "Found", "Moment", "Named", "named"]


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
    """The ``first`` or the ``latest`` (default) event of ``kind`` up to the judged day, or the ``nth``; an attempt that failed is none.

    ``facts``: only events recorded so. Where an event that may be the one lacks such a fact, the moment is not known.
    """

    name: ClassVar[str] = "event"
    shorthand: ClassVar[str] = "kind"

    kind: str
    which: Literal["first", "latest"] = "latest"
    nth: int | None = None
    facts: Lookup = Lookup()
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the event kind that the pack has to declare."""
        return ("archive" if self.kind in ARCHIVE_KINDS else "event"), self.kind

    def lint(self) -> Iterator[Problem]:
        """Yield an event counted from none."""
        if self.nth is not None and self.nth < 1:
            yield Problem(code="not_positive", path=("nth",))

    def found(self, subject: Subject, on: date) -> Found:
        """Return the day of the event."""
        events = happened(subject, self.kind)
        if isinstance(events, Unknown):
            return Found(None, missing=(events_fact(subject),))
        come = [
            (event, fits)
            for event in events
            if event.day <= on and (fits := event.recorded_as(self.facts)) is not False
        ]
        found = self._chosen([event for event, _ in come])
        unsure = [event for event, fits in come if fits is None]
        if unsure and found is not self._chosen([event for event, fits in come if fits]):
            return Found(None, missing=tuple(fact for event in unsure for fact in event.lacks(self.facts)))
        return Found(None) if found is None else Found(found.day, (found.fact,))

    def _chosen(self, events: list[Happening]) -> Happening | None:
        if self.nth is not None:
            return events[self.nth - 1] if len(events) >= self.nth else None
        return None if not events else events[0 if self.which == "first" else -1]

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days of the events."""
        events = happened(subject, self.kind)
        yield from () if isinstance(events, Unknown) else (event.day for event in events)

    def says(self, locale: Locale) -> str:
        """Return which event is meant."""
        key = self.which if self.nth is None else "nth"
        return render(f"moment.{key}", locale, event=named(self.target, self.kind, locale), nth=self.nth)


@attrs.frozen(kw_only=True)
class BirthdayMoment(Moment):
    """The subject's day of birth, which may lie ahead."""

    name: ClassVar[str] = "birthday"

    def found(self, subject: Subject, on: date) -> Found:
        """Return the birthday."""
        fact = Fact(subject.kind.value, subject.id, "birthday", subject.birthday)
        if isinstance(subject.birthday, Unknown):
            return Found(None, missing=(fact,))
        return Found(subject.birthday, (fact,))

    def says(self, locale: Locale) -> str:
        """Return that the birthday is meant."""
        return render("moment.birthday", locale)


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


@attrs.frozen
class Named:
    """What a table or a declared name is called, where a text wants it in either language."""

    target: Any
    name: str

    def says(self, locale: Locale) -> str:
        """Return the label or title, else the name in the pack."""
        return named(self.target, self.name, locale)


MOMENTS: Final[tuple[type[Moment], ...]] = (EventMoment, BirthdayMoment, FactMoment)
