"""Lint: what is wrong or doubtful in the values of a policy, beyond what their types can refuse.

Each table says what is wrong with itself (its ``lint`` method); here stand the checks that all tables share. Paths lead from
the policy to the place, as a pack writes it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Final

from liushou_core.errors import Problem
from liushou_core.policy.canonical import id_field, key_of
from liushou_core.policy.tree import AtLeast, Noted
from liushou_core.policy.walk import children, is_tree, own_path

__all__ = ["DEEPEST", "MOST_CLAUSES", "lint_editions", "lint_section"]

DEEPEST: Final = 12
"""How many trees may stand inside each other."""
MOST_CLAUSES: Final = 500
"""How many clauses one tree may have."""


def lint_section(name: str, value: Any) -> Iterator[Problem]:
    """Yield the problems of one table of the pack, or of every item of an array of tables."""
    if not isinstance(value, tuple):
        yield from (problem.under(name) for problem in _lint(value))
        return
    yield from (problem.under(name) for problem in _repeated_ids(value))
    for index, item in enumerate(value):
        yield from (problem.under(name, index) for problem in _lint(item))


def lint_editions(editions: Iterable[Any], in_force_from: date) -> Iterator[Problem]:
    """Yield editions that begin twice on one day, or before the policy does."""
    editions = tuple(editions)
    days = Counter(edition.from_ for edition in editions)
    for index, edition in enumerate(editions):
        if days[edition.from_] > 1:
            yield Problem(
                code="edition_twice", path=("edition", index, "from"), values={"day": edition.from_}
            )
        if edition.from_ < in_force_from:
            yield Problem(
                code="edition_too_early", path=("edition", index, "from"), values={"day": in_force_from}
            )


def _lint(value: Any, *, inside: bool = False) -> Iterator[Problem]:
    """Yield the problems of a table and of the tables inside it; *inside* another tree, that one knows the size."""
    tree = is_tree(value)
    own = own_path(value)
    found = chain(_lint_size(value) if tree and not inside else (), _lint_table(value))
    yield from (problem.under(*own) for problem in found)
    for path, child in children(value):
        yield from (problem.under(*path) for problem in _lint(child, inside=tree))


def _lint_table(value: Any) -> Iterator[Problem]:
    if isinstance(value, AtLeast):
        yield from _lint_need(value)
    elif hasattr(value, "lint"):
        yield from value.lint()


def _lint_size(tree: Any) -> Iterator[Problem]:
    if _depth(tree) > DEEPEST:
        yield Problem(code="tree_too_deep", values={"most": DEEPEST})
    if _size(tree) > MOST_CLAUSES:
        yield Problem(code="tree_too_large", values={"most": MOST_CLAUSES})


def _lint_need(tree: AtLeast) -> Iterator[Problem]:
    counted = sum(not isinstance(part, Noted) for part in tree.parts)
    if not counted:
        yield Problem(code="tree_empty", path=(tree.name,))
    elif not 1 <= tree.need <= counted:
        yield Problem(code="need_out_of_range", path=("at_least", "n"), values={"most": counted})


def _depth(clause: Any) -> int:
    return 1 + max((_depth(part) for part in clause.parts), default=0)


def _size(clause: Any) -> int:
    return 1 + sum(_size(part) for part in clause.parts)


def _repeated_ids(items: tuple[Any, ...]) -> Iterator[Problem]:
    times = Counter(getattr(item, "id", None) for item in items)
    for index, item in enumerate(items):
        id = getattr(item, "id", None)
        if id is not None and times[id] > 1:
            yield Problem(code="id_twice", path=(index, key_of(id_field(item))), values={"id": id})
