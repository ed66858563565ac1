"""A pack in prose: every table, every number, every id and every source of it is there, in both languages."""

import os
import re
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, Lapse
from liushou_core.locale import LOCALES, Locale, has_message
from liushou_core.policy.canonical import key_of, leaf_name
from liushou_core.policy.component import Component
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.date_rules import DateRule
from liushou_core.policy.lookup import Lookup, Values
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.prose import explain_policy
from liushou_core.policy.quantities import Quantity
from liushou_core.policy.reading.moments import Moment
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.registry import Origin, builtin_registry
from liushou_core.policy.source import Labels, Source, Wording
from liushou_core.policy.verdict import Clause
from liushou_core.policy.words import in_words
from liushou_core.serialization.packs import builtin_packs, load_policy, parse_policy
from liushou_core.testing.packs import packs

GOLDEN = Path(__file__).with_name("golden") / "prose"
EVERY_TABLE = GOLDEN / "every-table.toml"
EXAMPLES = Path(__file__).parents[2] / "examples"
PACKS: dict[str, str] = {
    **builtin_packs(),
    "every-table": EVERY_TABLE.read_text("utf-8"),
    **{
        str(path.relative_to(EXAMPLES)): path.read_text("utf-8")
        for path in sorted(EXAMPLES.rglob("*.toml"))
        if "liushou-policy/1" in path.read_text("utf-8")
    },
}
every_pack = pytest.mark.parametrize("name", PACKS)
every_locale = pytest.mark.parametrize("locale", LOCALES)


# ------------------------------------------------------------------------------------------------- golden files


@every_locale
@pytest.mark.parametrize("name", ["every-table", "school-four-priorities"])
def test_a_pack_reads_as_in_its_golden_file(name: str, locale: Locale) -> None:
    """LIUSHOU_UPDATE_PROSE=1 writes it anew."""
    told = explain_policy(parse_policy(PACKS[name]), locale)
    file = GOLDEN / f"{name}.{locale}.md"
    if os.environ.get("LIUSHOU_UPDATE_PROSE"):
        file.write_text(told, "utf-8", newline="\n")
    assert file.read_text("utf-8") == told


# ------------------------------------------------------------------------------------------------- nothing is left out

_BY_NAME = ("month", "n", "week", "day")
"""Numbers of a date by rule, which are said as one says them: June, the last Friday, 初一."""


def written(value: Any) -> Iterator[Any]:
    """Yield every id, source, text, number, day and lapse of time that is written in a value and not at its default."""
    if isinstance(value, tuple):
        for part in value:
            yield from written(part)
    elif isinstance(value, Labels | Lookup):
        for name, one in value.rows:
            yield name
            yield from written(one)
    elif isinstance(value, Source | Decimal | date | Duration | Lapse | Wording | int):
        yield from () if isinstance(value, bool) else (value,)
    elif attrs.has(type(value)):
        yield from in_table(value)


def in_table(table: Any) -> Iterator[Any]:
    for field in attrs.fields(type(table)):
        value = getattr(table, field.name)
        if is_resolved(field) or field.name in ("need", "title" if isinstance(table, Policy) else ""):
            continue
        if isinstance(table, DateRule) and field.name in _BY_NAME:
            continue
        default = field.default
        own = default.factory(table) if hasattr(default, "factory") and default.takes_self else default
        if value == own:
            continue
        if field.name == "id" and (leaf_name(table) is None or value not in ("eligibility", own)):
            yield value
        else:
            yield from written(value)


def is_told(value: Any, told: str, locale: Locale) -> bool:
    if isinstance(value, Wording):
        return value.text(locale) in told
    if isinstance(value, Lapse):
        value = abs(value.count)
    if isinstance(value, int | Decimal):
        return re.search(rf"(?<![\d.]){re.escape(in_words(value, locale))}(?![\d]|\.\d)", told) is not None
    return in_words(value, locale) in told


def untold(policy: Policy, locale: Locale) -> list[Any]:
    """Return what the prose of a policy does not say."""
    told = explain_policy(policy, locale)
    plan = attrs.evolve(policy, origins=(), warnings=(), edition=())
    found = [value for value in written(plan) if not is_told(value, told, locale)]
    for edition in policy.edition:
        found += [path for path, _ in edition.changes if path not in told]
        found += [one for one in (edition.from_, edition.source) if one and not is_told(one, told, locale)]
    return found


@every_locale
@every_pack
def test_every_id_number_and_source_of_a_pack_is_told(name: str, locale: Locale) -> None:
    assert untold(parse_policy(PACKS[name]), locale) == []


@given(packs(), st.sampled_from(LOCALES))
def test_every_id_number_and_source_of_any_plan_is_told(text: str, locale: Locale) -> None:
    assert untold(parse_policy(text), locale) == []


