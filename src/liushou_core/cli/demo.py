"""`liushou demo`: a whole school year goes through the library, on a generated school, into SQLite and CSV."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from liushou_core.cli import demo_tables
from liushou_core.cli.demo_school import demo_school
from liushou_core.cli.shared import DEMO_FOLDER, lang_option, reports_errors, say, table
from liushou_core.locale import Locale, render
from liushou_core.plugins.formats.csv_files import write_csv
from liushou_core.policy.decision import Decision
from liushou_core.policy.due import DueItem, DueState
from liushou_core.policy.labels import fact_text
from liushou_core.policy.settlement import Settlement
from liushou_core.policy.verdict import NO, UNKNOWN, YES
from liushou_core.programme import Programme, open_programme

__all__ = ["demo_command"]

COVER: Final = "school-four-priorities"
CONTACTS: Final = "talk-visit-call"
SCORING: Final = "hand-in-hand-scoring"
ON: Final = date(2023, 9, 30)
DUE_ON: Final = date(2023, 10, 31)
REVIEW_ON: Final = date(2023, 12, 31)
SCHOOL_YEAR: Final = "2022-2023"
SHOWN: Final = 8
"""How many rows of a long table the terminal shows; the files hold all."""


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(DEMO_FOLDER),
    show_default=True,
    help="Where the database and the tables go.",
)
@lang_option
@reports_errors
def demo_command(out: Path, lang: Locale) -> None:
    """Take a generated school of 1,000 pupils through a year: who is covered and why, what is owed, what is paid.

    Can be run again: what is stored already is left as it is.
    """
    out.mkdir(parents=True, exist_ok=True)
    tables = out / "tables"
    tables.mkdir(exist_ok=True)
    database = out / "school.db"
    console = Console()
    with open_programme(f"sqlite:///{database}", policy=[COVER, CONTACTS, SCORING]) as programme:
        _import(programme, console, lang)
        _decide(programme, console, lang, tables)
        _care(programme, console, lang, tables)
        _due(programme, console, lang, tables)
        _settle(programme, console, lang, tables)
    say(console, render("cli.demo.done", lang, database=database, tables=tables))


def _import(programme: Programme, console: Console, lang: Locale) -> None:
    with _bars(console) as progress:
        report = programme.import_roster(demo_school(), progress=progress)
    counts = {"rows": report.rows, "new": report.stored, "known": report.unchanged}
    say(console, render("cli.demo.imported", lang, **{name: sum(by.values()) for name, by in counts.items()}))


@contextmanager
def _bars(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for every table read and every kind stored."""
    columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=done, total=total)

        yield progress


def _decide(programme: Programme, console: Console, lang: Locale, tables: Path) -> None:
    decisions = list(programme.decisions(on=ON, policy=COVER))
    verdicts = Counter(decision.verdict for decision in decisions)
    table(
        console,
        render("cli.demo.covered", lang, day=ON, policy=programme.policy_of(COVER).title.text(lang)),
        _heads("verdict children", lang),
        [(verdict.text(lang), verdicts[verdict]) for verdict in (YES, NO, UNKNOWN)],
    )
    why = Counter(leaf.asks(lang) for decision in decisions for leaf in decision.failed)
    table(console, render("cli.demo.why_not", lang), _heads("clause children", lang), why.most_common(SHOWN))
    _undetermined([d for d in decisions if d.verdict is UNKNOWN], console, lang)
    _example(decisions, console, lang)
    write_csv(demo_tables.decision_rows(decisions, lang), tables / "decisions.csv")


def _undetermined(decisions: list[Decision], console: Console, lang: Locale) -> None:
    rows = [(d.child, "; ".join(fact_text(fact, lang) for fact in d.missing)) for d in decisions]
    title = render("cli.demo.to_ask", lang, count=len(rows))
    table(console, title, _heads("child missing", lang), rows[:SHOWN])


def _example(decisions: list[Decision], console: Console, lang: Locale) -> None:
    """Explain the first covered child."""
    covered = next((d for d in decisions if d.verdict is YES), None)
    if covered is not None:
        say(console, covered.explain(lang) + "\n")


