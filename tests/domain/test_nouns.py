"""What holds of every noun: frozen, checked whole, masked; an error tells everything but personal data."""

import importlib
import inspect
import pickle
import pkgutil
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liushou_core.domain
from liushou_core.domain.child import Child
from liushou_core.domain.contact import Contact
from liushou_core.domain.family import Guardianship, LifeStatus, Parent
from liushou_core.domain.ids import derived_id, is_id, new_id
from liushou_core.domain.noun import LONGEST_TEXT, changed, noun
from liushou_core.domain.organisation import Organisation, OrganisationKind
from liushou_core.domain.privacy import (
    MASK,
    Sensitivity,
    label_of,
    plain,
    sensitive,
    sensitivity_of,
    source_of,
)
from liushou_core.domain.school import TermResult
from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Known, Unknown, is_known
from liushou_core.errors import InvalidValue
from liushou_core.testing.strategies import records


def nouns() -> Iterator[type[Any]]:
    """Yield every class whose fields are marked."""
    for module in pkgutil.iter_modules(liushou_core.domain.__path__, "liushou_core.domain."):
        for _, cls in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if (
                cls.__module__ == module.name
                and attrs.has(cls)
                and "liushou" in attrs.fields(cls)[0].metadata
            ):
                yield cls


NOUNS = list(nouns())
few = settings(max_examples=15)
"""Enough for each of twenty classes."""
every_noun = pytest.mark.parametrize("cls", NOUNS, ids=lambda cls: cls.__name__)


def leaves(hint: Any) -> set[Any]:
    """Return the types a field may hold, without the containers and unions around them."""
    inside = [one for one in typing.get_args(hint) if one is not Ellipsis]
    return set().union(*map(leaves, inside)) if inside else {hint}


def holds_a_text(hint: Any) -> bool:
    """Say whether a field of this type may hold a text by itself, not only inside a list."""
    return hint is str or (typing.get_origin(hint) is not tuple and str in typing.get_args(hint))


def fields_with(cls: type[Any], kind: Any) -> list[str]:
    """Return the fields of *cls* that hold a *kind*, alone or as one of several."""
    hints = typing.get_type_hints(cls)
    return [a.name for a in attrs.fields(cls) if kind in leaves(hints[a.name])]


def refused(cls: type[Any], fields: dict[str, Any]) -> InvalidValue:
    with pytest.raises(InvalidValue) as caught:
        cls(**fields)
    return caught.value


def as_fields(value: Any) -> dict[str, Any]:
    return {a.name: getattr(value, a.name) for a in attrs.fields(type(value))}


def test_all_nouns_are_found() -> None:
    """The tests below would say nothing of a noun the search does not find."""
    assert {"Child", "Parent", "Absence", "Guardian", "TermResult", "Contact", "Payment", "SpellList"} <= {
        c.__name__ for c in NOUNS
    }
    assert len(NOUNS) == 64


@every_noun
def test_a_wrong_value_in_every_field_is_reported_for_every_field(cls: type[Any]) -> None:
    error = refused(cls, {a.name: object() for a in attrs.fields(cls)})
    assert [(a.name,) for a in attrs.fields(cls)] == [problem.path for problem in error.problems]
    assert {"wrong_type"} == {problem.code for problem in error.problems}
    assert error.what == cls.__name__


