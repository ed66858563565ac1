"""Asking from outside: a policy, a facts document and a day give every answer, and the same bytes everywhere."""

import hashlib
import json
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from liushou_core.domain.calendar import Span
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.subject import SubjectRole
from liushou_core.errors import InvalidValue
from liushou_core.policy.assessment import Assessment, assess, assess_each
from liushou_core.policy.decision import decide
from liushou_core.policy.due import due
from liushou_core.policy.due.item import DueState
from liushou_core.policy.policy import Policy
from liushou_core.policy.verdict import NO, UNKNOWN, YES
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import list_policies, load_policy, parse_policy
from liushou_core.serialization.schemas import schema_of
from liushou_core.testing.facts_documents import facts_documents, shuffled, with_facts_unasked

EXAMPLE = Path(__file__).parents[2] / "examples" / "assess"
YEAR = (date(2022, 9, 1), date(2023, 8, 31))
VALIDATOR = Draft202012Validator(schema_of("liushou-assessment/1"), format_checker=FormatChecker())
DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))


@pytest.fixture(scope="module")
def plan() -> Policy:
    return load_policy(EXAMPLE / "plan.toml")


@pytest.fixture(scope="module")
def facts() -> Any:
    return read_facts((EXAMPLE / "facts.json").read_text("utf-8"))


# --- what an assessment holds


def test_every_child_has_a_decision_with_its_reasons(plan: Policy, facts: Any) -> None:
    result = assess(plan, facts, on=date(2023, 7, 31))
    assert ["c1", "c2", "c3", "c4"] == list(result)
    assert (4, True, False) == (len(result), "c1" in result, "nobody" in result)
    decisions = [result[id].decisions["eligibility"] for id in result]
    assert [YES, NO, UNKNOWN, NO] == [decision.verdict for decision in decisions]
    assert ["parent:c3-mother.absences"] == [fact.path for fact in decisions[2].missing]
    assert decisions[0] == decide(plan, facts.child("c1"), on=date(2023, 7, 31))


def test_a_result_shows_ids_alone(plan: Policy, facts: Any) -> None:
    result = assess(plan, facts, on=date(2023, 7, 31))
    assert "Assessment('example-plan', 2023-07-31, 4 subjects)" == repr(result)
    assert "Answers('c1')" == repr(result["c1"])


def test_an_id_that_is_no_subjects_has_no_answers(plan: Policy, facts: Any) -> None:
    with pytest.raises(KeyError):
        assess(plan, facts, on=date(2023, 7, 31))["nobody"]


@pytest.mark.parametrize(
    ("over", "months"),
    [
        (None, [10]),
        ((date(2022, 10, 12), date(2022, 10, 12)), [10]),
        ((date(2022, 9, 30), date(2022, 10, 1)), [9, 10]),
        ((date(2022, 10, 1), date(2022, 10, 31)), [10]),
        ((date(2022, 11, 1), date(2022, 11, 30)), []),
    ],
    ids=str,
)
def test_windows_are_those_that_share_a_day_with_the_period(
    plan: Policy, facts: Any, over: tuple[date, date] | None, months: list[int]
) -> None:
    """Both ends of the period are included; without one it is the judged day; nothing after that day has begun."""
    result = assess(plan, facts, on=date(2022, 10, 20), over=over)
    talks = [w for w in result.windows if w.duty == "monthly-talk" and w.subject.id == "c1"]
    assert months == [window.window.start.month for window in talks]
    assert all(window.state is DueState.MET for window in talks if window.window.start.month == 10)


@pytest.mark.parametrize(
    ("on", "over", "years"),
    [
        (date(2023, 7, 31), None, ["2022-2023"]),
        (date(2022, 10, 20), None, ["2022-2023"]),
        (date(2023, 10, 20), YEAR, ["2022-2023"]),
        (date(2023, 7, 1), (date(2023, 7, 1), date(2023, 7, 1)), ["2022-2023"]),
        (date(2024, 10, 1), (date(2022, 9, 1), date(2024, 9, 30)), ["2022-2023", "2023-2024"]),
        (date(2022, 8, 31), None, []),
    ],
    ids=str,
)
def test_settlements_are_of_the_years_settled_in_the_period_or_of_the_judged_days_year(
    plan: Policy, facts: Any, on: date, over: tuple[date, date] | None, years: list[str]
) -> None:
    result = assess(plan, facts, on=on, over=over)
    assert years == [str(settlement.school_year) for settlement in result.settlements]
    assert (years[-1] if years else None) == (result.settlement and str(result.settlement.school_year))


