"""Paths into a policy: ``section.id.parameter``; how a parameter is found, changed and compared.

A leaf of an expression tree stands directly under its section by its id; the trees between are left out. A path that
fits several places must be written out with them: ``eligibility.any[0].parents_away.at_least``,
``identity.cash.sum.fact[1].fact``.
"""

import typing
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final, TypeVar

import attrs

from liushou_core.domain.calendar import Duration, Lapse, SchoolYear, Span, TermId
from liushou_core.errors import AmbiguousPath, InvalidPolicy, InvalidValue
from liushou_core.policy.canonical import canonical, id_field, key_of, leaf_name
from liushou_core.policy.coercion import coerced
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.source import Labels, Source, Wording
from liushou_core.policy.tree import AtLeast, Not, Noted

__all__ = ["Change", "differences", "parameters", "set_parameter"]

T = TypeVar("T")
Steps = tuple[str | int, ...]

_VALUES: Final = (Duration, Labels, Lapse, Lookup, SchoolYear, Source, Span, TermId, Wording)
_HEAD: Final = ("id", "title", "edition", "origins", "warnings", "edition_from")


@attrs.frozen
class Parameter:
    """One parameter: its short and its full path, how to reach it, and the class that holds it."""

    short: str
    full: str
    steps: Steps
    owner: type[Any]


@attrs.frozen
class Change:
    """One difference between two policies; ``before`` or ``after`` is None where the path does not exist."""

    path: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.path}: {self.before} → {self.after}"


def parameters(policy: Any, section: str | None = None) -> Iterator[Parameter]:
    """Yield every parameter that ``evolve`` can change, in the order of the pack, or those of one section: with it every path begins."""
    for attribute in attrs.fields(type(policy)):
        if attribute.name in _HEAD or section not in (None, attribute.name):
            continue
        value = getattr(policy, attribute.name)
        place = (attribute.name,)
        if _is_table(value) or isinstance(value, tuple):
            yield from _below(value, place, place, place)
        else:
            yield Parameter(attribute.name, attribute.name, (attribute.name,), type(policy))


def set_parameter(policy: T, path: str, value: Any) -> T:
    """Return a copy with one parameter set. Raises AmbiguousPath or InvalidPolicy."""
    found = [p for p in parameters(policy, path.partition(".")[0]) if path in (p.short, p.full)]
    if len(found) != 1:
        near = [p.full for p in found] or _near(policy, path)
        raise AmbiguousPath(path=path, candidates=", ".join(near) or "—")
    (parameter,) = found
    try:
        return typing.cast("T", _replaced(policy, parameter.steps, _typed(parameter, value)))
    except InvalidValue as error:
        raise InvalidPolicy([problem.under(path) for problem in error.problems], what=path) from None


def _typed(parameter: Parameter, value: Any) -> Any:
    name = str(parameter.steps[-1])
    if issubclass(parameter.owner, Lookup):
        return coerced(Lookup, {name: value}).get(name)
    return coerced(typing.get_type_hints(parameter.owner)[name], value)


def differences(before: Any, after: Any) -> tuple[Change, ...]:
    """Return the parameters whose values differ between two policies, in the order of the first."""
    old, new = _values(before), _values(after)
    return tuple(
        Change(path, old.get(path), new.get(path))
        for path in dict.fromkeys([*old, *new])
        if canonical(old.get(path)) != canonical(new.get(path))
    )


def _values(policy: Any) -> dict[str, Any]:
    found = list(parameters(policy))
    times = Counter(p.short for p in found)
    return {p.short if times[p.short] == 1 else p.full: _reached(policy, p.steps) for p in found}


def _reached(value: Any, steps: Steps) -> Any:
    for step in steps:
        if isinstance(value, Lookup):
            value = value.get(str(step))
        else:
            value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def _below(value: Any, short: tuple[str, ...], full: tuple[str, ...], steps: Steps) -> Iterator[Parameter]:
    """Yield the parameters of what a table's key leads to; a criterion standing there alone is named by its id too."""
    name = leaf_name(value)
    if name is not None:
        id = getattr(value, "id", name)  # only clauses have an id of their own
        short, full = (*short, id), (*full, id)
    yield from _under(value, short, full, steps)


