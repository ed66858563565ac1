"""What a rate is: a way of counting, with the readings that the sources leave open as parameters."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

import attrs

from liushou_core.domain.calendar import Period, SchoolYear, Span, TermId, period_span
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.unknown import NOT_ASKED, Unknown
from liushou_core.locale import Locale, render
from liushou_core.policy.indicators.counted import Counted
from liushou_core.policy.verdict import Fact, Verdict

__all__ = ["Count", "Later", "Matter", "Rate", "not_kept", "school_of"]


@attrs.frozen
class Matter:
    """What is counted: a plan, facts, the judged day, and the days of the plan that are looked at.

    ``edition`` is the plan as it stands on the judged day; what was due before is asked of the ``policy``, which knows all its editions.
    ``earlier``: the answers of the indicators that stand before this one in the plan.
    """

    policy: Any
    facts: Facts
    on: date
    over: Span
    edition: Any = attrs.field(
        init=False, default=attrs.Factory(lambda self: self.policy.on(self.on), takes_self=True)
    )
    earlier: "dict[str, Any]" = attrs.field(factory=dict)

    def period(self, per: Period, school: OrganisationId) -> Span | None:
        """Return the days of the judged day's period; None for a term, between two of them or where none is announced.

        A school year that has begun is counted from the first day of its first term, if the school has announced it: nobody
        sits in a class on a 1 September that is a Sunday.
        """
        terms = self.facts.terms(school)
        span = period_span(self.on, per, terms=terms)
        first = terms.get(TermId(SchoolYear.of(self.on), 1)) if per is Period.SCHOOL_YEAR else None
        if span is None or first is None or self.on < first.start:
            return span
        return Span(first.start, span.until)

    def no_period(self, school: OrganisationId) -> tuple[Verdict, tuple[Fact, ...]]:
        """Return whether a child counts whose school has no such period on the judged day, and what to ask: between two terms none counts."""
        if self.facts.terms(school).tells_of(self.on):
            return Verdict.NO, ()
        return Verdict.UNKNOWN, (Fact("organisation", school, "terms", NOT_ASKED),)


def school_of(facts: ChildFacts, on: date) -> OrganisationId:
    """Return the school in which the child sits on a day, or sat last, or else the body that keeps its archive."""
    held = facts.enrolment_on(on) or facts.last_enrolment(on)
    found = (one.school for one in facts.classes if held is not None and one.id == held.school_class)
    return next(found, facts.child.scope)


class Count:
    """A count under way: it is told of every child that is or may be covered, or of all, then asked once."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Take a child into account."""

    def counted(self) -> Counted:
        """Return the result."""
        raise NotImplementedError(f"{type(self).__name__} has no counted()")


class Rate:
    """Base of every rate: a leaf that a pack writes as ``{ name = { parameters } }``."""

    name: ClassVar[str]
    by_child: ClassVar[bool] = False
    """Whether it counts children, so that it can be counted class by class."""

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        raise NotImplementedError(f"{type(self).__name__} has no start()")

    def names(self) -> Iterable[tuple[str, str]]:
        """Yield the tables of the plan that the rate names: section and id."""
        return ()

    def says(self, locale: Locale) -> str:
        """Return what is counted, in words."""
        return render(f"rate.{self.name}", locale)


@attrs.define
class Later(Count):
    """Counts at the end, without looking at each child."""

    matter: Matter
    count: Callable[[Matter], Counted]

    def counted(self) -> Counted:
        """Return what the rate counts in records that are no child's."""
        return self.count(self.matter)


def not_kept(kind: str) -> Fact:
    """Return the fact that is missing where nobody keeps records of a *kind*."""
    return Fact("programme", "all", kind, Unknown.NOT_ASKED)