def test_awards_are_those_of_the_settlement(plan: Policy, facts: Any) -> None:
    result = assess(plan, facts, on=date(2023, 7, 31), over=YEAR)
    assert [("c1", "excellence")] == [(line.child, line.award.id) for line in result.awards]
    assert () == assess(load_policy("school-four-priorities"), facts, on=date(2023, 7, 31), over=YEAR).awards


def test_dates_are_the_phases_that_share_a_day_with_the_period() -> None:
    plan = load_policy("hand-in-hand-scoring")
    result = assess(plan, read_facts({}), on=date(2023, 7, 31), over=(date(2023, 4, 10), date(2024, 4, 1)))
    found = [(dated.id, dated.span.start, dated.span.last_day) for dated in result.dates]
    assert ("survey", date(2023, 4, 1), date(2023, 4, 10)) == found[0]
    assert ("survey", date(2024, 4, 1), date(2024, 4, 10)) == found[-1]
    assert 6 == len(found)
    assert () == assess(plan, read_facts({}), on=date(2023, 7, 31)).dates


def test_what_this_release_does_not_read_is_empty(plan: Policy, facts: Any) -> None:
    result = assess(plan, facts, on=date(2023, 7, 31))
    one = result["c1"]
    assert [{}] * 6 == [
        dict(part) for part in (one.classes, one.scores, one.tallies, one.ladders, one.limits, one.steps)
    ]
    assert ((), ()) == (result.indicators, result.identities)


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_edges_of_the_calendar_are_days_like_others(edge: date) -> None:
    facts = read_facts({"children": [{"id": "c1", "rural": False, "single_parent": False, "parents": []}]})
    for name in list_policies():
        VALIDATOR.validate(assess(load_policy(name), facts, on=edge, over=(edge, edge)).to_document())


def test_a_period_that_ends_before_it_begins_is_refused(plan: Policy, facts: Any) -> None:
    with pytest.raises(InvalidValue, match="the period ends before it begins"):
        assess(plan, facts, on=date(2023, 7, 31), over=(date(2023, 7, 2), date(2023, 7, 1)))


@pytest.mark.parametrize("wrong", ["2023-07-31", datetime(2023, 7, 31), None], ids=str)  # noqa: DTZ001 - it is refused
def test_what_is_no_day_is_refused(plan: Policy, facts: Any, wrong: Any) -> None:
    with pytest.raises(InvalidValue, match="give: day"):
        assess(plan, facts, on=wrong)


# --- the worked examples, by document

E1_TO_E3 = {"e1": (20, 14), "e2": (12, 18), "e3": (4, 2)}


def test_the_whole_payout_of_e20() -> None:
    """E20: volunteer 160, class teacher 53.33, students 15 + 0 + 30, together 258.33 yuan."""
    document: dict[str, Any] = {
        "classes": [{"id": "k1", "entry": "2022-2023", "entry_grade": 7}],
        "children": [{"id": id, "single_parent": True, "birthday": "2010-03-01"} for id in E1_TO_E3],
        "persons": [{"id": "volunteer"}, {"id": "teacher"}],
        "posts": [{"holder": "teacher", "role": "class_teacher", "class": "k1", "from": "2022-09-01"}],
        "enrolments": [{"child": id, "class": "k1", "from": "2022-09-01"} for id in E1_TO_E3],
        "pairings": [
            {"child": id, "by": "volunteer", "role": "volunteer", "from": "2022-09-01"} for id in E1_TO_E3
        ],
        "results": [
            {"child": id, "class": "k1", "term": f"2022-2023/{term}", "rank": rank, "of": 45}
            for id, ranks in E1_TO_E3.items()
            for term, rank in enumerate(ranks, start=1)
        ],
        "titles": [{"child": "e3", "day": "2023-06-01", "name": "three_good_student"}],
    }
    result = assess(load_policy("hand-in-hand-scoring"), read_facts(document), on=date(2023, 8, 31))
    settlement = result.to_document()["settlement"]
    assert ["80", "20", "60"] == [line["total"] for line in settlement["children"]]
    assert {"volunteer": ("160", "160.00"), "class_teacher": ("160/3", "53.33")} == {
        line["role"]: (line["points"], line["yuan"]) for line in settlement["helpers"]
    }
    assert [("e1", "15"), ("e3", "30")] == [(award.child, str(award.yuan)) for award in result.awards]
    assert "258.33" == settlement["total_yuan"]


