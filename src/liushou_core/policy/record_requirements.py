"""Record requirements: which fields a plan wants known about every child (REC-1, REC-11; requirements §2)."""

from collections.abc import Iterable, Iterator

import attrs

from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Guardian, Parent
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Problem
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import Fact

__all__ = ["RecordRequirement", "gaps"]

_KINDS = {"child": Child, "parent": Parent, "guardian": Guardian}


@attrs.frozen(kw_only=True)
class RecordRequirement:
    """Fields that must be known for the record to be complete, as ``child.field``, ``parent.field``, ``guardian.field``.

    Each parent and each guardian there is must have theirs. ``child.guardianships`` asks for the list itself.
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
    """Return the required facts that are missing for one child; empty: the archive is complete."""
    wanted = dict.fromkeys(name for requirement in requirements for name in requirement.fields)
    return tuple(fact for name in wanted for fact in _asked(name, facts) if isinstance(fact.value, Unknown))


def _asked(name: str, facts: ChildFacts) -> Iterator[Fact]:
    kind, _, field = name.partition(".")
    if name == "child.guardianships":
        yield Fact("child", facts.id, field, facts.guardianships)
    elif kind == "child":
        yield Fact("child", facts.id, field, getattr(facts.child, field))
    else:
        people: tuple[Parent | Guardian, ...] = facts.parents if kind == "parent" else facts.guardians
        for person in people:
            yield Fact(kind, person.id, field, getattr(person, field))
