"""Who gets how much of a child's score: one holder or several, all year or a part of it (SCO-18, SCO-19)."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import RecordId
from liushou_core.domain.organisation import Post, PostRole
from liushou_core.policy.due.holders import pairing_lines

__all__ = ["Hold", "at_end", "by_days", "posts_held", "volunteers_of"]


@attrs.frozen
class Hold:
    """``holder`` has the child on the days of ``span``."""

    holder: RecordId
    span: Span


def volunteers_of(child: ChildFacts) -> Iterator[Hold]:
    """Yield the volunteers who contracted the child (PAIR-9); a stand-in replaces the holder meanwhile."""
    for line in pairing_lines(child.pairings, HelperRole.VOLUNTEER):
        # What holds from one day of change up to the next; after the last one nothing changes any more.
        for start, until, holder in zip(line.starts, (*line.starts[1:], None), line.owings, strict=True):
            if holder is not None:
                yield Hold(RecordId(holder), Span(start, until))


def posts_held(posts: Iterable[Post], spans: Iterable[Span]) -> Iterator[Hold]:
    """Yield the class teachers, each on the days of *spans* on which the post was held."""
    spans = tuple(spans)
    for post in posts:
        if post.role is PostRole.CLASS_TEACHER:
            for span in spans:
                both = Span(post.start, post.until).intersection(span)
                if both is not None:
                    yield Hold(RecordId(post.holder), both)


def at_end(holds: Iterable[Hold], day: date, *, split: bool) -> dict[RecordId, Fraction]:
    """Return the holders on *day* with their parts: 1 each, or equal parts of 1 when *split*."""
    holders = sorted({hold.holder for hold in holds if hold.span.covers(day)})
    return {holder: Fraction(1, len(holders) if split else 1) for holder in holders}


def by_days(holds: Iterable[Hold], within: Span, *, split: bool) -> dict[RecordId, Fraction]:
    """Return every holder's part by the days of *within* (which has an end) on which they held the child, exactly.

    >>> year = Span(date(2022, 9, 1), date(2022, 9, 11))
    >>> early = Hold(RecordId("h1"), Span(date(2022, 1, 1), date(2022, 9, 4)))
    >>> {holder: str(part) for holder, part in by_days([early], year, split=False).items()}
    {'h1': '3/10'}
    """
    assert within.until is not None
    inside = [Hold(h.holder, both) for h in holds if (both := h.span.intersection(within)) is not None]
    edges = sorted(
        {within.start, within.until, *(e for h in inside for e in (h.span.start, h.span.until) if e)}
    )
    parts: dict[RecordId, Fraction] = {}
    for start, until in pairwise(edges):
        share = Fraction((until - start).days, (within.until - within.start).days)
        for holder, part in at_end(inside, start, split=split).items():
            parts[holder] = parts.get(holder, Fraction(0)) + share * part
    return dict(sorted(parts.items()))
