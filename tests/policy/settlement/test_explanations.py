"""What a settlement says of itself, in both languages, and what it keeps to itself."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.school import Conduct, ConductKind
from liushou_core.locale import LOCALES, Locale
from liushou_core.policy.component import Component
from liushou_core.policy.policy import Policy
from liushou_core.policy.settlement import Settlement, settle
from liushou_core.policy.tables.scoring import components

GOLDEN = Path(__file__).parents[1] / "golden"
CASES: list[Any] = [
    case
    for name in ("settlement", "readings")
    for case in tomllib.loads((GOLDEN / f"{name}.toml").read_text("utf-8"))["case"]
]
Settled = Callable[..., Settlement]

E15 = next(case for case in CASES if case["id"].startswith("E15"))
E9 = next(case for case in CASES if case["id"] == "E9")


def all_settlements(settled: Settled) -> Iterator[Settlement]:
    """Yield the settlement of every golden case in every reading."""
    for case in CASES:
        yield settled(case)
        for reading in case.get("reading", []):
            yield settled(case, reading["change"])


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_can_be_said(settled: Settled, locale: Locale) -> None:
    """Every line of every golden case, in every reading, is a text without an open placeholder."""
    for settlement in all_settlements(settled):
        text = settlement.explain(locale)
        assert "{" not in text
        for line in (*settlement.lines, *settlement.helpers, *settlement.awards, *settlement.withheld):
            assert line.explain(locale) in text


def test_an_ordinary_settlement_in_chinese(settled: Settled) -> None:
    """A child's line names both ranks, every component and the source; a helper's line whose scores make it."""
    text = settled(E15).explain("zh")
    assert "基数名次：第20名，共60人（2022-2023学年第一学期期末，班级c1，名次由学校登记）" in text
    assert "60分：班级名次每上升1名加10分：由第20名升至第14名，上升6名" in text
    assert "班主任t1（班级c1）：53 1/3分（相关学生得分的平均分），53.33元" in text
    assert "[004 §2.六, §7.六; 003 §5.6 (S8)]" in text


def test_an_award_names_its_title_and_its_reason(settled: Settled) -> None:
    """An award's line says what it is called, for what it is given and where it stands; one without a title has its id."""
    (progress, excellence) = settled(E15).awards
    assert (
        progress.explain("zh")
        == "儿童a：越位进步奖，15元（进步6名） [004 §2.六, §7.六 (STU-3, STU-5, AWD-5)]"
    )
    assert excellence.explain("en") == (
        "Child c: Class Excellence Award, 30 yuan (end rank 2) [004 §2.六, §7.六; 003 §5.6 (STU-2, STU-6, STU-7, AWD-5)]"
    )
    untitled = attrs.evolve(progress, award=attrs.evolve(progress.award, title=None, source=None))
    assert untitled.explain("en") == "Child a: progress, 15 yuan (rose by 6)"


@pytest.mark.parametrize(
    ("ranks", "changes", "reasons"),
    [
        ([20, 14], {}, ["rose", "outside"]),
        ([20, 20], {}, ["same", "outside"]),
        ([4, 6], {}, ["fell", "outside"]),
        ([4, 6], {"scoring.rank_rise.falls": "deduct"}, ["deducted", "outside"]),
        ([6, 4], {}, ["rose", "entered"]),
        ([3, 4], {"scoring.stay_in_top.when_fell": "loses"}, ["fell", "fell"]),
        ([4, 3], {"scoring.rise_and_keep": "keep_only"}, ["gave_way", "stayed"]),
        ([4, 3], {"scoring.rise_and_keep": "rise_only"}, ["rose", "gave_way"]),
        ([0, 3], {}, ["no_base", "no_base"]),
        ([3, 0], {}, ["no_end", "no_end"]),
        ([0, 0], {"scoring.stay_in_top.reading": "end_only"}, ["no_base", "no_end"]),
    ],
    ids=str,
)
def test_each_outcome_has_its_reason(
    settled: Settled, ranks: list[int], changes: Mapping[str, str], reasons: list[str]
) -> None:
    """What a line says follows from the ranks and the reading, not from the points alone."""
    line = settled({"child": {"a": {"ranks": ranks}}}, changes).line("a")
    assert [one.reason for one in line.lines[:2]] == reasons


