"""Quantifiers: what holds of those related to the subject: of ``each``, of ``some``, of the ``only`` one, of how many."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from math import isinf
from operator import and_, or_
from typing import Any, ClassVar, Final, Literal

import attrs

from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.errors import Problem
from liushou_core.locale import Locale, render
from liushou_core.policy.asking import ask, boundaries_of
from liushou_core.policy.because import open_facts
from liushou_core.policy.comparison import bounds_of, compared, crossings, empty
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.measure import measure_in_words
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.quantities.related import CountOf
from liushou_core.policy.reading.related import Deceased, Member, Members, members, relation_days
from liushou_core.policy.reading.role_names import NamesRole
from liushou_core.policy.reference import resolved
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Clause, Fact, Finding, Verdict

__all__ = ["CRITERIA", "Counted", "Each", "Only", "Some"]

ANY: Final = frozenset(SubjectKind)
_ZH: Final = {
    "with.deceased.counted": "含已去世者",
    "held": "当日共{count}人（项）：{who}",
    "nobody": "当日没有",
    "open": "尚未询问有谁",
}
_EN: Final = {
    "with.deceased.counted": "the deceased included",
    "held": "on the day {count}: {who}",
    "nobody": "on the day there is none",
    "open": "nobody asked who there is",
}


@attrs.frozen
class AboutMember:
    """The clause of a quantifier as asked about one of those related; it has the finding of ``where`` as its only part."""

    member: Member
    where: Clause
    name: ClassVar[str] = "member"
    parts: ClassVar[tuple[Clause, ...]] = ()

    @property
    def id(self) -> str:
        """Kind and id of the member."""
        return f"{self.member.subject.kind.value}:{self.member.subject.id}"

    @property
    def source(self) -> Source | None:
        """Where the clause stands."""
        return self.where.source

    def finding(self, on: date) -> Finding:
        """Return whether the member is there and meets the condition."""
        part = ask(self.where, self.member.subject, on)
        return Finding(self, self.member.there & part.verdict, parts=(part,))  # type: ignore[arg-type]

    def says(self, _finding: Finding, locale: Locale) -> str:
        """Return who it is about."""
        kind = render(f"subject.{self.member.subject.kind.value}", locale)
        return render("quantifier.member", locale, kind=kind, id=self.member.subject.id)


@attrs.frozen(kw_only=True)
class _Quantifier(NamesRole, Criterion):
    shorthand: ClassVar[str] = "of"
    subjects = ANY

    of: str
    where: Clause | None = None
    deceased: Deceased = "left_out"
    target: Any = resolved()

    def judge(self, facts: Subject, on: date) -> Finding:
        """Ask everybody related on the day; where nobody asked who there is, the answer is UNKNOWN."""
        found = members(facts, self.of, on, self.deceased)
        if not found.asked:
            return self.finding(UNKNOWN, "open", missing=found.missing)
        inner = tuple(self._inner(found, on))
        holds = [finding.parts[0].verdict for finding in inner] or [YES] * len(found.each)
        verdict = self._joined([member.there for member in found.each], holds)
        ids = tuple(member.subject.id for member in found.each)
        return self.finding(
            verdict,
            "held" if ids else "nobody",
            used=found.used,
            missing=self._missing(found, inner) if verdict is UNKNOWN else (),
            inner=inner,
            count=len(ids),
            who=ids,
        )

    def _inner(self, found: Members, on: date) -> Iterator[Finding]:
        if self.where is not None:
            yield from (AboutMember(member, self.where).finding(on) for member in found.each)

    @staticmethod
    def _missing(found: Members, inner: tuple[Finding, ...]) -> tuple[Fact, ...]:
        open_ = (fact for finding in inner for part in finding.parts for fact in open_facts(part))
        return tuple(dict.fromkeys((*found.missing, *open_)))

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the role in words."""
        return {**super().parameters(), "of": self.role}

    def _joined(self, there: list[Verdict], holds: list[Verdict]) -> Verdict:
        raise NotImplementedError

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which somebody begins or ceases to be related, or the condition may change for one of them."""
        yield from relation_days(facts, self.of)
        if self.where is not None:
            yield from boundaries_of(self.where, facts, self.of, after)


@attrs.frozen(kw_only=True)
class Each(_Quantifier):
    """``where`` holds of everybody related in the role ``of``. Of nobody, anything holds: ``empty = "yes"`` (default) or ``no``."""

    name = "each"
    messages = {
        "zh": {"asks": "每一位（项）{of}均符合", "with.empty.no": "没有时不算符合", **_ZH},
        "en": {"asks": "each of: {of}", "with.empty.no": "none is not enough", **_EN},
    }

    empty: Literal["yes", "no"] = "yes"

    def lint(self) -> Iterator[Problem]:
        """Yield a quantifier without a condition: it would always hold."""
        if self.where is None:
            yield Problem(code="missing_key", values={"key": "where"})

    def _joined(self, there: list[Verdict], holds: list[Verdict]) -> Verdict:
        of_all = (~exists | holding for exists, holding in zip(there, holds, strict=True))
        verdict = reduce(and_, of_all, YES)
        return verdict if self.empty == "yes" else verdict & reduce(or_, there, NO)


@attrs.frozen(kw_only=True)
class Some(_Quantifier):
    """``where`` holds of at least one related in the role ``of``; without ``where``: there is at least one."""

    name = "some"
    messages = {
        "zh": {"asks": "至少一位（项）{of}符合", **_ZH},
        "en": {"asks": "some of: {of}", **_EN},
    }

    def _joined(self, there: list[Verdict], holds: list[Verdict]) -> Verdict:
        return reduce(or_, map(and_, there, holds), NO)


@attrs.frozen(kw_only=True)
class Only(_Quantifier):
    """There is exactly one related in the role ``of`` (the only living parent, the sole guardian), and ``where`` holds of it."""

    name = "only"
    messages = {
        "zh": {"asks": "{of}仅有一位（项），且符合", **_ZH},
        "en": {"asks": "the only one of: {of}", **_EN},
    }

    def _joined(self, there: list[Verdict], holds: list[Verdict]) -> Verdict:
        certain = [holding for exists, holding in zip(there, holds, strict=True) if exists is YES]
        if len(certain) > 1 or not there:
            return NO
        # Who is there for certain is the only one or not at all; else any of the others may be.
        alone = YES if certain and len(there) == 1 else UNKNOWN
        return alone & reduce(or_, certain or holds)


@attrs.frozen(kw_only=True)
class Counted(NamesRole, Criterion):
    """How many related in the role ``of`` meet ``where`` (how many there are, without it), compared with whole numbers."""

    name = "count"
    subjects = ANY
    messages = {
        "zh": {
            "asks": "{of}人（项）数",
            "with.deceased.counted": "含已去世者",
            "with.at_least": "不少于{at_least}",
            "with.more_than": "多于{more_than}",
            "with.at_most": "不超过{at_most}",
            "with.less_than": "少于{less_than}",
            "with.is_": "等于{is_}",
            "found": "为{value}",
            "between": "在{low}至{high}之间",
            "open": "尚不清楚",
        },
        "en": {
            "asks": "number of: {of}",
            "with.deceased.counted": "the deceased included",
            "with.at_least": "at least {at_least}",
            "with.more_than": "more than {more_than}",
            "with.at_most": "at most {at_most}",
            "with.less_than": "less than {less_than}",
            "with.is_": "equal to {is_}",
            "found": "it is {value}",
            "between": "it is {low} to {high}",
            "open": "not known",
        },
    }

    of: str
    where: Clause | None = None
    deceased: Deceased = "left_out"
    is_: Quantity | None = attrs.field(default=None, alias="is_")
    at_least: Quantity | None = None
    more_than: Quantity | None = None
    at_most: Quantity | None = None
    less_than: Quantity | None = None
    target: Any = resolved()

    def lint(self) -> Iterator[Problem]:
        """Yield a comparison that asks nothing, or that no number meets."""
        if not bounds_of(self):
            yield Problem(code="asks_nothing")
        yield from empty(self)

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the role in words."""
        return {**super().parameters(), "of": self.role}

    @property
    def _number(self) -> CountOf:
        return CountOf(of=self.of, where=self.where, deceased=self.deceased)

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer from how many there are for certain and how many there may be."""
        measure = self._number.measure(facts, on)
        found = compared(measure, bounds_of(self), facts, on)
        # Where nobody asked who there is, there may be any number.
        reason, values = ("open", {}) if isinf(measure.high) else measure_in_words(measure)
        return self.finding(found.verdict, reason, used=found.used, missing=found.missing, **values)

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the number may change."""
        yield from crossings(self._number, self, facts, after)


CRITERIA: Final = (Each, Some, Only, Counted)