@every_noun
@few
@given(data=st.data())
def test_a_noun_survives_pickling_equal_hash_and_all(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(records(cls))
    twin = pickle.loads(pickle.dumps(value))
    assert (value, hash(value), repr(value)) == (twin, hash(twin), repr(twin))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.id = "other"


@every_noun
def test_every_field_says_what_it_is_called_and_how_far_it_is_protected(cls: type[Any]) -> None:
    for field in attrs.fields(cls):
        assert isinstance(sensitivity_of(field), Sensitivity)
        assert any("\u4e00" <= character <= "\u9fff" for character in label_of(field)), field.name


@every_noun
@pytest.mark.parametrize("bad", ["a\0b", "\ud800", "x\udfff"], ids=ascii)
def test_text_that_no_database_keeps_is_refused(cls: type[Any], bad: str) -> None:
    texts = [name for name in fields_with(cls, str) if holds_a_text(typing.get_type_hints(cls)[name])]
    error = refused(cls, dict.fromkeys([a.name for a in attrs.fields(cls)], bad))
    unusable = {problem.path[0] for problem in error.problems if problem.code == "unusable_text"}
    assert set(texts) == unusable
    assert bad not in str(error)


@every_noun
def test_an_instant_is_refused_where_a_day_is_wanted(cls: type[Any]) -> None:
    error = refused(cls, dict.fromkeys([a.name for a in attrs.fields(cls)], datetime(2023, 9, 1, tzinfo=UTC)))
    assert [(a.name,) for a in attrs.fields(cls)] == [problem.path for problem in error.problems]


@every_noun
@pytest.mark.parametrize(
    ("kind", "bad"),
    [(int, True), (int, 3.0), (Decimal, 3), (bool, 1), pytest.param(str, b"x", id="str-bytes")],
)
def test_a_value_of_nearly_the_right_type_is_refused(cls: type[Any], kind: type, bad: object) -> None:
    wrong = fields_with(cls, kind)
    if wrong:
        found = refused(cls, dict.fromkeys([a.name for a in attrs.fields(cls)], bad)).problems
        assert set(wrong) <= {problem.path[0] for problem in found}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NaN", "not_finite"),
        ("-Infinity", "not_finite"),
        ("1e15", "too_many_digits"),
        ("1e999999", "too_many_digits"),
        ("0e20", "too_many_digits"),
        ("1.0000000000000001", "too_many_digits"),
    ],
)
def test_a_number_that_is_no_amount_is_refused(number: str, code: str) -> None:
    error = refused(TermResult, result(total=Decimal(number)))
    assert [(code, ("total",))] == [(p.code, p.path) for p in error.problems]


@pytest.mark.parametrize("number", ["0", "999999999999999", "0.000000000000001", "1e14", "650.50"])
def test_a_number_with_up_to_fifteen_digits_on_each_side_is_an_amount(number: str) -> None:
    assert Decimal(number) == TermResult(**result(total=Decimal(number))).total


def result(**changes: Any) -> dict[str, Any]:
    return {"id": "r1", "child": "c1", "school_class": "k1", "term": _TERM, **changes}


_TERM = liushou_core.domain.calendar.TermId.parse("2022-2023/1")


def test_a_text_may_be_long_but_not_endless() -> None:
    child = Child(id="c1", scope="s1", personality="长" * LONGEST_TEXT)
    error = refused(
        Child,
        as_fields(child) | {"personality": "长" * (LONGEST_TEXT + 1), "health": ("长" * (LONGEST_TEXT + 1),)},
    )
    assert {("text_too_long", "personality"), ("text_too_long", "health")} == {
        (p.code, p.path[0]) for p in error.problems
    }
    assert "长长" not in str(error)


@pytest.mark.parametrize(
    "bad", ["", "a b", "学校", "x" * 65, "11010519491231002X", "11010519491231002x", "110105194912310021"]
)
def test_an_id_is_short_plain_and_no_identity_number(bad: str) -> None:
    error = refused(Child, {"id": bad, "scope": bad})
    assert [("bad_id", ("id",)), ("bad_id", ("scope",))] == [(p.code, p.path) for p in error.problems]
    assert bad == "" or bad not in str(error)


def test_what_stands_inside_a_list_is_reported_with_its_place() -> None:
    error = refused(
        Contact,
        {
            "id": "t1",
            "scope": "s1",
            "kind": "talk",
            "day": date(2023, 9, 1),
            "children": ("c1", "a b", 3),
            "made": None,
        },
    )
    expected = [
        ("wrong_type", ("kind",)),
        ("bad_id", ("children", 1)),
        ("wrong_type", ("children", 2)),
        ("wrong_type", ("made",)),
    ]
    assert expected == [(p.code, p.path) for p in error.problems]
    assert "talk | visit | call" in error.text("en")


