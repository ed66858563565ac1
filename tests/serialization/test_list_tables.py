"""A table that may stand several times is a list of tables; anything else is refused by name, never with a bare error."""

import typing

import attrs
import pytest

from liushou_core.policy.policy import SECTIONS, Policy
from liushou_core.serialization.packs import lint_policy

HEAD = (
    'schema = "liushou-policy/1"\nid = "x"\ntitle = { zh = "一", en = "one" }\nin_force_from = 2023-09-01\n'
)
HINTS = typing.get_type_hints(Policy)
SEVERAL = [
    a.name
    for a in attrs.fields(Policy)
    if a.name in (*SECTIONS, "edition") and typing.get_origin(HINTS[a.name]) is tuple
]


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("value", ["3", '"text"', "true", "{ id = 1 }"])
def test_what_is_no_list_of_tables_is_refused(name: str, value: str) -> None:
    """The problem names the table and its line."""
    (problem, *_) = (p for p in lint_policy(f"{HEAD}{name} = {value}\n") if p.code == "wrong_type")
    assert (problem.path[0], problem.line) == (name, 5)
