"""Limits between events: what keeps one, what breaks it, and what is said before the second event has come."""

from datetime import date
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import DayTable, Lapse, add_days
from liushou_core.domain.child import Child
from liushou_core.domain.event import Event, EventFact
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ChildId, EventId, ObservationId, OrganisationId, RecordId
from liushou_core.domain.observation import Observation
from liushou_core.domain.privacy import Sensitivity
from liushou_core.domain.subject import ALONE
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, Known
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.date_rules import DateTable, FixedDate, LunarDate, WeekOfDate
from liushou_core.policy.date_rules.date_moment import DateMoment
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.policy.reading.moments import EventMoment, FactMoment
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.limit_answer import LimitAnswer
from liushou_core.policy.tables.limits import Limit
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

SCOPE = OrganisationId("o1")
REPORT, VISIT = EventMoment(kind="report"), EventMoment(kind="first_visit")
HEARING_DAY = DeclaredFact(id="hearing", type="day")
HEARING = FactMoment(fact="hearing", target=HEARING_DAY)
TERM = DateTable(id="term", rule=FixedDate(month=9, day=1))
MID_AUTUMN = DateTable(id="feast", rule=LunarDate(month=8, day=15))


@attrs.frozen(kw_only=True)
class Surroundings:
    """What is around one child: declared events and day facts, and one calendar."""

    happened: Known[tuple[Event, ...]] = ()
    observed: tuple[Observation, ...] = ()
    table: DayTable | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(ALONE, name)

    def events(self, kind: object, id: str) -> Known[tuple[Event, ...]]:
        return self.happened

    def observations(self, kind: object, id: str) -> tuple[Observation, ...]:
        return self.observed

    def day_table(self, id: str) -> DayTable | None:
        return self.table if id == "default" else None


def child(
    *,
    report: Any = None,
    visits: Any = (),
    hearing: Any = NOT_ASKED,
    table: DayTable | None = None,
    kept: bool = True,
) -> ChildFacts:
    """Return a child with reports and visits on these days; *kept* False: nobody keeps events."""
    days = [("report", day) for day in ([report] if isinstance(report, date) else report or [])]
    days += [("first_visit", day) for day in ([visits] if isinstance(visits, date) else visits)]
    events = tuple(
        Event(id=EventId(f"e{n}"), scope=SCOPE, kind=kind, day=day, children=(ChildId("c1"),))
        for n, (kind, day) in enumerate(days)
    )
    seen = Observation(
        id=ObservationId("x"), scope=SCOPE, subject=RecordId("c1"), name="hearing", value=hearing
    )
    around = Surroundings(
        happened=events if kept else NOT_ASKED,
        observed=(seen,) if isinstance(hearing, date) else (),
        table=table,
    )
    return ChildFacts(child=Child(id=ChildId("c1"), scope=SCOPE), around=around)


def march(day: int) -> date:
    return date(2023, 3, day)


@attrs.frozen(kw_only=True)
class Says(Criterion):
    """Answers what it was told."""

    name = "says"
    messages = {"zh": {"asks": "答"}, "en": {"asks": "says"}}

    verdict: Verdict
    from_day: date = date.max

    def judge(self, facts: Any, on: date) -> Finding:
        missing = (Fact("child", "c1", "urgent"),) if self.verdict is UNKNOWN else ()
        return self.finding(YES if on >= self.from_day else self.verdict, "told", missing=missing)

    def boundaries(self, facts: Any, after: date) -> tuple[date, ...]:
        return (self.from_day,)


def limit(at_most: str | None = None, at_least: str | None = None, **more: Any) -> Limit:
    bounds = {"at_most": at_most, "at_least": at_least}
    read = {name: Lapse.parse(text) for name, text in bounds.items() if text is not None}
    return Limit(**{"id": "visit", "from_": REPORT, "to": VISIT, **read, **more})


def told(answer: LimitAnswer) -> tuple[Any, ...]:
    return answer.state, answer.counted, answer.earliest, answer.latest


BEFORE_HEARING = {"from_": HEARING, "to": EventMoment(kind="first_visit"), "direction": "before"}


