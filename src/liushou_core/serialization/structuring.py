"""Structuring a pack's tables with cattrs: strict types, no unknown keys, leaves looked up in the registry.

cattrs stops at nothing: it collects the errors of every field, and ``pack_refusals.py`` turns them into ours, with paths.
"""

import types
import typing
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from operator import itemgetter
from typing import Any, Final

import attrs
from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override

from liushou_core.domain.calendar import Duration, Lapse, SchoolYear, TermId
from liushou_core.errors import InvalidValue, Problem
from liushou_core.policy.canonical import key_of
from liushou_core.policy.coercion import coerced
from liushou_core.policy.component import Component
from liushou_core.policy.date_rules import DATE_RULES, DateReference, DateRule
from liushou_core.policy.date_rules.date_moment import DateMoment
from liushou_core.policy.indicators.rate import Rate
from liushou_core.policy.indicators.rates import RATES
from liushou_core.policy.lookup import Lookup, Values
from liushou_core.policy.quantities import QUANTITIES, Number, Quantity
from liushou_core.policy.reading.moments import MOMENTS, Moment
from liushou_core.policy.reading.operand import FactRef, Operand
from liushou_core.policy.reading.spell_moments import BeginOf, EndOf
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.registry import Registry
from liushou_core.policy.source import Labels, Source, Wording
from liushou_core.policy.tables.bearers import OwnRole
from liushou_core.policy.tree import AtLeast, Not, Noted
from liushou_core.policy.verdict import Clause
from liushou_core.serialization.pack_refusals import Refused, problems_of

__all__ = ["TREES", "PackConverter"]

TREES: Final = frozenset({"all", "any", "at_least", "not"})
_LABELS: Final[dict[str, Any]] = {"id": str, "source": Source}
_VALUE_CLASSES: Final = (Duration, Lapse, Lookup, Number, OwnRole, SchoolYear, Source, TermId)
"""attrs classes that a pack writes as a single value, or as a table of one's own words."""
_MOMENTS: Final[tuple[type[Moment], ...]] = (*MOMENTS, BeginOf, EndOf, DateMoment)
LEAVES: Final[Mapping[type[Any], Mapping[str, type[Any]]]] = {
    marker: {cls.name: cls for cls in classes}
    for marker, classes in (
        (Quantity, QUANTITIES),
        (Moment, _MOMENTS),
        (DateRule, DATE_RULES),
        (Rate, RATES),
    )
}
"""The closed families of leaves, each written ``{ name = { parameters } }``, by the class that a field asks for."""


