"""Parents away against a plain model of days, and the open questions of the definition as a golden table."""

import calendar
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise, product
from math import prod
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, Span
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.family import Absence, AbsenceReason, LifeStatus, Parent
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Unknown, is_known
from liushou_core.errors import InvalidValue
from liushou_core.policy.criteria.parents import ParentsAway
from liushou_core.policy.decision import decide
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict
from liushou_core.serialization.packs import load_policy

FIRST = date(2022, 11, 20)  # so that month ends, a February and a year's end come soon
LONG_AGO = date(2021, 5, 31)  # more than the longest duration before any day judged
WORKING, TRADING, CUSTODY = AbsenceReason.WORKING, AbsenceReason.TRADING, AbsenceReason.CUSTODY


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def family(*parents: Parent) -> ChildFacts:
    return ChildFacts(child=Child(id="c1", scope="s", parents=tuple(p.id for p in parents)), parents=parents)


# ---------------------------------------------------------------------------------------------------- model


def full(start: date, on: date, duration: Duration, *, more: bool) -> bool:
    """Say whether a duration since *start* is complete on *on*, or, if *more* is asked, was so the day before."""
    last = on - timedelta(days=1) if more else on
    count, unit = duration.count, duration.unit.value
    if unit in ("day", "week"):
        return (last - start).days >= count * (7 if unit == "week" else 1)
    if unit == "whole month":
        return whole_months(start, last) >= count
    months = count * (12 if unit == "year" else 1)
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, calendar.monthrange(year, month0 + 1)[1])) <= last


def whole_months(start: date, last: date) -> int:
    """Count the calendar months that begin on *start* or later and are over on *last*."""
    firsts = [date(year, month, 1) for year in range(start.year, last.year + 1) for month in range(1, 13)]
    return sum(start <= first and following <= last for first, following in pairwise(firsts))


@lru_cache(1000)
def away_days(reasons: tuple[AbsenceReason, ...], parent: Parent, on: date) -> frozenset[int]:
    """Return the days (by number) up to *on* on which a parent of whom all is known was away for a reason that counts."""
    found: set[int] = set()
    for spell in parent.absences:
        if reasons and spell.reason not in reasons:
            continue
        home = {one for a_break in spell.breaks for one in numbers(a_break.start, a_break.until)}
        end = on if spell.until is None else min(on, spell.until - timedelta(days=1))
        found |= set(numbers(spell.start, end + timedelta(days=1))) - home
    return frozenset(found)


def numbers(start: date, until: date) -> range:
    return range(start.toordinal(), until.toordinal())


def away_since(rule: ParentsAway, away: frozenset[int], on: date) -> date | None:
    """Walk back from *on*: since when is nobody at home, returns of up to the tolerance left out of account?"""
    tolerated = rule.gap_up_to.count * (7 if rule.gap_up_to.unit.value == "week" else 1)
    here = on.toordinal()
    if not away or (rule.during_gap == "home" and here not in away):
        return None
    since, at_home, first = None, 0, min(away)
    while here >= first and at_home <= tolerated:
        if here in away:
            since, at_home = date.fromordinal(here), 0
        else:
            at_home += 1
        here -= 1
    return since


def answer(rule: ParentsAway, facts: ChildFacts, on: date) -> bool:
    """Answer for facts of which all is known."""
    living = [parent for parent in facts.parents if parent.status is LifeStatus.LIVING]
    if not living or (len(living) < 2 and rule.who == "both" and rule.one_parent == "no"):
        return False
    each = [away_days(rule.reasons, parent, on) for parent in living]
    if rule.who == "both" and rule.together:
        each = [frozenset.intersection(*each)]
    return (all if rule.who == "both" else any)(long_enough(rule, away, on) for away in each)


def long_enough(rule: ParentsAway, away: frozenset[int], on: date) -> bool:
    since = away_since(rule, away, on)
    if since is None:
        return False
    asked = [(rule.at_least, False), (rule.more_than, True)]
    return all(full(since, on, duration, more=more) for duration, more in asked if duration is not None)


# ----------------------------------------------------------------------------------------------- strategies

