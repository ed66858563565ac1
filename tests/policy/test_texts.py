"""No text is missing: every criterion and component says the same in both languages, and every word looked up by a value is there."""

import string
from enum import Enum
from typing import Any

import attrs
import pytest

from liushou_core.domain.subject import SubjectKind
from liushou_core.domain.unknown import Unknown
from liushou_core.locale import LOCALES, has_message
from liushou_core.policy.due.item import DueState
from liushou_core.policy.registry import builtin_registry
from liushou_core.policy.replaying.cause import CauseKind
from liushou_core.policy.verdict import Verdict

REGISTRY = builtin_registry()
EVERY = [*REGISTRY.criteria.values(), *REGISTRY.components.values()]
every_one = pytest.mark.parametrize("cls", EVERY, ids=lambda cls: f"{cls.__name__}")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@every_one
def test_every_criterion_and_component_has_the_same_texts_with_the_same_blanks_in_both_languages(
    cls: Any,
) -> None:
    zh, en = (cls.messages[locale] for locale in LOCALES)
    assert {key: blanks(text) for key, text in zh.items()} == {key: blanks(text) for key, text in en.items()}
    assert all(text.strip() for text in (*zh.values(), *en.values()))


@every_one
def test_what_is_said_of_a_parameter_is_said_of_one_that_there_is(cls: Any) -> None:
    """A text for a parameter that was renamed would never be said again."""
    fields = {field.name for field in attrs.fields(cls)}
    for key in cls.messages["en"]:
        if key.startswith("with."):
            assert key.split(".")[1] in fields


def values(kind: type[Enum]) -> list[str]:
    return [one.value for one in kind]


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("verdict", values(Verdict)),
        ("replay", values(CauseKind)),
        ("word", values(Unknown)),
        ("due.state", values(DueState)),
        ("record", values(SubjectKind)),
        ("subject", values(SubjectKind)),
        ("tree", ["all", "any", "at_least", "not", "noted", "not_in_force"]),
        ("word", ["receipt_policy", "receipt_former", "receipt_subject", "receipt_kind"]),
        ("month", [str(n) for n in range(1, 13)]),
        ("weekday", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    ],
)
def test_every_value_by_which_a_text_is_looked_up_has_its_text(family: str, names: list[str]) -> None:
    assert [] == [name for name in names if not has_message(f"{family}.{name}")]
