"""Teachers, volunteers and other helpers; the posts they hold and the children they stand by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from school_generator.draws import Draw
from school_generator.pupils import CLASSES, Pupil

LEAVING = date(2023, 7, 1)
"""The first day on which the classes of 2014 are no longer there."""
CHANGE = date(2023, 2, 13)
"""The day on which one class gets another class teacher, in the middle of the school year."""
CHANGED_CLASS = "c2016-2"
TEACHER_AND_VOLUNTEER = "c2015-1"
"""The class whose class teacher is also a hand-in-hand volunteer."""
SWAP = date(2023, 3, 1)
"""The day on which one child gets another volunteer."""

VOLUNTEERS = 27
LOVING_MOTHERS = 30
GROUP = [
    ("组长", "t01"),
    ("副组长", "t02"),
    ("档案管理员", "t03"),
    ("亲情电话管理教师", "t04"),
    ("辅导员", "t05"),
]


@dataclass
class Post:
    """A post in the school or in a class."""

    holder: str
    role: str
    of_class: str
    subject: str
    start: date
    until: date | None


@dataclass
class Pairing:
    """Who stands by whom, in which role."""

    id: str
    role: str
    by: str
    to: str
    start: date
    until: date | None
    start_reason: str
    end_reason: str


def class_names() -> list[tuple[str, int]]:
    """Return the classes with the year in which they began grade 1."""
    return [(f"c{cohort}-{n}", cohort) for cohort, many in CLASSES.items() for n in range(1, many + 1)]


def class_teacher(of_class: str, on: date) -> str:
    """Return who is class teacher on a day."""
    number = [name for name, _cohort in class_names()].index(of_class) + 6
    if of_class == CHANGED_CLASS and on >= CHANGE:
        return "t60"
    return f"t{number:02d}"


def posts() -> Iterator[Post]:
    """Yield every post held since autumn 2021."""
    for role, holder in GROUP:
        yield Post(holder, role, "", "", date(2021, 9, 1), None)
    for of_class, cohort in class_names():
        start = date(max(2021, cohort), 9, 1)
        until = LEAVING if cohort == 2014 else None
        if of_class == CHANGED_CLASS:
            yield Post(class_teacher(of_class, start), "班主任", of_class, "", start, CHANGE)
            yield Post(class_teacher(of_class, CHANGE), "班主任", of_class, "", CHANGE, until)
        else:
            yield Post(class_teacher(of_class, start), "班主任", of_class, "", start, until)
        for index, subject in enumerate(("语文", "数学", "英语")[: 3 if cohort <= 2017 else 2]):
            holder = f"t{30 + (int(of_class[1:5]) * 7 + int(of_class[6]) * 3 + index * 9) % 30:02d}"
            yield Post(holder, "任课教师", of_class, subject, start, until)


def helpers(pairings: list[Pairing]) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, name, roles and, for pupils who help, the child of every helper."""
    also = class_teacher(TEACHER_AND_VOLUNTEER, date(2022, 9, 1))
    for number in range(1, 61):
        id = f"t{number:02d}"
        roles = "班主任;任课教师;帮扶教师" if 6 <= number < 30 or number == 60 else "任课教师;帮扶教师"
        yield id, f"教师{number:02d}", roles + (";牵手扶助志愿者" if id == also else ""), ""
    for number in range(1, VOLUNTEERS + 1):
        yield f"v{number:02d}", f"志愿者{number:02d}", "牵手扶助志愿者", ""
    for number in range(1, LOVING_MOTHERS + 1):
        yield f"lm{number:02d}", f"爱心妈妈{number:02d}", "爱心妈妈", ""
    for number in range(1, 4):
        yield f"cd{number}", f"村干部{number}", "党员干部", ""
    for child in sorted({p.by[2:] for p in pairings if p.by.startswith("h-")}):
        yield f"h-{child}", f"学生{child[1:]}", "学习帮手", child


def pairings(pupils: list[Pupil]) -> list[Pairing]:
    """Return the pairings: volunteers with pupils of grades 7 to 9, loving mothers and learning helpers with others."""
    found: list[Pairing] = []
    for pupil in pupils:
        if pupil.family.away and pupil.cohort <= 2016 and Draw(pupil.id, "volunteer").chance(0.94):
            found.extend(_volunteers(pupil))
        elif pupil.family.away and 2018 <= pupil.cohort <= 2021 and Draw(pupil.id, "mother").chance(0.3):
            mother = Draw(pupil.id, "which mother").between(1, LOVING_MOTHERS)
            found.append(_pairing(pupil, "爱心妈妈", f"lm{mother:02d}", date(2022, 10, 10)))
    found.extend(_learning_helpers(pupils))
    _one_swap_and_one_more(found)
    return found


def _volunteers(pupil: Pupil) -> Iterator[Pairing]:
    draw = Draw(pupil.id, "which volunteer")
    by = f"v{3 * draw.between(1, VOLUNTEERS // 3) - pupil.family.village + 1:02d}"
    if pupil.of_class == TEACHER_AND_VOLUNTEER and draw.chance(0.25):
        by = class_teacher(TEACHER_AND_VOLUNTEER, date(2022, 9, 1))
    start = max(draw.day(date(2022, 9, 8), date(2022, 10, 20)), pupil.joined)
    yield _pairing(pupil, "牵手扶助志愿者", by, start)


def _pairing(pupil: Pupil, role: str, by: str, start: date, until: date | None = None) -> Pairing:
    leaves = pupil.cohort == 2014 and until is None
    return Pairing(
        id=f"{pupil.id}-{by}",
        role=role,
        by=by,
        to=pupil.id,
        start=start,
        until=LEAVING if leaves else until,
        start_reason="",
        end_reason="毕业" if leaves else "",
    )


def _learning_helpers(pupils: list[Pupil]) -> Iterator[Pairing]:
    by_class: dict[str, list[Pupil]] = {}
    for pupil in pupils:
        by_class.setdefault(pupil.of_class, []).append(pupil)
    for classmates in by_class.values():
        good = sorted((p for p in classmates if p.ability > 1.1), key=lambda p: (-p.ability, p.id))
        weak = sorted((p for p in classmates if p.ability < -0.6 and p.family.away), key=lambda p: p.id)
        for helper, pupil in zip(good[:3], weak, strict=False):
            start = date(2023, 9, 11) if pupil.cohort == 2023 else date(2022, 9, 19)
            yield _pairing(pupil, "学习帮手", f"h-{helper.id}", start)


def _one_swap_and_one_more(found: list[Pairing]) -> None:
    """Give one child of grade 8 another volunteer in March, and the next one a second volunteer."""
    of_grade_8 = [p for p in found if p.role == "牵手扶助志愿者" and p.start < SWAP and p.until is None]
    swapped, doubled = of_grade_8[0], of_grade_8[1]
    swapped.until, swapped.end_reason = SWAP, "志愿者工作调动"
    found.append(_another(swapped, SWAP, "接替前任志愿者"))
    found.append(_another(doubled, date(2023, 2, 20), "家中有重大变故"))


def _another(one: Pairing, start: date, reason: str) -> Pairing:
    by = "v01" if one.by != "v01" else "v02"
    return Pairing(f"{one.to}-{by}", one.role, by, one.to, start, None, reason, "")
