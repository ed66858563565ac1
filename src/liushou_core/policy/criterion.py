"""What a criterion is: a small frozen class with a name, typed parameters, an answer and the words for it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.subject import SubjectKind
from liushou_core.locale import Locale
from liushou_core.policy.reference import is_resolved
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import Clause, Fact, Finding, Verdict
from liushou_core.policy.words import in_words

__all__ = ["Criterion", "Messages"]

Messages = Mapping[Locale, Mapping[str, str]]


@attrs.frozen(kw_only=True)
class Criterion:
    """Base of every criterion. A subclass gives ``name``, ``messages``, its parameters, ``judge`` and ``boundaries``.

    ``messages``: per language, ``asks`` (the condition), ``with.<parameter>`` (said of any value but the default) or
    ``with.<parameter>.<value>`` and one text for each reason that ``judge`` gives (the finding's values fill it). ``id`` is the
    clause's name in the pack and defaults to ``name``.

    Write one like this, and offer it through the hook ``liushou_criteria``:

    >>> @attrs.frozen(kw_only=True)
    ... class Named(Criterion):
    ...     name = "named"
    ...     messages = {
    ...         "zh": {"asks": "已登记姓名", "recorded": "已登记"},
    ...         "en": {"asks": "has a name", "recorded": "recorded"},
    ...     }
    ...
    ...     def judge(self, facts, on):
    ...         return self.finding(Verdict.of(isinstance(facts.child.name, str)), "recorded")
    """

    name: ClassVar[str]
    messages: ClassVar[Messages]
    parts: ClassVar[tuple[Clause, ...]] = ()
    subjects: ClassVar[frozenset[SubjectKind]] = frozenset({SubjectKind.CHILD})
    """The kinds of subjects it can be asked about."""

    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True))
    source: Source | None = None

    def judge(self, facts: ChildFacts, on: date) -> Finding:
        """Answer for one child on one day; facts that are merely missing give UNKNOWN and are named."""
        raise NotImplementedError(f"{type(self).__name__} has no judge()")

    def boundaries(self, facts: ChildFacts, after: date) -> Iterable[date]:
        """Return the days among which is every later day on which the answer changes with no new fact."""
        return ()

    def finding(
        self,
        verdict: Verdict,
        reason: str,
        *,
        used: tuple[Fact, ...] = (),
        missing: tuple[Fact, ...] = (),
        inner: tuple[Finding, ...] = (),
        **values: Any,
    ) -> Finding:
        """Return a finding of this criterion."""
        # To pyright a class variable does not answer a protocol's property; at run time and to mypy it does.
        return Finding(self, verdict, reason, values, used, missing, (), inner)  # pyright: ignore[reportArgumentType]

    def says(self, finding: Finding, locale: Locale) -> str:
        """Return the condition and what was found, in words."""
        texts = self.messages[locale]
        parameters = self.parameters()
        words = _InWords(parameters, locale)
        said = [texts[key].format_map(words) for key in self._said(texts)]
        asks = texts["asks"].format_map(words)
        if said:
            asks += f"（{'，'.join(said)}）" if locale == "zh" else f" ({', '.join(said)})"
        if finding.reason not in texts:
            return asks
        found = texts[finding.reason].format_map(_InWords(finding.values, locale))
        return f"{asks}：{found}" if locale == "zh" else f"{asks}: {found}"

    def _said(self, texts: Mapping[str, str]) -> Iterator[str]:
        """Yield the keys of what there is to say: of one value of a parameter, or of any but its default."""
        for field in attrs.fields(type(self)):
            value = getattr(self, field.name)
            exact = f"with.{field.name}.{value}"
            if exact in texts:
                yield exact
            elif f"with.{field.name}" in texts and value != field.default:
                yield f"with.{field.name}"

    def parameters(self) -> dict[str, object]:
        """Return the typed parameters by name, without ``id``, ``source`` and the clauses inside, which speak for themselves."""
        named = (
            a.name for a in attrs.fields(type(self)) if a.name not in ("id", "source") and not is_resolved(a)
        )
        values = {name: getattr(self, name) for name in named}
        return {name: value for name, value in values.items() if not hasattr(value, "judge")}


class _InWords(dict[str, Any]):
    """Fills placeholders with values in words; a missing one is shown, not raised."""

    def __init__(self, values: Mapping[str, object], locale: Locale) -> None:
        super().__init__({name: in_words(value, locale) for name, value in values.items()})

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
