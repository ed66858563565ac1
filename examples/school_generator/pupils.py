"""The pupils: a thousand children in twenty-four classes and three villages, brothers and sisters under one roof.

Everybody is invented: names are numbers, identity numbers carry the place code 000000, which no place ever had, and
telephone numbers begin with 0000.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from school_generator.draws import Draw

PUPILS = 1000
CLASSES = {2014: 2, 2015: 2, 2016: 3, 2017: 2, 2018: 2, 2019: 3, 2020: 2, 2021: 3, 2022: 2, 2023: 3}
"""How many classes began grade 1 in each year. The classes of 2014 left after grade 9 in July 2023."""

# What is known of a family's parents; the shares add up to 1.
KINDS = {
    "both_working": 0.495,  # both away for work
    "one_trading": 0.03,  # both away, one of them trading
    "father": 0.10,
    "mother": 0.03,
    "home": 0.15,  # asked: never away
    "recent": 0.03,  # both away, the second for less than three months in autumn 2023, or just three
    "returned": 0.035,  # away until some day in 2023
    "single": 0.05,
    "not_asked": 0.035,
    "refused": 0.02,
    "no_start": 0.015,  # both away, since when is not clear
    "no_reason": 0.005,  # both away, nobody knows what for
    "late_mother": 0.005,  # the mother's first day away is 30 June or 1 July 2023: three months, or a day short
}


@dataclass
class Family:
    """A household: who belongs to it and what kind it is."""

    id: str
    children: list["Pupil"] = field(default_factory=list)

    @property
    def number(self) -> int:
        return int(self.id[1:])

    @cached_property
    def kind(self) -> str:
        return Draw(self.id, "kind").weighted(KINDS)

    @cached_property
    def village(self) -> int:
        return Draw(self.id, "village").between(1, 3)

    @cached_property
    def away(self) -> bool:
        """Whether the school takes the children for left-behind or single-parent ones, rightly or not."""
        return self.kind not in ("home", "father", "mother", "not_asked", "refused")


@dataclass
class Pupil:
    """A pupil: in which class and family."""

    number: int
    cohort: int
    of_class: str
    family: Family = field(default_factory=lambda: Family(""))

    @property
    def id(self) -> str:
        return f"p{self.number:04d}"

    @cached_property
    def ability(self) -> float:
        return Draw(self.id, "ability").bell()

    @cached_property
    def girl(self) -> bool:
        return Draw(self.id, "sex").chance(0.47)

    @cached_property
    def birthday(self) -> date:
        if self.number in OLD:
            return OLD[self.number]
        return Draw(self.id, "birthday").day(date(self.cohort - 7, 9, 1), date(self.cohort - 6, 8, 31))

    @cached_property
    def joined(self) -> date:
        """The first day in the class: that of grade 1, or for a few who came from elsewhere a later one."""
        draw = Draw(self.id, "joined")
        if self.cohort < 2022 and draw.chance(0.02):
            return draw.pick([date(2022, 9, 1), date(2023, 2, 13), date(2021, 9, 1)])
        return date(self.cohort, 9, 1)


OLD = {3: date(2005, 6, 30), 4: date(2005, 7, 1)}
"""Two pupils of grade 9 who started late: one turns 18 on the last day of term, one on the day after."""


def pupils() -> list[Pupil]:
    """Return the pupils, the oldest classes first, each in a family."""
    found: list[Pupil] = []
    names = [(cohort, f"c{cohort}-{n}") for cohort, many in CLASSES.items() for n in range(1, many + 1)]
    for index, (cohort, name) in enumerate(names):
        until = PUPILS * (index + 1) // len(names)  # as even as can be: 41 or 42 in a class
        found.extend(Pupil(number, cohort, name) for number in range(len(found) + 1, until + 1))
    for pupil in found:
        elders = [p for p in found[: pupil.number - 1] if p.cohort <= pupil.cohort - 2]
        pupil.family = _family(pupil, elders)
        pupil.family.children.append(pupil)
    return found


def _family(pupil: Pupil, elders: list[Pupil]) -> Family:
    draw = Draw(pupil.id, "family")
    if elders and draw.chance(0.32):
        family = draw.pick(elders).family
        apart = all(abs(child.cohort - pupil.cohort) >= 2 for child in family.children)
        if apart and len(family.children) < 3:
            return family
    return Family(f"f{pupil.number:04d}")


def identity_number(pupil: Pupil) -> str:
    """Return an identity number with a right check digit and a place that does not exist."""
    order = pupil.number * 2 % 1000 + (0 if pupil.girl else 1)  # even for girls, odd for boys
    body = f"000000{pupil.birthday:%Y%m%d}{order % 1000:03d}"
    weights = [2**power % 11 for power in range(17, 0, -1)]
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]
