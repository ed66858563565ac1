"""What holds of every pack of the general language on every facts document (design §6.7; issue 3)."""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from liushou_core.domain.subject import Subject
from liushou_core.errors import InvalidPolicy, Problem
from liushou_core.policy.assessment import Answers, Assessment, assess
from liushou_core.policy.decision import decide
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.paths import parameters
from liushou_core.policy.policy import Policy
from liushou_core.policy.verdict import UNKNOWN
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import lint_policy, parse_policy
from liushou_core.serialization.schemas import schema_of
from liushou_core.testing.facts_documents import shuffled
from liushou_core.testing.packs import ALL_SECTIONS, facts_for, less_known, pack_documents, pack_text, packs

DAYS = st.sampled_from(
    [date(2022, 9, 1), date(2023, 1, 31), date(2023, 3, 1), date(2024, 2, 29), date(2024, 6, 1)]
)
VALIDATOR = Draft202012Validator(schema_of("liushou-assessment/1"), format_checker=FormatChecker())


# --- an assessment is a function of the pack, the facts and the day


@given(st.data())
def test_any_pack_answers_any_facts_with_plain_data_that_fits_the_schema(data: st.DataObject) -> None:
    """Nothing is raised, the document is JSON, and asking again gives the same bytes."""
    policy, document = drawn(data)
    on = data.draw(DAYS)
    result = assess(policy, read_facts(document), on=on, over=(on - timedelta(days=100), on))
    text = result.to_json()
    assert result.to_document() == json.loads(text)
    VALIDATOR.validate(json.loads(text))
    assert text == assess(policy, read_facts(document), on=on, over=(on - timedelta(days=100), on)).to_json()
    assert all(list(result[id].lines(locale)) for id in result for locale in ("zh", "en"))  # type: ignore[arg-type]


@given(st.data())
def test_the_order_of_keys_and_of_lists_of_facts_says_nothing(data: st.DataObject) -> None:
    """Lists of facts are sets, tables of a pack have no first key: the answers are the same bytes."""
    pack = data.draw(pack_documents(most_tables=3))
    policy = parse_policy(pack_text(pack))
    document = data.draw(facts_for(policy).map(named))
    on = data.draw(DAYS)
    other = parse_policy(
        pack_text(data.draw(st.randoms(use_true_random=False).map(lambda r: turned(pack, r))))
    )
    first = assess(policy, read_facts(document), on=on).to_json()
    assert first == assess(other, read_facts(data.draw(shuffled(document))), on=on).to_json()


@pytest.mark.parametrize("seed", ["1", "77"])
def test_another_process_answers_with_the_same_bytes(seed: str, tmp_path: Path) -> None:
    """However the interpreter hashes texts."""
    cases = sample(5)
    (tmp_path / "cases.json").write_text(json.dumps(cases), "utf-8")
    code = (
        "import hashlib, json, sys; from datetime import date; import liushou_core as lc\n"
        "for text, document in json.load(open(sys.argv[1], encoding='utf-8')):\n"
        "    result = lc.assess(lc.parse_policy(text), lc.read_facts(document), on=date(2023, 3, 1))\n"
        "    print(hashlib.sha256(result.to_json().encode()).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "cases.json")],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [
        assess(parse_policy(text), read_facts(document), on=date(2023, 3, 1)).to_json()
        for text, document in cases
    ]
    assert [hashlib.sha256(text.encode()).hexdigest() for text in here] == done.stdout.split()


# --- who knows more is never told the contrary


@given(st.data())
def test_what_is_certain_with_less_known_stays_so_with_more(data: st.DataObject) -> None:
    """Monotone in knowledge: facts that are added narrow every answer and turn no certain one."""
    policy = parse_policy(data.draw(packs(most_tables=3)))
    document = data.draw(facts_for(policy, contacts=False))
    on = data.draw(DAYS)
    poorer = data.draw(less_known(document, on=on))
    rich, poor = (assess(policy, read_facts(one), on=on) for one in (document, poorer))
    assert [] == list(turned_round(poor, rich))


def turned_round(poor: Assessment, rich: Assessment) -> Iterator[str]:
    """Yield every answer of *poor* that *rich* does not keep to."""
    for id in poor:
        yield from (f"{id}: {problem}" for problem in _turned_round(poor[id], rich[id]))
    balances = {(one.id, one.subject): one.verdict for one in rich.identities}
    for balance in poor.identities:
        if balance.verdict not in (UNKNOWN, balances[balance.id, balance.subject]):
            yield f"identity {balance.id} of {balance.subject}"


def _turned_round(poor: Answers, rich: Answers) -> Iterator[str]:
    for section, keeps in KEEPS.items():
        for id, answer in getattr(poor, section).items():
            other = getattr(rich, section)[id]
            if not keeps(answer, other):
                yield f"{section} {id}: {answer} {other}"


def _decision_kept(poor: Any, rich: Any) -> bool:
    return poor.verdict in (UNKNOWN, rich.verdict)


def _class_kept(poor: Any, rich: Any) -> bool:
    return set(rich.possible) <= set(poor.possible)


