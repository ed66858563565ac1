"""LegalCase: a case that concerns a child 涉及留守儿童的案件, and the aid given in it (requirements §2.17)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["LegalCase"]


@noun
class LegalCase:
    """``qualifies``: it meets the conditions of legal aid, as somebody else judged; ``aided``: aid was given."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    opened: date = plain("立案日期")
    closed: date | None = plain("结案日期", default=None)
    qualifies: Known[bool] = sensitive("符合法律援助规定", default=NOT_ASKED, source="002 §4.一3, §7")
    aided: Known[bool] = sensitive("给予法律援助", default=NOT_ASKED, source="002 §4.一3, §7")
    aided_on: date | None = plain("援助日期", default=None)
    aided_by: OrganisationId | None = link("援助机构", default=None)
    matter: Known[str] = sensitive("案由", default=NOT_ASKED, source="002 §4.一3")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a case closed before it was opened, and a day of aid where none was given."""
        if self.closed is not None and self.closed <= self.opened:
            yield Problem(code="until_before_start", path=("closed",))
        if self.aided_on is not None and self.aided is not True:
            yield Problem(code="aided_on_without_aid", path=("aided_on",))
