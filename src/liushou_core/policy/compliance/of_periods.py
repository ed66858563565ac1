"""What bodies owe in each period: inspections, assessments, returns on dropouts."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from operator import attrgetter

import attrs

from liushou_core.domain.assessment_result import AssessmentResult
from liushou_core.domain.calendar import Period, Span, add_days, periods_within
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ClassId, OrganisationId
from liushou_core.domain.inspection import Inspection, InspectionFinding
from liushou_core.domain.organisation import Organisation, PostRole
from liushou_core.domain.pairing import PartyKind
from liushou_core.domain.subject import SubjectFacts, SubjectRole
from liushou_core.policy.compliance.checker import Checker, of_child, owed, unkept
from liushou_core.policy.compliance.promise import Case, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.tables.assessments import Assessment
from liushou_core.policy.tables.record_requirements import RecordRequirement, gaps
from liushou_core.policy.verdict import UNKNOWN, YES, Fact, Verdict

__all__ = ["Assessments", "Dropout", "Inspections", "SeesClasses"]


@attrs.define
class SeesClasses(Checker):
    """Notes in which classes and schools the covered children sit."""

    schools: dict[ClassId, OrganisationId] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note the class of a covered child, and its school."""
        sits_in = facts.class_on(self.matter.on) if cover is YES else None
        if sits_in is not None:
            self.schools[sits_in.id] = sits_in.school

    def class_ids(self) -> list[ClassId]:
        """Return the classes seen, in order."""
        return sorted(self.schools)

    def seen_classes(self) -> Iterator[Subject]:
        """Yield the classes seen, ordered by id."""
        yield from (Subject("class", id) for id in self.class_ids())

    def seen_schools(self) -> Iterator[Subject]:
        """Yield the schools seen, ordered by id."""
        yield from (Subject("school", id) for id in sorted(set(self.schools.values())))

    def periods(self, per: Period) -> tuple[Span, ...] | None:
        """Return the periods that begin under the plan and share a day with those looked at, ordered by their first day.

        Terms are those of the schools seen; None if none has any.
        """
        days = Span(self.matter.edition.in_force_from, self.matter.over.until)
        if per is not Period.TERM:
            return tuple(filter(self.counts, periods_within(days, per)))
        tables = [self.matter.facts.terms(school) for school in set(self.schools.values())]
        spans = {span for table in tables for span in periods_within(days, per, terms=table)}
        there = any(table.terms for table in tables)
        return tuple(sorted(filter(self.counts, spans), key=lambda span: span.start)) if there else None

    def due(self, id: str, per: Period) -> tuple[Span, ...]:
        """Return the periods in each of which a promise is due; where no school has the terms that it counts by, note that."""
        spans = self.periods(per)
        if spans is None:
            self.tallies[id].add(unkept("terms"))
        return spans or ()


@attrs.define
class Inspections(SeesClasses):
    """``inspection``: one in each period; each item that was looked at passed, or the archives that answer it are complete."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look at the archive of a child, for the items that the archives answer."""
        super().child(facts, cover)
        requirements = {one.id: one for one in self.matter.edition.record}
        items = ((rule, item) for rule in self.matter.edition.inspection for item in rule.items)
        for rule, item in items:
            if item.record is not None:
                case = _archived(requirements[item.record], facts, cover)
                if case is not None:
                    self.tallies[f"{rule.id}.{item.id}"].add(case)

    def end(self) -> None:
        """Look for inspections, and for what they found."""
        found = self.records(Inspection)
        for rule in self.matter.edition.inspection:
            if found is None:
                self.tallies[rule.id].add(unkept("inspections"))
                continue
            mine = [one for one in found if one.kind == rule.id]
            for span in self.due(rule.id, rule.per):
                self.in_time(rule.id, span, (str(one.id) for one in mine if span.covers(one.day)))
            for one in mine if rule.items else ():
                self._look_at(one)

    def _look_at(self, inspection: Inspection) -> None:
        """Add what was found of each item that the plan names, if the day of the inspection counts."""
        for finding in inspection.findings if self.matter.over.covers(inspection.day) else ():
            tally = self.tallies.get(f"{inspection.kind}.{finding.item}")
            if tally is not None:
                tally.add(_looked_at(inspection, finding))


def _archived(requirement: RecordRequirement, facts: ChildFacts, cover: Verdict) -> Case | None:
    """Return whether the archive of a child answers an item; None where the child is none of the plan's."""
    missing = gaps((requirement,), facts)
    verdict = owed(cover, YES, Verdict.of(not missing))
    if verdict is None:
        return None
    why = "recorded" if verdict is YES else "fields_missing"
    return Case(state=state_of(verdict), subject=of_child(facts), missing=missing, why=why)


def _looked_at(inspection: Inspection, finding: InspectionFinding) -> Case:
    verdict = Verdict.of(finding.passed)
    lacks = Fact("inspection", inspection.id, finding.item, finding.passed)
    return Case(
        state=state_of(verdict),
        subject=Subject("organisation", inspection.organisation),
        span=Span(inspection.day, add_days(inspection.day, 1)),
        records=(inspection.id,),
        missing=(lacks,) if verdict is UNKNOWN else (),
        why="recorded" if verdict is YES else "not_passed",
    )


