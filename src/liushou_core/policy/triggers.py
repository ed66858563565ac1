"""Triggers and the individual education-management plan 个别教育管理方案 (requirements §4.5)."""

from datetime import date
from typing import Literal

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.policy.source import Source
from liushou_core.policy.tree import all_of, any_of
from liushou_core.policy.verdict import Clause, Finding

__all__ = ["IndividualPlan", "Trigger", "individual_plan_needed"]


@attrs.frozen(kw_only=True)
class Trigger:
    """A named ground for individual help: a tree that is YES while it holds."""

    id: str
    when: Clause
    source: Source | None = None


@attrs.frozen(kw_only=True)
class IndividualPlan:
    """Who gets an individual plan: ``any`` of the triggers (the list is joined by 、; default) or ``all`` of them."""

    when: Literal["any", "all"] = "any"
    source: Source | None = None


def individual_plan_needed(
    plan: IndividualPlan, triggers: tuple[Trigger, ...], facts: ChildFacts, *, on: date
) -> Finding:
    """Return whether the child needs an individual plan on the day, with a finding for every trigger."""
    join = any_of if plan.when == "any" else all_of
    clauses = (all_of(trigger.when, id=trigger.id, source=trigger.source) for trigger in triggers)
    clause: Clause = join(*clauses, id="individual_plan", source=plan.source)
    return clause.judge(facts, on)
