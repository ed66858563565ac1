"""Relation: a person stands to a child or to an organisation in a role that a plan names."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, OrganisationId, RecordId, RelationId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain
from liushou_core.errors import Problem

__all__ = ["Relation"]


@noun
class Relation:
    """``person`` has the ``role`` (any word, such as ``sponsor`` or ``rower``) on the days ``[start, until)``; None: since ever.

    It is a role towards one child or in one organisation. Parents, guardians, helpers and posts have records of their own.
    """

    id: RelationId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId | None = link("儿童", default=None)
    organisation: OrganisationId | None = link("单位", default=None)
    person: RecordId = link("人员")
    role: str = plain("关系")
    start: date | None = plain("开始日期", default=None)
    until: date | None = plain("结束日期", default=None)

    def contradictions(self) -> Iterator[Problem]:
        """Yield a relation to neither or both, and one that ends before it begins."""
        if (self.child is None) == (self.organisation is None):
            yield Problem(code="child_or_organisation", path=("child",))
        if self.start is not None and self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
