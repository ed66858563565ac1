"""The eligibility of school-four-priorities as the plainest Python for frozen objects, with a trace: attrs, one child at a time.

It answers as the plan reads (rural; both parents away for work, together, for three months, no day at home tolerated) and builds a tree of steps
that says as much as the library's findings: the rule, the answer, why in words, the facts used. What the library knows besides, it does
not know: spells of unknown start, returns noted inside a spell, tolerated gaps, parents who may not live, which fact to ask for next.
"""

from datetime import date

import attrs

from liushou_core.domain.calendar import add_months
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, AbsenceReason, Parent
from liushou_core.domain.unknown import NOT_ASKED

__all__ = ["Step", "Used", "eligible"]


@attrs.frozen
class Used:
    """A fact that a rule read."""

    kind: str
    id: str
    field: str
    value: object


@attrs.frozen
class Step:
    """One rule: what it answers (None: unknown), why, and on which facts."""

    rule: str
    value: bool | None
    why: str
    used: tuple[Used, ...] = ()
    parts: "tuple[Step, ...]" = ()


def eligible(facts: ChildFacts, on: date) -> Step:
    """Return whether the plan covers the child, and why."""
    parts = (_rural(facts), _parents_away(facts, on))
    return Step("eligibility", _all([part.value for part in parts]), "all of these", parts=parts)


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _rural(facts: ChildFacts) -> Step:
    rural = facts.child.rural
    used = (Used("child", facts.id, "rural", rural),)
    if rural is True or rural is False:
        return Step("rural", rural, f"recorded: {rural}", used)
    return Step("rural", None, "not known", used)


def _parents_away(facts: ChildFacts, on: date) -> Step:
    used = (Used("child", facts.id, "parents", facts.child.parents),)
    steps = tuple(_away(parent, on) for parent in facts.parents)
    if len(steps) < 2:
        return Step("parents_away", value=False, why="fewer than two parents", used=used, parts=steps)
    return Step("parents_away", _all([step.value for step in steps]), "both parents", used, steps)


def _away(parent: Parent, on: date) -> Step:
    used = (
        Used("parent", parent.id, "status", parent.status),
        Used("parent", parent.id, "absences", parent.absences),
    )
    if parent.absences is NOT_ASKED:
        return Step(parent.role.value, None, "nobody asked", used)
    start = back = None
    for spell in sorted((one for one in parent.absences if _counts(one, on)), key=lambda one: one.start):
        until = spell.until or date.max
        if back is None or spell.start > back:
            start, back = spell.start, until
        else:
            back = max(back, until)
    if start is None or back is None or back <= on:
        return Step(parent.role.value, value=False, why="not away on the day", used=used)
    full = add_months(start, 3)
    return Step(parent.role.value, full <= on, f"away since {start}, three months on {full}", used)


def _counts(spell: Absence, on: date) -> bool:
    return spell.start <= on and spell.reason is AbsenceReason.WORKING
