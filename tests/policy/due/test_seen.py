"""What is seen on a day: nothing that begins later, every end that is recorded."""

from datetime import date
from pathlib import Path
from typing import Any

import liushou_core.policy.criteria
from liushou_core.policy.reading.seen_on import seen_on

CASE: dict[str, Any] = {
    "children": {
        "c1": {
            "away": [["2022-01-01", "2022-12-01"], ["2023-01-01", ""]],
            "enrolled": [["k1", "2022-09-01", "2023-09-01"], ["k2", "2023-09-01", ""]],
        },
        "c2": {"away": "unknown"},
        "c3": {"away": [["?", "2022-12-01"]]},
    },
    "pairings": [["p1", "volunteer", "v1", "c1", "2022-10-02", ""]],
    "contacts": ["x1 2022-10-01 talk t1 c1", "x2 2022-10-02 talk t1 c1"],
    "care_plans": [["g1", "c1", "2022-10-02"]],
    "duty": {"contact": "talk", "unscheduled": True},
}


def test_what_begins_later_is_left_out(world: Any) -> None:
    """Contacts, pairings, enrolments, plans and spells away that begin after the day are unseen; ends are seen."""
    seen = seen_on(world(CASE).facts.child("c1"), date(2022, 10, 1))
    assert [contact.id for contact in seen.contacts] == ["x1"]
    assert (seen.pairings, seen.care_plans) == ((), ())
    assert [(e.school_class, e.until) for e in seen.enrolments] == [("k1", date(2023, 9, 1))]
    assert [(a.start, a.until) for p in seen.parents for a in p.absences] == [
        (date(2022, 1, 1), date(2022, 12, 1))
    ]


def test_nothing_later_nothing_changed(world: Any) -> None:
    """Where nothing begins later, the facts are the same object; what is unknown stays."""
    facts = world(CASE).facts
    for id, day in (("c1", date(2023, 9, 1)), ("c2", date(2022, 1, 1)), ("c3", date(2020, 9, 1))):
        child = facts.child(id)
        assert seen_on(child, day) is child


def test_a_parent_whose_absences_are_unknown_stays_so(world: Any) -> None:
    """An unknown list is not read as an empty one, not even when a brother or sister's parent has later spells."""
    facts = world(
        {**CASE, "children": {"c1": {"away": [["2023-01-01", ""]]}, "c2": {"away": "unknown"}}}
    ).facts
    both = facts.child("c1")
    (unknown,) = facts.child("c2").parents
    joined = type(both)(child=both.child, parents=(*both.parents, unknown))
    seen = seen_on(joined, date(2022, 10, 1))
    assert [parent.absences for parent in seen.parents] == [(), unknown.absences]


def test_our_criteria_read_no_contacts() -> None:
    """A line of verdicts takes none of our criteria to change with a contact (``verdict_line.py``)."""
    folder = Path(liushou_core.policy.criteria.__file__).parent
    assert [path.name for path in folder.glob("*.py") if ".contacts" in path.read_text("utf-8")] == []
