"""Replay: a kept decision gives the same answer again; where it does not, the facts, the policy or the code that are not the same."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core import Cause, CauseKind, Policy, decide, load_policy, parse_policy, read_facts, replay
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import InvalidReceipt, NotFound, OtherReceipt, UnknownPolicy, UnknownQuestion
from liushou_core.locale import LOCALES
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.registry import Origin, builtin_registry
from liushou_core.policy.replaying.kept import KeptFinding
from liushou_core.policy.replaying.turned import turned
from liushou_core.policy.tree import AtLeast, Not, Noted, all_of, any_of
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Finding, Verdict
from liushou_core.serialization.receipts import read_receipt
from liushou_core.testing.packs import facts_for, less_known, packs

SECTIONS = ("decision", "classification", "tally", "score", "date")
DAYS = st.dates(date(2022, 6, 1), date(2025, 6, 1))
ON = date(2023, 10, 1)
HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2020-01-01
source = "x"
"""
PACK = (
    HEAD
    + """
[fact.income]
type = "money"
label = { zh = "收入", en = "income" }

[fact.housing]
type = "choice"
choices = ["own", "rented"]
sensitivity = "plain"

[eligibility]
any = [
  { all = [{ rural = {} }, { age = { less_than = 16 } }] },
  { fact = { name = "housing", is = "rented" } },
]

[[decision]]
id = "hardship"
fact = { name = "income", less_than = 100 }
values = { amount = { product = [{ fact = "income" }, 2] }, name = "aid" }
"""
)
POLICY = parse_policy(PACK)


def a_child(**facts: Any) -> ChildFacts:
    own = {name: facts.pop(name) for name in ("income", "housing") if name in facts}
    return read_facts({"children": [{"id": "c1", **facts, "facts": own}]}).child("c1")  # type: ignore[arg-type]


def kept(facts: Subject, policy: Policy = POLICY, question: str = "eligibility") -> dict[str, Any]:
    """Return the receipt as it comes back from where it was kept."""
    receipt: dict[str, Any] = json.loads(
        json.dumps(decide(policy, facts, on=ON, question=question).receipt())
    )
    return receipt


def subjects(policy: Policy, facts: Facts, question: str) -> dict[str, Subject]:
    """Return a few of those whom the question is about."""
    role = next((one.subject for one in policy.decision if one.id == question), SubjectRole.CHILD)
    return {subject.id: subject for subject in list(facts.subjects(role))[:2]}


def questions(policy: Policy) -> tuple[str, ...]:
    return ("eligibility", *(one.id for one in policy.decision))


# ----------------------------------------------------------------------------------------- the same again


@given(st.data())
def test_a_receipt_replayed_with_what_it_was_made_of_gives_the_same_answer(data: st.DataObject) -> None:
    """Whatever the plan, the question and the subject; the receipt goes through JSON, and the subject is found among all facts."""
    policy = parse_policy(data.draw(packs(most_tables=3, sections=SECTIONS)))
    facts, on = read_facts(data.draw(facts_for(policy))), data.draw(DAYS)
    for question in questions(policy):
        for subject in subjects(policy, facts, question).values():
            receipt = json.dumps(decide(policy, subject, on=on, question=question).receipt())
            for given_ in (subject, facts):
                found = replay(receipt, policy=policy, facts=given_)
                assert found.same
                assert ((), ()) == (found.causes, found.changes)
                assert json.loads(receipt) == found.decision.receipt()


@pytest.mark.parametrize("locale", LOCALES)
def test_that_the_answer_is_the_same_is_said_in_a_line(locale: Any) -> None:
    facts = a_child(rural=True)
    said = replay(kept(facts), policy=POLICY, facts=facts).text(locale)
    assert {"zh": "结论相同：无法认定", "en": "the same answer: undetermined"}[locale] == said