@pytest.mark.parametrize(("locale", "names"), [("zh", "2名（a、b）"), ("en", "2 (a, b)")])
def test_children_not_scored_are_named(settled: Settled, locale: Locale, names: str) -> None:
    """Children of whom it is not known whether they are covered are counted and listed."""
    case = {"child": {"a": {"scheme": "unknown"}, "b": {"scheme": "unknown"}}}
    assert names in settled(case).explain(locale)


def test_an_undefined_item_says_what_is_missing(settled: Settled) -> None:
    """Without a base rank the rise is undefined, not 0 points, and the line says which final is missing."""
    text = settled(E9).line("a").explain("en")
    assert "base: no rank in the final of the first term 2022-2023" in text
    assert "undefined: 10 points for each place risen in the class: no base rank" in text


def test_a_line_says_how_ties_were_broken(settled: Settled) -> None:
    """A rank worked out from total marks names the tie rule."""
    case = next(case for case in CASES if case["id"] == "E13")
    assert (
        "5 of 7 (final of the second term 2022-2023, class c1, ties 1, 2, 2, 4)"
        in settled(case).line("f").explain()
    )


@pytest.mark.parametrize("kind", components(), ids=lambda kind: kind.name)
def test_components_speak_both_languages(kind: type[Component]) -> None:
    """A component has the same messages, with the same placeholders, in Chinese and English."""
    zh, en = kind.messages["zh"], kind.messages["en"]
    assert zh.keys() == en.keys()
    for key in zh:
        assert placeholders(zh[key]) == placeholders(en[key])


def placeholders(template: str) -> set[str]:
    """Return the names that a template fills in."""
    seen: set[str] = set()

    class Noting(dict[str, str]):
        def __missing__(self, name: str) -> str:
            seen.add(name)
            return ""

    template.format_map(Noting())
    return seen


def test_the_document_is_json_and_numbers_in_it_are_exact(settled: Settled) -> None:
    """The document survives JSON unchanged; a mean of 53 1/3 stands as 160/3, an undefined number as null."""
    document = settled(E15).to_document()
    assert json.loads(json.dumps(document)) == document
    assert document["schema"] == "liushou-settlement/1"
    assert [(h["role"], h["points"], h["yuan"]) for h in document["helpers"]] == [
        ("class_teacher", "160/3", "53.33"),
        ("volunteer", "160", "160.00"),
    ]
    assert settled(E9).to_document()["children"][0]["components"][0]["points"] is None


def test_the_digest_follows_the_content(settled: Settled) -> None:
    """One settlement has one digest; another reading or another fact has another."""
    assert settled(E15).digest() == settled(E15).digest()
    assert len({settled(E15).digest(), settled(E9).digest(), settled(E15, {"scoring.cap": 1}).digest()}) == 3


def test_repr_shows_no_marks_and_no_conduct(settled: Settled) -> None:
    """A settlement in a log shows ids and amounts, not ranks, scores of children or violations."""
    case = next(case for case in CASES if case["id"] == "E7")
    settlement = settled(case)
    shown = repr(
        (settlement, settlement.lines, settlement.helpers, settlement.awards, settlement.lines[0].lines)
    )
    assert "violat" not in shown.replace("no_serious_violation", "")
    assert "25" not in shown
    assert "rank=" not in shown


def test_a_settlement_holds_no_fact_with_a_name(
    pack: Policy, world: Callable[[Mapping[str, Any]], Any]
) -> None:
    """Names and notes of the records never reach a settlement's text or document."""
    records = world(E15).records
    records["children"] = [attrs.evolve(child, name="王小明") for child in records["children"]]
    records["conduct"] = [
        Conduct(
            id="k", child="a", day=date(2023, 3, 8), kind=ConductKind.SERIOUS_VIOLATION, note="打架的细节"
        )
    ]
    settlement = settle(pack, MemoryFacts.build(**records), school_year="2022-2023")
    told = (
        settlement.explain("zh") + json.dumps(settlement.to_document(), ensure_ascii=False) + repr(settlement)
    )
    assert "王小明" not in told
    assert "打架的细节" not in told
    assert "有1次严重违纪违法行为" in told
