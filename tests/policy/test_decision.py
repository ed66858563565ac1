"""Decisions: what settles them, what is missing, when they change; explained in two languages, kept as a receipt."""

import json
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from liushou_core.domain.calendar import SchoolYear, Span
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, AbsenceReason, GuardianKind, Guardianship, Parent
from liushou_core.domain.organisation import Organisation, OrganisationKind
from liushou_core.domain.privacy import MASK
from liushou_core.domain.school import Enrolment, SchoolClass
from liushou_core.domain.unknown import NOT_ASKED
from liushou_core.errors import InvalidValue
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.decision import Decision, cover, decide
from liushou_core.policy.policy import Policy
from liushou_core.policy.registry import Origin, builtin_registry
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict
from liushou_core.serialization.packs import load_policy, parse_policy

GOLDEN = Path(__file__).with_name("golden") / "decisions"
PACK = """
schema = "liushou-policy/1"
id = "two-ways-in"
title = { zh = "两种情形均可", en = "Two ways in" }
in_force_from = 2022-09-01

[eligibility]
source = "000 §5.三3①"
any = [
  { all = [
    { rural = {} },
    { parents_away = { at_least = "3 months", reasons = ["working"] }, source = "000 §5" },
  ] },
  { at_least = { n = 2, of = [
    { single_parent = {} },
    { not = { capable_guardian = {} } },
    { age = { less_than = 16 } },
  ] } },
]

[[edition]]
from = 2024-09-01
changes = { "eligibility.age.less_than" = 14, "eligibility.at_least.n" = 3 }
source = "000 §5"
"""
POLICY = parse_policy(PACK)
ON = date(2023, 6, 1)
VISIT = (Span(date(2023, 12, 1), date(2023, 12, 8)),)


def parent(id: str, start: date | None) -> Parent:
    spells = (
        ()
        if start is None
        else (Absence(id=f"{id}-away", start=start, reason=AbsenceReason.WORKING, breaks=VISIT),)
    )
    return Parent(id=id, scope="s1", name="王某", phone="13900000000", absences=spells)


CHILD = Child(
    id="c1",
    scope="s1",
    name="王小明",
    identity_number="110101201005011234",
    home_address="某村三组",
    birthday=date(2010, 5, 1),
    rural=True,
    single_parent=False,
    parents=("p1", "p2"),
)
COVERED = ChildFacts(
    child=CHILD,
    parents=(parent("p1", date(2022, 12, 1)), parent("p2", date(2023, 2, 1))),
    guardianships=(Guardianship(id="g1", child="c1", guardian="o1", kind=GuardianKind.SECOND, capable=True),),
)
AT_HOME = attrs.evolve(COVERED, parents=(parent("p1", date(2022, 12, 1)), parent("p2", None)))
OPEN = attrs.evolve(
    AT_HOME, child=attrs.evolve(CHILD, single_parent=NOT_ASKED, birthday=NOT_ASKED), guardianships=NOT_ASKED
)
CASES: dict[str, tuple[ChildFacts, date, Verdict]] = {
    "yes": (COVERED, ON, YES),
    "no": (AT_HOME, ON, NO),
    "unknown": (OPEN, ON, UNKNOWN),
    "not-in-force": (COVERED, date(2022, 8, 31), NO),
    "edition": (AT_HOME, date(2024, 9, 1), NO),
}


def decided(case: str) -> Decision:
    facts, on, _ = CASES[case]
    return decide(POLICY, facts, on=on)


every_case = pytest.mark.parametrize("case", CASES)


@every_case
def test_the_verdict_is_that_of_cover(case: str) -> None:
    facts, on, verdict = CASES[case]
    assert verdict is decided(case).verdict is cover(POLICY, facts, on)


@every_case
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_decision_is_explained_as_in_its_golden_file(case: str, locale: Any) -> None:
    assert GOLDEN.joinpath(f"{case}.{locale}.txt").read_text("utf-8") == decided(case).explain(locale) + "\n"


@every_case
def test_a_receipt_is_as_in_its_golden_file(case: str) -> None:
    """But for the release that wrote it."""
    receipt = decided(case).receipt()
    kept = json.loads(GOLDEN.joinpath(f"{case}.json").read_text("utf-8"))
    assert kept == receipt | {"library": "…", "origins": dict.fromkeys(receipt["origins"])}
    assert {
        name: {"distribution": "liushou-core", "version": receipt["library"]} for name in kept["origins"]
    } == receipt["origins"]