def test_the_policy_of_a_shipped_pack_need_not_be_given() -> None:
    policy, facts = load_policy("talk-visit-call"), ChildFacts(child=Child(id="c1", scope="s", rural=True))
    assert replay(decide(policy, facts, on=ON).receipt(), facts=facts).decision.policy is policy
    with pytest.raises(UnknownPolicy):
        replay(kept(facts), facts=facts)


# ------------------------------------------------------------------------------------------------ the facts


@given(st.data())
def test_another_answer_under_the_same_policy_has_its_causes_among_the_facts_that_differ(
    data: st.DataObject,
) -> None:
    """Each is one that reads otherwise today, or is read today only; and none is untraced."""
    policy = parse_policy(data.draw(packs(most_tables=3, sections=SECTIONS)))
    document, on = data.draw(facts_for(policy)), data.draw(DAYS)
    other = data.draw(less_known(document, on=on) | facts_for(policy))
    before, after = read_facts(document), read_facts(other)
    for question in questions(policy):
        then, now = (subjects(policy, facts, question) for facts in (before, after))
        for id in then.keys() & now.keys():
            receipt = decide(policy, then[id], on=on, question=question).receipt()
            found = replay(receipt, policy=policy, facts=now[id])
            assert found.same == ((receipt["verdict"], receipt["values"]) == answer(found.decision.receipt()))
            assert found.same == (not found.causes)
            assert set(paths(found.causes)) <= set(paths(found.changes))
            for cause in found.causes:
                then_read, now_read = read(receipt), read(found.decision.receipt())
                assert then_read.get(cause.path, NEVER) != now_read.get(cause.path, NEVER), cause
                assert all("{" not in cause.text(locale) for locale in LOCALES)