durations = st.sampled_from(
    [
        "0 days",
        "1 day",
        "30 days",
        "5 weeks",
        "1 month",
        "2 months",
        "3 months",
        "1 whole month",
        "2 whole months",
        "1 year",
    ]
).map(Duration.parse)
gaps = st.sampled_from(["0 days", "0 days", "1 day", "3 days", "1 week", "10 days"]).map(Duration.parse)
reasons = st.sampled_from([(), (WORKING,), (WORKING, TRADING)])


@st.composite
def rules(draw: st.DrawFn) -> ParentsAway:
    """Return the criterion with any of its readings."""
    comparator = draw(st.sampled_from(["at_least", "more_than", None]))
    bound = {} if comparator is None else {comparator: draw(durations)}
    return ParentsAway(
        who=draw(st.sampled_from(["both", "either"])),
        together=draw(st.booleans()),
        gap_up_to=draw(gaps),
        during_gap=draw(st.sampled_from(["away", "home"])),
        reasons=draw(reasons),
        one_parent=draw(st.sampled_from(["no", "decides"])),
        **bound,
    )


@st.composite
def spells(draw: st.DrawFn, own: str) -> tuple[Absence, ...]:
    """Return up to three spells, of which some facts may be missing."""
    edges = sorted(draw(st.lists(st.integers(0, 230), unique=True, max_size=6)))
    found: list[Absence] = []
    for index in range((len(edges) + 1) // 2):
        start, end = edges[2 * index], (edges[2 * index + 1 : 2 * index + 2] or [None])[0]
        last = 240 if end is None else end
        inside = (
            sorted(draw(st.lists(st.integers(start + 1, last - 1), unique=True, max_size=2)))
            if start + 2 < last
            else []
        )
        breaks = (Span(day(inside[0]), day(inside[1])),) if len(inside) == 2 else ()
        known_start = draw(st.integers(0, 3)) > 0
        reason = draw(st.sampled_from([WORKING, WORKING, TRADING, CUSTODY, NOT_KNOWN]))
        until = None if end is None else day(end)
        found.append(
            Absence(
                id=f"{own}{index}",
                start=day(start) if known_start else NOT_ASKED,
                until=until,
                reason=reason,
                breaks=breaks,
            )
        )
    return tuple(draw(st.permutations(found)))


@st.composite
def parents(draw: st.DrawFn, id: str) -> Parent:
    status = draw(
        st.sampled_from([*[LifeStatus.LIVING] * 5, LifeStatus.DECEASED, LifeStatus.MISSING, REFUSED])
    )
    absences = NOT_ASKED if draw(st.integers(0, 5)) == 0 else draw(spells(id))
    return Parent(id=id, scope="s", status=status, absences=absences)


families = (
    st.integers(0, 3)
    .flatmap(lambda count: st.tuples(*(parents("abc"[n]) for n in range(count))))
    .map(lambda found: family(*found))
)
judged_days = st.integers(-5, 260).map(day)


# ---------------------------------------------------------------------------------------------- completions

Choice = tuple[Fact, object]


def choices(parent: Parent, on: date) -> list[list[Choice]]:
    """Return, for each unknown fact of a parent, what it may turn out to be: the extremes and something between."""
    found: list[list[Choice]] = []
    if not is_known(parent.status):
        fact = Fact("parent", parent.id, "status")
        found.append([(fact, LifeStatus.LIVING), (fact, LifeStatus.DECEASED)])
    if not is_known(parent.absences):
        fact = Fact("parent", parent.id, "absences")
        ever = [LONG_AGO, day(20), on]
        return [
            *found,
            [(fact, ()), *((fact, (Absence(id="new", start=start, reason=WORKING),)) for start in ever)],
        ]
    for spell in parent.absences:
        if not is_known(spell.reason):
            fact = Fact("absence", spell.id, "reason")
            found.append([(fact, WORKING), (fact, CUSTODY)])
        if not is_known(spell.start):
            fact = Fact("absence", spell.id, "start")
            found.append([(fact, start) for start in possible_starts(spell, parent, on)])
    return found


def possible_starts(spell: Absence, parent: Parent, on: date) -> list[date]:
    """Return days on which the spell can have begun: on the judged day or before if it can; the first and last are there."""
    marks = {LONG_AGO, on, day(7), *(other.until for other in parent.absences if other.until is not None)}
    ends = [spell.until, *(a_break.start for a_break in spell.breaks)]
    marks |= {end - timedelta(days=1) for end in ends if end is not None}
    valid = sorted(mark for mark in marks if sound(attrs.evolve, spell, parent, mark))
    return [mark for mark in valid if mark <= on] or valid[:1]


def sound(evolve: Any, spell: Absence, parent: Parent, start: date) -> bool:
    try:
        begun = evolve(spell, start=start)
        evolve(parent, absences=tuple(begun if one.id == spell.id else one for one in parent.absences))
    except InvalidValue:
        return False
    return True


def completed(facts: ChildFacts, chosen: Mapping[Fact, object]) -> ChildFacts | None:
    """Return the facts with every choice filled in; None if that makes a parent be away twice on one day."""

    def filled(record: Any, kind: str, *names: str) -> Any:
        values = {
            name: chosen[Fact(kind, record.id, name)]
            for name in names
            if Fact(kind, record.id, name) in chosen
        }
        return attrs.evolve(record, **values)

    try:
        found = []
        for parent in facts.parents:
            one = filled(parent, "parent", "status", "absences")
            found.append(
                attrs.evolve(
                    one, absences=tuple(filled(spell, "absence", "reason", "start") for spell in one.absences)
                )
            )
    except InvalidValue:
        return None
    return attrs.evolve(facts, parents=tuple(found))


def completions(rule: ParentsAway, facts: ChildFacts, on: date) -> list[tuple[dict[Fact, object], bool]]:
    """Return every completion that can be, with its answer."""
    open_facts = [options for parent in facts.parents for options in choices(parent, on)]
    assume(prod(map(len, open_facts)) <= 100)
    found = []
    for combination in product(*open_facts):
        whole = completed(facts, dict(combination))
        if whole is not None:
            found.append((dict(combination), answer(rule, whole, on)))
    return found


# ------------------------------------------------------------------------------------------------ properties


@settings(max_examples=150)
@given(rules(), families, judged_days)
def test_the_answer_is_what_every_completion_of_the_facts_answers(
    rule: ParentsAway, facts: ChildFacts, on: date
) -> None:
    """YES or NO where all completions agree, UNKNOWN just where they do not."""
    answers = {found for _, found in completions(rule, facts, on)}
    expected = Verdict.of(answers.pop()) if len(answers) == 1 else UNKNOWN
    assert expected is rule.judge(facts, on).verdict


@settings(max_examples=150)
@given(rules(), families, judged_days)
def test_the_facts_called_missing_are_those_that_can_change_the_answer(
    rule: ParentsAway, facts: ChildFacts, on: date
) -> None:
    finding = rule.judge(facts, on)
    found = completions(rule, facts, on)
    if finding.verdict is not UNKNOWN:
        assert () == finding.missing
        return
    missing = set(finding.missing)
    asked = {fact for chosen, _ in found for fact in chosen}
    assert missing
    assert missing <= asked
    for fact in asked - missing:
        # Whatever the other facts turn out to be, this one makes no difference.
        by_others: defaultdict[object, set[bool]] = defaultdict(set)
        for chosen, said in found:
            by_others[frozenset((other, str(value)) for other, value in chosen.items() if other != fact)].add(
                said
            )
        assert all(len(said) == 1 for said in by_others.values()), fact


@given(rules(), families, judged_days, st.data())
def test_learning_a_fact_never_turns_yes_into_no_or_no_into_yes(
    rule: ParentsAway, facts: ChildFacts, on: date, data: st.DataObject
) -> None:
    before = rule.judge(facts, on).verdict
    known: dict[Fact, object] = {}
    for options in (options for parent in facts.parents for options in choices(parent, on)):
        if data.draw(st.booleans()):
            known |= [data.draw(st.sampled_from(options))]
    partly = partly_completed(facts, known)
    assume(partly is not None)
    assert before in (UNKNOWN, rule.judge(partly, on).verdict)


def partly_completed(facts: ChildFacts, known: Mapping[Fact, object]) -> ChildFacts | None:
    """Return the facts with some choices filled in; who nobody asked about stays so."""
    unasked = {
        p.id: p
        for p in facts.parents
        if not is_known(p.absences) and Fact("parent", p.id, "absences") not in known
    }
    whole = completed(
        attrs.evolve(facts, parents=tuple(p for p in facts.parents if p.id not in unasked)), known
    )
    if whole is None:
        return None
    by_id = {parent.id: parent for parent in whole.parents} | unasked
    return attrs.evolve(facts, parents=tuple(by_id[parent.id] for parent in facts.parents))


@given(rules(), families, judged_days)
def test_with_no_tolerance_one_clock_for_both_and_two_clocks_say_the_same(
    rule: ParentsAway, facts: ChildFacts, on: date
) -> None:
    """Both away for three months each are away for three months together: the readings of question 3 part only over returns."""
    strict = attrs.evolve(rule, gap_up_to=Duration.parse("0 days"))
    verdicts = {
        attrs.evolve(strict, together=together).judge(facts, on).verdict for together in (True, False)
    }
    assert 1 == len(verdicts)


@given(rules(), families, judged_days)
def test_one_clock_for_both_is_never_the_milder_reading(
    rule: ParentsAway, facts: ChildFacts, on: date
) -> None:
    together, alone = (attrs.evolve(rule, together=one).judge(facts, on).verdict for one in (True, False))
    assert (together, alone) not in ((YES, NO), (YES, UNKNOWN), (UNKNOWN, NO))


@settings(max_examples=15)
@given(rules(), families, st.integers(-5, 100).map(day))
def test_boundaries_name_every_day_on_which_the_answer_changes(
    rule: ParentsAway, facts: ChildFacts, on: date
) -> None:
    named = set(rule.boundaries(facts, on))
    verdicts = [rule.judge(facts, on + timedelta(days=n)).verdict for n in range(650)]
    changes = {on + timedelta(days=n) for n in range(1, 650) if verdicts[n] is not verdicts[n - 1]}
    assert changes <= named


@given(rules(), families, judged_days)
def test_a_finding_is_said_whole_in_both_languages(rule: ParentsAway, facts: ChildFacts, on: date) -> None:
    finding = rule.judge(facts, on)
    for locale in ("zh", "en"):
        assert finding.reason in rule.messages[locale]
        assert "{" not in finding.text(locale)


# ---------------------------------------------------------------------------------------------------- golden

GOLDEN: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("golden").joinpath("parents_away.toml").read_text("utf-8")
)["row"]


