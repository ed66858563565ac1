"""Inspections: checklists, the sample that is looked at, and how (requirements §6.4; "five clears" 五个清楚)."""

from collections.abc import Iterator

import attrs

from liushou_core.domain.calendar import Period
from liushou_core.errors import Problem
from liushou_core.policy.lookup import Values
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.named_only import named_only

__all__ = ["InspectionItem", "InspectionRule"]


@attrs.frozen(kw_only=True)
class InspectionItem:
    """One thing that is looked at: passed or not, as the inspector records.

    ``record``: the requirement on archives that answers it besides, from the facts (the "five clears"); ``inferred``: the plan does
    not say what it means, and this is the reading that another place of the sources supports best.
    """

    id: str
    says: Wording
    record: str | None = None
    inferred: bool = False

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the requirement on archives."""
        if self.record is not None:
            yield "record", self.record


@attrs.frozen(kw_only=True)
class InspectionRule:
    """Bodies are inspected once a ``per``, item by item.

    * ``sample``: how many bodies of each kind or stage are looked at; empty: all. ``sample_of``: per what unit (county, town); the
      source does not say: without it, lint does.
    * ``methods`` and ``reports_to``: how it is done, and where results go.
    """

    id: str
    title: Wording
    items: tuple[InspectionItem, ...]
    per: Period = Period.TERM
    sample: Values = Values()
    sample_of: str | None = None
    methods: tuple[Wording, ...] = ()
    reports_to: tuple[Wording, ...] = ()
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a list of nothing, items with one id, and a sample per nobody knows what."""
        if not self.items:
            yield Problem(code="needs_parts", path=("items",))
        ids = [item.id for item in self.items]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem(code="id_twice", path=("items", index, "id"), values={"id": id})
        if self.sample and self.sample_of is None:
            yield from named_only("sample_of")
