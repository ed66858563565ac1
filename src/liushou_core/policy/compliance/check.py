"""check: what became of every promise of a plan; one pass over the facts, a pure function of policy, facts and day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Literal

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.calendar.checks import checked_day
from liushou_core.domain.facts import Facts
from liushou_core.policy.compliance.checker import Checker, tally_of
from liushou_core.policy.compliance.indicating import Indicating
from liushou_core.policy.compliance.of_activities import Agenda, Phases, Provisions
from liushou_core.policy.compliance.of_bodies import Equipments, Funds, Organisations
from liushou_core.policy.compliance.of_children import (
    Archives,
    Categories,
    Pairings,
    Priorities,
)
from liushou_core.policy.compliance.of_duties import Duties, Steps
from liushou_core.policy.compliance.of_help import LegalAids, Supports
from liushou_core.policy.compliance.of_individual_plans import IndividualPlans
from liushou_core.policy.compliance.of_money import Payments
from liushou_core.policy.compliance.of_periods import Assessments, Dropout, Inspections
from liushou_core.policy.compliance.promise import Tally
from liushou_core.policy.compliance.report import ComplianceReport
from liushou_core.policy.decision import cover
from liushou_core.policy.due.courses import Reading
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.due.listing import Listing
from liushou_core.policy.indicators.indicator import Indicated
from liushou_core.policy.indicators.rate import Matter
from liushou_core.policy.memory import remembering
from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.verdict import UNKNOWN, YES, Verdict

__all__ = ["check", "indicators"]

_CHECKERS: Final[dict[str, type[Checker]]] = {
    "organisation": Organisations,
    "category": Categories,
    "record": Archives,
    "priority": Priorities,
    "duty": Duties,
    "pairing": Pairings,
    "trigger": Steps,
    "individual_plan": IndividualPlans,
    "scoring": Payments,
    "assessment": Assessments,
    "support": Supports,
    "fund": Funds,
    "legal_aid": LegalAids,
    "dropout": Dropout,
    "equipment": Equipments,
    "activity": Provisions,
    "communication": Provisions,
    "training": Provisions,
    "safety": Provisions,
    "responsibility": Provisions,
    "phase": Phases,
    "agenda": Agenda,
    "inspection": Inspections,
}
"""Who looks after the promises of a section; in the order of the sections of a pack."""


def check(
    policy: Policy,
    facts: Facts,
    *,
    on: date,
    since: date | None = None,
    cases: Literal["all", "gaps"] = "all",
) -> ComplianceReport:
    """Return what became of every promise of *policy* by the day *on*.

    *since*: what was over before this day does not count; None: from the plan's first day. *cases*: whether kept cases are listed too;
    ``"gaps"`` lists only the others, for large registers. Raises InvalidValue for what is no day.

    >>> from liushou_core import load_policy, read_facts
    >>> facts = read_facts({"children": [{"id": "c1", "rural": False}]})
    >>> report = check(load_policy("school-four-priorities"), facts, on=date(2023, 9, 30))
    >>> report["record.health"].state
    <PromiseState.NOT_YET_DUE: 'not_yet_due'>
    """
    checked_day(on)
    with remembering():
        return _checked(
            policy, facts, on, policy.in_force_from if since is None else since, all_cases=cases == "all"
        )


def _checked(policy: Policy, facts: Facts, on: date, since: date, *, all_cases: bool) -> ComplianceReport:
    edition = policy.on(on)
    matter = Matter(policy, facts, on, _over(policy, since, on))
    in_force = on >= policy.in_force_from
    checkers = list(_checkers(matter, all_cases=all_cases)) if in_force else []
    indicating = Indicating(matter, edition.indicator if in_force else ())
    covers = _told(policy, matter, (indicating, *checkers), with_duties=True)
    return ComplianceReport(
        policy=edition.id,
        edition=edition.edition_from,
        fingerprint=edition.fingerprint,
        title=edition.title,
        on=on,
        over=matter.over,
        covered=covers[YES],
        undetermined=covers[UNKNOWN],
        promises=tuple(promise for checker in checkers for promise in checker.promises()),
        indicators=tuple(indicating.answers()),
        origins=edition.origins,
    )


def _told(
    policy: Policy, matter: Matter, listeners: Sequence[Checker | Indicating], *, with_duties: bool
) -> Counter[Verdict]:
    """Tell *listeners* of each child, and of each window that is looked at; return how many children are covered, by verdict."""
    covers: Counter[Verdict] = Counter()
    listing = (
        Listing(policy, Reading(policy.id, matter.facts, matter.on, matter.over)) if with_duties else None
    )
    for child in matter.facts.children():
        seen = seen_on(child, matter.on)
        verdict = cover(policy, seen, matter.on)
        covers[verdict] += 1
        for listener in listeners:
            listener.child(seen, verdict)
        _tell(listeners, () if listing is None else listing.of_child(child), matter.over)
    _tell(listeners, () if listing is None else listing.of_others(), matter.over)
    return covers


def _tell(listeners: Sequence[Checker | Indicating], items: Iterable[DueItem], over: Span) -> None:
    for item in items:
        for listener in listeners if over.overlaps(item.window) else ():
            listener.item(item)


def _over(policy: Policy, since: date, on: date) -> Span:
    """Return the days that count: from *since*, or the plan's first day, up to the judged day."""
    first = min(max(since, policy.in_force_from), on)
    return Span(first, add_days(on, 1)) if add_days(on, 1) > on else Span(first, None)


def indicators(policy: Policy, facts: Facts, *, on: date) -> tuple[Indicated, ...]:
    """Return what each indicator of *policy* shows on the day *on*, in the order of the plan (IND-1 … IND-12).

    Windows of duties count from the plan's first day.
    """
    checked_day(on)
    if on < policy.in_force_from:
        return ()
    edition = policy.on(on)
    matter = Matter(policy, facts, on, _over(policy, policy.in_force_from, on))
    indicating = Indicating(matter, edition.indicator)
    with remembering():
        _told(policy, matter, (indicating,), with_duties=indicating.asks_of_duties)
        return tuple(indicating.answers())


def _checkers(matter: Matter, *, all_cases: bool) -> Iterator[Checker]:
    sections = dict(matter.edition.sections())
    for section in SECTIONS:
        if section in sections and section in _CHECKERS:
            tallies = {tally.id: tally for tally in _tallies(section, sections[section], all_cases=all_cases)}
            if tallies:
                yield _CHECKERS[section](matter, tallies)


def _tallies(section: str, value: Any, *, all_cases: bool) -> Iterator[Tally]:
    """Yield a tally for every promise that a section makes."""
    if not isinstance(value, tuple):
        yield tally_of(section, value, id=section, all_cases=all_cases)
        return
    for table in value:
        if section == "priority":
            extra = () if table.learning_helpers is None else ("learning_helpers",)
            for promise in (*table.promises, *extra):
                yield tally_of(section, table, id=f"{table.id}.{promise}", all_cases=all_cases)
            continue
        if section == "trigger" and not table.steps:
            continue
        binding = getattr(table, "binding", True) and not getattr(table, "optional", False)
        yield tally_of(section, table, all_cases=all_cases, binding=binding)
        for item in table.items if section == "inspection" else ():
            yield Tally(
                section=section,
                id=f"{table.id}.{item.id}",
                title=item.says,
                source=table.source,
                all_cases=all_cases,
            )
