"""`liushou policies`: packs shown, read aloud, linted and begun, as a user types it."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from click.testing import CliRunner, Result
from jsonschema import Draft4Validator

from liushou_core.cli import main
from liushou_core.cli.skeleton_tables import TABLES
from liushou_core.domain.subject import SubjectRole
from liushou_core.locale import LOCALES, Locale
from liushou_core.policy.prose import explain_policy
from liushou_core.serialization.pack_schema import pack_schema
from liushou_core.serialization.packs import lint_policy, list_policies, load_policy

HEAD = 'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "计划", en = "plan" }\nin_force_from = 2022-09-01\nsource = "s"\n'
BROKEN = (
    HEAD
    + '\n[[decision]]\nid = "d"\nage = { less_than = 3, more_than = 9 }\n\n[fact.income]\ntyp = "money"\n'
)
DOUBTED = HEAD + (
    '[fact.income]\ntype = "money"\n\n[[score]]\nid = "s"\n[[score.item]]\nid = "i"\nof = { fact = "income" }\n'
    "bands = [{ less_than = 1, points = 1 }, { at_least = 2, points = 2 }]\n"
)
every_locale = pytest.mark.parametrize("lang", LOCALES)


def liushou(*words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["policies", *words], input=answers, catch_exceptions=False)


def written(folder: Path, text: str, name: str = "plan.toml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


# ------------------------------------------------------------------------------------------------- list, show, explain


def test_list_names_every_pack() -> None:
    told = liushou("list", "--lang", "en").output
    assert [name for name in list_policies() if name not in told] == []


@every_locale
def test_show_prints_the_pack_and_its_fingerprint(lang: Locale) -> None:
    shown = liushou("show", "talk-visit-call", "--lang", lang)
    policy = load_policy("talk-visit-call")
    assert (0, True) == (shown.exit_code, policy.fingerprint in shown.output)
    assert policy.canonical() == json.loads(liushou("show", "talk-visit-call", "--json").output)


@every_locale
def test_explain_prints_the_prose_of_a_pack(lang: Locale) -> None:
    told = liushou("explain", "hand-in-hand-scoring", "--lang", lang)
    assert (0, explain_policy(load_policy("hand-in-hand-scoring"), lang)) == (told.exit_code, told.output)


def test_explain_reads_a_file_and_refuses_one_that_does_not_load(tmp_path: Path) -> None:
    assert "# plan" in liushou("explain", written(tmp_path, HEAD), "--lang", "en").output
    refused = liushou("explain", written(tmp_path, BROKEN), "--lang", "en")
    assert 1 == refused.exit_code
    assert "cannot be loaded: 3 problem(s)" in refused.output


@pytest.mark.parametrize("command", ["show", "explain", "lint"])
def test_an_unknown_pack_is_told_with_those_there_are(command: str) -> None:
    refused = liushou(command, "nothing-like-it", "--lang", "en")
    assert 1 == refused.exit_code
    assert "talk-visit-call" in refused.output


def test_schema_is_that_of_packs() -> None:
    """No plugin is installed here that brings more."""
    assert pack_schema() == json.loads(liushou("schema").output)


# ------------------------------------------------------------------------------------------------- lint


@every_locale
def test_lint_tells_line_mistake_and_mend(tmp_path: Path, lang: Locale) -> None:
    found = liushou("lint", written(tmp_path, BROKEN), "--lang", lang)
    problems = lint_policy(BROKEN, file="plan.toml")
    assert 1 == found.exit_code
    assert [problem.text(lang) in found.output for problem in problems] == [True] * 3
    assert all(p.says(lang) in p.text(lang) and p.text(lang).endswith(p.mend(lang)) for p in problems)


def test_lint_of_a_pack_that_loads_succeeds(tmp_path: Path) -> None:
    sound = liushou("lint", written(tmp_path, HEAD), "--lang", "en")
    assert (0, "0 error(s), 0 warning(s)\n") == (sound.exit_code, sound.output)
    doubted = liushou("lint", written(tmp_path, DOUBTED), "--lang", "en")
    assert 0 == doubted.exit_code
    assert doubted.output.startswith("warning  plan.toml line ")
    assert doubted.output.endswith("0 error(s), 1 warning(s)\n")


def test_lint_for_editors_is_a_json_list(tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN)
    found = liushou("lint", path, "--json", "--lang", "en")
    problems: list[dict[str, Any]] = json.loads(found.output)
    assert 1 == found.exit_code
    assert [
        (9, "empty_band", "decision[0].age.less_than"),
        (11, "missing_key", "fact.income"),
        (12, "unknown_key", "fact.income.typ"),
    ] == sorted((p["line"], p["code"], p["path"]) for p in problems)
    assert {(path, "error")} == {(p["file"], p["severity"]) for p in problems}
    assert ["file", "line", "code", "path", "severity", "says", "mend"] == list(problems[0])
    assert all(p["says"] and p["mend"] for p in problems)


def test_lint_for_editors_of_sound_packs_is_an_empty_list() -> None:
    for name in list_policies():
        found = liushou("lint", name, "--json")
        meant = {"named_only", "duty_owner_unseen"}  # what the sources leave open stays a warning
        assert 0 == found.exit_code
        assert [] == [one for one in json.loads(found.output) if one["code"] not in meant]


def test_a_file_that_is_no_text_is_a_problem_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xff\xfe")
    found = liushou("lint", str(path), "--json")
    assert (1, ["text_not_utf8"]) == (found.exit_code, [p["code"] for p in json.loads(found.output)])


def test_text_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    found = liushou("lint", written(tmp_path, HEAD + "[[duty]\n"), "--json")
    assert [(6, "bad_toml")] == [(p["line"], p["code"]) for p in json.loads(found.output)]


def test_a_wrong_option_is_another_exit_code() -> None:
    assert 2 == liushou("lint", "talk-visit-call", "--sources", "never").exit_code


# ------------------------------------------------------------------------------------------------- new

GIVEN = ["--title-zh", "新方案", "--title-en", "New plan", "--from", "2024-09-01", "--source", "Plan 2024"]


def begun(folder: Path, subject: str, tables: str, lang: Locale = "en") -> Path:
    """Begin a pack with options only, and return its path."""
    path = folder / "mine.toml"
    path.unlink(missing_ok=True)
    (folder / "mine.cases.jsonl").unlink(missing_ok=True)
    done = liushou(
        "new", str(path), "--id", "mine", *GIVEN, "--subject", subject, "--with", tables, "--lang", lang
    )
    assert 0 == done.exit_code, done.output
    return path


def passes(path: Path) -> None:
    """The pack lints without an error, is of the schema, and its case comes out as expected."""
    text = path.read_text("utf-8")
    assert [problem.text() for problem in lint_policy(text)] == []
    Draft4Validator(pack_schema()).validate(json.loads(json.dumps(tomlkit.parse(text).unwrap(), default=str)))
    cases = path.with_name("mine.cases.jsonl")
    asked = CliRunner().invoke(main, ["assess", str(path), "--cases", str(cases), "--lang", "en"])
    assert (0, "1 case(s) asked, 0 not as expected\n") == (asked.exit_code, asked.output)


@every_locale
@pytest.mark.parametrize("subject", [role.value for role in SubjectRole])
def test_a_new_pack_of_every_table_lints_clean_and_its_case_passes(
    tmp_path: Path, subject: str, lang: Locale
) -> None:
    path = begun(tmp_path, subject, ",".join(TABLES), lang)
    passes(path)
    policy = load_policy(path)
    of_children = {"eligibility", "record"} if subject != "child" else set()
    assert set(TABLES) - of_children == {name for name, _ in policy.sections()}


@pytest.mark.parametrize(
    "names", [(), *((name,) for name in TABLES), ("ladder", "identity"), ("trigger", "score")], ids=",".join
)
def test_a_new_pack_brings_what_its_tables_need(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = begun(tmp_path, "child", ",".join(names))
    passes(path)
    assert set(names) <= {name for name, _ in load_policy(path).sections()}
    expected = json.loads(path.with_name("mine.cases.jsonl").read_text("utf-8"))["expect"]
    assert len(expected) > 1 or not {"decision", "score", "tally", "limit", "identity"}.intersection(names)


def test_a_new_pack_says_what_it_is_for(tmp_path: Path) -> None:
    text = begun(tmp_path, "child", "decision", "zh").read_text("utf-8")
    assert "一个问题，答案为是、否或未知" in text
    policy = load_policy(tmp_path / "mine.toml")
    assert ("新方案", "New plan", "2024-09-01") == (
        policy.title.zh,
        policy.title.en,
        str(policy.in_force_from),
    )
    assert "Plan 2024" == str(policy.decision[0].source)


def test_what_no_option_says_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that does not fit is asked for again; an empty one takes what is offered."""
    monkeypatch.chdir(tmp_path)
    answers = "our-plan\n我们的方案\nOur plan\nsoon\n2025-02-01\n\nPlan 9\npoints\nscore\n"
    done = liushou("new", "--lang", "en", answers=answers)
    assert 0 == done.exit_code, done.output
    policy = load_policy(Path("our-plan.toml"))
    assert ("我们的方案", "2025-02-01", ["points"]) == (
        policy.title.zh,
        str(policy.in_force_from),
        [score.id for score in policy.score],
    )
    assert "choose among fact, event" in done.output
    assert "liushou assess our-plan.toml --cases our-plan.cases.jsonl" in done.output


@every_locale
@pytest.mark.parametrize("there", ["mine.toml", "mine.cases.jsonl"])
def test_no_file_is_overwritten(tmp_path: Path, there: str, lang: Locale) -> None:
    (tmp_path / there).write_text("mine", "utf-8")
    refused = liushou(
        "new",
        str(tmp_path / "mine.toml"),
        "--id",
        "mine",
        *GIVEN,
        "--subject",
        "child",
        "--with",
        "",
        "--lang",
        lang,
    )
    assert 1 == refused.exit_code
    assert there in refused.output
    assert ["mine"] == [path.read_text("utf-8") for path in tmp_path.iterdir()]


def test_a_pack_that_would_not_load_is_not_written(tmp_path: Path) -> None:
    refused = liushou(
        "new",
        str(tmp_path / "mine.toml"),
        "--id",
        "no id",
        *GIVEN,
        "--subject",
        "child",
        "--with",
        "fact",
        "--lang",
        "en",
    )
    assert 1 == refused.exit_code
    assert "mine.toml line " in refused.output
    assert [] == list(tmp_path.iterdir())


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    refused = liushou("new", str(tmp_path / "mine.toml"), "--with", "fact,points")
    assert (2, True) == (refused.exit_code, "points: choose among" in refused.output)
