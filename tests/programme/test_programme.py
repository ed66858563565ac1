"""The façade: one policy or several, a store, plugins; what it answers is what the pure functions answer."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import liushou_core as lc
from liushou_core.domain.child import Child
from liushou_core.domain.family import Absence, AbsenceReason, Parent
from liushou_core.domain.ids import ChildId
from liushou_core.errors import InvalidValue, NotFound, PolicyLacks, StoreClosed, UnknownPolicy, UnknownScheme
from liushou_core.plugins.manager import make_plugin_manager

ON = date(2023, 9, 30)
OWN_PACK = """
schema = "liushou-policy/1"
id = "our-plan"
title = { zh = "本校计划", en = "Our plan" }
in_force_from = 2023-09-01
[eligibility]
source = "item 1"
rural = {}
"""


def away(id: str, since: date) -> Parent:
    absence = Absence(id=f"{id}-a", start=since, reason=AbsenceReason.WORKING)
    return Parent(id=id, scope="school-1", absences=(absence,))


def fill(programme: lc.Programme) -> None:
    """Store three children: covered, not covered, undetermined."""
    with programme.write("test") as uow:
        uow.parents.add_many(
            [away("p1", date(2023, 2, 1)), away("p2", date(2023, 3, 1)), away("p3", date(2023, 9, 1))]
        )
        uow.children.add_many(
            [
                Child(id="c1", scope="school-1", rural=True, parents=("p1", "p2")),
                Child(id="c2", scope="school-1", rural=True, parents=("p1", "p3")),
                Child(id="c3", scope="school-1", rural=True),
            ]
        )
        uow.commit()


@pytest.fixture(params=["memory", "sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'school.db'}"


@pytest.fixture
def programme(url: str) -> Iterator[lc.Programme]:
    with lc.open_programme(url, policy="school-four-priorities") as opened:
        fill(opened)
        yield opened


def test_decides_each_child(programme: lc.Programme) -> None:
    """A stored child is decided like the same facts in memory, and the decisions come ordered by id."""
    verdicts = {d.child: d.verdict for d in programme.decisions(on=ON)}
    assert verdicts == {"c1": lc.YES, "c2": lc.NO, "c3": lc.UNKNOWN}
    assert list(verdicts) == ["c1", "c2", "c3"]
    assert programme.decide("c1", on=ON).verdict is lc.YES


def test_absent_child(programme: lc.Programme) -> None:
    """Asking about a child who is not there names the id."""
    with pytest.raises(NotFound, match="nobody"):
        programme.decide("nobody", on=ON)


def test_taking_in_is_recorded_once(programme: lc.Programme) -> None:
    """Covered children get a membership with the receipt's digest; a second run finds them in already."""
    first = programme.take_in(on=ON)
    assert (first.taken, first.already, first.undetermined) == (("c1",), (), ("c3",))
    again = programme.take_in(on=ON)
    assert (again.taken, again.already) == ((), ("c1",))
    with programme.read() as uow:
        (membership,) = uow.facts.child("c1").memberships
    assert membership.policy == "school-four-priorities"
    assert len(membership.receipt) == 64


def test_care_plans_hold_every_promise(programme: lc.Programme) -> None:
    """A care plan has a measure for each promise of each priority, in the plan's order, and is drawn up once."""
    (plan,) = programme.draw_up_care_plans(on=ON, review_on=date(2023, 12, 31))
    promised = [(p.area, promise) for p in programme.policy.priority for promise in p.promises]
    assert [(m.area, m.promise) for m in plan.measures] == promised
    assert {m.review_on for m in plan.measures} == {date(2023, 12, 31)}
    assert programme.draw_up_care_plans(on=ON) == ()


def test_survives_closing(tmp_path: Path) -> None:
    """What was committed is there when the file is opened again."""
    url = f"sqlite:///{tmp_path / 'school.db'}"
    with lc.open_programme(url, policy="school-four-priorities") as first:
        fill(first)
    with lc.open_programme(url, policy="school-four-priorities") as second:
        assert second.decide("c1", on=ON).verdict is lc.YES


def test_closed_is_closed(url: str) -> None:
    """After closing, a store it opened refuses to be used."""
    programme = lc.open_programme(url, policy="school-four-priorities")
    programme.close()
    with pytest.raises(StoreClosed), programme.read():
        pass


