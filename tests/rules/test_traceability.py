"""Every rule of the sources' catalogue leads to an element of a pack that cites it, and to a test in which a parameter decides."""

import ast
import importlib.util
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from liushou_core.serialization.packs import builtin_packs, list_policies, load_policy

TESTS = Path(__file__).parents[1]
Entry = Mapping[str, Any]


def table(path: str) -> dict[str, Any]:
    """Return a table of the tests."""
    return tomllib.loads((TESTS / path).read_text("utf-8"))


RULES = table("rules.toml")
SHOWN: list[Entry] = table("rules/parameters.toml")["row"]
CASES: Mapping[str, list[Entry]] = {
    "settlement": table("policy/golden/settlement.toml")["case"],
    "readings": table("policy/golden/readings.toml")["case"],
    "open-points": table("rules/open-points.toml")["case"],
}
PACKS: Final = {name: tomllib.loads(text) for name, text in builtin_packs().items()}
MARKS: Final = {"named-only", "external", "noise", "not-built"}
ID: Final = re.compile(r"\b[A-Z]{2,4}-(?:\d+|V)\b|\b[ST]\d+\b")
SECTION: Final = re.compile(r"§\d+\.\d+")

every_rule = pytest.mark.parametrize("rule", RULES["rule"], ids=lambda rule: rule["id"])


def kind_of(id: str) -> str:
    """Return the letters of an id."""
    return id[0] if id[0] == "§" else re.split(r"[-\d]", id, maxsplit=1)[0]


# ------------------------------------------------------------------------------------------------- what packs cite


def element(reference: str) -> Any:
    """Return what stands at ``pack:section.id``. Raises KeyError where there is nothing."""
    name, _, place = reference.partition(":")
    value: Any = PACKS[name]
    for step in place.split("."):
        value = value[step] if isinstance(value, dict) else named(value, step)
    return value


def named(tables: list[Entry], id: str) -> Any:
    """Return the table of an id, or of an area."""
    for one in tables:
        if id in (one.get("id"), one.get("area")) or id in one:
            return one
    raise KeyError(id)


def cited_at(reference: str) -> set[str]:
    """Return the ids that an element cites in its source; for a single parameter, those of the comment on its line."""
    name, _, place = reference.partition(":")
    found = element(reference) if not place.startswith("scoring.") else None
    if isinstance(found, dict):
        return cited_in(found["source"])
    line = re.compile(rf"^(?:  {{ )?{place.rpartition('.')[2]} = .*#(.*)$", re.MULTILINE)
    match = line.search(builtin_packs()[name])
    return set() if match is None else set(ID.findall(match.group(1)))


def cited_in(source: str) -> set[str]:
    """Return the ids in the brackets of a source: outside them, § is a place in a document."""
    inside = " ".join(re.findall(r"\(([^()]*)\)", source))
    return {*ID.findall(inside), *SECTION.findall(inside)}


def sources(value: Any) -> Iterator[str]:
    """Yield every source of a pack."""
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            yield value["source"]
        for part in value.values():
            yield from sources(part)
    elif isinstance(value, list):
        for part in value:
            yield from sources(part)


@every_rule
def test_each_element_exists_and_cites_the_rule(rule: Entry) -> None:
    """By the whole word, where the list says."""
    assert [place for place in rule.get("pack", []) if rule["id"] not in cited_at(place)] == []


@pytest.mark.parametrize("system", RULES["system"], ids=lambda system: system["id"])
def test_each_system_is_cited_and_made(system: Entry) -> None:
    """A system has an element that cites it, and modules that can be imported."""
    assert system["pack"]
    assert [place for place in system["pack"] if system["id"] not in cited_at(place)] == []
    lost = [name for name in system["modules"] if importlib.util.find_spec(f"liushou_core.{name}") is None]
    assert lost == []


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_cites_only_what_is_listed(name: str) -> None:
    """A slip of the pen in a source or a comment is a rule that nobody knows."""
    listed = {entry["id"] for entry in (*RULES["rule"], *RULES["system"])} | set(
        RULES["cited_besides"]["sections"]
    )
    cited = {id for source in sources(PACKS[name]) for id in cited_in(source)}
    comments = {
        id
        for line in builtin_packs()[name].splitlines()
        for id in ID.findall(line.partition(" #")[2] if not line.startswith("#") else line)
    }
    assert sorted((cited | comments) - listed) == []


@pytest.mark.parametrize("entry", RULES["named_only"], ids=lambda entry: entry["name"])
def test_what_is_only_named_has_a_place_to_fill(entry: Entry) -> None:
    """Requirements §8.2: a place in a pack, and no invented meaning."""
    found = element(entry["pack"])
    assert found.get("defined", False) is False
    assert "defined = false" not in entry["how"] or "defined" in found


# ------------------------------------------------------------------------------------------------- tests that decide


