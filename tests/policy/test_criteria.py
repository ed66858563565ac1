"""What holds of every criterion of the archive and of trees: days of change, words for every reason; ages, grades and guardians
by hand. The criteria that need a pack stand in test_general_criteria.py.
"""

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, SchoolYear, Span, completed_years
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern, ConcernKind, MoralDevelopment
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, AbsenceReason, GuardianKind, Guardianship, LifeStatus, Parent
from liushou_core.domain.membership import Membership
from liushou_core.domain.organisation import Organisation, OrganisationKind
from liushou_core.domain.school import Enrolment, SchoolClass, Stage
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Unknown
from liushou_core.locale import LOCALES
from liushou_core.policy.criteria import guardians as of_guardians
from liushou_core.policy.criteria import parents as of_parents
from liushou_core.policy.criteria import person as of_persons
from liushou_core.policy.criteria import schooling as of_schooling
from liushou_core.policy.criteria import status as of_status
from liushou_core.policy.criteria.guardians import CapableGuardian, CaredForBy
from liushou_core.policy.criteria.parents import ParentsAway
from liushou_core.policy.criteria.person import Age, Boarder, Category, CategoryName, Rural, SingleParent
from liushou_core.policy.criteria.schooling import Enrolled, Grade, InStage
from liushou_core.policy.criteria.status import HasConcern, InScheme
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.decision import cover, decide
from liushou_core.policy.policy import Edition, Policy
from liushou_core.policy.receipt import finding_document
from liushou_core.policy.source import Wording
from liushou_core.policy.tree import AtLeast, Not, all_of, any_of
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Finding

FIRST = date(2019, 8, 25)  # a school year, a birthday and a leap day lie ahead
TEN_YEARS = 3653


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


# ----------------------------------------------------------------------------------------------- strategies

numbers = st.integers(-900, 3000)
days = numbers.map(day)
flags = st.sampled_from([True, True, False, NOT_ASKED, REFUSED])
spells = st.tuples(numbers, st.none() | st.integers(1, 1500)).map(
    lambda drawn: {"start": day(drawn[0]), "until": drawn[1] and day(drawn[0] + drawn[1])}
)
maybe_starting = st.tuples(spells, st.booleans()).map(
    lambda drawn: drawn[0] | ({} if drawn[1] else {"start": NOT_ASKED})
)


