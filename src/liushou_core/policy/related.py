"""Who is related to a subject in a role on a day: for certain, perhaps, or nobody asked."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, TypeAlias

import attrs

from liushou_core.domain.family import LifeStatus
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.subject import Related, Subject
from liushou_core.domain.unknown import Unknown, is_known
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Verdict

__all__ = ["Deceased", "Member", "Members", "RoleName", "kind_of_role", "members", "relation_days"]

Deceased: TypeAlias = Literal["left_out", "counted"]
"""Whether who has died still counts among the related."""

_KINDS: Final = {
    "children": SubjectKind.CHILD,
    "wards": SubjectKind.CHILD,
    "helped": SubjectKind.CHILD,
    "child": SubjectKind.CHILD,
    "pairings": SubjectKind.PAIRING,
    "family": SubjectKind.FAMILY,
    "school": SubjectKind.ORGANISATION,
    "parent": SubjectKind.ORGANISATION,
}
_OF_OTHERS: Final = {
    SubjectKind.PERSON: frozenset({"children", "wards", "helped", "pairings"}),
    SubjectKind.PAIRING: frozenset({"child", "helper"}),
    SubjectKind.FAMILY: frozenset({"children", "parents"}),
    SubjectKind.ORGANISATION: frozenset({"children", "parent"}),
}


def kind_of_role(kind: SubjectKind, role: str) -> SubjectKind | None:
    """Return the kind of those related in *role* to a subject of *kind*; None if there is no such role.

    A child may have any role that relations name: those are persons.
    """
    if kind is SubjectKind.CHILD:
        return (
            SubjectKind.PERSON
            if role in ("children", "wards", "helped", "child", "parent")
            else _KINDS.get(role, SubjectKind.PERSON)
        )
    return _KINDS.get(role, SubjectKind.PERSON) if role in _OF_OTHERS[kind] else None


@attrs.frozen
class RoleName:
    """A role in words."""

    role: str

    def says(self, locale: Locale) -> str:
        """Return what those in the role are called; a word of a plan's own stays as it is."""
        key = f"role.{self.role}"
        return render(key, locale) if has_message(key) else self.role.replace("_", " ")


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


def members(subject: Subject, role: str, on: date, deceased: Deceased) -> Members:
    """Return who is related to *subject* in *role* on the day *on*; a relation of unknown start holds until it ends."""
    found = subject.around.related(subject.kind, subject.id, role)
    if isinstance(found, Unknown):
        return Members((), asked=False, used=(), missing=(Fact(subject.kind.value, subject.id, role, found),))
    each: list[Member] = []
    missing: list[Fact] = []
    for one in found:
        if _holds(one, on):
            there = YES if deceased == "counted" else _lives(one)
            if there is UNKNOWN:
                missing.append(Fact(one.subject.kind.value, one.subject.id, "status", one.status))
            if there in (YES, UNKNOWN):
                each.append(Member(one.subject, there))
    ids = tuple(member.subject.id for member in each)
    used = (Fact(subject.kind.value, subject.id, role, ids),)
    return Members(tuple(each), asked=True, used=used, missing=tuple(missing))


def relation_days(subject: Subject, role: str) -> Iterator[date]:
    """Yield the days on which somebody begins or ceases to be related."""
    found = subject.around.related(subject.kind, subject.id, role)
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
