"""Other answers of the plan, asked: a named decision, a class, a level of a score."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final

import attrs

from liushou_core.domain.subject import Subject, SubjectKind
from liushou_core.errors import Problem
from liushou_core.locale import Locale
from liushou_core.policy.because import open_facts
from liushou_core.policy.comparison import bounds_of, compared, empty, thresholds_of
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.measure import measure_in_words
from liushou_core.policy.quantities.quantity import Quantity
from liushou_core.policy.reading.moments import Named
from liushou_core.policy.reference import resolved
from liushou_core.policy.tables.classifications import NO_CLASS, OUT_OF_SCOPE, Classification
from liushou_core.policy.tables.questions import Question
from liushou_core.policy.tables.scores import Score
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Finding, Verdict

__all__ = ["CRITERIA", "Decided", "InClass", "Scored"]

ANY: Final = frozenset(SubjectKind)


@attrs.frozen(kw_only=True)
class Decided(Criterion):
    """The ``[[decision]]`` of this id is YES for the same subject on the same day; ``eligibility`` is whom the plan covers."""

    name = "decided"
    shorthand: ClassVar[str] = "decision"
    subjects = ANY
    messages = {
        "zh": {"asks": "{decision}", "found": "{answer}"},
        "en": {"asks": "{decision}", "found": "{answer}"},
    }

    decision: str
    id: str = attrs.field(default=attrs.Factory(lambda self: self.decision, takes_self=True))
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the decision."""
        return "decision", self.decision

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the title of the decision."""
        return {**super().parameters(), "decision": Named(self.target, self.decision)}

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer what the decision answers."""
        if not isinstance(self.target, Question):
            return self.finding(UNKNOWN, "open")
        found = self.target.judge(facts, on)
        return self.finding(
            found.verdict, "found", missing=open_facts(found), inner=(found,), answer=found.verdict
        )

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the decision may change."""
        if isinstance(self.target, Question):
            yield from self.target.boundaries(facts, after)


@attrs.frozen(kw_only=True)
class InClass(Criterion):
    """The subject's class in a ``[[classification]]`` is ``is``, or one of ``any_of``; ``none`` and ``out_of_scope`` may be asked for too.

    UNKNOWN only if the classes that are still possible are partly among those asked for.
    """

    name = "in_class"
    subjects = ANY
    messages = {
        "zh": {
            "asks": "{classification}类别",
            "with.is_": "{is_}",
            "with.any_of": "{any_of}",
            "found": "为{classes}",
        },
        "en": {
            "asks": "class in {classification}",
            "with.is_": "{is_}",
            "with.any_of": "{any_of}",
            "found": "it is {classes}",
        },
    }

    classification: str
    id: str = attrs.field(default=attrs.Factory(lambda self: self.classification, takes_self=True))
    is_: str | None = attrs.field(default=None, alias="is_")
    any_of: tuple[str, ...] = ()
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the classification."""
        return "classification", self.classification

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the titles of the classification and of its classes."""
        asked = {
            "is_": None if self.is_ is None else self._titled(self.is_),
            "any_of": self._all_titled(self.any_of),
        }
        named = {name: value for name, value in asked.items() if value not in (None, ())}
        return {**super().parameters(), **named, "classification": Named(self.target, self.classification)}

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return the condition and what was found, classes by their titles."""
        found = finding.values.get("classes", ())
        assert isinstance(found, tuple)
        values = {**finding.values, "classes": self._all_titled(found)} if found else finding.values
        return super().says(attrs.evolve(finding, values=values), locale)

    def _titled(self, id: str) -> object:
        return ClassName(self.target, id) if isinstance(self.target, Classification) else id

    def _all_titled(self, ids: tuple[str, ...]) -> tuple[object, ...]:
        return tuple(map(self._titled, ids))

    @property
    def _wanted(self) -> tuple[str, ...]:
        return self.any_of if self.is_ is None else (*self.any_of, self.is_)

    def lint(self) -> Iterator[Problem]:
        """Yield a question for no class, or for one that there is not."""
        if not self._wanted:
            yield Problem(code="asks_nothing")
        if isinstance(self.target, Classification):
            known = (*(row.id for row in self.target.class_), NO_CLASS, OUT_OF_SCOPE)
            if any(one not in known for one in self._wanted):
                yield Problem(code="not_a_choice", values={"choices": ", ".join(known)})

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer by the classes that are possible."""
        if not isinstance(self.target, Classification):
            return self.finding(UNKNOWN, "open")
        found = self.target.classify(facts, on)
        inside = sum(id in self._wanted for id in found.possible)
        verdict = YES if inside == len(found.possible) else UNKNOWN if inside else NO
        missing = found.missing if verdict is UNKNOWN else ()
        return self.finding(
            verdict, "found", used=found.used, missing=missing, inner=found.findings, classes=found.possible
        )

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the class may change."""
        if isinstance(self.target, Classification):
            yield from self.target.boundaries(facts, after)


