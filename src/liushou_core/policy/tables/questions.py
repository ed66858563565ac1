"""Questions: the ``[[decision]]`` tables, yes-or-no questions of the plan beside whom it covers."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

import attrs

from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.locale import Locale
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.criterion import Criterion
from liushou_core.policy.lookup import Values
from liushou_core.policy.memory import remembered
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tree import AtLeast, Not, all_of
from liushou_core.policy.verdict import Clause, Finding

__all__ = ["Question"]


@attrs.frozen(kw_only=True)
class Question:
    """A named question about each ``subject``: its tree stands in the table itself, like that of ``[eligibility]``.

    ``applies_when``: where that is NO the answer is NO, because the question does not arise (``Decision.applies`` tells); where
    it is UNKNOWN, the answer is UNKNOWN or NO. ``values`` hold when the answer is YES: an amount, a number of hours, a word.
    """

    id: str
    when: Clause
    subject: SubjectRole = SubjectRole.CHILD
    title: Wording | None = None
    applies_when: Clause | None = None
    values: Values = Values()
    source: Source | None = None

    inline: ClassVar[str] = "when"
    """The field that a pack does not name: its tree stands in the table itself."""

    @cached_property
    def clause(self) -> Clause:
        """The whole question as one clause, with the source of the table; what it applies to comes first."""
        if self.applies_when is not None:
            return all_of(self.applies_when, self.when, id=self.id, source=self.source)
        if isinstance(self.when, AtLeast | Not | Criterion) and self.when.source is None:
            return attrs.evolve(self.when, source=self.source)
        return self.when

    def name_in(self, locale: Locale) -> str:
        """Return the title, or the id where there is none."""
        return self.id if self.title is None else self.title.text(locale)

    def judge(self, subject: Subject, on: date) -> Finding:
        """Return the answer about a subject on a day."""
        return remembered(self, subject, on, self._judge)

    def _judge(self, subject: Subject, on: date) -> Finding:
        return ask(self.clause, subject, on)

    def boundaries(self, subject: Subject, after: date) -> Iterator[date]:
        """Yield the days among which is every later change of the answer."""
        yield from changes_of(self.clause, subject, after)