def test_a_list_is_refused_where_a_tuple_is_wanted() -> None:
    """A list could be changed after it was checked."""
    error = refused(Child, {"id": "c1", "scope": "s1", "parents": ["p1"]})
    assert [("wrong_type", ("parents",), {"expected": "tuple"})] == [
        (p.code, p.path, p.values) for p in error.problems
    ]


def test_fields_are_checked_before_what_they_say_together() -> None:
    """An end before its beginning is no news while the beginning is no day."""
    wrong: dict[str, Any] = {
        "id": "g1",
        "child": "c1",
        "guardian": "o1",
        "start": date(2023, 9, 1),
        "until": date(2023, 9, 1),
    }
    assert ["until_before_start"] == [p.code for p in refused(Guardianship, wrong).problems]
    assert ["wrong_type"] == [p.code for p in refused(Guardianship, wrong | {"start": "2023-09-01"}).problems]


def test_a_copy_with_changes_is_checked_like_a_new_value() -> None:
    child = Child(id="c1", scope="s1")
    assert changed(child, rural=True).rural is True
    assert child.rural is NOT_ASKED
    with pytest.raises(InvalidValue):
        changed(child, rural="yes")


@noun
class Stamp:
    """A noun of an application's own, with an instant in it."""

    at: datetime = plain("时刻")
    note: Known[str] = sensitive("说明", default=NOT_ASKED)


def test_an_application_can_make_nouns_of_its_own_checked_and_masked_like_ours() -> None:
    stamp = Stamp(at=datetime(2023, 9, 1, 8, tzinfo=UTC), note="secret")
    assert repr(stamp).endswith(f"note={MASK})")
    wrong: dict[Any, str] = {datetime(2023, 9, 1, 8): "naive_instant", date(2023, 9, 1): "wrong_type"}  # noqa: DTZ001
    assert wrong == {at: refused(Stamp, {"at": at}).problems[0].code for at in wrong}


def test_an_id_is_fresh_or_always_the_same_for_the_same_parts() -> None:
    assert new_id() != new_id()
    assert derived_id("a", "b") == derived_id("a", "b") != derived_id("ab")
    assert all(is_id(id) for id in (new_id(), derived_id("王小明", "")))


def test_a_field_says_which_source_asks_for_it() -> None:
    fields = attrs.fields_dict(Child)
    assert ("003 §4.(二)9", "") == (source_of(fields["birthday"]), source_of(fields["sex"]))


# ------------------------------------------------------------------------------------------------ unknown


@pytest.mark.parametrize("unknown", Unknown, ids=repr)
def test_an_unknown_fact_is_neither_true_nor_false(unknown: Unknown) -> None:
    """`if child.rural:` would read "never asked" as yes."""
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(unknown)
    assert not is_known(unknown)
    assert unknown is pickle.loads(pickle.dumps(unknown))


@pytest.mark.parametrize("value", [False, 0, "", (), None])
def test_whatever_is_not_unknown_is_known(value: object) -> None:
    assert is_known(value)


# ------------------------------------------------------------------------------------------------ privacy

CANARY = "CANARY机密"
CANARIES: dict[Any, Any] = {str: CANARY, date: date(1987, 6, 5), int: 7654321, Decimal: Decimal("76543.21")}
SHOWN = (CANARY, "CANARY", "机密", "1987-06-05", "1987, 6, 5", "7654321", "76543.21")


class Telltale:
    """A value of no right type that would give itself away wherever it is printed."""

    def __repr__(self) -> str:
        return CANARY

    __str__ = __repr__


def masked(cls: type[Any]) -> list[str]:
    return [a.name for a in attrs.fields(cls) if sensitivity_of(a).masked]


