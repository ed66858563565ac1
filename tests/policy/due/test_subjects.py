"""Duties owed to those who stand around children: who is covered when, who holds a role, and what a document shows."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from liushou_core.domain.helper import HelperRole
from liushou_core.domain.subject import SubjectFacts, SubjectRole
from liushou_core.domain.unknown import NOT_ASKED, Known, is_known
from liushou_core.policy.assessment import assess
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.due.courses import Reading
from liushou_core.policy.due.holders import ANYBODY, Tenure, line_of
from liushou_core.policy.due.item import DueItem, DueState, Subject
from liushou_core.policy.due.listing import due
from liushou_core.policy.due.subject_courses import subject_courses
from liushou_core.policy.verdict import Fact, Finding, Verdict
from liushou_core.serialization.schemas import schema_of

TRAINING: dict[str, Any] = {"event": "training", "to": "each_parent", "at_least": 1, "per": "month"}
days = st.dates(date(2022, 1, 1), date(2022, 12, 31))


@attrs.frozen(kw_only=True)
class Grown(Criterion):
    """A criterion that can be asked about whoever is born: eighteen on a birthday; it needs no archive."""

    name: ClassVar[str] = "grown"
    messages: ClassVar[Any] = {"zh": {"asks": "已成年"}, "en": {"asks": "is grown up"}}

    def judge(self, facts: Any, on: date) -> Finding:
        """Answer by the birthday."""
        if not is_known(facts.birthday):
            fact = Fact(facts.kind.value, facts.id, "birthday")
            return self.finding(Verdict.UNKNOWN, "", missing=(fact,))
        return self.finding(Verdict.of(on >= self._day(facts.birthday)), "")

    def boundaries(self, facts: Any, after: date) -> Iterator[date]:
        """Yield the eighteenth birthday."""
        if is_known(facts.birthday):
            yield self._day(facts.birthday)

    def _day(self, birthday: date) -> date:
        return birthday.replace(year=birthday.year + 18)


@attrs.frozen
class Few:
    """Facts about two persons and nobody else, in whatever role they are asked for."""

    birthdays: dict[str, Known[date]]

    def children(self) -> Iterator[Any]:
        """Yield none."""
        yield from ()

    def subjects(self, role: SubjectRole) -> Iterator[SubjectFacts]:
        """Yield them as subjects of the role's kind."""
        return (SubjectFacts(kind=role.kind, id=id, birthday=day) for id, day in self.birthdays.items())


def test_when_decides_who_is_covered(world: Any) -> None:
    """A clause that can be asked about persons decides from which day on; where it cannot say, it names what is missing."""
    policy = world({"duty": TRAINING}).policy
    (duty,) = policy.duty
    policy = attrs.evolve(policy, duty=(attrs.evolve(duty, when=Grown()),))
    facts: Any = Few({"a": date(2004, 10, 1), "b": NOT_ASKED, "c": date(2010, 1, 1)})
    found = list(due(policy, facts, on=date(2022, 10, 5)))
    assert [(i.subject.id, str(i.window.start), i.state, [f.path for f in i.missing]) for i in found] == [
        ("a", "2022-10-01", DueState.UNDETERMINED, ["person:a.events"]),
        ("b", "2022-09-01", DueState.UNDETERMINED, ["person:b.birthday"]),
        ("b", "2022-10-01", DueState.UNDETERMINED, ["person:b.birthday"]),
    ]
    for item in found:
        assert "{" not in item.text("zh") + item.text("en")


def test_each_kind_of_subject_has_its_record() -> None:
    """A missing fact about a parent, guardian or helper is one about a person; about a school, one about an organisation."""
    kinds = [role.value for role in SubjectRole] + ["class", "school", "programme"]
    assert {kind: Subject(kind, "x").record for kind in kinds} == {  # type: ignore[arg-type]
        "child": "child",
        "person": "person",
        "parent": "person",
        "guardian": "person",
        "helper": "person",
        "pairing": "pairing",
        "family": "family",
        "organisation": "organisation",
        "class": "class",
        "school": "organisation",
        "programme": "organisation",
    }


