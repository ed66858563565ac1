"""Parents, and their spells away with visits home: written down in one spell with returns, or as spells with gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from school_generator.calendar import VISITS
from school_generator.draws import Draw
from school_generator.pupils import Family

PLACES = ("甲市", "乙市", "丙市", "丁县", "戊镇")
FIRST_DEPARTURES = [
    date(2019, 2, 22),
    date(2020, 6, 1),
    date(2021, 2, 28),
    date(2021, 8, 20),
    date(2022, 2, 19),
    date(2022, 8, 25),
]
LATE_DEPARTURES = [date(2023, 6, 30), date(2023, 7, 1), date(2023, 7, 12), date(2023, 8, 3), date(2023, 9, 4)]

Home = tuple[date, date]
"""A stay at home: its first day, and the first day away again."""


@dataclass
class Spell:
    """A spell away, as the school has written it down; start and reason are words where they are not days or known."""

    start: date | str
    until: date | None
    reason: str
    place: str
    breaks: list[Home]


@dataclass
class Parent:
    """A parent: role, whether living, and what was said about being away (见明细: the spells)."""

    id: str
    family: Family
    role: str
    status: str
    said: str
    spells: list[Spell]


def parents(family: Family) -> Iterator[Parent]:
    """Yield the legal parents of a family, living and dead."""
    for role, letter in (("父亲", "f"), ("母亲", "m")):
        id = f"{family.id}-{letter}"
        said, spells = _absences(family, role)
        status = "已故" if family.kind == "single" and _single(family) == f"{role} dead" else "健在"
        yield Parent(id, family, role, status, said, spells)


def _single(family: Family) -> str:
    return Draw(family.id, "single").weighted({"父亲 dead": 0.30, "母亲 dead": 0.15, "apart": 0.55})


def _absences(family: Family, role: str) -> tuple[str, list[Spell]]:
    kind, draw = family.kind, Draw(family.id, role, "absences")
    if kind == "not_asked":
        return "", []
    if kind == "refused":
        return ("拒答", []) if role == "父亲" or draw.chance(0.5) else ("不清楚", [])
    if kind == "home" or (kind == "father" and role == "母亲") or (kind == "mother" and role == "父亲"):
        return "无", []
    if kind == "single":
        if _single(family) == f"{role} dead":
            return "", []
        return ("见明细", _spells(family, role)) if draw.chance(0.5) else ("无", [])
    return "见明细", _spells(family, role)


def _spells(family: Family, role: str) -> list[Spell]:
    start, until = _first_and_last(family, role)
    style = Draw(family.id, "how visits are written").weighted({"breaks": 0.45, "spells": 0.45, "not": 0.10})
    homes = [] if style == "not" else _homes(family, role, start, until)
    reason, place = _reason(family, role), Draw(family.id, role, "place").pick(PLACES)
    if family.kind == "no_start" and role == "母亲":
        return [Spell("不清楚", None, reason, place, [])]
    if style == "breaks":
        return [Spell(start, until, reason, place, homes)]
    starts = [start, *(back_away for _home, back_away in homes)]
    ends = [*(home for home, _away in homes), until]
    return [Spell(one, end, reason, place, []) for one, end in zip(starts, ends, strict=True)]


def _first_and_last(family: Family, role: str) -> tuple[date, date | None]:
    together = Draw(family.id, "first departure")
    start = together.pick(FIRST_DEPARTURES) + timedelta(days=together.between(0, 25))
    if role == "母亲" and Draw(family.id, "mother later").chance(0.35):
        start += timedelta(days=Draw(family.id, "how much later").between(1, 150))
    if family.kind == "recent" and (role == "母亲" or together.chance(0.5)):
        start = Draw(family.id, role, "late departure").pick(LATE_DEPARTURES)
    if family.kind == "late_mother" and role == "母亲":
        start = LATE_DEPARTURES[family.number % 2]
    until = None
    if family.kind == "returned" and (role == "母亲" or together.chance(0.6)):
        until = together.day(date(2023, 3, 1), date(2023, 9, 25))
    return start, until


def _reason(family: Family, role: str) -> str:
    if family.kind == "no_reason":
        return "不清楚"
    return "经商" if family.kind == "one_trading" and role == "父亲" else "打工"


def _homes(family: Family, role: str, start: date, until: date | None) -> list[Home]:
    """Return the visits home inside a spell; father and mother mostly come together."""
    homes: list[Home] = []
    for name, (share, arrive, arrive_last, leave, leave_last) in VISITS.items():
        draw = Draw(family.id, name)
        if not draw.chance(share) or (role == "母亲" and Draw(family.id, name, "father alone").chance(0.12)):
            continue
        home, away = draw.day(arrive, arrive_last), draw.day(leave, leave_last)
        after = homes[-1][1] if homes else start
        if home > after + timedelta(days=10) and (until is None or away < until):
            homes.append((home, away))
    return homes
