"""`liushou policies list|show|explain|lint|schema|new`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from liushou_core.cli.new_policy import new_command
from liushou_core.cli.shared import lang_option, reports_errors, table
from liushou_core.errors import InvalidPolicy, Problem, UnknownPolicy, dotted
from liushou_core.locale import Locale, render
from liushou_core.plugins.manager import make_plugin_manager
from liushou_core.policy.policy import Policy
from liushou_core.policy.prose import explain_policy
from liushou_core.serialization.pack_schema import pack_schema
from liushou_core.serialization.packs import Sources, lint_policy, parse_policy, read_pack

__all__ = ["policies_group"]


@click.group("policies")
def policies_group() -> None:
    """The policy packs that are installed, and your own. PACK is the id of one that is installed, or a TOML file."""


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
    text, policy = _loaded(pack)
    if as_json:
        click.echo(json.dumps(policy.canonical(), ensure_ascii=False, indent=2))
        return
    click.echo(f"{policy.title.text(lang)} ({policy.id}, {policy.family or '—'})")
    click.echo(render("cli.policies.in_force", lang, day=policy.in_force_from.isoformat()))
    click.echo(render("cli.policies.fingerprint", lang, fingerprint=policy.fingerprint))
    click.echo("")
    click.echo(text.rstrip())


@policies_group.command("explain")
@click.argument("pack")
@lang_option
@reports_errors
def explain_command(pack: str, lang: Locale) -> None:
    """Read one pack aloud, clause by clause, for those who wrote the plan: does it say the same? Prints Markdown."""
    _text, policy = _loaded(pack)
    click.echo(explain_policy(policy, lang), nl=False)


@policies_group.command("lint")
@click.argument("pack")
@click.option("--sources", type=click.Choice(["required", "optional"]), default="required", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="A JSON list for editors: file, line, code, path …")
@lang_option
@reports_errors
def lint_command(pack: str, sources: Sources, as_json: bool, lang: Locale) -> None:
    """Say what is wrong or doubtful in a pack, line by line, and how to mend it.

    Exit code 0 if the pack loads, though it may be doubted; 1 if it does not; 2 if the command is wrong.
    """
    found = _linted(pack, sources)
    errors = sum(problem.severity == "error" for problem in found)
    if as_json:
        told = [_document(problem, pack, lang) for problem in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for problem in found:
            click.echo(f"{render(f'cli.severity.{problem.severity}', lang)}  {problem.text(lang)}")
        click.echo(render("cli.policies.linted", lang, errors=errors, warnings=len(found) - errors))
    if errors:
        sys.exit(1)


@policies_group.command("schema")
@reports_errors
def schema_command() -> None:
    """Print the JSON Schema of packs, with the criteria of every plugin, for editors that know TOML.

    Keep it beside your packs and name it in their first line: #:schema ./liushou-policy-1.json
    """
    click.echo(json.dumps(pack_schema(make_plugin_manager().registry()), ensure_ascii=False, indent=1))


policies_group.add_command(new_command)


def _loaded(ref: str) -> tuple[str, Policy]:
    text, file = _text(ref)
    return text, parse_policy(text, registry=make_plugin_manager().registry(), file=file)


def _linted(ref: str, sources: Sources) -> Sequence[Problem]:
    try:
        text, file = _text(ref)
    except InvalidPolicy as refused:  # no text at all
        return refused.problems
    return lint_policy(text, registry=make_plugin_manager().registry(), sources=sources, file=file)


def _document(problem: Problem, file: str, lang: Locale) -> dict[str, Any]:
    """Return a problem as JSON data; ``line`` counts from 1 and is null where nothing tells it."""
    return {
        "file": file,
        "line": problem.line,
        "code": problem.code,
        "path": dotted(problem.path),
        "severity": problem.severity,
        "says": problem.says(lang),
        "mend": problem.mend(lang),
    }


def _text(ref: str) -> tuple[str, str]:
    """Return the text of a pack and the name of its file."""
    if ref.endswith(".toml"):
        return read_pack(Path(ref)), Path(ref).name
    packs = make_plugin_manager().packs()
    if ref not in packs:
        raise UnknownPolicy(name=ref, known=", ".join(sorted(packs)))
    return packs[ref], f"{ref}.toml"
