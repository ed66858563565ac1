"""settle: one pass over the children, then the helpers, the awards and the money of a school year."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

import attrs

from liushou_core.domain.calendar import SchoolYear
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import ChildId, ClassId, OrganisationId, RecordId
from liushou_core.errors import InvalidPolicy, Problem
from liushou_core.policy.policy import Policy
from liushou_core.policy.ranks import Rankings, cohorts_of
from liushou_core.policy.settlement.award_line import AwardLine
from liushou_core.policy.settlement.award_lines import award_lines
from liushou_core.policy.settlement.child_line import ChildLine
from liushou_core.policy.settlement.child_scores import score_child
from liushou_core.policy.settlement.helper_line import Credit, HelperLine
from liushou_core.policy.settlement.helper_scores import (
    Pupil,
    class_teacher_lines,
    volunteer_credits,
    volunteer_lines,
)
from liushou_core.policy.settlement.money import paid
from liushou_core.policy.settlement.scheme import (
    Judged,
    Subject,
    YearAtSchool,
    in_scheme,
    last_day_in_scheme,
    school_of,
    year_at,
)
from liushou_core.policy.settlement.settled import Settlement
from liushou_core.policy.tables.scoring import Scoring
from liushou_core.policy.verdict import UNKNOWN, YES

__all__ = ["settle"]


def settle(policy: Policy, facts: Facts, *, school_year: SchoolYear | str) -> Settlement:
    """Return the settlement of *policy* for one school year.

    Each child is judged on the settlement day of its school: the last day of the second term, or 31 August where the term
    table does not have that term. The edition applied is the one in force on the latest of these days. Raises InvalidPolicy
    (code ``scoring_missing``) for a policy without a ``[scoring]`` table.

    >>> from liushou_core import load_policy
    >>> from liushou_core.domain.memory_facts import MemoryFacts
    >>> settle(load_policy("hand-in-hand-scoring"), MemoryFacts.build(), school_year="2022-2023").total_yuan
    Decimal('0')
    """
    year = SchoolYear.parse(school_year) if isinstance(school_year, str) else school_year
    work = _Work(policy, facts, year)
    helpers = work.helper_lines()
    if work.scoring.accumulate == "across_years":
        earlier = _earlier(policy, facts, year)
        helpers = [attrs.evolve(line, earlier=earlier[_key(line)]) for line in helpers]
    awards = sorted(work.award_lines(), key=lambda line: line.child)
    return Settlement(
        policy=policy.id,
        fingerprint=work.edition.fingerprint,
        school_year=year,
        accumulates=work.scoring.accumulate == "across_years",
        lines=tuple(work.lines),
        helpers=paid(work.scoring, helpers),
        awards=tuple(line for line in awards if not line.withheld),
        withheld=tuple(line for line in awards if line.withheld),
        undetermined=tuple(work.undetermined),
        origins=work.edition.origins,
    )


_Key = tuple[RecordId, HelperRole, ClassId | None]


def _key(line: HelperLine) -> _Key:
    return line.helper, line.role, line.school_class


def _earlier(policy: Policy, facts: Facts, year: SchoolYear) -> defaultdict[_Key, Fraction]:
    """Return every helper's points of the years before, from the one in which the policy came into force (SCO-8)."""
    points: defaultdict[_Key, Fraction] = defaultdict(Fraction)
    for start in range(SchoolYear.of(policy.in_force_from).start_year, year.start_year):
        for line in _Work(policy, facts, SchoolYear(start)).helper_lines():
            points[_key(line)] += line.points or 0
    return points


@attrs.define
class _Class:
    """A class as the pass over the children found it."""

    year: YearAtSchool
    pupils: list[Pupil] = attrs.field(factory=list)
    open_awards: list[AwardLine] = attrs.field(factory=list)


