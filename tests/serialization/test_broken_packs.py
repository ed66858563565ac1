"""A pack that cannot be loaded says everything that is wrong, each with its line, in both languages."""

import pytest

from liushou_core.errors import InvalidPolicy
from liushou_core.serialization.packs import lint_policy, list_policies, load_policy, parse_policy

HEAD = """schema = "liushou-policy/1"
id = "x"
title = { zh = "一", en = "one" }
in_force_from = 2023-09-01
"""
THREE = f"""{HEAD}
[eligibility]
source = "item 1"
all = [
  {{ rural = {{}} }},
  {{ parents_away = {{ at_least = "3 moons" }} }},
]

[[duty]]
id = "talk"
contact = "talk"
at_leest = 1
at_least = 1
per = "month"
"""


def found(text: str) -> list[tuple[int | None, str]]:
    """Return line and code of each problem, in the order of the text."""
    return [(problem.line, problem.code) for problem in lint_policy(text)]


def test_three_mistakes_are_told_at_once() -> None:
    """An unknown key, a missing source and a wrong unit are reported together, each with its line."""
    assert found(THREE) == [(10, "bad_duration"), (13, "source_missing"), (16, "unknown_key")]
    with pytest.raises(InvalidPolicy) as refused:
        parse_policy(THREE, file="x.toml")
    for words in ("line 10", "3 moons", "line 13", "cites no source", "line 16", "did you mean at_least"):
        assert words in str(refused.value)
    for words in ("第10行", "第13行", "没有注明出处", "第16行", "是否想写at_least"):
        assert words in refused.value.text("zh")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ('[eligibility]\nsource = "s"\nrurall = {}', 7, "unknown_criterion"),
        ('[eligibility]\nsource = "s"\nrural = {}\nboarder = {}', 5, "one_leaf"),
        ('[eligibility]\nsource = "s"\nall = []', 7, "tree_empty"),
        ('[eligibility]\nsource = "s"\nat_least = { n = 3, of = [{ rural = {} }] }', 7, "need_out_of_range"),
        ('[eligibility]\nsource = "s"\nage = { at_least = 18, less_than = 6 }', 7, "empty_band"),
        ('[eligibility]\nsource = "s"\nage = {}', 7, "asks_nothing"),
        ('[eligibility]\nsource = "s"\nage = { less_than = "18" }', 7, "wrong_type"),
        ('[eligibility]\nsource = "s"\nrural = { basis = "moon" }', 7, "not_a_choice"),
        ("[eligibility]\nrural = {}", 5, "source_missing"),
        ('[indicator]\nsource = "s"', 5, "not_built_yet"),
        ('[nonsense]\nsource = "s"', 5, "unknown_pack_table"),
        ('[[priority]]\narea = "study"\npromises = ["a", "a"]\nsource = "s"', 7, "repeated"),
        ('[[record]]\nid = "r"\nfields = ["child.nose"]\nsource = "s"', 7, "unknown_field"),
        ('[[phase]]\nid = "p"\ntitle = { zh = "一", en = "1" }\nmonth = 13\nsource = "s"', 8, "bad_month"),
        ('[[duty]]\nid = "d"\ncontact = "talk"\nsource = "s"', 5, "duty_without_period"),
        ("a = = 1", 5, "bad_toml"),
    ],
)
def test_each_mistake_is_told_with_its_line(text: str, line: int, code: str) -> None:
    """One mistake, one problem, on the line where the author has to mend it; the loader refuses what lint refuses."""
    assert (line, code) in found(HEAD + text)
    with pytest.raises(InvalidPolicy) as refused:
        parse_policy(HEAD + text)
    assert code in {problem.code for problem in refused.value.problems}


def test_no_rendered_problem_has_an_open_blank() -> None:
    """Every blank of a message is filled, in both languages."""
    for problem in lint_policy(THREE + '\ncolour = "red"\n[nonsense]\na = 1\n'):
        assert "{" not in problem.text("zh").replace("{{", "")
        assert "{" not in problem.text("en").replace("{{", "")


@pytest.mark.parametrize("name", list_policies())
def test_shipped_packs_load_without_a_doubt(name: str) -> None:
    """A shipped pack has its file's name as id, a family, and no warning."""
    policy = load_policy(name)
    assert (policy.id, policy.warnings) == (name, ())
    assert policy.family in {"F05", "F19", "F22"}


def test_sources_may_be_optional() -> None:
    """With `sources="optional"` a clause that cites nothing is a doubt, no refusal."""
    text = f"{HEAD}[eligibility]\nrural = {{}}\n"
    policy = parse_policy(text, sources="optional")
    assert [problem.code for problem in policy.warnings] == ["source_missing"]
