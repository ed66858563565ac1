"""The small tables of a plan: what archives must hold, priorities, grounds for individual help, phases."""

from datetime import date
from typing import Any

import attrs
import pytest

from liushou_core.domain.calendar import Span, TenDays
from liushou_core.domain.care_plan import Measure, PriorityArea
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern, ConcernKind
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Guardianship, Parent
from liushou_core.domain.unknown import NOT_ASKED, REFUSED
from liushou_core.policy.criteria.status import HasConcern
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.phases import Phase
from liushou_core.policy.tables.priorities import Priority, measures
from liushou_core.policy.tables.record_requirements import RecordRequirement, gaps
from liushou_core.policy.tables.triggers import IndividualPlan, Trigger, individual_plan_needed
from liushou_core.policy.verdict import NO, YES
from liushou_core.serialization.packs import load_policy

ON = date(2023, 9, 30)

# ------------------------------------------------------------------------------------------------- archives

CARD = (
    RecordRequirement(id="card", fields=("child.name", "parent.phone", "guardian.phone")),
    RecordRequirement(id="care", fields=("child.name", "child.guardianships", "child.health")),
)
FULL = ChildFacts(
    child=Child(id="c1", scope="s", name="王小明", health=(), parents=("p1", "p2")),
    parents=(Parent(id="p1", scope="s", phone="1"), Parent(id="p2", scope="s", phone="2")),
    guardianships=(Guardianship(id="g1", child="c1", guardian="o1"),),
    guardians=(Guardian(id="o1", scope="s", phone="3"),),
)


def without(**changes: Any) -> ChildFacts:
    return attrs.evolve(FULL, child=attrs.evolve(FULL.child, **changes))


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (FULL, []),
        (without(name=REFUSED), ["child:c1.name"]),
        (without(health=NOT_ASKED), ["child:c1.health"]),
        (attrs.evolve(FULL, parents=(FULL.parents[0], Parent(id="p2", scope="s"))), ["parent:p2.phone"]),
        (attrs.evolve(FULL, parents=FULL.parents[:1]), ["parent:p2.phone"]),  # the record is not there
        (without(parents=()), []),
        (without(parents=NOT_ASKED), ["child:c1.parents"]),
        (attrs.evolve(FULL, guardians=()), ["guardian:o1.phone"]),
        (attrs.evolve(FULL, guardianships=(), guardians=()), []),
        (attrs.evolve(FULL, guardianships=NOT_ASKED, guardians=()), ["child:c1.guardianships"]),
        (
            ChildFacts(child=Child(id="c1", scope="s")),
            ["child:c1.name", "child:c1.parents", "child:c1.guardianships", "child:c1.health"],
        ),
    ],
)
def test_an_archive_lacks_what_nobody_asked_each_fact_once(facts: ChildFacts, missing: list[str]) -> None:
    """REC-1: where nobody asked who the parents are, their telephones are no less missing."""
    assert missing == [fact.path for fact in gaps(CARD, facts)]


def test_what_the_shipped_plan_wants_known_is_there_to_be_asked() -> None:
    """The five things to be clear about (000 §5)."""
    plan = load_policy("school-four-priorities")
    assert [
        "child.name",
        "child.roll_number",
        "child.birthday",
        "child.home_address",
        "child.parents",
        "child.guardianships",
    ] == list(plan.record[0].fields)
    assert 9 == len(gaps(plan.record, ChildFacts(child=Child(id="c1", scope="s"))))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("child.name", True),
        ("guardian.age", True),
        ("parent.absences", True),
        ("child.guardianships", True),
        ("parent.guardianships", False),
        ("name", False),
        ("child.", False),
        ("", False),
    ],
)
def test_a_field_is_one_that_a_record_has(name: str, known: bool) -> None:
    problems = list(RecordRequirement(id="r", fields=("child.name", name)).lint())
    assert ([] if known else [("unknown_field", ("fields", 1))]) == [(p.code, p.path) for p in problems]


