"""The child as a person: rural, single parent, boarder, the categories of requirements §3.1, and age."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, Literal, get_args

import attrs

from liushou_core.domain.calendar import Attained, LeapBirthday, age_reached_on, completed_years
from liushou_core.domain.child import Child
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.privacy import label_of
from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.domain.unknown import NOT_ASKED, is_known
from liushou_core.errors import Problem
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.verdict import NO, UNKNOWN, Fact, Finding, Verdict

__all__ = ["CRITERIA", "Age", "Boarder", "Category", "Rural", "SingleParent"]


class _Flag(Criterion):
    """A yes/no fact of the archive."""

    def _fact(self, facts: ChildFacts) -> Fact:
        raise NotImplementedError

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer what is recorded; archives keep no history of flags, so the day does not matter."""
        return self._recorded(self._fact(facts))

    def _recorded(self, fact: Fact) -> Finding:
        if isinstance(fact.value, bool):
            return self.finding(Verdict.of(fact.value), "recorded", used=(fact,), value=fact.value)
        return self.finding(UNKNOWN, "open", missing=(fact,))


_ZH = {"recorded": "{value}", "open": "尚未查明"}
_EN = {"recorded": "{value}", "open": "not known"}


@attrs.frozen(kw_only=True)
class Rural(_Flag):
    """A rural child 农村儿童 (EL-1; EL question 5): by the archive's flag (default), registration or residence, or by the
    place of the school attended on the day (who attends none is not rural by it).
    """

    name = "rural"
    messages = {
        "zh": {
            "asks": "农村儿童",
            "with.basis.registration": "按户籍",
            "with.basis.residence": "按居住地",
            "with.basis.school": "按学校所在地",
            "nowhere": "当日没有在班记录",
            **_ZH,
        },
        "en": {
            "asks": "rural child",
            "with.basis.registration": "by registration",
            "with.basis.residence": "by residence",
            "with.basis.school": "by place of the school",
            "nowhere": "no enrolment on the day",
            **_EN,
        },
    }

    basis: Literal["flag", "registration", "residence", "school"] = "flag"

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer what is recorded of the child, or of the school on the day."""
        return self._of_school(facts, on) if self.basis == "school" else super().judge(facts, on)

    def _fact(self, facts: ChildFacts) -> Fact:
        field = "rural" if self.basis == "flag" else f"rural_{self.basis}"
        return Fact("child", facts.id, field, getattr(facts.child, field))

    def _of_school(self, facts: ChildFacts, on: date) -> Finding:
        enrolment, school_class = facts.enrolment_on(on), facts.class_on(on)
        if enrolment is None:
            return self.finding(
                NO, "nowhere", used=(Fact("child", facts.id, "enrolments", facts.enrolments),)
            )
        if school_class is None:
            missing = Fact("class", enrolment.school_class, "school", NOT_ASKED)
            return self.finding(UNKNOWN, "open", missing=(missing,))
        rural = next(
            (school.rural for school in facts.schools if school.id == school_class.school), NOT_ASKED
        )
        return self._recorded(Fact("organisation", school_class.school, "rural", rural))

    def boundaries(self, facts: ChildFacts, after: date) -> Iterator[date]:
        """Yield the days on which an enrolment begins or ends, where the school counts."""
        for enrolment in facts.enrolments if self.basis == "school" else ():
            yield enrolment.start
            if enrolment.until is not None:
                yield enrolment.until


@attrs.frozen(kw_only=True)
class SingleParent(_Flag):
    """A single-parent child 单亲儿童, as recorded (EL-4, EL-7)."""

    name = "single_parent"
    messages = {"zh": {"asks": "单亲儿童", **_ZH}, "en": {"asks": "single parent", **_EN}}

    def _fact(self, facts: ChildFacts) -> Fact:
        return Fact("child", facts.id, "single_parent", facts.child.single_parent)


@attrs.frozen(kw_only=True)
class Boarder(_Flag):
    """A boarder 寄宿学生 (000 §6; 002 §6; 003 §2)."""

    name = "boarder"
    messages = {"zh": {"asks": "寄宿学生", **_ZH}, "en": {"asks": "boarder", **_EN}}

    def _fact(self, facts: ChildFacts) -> Fact:
        return Fact("child", facts.id, "boarder", facts.child.boarder)


CategoryName = Literal[
    "behaviour_deviation",
    "bus_rider",
    "difficult",
    "disabled",
    "excellent",
    "in_institution",
    "key_target",
    "migrant",
    "orphan",
    "poor",
    "potential_student",
    "problem",
    "psychological_obstacle",
    "self_strong",
    "special_talent",
    "study_weak",
    "unsupervised",
    "very_poor",
    "vulnerable",
    "weary_of_study",
]
_CATEGORIES_ZH: Final = {
    f"with.is_.{field.name}": label_of(field)
    for field in Child.__attrs_attrs__  # type: ignore[attr-defined]
    if field.name in get_args(CategoryName)
}
_CATEGORIES_EN: Final = {f"with.is_.{name}": name.replace("_", " ") for name in get_args(CategoryName)}


@attrs.frozen(kw_only=True)
class Category(_Flag):
    """A child category of requirements §3.1, as recorded in the archive."""

    name = "category"
    messages = {
        "zh": {"asks": "儿童类别", **_CATEGORIES_ZH, **_ZH},
        "en": {"asks": "category", **_CATEGORIES_EN, **_EN},
    }

    is_: CategoryName = attrs.field(alias="is_")

    def _fact(self, facts: ChildFacts) -> Fact:
        return Fact("child", facts.id, self.is_, getattr(facts.child, self.is_))


@attrs.frozen(kw_only=True)
class Age(Criterion):
    """Completed years of age of a child, or of any person whose birthday is known; the comparator's name alone says whether the number counts ("before 18": ``less_than = 18``).

    ``attained``: a year of age is reached on the birthday (default) or the day after. ``leap_birthday``: where a birthday
    on 29 February falls in common years (EL questions 8 and 9).
    """

    name = "age"
    subjects = frozenset({SubjectKind.CHILD, SubjectKind.PERSON})
    messages = {
        "zh": {
            "asks": "年龄",
            "with.at_least": "满{at_least}周岁",
            "with.more_than": "大于{more_than}周岁",
            "with.at_most": "不超过{at_most}周岁",
            "with.less_than": "未满{less_than}周岁",
            "years": "{years}周岁",
            "open": "出生日期不详",
        },
        "en": {
            "asks": "age",
            "with.at_least": "at least {at_least}",
            "with.more_than": "more than {more_than}",
            "with.at_most": "at most {at_most}",
            "with.less_than": "before {less_than}",
            "years": "aged {years}",
            "open": "the birthday is not known",
        },
    }

    at_least: int | None = None
    more_than: int | None = None
    at_most: int | None = None
    less_than: int | None = None
    attained: Attained = "on_birthday"
    leap_birthday: LeapBirthday = "feb_28"

    def lint(self) -> Iterator[Problem]:
        """Yield a band that no age reaches, and a criterion that asks nothing."""
        lowest, beyond = self._lowest, self._beyond
        given = [name for name in _BOUNDS if getattr(self, name) is not None]
        if not given:
            yield Problem(code="asks_nothing")
        for name in given:
            if getattr(self, name) < 0:
                yield Problem(code="negative", path=(name,))
        if beyond is not None and max(lowest or 0, 0) >= beyond:
            yield Problem(code="empty_band", path=(given[-1],))

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer by completed years on the day."""
        birthday = facts.birthday
        fact = Fact(facts.kind.value, facts.id, "birthday", birthday)
        if not is_known(birthday):
            return self.finding(UNKNOWN, "open", missing=(fact,))
        years = completed_years(birthday, on, attained=self.attained, leap_birthday=self.leap_birthday)
        lowest, beyond = self._lowest, self._beyond
        holds = (lowest is None or years >= lowest) and (beyond is None or years < beyond)
        return self.finding(Verdict.of(holds), "years", used=(fact,), years=years)

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the band is entered and left."""
        birthday = facts.birthday
        for years in (self._lowest, self._beyond):
            if years is not None and is_known(birthday):
                yield age_reached_on(
                    birthday, years, attained=self.attained, leap_birthday=self.leap_birthday
                )

    @cached_property
    def _lowest(self) -> int | None:
        bounds = [self.at_least, None if self.more_than is None else self.more_than + 1]
        return max((b for b in bounds if b is not None), default=None)

    @cached_property
    def _beyond(self) -> int | None:
        bounds = [self.less_than, None if self.at_most is None else self.at_most + 1]
        return min((b for b in bounds if b is not None), default=None)


_BOUNDS: Final = ("at_least", "more_than", "at_most", "less_than")

CRITERIA: Final = (Rural, SingleParent, Boarder, Category, Age)
