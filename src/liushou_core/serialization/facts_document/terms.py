"""Terms: the rows of all organisations as one table of terms each."""

from collections.abc import Iterator

from liushou_core.domain.calendar import Term, TermId, TermTable
from liushou_core.domain.ids import OrganisationId
from liushou_core.domain.organisation import SchoolCalendar
from liushou_core.errors import InvalidValue, Problem
from liushou_core.serialization.facts_document.tables import Row

__all__ = ["calendars_of"]


def calendars_of(
    rows: list[Row], scope: OrganisationId | None, problems: list[Problem]
) -> Iterator[SchoolCalendar]:
    """Yield every organisation's calendar; a term without an organisation is one of the *scope*, if there is one."""
    by_organisation: dict[OrganisationId, list[tuple[Term, Row]]] = {}
    for row in rows:
        organisation = row.values.get("organisation", scope)
        if organisation is None:
            problems.append(Problem(code="missing_key", path=row.path, values={"key": "organisation"}))
        term = _term(row, problems)
        if organisation is not None and term is not None:
            by_organisation.setdefault(organisation, []).append((term, row))
    for organisation, terms in sorted(by_organisation.items(), key=lambda pair: pair[0]):
        table = _table(terms, problems)
        if table is not None:
            yield SchoolCalendar(id=organisation, terms=table)


def _term(row: Row, problems: list[Problem]) -> Term | None:
    if not row.whole:
        return None
    values = row.values
    try:
        term_id = TermId(values["school_year"], values["number"])
        return Term(term_id, values["start"], values["until"], values.get("vacations", ()))
    except InvalidValue as error:
        problems.extend(row.seen(problem) for problem in error.problems)
        return None


def _table(terms: list[tuple[Term, Row]], problems: list[Problem]) -> TermTable | None:
    # The table puts its terms in order, and counts them so in its problems.
    in_order = sorted(terms, key=lambda pair: (pair[0].start, pair[1].spelling))
    try:
        return TermTable(tuple(term for term, _ in in_order))
    except InvalidValue as error:
        rows = [row for _, row in in_order]
        problems.extend(_at(problem, rows) for problem in error.problems)
        return None


def _at(problem: Problem, rows: list[Row]) -> Problem:
    _terms, index, *field = problem.path
    assert isinstance(index, int)
    return Problem(code=problem.code, path=(*rows[index].path, *field), values=problem.values)
