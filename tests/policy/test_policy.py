"""A policy is a value: its fingerprint, its parameters, what a reform changes, and its editions."""

import os
import pickle
import subprocess
import sys
import typing
from collections import Counter
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.calendar import Duration, DurationUnit
from liushou_core.errors import AmbiguousPath, InvalidPolicy
from liushou_core.policy.canonical import canonical, digest
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.paths import parameters, set_parameter
from liushou_core.policy.policy import Policy
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.verdict import Clause
from liushou_core.serialization.packs import builtin_packs, list_policies, load_policy, parse_policy

HEAD = 'schema = "liushou-policy/1"\nid = "p"\ntitle = { zh = "计划", en = "plan" }\nin_force_from = 2022-09-01\n'
EVERYTHING = """
schema = "liushou-policy/1"
id = "everything"
family = "F05"
covers = "school"
title = { zh = "样样都有", en = "Everything" }
in_force_from = 2022-09-01

[eligibility]
source = "000 §1"
any = [
  { all = [ { rural = { basis = "flag" } }, { parents_away = { at_least = "3 months", reasons = ["working"] } } ] },
  { at_least = { n = 1, of = [
    { age = { less_than = 18 } },
    { parents_away = { who = "either" }, id = "one-away" },
    { not = { capable_guardian = {} } },
  ] } },
]

[[record]]
id = "basic"
fields = ["child.name"]
source = "000 §2"

[[priority]]
area = "study"
promises = ["study_help"]
learning_helpers = 1
source = "000 §3"

[[duty]]
id = "talk"
contact = "talk"
by = "class_teacher"
with = ["child"]
at_least = 1
per = "month"
record = "card"
source = "000 §4"
when = { boarder = {} }
suspended = [ { from = 2023-01-15, until = 2023-02-15, says = { zh = "寒假", en = "winter" } } ]

[[duty]]
id = "survey"
document = "survey"
within = "1 month"
after = "term_start"
source = "000 §4"

[[pairing]]
id = "one"
role = "volunteer"
source = "000 §5"
requires = { category = { is = "key_target" } }

[individual_plan]
when = "any"
source = "000 §6"

[[trigger]]
id = "decline"
when = { concern = { any_of = ["T2"] } }
source = "000 §6"

[[activity]]
id = "hand"
says = { zh = "手拉手", en = "hand in hand" }
catalogue = "five"
order = 2
source = "000 §7"

[[organisation]]
id = "group"
title = { zh = "领导小组", en = "leading group" }
kind = "leading_group"
head = 1
source = "000 §7"

[[category]]
id = "key"
title = { zh = "重点帮扶对象", en = "key targets" }
when = { category = { is = "key_target" } }
source = "000 §7"

[[assessment]]
id = "classes"
title = { zh = "班级考核", en = "classes" }
assesses = "class"
grades = ["advanced"]
source = "003 §4"

[[support]]
id = "relief"
title = { zh = "临时救助", en = "relief" }
kind = "relief"
per = "month"
yuan = 4000
source = "000 §7"

[legal_aid]
source = "002 §4"

[dropout]
limits = [ { stage = "primary", at_most = 0.0029 } ]
source = "002 §8"

[[equipment]]
id = "telephone"
title = { zh = "电话", en = "telephone" }
count = 2
source = "000 §2"

[[agenda]]
id = "march"
title = { zh = "三月", en = "March" }
month = 3
source = "004 §10"

[[inspection]]
id = "start"
title = { zh = "开学检查", en = "start of term" }
items = [ { id = "letters", says = { zh = "责任书", en = "letters" } } ]
source = "002 §17"

[[indicator]]
id = "filing"
title = { zh = "建档率", en = "filing rate" }
rate = { filing = {} }
target = 1
source = "000 §2"

[[phase]]
id = "start"
title = { zh = "启动", en = "start" }
month = 4
part = "first"
source = "000 §8"

[scoring]
source = "004 §2"
components = [ { rank_rise = { points_per_place = 10 } }, { title = { points = 10 } } ]
yuan_per_point = 1
rounding = { places = 2 }

[[award]]
id = "first"
title = { zh = "第一", en = "first" }
when = { end_rank = { from = 1, to = 1 } }
yuan = 100
source = "004 §2"

[[award]]
id = "progress"
when = { progress = { at_least = 5 } }
yuan = 15
source = "004 §2"
"""
POLICY = parse_policy(EVERYTHING)
BEFORE = POLICY.fingerprint
ALL = list(parameters(POLICY))


