"""What is recorded of a person stays where it belongs: no answer shows an identity, and no repr a recorded value."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from liushou_core.errors import InvalidFacts
from liushou_core.policy.assessment import Assessment
from liushou_core.serialization.facts_document import read_facts

IDENTITIES = {"name": "ZhangSan", "phones": ["P13800000000", "P13900000000"], "number": 4310002, "born": "1987-06-05", "away": {"from": "1988-07-06"}}  # fmt: skip
"""Values of facts that tell who a person is, one of each type that has values of its own."""
SECRETS = {
    "income": "98765.25",
    "moved_in": "1991-02-03",
    "illness": "leprosy",
    "leave": {"from": "1992-03-04"},
}
"""Values of facts that are nobody's business."""

TABLES = """
[fact.name]
type = "choice"
choices = ["ZhangSan", "LiSi"]
sensitivity = "identity"
[fact.phones]
type = "choices"
choices = ["P13800000000", "P13900000000"]
sensitivity = "identity"
[fact.number]
type = "number"
sensitivity = "identity"
[fact.born]
type = "day"
sensitivity = "identity"
[fact.away]
type = "span"
sensitivity = "identity"
[fact.income]
type = "money"
[fact.moved_in]
type = "day"
[fact.illness]
type = "choice"
choices = ["leprosy", "flu"]
[fact.leave]
type = "span"
[event.check]
facts = ["number", "income"]

[eligibility]
all = [ { fact = { name = "name", is = "ZhangSan" } }, { fact = { name = "phones", any_of = ["P13800000000"] } } ]
[[decision]]
id = "identities"
all = [
  { fact = { name = "name", in = ["ZhangSan", "LiSi"] } },
  { fact = { name = "name", none_of = ["LiSi"] } },
  { fact = { name = "number", at_least = 1 } },
  { fact = { name = "number", less_than = 1 }, effect = "defect" },
  { fact = { name = "born", more_than = 1900-01-01 } },
  { fact = "away" },
]
[[decision]]
id = "secrets"
all = [
  { fact = { name = "income", at_least = 1 } },
  { quantity = { of = { sum = [ { fact = "income" }, 1 ] }, at_least = 1 } },
  { fact = { name = "illness", is = "leprosy" } },
  { lasts = { since = { fact = "moved_in" } } },
  { lasts = { span = "leave" } },
]
[[classification]]
id = "k"
of = { fact = "income" }
class = [ { id = "known", when = { fact = { name = "name", is = "ZhangSan" } } }, { id = "low", less_than = 5 }, { id = "high" } ]
[[score]]
id = "s"
item = [
  { id = "named", fact = "name", choices = { ZhangSan = 3, LiSi = 4 } },
  { id = "called", fact = "phones", choices = { P13800000000 = 1, P13900000000 = 2 } },
  { id = "earns", of = { fact = "income" } },
]
[[tally]]
id = "t"
event = { kind = "check", times = "income" }
[[ladder]]
id = "l"
of = { fact = "income" }
rung = [ { id = "one", at_least = 1, values = { yuan = { fact = "income" } } } ]
[[identity]]
id = "i"
subject = "child"
sum = [ { fact = "income" } ]
equals = 5
[[trigger]]
id = "g"
when = { fact = { name = "name", is = "ZhangSan" } }
since = { fact = "moved_in" }
steps = [ { id = "one", do = "check", within = "3 days" } ]
"""
EVENT = {
    "kind": "check",
    "day": "2023-09-01",
    "child": "c1",
    "facts": {"number": 4310002, "income": "98765.25"},
}


def document(**facts: Any) -> dict[str, Any]:
    return {"children": [{"id": "c1", "facts": facts}], "events": [EVENT]}


@pytest.fixture
def result(ask: Any) -> Assessment:
    found: Assessment = ask(TABLES, document(**IDENTITIES, **SECRETS))
    return found


def spellings(value: Any) -> Iterator[str]:
    """Yield what a value may look like in a text."""
    if isinstance(value, dict):
        value = value["from"]
    if isinstance(value, list):
        for one in value:
            yield from spellings(one)
        return
    yield str(value)
    if str(value)[:2] == "19":
        day = date.fromisoformat(value)
        yield from (str(day.toordinal()), f"{day.year}, {day.month}, {day.day}")


def every_answer(result: Assessment) -> Iterator[Any]:
    answers = result["c1"]
    for name in ("decisions", "classes", "scores", "tallies", "ladders", "limits", "steps"):
        yield from getattr(answers, name).values()
    yield answers
    yield from result.identities
    yield from result.mistakes
    yield result


IDENTITY_TEXTS = sorted({text for value in IDENTITIES.values() for text in spellings(value)})
SECRET_TEXTS = sorted({text for value in SECRETS.values() for text in spellings(value)})


def test_all_of_it_is_answered(result: Assessment) -> None:
    """Else the tests below would hold of silence."""
    answers = result["c1"]
    assert ["yes", "yes", "yes"] == [decision.verdict.value for decision in answers.decisions.values()]
    assert ["s", "t", "l", "g"] == [*answers.scores, *answers.tallies, *answers.ladders, *answers.steps]
    assert (("known",), ("one",)) == (answers.classes["k"].possible, answers.ladders["l"].given)


@pytest.mark.parametrize("text", IDENTITY_TEXTS)
def test_no_answer_shows_what_tells_who_a_person_is(result: Assessment, text: str) -> None:
    """Not in words, not in a receipt, not in the document; nor does the pack's own literal, which with a yes is the value."""
    for locale in ("zh", "en"):
        assert text not in "\n".join(result["c1"].lines(locale))  # type: ignore[arg-type]
        assert text not in "\n".join(balance.text(locale) for balance in result.identities)  # type: ignore[arg-type]
    assert text not in result.to_json()
    for decision in result["c1"].decisions.values():
        assert text not in json.dumps(decision.receipt(), ensure_ascii=False)


@pytest.mark.parametrize("text", [text for text in (*IDENTITY_TEXTS, *SECRET_TEXTS) if text not in TABLES])
def test_no_repr_shows_a_recorded_value(result: Assessment, text: str) -> None:
    """But for those that stand in the pack, which answers carry along."""
    for answer in every_answer(result):
        assert text not in repr(answer), type(answer)
    facts = read_facts(document(**IDENTITIES, **SECRETS))
    (child,) = facts.children()
    kept = (facts, child, child.around.observations(child.kind, "c1"), child.around.events(child.kind, "c1"))
    assert not any(text in repr(one) for one in kept)


def test_an_error_about_recorded_values_shows_none_of_them() -> None:
    facts = {"name": ["ZhangSan", "ZhangSan"], "number": {"from": "ZhangSan"}, "Zhang San": 3, "born": None}
    with pytest.raises(InvalidFacts) as caught:
        read_facts(document(**facts))
    for text in (caught.value.text("zh"), caught.value.text("en"), repr(caught.value), str(caught.value)):
        assert "Zhang" not in text


def test_a_value_that_does_not_fit_shows_nowhere(ask: Any) -> None:
    found = ask(TABLES, document(name="WangWu", number="WangWu", born="WangWu", income="WangWu"))
    assert 4 == len(found.mistakes)
    texts = [found.to_json(), *map(repr, every_answer(found)), *(one.text("zh") for one in found.mistakes)]
    for locale in ("zh", "en"):
        texts.extend(found["c1"].lines(locale))
    assert not any("WangWu" in text for text in texts)