class PackConverter:
    """Plain data of a pack → values of ``policy/``, with the criteria and components of a registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._converter = Converter(forbid_extra_keys=True)
        self._converter.register_structure_hook_factory(attrs.has, self._table)
        self._converter.register_structure_hook_factory(_is_list, self._list)
        self._converter.register_structure_hook_func(_is_plain, _plain)
        for kind in (str, int, bool):  # for these cattrs asks no predicate, and would turn "no" into True
            self._converter.register_structure_hook(kind, _plain)
        self._converter.register_structure_hook_func(lambda hint: hint is Clause, self._clause)
        self._converter.register_structure_hook_func(lambda hint: hint is Component, self._component)
        self._converter.register_structure_hook_func(lambda hint: hint in LEAVES, self._family)
        self._converter.register_structure_hook(Operand, self._operand)
        self._converter.register_structure_hook(Values, self._values)
        self._converter.register_structure_hook(Labels, self._labels_of)

    def structure(self, data: Any, hint: Any) -> Any:
        """Return *data* as *hint*. Raises Refused with every problem."""
        try:
            return self._converter.structure(data, hint)
        except (BaseValidationError, InvalidValue, Refused) as error:
            raise Refused(problems_of(error)) from None

    def _table(self, cls: type[Any]) -> Callable[[Any, Any], Any]:
        # A field called `from_` is the pack's `from`, which Python does not allow as a name.
        overrides = {
            a.name: override(omit=True) if is_resolved(a) else override(rename=key_of(a.name))
            for a in attrs.fields(cls)
        }
        read = make_dict_structure_fn(cls, self._converter, **overrides)  # type: ignore[arg-type]
        shorthand = getattr(cls, "shorthand", None)
        has_label = "label" in attrs.fields_dict(cls)

        def structure(data: Any, hint: Any) -> Any:
            if has_label:
                data = _own_label(data)
            if shorthand is not None and isinstance(data, str | list):
                data = {key_of(shorthand): data}
            if not isinstance(data, dict):
                raise Refused(iter([Problem(code="wrong_type", values={"expected": "table"})]))
            return read(data, hint)

        return structure

    def _list(self, hint: Any) -> Callable[[Any, Any], Any]:
        read = homogenous_tuple_structure_factory(hint, self._converter)

        def structure(data: Any, hint: Any) -> Any:
            # An empty table or text would pass for an empty list: cattrs goes through whatever it is given.
            if not isinstance(data, list):
                raise Refused(iter([Problem(code="wrong_type", values={"expected": "list"})]))
            return read(data, hint)

        return structure

    def _clause(self, data: Any, _hint: Any) -> Clause:
        name, rest, body = _one_name(data)
        if name not in TREES:
            return typing.cast("Clause", self._leaf(self._registry.criteria, name, body, rest))
        if name == "not":
            return Not(parts=(self._part(body, ("not",)),), **self._labels(rest))
        place: tuple[str, ...] = (name,)
        need: Any = None
        if name == "at_least":
            if not isinstance(body, dict) or set(body) != {"n", "of"} or type(body["n"]) is not int:
                raise Refused(
                    iter([Problem(code="wrong_type", path=place, values={"expected": "{ n, of }"})])
                )
            need, body, place = body["n"], body["of"], ("at_least", "of")
        parts = self._parts(body, place)
        counted = sum(not isinstance(part, Noted) for part in parts)
        need = need if name == "at_least" else counted if name == "all" else 1
        return AtLeast(need=need, parts=parts, name=name, **self._labels(rest))

    def _parts(self, body: Any, place: tuple[str, ...]) -> tuple[Clause, ...]:
        if not isinstance(body, list):
            raise Refused(iter([Problem(code="wrong_type", path=place, values={"expected": "list"})]))
        parts: list[Clause] = []
        problems: list[Problem] = []
        for index, item in enumerate(body):
            try:
                parts.append(self._part(item, (*place, index)))
            except Refused as refused:
                problems.extend(refused.problems)
        if problems:
            raise Refused(iter(problems))
        return tuple(parts)

    def _part(self, data: Any, place: tuple[str | int, ...]) -> Clause:
        noted = isinstance(data, dict) and "effect" in data and place[-1] != "not"
        try:
            if noted:
                _defect(data["effect"])
                return Noted(parts=(self._clause({k: v for k, v in data.items() if k != "effect"}, Clause),))
            return self._clause(data, Clause)
        except Refused as refused:
            raise Refused(problem.under(*place) for problem in refused.problems) from None

    def _labels(self, rest: Mapping[str, Any]) -> dict[str, Any]:
        labels: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, value in rest.items():
            try:
                labels[name] = coerced(_LABELS[name], value)
            except InvalidValue as error:
                problems.extend(problem.under(name) for problem in error.problems)
        if problems:
            raise Refused(iter(problems))
        return labels

    def _family(self, data: Any, hint: Any) -> Any:
        if hint is Quantity and not isinstance(data, dict):
            return coerced(Number, data)
        if hint is DateRule and isinstance(data, str):  # the id of a [[date]]
            return DateReference(date=data)
        name, rest, body = _one_name(data, labels=())
        return self._leaf(LEAVES[hint], name, body, rest)

    def _operand(self, data: Any, _hint: Any) -> Operand:
        return Operand(self.structure(data, FactRef)) if isinstance(data, dict) else coerced(Operand, data)

    def _labels_of(self, data: Any, _hint: Any) -> Labels:
        if not isinstance(data, dict):
            raise Refused(iter([Problem(code="wrong_type", values={"expected": "table"})]))
        rows: list[tuple[str, Wording]] = []
        problems: list[Problem] = []
        for name, value in sorted(data.items()):
            try:
                rows.append((name, self.structure(value, Wording)))
            except Refused as refused:
                problems.extend(problem.under(name) for problem in refused.problems)
        if problems:
            raise Refused(iter(problems))
        return Labels(tuple(rows))

    def _values(self, data: Any, _hint: Any) -> Values:
        if not isinstance(data, dict):
            raise Refused(iter([Problem(code="wrong_type", values={"expected": "table"})]))
        reckoned = {name: value for name, value in data.items() if isinstance(value, dict)}
        rows = dict(
            coerced(Lookup, {name: value for name, value in data.items() if name not in reckoned}).rows
        )
        problems: list[Problem] = []
        for name, value in reckoned.items():
            try:
                rows[name] = self.structure(value, Quantity)
            except Refused as refused:
                problems.extend(problem.under(name) for problem in refused.problems)
        if problems:
            raise Refused(iter(problems))
        return Values(tuple(sorted(rows.items(), key=itemgetter(0))))

    def _component(self, data: Any, _hint: Any) -> Any:
        name, rest, body = _one_name(data)
        return self._leaf(self._registry.components, name, body, rest)

    def _leaf(self, known: Mapping[str, type[Any]], name: str, body: Any, rest: Mapping[str, Any]) -> Any:
        if name not in known:
            near = get_close_matches(name, known, n=1) or sorted(known)
            values = {"name": name, "suggestion": ", ".join(near)}
            raise Refused(iter([Problem(code="unknown_criterion", path=(name,), values=values)]))
        shorthand = getattr(known[name], "shorthand", None)
        if rest and shorthand is not None and isinstance(body, str | list):
            body = {key_of(shorthand): body}  # so that an id or a source beside it is kept
        if isinstance(body, dict):
            body = {**rest, **body}
        try:
            return self.structure(body, known[name])
        except Refused as refused:
            raise Refused(problem.under(name) for problem in refused.problems) from None


def _own_label(data: Any) -> Any:
    """Return a declaration with ``label = { zh, en }``, if it is spelled ``labels``: with two texts these are no labels of choices."""
    own = data.get("labels") if isinstance(data, dict) else None
    if not isinstance(own, dict) or own.keys() != {"zh", "en"} or "label" in data:
        return data
    if not all(isinstance(text, str) for text in own.values()):
        return data
    return {**{key: value for key, value in data.items() if key != "labels"}, "label": own}


def _defect(effect: Any) -> None:
    if effect != "defect":
        raise Refused(iter([Problem(code="not_a_choice", path=("effect",), values={"choices": "defect"})]))


def _one_name(data: Any, labels: tuple[str, ...] = ("id", "source")) -> tuple[str, dict[str, Any], Any]:
    """Return the one name of a clause, its id and source if they stand beside it, and what the name leads to."""
    if isinstance(data, dict):
        rest = {name: value for name, value in data.items() if name in labels}
        names = [name for name in data if name not in rest]
        if len(names) == 1:
            return names[0], rest, data[names[0]]
    raise Refused(iter([Problem(code="one_leaf")]))


def _is_list(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple and typing.get_args(hint)[-1:] == (Ellipsis,)


def _is_plain(hint: Any) -> bool:
    """Say whether *hint* holds no table: then :func:`coerced` knows it whole."""
    origin = typing.get_origin(hint)
    if origin in (tuple, typing.Union, types.UnionType):
        return all(_is_plain(part) for part in typing.get_args(hint) if part is not Ellipsis)
    if hint in LEAVES or hint in (Labels, Operand, Values, Clause, Component, Any):
        return False
    return hint in _VALUE_CLASSES or not attrs.has(hint)


def _plain(data: Any, hint: Any) -> Any:
    return coerced(hint, data)