@st.composite
def telling(draw: st.DrawFn, cls: type[Any]) -> dict[str, Any]:
    """Return fields for *cls* in which every protected one holds a canary, right or of a wrong type; some others are wrong."""
    hints = typing.get_type_hints(cls)
    fields = as_fields(draw(records(cls)))
    for name in fields:
        kinds = [CANARIES[kind] for kind in leaves(hints[name]) if kind in CANARIES]
        if name in masked(cls):
            choices = [*kinds, *((one,) for one in kinds), CANARY, [CANARY], Telltale(), CANARY + "\0"]
            fields[name] = draw(st.sampled_from(choices))
        elif draw(st.integers(0, 9)) == 0:
            fields[name] = None
    return fields


@pytest.mark.parametrize("cls", [cls for cls in NOUNS if masked(cls)], ids=lambda cls: cls.__name__)
@few
@given(data=st.data())
def test_no_protected_value_is_shown_by_a_noun_or_by_the_error_that_refuses_it(
    cls: type[Any], data: st.DataObject
) -> None:
    fields = data.draw(telling(cls))
    error: InvalidValue | None = None
    told: list[str] = []
    try:
        told = [repr(cls(**fields))]
    except InvalidValue as caught:
        error = caught
    if error is not None:
        again = pickle.loads(pickle.dumps(error))
        assert (error.problems, str(error)) == (again.problems, str(again))
        assert (None, None) == (error.__cause__, error.__context__)
        told = [
            repr(error),
            str(error),
            error.text("zh"),
            error.text("en"),
            repr(error.problems),
            again.text("zh"),
        ]
        told.append(pickle.dumps(error).decode("latin-1"))
    assert [] == [(text, sign) for text in told for sign in SHOWN if sign in text]


@pytest.mark.parametrize("cls", [cls for cls in NOUNS if masked(cls)], ids=lambda cls: cls.__name__)
@few
@given(data=st.data())
def test_a_noun_shows_its_plain_fields_and_hides_the_others(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(records(cls))
    shown = repr(value)
    for field in attrs.fields(cls):
        held = getattr(value, field.name)
        hidden = sensitivity_of(field).masked and is_known(held) and held is not None
        if hidden:
            assert f"{field.name}={MASK}" in shown
        elif held is not field.default:
            assert f"{field.name}={held!r}" in shown


def test_an_empty_list_is_an_answer_and_as_hidden_as_any() -> None:
    """Shown, "no illness" would tell of everybody else that there is one."""
    asked, ill = Child(id="c1", scope="s1", health=()), Child(id="c1", scope="s1", health=("asthma",))
    assert repr(asked) == repr(ill) == f"Child(id='c1', scope='s1', health={MASK})"


def test_whether_a_parent_lives_cannot_be_read_off_what_is_left_out() -> None:
    shown = {repr(Parent(id="p1", scope="s1", status=status)) for status in LifeStatus}
    assert {f"Parent(id='p1', scope='s1', status={MASK})"} == shown


@pytest.mark.parametrize("unknown", [NOT_KNOWN, REFUSED])
def test_why_a_fact_is_missing_may_be_seen(unknown: Unknown) -> None:
    assert f"Child(id='c1', scope='s1', name={unknown!r})" == repr(Child(id="c1", scope="s1", name=unknown))


def test_what_was_never_filled_in_is_left_out() -> None:
    assert "Organisation(id='o1', kind=<OrganisationKind.VILLAGE: 'village'>)" == repr(
        Organisation(id="o1", kind=OrganisationKind.VILLAGE)
    )


def test_every_choice_of_every_noun_has_a_value_that_a_table_can_hold() -> None:
    """Enumerations are stored by value; an int or a tuple there would not come back from a CSV file."""
    kinds = {kind for cls in NOUNS for hint in typing.get_type_hints(cls).values() for kind in leaves(hint)}
    enums = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)]
    assert enums
    assert all(isinstance(member.value, str) for kind in enums for member in kind)
