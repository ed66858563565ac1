"""The schema of packs is made from the code, takes every pack that loads, and refuses the commonest mistakes."""

import copy
import json
import os
import random
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import attrs
import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator

from liushou_core.policy.criterion import Criterion
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.registry import Origin, builtin_registry
from liushou_core.serialization.pack_document import KEYED
from liushou_core.serialization.pack_refusals import Refused
from liushou_core.serialization.pack_schema import pack_schema
from liushou_core.serialization.packs import builtin_packs, lint_policy, parse_policy
from liushou_core.serialization.schemas import schema_of
from liushou_core.serialization.structuring import PackConverter
from liushou_core.testing.pack_forms import pack_forms
from liushou_core.testing.packs import pack_documents

ROOT = Path(__file__).parents[2]
SCHEMA = pack_schema()
EDITOR = Draft4Validator(SCHEMA)
"""Editors of TOML know draft 4."""
HEAD = 'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "计划", en = "plan" }\nin_force_from = 2022-09-01\nsource = "s"\n'
PACKS = {
    **builtin_packs(),
    **{
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for folder in ("examples", "tests/policy/golden")
        for path in sorted((ROOT / folder).rglob("*.toml"))
        if 'schema = "liushou-policy/1"' in path.read_text("utf-8")
    },
}


def seen(value: Any) -> Any:
    """Return TOML data as an editor hands them to a schema: days as text, numbers as numbers."""
    return json.loads(json.dumps(written(value), default=date.isoformat))


