"""`liushou demo` and the small commands, as a user types them."""

import csv
import importlib.util
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

RECOMPUTE = Path(__file__).parents[1] / "demo" / "recompute.py"


def liushou(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "liushou_core.cli", *words],
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "160", "LANG": "C.UTF-8", "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was run once."""
    folder = tmp_path_factory.mktemp("demo")
    done = liushou("demo", "--lang", "en", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "stdout.txt").write_text(done.stdout, "utf-8")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_says_what_it_did_and_where(demo: Path) -> None:
    """The demo prints its tables and says where the database and the files are."""
    told = (demo / "stdout.txt").read_text("utf-8")
    for words in (
        "Who is covered on 2023-09-30",
        "Undetermined:",
        "Settlement 2022-2023",
        "liushou-demo/school.db",
    ):
        assert words in told
    assert (demo / "liushou-demo" / "school.db").exists()


def test_covers_about_four_hundred_of_a_thousand(demo: Path) -> None:
    """Of 1,000 pupils about 400 are covered, and some are undetermined with the facts to ask for."""
    decided = rows(demo / "liushou-demo" / "tables" / "decisions.csv")
    verdicts = [row["verdict"] for row in decided]
    assert len(decided) == 1000
    assert 380 <= verdicts.count("yes") <= 420
    assert verdicts.count("undetermined") > 0
    assert all(row["facts missing"] for row in decided if row["verdict"] == "undetermined")