def answer(receipt: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return receipt["verdict"], receipt["values"]


def paths(causes: tuple[Cause, ...]) -> list[str | None]:
    return [cause.path for cause in causes]


def read(receipt: dict[str, Any]) -> dict[str | None, Any]:
    """Return the facts anywhere in a receipt, by path, with their values."""
    places = [receipt["findings"], receipt.get("reckoned_from", {"facts": [], "missing": []})]
    found: dict[str | None, Any] = {}
    while places:
        place = places.pop()
        found.update((fact["path"], fact["value"]) for fact in (*place["missing"], *place["facts"]))
        places += [*place.get("parts", ()), *place.get("inner", ())]
    return found


BASE: dict[str, Any] = {"rural": True, "birthday": "2010-01-01", "income": "12.34", "housing": "own"}
NEVER = object()


@pytest.mark.parametrize(
    ("question", "changed", "kind", "path", "shown"),
    [
        ("eligibility", {"rural": False}, CauseKind.CORRECTED_FACT, "child:c1.rural", (True, False)),
        (
            "eligibility",
            {"rural": NEVER},
            CauseKind.LOST_FACT,
            "child:c1.rural",
            (True, {"unknown": "not_asked"}),
        ),
        (
            "eligibility",
            {"birthday": "2000-01-01"},
            CauseKind.CORRECTED_FACT,
            "child:c1.birthday",
            (None, None),
        ),
        ("eligibility", {"birthday": NEVER}, CauseKind.LOST_FACT, "child:c1.birthday", (None, None)),
        ("hardship", {"income": "150"}, CauseKind.CORRECTED_FACT, "child:c1.income", (None, None)),
        (
            "hardship",
            {"income": "60"},
            CauseKind.CORRECTED_FACT,
            "child:c1.income",
            (None, None),
        ),  # the value only
        ("hardship", {"income": NEVER}, CauseKind.LOST_FACT, "child:c1.income", (None, None)),
    ],
)
def test_the_fact_that_changed_the_answer_is_named(
    question: str, changed: dict[str, Any], kind: CauseKind, path: str, shown: tuple[Any, Any]
) -> None:
    """With its values, if anybody may see them; replayed the other way round, a lost fact is a new one."""
    other = {name: value for name, value in {**BASE, **changed}.items() if value is not NEVER}
    before, after = a_child(**BASE), a_child(**other)
    (cause,) = replay(kept(before, question=question), policy=POLICY, facts=after).causes
    assert (kind, path, shown) == (cause.kind, cause.path, (cause.before, cause.after))
    (back,) = replay(kept(after, question=question), policy=POLICY, facts=before).causes
    turned_round = {CauseKind.LOST_FACT: CauseKind.NEW_FACT}
    assert (turned_round.get(kind, kind), path, shown) == (back.kind, back.path, (back.after, back.before))


def test_a_fact_that_changed_and_does_not_matter_is_a_change_and_no_cause() -> None:
    """One way into the plan is enough: that the child is no longer rural changes nothing for one that is let in by its housing."""
    before, after = (
        a_child(**BASE | {"housing": "rented"}),
        a_child(**BASE | {"housing": "rented", "rural": False}),
    )
    found = replay(kept(before), policy=POLICY, facts=after)
    assert (True, (), ["child:c1.rural"]) == (found.same, found.causes, paths(found.changes))


def test_of_two_facts_that_changed_only_those_are_causes_without_which_the_answer_would_be_the_old_one() -> (
    None
):
    """Both ways into the plan open at once, and one is enough: the first in the pack is named."""
    before = a_child(**BASE | {"rural": False})
    found = replay(kept(before), policy=POLICY, facts=a_child(**BASE | {"housing": "rented"}))
    assert ["child:c1.rural"] == paths(found.causes)
    assert {"child:c1.rural", "child:c1.housing"} == set(paths(found.changes))


def test_nothing_protected_is_shown_anywhere() -> None:
    """Neither in a cause nor in words, though the receipt holds it."""
    found = replay(kept(a_child(**BASE)), policy=POLICY, facts=a_child(birthday="2000-12-24", housing="own"))
    for text in (repr(found), *(found.text(locale) for locale in LOCALES)):
        assert [] == [word for word in ("2010-01-01", "2000-12-24", "12.34") if word in text]
    for question in ("eligibility", "hardship"):
        assert "2010-01-01" not in repr(read_receipt(kept(a_child(**BASE), question=question)))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (
            "en",
            "another answer: yes then, undetermined today\n  - no longer known: whether child c1 is: rural (yes → not asked)",
        ),
        ("zh", "结论不同：当时为是，现在为无法认定\n  - 不再查明：儿童c1是否属于：农村儿童（是 → 未询问）"),
    ],
)
def test_a_replay_says_what_is_another_and_why(locale: Any, text: str) -> None:
    found = replay(kept(a_child(**BASE)), policy=POLICY, facts=a_child(birthday="2010-01-01", housing="own"))
    assert text == found.text(locale)


# ----------------------------------------------------------------------------------------------- the policy


@given(st.data())
def test_under_another_policy_the_policy_of_then_tells_what_changed_the_answer(data: st.DataObject) -> None:
    """With the same facts it is the policy alone, whatever has become of it."""
    policy = parse_policy(data.draw(packs(most_tables=3, sections=SECTIONS)))
    other = parse_policy(data.draw(packs(most_tables=3, sections=SECTIONS)))
    facts, on = read_facts(data.draw(facts_for(policy))), data.draw(DAYS)
    for subject in subjects(policy, facts, "eligibility").values():
        receipt = decide(policy, subject, on=on).receipt()
        found = replay(receipt, policy=other, facts=subject, former=policy)
        assert found.same == (not found.causes)
        assert {CauseKind.NEW_POLICY} >= {cause.kind for cause in found.causes}
        assert (policy == other) == (CauseKind.NEW_POLICY not in {cause.kind for cause in found.changes})


REFORM = POLICY.evolve({"eligibility.age.less_than": 12})