def golden_parent(id: str, row: dict[str, Any]) -> Parent:
    """Return a parent of a golden row: spells as ``[start, until, reason]``, each of which may be "?" or left out."""
    made: list[Absence] = []
    for index, spell in enumerate(row.get("away", ())):
        start, until, reason = [*spell, *["", "", "working"][len(spell) :]]
        made.append(
            Absence(
                id=f"{id}{index}",
                start=NOT_ASKED if start == "?" else date.fromisoformat(start),
                until=date.fromisoformat(until) if until else None,
                reason=NOT_ASKED if reason == "?" else AbsenceReason(reason),
                breaks=tuple(Span(*map(date.fromisoformat, one)) for one in row.get("breaks", ())),
            )
        )
    status: Any = NOT_KNOWN if row.get("status") == "?" else LifeStatus(row.get("status", "living"))
    return Parent(
        id=id, scope="s", status=status, absences=NOT_ASKED if row.get("asked") is False else tuple(made)
    )


def golden_rule(row: dict[str, Any]) -> ParentsAway:
    given = dict(row)
    for name in ("at_least", "more_than", "gap_up_to"):
        if name in given:
            given[name] = Duration.parse(given[name])
    given["reasons"] = tuple(AbsenceReason(reason) for reason in given.get("reasons", ()))
    return ParentsAway(**given)


