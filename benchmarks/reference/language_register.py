"""language_register.toml as the plainest Python one would write for this plan and no other, over the same frozen objects.

Nothing here explains anything, names a source or a missing fact, or would serve another plan. None is "not known".
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from liushou_core.domain.calendar import add_months
from liushou_core.domain.contact import ContactKind, Counterpart
from liushou_core.domain.family import AbsenceReason
from liushou_core.domain.observation import SubjectKind
from liushou_core.domain.organisation import PostRole
from liushou_core.domain.unknown import Unknown

IN_FORCE = date(2022, 9, 1)
DAY = timedelta(days=1)
COUNTED = (AbsenceReason.WORKING, AbsenceReason.TRADING)
HOUSING = {"own": 0, "rented": 3, "none": 6}
ILLNESSES = {"asthma": 2, "epilepsy": 4, "other": 1}
HARDSHIP = {"deep": 5, "some": 2, "none_at_all": 0}
HOME = {"alone": 6, "old": 3, "settled": 0}


class Window(NamedTuple):
    duty: str
    first: date
    deadline: date
    state: str
    counted: tuple[str, ...]
    owed_by: str | None
    overdue_since: date | None


class Found(NamedTuple):
    """``classes``: those possible; ``scores``: least, most and the levels possible."""

    eligible: bool | None
    classes: dict[str, tuple[str, ...]]
    scores: dict[str, tuple[int, int, tuple[str, ...]]]
    windows: list[Window]


def answers(child: Any, facts: Any, on: date) -> Found:
    """Return what the plan says of a child on a day, with every window that has begun since it came into force."""
    observed = child.around.observations(SubjectKind.CHILD, child.id)
    hardship = _hardship(observed, on)
    home = _home(child, on)
    age = _age(child.birthday, on)
    stage = "small" if age < 6 else "primary" if age < 12 else "junior"
    risk = [
        min(HOME[home] + points, 8) + _illness(observed, on) + (3 if age < 7 else 1 if age < 12 else 0)
        for points in (HARDSHIP[one] for one in hardship)
    ]
    need = _need(child, observed, on)
    return Found(
        _eligible(child, on),
        {"hardship": hardship, "home": (home,), "stage": (stage,)},
        {"need": (*need, _levels(*need)), "risk": (min(risk), max(risk), ())},
        list(_windows(child, observed, facts, on)),
    )


# --- facts


def _value(observed: Iterable[Any], name: str, on: date) -> Any:
    found = None
    for one in observed:
        if (
            one.name == name
            and (one.start is None or one.start <= on)
            and (one.until is None or on < one.until)
        ):
            found = one.value
    return found


def _age(birthday: date, on: date) -> int:
    leap = birthday.month == 2 and birthday.day == 29 and (on.month, on.day) == (2, 28)
    return on.year - birthday.year - (not leap and (on.month, on.day) < (birthday.month, birthday.day))


def _guardians(child: Any, on: date) -> list[Any]:
    ids = {
        one.guardian
        for one in child.guardianships
        if one.start <= on and (one.until is None or on < one.until)
    }
    return [one for one in child.guardians if one.id in ids]


def _eligible(child: Any, on: date) -> bool | None:
    if not child.child.rural or _age(child.birthday, on) >= 16:
        return False
    known = [one.absences for one in child.parents if not isinstance(one.absences, Unknown)]
    away = [
        [(a.start, a.until) for a in absences if a.reason in COUNTED and a.start <= on] for absences in known
    ]
    together = away[0] if away else [(date.min, None)]
    for other in away[1:]:
        together = [both for one in together for two in other if (both := _shared(one, two))]
    since = _since(together, on)
    long_enough = since is not None and add_months(since, 3) <= on
    # Who was not asked may have been away all the time, or never.
    return long_enough if len(known) == len(child.parents) else None if long_enough else False


def _shared(one: tuple[date, date | None], two: tuple[date, date | None]) -> tuple[date, date | None] | None:
    start = max(one[0], two[0])
    ends = [end for end in (one[1], two[1]) if end is not None]
    until = min(ends) if ends else None
    return None if until is not None and until <= start else (start, until)


def _since(spans: list[tuple[date, date | None]], on: date) -> date | None:
    since = back = None
    for start, until in sorted(spans, key=lambda span: span[0]):
        if since is None or (back is not None and (start - back).days > 7):
            since, back = start, until
        elif back is not None:
            back = None if until is None else max(back, until)
    return None if back is not None and on >= back + 7 * DAY else since


# --- classes and points


def _per_head(observed: Iterable[Any], on: date) -> Fraction | None:
    income, members = _value(observed, "income", on), _value(observed, "members", on)
    return None if income is None or members is None else Fraction(income) / Fraction(members)


def _hardship(observed: Iterable[Any], on: date) -> tuple[str, ...]:
    head = _per_head(observed, on)
    if head is None:
        return ("deep", "some", "none_at_all")
    return ("deep",) if head < 300 else ("some",) if head < 600 else ("none_at_all",)


def _home(child: Any, on: date) -> str:
    guardians = _guardians(child, on)
    if not guardians:
        return "alone"
    return "old" if all(_age(one.birthday, on) > 64 for one in guardians) else "settled"


def _illness(observed: Iterable[Any], on: date) -> int:
    return min(sum(ILLNESSES[one] for one in _value(observed, "illnesses", on)), 5)


def _need(child: Any, observed: Iterable[Any], on: date) -> tuple[int, int]:
    head = _per_head(observed, on)
    points = HOUSING[_value(observed, "housing", on)]
    points += 3 if any(_age(one.birthday, on) > 64 for one in _guardians(child, on)) else 0
    if head is None:
        return points, points + 6
    points += 6 if head < 300 else 3 if head < 600 else 0
    return points, points


def _levels(low: int, high: int) -> tuple[str, ...]:
    rows = (("heavy", 9, 99), ("medium", 4, 9), ("light", -1, 4))
    return tuple(name for name, least, beyond in rows if low < beyond and high >= least)


# --- duties


def _windows(child: Any, observed: Sequence[Any], facts: Any, on: date) -> Iterator[Window]:
    (enrolment,) = child.enrolments
    posts = [post for post in facts.posts(enrolment.school_class) if post.role is PostRole.CLASS_TEACHER]
    months = [
        add_months(IN_FORCE, n) for n in range((on.year - IN_FORCE.year) * 12 + on.month - IN_FORCE.month + 1)
    ]
    monthly = [(first, add_months(first, 1) - DAY) for first in months]
    quarters = [
        (date(2022, 7, 1), date(2022, 9, 30)),
        *((m, add_months(m, 3) - DAY) for m in months if m.month % 3 == 1),
    ]
    terms = [
        (term.start, term.until - DAY) for term in facts.terms(child.child.scope).terms if term.start <= on
    ]
    heavy = lambda day: _needs_visits(child, observed, day)  # noqa: E731
    deep = lambda day: _is_deep(observed, day)  # noqa: E731
    duties = (
        ("talk", ContactKind.TALK, Counterpart.CHILD, posts, monthly, None),
        ("call", ContactKind.CALL, Counterpart.PARENT, posts, monthly, None),
        ("visit", ContactKind.VISIT, Counterpart.GUARDIAN, child.pairings, terms, None),
        ("visit-heavy", ContactKind.VISIT, Counterpart.GUARDIAN, child.pairings, monthly, heavy),
        ("letter", ContactKind.LETTER, Counterpart.PARENT, None, quarters, deep),
    )
    for duty, kind, counterpart, holders, windows, when in duties:
        owed = lambda day, when=when: _owed(child, enrolment.start, day, when)  # noqa: E731
        done = [c for c in child.contacts if c.kind is kind and counterpart in c.counterparts and c.made]
        if holders is not None:
            done = [c for c in done if c.by == _holder(holders, c.day)]
        yield from _judged(duty, windows, owed, done, holders, on)


def _owed(child: Any, since: date, day: date, when: Any) -> bool | None:
    if day < max(since, IN_FORCE):
        return False
    return _both(_eligible(child, day), True if when is None else when(day))


def _both(one: bool | None, two: bool | None) -> bool | None:
    return False if one is False or two is False else None if one is None or two is None else True


def _needs_visits(child: Any, observed: Sequence[Any], day: date) -> bool | None:
    levels = _levels(*_need(child, observed, day))
    return levels == ("heavy",) if len(levels) == 1 or "heavy" not in levels else None


def _is_deep(observed: Sequence[Any], day: date) -> bool | None:
    classes = _hardship(observed, day)
    return None if len(classes) > 1 else classes == ("deep",)


def _holder(holders: Iterable[Any], day: date) -> str | None:
    for one in holders:
        if one.start <= day and (one.until is None or day < one.until):
            return one.holder if hasattr(one, "holder") else one.by
    return None


def _judged(
    duty: str, windows: Iterable[tuple[date, date]], owed: Any, done: Sequence[Any], holders: Any, on: date
) -> Iterator[Window]:
    found: list[Window] = []
    missed: date | None = None
    interrupted = True
    for first, deadline in windows:
        is_owed = _both(owed(first), owed(deadline))
        if is_owed is False:
            interrupted = True
            continue
        missed, interrupted = None if interrupted else missed, False
        counted = tuple(c.id for c in done if first <= c.day <= deadline)
        state = "met" if counted else "open" if on <= deadline else "missed"
        state = "undetermined" if is_owed is None else state
        missed = None if state == "met" else missed or (deadline if state == "missed" else None)
        holder = None if holders is None else _holder(holders, min(on, deadline))
        found.append(Window(duty, first, deadline, state, counted, holder, None))
    missed = None if owed(on) is False else missed
    for one in found:
        late = missed is not None and (
            one.state == "open" or (one.state == "missed" and one.deadline >= missed)
        )
        yield one._replace(overdue_since=missed + DAY) if late and missed is not None else one
