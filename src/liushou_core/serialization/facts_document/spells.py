"""Spells: the lists of persons, children, families and organisations; absences stand in the parent's own record."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from liushou_core.domain.family import Absence
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.spell import Spell, SpellList
from liushou_core.domain.subject_records import ABSENCE
from liushou_core.domain.unknown import NOT_ASKED, Unknown, is_known
from liushou_core.errors import Path, Problem
from liushou_core.serialization.facts_document.declared import SUBJECTS
from liushou_core.serialization.facts_document.kinds import read_unknown
from liushou_core.serialization.facts_document.naming import give_ids
from liushou_core.serialization.facts_document.refusal import Refused
from liushou_core.serialization.facts_document.sections import SPELL_TABLES
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["Listed", "read_spells", "spell_lists_of", "take_absences"]

Listed: TypeAlias = tuple[str, Row, list[Row] | Unknown]
"""A list of spells: the section and the row of whom it is about, and the rows in it or why there are none."""


def read_spells(sections: Mapping[str, list[Row]], problems: list[Problem]) -> list[Listed]:
    """Return every list of spells, with ids; whoever has no list is not in it."""
    found: list[Listed] = []
    given: set[str] = set()
    for section in SPELL_TABLES:
        for owner in sections.get(section, ()):
            if "spells" not in owner.values:
                continue
            rows = _rows(owner.values.pop("spells"), section, owner, problems)
            if not isinstance(rows, Unknown):
                problems.extend(_given_twice(rows, given))
                owner.whole = owner.whole and all(row.whole for row in rows)
                name = owner.values.get("id")
                give_ids(rows, lambda values, name=name: f"{name}.{values.get('kind') or ABSENCE}")  # type: ignore[misc]
            found.append((section, owner, rows))
    return found


def _rows(written: Any, section: str, owner: Row, problems: list[Problem]) -> list[Row] | Unknown:
    path = owner.place("spells")
    if isinstance(written, list | tuple):
        table = SPELL_TABLES[section]
        return [table.read(item, (*path, index), problems) for index, item in enumerate(written)]
    try:
        return read_unknown(written)
    except Refused as error:
        problems.extend(problem.under(*path) for problem in error.problems)
        return NOT_ASKED


def _given_twice(rows: list[Row], given: set[str]) -> Iterator[Problem]:
    for row in rows:
        id = row.values.get("id")
        if id is not None and id in given:
            yield Problem(code="id_twice", path=row.place("id"), values={"id": id})
        given.add(id or "")


def take_absences(lists: list[Listed], problems: list[Problem]) -> None:
    """Give persons their absences, in order; whoever has no list was not asked."""
    for section, person, rows in lists:
        if section != "persons":
            continue
        if isinstance(rows, Unknown):
            person.values["absences"] = rows
            continue
        away = [row for row in rows if row.values.get("kind") is None]
        made = _made(away, Absence, problems)
        person.values["absences"] = tuple(absence for absence, _ in made)
        person.items["absences"] = tuple(row for _, row in made)
        person.whole = person.whole and len(made) == len(away)


def spell_lists_of(
    lists: list[Listed],
    scope: OrganisationId,
    problems: list[Problem],
    places: dict[tuple[str, str], Path],
) -> list[SpellList]:
    """Return the lists of all spells but absences of persons; where each stands is put into *places*.

    A person who has none but absences needs no list: the absences are there, and complete.
    """
    found: list[Row] = []
    for section, owner, rows in lists:
        others = (
            rows if isinstance(rows, Unknown) else [row for row in rows if row.values.get("kind") is not None]
        )
        in_absences = section == "persons" and (isinstance(others, Unknown) or not others)
        if "id" in owner.values and not in_absences:
            found.append(_list(SUBJECTS[section], owner, others, scope, problems))
    give_ids(found, lambda values: f"{values['subject']}.spells")
    made = [(row, one) for row in found if (one := row.make(SpellList, problems)) is not None]
    places.update((("spell_list", one.id), row.path) for row, one in made)
    return [one for _, one in made]


def _list(
    kind: SubjectKind, owner: Row, rows: list[Row] | Unknown, scope: OrganisationId, problems: list[Problem]
) -> Row:
    id = owner.values["id"]
    body = id if kind is SubjectKind.ORGANISATION else owner.values.get("scope", scope)
    row = Row(path=owner.place("spells"), values={"scope": body, "subject": id, "subject_kind": kind})
    if isinstance(rows, Unknown):
        row.values["spells"] = rows
        return row
    made = _made(rows, Spell, problems)
    row.values["spells"] = tuple(spell for spell, _ in made)
    row.items["spells"] = tuple(row for _, row in made)
    row.whole = len(made) == len(rows)
    return row


def _made(rows: list[Row], noun: type[Any], problems: list[Problem]) -> list[tuple[Any, Row]]:
    made = [(one, row) for row in rows if (one := row.make(noun, problems)) is not None]
    return sorted(made, key=lambda pair: _order(pair[0]))


def _order(spell: Absence | Spell) -> tuple[str, str]:
    return spell.start.isoformat() if is_known(spell.start) else "", spell.id