# ----------------------------------------------------------------------------------------------- priorities


def test_the_measures_of_a_care_plan_are_the_promises_in_the_order_of_the_plan() -> None:
    priorities = (
        Priority(area=PriorityArea.SAFETY, promises=("a",)),
        Priority(area=PriorityArea.STUDY, promises=("c", "b")),
    )
    found = measures(priorities, review_on=ON)
    assert [("safety", "a"), ("study", "c"), ("study", "b")] == [(m.area.value, m.promise) for m in found]
    assert {ON} == {measure.review_on for measure in found}
    assert (Measure(area=PriorityArea.SAFETY, promise="a"),) == measures(priorities[:1])


@pytest.mark.parametrize(
    ("priority", "codes"),
    [
        (Priority(area=PriorityArea.LIFE, promises=("a", "b"), learning_helpers=1), []),
        (
            Priority(area=PriorityArea.LIFE, promises=("a", "a"), learning_helpers=0),
            ["repeated", "at_least_one"],
        ),
    ],
)
def test_a_priority_promises_each_thing_once_and_helpers_if_any(priority: Priority, codes: list[str]) -> None:
    assert codes == [problem.code for problem in priority.lint()]
    assert "life" == priority.id


# ------------------------------------------------------------------------------------------ individual help


def troubled(*kinds: ConcernKind) -> ChildFacts:
    concerns = tuple(Concern(id=kind.value, child="c1", kind=kind, start=date(2023, 9, 1)) for kind in kinds)
    return ChildFacts(child=Child(id="c1", scope="s"), concerns=concerns)


T2, T3, T5 = ConcernKind.T2_STUDY_DECLINE, ConcernKind.T3_PERSONALITY, ConcernKind.T5_SUSPECTED_OFFENCE
TRIGGERS = tuple(
    Trigger(id=kind.value, when=HasConcern(any_of=(kind,)), source=Source(kind.value)) for kind in (T2, T3)
)


@pytest.mark.parametrize(
    ("when", "kinds", "verdict"),
    [
        ("any", (), NO),
        ("any", (T5,), NO),
        ("any", (T3,), YES),
        ("all", (T3,), NO),
        ("all", (T2, T3, T5), YES),
    ],
)
def test_an_individual_plan_is_needed_on_any_ground_or_on_all(when: Any, kinds: Any, verdict: Any) -> None:
    """The list is joined by 、 with no "and" or "or" (requirements §4.5)."""
    finding = individual_plan_needed(
        IndividualPlan(when=when, source=Source("000 §5.5")), TRIGGERS, troubled(*kinds), on=ON
    )
    assert verdict is finding.verdict
    assert ["T2", "T3"] == [part.id for part in finding.parts]
    assert ["000 §5.5", "T2", "T3"] == [
        str(source) for source in (finding.source, *(part.source for part in finding.parts))
    ]


# --------------------------------------------------------------------------------------------------- phases


@pytest.mark.parametrize(
    ("month", "part", "span"),
    [
        (4, TenDays.FIRST, Span(date(2024, 4, 1), date(2024, 4, 11))),
        (5, TenDays.MIDDLE, Span(date(2024, 5, 11), date(2024, 5, 21))),
        (2, TenDays.LAST, Span(date(2024, 2, 21), date(2024, 3, 1))),
        (12, None, Span(date(2024, 12, 1), date(2025, 1, 1))),
    ],
)
def test_a_phase_lasts_a_month_or_a_third_of_one(month: int, part: TenDays | None, span: Span) -> None:
    phase = Phase(id="p", title=Wording(zh="一", en="one"), month=month, part=part)
    assert (span, []) == (phase.span(2024), list(phase.lint()))


@pytest.mark.parametrize("month", [0, 13])
def test_there_is_no_thirteenth_month(month: int) -> None:
    assert ["bad_month"] == [
        p.code for p in Phase(id="p", title=Wording(zh="一", en="one"), month=month).lint()
    ]
