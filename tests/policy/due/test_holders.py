"""Who holds a role on which day: the lines agree with a look at every record on every day."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from liushou_core.domain.helper import HelperRole
from liushou_core.domain.organisation import Post, PostRole
from liushou_core.domain.pairing import Pairing
from liushou_core.policy.due.holders import ANYBODY, line_of, pairing_lines, post_tenures

START = date(2022, 9, 1)
ROLE = HelperRole.LOVING_MOTHER
EVERYDAY = [START + timedelta(n) for n in range(60)]
spans = st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(1, 30)))


def ends(span: tuple[int, int | None]) -> dict[str, Any]:
    """Return the start and the end of a record."""
    start = START + timedelta(span[0])
    return {"start": start, "until": None if span[1] is None else start + timedelta(span[1])}


def pairing(id: str, by: str, span: tuple[int, int | None], covers: str | None = None) -> Pairing:
    """Return a pairing with c1."""
    return Pairing(id=id, scope="s1", role=ROLE, by=by, to="c1", covers=covers, **ends(span))


@given(found=st.lists(spans, max_size=5))
def test_without_covers_every_pairing_owes_in_a_line_of_its_day(found: list[Any]) -> None:
    """On every day there is one owing for each pairing that holds, and whoever holds may make the contact."""
    pairings = [pairing(f"p{n}", f"m{n}", span) for n, span in enumerate(found)]
    lines = pairing_lines(pairings, ROLE)
    for day in EVERYDAY:
        there = sorted(p.by for p in pairings if p.span.covers(day))
        assert sorted(filter(None, (line.owing(day) for line in lines))) == there
        assert sorted(p.by for p in pairings if any(line.may_make(p.by, day) for line in lines)) == there


@given(held=spans, stand_in=spans, second=spans)
def test_covers_replace(held: Any, stand_in: Any, second: Any) -> None:
    """While a cover lasts it owes, and a cover of the cover before it; each of them, and who is covered, may make it."""
    pairings = [
        pairing("p0", "m0", held),
        pairing("p1", "m1", stand_in, "p0"),
        pairing("p2", "m2", second, "p1"),
    ]
    (line,) = pairing_lines(pairings, ROLE)
    for day in EVERYDAY:
        own, cover, further = (p.span.covers(day) for p in pairings)
        expected = (
            "m2" if cover and further else "m1" if cover else "m0" if own else "m2" if further else None
        )
        assert line.owing(day) == expected
        assert not line.may_make(None, day)
        if own:
            assert line.may_make("m0", day)


def test_a_role_is_found_by_its_own_pairings_only() -> None:
    """Pairings in another role make no line, and nobody is in no line."""
    assert pairing_lines([pairing("p0", "m0", (0, None))], HelperRole.VOLUNTEER) == ()
    assert line_of([]).owing(START) is None
    assert ANYBODY.may_make(None, START)


def test_pairings_that_cover_each_other_hold_nothing() -> None:
    """Of two pairings that each say to stand in for the other, neither is anybody's own."""
    ring = [pairing("p0", "m0", (0, None), "p1"), pairing("p1", "m1", (0, None), "p0")]
    assert pairing_lines(ring, ROLE) == ()


def test_subjects_are_lines_of_their_own() -> None:
    """A subject's teachers follow each other in one line, beside those of the other subjects."""
    role, post = "subject_teacher", PostRole.SUBJECT_TEACHER
    posts = [
        Post(id=id, organisation="s1", school_class="k1", role=post, holder=id, subject=subject, **ends(span))
        for id, subject, span in (
            ("t1", "math", (0, 10)),
            ("t2", "music", (0, None)),
            ("t3", "math", (10, None)),
        )
    ]
    lines = {key: line_of(chain) for key, chain in post_tenures(posts, role).items()}
    assert {key: line.owing(EVERYDAY[9]) for key, line in lines.items()} == {
        ("math", 0): "t1",
        ("music", 0): "t2",
    }
    assert {key: line.owing(EVERYDAY[10]) for key, line in lines.items()} == {
        ("math", 0): "t3",
        ("music", 0): "t2",
    }
