"""CarePlan 帮扶计划: measures for one child under the priority areas."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.ids import CarePlanId, ChildId, HelperId, OrganisationId, PolicyId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.errors import Problem

__all__ = ["CarePlan", "Measure", "MeasureState", "PriorityArea", "Review"]


class PriorityArea(Enum):
    """The areas in which left-behind children come first 优先 (requirements §4.3)."""

    SAFETY = "safety"
    STUDY = "study"
    LIFE = "life"
    ACTIVITY = "activity"


class MeasureState(Enum):
    """What became of a measure."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


@noun
class Measure:
    """One thing to do for the child; ``promise`` is the plan's own name for it, ``review_on`` the day to look again."""

    area: PriorityArea = plain("优先领域", source="requirements §4.3")
    promise: str = plain("承诺事项")
    owner: HelperId | None = link("负责人", default=None)
    review_on: date | None = plain("检查日期", default=None)
    state: MeasureState = plain("进展", default=MeasureState.PLANNED)
    analysis: Known[str] = sensitive(
        "学业情况分析", default=NOT_ASKED, source="000 §3.(一)5(1), §4.3(1); requirements §2.10"
    )
    group: Known[str] = plain("分类、分组", default=NOT_ASKED, source="000 §3.(一)5(1); requirements §2.10")
    time: Known[str] = plain("帮扶时间", default=NOT_ASKED, source="requirements §2.10")
    helper: HelperId | None = link("学习帮手", default=None, source="requirements §2.10")
    content: Known[str] = sensitive("帮扶内容", default=NOT_ASKED, source="requirements §2.10")
    effect: Known[str] = sensitive("阶段性效果", default=NOT_ASKED, source="requirements §2.10, §2.11")


@noun
class Review:
    """A look at the effect of the plan on ``day`` 定期检查."""

    day: date = plain("检查日期")
    by: HelperId | None = link("检查人", default=None)
    effect: Known[str] = sensitive("效果", default=NOT_ASKED, source="000 §3.(一)5(1); 003 §2.3")


@noun
class CarePlan:
    """The measures promised to one child by one policy, drawn up on a day, in force on ``[start, until)``."""

    id: CarePlanId = link("编号")
    scope: OrganisationId = link("所属单位")
    child: ChildId = link("儿童")
    policy: PolicyId = link("方案")
    start: date = plain("制定日期")
    until: date | None = plain("结束日期", default=None)
    measures: tuple[Measure, ...] = plain("措施", default=())
    reviews: tuple[Review, ...] = plain("检查", default=(), source="requirements §2.10, §2.11 定期检查")

    def contradictions(self) -> Iterator[Problem]:
        """Yield a plan that ends before it begins, and a promise listed twice in an area."""
        if self.until is not None and self.until <= self.start:
            yield Problem(code="until_before_start", path=("until",))
        seen = set()
        for index, measure in enumerate(self.measures):
            if (measure.area, measure.promise) in seen:
                yield Problem(code="repeated", path=("measures", index))
            seen.add((measure.area, measure.promise))
