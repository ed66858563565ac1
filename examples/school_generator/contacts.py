"""A little over a year of contacts: talks, home visits, calls, letters home, meetings; with attempts and with gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from school_generator.calendar import MONTHS, QUARTERS, RECORDS_END, TERMS
from school_generator.draws import Draw
from school_generator.pupils import Family, Pupil
from school_generator.schooling import class_on
from school_generator.staff import CHANGE, CHANGED_CLASS, Pairing, class_names, class_teacher

TOPICS = ("学习", "生活", "情绪", "交友", "身体", "学习态度", "思想品质", "心理状况", "与父母的联系")


@dataclass
class Contact:
    """One contact; ``children`` may be several brothers and sisters, or none for a meeting with a whole class."""

    id: str
    kind: str
    day: date
    by: str
    children: list[str]
    counterparts: str
    made: bool = True
    of_class: str = ""
    recorded: str = ""
    topics: str = ""
    found: str = ""


def contacts(pupils: list[Pupil], pairings: list[Pairing]) -> Iterator[Contact]:
    """Yield every contact written down, in no order of days."""
    families: dict[str, Family] = {}
    for pupil in pupils:
        families[pupil.family.id] = pupil.family
        if pupil.family.away:
            yield from _talks(pupil)
            yield from _calls(pupil)
    for family in families.values():
        if family.away:
            yield from _visits(family)
    for pairing in pairings:
        yield from _by_helper(pairing)
    by_class: dict[str, list[Pupil]] = {}
    for pupil in pupils:
        by_class.setdefault(pupil.of_class, []).append(pupil)
    for of_class, cohort in class_names():
        yield from _class_meetings(of_class, cohort)
        if Draw(of_class, "weekly").chance(0.4):
            yield from _weekly_talks(of_class, [p for p in by_class[of_class] if p.family.away])


def _weekly_talks(of_class: str, pupils: list[Pupil]) -> Iterator[Contact]:
    """Yield the weekly talks of a keen class teacher with all the children concerned who were there: one row for all."""
    for start, until, vacations in TERMS.values():
        monday = start - timedelta(days=start.weekday()) + timedelta(days=7)
        while date(2022, 9, 1) <= monday < until - timedelta(days=7) and monday <= RECORDS_END - timedelta(
            days=7
        ):
            draw = Draw(of_class, "week", monday)
            day = monday + timedelta(days=draw.between(0, 4))
            there = [
                p.id
                for p in pupils
                if class_on(p, day) == of_class and Draw(p.id, "there", monday).chance(0.93)
            ]
            free = any(first <= day < back for first, back in vacations)
            if there and draw.chance(0.85) and not free:
                by = class_teacher(of_class, day)
                yield Contact(f"{of_class}-w{monday:%y%m%d}", "谈心", day, by, there, "儿童", recorded="是")
            monday += timedelta(days=7)


def _gap(pupil: Pupil) -> tuple[int, int]:
    """Return the months (by index, the end left out) in which nobody spoke with the child: for some, none."""
    draw = Draw(pupil.id, "gap")
    if not draw.chance(0.15):
        return (0, 0)
    first = draw.between(0, len(MONTHS) - 3)
    return (first, first + draw.between(2, 4))


def _talks(pupil: Pupil) -> Iterator[Contact]:
    silent = range(*_gap(pupil))
    for index, (first, last) in enumerate(MONTHS):
        draw = Draw(pupil.id, "talk", first)
        kept = index not in silent and draw.chance(0.9)
        day = draw.school_day(first, last)
        of_class = class_on(pupil, day)
        # After the change of class teacher it took a month until talks were held again.
        if not kept or of_class is None or (of_class == CHANGED_CLASS and first == CHANGE):
            continue
        made = draw.chance(0.97)
        yield Contact(
            id=f"{pupil.id}-t{first:%y%m}",
            kind="谈心",
            day=day,
            by=class_teacher(of_class, day),
            children=[pupil.id],
            counterparts="儿童",
            made=made,
            recorded="是" if made and draw.chance(0.9) else "否",
            topics=draw.pick(TOPICS) if made else "",
            found="成绩下滑" if made and draw.chance(0.03) else "",
        )


def _calls(pupil: Pupil) -> Iterator[Contact]:
    """Yield the class teacher's calls to the parents, about every second month, and the child's own calls."""
    for first, last in MONTHS:
        draw = Draw(pupil.id, "call", first)
        if draw.chance(0.45):
            day = draw.day(first, last)
            of_class = class_on(pupil, day)
            if of_class is not None:
                made, by = draw.chance(0.88), class_teacher(of_class, day)
                yield Contact(f"{pupil.id}-c{first:%y%m}", "电话", day, by, [pupil.id], "家长", made)
        if draw.chance(0.10) and class_on(pupil, first) is not None:
            day = draw.day(first, last)
            kind = draw.pick(["电话", "视频", "家书"])
            yield Contact(f"{pupil.id}-o{first:%y%m}", kind, day, "", [pupil.id], "家长")


def _visits(family: Family) -> Iterator[Contact]:
    """Yield the home visits: one a quarter at best, by the eldest's class teacher, for all the children at once."""
    for number, (first, last) in enumerate(QUARTERS, start=1):
        draw = Draw(family.id, "visit", first)
        kept, day = draw.chance(0.72), draw.day(first, last)
        there = [(child, found) for child in family.children if (found := class_on(child, day)) is not None]
        if not kept or not there:
            continue
        by = class_teacher(there[0][1], day)
        names = [child.id for child, _of_class in there]
        tried = draw.chance(0.06)
        if tried:
            yield Contact(f"{family.id}-w{number}", "家访", day, by, names, "监护人", made=False)
            day = min(day + timedelta(days=3), last)
        if not tried or draw.chance(0.7):
            yield Contact(
                id=f"{family.id}-v{number}",
                kind="家访",
                day=day,
                by=by,
                children=names,
                counterparts="儿童;监护人",
                recorded="是",
                topics="家庭生活现状",
            )


def _by_helper(pairing: Pairing) -> Iterator[Contact]:
    """Yield what volunteers and loving mothers did while they held the pairing."""
    if pairing.role not in ("牵手扶助志愿者", "爱心妈妈"):
        return
    kind, counterparts = ("反馈", "家长") if pairing.role == "牵手扶助志愿者" else ("谈心", "儿童")
    for first, last in MONTHS:
        draw = Draw(pairing.id, "contact", first)
        day = draw.day(first, last)
        held = pairing.start <= day and (pairing.until is None or day < pairing.until)
        if held and draw.chance(0.68):
            id = f"{pairing.id}-{first:%y%m}"
            yield Contact(id, kind, day, pairing.by, [pairing.to], counterparts, draw.chance(0.95))


def _class_meetings(of_class: str, cohort: int) -> Iterator[Contact]:
    for first, last in MONTHS:
        draw = Draw(of_class, "meeting", first)
        there = first >= date(cohort, 9, 1) and (cohort > 2014 or first < date(2023, 7, 1))
        if there and draw.chance(0.8):
            day = draw.school_day(first, min(last, RECORDS_END))
            by = class_teacher(of_class, day)
            id = f"{of_class}-m{first:%y%m}"
            yield Contact(
                id, "座谈会", day, by, [], "儿童", of_class=of_class, recorded="是", topics="主题班会"
            )
