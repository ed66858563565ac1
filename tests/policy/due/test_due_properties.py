"""What holds of every due list: it agrees with a day-by-day model, and with itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.helper import HelperRole
from liushou_core.policy.decision import cover
from liushou_core.policy.due.compliance import compliance
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.due.views import of_child, of_class, of_helper, on_day
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.verdict import NO, UNKNOWN, Verdict

START = date(2022, 9, 1)
MONTH = {"contact": "talk", "by": "class_teacher", "with": ["child"], "at_least": 1, "per": "month"}
WEEK = {**MONTH, "per": "week"}
FORTNIGHT = {**MONTH, "per": "fortnight"}
CALENDAR: list[dict[str, Any]] = [
    MONTH,
    WEEK,
    {**MONTH, "at_least": 2},
    {**WEEK, "vacations": "owed"},
    {**MONTH, "record": "card", "record_needed": True},
]
OTHERS: list[dict[str, Any]] = [
    FORTNIGHT,
    {**WEEK, "weekday": "wednesday"},
    {**MONTH, "partial": "from_start"},
    {**MONTH, "month": "rolling", "at_least": 2},
    {**MONTH, "count": "exact"},
    {**MONTH, "month": "school"},
    {**MONTH, "per": "term"},
    {**WEEK, "by": "loving_mother"},
    {**FORTNIGHT, "by": "loving_mother"},
    {"contact": "talk", "within": "1 month", "after": "term_start", "partial": "from_start"},
    {**MONTH, "contact": "meeting", "to": "each_class", "with": []},
]

days = st.integers(-60, 460).map(lambda n: START + timedelta(days=n))
judged = st.integers(0, 420).map(lambda n: START + timedelta(days=n))


@st.composite
def spans(draw: st.DrawFn, most: int) -> list[list[str]]:
    """Draw up to *most* spans that do not overlap, in order; the last may be open."""
    ends = sorted(draw(st.lists(days, max_size=2 * most, unique=True)))
    pairs = [[str(a), str(b)] for a, b in zip(ends[::2], ends[1::2], strict=False)]
    return [*pairs, [str(ends[-1]), ""]] if len(ends) % 2 else pairs


@st.composite
def children(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a child: spells away, of which the first may have begun on an unknown day, and classes sat in."""
    away: Any = draw(st.one_of(spans(3), st.just([["2022-01-01", ""]]), st.just("unknown")))
    if away and away != "unknown" and away[0][1] and draw(st.booleans()):
        away = [["?", away[0][1]], *away[1:]]
    moved = str(draw(days))
    enrolled = draw(
        st.sampled_from(
            [
                [["k1", "2020-09-01", ""]],
                [["k1", "2020-09-01", moved], ["k2", moved, ""]],
                [["k1", "2020-09-01", moved], ["k3", moved, ""]],
                [["k1", moved, ""]],
                [["k1", "2020-09-01", moved]],
            ]
        )
    )
    return {"away": away, "enrolled": enrolled}


@st.composite
def contacts(draw: st.DrawFn, most: int = 25) -> list[str]:
    """Draw talks and calls by teachers and others, some of them in vain, some joint, some with a card."""
    found = []
    for number in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(["talk", "talk", "talk", "call", "meeting"]))
        by = draw(st.sampled_from(["t1", "t1", "t2", "m1", "m2", "-"]))
        to = draw(st.sampled_from(["c1", "c2", "c1,c2", "k1"]))
        words = draw(st.sampled_from(["", "card", "nocard", "tried", "parent"]))
        found.append(f"x{number:02} {draw(days)} {kind} {by} {to} {words}")
    return found


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw everything of a world but its duty."""
    change = str(draw(days))
    return {
        "children": {"c1": draw(children()), "c2": draw(children())},
        "terms": draw(st.booleans()),
        "posts": draw(
            st.sampled_from(
                [
                    [],
                    [["t1", "class_teacher", "k1", "2020-09-01", ""]],
                    [
                        ["t1", "class_teacher", "k1", "2020-09-01", change],
                        ["t2", "class_teacher", "k1", change, ""],
                        ["t2", "class_teacher", "k2", "2020-09-01", ""],
                    ],
                ]
            )
        ),
        "pairings": draw(
            st.sampled_from(
                [
                    [],
                    [
                        [
                            "p1",
                            "loving_mother",
                            "m1",
                            "c1",
                            "2022-09-01",
                            change if change > "2022-09-01" else "",
                        ]
                    ],
                    [
                        ["p1", "loving_mother", "m1", "c1", "2022-08-01", ""],
                        ["p2", "loving_mother", "m2", "c1", change, ""],
                    ],
                    [
                        ["p1", "loving_mother", "m1", "c1", "2022-08-01", ""],
                        ["p2", "loving_mother", "m2", "c1", change, "", "p1"],
                    ],
                ]
            )
        ),
        "contacts": draw(contacts()),
    }


@pytest.fixture(scope="session")
def made(world: Any) -> Any:
    """What makes a world of a drawn case and a duty; a policy is read once."""

    @cache
    def policy(index: int) -> Any:
        return world({"duty": (CALENDAR + OTHERS)[index]}).policy

    return lambda case, duty: world(case, policy((CALENDAR + OTHERS).index(duty)))


# ------------------------------------------------------------------------------------------------------- the model


def model(world: Any, duty: dict[str, Any], on: date) -> Iterator[tuple[Any, ...]]:
    """Yield the list of a class teacher's weekly or monthly duty the slow way: day by day, asking everything anew."""
    for facts in world.facts.children():
        seen = seen_on(facts, on)
        for first, last in windows(duty, on):
            verdict = ends(world.policy, seen, first, last)
            if first < START or verdict is NO or not one_school(seen, first, last):
                continue
            free = duty.get("vacations") != "owed" and all(vacation(world, d) for d in each_day(first, last))
            done = [c for c in seen.contacts if first <= c.day <= last and counts(world, seen, c, duty, on)]
            sure = [c for c in done if "record" not in duty or c.recorded is True]
            unsure = [c for c in done if "record" in duty and not isinstance(c.recorded, bool)]
            if free:
                state = DueState.EXCUSED
            elif verdict is UNKNOWN:
                state = DueState.UNDETERMINED
            elif len(sure) >= duty["at_least"]:
                state = DueState.MET
            elif on <= last:
                state = DueState.OPEN
            elif len(sure) + len(unsure) >= duty["at_least"]:
                state = DueState.UNDETERMINED
            else:
                state = DueState.MISSED
            yield facts.id, first, last, state, len(sure), teacher(world, seen, min(on, last), on)