def test_the_settlement_agrees_with_a_second_reading(demo: Path) -> None:
    """What went through SQLite and was written out equals a recomputation from the CSV files without the library."""
    from liushou_core.cli.demo_school import demo_school

    spec = importlib.util.spec_from_file_location("recompute", RECOMPUTE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    expected = module.settlement(module.School(demo_school()), "2022-2023")
    tables = demo / "liushou-demo" / "tables"
    scores = {row["child"]: Fraction(row["total"]) for row in rows(tables / "scores.csv")}
    assert scores == {child: Fraction(one["points"]) for child, one in expected["children"].items()}
    for role, name in (("hand-in-hand volunteer", "volunteers"), ("class teacher", "class_teachers")):
        paid = {row["helper"]: row["yuan"] for row in rows(tables / "helpers.csv") if row["role"] == role}
        assert paid == {helper: one["yuan"] for helper, one in expected[name].items()}
    given = {(row["child"], row["award"], int(row["yuan"])) for row in rows(tables / "awards.csv")}
    assert given == {
        (child, award, yuan)
        for child, one in expected["children"].items()
        for award, yuan in one["awards"].items()
    }


def test_every_covered_child_has_a_care_plan(demo: Path) -> None:
    """The children of the care plans are exactly the covered ones."""
    decided = rows(demo / "liushou-demo" / "tables" / "decisions.csv")
    planned = {row["child"] for row in rows(demo / "liushou-demo" / "tables" / "care_plans.csv")}
    assert planned == {row["child"] for row in decided if row["verdict"] == "yes"}


def test_can_be_run_again(demo: Path) -> None:
    """A second run stores nothing twice and gives the same tables."""
    tables = demo / "liushou-demo" / "tables"
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    again = liushou("demo", "--lang", "en", cwd=demo)
    assert again.returncode == 0, again.stderr
    assert "0 records stored" in again.stdout
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before


def test_no_personal_data_in_what_it_shows(demo: Path) -> None:
    """Neither the terminal nor the tables hold a name, an identity number or a phone of the generated people."""
    from liushou_core.cli.demo_school import demo_school

    pupils = rows(demo_school() / "pupils.csv")
    secrets = {row[head] for row in pupils for head in ("姓名", "身份证号码") if row.get(head)}
    shown = (demo / "stdout.txt").read_text("utf-8")
    shown += "".join(path.read_text("utf-8-sig") for path in (demo / "liushou-demo" / "tables").iterdir())
    assert not [secret for secret in secrets if len(secret) > 1 and secret in shown]


@pytest.mark.parametrize(("lang", "words"), [("zh", "儿童"), ("en", "child")])
def test_explains_one_child(demo: Path, lang: str, words: str) -> None:
    """`liushou decide` explains one child of the demo's store in either language."""
    child = rows(demo / "liushou-demo" / "tables" / "decisions.csv")[0]["child"]
    told = liushou("decide", child, "--on", "2023-09-30", "--lang", lang, cwd=demo)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{words}{'' if lang == 'zh' else ' '}{child}")
    assert "[000 §5.三3① (EL-1)]" in told.stdout


def test_unknown_child_is_an_error_with_a_remedy(demo: Path) -> None:
    """An unknown child gives one line of text and exit code 1, no traceback."""
    told = liushou("decide", "nobody", "--on", "2023-09-30", "--lang", "en", cwd=demo)
    assert told.returncode == 1
    assert "nobody" in told.stderr
    assert "Traceback" not in told.stderr


def test_lists_shows_and_lints_packs(tmp_path: Path) -> None:
    """`liushou policies` lists the packs, shows one, and lints a bad one with its lines."""
    assert "school-four-priorities" in liushou("policies", "list", cwd=tmp_path).stdout
    assert "parents_away" in liushou("policies", "show", "school-four-priorities", cwd=tmp_path).stdout
    bad = tmp_path / "bad.toml"
    bad.write_text(
        'schema = "liushou-policy/1"\nid = "bad"\ntitle = { zh = "坏", en = "bad" }\nin_force_from = 2023-09-01\n'
        '[eligibility]\nparents_away = { at_least = "3 moons", whoo = "both" }\n',
        "utf-8",
    )
    linted = liushou("policies", "lint", "bad.toml", "--lang", "en", cwd=tmp_path)
    assert linted.returncode == 1
    for words in ("line 6", "3 moons", "whoo", "cites no source"):
        assert words in linted.stdout


def test_upgrades_a_database(tmp_path: Path) -> None:
    """`liushou db upgrade` makes the schema in an empty database, and finds it current afterwards."""
    first = liushou("db", "upgrade", "sqlite:///school.db", "--lang", "en", cwd=tmp_path)
    again = liushou("db", "upgrade", "sqlite:///school.db", "--lang", "en", cwd=tmp_path)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "was empty and now has schema" in first.stdout
    assert "already" in again.stdout


ASSESS = Path(__file__).parents[2] / "examples" / "assess"


def test_asks_every_case(tmp_path: Path) -> None:
    """`liushou assess --cases` asks every case of a file, and says with exit code 1 which is not as expected."""
    plan, facts = str(ASSESS / "plan.toml"), str(ASSESS / "facts.json")
    good = liushou(
        "assess", plan, facts, "--cases", str(ASSESS / "cases.jsonl"), "--lang", "en", cwd=tmp_path
    )
    assert good.returncode == 0, good.stdout + good.stderr
    assert "0 not as expected" in good.stdout
    wrong = '{"name": "wrong", "on": "2023-07-31", "expect": {"/subjects/c1/decisions/eligibility/verdict": "no"}}'
    (tmp_path / "wrong.jsonl").write_text(wrong, "utf-8")
    bad = liushou("assess", plan, facts, "--cases", "wrong.jsonl", "--lang", "en", cwd=tmp_path)
    assert bad.returncode == 1
    assert "should be no, is yes" in bad.stdout


def test_assesses_one_day_as_json(tmp_path: Path) -> None:
    """`liushou assess --on DAY --json` gives the assessment document."""
    plan, facts = str(ASSESS / "plan.toml"), str(ASSESS / "facts.json")
    done = liushou("assess", plan, facts, "--on", "2023-07-31", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["subjects"]["c1"]["decisions"]["eligibility"]["verdict"] == "yes"


def test_a_missing_database_is_said_to_be_missing(tmp_path: Path) -> None:
    """A reading command makes no database out of a mistyped path."""
    told = liushou(
        "decide", "c1", "--on", "2023-09-30", "--db", "sqlite:///nope.db", "--lang", "en", cwd=tmp_path
    )
    assert told.returncode == 2
    assert "there is no database file nope.db" in told.stderr
    assert not (tmp_path / "nope.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("policies", "lint", "pack.toml"),
        ("policies", "show", "pack.toml"),
        ("assess", "school-four-priorities", "pack.toml", "--on", "2023-09-30"),
    ],
)
def test_a_file_that_is_no_text_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    """A file that is not UTF-8 gives a text with a remedy and exit code 1, no traceback."""
    (tmp_path / "pack.toml").write_bytes(b"\xff\xfe\x00\x80")
    told = liushou(*words, "--lang", "en", cwd=tmp_path)
    assert told.returncode == 1
    assert "UTF-8" in told.stdout + told.stderr
    assert "Traceback" not in told.stderr
