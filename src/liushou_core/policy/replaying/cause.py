"""Cause: one thing that is no longer what a receipt says, and that makes the answer another."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

import attrs

from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.labels import fact_text
from liushou_core.policy.source import Wording
from liushou_core.policy.verdict import Fact
from liushou_core.policy.words import in_words

__all__ = ["FACTS", "Cause", "CauseKind", "fact_at"]


class CauseKind(Enum):
    """Why an answer differs; causes are told in this order."""

    NEW_FACT = "new_fact"
    """What was not known, or not there, is known today."""
    CORRECTED_FACT = "corrected_fact"
    """What was known is recorded otherwise today."""
    LOST_FACT = "lost_fact"
    """What was known is not known or not there any more: withdrawn, or its last record has ended."""
    NEW_POLICY = "new_policy"
    """The plan reads otherwise, or another edition of it is in force on the day."""
    NEW_CODE = "new_code"
    """The library, or the plugin that brought a criterion, is of another version or origin."""
    UNTRACED = "untraced"
    """Nothing that the receipt keeps tells: a protected value, a field beside those that it names, or code of the same version."""


FACTS: Final = (CauseKind.NEW_FACT, CauseKind.CORRECTED_FACT, CauseKind.LOST_FACT)


@attrs.frozen(kw_only=True)
class Cause:
    """One cause. ``path``: of a fact ``kind:id.field``, of a policy its id, of code the name in the registry or ``library``; None if
    untraced. ``before`` and ``after``: plain data; None for a fact that was not there, and always for IDENTITY and SENSITIVE ones.
    ``clause``: the id of the criterion in which it tells, if it is one.
    """

    kind: CauseKind
    path: str | None = None
    before: Any = None
    after: Any = None
    clause: str | None = attrs.field(default=None, eq=False)
    label: Wording | None = attrs.field(default=None, repr=False)
    """What the pack calls the fact, if it declares it."""

    def text(self, locale: Locale = "en") -> str:
        """Return the cause in words; people appear by id and role, never by name.

        >>> Cause(kind=CauseKind.CORRECTED_FACT, path="child:c1.rural", before=True, after=False).text()
        'corrected: whether child c1 is: rural (yes → no)'
        """
        where = render("replay.in_clause", locale, clause=self.clause) if self.clause else ""
        said = render(f"replay.{self.kind.value}", locale, what=self._what(locale), clause=where)
        shown = [_words(value, locale) for value in (self.before, self.after)]
        if self.kind is CauseKind.NEW_POLICY or shown == [
            None,
            None,
        ]:  # a fingerprint says nothing to a reader
            return said
        none = render("replay.nothing", locale)
        before, after = (none if one is None else one for one in shown)
        return said + render("replay.from_to", locale, before=before, after=after)

    def _what(self, locale: Locale) -> str:
        if self.path is None:
            return ""
        if self.kind in FACTS:
            return fact_text(attrs.evolve(fact_at(self.path), label=self.label), locale)
        return render("replay.library", locale) if self.path == "library" else self.path


def fact_at(path: str) -> Fact:
    """Return the fact that a path names, without its value.

    >>> fact_at("parent:p.1.absences")
    Fact(kind='parent', id='p.1', field='absences')
    """
    kind, _, rest = path.partition(":")
    id, _, field = rest.rpartition(".")
    return Fact(kind, id, field)


def _words(value: Any, locale: Locale) -> str | None:
    """Return a single value in words; lists and records are too long to stand in a line."""
    if isinstance(value, Mapping):
        key = f"word.{value.get('unknown')}"
        return render(key, locale) if set(value) == {"unknown"} and has_message(key) else None
    if isinstance(value, str | bool | int):
        return in_words(value, locale)
    return None