@pytest.mark.parametrize(
    ("case", "failed", "because", "missing", "changes_on"),
    [
        ("yes", ["single_parent"], ["rural", "parents_away"], [], (date(2023, 12, 1), NO)),
        (
            "no",
            ["parents_away", "single_parent"],
            ["parents_away", "single_parent", "capable_guardian"],
            [],
            None,
        ),
        (
            "unknown",
            ["parents_away"],
            ["parents_away", "single_parent", "capable_guardian"],
            ["child:c1.single_parent", "child:c1.guardianships", "child:c1.birthday"],
            None,
        ),
        ("not-in-force", ["not_in_force"], ["not_in_force"], [], (date(2023, 5, 1), YES)),
        ("edition", ["parents_away", "single_parent", "age"], ["parents_away", "single_parent"], [], None),
    ],
)
def test_what_a_decision_rests_on(
    case: str, failed: list[str], because: list[str], missing: list[str], changes_on: Any
) -> None:
    decision = decided(case)
    assert failed == [leaf.id for leaf in decision.failed]
    assert because == [leaf.id for leaf in decision.because]
    assert missing == [fact.path for fact in decision.missing]
    assert changes_on == decision.changes_on


def test_the_fact_that_decides_most_often_is_asked_for_first() -> None:
    """Two parents of whom nobody asked stand in one condition; the flag of the child alone can meet the other."""
    pack = (
        PACK.replace("at_least = { n = 2, of", "at_least = { n = 1, of")
        .replace("{ not = { capable_guardian = {} } },", "")
        .replace("{ age = { less_than = 16 } },", "")
    )
    asked = ChildFacts(
        child=attrs.evolve(CHILD, rural=NOT_ASKED, single_parent=NOT_ASKED),
        parents=(parent("p1", ON), Parent(id="p2", scope="s1")),
    )
    decision = decide(
        parse_policy(pack.partition("[[edition]]")[0]),
        attrs.evolve(asked, parents=(Parent(id="p1", scope="s1"), asked.parents[1])),
        on=ON,
    )
    assert ["child:c1.single_parent", "child:c1.rural", "parent:p1.absences", "parent:p2.absences"] == [
        fact.path for fact in decision.missing
    ]


def test_a_decision_shows_neither_facts_nor_reasons_in_its_repr() -> None:
    decision = decided("yes")
    assert "Decision('two-ways-in', 'c1', 2023-06-01, YES)" == repr(decision)
    for leaf in decision.findings.leaves():
        assert "True" not in repr(leaf.used)
        assert "values" not in repr(leaf)


def test_a_decision_survives_pickling() -> None:
    decision = decided("unknown")
    twin = pickle.loads(pickle.dumps(decision))
    assert (decision.receipt(), decision.explain("zh")) == (twin.receipt(), twin.explain("zh"))


@pytest.mark.parametrize("on", ["2023-06-01", None, 20230601])
def test_a_day_that_is_none_is_refused(on: Any) -> None:
    with pytest.raises(InvalidValue):
        decide(POLICY, COVERED, on=on)


def test_a_policy_that_names_nobody_covers_everybody_from_its_first_day() -> None:
    policy = attrs.evolve(POLICY, eligibility=None, edition=())
    decision = policy_decision(policy, ON)
    assert (YES, (), (), None) == (decision.verdict, decision.because, decision.missing, decision.changes_on)
    assert decision.explain("zh").startswith("儿童c1，2023-06-01，依据《两种情形均可》（two-ways-in）：是")
    assert (NO, (date(2022, 9, 1), YES)) == (
        (early := policy_decision(policy, date(2022, 8, 31))).verdict,
        early.changes_on,
    )


def policy_decision(policy: Policy, on: date) -> Decision:
    return decide(policy, ChildFacts(child=Child(id="c1", scope="s1")), on=on)


# ------------------------------------------------------------------------------------------------ explaining


def test_single_texts_of_an_explanation_can_be_put_differently() -> None:
    """A text that asks for a word the library does not give shows the blank and raises nothing."""
    said = decided("yes").explain("en", messages={"decision.head": "{child}: {verdict}, said {clerk}"})
    assert "c1: yes, said {clerk}" == said.splitlines()[0]
    assert decided("yes").explain("en").splitlines()[1:] == said.splitlines()[1:]