@pytest.mark.parametrize(
    ("asked", "facts", "on", "expected"),
    [
        # Within 7 days after 1 March: up to 8 March.
        (
            limit("7 days"),
            child(report=march(1), visits=march(8)),
            march(20),
            ("kept", 7, march(1), march(8)),
        ),
        (
            limit("7 days"),
            child(report=march(1), visits=march(9)),
            march(20),
            ("broken", 8, march(1), march(8)),
        ),
        (
            limit("7 days"),
            child(report=march(1), visits=march(1)),
            march(20),
            ("kept", 0, march(1), march(8)),
        ),
        (limit("7 days"), child(report=march(1)), march(8), ("open", 7, march(1), march(8))),
        (limit("7 days"), child(report=march(1)), march(9), ("broken", 8, march(1), march(8))),
        # Nothing later than the judged day is seen.
        (limit("7 days"), child(report=march(1), visits=march(9)), march(8), ("open", 7, march(1), march(8))),
        (
            limit("7 days"),
            child(report=march(10), visits=march(5)),
            march(9),
            ("not_begun", None, None, None),
        ),
        # What came before the report is no answer to it.
        (
            limit("7 days"),
            child(report=march(10), visits=march(5)),
            march(12),
            ("open", 2, march(10), march(17)),
        ),
        # The latest report counts, or the first.
        (
            limit("7 days"),
            child(report=[march(1), march(15)], visits=march(16)),
            march(20),
            ("kept", 1, march(15), march(22)),
        ),
        (
            limit("7 days", from_=EventMoment(kind="report", which="first")),
            child(report=[march(1), march(15)], visits=march(16)),
            march(20),
            ("broken", 15, march(1), march(8)),
        ),
        # The nearest visit counts, later ones do not undo it.
        (
            limit("7 days"),
            child(report=march(1), visits=[march(3), march(30)]),
            march(31),
            ("kept", 2, march(1), march(8)),
        ),
        # Waiting periods.
        (
            limit(at_least="7 days"),
            child(report=march(1), visits=march(8)),
            march(20),
            ("kept", 7, march(8), None),
        ),
        (
            limit(at_least="7 days"),
            child(report=march(1), visits=march(7)),
            march(20),
            ("broken", 6, march(8), None),
        ),
        (
            limit(at_least="7 days"),
            child(report=march(1), visits=[march(7), march(9)]),
            march(20),
            ("broken", 6, march(8), None),
        ),
        (
            limit(at_least="7 days", several="any"),
            child(report=march(1), visits=[march(7), march(9)]),
            march(20),
            ("kept", 8, march(8), None),
        ),
        (limit(at_least="7 days"), child(report=march(1)), march(30), ("open", 29, march(8), None)),
        # Clear days.
        (
            limit(at_least="7 days", count="clear"),
            child(report=march(1), visits=march(9)),
            march(20),
            ("kept", 7, march(9), None),
        ),
        (
            limit("7 days", at_least="3 days", count="clear"),
            child(report=march(1), visits=march(4)),
            march(20),
            ("broken", 2, march(5), march(9)),
        ),
        # At least 7 clear days before the hearing on 10 March: up to 2 March.
        (
            limit(at_least="7 days", count="clear", **BEFORE_HEARING),
            child(hearing=march(10), visits=march(2)),
            march(20),
            ("kept", 7, None, march(2)),
        ),
        (
            limit(at_least="7 days", count="clear", **BEFORE_HEARING),
            child(hearing=march(10), visits=march(3)),
            march(20),
            ("broken", 6, None, march(2)),
        ),
        (
            limit(at_least="7 days", **BEFORE_HEARING),
            child(hearing=march(10)),
            march(3),
            ("open", 7, None, march(3)),
        ),
        (
            limit(at_least="7 days", **BEFORE_HEARING),
            child(hearing=march(10)),
            march(4),
            ("broken", 6, None, march(3)),
        ),
        # A notice in time is not undone by a reminder, unless the plan reads it so.
        (
            limit(at_least="7 days", **BEFORE_HEARING),
            child(hearing=march(10), visits=[march(1), march(9)]),
            march(9),
            ("kept", 9, None, march(3)),
        ),
        (
            limit(at_least="7 days", several="nearest", **BEFORE_HEARING),
            child(hearing=march(10), visits=[march(1), march(9)]),
            march(9),
            ("broken", 1, None, march(3)),
        ),
        # At most so long before.
        (
            # One that came too early breaks nothing while one in time may still come.
            limit("7 days", **BEFORE_HEARING),
            child(hearing=march(10), visits=march(2)),
            march(9),
            ("open", 1, march(3), march(10)),
        ),
        (
            limit("7 days", **BEFORE_HEARING),
            child(hearing=march(10), visits=march(2)),
            march(11),
            ("broken", 8, march(3), march(10)),
        ),
        (
            limit("7 days", **BEFORE_HEARING),
            child(hearing=march(10), visits=march(3)),
            march(9),
            ("kept", 7, march(3), march(10)),
        ),
        # It came only after the hearing, so before it it never came.
        (
            limit("7 days", **BEFORE_HEARING),
            child(hearing=march(10), visits=march(12)),
            march(20),
            ("broken", None, march(3), march(10)),
        ),
        # A recorded day on the wrong side.
        (
            limit("7 days", to=HEARING),
            child(report=march(10), hearing=march(8)),
            march(20),
            ("broken", None, march(10), march(17)),
        ),
        (
            limit("7 days", to=HEARING),
            child(report=march(1), hearing=march(8)),
            march(2),
            ("kept", 7, march(1), march(8)),
        ),
        # Months by date.
        (
            limit("1 month"),
            child(report=date(2023, 1, 31), visits=date(2023, 2, 28)),
            march(1),
            ("kept", 1, date(2023, 1, 31), date(2023, 2, 28)),
        ),
        # At once, or within bounds.
        (
            limit("7 days", at_once=Says(verdict=YES)),
            child(report=march(1), visits=march(2)),
            march(2),
            ("broken", 1, march(1), march(1)),
        ),
        (
            limit("7 days", at_once=Says(verdict=YES)),
            child(report=march(1), visits=march(1)),
            march(2),
            ("kept", 0, march(1), march(1)),
        ),
        (
            limit("7 days", at_once=Says(verdict=YES)),
            child(report=march(1)),
            march(1),
            ("open", 0, march(1), march(1)),
        ),
        (
            limit("7 days", at_once=Says(verdict=NO)),
            child(report=march(1), visits=march(2)),
            march(2),
            ("kept", 1, march(1), march(8)),
        ),
        (limit(at_once=Says(verdict=NO)), child(report=march(1)), march(30), ("open", 29, march(1), None)),
        # Where it does not apply, nothing is said.
        (
            limit("7 days", applies_when=Says(verdict=NO)),
            child(report=march(1)),
            march(30),
            ("out_of_scope", None, None, None),
        ),
        (
            limit("7 days", applies_when=Says(verdict=YES)),
            child(report=march(1)),
            march(30),
            ("broken", 29, march(1), march(8)),
        ),
        # From a date of the plan.
        (
            limit("30 days", from_=DateMoment(date="term", target=TERM)),
            child(visits=date(2023, 9, 20)),
            date(2023, 12, 1),
            ("kept", 19, date(2023, 9, 1), date(2023, 10, 1)),
        ),
        (
            limit(
                at_least="1 week",
                from_=DateMoment(date="term", which="next", target=TERM),
                direction="before",
            ),
            child(visits=date(2023, 8, 20)),
            date(2023, 8, 21),
            ("kept", 1, None, date(2023, 8, 25)),
        ),
        # Up to a date of the plan, whether it has come or not.
        (
            limit("2 months", to=DateMoment(date="term", target=TERM)),
            child(report=date(2023, 7, 15)),
            date(2023, 7, 16),
            ("kept", 1, date(2023, 7, 15), date(2023, 9, 15)),
        ),
        (
            limit("2 months", to=DateMoment(date="term", target=TERM), direction="before"),
            child(report=date(2023, 12, 15)),
            date(2023, 12, 16),
            ("broken", 3, date(2023, 10, 15), date(2023, 12, 15)),
        ),
    ],
)
def test_a_limit(asked: Limit, facts: ChildFacts, on: date, expected: tuple[Any, ...]) -> None:
    """State, units counted, first and last lawful day."""
    assert expected == told(asked.answer(facts, on))


