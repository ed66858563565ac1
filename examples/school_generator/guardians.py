"""Guardians: mostly grandparents, most of them fit to look after a child; and what gives cause for concern."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from school_generator.draws import Draw
from school_generator.pupils import Family, Pupil

WHO = {"祖父": 0.40, "祖母": 0.36, "外祖父": 0.07, "外祖母": 0.09, "姑姑": 0.04, "舅舅": 0.04}
KIND = {"临时监护人": 0.55, "委托监护人": 0.30, "第二监护人": 0.15}


@dataclass
class Guardian:
    """The adult at home."""

    id: str
    family: Family
    relationship: str
    kind: str
    age: int
    occupation: str
    condition: str
    capable: str
    evidence: str


def guardian(family: Family) -> Guardian | None:
    """Return the guardian of a family whose parents are away; None where there is none or nobody asked."""
    draw = Draw(family.id, "guardian")
    if not family.away or not draw.chance(0.95):
        return None
    relationship = draw.weighted(WHO)
    grand = "祖" in relationship
    capable = draw.weighted({"是": 0.82, "否": 0.06, "": 0.09, "不清楚": 0.03})
    return Guardian(
        id=f"g{family.number:04d}",
        family=family,
        relationship=relationship,
        kind=draw.weighted(KIND),
        age=draw.between(56, 78) if grand else draw.between(30, 50),
        occupation="务农" if draw.chance(0.85) else "",
        condition=draw.pick(["重病", "残疾"]) if capable == "否" else draw.pick(["健康", "健康", "一般", ""]),
        capable=capable,
        evidence="村委会证明" if capable == "否" else "",
    )


def concerns(pupils: list[Pupil]) -> Iterator[tuple[str, Pupil, str, date, date | None]]:
    """Yield id, pupil, kind and days of what somebody judged a cause for individual help."""
    for pupil in pupils:
        draw = Draw(pupil.id, "concern")
        if pupil.family.away and draw.chance(0.05):
            kind = draw.pick(["T1", "T2", "T2", "T3", "T6", "T7", "T8", "T11", "T13"])
            start = draw.school_day(date(2022, 9, 20), date(2023, 9, 20))
            if start < pupil.joined:
                continue
            until = date(start.year, start.month + 2, 15) if start.month <= 10 and draw.chance(0.4) else None
            yield f"{pupil.id}-z1", pupil, kind, start, until
