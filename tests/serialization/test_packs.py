"""Packs: what loads, what is refused, and that nothing but the two of them ever happens, whatever the text."""

import copy
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomlkit
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration
from liushou_core.domain.facts import ChildFacts
from liushou_core.errors import InvalidPolicy, PluginRefused, UnknownPolicy
from liushou_core.policy.component import Component, ComponentLine, ScoringView
from liushou_core.policy.criteria.person import Age
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.lint import DEEPEST, MOST_CLAUSES
from liushou_core.policy.registry import Origin, Registry, builtin_registry
from liushou_core.policy.tree import AtLeast, Not
from liushou_core.policy.verdict import YES, Finding
from liushou_core.serialization.packs import (
    builtin_packs,
    lint_policy,
    list_policies,
    load_policy,
    parse_policy,
)

HEAD = 'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "计划", en = "plan" }\nin_force_from = 2022-09-01\n'
PACKS = builtin_packs()


def pack(eligibility: str) -> str:
    return f'{HEAD}[eligibility]\nsource = "x"\n{eligibility}\n'


def agree(text: str) -> None:
    """Hold loader and lint to each other: an error of lint is an error of the loader, and nothing else is ever raised."""
    problems = lint_policy(text)
    errors = [problem for problem in problems if problem.severity == "error"]
    said = [problem.text(locale) for problem in problems for locale in ("zh", "en")]
    assert all(said)
    if errors:
        with pytest.raises(InvalidPolicy) as refused:
            parse_policy(text)
        assert errors == list(refused.value.problems)
        return
    assert tuple(problems) == parse_policy(text).warnings


# ------------------------------------------------------------------------------------------------ mutations


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside plain data."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in items:
        yield from places(inside, (*path, key))


STRANGE: list[Any] = [
    "", "x", "3 months", "rural", "1e3", "2023-09-01", "a.b", "\x00", "all", "2023-02-30",
    0, 1, -1, 7, 10**20, True, False, 1.5, 1e99, float("nan"), float("-inf"),
    date(2023, 9, 1), [], ["x"], [[]], [{}], {}, {"x": 1}, {"rural": {}}, {"all": []}, {"not": {"age": {}}},
    {"at_least": {"n": 1, "of": [{"rural": {}}]}}, {"zh": "一", "en": "one"}, {"rank_rise": {}}, [{"boarder": {}}],
]  # fmt: skip


