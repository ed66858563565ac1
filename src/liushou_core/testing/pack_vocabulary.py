"""What a drawn pack has declared so far: facts, events, spells, roles, and the tables that later ones may name.

Needs the extra ``testing``. Whatever a part of the pack wants to name is looked up here, and declared if it is not there yet,
so that every name leads somewhere and no circle can come about.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
from hypothesis import strategies as st

__all__ = ["CHOICES", "KIND_OF", "REASONS", "ROLES", "WORDS_ZH", "Draw", "Table", "Vocabulary", "numbers"]

Draw = Any
Table = dict[str, Any]

KIND_OF: Final[Mapping[str, str]] = {
    "child": "child",
    "person": "person",
    "parent": "person",
    "guardian": "person",
    "helper": "person",
    "pairing": "pairing",
    "family": "family",
    "organisation": "organisation",
}
"""What a pack may call its subject, and the kind under which facts about it are kept."""
ROLES: Final[Mapping[str, Mapping[str, str]]] = {
    "child": {
        "parents": "person",
        "father": "person",
        "guardians": "person",
        "temporary": "person",
        "volunteer": "person",
        "pairings": "pairing",
        "family": "family",
        "school": "organisation",
    },
    "person": {
        "children": "child",
        "wards": "child",
        "helped": "child",
        "pairings": "pairing",
        "organisations": "organisation",
    },
    "pairing": {"child": "child", "helper": "person"},
    "family": {"children": "child", "parents": "person"},
    "organisation": {
        "children": "child",
        "parent": "organisation",
        "members": "person",
        "head": "person",
    },
}
"""Roles that need no declaration, by kind of subject, and what those in them are."""
CHOICES: Final = ("red", "green", "blue")
REASONS: Final = ("working", "study")
WORDS_ZH: Final = ("甲", "乙", "丙")

_TYPES: Final = ("bool", "number", "money", "choice", "choices", "day", "span")


def numbers() -> st.SearchStrategy[int | str]:
    """Return numbers as a pack writes them; small ones, so that what is recorded often lies at a bound."""
    return st.integers(-3, 12) | st.sampled_from(("2.5", "0.1", "7.25"))


@attrs.define
class Vocabulary:
    """The names of a pack that is being drawn; ``subjects`` are those that its tables are about."""

    draw: Draw
    subjects: Sequence[str] = ("child",)
    facts: dict[str, Table] = attrs.field(factory=dict)
    events: dict[str, Table] = attrs.field(factory=dict)
    spells: dict[str, Table] = attrs.field(factory=dict)
    roles: dict[str, Table] = attrs.field(factory=dict)
    tables: dict[str, list[Table]] = attrs.field(factory=dict)

    def fact(self, kind: str, *types: str) -> tuple[str, Table]:
        """Return a fact about subjects of *kind* of one of the *types* (all without any), declared anew or before."""
        wanted = types or _TYPES
        known = [
            id
            for id, fact in self.facts.items()
            if fact["type"] in wanted and KIND_OF[fact["subject"]] == kind
        ]
        if known and self.draw(st.integers(0, 3)):
            id = self.draw(st.sampled_from(known))
            return id, self.facts[id]
        type_ = self.draw(st.sampled_from(wanted))
        id = f"{kind}_{type_}_{len(self.facts)}"
        self.facts[id] = self._declared(kind, type_)
        return id, self.facts[id]

    def _declared(self, kind: str, type_: str) -> Table:
        subjects = [subject for subject, of in KIND_OF.items() if of == kind]
        table: Table = {"type": type_, "subject": self.draw(st.sampled_from(subjects))}
        if type_ in ("choice", "choices"):
            table["choices"] = self.draw(st.lists(st.sampled_from(CHOICES), min_size=1, unique=True))
        if type_ in ("number", "money"):
            table |= self.draw(
                st.sampled_from(
                    ({}, {"at_least": 0}, {"at_most": 10}, {"at_least": -1, "at_most": 8, "whole": True})
                )
            )
        if self.draw(st.booleans()):
            spelled = self.draw(st.sampled_from(("label", "labels")))
            table[spelled] = {"zh": self.draw(st.sampled_from(WORDS_ZH)), "en": type_}
        if self.draw(st.integers(0, 4)) == 0:
            # What tells who a person is may be compared, but neither counted from nor reckoned with.
            identity = ("identity",) if type_ in ("bool", "choices") else ()
            table["sensitivity"] = self.draw(st.sampled_from(("sensitive", "plain", *identity)))
        return table

    def event(self) -> tuple[str, Table]:
        """Return a kind of event, with which a number and a choice are recorded."""
        facts = [self.fact("child", one)[0] for one in ("number", "choice")]
        return self._named(self.events, "event", {"facts": facts})

    def spell(self) -> str:
        """Return a kind of spells; the two that need no declaration are among them."""
        own = self._named(self.spells, "spell", {})[0]
        return str(self.draw(st.sampled_from((own, own, "absence", "residence"))))

    def role(self) -> str:
        """Return a role of the plan's own."""
        return self._named(self.roles, "sponsor", {})[0]

    def _named(self, known: dict[str, Table], name: str, table: Table) -> tuple[str, Table]:
        if not known or (len(known) < 2 and self.draw(st.integers(0, 3)) == 0):
            known[f"{name}_{len(known)}"] = table
        id = self.draw(st.sampled_from(list(known)))
        return id, known[id]

    def related(self, kind: str) -> tuple[str, str]:
        """Return a role that those of *kind* have others in, and the kind of those."""
        roles = dict(ROLES[kind])
        if kind in ("child", "organisation"):
            roles[self.role()] = "person"
        role = self.draw(st.sampled_from(list(roles)))
        return role, roles[role]

    def about(self, section: str, kind: str) -> Sequence[Table]:
        """Return the tables of a *section* so far that are about subjects of *kind*."""
        return [
            table for table in self.tables.get(section, ()) if KIND_OF[table.get("subject", "child")] == kind
        ]

    def keep(self, section: str, table: Table) -> None:
        """Add a table, so that later ones can name it."""
        self.tables.setdefault(section, []).append(table)
