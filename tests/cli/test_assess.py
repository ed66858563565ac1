"""`liushou assess`: what is said beside the answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from liushou_core.cli.assess import assess_command

PACK = """
schema = "liushou-policy/1"
id = "p"
title = { zh = "样", en = "p" }
in_force_from = 2022-09-01
source = "s"
[fact.insured]
type = "bool"
[event.clinic]
[eligibility]
all = [{ fact = "insured" }]
"""
FACTS: dict[str, Any] = {
    "children": [{"id": "c1", "facts": {"insured": True}}],
    "events": [{"id": "e1", "kind": "clinik", "day": "2023-01-01", "child": "c1"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            (
                "event.e1.kind: the policy does not declare the kind of event “clinik”; did you mean: clinic; "
                "correct the kind, or declare it in the policy\n"
            ),
        ),
        ("zh", "event.e1.kind：方案没有声明事件类别“clinik”；是否指：clinic。请更正类别，或在方案中声明\n"),
    ],
)
def test_words_that_the_pack_does_not_declare_are_told_on_standard_error(
    folder: Path, lang: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        str(folder / "pack.toml"),
        str(folder / "facts.json"),
        "--on",
        "2023-06-01",
        "--json",
        "--lang",
        lang,
    ]
    assert 0 == status_of(words)
    said = capsys.readouterr()
    assert expected == said.err
    assert ["event_undeclared"] == [one["code"] for one in json.loads(said.out)["mistakes"]]


def test_a_case_may_expect_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mistake = {"path": "event.e1.kind", "code": "event_undeclared", "severity": "warning"}
    case = {"name": "a slip of the pen", "on": "2023-06-01", "expect": {"/mistakes": [mistake]}}
    (folder / "cases.jsonl").write_text(json.dumps(case), "utf-8")
    words = [str(folder / name) for name in ("pack.toml", "facts.json")]
    assert 0 == status_of([*words, "--cases", str(folder / "cases.jsonl"), "--json"])
    assert "clinik" not in capsys.readouterr().err


def status_of(words: list[str]) -> object:
    with pytest.raises(SystemExit) as ended:
        assess_command.main(words)
    return ended.value.code