def value_of(policy: Policy, steps: tuple[str | int, ...]) -> Any:
    value: Any = policy
    for step in steps:
        if isinstance(value, Lookup):
            value = value.get(str(step))
        else:
            value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def hint_of(parameter: Any) -> Any:
    return typing.get_type_hints(parameter.owner)[parameter.steps[-1]]


def others(hint: Any, value: Any) -> list[Any]:
    """Return typed values of a hint that differ from *value*."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    found: list[Any] = []
    if origin is Literal:
        found = list(arguments)
    elif origin is tuple:
        inside = others(arguments[0], None)
        found = [(), tuple(inside[:1]), tuple(inside[:2])] if arguments[-1] is Ellipsis else [(2, 1), (3, 1)]
    elif arguments:
        found = [one for member in arguments for one in others(member, value)]
    elif isinstance(hint, type) and issubclass(hint, Enum):
        found = list(hint)
    else:
        found = LEAVES.get(hint, [])
    return [one for one in found if one != value]


LEAVES: dict[Any, list[Any]] = {
    bool: [True, False],
    int: [1, 2, 3],
    str: ["child.health", "another"],
    Decimal: [Decimal("7.5"), Decimal(12)],
    date: [date(2021, 9, 1), date(2021, 10, 1)],
    Duration: [
        Duration(6, DurationUnit.MONTH),
        Duration(90, DurationUnit.DAY),
        Duration(1, DurationUnit.WEEK),
    ],
    Source: [Source("999 §9")],
    Wording: [Wording(zh="别的", en="other")],
    type(None): [None],
}


def as_written(value: Any) -> Any:
    """Return a typed value as a pack writes it."""
    if isinstance(value, tuple):
        return [as_written(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Duration | Source | date) else value


def reforms() -> list[Any]:
    """Return every parameter of POLICY with another value, and the policy with that one changed."""
    found = []
    for parameter in ALL:
        for value in others(hint_of(parameter), value_of(POLICY, parameter.steps)):
            try:
                reform = POLICY.evolve({parameter.full: value})
            except InvalidPolicy:
                continue  # a value that contradicts another parameter
            found.append(pytest.param(parameter, value, reform, id=f"{parameter.full}={as_written(value)}"))
            break
    return found


REFORMS = reforms()
every_reform = pytest.mark.parametrize(("parameter", "value", "reform"), REFORMS)


# ------------------------------------------------------------------------------------------------ parameters


def test_nearly_every_parameter_can_be_changed_alone() -> None:
    """What cannot is bound to another: a duty counts one thing and has one clock, an award has one condition, a trigger whose
    condition is a child's is about children, an item of the agenda has one time, a share is 1 at most; and tables of one's own words grow by no path.
    """
    changed = {param.values[0].full for param in REFORMS}
    fixed = {parameter.full for parameter in ALL} - changed
    bound = {
        "duty",
        "award",
        "eligibility",
        "trigger",
        "agenda",
        "support",
        "legal_aid",
        "dropout",
        "inspection",
    }
    own_words = {"organisation.group.numbers", "activity.hand.numbers", "inspection.start.sample"}
    assert {name.partition(".")[0] for name in fixed - own_words} <= bound
    assert len(fixed) < len(changed) / 3


def test_every_full_path_names_one_parameter() -> None:
    full = [parameter.full for parameter in ALL]
    assert sorted(set(full)) == sorted(full)


@pytest.mark.parametrize(
    "path",
    [
        "covers",
        "in_force_from",
        "eligibility.rural.basis",
        "eligibility.parents_away.at_least",
        "eligibility.one-away.who",
        "eligibility.at_least.n",
        "eligibility.any[1].at_least[0].age.less_than",
        "record.basic.fields",
        "priority.study.promises",
        "duty.talk.at_least",
        "duty.talk.with",
        "duty.talk.when.boarder.source",
        "pairing.one.requires.category.is",
        "individual_plan.when",
        "trigger.decline.when.concern.any_of",
        "activity.hand.says",
        "phase.start.month",
        "scoring.rank_rise.points_per_place",
        "scoring.components.title.points",
        "scoring.rounding.places",
        "award.first.when.end_rank.from",
        "award.progress.when.progress.at_least",
    ],
)
def test_a_path_is_section_id_parameter(path: str) -> None:
    assert 1 == sum(path in (parameter.short, parameter.full) for parameter in ALL)


def test_a_criterion_standing_alone_is_named_in_its_path_like_one_in_a_tree() -> None:
    alone = parse_policy(HEAD + '[eligibility]\nsource = "x"\nage = { less_than = 18 }\n')
    assert 16 == alone.evolve({"eligibility.age.less_than": 16}).eligibility.less_than  # type: ignore[union-attr]


# --------------------------------------------------------------------------------------------------- evolve


@every_reform
def test_a_reform_is_a_new_value_and_the_old_one_stays(parameter: Any, value: Any, reform: Policy) -> None:
    assert value == value_of(reform, parameter.steps)
    assert BEFORE == digest(POLICY.canonical()) == POLICY.fingerprint


@every_reform
def test_every_parameter_but_a_wording_is_in_the_fingerprint(
    parameter: Any, value: Any, reform: Policy
) -> None:
    worded = Wording in (hint_of(parameter), *typing.get_args(hint_of(parameter)))
    assert worded == (POLICY.fingerprint == reform.fingerprint)


@every_reform
def test_a_value_may_be_typed_or_written_as_in_a_pack(parameter: Any, value: Any, reform: Policy) -> None:
    if not isinstance(value, Wording):  # a wording is a table, which a path does not lead into
        assert reform == POLICY.evolve({parameter.full: as_written(value)})


@every_reform
def test_the_difference_is_exactly_what_was_changed(parameter: Any, value: Any, reform: Policy) -> None:
    (change,) = POLICY.diff(reform)
    assert change.path in (parameter.short, parameter.full)
    assert (value_of(POLICY, parameter.steps), value) == (change.before, change.after)
    assert [(change.after, change.before)] == [(back.before, back.after) for back in reform.diff(POLICY)]
    assert () == POLICY.diff(POLICY)
    assert reform == POLICY.evolve({change.path: value})


@given(st.sets(st.integers(0, len(REFORMS) - 1), max_size=4))
def test_several_changes_are_made_and_told_together(numbers: set[int]) -> None:
    chosen = [REFORMS[number].values[:2] for number in sorted(numbers)]
    try:
        reform = POLICY.evolve({parameter.full: value for parameter, value in chosen})
    except InvalidPolicy:
        return  # each is possible alone
    assert len(chosen) == len(POLICY.diff(reform))
    assert [parameter.steps for parameter, _ in chosen] == [
        next(p.steps for p in ALL if change.path in (p.short, p.full)) for change in POLICY.diff(reform)
    ]


@pytest.mark.parametrize(
    ("changes", "error", "expected"),
    [
        ({"eligibility.parents_away.at_leest": 1}, AmbiguousPath, ": eligibility.parents_away.at_least, "),
        ({"eligibility.nobody.at_least": "1 month"}, AmbiguousPath, "eligibility.parents_away.at_least"),
        ({"title": "x"}, AmbiguousPath, "award.first.title"),
        ({"id": "x"}, AmbiguousPath, "—"),
        ({"": 1}, AmbiguousPath, "—"),
        (
            {"eligibility.parents_away.at_least": "3 moons"},
            InvalidPolicy,
            "eligibility.parents_away.at_least",
        ),
        ({"eligibility.parents_away.who": "nobody"}, InvalidPolicy, "both, either"),
        ({"eligibility.parents_away.together": "yes"}, InvalidPolicy, "together"),
        ({"eligibility.parents_away.together": 1}, InvalidPolicy, "together"),
        ({"eligibility.parents_away.reasons": "working"}, InvalidPolicy, "reasons"),
        ({"eligibility.parents_away.reasons": ["working", "sleeping"]}, InvalidPolicy, "working, trading"),
        ({"eligibility.parents_away.more_than": "3 months"}, InvalidPolicy, "at_least, more_than"),
        ({"eligibility.age.less_than": "18"}, InvalidPolicy, "less_than"),
        ({"eligibility.age.less_than": Decimal(18)}, InvalidPolicy, "less_than"),
        ({"eligibility.age.less_than": None, "duty.talk.at_least": True}, InvalidPolicy, "at_least"),
        ({"eligibility.age.less_than": None}, InvalidPolicy, "sets no bound"),
        ({"eligibility.at_least.n": 4}, InvalidPolicy, "n is not between"),
        ({"duty.talk.per": "moon"}, InvalidPolicy, "per"),
        ({"duty.talk.when": {"rural": {}}}, AmbiguousPath, "duty.talk.when.boarder.source"),
        ({"duty.survey.when": {"rural": {}}}, InvalidPolicy, "duty.survey.when"),
        ({"scoring.yuan_per_point": "one"}, InvalidPolicy, "yuan_per_point"),
        ({"scoring.yuan_per_point": Decimal("NaN")}, InvalidPolicy, "yuan_per_point"),
        ({"scoring.yuan_per_point": "1e99"}, InvalidPolicy, "15"),
        ({"in_force_from": "2022-13-01"}, InvalidPolicy, "in_force_from"),
        ({"in_force_from": "2022-09-01T08:00:00"}, InvalidPolicy, "in_force_from"),
        ({"family": "F\0"}, InvalidPolicy, "NUL"),
        ({"eligibility.rural.source": "\ud800"}, InvalidPolicy, "NUL"),
        ({"covers": 3}, InvalidPolicy, "covers"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_says_where(
    changes: dict[str, Any], error: type[Exception], expected: str
) -> None:
    before = POLICY.fingerprint
    with pytest.raises(error) as caught:
        POLICY.evolve(changes)
    assert expected in str(caught.value)
    assert caught.value.text("zh") != caught.value.text("en")  # type: ignore[attr-defined]
    assert before == POLICY.fingerprint


def test_a_typed_clause_can_be_put_where_there_was_none() -> None:
    boarder: Clause = POLICY.duty[0].when  # type: ignore[assignment]
    assert boarder == POLICY.evolve({"duty.survey.when": boarder}).duty[1].when


def test_a_path_that_fits_several_places_lists_them() -> None:
    twice = parse_policy(
        HEAD
        + '[eligibility]\nsource = "x"\nany = [{ age = { less_than = 6 } }, { not = { age = { at_least = 7 } } }]\n'
    )
    with pytest.raises(AmbiguousPath) as caught:
        twice.evolve({"eligibility.age.less_than": 5})
    assert (
        "eligibility.any[0].age.less_than, eligibility.any[1].not[0].age.less_than" == caught.value.candidates
    )
    assert "eligibility.any[1].not[0].age.at_least" in [
        change.path for change in twice.diff(twice.evolve({"eligibility.any[1].not[0].age.at_least": 8}))
    ]


def test_alike_items_of_a_list_are_told_apart_by_where_they_stand() -> None:
    """The numbers of one sum are changed and compared one by one; the path that fits all of them fits none."""
    facts = "".join(
        f'[fact.{name}]\ntype = "number"\nsubject = "person"\nsource = "x"\n'
        for name in ("wages", "rents", "gifts", "income")
    )
    policy = parse_policy(
        HEAD
        + facts
        + '[[identity]]\nid = "cash"\nsubject = "person"\nsource = "x"\nequals = { fact = "income" }\n'
        + 'sum = [{ fact = "wages" }, { fact = "rents" }]\n'
    )
    changed = policy.evolve({"identity.cash.sum.fact[1].fact": "gifts"})
    assert ["identity.cash.sum.fact[1].fact: rents → gifts"] == list(map(str, policy.diff(changed)))
    with pytest.raises(AmbiguousPath) as caught:
        policy.evolve({"identity.cash.fact.fact": "gifts"})
    assert "identity.cash.sum.fact[0].fact, identity.cash.sum.fact[1].fact" == caught.value.candidates


# --------------------------------------------------------------------------------------------- fingerprints


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    code = "from liushou_core.serialization.packs import *; print([load_policy(name).fingerprint for name in list_policies()])"

    def told(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    expected = str([load_policy(name).fingerprint for name in list_policies()])
    assert {expected} == {told(seed) for seed in ("0", "1", "42")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("样样都有", "换个题目"),
        ('en = "first"', 'en = "the very first"'),
        ('title = { zh = "第一", en = "first" }\n', ""),
        ("[[record]]", "# a remark\n\n[[record]]"),
        ("yuan = 100", "yuan = 100.00"),
        ("yuan = 100", 'yuan = "1e2"'),
        ("yuan = 100", "yuan = 1e2"),
        ("points_per_place = 10", "points_per_place = 1_0.0"),
        ('at_least = "3 months", reasons = ["working"]', 'reasons = ["working"], at_least = "3 months"'),
        ('at_least = "3 months"', 'who = "both", at_least = "3 month"'),
        ("month = 4", "month = 0x4"),
        ('source = "000 §1"', "source = '000 §1'"),
        ("\n", "\r\n"),
    ],
)
def test_titles_remarks_order_of_keys_and_spelling_of_numbers_make_no_other_policy(
    old: str, new: str
) -> None:
    assert old in EVERYTHING
    assert POLICY.fingerprint == parse_policy(EVERYTHING.replace(old, new)).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("000 §1", "000 §2"),
        ('id = "everything"', 'id = "another"'),
        ('family = "F05"\n', ""),
        ("2022-09-01", "2022-09-02"),
        ('{ all = [ { rural = { basis = "flag" } }, {', '{ any = [ { rural = { basis = "flag" } }, {'),
        ('id = "talk"', 'id = "chat"'),
        ("points_per_place = 10", "points_per_place = 10.0000000000001"),
        ('[[phase]]\nid = "start"', '[[phase]]\nid = "begin"'),
    ],
)
def test_whatever_else_is_changed_makes_another_policy(old: str, new: str) -> None:
    assert POLICY.fingerprint != parse_policy(EVERYTHING.replace(old, new)).fingerprint


numbers = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=6)


@given(numbers, st.integers(0, 6))
def test_one_number_has_one_canonical_form(number: Decimal, zeros: int) -> None:
    """However many zeros it is written with, and in whatever notation."""
    written = [number, Decimal(f"{number:f}" + "0" * zeros), Decimal(f"{number:E}")]
    forms = {canonical(one) for one in written}
    assert 1 == len(forms)
    assert number == Decimal(forms.pop())


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_different_numbers_have_different_canonical_forms(number: Decimal) -> None:
    """Also beyond the 28 digits to which Decimal rounds."""
    assert number == Decimal(canonical(number))


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no canonical form for object"):
        canonical(object())


def test_equal_policies_are_one_in_a_set_and_survive_pickling() -> None:
    twin = pickle.loads(pickle.dumps(POLICY))
    assert 1 == len({POLICY, twin, parse_policy(EVERYTHING)})
    assert POLICY.fingerprint == twin.fingerprint
    assert twin.evolve({"award.first.yuan": 200}) == POLICY.evolve({"award.first.yuan": 200})


def test_a_policy_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        POLICY.id = "other"  # type: ignore[misc, assignment]


# ------------------------------------------------------------------------------------------------- editions

EDITIONS = """
[[edition]]
from = 2025-09-01
changes = { "duty.talk.at_least" = 3, "award.first.yuan" = 120.50 }
source = "a"

