"""Event: something of a kind that a pack declares happened on a day, to the subjects it names."""

from collections.abc import Iterator
from datetime import date

from liushou_core.domain.ids import ChildId, EventId, OrganisationId, PairingId, RecordId
from liushou_core.domain.noun import noun
from liushou_core.domain.observation import FactValue, SubjectKind
from liushou_core.domain.privacy import link, plain, sensitive
from liushou_core.domain.unknown import Known
from liushou_core.errors import Problem

__all__ = ["Event", "EventFact"]


@noun
class EventFact:
    """What is recorded of an event under one name: how many hours, what amount, which result."""

    name: str = plain("名称")
    value: Known[FactValue] = sensitive("内容")


@noun
class Event:
    """It happened on ``day`` to everybody it names; ``made`` is False for an attempt that came to nothing."""

    id: EventId = link("编号")
    scope: OrganisationId = link("所属单位")
    kind: str = plain("事件类别")
    day: date = plain("日期")
    by: RecordId | None = link("经办人", default=None)
    children: tuple[ChildId, ...] = link("儿童", default=())
    persons: tuple[RecordId, ...] = link("人员", default=())
    pairing: PairingId | None = link("结对", default=None)
    family: RecordId | None = link("家庭", default=None)
    organisation: OrganisationId | None = link("单位", default=None)
    made: bool = plain("已完成", default=True)
    facts: tuple[EventFact, ...] = sensitive("内容", default=())

    def contradictions(self) -> Iterator[Problem]:
        """Yield an event that names nobody, and a name that stands twice."""
        if not any(True for _ in self.subjects()):
            yield Problem(code="event_with_nobody", path=("children",))
        names = [fact.name for fact in self.facts]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield Problem(code="repeated", path=("facts", index))

    def subjects(self) -> Iterator[tuple[SubjectKind, str]]:
        """Yield whom the event is about; who carried it out is not among them."""
        yield from ((SubjectKind.CHILD, id) for id in self.children)
        yield from ((SubjectKind.PERSON, id) for id in self.persons)
        for kind, one in (
            (SubjectKind.PAIRING, self.pairing),
            (SubjectKind.FAMILY, self.family),
            (SubjectKind.ORGANISATION, self.organisation),
        ):
            if one is not None:
                yield kind, one
