"""The rows of the tables that `liushou demo` writes: ids, days, words and exact numbers; no names of people."""

from collections.abc import Iterable, Iterator

from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.pairing import Pairing
from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.decision import Decision
from liushou_core.policy.due import DueItem
from liushou_core.policy.labels import fact_text
from liushou_core.policy.settlement import HelperLine, Settlement
from liushou_core.policy.words import in_words

__all__ = [
    "award_rows",
    "decision_rows",
    "due_rows",
    "helper_rows",
    "pairing_rows",
    "plan_rows",
    "role",
    "score_rows",
]

Row = dict[str, object]


def role(line: HelperLine, lang: Locale) -> str:
    """Return the helper's role in words."""
    return in_words(line.role, lang)


def _promise(id: str, lang: Locale) -> str:
    """Return a promise in words, where the catalogue has them; a pack may name any."""
    return render(f"promise.{id}", lang) if has_message(f"promise.{id}") else id


def decision_rows(decisions: Iterable[Decision], lang: Locale) -> Iterator[Row]:
    """Yield a row a child: verdict, the clauses that settle it, what is missing, when it changes."""
    for one in decisions:
        changes = one.changes_on
        yield _row(
            lang,
            child=one.child,
            day=one.on,
            verdict=one.verdict.text(lang),
            because="; ".join(leaf.text(lang) for leaf in one.because),
            missing="; ".join(fact_text(fact, lang) for fact in one.missing),
            changes_on=changes and changes[0],
            changes_to=changes and changes[1].text(lang),
        )


def plan_rows(plans: Iterable[CarePlan], lang: Locale) -> Iterator[Row]:
    """Yield a row a measure."""
    for plan in sorted(plans, key=lambda plan: (plan.child, plan.policy, plan.start)):
        for measure in plan.measures:
            yield _row(
                lang,
                child=plan.child,
                policy=plan.policy,
                start=plan.start,
                area=in_words(measure.area, lang),
                promise=_promise(measure.promise, lang),
                review_on=measure.review_on,
                state=in_words(measure.state, lang),
            )


def pairing_rows(pairings: Iterable[Pairing], lang: Locale) -> Iterator[Row]:
    """Yield a row a pairing, ended ones included."""
    for one in sorted(
        pairings, key=lambda pairing: (pairing.to, pairing.role.value, pairing.start, pairing.by)
    ):
        yield _row(
            lang, helper=one.by, role=in_words(one.role, lang), child=one.to, start=one.start, until=one.until
        )


def due_rows(items: Iterable[DueItem], lang: Locale) -> Iterator[Row]:
    """Yield a row a window."""
    for item in items:
        yield _row(
            lang,
            policy=item.policy,
            duty=item.duty,
            subject=f"{item.subject.kind}:{item.subject.id}",
            owed_by=item.owed_by,
            window_from=item.window.start,
            deadline=item.deadline,
            needed=item.needed,
            made=item.made,
            state=render(f"due.state.{item.state.value}", lang),
            overdue_since=item.overdue_since,
        )


def score_rows(settlement: Settlement, lang: Locale) -> Iterator[Row]:
    """Yield a row a child: ranks, points of each component, total; undefined is an empty cell, not 0."""
    for line in settlement.lines:
        parts = {part.id: line.points(part.id) for part in line.lines}
        yield {
            **_row(
                lang,
                child=line.child,
                **{"class": line.school_class},
                base_rank=line.base and line.base.rank,
                end_rank=line.end and line.end.rank,
            ),
            **parts,
            **_row(lang, total=line.total),
        }


def helper_rows(settlement: Settlement, lang: Locale) -> Iterator[Row]:
    """Yield a row a helper and role; points are exact, yuan rounded as the policy says."""
    for line in settlement.helpers:
        yield _row(
            lang,
            helper=line.helper,
            role=role(line, lang),
            **{"class": line.school_class},
            children=len(line.credits),
            points=line.points,
            yuan=line.yuan,
        )


def award_rows(settlement: Settlement, lang: Locale) -> Iterator[Row]:
    """Yield a row an award given."""
    for line in settlement.awards:
        yield _row(lang, child=line.child, award=line.award.id, yuan=line.yuan, why=line.explain(lang))


def _row(lang: Locale, **cells: object) -> Row:
    return {render(f"cli.head.{name}", lang): value for name, value in cells.items()}
