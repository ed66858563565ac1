"""Every number that the plans print is a parameter of a pack, and another value gives another answer (requirements §9)."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou_core.domain.calendar import SchoolYear
from liushou_core.domain.facts import Facts
from liushou_core.domain.plan_records import PLAN_RECORDS
from liushou_core.errors import InvalidPolicy
from liushou_core.policy.canonical import canonical
from liushou_core.policy.compliance import ComplianceReport, Promise, check
from liushou_core.policy.paths import parameters
from liushou_core.policy.policy import Policy
from liushou_core.policy.prose import explain_policy
from liushou_core.policy.settlement import settle
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import load_policy

Row = Mapping[str, Any]
TABLE: Row = tomllib.loads((Path(__file__).parent / "parameters.toml").read_text("utf-8"))
ROWS: list[Row] = TABLE["row"]
ON = "2024-07-31"
YEAR = SchoolYear(2023)


def name_of(row: Row) -> str:
    """Return what a row is called: the rules that it shows, and the parameter; in ASCII, so that it can be typed."""
    return f"{' '.join(row['rules'])} {row['pack']}:{row['path']}".replace("§", "section ")


every_row = pytest.mark.parametrize("row", ROWS, ids=map(name_of, ROWS))


@every_row
def test_a_printed_value_stands_in_its_pack(row: Row) -> None:
    """The parameter holds what the plan prints; "none" where it prints nothing."""
    policy = load_policy(row["pack"])
    (found,) = (p for p in parameters(policy) if row["path"] in (p.short, p.full))
    assert row["printed"] == written(reached(policy, found.steps))


@every_row
def test_another_value_changes_the_answer(row: Row) -> None:
    """Before and after the change the plan answers as the row says, and not the same."""
    policy = load_policy(row["pack"]).evolve(row.get("given", {}))
    before = answer(policy, row)
    after = changed(policy, row)
    assert (row["before"], row["after"]) == (before, after)
    assert before != after


def changed(policy: Policy, row: Row) -> str:
    """Return the answer after the change; a value that contradicts another one is refused."""
    try:
        return answer(policy.evolve({row["path"]: row["changed"], **row.get("also", {})}), row)
    except InvalidPolicy as error:
        return "refused: " + ", ".join(problem.code for problem in error.problems)


def reached(value: Any, steps: tuple[str | int, ...]) -> Any:
    """Return the value to which the steps of a parameter lead."""
    for step in steps:
        rows = dict(value.rows) if hasattr(value, "rows") else None
        if rows is not None:
            value = rows[str(step)]
        else:
            value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def written(value: Any) -> Any:
    """Return a value as a row writes it."""
    plain = canonical(value)
    return "none" if plain is None else plain


# ------------------------------------------------------------------------------------------------- answers


def answer(policy: Policy, row: Row) -> str:
    """Return what the plan answers, in a short line: see the head of the table."""
    ask, _, what = row["ask"].partition(" ")
    if ask == "told":
        return told(policy, row)
    if ask == "read":
        return "read"
    facts = facts_of(row)
    on = date.fromisoformat(row.get("on", ON))
    if ask == "decide":
        return policy.decide(facts.child("c1"), on=on).verdict.value
    if ask == "settle":
        return settle(policy, facts, school_year=YEAR).explain("en").splitlines()[-1]
    report = check(policy, facts, on=on)
    return indicated(report, what) if ask == "indicator" else became(report, what)


def told(policy: Policy, row: Row) -> str:
    """Return which of the row's two phrases the plan says of itself: for what is told and judged nowhere."""
    text = explain_policy(policy, "en")
    (phrase,) = (phrase for phrase in (row["before"], row["after"]) if phrase in text)
    return phrase


def indicated(report: ComplianceReport, id: str) -> str:
    """Return the value of an indicator, and whether it reaches its target."""
    (found,) = (one for one in report.indicators if one.id == id)
    return f"{canonical(found.counted.value)}: {found.verdict.value}"


def became(report: ComplianceReport, place: str) -> str:
    """Return how many cases of a promise were kept, broken, are open or unknown."""
    try:
        promise: Promise = report[place]
    except KeyError:
        return "no such promise"
    counts = {
        "kept": promise.kept,
        "broken": promise.broken,
        "open": promise.not_yet_due,
        "unknown": promise.unknown,
    }
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "nothing owed"


# ------------------------------------------------------------------------------------------------- the world of a row


def facts_of(row: Row) -> Facts:
    """Return the world of the table's head, with what the row says besides."""
    world = {kind.plural: [] for kind in PLAN_RECORDS} | {key: list(of) for key, of in TABLE["world"].items()}
    world["classes"][0] = world["classes"][0] | {"entry_grade": row.get("grade", 3)}
    world["children"][0] = world["children"][0] | row.get("child", {})
    world["persons"] = [*world["persons"], *parents(row)]
    if "second" in row:
        world["children"].append({"id": "c2", "rural": True})
        world["relations"] += [relation | {"child": "c2"} for relation in world["relations"]]
        world["enrolments"].append({"child": "c2", "class": "k1", "from": "2020-09-01", **row["second"]})
    for kind, records in row.get("records", {}).items():
        world[kind] = [*world.get(kind, []), *records]
    return read_facts(world)


def parents(row: Row) -> Iterator[Row]:
    """Yield the parents: away since 2022, but for those at home."""
    away = {"from": "2022-01-01", "reason": row.get("reason", "working")}
    for parent in ("m", "f"):
        yield {"id": parent, "spells": [] if parent in row.get("at_home", ()) else [away]}
