"""Relation: a person stands to a child in a role that a plan names, other than parent, guardian or helper."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, OrganisationId, RecordId, RelationId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.errors import Problem

__all__ = ["Relation"]


@noun
class Relation:
    """``person`` is the child's ``role`` (any word, such as ``sponsor``) on the days ``[start, until)``; None: since ever."""

    id: RelationId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    person: RecordId = link("人员")
    role: str = plain("关系")
    start: date | None = plain("开始日期", default=None)
    until: date | None = plain("结束日期", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a relation that ends before it begins."""
        if self.start is not None and self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
