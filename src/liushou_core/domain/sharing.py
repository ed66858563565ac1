"""Consent, Disclosure and Referral: who agreed that a child's file be passed on, to whom it was, and what came of it (requirements §7.3)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Consent", "Disclosure", "Referral"]


@noun
class Consent:
    """``given_by`` agreed, or refused, that facts about the child go to ``to``; in force on the days ``[start, until)``."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    given_by: RecordId = link("同意人")
    to: OrganisationId | None = link("接收单位", default=None)
    given: bool = plain("同意", default=True)
    start: date = plain("同意日期")
    until: date | None = plain("失效日期", default=None)
    extent: Known[str] = sensitive("同意范围", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it begins."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))


@noun
class Disclosure:
    """The child's file, or part of it, was passed on on ``day``; ``consent`` is that on which it rests."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    to: OrganisationId = link("接收单位", source="000 §7 把…相关资料反映给")
    day: date = plain("日期")
    by: HelperId | None = link("经办人", default=None)
    consent: RecordId | None = link("同意书", default=None)
    content: Known[str] = sensitive("提供内容", default=NOT_ASKED, source="000 §7")


@noun
class Referral:
    """The child's case was brought before ``to`` on ``day``: street leaders, civil affairs, a charity team (ORG-3)."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    to: OrganisationId = link("转介单位", source="000 §7 向街道领导汇报, 民政部门")
    day: date = plain("日期")
    by: HelperId | None = link("经办人", default=None)
    reason: Known[str] = sensitive("事由", default=NOT_ASKED)
    outcome: Known[str] = sensitive("结果", default=NOT_ASKED)
