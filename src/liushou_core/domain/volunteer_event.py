"""VolunteerEvent: a planned outing or visit by volunteers 志愿活动 with its hosts, places, sponsors and promises (requirements §5.9, §5.10)."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import HelperId, OrganisationId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["Contribution", "SignUp", "VolunteerEvent"]


@noun
class Contribution:
    """What a loving unit 爱心单位 gives: a vehicle, lunch, a visit, bags; ``confirmed``: False while it is still open 待定."""

    organisation: OrganisationId | None = link("爱心单位", default=None)
    gives: str = plain("提供内容", source="004 §1.六")
    count: Known[int] = plain("数量", default=NOT_ASKED, source="004 §1.六 20个爱心书包")
    confirmed: bool = plain("已确定", default=True, source="004 §1.六 待定")


@noun
class SignUp:
    """A volunteer who signed up: in which group, and whether the consent 特别承诺 was signed."""

    helper: HelperId = link("志愿者")
    day: date = plain("报名日期")
    group: Known[str] = plain("组别", default=NOT_ASKED, source="004 §1.十")
    duty: Known[str] = plain("分工", default=NOT_ASKED, source="004 §1.七, §3.九")
    consent_signed: bool = plain("已签承诺", default=False, source="004 §1.十三")


@noun
class VolunteerEvent:
    """The plan of one event: what is to happen on ``day``; what did happen is an activity.

    Places: ``child_places`` (whether carers count among them, ``carers_included``), ``volunteer_places``, closed when full.
    """

    id: RecordId = link("编号")
    scope: OrganisationId = link("所属单位")
    theme: str = plain("主题", source="004 §1.二, §3")
    day: date = plain("日期", source="004 §3")
    starts: Known[str] = plain("开始时间", default=NOT_ASKED, source="004 §3 09:00")
    ends: Known[str] = plain("结束时间", default=NOT_ASKED, source="004 §3 10:45")
    rehearsal: date | None = plain("彩排日期", default=None, source="004 §3.八")
    hosts: tuple[OrganisationId, ...] = link("主办单位", default=(), source="004 §1.三, §3")
    co_hosts: tuple[OrganisationId, ...] = link("协办单位", default=(), source="004 §1.三, §3")
    background: Known[str] = plain("背景", default=NOT_ASKED, source="004 §1.一")
    purpose: Known[str] = plain("目的", default=NOT_ASKED, source="004 §1.四, §3")
    contents: Known[str] = plain("活动内容", default=NOT_ASKED, source="004 §1.五, §3.六")
    place: Known[str] = sensitive("地点", default=NOT_ASKED, source="004 §3")
    contributions: tuple[Contribution, ...] = plain("爱心单位", default=(), source="004 §1.六")
    child_places: Known[int] = plain("儿童名额", default=NOT_ASKED, source="004 §1.九")
    carers_included: Known[bool] = plain("名额含带队人员", default=NOT_ASKED, source="004 §1.九")
    volunteer_places: Known[int] = plain("志愿者名额", default=NOT_ASKED, source="004 §1.十")
    sign_ups: tuple[SignUp, ...] = link("报名", default=(), source="004 §1.十")
    requirements: Known[str] = plain("要求", default=NOT_ASKED, source="004 §1.十二, §3.八")
    expected_effect: Known[str] = plain("预期效果", default=NOT_ASKED, source="004 §1.十一")
    cancelled: bool = plain("已取消", default=False, source="004 §1.十二 天气")
    next_day: date | None = plain("改期", default=None, source="004 §1.十二 天气")

    def contradictions(self) -> Iterator[Problem]:
        """Yield more volunteers than places, one who signed up twice, and a rehearsal after the event."""
        volunteers = [one.helper for one in self.sign_ups]
        if len(set(volunteers)) < len(volunteers):
            yield Problem(code="repeated", path=("sign_ups",))
        if isinstance(self.volunteer_places, int) and len(volunteers) > self.volunteer_places:
            yield Problem(code="more_than_all", path=("sign_ups",))
        if self.rehearsal is not None and self.rehearsal > self.day:
            yield Problem(code="order_of_days", path=("rehearsal",))
