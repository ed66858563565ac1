"""Due items of the steps by which triggers are answered: what is to be done in turn, by whom and by when (design §6.7, 10)."""

from collections.abc import Collection, Iterator
from datetime import date

import attrs

from liushou_core.domain.calendar import Span, add_days
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import HelperId
from liushou_core.domain.subject import Subject, SubjectFacts, SubjectRole
from liushou_core.policy.due.courses import Course, Reading, child_courses
from liushou_core.policy.due.holders import owes
from liushou_core.policy.due.item import DueItem, DueState
from liushou_core.policy.due.subject_courses import course_of, courses_of_subjects
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.steps import StepLine
from liushou_core.policy.tables.triggers import Response, Trigger
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact
from liushou_core.policy.verdict_line import VerdictLine

__all__ = ["StepReading"]

_STATES = {"open": DueState.OPEN, "missed": DueState.MISSED, "undetermined": DueState.UNDETERMINED}


@attrs.frozen(eq=False)
class StepReading:
    """The triggers in force on the day of a reading, with what is needed to list their steps."""

    reading: Reading
    policy: Policy
    triggers: tuple[Trigger, ...] = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: tuple(_in_force(self.policy, self.reading.on)), takes_self=True),
    )

    def of_child(
        self, child: ChildFacts, seen: ChildFacts, cover: VerdictLine, *, by_school: bool
    ) -> Iterator[DueItem]:
        """Yield the steps about a child that is, or may be, covered on the judged day; *seen* are its facts as of that day."""
        triggers = [trigger for trigger in self.triggers if trigger.subject is SubjectRole.CHILD]
        if not triggers or cover.at(self.reading.on) is NO:
            return
        for course in child_courses(self.reading, seen, cover, by_school=by_school):
            for trigger in triggers:
                yield from self._items(trigger, child, course)

    def of_others(self) -> Iterator[DueItem]:
        """Yield the steps about those who stand around children, trigger by trigger, for each the subjects ordered by id."""
        for trigger in self.triggers:
            if trigger.subject is not SubjectRole.CHILD:
                for subject, course in courses_of_subjects(self.reading, self.policy, trigger.subject, None):
                    yield from self._items(trigger, subject, course)

    def of_subject(self, subject: SubjectFacts, roles: Collection[SubjectRole]) -> Iterator[DueItem]:
        """Yield the steps about one of those, in these *roles*."""
        for trigger in self.triggers:
            if trigger.subject in roles:
                course = course_of(self.reading, self.policy, trigger.subject, subject, None)
                yield from () if course is None else self._items(trigger, subject, course)

    def _items(self, trigger: Trigger, subject: Subject, course: Course) -> Iterator[DueItem]:
        on = self.reading.on
        cover = course.line.at(on)
        if cover is NO:
            return
        response = trigger.respond(subject, on)
        for line in response.steps:
            if line.state == "waiting" or (line.start is not None and line.start > on):
                continue
            first = line.start or self.policy.in_force_from
            until = on if line.deadline is None else min(on, line.deadline)
            lines = course.holders(line.step.by)
            for index, holders in enumerate(lines):
                if len(lines) == 1 or owes(lines, index, first, until):
                    owed_by = holders.owing(until)
                    yield self._item(response, line, course, first, until, owed_by)

    def _item(
        self,
        response: Response,
        line: StepLine,
        course: Course,
        first: date,
        until: date,
        owed_by: HelperId | None,
    ) -> DueItem:
        in_time = line.event is not None and not line.late
        state = _STATES.get(line.state, DueState.MET if in_time else DueState.MISSED)
        missing = self._missing(response, line, course)
        if course.line.at(self.reading.on) is UNKNOWN:
            state = DueState.UNDETERMINED
        done = () if line.event is None else (line.event,)
        return DueItem(
            policy=self.policy.id,
            duty=f"{response.id}.{line.step.id}",
            subject=course.subject,
            role=line.step.by,
            owed_by=owed_by,
            school_class=course.class_on(until),
            window=Span(first, None if line.deadline in (None, date.max) else add_days(line.deadline, 1)),
            deadline=line.deadline,
            needed=1,
            exact=False,
            made=1 if in_time else 0,
            state=state,
            overdue_since=line.overdue_since if state is DueState.MISSED else None,
            advisory=False,
            counted=done if in_time else (),
            late=() if in_time else done,
            made_by_other=(),
            attempts=(),
            off_day=(),
            unrecorded=(),
            missing=missing if state is DueState.UNDETERMINED else (),
            excuse=None,
            source=line.step.source or response.trigger.source,
        )

    def _missing(self, response: Response, line: StepLine, course: Course) -> tuple[Fact, ...]:
        open_ = () if response.verdict is YES else response.missing
        return tuple(dict.fromkeys((*course.line.missing(self.reading.on), *open_, *line.missing)))


def _in_force(policy: Policy, on: date) -> Iterator[Trigger]:
    yield from (trigger for trigger in policy.on(on).trigger if trigger.steps)
