"""Plans and facts written as data in short lines, and the answers that a plan gives, each in a short line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomlkit

from liushou_core.domain.care_plan import PriorityArea
from liushou_core.domain.facts import Facts
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.policy.assessment import assess
from liushou_core.policy.compliance import check, indicators
from liushou_core.policy.individual_plans import who_gets_a_plan
from liushou_core.policy.policy import Policy
from liushou_core.policy.precedence import in_order
from liushou_core.policy.proposals import propose_pairings
from liushou_core.policy.tables.priorities import measures
from liushou_core.policy.tables.triggers import individual_plan_needed
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import load_policy, parse_policy

Case = Mapping[str, Any]

TERMS = [
    {"school_year": "2022-2023", "number": 1, "from": "2022-09-01", "last_day": "2023-01-13"},
    {"school_year": "2022-2023", "number": 2, "from": "2023-02-13", "last_day": "2023-06-30"},
    {"school_year": "2023-2024", "number": 1, "from": "2023-09-01", "last_day": "2024-01-19"},
]


def policy_of(case: Case) -> Policy:
    """Return the plan that ships (a name), or the one made of the tables of ``plan``; it covers everybody if it says nothing."""
    plan = case["plan"]
    if isinstance(plan, str):
        return load_policy(plan)
    head = {"schema": "liushou-policy/1", "id": "p", "title": {"zh": "甲", "en": "A"}}
    dated = {"in_force_from": date(2022, 9, 1)}
    return parse_policy(tomlkit.dumps({**head, **dated, **plan}), sources="optional")


def facts_of(case: Case) -> Facts:
    """Return the facts: see ``open-points.toml`` for how they are written."""
    children = case.get("children", {"c1": {}})
    return read_facts(
        {
            "schema": "liushou-facts/1",
            "organisations": [{"id": "s1", "kind": "school", "rural": False}],
            "classes": [
                {"id": "k1", "school": "s1", "entry": "2020-2021", "entry_grade": case.get("grade", 3)}
            ],
            "terms": [{"organisation": "s1", **term} for term in TERMS] if case.get("terms") else [],
            "children": [dict(_child(id, child)) for id, child in children.items()],
            "persons": list(_persons(case)),
            "relations": [
                {"child": id, "person": f"{id}-{name}", "role": ROLES[name]}
                for id, child in children.items()
                for name in child.get("parents", {})
            ],
            "enrolments": [
                {"child": id, "class": "k1", "from": text(child.get("since", "2020-09-01"))}
                for id, child in children.items()
            ],
            "posts": [post(line) for line in case.get("posts", ["t1 class_teacher"])],
            "pairings": [pairing(line) for line in case.get("pairings", [])],
            "events": [event(line) for line in case.get("events", [])],
            "concerns": [concern(line) for line in case.get("concerns", [])],
            **in_json(case.get("records", {})),
        }
    )


ROLES = {"m": "mother", "f": "father"}


def _child(id: str, child: Case) -> Iterator[tuple[str, Any]]:
    yield "id", id
    for key, value in child.items():
        if key not in ("parents", "since"):
            yield key, text(value)


def _persons(case: Case) -> Iterator[Case]:
    for id, child in case.get("children", {"c1": {}}).items():
        for name, spells in child.get("parents", {}).items():
            dead = {"status": "deceased"} if spells == "deceased" else {}
            yield {"id": f"{id}-{name}", "spells": [] if dead else [spell(line) for line in spells], **dead}
    known = {line.split()[0] for line in case.get("posts", ["t1 class_teacher"])}
    known |= {line.split()[1] for line in case.get("pairings", [])}
    known |= {line.split()[2] for line in case.get("events", [])}
    yield from ({"id": id} for id in sorted(known - {"-"}))


def text(value: Any) -> Any:
    """Return a value as JSON writes it."""
    return value.isoformat() if isinstance(value, date) else value


def in_json(value: Any) -> Any:
    """Return tables, lists and values as JSON writes them."""
    if isinstance(value, Mapping):
        return {key: in_json(one) for key, one in value.items()}
    return [in_json(one) for one in value] if isinstance(value, list) else text(value)


def spell(line: str) -> Case:
    """Read a spell away: first day, the first day back (- : not yet), perhaps the reason."""
    start, until, *reason = line.split()
    return {"from": start, "until": None if until == "-" else until, "reason": (reason or ["working"])[0]}


def post(line: str) -> Case:
    """Read a post in the class: who, as what."""
    holder, role = line.split()
    subject = {"subject": "maths"} if role == "subject_teacher" else {}
    return {"holder": holder, "role": role, "class": "k1", "from": "2020-09-01", **subject}


def pairing(line: str) -> Case:
    """Read a pairing: role, helper, child, first day, perhaps the first day after."""
    role, by, child, start, *until = line.split()
    return {"role": role, "by": by, "child": child, "from": start, **({"until": until[0]} if until else {})}


def event(line: str) -> Case:
    """Read a contact or an event: day, kind, by whom (- : nobody), with which child or class, perhaps with whom."""
    day, kind, by, to, *partners = line.split()
    whom: Case = {"class": to} if to == "k1" else {"children": to.split(",")}
    maker = {} if by == "-" else {"by": by}
    contact = kind in ("talk", "visit", "call", "video", "letter", "meeting", "feedback")
    return {"day": day, "kind": kind, **maker, **whom, **({"with": partners or ["child"]} if contact else {})}


def concern(line: str) -> Case:
    """Read a concern: child, kind, first day, perhaps what was found of moral development."""
    child, kind, start, *moral = line.split()
    return {"child": child, "kind": kind, "start": start, **({"moral": moral[0]} if moral else {})}


def team_of(case: Case) -> list[Helper]:
    """Return the helpers who may be paired: id = roles, for a pupil with the child's id after a colon."""
    made = []
    for id, roles in case.get("helpers", {}).items():
        name, _, child = id.partition(":")
        made.append(Helper(id=name, scope="s1", roles=tuple(map(HelperRole, roles)), child=child or None))
    return made