# --- subject by subject

EACH_DUTY = """
[[duty]]
id = "class-meeting"
contact = "meeting"
at_least = 1
per = "month"
to = "each_class"

[[duty]]
id = "parents-called"
event = "called"
at_least = 1
per = "month"
to = "each_parent"

[event.called]

[fact.income]
type = "money"

[[identity]]
id = "rooms"
subject = "family"
sum = [1]
equals = { fact = "rooms" }

[fact.rooms]
type = "number"
subject = "family"

[[score]]
id = "age"
subject = "guardian"

[[score.item]]
id = "age"
of = { age = {} }
"""


@pytest.fixture(scope="module")
def every_sort() -> Policy:
    """The example plan, and beside it answers, duties and identities of others than children."""
    text = (EXAMPLE / "plan.toml").read_text("utf-8") + EACH_DUTY
    return parse_policy(text, sources="optional")


@given(document=facts_documents(), on=DAYS)
def test_what_is_answered_subject_by_subject_is_what_is_answered_at_once(
    every_sort: Policy, document: Any, on: date
) -> None:
    """Answers, windows, identities and mistakes; but no windows of classes, schools and the programme."""
    facts, over = read_facts(document), (date(2022, 9, 1), max(on, date(2022, 9, 1)))
    whole = assess(every_sort, facts, on=on, over=over)
    each = list(assess_each(every_sort, facts, on=on, over=over))
    answers = {(one.answers.kind, one.id): one.answers for one in each}
    assert list(whole.answers.values()) == [answers.pop((one.kind, one.id)) for one in whole.answers.values()]
    assert not any(one.decisions or one.scores for one in answers.values())
    owed = {item for item in whole.windows if item.subject.kind not in ("class", "school", "programme")}
    assert owed == {item for one in each for item in one.windows}
    assert set(whole.identities) == {balance for one in each for balance in one.identities}
    told = {mistake.path for one in each for mistake in one.mistakes}
    asked = {(one.answers.kind.value, one.id) for one in each}
    assert told <= {mistake.path for mistake in whole.mistakes}
    assert told >= {mistake.path for mistake in whole.mistakes if mistake.path[:2] in asked}


@given(document=facts_documents(), on=DAYS, days=st.tuples(DAYS, DAYS).map(sorted))
def test_the_windows_of_a_period_are_those_of_the_due_list_that_share_a_day_with_it(
    every_sort: Policy, document: Any, on: date, days: list[date]
) -> None:
    """Other windows are not told, but what they say of these, since when they are overdue, stands."""
    facts, (first, last) = read_facts(document), days
    period = Span(first, last + timedelta(days=1))
    wanted = tuple(item for item in due(every_sort, facts, on=on) if item.window.overlaps(period))
    assert wanted == assess(every_sort, facts, on=on, over=(first, last)).windows


def test_subjects_come_in_order_and_show_ids_alone(every_sort: Policy) -> None:
    """Children first, then persons and families, each once whatever its roles, ordered by id."""
    document = {
        "children": [{"id": "c2", "household": "f1"}, {"id": "c1", "parents": ["p"]}],
        "persons": [{"id": "p"}, {"id": "g"}],
        "relations": [
            {"child": "c2", "person": "g", "role": "temporary"},
            {"child": "c1", "person": "p", "role": "temporary"},
        ],
    }
    each = list(assess_each(every_sort, read_facts(document), on=date(2023, 7, 31)))
    assert ["c1", "c2", "g", "p", "f1"] == [one.id for one in each]
    assert "SubjectAssessment('c1')" == repr(each[0])


