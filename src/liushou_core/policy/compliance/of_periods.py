"""What bodies owe in each period: inspections, assessments, returns on dropouts."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from liushou_core.domain.assessment_result import AssessmentResult
from liushou_core.domain.calendar import Period, Span, add_days, periods_within
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import ClassId, OrganisationId
from liushou_core.domain.inspection import Inspection
from liushou_core.domain.organisation import PostRole
from liushou_core.domain.pairing import PartyKind
from liushou_core.domain.unknown import Unknown
from liushou_core.policy.compliance.checker import Checker, of_child, owed, unkept
from liushou_core.policy.compliance.promise import Case, state_of
from liushou_core.policy.due.item import Subject
from liushou_core.policy.tables.record_requirements import gaps
from liushou_core.policy.verdict import UNKNOWN, YES, Verdict

__all__ = ["Assessments", "Dropout", "Inspections", "SeesClasses"]


@attrs.define
class SeesClasses(Checker):
    """Notes in which classes and schools the covered children sit."""

    _schools: dict[ClassId, OrganisationId] = attrs.field(init=False, factory=dict)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note the class of a covered child, and its school."""
        sits_in = facts.class_on(self.matter.on) if cover is YES else None
        if sits_in is not None:
            self._schools[sits_in.id] = sits_in.school

    def class_ids(self) -> list[ClassId]:
        """Return the classes seen, in order."""
        return sorted(self._schools)

    def seen_classes(self) -> Iterator[Subject]:
        """Yield the classes seen, ordered by id."""
        yield from (Subject("class", id) for id in self.class_ids())

    def seen_schools(self) -> Iterator[Subject]:
        """Yield the schools seen, ordered by id."""
        yield from (Subject("school", id) for id in sorted(set(self._schools.values())))

    def periods(self, per: Period) -> tuple[Span, ...] | None:
        """Return the periods that begin among the days looked at; terms are those of the schools seen, None if none has any."""
        if per is not Period.TERM:
            return tuple(periods_within(self.matter.over, per))
        tables = [self.matter.facts.terms(school) for school in set(self._schools.values())]
        spans = {span for table in tables for span in periods_within(self.matter.over, per, terms=table)}
        return tuple(sorted(spans, key=lambda span: span.start)) if any(t.terms for t in tables) else None


