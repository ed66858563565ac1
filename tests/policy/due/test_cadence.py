"""Time counted from a day: windows tile, gaps are the longest, and what is past stays."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, DurationUnit
from liushou_core.policy.due.gaps import read_gaps
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.tables.cadence import CadencePhase, Chain, begins, stretches, tiles

START = date(2022, 9, 1)
days = st.integers(-60, 300).map(lambda n: START + timedelta(days=n))
judged = st.integers(0, 300).map(lambda n: START + timedelta(days=n))
durations = st.builds(Duration, st.integers(1, 40), st.sampled_from(DurationUnit))
phases = st.tuples(
    st.lists(
        st.builds(lambda length, every: CadencePhase(for_=length, every=every), durations, durations),
        max_size=3,
    ),
    st.builds(lambda every: CadencePhase(every=every), durations),
).map(lambda parts: (*parts[0], parts[1]))
starts = st.lists(st.dates(date(1999, 1, 1), date(2030, 12, 31)), min_size=1, max_size=4, unique=True).map(
    sorted
)


# ------------------------------------------------------------------------------------------------ windows by themselves


@given(cadence=phases, starts=starts, length=st.integers(1, 3000), included=st.booleans())
def test_windows_tile(
    cadence: tuple[CadencePhase, ...], starts: list[date], length: int, included: bool
) -> None:
    """From the first anchor on every day is in exactly one window, and each anchor begins one."""
    until = starts[-1] + timedelta(days=length)
    spans = [tile.span for tile in tiles(cadence, starts, until, included=included)]
    assert spans[0].start == starts[0]
    assert all(one.until == two.start for one, two in pairwise(spans))
    assert spans[-1].until is not None
    assert spans[-1].until >= until
    assert set(starts) <= {span.start for span in spans}


@given(cadence=phases, starts=starts, length=st.integers(1, 3000))
def test_only_what_an_anchor_cuts_is_restarted(
    cadence: tuple[CadencePhase, ...], starts: list[date], length: int
) -> None:
    """A window that is marked ends where an anchor comes, and with one anchor none is marked."""
    until = starts[-1] + timedelta(days=length)
    assert all(t.span.until in starts for t in tiles(cadence, starts, until) if t.restarted)
    assert not any(t.restarted for t in tiles(cadence, starts[:1], until))


@given(cadence=phases, start=st.dates(date(1999, 1, 1), date(2030, 12, 31)), every=durations)
def test_with_the_last_day_included_only_the_first_window_is_longer(
    cadence: tuple[CadencePhase, ...], start: date, every: Duration
) -> None:
    """Every window ends a day later than it would, and but for the first begins a day later."""
    until = start + timedelta(days=400)
    usual = [tile.span for tile in tiles(cadence, [start], until)]
    later = [tile.span for tile in tiles(cadence, [start], until + timedelta(days=1), included=True)]
    day = timedelta(days=1)
    assert [span.until for span in later] == [span.until and span.until + day for span in usual]
    assert [span.start for span in later] == [start, *(span.start + day for span in usual[1:])]


@given(cadence=phases, starts=starts, begin=st.integers(0, 400), included=st.booleans(), made=st.data())
def test_a_chain_has_whole_spans(
    cadence: tuple[CadencePhase, ...], starts: list[date], begin: int, included: bool, made: st.DataObject
) -> None:
    """A span is as long as a phase says, counted from its own first day or the phase's, unless the cadence begins anew, or the
    whole phase is shorter.
    """
    chain = Chain(cadence, starts, included=included)
    parts = list(stretches(cadence, starts, included=included))
    day: date = starts[0] + timedelta(days=begin)
    for _ in range(made.draw(st.integers(1, 6))):
        tile = chain(day)
        assert tile is not None
        assert tile.span.start == day
        assert tile.span.until is not None
        whole = {part.full_from(one) for part in parts for one in (day, part.start)}
        short = {part.end for part in parts if part.end and part.end < part.full_from(part.start)}
        assert tile.span.until in whole | short or tile.restarted
        day += timedelta(days=made.draw(st.integers(1, (tile.span.until - day).days)))


@given(start=st.dates(date(1999, 1, 1), date(2030, 12, 31)), every=durations, n=st.integers(1, 60))
def test_the_nth_window_is_counted_at_once(start: date, every: Duration, n: int) -> None:
    """It begins n times the length after the start, whatever the windows between were."""
    assert begins(start, every, n) == Duration(n * every.count, every.unit).reached_on(start)
    assert begins(start, every, n) > begins(start, every, n - 1)


def test_no_window_begins_where_the_calendar_ends() -> None:
    """Near the last day there is an end to windows, however long they are or how many there were."""
    for every in (Duration.parse("999999 weeks"), Duration.parse("1 day"), Duration.parse("40 months")):
        first = date.max - timedelta(days=2)
        spans = [tile.span for tile in tiles([CadencePhase(every=every)], [first], date.max)]
        assert spans[0].start == first
        assert spans[-1].until == date.max
    assert begins(date(1, 1, 1), Duration.parse("999999 days"), 3) == date(1, 1, 1) + timedelta(
        days=2_999_997
    )
    (part,) = stretches([CadencePhase(every=Duration.parse("1 week"))], [date(2023, 1, 1)])
    assert part.span_from(date.max) is None


# --------------------------------------------------------------------------------------------------- gaps by themselves


@given(first=days, made=st.lists(days, max_size=8), more=days, last=days, every=durations)
def test_the_gap_told_is_one_between_neighbours(
    first: date, made: list[date], more: date, last: date, every: Duration
) -> None:
    """Both its ends are the first day, a contact or the last day, with no contact between; a contact more makes none too long."""
    assume(first <= last)
    found = sorted(day for day in made if first <= day <= last)
    told = read_gaps(first, found, last, every)
    ends = [first, *found, last]
    if told.longest is not None:
        assert (told.longest.start, told.longest.until) in set(pairwise(ends))
        assert told.longest.days(date.max) == max(
            (two - one).days
            for one, two in pairwise(ends)
            if not told.exceeded or two > every.reached_on(one)
        )
    assert told.exceeded == any(two > every.reached_on(one) for one, two in pairwise(ends))
    assert (told.late_since is not None) == (last > every.reached_on(ends[-2]))
    if first <= more <= last and not told.exceeded:
        assert not read_gaps(first, sorted([*found, more]), last, every).exceeded


# ------------------------------------------------------------------------------------------------------- the due list

PHASES = [{"for": "1 month", "every": "1 week"}, {"every": "1 month"}]
TALK: dict[str, Any] = {"contact": "talk", "by": "class_teacher"}
FLOOR: list[dict[str, Any]] = [
    {**TALK, "every": "10 days"},
    {**TALK, "every": "2 weeks", "at_least": 2, "anchor": "discharge"},
    {**TALK, "phases": PHASES},
    {**TALK, "phases": PHASES, "anchor": "discharge", "partial": "from_start"},
    {**TALK, "phases": PHASES, "anchor": "discharge", "anchor_which": "first"},
    {**TALK, "phases": PHASES, "anchor": "discharge", "last_day": "included"},
    {"event": "home_visit", "by": "class_teacher", "phases": PHASES, "anchor": "discharge"},
    {"event": "home_visit", "at_least": 1, "per": "month"},
]
GAPS: list[dict[str, Any]] = [
    {**TALK, "every": "10 days", "counting": "longest_gap"},
    {**TALK, "phases": PHASES, "counting": "longest_gap", "anchor": "discharge"},
    {**TALK, "phases": PHASES, "counting": "longest_gap", "gap_across_phases": True},
    {"event": "home_visit", "every": "3 weeks", "counting": "longest_gap"},
]
CHAINED: list[dict[str, Any]] = [
    {**TALK, "every": "10 days", "chained": True},
    {**TALK, "phases": PHASES, "chained": True, "anchor": "discharge"},
    {**TALK, "phases": PHASES, "chained": True, "anchor": "discharge", "last_day": "included"},
    {**TALK, "every": "10 days", "anchor": "talk"},
    {**TALK, "every": "10 days", "anchor": "talk", "chained": True, "last_day": "included"},
]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a child with spells of cover, its contacts and events."""
    ends = sorted(draw(st.lists(days, max_size=5, unique=True)))
    away: Any = [[str(a), str(b)] for a, b in zip(ends[::2], ends[1::2], strict=False)]
    if len(ends) % 2:
        away.append([str(ends[-1]), ""])
    away = draw(st.sampled_from([away, [["2022-01-01", ""]], "unknown"]))
    if away and away != "unknown" and away[0][1] and draw(st.booleans()):
        away = [["?", away[0][1]], *away[1:]]
    talks = draw(st.lists(st.tuples(days, st.sampled_from(["t1", "t2"])), max_size=12))
    kinds = st.sampled_from(["home_visit", "home_visit", "discharge"])
    events = draw(st.lists(st.tuples(days, kinds, st.sampled_from(["", "tried"])), max_size=8))
    return {
        "children": {"c1": {"away": away}},
        "terms": draw(st.booleans()),
        "contacts": [f"x{n:02} {day} talk {by} c1" for n, (day, by) in enumerate(talks)],
        "events": [f"e{n:02} {day} {kind} t1 c1 {word}" for n, (day, kind, word) in enumerate(events)],
    }