def windows(duty: dict[str, Any], on: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of every week or month that begins by the day."""
    names: dict[Any, list[date]] = {}
    for day in each_day(START - timedelta(days=40), on + timedelta(days=40)):
        name = day.isocalendar()[:2] if duty["per"] == "week" else (day.year, day.month)
        names.setdefault(name, []).append(day)
    for found in names.values():
        if found[0] <= on and found[0] > START - timedelta(days=32):
            yield found[0], found[-1]


def ends(policy: Any, facts: ChildFacts, first: date, last: date) -> Verdict:
    """Return the verdict over the first and the last day."""
    return cover(policy, facts, first) & cover(policy, facts, last)


def each_day(first: date, last: date) -> Iterator[date]:
    """Yield every day, both ends included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def one_school(facts: ChildFacts, first: date, last: date) -> bool:
    """Say whether the child sits in classes of one school on every day."""
    found = {c and c.school for c in (facts.class_on(day) for day in each_day(first, last))}
    return len(found) == 1 and None not in found


def vacation(world: Any, day: date) -> bool:
    """Say whether the day is free by the school's terms."""
    return world.facts.terms("s1").in_vacation(Span(day, day + timedelta(days=1)))


def teacher(world: Any, facts: ChildFacts, day: date, on: date) -> str | None:
    """Return the class teacher of the child on the day, as far as seen."""
    school_class = facts.class_on(day)
    posts = world.facts.posts(school_class.id) if school_class else ()
    return next((p.holder for p in posts if p.held_on(day) and p.start <= on), None)


def counts(world: Any, facts: ChildFacts, contact: Any, duty: dict[str, Any], on: date) -> bool:
    """Say whether a contact counts, a card apart."""
    return (
        contact.kind.value == duty["contact"]
        and contact.made
        and any(partner.value in duty["with"] for partner in contact.counterparts)
        and contact.by is not None
        and contact.by == teacher(world, facts, contact.day, on)
        and not ("record" in duty and contact.recorded is False)
    )


@given(case=cases(), duty=st.sampled_from(CALENDAR), on=judged)
def test_model(case: dict[str, Any], duty: dict[str, Any], on: date, made: Any) -> None:
    """For weeks and months the list is that of the naive model."""
    world = made(case, duty)
    found = [(i.subject.id, i.window.start, i.deadline, i.state, i.made, i.owed_by) for i in world.due(on)]
    assert found == list(model(world, duty, on))


# -------------------------------------------------------------------------------------------------------- itself


@given(case=cases(), duty=st.sampled_from(CALENDAR + OTHERS), on=judged, later=st.integers(1, 200))
def test_closed_windows_keep_their_state(
    case: dict[str, Any], duty: dict[str, Any], on: date, later: int, made: Any
) -> None:
    """On a later day, for the same facts, a closed window has the state, the owner and the count it had."""
    world = made(case, duty)
    closed = [i for i in world.due(on) if i.deadline is not None and i.deadline < on]
    afterwards = Counter(map(kept, world.due(on + timedelta(days=later))))
    assert Counter(map(kept, closed)) - afterwards == Counter()


def kept(item: DueItem) -> tuple[Any, ...]:
    """Return what may not change once the window is closed."""
    return item.subject, item.owed_by, item.window, item.deadline, item.state, item.counted, item.attempts


@given(case=cases(), duty=st.sampled_from(CALENDAR), on=judged, extra=contacts(most=1))
def test_a_contact_more_never_loses_a_window(
    case: dict[str, Any], duty: dict[str, Any], on: date, extra: list[str], made: Any
) -> None:
    """One more contact never turns met into missed, nor open into missed."""
    assume(extra)
    before = made(case, duty).due(on)
    after = made({**case, "contacts": [*case["contacts"], extra[0].replace("x00", "y")]}, duty).due(on)
    assert [key(i) for i in before] == [key(i) for i in after]
    for one, two in zip(before, after, strict=True):
        assert two.made >= one.made
        if one.state is DueState.MET:
            assert two.state is DueState.MET
        if two.state is DueState.MISSED:
            assert one.state is DueState.MISSED


def key(item: DueItem) -> tuple[Any, ...]:
    """Return which window of whom an item is."""
    return item.subject, item.owed_by, item.window


@given(case=cases(), duty=st.sampled_from(CALENDAR + OTHERS), on=judged)
def test_views_add_up(case: dict[str, Any], duty: dict[str, Any], on: date, made: Any) -> None:
    """The views by child, by helper and by class each hold every item once."""
    items = made(case, duty).due(on)
    subjects, helpers = {i.subject.id for i in items}, {i.owed_by for i in items}
    classes = {i.school_class for i in items}
    if duty.get("to", "each_child") == "each_child":
        assert sum(len(list(of_child(items, s))) for s in subjects) == len(items)
    assert sum(len(list(of_helper(items, h))) for h in helpers) == len(items)
    assert sum(len(list(of_class(items, c))) for c in classes) == len(items)
    whole = compliance(items)
    parts = [compliance(of_helper(items, h)) for h in helpers]
    assert (whole.met, whole.missed) == (sum(p.met for p in parts), sum(p.missed for p in parts))


@given(case=cases(), duty=st.sampled_from(CALENDAR), on=judged, day=days)
def test_the_day_view_holds_at_most_one_window(
    case: dict[str, Any], duty: dict[str, Any], on: date, day: date, made: Any
) -> None:
    """Calendar windows tile: on one day a child has at most one window of a duty."""
    items = list(on_day(made(case, duty).due(on), day))
    assert max(Counter(i.subject for i in items).values(), default=0) <= 1


@given(
    case=cases(), on=judged, duty=st.sampled_from([FORTNIGHT, {**MONTH, "month": "rolling", "at_least": 2}])
)
def test_rolling_windows_follow_the_contacts(
    case: dict[str, Any], duty: dict[str, Any], on: date, made: Any
) -> None:
    """A rolling window begins the day after the contact that met the one before, or after its deadline."""
    case = {**case, "terms": False}
    case["children"] = {"c1": {"away": [["2022-01-01", ""]]}}
    case["contacts"] = [line for line in case["contacts"] if "c2" not in line]
    world = made(case, duty)
    by_id = {c.id: c for c in world.facts.child("c1").contacts}
    length = 14 if duty["per"] == "fortnight" else 30
    begin = START
    for item in world.due(on):
        assert item.window == Span(begin, begin + timedelta(days=length))
        assert item.state is not DueState.MET or len(item.counted) >= duty["at_least"]
        assert all(begin <= by_id[id].day <= item.deadline for id in item.counted)
        met = item.state is DueState.MET
        begin = (by_id[item.counted[-1]].day if met else item.deadline) + timedelta(days=1)
    assert begin > on or begin == START


@given(case=cases(), duty=st.sampled_from(CALENDAR + OTHERS), on=judged)
def test_overdue(case: dict[str, Any], duty: dict[str, Any], on: date, made: Any) -> None:
    """What is overdue is missed or open, and since the day after the deadline of a missed window."""
    items = made(case, duty).due(on)
    for item in items:
        if item.overdue_since is not None:
            assert item.state in (DueState.MISSED, DueState.OPEN)
            assert item.overdue_since <= on
            run = [i for i in items if i.subject == item.subject and i.overdue_since == item.overdue_since]
            deadlines = {i.deadline for i in run if i.state is DueState.MISSED}
            assert item.overdue_since - timedelta(days=1) in deadlines


@given(case=cases(), duty=st.sampled_from(CALENDAR + OTHERS), on=judged)
def test_only_what_is_recorded_by_the_day_matters(
    case: dict[str, Any], duty: dict[str, Any], on: date, made: Any
) -> None:
    """Contacts after the judged day change nothing."""
    seen = [line for line in case["contacts"] if line.split()[1] <= str(on)]
    assert made(case, duty).due(on) == made({**case, "contacts": seen}, duty).due(on)


@given(case=cases(), duty=st.sampled_from(CALENDAR + OTHERS), on=judged)
def test_every_item_can_be_told(case: dict[str, Any], duty: dict[str, Any], on: date, made: Any) -> None:
    """Every item has its line in both languages, with no blank left to fill."""
    for item in made(case, duty).due(on):
        for text in (item.text("zh"), item.text("en")):
            assert item.subject.id in text
            assert "{" not in text
        assert item.vacancy == (item.owed_by is None and isinstance(item.role, HelperRole))
