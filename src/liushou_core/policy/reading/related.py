"""Who is related to a subject in a role on a day: for certain, perhaps, or nobody asked."""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

import attrs

from liushou_core.domain.family import GuardianKind, LifeStatus
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.organisation import PostRole
from liushou_core.domain.subject import Related, Subject
from liushou_core.domain.unknown import Known, Unknown, is_known
from liushou_core.policy.memory import remembered
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Verdict

__all__ = [
    "KNOWN_ROLES",
    "Deceased",
    "Member",
    "Members",
    "kind_of_role",
    "members",
    "related_to",
    "relation_days",
]

Deceased: TypeAlias = Literal["left_out", "counted"]
"""Whether who has died still counts among the related."""

_OF_CHILDREN: Final = frozenset(
    {
        *("parents", "parent", "father", "mother", "guardians", "guardian", "helpers", "helper"),
        *("parent_guardian" if kind is GuardianKind.PARENT else str(kind.value) for kind in GuardianKind),
        *(str(role.value) for role in HelperRole),
    }
)
"""Roles of persons towards a child that need no declaration; ``parent`` is one of the parents, ``parent_guardian`` a guardian."""
_ROLES: Final[Mapping[SubjectKind, Mapping[str, SubjectKind]]] = {
    SubjectKind.CHILD: {
        **dict.fromkeys(_OF_CHILDREN, SubjectKind.PERSON),
        **dict.fromkeys(("pairings", "pairing"), SubjectKind.PAIRING),
        "family": SubjectKind.FAMILY,
        **dict.fromkeys(("schools", "school"), SubjectKind.ORGANISATION),
    },
    SubjectKind.PERSON: {
        **dict.fromkeys(("children", "wards", "helped"), SubjectKind.CHILD),
        "pairings": SubjectKind.PAIRING,
        "organisations": SubjectKind.ORGANISATION,
    },
    SubjectKind.PAIRING: {"child": SubjectKind.CHILD, "helper": SubjectKind.PERSON},
    SubjectKind.FAMILY: {"children": SubjectKind.CHILD, "parents": SubjectKind.PERSON},
    SubjectKind.ORGANISATION: {
        **dict.fromkeys((str(post.value) for post in PostRole), SubjectKind.PERSON),
        "members": SubjectKind.PERSON,
        "children": SubjectKind.CHILD,
        "parent": SubjectKind.ORGANISATION,
    },
}
"""Who is related to whom in which role; a child and a body may also have persons in a role that the pack declares.

The same roles as ``domain/related.py`` finds, which a test holds together.
"""
KNOWN_ROLES: Final = frozenset(role for roles in _ROLES.values() for role in roles)
"""Roles that need no declaration."""


def kind_of_role(kind: SubjectKind, role: str, declared: Container[str] = ()) -> SubjectKind | None:
    """Return the kind of those related in *role* to a subject of *kind*; None if there is no such role.

    *declared* are the roles of the pack: persons stand in them to a child or a body.
    """
    found = _ROLES[kind].get(role)
    if found is None and role in declared and kind in (SubjectKind.CHILD, SubjectKind.ORGANISATION):
        return SubjectKind.PERSON
    return found


@attrs.frozen
class Member:
    """Somebody related; ``there``: YES, or UNKNOWN where nobody knows whether the person lives."""

    subject: Subject
    there: Verdict


@attrs.frozen
class Members:
    """Those related on a day, ordered by id; where nobody asked, ``asked`` is False and there may be any number."""

    each: tuple[Member, ...]
    asked: bool
    used: tuple[Fact, ...]
    missing: tuple[Fact, ...]


def related_to(subject: Subject, role: str) -> Known[tuple[Related, ...]]:
    """Return who is, was or will be related to *subject* in *role*, as ``Around.related`` does; looked up once while it is asked
    about, so that what is reckoned of them is remembered too.
    """

    def found(subject: Subject, _on: date) -> Known[tuple[Related, ...]]:
        return subject.around.related(subject.kind, subject.id, role)

    return remembered(role, subject, date.min, found)


def members(subject: Subject, role: str, on: date, deceased: Deceased) -> Members:
    """Return who is related to *subject* in *role* on the day *on*, each once however many records say so.

    A relation of unknown start holds until it ends.
    """
    found = related_to(subject, role)
    if isinstance(found, Unknown):
        return Members((), asked=False, used=(), missing=(Fact(subject.kind.value, subject.id, role, found),))
    each: dict[tuple[SubjectKind, str], Member] = {}
    missing: list[Fact] = []
    for one in found:
        there = YES if deceased == "counted" else _lives(one)
        if there in (YES, UNKNOWN) and _holds(one, on):
            each.setdefault((one.subject.kind, one.subject.id), Member(one.subject, there))
            if there is UNKNOWN:
                missing.append(Fact(one.subject.kind.value, one.subject.id, "status", one.status))
    ids = tuple(member.subject.id for member in each.values())
    used = (Fact(subject.kind.value, subject.id, role, ids),)
    return Members(tuple(each.values()), asked=True, used=used, missing=tuple(missing))


def relation_days(subject: Subject, role: str) -> Iterator[date]:
    """Yield the days on which somebody begins or ceases to be related."""
    found = related_to(subject, role)
    for one in () if isinstance(found, Unknown) else found:
        if isinstance(one.start, date):
            yield one.start
        if one.until is not None:
            yield one.until


def _holds(one: Related, on: date) -> bool:
    begun = not isinstance(one.start, date) or one.start <= on
    return begun and (one.until is None or on < one.until)


def _lives(one: Related) -> Verdict:
    return Verdict.of(one.status is not LifeStatus.DECEASED if is_known(one.status) else None)