def test_nobody_holds_a_role_where_nobody_asked_who_there_is(world: Any) -> None:
    """Without recorded relations a named role is a vacancy, whatever the subject; without a record no calendar holds."""
    policy = world({"duty": TRAINING}).policy
    for role in (SubjectRole.PARENT, SubjectRole.HELPER, SubjectRole.PAIRING, SubjectRole.FAMILY):
        facts: Any = Few({"a": NOT_ASKED})
        (course,) = subject_courses(Reading(policy.id, facts, date(2022, 10, 1)), policy, role, None)
        assert [line.owing(date(2022, 10, 1)) for line in course.holders(HelperRole.LOVING_MOTHER)] == [None]
        assert course.holders(None) == (ANYBODY,)
        assert course.organisation is None
        assert course.class_on(date(2022, 10, 1)) is None


def test_a_class_teacher_of_two_siblings_owes_their_parent_once(world: Any) -> None:
    """One line for one teacher of two children in one class; one each where they sit in two, as long as they sit there."""
    posts = [["t1", "class_teacher", "k1", "2020-09-01", ""], ["t2", "class_teacher", "k2", "2020-09-01", ""]]
    duty = {**TRAINING, "to": "each_family", "by": "class_teacher"}
    home: dict[str, Any] = {"is": {"household": "f1"}}
    case: dict[str, Any] = {"duty": duty, "posts": posts, "on": date(2022, 9, 10)}
    together = world({**case, "children": {"c1": home, "c2": home}})
    apart = world({**case, "children": {"c1": home, "c2": {**home, "enrolled": [["k2", "2020-09-01", ""]]}}})
    assert [item.owed_by for item in together.due()] == ["t1"]
    assert [item.owed_by for item in apart.due()] == ["t1", "t2"]


@given(start=days, first=days, last=days, day=days)
def test_a_line_within_days_is_held_by_nobody_outside(
    start: date, first: date, last: date, day: date
) -> None:
    """Inside the days a cut line is the line, outside nobody owes and nobody may make."""
    line = line_of([Tenure(start, None, "t1")])  # type: ignore[arg-type]
    if first >= last:
        return
    cut = line.within(first, last)
    inside = first <= day < last
    assert cut.owing(day) == (line.owing(day) if inside else None)
    assert cut.may_make("t1", day) == (inside and line.may_make("t1", day))  # type: ignore[arg-type]
    assert ANYBODY.within(first, last) is ANYBODY


def test_documents_show_gaps_and_subjects(world: Any) -> None:
    """A window's document has the longest gap with both ends and days, and is of its schema, whoever the subject."""
    duties = [
        {"id": "gap", "contact": "talk", "every": "1 week", "counting": "longest_gap"},
        {"id": "training", **TRAINING},
        {"id": "again", "contact": "talk", "every": "1 month", "anchor": "visit"},
    ]
    made = world(
        {
            "duties": duties,
            "contacts": [
                "x1 2022-09-10 talk t1 c1",
                "x2 2022-09-03 visit t1 c1",
                "x3 2022-09-08 visit t1 c1",
            ],
        }
    )
    on = date(2022, 9, 12)
    document = assess(made.policy, made.facts, on=on, over=(date(2022, 9, 1), on)).to_document()["windows"]
    gap, cut, _again, training = document
    assert gap["longest_gap"] == {"from": "2022-09-01", "to": "2022-09-10", "days": 9}
    assert (gap["every"], gap["needed"], gap["deadline"]) == ("1 week", 0, None)
    assert (cut["excuse"], cut["every"], cut["longest_gap"]) == ("restarted", None, None)
    assert training["subject"] == {"kind": "parent", "id": "c1-m"}
    whole = schema_of("liushou-assessment/1")
    schema = {"$schema": whole["$schema"], "$defs": whole["$defs"], **whole["$defs"]["window"]}
    schema["properties"] = {
        **schema["properties"],
        "missing": {"maxItems": 0},
    }  # its items stand in another schema
    for window in document:
        Draft202012Validator(schema).validate(window)


def test_no_gap_is_counted_elsewhere(world: Any) -> None:
    """Where windows are counted there is no gap; on the first day of a gap it has no days."""
    (item,) = world({"duty": {**TRAINING, "to": "each_child"}, "on": date(2022, 9, 1)}).due()
    assert isinstance(item, DueItem)
    assert (item.gap_days, item.longest_gap) == (None, None)
    duty = {"contact": "talk", "every": "1 week", "counting": "longest_gap"}
    (first,) = world({"duty": duty, "on": date(2022, 9, 1)}).due()
    assert (first.gap_days, first.longest_gap) == (0, None)
