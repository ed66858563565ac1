"""assess_each: a policy's answers subject by subject, for registers too large to be held at once."""

from collections.abc import Iterator
from datetime import date

import attrs

from liushou_core.domain.calendar import Span
from liushou_core.domain.facts import ChildFacts, Facts
from liushou_core.domain.subject import SubjectFacts, SubjectRole
from liushou_core.errors import Problem
from liushou_core.policy.assessment.answers import Answers, answers_about, roles_asked
from liushou_core.policy.assessment.period import period
from liushou_core.policy.assessment.subjects import subjects_in
from liushou_core.policy.due.courses import Reading
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.due.listing import Listing
from liushou_core.policy.memory import remembering
from liushou_core.policy.misfits import Declared
from liushou_core.policy.policy import Policy
from liushou_core.policy.tables.identities import Balance

__all__ = ["SubjectAssessment", "assess_each"]


@attrs.frozen(kw_only=True, repr=False)
class SubjectAssessment:
    """What a policy answers about one subject: its ``answers``, the ``windows`` owed to it, the ``identities`` asked of it, and the
    ``mistakes`` recorded about it.

    ``answers`` are empty where a subject is only owed something, or only has an identity.
    """

    answers: Answers
    windows: tuple[DueItem, ...]
    identities: tuple[Balance, ...]
    mistakes: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """The subject's id."""
        return self.answers.id

    def __repr__(self) -> str:
        return f"SubjectAssessment({self.id!r})"


def assess_each(
    policy: Policy, facts: Facts, *, on: date, over: tuple[date, date] | None = None
) -> Iterator[SubjectAssessment]:
    """Yield what :func:`assess` answers, one subject after another: children first, then kind by kind, ordered by id.

    Each subject is read once and let go, so that *facts* may bring them as they come; memory grows with the schools and classes,
    not with the children. What hangs on all of them is left to :func:`assess`: duties owed to classes, schools and the programme,
    settlements and dates. Mistakes are told with the subject, one in an event with each that the event names; nothing is said of
    whom nobody asks about. *on*, *over* and errors are those of :func:`assess`.

    >>> from liushou_core import load_policy, read_facts
    >>> facts = read_facts({"children": [{"id": "c1", "rural": False}, {"id": "c2"}]})
    >>> policy = load_policy("school-four-priorities")
    >>> {
    ...     one.id: one.answers.decisions["eligibility"].verdict
    ...     for one in assess_each(policy, facts, on=date(2023, 9, 30))
    ... }
    {'c1': NO, 'c2': UNKNOWN}
    """
    return _each(policy, facts, on, period(on, over))


def _each(policy: Policy, facts: Facts, on: date, over: Span) -> Iterator[SubjectAssessment]:
    asking = _Asking(
        policy, Listing(policy, Reading(policy.id, facts, on, over), with_groups=False), on, over
    )
    for subject, roles in subjects_in(facts, asking.roles):
        with remembering():
            found = asking.about(subject, roles)
        yield found


@attrs.frozen(eq=False)
class _Asking:
    policy: Policy
    listing: Listing
    on: date
    over: Span
    edition: Policy = attrs.field(
        init=False, default=attrs.Factory(lambda self: self.policy.on(self.on), takes_self=True)
    )
    declared: Declared = attrs.field(
        init=False, default=attrs.Factory(lambda self: Declared.by(self.edition), takes_self=True)
    )

    @property
    def roles(self) -> frozenset[SubjectRole]:
        """Whom anything is asked about or owed to."""
        identities = {identity.subject for identity in self.edition.identity}
        return self.listing.roles.union(roles_asked(self.edition), identities)

    def about(self, subject: ChildFacts | SubjectFacts, roles: tuple[SubjectRole, ...]) -> SubjectAssessment:
        """Return everything about one subject."""
        if isinstance(subject, ChildFacts):
            due = self.listing.of_child(subject)
        else:
            due = self.listing.of_subject(subject, roles)
        return SubjectAssessment(
            answers=answers_about(self.policy, self.edition, subject, roles, self.on),
            windows=tuple(item for item in due if item.window.overlaps(self.over)),
            identities=tuple(
                identity.balance(subject, self.on)
                for identity in self.edition.identity
                if identity.subject in roles and self.on >= self.policy.in_force_from
            ),
            mistakes=tuple(self.declared.misfits_of(subject, set())),
        )
