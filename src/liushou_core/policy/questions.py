"""Questions: the ``[[decision]]`` tables, yes-or-no questions of the plan beside whom it covers."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.subject import Subject, SubjectRole
from liushou_core.locale import Locale
from liushou_core.policy.asking import ask, changes_of
from liushou_core.policy.lookup import Lookup
from liushou_core.policy.memory import remembered
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tree import all_of
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
    values: Lookup = Lookup()
    source: Source | None = None

    @property
    def clause(self) -> Clause:
        """The whole question as one clause; what it applies to comes first."""
        if self.applies_when is None:
            return self.when
        return all_of(self.applies_when, self.when, id=self.id, source=self.source)

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
