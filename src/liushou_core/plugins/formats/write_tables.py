"""Write records as tables that :func:`read_tables` reads back as the same records."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from liushou_core.domain.care_plan import CarePlan, Measure
from liushou_core.domain.child import Child
from liushou_core.domain.family import Parent
from liushou_core.domain.organisation import SchoolCalendar
from liushou_core.locale import Locale
from liushou_core.plugins.formats.cells import write_cell
from liushou_core.plugins.formats.csv_files import write_rows
from liushou_core.plugins.formats.row_nouns import OfCarePlan, OfParent, PupilExtras, TermRow
from liushou_core.plugins.formats.sheets import SHEETS, Sheet
from liushou_core.services.roster_tables import Tables

__all__ = ["write_tables"]

RowNouns = tuple[Any, ...]


def write_tables(
    records: Tables | Iterable[Any], folder: str | Path, *, locale: Locale = "zh"
) -> Mapping[str, Path]:
    """Write *records* into *folder*, one file a kind that has any, and return the files by table.

    Headings and words are those of *locale*; every text is guarded against formulas. Raises TypeError for what is no
    record.
    """
    tables = records if isinstance(records, Tables) else Tables.of_records(records)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for sheet in SHEETS:
        rows = [_cells(sheet, nouns, locale) for nouns in _rows(sheet, tables)]
        if rows:
            path = folder / f"{sheet.name}.csv"
            write_rows([_heads(sheet, locale), *rows], path)
            written[sheet.name] = path
    return written


def _heads(sheet: Sheet, locale: Locale) -> list[str]:
    return [column.label if locale == "zh" else column.name for column in sheet.columns.values()]


def _rows(sheet: Sheet, tables: Tables) -> Iterator[RowNouns]:
    """Yield the nouns of each row of *sheet*."""
    if sheet.noun is TermRow:
        yield from ((row,) for calendar in tables.of(SchoolCalendar) for row in _terms(calendar))
    elif OfParent in sheet.nouns:
        for parent in tables.of(Parent):
            spells = parent.absences if isinstance(parent.absences, tuple) else ()
            yield from ((spell, OfParent(parent=parent.id)) for spell in spells)
    elif OfCarePlan in sheet.nouns:
        for plan in tables.of(CarePlan):
            parts = plan.measures if sheet.noun is Measure else plan.reviews
            yield from ((part, OfCarePlan(care_plan=plan.id)) for part in parts)
    elif sheet.noun is Child:
        # Enrolments keep their own table: a child may have several.
        yield from ((child, PupilExtras()) for child in tables.of(Child))
    else:
        yield from ((record,) for record in tables.of(sheet.noun))


def _terms(calendar: SchoolCalendar) -> Iterator[TermRow]:
    for term in calendar.terms.terms:
        yield TermRow(
            organisation=calendar.id,
            term=term.id,
            start=term.start,
            until=term.until,
            vacations=term.vacations,
        )


def _cells(sheet: Sheet, nouns: RowNouns, locale: Locale) -> list[str]:
    by_kind = {type(noun): noun for noun in nouns}
    return [
        write_cell(getattr(by_kind[column.noun], column.name), column.hint, column.default, locale)
        for column in sheet.columns.values()
    ]
