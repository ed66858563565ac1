"""Helpers' scores from children's scores: the volunteer's sum and the class teacher's mean (SCO-10 … SCO-12, SCO-18, SCO-19)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import ClassId, RecordId
from liushou_core.domain.organisation import Post
from liushou_core.policy.settlement.child_line import ChildLine
from liushou_core.policy.settlement.credits import Hold, at_end, by_days, posts_held, volunteers_of
from liushou_core.policy.settlement.helper_line import Credit, HelperLine
from liushou_core.policy.settlement.scheme import Judged, YearAtSchool
from liushou_core.policy.tables.scoring import Scoring, Share

__all__ = ["Pupil", "class_teacher_lines", "volunteer_credits", "volunteer_lines"]

_ALWAYS: Final = (Span(date.min),)


@attrs.frozen(kw_only=True, repr=False)
class Pupil:
    """A scored child as its class sees it: the line, the year judged, and the days spent in the class."""

    line: ChildLine
    judged: Judged
    sat: tuple[Span, ...]


def volunteer_credits(
    scoring: Scoring, child: ChildFacts, line: ChildLine, judged: Judged
) -> Iterator[tuple[RecordId, Credit]]:
    """Yield the volunteers of one scored child, each with its part of the score."""
    split = scoring.several_volunteers == "split" or scoring.shares.volunteer == "divide_equally"
    for holder, part in _parts(scoring, volunteers_of(child), judged, split=split).items():
        yield holder, Credit(child=child.id, score=line.total, part=part)


def volunteer_lines(scoring: Scoring, credits: Mapping[RecordId, list[Credit]]) -> Iterator[HelperLine]:
    """Yield every volunteer's line: by default the sum over the children contracted, each counted once (SCO-10)."""
    share = scoring.shares.volunteer
    for helper in sorted(credits if share != "none" else ()):
        given = credits[helper]
        points = _points(given, share, among=len([c for c in given if c.score is not None]))
        yield HelperLine(
            helper=helper,
            role=HelperRole.VOLUNTEER,
            share=share,
            credits=tuple(given),
            points=points,
            notes=("no_defined_score",) if points is None else (),
        )


def class_teacher_lines(
    scoring: Scoring, class_id: ClassId, year: YearAtSchool, posts: Iterable[Post], pupils: list[Pupil]
) -> Iterator[HelperLine]:
    """Yield the lines of those who held the class: by default the mean over its relevant pupils (SCO-11, SCO-12)."""
    share = scoring.shares.class_teacher
    if share == "none":
        return
    posts = tuple(posts)
    split = share == "divide_equally"
    credits: dict[RecordId, list[Credit]] = {holder: [] for holder in _teachers(scoring, posts, year)}
    for pupil in pupils:
        # At the end of the year the post counts; pro rata, the days on which holder and pupil were in the class together.
        days = pupil.sat if scoring.changed_mid_year == "pro_rata" else _ALWAYS
        held = (
            pupil.judged if scoring.changed_mid_year == "pro_rata" else Judged(year=year, day=year.settled_on)
        )
        for holder, part in _parts(scoring, posts_held(posts, days), held, split=split).items():
            credit = Credit(child=pupil.line.child, score=pupil.line.total, part=part)
            credits.setdefault(holder, []).append(credit)
    among = len([pupil for pupil in pupils if pupil.line.total is not None])
    for helper in sorted(credits):
        points = _points(credits[helper], share, among=among)
        yield HelperLine(
            helper=helper,
            role=HelperRole.CLASS_TEACHER,
            school_class=class_id,
            share=share,
            credits=tuple(credits[helper]),
            points=points,
            notes=() if points is not None else ("no_defined_score" if pupils else "no_relevant_pupil",),
        )


def _teachers(scoring: Scoring, posts: Iterable[Post], year: YearAtSchool) -> Iterable[RecordId]:
    """Return who held the class at all, so that a class without a relevant pupil still has its undefined line."""
    judged = Judged(year=year, day=year.settled_on)
    return _parts(scoring, posts_held(posts, _ALWAYS), judged, split=False)


def _parts(
    scoring: Scoring, holds: Iterable[Hold], judged: Judged, *, split: bool
) -> dict[RecordId, Fraction]:
    if scoring.changed_mid_year == "holder_at_end":
        return at_end(holds, judged.day, split=split)
    return by_days(holds, judged.held, split=split)


def _points(credits: Iterable[Credit], share: Share, *, among: int) -> Fraction | None:
    """Return the sum of the credited scores, or their mean *among* so many; None where no score is defined (SCO-12)."""
    if among == 0:
        return None
    total = sum((c.part * c.score for c in credits if c.score is not None), Fraction(0))
    return total / among if share == "mean" else total