def _under(value: Any, short: tuple[str, ...], full: tuple[str, ...], steps: Steps) -> Iterator[Parameter]:
    if isinstance(value, tuple):
        names = [_name_of(item, index) for index, item in enumerate(value)]
        for index, (item, name) in enumerate(zip(value, names, strict=True)):
            if _is_table(item):
                one = name if names.count(name) == 1 else f"{name}[{index}]"
                yield from _under(item, (*short, name), (*full, one), (*steps, index))
        return
    if isinstance(value, AtLeast | Not):
        yield from _tree(value, short, full, steps)
        return
    for attribute in attrs.fields(type(value)):
        if not is_resolved(attribute):
            yield from _of_field(value, attribute.name, short, full, steps)


def _of_field(
    owner: Any, name: str, short: tuple[str, ...], full: tuple[str, ...], steps: Steps
) -> Iterator[Parameter]:
    """Yield the parameters of one field: those of the tables it leads to, or itself; a table of values is both."""
    item, way = getattr(owner, name), (*steps, name)
    at, deep = (*short, key_of(name)), (*full, key_of(name))
    if name == getattr(type(owner), "inline", None):
        at = short
    if isinstance(item, Lookup):
        yield from _rows(item, at, deep, way)
    if _is_table(item) or (isinstance(item, tuple) and any(_is_table(one) for one in item)):
        hidden = isinstance(item, tuple)  # components stand directly under their section, like leaves
        yield from _below(item, short if hidden else at, deep, way)
    elif name != id_field(owner):
        yield Parameter(".".join(at), ".".join(deep), way, type(owner))


def _rows(lookup: Lookup, short: tuple[str, ...], full: tuple[str, ...], steps: Steps) -> Iterator[Parameter]:
    """Yield each row of a table of values as a parameter of its own."""
    for name in lookup:
        yield Parameter(".".join((*short, name)), ".".join((*full, name)), (*steps, name), type(lookup))


def _tree(
    tree: AtLeast | Not, short: tuple[str, ...], full: tuple[str, ...], steps: Steps
) -> Iterator[Parameter]:
    if isinstance(tree, AtLeast) and tree.name == "at_least":
        yield Parameter(
            ".".join((*short, tree.id, "n")), ".".join((*full, "at_least.n")), (*steps, "need"), AtLeast
        )
    for index, part in enumerate(tree.parts):
        place, way = (*full, f"{tree.name}[{index}]"), (*steps, "parts", index)
        inner = part
        if isinstance(part, Noted):
            inner, way = part.parts[0], (*way, "parts", 0)
        if isinstance(inner, AtLeast | Not):
            yield from _tree(inner, short, place, way)
        else:
            yield from _under(inner, (*short, inner.id), (*place, inner.id), way)


def _replaced(value: Any, steps: Steps, new: Any) -> Any:
    step, rest = steps[0], steps[1:]
    if isinstance(value, Lookup):
        return value.with_row(str(step), new)
    if isinstance(step, int):
        item = _replaced(value[step], rest, new) if rest else new
        return (*value[:step], item, *value[step + 1 :])
    item = _replaced(getattr(value, step), rest, new) if rest else new
    alias = attrs.fields_dict(type(value))[step].alias
    return attrs.evolve(value, **{alias or step: item})


def _is_table(value: Any) -> bool:
    """Say whether *value* is a table of a pack rather than a value such as a duration, a source or a wording."""
    return (
        attrs.has(type(value)) and not isinstance(value, _VALUES) and not getattr(type(value), "bare", False)
    )


def _name_of(item: Any, index: int) -> str:
    name = getattr(item, "id", None) or getattr(type(item), "name", None)
    return name if isinstance(name, str) else f"[{index}]"


def _near(policy: Any, path: str) -> list[str]:
    """Return up to eight parameters that may be meant: inside the path, spelt alike, of the same last name or section."""
    section, last = path.partition(".")[0], path.rpartition(".")[2]
    known = [p.short for p in parameters(policy)]
    inside = [name for name in known if name.startswith(f"{path}.")]
    alike = get_close_matches(path, known, n=8)
    beside = [name for name in known if name.endswith(f".{last}") or name.startswith(f"{section}.")]
    return list(dict.fromkeys([*inside, *alike, *beside]))[:8]