@pytest.mark.parametrize(
    ("facts", "former", "kinds"),
    [
        (BASE, POLICY, {CauseKind.NEW_POLICY}),
        (BASE, None, {CauseKind.NEW_POLICY}),
        (BASE | {"rural": False}, POLICY, {CauseKind.CORRECTED_FACT}),
        # Without the policy of then nobody can say whether it alone would have changed the answer.
        (BASE | {"rural": False}, None, {CauseKind.CORRECTED_FACT, CauseKind.NEW_POLICY}),
        ({"rural": True, "housing": "own"}, POLICY, {CauseKind.LOST_FACT}),
    ],
)
def test_what_the_facts_changed_and_what_the_policy_did(
    facts: dict[str, Any], former: Policy | None, kinds: set[CauseKind]
) -> None:
    found = replay(kept(a_child(**BASE)), policy=REFORM, facts=a_child(**facts), former=former)
    assert kinds == {cause.kind for cause in found.causes}
    fingerprints = {(c.before, c.after) for c in found.changes if c.kind is CauseKind.NEW_POLICY}
    assert {(POLICY.fingerprint, REFORM.fingerprint)} == fingerprints


def test_facts_and_policy_are_both_named_where_each_changed_the_answer() -> None:
    """An unknown birthday left the answer open; the policy that asks no age decides it."""
    asks_none = parse_policy(PACK.replace(", { age = { less_than = 16 } }", ""))
    before, after = a_child(rural=False, housing="own"), a_child(rural=True, housing="own")
    found = replay(kept(before), policy=asks_none, facts=after, former=POLICY)
    assert (NO, YES) == (found.kept.verdict, found.decision.verdict)
    assert ["child:c1.rural", "p"] == paths(found.causes)


def test_a_policy_that_was_not_in_force_before_is_another() -> None:
    later = attrs.evolve(POLICY, in_force_from=date(2024, 1, 1))
    found = replay(kept(a_child(**BASE)), policy=later, facts=a_child(**BASE))
    assert [CauseKind.NEW_POLICY] == [cause.kind for cause in found.causes]
    assert "- 方案p的条款有变" in found.text("zh")


# ------------------------------------------------------------------------------------------------- the code


@attrs.frozen(kw_only=True)
class Moody(Criterion):
    """A plugin's criterion whose answer depends on its release alone."""

    name = "moody"
    messages = {"zh": {"asks": "随版本"}, "en": {"asks": "as the release is"}}
    answer = YES

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        return self.finding(self.answer, "", used=(Fact("child", facts.id, "rural", facts.child.rural),))


class Moodier(Moody):
    """Its next release."""

    answer = NO


def with_plugin(criterion: type[Criterion], version: str) -> Policy:
    registry = builtin_registry().with_criteria([criterion], Origin("moods", version))
    return parse_policy(HEAD + "[eligibility]\nall = [{ moody = {} }, { rural = {} }]", registry=registry)


def test_a_plugin_of_another_release_is_named() -> None:
    facts = a_child(rural=True)
    found = replay(kept(facts, with_plugin(Moody, "1")), policy=with_plugin(Moodier, "2"), facts=facts)
    assert (
        Cause(kind=CauseKind.NEW_CODE, path="criteria.moody", before="moods 1", after="moods 2"),
    ) == found.causes
    assert "  - other code: criteria.moody (moods 1 → moods 2)" == found.text().splitlines()[1]


def test_what_a_fact_explains_is_not_put_on_the_code() -> None:
    before, after = a_child(rural=True), a_child(rural=False)
    found = replay(kept(before, with_plugin(Moody, "1")), policy=with_plugin(Moody, "2"), facts=after)
    assert ["child:c1.rural"] == paths(found.causes)
    assert ["child:c1.rural", "criteria.moody"] == paths(found.changes)


def test_another_release_of_the_library_is_named_once() -> None:
    """Though every criterion of ours comes with it."""
    receipt = kept(facts := a_child(**BASE))
    receipt["library"] = "0.0.1"
    for origin in receipt["origins"].values():
        origin["version"] = "0.0.1"
    assert ["library"] == paths(replay(receipt, policy=POLICY, facts=facts).changes)
    receipt["findings"]["parts"][1]["verdict"] = receipt["findings"]["verdict"] = "no"
    receipt["findings"]["parts"][0]["verdict"] = receipt["verdict"] = "no"
    receipt["findings"]["parts"][0]["parts"][1]["verdict"] = "no"
    found = replay(receipt, policy=POLICY, facts=facts)
    assert [("library", "0.0.1")] == [(cause.path, cause.before) for cause in found.causes]


