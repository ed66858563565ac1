"""Import a roster: store the records of a school's tables in one unit of work, all of them or none."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final, Literal, TypeAlias

import attrs

from liushou_core.domain.child import Child
from liushou_core.domain.privacy import label_of
from liushou_core.errors import ImportRefused, NotFound, Problem
from liushou_core.ports.repositories import Repository
from liushou_core.ports.unit_of_work import UnitOfWork
from liushou_core.services.roster_tables import KINDS, Tables

__all__ = ["OnError", "Progress", "RosterReport", "import_tables"]

OnError: TypeAlias = Literal["refuse", "report"]
"""What to do about wrong rows: raise ImportRefused, or say so in the report; nothing is stored either way."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called as work goes on with the table or kind at hand, how many of its rows are done, and how many there are."""

_BATCH: Final = 500
_ASK_ONE_BY_ONE: Final = 200
"""Up to so many records are looked up one by one; for more, reading through all that is stored takes less time."""


@attrs.frozen(kw_only=True)
class RosterReport:
    """What an import did: rows read by file, records stored and records found unchanged by kind, and what was wrong.

    ``problems`` is empty unless the import was asked to report them; then nothing was stored. ``warnings`` refuse nothing.
    """

    rows: Mapping[str, int]
    stored: Mapping[str, int]
    unchanged: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing was stored because something was wrong."""
        return bool(self.problems)


def import_tables(
    uow: UnitOfWork, tables: Tables, *, on_error: OnError = "refuse", progress: Progress | None = None
) -> RosterReport:
    """Store the records of *tables* that are not stored yet; the caller commits.

    A record that is stored already, field for field, is left alone, so that a second import of the same tables changes
    nothing. One that is stored with other content is a problem, since an import corrects nothing; so is a school-roll or
    identity number of another stored child. Raises ImportRefused with every problem of the tables and of the store, or
    with ``on_error="report"`` returns them; nothing is stored either way.
    """
    compared = {
        name: _compared(kind, getattr(uow, name), tables) for kind, name in KINDS.items() if tables.of(kind)
    }
    problems = (
        *tables.problems,
        *(problem for one in compared.values() for problem in one.problems),
        *_taken_numbers(uow, compared.get("children"), tables),
    )
    if problems and on_error == "refuse":
        raise ImportRefused(problems, what=tables.source)
    stored = {}
    if not problems:
        for name, one in compared.items():
            stored[name] = _add(name, getattr(uow, name), one.new, progress)
    return RosterReport(
        rows=tables.rows,
        stored={name: count for name, count in stored.items() if count},
        unchanged={name: one.unchanged for name, one in compared.items() if one.unchanged},
        problems=problems,
        warnings=tables.warnings,
    )


@attrs.frozen
class _Compared:
    """The records of one kind beside those stored."""

    new: tuple[Any, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def _compared(kind: type[Any], repository: Repository[Any], tables: Tables) -> _Compared:
    records = tables.of(kind)
    stored = _stored(repository, records)
    new, unchanged, problems = [], 0, []
    for record in records:
        there = stored.get(record.id)
        if there is None:
            new.append(record)
        elif there == record:
            unchanged += 1
        else:
            fields = ", ".join(_differing(record, there))
            problems.append(_problem(tables, record, "stored_differently", fields=fields))
    return _Compared(tuple(new), unchanged, tuple(problems))


def _stored(repository: Repository[Any], records: Collection[Any]) -> dict[str, Any]:
    """Return the stored records that have the id of one of *records*."""
    wanted = {record.id for record in records}
    if len(wanted) > _ASK_ONE_BY_ONE:
        return {record.id: record for record in repository if record.id in wanted}
    found = {}
    for id in wanted:
        with suppress(NotFound):
            found[id] = repository.get(id)
    return found


def _differing(one: Any, two: Any) -> Iterator[str]:
    return (a.name for a in attrs.fields(type(one)) if getattr(one, a.name) != getattr(two, a.name))


def _taken_numbers(uow: UnitOfWork, children: _Compared | None, tables: Tables) -> Iterator[Problem]:
    """Yield the new children whose school-roll or identity number a stored child has."""
    if children is None or not children.new:
        return
    codes = {"roll_number": "stored_roll_number", "identity_number": "stored_identity_number"}
    wanted = {
        (field, number.upper()): child
        for child in children.new
        for field in codes
        if isinstance(number := getattr(child, field), str)
    }
    for stored in uow.children:
        for field, code in codes.items():
            number = getattr(stored, field)
            child = wanted.get((field, number.upper())) if isinstance(number, str) else None
            if child is not None:
                yield attrs.evolve(_problem(tables, child, code, id=stored.id), column=_label(field))


def _label(field: str) -> str:
    kind: Any = Child
    return label_of(attrs.fields_dict(kind)[field])


def _problem(tables: Tables, record: Any, code: str, **values: object) -> Problem:
    place = tables.places.get((type(record), record.id))
    file, row = (place.file, place.row) if place else (None, None)
    kind = type(record).__name__
    return Problem(code=code, path=(kind, record.id), values=values, file=file, row=row)


def _add(name: str, repository: Repository[Any], records: Iterable[Any], progress: Progress | None) -> int:
    records = tuple(records)
    for start in range(0, len(records), _BATCH):
        repository.add_many(records[start : start + _BATCH])
        if progress is not None:
            progress(name, min(start + _BATCH, len(records)), len(records))
    return len(records)
