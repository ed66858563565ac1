"""The example school counted once more, from its CSV files alone, by the words of the plans and not by the library.

It imports nothing of the library, so that a test which compares the two compares two readings of the same text.
Requirements §4.1 and §4.7, with the default reading of every point that the text leaves open:

Left-behind (family F05, EL-1): rural, both parents living, both away working for three calendar months without a day
at home, counted from the later departure; three months are enough on the day on which they are full.

The scheme (family F22, EL-2, EL-4) on a day: in grade 7 to 12, younger than 18, and either recorded as a single-parent
child or with both living parents away that day, working or trading, however long. A spell away whose start is unknown
counts as being away until it ends. Who cannot be judged is not in the scheme, and is listed.

The settlement of a school year, judged on the last day of its second term (SCO-26):

* Ranks are those of all pupils of the class who sat the final, by total marks, ties sharing the better rank and leaving
  the next ones out (SCO-1, SCO-16); where a class handed in ranks, those.
* Base rank: in grade 7 the final of term 1, later the final of term 2 of the year before (SCO-13, SCO-14), if it was
  taken in the same class (SCO-15). End rank: the final of term 2.
* A child's points: 10 for each place risen, nothing off for a fall (SCO-2); 10 if base and end are both in the first
  five (SCO-3); both only with both ranks (SCO-17); 20 without a serious violation in the year (SCO-5); 10 for being a
  Three Good Student, once (SCO-7).
* A volunteer: the sum over the children of the scheme contracted on that day (SCO-10, SCO-18), each in full (SCO-19).
* A class teacher on that day: the mean over the pupils of the class in the scheme (SCO-11); none, no score (SCO-12);
  a teacher who is also a volunteer has both (SCO-20).
* One point is one yuan, rounded to fen, halves up (SCO-9).
* A child of the scheme: 100 yuan for the first place, 30 for places two to five (STU-1, STU-2), 15 more for five places
  risen between the two finals of the year (STU-3 to STU-5).
"""

import calendar
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

Table = list[dict[str, str]]


class School:
    """The tables of a folder, and what they say on a day."""

    def __init__(self, folder: Path) -> None:
        self.tables: dict[str, Table] = {}
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                self.tables[path.stem] = list(csv.DictReader(file))
        self.pupils = {row["编号"]: row for row in self.tables["pupils"]}
        self.parents = {row["编号"]: row for row in self.tables["parents"]}
        self.classes = {row["编号"]: row for row in self.tables["classes"]}
        self.spells: defaultdict[str, Table] = defaultdict(list)
        for row in self.tables["absences"]:
            self.spells[row["家长"]].append(row)
        self.seats: defaultdict[str, Table] = defaultdict(list)
        for row in self.tables["enrolments"]:
            self.seats[row["儿童"]].append(row)
        for row in self.tables["pupils"]:
            self.seats[row["编号"]].append(row)

    def class_on(self, child: str, day: date) -> str | None:
        for seat in self.seats[child]:
            if covers(seat["入班日期"], seat["离班日期"], day):
                return seat["班级"]
        return None

    def grade_on(self, child: str, day: date) -> int | None:
        name = self.class_on(child, day)
        if name is None:
            return None
        row = self.classes[name]
        school_year = day.year if day.month >= 9 else day.year - 1
        return int(row["建班年级"]) + school_year - int(row["建班学年"][:4])

    def age_on(self, child: str, day: date) -> int:
        born = date.fromisoformat(self.pupils[child]["出生日期"])
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def away(self, child: str, day: date, reasons: set[str]) -> list[tuple[date | None, date | None]]:
        """Return for each living parent since when away on *day*, as little and as much as the tables allow."""
        ids = self.pupils[child]["父母"].split(";")
        living = [id for id in ids if self.parents[id]["健在情况"] == "健在"]
        return [self._away_since(id, day, reasons) for id in living]

    def _away_since(self, parent: str, day: date, reasons: set[str]) -> tuple[date | None, date | None]:
        said = self.parents[parent]["外出经历"]
        if said == "无":
            return None, None
        if said != "见明细":
            return None, date.min
        sure: list[tuple[date, date]] = []
        possible: list[tuple[date, date]] = []
        for row in self.spells[parent]:
            if row["外出原因"] not in {*reasons, "", "不清楚", "拒答"}:
                continue
            days = stretches(row, day)
            possible += days
            if row["外出原因"] in reasons:
                sure += [
                    (day, until) if start == date.min and until > day else (start, until)
                    for start, until in days
                ]
        return since(sure, day), since(possible, day)