def test_what_nothing_kept_explains_is_said_to_be_untraced() -> None:
    """A plugin that says it is of the same release."""
    facts = a_child(rural=True)
    found = replay(kept(facts, with_plugin(Moody, "1")), policy=with_plugin(Moodier, "1"), facts=facts)
    assert [(CauseKind.UNTRACED, None, "moody")] == [(c.kind, c.path, c.clause) for c in found.causes]
    assert found.text().endswith("(moody)")


# --------------------------------------------------------------------------------- which criteria turned it


@attrs.frozen(kw_only=True)
class Fixed(Criterion):
    """A criterion with one answer."""

    name = "fixed"
    messages = {"zh": {"asks": "固定"}, "en": {"asks": "fixed"}}
    answer: Verdict = UNKNOWN

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        return self.finding(self.answer, "")


answers = st.sampled_from([YES, NO, UNKNOWN])
leaves = st.builds(Fixed, answer=answers)


def joined(inside: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    few = st.lists(inside, min_size=1, max_size=3)
    return st.one_of(
        few.map(lambda parts: all_of(*parts)),
        few.map(lambda parts: any_of(*parts)),
        few.map(lambda parts: AtLeast(need=2, parts=tuple(parts))),
        inside.map(lambda part: Not(parts=(part,))),
        st.lists(inside, min_size=1, max_size=2).map(lambda parts: any_of(*parts, Noted(parts=(Fixed(),)))),
    )


TREES = st.recursive(leaves, joined, max_leaves=6)
NOBODY = ChildFacts(child=Child(id="c1", scope="s"))


def with_answers(clause: Any, drawn: Iterator[Verdict]) -> Any:
    """Return the tree with other answers, one after another."""
    if isinstance(clause, Fixed):
        return attrs.evolve(clause, answer=next(drawn))
    return attrs.evolve(clause, parts=tuple(with_answers(part, drawn) for part in clause.parts))


def deciding(clause: Any) -> Iterator[int]:
    """Yield the numbers of the leaves that are not only noted."""
    flags: list[bool] = []

    def walk(one: Any, counts: bool) -> None:
        if isinstance(one, Fixed):
            flags.append(counts)
        for part in one.parts:
            walk(part, counts and not isinstance(one, Noted))

    walk(clause, not isinstance(clause, Noted))
    return (n for n, counts in enumerate(flags) if counts)


@given(TREES, st.lists(answers, min_size=9, max_size=30))
def test_the_criteria_that_turned_an_answer_suffice_and_none_of_them_can_be_left_out(
    tree: Clause, drawn: list[Verdict]
) -> None:
    """As judging the tree with every mixture of old and new answers shows."""
    new_tree = with_answers(tree, chain(drawn, iter(lambda: UNKNOWN, None)))
    old, new = tree.judge(NOBODY, ON), new_tree.judge(NOBODY, ON)
    then, now = ([leaf.verdict for leaf in one.leaves()] for one in (old, new))
    seen = KeptFinding.of(finding_document(old))
    pairs = turned(seen, new)
    numbers = {id(leaf): n for n, leaf in enumerate(new.leaves())}
    chosen = [numbers[id(leaf)] for _, leaf in pairs]

    def mixed(taken: Any) -> Verdict:
        answers_ = (now[n] if n in taken else then[n] for n in range(len(now)))
        return with_answers(tree, iter(answers_)).judge(NOBODY, ON).verdict  # type: ignore[no-any-return]

    assert chosen == sorted(set(chosen) & set(deciding(tree)))
    assert mixed(chosen) is new.verdict
    assert all(
        mixed(fewer) is not new.verdict for fewer in combinations(chosen, max(len(chosen) - 1, 0)) if chosen
    )


# ----------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("changed", "path", "code"),
    [
        ({"schema": "liushou-decision/2"}, ("schema",), "other_schema"),
        ({"policy": None}, ("policy",), "wrong_type"),
        (
            {"policy": {"id": "p", "edition": "soon", "fingerprint": "0" * 64}},
            ("policy", "edition"),
            "wrong_type",
        ),
        (
            {"policy": {"id": "p", "edition": None, "fingerprint": "0"}},
            ("policy", "fingerprint"),
            "wrong_type",
        ),
        ({"on": "2023-13-01"}, ("on",), "wrong_type"),
        ({"verdict": "maybe"}, ("verdict",), "not_a_choice"),
        ({"subject": {"kind": "child"}}, ("subject", "id"), "field_missing"),
        ({"because": "rural"}, ("because",), "wrong_type"),
        ({"missing": ["somewhere"]}, ("missing", 0), "wrong_type"),
        ({"origins": {"criteria.rural": {}}}, ("origins", "criteria.rural", "distribution"), "field_missing"),
        ({"origins": []}, ("origins",), "wrong_type"),
        ({"remark": "王小明"}, (), "field_unknown"),
    ],
)
def test_a_receipt_that_is_none_is_refused(changed: dict[str, Any], path: tuple[Any, ...], code: str) -> None:
    """With the place of every mistake, and no value."""
    with pytest.raises(InvalidReceipt) as refused:
        replay(kept(a_child(**BASE)) | changed, policy=POLICY, facts=a_child(**BASE))
    assert (path, code) in [(problem.path, problem.code) for problem in refused.value.problems]
    assert "王" not in refused.value.text("zh")


