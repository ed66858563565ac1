"""Rows that belong into other rows: spells away into their parent, measures into their plan, terms into a calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from liushou_core.domain.calendar import Term, TermTable
from liushou_core.domain.care_plan import CarePlan, Measure, Review
from liushou_core.domain.family import Absence, Parent
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.organisation import SchoolCalendar
from liushou_core.errors import InvalidValue
from liushou_core.plugins.formats.make import Made, note_problems, noun_of
from liushou_core.plugins.formats.row_nouns import TermRow
from liushou_core.plugins.formats.rows import Row
from liushou_core.plugins.formats.words import LISTED

__all__ = ["calendars", "nest"]

Rows = Mapping[type[Any], list[Row]]


@attrs.frozen
class _Nesting:
    """Rows of *parts* belong into the list *field* of the row of *owner* whose id stands in their *column*."""

    parts: type[Any]
    owner: type[Any]
    field: str
    column: str


NESTINGS: Final = (
    _Nesting(Absence, Parent, "absences", "parent"),
    _Nesting(Measure, CarePlan, "measures", "care_plan"),
    _Nesting(Review, CarePlan, "reviews", "care_plan"),
)


def nest(rows: Rows) -> None:
    """Put the parts that have a table of their own into the rows they belong to, in the order of the table."""
    for nesting in NESTINGS:
        belonging = _by_owner(rows.get(nesting.parts, ()), nesting.column)
        for row in rows.get(nesting.owner, ()):
            parts = belonging.get(row.id, [])
            if _agrees(row, nesting.field, parts):
                made = [(part, noun_of(part, nesting.parts)) for part in parts]
                row.parts += [part for part, noun in made if noun is not None]
                row.spoilt = row.spoilt or any(not part.sound for part in parts)
                if parts:
                    row.values[nesting.field] = tuple(noun for _part, noun in made if noun is not None)


def _by_owner(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    belonging: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        belonging[row.values.get(column)].append(row)
    return belonging


def _agrees(row: Row, field: str, parts: list[Row]) -> bool:
    """Say whether the cell fits the rows there are: left empty or "listed" with rows, anything else without."""
    said = row.values.get(field)
    if said is LISTED and not parts:
        row.refuse("list_without_rows", field)
    elif parts and said is not LISTED and said != row.sheet.columns[field].default:
        row.refuse("list_and_word", field)
    return field not in row.failed


def calendars(rows: Iterable[Row]) -> Iterator[Made]:
    """Yield the calendar that the terms of each organisation make together."""
    belonging: defaultdict[OrganisationId, list[tuple[TermRow, Row]]] = defaultdict(list)
    for row in rows:
        term = noun_of(row, TermRow)
        if term is not None:
            belonging[term.organisation].append((term, row))
    for organisation, found in belonging.items():
        # In the order of the table that is made, so that a problem's index leads back to the row.
        found.sort(key=lambda pair: pair[0].start)
        terms = [term for pair in found if (term := _term(*pair)) is not None]
        first = found[0][1]
        first.parts = [row for _term_row, row in found]
        if len(terms) == len(found):
            try:
                yield Made(SchoolCalendar(id=organisation, terms=TermTable(tuple(terms))), first)
            except InvalidValue as error:
                note_problems(first, error.problems)


def _term(term: TermRow, row: Row) -> Term | None:
    try:
        return Term(term.term, term.start, term.until, term.vacations)
    except InvalidValue as error:
        note_problems(row, error.problems)
        return None