WORKING = DayTable(holidays=frozenset({march(6)}), until=date(2023, 4, 1))


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        # From Wednesday 1 March, three working days: Thursday, Friday, and Tuesday after a free Monday.
        (child(report=march(1), visits=march(7), table=WORKING), march(9), ("kept", 3, march(1), march(7))),
        (child(report=march(1), visits=march(8), table=WORKING), march(9), ("broken", 4, march(1), march(7))),
        (child(report=march(1), table=WORKING), march(7), ("open", 3, march(1), march(7))),
        (child(report=march(30), table=WORKING), march(31), ("unknown", 1, march(30), None)),
        (child(report=march(1), visits=march(2)), march(9), ("unknown", None, march(1), None)),
    ],
)
def test_working_days(facts: ChildFacts, on: date, expected: tuple[Any, ...]) -> None:
    """They come from the calendar given with the facts; without it, or where it ends, it is named as missing."""
    answer = limit("3 working days").answer(facts, on)
    assert expected == told(answer)
    missing = (Fact("day_table", "default", "days"),) if answer.state == "unknown" else ()
    assert missing == answer.missing


def test_a_bound_that_no_calendar_tells_may_not_matter() -> None:
    """The visit came sooner than the waiting period allows; how long it might have waited makes no difference."""
    asked = limit("3 working days", at_least="2 days")
    assert "broken" == asked.answer(child(report=march(1), visits=march(2)), march(9)).state