def numbered(
    strategy: st.SearchStrategy[dict[str, Any]], make: Any, most: int = 3
) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return tuples of records with ids of their own."""
    return st.lists(strategy, max_size=most).map(
        lambda drawn: tuple(make(id=f"r{n}", **one) for n, one in enumerate(drawn))
    )


def fields(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(strategies)


def joined(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda drawn: {key: value for part in drawn for key, value in part.items()})


FLAGS = (
    *get_args(CategoryName),
    "rural",
    "rural_registration",
    "rural_residence",
    "single_parent",
    "boarder",
)
CLASSES = tuple(
    SchoolClass(id=f"k{n}", school=f"o{n % 2}", label=str(n), entry=SchoolYear(year), entry_grade=grade)
    for n, (year, grade) in enumerate([(2017, 1), (2019, 7), (2021, -3), (2014, 1)])
)
parents = st.lists(
    fields(
        status=st.sampled_from([LifeStatus.LIVING, LifeStatus.LIVING, LifeStatus.DECEASED, NOT_KNOWN]),
        spell=maybe_starting | st.none(),
        reason=st.sampled_from([AbsenceReason.WORKING, AbsenceReason.TRADING, NOT_ASKED]),
        asked=st.integers(0, 4),
    ),
    max_size=2,
).map(lambda drawn: tuple(made_parent(f"p{n}", **one) for n, one in enumerate(drawn)))


def made_parent(id: str, status: Any, spell: dict[str, Any] | None, reason: Any, asked: int) -> Parent:
    away = () if spell is None else (Absence(id=f"{id}a", reason=reason, **spell),)
    return Parent(id=id, scope="s", status=status, absences=away if asked else NOT_ASKED)


@st.composite
def facts(draw: st.DrawFn) -> ChildFacts:
    """Return what may be recorded of a child: every fact that a criterion reads, known or not."""
    flagged = {name: draw(flags) for name in FLAGS}
    both = draw(parents)
    birthdays = st.sampled_from(
        [date(2004, 2, 29), date(2008, 2, 29), date(2010, 9, 1), NOT_ASKED]
    ) | st.dates(date(2001, 1, 1), date(2021, 12, 31))
    child = Child(
        id="c1",
        scope="s",
        birthday=draw(birthdays),
        parents=draw(st.sampled_from([tuple(p.id for p in both), NOT_ASKED])),
        **flagged,
    )
    classes = CLASSES[draw(st.integers(0, 1)) :]
    guardianships = numbered(
        joined(maybe_starting, fields(kind=st.sampled_from(GuardianKind), capable=flags)),
        lambda **one: Guardianship(child="c1", guardian="g", **one),
    )
    return ChildFacts(
        child=child,
        parents=both,
        guardianships=draw(st.just(NOT_ASKED) | guardianships),
        enrolments=draw(
            numbered(
                joined(spells, fields(school_class=st.sampled_from(["k0", "k1", "k2", "k3"]))),
                lambda **one: Enrolment(child="c1", **one),
            )
        ),
        classes=classes,
        schools=tuple(
            Organisation(id=f"o{n}", kind=OrganisationKind.SCHOOL, rural=draw(flags))
            for n in range(draw(st.integers(1, 2)))
        ),
        memberships=draw(
            numbered(
                joined(spells, fields(policy=st.sampled_from(["a", "b"]))),
                lambda **one: Membership(child="c1", scope="s", **one),
            )
        ),
        concerns=draw(
            numbered(
                joined(spells, fields(kind=st.sampled_from(ConcernKind))),
                lambda **one: Concern(child="c1", **one),
            )
        ),
    )


durations = st.sampled_from(
    ["0 days", "1 day", "3 months", "90 days", "3 whole months", "1 year", "12 weeks"]
).map(Duration.parse)
bounds = st.none() | st.integers(0, 20)
starts = st.sampled_from([(9, 1), (2, 28), (12, 31), (1, 1)])
few = st.lists(st.sampled_from(ConcernKind), max_size=6).map(tuple)
OF_A_CRITERION: dict[type[Criterion], st.SearchStrategy[Criterion]] = {
    ParentsAway: st.builds(
        ParentsAway,
        who=st.sampled_from(["both", "either"]),
        together=st.booleans(),
        at_least=durations,
        gap_up_to=st.sampled_from(["0 days", "10 days"]).map(Duration.parse),
        reasons=st.sampled_from([(), (AbsenceReason.WORKING,)]),
        one_parent=st.sampled_from(["no", "decides"]),
    ),
    CaredForBy: st.builds(CaredForBy, kinds=st.lists(st.sampled_from(GuardianKind), max_size=2).map(tuple)),
    CapableGuardian: st.builds(CapableGuardian),
    Rural: st.builds(Rural, basis=st.sampled_from(["flag", "registration", "residence", "school"])),
    SingleParent: st.builds(SingleParent),
    Boarder: st.builds(Boarder),
    Category: st.builds(Category, is_=st.sampled_from(get_args(CategoryName))),
    Age: st.builds(
        Age,
        at_least=bounds,
        more_than=bounds,
        at_most=bounds,
        less_than=bounds,
        attained=st.sampled_from(["on_birthday", "day_after"]),
        leap_birthday=st.sampled_from(["feb_28", "mar_1"]),
    ),
    Enrolled: st.builds(Enrolled),
    Grade: st.builds(
        Grade,
        from_=st.none() | st.integers(-3, 13),
        to=st.none() | st.integers(-3, 13),
        school_year_starts=starts,
    ),
    InStage: st.builds(
        InStage,
        any_of=st.lists(st.sampled_from(Stage), min_size=1, max_size=3).map(tuple),
        school_year_starts=starts,
    ),
    InScheme: st.builds(InScheme, policy=st.sampled_from([None, "a"])),
    HasConcern: st.builds(HasConcern, any_of=few),
}
criteria: st.SearchStrategy[Any] = st.one_of(*OF_A_CRITERION.values())
trees: st.SearchStrategy[Clause] = st.recursive(
    criteria.filter(lambda criterion: not (hasattr(criterion, "lint") and list(criterion.lint()))),
    lambda inside: st.one_of(
        st.lists(inside, min_size=1, max_size=3).map(lambda parts: all_of(*parts)),
        st.lists(inside, min_size=1, max_size=3).map(lambda parts: any_of(*parts)),
        st.lists(inside, min_size=2, max_size=3).map(lambda parts: AtLeast(need=2, parts=tuple(parts))),
        inside.map(lambda part: Not(parts=(part,))),
    ),
    max_leaves=5,
)
ARCHIVE: tuple[type[Criterion], ...] = tuple(
    criterion
    for family in (of_parents, of_guardians, of_persons, of_schooling, of_status)
    for criterion in family.CRITERIA
)
every_criterion = pytest.mark.parametrize("cls", ARCHIVE, ids=lambda cls: cls.name)


def test_every_criterion_has_a_strategy_here() -> None:
    assert set(ARCHIVE) == set(OF_A_CRITERION)


# ------------------------------------------------------------------------------------------- days of change


@every_criterion
@settings(max_examples=6)
@given(data=st.data())
def test_boundaries_name_every_day_of_ten_years_on_which_a_criterion_changes_its_answer(
    cls: type[Criterion], data: st.DataObject
) -> None:
    clause, child = data.draw(OF_A_CRITERION[cls]), data.draw(facts())
    named = set(clause.boundaries(child, FIRST))
    before = clause.judge(child, FIRST).verdict
    for number in range(1, TEN_YEARS):
        now = clause.judge(child, day(number)).verdict
        assert now is before or day(number) in named
        before = now


def plan(clause: Clause | None, in_force_from: date = date(2000, 1, 1), *editions: Edition) -> Policy:
    return Policy(
        id="p",
        title=Wording(zh="计划", en="plan"),
        in_force_from=in_force_from,
        eligibility=clause,
        edition=editions,
    )


def first_change(policy: Policy, child: ChildFacts, on: date) -> tuple[date, Any] | None:
    """Judge day after day for ten years: what changes first?"""
    before = cover(policy, child, on)
    for number in range(1, TEN_YEARS):
        later = on + timedelta(days=number)
        if (now := cover(policy, child, later)) is not before:
            return later, now
    return None


@settings(max_examples=40)
@given(trees, facts(), numbers, st.sampled_from([-100, 0, 400]))
def test_the_next_change_is_the_one_found_by_judging_every_day_of_ten_years(
    tree: Clause, child: ChildFacts, number: int, after: int
) -> None:
    """Before the policy is in force too, and across an edition that turns an age round."""
    on = day(number)
    both = any_of(tree, Age(id="young", less_than=12))
    policy = plan(
        both,
        on + timedelta(days=after),
        Edition(from_=on + timedelta(days=after + 200), changes=(("eligibility.young.less_than", 6),)),
    )
    said = decide(policy, child, on=on).changes_on
    if said is not None and said[0] >= on + timedelta(days=TEN_YEARS):
        said = None
    assert first_change(policy, child, on) == said


@given(trees, facts(), days)
def test_a_finding_can_be_told_explained_and_kept(tree: Clause, child: ChildFacts, on: date) -> None:
    """Whatever the facts, no text lacks a word and every finding is plain data."""
    decision = decide(plan(tree), child, on=on)
    for locale in LOCALES:
        assert "{" not in decision.explain(locale)
    assert json.loads(json.dumps(decision.receipt())) == decision.receipt()
    for leaf in decision.findings.leaves():
        assert bool(leaf.missing) == (leaf.verdict is UNKNOWN)
        assert finding_document(leaf)["verdict"] == leaf.verdict.value


@st.composite
def learned(draw: st.DrawFn, known: ChildFacts, on: date) -> ChildFacts:
    """Return the facts with some unknown ones found out; a spell or guardianship of unknown start has begun by *on*."""

    def asked(value: Any, strategy: st.SearchStrategy[Any]) -> Any:
        return draw(strategy) if isinstance(value, Unknown) and draw(st.booleans()) else value

    def begun(record: Any) -> Any:
        first = date.min if record.until is None or record.until > on else record.until - timedelta(days=400)
        last = on if record.until is None else min(on, record.until - timedelta(days=1))
        return attrs.evolve(record, start=asked(record.start, st.dates(first, last)))

    child, guardianships = known.child, known.guardianships
    flagged = {name: asked(getattr(child, name), st.booleans()) for name in FLAGS}
    people = asked(child.parents, st.just(tuple(parent.id for parent in known.parents)))
    child = attrs.evolve(
        child,
        birthday=asked(child.birthday, st.dates(date(2001, 1, 1), date(2021, 12, 31))),
        parents=people,
        **flagged,
    )
    if not isinstance(guardianships, Unknown):
        guardianships = tuple(
            attrs.evolve(begun(g), capable=asked(g.capable, st.booleans())) for g in guardianships
        )
    parents = []
    for parent in known.parents:
        status = asked(parent.status, st.sampled_from(LifeStatus))
        absences = asked(
            parent.absences,
            st.sampled_from([(), (Absence(id="new", start=on, reason=AbsenceReason.WORKING),)]),
        )
        if not isinstance(absences, Unknown):
            reasons = st.sampled_from(AbsenceReason)
            absences = tuple(attrs.evolve(begun(one), reason=asked(one.reason, reasons)) for one in absences)
        parents.append(attrs.evolve(parent, status=status, absences=absences))
    asked_now = asked(guardianships, st.just(()))
    schools = tuple(
        attrs.evolve(school, rural=asked(school.rural, st.booleans())) for school in known.schools
    )
    return attrs.evolve(known, child=child, parents=tuple(parents), guardianships=asked_now, schools=schools)


@settings(max_examples=100)
@given(trees, facts(), days, st.data())
def test_finding_something_out_never_turns_yes_into_no_or_no_into_yes(
    tree: Clause, known: ChildFacts, on: date, data: st.DataObject
) -> None:
    before, after = tree.judge(known, on).verdict, tree.judge(data.draw(learned(known, on)), on).verdict
    assert before in (UNKNOWN, after)


# -------------------------------------------------------------------------------------------------- messages

D1, D2 = date(2022, 9, 1), date(2023, 9, 1)
MONTHS = Duration.parse("3 months")
CHILD = Child(id="c1", scope="s")


def of(child: Child = CHILD, **records: Any) -> ChildFacts:
    return ChildFacts(child=child, **records)


def with_field(**changes: Any) -> ChildFacts:
    return of(attrs.evolve(CHILD, **changes))


def away(*absences: Absence, id: str = "p1", **changes: Any) -> Parent:
    return Parent(id=id, scope="s", absences=absences, **changes)


def two(one: Parent, other: Parent | None = None) -> ChildFacts:
    both = (one, other or away(Absence(id="b", start=date(2020, 1, 1)), id="p2"))
    return of(attrs.evolve(CHILD, parents=("p1", "p2")), parents=both)


def spell(start: Any = D1, until: date | None = None, **changes: Any) -> Absence:
    return Absence(id="a", start=start, until=until, **changes)


def guarded(**changes: Any) -> ChildFacts:
    return of(guardianships=(Guardianship(id="g1", child="c1", guardian="o1", **changes),))


SEATED = of(
    enrolments=(Enrolment(id="e1", child="c1", school_class="k1", start=D1),),
    classes=CLASSES,
    schools=(Organisation(id="o1", kind=OrganisationKind.SCHOOL, rural=True),),
)
UNSEATED = attrs.evolve(SEATED, classes=())
ON = date(2022, 10, 1)
WORKING, TRADING = AbsenceReason.WORKING, AbsenceReason.TRADING
BREAK = (Span(date(2022, 9, 10), date(2022, 9, 12)),)
THREE_MONTHS = ParentsAway(at_least=MONTHS)


def concern(kind: ConcernKind, **more: Any) -> Concern:
    return Concern(id=f"n-{kind.value}", child="c1", kind=kind, start=D1, **more)


# Every reason of every criterion, and every parameter that is said; what it says stands in golden/findings.toml.
ROWS: dict[str, tuple[Criterion, ChildFacts]] = {
    "away": (ParentsAway(), two(away(spell()))),
    "away since": (
        ParentsAway(
            at_least=Duration.parse("1 month"),
            reasons=(WORKING, TRADING),
            gap_up_to=Duration.parse("1 week"),
            during_gap="home",
        ),
        two(away(spell(reason=WORKING)), away(spell(reason=TRADING), id="p2")),
    ),
    "away since at the latest": (
        ParentsAway(
            who="either",
            more_than=Duration.parse("2 days"),
            together=False,
            gap_up_to=Duration.parse("2 days"),
        ),
        two(away(spell(NOT_ASKED, breaks=BREAK)), away(id="p2")),
    ),
    "away too short a time": (THREE_MONTHS, two(away(spell()))),
    "away too short a time at best": (
        ParentsAway(at_least=MONTHS, reasons=(WORKING,)),
        two(
            away(
                spell(date(2022, 1, 1), date(2022, 8, 1), reason=TRADING),
                Absence(id="c", reason=WORKING),
            ),
            away(spell(date(2022, 1, 1), reason=WORKING), id="p2"),
        ),
    ),
    "one at home": (THREE_MONTHS, two(away())),
    "one dead": (THREE_MONTHS, two(away(status=LifeStatus.DECEASED))),
    "both dead": (
        ParentsAway(one_parent="decides"),
        two(away(status=LifeStatus.DECEASED), away(id="p2", status=LifeStatus.MISSING)),
    ),
    "absences not asked": (THREE_MONTHS, two(Parent(id="p1", scope="s"))),
    "looked after": (
        CaredForBy(kinds=(GuardianKind.ENTRUSTED, GuardianKind.TEMPORARY)),
        guarded(kind=GuardianKind.ENTRUSTED),
    ),
    "not looked after": (CaredForBy(), of(guardianships=())),
    "care not asked": (CaredForBy(), of()),
    "a fit guardian": (CapableGuardian(), guarded(capable=True)),
    "no fit guardian": (CapableGuardian(), guarded(capable=False)),
    "fitness not asked": (CapableGuardian(), guarded()),
    "rural": (Rural(), with_field(rural=True)),
    "rural by registration": (Rural(basis="registration"), with_field(rural_registration=False)),
    "rural by residence": (Rural(basis="residence"), with_field(rural_residence=REFUSED)),
    "rural by school": (Rural(basis="school"), SEATED),
    "rural by no school": (Rural(basis="school"), of()),
    "rural by a class that is not there": (Rural(basis="school"), UNSEATED),
    "rural by a school that is not there": (Rural(basis="school"), attrs.evolve(SEATED, schools=())),
    "single parent": (SingleParent(), with_field(single_parent=True)),
    "single parent not asked": (SingleParent(), of()),
    "boarder": (Boarder(), with_field(boarder=False)),
    "boarder not asked": (Boarder(), of()),
    **{
        f"category {name}": (Category(is_=name), with_field(**{name: True}))
        for name in get_args(CategoryName)
    },
    "category not asked": (Category(is_="poor"), of()),
    "age": (Age(at_least=6, less_than=18), with_field(birthday=date(2010, 10, 1))),
    "age of four bounds": (
        Age(at_least=6, more_than=7, at_most=9, less_than=18),
        with_field(birthday=date(2010, 10, 2)),
    ),
    "age not asked": (Age(less_than=18), of()),
    "enrolled": (Enrolled(), SEATED),
    "not enrolled": (Enrolled(), of()),
    "in a grade": (Grade(from_=7, to=9), SEATED),
    "in no grade": (Grade(from_=7), of()),
    "in a grade not known": (Grade(to=9), UNSEATED),
    "in a stage": (InStage(any_of=(Stage.PRIMARY, Stage.JUNIOR)), SEATED),
    "in no stage": (InStage(any_of=(Stage.SENIOR,)), of()),
    "in a stage not known": (InStage(any_of=(Stage.SENIOR,)), UNSEATED),
    "in a scheme": (
        InScheme(policy="plan"),
        of(memberships=(Membership(id="m", scope="s", child="c1", policy="plan", start=D1),)),
    ),
    "in no scheme": (InScheme(), of()),
    "a concern": (
        HasConcern(any_of=(ConcernKind.T2_STUDY_DECLINE, ConcernKind.T7_ILLNESS)),
        of(concerns=(concern(ConcernKind.T7_ILLNESS),)),
    ),
    "no concern": (HasConcern(), of()),
    "a concern of the other kind": (
        HasConcern(moral="anomic"),
        of(concerns=(concern(ConcernKind.T4_MORAL, moral=MoralDevelopment.UNBALANCED),)),
    ),
    "a concern of either kind": (
        HasConcern(moral="unbalanced"),
        of(concerns=(concern(ConcernKind.T4_MORAL),)),
    ),
    "a concern of another kind beside it": (
        HasConcern(moral="unbalanced"),
        of(concerns=(concern(ConcernKind.T4_MORAL), concern(ConcernKind.T7_ILLNESS))),
    ),
}
GOLDEN = Path(__file__).with_name("golden").joinpath("findings.toml")
TEXTS: dict[str, dict[str, str]] = tomllib.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}


def found(row: str) -> Finding:
    criterion, known = ROWS[row]
    return criterion.judge(known, ON)


@pytest.mark.parametrize("row", ROWS)
def test_a_finding_says_in_both_languages_what_was_asked_and_found(row: str) -> None:
    finding = found(row)
    assert TEXTS[row] == {"is": finding.verdict.value, "zh": finding.text("zh"), "en": finding.text("en")}


def test_every_text_of_the_table_has_a_row() -> None:
    assert list(ROWS) == list(TEXTS)


@every_criterion
def test_every_reason_of_a_criterion_is_given_by_a_row_and_has_its_text(cls: type[Criterion]) -> None:
    """And no text stands there that no row can make it say."""
    rows = [(criterion, found(row)) for row, (criterion, _) in ROWS.items() if type(criterion) is cls]
    reasons = {finding.reason for _, finding in rows}
    for locale in LOCALES:
        texts = dict(cls.messages[locale])
        assert texts.pop("asks")
        said = {key for criterion, _ in rows for key in criterion._said(texts)}
        assert reasons | said == set(texts)


@every_criterion
def test_a_criterion_explains_itself_alike_in_both_languages(cls: type[Criterion]) -> None:
    zh, en = (cls.messages[locale] for locale in ("zh", "en"))
    assert set(zh) == set(en)
    assert all(text.strip() for text in (*zh.values(), *en.values()))


# ------------------------------------------------------------------------------------------------------ ages


@pytest.mark.parametrize(
    ("birthday", "rule", "last_yes"),
    [
        # EL-4, question 9: before 18 excludes the birthday
        (date(2005, 5, 1), Age(less_than=18), date(2023, 4, 30)),
        (date(2005, 5, 1), Age(less_than=18, attained="day_after"), date(2023, 5, 1)),
        (date(2005, 5, 1), Age(at_most=17), date(2023, 4, 30)),
        (date(2005, 5, 1), Age(at_most=18), date(2024, 4, 30)),
        # born on a leap day: 18 in a common year, 20 in a leap year
        (date(2004, 2, 29), Age(less_than=18), date(2022, 2, 27)),
        (date(2004, 2, 29), Age(less_than=18, leap_birthday="mar_1"), date(2022, 2, 28)),
        (date(2004, 2, 29), Age(less_than=18, attained="day_after"), date(2022, 2, 28)),
        (date(2004, 2, 29), Age(less_than=20), date(2024, 2, 28)),
    ],
)
def test_the_last_day_before_an_age_is_reached(birthday: date, rule: Age, last_yes: date) -> None:
    young = with_field(birthday=birthday)
    assert (YES, NO) == tuple(rule.judge(young, last_yes + timedelta(days=n)).verdict for n in (0, 1))
    assert last_yes + timedelta(days=1) in set(rule.boundaries(young, last_yes))


@pytest.mark.parametrize(
    ("rule", "first_yes"),
    [
        (Age(at_least=16), date(2021, 5, 1)),
        (Age(more_than=15), date(2021, 5, 1)),
        (Age(more_than=16), date(2022, 5, 1)),
    ],
)
def test_the_first_day_on_which_an_age_is_reached(rule: Age, first_yes: date) -> None:
    old = with_field(birthday=date(2005, 5, 1))
    assert (NO, YES) == tuple(rule.judge(old, first_yes + timedelta(days=n)).verdict for n in (-1, 0))


@given(
    st.dates(date(2000, 1, 1), date(2020, 1, 1)),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    bounds,
    bounds,
    bounds,
    bounds,
)
def test_the_comparators_of_an_age_mean_what_they_are_called(
    birthday: date,
    on: date,
    at_least: int | None,
    more_than: int | None,
    at_most: int | None,
    less_than: int | None,
) -> None:
    rule = Age(at_least=at_least, more_than=more_than, at_most=at_most, less_than=less_than)
    years = completed_years(birthday, on)
    expected = (
        (at_least is None or years >= at_least)
        and (more_than is None or years > more_than)
        and (at_most is None or years <= at_most)
        and (less_than is None or years < less_than)
    )
    assert (YES if expected else NO) is rule.judge(with_field(birthday=birthday), on).verdict


# ------------------------------------------------------------------------------------------ grades and stages


@pytest.mark.parametrize(
    ("rule", "days_of_change"),
    [
        (Grade(from_=7), {"2023-09-01": "yes"}),
        (Grade(from_=7, to=9), {"2023-09-01": "yes", "2026-09-01": "no"}),
        (Grade(to=6), {"2023-09-01": "no"}),
        (Grade(from_=7, to=7, school_year_starts=(2, 15)), {"2023-02-15": "yes", "2024-02-15": "no"}),
        (InStage(any_of=(Stage.PRIMARY, Stage.JUNIOR)), {"2026-09-01": "no"}),
        (InStage(any_of=(Stage.KINDERGARTEN,)), {}),
        (InStage(any_of=(Stage.SENIOR,)), {"2026-09-01": "yes"}),
        (Enrolled(), {"2027-07-01": "no"}),
    ],
)
def test_a_class_moves_up_when_the_school_year_begins(
    rule: Criterion, days_of_change: dict[str, str]
) -> None:
    """A class that was in grade 1 in 2017, and a pupil who leaves it in July 2027."""
    pupil = of(
        enrolments=(Enrolment(id="e", child="c1", school_class="k0", start=D1, until=date(2027, 7, 1)),),
        classes=CLASSES,
    )
    policy = plan(rule)
    found, on = {}, date(2022, 9, 2)
    while (change := decide(policy, pupil, on=on).changes_on) is not None and change[0] < date(2027, 7, 1):
        on = change[0]
        found[on.isoformat()] = change[1].value
    if change is not None and isinstance(rule, Enrolled):
        found[change[0].isoformat()] = change[1].value
    assert days_of_change == found


@pytest.mark.parametrize(
    ("stage", "first", "last"),
    [("kindergarten", None, 2025), ("primary", 2025, 2031), ("junior", 2031, 2034), ("senior", 2034, None)],
)
def test_a_child_of_kindergarten_goes_through_every_stage(
    stage: str, first: int | None, last: int | None
) -> None:
    """In its class that begins in the lowest grade of all, −3, in 2021."""
    pupil = of(
        enrolments=(Enrolment(id="e", child="c1", school_class="k2", start=date(2021, 9, 1)),),
        classes=CLASSES,
    )
    policy, on, found = plan(InStage(any_of=(Stage(stage),))), date(2021, 9, 1), []
    while (change := decide(policy, pupil, on=on).changes_on) is not None:
        on = change[0]
        found.append(change)
    expected = [(first, YES), (last, NO)]
    assert [(date(year, 9, 1), verdict) for year, verdict in expected if year is not None] == found


@pytest.mark.parametrize("on", [date.min, date.max])
@pytest.mark.parametrize("rule", [Grade(from_=7), InStage(any_of=(Stage.SENIOR,)), Age(less_than=18)])
def test_the_edges_of_the_calendar_are_no_mistake(rule: Criterion, on: date) -> None:
    pupil = attrs.evolve(
        SEATED,
        child=attrs.evolve(CHILD, birthday=date(2010, 5, 1)),
        enrolments=(Enrolment(id="e", child="c1", school_class="k0", start=date.min),),
    )
    assert rule.judge(pupil, on).verdict in (YES, NO)
    assert all(isinstance(one, date) for one in rule.boundaries(pupil, on))


# --------------------------------------------------------------------------------------- rural, by four bases


@pytest.mark.parametrize(
    ("basis", "expected"), [("flag", YES), ("registration", NO), ("residence", UNKNOWN), ("school", NO)]
)
def test_rural_is_read_by_one_basis_alone(basis: Any, expected: Any) -> None:
    """EL question 5."""
    child = attrs.evolve(CHILD, rural=True, rural_registration=False, rural_residence=NOT_ASKED)
    town = Organisation(id="o1", kind=OrganisationKind.SCHOOL, rural=False)
    assert (
        expected is Rural(basis=basis).judge(attrs.evolve(SEATED, child=child, schools=(town,)), ON).verdict
    )


def test_the_school_that_counts_is_that_of_the_day_and_not_the_one_to_come() -> None:
    moves = of(
        enrolments=(
            Enrolment(id="e1", child="c1", school_class="k0", start=D1, until=D2),
            Enrolment(id="e2", child="c1", school_class="k1", start=D2),
        ),
        classes=CLASSES,
        schools=tuple(
            Organisation(id=id, kind=OrganisationKind.SCHOOL, rural=id == "o0") for id in ("o0", "o1")
        ),
    )
    rule = Rural(basis="school")
    assert [NO, YES, NO] == [rule.judge(moves, on).verdict for on in (D1 - timedelta(days=1), D1, D2)]
    assert (D2, NO) == decide(plan(rule), moves, on=D1).changes_on


# --------------------------------------------------------------------------------------------------- guardians


@pytest.mark.parametrize(
    ("guardians", "verdict", "missing"),
    [
        (NOT_ASKED, UNKNOWN, ["child:c1.guardianships"]),
        (REFUSED, UNKNOWN, ["child:c1.guardianships"]),
        ([], NO, []),
        ([{"capable": True}], YES, []),
        ([{"capable": False}], NO, []),
        ([{"capable": NOT_KNOWN}], UNKNOWN, ["guardianship:g0.capable"]),
        ([{"capable": False}, {"capable": NOT_ASKED}], UNKNOWN, ["guardianship:g1.capable"]),
        ([{"capable": True}, {"capable": NOT_ASKED}], YES, []),
        ([{"capable": True, "until": ON}], NO, []),
        ([{"capable": True, "start": ON}], YES, []),
        ([{"capable": True, "start": ON + timedelta(days=1)}], NO, []),
        ([{"capable": True, "start": NOT_ASKED, "until": ON + timedelta(days=1)}], YES, []),
        ([{"capable": NOT_ASKED, "until": ON}], NO, []),
    ],
)
def test_a_fit_guardian_is_one_recorded_as_fit_and_in_charge_on_the_day(
    guardians: Any, verdict: Any, missing: list[str]
) -> None:
    known = guardians
    if not isinstance(guardians, Unknown):
        known = tuple(
            Guardianship(**{"id": f"g{n}", "child": "c1", "guardian": "o", "start": D1, **one})
            for n, one in enumerate(guardians)
        )
    finding = CapableGuardian().judge(of(guardianships=known), ON)
    assert (verdict, missing) == (finding.verdict, [fact.path for fact in finding.missing])


# ----------------------------------------------------------------------------------------------------- defaults


@pytest.mark.parametrize(
    ("criterion", "defaults"),
    [
        (
            ParentsAway(),
            {
                "who": "both",
                "together": True,
                "at_least": None,
                "more_than": None,
                "gap_up_to": Duration.parse("0 days"),
                "during_gap": "away",
                "reasons": (),
                "one_parent": "no",
            },
        ),
        (Rural(), {"basis": "flag"}),
        (Age(less_than=18), {"attained": "on_birthday", "leap_birthday": "feb_28"}),
        (Grade(from_=7), {"to": None, "school_year_starts": (9, 1)}),
        (InStage(any_of=(Stage.JUNIOR,)), {"school_year_starts": (9, 1)}),
        (CaredForBy(), {"kinds": ()}),
        (InScheme(), {"policy": None}),
        (HasConcern(), {"any_of": ()}),
    ],
)
def test_the_reading_that_the_text_supports_best_is_the_default(
    criterion: Criterion, defaults: dict[str, Any]
) -> None:
    """Requirements §4.1, open questions 1 to 9."""
    assert defaults == {name: value for name, value in criterion.parameters().items() if name in defaults}


# --------------------------------------------------------------------------------------------------------- lint


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        (
            ParentsAway(at_least=MONTHS, more_than=MONTHS, gap_up_to=MONTHS),
            [("one_comparator", ("more_than",)), ("gap_in_days", ("gap_up_to",))],
        ),
        (ParentsAway(gap_up_to=Duration.parse("2 weeks")), []),
        (Age(), [("asks_nothing", ())]),
        (Age(at_least=18, less_than=18), [("empty_band", ("less_than",))]),
        (Age(more_than=16, at_most=16), [("empty_band", ("at_most",))]),
        (Age(less_than=0), [("empty_band", ("less_than",))]),
        (Age(at_most=-1), [("negative", ("at_most",)), ("empty_band", ("at_most",))]),
        (Age(at_least=-3000), [("negative", ("at_least",))]),
        (Age(at_least=0, at_most=0), []),
        (Grade(), [("asks_nothing", ())]),
        (Grade(from_=9, to=7), [("empty_band", ("to",))]),
        (Grade(from_=7, to=7, school_year_starts=(13, 40)), [("bad_year_start", ("school_year_starts",))]),
        (Grade(to=9, school_year_starts=(2, 29)), [("bad_year_start", ("school_year_starts",))]),
        (InStage(any_of=()), [("asks_nothing", ("any_of",))]),
        (
            InStage(any_of=(Stage.PRIMARY,), school_year_starts=(0, 1)),
            [("bad_year_start", ("school_year_starts",))],
        ),
    ],
)
def test_a_criterion_that_can_never_or_always_hold_is_doubted(criterion: Any, expected: list[Any]) -> None:
    assert expected == [(problem.code, problem.path) for problem in criterion.lint()]
