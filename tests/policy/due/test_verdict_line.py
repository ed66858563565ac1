"""A line of verdicts answers on every day what judging the child anew answers."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

import attrs
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.decision import cover, decide
from liushou_core.policy.policy import Policy
from liushou_core.policy.tree import all_of, any_of
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Finding, Verdict
from liushou_core.policy.verdict_line import any_line, both_lines, clause_line, cover_line, line_within
from liushou_core.serialization.packs import load_policy

FIRST = date(2022, 6, 1)
days = st.integers(0, 700).map(lambda n: FIRST + timedelta(days=n))
everyday = [FIRST + timedelta(days=n) for n in range(760)]
PLAN = load_policy("school-four-priorities").evolve(
    {"eligibility.parents_away.who": "either", "eligibility.parents_away.gap_up_to": "5 days"}
)
CHANGED: Policy = load_policy("hand-in-hand-scoring")


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a child with spells away, some of whose days may be unknown, a birthday and classes sat in."""
    ends = sorted(draw(st.lists(days, max_size=6, unique=True)))
    away = [[str(a), str(b)] for a, b in zip(ends[::2], ends[1::2], strict=False)]
    if len(ends) % 2:
        away.append([str(ends[-1]), ""])
    if away and away[0][1] and draw(st.booleans()):
        away[0][0] = "?"
    facts: dict[str, Any] = {"rural": True} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        facts["birthday"] = draw(days).replace(year=2005, day=28)
    moved = str(draw(days))
    enrolled = [["k1", "2020-09-01", moved], ["k3", moved, ""]]
    return {"children": {"c1": {"away": away, "enrolled": enrolled, "is": facts}}}


@given(case=cases(), policy=st.sampled_from([PLAN, CHANGED]))
def test_cover(case: dict[str, Any], policy: Policy, world: Any) -> None:
    """On every day the line says what ``cover`` says; on unknown days it names what ``decide`` misses."""
    facts = world(case, policy).facts.child("c1")
    line = cover_line(policy, facts)
    for day in everyday:
        assert line.at(day) is cover(policy, facts, day)
        if line.at(day) is UNKNOWN:
            assert set(line.missing(day)) == set(decide(policy, facts, on=day).missing)
        else:
            assert line.missing(day) == ()


@given(case=cases(), day=days)
def test_next_days(case: dict[str, Any], day: date, world: Any) -> None:
    """The next day of a kind is the first from the day on that is of it."""
    line = cover_line(PLAN, world(case, PLAN).facts.child("c1"))
    later = [d for d in everyday if d >= day]
    for found, holds in (
        (line.next_certain(day), lambda verdict: verdict is YES),
        (line.next_possible(day), lambda verdict: verdict.value != "no"),
        (line.next_no(day), lambda verdict: verdict.value == "no"),
    ):
        expected = next((d for d in later if holds(line.at(d))), None)
        assert found == expected or (expected is None and found is not None and found > later[-1])


@given(case=cases(), ends=st.tuples(days, days))
def test_combined(case: dict[str, Any], ends: tuple[date, date], world: Any) -> None:
    """Lines combine day by day, as verdicts do."""
    facts = world(case, PLAN).facts.child("c1")
    assert PLAN.eligibility is not None
    assert CHANGED.eligibility is not None
    one, two = clause_line(PLAN.eligibility, facts), clause_line(CHANGED.eligibility, facts)
    span = Span(min(ends), max(ends) + timedelta(days=1))
    both, either, part = both_lines(one, two), any_line([one, two]), line_within(one, span)
    for day in everyday:
        assert both.at(day) is one.at(day) & two.at(day)
        assert either.at(day) is one.at(day) | two.at(day)
        assert part.at(day).value == (one.at(day).value if span.covers(day) else "no")


@attrs.frozen(kw_only=True)
class Called(Criterion):
    """A plugin's criterion that reads contacts: somebody called in the last thirty days."""

    name: ClassVar[str] = "called"
    messages: ClassVar[Any] = {"zh": {"asks": "三十天内通过话"}, "en": {"asks": "called within thirty days"}}

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer by the contacts begun by the day."""
        return self.finding(Verdict.of(any(on - timedelta(30) < c.day <= on for c in facts.contacts)), "")

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield only what is seen on *after*: the days on which the calls made by then run out."""
        yield from (contact.day + timedelta(30) for contact in facts.contacts if contact.day <= after)


@given(calls=st.lists(days, max_size=5), since=days)
def test_a_plugins_criterion_may_read_contacts(calls: list[date], since: date, world: Any) -> None:
    """A line changes with contacts too where a criterion is not one of ours, also inside a tree."""
    contacts = [f"x{n} {day} call t1 c1" for n, day in enumerate(calls)]
    facts = world({"contacts": contacts}, PLAN).facts.child("c1")
    clause = all_of(Called(), any_of(Called(), Called()))
    line = clause_line(clause, facts)
    judged = [clause.judge(facts, day).verdict for day in everyday]
    assert judged == [line.at(day) for day in everyday]
    late = clause_line(clause, facts, since=since)
    assert judged == [line.at(day) if day < since else late.at(day) for day in everyday]
    assert all(late.at(day) is NO for day in everyday if day < since)