@pytest.fixture(scope="session")
def made(world: Any) -> Any:
    """What makes a world of a drawn case and a duty; a policy is read once."""
    every = FLOOR + GAPS + CHAINED
    policies = [world({"duty": duty}).policy for duty in every]
    return lambda case, duty: world(case, policies[every.index(duty)])


@given(case=cases(), duty=st.sampled_from(FLOOR + GAPS + CHAINED), on=judged, later=st.integers(1, 120))
def test_closed_windows_keep_their_state(
    case: dict[str, Any], duty: dict[str, Any], on: date, later: int, made: Any
) -> None:
    """On a later day, for the same facts, a closed window has the state, the count and the longest gap it had."""
    known = {**case, "children": {"c1": {"away": fixed(case["children"]["c1"]["away"], on)}}}
    world = made(known, duty)
    closed = [i for i in world.due(on) if i.deadline is not None and i.deadline < on]
    afterwards = [kept(i) for i in world.due(on + timedelta(days=later))]
    assert all(kept(item) in afterwards for item in closed)


def fixed(away: Any, on: date) -> Any:
    """Return the spells that have begun by the day: one that begins later is a new fact, not a later day."""
    return away if away == "unknown" else [spell for spell in away if spell[0] == "?" or spell[0] <= str(on)]