def golden_cases() -> list[Any]:
    return [
        pytest.param(row, on, reading, id=f"{row['says']} · {on} · {reading}")
        for row in GOLDEN
        for on in row["on"]
        for reading in row["readings"]
    ]


@pytest.mark.parametrize(("row", "on", "reading"), golden_cases())
def test_the_open_questions_are_answered_by_each_reading_as_in_the_table(
    row: dict[str, Any], on: str, reading: str
) -> None:
    rule = golden_rule(row.get("rule", {}) | row["readings"][reading])
    facts = family(*(golden_parent(f"p{n}", parent) for n, parent in enumerate(row["parent"])))
    finding = rule.judge(facts, date.fromisoformat(on))
    assert row["on"][on][reading] == finding.verdict.value
    assert [] == list(rule.lint())


@pytest.mark.parametrize("row", GOLDEN, ids=[row["says"] for row in GOLDEN])
def test_every_change_in_the_rows_of_the_table_falls_on_a_boundary(row: dict[str, Any]) -> None:
    facts = family(*(golden_parent(f"p{n}", parent) for n, parent in enumerate(row["parent"])))
    for reading in row["readings"].values():
        rule = golden_rule(row.get("rule", {}) | reading)
        before = FIRST - timedelta(days=100)
        named, verdict = set(rule.boundaries(facts, before)), rule.judge(facts, before).verdict
        for number in range(1, 400):
            on = before + timedelta(days=number)
            now = rule.judge(facts, on).verdict
            assert now is verdict or on in named, (reading, on)
            verdict = now


