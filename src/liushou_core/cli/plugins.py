"""`liushou plugins`: which plugins were found, and whether they are used."""

import click
from rich.console import Console

from liushou_core.cli.shared import lang_option, reports_errors, table
from liushou_core.locale import Locale, render
from liushou_core.plugins.manager import make_plugin_manager

__all__ = ["plugins_command"]


@click.command("plugins")
@click.option("--why", is_flag=True, help="Show why a plugin is quarantined.")
@lang_option
@reports_errors
def plugins_command(why: bool, lang: Locale) -> None:
    """List every plugin: name, distribution, version, hooks, status."""
    plugins = make_plugin_manager()
    heads = [
        render(f"cli.plugins.{name}", lang) for name in ("name", "distribution", "version", "hooks", "status")
    ]
    rows = [(p.name, p.distribution, p.version, ", ".join(p.hooks), p.status) for p in plugins.found]
    table(Console(), render("cli.plugins.title", lang), heads, rows)
    for plugin in plugins.found if why else ():
        if plugin.why:
            click.echo(f"{plugin.name}\n{plugin.why}")