def kept(item: DueItem) -> tuple[Any, ...]:
    """Return what may not change once the window is closed."""
    return item.owed_by, item.window, item.deadline, item.state, item.counted, item.longest_gap, item.excuse


@given(case=cases(), duty=st.sampled_from(FLOOR + GAPS), on=judged, more=days)
def test_one_more_never_loses_a_window(
    case: dict[str, Any], duty: dict[str, Any], on: date, more: date, made: Any
) -> None:
    """One more made contact or event, if it is no anchor, turns no window from met into missed, nor into an open one."""
    before = made(case, duty).due(on)
    extra = {
        "contacts": [*case["contacts"], f"y {more} talk t1 c1"],
        "events": [*case["events"], f"z {more} home_visit t1 c1"],
    }
    after = made({**case, **extra}, duty).due(on)
    assert [(i.window, i.owed_by) for i in before] == [(i.window, i.owed_by) for i in after]
    for one, two in zip(before, after, strict=True):
        assert two.made >= one.made
        assert one.state is not DueState.MET or two.state is DueState.MET
        assert two.state is not DueState.MISSED or one.state is DueState.MISSED


@given(case=cases(), duty=st.sampled_from(GAPS), on=judged, later=st.integers(1, 120))
def test_a_gap_once_too_long_stays_missed(
    case: dict[str, Any], duty: dict[str, Any], on: date, later: int, made: Any
) -> None:
    """Whatever is made later, and whether the phase or cover ends: the window that was missed is there and missed."""
    steady = {**case, "children": {"c1": {"away": [["2022-01-01", ""]]}}}
    world = made(steady, duty)
    missed = {i.window.start for i in world.due(on) if i.state is DueState.MISSED}
    afterwards = {i.window.start: i.state for i in world.due(on + timedelta(days=later))}
    assert all(afterwards[start] is DueState.MISSED for start in missed)


@given(case=cases(), on=judged)
def test_chained_windows_follow_the_contacts(case: dict[str, Any], on: date, made: Any) -> None:
    """A chained window begins the day after the contact that met the one before, or after its deadline."""
    steady = {**case, "children": {"c1": {"away": [["2022-01-01", ""]]}}, "terms": False}
    world = made(steady, CHAINED[0])
    by_id = {contact.id: contact for contact in world.facts.child("c1").contacts}
    begin = START
    for item in world.due(on):
        assert (item.window.start, item.window.until) == (begin, begin + timedelta(days=10))
        last = by_id[item.counted[0]].day if item.state is DueState.MET else item.deadline
        begin = last + timedelta(days=1)
    assert begin > on


@given(case=cases(), duty=st.sampled_from(FLOOR + GAPS + CHAINED), on=judged)
def test_only_what_is_recorded_by_the_day_matters(
    case: dict[str, Any], duty: dict[str, Any], on: date, made: Any
) -> None:
    """Contacts and events after the judged day change nothing, and every item can be told in both languages."""
    seen = {key: [line for line in case[key] if line.split()[1] <= str(on)] for key in ("contacts", "events")}
    items = made(case, duty).due(on)
    assert items == made({**case, **seen}, duty).due(on)
    for text in texts(items):
        assert "{" not in text


def texts(items: list[DueItem]) -> Iterator[str]:
    """Yield every item in words."""
    for item in items:
        yield item.text("zh")
        yield item.text("en")


def test_a_gap_in_words(world: Any) -> None:
    """The longest gap is told with both its ends and its days; a closed window with its deadline."""
    duty = {
        **TALK,
        "phases": [{"for": "2 weeks", "every": "1 week"}, {"every": "1 month"}],
        "counting": "longest_gap",
    }
    case = {"duty": duty, "on": date(2022, 9, 16), "contacts": ["x1 2022-09-10 talk t1 c1"]}
    closed, running = (item.text("en") for item in world(case).due())
    assert closed == (
        "d: child c1, 2022-09-01 to 2022-09-14, 1 made, at most 1 week apart: missed; owed by t1; "
        "longest gap 9 days, 2022-09-01 to 2022-09-10; counted: x1"
    )
    assert running.startswith("d: child c1, from 2022-09-15, 0 made, at most 1 month apart: open")
    assert "间隔不得超过1个月" in world(case).due()[1].text("zh")