def _number_kept(poor: Any, rich: Any) -> bool:
    inside = poor.measure.low <= rich.measure.low and rich.measure.high <= poor.measure.high
    return inside and set(rich.levels) <= set(poor.levels)


def _ladder_kept(poor: Any, rich: Any) -> bool:
    given = set(poor.given) <= set(rich.given) and (rich.barred or not poor.barred)
    return given and {*rich.given, *rich.open} <= {*poor.given, *poor.open}


def _limit_kept(poor: Any, rich: Any) -> bool:
    return poor.state in ("unknown", rich.state)


def _steps_kept(poor: Any, rich: Any) -> bool:
    """A step that is needed for certain, or certainly not, is so with more known; and so is what became of it."""
    mine, known = ({line.step.id: line.state for line in one.steps} for one in (poor, rich))
    states = all(state in ("undetermined", known.get(id)) for id, state in mine.items())
    return states and set(known) <= set(mine) and poor.verdict in (UNKNOWN, rich.verdict)


KEEPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "decisions": _decision_kept,
    "classes": _class_kept,
    "scores": _number_kept,
    "tallies": _number_kept,
    "ladders": _ladder_kept,
    "limits": _limit_kept,
    "steps": _steps_kept,
}


# --- days on which an answer changes


@given(st.data())
def test_a_decision_changes_on_the_day_that_it_names_and_not_before(data: st.DataObject) -> None:
    """As asking every day of four hundred shows."""
    decisions_agree_with_every_day(data, days=400)


@settings(max_examples=10)
@given(st.data())
def test_a_decision_changes_on_the_day_that_it_names_over_ten_years(data: st.DataObject) -> None:
    """As asking every day of ten years shows, for a few packs."""
    decisions_agree_with_every_day(data, days=3653)


def decisions_agree_with_every_day(data: st.DataObject, *, days: int) -> None:
    policy, document = drawn(data, sections=("decision", "tally", "date"))
    on = data.draw(DAYS)
    facts = read_facts(document)
    for question in ("eligibility", *(one.id for one in policy.decision)):
        kind = next((one.subject for one in policy.decision if one.id == question), None)
        for subject in list(facts.children() if kind is None else facts.subjects(kind))[:2]:
            decision = decide(policy, subject, on=on, question=question)
            day, verdict = decision.changes_on or (date.max, None)
            later = map(on.__add__, map(timedelta, range(1, days + 1)))
            found = next(
                ((d, v) for d in later if (v := asked(policy, subject, d, question)) is not decision.verdict),
                None,
            )
            assert found == ((day, verdict) if (day - on).days <= days else None), (question, subject.id)


def asked(policy: Policy, subject: Subject, day: date, question: str) -> Any:
    return decide(policy, subject, on=day, question=question).verdict


ANSWERS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "classification": ("classify", lambda found: found.possible),
    "score": ("reckon", lambda found: (found.measure.low, found.measure.high, found.levels, found.gaps)),
    "tally": ("reckon", lambda found: (found.measure.low, found.measure.high)),
    "ladder": ("climb", lambda found: (found.given, found.open, found.barred, found.rounds)),
    "limit": ("answer", lambda found: found.state),
}


@given(st.data())
def test_between_two_boundaries_no_answer_changes(data: st.DataObject) -> None:
    """Of classifications, scores, tallies, ladders and limits."""
    policy, document = drawn(data, sections=(*ANSWERS, "date"))
    on = data.draw(DAYS)
    facts = read_facts(document)
    for section, (ask, seen) in ANSWERS.items():
        for table in getattr(policy.linked, section):
            for subject in list(facts.subjects(table.subject))[:2]:
                boundaries = set(table.boundaries(subject, on))
                before = seen(getattr(table, ask)(subject, on))
                for day in (on + timedelta(days=n) for n in range(1, 400)):
                    now = seen(getattr(table, ask)(subject, day))
                    assert now == before or day in boundaries, (table.id, subject.id, day)
                    before = now


# --- lint and loader are one


@given(st.data())
def test_lint_finds_an_error_exactly_where_the_loader_refuses(data: st.DataObject) -> None:
    """A pack with one thing wrong: nothing but InvalidPolicy is raised, and every problem says where and how to mend it."""
    pack = data.draw(pack_documents(most_tables=3))
    random_ = data.draw(st.randoms(use_true_random=False))
    broken = spoiled(pack, data.draw(st.sampled_from(SPOILS)), random_)
    text = pack_text(broken)
    problems = lint_policy(text)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        with pytest.raises(InvalidPolicy) as refused:
            parse_policy(text)
        assert errors == list(refused.value.problems)
    else:
        assert tuple(problems) == parse_policy(text).warnings
    for problem in problems:
        told(problem, broken)


@given(packs(most_tables=3))
def test_a_pack_that_the_language_can_say_loads(text: str) -> None:
    """Doubts are warnings, each with its line."""
    problems = lint_policy(text)
    assert [] == [problem.text("en") for problem in problems if problem.severity == "error"]
    assert all(problem.line for problem in problems)


