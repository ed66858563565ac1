"""Where pupils sit, their marks at the end of each term, conduct and titles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from school_generator.calendar import MONTHS, TERMS
from school_generator.draws import Draw
from school_generator.pupils import Pupil
from school_generator.staff import LEAVING

EXAMINED = ("2021-2022/2", "2022-2023/1", "2022-2023/2")
RANKS_ONLY = ("c2015-2", "2021-2022/2")
"""A class and term of which only the ranks were handed on."""


@dataclass
class Enrolment:
    """The days in a class."""

    pupil: Pupil
    of_class: str
    start: date
    until: date | None
    because: str


@dataclass
class Result:
    """A final: total marks, or a rank among so many."""

    pupil: Pupil
    of_class: str
    term: str
    total: int | None
    rank: int | None = None
    of: int | None = None


def enrolments(pupil: Pupil) -> list[Enrolment]:
    """Return the classes a pupil sat in, in order; the last one stands in the pupil's own row."""
    until, because = (LEAVING, "毕业") if pupil.cohort == 2014 else (None, "")
    draw = Draw(pupil.id, "leaves early")
    if pupil.cohort not in (2014, 2023) and draw.chance(0.008):
        until, because = draw.day(date(2023, 3, 6), date(2023, 6, 9)), draw.pick(["转学", "转学", "辍学"])
    moved = _move(pupil)
    if moved is None:
        return [Enrolment(pupil, pupil.of_class, pupil.joined, until, because)]
    day, before = moved
    return [
        Enrolment(pupil, before, pupil.joined, day, "转班"),
        Enrolment(pupil, pupil.of_class, day, until, because),
    ]


def _move(pupil: Pupil) -> tuple[date, str] | None:
    """Return when a pupil came from which other class of the same year; it happens to about one in sixty from grade 7."""
    draw = Draw(pupil.id, "moves")
    if pupil.cohort not in (2014, 2015, 2016) or pupil.joined > date(2021, 9, 1) or not draw.chance(0.017):
        return None
    before = f"{pupil.of_class[:-1]}{2 if pupil.of_class.endswith('1') else 1}"
    return draw.pick([date(2022, 9, 1), date(2023, 2, 13)]), before


def class_on(pupil: Pupil, day: date) -> str | None:
    """Return the class in which a pupil sits on a day."""
    held = [e for e in enrolments(pupil) if e.start <= day and (e.until is None or day < e.until)]
    return held[0].of_class if held else None


def results(pupils: list[Pupil]) -> Iterator[Result]:
    """Yield the finals of every class; who was ill has none."""
    for term in EXAMINED:
        last_day = TERMS[term][1] - timedelta(days=1)
        by_class: dict[str, list[Result]] = {}
        for pupil in pupils:
            of_class = class_on(pupil, last_day)
            if of_class is not None and not Draw(pupil.id, term, "ill").chance(0.02):
                by_class.setdefault(of_class, []).append(Result(pupil, of_class, term, _total(pupil, term)))
        for of_class, found in by_class.items():
            yield from _ranks(found) if (of_class, term) == RANKS_ONLY else found


def _total(pupil: Pupil, term: str) -> int:
    """Return total marks: out of 700 from grade 7, out of 300 below."""
    grade = int(term[:4]) - pupil.cohort + 1
    noise = Draw(pupil.id, term, "final").bell()
    if grade >= 7:
        # In steps of three: close enough together that several pupils of a class come level.
        return 3 * max(20, min(230, round((430 + 70 * pupil.ability + 32 * noise) / 3)))
    return max(30, min(298, round(222 + 26 * pupil.ability + 11 * noise)))


def _ranks(results: list[Result]) -> Iterator[Result]:
    totals = [result.total or 0 for result in results]
    for result in results:
        rank = 1 + sum(total > (result.total or 0) for total in totals)
        yield Result(result.pupil, result.of_class, result.term, None, rank, len(results))


def conduct(pupils: list[Pupil]) -> Iterator[tuple[str, Pupil, date, str, str]]:
    """Yield id, pupil, day, kind and note of what was written down about conduct."""
    for pupil in pupils:
        if pupil.cohort == 2023:
            continue
        draw = Draw(pupil.id, "conduct")
        day = draw.school_day(*draw.pick(MONTHS[:10]))
        if pupil.cohort <= 2016 and draw.chance(0.035):
            yield (
                f"{pupil.id}-x1",
                pupil,
                day,
                "严重违纪违法",
                draw.pick(["打架致人受伤", "多次旷课", "参与赌博"]),
            )
        elif draw.chance(0.03):
            yield f"{pupil.id}-x2", pupil, day, "一般违纪", draw.pick(["上课迟到", "与同学争吵", "未交作业"])
        if draw.chance(0.03):
            later = draw.school_day(*draw.pick(MONTHS[:10]))
            yield f"{pupil.id}-x3", pupil, later, "表扬", draw.pick(["拾金不昧", "帮助同学", "参加义务劳动"])
        if pupil.cohort <= 2016 and draw.chance(0.01):
            # The school year before: it must not count in 2022-2023.
            yield f"{pupil.id}-x4", pupil, date(2022, 5, 12), "严重违纪违法", "打架"


def titles(pupils: list[Pupil]) -> Iterator[tuple[str, Pupil, date, str, str]]:
    """Yield id, pupil, day, title and level."""
    for pupil in pupils:
        draw = Draw(pupil.id, "title")
        if pupil.cohort < 2023 and pupil.ability > 1.05 and draw.chance(0.45):
            yield f"{pupil.id}-y1", pupil, date(2023, 5, 31), "三好学生", "校级"
            if draw.chance(0.2):
                yield f"{pupil.id}-y2", pupil, date(2023, 6, 20), "三好学生", "县级"
        if pupil.cohort < 2022 and pupil.ability > 1.2 and draw.chance(0.3):
            yield f"{pupil.id}-y3", pupil, date(2022, 6, 1), "三好学生", "校级"
        if pupil.cohort < 2023 and pupil.family.away and draw.chance(0.015):
            yield f"{pupil.id}-y4", pupil, date(2023, 5, 31), "自强少年", "校级"