def mutated(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the document with one to three things wrong in it, or right by luck."""
    changed = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        path = chance.choice(list(places(changed)))
        holder: Any = changed
        for step in path[:-1]:
            holder = holder[step]
        key = path[-1]
        kind = chance.choice(["delete", "replace", "replace", "duplicate", "rename", "empty"])
        if kind == "delete":
            del holder[key]
        elif kind == "replace":
            holder[key] = copy.deepcopy(chance.choice(STRANGE))
        elif kind == "duplicate" and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        elif kind == "rename" and isinstance(holder, dict):
            holder[f"{key}x"] = holder.pop(key)
        elif isinstance(holder[key], dict | list):
            holder[key] = type(holder[key])()
    return changed


DOCUMENTS = {name: tomlkit.parse(text).unwrap() for name, text in PACKS.items()}


@settings(max_examples=60)
@given(st.sampled_from(sorted(PACKS)), st.randoms(use_true_random=False))
def test_a_pack_with_anything_changed_is_loaded_or_refused_as_lint_says(
    name: str, chance: random.Random
) -> None:
    agree(tomlkit.dumps(mutated(DOCUMENTS[name], chance)))


@settings(max_examples=40)
@given(st.sampled_from(sorted(PACKS)), st.data())
def test_a_pack_with_a_piece_of_its_text_changed_is_loaded_or_refused_as_lint_says(
    name: str, data: st.DataObject
) -> None:
    text = PACKS[name]
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    agree(
        text[:at]
        + data.draw(
            st.sampled_from(
                ["", "=", "[", "]", "{", '"', "'", "\n", "\0", "#", "0", "\ufeff", "[[duty]]\n", "."]
            )
        )
        + text[at + length :]
    )


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("\ufeff")
@example("=" * 50)
@example("x = " + "[" * 5000)
@example("x = " + "{a=" * 3000)
@example("x = " + "9" * 5000)
@example("x = 9999-99-99")
@example("id.x.y = 3")
@example("[[eligibility.all]]\nrural = {}")
@example('eligibility = { all = [ { "" = {} } ] }')
def test_any_text_is_loaded_or_refused(text: str) -> None:
    agree(text)


def test_what_is_written_out_and_read_again_is_the_same_policy() -> None:
    for name, document in DOCUMENTS.items():
        assert load_policy(name) == parse_policy(tomlkit.dumps(document))


# --------------------------------------------------------------------------------------------- what is read


def test_a_tree_is_read_as_it_is_written() -> None:
    tree: Any = parse_policy(
        pack(
            'any = [{ not = { boarder = {} }, id = "day" }, { at_least = { n = 2, of = [{ rural = {} }, { age = { at_least = 6 } }] }, source = "y" }]'
        )
    ).eligibility
    assert isinstance(tree, AtLeast)
    assert ("any", "eligibility", 1) == (tree.name, tree.id, tree.need)
    day, two = tree.parts
    assert isinstance(day, Not)
    assert ("not", "day", "boarder") == (day.name, day.id, day.parts[0].name)
    assert isinstance(two, AtLeast)
    assert ("at_least", "at_least", 2, "y") == (two.name, two.id, two.need, str(two.source))


@pytest.mark.parametrize(
    "written",
    ['age = { less_than = 18, id = "young", source = "y" }', 'age = { less_than = 18 }\nid = "young"'],
)
def test_the_id_of_a_criterion_may_stand_inside_or_beside_it(written: str) -> None:
    clause = parse_policy(pack(written)).eligibility
    assert isinstance(clause, Age)
    assert ("young", 18) == (clause.id, clause.less_than)


def test_a_criterion_standing_alone_keeps_its_name_and_its_sections_source() -> None:
    clause: Any = parse_policy(pack("rural = {}")).eligibility
    assert ("rural", "x") == (clause.id, str(clause.source))


def test_numbers_with_a_point_stay_exact() -> None:
    text = PACKS["hand-in-hand-scoring"].replace("yuan_per_point = 1 ", "yuan_per_point = 0.1000000000001 ")
    assert Decimal("0.1000000000001") == parse_policy(text).scoring.yuan_per_point  # type: ignore[union-attr]


def test_where_sources_are_optional_what_cites_nothing_is_a_doubt() -> None:
    text = pack("rural = {}").replace('source = "x"\n', "")
    with pytest.raises(InvalidPolicy, match="cites no source"):
        parse_policy(text)
    policy = parse_policy(text, sources="optional", file="mine.toml")
    assert [("source_missing", "warning", "mine.toml", 5)] == [
        (p.code, p.severity, p.file, p.line) for p in policy.warnings
    ]
    assert list(policy.warnings) == lint_policy(text, sources="optional", file="mine.toml")


def test_a_doubt_is_no_error() -> None:
    """A class teacher helps by the post, not by a pairing; the plan may say so all the same."""
    text = HEAD + '[[pairing]]\nid = "a"\nrole = "class_teacher"\nsource = "x"\n'
    assert ["paired_by_post"] == [problem.code for problem in parse_policy(text).warnings]


@pytest.mark.parametrize(
    "quoted", ['"duty.talk.at_least" = 2', "duty.talk.at_least = 2", '"duty.talk".at_least = 2']
)
def test_a_path_in_an_edition_means_the_same_with_and_without_quotes(quoted: str) -> None:
    duty = '[[duty]]\nid = "talk"\ncontact = "talk"\nat_least = 1\nper = "month"\nsource = "x"\n'
    policy = parse_policy(
        f'{HEAD}{duty}[[edition]]\nfrom = 2024-09-01\nsource = "y"\nchanges = {{ {quoted} }}\n'
    )
    assert [1, 2] == [policy.on(day).duty[0].at_least for day in (date(2024, 8, 31), date(2024, 9, 1))]


def test_a_path_written_twice_in_an_edition_is_refused() -> None:
    changes = '"eligibility.rural.basis" = "school", eligibility.rural.basis = "residence"'
    text = f'{pack("rural = {}")}[[edition]]\nfrom = 2024-09-01\nsource = "y"\nchanges = {{ {changes} }}\n'
    assert {"repeated"} == {problem.code for problem in lint_policy(text)}
    agree(text)


def test_the_list_in_an_edition_cannot_be_changed_afterwards() -> None:
    text = (
        pack('all = [{ parents_away = { reasons = ["working"] } }]')
        + '[[edition]]\nfrom = 2024-09-01\nsource = "y"\nchanges = { "eligibility.parents_away.reasons" = ["working", "trading"] }\n'
    )
    ((_, value),) = parse_policy(text).edition[0].changes
    assert ("working", "trading") == value


# ------------------------------------------------------------------------------------------------- too much


def nested(depth: int) -> str:
    return pack("not = { " * (depth - 1) + "rural = {}" + " }" * (depth - 1))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (nested(DEEPEST), []),
        (nested(DEEPEST + 1), ["tree_too_deep"]),
        (nested(DEEPEST + 9), ["tree_too_deep"]),
        (nested(300), ["tree_too_deep"]),
        (pack(f"any = [{'{ rural = {} },' * (MOST_CLAUSES - 1)}]"), []),
        (pack(f"any = [{'{ rural = {} },' * MOST_CLAUSES}]"), ["tree_too_large"]),
    ],
    ids=["deep", "deeper", "much deeper", "deepest", "large", "larger"],
)
def test_a_tree_may_be_deep_and_large_but_not_without_end(text: str, codes: list[str]) -> None:
    """The whole tree is named once, not each tree inside it."""
    assert codes == [problem.code for problem in lint_policy(text)]
    agree(text)


# ---------------------------------------------------------------------------------------------------- files


def test_a_pack_is_loaded_by_name_or_from_a_file(tmp_path: Path) -> None:
    name = list_policies()[0]
    path = tmp_path / "mine.toml"
    path.write_text(PACKS[name], "utf-8")
    assert load_policy(name) == load_policy(path) == load_policy(str(path))
    assert load_policy(name) is load_policy(name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_mark_in_front_of_the_text_is_no_mistake(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(pack("rural = {}").replace("\n", "\r\n"), encoding)
    assert "p" == load_policy(path).id


def test_a_file_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(pack("rural = {}"), "gb18030")
    with pytest.raises(InvalidPolicy) as caught:
        load_policy(path)
    assert "mine.toml：该文件不是UTF-8编码的文本。请在编辑器中另存为UTF-8编码" in caught.value.text("zh")


@pytest.mark.parametrize("ref", ["school-four-prioritys", "", "nowhere.toml", Path("nowhere.toml")])
def test_a_pack_that_is_not_there_is_named_with_those_that_are(ref: Any) -> None:
    with pytest.raises(UnknownPolicy) as caught:
        load_policy(ref)
    assert str(ref) == caught.value.name
    assert "school-four-priorities" in caught.value.known
    assert isinstance(caught.value, LookupError)


def test_an_error_in_a_file_names_the_file_and_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(pack("rurall = {}"), "utf-8")
    with pytest.raises(InvalidPolicy, match=r"mine\.toml line 7 eligibility\.rurall: there is no criterion"):
        load_policy(path)


# -------------------------------------------------------------------------------------------------- plugins


@attrs.frozen(kw_only=True)
class Distance(Criterion):
    """A plugin's criterion with a parameter of its own."""

    name = "distance"
    messages = {"zh": {"asks": "路程", "far": "远"}, "en": {"asks": "distance", "far": "far"}}

    at_least: Duration
    kilometres: Decimal = Decimal(3)

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        return self.finding(YES, "far")


@attrs.frozen(kw_only=True)
class Smile(Component):
    """A plugin's component, of one name with a criterion."""

    name = "distance"
    messages = {"zh": {"gives": "微笑", "seen": "有"}, "en": {"gives": "smile", "seen": "seen"}}

    def score(self, view: ScoringView) -> ComponentLine:
        return self.line(1, "seen")


@attrs.frozen(kw_only=True)
class Reserved(Criterion):
    name = "all"
    messages = {"zh": {"asks": "全"}, "en": {"asks": "all"}}


OURS, THEIRS, OTHERS = (
    builtin_registry().origins["criteria.age"],
    Origin("distance-plugin", "1.2"),
    Origin("smile-plugin", "0.3"),
)
REGISTRY = builtin_registry().with_criteria([Distance], THEIRS).with_components([Smile], OTHERS)


def test_a_plugins_criterion_needs_nothing_but_the_registry() -> None:
    text = pack('distance = { at_least = "1 day", kilometres = 2.50 }')
    clause: Any = parse_policy(text, registry=REGISTRY).eligibility
    assert (Duration.parse("1 day"), Decimal("2.50")) == (clause.at_least, clause.kilometres)
    with pytest.raises(InvalidPolicy, match="A plugin's must be installed"):
        parse_policy(text)


def test_who_brought_what_a_policy_uses_is_kept_and_nothing_else() -> None:
    """A criterion and a component of one name are two things."""
    text = pack('all = [{ distance = { at_least = "1 day" } }, { age = { less_than = 18 } }]')
    assert {"criteria.distance": THEIRS, "criteria.age": OURS} == dict(
        parse_policy(text, registry=REGISTRY).origins
    )
    scored = parse_policy(
        f'{HEAD}[scoring]\nsource = "x"\ncomponents = [{{ distance = {{}} }}]\n', registry=REGISTRY
    )
    assert {"components.distance": OTHERS} == dict(scored.origins)


@pytest.mark.parametrize("cls", [Reserved, Age, Distance])
def test_a_name_is_given_once(cls: type[Criterion]) -> None:
    with pytest.raises(PluginRefused, match=f"the name {cls.name} is taken"):
        REGISTRY.with_criteria([cls], THEIRS)


def test_a_registry_is_a_value() -> None:
    before = dict(builtin_registry().criteria)
    assert "distance" in REGISTRY.criteria
    assert before == dict(builtin_registry().criteria)
    assert Registry() == Registry()


# ---------------------------------------------------------------------------------- what a declaration is called

NAME = '{ zh = "住房", en = "Housing" }'
DECLARATIONS = [
    '[fact.housing]\ntype = "bool"',
    '[fact.housing]\ntype = "choice"\nchoices = ["zh", "en"]',
    "[event.housing]",
    "[spell.housing]",
    "[role.housing]",
]


def declared(declaration: str, *lines: str) -> str:
    return "\n".join((f'{HEAD}source = "x"', declaration, *lines))


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_declaration_may_spell_its_label_as_labels(declaration: str) -> None:
    """Design §6.7, 1 says labels; labels of choices are tables, a thing's own label is two texts."""
    one, other = (parse_policy(declared(declaration, f"{key} = {NAME}")) for key in ("label", "labels"))
    assert one == other
    (section,) = (value for name, value in one.sections() if name in ("fact", "event", "spell", "role"))
    assert section[0].label.en == "Housing"


@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_one_label_is_enough(declaration: str) -> None:
    with pytest.raises(InvalidPolicy):
        parse_policy(declared(declaration, f"label = {NAME}", f"labels = {NAME}"))


def test_choices_that_are_called_zh_and_en_keep_their_labels() -> None:
    policy = parse_policy(declared(DECLARATIONS[1], f"labels = {{ zh = {NAME}, en = {NAME} }}"))
    assert (["en", "zh"], None) == (sorted(policy.fact[0].labels), policy.fact[0].label)
