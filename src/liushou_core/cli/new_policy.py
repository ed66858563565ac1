"""`liushou policies new`: begin a pack of one's own from a few questions."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from liushou_core.cli.shared import DAY, lang_option, reports_errors
from liushou_core.cli.skeleton import Skeleton
from liushou_core.cli.skeleton_tables import TABLES
from liushou_core.domain.subject import SubjectRole
from liushou_core.errors import InvalidPolicy
from liushou_core.locale import Locale, render
from liushou_core.serialization.packs import lint_policy

__all__ = ["new_command"]

_SUBJECTS = tuple(role.value for role in SubjectRole)


class _Tables(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    """Names of tables with commas between them."""

    name = "tables"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        unknown = [name for name in names if name not in TABLES]
        if unknown:
            self.fail(f"{', '.join(unknown)}: choose among {', '.join(TABLES)}", param, ctx)
        return names


@click.command("new")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--id", "id", help="The pack's id; by default the name of FILE.")
@click.option("--title-zh", help="Its title in Chinese.")
@click.option("--title-en", help="Its title in English.")
@click.option(
    "--from", "in_force_from", type=DAY, metavar="DAY", help="The first day on which it is in force."
)
@click.option("--subject", type=click.Choice(_SUBJECTS), help="Whom or what its questions are about.")
@click.option(
    "--source", help="The plan whose text it puts into tables; cited by every table that cites none."
)
@click.option("--with", "tables", type=_Tables(), metavar="NAME,…", help=f"Tables: {', '.join(TABLES)}.")
@lang_option
@reports_errors
def new_command(
    file: Path | None,
    *,
    id: str | None,
    title_zh: str | None,
    title_en: str | None,
    in_force_from: date | None,
    subject: str | None,
    source: str | None,
    tables: tuple[str, ...] | None,
    lang: Locale,
) -> None:
    """Begin a pack: FILE (by default ID.toml) with a commented table of each kind, and a case that passes beside it.

    What no option says is asked. No file is ever overwritten.
    """
    ask = _Questions(lang)
    known = ask("id", id, default=file.stem if file is not None else "my-plan")
    pack = Path(f"{known}.toml") if file is None else file
    cases = pack.with_name(f"{pack.stem}.cases.jsonl")
    _refuse_existing((pack, cases), lang)
    skeleton = Skeleton(
        id=known,
        title={
            "zh": ask("title_zh", title_zh, default=known),
            "en": ask("title_en", title_en, default=known),
        },
        in_force_from=ask("from", in_force_from, type=DAY),
        subject=SubjectRole(ask("subject", subject, default="child", type=click.Choice(_SUBJECTS))),
        source=ask("source", source, default=known),
        tables=ask("tables", tables, default="fact,decision", type=_Tables()),
    )
    text = skeleton.pack(lang)
    problems = lint_policy(text, file=pack.name)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InvalidPolicy(errors, what=pack.name)
    for path, content in ((pack, text), (cases, skeleton.case(lang))):
        with path.open("x", encoding="utf-8", newline="\n") as written:  # it may have been made meanwhile
            written.write(content)
    for problem in problems:
        click.echo(problem.text(lang))
    click.echo(render("cli.new.done", lang, pack=pack, cases=cases))


class _Questions:
    """Asks in the reader's language what no option says."""

    def __init__(self, lang: Locale) -> None:
        self._lang: Locale = lang

    def __call__(self, name: str, given: Any, **settings: Any) -> Any:
        """Return what was given, else what is answered."""
        if given is not None:
            return given
        return click.prompt(render(f"cli.new.ask.{name}", self._lang), **settings)


def _refuse_existing(paths: Sequence[Path], lang: Locale) -> None:
    there = [str(path) for path in paths if path.exists()]
    if there:
        raise click.ClickException(render("cli.new.exists", lang, paths=", ".join(there)))
