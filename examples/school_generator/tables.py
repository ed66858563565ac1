"""The tables: one function a file, each yielding its heading and then its rows."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from school_generator.calendar import TERMS
from school_generator.contacts import contacts
from school_generator.draws import Draw
from school_generator.guardians import concerns, guardian
from school_generator.parents import parents
from school_generator.pupils import Family, Pupil, identity_number
from school_generator.schooling import conduct, enrolments, results, titles
from school_generator.staff import class_names, helpers, pairings, posts

SCHOOL, TOWN = "school-1", "town-1"
VILLAGES = ("一号村", "二号村", "三号村")

Rows = Iterator[Sequence[object]]


def organisations(_pupils: list[Pupil]) -> Rows:
    yield "编号", "单位类别", "上级单位", "单位名称", "地处农村"
    yield TOWN, "乡镇", "", "一号镇", "是"
    yield SCHOOL, "学校", TOWN, "一号学校", "是"
    for number, name in enumerate(VILLAGES, start=1):
        yield f"village-{number}", "村", TOWN, name, "是"


def terms(_pupils: list[Pupil]) -> Rows:
    yield "单位", "学期", "开学日期", "结束日期", "假期"
    for term, (start, until, vacations) in TERMS.items():
        yield SCHOOL, term, start, until, ";".join(f"{one}/{two}" for one, two in vacations)


def classes(_pupils: list[Pupil]) -> Rows:
    yield "编号", "学校", "班级名称", "建班学年", "建班年级"
    for of_class, cohort in class_names():
        yield of_class, SCHOOL, f"{cohort}级{of_class[6:]}班", f"{cohort}-{cohort + 1}", 1


def helper_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "所属单位", "姓名", "联系电话", "可任帮扶类别", "学生帮手的儿童编号"
    for number, (id, name, roles, child) in enumerate(helpers(pairings(pupils)), start=1):
        yield id, SCHOOL, name, "" if child else f"0000300{number:04d}", roles, child


def post_rows(_pupils: list[Pupil]) -> Rows:
    yield "单位", "任职人", "职务", "班级", "任教学科", "任职日期", "离任日期"
    for post in posts():
        yield SCHOOL, post.holder, post.role, post.of_class, post.subject, post.start, post.until


def families(pupils: list[Pupil]) -> list[Family]:
    return list({pupil.family.id: pupil.family for pupil in pupils}.values())


def parent_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "所属单位", "父母关系", "家长姓名", "健在情况", "外出经历", "联系电话", "务工单位"
    for family in families(pupils):
        for parent in parents(family):
            mark = "甲" if parent.role == "父亲" else "乙"
            alive, away = parent.status == "健在", bool(parent.spells)
            number = family.number * 2 + (mark == "乙")
            phone = f"0000100{number:04d}" if alive and Draw(parent.id, "phone").chance(0.9) else ""
            unit = f"企业{Draw(parent.id, 'unit').between(1, 90):02d}" if away else ""
            name = f"家长{family.number:04d}{mark}"
            yield parent.id, SCHOOL, parent.role, name, parent.status, parent.said, phone, unit


def absences(pupils: list[Pupil]) -> Rows:
    yield "家长", "外出日期", "返回日期", "外出原因", "务工地点", "期间返乡"
    for family in families(pupils):
        for parent in parents(family):
            for spell in parent.spells:
                breaks = ";".join(f"{home}/{away}" for home, away in spell.breaks)
                yield parent.id, spell.start, spell.until, spell.reason, spell.place, breaks


def pupil_rows(pupils: list[Pupil]) -> Rows:
    yield (
        *(
            "编号",
            "所属单位",
            "学籍号",
            "姓名",
            "身份证号码",
            "性别",
            "出生日期",
            "家庭详细住址",
            "家庭联系电话",
        ),
        *(
            "村民组",
            "户编号",
            "父母",
            "兴趣爱好",
            "健康状况",
            "农村儿童",
            "寄宿",
            "乘车学生",
            "单亲",
            "无人监护",
        ),
        *("家庭经济困难", "优秀学生", "学困生", "重点帮扶对象", "班级", "入班日期", "离班日期", "离班原因"),
    )
    for pupil in pupils:
        yield *_person(pupil), *_flags(pupil), *_seat(pupil)


def _person(pupil: Pupil) -> Sequence[object]:
    family, draw = pupil.family, Draw(pupil.id, "archive")
    group, house = Draw(family.id, "group").between(1, 6), Draw(family.id, "house").between(1, 60)
    health = draw.weighted({"无": 0.7, "": 0.2, "近视": 0.07, "近视;哮喘": 0.01, "哮喘": 0.02})
    return (
        pupil.id,
        SCHOOL,
        f"0000{pupil.cohort}{pupil.number:05d}",
        f"学生{pupil.number:04d}",
        identity_number(pupil) if draw.chance(0.97) else "",
        "女" if pupil.girl else "男",
        pupil.birthday,
        f"{VILLAGES[family.village - 1]}{group}组{house}号",
        f"0000200{family.number:04d}" if draw.chance(0.8) else "",
        f"{VILLAGES[family.village - 1]}{group}组",
        family.id,
        ";".join(parent.id for parent in parents(family)),
        draw.pick(["篮球", "画画", "唱歌", "看书", "下棋", "", "", ""]),
        health,
    )


def _flags(pupil: Pupil) -> Sequence[str]:
    family, draw = pupil.family, Draw(pupil.id, "flags")
    rural = Draw(family.id, "rural").weighted({"是": 0.93, "否": 0.03, "": 0.03, "拒答": 0.01})
    boards = draw.chance(0.5 if pupil.cohort <= 2017 else 0.1)
    single = "是" if family.kind == "single" else "否" if draw.chance(0.97) else ""
    alone = family.away and guardian(family) is None and family.kind != "single"
    poor = Draw(family.id, "poor").weighted({"是": 0.15, "否": 0.75, "": 0.10})
    key = "是" if family.away and draw.chance(0.06) else "否"
    return (
        rural,
        "是" if boards else "否",
        "是" if not boards and draw.chance(0.4) else "否",
        single,
        ("是" if draw.chance(0.5) else "") if alone else "否",
        poor,
        "是" if pupil.ability > 1.1 else "否",
        "是" if pupil.ability < -1.2 else "否",
        key,
    )


def _seat(pupil: Pupil) -> Sequence[object]:
    last = enrolments(pupil)[-1]
    return last.of_class, last.start, last.until, last.because


def enrolment_rows(pupils: list[Pupil]) -> Rows:
    yield "儿童", "班级", "入班日期", "离班日期", "离班原因"
    for pupil in pupils:
        for one in enrolments(pupil)[:-1]:
            yield pupil.id, one.of_class, one.start, one.until, one.because


def guardian_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "所属单位", "监护人姓名", "年龄", "职业", "联系电话", "身体状况"
    for family in families(pupils):
        one = guardian(family)
        if one is not None:
            phone = f"0000400{family.number:04d}"
            yield one.id, SCHOOL, f"监护人{family.number:04d}", one.age, one.occupation, phone, one.condition


def guardianships(pupils: list[Pupil]) -> Rows:
    yield "儿童", "监护人", "监护类别", "与儿童关系", "开始日期", "有监护能力", "监护能力依据"
    for pupil in pupils:
        one = guardian(pupil.family)
        if one is not None:
            start = max(date(2021, 9, 1), pupil.joined)
            yield pupil.id, one.id, one.kind, one.relationship, start, one.capable, one.evidence


def result_rows(pupils: list[Pupil]) -> Rows:
    yield "儿童", "班级", "学期", "总分", "名次", "班级人数"
    for one in results(pupils):
        yield one.pupil.id, one.of_class, one.term, one.total, one.rank, one.of


def conduct_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "儿童", "日期", "类别", "说明"
    for id, pupil, day, kind, note in conduct(pupils):
        yield id, pupil.id, day, kind, note


def title_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "儿童", "日期", "称号", "级别"
    for id, pupil, day, name, level in titles(pupils):
        yield id, pupil.id, day, name, level


def pairing_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "所属单位", "结对类别", "帮扶方", "受助方", "开始日期", "结束日期", "结对原因", "结束原因"
    for one in pairings(pupils):
        reasons = one.start_reason, one.end_reason
        yield one.id, SCHOOL, one.role, one.by, one.to, one.start, one.until, *reasons


def contact_rows(pupils: list[Pupil]) -> Rows:
    yield (
        *("编号", "所属单位", "方式", "日期", "联系人", "儿童", "对象", "已完成", "班级", "已填记录卡"),
        *("谈话内容", "发现的问题"),
    )
    for one in sorted(contacts(pupils, pairings(pupils)), key=lambda contact: (contact.day, contact.id)):
        yield (
            *(one.id, SCHOOL, one.kind, one.day, one.by, ";".join(one.children), one.counterparts),
            *("是" if one.made else "否", one.of_class, one.recorded, one.topics, one.found),
        )


def concern_rows(pupils: list[Pupil]) -> Rows:
    yield "编号", "儿童", "类别", "发现日期", "解除日期"
    for id, pupil, kind, start, until in concerns(pupils):
        yield id, pupil.id, kind, start, until


TABLES: dict[str, Callable[[list[Pupil]], Rows]] = {
    "organisations": organisations,
    "terms": terms,
    "classes": classes,
    "helpers": helper_rows,
    "posts": post_rows,
    "parents": parent_rows,
    "absences": absences,
    "pupils": pupil_rows,
    "enrolments": enrolment_rows,
    "guardians": guardian_rows,
    "guardianships": guardianships,
    "results": result_rows,
    "conduct": conduct_rows,
    "titles": title_rows,
    "pairings": pairing_rows,
    "contacts": contact_rows,
    "concerns": concern_rows,
}