[[edition]]
from = 2023-09-01
changes = { "duty.talk.at_least" = 2, "eligibility.parents_away.reasons" = ["working", "trading"] }
source = "b"
"""


@pytest.mark.parametrize(
    ("day", "talks", "yuan", "reasons", "edition"),
    [
        ("2000-01-01", 1, "100", 1, None),
        ("2023-08-31", 1, "100", 1, None),
        ("2023-09-01", 2, "100", 2, "2023-09-01"),
        ("2025-08-31", 2, "100", 2, "2023-09-01"),
        ("2025-09-01", 3, "120.50", 2, "2025-09-01"),
        ("9999-12-31", 3, "120.50", 2, "2025-09-01"),
    ],
)
def test_an_edition_holds_from_its_first_day_until_the_next(
    day: str, talks: int, yuan: str, reasons: int, edition: str | None
) -> None:
    """In whatever order they are written; each changes what the one before it left."""
    policy = parse_policy(EVERYTHING + EDITIONS)
    now = policy.on(date.fromisoformat(day))
    away = value_of(now, ("eligibility", "parts", 0, "parts", 1))
    assert (talks, Decimal(yuan), reasons) == (now.duty[0].at_least, now.award[0].yuan, len(away.reasons))
    assert edition == (now.edition_from and now.edition_from.isoformat())
    assert policy.origins == now.origins
    assert () == now.edition or now is policy


def test_every_edition_is_a_policy_of_its_own() -> None:
    policy = parse_policy(EVERYTHING + EDITIONS)
    days = [date(2022, 9, 1), date(2023, 9, 1), date(2025, 9, 1)]
    assert 3 == len({policy.on(day).fingerprint for day in days})
    assert ["duty.talk.at_least", "award.first.yuan"] == [
        change.path for change in policy.on(days[1]).diff(policy.on(days[2]))
    ]
    assert POLICY.fingerprint != policy.fingerprint


def test_an_edition_may_begin_with_the_policy() -> None:
    policy = parse_policy(
        f'{EVERYTHING}[[edition]]\nfrom = 2022-09-01\nsource = "x"\nchanges = {{ "award.first.yuan" = 3 }}\n'
    )
    assert Decimal(3) == policy.on(policy.in_force_from).award[0].yuan


def test_the_order_of_an_editions_changes_makes_no_other_policy() -> None:
    one, other = (
        parse_policy(f'{EVERYTHING}[[edition]]\nfrom = 2023-09-01\nsource = "x"\nchanges = {{ {changes} }}\n')
        for changes in (
            '"award.first.yuan" = 3, "duty.talk.at_least" = 2',
            '"duty.talk.at_least" = 2, "award.first.yuan" = 3',
        )
    )
    assert one == other
    assert one.fingerprint == other.fingerprint


def test_a_reform_that_an_edition_would_contradict_is_refused_at_once() -> None:
    """Not on the day the edition begins."""
    policy = parse_policy(
        EVERYTHING
        + '[[edition]]\nfrom = 2023-09-01\nchanges = { "eligibility.age.at_least" = 6 }\nsource = "x"\n'
    )
    with pytest.raises(InvalidPolicy, match="no value can lie in this band"):
        policy.evolve({"eligibility.age.less_than": 6})
    with pytest.raises(InvalidPolicy, match="before the policy is in force"):
        policy.evolve({"in_force_from": "2023-09-02"})


# ---------------------------------------------------------------------------------------------------- packs


@pytest.mark.parametrize("name", list_policies())
def test_a_shipped_pack_loads_without_a_doubt_but_those_that_its_source_leaves(name: str) -> None:
    policy = load_policy(name)
    assert name == policy.id
    assert {problem.code for problem in policy.warnings} <= {"named_only", "duty_owner_unseen"}
    assert policy.family is not None
    assert parse_policy(builtin_packs()[name]) == policy == load_policy(name)


@pytest.mark.parametrize("name", list_policies())
def test_every_parameter_of_a_shipped_pack_has_one_short_path_or_a_full_one(name: str) -> None:
    policy = load_policy(name)
    found = list(parameters(policy))
    places = Counter(path for one in found for path in {one.short, one.full})
    assert {1} == {places[one.full] for one in found}
    for parameter in found:
        assert policy == set_parameter(policy, parameter.full, value_of(policy, parameter.steps))