def test_every_open_question_has_a_row_in_which_its_readings_part() -> None:
    parted = {
        row["question"]
        for row in GOLDEN
        if any(len(set(answers.values())) > 1 for answers in row["on"].values())
    }
    assert {1, 2, 3, 4, 6, 7} <= parted  # question 5 is about `rural`, see test_criteria.py


# --------------------------------------------------------------------------------------------------- missing

LONG, HOME, UNASKED = (Absence(id="l", start=LONG_AGO, reason=WORKING),), (), NOT_ASKED
THREE = Duration.parse("3 months")
BOTH, EITHER = ParentsAway(at_least=THREE), ParentsAway(who="either", at_least=THREE)
DECIDES = ParentsAway(at_least=THREE, one_parent="decides")
FOR_WORK = ParentsAway(at_least=THREE, reasons=(WORKING,))


def parent_of(id: str, away: Any, status: Any = LifeStatus.LIVING) -> Parent:
    return Parent(id=id, scope="s", absences=away, status=status)


def doubtful(*away: Any) -> ChildFacts:
    """Return a family of parents given by their absences; with "?" in front, nobody knows whether that one lives."""
    plain = [
        parent_of(f"p{n}", one)
        if one is UNASKED or one[:1] != ("?",)
        else parent_of(f"p{n}", one[1], NOT_KNOWN)
        for n, one in enumerate(away)
    ]
    return family(*plain)


OVER = Absence(id="over", start=LONG_AGO, until=day(-200))
SHORT = Absence(id="short", start=day(-30))
BEFORE = Absence(id="before", start=day(-200), until=day(-30))


@pytest.mark.parametrize(
    ("rule", "facts", "missing"),
    [
        # whether he lives matters, if he would make the difference
        (EITHER, doubtful(("?", LONG), HOME), ["p0.status"]),
        (EITHER, doubtful(("?", HOME), UNASKED), ["p1.absences"]),
        (EITHER, doubtful(("?", UNASKED), HOME), ["p0.status", "p0.absences"]),
        (EITHER, doubtful(("?", LONG), UNASKED), ["p0.status", "p1.absences"]),
        (BOTH, doubtful(("?", LONG), LONG), ["p0.status"]),
        (BOTH, doubtful(("?", LONG), UNASKED), ["p0.status", "p1.absences"]),
        (BOTH, doubtful(("?", LONG), LONG, UNASKED), ["p2.absences"]),
        (BOTH, doubtful(("?", LONG), ("?", LONG), LONG), ["p0.status", "p1.status"]),
        (DECIDES, doubtful(("?", LONG), UNASKED), ["p1.absences"]),
        (DECIDES, doubtful(("?", HOME), UNASKED), ["p0.status", "p1.absences"]),
        (DECIDES, doubtful(("?", LONG), ("?", UNASKED)), ["p0.status", "p1.status", "p1.absences"]),
        # of a spell, what it was for and when it began matter, if it is part of the time that counts
        (FOR_WORK, doubtful((OVER, SHORT), UNASKED), []),
        (
            FOR_WORK,
            doubtful((OVER, BEFORE, SHORT), UNASKED),
            ["before.reason", "short.reason", "p1.absences"],
        ),
        (FOR_WORK, doubtful((OVER, attrs.evolve(BEFORE, until=None)), LONG), ["before.reason"]),
        (FOR_WORK, doubtful((BEFORE, attrs.evolve(SHORT, reason=WORKING)), LONG), ["before.reason"]),
        (FOR_WORK, doubtful((BEFORE, attrs.evolve(SHORT, reason=CUSTODY)), UNASKED), []),
        (BOTH, doubtful((Absence(id="x"),), LONG), ["x.start"]),
        (FOR_WORK, doubtful((Absence(id="x"),), LONG), ["x.reason", "x.start"]),
        (BOTH, doubtful((Absence(id="x"),), HOME), []),
    ],
)
def test_only_what_can_make_the_difference_is_asked_for(
    rule: ParentsAway, facts: ChildFacts, missing: list[str]
) -> None:
    assert missing == [fact.path.partition(":")[2] for fact in rule.judge(facts, FIRST).missing]


