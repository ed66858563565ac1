"""`liushou policies list|show|lint`."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from liushou_core.cli.shared import lang_option, reports_errors, table
from liushou_core.errors import UnknownPolicy
from liushou_core.locale import Locale, render
from liushou_core.plugins.manager import make_plugin_manager
from liushou_core.serialization.packs import Sources, lint_policy, parse_policy, read_pack

__all__ = ["policies_group"]


@click.group("policies")
def policies_group() -> None:
    """The policy packs that are installed, and your own."""


@policies_group.command("list")
@lang_option
@reports_errors
def list_command(lang: Locale) -> None:
    """List every pack, ours and those of plugins."""
    plugins = make_plugin_manager()
    registry = plugins.registry()
    rows = []
    for id, text in sorted(plugins.packs().items()):
        policy = parse_policy(text, registry=registry, file=f"{id}.toml")
        rows.append((id, policy.family, policy.in_force_from, policy.title.text(lang)))
    heads = [render(f"cli.policies.{name}", lang) for name in ("id", "family", "from", "title")]
    table(Console(), render("cli.policies.packs", lang), heads, rows)


@policies_group.command("show")
@click.argument("pack")
@click.option("--json", "as_json", is_flag=True, help="The canonical form, on which the fingerprint rests.")
@lang_option
@reports_errors
def show_command(pack: str, as_json: bool, lang: Locale) -> None:
    """Show one pack: what it covers, promises, owes and pays, parameter by parameter."""
    text, file = _text(pack)
    policy = parse_policy(text, registry=make_plugin_manager().registry(), file=file)
    if as_json:
        click.echo(json.dumps(policy.canonical(), ensure_ascii=False, indent=2))
        return
    click.echo(f"{policy.title.text(lang)} ({policy.id}, {policy.family or '—'})")
    click.echo(render("cli.policies.in_force", lang, day=policy.in_force_from.isoformat()))
    click.echo(render("cli.policies.fingerprint", lang, fingerprint=policy.fingerprint))
    click.echo("")
    click.echo(text.rstrip())


@policies_group.command("lint")
@click.argument("pack")
@click.option("--sources", type=click.Choice(["required", "optional"]), default="required", show_default=True)
@lang_option
@reports_errors
def lint_command(pack: str, sources: Sources, lang: Locale) -> None:
    """Say what is wrong or doubtful in a pack, line by line. Exit code 1 if it does not load."""
    text, file = _text(pack)
    found = lint_policy(text, registry=make_plugin_manager().registry(), sources=sources, file=file)
    for problem in found:
        click.echo(f"{render(f'cli.severity.{problem.severity}', lang)}  {problem.text(lang)}")
    errors = sum(problem.severity == "error" for problem in found)
    click.echo(render("cli.policies.linted", lang, errors=errors, warnings=len(found) - errors))
    if errors:
        sys.exit(1)


def _text(ref: str) -> tuple[str, str]:
    """Return the text of a pack and the name of its file."""
    if ref.endswith(".toml"):
        return read_pack(Path(ref)), Path(ref).name
    packs = make_plugin_manager().packs()
    if ref not in packs:
        raise UnknownPolicy(name=ref, known=", ".join(sorted(packs)))
    return packs[ref], f"{ref}.toml"
