"""`liushou assess`: ask a pack about a facts document, without a store."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from liushou_core.cli.shared import day_option, lang_option, reports_errors
from liushou_core.domain.facts import Facts
from liushou_core.errors import InvalidFacts, Problem
from liushou_core.locale import Locale, render
from liushou_core.plugins.manager import make_plugin_manager
from liushou_core.policy.assessment import Assessment, assess
from liushou_core.policy.policy import Policy
from liushou_core.serialization.cases import Answered, read_cases
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import load_policy

__all__ = ["assess_command"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("assess")
@click.argument("pack")
@click.argument("facts", type=_FILE, required=False)
@day_option()
@click.option(
    "--over", metavar="A..B", help="First and last day to look at; by default the judged day alone."
)
@click.option("--cases", type=_FILE, help="Ask every case of a JSON Lines file instead of one day.")
@click.option("--json", "as_json", is_flag=True, help="Whole assessments (liushou-assessment/1), one a line.")
@lang_option
@reports_errors
def assess_command(
    pack: str,
    facts: Path | None,
    *,
    on: date | None,
    over: str | None,
    cases: Path | None,
    as_json: bool,
    lang: Locale,
) -> None:
    """Answer everything PACK (an id or a TOML file) asks about the people in FACTS (JSON).

    What FACTS say in words that PACK does not declare is told on standard error. Exit code 1 if a case expects something else than it gets.
    """
    policy = load_policy(pack, registry=make_plugin_manager().registry())
    known = read_facts({} if facts is None else _text(facts), policy=policy)
    if cases is not None:
        _ask_cases(policy, known, cases, as_json=as_json, lang=lang)
        return
    if on is None:
        raise click.UsageError("give --on DAY, or --cases FILE")
    result = assess(policy, known, on=on, over=_period(over))
    for mistake in result.mistakes:
        click.echo(mistake.text(lang), err=True)
    for text in [result.to_json()] if as_json else _told(result, lang):
        click.echo(text)


def _ask_cases(policy: Policy, facts: Facts, cases: Path, *, as_json: bool, lang: Locale) -> None:
    asked = unmet = 0
    for case in read_cases(_text(cases)):
        answered = case.answer(policy, facts)
        asked += 1
        unmet += bool(answered.unmet)
        for text in [answered.assessment.to_json()] if as_json else _unmet(answered, lang):
            click.echo(text)
    click.echo(render("cli.assess.cases", lang, asked=asked, unmet=unmet), err=as_json)
    if unmet:
        sys.exit(1)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidFacts([Problem(code="text_not_utf8", file=path.name)], what=path.name) from None


def _unmet(answered: Answered, lang: Locale) -> Iterator[str]:
    case = answered.case
    for one in answered.unmet:
        yield render(
            "cli.assess.unmet",
            lang,
            line=case.line,
            name=case.name,
            pointer=one.pointer,
            expected=one.expected,
            found=one.found,
        )


def _told(result: Assessment, lang: Locale) -> Iterator[str]:
    for id in result:
        yield from result[id].lines(lang)
    yield from (item.text(lang) for item in result.windows)
    yield from (settlement.explain(lang) for settlement in result.settlements)
    yield from (balance.text(lang) for balance in result.identities)


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
