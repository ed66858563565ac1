"""Records of plans that lead to the children, classes, bodies and helpers of a drawn register."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from liushou_core.domain.membership import Payment
from liushou_core.domain.plan_records import PLAN_RECORDS, PlanRecord, about_fields
from liushou_core.testing.strategies import records

__all__ = ["plan_records"]


@st.composite
def plan_records(draw: st.DrawFn, known: Mapping[str, Sequence[str]]) -> dict[str, tuple[Any, ...]]:
    """Return some records of a few kinds, under the names of their lists; *known*: the ids to which each field may lead."""
    drawn = draw(st.lists(st.sampled_from(PLAN_RECORDS), max_size=4, unique_by=lambda kind: kind.name))
    found: dict[str, tuple[Any, ...]] = {kind.plural: () for kind in PLAN_RECORDS}
    for kind in drawn:
        count = draw(st.integers(1, 3))
        found[kind.plural] = tuple([_linked(draw, kind, f"{kind.name}-{n}", known) for n in range(count)])
    return found


def _linked(draw: st.DrawFn, kind: PlanRecord, id: str, known: Mapping[str, Sequence[str]]) -> Any:
    record: Any = draw(records(kind.of))
    changes: dict[str, Any] = {"id": id}
    for name in about_fields(kind.of) if kind.of is not Payment else ():
        one = st.sampled_from(known[name])
        if name == "children":
            changes[name] = tuple(draw(st.lists(one, unique=True, max_size=len(record.children))))
        elif getattr(record, name) is not None:
            changes[name] = draw(one)
    return attrs.evolve(record, **changes)
