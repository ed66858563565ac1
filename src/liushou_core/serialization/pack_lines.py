"""The line of a problem in a pack's text.

tomlkit keeps a document's layout but does not tell line numbers. So the value at the problem's path is replaced by a mark in
a parsed copy, the copy is written out, and the lines before the mark are counted.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

import attrs
import tomlkit
from tomlkit.items import AoT, Table

from liushou_core.errors import Path, Problem

__all__ = ["line_of", "with_lines"]

_MARK: Final = "\N{WHITE MEDIUM STAR}liushou-mark\N{WHITE MEDIUM STAR}"


def with_lines(text: str, problems: Iterable[Problem], file: str | None) -> tuple[Problem, ...]:
    """Return *problems* with file and line, in the order of the text."""
    lines = _Lines(text)
    placed = [attrs.evolve(p, file=file, line=p.line or lines.of(p.path)) for p in problems]
    return tuple(sorted(placed, key=lambda problem: problem.line or 0))


def line_of(text: str, path: Path) -> int | None:
    r"""Return the line, from 1, of the value at *path*, or of the nearest table around it; None if there is none.

    >>> line_of("a = 1\n[b]\nc = 2\n", ("b", "c"))
    3
    """
    return _Lines(text).of(path)


class _Lines:
    """The lines of one text, which is parsed when the first is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _document(self) -> Any:
        return tomlkit.parse(self._text)

    def of(self, path: Path) -> int | None:
        """Return the line of the value at *path*."""
        try:
            holder, step = _innermost(self._document, path)
            return 1 if step is None else _line_of(self._document, holder, step)
        except Exception:  # noqa: BLE001  # a problem without its line is better than a second error
            return None


def _innermost(document: Any, path: Path) -> tuple[Any, str | int | None]:
    """Return the last step of *path* that exists and what holds it; step None: not even the first exists."""
    holder, step, here = document, None, document
    for name in path:
        try:
            following = here[name]
        except (KeyError, IndexError, TypeError):
            break
        holder, step, here = here, name, following
    return holder, step


def _line_of(document: Any, holder: Any, step: str | int) -> int:
    value = holder[step]
    is_table = isinstance(value, Table | AoT)
    # A table is where its first value is, less the way up to its header.
    while isinstance(value, Table | AoT):
        holder, step = (value, 0) if isinstance(value, AoT) else (value, next(iter(value), _MARK))
        value = holder.get(step) if step == _MARK else holder[step]
    holder[step] = _MARK
    try:
        lines = tomlkit.dumps(document).partition(_MARK)[0].split("\n")
    finally:
        if step == _MARK:
            del holder[step]
        else:
            holder[step] = value  # the document serves for the next problem too
    return _header(lines) if is_table else len(lines)


def _header(lines: list[str]) -> int:
    """Return the line of the header above a table's first value, which stands on the last line; dotted keys have none."""
    above = len(lines) - 1
    while above and lines[above - 1].lstrip()[:1] in ("", "#"):
        above -= 1
    return above if above and lines[above - 1].lstrip().startswith("[") else len(lines)
