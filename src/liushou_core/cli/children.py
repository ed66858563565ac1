"""`liushou decide`, `due`, `settle`: one question to a store each."""

import json
from datetime import date

import click

from liushou_core.cli.shared import DAY, day_option, db_option, lang_option, policy_option, reports_errors
from liushou_core.domain.calendar import SchoolYear
from liushou_core.locale import Locale
from liushou_core.policy.due import DueState
from liushou_core.programme import open_programme

__all__ = ["check_command", "decide_command", "due_command", "settle_command"]


@click.command("decide")
@click.argument("child")
@day_option(required=True)
@click.option("--json", "as_json", is_flag=True, help="The receipt (liushou-decision/1).")
@db_option
@policy_option
@lang_option
@reports_errors
def decide_command(
    child: str, on: date, as_json: bool, db: str, policies: tuple[str, ...], lang: Locale
) -> None:
    """Explain whether the plan covers CHILD on a day."""
    with open_programme(db, policy=policies) as programme:
        for policy in programme.policies:
            decision = programme.decide(child, on=on, policy=policy.id)
            text = (
                json.dumps(decision.receipt(), ensure_ascii=False, indent=2)
                if as_json
                else decision.explain(lang)
            )
            click.echo(text)


@click.command("due")
@day_option(required=True)
@click.option("--child", help="Only this child.")
@click.option("--helper", help="Only what this helper owes.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in DueState]),
    multiple=True,
    help="Only these states.",
)
@db_option
@policy_option
@lang_option
@reports_errors
def due_command(
    on: date,
    child: str | None,
    helper: str | None,
    state: tuple[str, ...],
    db: str,
    policies: tuple[str, ...],
    lang: Locale,
) -> None:
    """List what the duties of a plan ask for, and its state on a day."""
    with open_programme(db, policy=policies) as programme:
        for item in programme.due(on=on):
            if child is not None and (item.subject.kind, item.subject.id) != ("child", child):
                continue
            if (helper is None or item.owed_by == helper) and (not state or item.state.value in state):
                click.echo(item.text(lang))


@click.command("check")
@day_option(required=True)
@click.option("--since", type=DAY, metavar="DAY", help="Count only what was due from this day on.")
@click.option("--cases", is_flag=True, help="List every case that is not kept, too.")
@click.option("--json", "as_json", is_flag=True, help="The report (liushou-compliance/1).")
@db_option
@policy_option
@lang_option
@reports_errors
def check_command(
    on: date,
    since: date | None,
    cases: bool,
    as_json: bool,
    db: str,
    policies: tuple[str, ...],
    lang: Locale,
) -> None:
    """Report what became of every promise of a plan by a day."""
    with open_programme(db, policy=policies) as programme:
        for policy in programme.policies:
            report = programme.check(on=on, since=since, cases="gaps", policy=policy.id)
            click.echo(report.to_json() if as_json else report.explain(lang, cases=cases))


@click.command("settle")
@click.argument("school_year")
@db_option
@policy_option
@lang_option
@reports_errors
def settle_command(school_year: str, db: str, policies: tuple[str, ...], lang: Locale) -> None:
    """Settle a school year, such as 2022-2023: points, awards and money, line by line."""
    with open_programme(db, policy=policies) as programme:
        click.echo(programme.settle(SchoolYear.parse(school_year)).explain(lang))