# --------------------------------------------------------------------------------------- what no row can show


def test_a_parent_whose_record_is_not_there_is_not_a_parent_fewer() -> None:
    """The child names two parents; nothing is known of the second until the record comes."""
    here = Parent(id="p1", scope="s", absences=(Absence(id="a", start=LONG_AGO),))
    facts = attrs.evolve(family(here, Parent(id="p2", scope="s")), parents=(here,))
    finding = ParentsAway().judge(facts, FIRST)
    assert UNKNOWN is finding.verdict
    assert {"parent:p2.status", "parent:p2.absences"} == {fact.path for fact in finding.missing}


@pytest.mark.parametrize("unknown", Unknown)
def test_a_child_whose_parents_nobody_asked_about_is_undetermined(unknown: Unknown) -> None:
    finding = ParentsAway().judge(ChildFacts(child=Child(id="c1", scope="s", parents=unknown)), FIRST)
    assert (UNKNOWN, ["child:c1.parents"]) == (finding.verdict, [fact.path for fact in finding.missing])


def test_nobody_asks_whether_the_dead_are_away() -> None:
    dead = Parent(id="p1", scope="s", status=LifeStatus.DECEASED)
    finding = ParentsAway(one_parent="decides").judge(family(dead, Parent(id="p2", scope="s")), FIRST)
    assert ["parent:p2.absences"] == [fact.path for fact in finding.missing]


def test_the_calendar_has_edges() -> None:
    """Spells at the first and the last day there are raise nothing."""
    for absence in (
        Absence(id="a", start=date.min),
        Absence(id="a", start=NOT_ASKED, until=date.max),
        Absence(id="a", start=date.max),
    ):
        facts = family(
            *(Parent(id=id, scope="s", absences=(attrs.evolve(absence, id=id),)) for id in ("p1", "p2"))
        )
        for rule in (
            ParentsAway(at_least=Duration.parse("3 months"), gap_up_to=Duration.parse("3 days")),
            ParentsAway(),
        ):
            for on in (date.min, date.max):
                assert rule.judge(facts, on).verdict in (YES, NO, UNKNOWN)
                assert all(isinstance(one, date) for one in rule.boundaries(facts, on))


def test_a_spell_of_unknown_start_never_changes_at_the_end_of_time() -> None:
    """The edge of the calendar stands for "never": it is no day on which an answer changes."""
    known = Absence(id="a1", start=date(2022, 1, 1), reason=AbsenceReason.WORKING)
    unknown = Absence(id="a2", start=NOT_KNOWN, reason=AbsenceReason.WORKING)
    facts = MemoryFacts.build(
        children=[Child(id="c1", scope="s", rural=True, parents=("f", "m"))],
        parents=[
            Parent(id="f", scope="s", absences=(known,)),
            Parent(id="m", scope="s", absences=(unknown,)),
        ],
    )
    decision = decide(load_policy("school-four-priorities"), facts.child("c1"), on=date(2023, 10, 9))
    assert decision.changes_on is None