@attrs.frozen
class ClassName:
    """A class as its title calls it."""

    classification: Classification
    id: str

    def says(self, locale: Locale) -> str:
        """Return the title."""
        return self.classification.name_of(self.id, locale)


@attrs.frozen(kw_only=True)
class Scored(Criterion):
    """The points of a ``[[score]]`` compared, or its level being ``level`` or one of ``any_of``."""

    name = "scored"
    subjects = ANY
    messages = {
        "zh": {
            "asks": "“{score}”得分",
            "with.level": "等级为{level}",
            "with.any_of": "等级为{any_of}之一",
            "with.at_least": "不少于{at_least}",
            "with.more_than": "多于{more_than}",
            "with.at_most": "不超过{at_most}",
            "with.less_than": "少于{less_than}",
            "found": "{value}分",
            "between": "{low}至{high}分",
            "from": "不少于{low}分",
            "up_to": "不超过{high}分",
            "open": "尚不清楚",
        },
        "en": {
            "asks": "score {score}",
            "with.level": "level {level}",
            "with.any_of": "level {any_of}",
            "with.at_least": "at least {at_least}",
            "with.more_than": "more than {more_than}",
            "with.at_most": "at most {at_most}",
            "with.less_than": "less than {less_than}",
            "found": "{value} points",
            "between": "{low} to {high} points",
            "from": "at least {low} points",
            "up_to": "at most {high} points",
            "open": "not known",
        },
    }

    score: str
    id: str = attrs.field(default=attrs.Factory(lambda self: self.score, takes_self=True))
    level: str | None = None
    any_of: tuple[str, ...] = ()
    at_least: Quantity | None = None
    more_than: Quantity | None = None
    at_most: Quantity | None = None
    less_than: Quantity | None = None
    target: Any = resolved()

    def refers(self) -> tuple[str, str]:
        """Return the score."""
        return "score", self.score

    def parameters(self) -> dict[str, object]:
        """Return the parameters with the title of the score."""
        return {**super().parameters(), "score": Named(self.target, self.score)}

    def lint(self) -> Iterator[Problem]:
        """Yield a comparison that asks nothing or that no number meets, and a level that there is not."""
        if not self._wanted and not bounds_of(self):
            yield Problem(code="asks_nothing")
        yield from empty(self)
        if isinstance(self.target, Score):
            levels = [row.id for row in self.target.level]
            if any(one not in levels for one in self._wanted):
                yield Problem(code="not_a_choice", values={"choices": ", ".join(levels) or "—"})

    @property
    def _wanted(self) -> tuple[str, ...]:
        return self.any_of if self.level is None else (*self.any_of, self.level)

    def judge(self, facts: Subject, on: date) -> Finding:
        """Answer by the points that are possible."""
        if not isinstance(self.target, Score):
            return self.finding(UNKNOWN, "open")
        reckoned = self.target.reckon(facts, on)
        found = compared(reckoned.measure, bounds_of(self), facts, on)
        verdict = found.verdict & self._level(reckoned.levels)
        missing = tuple(dict.fromkeys((*found.missing, *reckoned.missing))) if verdict is UNKNOWN else ()
        reason, values = measure_in_words(reckoned.measure)
        return self.finding(verdict, reason, used=found.used, missing=missing, **values)

    def _level(self, levels: tuple[str, ...]) -> Verdict:
        inside = sum(level in self._wanted for level in levels)
        if not self._wanted or (levels and inside == len(levels)):
            return YES
        return UNKNOWN if inside else NO

    def boundaries(self, facts: Subject, after: date) -> Iterator[date]:
        """Yield the days on which the score may change."""
        if isinstance(self.target, Score):
            yield from self.target.boundaries(facts, after, thresholds_of([self]))


CRITERIA: Final = (Decided, InClass, Scored)