def covers(start: str, until: str, day: date) -> bool:
    return start != "" and date.fromisoformat(start) <= day and (not until or day < date.fromisoformat(until))


def stretches(spell: dict[str, str], day: date) -> list[tuple[date, date]]:
    """Return the days away as (first day, first day back), visits home cut out; no start known: since ever."""
    until = date.fromisoformat(spell["返回日期"]) if spell["返回日期"] else date.max
    start = date.min if spell["外出日期"] in ("", "不清楚", "拒答") else date.fromisoformat(spell["外出日期"])
    found = []
    for visit in spell["期间返乡"].split(";") if spell["期间返乡"] else ():
        home, away_again = (date.fromisoformat(part) for part in visit.split("/"))
        found.append((start, home))
        start = away_again
    return [(one, end) for one, end in [*found, (start, until)] if one <= day]


def since(stretches: Iterable[tuple[date, date]], day: date) -> date | None:
    """Return since when somebody is away without a day at home, or None if at home on *day*."""
    began: date | None = None
    ended = date.min
    for start, until in sorted(stretches):
        if began is None or start > ended:
            began = start
        ended = max(ended, until)
    return began if began is not None and day < ended else None


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or the month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def left_behind(school: School, day: date) -> dict[str, str]:
    """Return yes, no or unknown for every child, by the definition of F05."""
    return {
        child: all_of(_rural(row), _three_months(school, child, day)) for child, row in school.pupils.items()
    }


def _rural(row: dict[str, str]) -> str:
    return {"是": "yes", "否": "no"}.get(row["农村儿童"], "unknown")


def _three_months(school: School, child: str, day: date) -> str:
    found = school.away(child, day, {"打工"})
    if len(found) < 2:
        return "no"
    least, most = [one for one, _two in found], [two for _one, two in found]
    if all(one is not None and months_later(one, 3) <= day for one in least):
        return "yes"
    possible = all(two is not None and months_later(two, 3) <= day for two in most)
    return "unknown" if possible else "no"


def all_of(*answers: str) -> str:
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


def any_of(*answers: str) -> str:
    return "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"


def in_scheme(school: School, child: str, day: date) -> str:
    """Return yes, no or unknown: whether F22 covers the child on the day."""
    grade = school.grade_on(child, day)
    if grade is None or not 7 <= grade <= 12 or school.age_on(child, day) >= 18:
        return "no"
    single = {"是": "yes", "否": "no"}.get(school.pupils[child]["单亲"], "unknown")
    found = school.away(child, day, {"打工", "经商"})
    if len(found) < 2 or any(most is None for _least, most in found):
        away = "no"
    else:
        away = "yes" if all(least is not None for least, _most in found) else "unknown"
    return any_of(single, away)


Ranks = dict[tuple[str, str], tuple[str, int]]
"""By child and term: the class and the rank in it."""


def ranks(school: School) -> Ranks:
    finals: defaultdict[tuple[str, str], Table] = defaultdict(list)
    for row in school.tables["results"]:
        finals[row["班级"], row["学期"]].append(row)
    found: Ranks = {}
    for (name, term), rows in finals.items():
        totals = [Decimal(row["总分"]) for row in rows if row["总分"]]
        for row in rows:
            better = (
                sum(total > Decimal(row["总分"]) for total in totals) if row["总分"] else int(row["名次"]) - 1
            )
            found[row["儿童"], term] = (name, better + 1)
    return found