class _Work:
    """What one pass over the children gathers."""

    def __init__(self, policy: Policy, facts: Facts, year: SchoolYear) -> None:
        self.policy, self.facts, self.year = policy, facts, year
        self.edition = _edition(policy, facts, year)
        self.scoring = _scoring(self.edition)
        cohorts = _cohorts(facts) if self.scoring.rank_in == "grade" else None
        self.rankings = Rankings(facts, rank_in=self.scoring.rank_in, ties=self.scoring.ties, cohorts=cohorts)
        self.lines: list[ChildLine] = []
        self.undetermined: list[ChildId] = []
        self._credits: defaultdict[RecordId, list[Credit]] = defaultdict(list)
        self._classes: dict[ClassId, _Class] = {}
        self._scheme_awards: list[AwardLine] = []
        self._years: dict[OrganisationId, YearAtSchool] = {}
        for child in facts.children():
            self._take(child)

    def helper_lines(self) -> list[HelperLine]:
        """Return the helpers' lines, without money."""
        lines = list(volunteer_lines(self.scoring, self._credits))
        for id in sorted(self._classes):
            one = self._classes[id]
            lines.extend(class_teacher_lines(self.scoring, id, one.year, self.facts.posts(id), one.pupils))
        return lines

    def award_lines(self) -> Iterable[AwardLine]:
        """Return the awards: of the scheme's children, and of other pupils of their classes where open to them (STU-6)."""
        yield from self._scheme_awards
        for one in self._classes.values():
            if one.pupils:
                yield from one.open_awards

    def _take(self, child: ChildFacts) -> None:
        year = self._year(school_of(child, self.year))
        at_end = self._subject(child, Judged(year=year, day=year.settled_on))
        self._class_of(at_end)  # a class of which no pupil is relevant is remembered too (SCO-12)
        verdict = in_scheme(self.policy, self.scoring, child, year.settled_on)
        if verdict is YES:
            self._score(at_end)
        elif verdict is UNKNOWN:
            self.undetermined.append(child.id)
        elif self.scoring.leaving == "up_to_date":
            last = last_day_in_scheme(self.policy, self.scoring, child, year)
            if last is not None:
                self._score(self._subject(child, Judged(year=year, day=last, left=True)))
        self._award(at_end, in_scheme=verdict is YES)

    def _subject(self, child: ChildFacts, judged: Judged) -> Subject:
        school_class = child.class_on(judged.day)
        return Subject(child=child, school_year=self.year, school_class=school_class, judged=judged)

    def _class_of(self, subject: Subject) -> "_Class | None":
        if subject.school_class is None or (subject.grade or 0) < self.scoring.first_grade:
            return None
        return self._classes.setdefault(subject.school_class.id, _Class(subject.judged.year))

    def _score(self, subject: Subject) -> None:
        child, judged = subject.child, subject.judged
        line = score_child(self.scoring, self.rankings, subject)
        self.lines.append(line)
        for helper, credit in volunteer_credits(self.scoring, child, line, judged):
            self._credits[helper].append(credit)
        seat = self._class_of(subject)
        if seat is not None:
            sat = tuple(e.span for e in child.enrolments if e.school_class == subject.class_id)
            seat.pupils.append(Pupil(line=line, judged=judged, sat=sat))

    def _award(self, subject: Subject, *, in_scheme: bool) -> None:
        open_to = [a for a in self.edition.award if in_scheme or a.open_to == "class"]
        seat = self._class_of(subject)
        if in_scheme:
            self._scheme_awards.extend(award_lines(self.scoring, open_to, self.rankings, subject))
        elif seat is not None:
            seat.open_awards.extend(award_lines(self.scoring, open_to, self.rankings, subject))

    def _year(self, school: OrganisationId) -> YearAtSchool:
        if school not in self._years:
            self._years[school] = year_at(self.facts, school, self.year, self.scoring)
        return self._years[school]


def _scoring(edition: Policy) -> Scoring:
    if edition.scoring is None:
        raise InvalidPolicy([Problem(code="scoring_missing", path=("scoring",))], what=edition.id)
    return edition.scoring


def _edition(policy: Policy, facts: Facts, year: SchoolYear) -> Policy:
    """Return the edition in force on the latest settlement day."""
    if not policy.edition:
        return policy
    schools = {school_of(child, year) for child in facts.children()}
    days = [year_at(facts, school, year, _scoring(policy)).settled_on for school in schools]
    return policy.on(max(days, default=year.until))


def _cohorts(facts: Facts) -> dict[ClassId, tuple[ClassId, ...]]:
    # Every result stands in a class that its child attended, so the children's own facts know every class with results.
    return cohorts_of({c.id: c for child in facts.children() for c in child.classes}.values())
