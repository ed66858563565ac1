"""One child's score, from the components' points to the total."""

from fractions import Fraction

import attrs

from liushou_core.policy.component import Component, ComponentLine, ScoringView
from liushou_core.policy.ranks import Comparison, Rankings
from liushou_core.policy.settlement.child_line import ChildLine
from liushou_core.policy.settlement.finals import scored_finals
from liushou_core.policy.settlement.scheme import Subject
from liushou_core.policy.tables.scoring import Scoring

__all__ = ["score_child"]


def score_child(scoring: Scoring, rankings: Rankings, subject: Subject) -> ChildLine:
    """Return the line of one child of the scheme."""
    finals = scored_finals(scoring, rankings, subject)
    lines = [
        *(line for pair in finals for line in _compared(scoring, subject, pair)),
        *(_line(c, subject, finals[-1]) for c in scoring.components if c.counts == "year"),
    ]
    total, notes = _total(scoring, lines)
    return ChildLine(
        child=subject.child.id,
        school_class=subject.class_id,
        judged_on=subject.judged.day,
        finals=finals,
        lines=tuple(lines),
        total=total,
        source=scoring.source,
        notes=("left", *notes) if subject.judged.left else notes,
    )


def _line(component: Component, subject: Subject, finals: Comparison) -> ComponentLine:
    judged = subject.judged
    view = ScoringView(facts=subject.child, year=judged.span, terms=judged.terms, finals=finals)
    return component.score(view)


def _compared(scoring: Scoring, subject: Subject, finals: Comparison) -> list[ComponentLine]:
    """Return the lines that one comparison of finals gives, once rise and keep have been told apart (SCO-4)."""
    asked = [c for c in scoring.components if c.counts == "finals"]
    lines = [attrs.evolve(_line(c, subject, finals), finals=finals) for c in asked]
    earned = {line.component.name for line in lines if line.points is not None and line.points > 0}
    if scoring.rise_and_keep == "both" or not {"rank_rise", "stay_in_top"} <= earned:
        return lines
    gives_way = "rank_rise" if scoring.rise_and_keep == "keep_only" else "stay_in_top"
    return [
        attrs.evolve(line, points=Fraction(0), reason="gave_way")
        if line.component.name == gives_way
        else line
        for line in lines
    ]


def _total(scoring: Scoring, lines: list[ComponentLine]) -> tuple[Fraction | None, tuple[str, ...]]:
    if any(line.vetoes for line in lines):
        return Fraction(0), ("vetoed",)
    missing = any(line.points is None and line.component.counts == "finals" for line in lines)
    if missing and scoring.missing_rank == "no_score":
        return None, ("no_score",)
    defined = [line.points for line in lines if line.points is not None]
    if not defined:
        return None, ()
    total = sum(defined, Fraction(0))
    if scoring.most_points is not None and total > scoring.most_points:
        return Fraction(scoring.most_points), ("most_points",)
    return total, ()
