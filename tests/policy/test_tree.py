"""Expression trees against a plain model: what they answer, what settles the answer, what could still change it."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.policy.because import because, open_facts, pivotal
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.source import Source
from liushou_core.policy.tree import AtLeast, Not, all_of, any_of, verdict_about
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Finding, Verdict

DAY = date(2023, 9, 1)
FACTS = ChildFacts(child=Child(id="c1", scope="s"))
ANSWERS = (YES, NO, UNKNOWN)


@attrs.frozen(kw_only=True)
class Fixed(Criterion):
    """A criterion with one answer."""

    name = "fixed"
    messages = {"zh": {"asks": "固定"}, "en": {"asks": "fixed"}}

    answer: Verdict = UNKNOWN

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        return self.finding(self.answer, "")


# A shape is the number of a leaf, ("not", shape), or ("all" | "any" | a number, shapes): at least so many hold.
Shape = Any


@st.composite
def shapes(draw: st.DrawFn, most: int = 5) -> tuple[Shape, int]:
    """Return a shape and how many leaves it has; no leaf stands twice."""
    wanted = draw(st.integers(1, most))
    grown: list[Shape] = list(range(wanted))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(grown) - 1))
        count = draw(st.integers(1, len(grown) - start))
        if draw(st.booleans()):
            grown[start] = ("not", grown[start])
        else:
            grown[start : start + count] = [(draw(kinds(count)), tuple(grown[start : start + count]))]
    return (grown[0] if len(grown) == 1 else (draw(kinds(len(grown))), tuple(grown))), wanted


def kinds(count: int) -> st.SearchStrategy[Any]:
    return st.sampled_from(["all", "any"]) | st.integers(1, count)


def clause(shape: Shape, answers: Sequence[Verdict]) -> Clause:
    """Return the tree of a shape whose leaves give these answers."""
    if isinstance(shape, int):
        return Fixed(id=f"leaf-{shape}", answer=answers[shape])
    kind, inside = shape
    if kind == "not":
        return Not(parts=(clause(inside, answers),))
    parts = tuple(clause(one, answers) for one in inside)
    if kind in ("all", "any"):
        return (all_of if kind == "all" else any_of)(*parts)
    return AtLeast(need=kind, parts=parts)


def holds(shape: Shape, answers: Sequence[bool]) -> bool:
    """Say whether the shape holds, in two values: the meaning of a tree."""
    if isinstance(shape, int):
        return answers[shape]
    kind, inside = shape
    if kind == "not":
        return not holds(inside, answers)
    true = sum(holds(one, answers) for one in inside)
    return true >= {"all": len(inside), "any": 1}.get(kind, kind)


def model(shape: Shape, answers: Sequence[Verdict]) -> Verdict:
    """Return what all completions of the unknown leaves agree on, else UNKNOWN."""
    open_to = [(True, False) if answer is UNKNOWN else (answer is YES,) for answer in answers]
    found = {holds(shape, completion) for completion in product(*open_to)}
    return Verdict.of(found.pop()) if len(found) == 1 else UNKNOWN


def judged(shape: Shape, answers: Sequence[Verdict]) -> Finding:
    return clause(shape, answers).judge(FACTS, DAY)


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> tuple[Shape, list[Verdict]]:
    shape, size = draw(shapes(most))
    return shape, draw(st.lists(st.sampled_from(ANSWERS), min_size=size, max_size=size))


def number(leaf: Finding) -> int:
    return int(leaf.id.removeprefix("leaf-"))


@given(cases(most=7))
def test_a_tree_answers_what_all_completions_of_its_leaves_agree_on(
    case: tuple[Shape, list[Verdict]],
) -> None:
    shape, answers = case
    assert model(shape, answers) is judged(shape, answers).verdict


@given(cases(most=7))
def test_a_verdict_asked_alone_is_that_of_the_finding(case: tuple[Shape, list[Verdict]]) -> None:
    """Though no more parts are asked than it takes."""
    tree = clause(*case)
    assert tree.judge(FACTS, DAY).verdict is verdict_about(tree, FACTS, DAY)


@given(cases(most=7), st.data())
def test_learning_more_never_takes_an_answer_back(
    case: tuple[Shape, list[Verdict]], data: st.DataObject
) -> None:
    shape, answers = case
    learned = [data.draw(st.sampled_from(ANSWERS)) if answer is UNKNOWN else answer for answer in answers]
    before, after = judged(shape, answers).verdict, judged(shape, learned).verdict
    assert before is UNKNOWN or before is after


@given(cases(most=7))
def test_leaves_come_in_the_order_of_the_pack(case: tuple[Shape, list[Verdict]]) -> None:
    shape, answers = case
    assert list(range(len(answers))) == [number(leaf) for leaf in judged(shape, answers).leaves()]


# -------------------------------------------------------------------------------------------------- because


def settling(shape: Shape, answers: list[Verdict]) -> tuple[int, ...]:
    """Return the first of the smallest sets of leaves that settle the verdict, by trying every set in turn."""
    everything = list(product(ANSWERS, repeat=len(answers)))
    differing = [other for other in everything if model(shape, other) is not model(shape, answers)]
    for size in range(len(answers) + 1):
        for chosen in combinations(range(len(answers)), size):
            if not any(all(other[n] is answers[n] for n in chosen) for other in differing):
                return chosen
    raise AssertionError("all leaves together settle anything")


@given(cases())
def test_because_is_the_first_of_the_smallest_sets_that_settle_the_answer(
    case: tuple[Shape, list[Verdict]],
) -> None:
    """With those leaves as they are and the others anything, UNKNOWN too, the verdict stays; no smaller set does that."""
    shape, answers = case
    assert settling(shape, answers) == tuple(number(leaf) for leaf in because(judged(shape, answers)))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (all_of(), ()),
        (any_of(), ()),
        (AtLeast(need=0, parts=(Fixed(),)), ()),
        (AtLeast(need=3, parts=(Fixed(), Fixed())), ()),
        (all_of(Fixed(id="a", answer=YES), all_of(), Fixed(id="b", answer=UNKNOWN)), ("a", "b")),
        (Not(parts=(all_of(),)), ()),
        (Fixed(id="a", answer=NO), ("a",)),
    ],
)
def test_because_of_trees_at_the_edge(tree: Clause, expected: tuple[str, ...]) -> None:
    """A tree that asks nothing is settled by nothing."""
    assert expected == tuple(leaf.id for leaf in because(tree.judge(FACTS, DAY)))


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert (YES, NO) == (all_of().judge(FACTS, DAY).verdict, any_of().judge(FACTS, DAY).verdict)


# -------------------------------------------------------------------------------------------------- pivotal


def weights(shape: Shape, answers: list[Verdict]) -> Iterator[tuple[int, Fraction]]:
    """Yield each unknown leaf with the share of completions of the others in which it decides; those that never do, not."""
    unknown = [n for n, answer in enumerate(answers) if answer is UNKNOWN]
    for leaf in unknown:
        others = [n for n in unknown if n != leaf]
        deciding = 0
        for values in product((YES, NO), repeat=len(others)):
            completed = list(answers)
            for n, value in zip(others, values, strict=True):
                completed[n] = value
            with_yes, with_no = (
                [YES if n == leaf and yes else NO if n == leaf else a for n, a in enumerate(completed)]
                for yes in (1, 0)
            )
            deciding += model(shape, with_yes) is not model(shape, with_no)
        if deciding:
            yield leaf, Fraction(deciding, 2 ** len(others))


@given(cases(most=6))
def test_the_weight_of_an_unknown_leaf_is_the_share_of_answers_it_decides(
    case: tuple[Shape, list[Verdict]],
) -> None:
    shape, answers = case
    assert list(weights(shape, answers)) == [
        (number(leaf), weight) for leaf, weight in pivotal(judged(shape, answers))
    ]


def test_a_leaf_beside_a_hard_condition_decides_more_often_than_one_beside_an_easy_one() -> None:
    """`any` of (a and b) and c: c decides unless both a and b hold, each of which decides only if the other holds and c fails."""
    tree = any_of(all_of(Fixed(id="a"), Fixed(id="b")), Fixed(id="c"))
    found = {leaf.id: weight for leaf, weight in pivotal(tree.judge(FACTS, DAY))}
    assert {"a": Fraction(1, 4), "b": Fraction(1, 4), "c": Fraction(3, 4)} == found


@attrs.frozen(kw_only=True)
class Asking(Criterion):
    """A criterion that is open for want of these facts."""

    name = "asking"
    messages = {"zh": {"asks": "待查"}, "en": {"asks": "asking"}}

    facts: tuple[str, ...] = ()

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        return self.finding(UNKNOWN, "", missing=tuple(Fact("child", "c1", name) for name in self.facts))


def asking(tree: Any, wants: Iterator[tuple[str, ...]]) -> Any:
    """Return the tree with every open leaf open for want of some facts."""
    if isinstance(tree, Fixed):
        wanted = next(wants)
        return Asking(id=tree.id, facts=wanted) if tree.answer is UNKNOWN else tree
    return attrs.evolve(tree, parts=tuple(asking(part, wants) for part in tree.parts))


WANTS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=2, unique=True).map(tuple)


@given(cases(most=6), st.lists(WANTS, min_size=6, max_size=6))
def test_missing_facts_come_in_the_order_of_how_often_they_decide(
    case: tuple[Shape, list[Verdict]], wants: list[tuple[str, ...]]
) -> None:
    """A fact that several criteria want counts for each of them; ties by order in the pack; what can change nothing is not asked for."""
    shape, answers = case
    finding = asking(clause(shape, answers), iter(wants)).judge(FACTS, DAY)
    shares: dict[str, Fraction] = {}
    for leaf, weight in weights(shape, answers):
        for name in wants[leaf]:
            shares[name] = shares.get(name, Fraction(0)) + weight
    ranked = sorted(shares, key=lambda name: -shares[name]) if finding.verdict is UNKNOWN else []
    assert ranked == [fact.field for fact in open_facts(finding)]


@given(cases(most=6))
def test_a_tree_that_is_settled_asks_for_nothing_more(case: tuple[Shape, list[Verdict]]) -> None:
    shape, answers = case
    assert model(shape, answers) is UNKNOWN or not list(weights(shape, answers))


# ---------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("tree", "zh", "en"),
    [
        (all_of(Fixed()), "以下各项全部成立", "all of these hold"),
        (any_of(Fixed()), "以下各项至少一项成立", "at least one of these holds"),
        (AtLeast(need=2, parts=(Fixed(),) * 3), "以下3项中至少2项成立", "at least 2 of these 3 hold"),
        (Not(parts=(Fixed(),)), "以下情形不成立", "this does not hold"),
    ],
)
def test_a_tree_says_how_many_parts_must_hold(tree: Clause, zh: str, en: str) -> None:
    finding = tree.judge(FACTS, DAY)
    assert (zh, en) == (finding.text("zh"), finding.text())


def test_a_finding_names_its_clause_and_source() -> None:
    finding = all_of(Fixed(), id="eligibility", source=Source("000 §5")).judge(FACTS, DAY)
    assert ("eligibility", "000 §5", "000") == (
        finding.id,
        str(finding.source),
        finding.source and finding.source.document,
    )
    assert ["fixed"] == [leaf.id for leaf in finding.leaves()]


@given(cases(most=4))
def test_boundaries_of_a_tree_are_those_of_its_leaves(case: tuple[Shape, list[Verdict]]) -> None:
    """A fixed answer has none, whatever joins them."""
    assert [] == list(clause(*case).boundaries(FACTS, DAY))


def test_a_criterion_without_judge_says_so() -> None:
    with pytest.raises(NotImplementedError, match="Criterion has no judge"):
        Criterion(id="x").judge(FACTS, DAY)
