"""assess: ask a policy everything it answers about a body of facts on a day; no store, no clock."""

from collections.abc import Iterator
from datetime import date, timedelta

from liushou_core.domain.calendar import SchoolYear, Span
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.policy.assessment.answers import Answers, answers_about, roles_asked
from liushou_core.policy.assessment.assessment import Assessment
from liushou_core.policy.assessment.dated import dates_within
from liushou_core.policy.assessment.period import period
from liushou_core.policy.assessment.subjects import subjects_in
from liushou_core.policy.compliance.indicating import Indicating
from liushou_core.policy.decision import cover
from liushou_core.policy.due.courses import Reading
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.due.listing import Listing
from liushou_core.policy.indicators.rate import Matter
from liushou_core.policy.memory import remembering
from liushou_core.policy.misfits import misfits
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.settlement import Settlement, settle
from liushou_core.policy.settlement.scheme import school_of, year_at
from liushou_core.policy.tables.identities import Balance
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["assess"]

_FIRST_YEAR, _LAST_YEAR = 1, 9998
"""The school years there are."""


def assess(policy: Policy, facts: Facts, *, on: date, over: tuple[date, date] | None = None) -> Assessment:
    """Return what *policy* answers about *facts* on the day *on*.

    *over* are the first and the last day of the period whose windows, settlements and dates are wanted, both included;
    without it the day *on* alone. A settlement is judged on its own settlement day, whatever *on* is. Raises InvalidValue
    for what is no day and for a period that ends before it begins.

    >>> from liushou_core import load_policy, read_facts
    >>> facts = read_facts({"children": [{"id": "c1", "rural": False}]})
    >>> assess(load_policy("school-four-priorities"), facts, on=date(2023, 9, 30))["c1"].decisions[
    ...     "eligibility"
    ... ].verdict
    NO
    """
    span = period(on, over)
    with remembering():
        return _assessed(policy, facts, on, span)


def _assessed(policy: Policy, facts: Facts, on: date, span: Span) -> Assessment:
    edition = policy.on(on)
    listing = Listing(policy, Reading(policy.id, facts, on, span))
    indicating = Indicating(Matter(policy, facts, on, span), edition.indicator)
    answers: dict[str, Answers] = {}
    windows: list[DueItem] = []
    # A child's windows hang on what its answers hang on: they are asked for while these are remembered.
    for subject, roles in subjects_in(facts, roles_asked(edition)):
        key = f"{subject.kind.value}:{subject.id}" if subject.id in answers else subject.id
        answers[key] = answers_about(policy, edition, subject, roles, on)
        if isinstance(subject, ChildFacts):
            windows.extend(listing.of_child(subject))
            if edition.indicator:
                seen = seen_on(subject, on)
                indicating.child(seen, cover(policy, seen, on))
    windows.extend(listing.of_others())
    within = tuple(item for item in windows if item.window.overlaps(span))
    for item in within if edition.indicator else ():
        indicating.item(item)
    return Assessment(
        policy=policy,
        on=on,
        over=span,
        answers=answers,
        windows=within,
        indicators=tuple(indicating.answers()) if on >= policy.in_force_from else (),
        settlements=_settlements(policy, facts, on, span),
        dates=dates_within(edition, facts, span),
        mistakes=tuple(misfits(edition, facts)),
        identities=tuple(_balances(edition, facts, on)) if on >= policy.in_force_from else (),
    )


def _balances(edition: Policy, facts: Facts, on: date) -> Iterator[Balance]:
    for identity in edition.identity:
        yield from (identity.balance(subject, on) for subject in facts.subjects(identity.subject))


def _settlements(policy: Policy, facts: Facts, on: date, over: Span) -> tuple[Settlement, ...]:
    """Return the settlements of the school years settled in *over*, or that of the year of *on* if there is none."""
    scoring = policy.scoring
    if scoring is None:
        return ()
    years = tuple(_years(policy, on, over))
    wanted = [y for y in years if any(map(over.covers, _settlement_days(scoring, facts, y)))]
    wanted = wanted or [y for y in years if y.first_day <= on < y.until]
    return tuple(settle(policy, facts, school_year=year) for year in wanted)


def _years(policy: Policy, on: date, over: Span) -> Iterator[SchoolYear]:
    """Yield the school years that may be wanted: begun by *on*, and not over before the plan is in force."""
    first = max(min(on, over.start), policy.in_force_from).year - 1
    for start in range(max(first, _FIRST_YEAR), min(on.year, _LAST_YEAR) + 1):
        year = SchoolYear(start)
        if year.first_day <= on and policy.in_force_from < year.until:
            yield year


def _settlement_days(scoring: Scoring, facts: Facts, year: SchoolYear) -> set[date]:
    """Return the days on which the year is settled, at any of the children's schools; 31 August if there is no child."""
    schools = {school_of(child, year) for child in facts.children()}
    days = {year_at(facts, school, year, scoring).settled_on for school in schools}
    return days or {year.until - timedelta(days=1)}