EVENTS = Fact("child", "c1", "events")
URGENT = Fact("child", "c1", "urgent")


@pytest.mark.parametrize(
    ("asked", "facts", "missing"),
    [
        (limit("7 days"), child(kept=False), (EVENTS,)),
        (limit("7 days", from_=HEARING), child(), (Fact("child", "c1", "hearing"),)),
        (limit("7 days", from_=HEARING), child(hearing=march(1), kept=False), (EVENTS,)),
        (limit("7 days", to=HEARING), child(report=march(1)), (Fact("child", "c1", "hearing"),)),
        (limit("7 days", at_once=Says(verdict=UNKNOWN)), child(report=march(1), visits=march(2)), (URGENT,)),
        (
            limit("7 days", applies_when=Says(verdict=UNKNOWN)),
            child(report=march(1), visits=march(2)),
            (URGENT,),
        ),
        (
            limit("7 days", from_=DateMoment(date="feast", target=MID_AUTUMN)),
            child(),
            (),
        ),
    ],
)
def test_what_is_missing_is_named(asked: Limit, facts: ChildFacts, missing: tuple[Fact, ...]) -> None:
    answer = asked.answer(facts, march(31))
    assert missing == answer.missing
    assert UNKNOWN is answer.verdict or not missing


def test_outside_the_lunar_table_nobody_knows() -> None:
    asked = limit("7 days", from_=DateMoment(date="feast", target=MID_AUTUMN))
    answer = asked.answer(child(), date(2101, 12, 1))
    assert ("unknown", (Fact("lunar_year", "2101", "months"),)) == (answer.state, answer.missing)


@pytest.mark.parametrize(
    ("visits", "on", "expected"),
    [
        # With a report on 1 March and 7 days at most: was it a visit at home, or not recorded where it was?
        ([(5, "home")], 20, ("kept", march(5))),
        ([(5, "school")], 20, ("broken", None)),
        ([(5, None)], 20, ("unknown", None)),
        ([(5, "school"), (7, "home")], 20, ("kept", march(7))),
        # A doubtful visit makes no difference beside a certain one, nor where it would come too late itself.
        ([(5, None), (7, "home")], 20, ("kept", march(7))),
        ([(12, None)], 20, ("broken", None)),
        ([(2, None)], 4, ("unknown", None)),
    ],
)
def test_events_that_are_recorded_so(visits: Any, on: int, expected: tuple[Any, ...]) -> None:
    """``facts`` picks events by what is recorded with them; what is not recorded matters only where it makes a difference."""
    events = tuple(
        Event(
            id=EventId(f"v{day}"),
            scope=SCOPE,
            kind="first_visit",
            day=march(day),
            children=(ChildId("c1"),),
            facts=() if where is None else (EventFact(name="where", value=where),),
        )
        for day, where in visits
    )
    facts = child(report=march(1))
    around = facts.around
    assert isinstance(around, Surroundings)
    assert isinstance(around.happened, tuple)
    facts = attrs.evolve(facts, around=attrs.evolve(around, happened=(*around.happened, *events)))
    asked = limit("7 days", to=EventMoment(kind="first_visit", facts=Lookup.of({"where": "home"})))
    answer = asked.answer(facts, march(on))
    assert expected == (answer.state, answer.second)
    doubtful = tuple(Fact("first_visit", f"v{day}", "where") for day, where in visits if where is None)
    assert (doubtful if answer.state == "unknown" else ()) == answer.missing