def _care(programme: Programme, console: Console, lang: Locale, tables: Path) -> None:
    taken = programme.take_in(on=ON, policy=COVER)
    plans = programme.draw_up_care_plans(on=ON, review_on=REVIEW_ON, policy=COVER)
    paired = programme.pair(on=ON, policy=SCORING)
    rows = [
        (render("cli.demo.taken", lang), len(taken.taken), len(taken.already)),
        (render("cli.demo.plans", lang), len(plans), None),
        (render("cli.demo.paired", lang), len(paired.pairings), None),
        (render("cli.demo.without", lang), len(paired.left_without), None),
    ]
    table(console, render("cli.demo.care", lang, day=ON), _heads("act now before", lang), rows)
    with programme.read() as uow:
        write_csv(demo_tables.plan_rows(uow.care_plans, lang), tables / "care_plans.csv")
        write_csv(demo_tables.pairing_rows(uow.pairings, lang), tables / "pairings.csv")


def _due(programme: Programme, console: Console, lang: Locale, tables: Path) -> None:
    items = list(programme.due(on=DUE_ON))
    counts = Counter((item.policy, item.duty, item.state) for item in items)
    states = (DueState.MET, DueState.MISSED, DueState.OPEN, DueState.EXCUSED, DueState.UNDETERMINED)
    rows = [
        (policy, duty, *(counts[policy, duty, state] for state in states))
        for policy, duty in sorted({(item.policy, item.duty) for item in items})
    ]
    heads = [*_heads("policy duty", lang), *(render(f"due.state.{state.value}", lang) for state in states)]
    table(console, render("cli.demo.due", lang, day=DUE_ON), heads, rows)
    _overdue(items, console, lang)
    write_csv(demo_tables.due_rows(items, lang), tables / "due.csv")


def _overdue(items: list[DueItem], console: Console, lang: Locale) -> None:
    """Show what is open now and has been overdue longest."""
    late = [item for item in items if item.state is DueState.OPEN and item.overdue_since is not None]
    late.sort(key=lambda item: (item.advisory, item.overdue_since or date.max, item.subject.id, item.duty))
    rows = [(i.subject.id, i.duty, i.owed_by, i.deadline, i.overdue_since) for i in late[:SHOWN]]
    heads = _heads("child duty owed_by deadline overdue_since", lang)
    table(console, render("cli.demo.overdue", lang, count=len(late)), heads, rows)


def _settle(programme: Programme, console: Console, lang: Locale, tables: Path) -> None:
    settlement = programme.settle(SCHOOL_YEAR)
    best = sorted(settlement.helpers, key=lambda line: (-line.yuan, line.helper))[:SHOWN]
    rows = [
        (h.helper, demo_tables.role(h, lang), h.school_class, len(h.credits), h.points, h.yuan) for h in best
    ]
    title = render("cli.demo.settled", lang, year=SCHOOL_YEAR, count=len(settlement.helpers))
    table(console, title, _heads("helper role class children points yuan", lang), rows)
    _totals(settlement, console, lang)
    write_csv(demo_tables.score_rows(settlement, lang), tables / "scores.csv")
    write_csv(demo_tables.helper_rows(settlement, lang), tables / "helpers.csv")
    write_csv(demo_tables.award_rows(settlement, lang), tables / "awards.csv")


def _totals(settlement: Settlement, console: Console, lang: Locale) -> None:
    awards = Counter(line.award.id for line in settlement.awards)
    amounts = {id: sum(line.yuan for line in settlement.awards if line.award.id == id) for id in awards}
    rows: list[tuple[object, ...]] = [(id, awards[id], amounts[id]) for id in sorted(awards)]
    rows.append((render("cli.demo.helpers", lang), len(settlement.helpers), settlement.helpers_yuan))
    rows.append((render("cli.demo.total", lang), None, settlement.total_yuan))
    title = render("cli.demo.paid", lang, undetermined=len(settlement.undetermined))
    table(console, title, _heads("what count yuan", lang), rows)


def _heads(names: str, lang: Locale) -> list[str]:
    return [render(f"cli.head.{name}", lang) for name in names.split()]
