"""Policy: the whole plan as one frozen value, with its editions; a reform is a new value."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal

import attrs

from liushou_core.domain.facts import ChildFacts
from liushou_core.domain.ids import PolicyId
from liushou_core.errors import InvalidPolicy, Problem
from liushou_core.policy.canonical import canonical, digest, key_of
from liushou_core.policy.date_rules import DateTable
from liushou_core.policy.decision import Decision, decide
from liushou_core.policy.indicators.indicator import Indicator
from liushou_core.policy.linking import linked
from liushou_core.policy.lint import lint_editions, lint_section
from liushou_core.policy.origin import Origin
from liushou_core.policy.paths import Change, differences, set_parameter
from liushou_core.policy.reading.declared import DeclaredEvent, DeclaredFact, DeclaredName
from liushou_core.policy.reference_lint import TANGLED, lint_references
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.agendas import AgendaItem
from liushou_core.policy.tables.assessments import Assessment
from liushou_core.policy.tables.awards import Award, overlapping
from liushou_core.policy.tables.categories import Category
from liushou_core.policy.tables.classifications import Classification
from liushou_core.policy.tables.dropout import DropoutControl
from liushou_core.policy.tables.duties import Duty
from liushou_core.policy.tables.equipment import EquipmentRule
from liushou_core.policy.tables.funds import Fund
from liushou_core.policy.tables.identities import Identity
from liushou_core.policy.tables.inspections import InspectionRule
from liushou_core.policy.tables.ladders import Ladder
from liushou_core.policy.tables.limits import Limit
from liushou_core.policy.tables.organisations import OrganisationRule
from liushou_core.policy.tables.pairing_rules import PairingRule
from liushou_core.policy.tables.phases import Phase
from liushou_core.policy.tables.priorities import Priority
from liushou_core.policy.tables.provisions import Provision
from liushou_core.policy.tables.questions import Question
from liushou_core.policy.tables.record_requirements import RecordRequirement
from liushou_core.policy.tables.scores import Score
from liushou_core.policy.tables.scoring import Scoring
from liushou_core.policy.tables.supports import LegalAid, SupportRule
from liushou_core.policy.tables.tallies import Tally
from liushou_core.policy.tables.triggers import IndividualPlan, Trigger
from liushou_core.policy.verdict import Clause

__all__ = ["Edition", "Policy"]

Covers = Literal["kindergarten", "school", "class", "village", "community", "township", "county", "city"]


def _by_path(changes: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    # They are made together: the order in which a pack writes them must not make another policy.
    return tuple(sorted(changes, key=itemgetter(0)))


@attrs.frozen(kw_only=True)
class Edition:
    """What changes from a day on: parameter paths and their new values, as a pack writes them; kept in order of path."""

    from_: dt.date
    changes: tuple[tuple[str, Any], ...] = attrs.field(converter=_by_path)
    source: Source | None = None

    @property
    def id(self) -> str:
        """The edition's first day."""
        return self.from_.isoformat()