@every_locale
@every_pack
def test_no_parameter_is_told_by_its_key(name: str, locale: Locale) -> None:
    """What has no words of its own is shown as the pack writes it; of ours nothing is."""
    assert re.findall(r"`\w+` = [^;；]*", explain_policy(parse_policy(PACKS[name]), locale)) == []


def test_the_pack_of_every_table_has_every_table() -> None:
    """A new table of the language is written there, so that it is read aloud by the tests."""
    assert {name for name, _ in load_policy(EVERY_TABLE).sections()} == set(SECTIONS)


def tables(hint: Any, seen: dict[type[Any], None]) -> dict[type[Any], None]:
    """Collect the classes of tables below a type; leaves speak for themselves."""
    for part in (hint, *typing.get_args(hint)):
        leaf = isinstance(part, type) and issubclass(
            part, Quantity | Moment | DateRule | Criterion | Component
        )
        ours = (
            isinstance(part, type) and attrs.has(part) and part.__module__.startswith("liushou_core.policy.")
        )
        if (
            ours
            and not leaf
            and part not in seen
            and part not in (Source, Wording, Labels, Lookup, Values, Clause)
        ):
            seen[part] = None
            for inside in typing.get_type_hints(part).values():
                tables(inside, seen)
        elif part is not hint:
            tables(part, seen)
    return seen


def test_every_parameter_of_every_table_has_its_words() -> None:
    """A table's own words, or those that all tables share; or a phrase for each of its values."""
    found: dict[type[Any], None] = {}
    hints = typing.get_type_hints(Policy)
    for name in SECTIONS:
        tables(hints[name], found)
    wordless = [
        f"{cls.__name__}.{key_of(field.name)}"
        for cls in found
        for field in attrs.fields(cls)
        if not is_resolved(field)
        and field.name not in ("id", "title", "label", "source", "value")
        and not callable(getattr(cls, "says", None))
        and not (hasattr(cls, "refers") and len(attrs.fields(cls)) == 2)  # a reference goes by what it names
        and not has_words(cls, field, typing.get_type_hints(cls)[field.name])
    ]
    assert wordless == []


def has_words(cls: type[Any], field: Any, hint: Any) -> bool:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
    places = [f"prose.{place}.{key_of(field.name)}" for place in (snake, "any")]
    if any(map(has_message, places)):
        return True
    values = [value for part in (hint, *typing.get_args(hint)) for value in options(part)]
    values = [value for value in values if value is not False or field.default is True]
    default = getattr(field.default, "value", field.default)
    return bool(values) and all(
        value == default or any(has_message(f"{place}.{value}") for place in places) for value in values
    )


def options(hint: Any) -> tuple[Any, ...]:
    if hint is bool:
        return (True, False)
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)
    return tuple(member.value for member in hint) if hasattr(hint, "__members__") else ()


def test_a_clause_written_short_keeps_its_id_and_its_source() -> None:
    text = (
        'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "样", en = "p" }\nin_force_from = 2022-09-01\nsource = "s"\n'
        '[fact.poor]\ntype = "bool"\n[eligibility]\nany = [{ fact = "poor", id = "in-need", source = "s §3" }, { fact = "poor" }]'
    )
    told = explain_policy(parse_policy(text), "en")
    assert "  - poor (`in-need`) [s §3]\n  - poor\n" in told


def test_only_of_a_reference_is_the_id_left_to_its_table() -> None:
    """A fact that is named in another table goes by its label there."""
    told = explain_policy(load_policy(EVERY_TABLE), "en")
    assert "housing points" not in told
    assert "from the first “intake”; to moved in" in told


def test_a_plugin_s_criterion_speaks_for_itself_and_its_other_parameters_are_shown() -> None:
    @attrs.frozen(kw_only=True)
    class Tall(Criterion):
        name = "tall"
        messages = {"zh": {"asks": "身高"}, "en": {"asks": "tall", "with.at_least": "at least {at_least} m"}}

        at_least: Decimal | None = None
        shoes: str = "off"

    registry = builtin_registry().with_criteria([Tall], Origin("tall", "1"))
    text = (
        'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "样", en = "p" }\nin_force_from = 2022-09-01\n'
        '[eligibility]\nsource = "s"\ntall = { at_least = "1.5", shoes = "on" }'
    )
    policy = parse_policy(text, registry=registry)
    assert "- tall (at least 1.5 m) (`shoes` = on) [s]" in explain_policy(policy, "en")
    assert "- 身高（不少于1.5，`shoes` = on）【s】" in explain_policy(policy, "zh")


@every_locale
def test_a_plan_that_covers_everybody_says_so(locale: Locale) -> None:
    policy = parse_policy(
        'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "样", en = "p" }\nin_force_from = 2022-09-01\n'
    )
    assert {"zh": "适用于所有儿童", "en": "covers everybody"}[locale] in explain_policy(policy, locale)
