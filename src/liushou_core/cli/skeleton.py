"""Skeletons of packs: a table of each kind asked for, with comments, and one case that such a pack answers as expected."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import attrs
import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Item, Table

from liushou_core.cli.skeleton_case import case_facts, expected
from liushou_core.cli.skeleton_tables import TABLES
from liushou_core.domain.subject import SubjectRole
from liushou_core.locale import Locale, render

__all__ = ["Skeleton"]

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "decision": ("fact",),
    "classification": ("fact",),
    "score": ("fact",),
    "tally": ("event",),
    "ladder": ("event", "tally"),
    "limit": ("event",),
    "identity": ("fact",),
    "duty": ("event",),
    "trigger": ("fact", "event"),
}
"""Which tables another names."""
_OF_CHILDREN: Final = ("eligibility", "record")


@attrs.frozen(kw_only=True)
class Skeleton:
    """What a new pack is to be: its head and the names of its tables. ``tables`` may leave out what others of them need."""

    id: str
    title: Mapping[Locale, str]
    in_force_from: date
    subject: SubjectRole
    source: str
    tables: tuple[str, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """The tables that are written, in the order of the pack language: those asked for, and what they need."""
        wanted = {need for name in self.tables for need in (name, *_NEEDS.get(name, ()))}
        of_child = self.subject is SubjectRole.CHILD
        return tuple(name for name in TABLES if name in wanted and (of_child or name not in _OF_CHILDREN))

    def pack(self, locale: Locale) -> str:
        """Return the pack as TOML, with comments in *locale*."""
        document = tomlkit.document()
        _comment(document, "cli.new.comment.head", locale, id=self.id)
        document.add("schema", tomlkit.item("liushou-policy/1"))
        document.add("id", tomlkit.item(self.id))
        document.add("title", _item(dict(self.title)))
        document.add("in_force_from", tomlkit.item(self.in_force_from))
        _comment(document, "cli.new.comment.source", locale)
        document.add("source", tomlkit.item(self.source))
        for name in self.sections:
            document.add(tomlkit.nl())
            _comment(document, f"cli.new.comment.{name}", locale)
            _add(document, name, TABLES[name](self))
        return tomlkit.dumps(document)

    def case(self, locale: Locale) -> str:
        """Return one case as a line of JSON: facts of its own, a month after the pack comes into force, and what is expected."""
        case = {
            "name": render("cli.new.case", locale),
            "on": (self.in_force_from + timedelta(days=30)).isoformat(),
            "facts": case_facts(self.subject, self.sections, self.in_force_from),
            "expect": {"/policy/id": self.id, **expected(self.sections)},
        }
        return json.dumps(case, ensure_ascii=False) + "\n"


def _comment(document: TOMLDocument, key: str, locale: Locale, **values: object) -> None:
    for line in render(key, locale, **values).splitlines():
        document.add(tomlkit.comment(line))


def _add(document: TOMLDocument, name: str, value: Any) -> None:
    """Add a section: one table, tables under their ids, or an array of tables."""
    if isinstance(value, list):
        tables = tomlkit.aot()
        for table in value:
            tables.append(_table(table))
        document.append(name, tables)
    elif name in ("fact", "event"):
        keyed = tomlkit.table(is_super_table=True)
        for id, table in value.items():
            keyed.append(id, _table(table))
        document.append(name, keyed)
    else:
        document.append(name, _table(value))


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        table.append(key, _item(value))
    return table


def _item(value: Any, *, inside: bool = False) -> Item:
    """Return a value as TOML writes it; *inside* another one it stands in that one's line."""
    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        for key, one in value.items():
            inline.append(key, _item(one, inside=True))
        return inline
    if isinstance(value, list):
        array = tomlkit.array()
        for one in value:
            array.append(_item(one, inside=True))
        return array.multiline(not inside and any(isinstance(one, dict) for one in value))
    item: Item = tomlkit.item(value)
    return item
