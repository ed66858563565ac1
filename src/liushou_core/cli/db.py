"""`liushou db upgrade`: bring the schema of a database up to date; the command that schema errors name."""

import click

from liushou_core.cli.shared import lang_option, reports_errors
from liushou_core.locale import Locale, render
from liushou_core.plugins.storage.sql.schema import upgrade_database

__all__ = ["db_group"]


@click.group("db")
def db_group() -> None:
    """Databases."""


@db_group.command("upgrade")
@click.argument("url")
@lang_option
@reports_errors
def upgrade_command(url: str, lang: Locale) -> None:
    """Bring the schema of the database at URL up to date; make it in an empty one."""
    before, after = upgrade_database(url)
    key = "made" if before is None else "current" if before == after else "upgraded"
    click.echo(render(f"cli.db.{key}", lang, before=before, after=after))
