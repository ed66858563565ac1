"""Proposals: who might be paired with whom under a policy's pairing rules; nothing is paired by this (PAIR-1 … PAIR-14).

The order is fixed, so that the same facts give the same proposals: among children key-help targets come first, then who
has been unserved longest, then the id (requirements §4.3, ambiguity (b)); among helpers who has the fewest children in the
role, then the id. What a rule says of the order, of pupils who help and of exclusive pairing changes that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

import attrs

from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.helper import Helper, HelperRole
from liushou_core.domain.ids import ChildId, ClassId, HelperId
from liushou_core.domain.pairing import Pairing
from liushou_core.locale import Locale, render
from liushou_core.policy.policy import Policy
from liushou_core.policy.reading.seen_on import seen_on
from liushou_core.policy.tables.pairing_rules import PairingRule
from liushou_core.policy.verdict import NO, YES, Verdict
from liushou_core.policy.verdict_line import cover_line
from liushou_core.policy.words import in_words

__all__ = ["Proposal", "has_another", "propose_pairings"]


@attrs.frozen(kw_only=True)
class Proposal:
    """One place at a child's side: the helper proposed for it, or None when nobody is left.

    ``unserved_since``: the day since which the child has been covered and without a helper in the role.
    """

    rule: str
    role: HelperRole
    child: ChildId
    helper: HelperId | None
    unserved_since: date

    def text(self, locale: Locale = "en") -> str:
        """Return the proposal in words, by ids."""
        key = "pairing.without" if self.helper is None else "pairing.proposed"
        return render(key, locale, role=in_words(self.role, locale), child=self.child, helper=self.helper)


@attrs.frozen(eq=False)
class _Wanting:
    """A covered child who lacks ``places`` helpers in a role."""

    facts: ChildFacts
    school_class: ClassId | None
    places: int
    unserved_since: date
    taken: frozenset[str]


def propose_pairings(
    policy: Policy, facts: Facts, helpers: Iterable[Helper], *, on: date
) -> tuple[Proposal, ...]:
    """Return a proposal for every place that the rules leave empty on the day *on*, rule by rule in the plan's order.

    A child counts when the policy covers it on that day (YES); an undetermined one is not proposed for. A helper can be
    proposed who may serve in the role, has room, is not at the child's side already and is not the child; under
    ``same_class`` both must belong to one class on the day.
    """
    children = [seen_on(child, on) for child in facts.children()]
    covered = [
        (child, since) for child in children if (since := _covered_since(policy, child, on)) is not None
    ]
    verdicts = {child.id: cover_line(policy, child).at(on) for child in children}
    team = sorted(helpers, key=lambda helper: helper.id)
    found: list[Proposal] = []
    for rule in policy.on(on).pairing:
        able = [helper for helper in team if rule.role in helper.roles and _may_help(rule, helper, verdicts)]
        rooms = _Room(rule, _loads(children, rule.role, on))
        served = {proposal.child for proposal in found if proposal.helper and proposal.role is not rule.role}
        wanting = [
            w
            for child, since in covered
            if not (rule.exclusive and (child.id in served or has_another(rule, child, on)))
            and (w := _wanting(rule, child, since, on)) is not None
        ]
        classes = _classes(facts, children, able, on) if rule.same_class else None
        for child in sorted(wanting, key=partial(_urgency, rule)):
            fitting = [h for h in able if _fits(h, child, classes)]
            found.extend(_for_child(rule, child, fitting, rooms))
    return tuple(found)


@attrs.frozen(eq=False)
class _Room:
    """How many children each helper has in the role, with the proposals made so far."""

    rule: PairingRule
    loads: Counter[str]

    def take(self, helpers: Sequence[Helper], taken: set[str]) -> HelperId | None:
        most = self.rule.children_per_helper
        free = [h.id for h in helpers if h.id not in taken and (most is None or self.loads[h.id] < most)]
        chosen = min(free, key=lambda helper: (self.loads[helper], helper), default=None)
        if chosen is not None:
            self.loads[chosen] += 1
        return chosen


def _for_child(
    rule: PairingRule, child: _Wanting, helpers: Sequence[Helper], rooms: _Room
) -> Iterator[Proposal]:
    taken = set(child.taken)
    for _place in range(child.places):
        chosen = rooms.take(helpers, taken)
        if chosen is not None:
            taken.add(chosen)
        elif rule.nobody_free == "waived":
            return
        yield Proposal(
            rule=rule.id,
            role=rule.role,
            child=child.facts.id,
            helper=chosen,
            unserved_since=child.unserved_since,
        )


def _urgency(rule: PairingRule, child: _Wanting) -> tuple[bool, date, ChildId]:
    later = rule.order == "key_target" and child.facts.child.key_target is not True
    return later, child.unserved_since, child.facts.id


def _may_help(rule: PairingRule, helper: Helper, verdicts: dict[ChildId, Verdict]) -> bool:
    """Say whether a helper is of the kind that the rule asks for: an adult, a pupil, and which pupil."""
    if helper.child is None:
        return rule.helper != "pupil"
    wanted = {"any": None, "covered": YES, "not_covered": NO}[rule.pupil]
    return rule.helper != "adult" and wanted in (None, verdicts.get(helper.child, NO))


def has_another(rule: PairingRule, facts: ChildFacts, on: date) -> bool:
    """Say whether a child has a helper of another kind on the day."""
    return any(pairing.role is not rule.role and pairing.span.covers(on) for pairing in facts.pairings)


def _covered_since(policy: Policy, facts: ChildFacts, on: date) -> date | None:
    """Return the first day of the run of days with cover that *on* lies in; None if the child is not covered on it."""
    line = cover_line(policy, facts)
    if line.at(on) is not YES:
        return None
    begun = [day for day in line.days if day <= on]
    since = begun[-1]
    for day in reversed(begun):
        if line.at(day) is not YES:
            break
        since = day
    return since


def _wanting(rule: PairingRule, facts: ChildFacts, covered_since: date, on: date) -> _Wanting | None:
    if rule.requires is not None and rule.requires.judge(facts, on).verdict is not YES:
        return None
    held = [pairing for pairing in facts.pairings if pairing.role is rule.role]
    there = _holders(held, on)
    places = rule.helpers_per_child - len(there)
    if places <= 0:
        return None
    ends = [pairing.until for pairing in held if pairing.until is not None and pairing.until <= on]
    school_class = facts.class_on(on)
    return _Wanting(
        facts,
        None if school_class is None else school_class.id,
        places,
        max([covered_since, *ends]),
        frozenset(there),
    )


def _holders(pairings: Iterable[Pairing], on: date) -> set[str]:
    """Return who is paired on the day; a cover holds the place of the one it covers, no place of its own."""
    active = [pairing for pairing in pairings if pairing.span.covers(on)]
    ids = {pairing.id for pairing in active}
    return {pairing.by for pairing in active if pairing.covers not in ids}


def _loads(children: Iterable[ChildFacts], role: HelperRole, on: date) -> Counter[str]:
    """Return how many children each helper has in the role on the day."""
    return Counter(
        by
        for child in children
        for by in {p.by for p in child.pairings if p.role is role and p.span.covers(on)}
    )


def _fits(helper: Helper, child: _Wanting, classes: dict[HelperId, set[ClassId]] | None) -> bool:
    if helper.child == child.facts.id:
        return False
    return classes is None or child.school_class in classes[helper.id]


def _classes(
    facts: Facts, children: Iterable[ChildFacts], helpers: Sequence[Helper], on: date
) -> dict[HelperId, set[ClassId]]:
    """Return to which classes each helper belongs: the one it sits in as a pupil, those in which it holds a post."""
    sits_in = {child.id: there.id for child in children if (there := child.class_on(on)) is not None}
    found: dict[HelperId, set[ClassId]] = {helper.id: set() for helper in helpers}
    for helper in helpers:
        if helper.child is not None and helper.child in sits_in:
            found[helper.id].add(sits_in[helper.child])
    for school_class in set(sits_in.values()):
        for post in facts.posts(school_class):
            if post.holder in found and post.held_on(on):
                found[post.holder].add(school_class)
    return found