@attrs.define
class Assessments(SeesClasses):
    """``assessment``: a result in each period that is over for each class, teacher, helper or body that was there in it (ASM-2, ASM-3).

    Who was there: the classes in which covered children sat on one of its days, their schools, who held the post of class teacher in
    them, who helped covered children.
    """

    _sat: dict[ClassId, set[Span]] = attrs.field(init=False, factory=dict)
    _helped: dict[str, set[Span]] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note when a covered child sat in which classes, and who helped it when."""
        self.schools.update((c.id, c.school) for c in facts.classes if cover is YES)
        for enrolment in facts.enrolments if cover is YES else ():
            there = Span(enrolment.start, enrolment.until)
            self._sat.setdefault(enrolment.school_class, set()).add(there)
        for pairing in facts.pairings if cover is YES else ():
            if pairing.by_kind is PartyKind.HELPER:
                self._helped.setdefault(pairing.by, set()).add(pairing.span)

    def end(self) -> None:
        """Look for the results."""
        results = self.records(AssessmentResult)
        for rule in self.matter.edition.assessment:
            if results is None:
                self.tallies[rule.id].add(unkept("assessment_results"))
                continue
            mine = [one for one in results if one.kind == rule.id]
            about = attrgetter(_ABOUT[rule.assesses])
            for span in self.due(rule.id, rule.per):
                for subject in self._assessed(rule, span):
                    there = (str(one.id) for one in mine if span.covers(one.day) and about(one) == subject.id)
                    self.in_time(rule.id, span, there, subject=subject)

    def _assessed(self, rule: Assessment, span: Span) -> Iterator[Subject]:
        """Yield who was there in a period, ordered by id."""
        if rule.assesses == "helper":
            helpers = sorted(id for id, spans in self._helped.items() if any(map(span.overlaps, spans)))
            yield from (Subject("helper", id) for id in helpers)
            return
        classes = [
            id for id in self.class_ids() if self._sat_there(id, span, by_term=rule.per is Period.TERM)
        ]
        if rule.assesses == "class":
            yield from (Subject("class", id) for id in classes)
        elif rule.assesses == "organisation":
            yield from (Subject("school", id) for id in sorted({self.schools[id] for id in classes}))
        else:
            yield from (Subject("helper", id) for id in sorted(self._class_teachers(classes, span)))

    def _sat_there(self, id: ClassId, span: Span, *, by_term: bool) -> bool:
        """Say whether covered children sat in a class in a period; a term that is one of another school is none of the class's."""
        terms = self.matter.facts.terms(self.schools[id]).terms if by_term else ()
        in_period = not by_term or any(term.span == span for term in terms)
        return in_period and any(map(span.overlaps, self._sat.get(id, ())))

    def _class_teachers(self, classes: Iterable[ClassId], span: Span) -> set[str]:
        posts = (post for id in classes for post in self.matter.facts.posts(id))
        held = (p for p in posts if p.role is PostRole.CLASS_TEACHER and p.start <= self.matter.on)
        return {post.holder for post in held if span.overlaps(Span(post.start, post.until))}


_ABOUT = {
    "class": "school_class",
    "organisation": "organisation",
    "class_teacher": "helper",
    "helper": "helper",
}
"""The field by which a result says whom it is about, by who is assessed."""


class Dropout(SeesClasses):
    """``dropout``: the rates of each period are handed in when it is over, and who is over the limit mends that in time (DROP-5)."""

    def end(self) -> None:
        """Look at every return."""
        rule, tally = self.matter.edition.dropout, self.tallies["dropout"]
        returns = self.records(DropoutReturn)
        if returns is None:
            tally.add(unkept("dropout_returns"))
            return
        ended = [one for one in returns if add_days(one.until, -1) <= self.matter.on]
        bodies: list[Subject | None] = [*self._bodies()] or [None]
        for span in self.due("dropout", rule.per):
            within = [one for one in ended if Span(one.start, one.until) == span]
            for body in bodies:
                there = (str(one.id) for one in within if body is None or one.organisation == body.id)
                self.in_time("dropout", span, there, subject=body)
        limits = {limit.stage: Fraction(limit.at_most) for limit in rule.limits}
        for one in returns:
            due = self._due(one)
            counts = (due or one.until) >= self.matter.over.start
            if counts and one.rate is not None and one.stage in limits and one.rate > limits[one.stage]:
                tally.add(self._over_the_limit(one, due))

    def _bodies(self) -> Iterator[Subject]:
        """Yield the recorded bodies of which the plan wants rates, ordered by id."""
        wanted = self.matter.edition.dropout.bodies
        for one in self.matter.facts.subjects(SubjectRole.ORGANISATION) if wanted else ():
            if (
                isinstance(one, SubjectFacts)
                and isinstance(one.record, Organisation)
                and one.record.kind in wanted
            ):
                yield Subject("organisation", one.id)

    def _due(self, one: DropoutReturn) -> date | None:
        """Return the last day to mend a rate, which was set for the body or is set by the plan; None: no day is."""
        within = self.matter.edition.dropout.rectify_within
        return one.rectify_by or (None if within is None else within.reached_on(one.until))

    def _over_the_limit(self, one: DropoutReturn, due: date | None) -> Case:
        """Return the case of a body that must mend its rate by the day *due*."""
        on = self.matter.on
        mended = one.rectified_on if one.rectified_on is not None and one.rectified_on <= on else None
        in_time = mended is not None and (due is None or mended <= due)
        over = mended is not None or (due is not None and due < on)
        return Case(
            state=state_of(Verdict.of(in_time), over=over),
            subject=Subject("organisation", one.organisation),
            records=(one.id,),
            why="recorded" if in_time else "over_the_limit",
        )