def decided(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield who is covered."""
    for child in facts.children():
        yield f"{child.id} {policy.decide(child, on=case['on']).verdict.value}"


def owed(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield the windows of the due list; ``over`` is from which day on."""
    for item in assess(policy, facts, on=case["on"], over=(case.get("over", case["on"]), case["on"])).windows:
        advisory = " advisory" if item.advisory else ""
        yield f"{item.subject.id} {item.window.start}..{item.deadline} {item.state.value}{advisory}"


def proposed(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield the pairings proposed."""
    for one in propose_pairings(policy, facts, team_of(case), on=case["on"]):
        yield f"{one.child} {one.helper or '-'}"


def planned(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield who needs an individual plan."""
    assert policy.individual_plan is not None
    for child in facts.children():
        found = individual_plan_needed(policy.individual_plan, policy.trigger, child, on=case["on"])
        yield f"{child.id} {found.verdict.value}"


def chosen(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield who gets an individual plan, in order."""
    yield from who_gets_a_plan(policy, facts, on=case["on"])


def shown(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield what the indicators show."""
    for one in indicators(policy, facts, on=case["on"]):
        counted = one.counted
        yield f"{one.id} {counted.numerator}/{counted.denominator} {one.verdict.value}"


def checked(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield what became of the promises, case by case."""
    for promise in check(policy, facts, on=case["on"]).promises:
        place = f"{promise.section}.{promise.id}"
        for one in promise.cases:
            span = "" if one.span is None else f" {one.span.start}..{one.span.last_day}"
            subject = "" if one.subject is None else f" {one.subject.id}"
            yield f"{place}{subject}{span} {one.state.value}"


def funded(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield what the funds give, from the ``expenses`` and what was ``saved`` of them, and what is printed, in yuan."""
    del facts
    for fund in policy.fund:
        budget = fund.budget_from(Decimal(case["expenses"]), saved=Decimal(case["saved"]))
        yield f"{fund.id} {budget} {fund.yuan}"


def promised(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield what the priorities promise a child, in order."""
    del facts, case
    for measure in measures(policy.priority):
        yield f"{measure.area.value} {measure.promise}"


def ordered(policy: Policy, facts: Facts, case: Case) -> Iterator[str]:
    """Yield the children in the order in which they are served in the area of ``area``."""
    yield from in_order(policy, facts, PriorityArea(case["area"]), on=case["on"])


ASKED: Mapping[str, Callable[[Policy, Facts, Case], Iterable[str]]] = {
    "decide": decided,
    "due": owed,
    "propose": proposed,
    "individual_plan": planned,
    "plans": chosen,
    "indicator": shown,
    "check": checked,
    "fund": funded,
    "promise": promised,
    "order": ordered,
}


@pytest.fixture(scope="session")
def answers() -> Callable[..., list[str]]:
    """Return a function: a case, and what is changed in its plan → the answers to its question, a line each."""

    def answer(case: Case, changes: Case | None = None) -> list[str]:
        wanted = {path: None if value == "none" else value for path, value in (changes or {}).items()}
        return list(ASKED[case["ask"]](policy_of(case).evolve(wanted), facts_of(case), case))

    return answer
