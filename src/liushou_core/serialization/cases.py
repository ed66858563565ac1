"""Cases: questions to a policy with the answers they should have, one JSON object a line.

A case names a day (``on``), maybe a period (``over``, first and last day) and facts of its own, and under ``expect`` values
in the assessment document by JSON Pointer (RFC 6901), such as ``"/subjects/c1/decisions/eligibility/verdict": "yes"``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from liushou_core.domain.facts import Facts
from liushou_core.errors import InvalidFacts, Problem
from liushou_core.policy.assessment import Assessment, assess
from liushou_core.policy.memory import remembering
from liushou_core.policy.policy import Policy
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.facts_document.json_text import plain_data
from liushou_core.serialization.facts_document.leaves import DAY, LEAVES, Kind
from liushou_core.serialization.facts_document.refusal import refused
from liushou_core.serialization.facts_document.tables import Field, Table

__all__ = ["ABSENT", "Answered", "Case", "Unmet", "read_cases"]

ABSENT: Final = "absent"
"""What is found where the document has nothing at a pointer."""


@attrs.frozen(kw_only=True)
class Unmet:
    """An expectation that does not hold: ``found`` stands at ``pointer``, not ``expected``."""

    pointer: str
    expected: Any = attrs.field(repr=False)
    found: Any = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Answered:
    """A case with its assessment and the expectations that do not hold."""

    case: "Case"
    assessment: Assessment
    unmet: tuple[Unmet, ...]


@attrs.frozen(kw_only=True)
class Case:
    """One question: ``facts`` None means those of the whole run; ``line`` counts from 1."""

    name: str
    line: int
    on: date
    over: tuple[date, date] | None = None
    facts: Facts | None = None
    expect: Mapping[str, Any] = attrs.field(factory=dict)

    def answer(self, policy: Policy, facts: Facts) -> Answered:
        """Ask *policy*; *facts* are those of the whole run."""
        assessment = assess(policy, facts if self.facts is None else self.facts, on=self.on, over=self.over)
        document = _Document(assessment)
        found = ((pointer, expected, document.at(pointer)) for pointer, expected in self.expect.items())
        unmet = [Unmet(pointer=p, expected=e, found=f) for p, e, f in found if e != f]
        return Answered(case=self, assessment=assessment, unmet=tuple(unmet))


def read_cases(text: str) -> tuple[Case, ...]:
    """Return the cases of a JSON Lines text; empty lines are passed over. Raises InvalidFacts with every problem.

    >>> read_cases('{"name": "autumn", "on": "2023-09-30"}')[0].on
    datetime.date(2023, 9, 30)
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    for line, written in enumerate(text.splitlines(), start=1):
        if written.strip():
            found: list[Problem] = []
            case = _case(written, line, found)
            problems.extend(attrs.evolve(problem, line=line) for problem in found)
            cases.extend([] if case is None else [case])
    if problems:
        raise InvalidFacts(problems, what="cases")
    return tuple(cases)


def _case(written: str, line: int, problems: list[Problem]) -> Case | None:
    facts = None
    try:
        row = _TABLE.read(plain_data(written), (), problems)
    except InvalidFacts as error:  # no JSON
        problems.extend(error.problems)
        return None
    try:
        facts = read_facts(row.values.pop("facts")) if "facts" in row.values else None
    except InvalidFacts as error:
        problems.extend(problem.under("facts") for problem in error.problems)
    return None if problems else Case(**{"name": f"line {line}", **row.values}, line=line, facts=facts)


def _period(value: Any) -> tuple[date, date]:
    if not isinstance(value, list) or len(value) != 2:
        raise refused("wrong_type", expected="[first day, last day]")
    first, last = map(DAY.read, value)
    if last < first:
        raise refused("period_reversed")
    return first, last


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise refused("wrong_type", expected="object")
    return value


_TABLE: Final = Table(
    fields=(
        Field(name="name", keys={"name": LEAVES[str]}),
        Field(name="on", keys={"on": DAY}, required=True),
        Field(name="over", keys={"over": Kind(_period, {})}),
        Field(name="facts", keys={"facts": Kind(_object, {})}),
        Field(name="expect", keys={"expect": Kind(_object, {})}),
    )
)


@attrs.frozen
class _Document:
    """The document of an assessment, of which no more is made than pointers ask for: most ask for one answer of one subject."""

    assessment: Assessment
    _answers: dict[tuple[str, ...], Any] = attrs.field(init=False, factory=dict)

    def at(self, pointer: str) -> Any:
        """Return what stands at *pointer*, or ABSENT."""
        steps = tuple(_steps(pointer))
        one = self._answer(steps[:4])
        return _at(self._whole, steps) if one is None else _at(one, steps[4:])

    def _answer(self, steps: tuple[str, ...]) -> Any:
        """Return the one answer that *steps* lead to; None if they lead to none."""
        if len(steps) < 4 or steps[0] != "subjects" or steps[1] not in self.assessment:
            return None
        if steps not in self._answers:
            with remembering():
                self._answers[steps] = self.assessment[steps[1]].document_of(*steps[2:])
        return self._answers[steps]

    @cached_property
    def _whole(self) -> dict[str, Any]:
        return self.assessment.to_document()


def _at(document: Any, steps: Iterable[str]) -> Any:
    """Return what stands behind *steps* in *document*, or ABSENT."""
    for step in steps:
        if isinstance(document, list) and step.isdecimal() and int(step) < len(document):
            document = document[int(step)]
        elif isinstance(document, dict) and step in document:
            document = document[step]
        else:
            return ABSENT
    return document


def _steps(pointer: str) -> Iterator[str]:
    for step in pointer.split("/")[1:]:
        yield step.replace("~1", "/").replace("~0", "~")
