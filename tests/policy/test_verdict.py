"""Verdicts follow Kleene's strong logic: they say yes or no only where every completion of what is unknown does."""

import pickle
from collections.abc import Callable
from itertools import product

import pytest

from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

ALL = (YES, NO, UNKNOWN)
pairs = pytest.mark.parametrize(("one", "two"), list(product(ALL, ALL)))
triples = pytest.mark.parametrize(("one", "two", "three"), list(product(ALL, ALL, ALL)))


def completions(verdict: Verdict) -> tuple[bool, ...]:
    """Return the answers that a verdict leaves open."""
    return {YES: (True,), NO: (False,), UNKNOWN: (True, False)}[verdict]


def agreed(answers: set[bool]) -> Verdict:
    return Verdict.of(answers.pop()) if len(answers) == 1 else UNKNOWN


@pairs
@pytest.mark.parametrize(
    ("joined", "plain"),
    [(lambda a, b: a & b, lambda a, b: a and b), (lambda a, b: a | b, lambda a, b: a or b)],
    ids=["and", "or"],
)
def test_and_and_or_answer_what_every_completion_answers(
    one: Verdict, two: Verdict, joined: Callable[..., Verdict], plain: Callable[..., bool]
) -> None:
    assert agreed({plain(a, b) for a, b in product(completions(one), completions(two))}) is joined(one, two)


@pytest.mark.parametrize("one", ALL)
def test_not_answers_what_every_completion_answers(one: Verdict) -> None:
    assert agreed({not a for a in completions(one)}) is ~one


@pairs
def test_and_and_or_commute_and_absorb_each_other(one: Verdict, two: Verdict) -> None:
    assert (one & two, one | two) == (two & one, two | one)
    assert one is one & (one | two)
    assert one is one | (one & two)


@triples
def test_and_and_or_associate_and_distribute(one: Verdict, two: Verdict, three: Verdict) -> None:
    assert (one & two) & three is one & (two & three)
    assert (one | two) | three is one | (two | three)
    assert one & (two | three) is (one & two) | (one & three)
    assert one | (two & three) is (one | two) & (one | three)


@pairs
def test_not_turns_and_into_or(one: Verdict, two: Verdict) -> None:
    assert ~(one & two) is ~one | ~two
    assert ~(one | two) is ~one & ~two
    assert one is ~~one


def test_there_is_no_excluded_middle() -> None:
    """An unknown fact and its opposite are both unknown: nothing is concluded from not knowing."""
    assert UNKNOWN is UNKNOWN | ~UNKNOWN
    assert UNKNOWN is UNKNOWN & ~UNKNOWN


@pytest.mark.parametrize("verdict", ALL)
def test_a_verdict_is_no_truth_value(verdict: Verdict) -> None:
    """`if verdict:` would read UNKNOWN as yes."""
    with pytest.raises(TypeError, match="compare it with `is`"):
        bool(verdict)
    assert verdict is pickle.loads(pickle.dumps(verdict))


@pytest.mark.parametrize(
    ("verdict", "name", "zh", "en"),
    [(YES, "YES", "是", "yes"), (NO, "NO", "否", "no"), (UNKNOWN, "UNKNOWN", "无法认定", "undetermined")],
)
def test_a_verdict_is_said_in_both_languages(verdict: Verdict, name: str, zh: str, en: str) -> None:
    assert (name, zh, en) == (repr(verdict), verdict.text("zh"), verdict.text())


@pytest.mark.parametrize(("answer", "verdict"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_a_verdict_is_made_of_an_answer_or_none(answer: bool | None, verdict: Verdict) -> None:
    assert verdict is Verdict.of(answer)


def test_a_fact_is_the_same_fact_whatever_its_value_and_does_not_show_it() -> None:
    asked, known = Fact("child", "c1", "rural"), Fact("child", "c1", "rural", value=True)
    assert asked == known
    assert 1 == len({asked, known})
    assert "True" not in repr(known)
    assert "child:c1.rural" == known.path
