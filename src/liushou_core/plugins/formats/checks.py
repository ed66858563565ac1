"""What no row shows alone: numbers given twice, and records that contradict each other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from liushou_core.domain.identity_number import place_is_known
from liushou_core.domain.membership import Payment
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.school import Enrolment, TermResult
from liushou_core.errors import Contradiction, Problem
from liushou_core.plugins.formats.make import Made
from liushou_core.plugins.formats.rows import Row
from liushou_core.services.roster_tables import KINDS

__all__ = ["check_numbers", "contradictions", "doubtful_places"]

_ONE_CHILD_ONLY: Final = {"roll_number": "same_roll_number", "identity_number": "same_identity_number"}

_KIND_IN_PATH: Final[Mapping[str, type[Any]]] = {
    "enrolment": Enrolment,
    "pairing": Pairing,
    "result": TermResult,
}
_COLUMN: Final = {
    "enrolments_overlap": ("start", "entered"),
    "class_never_attended": ("school_class",),
    "before_birth": ("start",),
    "totals_and_ranks_mixed": ("total",),
    "two_results": ("term",),
}
"""Where a clerk mends a contradiction: the first of these columns that the row has."""


def check_numbers(rows: Iterable[Row]) -> None:
    """Refuse a school-roll or identity number that another child has in an earlier row."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        for field, code in _ONE_CHILD_ONLY.items():
            number = row.values.get(field)
            if not isinstance(number, str):
                continue
            place = (field, number.upper())
            earlier = first.setdefault(place, row)
            if earlier is not row:
                values = {"other": earlier.number, "other_file": earlier.file}
                row.problems.append(row.problem(code, field, **values))


def contradictions(made: Iterable[Made], beside: Iterable[Any], refused: set[str]) -> Iterator[Problem]:
    """Yield what cannot be true together, each where its row stands; children that *refused* rows name are left out."""
    groups: dict[str, Any] = {name: [] for kind, name in KINDS.items() if kind is not Payment}
    rows: dict[tuple[type[Any], str], Row] = {}
    for one in made:
        rows[type(one.noun), one.noun.id] = one.row
    for noun in [*(one.noun for one in made), *beside]:
        if type(noun) in KINDS and KINDS[type(noun)] in groups:
            groups[KINDS[type(noun)]].append(noun)
    try:
        MemoryFacts.build(**groups)
    except Contradiction as error:
        yield from (_placed(problem, rows) for problem in error.problems if _counts(problem, refused))


def _counts(problem: Problem, refused: set[str]) -> bool:
    # Ids that lead nowhere were found cell by cell; a child whose rows were refused is not whole, so nothing is said.
    return problem.code != "leads_nowhere" and not (
        len(problem.path) > 1 and problem.path[0] == "child" and problem.path[1] in refused
    )


def _placed(problem: Problem, rows: Mapping[tuple[type[Any], str], Row]) -> Problem:
    kind, id = problem.path[-2:]
    row = rows.get((_KIND_IN_PATH.get(str(kind), object), str(id)))
    if row is None:
        return problem
    column = next((c for c in _COLUMN.get(problem.code, ()) if c in row.sheet.columns), None)
    return row.problem(problem.code, column, **problem.values)


def doubtful_places(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield one warning a file in which identity numbers have a place code that was never in use."""
    counts: dict[str, list[Row]] = {}
    for row in rows:
        number = row.values.get("identity_number")
        if isinstance(number, str) and not place_is_known(number):
            counts.setdefault(row.file, []).append(row)
    for found in counts.values():
        first = found[0].problem("unknown_place_code", "identity_number", count=len(found))
        yield Problem(
            code=first.code,
            values=first.values,
            severity="warning",
            file=first.file,
            row=first.row,
            column=first.column,
        )
