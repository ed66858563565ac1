"""What a scoring component is: a small frozen class that gives points for one child, and the words for them.

The counterpart of ``criterion.py`` for points; a plan's ``[scoring] components`` composes them.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.school import Conduct, ConductKind
from liushou_core.locale import Locale
from liushou_core.policy.criterion import Messages
from liushou_core.policy.ranks import Comparison
from liushou_core.policy.source import Source
from liushou_core.policy.words import in_words

__all__ = ["Component", "ComponentLine", "ScoringView"]


@attrs.frozen(kw_only=True, repr=False)
class ScoringView:
    """What a component may look at: one child, the days that count, and two finals compared.

    ``year`` are the days whose conduct and titles count. ``terms`` are its parts before and from the start of the
    second term; empty if no term table says where that is.
    """

    facts: ChildFacts
    year: Span
    terms: tuple[Span, ...]
    finals: Comparison

    def violations(self, within: Span | None = None) -> tuple[Conduct, ...]:
        """Return the serious violations recorded in the year, or *within* a part of it (SCO-5).

        What is *serious* is the school's judgement (SCO-6): recorded as a fact, never derived here.
        """
        span = self.year if within is None else within
        return tuple(
            c for c in self.facts.conduct if c.kind is ConductKind.SERIOUS_VIOLATION and span.covers(c.day)
        )


@attrs.frozen(kw_only=True)
class ComponentLine:
    """What one component gave one child: exact ``points``, or None where it cannot be judged (*undefined*), and why.

    ``reason`` is a message key of the component, filled by ``values``. ``vetoes``: the child's whole score is 0.
    """

    component: "Component" = attrs.field(repr=False)
    points: Fraction | None = attrs.field(repr=False)
    reason: str = attrs.field(repr=False)
    values: Mapping[str, object] = attrs.field(factory=dict, eq=False, repr=False)
    finals: Comparison | None = attrs.field(default=None, repr=False)
    vetoes: bool = attrs.field(default=False, repr=False)

    @property
    def id(self) -> str:
        """The component's name in the pack."""
        return self.component.id

    @property
    def source(self) -> Source | None:
        """Where the component stands."""
        return self.component.source

    def text(self, locale: Locale = "en") -> str:
        """Return the line in words; made only when asked for."""
        return self.component.says(self, locale)


@attrs.frozen(kw_only=True)
class Component:
    """Base of every scoring component. A subclass gives ``name``, ``messages``, its parameters and ``score``.

    ``messages``: per language, ``gives`` (what earns points; the parameters fill it) and one text for each reason that
    ``score`` gives (the line's values fill it). ``id`` is the component's name in the pack and defaults to ``name``.
    ``counts``: a component of ``finals`` is asked once for every pair of finals compared, one of the ``year`` once.

    Write one like this, and offer it through the hook ``liushou_scoring_components``:

    >>> @attrs.frozen(kw_only=True)
    ... class SelfStrong(Component):
    ...     name = "self_strong"
    ...     messages = {
    ...         "zh": {"gives": "自强", "won": "{count}次"},
    ...         "en": {"gives": "self-strong", "won": "{count} times"},
    ...     }
    ...     points: Decimal = Decimal(10)
    ...
    ...     def score(self, view):
    ...         return self.line(self.points * len(view.facts.titles), "won", count=len(view.facts.titles))
    """

    name: ClassVar[str]
    messages: ClassVar[Messages]
    counts: ClassVar[Literal["finals", "year"]] = "year"

    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True))
    source: Source | None = None

    def score(self, view: ScoringView) -> ComponentLine:
        """Return the points of one child; what cannot be judged is undefined, never 0."""
        raise NotImplementedError(f"{type(self).__name__} has no score()")

    def line(
        self, points: Decimal | Fraction | int | None, reason: str, *, vetoes: bool = False, **values: object
    ) -> ComponentLine:
        """Return a line of this component; the points are kept exactly."""
        exact = None if points is None else Fraction(points)
        return ComponentLine(component=self, points=exact, reason=reason, values=values, vetoes=vetoes)

    def says(self, line: ComponentLine, locale: Locale) -> str:
        """Return what earns points and what was found, in words."""
        texts = self.messages[locale]
        gives = texts["gives"].format_map(_words(self.parameters(), locale))
        found = texts[line.reason].format_map(_words(line.values, locale))
        return f"{gives}：{found}" if locale == "zh" else f"{gives}: {found}"

    def parameters(self) -> dict[str, object]:
        """Return the typed parameters by name, without ``id`` and ``source``."""
        return {
            a.name: getattr(self, a.name) for a in attrs.fields(type(self)) if a.name not in ("id", "source")
        }


def _words(values: Mapping[str, object], locale: Locale) -> dict[str, str]:
    return {name: in_words(value, locale) for name, value in values.items()}
