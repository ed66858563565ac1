"""Support 资助救助: help in money or goods for one child (requirements §2.16, §4.10); Donation: goods handed out 捐赠物资."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

from liushou_core.domain.amounts import has_parts_of_a_fen
from liushou_core.domain.calendar import Period
from liushou_core.domain.ids import ChildId, HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Donation", "Support", "SupportKind"]


class SupportKind(Enum):
    """What kind of help it is."""

    EXEMPTION = "exemption"
    """Fees waived (SUB-1, SUB-2)."""
    SUBSIDY = "subsidy"
    GRANT = "grant"
    RELIEF = "relief"
    """Temporary relief 临时救助 (SUB-6)."""
    ALLOWANCE = "allowance"
    """Minimum living allowance 低保 (SUB-7)."""
    BOARDING_FEE = "boarding_fee"
    LIVING_COSTS = "living_costs"
    IN_KIND = "in_kind"
    SPONSORSHIP = "sponsorship"
    """By pairing, donation or a social mother (SUB-3)."""


@noun
class Support:
    """Granted from ``start`` on, up to ``until``; once, or ``yuan`` each ``per``.

    ``yuan_before``: what it was before it was raised. ``debts_cleared`` and ``prepaid`` say what of it went where (SUB-6).
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    kind: SupportKind = plain("资助种类", source="requirements §4.10")
    start: date = plain("开始日期")
    until: date | None = plain("结束日期", default=None)
    yuan: Decimal | None = sensitive("金额（元）", default=None, source="000 §7")
    yuan_before: Decimal | None = sensitive("原金额（元）", default=None, source="000 §7")
    per: Period | None = plain("周期", default=None)
    debts_cleared: Decimal | None = sensitive("清偿欠款（元）", default=None, source="000 §7 住宿费用欠款")
    prepaid: Decimal | None = sensitive("预付费用（元）", default=None, source="000 §7 预付")
    items: tuple[str, ...] = plain(
        "内容", default=(), source="000 §7 换季衣物和学习用品; 000 §3.(二)1 杂费、书本费"
    )
    applied: date | None = plain("申请日期", default=None, source="000 §7")
    decided_by: RecordId | None = link("决定单位", default=None)
    given_by: RecordId | None = link("提供者", default=None, source="000 §3.(二)1; 002 §4.7; 003 §3.4")
    delivered: tuple[date, ...] = plain("送达日期", default=(), source="000 §7 每月中旬")
    talked_with: HelperId | None = link("了解近况的教师", default=None, source="000 §7")
    note: Known[str] = sensitive("说明", default=NOT_ASKED)

    def contradictions(self) -> Iterator[Problem]:
        """Yield one that ends before it begins, and amounts that are none."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        for name in ("yuan", "yuan_before", "debts_cleared", "prepaid"):
            amount = getattr(self, name)
            if amount is not None and amount < 0:
                yield Problem(code="negative", path=(name,))
            elif amount is not None and has_parts_of_a_fen(amount):
                yield Problem(code="parts_of_a_fen", path=(name,))


@noun
class Donation:
    """Goods that came in for children, or went out to them: bags, stationery, clothes, food, quilts (requirements §2.20)."""

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    day: date = plain("日期")
    item: str = plain("物品", source="002 §8; 003 §3; 004 §1, §5")
    count: int = plain("数量", source="004 §1 20个爱心书包")
    donor: RecordId | None = link("捐赠者", default=None)
    children: tuple[ChildId, ...] = link("受赠儿童", default=())

    def contradictions(self) -> Iterator[Problem]:
        """Yield nothing given, and a child named twice."""
        if self.count < 1:
            yield Problem(code="not_positive", path=("count",))
        if len(set(self.children)) < len(self.children):
            yield Problem(code="repeated", path=("children",))
