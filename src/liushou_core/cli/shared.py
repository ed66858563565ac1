"""What the commands share: options, the language of the reader, errors as text, tables."""

import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import click
from rich.console import Console
from rich.table import Table

from liushou_core.errors import LiushouError
from liushou_core.locale import LOCALES, Locale, render

__all__ = [
    "DAY",
    "DEMO_FOLDER",
    "db_option",
    "day_option",
    "lang_option",
    "policy_option",
    "reports_errors",
    "say",
    "table",
]

DEMO_FOLDER: Final = "liushou-demo"

P = ParamSpec("P")
R = TypeVar("R")


def _reader_s_language() -> Locale:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next(filter(None, names), "").startswith("zh") else "en"


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a day; write for example 2023-09-30", param, ctx)


DAY: Final = _Day()
"""A day as an option or an answer has it."""


def day_option(**settings: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Add ``--on DAY``."""
    return click.option(
        "--on", "on", type=DAY, metavar="DAY", help="The judged day, as 2023-09-30.", **settings
    )


lang_option: Final = click.option(
    "--lang",
    type=click.Choice(LOCALES),
    default=_reader_s_language,
    show_default="the language of the terminal",
    help="The language of the answer.",
)
policy_option: Final = click.option(
    "--policy",
    "policies",
    metavar="PACK",
    multiple=True,
    default=("school-four-priorities",),
    show_default=True,
    help="A pack's id, or a TOML file; may be repeated.",
)


def existing(ctx: click.Context, param: click.Parameter, url: str) -> str:
    """Refuse a SQLite file that is not there: a reading command must not answer a typing mistake with an empty store."""
    path = url.removeprefix("sqlite:///")
    if path != url and path not in ("", ":memory:") and not Path(path).is_file():
        lang = ctx.params.get("lang")
        text = render("cli.no_database", lang if lang in LOCALES else _reader_s_language(), path=path)
        raise click.BadParameter(text, ctx=ctx, param=param)
    return url


db_option: Final = click.option(
    "--db",
    metavar="URL",
    envvar="LIUSHOU_DB",
    callback=existing,
    default=f"sqlite:///{DEMO_FOLDER}/school.db",
    show_default=True,
    help="The store; also from LIUSHOU_DB. The default is what `liushou demo` makes.",
)


def reports_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turn the library's errors into text in the reader's language and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except LiushouError as error:
            lang = kwargs.get("lang")
            click.echo(error.text(lang if lang in LOCALES else _reader_s_language()), err=True)
            sys.exit(1)

    return wrapped


def say(console: Console, text: str) -> None:
    """Print text without reading marks or colours into it."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def table(console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table under its title; numbers to the right."""
    rows = [tuple(row) for row in rows]
    shown = Table()
    for index, column in enumerate(columns):
        cells = [row[index] for row in rows if row[index] is not None]
        numeric = bool(cells) and all(isinstance(cell, int | Decimal | Fraction) for cell in cells)
        # The first column holds what is named in the next command: it is never cut in two.
        shown.add_column(column, justify="right" if numeric else "left", overflow="fold", no_wrap=index == 0)
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    say(console, f"\n{title}")
    console.print(shown)