@pytest.mark.parametrize("receipt", ["", "[", "[" * 100_000, "[]", "null", "{}"])
def test_a_text_that_is_no_receipt_is_refused(receipt: str) -> None:
    with pytest.raises(InvalidReceipt):
        replay(receipt, policy=POLICY, facts=a_child())


def test_a_mistake_deep_inside_has_its_place() -> None:
    receipt = kept(a_child(**BASE))
    del receipt["findings"]["parts"][0]["parts"][1]["reason"]
    with pytest.raises(InvalidReceipt, match=r"findings\.parts\[0\]\.parts\[1\]\.reason"):
        read_receipt(receipt)


@pytest.mark.parametrize(
    ("what", "policy", "facts", "former"),
    [
        ("policy", load_policy("talk-visit-call"), a_child(), None),
        ("subject", POLICY, ChildFacts(child=Child(id="c2", scope="s")), None),
        (
            "kind",
            POLICY,
            next(iter(read_facts({"persons": [{"id": "c1"}]}).subjects(SubjectRole.PERSON))),
            None,
        ),
        ("former", POLICY, a_child(), REFORM),
    ],
)
def test_a_receipt_about_something_else_is_refused(
    what: str, policy: Policy, facts: Any, former: Policy | None
) -> None:
    with pytest.raises(OtherReceipt) as refused:
        replay(kept(a_child(**BASE)), policy=policy, facts=facts, former=former)
    assert what == refused.value.what
    assert all("{" not in refused.value.text(locale) for locale in LOCALES)


def test_a_subject_that_is_not_among_the_facts_is_not_found() -> None:
    with pytest.raises(NotFound):
        replay(kept(a_child()), policy=POLICY, facts=read_facts({"children": []}))
    person = next(iter(read_facts({"persons": [{"id": "v1"}]}).subjects(SubjectRole.PERSON)))
    pack = HEAD + '[[decision]]\nid = "d"\nsubject = "person"\nage = { less_than = 60 }'
    receipt = kept(person, policy := parse_policy(pack), "d")
    with pytest.raises(NotFound):
        replay(receipt, policy=policy, facts=read_facts({"children": []}))


def test_a_question_that_the_policy_no_longer_asks_is_unknown() -> None:
    without = parse_policy(PACK.partition("[[decision]]")[0])
    with pytest.raises(UnknownQuestion):
        replay(kept(a_child(**BASE), question="hardship"), policy=without, facts=a_child(**BASE))