@attrs.frozen(kw_only=True, hash=False)
class Policy:
    """A work plan as data. Two policies with the same fingerprint answer alike, whatever their titles.

    ``in_force_from`` is the first day on which it covers anybody. Paths into it are ``section.id.parameter``, for example
    ``eligibility.parents_away.at_least`` or ``duty.monthly-talk.at_least``.
    """

    id: PolicyId
    title: Wording
    in_force_from: dt.date
    family: str | None = None
    covers: Covers | None = None
    fact: tuple[DeclaredFact, ...] = ()
    event: tuple[DeclaredEvent, ...] = ()
    spell: tuple[DeclaredName, ...] = ()
    role: tuple[DeclaredName, ...] = ()
    eligibility: Clause | None = None
    decision: tuple[Question, ...] = ()
    classification: tuple[Classification, ...] = ()
    score: tuple[Score, ...] = ()
    tally: tuple[Tally, ...] = ()
    ladder: tuple[Ladder, ...] = ()
    date: tuple[DateTable, ...] = ()
    limit: tuple[Limit, ...] = ()
    identity: tuple[Identity, ...] = ()
    organisation: tuple[OrganisationRule, ...] = ()
    category: tuple[Category, ...] = ()
    record: tuple[RecordRequirement, ...] = ()
    priority: tuple[Priority, ...] = ()
    duty: tuple[Duty, ...] = ()
    pairing: tuple[PairingRule, ...] = ()
    trigger: tuple[Trigger, ...] = ()
    individual_plan: IndividualPlan | None = None
    scoring: Scoring | None = None
    award: tuple[Award, ...] = ()
    assessment: tuple[Assessment, ...] = ()
    support: tuple[SupportRule, ...] = ()
    fund: tuple[Fund, ...] = ()
    legal_aid: LegalAid | None = None
    dropout: DropoutControl | None = None
    equipment: tuple[EquipmentRule, ...] = ()
    activity: tuple[Provision, ...] = ()
    communication: tuple[Provision, ...] = ()
    training: tuple[Provision, ...] = ()
    safety: tuple[Provision, ...] = ()
    responsibility: tuple[Provision, ...] = ()
    phase: tuple[Phase, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    inspection: tuple[InspectionRule, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    edition: tuple[Edition, ...] = ()
    origins: tuple[tuple[str, Origin], ...] = attrs.field(default=(), eq=False, repr=False)
    warnings: tuple[Problem, ...] = attrs.field(default=(), eq=False, repr=False)
    edition_from: dt.date | None = attrs.field(default=None, repr=False)

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form (64 hexadecimal digits): titles left out, sources kept."""
        # A property over a cached one: pyright does not let cached_property answer a protocol's property.
        return self._fingerprint

    @cached_property
    def _fingerprint(self) -> str:
        return digest(self.canonical())

    def canonical(self) -> dict[str, Any]:
        """Return the policy as JSON data, defaults written out; a table that is not there is left out, so that a table new to the
        language changes no older plan.
        """
        left_out = ("title", "origins", "warnings", "edition_from")
        values = {a.name: getattr(self, a.name) for a in attrs.fields(Policy) if a.name not in left_out}
        return {key_of(name): canonical(value) for name, value in values.items() if value not in ((), None)}

    def on(self, day: dt.date) -> "Policy":
        """Return the edition in force on *day*, linked; before the first edition, the policy as written."""
        current = self.linked
        for first_day, edition in self._editions:
            if first_day <= day:
                current = edition
        return current

    @cached_property
    def linked(self) -> "Policy":
        """The policy with every name in it led to the table it names; equal to this one, and itself if nothing is named."""
        sections = dict(self.sections())
        changes = {name: value for name, value in linked(sections).items() if value is not sections[name]}
        return attrs.evolve(self, **changes) if changes else self

    @cached_property
    def _editions(self) -> "tuple[tuple[dt.date, Policy], ...]":
        built: list[tuple[dt.date, Policy]] = []
        current = attrs.evolve(self, edition=())
        for edition in sorted(self.edition, key=lambda e: e.from_):
            current = attrs.evolve(current.evolve(dict(edition.changes)), edition_from=edition.from_)
            built.append((edition.from_, current.linked))
        return tuple(built)

    def decide(self, facts: ChildFacts, *, on: dt.date) -> Decision:
        """Return whether this policy covers the child on the day *on*, and why; see ``policy/decision.py``."""
        return decide(self, facts, on=on)

    def evolve(self, changes: Mapping[str, Any]) -> "Policy":
        """Return a new policy with parameters changed; this one stays as it is.

        Values may be typed (``Duration``) or as a pack writes them (``"6 months"``). Raises AmbiguousPath for a path
        that names no parameter or several, InvalidPolicy for values that do not fit.

        >>> from liushou_core import load_policy
        >>> base = load_policy("school-four-priorities")
        >>> reform = base.evolve({"eligibility.parents_away.at_least": "6 months"})
        >>> [str(change) for change in base.diff(reform)]
        ['eligibility.parents_away.at_least: 3 months → 6 months']
        """
        policy = self
        for path, value in changes.items():
            policy = set_parameter(policy, path, value)
        problems = [problem for problem in policy.lint() if problem.severity == "error"]
        if problems:
            raise InvalidPolicy(problems, what=self.id)
        _ = policy._editions  # noqa: SLF001  # what its editions change must still fit; they raise here, not on a later day
        return policy

    def diff(self, other: "Policy") -> tuple[Change, ...]:
        """Return the parameters whose values differ, in the order of this policy's pack."""
        return differences(self, other)

    def lint(self) -> Iterator[Problem]:
        """Yield what is wrong or doubtful in the value: in each part by itself, then across the parts."""
        named = tuple(lint_references(dict(self.sections())))
        yield from named
        # Names that lead nowhere are reported once: the checks of what stands behind them pass over them. What leads in circles is not
        # followed at all.
        tangled = any(problem.code in TANGLED for problem in named)
        for name, value in (self if tangled else self.linked).sections():
            yield from lint_section(name, value)
        yield from overlapping(self.award)
        yield from lint_editions(self.edition, self.in_force_from)

    def sections(self) -> Iterator[tuple[str, Any]]:
        """Yield the tables of the plan that are not empty, under their names in a pack."""
        for attribute in attrs.fields(Policy):
            value = getattr(self, attribute.name)
            if attribute.name in SECTIONS and value not in (None, ()):
                yield attribute.name, value


SECTIONS = (
    "fact",
    "event",
    "spell",
    "role",
    "eligibility",
    "decision",
    "classification",
    "score",
    "tally",
    "ladder",
    "date",
    "limit",
    "identity",
    "organisation",
    "category",
    "record",
    "priority",
    "duty",
    "pairing",
    "trigger",
    "individual_plan",
    "scoring",
    "award",
    "assessment",
    "support",
    "fund",
    "legal_aid",
    "dropout",
    "equipment",
    "activity",
    "communication",
    "training",
    "safety",
    "responsibility",
    "phase",
    "agenda",
    "inspection",
    "indicator",
)
