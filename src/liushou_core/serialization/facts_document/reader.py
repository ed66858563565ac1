"""read_facts: a facts document as MemoryFacts, or every problem of it at once.

The document is read in three steps: plain data become rows (each field checked by itself), rows get ids, scopes and the
records that stand inside them, and records that are each possible are joined, which finds what cannot be true together.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

import attrs

from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact, ContactKind
from liushou_core.domain.event import Event
from liushou_core.domain.family import Guardian, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.plan_records import PLAN_RECORDS
from liushou_core.domain.unknown import Unknown
from liushou_core.errors import Contradiction, InvalidFacts, Path, Problem
from liushou_core.policy.misfits import misfits
from liushou_core.policy.policy import Policy
from liushou_core.serialization.facts_document.days import day_tables_of, name_calendars
from liushou_core.serialization.facts_document.declared import SUBJECTS, observations_of, take_facts
from liushou_core.serialization.facts_document.json_text import plain_data
from liushou_core.serialization.facts_document.naming import DEFAULT_SCOPE, default_scope, give_ids
from liushou_core.serialization.facts_document.people import (
    guardianships_of,
    parent_roles,
    relations_of,
    take_parents,
    take_roles,
)
from liushou_core.serialization.facts_document.references import reference_problems
from liushou_core.serialization.facts_document.refusal import shown
from liushou_core.serialization.facts_document.schema import SCHEMA
from liushou_core.serialization.facts_document.sections import SECTIONS
from liushou_core.serialization.facts_document.spells import (
    Listed,
    read_spells,
    spell_lists_of,
    take_absences,
)
from liushou_core.serialization.facts_document.tables import Row
from liushou_core.serialization.facts_document.terms import calendars_of

__all__ = ["read_facts"]

Places = dict[tuple[str, str], Path]

_PLACES: Final = {
    "child": "children",
    "person": "persons",
    "organisation": "organisations",
    "family": "families",
    "pairing": "pairings",
    "enrolment": "enrolments",
    "result": "results",
    "event": "events",
    "place": "places",
    **{kind.name: kind.plural for kind in PLAN_RECORDS},
}
"""Kinds of records and subjects that a problem names, and their sections."""
_OF_BODIES: Final = frozenset(
    kind.plural
    for kind in PLAN_RECORDS
    if "organisation" in (fields := attrs.fields_dict(kind.of))
    and fields["organisation"].default is attrs.NOTHING
)
"""Lists of records that must name a body; of a document about one body it is that."""
_FOUND_BEFORE: Final = ("leads_nowhere", "id_twice")


def read_facts(document: str | Mapping[str, Any], *, policy: Policy | None = None) -> MemoryFacts:
    """Return the facts of a ``liushou-facts/1`` document: JSON text, or the plain data of one.

    An absent key is NOT_ASKED; ``{"unknown": "refused"}`` is another unknown; a list that is there, even empty, is
    complete up to the judged day. Lists are sets: their order says nothing. Raises InvalidFacts, which lists every
    problem with its path and shows no personal value. With a *policy*, values that cannot be what it declares are refused
    too; without one, they count as not known where they are asked.

    >>> facts = read_facts('{"children": [{"id": "c1", "rural": true, "facts": {"height_cm": 131.5}}]}')
    >>> (child,) = facts.children()
    >>> [(one.name, one.value) for one in child.around.observations(child.kind, child.id)]
    [('height_cm', Decimal('131.5'))]
    """
    data = plain_data(document)
    problems: list[Problem] = []
    sections = _sections(data, problems)
    for name in SUBJECTS:
        take_facts(sections.get(name, ()), problems)
    lists = read_spells(sections, problems)
    problems.extend(reference_problems(sections, _spells(lists)))
    places: Places = {}
    records = _records(sections, lists, problems, places)
    facts = None
    try:
        facts = MemoryFacts.build(**records)
    except Contradiction as error:
        problems.extend(_contradictions(error, places, broken=bool(problems)))
    if facts is not None and policy is not None:
        found = (problem for problem in misfits(policy, facts) if problem.severity == "error")
        problems.extend(attrs.evolve(problem, path=_at(problem.path, places)) for problem in found)
    if problems or facts is None:
        raise InvalidFacts(_each_once(problems), what="facts")
    return facts


def _sections(data: Any, problems: list[Problem]) -> dict[str, list[Row]]:
    """Return the rows of every section that is there."""
    if not isinstance(data, Mapping):
        problems.append(Problem(code="wrong_type", values={"expected": "object"}))
        return {}
    problems.extend(_head_problems(data))
    sections: dict[str, list[Row]] = {}
    for name, section in SECTIONS.items():
        if name not in data:
            continue
        items = data[name]
        if not isinstance(items, list | tuple):
            problems.append(Problem(code="wrong_type", path=(name,), values={"expected": "list"}))
            items = ()
        sections[name] = [section.table.read(item, (name, i), problems) for i, item in enumerate(items)]
    name_calendars(sections.get("calendars", []))
    return sections


def _head_problems(data: Mapping[Any, Any]) -> Iterator[Problem]:
    known = ("schema", *SECTIONS)
    for key in data:
        if key not in known:
            near = get_close_matches(str(key), known) or known
            yield Problem(code="unknown_key", values={"key": shown(key), "suggestion": ", ".join(near)})
    if data.get("schema", SCHEMA) != SCHEMA:
        yield Problem(code="facts_schema", path=("schema",), values={"wanted": SCHEMA})


def _spells(lists: list[Listed]) -> Iterator[Row]:
    for _section, _owner, rows in lists:
        if not isinstance(rows, Unknown):
            yield from rows


def _records(
    sections: Mapping[str, list[Row]], lists: list[Listed], problems: list[Problem], places: Places
) -> dict[str, Any]:
    """Return the records of all sections, by the names that MemoryFacts.build gives them; *places* says where they stand."""
    rows = {name: sections.get(name, []) for name in SECTIONS}
    found = default_scope(sections)
    scope = found or DEFAULT_SCOPE
    _fill_in(rows, scope)
    take_absences(lists, problems)
    roles = parent_roles(rows["relations"], problems)
    take_roles(rows["persons"], roles)
    take_parents(rows["children"], rows["relations"], roles, problems)
    contacts = [row for row in rows["events"] if isinstance(row.values.get("kind"), ContactKind)]
    events = [row for row in rows["events"] if not isinstance(row.values.get("kind"), ContactKind)]
    records: dict[str, Any] = {
        name: _made(rows[name], section.noun, problems)
        for name, section in SECTIONS.items()
        if section.noun is not None
    }
    records |= {
        "children": _made(rows["children"], Child, problems),
        "parents": _made(rows["persons"], Parent, problems),
        "guardians": _made(rows["persons"], Guardian, problems),
        "helpers": _made(rows["persons"], Helper, problems),
        "guardianships": list(guardianships_of(rows["children"], rows["relations"], problems)),
        "calendars": list(calendars_of(rows["terms"], found, problems)),
        "contacts": _made(contacts, Contact, problems),
        "events": _made(events, Event, problems),
        "events_kept": "events" in sections,
        "relations": list(relations_of(rows["relations"], problems)),
        "relations_kept": "relations" in sections,
        "observations": observations_of(rows, scope, problems, places),
        "spell_lists": spell_lists_of(lists, scope, problems, places),
        "day_tables": day_tables_of(rows["calendars"], problems),
        "families": [row.values["id"] for row in rows["families"] if "id" in row.values],
    }
    plan = [kind for kind in PLAN_RECORDS if kind.plural in sections]
    records |= {
        "records": [made for kind in PLAN_RECORDS for made in records.pop(kind.plural)],
        "records_kept": [kind.of for kind in plan],
    }
    for kind, section in _PLACES.items():
        places.update({(kind, row.values["id"]): row.path for row in rows[section] if "id" in row.values})
    return records


def _fill_in(rows: Mapping[str, list[Row]], scope: OrganisationId) -> None:
    """Give every row the id, scope and body that the document left out."""
    schools = {row.values.get("id"): row.values.get("school", scope) for row in rows["classes"]}
    for name, section in SECTIONS.items():
        for row in rows[name]:
            row.values.setdefault("scope", scope)
            if name == "children":
                row.values["guardianships_asked"] = "guardianships" in row.values
            if name == "classes":
                row.values.setdefault("school", scope)
                row.values.setdefault("label", row.values.get("id"))
            if name in _OF_BODIES:
                row.values.setdefault("organisation", scope)
            if name == "posts":
                row.values.setdefault("organisation", schools.get(row.values.get("school_class"), scope))
        if section.name_after is not None:
            give_ids(rows[name], section.name_after)


def _made(rows: list[Row], noun: type[Any], problems: list[Problem]) -> list[Any]:
    return [made for row in rows if (made := row.make(noun, problems)) is not None]


def _contradictions(error: Contradiction, places: Places, *, broken: bool) -> Iterator[Problem]:
    """Yield what the records contradict, at its place in the document.

    Ids that lead nowhere or stand twice were found before. Where a row is *broken*, an enrolment may be missing for that
    reason alone.
    """
    for problem in error.problems:
        if problem.code in _FOUND_BEFORE or (broken and problem.code == "class_never_attended"):
            continue
        yield Problem(code=problem.code, path=_at(problem.path, places), values=problem.values)


def _at(path: Path, places: Places) -> Path:
    """Return the place of the innermost record that a path of kinds, ids and perhaps fields names."""
    for last in range(len(path), 1, -1):
        kind, id = path[last - 2 : last]
        if (kind, id) in places:
            return (*places[str(kind), str(id)], *path[last:])
    return path


def _each_once(problems: list[Problem]) -> Iterator[Problem]:
    """Yield every problem once: a person is made three times, and may be wrong in the same way each time."""
    seen = set()
    for problem in problems:
        if (problem.code, problem.path) not in seen:
            seen.add((problem.code, problem.path))
            yield problem
