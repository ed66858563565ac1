"""Who is related to a child: parents, guardians, helpers, pairings, the household and schools, each from its records.

The singular of a collective name means the same (``parent`` is ``parents``); of the guardians, ``parent_guardian`` are parents
recorded as such, and ``other`` those of no kind of their own.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import GuardianKind, ParentRole
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.links import Found, Links, body_of, pairing_of
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.pairing import PartyKind
from liushou_core.domain.subject import Related, SubjectFacts
from liushou_core.domain.unknown import NOT_ASKED, Unknown

__all__ = ["OF_A_CHILD", "parents_of"]


def parents_of(links: Links, facts: ChildFacts, role: ParentRole | None = None) -> Found:
    """Return the legal parents of a child, or who of them is the father or the mother."""
    if isinstance(facts.child.parents, Unknown):
        return facts.child.parents
    records = {parent.id: parent for parent in facts.parents}
    roles = {id: records[id].role if id in records else ParentRole.OTHER for id in facts.child.parents}
    if role is not None and role not in roles.values() and ParentRole.OTHER in roles.values():
        return NOT_ASKED  # one of them may be meant; nobody said which
    return [
        Related(subject=links.person(id), status=records[id].status if id in records else NOT_ASKED)
        for id in roles
        if role is None or roles[id] is role
    ]


def _guardians(links: Links, facts: ChildFacts, kind: GuardianKind | None = None) -> Found:
    if isinstance(facts.guardianships, Unknown):
        return facts.guardianships
    return [
        Related(subject=links.person(one.guardian), start=one.start, until=one.until)
        for one in facts.guardianships
        if kind is None or one.kind is kind
    ]


def _helpers(links: Links, facts: ChildFacts, role: HelperRole | None = None) -> Found:
    paired = [
        Related(subject=links.person(one.by), start=one.start, until=one.until)
        for one in facts.pairings
        if one.by_kind is PartyKind.HELPER and role in (None, one.role)
    ]
    return paired if role is None or not role.by_post else [*paired, *_holders(links, facts, role)]


def _holders(links: Links, facts: ChildFacts, role: HelperRole) -> Iterator[Related]:
    """Yield who held a post in the child's class while the child was in it."""
    for enrolment in facts.enrolments:
        for post in links.posts("school_class", enrolment.school_class):
            shared = Span(post.start, post.until).intersection(enrolment.span)
            if post.role.value == role.value and shared is not None:
                yield Related(subject=links.person(post.holder), start=shared.start, until=shared.until)


def _pairings(links: Links, facts: ChildFacts) -> Found:
    return [pairing_of(links, one) for one in facts.pairings]


def _family(links: Links, facts: ChildFacts) -> Found:
    household = facts.child.household
    if isinstance(household, Unknown):
        return household
    return [Related(subject=SubjectFacts(kind=SubjectKind.FAMILY, id=household, around=links))]


def _schools(links: Links, facts: ChildFacts) -> Found:
    schools = {one.id: one.school for one in facts.classes}
    return [
        Related(subject=body_of(links, schools[one.school_class]), start=one.start, until=one.until)
        for one in facts.enrolments
        if one.school_class in schools
    ]


OF_A_CHILD: Final[Mapping[str, Callable[[Links, ChildFacts], Found]]] = {
    **dict.fromkeys(("parents", "parent"), parents_of),
    "father": partial(parents_of, role=ParentRole.FATHER),
    "mother": partial(parents_of, role=ParentRole.MOTHER),
    **dict.fromkeys(("guardians", "guardian"), _guardians),
    "parent_guardian": partial(_guardians, kind=GuardianKind.PARENT),
    **{
        kind.value: partial(_guardians, kind=kind) for kind in GuardianKind if kind is not GuardianKind.PARENT
    },
    **dict.fromkeys(("helpers", "helper"), _helpers),
    **{role.value: partial(_helpers, role=role) for role in HelperRole},
    **dict.fromkeys(("pairings", "pairing"), _pairings),
    "family": _family,
    **dict.fromkeys(("school", "schools"), _schools),
}
"""How those in each role are found in the facts of a child."""