def written(value: Any) -> Any:
    """Return TOML data as tomlkit can write them, which knows no exact numbers."""
    if isinstance(value, dict):
        return {name: written(item) for name, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def test_the_shipped_schema_is_made_from_the_code() -> None:
    """LIUSHOU_UPDATE_SCHEMAS=1 writes it anew."""
    file = files("liushou_core.serialization.schemas").joinpath("liushou-policy-1.json")
    made = json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("LIUSHOU_UPDATE_SCHEMAS"):
        Path(str(file)).write_text(made, "utf-8", newline="\n")
    assert made == file.read_text("utf-8")


@pytest.mark.parametrize("draft", [Draft4Validator, Draft7Validator, Draft202012Validator])
def test_it_is_a_schema_in_every_draft_since_4(draft: Any) -> None:
    draft.check_schema(SCHEMA)
    draft.check_schema(schema_of("liushou-policy/1"))


def test_every_table_and_every_parameter_is_in_it_with_words() -> None:
    """What no docstring tells an author would stay untold in the editor too."""
    assert {*SECTIONS} <= SCHEMA["properties"].keys()
    tables = {name: one for name, one in SCHEMA["definitions"].items() if "." not in name}
    assert [name for name, one in tables.items() if not _words(one)] == []
    leaves = {name: one for name, one in SCHEMA["definitions"].items() if "." in name}
    assert [name for name, one in leaves.items() if not _words(one)] == []


def _words(definition: dict[str, Any]) -> str:
    found = [definition, *definition.get("anyOf", ())]
    return next((one["description"] for one in found if one.get("description")), "")


def test_no_type_of_a_parameter_is_unknown_to_it() -> None:
    """A schema that takes anything would hide that somebody forgot to describe a type."""
    assert [path for path, one in _schemas(SCHEMA) if not one] == []


def _schemas(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema of every property and item."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in ("properties", "definitions"):
                yield from ((f"{path}/{key}", one) for key, one in item.items() if isinstance(one, dict))
            yield from _schemas(item, f"{path}/{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _schemas(item, f"{path}/{index}")


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_that_loads_is_of_the_schema(name: str) -> None:
    parse_policy(PACKS[name])
    EDITOR.validate(seen(tomllib.loads(PACKS[name], parse_float=Decimal)))


@pytest.mark.parametrize(
    "table",
    [
        "[eligibilty]\nall = []",
        "[eligibility]\nparemts_away = {}",
        '[eligibility]\nparents_away = { at_leest = "3 months" }',
        "[eligibility]\nparents_away = { at_least = 3 }",
        '[eligibility]\nparents_away = { at_least = "three months" }',
        '[eligibility]\nparents_away = { who = "father" }',
        '[eligibility]\nparents_away = { together = "yes" }',
        "[eligibility]\nrural = {}\nboarder = {}",
        "[eligibility]\nall = { rural = {} }",
        "[eligibility]\nall = []",
        "[eligibility]\nat_least = { n = 1 }",
        '[eligibility]\nall = [{ rural = {}, effect = "none" }]',
        '[[duty]]\ncontact = "talk"\nat_least = 1\nper = "month"',
        '[[duty]]\nid = "d"\ncontact = "chat"\nat_least = 1\nper = "month"',
        '[[duty]]\nid = "d"\ncontact = "talk"\nat_least = "1"\nper = "month"',
        '[duty]\nid = "d"\ncontact = "talk"\nat_least = 1\nper = "month"',
        '[[decision]]\nid = "d"',
        '[[decision]]\nid = "d"\nrural = {}\nboarder = {}',
        '[[decision]]\nid = "d"\nwhen = { rural = {} }\nboarder = {}',
        '[[fact]]\ntype = "money"',
        "[fact.income]\nunit = 'yuan'",
        '[fact.income]\ntype = "amount"',
        '[[award]]\nid = "a"\nyuan = "thirty"\nwhen = { end_rank = { from = 1, to = 2 } }',
        '[[tally]]\nid = "t"\nevent = { kind = "late", time = "hours" }',
        '[[classification]]\nid = "c"\nof = { incom = "x" }\nclass = [{ id = "a" }]',
        '[[date]]\nid = "d"\nrule = { fixed = { month = 6 } }',
        '[scoring]\ncomponents = [{ rank_rises = {} }]',
        "[[edition]]\nfrom = 2024-09-01",
        'covers = "planet"',
    ],
)  # fmt: skip
def test_the_commonest_mistakes_are_refused(table: str) -> None:
    document = tomllib.loads(HEAD + table, parse_float=Decimal)
    assert not EDITOR.is_valid(seen(document))
    with pytest.raises(ValueError, match="cannot be loaded"):
        parse_policy(HEAD + table)


@pytest.mark.parametrize("key", ["schema", "id", "title", "in_force_from"])
def test_the_head_is_needed(key: str) -> None:
    document = tomllib.loads(HEAD)
    EDITOR.validate(seen(document))
    del document[key]
    assert not EDITOR.is_valid(seen(document))


def test_a_registry_with_more_criteria_has_a_schema_of_its_own() -> None:
    """What a plugin brings is offered in the editor too."""

    @attrs.frozen(kw_only=True)
    class Tall(Criterion):
        """The child is at least so tall."""

        name = "tall"
        messages = {"zh": {"asks": "身高"}, "en": {"asks": "tall"}}

        at_least: Decimal

    registry = builtin_registry().with_criteria([Tall], Origin("tall", "1"))
    document = seen(tomllib.loads(HEAD + '[eligibility]\ntall = { at_least = "1.5" }'))
    Draft4Validator(pack_schema(registry)).validate(document)
    assert not EDITOR.is_valid(document)
    assert "so tall" in json.dumps(pack_schema(registry))


# ------------------------------------------------------------------------------------------------- drawn packs

CONVERTER = PackConverter(builtin_registry())
HINTS = get_type_hints(Policy)


@given(pack_forms())
def test_what_is_drawn_can_be_read(document: dict[str, Any]) -> None:
    """Lint may refuse what it names or how its numbers fit, but never its form."""
    form = {
        "unknown_key",
        "wrong_type",
        "unknown_criterion",
        "one_leaf",
        "bad_duration",
        "unknown_pack_table",
    }
    problems = lint_policy(tomlkit.dumps(written(document)))
    refused = [p.text() for p in problems if p.code in form and "choices" not in p.path]  # points are numbers
    assert refused == []


@given(pack_documents())
def test_a_drawn_plan_is_of_the_schema(document: dict[str, Any]) -> None:
    EDITOR.validate(seen(document))


@given(pack_forms())
def test_whatever_the_classes_can_hold_is_of_the_schema(document: dict[str, Any]) -> None:
    EDITOR.validate(seen(document))


@given(pack_forms(), st.integers(0, 10**9))
def test_what_can_be_read_is_of_the_schema(document: dict[str, Any], seed: int) -> None:
    """One thing is changed somewhere: if the table can still be read, the schema takes it, whatever lint says of it."""
    names = [
        name for name in document if name in SECTIONS and name not in (*KEYED, "decision", "eligibility")
    ]
    if not names:
        return
    chance = random.Random(seed)
    name = chance.choice(names)
    changed = _changed(document[name], chance)
    if _can_be_read(changed, HINTS[name]):
        EDITOR.validate(seen({**document, name: changed}))


def _can_be_read(data: Any, hint: Any) -> bool:
    several = get_args(hint)[-1:] == (Ellipsis,)
    if several and not isinstance(data, list):
        return False
    try:
        for one in data if several else [data]:
            CONVERTER.structure(one, get_args(hint)[0] if several or get_args(hint) else hint)
    except Refused:
        return False
    return True


STRANGE: list[Any] = [
    "", "x", "3 months", "1e3", "2023-09-01", 0, -1, 10**9, True, 1.5, date(2023, 9, 1), [], ["x"], [[]], {},
    {"x": 1}, {"rural": {}}, {"fact": "a"}, {"zh": "一", "en": "one"}, {"all": [{"rural": {}}]}, {"fixed": {"month": 1, "day": 1}},
]  # fmt: skip


def _changed(data: Any, chance: random.Random) -> Any:
    """Return the data with one value replaced, one key renamed or one left out."""
    data = copy.deepcopy(data)
    holder, step = chance.choice(list(_places([data])))
    what = chance.random()
    if isinstance(holder, dict) and what < 0.2:
        del holder[step]
    elif isinstance(holder, dict) and what < 0.4:
        holder["from" if step != "from" else "id"] = holder.pop(step)
    else:
        holder[step] = chance.choice(STRANGE)
    return data


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, step
        if isinstance(item, dict | list):
            yield from _places(item)