REPORTS: dict[str, Any] = {"from_": REPORT, "to": EventMoment(kind="report")}
"""From a report to another."""
FIRST_REPORT = EventMoment(kind="report", which="first")


@pytest.mark.parametrize(
    ("asked", "reports", "on", "expected"),
    [
        # The second within 7 days of the first: the first is not its own second.
        (limit("7 days", **{**REPORTS, "from_": FIRST_REPORT}), [1], 5, ("open", None)),
        (limit("7 days", **{**REPORTS, "from_": FIRST_REPORT}), [1], 9, ("broken", None)),
        (limit("7 days", **{**REPORTS, "from_": FIRST_REPORT}), [1, 8], 9, ("kept", march(8))),
        (limit("7 days", **{**REPORTS, "from_": FIRST_REPORT}), [1, 1], 9, ("kept", march(1))),
        # After the latest none has come; on one day the order of the ids says which is the latest.
        (limit("7 days", **REPORTS), [1, 8], 9, ("open", None)),
        (limit("7 days", **REPORTS), [1, 8, 8], 9, ("open", None)),
        # At least 7 days before the latest.
        (limit(at_least="7 days", direction="before", **REPORTS), [1, 8], 9, ("kept", march(1))),
        (
            limit(at_least="7 days", direction="before", several="nearest", **REPORTS),
            [1, 5, 8],
            9,
            ("broken", march(5)),
        ),
        (
            limit(at_least="7 days", direction="before", several="nearest", **REPORTS),
            [1, 8, 8],
            9,
            ("broken", march(8)),
        ),
    ],
)
def test_a_record_is_never_its_own_second(
    asked: Limit, reports: list[int], on: int, expected: tuple[Any, ...]
) -> None:
    """Where both moments are of one kind, the second is another record."""
    answer = asked.answer(child(report=[march(day) for day in reports]), march(on))
    assert expected == (answer.state, answer.second)


def each(at_most: str | None = None, at_least: str | None = None, **more: Any) -> Limit:
    return limit(at_most, at_least, **{**REPORTS, "each": True, **more})


@pytest.mark.parametrize(
    ("asked", "reports", "on", "expected"),
    [
        # At least 7 days between any two: the worst pair is told, which of how many.
        (each(at_least="7 days"), [], 9, ("not_begun", None, None)),
        (each(at_least="7 days"), [1], 9, ("open", None, (1, 1))),
        (each(at_least="7 days"), [1, 8], 9, ("kept", march(8), (1, 2))),
        (each(at_least="7 days"), [1, 8, 15], 20, ("kept", march(8), (1, 3))),
        (each(at_least="7 days"), [1, 9, 16], 20, ("kept", march(16), (2, 3))),
        (each(at_least="7 days"), [1, 5, 20], 20, ("broken", march(5), (1, 3))),
        (each(at_least="7 days"), [1, 5, 7, 20], 20, ("broken", march(7), (2, 4))),
        (each(at_least="7 days"), [1, 1], 20, ("broken", march(1), (1, 2))),
        # At most 7 days from each to the next: the last one waits for its own.
        (each("7 days"), [1, 8], 9, ("open", None, (2, 2))),
        (each("7 days"), [1, 8], 16, ("broken", None, (2, 2))),
        (each("7 days"), [1, 10, 11], 12, ("broken", march(10), (1, 3))),
        (each("7 days"), [1, 1, 20], 21, ("broken", march(20), (2, 3))),
        (each("7 days", at_once=Says(verdict=YES)), [1, 1, 2], 2, ("broken", march(2), (2, 3))),
        # Counted backwards it is the same but for the last, which waits for nothing.
        (each("7 days", direction="before"), [1, 8], 16, ("kept", march(1), (1, 1))),
        (each("7 days", direction="before"), [1, 8, 20], 20, ("broken", march(8), (2, 2))),
        (each("7 days", direction="before"), [1], 20, ("not_begun", None, None)),
    ],
)
def test_every_two_in_a_row(asked: Limit, reports: list[int], on: int, expected: tuple[Any, ...]) -> None:
    """State, day of the second event, and which pair it is."""
    answer = asked.answer(child(report=[march(day) for day in reports]), march(on))
    pair = None if answer.pair is None else (answer.pair.number, answer.pair.of)
    assert expected == (answer.state, answer.second, pair)


