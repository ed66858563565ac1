"""Classifications: ordered classes that exclude each other; the first whose condition holds is the subject's class."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Final

import attrs

from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.canonical import canonical
from liushou_core.policy.comparison import bounds_of, empty, thresholds_of
from liushou_core.policy.measure import Measure
from liushou_core.policy.memory import remembered
from liushou_core.policy.quantities.plain import Number
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.bands import Bands
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Finding

__all__ = ["NO_CLASS", "OUT_OF_SCOPE", "Band", "ClassRow", "Classification", "Classified"]

NO_CLASS: Final = "none"
"""No class fits: the classification has a gap here."""
OUT_OF_SCOPE: Final = "out_of_scope"
"""The classification does not apply to the subject."""


@attrs.frozen(kw_only=True)
class Band:
    """Numbers that keep to every comparator it has; one without any takes whatever the rows before it left."""

    is_: Number | None = attrs.field(default=None, alias="is_")
    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a band that no number falls into."""
        yield from empty(self)


@attrs.frozen(kw_only=True)
class ClassRow(Band):
    """A class: its condition ``when``, or a band of the quantity that the classification is ``of``; with neither, all the rest."""

    id: str
    title: Wording | None = None
    when: Clause | None = None
    source: Source | None = None


@attrs.frozen(kw_only=True)
class Classified:
    """The class of one subject on one day: known, undetermined between several, ``none``, or ``out_of_scope``.

    ``possible`` are the classes that missing facts still allow, in the order of the pack. ``missing`` says which facts those are.
    """

    classification: "Classification"
    possible: tuple[str, ...]
    findings: tuple[Finding, ...]
    used: tuple[Fact, ...]
    missing: tuple[Fact, ...]

    @property
    def id(self) -> str:
        """The id of the classification."""
        return self.classification.id

    @property
    def class_id(self) -> str | None:
        """The class if it is determined (``none`` and ``out_of_scope`` are answers too); else None."""
        return self.possible[0] if len(self.possible) == 1 else None

    def text(self, locale: Locale = "en") -> str:
        """Return the class in words."""
        names = [self.classification.name_of(id, locale) for id in self.possible]
        title = self.classification.title
        return render(
            "classification.known" if len(names) == 1 else "classification.open",
            locale,
            title=self.id if title is None else title.text(locale),
            classes=render("word.or", locale).join(names),
        )

    def to_document(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        return {
            "class": self.class_id,
            "possible": list(self.possible),
            "findings": [finding_document(finding) for finding in self.findings],
            "missing": [fact.path for fact in self.missing],
            "source": canonical(self.classification.source),
        }


@attrs.frozen(kw_only=True)
class Classification:
    """Classes in the order in which they are tried. Each has a tree ``when``, or all are bands ``of`` one quantity.

    The first class whose answer is YES is the subject's. An earlier UNKNOWN makes the result undetermined, unless every way of
    filling in what is missing gives the same class. Where ``applies_when`` is NO, the subject is out of scope.
    """

    id: str
    class_: tuple[ClassRow, ...]
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    applies_when: Clause | None = None
    of: Quantity | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield classes without a way to be chosen, that nobody can reach, and bands with nothing to measure or with gaps."""
        for index, row in enumerate(self.class_):
            if bounds_of(row) and self.of is None:
                yield Problem(code="band_of_nothing", path=("class", index))
            if row.when is not None and bounds_of(row):
                yield Problem(code="when_or_band", path=("class", index, "when"))
            if row.id in (NO_CLASS, OUT_OF_SCOPE):
                yield Problem(code="class_id_reserved", path=("class", index, "id"), values={"id": row.id})
            if row.when is None and not bounds_of(row) and index + 1 < len(self.class_):
                yield Problem(code="class_not_reached", path=("class", index + 1), values={"id": row.id})
        ids = [row.id for row in self.class_]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem(code="id_twice", path=("class", index, "id"), values={"id": id})
        if not self.class_:
            yield Problem(code="missing_key", values={"key": "class"})
        if self.of is not None and all(row.when is None for row in self.class_):
            yield from gap_warnings(Bands(self.class_, whole=self.of.whole), self.of, ("class",))

    @cached_property
    def _bands(self) -> Bands[ClassRow]:
        return Bands(self.class_, whole=self.of is not None and self.of.whole)

    @property
    def outside(self) -> tuple[str, ...]:
        """The answers that are none of the classes, as far as they can come about."""
        last = self.class_[-1] if self.class_ else None
        closed = last is not None and last.when is None and not bounds_of(last)
        return (*(() if closed else (NO_CLASS,)), *(() if self.applies_when is None else (OUT_OF_SCOPE,)))

    def name_of(self, id: str, locale: Locale) -> str:
        """Return what a class is called."""
        if id in (NO_CLASS, OUT_OF_SCOPE):
            return render(f"classification.{id}", locale)
        row = next(row for row in self.class_ if row.id == id)
        return id if row.title is None else row.title.text(locale)

    def classify(self, subject: Subject, on: date) -> Classified:
        """Return the class of a subject on a day."""
        return remembered(self, subject, on, self._classify)

    def _classify(self, subject: Subject, on: date) -> Classified:
        findings: list[Finding] = []
        possible: list[str] = []
        scope = YES
        if self.applies_when is not None:
            findings.append(ask(self.applies_when, subject, on))
            scope = findings[0].verdict
        measure = None if self.of is None else self.of.measure(subject, on)
        if scope is not NO:
            possible.extend(self._rows(subject, on, measure, findings))
        if scope is not YES:
            possible.append(OUT_OF_SCOPE)
        facts = list(dict.fromkeys(chain.from_iterable(open_facts(finding) for finding in findings)))
        read = measure if measure is not None and scope is not NO else None
        return Classified(
            classification=self,
            possible=tuple(dict.fromkeys(possible)),
            findings=tuple(findings),
            used=() if read is None else read.used,
            missing=tuple(dict.fromkeys((*facts, *(() if read is None else read.missing))))
            if len(set(possible)) > 1
            else (),
        )

    def _rows(
        self, subject: Subject, on: date, measure: Measure | None, findings: list[Finding]
    ) -> Iterator[str]:
        """Yield the classes that are possible, up to the first that is certain."""
        if measure is not None and all(row.when is None for row in self.class_):
            found = self._bands.possible(measure)
            yield from (row.id for row in found.rows)
            if found.gap:
                yield NO_CLASS
            return
        for row in self.class_:
            verdict = YES
            if row.when is not None:
                findings.append(ask(row.when, subject, on))
                verdict = findings[-1].verdict
            elif measure is not None and bounds_of(row):
                possible = Bands((row,), whole=self.of is not None and self.of.whole).possible(measure)
                verdict = UNKNOWN if possible.rows and possible.gap else YES if possible.rows else NO
            if verdict is not NO:
                yield row.id
            if verdict is YES:
                return
        yield NO_CLASS

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change of the class."""
        for clause in (self.applies_when, *(row.when for row in self.class_)):
            if clause is not None:
                yield from changes_of(clause, subject, after)
        if self.of is not None:
            yield from self.of.boundaries(subject, after, thresholds_of(self.class_))


def gap_warnings(bands: Bands[Any], of: Quantity, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Yield a warning if a number that the quantity can have falls into no row."""
    gaps = bands.gaps(*of.range())
    if gaps:
        at = str(gaps[0].limit_denominator(1000))
        yield Problem(code="band_gap", path=path, values={"number": at}, severity="warning")
