"""What the library answers about the example school is what a second reading of the plans gives from the CSV files."""

import importlib.util
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import liushou_core as lc
from liushou_core.cli.demo_school import demo_school

ON = date(2023, 9, 30)
COMPONENTS = {
    "rise": "rank_rise",
    "keep": "stay_in_top",
    "conduct": "no_serious_violation",
    "title": "title",
}
FIELDS = ("end", "items", "points", "awards")


def recomputation() -> ModuleType:
    """Return tests/demo/recompute.py, which imports nothing of the library."""
    spec = importlib.util.spec_from_file_location("recompute", Path(__file__).with_name("recompute.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[lc.Programme]:
    """The school in SQLite, imported through the façade."""
    url = f"sqlite:///{tmp_path_factory.mktemp('agreement') / 'school.db'}"
    with lc.open_programme(url, policy=["school-four-priorities", "hand-in-hand-scoring"]) as opened:
        opened.import_roster(demo_school())
        yield opened


def test_the_recomputation_is_independent() -> None:
    """The second reading imports nothing of the library."""
    text = Path(__file__).with_name("recompute.py").read_text("utf-8")
    assert "import liushou_core" not in text
    assert "from liushou_core" not in text


def test_the_same_children_are_left_behind(programme: lc.Programme) -> None:
    """Every child of the school has the same verdict in both readings of EL-1."""
    module = recomputation()
    expected = module.left_behind(module.School(demo_school()), ON)
    assert {d.child: d.verdict.value for d in programme.decisions(on=ON)} == expected


def test_the_same_settlement(programme: lc.Programme) -> None:
    """Ranks, points, helper totals, money and awards of 2022-2023 agree line by line (requirements §4.7)."""
    module = recomputation()
    expected = module.settlement(module.School(demo_school()), "2022-2023")
    settled = programme.settle("2022-2023")
    assert sorted(settled.undetermined) == sorted(expected["undetermined"])
    found = {
        line.child: {
            "end": line.end and line.end.rank,
            "items": {name: line.points(id) or 0 for name, id in COMPONENTS.items()},
            "points": line.total,
            "awards": {a.award.id: a.yuan for a in settled.awards if a.child == line.child},
        }
        for line in settled.lines
    }
    children = expected["children"]
    assert found == {child: {name: one[name] for name in FIELDS} for child, one in children.items()}
    # The second reading drops a base that cannot be compared (SCO-15); the library shows it and scores no rise.
    bases = {line.child: line.base and line.base.rank for line in settled.lines}
    assert {id: bases[id] for id, one in children.items() if one["base"] is not None} == {
        id: one["base"] for id, one in children.items() if one["base"] is not None
    }


def test_the_same_money_for_helpers(programme: lc.Programme) -> None:
    """Volunteers have the exact sum, class teachers the exact mean, and both the same yuan."""
    module = recomputation()
    expected = module.settlement(module.School(demo_school()), "2022-2023")
    settled = programme.settle("2022-2023")
    for role, name in (("volunteer", "volunteers"), ("class_teacher", "class_teachers")):
        found = {
            line.helper: {"points": str(line.points), "yuan": str(line.yuan)}
            for line in settled.helpers
            if line.role.value == role and line.points is not None
        }
        assert found == {
            helper: {"points": o["points"], "yuan": o["yuan"]} for helper, o in expected[name].items()
        }
    assert str(settled.total_yuan) == expected["yuan"]