def test_every_report_is_followed_by_a_visit() -> None:
    """Each may also begin a limit that another kind of event ends; one visit may end several."""
    asked = limit("7 days", each=True)
    answer = asked.answer(child(report=[march(1), march(3), march(20)], visits=[march(5)]), march(21))
    assert ("open", march(20)) == (answer.state, answer.first)
    answer = asked.answer(child(report=[march(1), march(3), march(20)], visits=[march(10)]), march(21))
    assert ("broken", march(1), march(10)) == (answer.state, answer.first, answer.second)
    asked = limit(at_least="7 days", each=True, direction="before")
    answer = asked.answer(child(report=[march(8), march(20)], visits=[march(1), march(19)]), march(21))
    assert "kept" == answer.state
    answer = asked.answer(child(report=[march(8), march(20)], visits=[march(19)]), march(21))
    assert ("broken", march(8)) == (answer.state, answer.first)


def doses(*recorded: tuple[int, str | None]) -> ChildFacts:
    """Return a child with doses on these days in March, each with the vaccine that is recorded with it."""
    events = tuple(
        Event(
            id=EventId(f"d{day}"),
            scope=SCOPE,
            kind="dose",
            day=march(day),
            children=(ChildId("c1"),),
            facts=() if vaccine is None else (EventFact(name="vaccine", value=vaccine),),
        )
        for day, vaccine in recorded
    )
    return ChildFacts(child=Child(id=ChildId("c1"), scope=SCOPE), around=Surroundings(happened=events))


PENTA = EventMoment(kind="dose", facts=Lookup.of({"vaccine": "penta"}))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ([(1, "penta"), (5, "mmr"), (8, "penta")], ("kept", [])),
        ([(1, "penta"), (5, "penta"), (8, None)], ("broken", [])),
        # A dose of which nobody recorded what it was, too near to another.
        ([(1, "penta"), (5, None), (8, "penta")], ("unknown", ["dose:d5.vaccine"])),
        ([(1, "penta"), (9, "penta"), (20, None), (22, "mmr")], ("kept", [])),
        ([(1, None), (5, "penta"), (12, "penta")], ("unknown", ["dose:d1.vaccine"])),
        ([(1, None)], ("unknown", ["dose:d1.vaccine"])),
        ([(1, "mmr")], ("not_begun", [])),
    ],
)
def test_doses_of_one_vaccine(given_: list[tuple[int, str | None]], expected: tuple[Any, ...]) -> None:
    """Where both moments are picked alike, what is picked is compared; what is not recorded matters where it makes it worse."""
    answer = each(at_least="7 days", from_=PENTA, to=PENTA).answer(doses(*given_), march(25))
    assert expected == (answer.state, [fact.path for fact in answer.missing])


def test_each_where_nobody_keeps_events() -> None:
    answer = each("7 days").answer(child(kept=False), march(9))
    assert ("unknown", (EVENTS,)) == (answer.state, answer.missing)


def test_a_pair_is_told() -> None:
    """By the ids of its events, in the document and in words."""
    answer = each(at_least="7 days").answer(child(report=[march(1), march(5)]), march(9))
    assert {"number": 1, "of": 2, "from": "e0", "to": "e1"} == answer.to_document()["pair"]
    assert "pair 1 of 2: e0, e1; first day 2023-03-01" in answer.text("en")
    assert "第1对（共2对）：e0、e1" in answer.text("zh")


def test_both_readings_agree_where_at_once_makes_no_difference() -> None:
    """A visit on the day of the report keeps the limit, urgent or not; one that never came breaks it."""
    asked = limit("7 days", at_once=Says(verdict=UNKNOWN))
    assert "kept" == asked.answer(child(report=march(1), visits=march(1)), march(9)).state
    assert "broken" == asked.answer(child(report=march(1)), march(9)).state
    assert "unknown" == asked.answer(child(report=march(1)), march(3)).state


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("kept", YES),
        ("broken", NO),
        ("open", UNKNOWN),
        ("not_begun", UNKNOWN),
        ("unknown", UNKNOWN),
        ("out_of_scope", None),
    ],
)
def test_verdicts(state: Any, verdict: Verdict | None) -> None:
    answer = attrs.evolve(limit("7 days").answer(child(), march(1)), state=state)
    assert verdict is answer.verdict


