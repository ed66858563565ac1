"""`liushou assess`: ask a pack about a facts document, without a store."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from liushou_core.cli.shared import day_option, lang_option, reports_errors
from liushou_core.locale import Locale
from liushou_core.plugins.manager import make_plugin_manager
from liushou_core.policy.assessment import Assessment, assess
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import load_policy

__all__ = ["assess_command"]


@click.command("assess")
@click.argument("pack")
@click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@day_option(required=True)
@click.option(
    "--over",
    metavar="A..B",
    help="First and last day of the period to look at; by default the judged day alone.",
)
@click.option("--json", "as_json", is_flag=True, help="The whole assessment (liushou-assessment/1).")
@lang_option
@reports_errors
def assess_command(pack: str, facts: Path, on: date, over: str | None, as_json: bool, lang: Locale) -> None:
    """Answer everything PACK (an id or a TOML file) asks about the people in FACTS (JSON) on a day."""
    policy = load_policy(pack, registry=make_plugin_manager().registry())
    result = assess(policy, read_facts(facts.read_text("utf-8")), on=on, over=_period(over))
    if as_json:
        click.echo(result.to_json())
        return
    for text in _told(result, lang):
        click.echo(text)


def _told(result: Assessment, lang: Locale) -> Iterator[str]:
    for id in result:
        for decision in result[id].decisions.values():
            yield decision.explain(lang)
    yield from (item.text(lang) for item in result.windows)
    yield from (settlement.explain(lang) for settlement in result.settlements)


def _period(over: str | None) -> tuple[date, date] | None:
    if over is None:
        return None
    first, dots, last = over.partition("..")
    try:
        if dots:
            return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        pass
    raise click.BadParameter("write two days, as 2022-09-01..2023-06-30", param_hint="--over")