def told(problem: Problem, pack: Mapping[str, Any]) -> None:
    for locale in ("zh", "en"):
        text = problem.text(locale)  # type: ignore[arg-type]
        assert text
        assert "{" not in problem.text(locale).replace("{ ", "")  # type: ignore[arg-type]
    if problem.path and problem.path[0] in pack:
        assert problem.line is not None, problem


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in items:
        yield (*path, key)
        yield from _places(inside, (*path, key))


def spoiled(
    pack: dict[str, Any], spoil: Callable[[Any, Any, random.Random], None], draw: random.Random
) -> dict[str, Any]:
    """Return the pack with one place in it spoiled."""
    broken: dict[str, Any] = json.loads(json.dumps(pack, default=str))
    broken["in_force_from"] = pack["in_force_from"]
    path = draw.choice(list(_places(broken)))
    holder: Any = broken
    for step in path[:-1]:
        holder = holder[step]
    spoil(holder, path[-1], draw)
    return broken


def _delete(holder: Any, key: Any, _draw: random.Random) -> None:
    del holder[key]


def _misspell(holder: Any, key: Any, _draw: random.Random) -> None:
    if isinstance(holder, dict):
        holder[f"{key}x"] = holder.pop(key)


def _swap_type(holder: Any, key: Any, draw: random.Random) -> None:
    holder[key] = draw.choice([True, -1, "text", [], {}, 1.5, ["text"], {"text": 1}, date(2023, 1, 1)])


def _rename(holder: Any, key: Any, _draw: random.Random) -> None:
    if isinstance(holder[key], str):
        holder[key] += "x"


def _double(holder: Any, key: Any, _draw: random.Random) -> None:
    if isinstance(holder[key], list) and holder[key]:
        holder[key].append(holder[key][0])


def _negate(holder: Any, key: Any, _draw: random.Random) -> None:
    if type(holder[key]) is int:
        holder[key] = -holder[key] - 1


def _circle(holder: Any, key: Any, _draw: random.Random) -> None:
    if isinstance(holder, dict) and "id" in holder:
        holder["applies_when"] = {"decided": holder["id"]}


SPOILS = (_delete, _misspell, _swap_type, _rename, _double, _negate, _circle)


# --- a policy is a value


@given(pack_documents(most_tables=3), st.randoms(use_true_random=False))
def test_a_pack_has_one_fingerprint_however_its_keys_stand(pack: dict[str, Any], draw: random.Random) -> None:
    """Linked or not."""
    policy, other = (parse_policy(pack_text(one)) for one in (pack, turned(pack, draw)))
    assert policy.canonical() == other.canonical()
    assert policy == policy.linked == other
    assert policy.fingerprint == other.fingerprint == policy.linked.fingerprint


@given(packs(most_tables=3), st.randoms(use_true_random=False))
def test_a_parameter_set_to_what_it_is_changes_nothing(text: str, draw: random.Random) -> None:
    """Whichever parameter; and the policy evolved from stays as it was."""
    policy = parse_policy(text)
    before = policy.fingerprint
    found = list(parameters(policy))
    for parameter in draw.sample(found, min(len(found), 4)):
        evolved = policy.evolve({parameter.full: reached(policy, parameter.steps)})
        assert (policy, before) == (evolved, evolved.fingerprint)
        assert () == policy.diff(evolved)
    assert before == parse_policy(text).fingerprint == attrs.evolve(policy).fingerprint


def reached(value: Any, steps: Sequence[str | int]) -> Any:
    for step in steps:
        row = value.get(step) if isinstance(value, Lookup) else None
        value = row if row is not None else value[step] if isinstance(step, int) else getattr(value, step)
    return value


# --- what is drawn


def drawn(data: st.DataObject, *, sections: Sequence[str] = ALL_SECTIONS) -> tuple[Policy, dict[str, Any]]:
    policy = parse_policy(data.draw(packs(most_tables=3, sections=sections)))
    return policy, data.draw(facts_for(policy))


def named(document: dict[str, Any]) -> dict[str, Any]:
    """Give an id to everything that would be named after its place among others of its day."""
    for name in ("events", "relations"):
        for n, record in enumerate(document.get(name, ())):
            record["id"] = f"{name}-{n}"
    for name in ("children", "persons", "families", "organisations"):
        for record in document[name]:
            for n, spell in enumerate(record.get("spells", ())):
                spell["id"] = f"{record['id']}-{n}"
    return document


def turned(value: Any, draw: random.Random) -> Any:
    """Return plain data with the keys of its tables in another order; lists stay."""
    if isinstance(value, dict):
        return {key: turned(value[key], draw) for key in draw.sample(list(value), len(value))}
    return [turned(one, draw) for one in value] if isinstance(value, list) else value


def sample(count: int) -> list[tuple[str, Any]]:
    """Return a few packs and documents, always the same."""
    found: list[tuple[str, Any]] = []

    @settings(max_examples=count, derandomize=True, database=None)
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        text = data.draw(packs(most_tables=4))
        found.append((text, data.draw(facts_for(parse_policy(text)))))

    collect()
    return found
