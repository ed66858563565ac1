"""Read a school's tables: a folder of CSV files, one CSV file, or a workbook. Pure: nothing is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from liushou_core.domain.child import Child
from liushou_core.domain.ids import EnrolmentId
from liushou_core.domain.organisation import Organisation
from liushou_core.domain.school import Enrolment, SchoolClass
from liushou_core.errors import Problem
from liushou_core.plugins.formats.checks import check_numbers, contradictions, doubtful_places
from liushou_core.plugins.formats.identify import check_references, give_ids, record_id, resolve_classes
from liushou_core.plugins.formats.make import Made, noun_of
from liushou_core.plugins.formats.nest import calendars, nest
from liushou_core.plugins.formats.raw_tables import RawTable, raw_tables
from liushou_core.plugins.formats.row_nouns import PupilExtras, TermRow
from liushou_core.plugins.formats.rows import Row, read_rows
from liushou_core.plugins.formats.sheets import SHEETS
from liushou_core.services.import_roster import Progress
from liushou_core.services.roster_tables import KINDS, Place, Tables

__all__ = ["read_tables"]

Rows: TypeAlias = Mapping[type[Any], list[Row]]

PROGRESS_EVERY: Final = 100
_ENROLMENTS: Final = next(sheet for sheet in SHEETS if sheet.noun is Enrolment)


def read_tables(
    source: str | Path,
    *,
    scope: str | None = None,
    beside: Iterable[Any] = (),
    progress: Progress | None = None,
) -> Tables:
    """Return the records of every sound row, and every problem of every other row.

    *scope* fills the column 所属单位 where a table leaves it out. *beside* are records stored already: rows may refer
    to them, and must not contradict them. Raises FileNotFoundError, and MissingExtra for a workbook without the
    extra ``office``; whatever is wrong with the content is a problem of the roster.
    """
    path = Path(source)
    problems: list[Problem] = []
    rows: dict[type[Any], list[Row]] = {}
    counts: dict[str, int] = {}
    for item in raw_tables(path):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            of_table = _rows_of(item, scope, problems, progress)
            rows.setdefault(item.sheet.noun, []).extend(of_table)
            counts[item.file] = len(of_table)
    stored = tuple(beside)
    _check(rows, stored, scope)
    every = [row for of_kind in rows.values() for row in of_kind]
    made = [one for one in _nouns_of(rows) if one.row.sound]
    problems.extend(problem for row in every for problem in row.problems)
    refused = {name for row in every if not row.sound for name in _named_in(row)}
    problems.extend(contradictions(made, _others(stored, made), refused))
    return Tables(
        records=_by_kind(made),
        rows=counts,
        problems=tuple(problems),
        warnings=tuple(doubtful_places(rows.get(Child, ()))),
        places={(type(one.noun), one.noun.id): Place(one.row.file, one.row.number) for one in made},
        source=path.name,
    )


def _rows_of(
    table: RawTable, scope: str | None, problems: list[Problem], progress: Progress | None
) -> list[Row]:
    rows = []
    total = max(len(table.rows) - 1, 0)
    for row in read_rows(table, scope=scope, problems=problems):
        rows.append(row)
        if progress is not None and (row.number % PROGRESS_EVERY == 0 or row.number == total + 1):
            progress(table.sheet.name, row.number - 1, total)
    return rows


def _others(stored: Iterable[Any], made: Iterable[Made]) -> list[Any]:
    """Return the records stored that no row of the tables stands for."""
    ours = {(type(one.noun), one.noun.id) for one in made}
    return [record for record in stored if (type(record), record.id) not in ours]


def _check(rows: Rows, stored: tuple[Any, ...], scope: str | None) -> None:
    """Note in the rows what is wrong with their ids, with what they refer to, and with the children's numbers."""
    every = [row for of_kind in rows.values() for row in of_kind]
    labels: dict[str, str] = {record.id: record.label for record in stored if isinstance(record, SchoolClass)}
    labels |= {row.id: row.values.get("label", "") for row in rows.get(SchoolClass, ()) if row.id}
    resolve_classes(every, labels)
    give_ids(every)
    known: defaultdict[type[Any], set[str]] = defaultdict(set)
    for record in stored:
        known[type(record)].add(record.id)
    for kind, of_kind in rows.items():
        known[kind].update(row.id for row in of_kind if row.id is not None)
    if scope is not None:
        known[Organisation].add(scope)
    check_references(every, known)
    check_numbers(rows.get(Child, ()))


def _nouns_of(rows: Rows) -> list[Made]:
    """Return the nouns that the rows make; what the others refuse is noted in their rows."""
    nest(rows)
    made = list(calendars(rows.get(TermRow, ())))
    for kind, of_kind in rows.items():
        if kind in KINDS:
            found = ((row, noun_of(row, kind)) for row in of_kind)
            made.extend(Made(noun, row) for row, noun in found if noun is not None)
    return [*made, *_enrolments(rows.get(Child, ()), made)]


def _enrolments(pupils: Iterable[Row], made: Iterable[Made]) -> Iterator[Made]:
    """Yield the enrolments that the pupils' own rows state, unless the table of enrolments has the very same."""
    listed = {one.noun.id: one for one in made if isinstance(one.noun, Enrolment)}
    for row in pupils:
        extra = noun_of(row, PupilExtras)
        if extra is None or extra.school_class is None or row.id is None:
            continue
        key: dict[str, Any] = {"child": row.id, "school_class": extra.school_class, "start": extra.entered}
        id = EnrolmentId(record_id(_ENROLMENTS, key))
        enrolment = Enrolment(id=id, until=extra.left, left_because=extra.left_because, **key)
        there = listed.get(enrolment.id)
        if there is None:
            yield Made(enrolment, row)
        elif there.noun != enrolment:
            row.refuse("same_record_twice", other=there.row.number, other_file=there.row.file)


def _named_in(row: Row) -> Iterator[str]:
    """Yield the ids in a row: its own and those that it refers to."""
    for column in row.sheet.columns.values():
        value = row.values.get(column.name) if column.name == "id" or column.refers_to is not None else None
        yield from value if isinstance(value, tuple) else () if value is None else (str(value),)


def _by_kind(made: Iterable[Made]) -> Mapping[type[Any], tuple[Any, ...]]:
    kinds: dict[type[Any], list[Any]] = {kind: [] for kind in KINDS}
    for one in made:
        kinds[type(one.noun)].append(one.noun)
    return {kind: tuple(found) for kind, found in kinds.items() if found}
