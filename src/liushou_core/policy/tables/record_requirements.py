"""Record requirements: which fields a plan wants known about every child (REC-1, REC-11; requirements §2)."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Parent
from liushou_core.domain.unknown import NOT_ASKED, Known, Unknown
from liushou_core.errors import Problem
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import Fact

__all__ = ["RecordRequirement", "gaps"]

_KINDS = {"child": Child, "parent": Parent, "guardian": Guardian}


@attrs.frozen(kw_only=True)
class RecordRequirement:
    """Fields that must be known for the record to be complete, as ``child.field``, ``parent.field``, ``guardian.field``.

    Each parent and each guardian there is must have theirs; where nobody asked who they are, that is missing.
    ``child.guardianships`` asks for the list itself.
    """

    id: str
    fields: tuple[str, ...]
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield fields that no record has."""
        for index, name in enumerate(self.fields):
            kind, _, field = name.partition(".")
            if name != "child.guardianships" and not (
                kind in _KINDS and field in attrs.fields_dict(_KINDS[kind])
            ):
                yield Problem(code="unknown_field", path=("fields", index), values={"name": name})


def gaps(requirements: Iterable[RecordRequirement], facts: ChildFacts) -> tuple[Fact, ...]:
    """Return the required facts that are missing for one child, each once; empty: the archive is complete."""
    wanted = dict.fromkeys(name for requirement in requirements for name in requirement.fields)
    missing = (fact for name in wanted for fact in _asked(name, facts) if isinstance(fact.value, Unknown))
    return tuple(dict.fromkeys(missing))


def _asked(name: str, facts: ChildFacts) -> Iterator[Fact]:
    kind, _, field = name.partition(".")
    cared = Fact("child", facts.id, "guardianships", facts.guardianships)
    if name == "child.guardianships":
        yield cared
    elif kind == "child":
        yield Fact("child", facts.id, field, getattr(facts.child, field))
    elif kind == "parent":
        parents = Fact("child", facts.id, "parents", facts.child.parents)
        yield from _of_people(kind, field, facts.child.parents, facts.parents, parents)
    else:
        held = facts.guardianships
        ids = held if isinstance(held, Unknown) else tuple(g.guardian for g in held)
        yield from _of_people(kind, field, ids, facts.guardians, cared)


def _of_people(
    kind: str, field: str, ids: Known[tuple[str, ...]], people: Iterable[Parent | Guardian], who: Fact
) -> Iterator[Fact]:
    """Yield the field of each of the people; of one whose record is not there nothing is known."""
    if isinstance(ids, Unknown):
        yield who
        return
    records: dict[str, Any] = {person.id: person for person in people}
    for id in ids:
        yield Fact(kind, id, field, getattr(records.get(id), field, NOT_ASKED))