def settlement(school: School, year: str) -> dict[str, Any]:
    """Return the settlement of a school year such as "2022-2023"; exact numbers as text."""
    term_1, term_2 = f"{year}/1", f"{year}/2"
    (last_term,) = (row for row in school.tables["terms"] if row["学期"] == term_2)
    day = date.fromisoformat(last_term["结束日期"]) - timedelta(days=1)
    verdicts = {child: in_scheme(school, child, day) for child in school.pupils}
    covered = [child for child, verdict in verdicts.items() if verdict == "yes"]
    of_all = ranks(school)
    children = {}
    for child in covered:
        grade = school.grade_on(child, day)
        first = term_1 if grade == 7 else f"{int(year[:4]) - 1}-{year[:4]}/2"
        children[child] = _child(
            school, child, year, base=of_all.get((child, first)), end=of_all.get((child, term_2))
        )
        children[child]["awards"] = _awards(of_all.get((child, term_1)), of_all.get((child, term_2)))
    volunteers = {name: _money(sum(p)) for name, p in _contracts(school, children, day).items()}
    teachers = {
        name: _money(Fraction(sum(p), len(p))) for name, p in _class_teachers(school, children, day).items()
    }
    paid = [*volunteers.values(), *teachers.values()]
    total = sum((Decimal(one["yuan"]) for one in paid), Decimal()) + sum(
        sum(c["awards"].values()) for c in children.values()
    )
    return {
        "day": day.isoformat(),
        "children": children,
        "undetermined": sorted(child for child, verdict in verdicts.items() if verdict == "unknown"),
        "volunteers": volunteers,
        "class_teachers": teachers,
        "yuan": str(total),
    }


def _child(
    school: School, child: str, year: str, *, base: tuple[str, int] | None, end: tuple[str, int] | None
) -> dict[str, Any]:
    # Ranks of two classes cannot be compared (SCO-15): then the base counts as missing.
    comparable = base is not None and end is not None and base[0] == end[0]
    rise = max(0, base[1] - end[1]) if comparable else 0
    keep = comparable and base[1] <= 5 and end[1] <= 5
    first, last = date(int(year[:4]), 9, 1), date(int(year[5:]), 8, 31)
    violated = _in_year(school.tables["conduct"], child, first, last, ("类别", "严重违纪违法"))
    titled = _in_year(school.tables["titles"], child, first, last, ("称号", "三好学生"))
    items = {"rise": 10 * rise, "keep": 10 * keep, "conduct": 0 if violated else 20, "title": 10 * titled}
    return {
        "base": base[1] if comparable else None,
        "end": end[1] if end else None,
        "items": items,
        "points": sum(items.values()),
    }


def _in_year(rows: Table, child: str, first: date, last: date, what: tuple[str, str]) -> bool:
    return any(
        row["儿童"] == child and row[what[0]] == what[1] and first <= date.fromisoformat(row["日期"]) <= last
        for row in rows
    )


def _awards(term_1: tuple[str, int] | None, term_2: tuple[str, int] | None) -> dict[str, int]:
    awards = {}
    if term_2 is not None and term_2[1] == 1:
        awards["first"] = 100
    elif term_2 is not None and 2 <= term_2[1] <= 5:
        awards["excellence"] = 30
    if term_1 is not None and term_2 is not None and term_1[0] == term_2[0] and term_1[1] - term_2[1] >= 5:
        awards["progress"] = 15
    return awards


def _contracts(school: School, children: dict[str, Any], day: date) -> dict[str, list[int]]:
    found = sorted(
        {
            (row["帮扶方"], row["受助方"])
            for row in school.tables["pairings"]
            if row["结对类别"] == "牵手扶助志愿者"
            and row["受助方"] in children
            and covers(row["开始日期"], row["结束日期"], day)
        }
    )
    points: defaultdict[str, list[int]] = defaultdict(list)
    for volunteer, child in found:
        points[volunteer].append(children[child]["points"])
    return dict(points)


def _class_teachers(school: School, children: dict[str, Any], day: date) -> dict[str, list[int]]:
    points: defaultdict[str, list[int]] = defaultdict(list)
    for post in school.tables["posts"]:
        if post["职务"] == "班主任" and covers(post["任职日期"], post["离任日期"], day):
            for child in children:
                if school.class_on(child, day) == post["班级"]:
                    points[post["任职人"]].append(children[child]["points"])
    return dict(points)


def _money(points: int | Fraction) -> dict[str, str]:
    exact = Fraction(points)
    yuan = Decimal(exact.numerator) / Decimal(exact.denominator)
    return {"points": str(exact), "yuan": str(yuan.quantize(Decimal("0.01"), ROUND_HALF_UP))}


if __name__ == "__main__":
    json.dump(settlement(School(Path(sys.argv[1])), "2022-2023"), sys.stdout, ensure_ascii=False, indent=1)