@every_rule
def test_each_rule_has_a_pack_and_a_test_or_a_mark(rule: Entry) -> None:
    """A mark has its reason; what has none has both."""
    assert rule.get("mark") in {None, *MARKS}
    assert ("mark" in rule) == ("because" in rule)
    assert "mark" in rule or (rule.get("pack") and rule.get("test"))


@every_rule
def test_each_test_exists_and_changes_an_answer(rule: Entry) -> None:
    """Tables are held to their answers by the tests that play them: test_parameters, test_golden, test_open_points."""
    idle = [test for test in rule.get("test", []) if not decides(test, rule)]
    assert idle == []


def decides(test: str, rule: Entry) -> bool:
    """Say whether a test is there, and changes a parameter unless the rule is marked."""
    if test == "parameters":
        return any(rule["id"] in row["rules"] and concerns(row, rule["id"]) for row in SHOWN)
    if test.startswith("tests/"):
        return is_function(*test.split("::"))
    name, _, key = test.partition(": ")
    return any(
        key in (case.get("id"), case.get("rule")) and ("mark" in rule or case.get("reading"))
        for case in CASES[name]
    )


def concerns(row: Entry, id: str) -> bool:
    """Say whether the parameter of a row stands in an element that cites the id."""
    steps = row["path"].split(".")
    return any(cites(f"{row['pack']}:{'.'.join(steps[:count])}", id) for count in range(1, len(steps) + 1))


def cites(reference: str, id: str) -> bool:
    try:
        return id in cited_at(reference)
    except (KeyError, TypeError):
        return False


def is_function(path: str, name: str) -> bool:
    """Say whether a module of the tests has a test of that name."""
    module = ast.parse((TESTS.parent / path).read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in module.body)


@pytest.mark.parametrize("entry", RULES["parameter"], ids=lambda entry: entry["key"])
def test_each_row_of_the_parameter_sheet_is_shown(entry: Entry) -> None:
    """Requirements §9: by a row of the parameters that names it, of a rule that it belongs to."""
    rows = [row for row in SHOWN if entry["key"] in row.get("rows", [])]
    assert rows
    assert [rule for rule in entry["rules"] if not any(rule in row["rules"] for row in rows)] == []


def test_every_row_of_the_parameters_names_what_is_listed() -> None:
    """Neither a rule nor a row of the parameter sheet is misspelt."""
    known = {entry["id"] for entry in (*RULES["rule"], *RULES["system"])}
    keys = {entry["key"] for entry in RULES["parameter"]}
    assert {id for row in SHOWN for id in row["rules"]} <= known
    assert {key for row in SHOWN for key in row.get("rows", [])} == keys


# ------------------------------------------------------------------------------------------------- nothing is dropped


def test_no_id_is_dropped_or_stands_twice() -> None:
    """The list has as many ids of each kind as the catalogue, numbered from 1."""
    counts = dict(RULES["counts"])
    for name in ("system", "family", "parameter"):
        assert counts.pop(f"{name}s" if name != "family" else "families") == len(RULES[name])
    ids = [entry["id"] for entry in (*RULES["rule"], *RULES["system"], *RULES["family"])]
    assert len(set(ids)) == len(ids)
    assert counts == dict(Counter(kind_of(entry["id"]) for entry in RULES["rule"]))
    numbered = [kind for kind in counts if kind not in ("§", "ROLE")]
    for kind in numbered:
        numbers = [int(re.sub(r"\D", "", id)) for id in ids if kind_of(id) == kind]
        assert numbers == list(range(1, counts[kind] + 1))


def test_nothing_awaits_its_building() -> None:
    """How many rules bear which mark: more of one is a step back that somebody has to want."""
    marks = Counter(rule["mark"] for rule in RULES["rule"] if "mark" in rule)
    assert dict(marks) == {"external": 7, "named-only": 2}


def test_what_is_told_and_judged_nowhere_is_said_and_counted() -> None:
    """Most rows of the parameters change an answer; some change only what the plan says of itself, and a rule shown by no other says so."""
    assert sum(row["ask"] == "told" for row in SHOWN) == RULES["counts_told"]["rows"]
    words = [rule["id"] for rule in RULES["rule"] if only_told(rule)]
    assert words == [rule["id"] for rule in RULES["rule"] if rule.get("shows") == "words"]


def only_told(rule: Entry) -> bool:
    """Say whether nothing but rows that are told shows a rule."""
    if rule.get("test") != ["parameters"]:
        return False
    return all(row["ask"] == "told" for row in SHOWN if rule["id"] in row["rules"])


def test_every_family_has_its_pack() -> None:
    """Requirements §1.6: the families of the list are those of the packs that ship, and no pack is of another."""
    shipped = {name: load_policy(name).family for name in list_policies()}
    assert {entry["pack"]: entry["id"] for entry in RULES["family"]} == shipped
