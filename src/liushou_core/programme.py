"""Programme, the façade: a policy, a store and the plugins, opened together; the one place where they meet.

Everything it does is available without it: pure functions of ``policy/`` on facts, services on a unit of work.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from liushou_core.domain.calendar import SchoolYear
from liushou_core.domain.care_plan import CarePlan
from liushou_core.domain.ids import ChildId
from liushou_core.errors import PolicyLacks, UnknownPolicy, UnknownScheme
from liushou_core.plugins.formats.read_tables import read_tables
from liushou_core.plugins.manager import Plugins, make_plugin_manager
from liushou_core.plugins.storage.document_store import DocumentStore
from liushou_core.plugins.storage.record_types import KINDS
from liushou_core.policy.compliance import ComplianceReport, check
from liushou_core.policy.decision import Decision, decide
from liushou_core.policy.due import DueItem, due
from liushou_core.policy.policy import Policy
from liushou_core.policy.registry import Registry
from liushou_core.policy.settlement import Settlement, settle
from liushou_core.ports.actor import Actor
from liushou_core.ports.clock import Clock
from liushou_core.ports.kind import Kind
from liushou_core.ports.record_store import RecordStore
from liushou_core.ports.unit_of_work import Store, UnitOfWork
from liushou_core.serialization.packs import load_policy, parse_policy
from liushou_core.services.draw_up_care_plans import draw_up_care_plans
from liushou_core.services.import_roster import OnError, Progress, RosterReport, import_tables
from liushou_core.services.pair_children import Paired, pair_children
from liushou_core.services.roster_tables import stored_records
from liushou_core.services.take_in import TakenIn, take_in

__all__ = ["Programme", "open_programme"]


def open_programme(
    store: str | Store,
    *,
    policy: str | Path | Policy | Sequence[str | Path | Policy],
    actor: Actor | None = None,
    plugins: Iterable[Any] | Plugins | None = None,
    clock: Clock | None = None,
) -> "Programme":
    """Open a store under one policy or several.

    *store* is a URL (``memory://``, ``sqlite:///school.db``, whatever scheme a plugin adds) or a Store of your own.
    *policy*: ids of packs (ours or a plugin's), paths of TOML files, or values; a child can be under several, and
    results name theirs. *plugins*: objects to add to those of the installed distributions, or a ready set (give
    ``make_plugin_manager(discover=False)`` to leave the installed ones out). *actor*: who acts, by default ``Actor.local()``.
    *clock* tells when something is recorded; judged days are always given.

    Raises UnknownScheme, UnknownPolicy, InvalidPolicy, SchemaTooOld, SchemaTooNew.

    >>> with open_programme("memory://", policy="school-four-priorities") as programme:
    ...     programme.policy.family
    'F05'
    """
    found = plugins if isinstance(plugins, Plugins) else make_plugin_manager(extra=plugins or ())
    refs = [policy] if isinstance(policy, str | Path | Policy) else list(policy)
    if not refs:
        raise UnknownPolicy(name="—", known=", ".join(sorted(found.packs())))
    policies = _policies(refs, found)
    opened = _open_store(store, found, clock) if isinstance(store, str) else store
    return Programme(opened, policies, found, actor or Actor.local(), owns_store=isinstance(store, str))


def _policies(refs: Sequence[str | Path | Policy], plugins: Plugins) -> tuple[Policy, ...]:
    if all(isinstance(ref, Policy) for ref in refs):
        return tuple(ref for ref in refs if isinstance(ref, Policy))
    registry, packs = plugins.registry(), plugins.packs()
    return tuple(_policy(ref, packs, registry) for ref in refs)


def _policy(ref: str | Path | Policy, packs: dict[str, str], registry: Registry) -> Policy:
    if isinstance(ref, Policy):
        return ref
    if isinstance(ref, str) and ref in packs:
        return parse_policy(packs[ref], registry=registry, file=f"{ref}.toml")
    if isinstance(ref, Path) or ref.endswith(".toml"):
        return load_policy(ref, registry=registry)
    raise UnknownPolicy(name=ref, known=", ".join(sorted(packs)))


def _open_store(url: str, plugins: Plugins, clock: Clock | None) -> Store:
    opened: Callable[[Sequence[Kind]], RecordStore] | Store | None = plugins.hook.liushou_storage(url=url)
    if opened is None:
        scheme = url.partition(":")[0] if ":" in url else url
        raise UnknownScheme(scheme=scheme, known="memory://, sqlite:///")
    if not callable(opened):
        return opened
    return DocumentStore(opened(KINDS), url=url, clock=clock)


class Programme:
    """A store under one or several policies. Close it, or use it as a context manager.

    Methods that take ``policy`` name one of the programme's policies by id; without it the first one that has what the
    question needs answers.
    """

    def __init__(
        self,
        store: Store,
        policies: tuple[Policy, ...],
        plugins: Plugins,
        actor: Actor,
        *,
        owns_store: bool = False,
    ) -> None:
        self.store = store
        self.policies = policies
        self.plugins = plugins
        self.actor = actor
        self._owns_store = owns_store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store if this programme opened it; a Store that was given stays open."""
        if self._owns_store:
            self.store.close()

    @property
    def policy(self) -> Policy:
        """The first policy."""
        return self.policies[0]

    def policy_of(self, id: str | None = None, *, needs: str | None = None) -> Policy:
        """Return the policy with this id, or the first that has the table that is needed.

        Raises UnknownPolicy for an id that is not one of the programme's, PolicyLacks if none has the table.
        """
        for policy in self.policies:
            if policy.id == id or (id is None and (needs is None or getattr(policy, needs))):
                return policy
        names = ", ".join(policy.id for policy in self.policies)
        if id is None:
            raise PolicyLacks(table=needs, policies=names)
        raise UnknownPolicy(name=id, known=names)

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work for reading."""
        return self.store.read(actor=self.actor)

    def write(self, reason: str = "") -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work for writing; *reason* stands in the history."""
        return self.store.write(actor=self.actor, reason=reason)

    def import_roster(
        self, path: str | Path, *, on_error: OnError = "refuse", progress: Progress | None = None
    ) -> RosterReport:
        """Read a folder of tables (or one roster file) and store it in one unit of work: all or nothing.

        A second import of the same files changes nothing. ``on_error="report"`` stores nothing either when there are
        problems, but returns them in the report instead of raising ImportRefused. *progress* is called with the name of
        a table, the rows done and the rows there are.
        """
        with self.write(reason=f"import {Path(path).name}") as uow:
            tables = read_tables(Path(path), beside=stored_records(uow), progress=progress)
            report = import_tables(uow, tables, on_error=on_error, progress=progress)
            uow.commit()
        return report

    def decide(self, child: ChildId | str, *, on: date, policy: str | None = None) -> Decision:
        """Return whether a policy covers the child on the day, and why. Raises NotFound."""
        with self.read() as uow:
            return decide(self.policy_of(policy), uow.facts.child(ChildId(child)), on=on)

    def decisions(self, *, on: date, policy: str | None = None) -> Iterator[Decision]:
        """Yield a decision for every child, ordered by id, in bounded memory."""
        chosen = self.policy_of(policy)
        with self.read() as uow:
            for facts in uow.facts.children():
                yield decide(chosen, facts, on=on)

    def take_in(self, *, on: date, policy: str | None = None) -> TakenIn:
        """Record a membership for every child whom the policy covers on the day; see ``services/take_in.py``."""
        with self.write(reason="take in") as uow:
            done = take_in(uow, self.policy_of(policy), on=on)
            uow.commit()
        return done

    def draw_up_care_plans(
        self, *, on: date, review_on: date | None = None, policy: str | None = None
    ) -> tuple[CarePlan, ...]:
        """Add a care plan for every covered child without one; see ``services/draw_up_care_plans.py``."""
        chosen = self.policy_of(policy, needs="priority")
        with self.write(reason="draw up care plans") as uow:
            plans = draw_up_care_plans(uow, chosen, on=on, review_on=review_on)
            uow.commit()
        return plans

    def pair(self, *, on: date, policy: str | None = None) -> Paired:
        """Pair covered children who lack a helper, by the policy's pairing rules; see ``services/pair_children.py``."""
        chosen = self.policy_of(policy, needs="pairing")
        with self.write(reason="pair children with helpers") as uow:
            done = pair_children(uow, chosen, on=on)
            uow.commit()
        return done

    def due(self, *, on: date, policy: str | None = None) -> Iterator[DueItem]:
        """Yield what the duties of one policy, or of all, ask for, with its state on the day, in bounded memory."""
        chosen = self.policies if policy is None else (self.policy_of(policy),)
        with self.read() as uow:
            for one in chosen:
                yield from due(one, uow.facts, on=on)

    def check(
        self,
        *,
        on: date,
        since: date | None = None,
        cases: Literal["all", "gaps"] = "all",
        policy: str | None = None,
    ) -> ComplianceReport:
        """Return what became of every promise of a policy by the day; see ``policy/compliance/check.py``."""
        with self.read() as uow:
            return check(self.policy_of(policy), uow.facts, on=on, since=since, cases=cases)

    def settle(self, school_year: SchoolYear | str, *, policy: str | None = None) -> Settlement:
        """Return the school year's points, awards and money. Raises PolicyLacks if no policy has a scoring table."""
        year = SchoolYear.parse(school_year) if isinstance(school_year, str) else school_year
        with self.read() as uow:
            return settle(self.policy_of(policy, needs="scoring"), uow.facts, school_year=year)