@attrs.define
class Inspections(SeesClasses):
    """``inspection``: one in each period; each item that was looked at passed, or the archives that answer it are complete."""

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Look at the archive of a child, for the items that the archives answer."""
        super().child(facts, cover)
        requirements = {one.id: one for one in self.matter.edition.record}
        for rule in self.matter.edition.inspection:
            for item in rule.items:
                if item.record is not None:
                    missing = gaps((requirements[item.record],), facts)
                    verdict = owed(cover, YES, Verdict.of(not missing))
                    if verdict is not None:
                        why = "recorded" if verdict is YES else "fields_missing"
                        case = Case(
                            state=state_of(verdict), subject=of_child(facts), missing=missing, why=why
                        )
                        self.tallies[f"{rule.id}.{item.id}"].add(case)

    def end(self) -> None:
        """Look for inspections, and for what they found."""
        found = self.records(Inspection)
        for rule in self.matter.edition.inspection:
            if found is None:
                self.tallies[rule.id].add(unkept("inspections"))
                continue
            mine = [one for one in found if one.kind == rule.id]
            spans = self.periods(rule.per)
            if spans is None:
                self.tallies[rule.id].add(unkept("terms"))
            for span in spans or ():
                self.in_time(rule.id, span, (str(one.id) for one in mine if span.covers(one.day)))
            known = {item.id for item in rule.items}
            for one in mine:
                for finding in one.findings if self.matter.over.covers(one.day) else ():
                    if finding.item in known:
                        self.tallies[f"{rule.id}.{finding.item}"].add(_looked_at(one, finding.passed))


def _looked_at(inspection: Inspection, passed: bool | Unknown) -> Case:
    verdict = UNKNOWN if isinstance(passed, Unknown) else Verdict.of(passed)
    return Case(
        state=state_of(verdict),
        subject=Subject("organisation", inspection.organisation),
        span=Span(inspection.day, add_days(inspection.day, 1)),
        records=(inspection.id,),
        why="recorded" if verdict is YES else "not_passed",
    )


@attrs.define
class Assessments(SeesClasses):
    """``assessment``: a result for each class, teacher, helper or body in each period that is over (ASM-2, ASM-3)."""

    _helpers: set[str] = attrs.field(init=False, factory=set)

    def child(self, facts: ChildFacts, cover: Verdict) -> None:
        """Note the class of a covered child, and who helps it."""
        super().child(facts, cover)
        for pairing in facts.pairings if cover is YES else ():
            if pairing.by_kind is PartyKind.HELPER and pairing.span.covers(self.matter.on):
                self._helpers.add(pairing.by)

    def end(self) -> None:
        """Look for the results."""
        results = self.records(AssessmentResult)
        for rule in self.matter.edition.assessment:
            if results is None:
                self.tallies[rule.id].add(unkept("assessment_results"))
                continue
            mine = [one for one in results if one.kind == rule.id]
            spans = self.periods(rule.per)
            if spans is None:
                self.tallies[rule.id].add(unkept("terms"))
            for span in spans or ():
                for subject in self._assessed(rule.assesses):
                    there = (str(one.id) for one in mine if span.covers(one.day) and _about(one, subject))
                    self.in_time(rule.id, span, there, subject=subject)

    def _assessed(self, whom: str) -> Iterator[Subject]:
        if whom == "class":
            yield from self.seen_classes()
        elif whom == "organisation":
            yield from self.seen_schools()
        else:
            ids = self._helpers if whom == "helper" else self._class_teachers()
            yield from (Subject("helper", id) for id in sorted(ids))

    def _class_teachers(self) -> set[str]:
        posts = (post for id in self.class_ids() for post in self.matter.facts.posts(id))
        return {p.holder for p in posts if p.role is PostRole.CLASS_TEACHER and p.held_on(self.matter.on)}


def _about(result: AssessmentResult, subject: Subject) -> bool:
    return subject.id in (result.school_class, result.helper, result.organisation)


class Dropout(SeesClasses):
    """``dropout``: rates are handed in each period, and who is over the limit mends that in time (DROP-5)."""

    def end(self) -> None:
        """Look at every return."""
        rule, tally = self.matter.edition.dropout, self.tallies["dropout"]
        returns = self.records(DropoutReturn)
        if returns is None:
            tally.add(unkept("dropout_returns"))
            return
        spans = self.periods(rule.per)
        if spans is None:
            tally.add(unkept("terms"))
        for span in spans or ():
            there = (str(one.id) for one in returns if Span(one.start, one.until).overlaps(span))
            self.in_time("dropout", span, there)
        limits = {limit.stage: Fraction(limit.at_most) for limit in rule.limits}
        for one in returns:
            if one.rate is not None and one.stage in limits and one.rate > limits[one.stage]:
                tally.add(self._over_the_limit(one))

    def _over_the_limit(self, one: DropoutReturn) -> Case:
        """Return the case of a body that must mend its rate, by the day that was set for it or that the plan sets."""
        within, on = self.matter.edition.dropout.rectify_within, self.matter.on
        due = one.rectify_by or (None if within is None else within.reached_on(one.until))
        mended = one.rectified_on if one.rectified_on is not None and one.rectified_on <= on else None
        in_time = mended is not None and (due is None or mended <= due)
        over = mended is not None or (due is not None and due < on)
        return Case(
            state=state_of(Verdict.of(in_time), over=over),
            subject=Subject("organisation", one.organisation),
            records=(one.id,),
            why="recorded" if in_time else "over_the_limit",
        )