def test_an_explanation_names_nobody() -> None:
    for case in CASES:
        for text in (
            decided(case).explain("zh"),
            decided(case).explain("en"),
            json.dumps(decided(case).receipt(), ensure_ascii=False),
        ):
            assert [] == [word for word in ("王", "139", "1101012010", "三组") if word in text]


# -------------------------------------------------------------------------------------------------- receipts


def test_a_receipt_has_the_same_bytes_in_every_process() -> None:
    """Whatever seed Python hashes with."""
    code = (
        "import json; from datetime import date; from liushou_core.domain.child import Child;"
        "from liushou_core.domain.facts import ChildFacts; from liushou_core.serialization.packs import load_policy;"
        "policies = [load_policy(name) for name in ('school-four-priorities', 'hand-in-hand-scoring')];"
        "facts = ChildFacts(child=Child(id='c1', scope='s', rural=True));"
        "print(json.dumps([policy.decide(facts, on=date(2023, 10, 1)).receipt() for policy in policies]))"
    )
    told = {run(code, seed) for seed in ("0", "1", "42")}
    assert 1 == len(told)
    policies = [load_policy(name) for name in ("school-four-priorities", "hand-in-hand-scoring")]
    facts = ChildFacts(child=Child(id="c1", scope="s", rural=True))
    assert json.loads(told.pop()) == [
        decide(policy, facts, on=date(2023, 10, 1)).receipt() for policy in policies
    ]


def run(code: str, seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout


@attrs.frozen(kw_only=True)
class Nosy(Criterion):
    """A plugin's criterion that reads what it should not."""

    name = "nosy"
    messages = {"zh": {"asks": "多事", "found": "有"}, "en": {"asks": "nosy", "found": "there"}}

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        used = (
            Fact("child", facts.id, "name", facts.child.name),
            Fact("child", facts.id, "parents", facts.parents),
            Fact("bicycle", "b1", "colour", "red"),
        )
        return self.finding(YES, "found", used=used)


def test_a_receipt_keeps_no_name_even_if_a_plugins_criterion_reads_one() -> None:
    registry = builtin_registry().with_criteria([Nosy], Origin("nosy-plugin", "0.1"))
    pack = PACK.partition("[eligibility]")[0] + '[eligibility]\nsource = "x"\nnosy = {}\n'
    receipt = decide(parse_policy(pack, registry=registry), COVERED, on=ON).receipt()
    facts = {fact["path"]: fact["value"] for fact in receipt["findings"]["facts"]}
    assert MASK == facts["child:c1.name"]
    assert "red" == facts["bicycle:b1.colour"]
    assert {"id", "scope", "role", "absences"} == set(facts["child:c1.parents"][0])
    assert {"criteria.nosy": {"distribution": "nosy-plugin", "version": "0.1"}} == receipt["origins"]
    assert "王" not in json.dumps(receipt, ensure_ascii=False)


def test_a_receipt_is_that_of_the_edition_of_its_day() -> None:
    before, after = (
        decide(POLICY, AT_HOME, on=on).receipt()["policy"] for on in (date(2024, 8, 31), date(2024, 9, 1))
    )
    assert (None, "2024-09-01") == (before["edition"], after["edition"])
    assert before["fingerprint"] == POLICY.fingerprint != after["fingerprint"]


# ------------------------------------------------------------------------------------------------- editions


def test_the_answer_follows_the_edition_from_its_first_day_on() -> None:
    """A boy of 13, one parent at home, nobody fit in charge: two of three grounds, then three are asked."""
    boy = attrs.evolve(AT_HOME, guardianships=())
    answers = {on: decide(POLICY, boy, on=on) for on in (date(2024, 8, 31), date(2024, 9, 1))}
    assert [YES, NO] == [decision.verdict for decision in answers.values()]
    assert (date(2024, 9, 1), NO) == answers[date(2024, 8, 31)].changes_on


def test_a_rural_school_counts_by_the_class_of_the_day() -> None:
    pupil = ChildFacts(
        child=attrs.evolve(CHILD, rural=NOT_ASKED),
        enrolments=(Enrolment(id="e1", child="c1", school_class="k1", start=ON),),
        classes=(SchoolClass(id="k1", school="o1", label="7-1", entry=SchoolYear(2022), entry_grade=7),),
        schools=(Organisation(id="o1", kind=OrganisationKind.SCHOOL),),
    )
    by_school = POLICY.evolve({"eligibility.rural.basis": "school"})
    assert "organisation:o1.rural" in [
        fact.path for leaf in decide(by_school, pupil, on=ON).findings.leaves() for fact in leaf.missing
    ]