def test_late() -> None:
    """Late is what came after the last day, or has not come by then; too early is broken too, but not late."""
    assert limit("7 days").answer(child(report=march(1)), march(9)).late
    assert limit("7 days").answer(child(report=march(1), visits=march(9)), march(9)).late
    assert not limit("7 days").answer(child(report=march(1)), march(8)).late
    assert not limit("9 days", "7 days").answer(child(report=march(1), visits=march(2)), march(30)).late


def test_as_a_document() -> None:
    asked = limit("3 working days", source=Source("000 §1"), at_once=Says(verdict=NO))
    document = asked.answer(child(report=march(1), visits=march(7), table=WORKING), march(9)).to_document()
    assert ["says"] == [finding["clause"] for finding in document.pop("findings")]
    assert {
        "verdict": "yes",
        "state": "kept",
        "first": "2023-03-01",
        "second": "2023-03-07",
        "counted": 3,
        "unit": "working day",
        "count": "plain",
        "earliest": "2023-03-01",
        "latest": "2023-03-07",
        "late": False,
        "pair": None,
        "missing": [],
        "source": "000 §1",
    } == document


def test_in_words() -> None:
    asked = limit("7 days", title=Wording(zh="首次家访", en="First visit"))
    answer = asked.answer(child(report=march(1)), march(4))
    assert (
        "首次家访：尚在时限内；起算日2023-03-01；至当日已过3天；最早2023-03-01；最迟2023-03-08"
        == answer.text("zh")
    )
    answer = asked.answer(child(report=march(1), visits=march(2)), march(4))
    assert (
        "First visit: kept; first day 2023-03-01; second day 2023-03-02; 1 day between them; "
        "lawful from 2023-03-01; lawful until 2023-03-08" == answer.text("en")
    )
    answer = attrs.evolve(limit("3 working days").answer(child(report=march(1)), march(4)), counted=None)
    assert "visit: undetermined; first day 2023-03-01; lawful from 2023-03-01; " in answer.text("en")
    assert "working days of calendar default" in answer.text("en")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (limit("7 days"), []),
        (limit(at_once=Says(verdict=YES)), []),
        (limit(), ["limit_without_bound"]),
        (limit("-1 days", "-7 days"), ["negative_lapse", "negative_lapse"]),
        (limit("7 days", "8 days"), ["empty_band"]),
        (limit("1 week", "8 days"), []),
        (limit("7 days", to=EventMoment(kind="first_visit", which="first")), ["limit_to_which"]),
        (limit("7 days", to=EventMoment(kind="first_visit", nth=2)), ["limit_to_which"]),
        (limit("7 days", from_=EventMoment(kind="report", nth=2)), []),
        (limit("7 days", each=True), []),
        (limit("7 days", each=True, from_=EventMoment(kind="report", nth=2)), ["limit_each_which"]),
        (limit("7 days", each=True, from_=HEARING), ["limit_each_event"]),
        (
            limit(
                "7 days",
                from_=FactMoment(
                    fact="hearing", target=attrs.evolve(HEARING_DAY, sensitivity=Sensitivity.IDENTITY)
                ),
            ),
            ["limit_shows_identity"],
        ),
    ],
)
def test_lint(asked: Limit, expected: list[str]) -> None:
    assert expected == [problem.code for problem in asked.lint()]


DAYS = st.dates(date(2023, 2, 20), date(2023, 3, 25))
LIMITS = st.sampled_from(
    [
        limit("7 days"),
        limit("5 working days"),
        limit("7 days", "3 days", count="clear"),
        limit("7 days", "3 days", **BEFORE_HEARING),
        limit("7 days", from_=HEARING),
        each("7 days"),
        each("7 days", "3 days"),
        limit("7 days", each=True),
        limit("7 days", **{**REPORTS, "from_": FIRST_REPORT}),
        limit("7 days", at_once=Says(verdict=NO, from_day=march(10))),
        limit("7 days", applies_when=Says(verdict=UNKNOWN, from_day=march(10))),
        limit("7 days", from_=DateMoment(date="x", target=DateTable(id="x", rule=FixedDate(month=3, day=5)))),
        limit(
            "7 days",
            direction="before",
            from_=DateMoment(
                date="x", which="next", target=DateTable(id="x", rule=FixedDate(month=3, day=5))
            ),
        ),
    ]
)


