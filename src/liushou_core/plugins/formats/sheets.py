"""Which tables a school may have: one a kind of record. A new kind of record is one line of SHEETS.

A folder holds a table as ``pupils.csv`` or ``学生.csv``; a workbook holds it as a sheet of that name.
"""

import typing
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs

from liushou_core.domain.care_plan import CarePlan, Measure, Review
from liushou_core.domain.child import Child
from liushou_core.domain.concern import Concern
from liushou_core.domain.contact import Contact
from liushou_core.domain.family import Absence, Guardian, Guardianship, Parent
from liushou_core.domain.helper import Helper
from liushou_core.domain.membership import Membership, Payment
from liushou_core.domain.organisation import Organisation, Post
from liushou_core.domain.pairing import Pairing
from liushou_core.domain.privacy import Sensitivity, label_of, sensitivity_of
from liushou_core.domain.school import Conduct, Enrolment, SchoolClass, TermResult, Title
from liushou_core.plugins.formats.cells import id_type
from liushou_core.plugins.formats.row_nouns import OfCarePlan, OfParent, PupilExtras, TermRow

__all__ = ["SHEETS", "Column", "Sheet", "sheet_named"]


@attrs.frozen(kw_only=True, slots=False)
class Column:
    """A column: headed by ``name`` (English) or ``label`` (Chinese), filling the field ``name`` of ``noun``."""

    name: str
    label: str
    hint: Any
    default: Any
    sensitivity: Sensitivity
    noun: type[Any]

    @property
    def required(self) -> bool:
        """Whether a row must fill it."""
        return self.default is attrs.NOTHING

    @cached_property
    def refers_to(self) -> Any:
        """The NewType of the ids in it, or None; a record's own id refers to nothing."""
        return None if self.name == "id" else id_type(self.hint)


@attrs.frozen(kw_only=True, slots=False)
class Sheet:
    """A table: its names, the nouns that a row fills and, where ids may be left out, what they are made from.

    ``key`` names the columns that tell one record from another; an id made from them is the same in every import, so
    that a table read twice is not stored twice. Only PLAIN and LINK columns may stand there, since an id is shown.
    """

    name: str
    names: tuple[str, ...]
    nouns: tuple[type[Any], ...]
    key: tuple[str, ...] = ()

    @property
    def noun(self) -> type[Any]:
        """What a row is about."""
        return self.nouns[0]

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns by English name, in the order of the fields."""
        return {column.name: column for noun in self.nouns for column in _columns(noun)}

    @cached_property
    def by_heading(self) -> Mapping[str, Column]:
        """The columns by what may head them."""
        return {heading: c for c in self.columns.values() for heading in (c.name, c.label)}


def _columns(noun: type[Any]) -> Iterator[Column]:
    hints = typing.get_type_hints(noun)
    for attribute in attrs.fields(noun):
        yield Column(
            name=attribute.name,
            label=label_of(attribute),
            hint=hints[attribute.name],
            default=attribute.default,
            sensitivity=sensitivity_of(attribute),
            noun=noun,
        )


def _sheet(name: str, names: str, *nouns: type[Any], key: str = "") -> Sheet:
    return Sheet(name=name, names=tuple(names.split()), nouns=nouns, key=tuple(key.split()))


# In the order in which they are read and stored: what is referred to comes first.
SHEETS: Final = (
    _sheet("organisations", "单位", Organisation),
    _sheet("terms", "学期", TermRow),
    _sheet("classes", "班级", SchoolClass),
    _sheet("helpers", "帮扶人 教职工 staff", Helper),
    _sheet("posts", "任职", Post, key="organisation school_class role subject holder start"),
    _sheet("parents", "家长 父母", Parent),
    _sheet("absences", "外出", Absence, OfParent, key="parent start"),
    _sheet("guardians", "监护人", Guardian),
    _sheet("pupils", "学生 儿童 花名册 名册 roster children", Child, PupilExtras),
    _sheet("enrolments", "在班", Enrolment, key="child school_class start"),
    _sheet("guardianships", "监护", Guardianship, key="child guardian kind start"),
    _sheet("results", "成绩", TermResult, key="child school_class term"),
    _sheet("conduct", "奖惩", Conduct, key="child day"),
    _sheet("titles", "称号", Title, key="child day name level"),
    _sheet("pairings", "结对", Pairing, key="role by to start"),
    _sheet("contacts", "联系", Contact, key="kind day by children school_class organisation"),
    _sheet("concerns", "关注", Concern, key="child start"),
    _sheet("memberships", "入册", Membership, key="child policy start"),
    _sheet("care_plans", "帮扶计划", CarePlan, key="child policy start"),
    _sheet("measures", "帮扶措施", Measure, OfCarePlan),
    _sheet("reviews", "帮扶检查", Review, OfCarePlan),
    _sheet("payments", "发放", Payment),
)


def sheet_named(name: str) -> Sheet | None:
    """Return the sheet that a file or a workbook's sheet of this name holds, or None.

    >>> sheet_named("花名册").name
    'pupils'
    """
    wanted = name.strip().casefold()
    return next((s for s in SHEETS if wanted == s.name or wanted in s.names), None)