def test_a_wrong_period_is_refused_before_anybody_is_asked_about(plan: Policy, facts: Any) -> None:
    with pytest.raises(InvalidValue, match="the period ends before it begins"):
        assess_each(plan, facts, on=date(2023, 7, 31), over=(date(2023, 7, 2), date(2023, 7, 1)))


class Passing:
    """Facts that make each child when it is asked for and keep none; ``alive`` are those that somebody still holds."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.alive: weakref.WeakSet[Any] = weakref.WeakSet()

    def subjects(self, role: SubjectRole) -> Iterator[ChildFacts]:
        for n in range(self.number if role is SubjectRole.CHILD else 0):
            child = Child(id=f"c{n:05}", scope="s", parents=(), single_parent=True, birthday=date(2012, 1, 1))
            self.alive.add(child)
            yield ChildFacts(child=child)

    def __getattr__(self, name: str) -> Any:
        return getattr(MemoryFacts.build(), name)


def test_a_register_is_asked_about_in_the_memory_of_one_child(plan: Policy) -> None:
    """However many have been asked about, the one at hand and at most the one before it are held."""
    facts = Passing(300)
    held = [len(facts.alive) for _ in assess_each(plan, facts, on=date(2023, 7, 31), over=YEAR)]
    assert 300 == len(held)
    assert max(held) <= 2


# --- the document


def assessed(document: Any, on: date, policy: Policy) -> Assessment:
    first = date(2022, 9, 1)
    return assess(policy, read_facts(document), on=on, over=(first, on) if first <= on else None)


@pytest.mark.parametrize("name", list_policies())
@settings(settings.get_profile("one of many"))
@given(document=facts_documents(), on=DAYS)
def test_every_document_is_of_its_schema(name: str, document: Any, on: date) -> None:
    result = assessed(document, on, load_policy(name))
    VALIDATOR.validate(result.to_document())
    assert result.to_document() == json.loads(result.to_json())


@pytest.mark.parametrize("name", list_policies())
@settings(settings.get_profile("one of many"))
@given(data=st.data(), on=DAYS)
def test_the_order_of_the_facts_document_changes_no_byte(name: str, data: st.DataObject, on: date) -> None:
    document = data.draw(facts_documents())
    policy = load_policy(name)
    one, two = (assessed(d, on, policy).to_json() for d in (document, data.draw(shuffled(document))))
    assert one == two


@pytest.mark.parametrize("name", list_policies())
@settings(settings.get_profile("one of many"))
@given(data=st.data(), on=DAYS)
def test_a_fact_that_fills_an_unknown_never_turns_yes_into_no_or_no_into_yes(
    name: str, data: st.DataObject, on: date
) -> None:
    document = data.draw(facts_documents())
    more = assessed(document, on, load_policy(name))
    less = assessed(data.draw(with_facts_unasked(document, on=on)), on, load_policy(name))
    for id in more:
        known = less[id].decisions["eligibility"].verdict
        assert known in (UNKNOWN, more[id].decisions["eligibility"].verdict)


PROGRAM = """
import sys
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from liushou_core import assess, load_policy, read_facts
folder = Path(sys.argv[1])
facts = read_facts((folder / "facts.json").read_text("utf-8"))
result = assess(load_policy(folder / "plan.toml"), facts, on=date(2023, 7, 31), over=(date(2022, 9, 1), date(2023, 8, 31)))
sys.stdout.buffer.write(result.to_json().encode())
"""


def test_the_same_bytes_in_any_process_and_locale() -> None:
    """Neither the hash seed nor language, time zone or text encoding of the process changes a byte."""
    digests = set()
    for seed, language, zone in (
        ("1", "C", "UTC"),
        ("2", "zh_CN.GB18030", "Asia/Shanghai"),
        ("3", "tr_TR.UTF-8", "America/Lima"),
    ):
        names = {"PYTHONHASHSEED": seed, "LANG": language, "LC_ALL": language, "TZ": zone, "PYTHONUTF8": "0"}
        made = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(EXAMPLE)],
            env={**os.environ, **names},
            check=True,
            capture_output=True,
        )
        digests.add(hashlib.sha256(made.stdout).hexdigest())
    assert 1 == len(digests)