@given(LIMITS, DAYS, st.lists(DAYS, max_size=2), st.lists(DAYS, max_size=2), DAYS)
def test_the_state_changes_only_on_a_boundary(
    asked: Limit, after: date, reports: list[date], visits: list[date], hearing: date
) -> None:
    """With no new fact, from one day to the next the state changes only on days that were named beforehand."""
    facts = child(report=reports, visits=visits, hearing=hearing, table=WORKING)
    named = set(asked.boundaries(facts, after))
    before = asked.answer(facts, after).state
    for ahead in range(1, 40):
        day = add_days(after, ahead)
        state = asked.answer(facts, day).state
        assert state == before or day in named, day
        before = state


@given(
    DAYS, DAYS, st.integers(0, 9), st.sampled_from(["plain", "clear"]), st.sampled_from(["after", "before"])
)
def test_what_keeps_a_limit_lies_between_its_lawful_days(
    first: date, second: date, n: int, count: Any, direction: Any
) -> None:
    asked = limit(
        f"{n} days", f"{max(0, n - 3)} days", count=count, direction=direction, from_=HEARING, to=VISIT
    )
    answer = asked.answer(child(hearing=first, visits=second), date(2024, 1, 1))
    assert answer.earliest is not None
    assert answer.latest is not None
    assert (answer.earliest <= second <= answer.latest) == (answer.state == "kept")


@given(days=st.lists(DAYS, min_size=1, max_size=6), least=st.integers(0, 6), most=st.integers(6, 20), on=DAYS)
def test_each_is_kept_where_every_two_neighbours_keep_it(
    days: list[date], least: int, most: int, on: date
) -> None:
    """And the pair that is told is one of neighbours, in either direction."""
    come = sorted(day for day in days if day <= on)
    gaps = [(two - one).days for one, two in pairwise(come)]
    waits = bool(come) and (on - come[-1]).days > most
    asked = each(f"{most} days", f"{least} days")
    answer = asked.answer(child(report=days), on)
    broken = waits or any(not least <= gap <= most for gap in gaps)
    assert answer.state == ("not_begun" if not come else "broken" if broken else "open")
    if answer.first is not None and answer.second is not None:
        assert (answer.second - answer.first).days in gaps
    back = attrs.evolve(asked, direction="before").answer(child(report=days), on)
    assert back.state == (
        "not_begun" if not gaps else "kept" if all(least <= gap <= most for gap in gaps) else "broken"
    )


WEEK = DateTable(id="week", rule=WeekOfDate(day=FixedDate(month=3, day=8)))
OVER = DateTable(id="over", rule=FixedDate(month=3, day=8), to_year=2022)


@pytest.mark.parametrize(
    ("table", "which", "on", "expected"),
    [
        (WEEK, "latest", march(6), march(6)),  # a Monday
        (WEEK, "latest", march(5), date(2022, 3, 7)),
        (WEEK, "next", march(6), march(6)),
        (WEEK, "next", march(7), date(2024, 3, 4)),  # that of this year has begun
        (OVER, "latest", march(1), date(2022, 3, 8)),
        (OVER, "next", march(1), None),
    ],
)
def test_the_latest_date_and_the_next(table: DateTable, which: Any, on: date, expected: date | None) -> None:
    found = DateMoment(date=table.id, which=which, target=table).found(child(), on)
    assert expected == found.day
    assert found.is_known


def test_what_is_not_linked_is_not_known() -> None:
    asked = limit("7 days", from_=DateMoment(date="feast"))
    assert "not_begun" == asked.answer(child(), march(1)).state
    assert [] == list(DateMoment(date="feast").boundaries(child(), march(1)))
    assert ("date", "feast") == DateMoment(date="feast").refers()
    assert "feast" == DateMoment(date="feast").says("en")
    assert NOT_KNOWN == MID_AUTUMN.span(2101)