def test_several_policies(url: str, tmp_path: Path) -> None:
    """A child can be under several policies; each is asked by its id, the first answers otherwise."""
    own = tmp_path / "our.toml"
    own.write_text(OWN_PACK, "utf-8")
    with lc.open_programme(url, policy=["school-four-priorities", own]) as programme:
        fill(programme)
        assert programme.decide("c2", on=ON).verdict is lc.NO
        assert programme.decide("c2", on=ON, policy="our-plan").verdict is lc.YES
        with pytest.raises(UnknownPolicy, match="our-plan"):
            programme.decide("c2", on=ON, policy="no-such")


def test_unknown_scheme_names_those_there_are() -> None:
    """A URL that no plugin opens is refused, and the message says which can be opened."""
    with pytest.raises(UnknownScheme, match="sqlite"):
        lc.open_programme("nosuch://x", policy="school-four-priorities")


def test_a_plan_is_checked_like_by_the_function(programme: lc.Programme) -> None:
    """What is kept is listed, too, unless only the gaps are wanted."""
    programme.draw_up_care_plans(on=ON)
    with programme.read() as uow:
        whole, gaps = (lc.check(programme.policy, uow.facts, on=ON, cases=cases) for cases in ("all", "gaps"))
    assert (whole, gaps) == (programme.check(on=ON), programme.check(on=ON, cases="gaps"))
    assert whole != gaps


def test_settling_needs_a_scoring_table(programme: lc.Programme) -> None:
    """A programme whose policies score nothing says which table they lack."""
    with pytest.raises(PolicyLacks, match="scoring"):
        programme.settle("2022-2023")


def test_a_programme_needs_a_policy() -> None:
    """No policy at all is refused, with the names of those there are."""
    with pytest.raises(UnknownPolicy, match="school-four-priorities"):
        lc.open_programme("memory://", policy=[])


@pytest.mark.parametrize("wrong", ["2023-09-30", datetime(2023, 9, 30, tzinfo=UTC), None])
def test_a_day_is_a_day(programme: lc.Programme, wrong: Any) -> None:
    """A text or an instant is no day: deciding and listing refuse it, instead of comparing it wrongly."""
    with pytest.raises(InvalidValue):
        programme.decide("c1", on=wrong)
    with pytest.raises(InvalidValue):
        list(programme.due(on=wrong))


def test_a_policy_decides_like_the_function(programme: lc.Programme) -> None:
    """`policy.decide` is `decide`."""
    with programme.read() as uow:
        facts = uow.facts.child(ChildId("c1"))
        assert programme.policy.decide(facts, on=ON) == lc.decide(programme.policy, facts, on=ON)


class Packs:
    """A plugin with a pack and a store of its own scheme."""

    def __init__(self, opened: list[str]) -> None:
        self.opened = opened

    @lc.hookimpl
    def liushou_policy_packs(self) -> Mapping[str, str]:
        return {"our-plan": OWN_PACK}

    @lc.hookimpl
    def liushou_storage(self, url: str) -> Callable[[Any], Any] | None:
        if not url.startswith("test:"):
            return None
        from liushou_core.plugins.storage.memory import MemoryRecordStore

        self.opened.append(url)
        return MemoryRecordStore


def test_a_plugin_brings_packs_and_storage() -> None:
    """A plugin's pack is known by its id and its store by its scheme, through the hooks that ours use."""
    opened: list[str] = []
    with lc.open_programme("test:1", policy="our-plan", plugins=[Packs(opened)]) as programme:
        fill(programme)
        assert programme.decide("c3", on=ON).verdict is lc.YES
    assert opened == ["test:1"]


class Broken:
    """A plugin written for hooks of another version."""

    liushou_spec_version = 99


class Misspelt:
    """A plugin with a hook that does not exist."""

    @lc.hookimpl
    def liushou_no_such_hook(self) -> None: ...


@pytest.mark.parametrize("plugin", [Broken(), Misspelt()])
def test_a_broken_plugin_is_quarantined(plugin: object) -> None:
    """It is kept apart with its reason and the others work; with strict it is refused."""
    plugins = make_plugin_manager(extra=[plugin, Packs([])])
    status = {p.name: p.status for p in plugins.found}
    assert status[type(plugin).__name__] == "quarantined"
    assert "our-plan" in plugins.packs()
    with pytest.raises(lc.LiushouError):
        make_plugin_manager(extra=[plugin], strict=True)


def test_a_pack_given_twice_is_refused() -> None:
    """Two plugins cannot both give one pack id: which one counts would depend on the order."""
    with pytest.raises(lc.LiushouError, match="our-plan"):
        lc.open_programme("memory://", policy="our-plan", plugins=[Packs([]), Second()])


class Second(Packs):
    def __init__(self) -> None:
        super().__init__([])
