"""Which facts differ between a kept finding and one of today."""

from collections.abc import Iterator, Mapping

import attrs

from liushou_core.policy.labels import is_open
from liushou_core.policy.reading.declared import DeclaredFact
from liushou_core.policy.replaying.cause import Cause, CauseKind, fact_at
from liushou_core.policy.replaying.kept import KeptFinding, KeptReceipt

__all__ = ["FactsCompared"]


@attrs.frozen
class FactsCompared:
    """Compares facts, as plain data, under a policy that declares some of them."""

    declared: Mapping[tuple[str, str], DeclaredFact]
    """By kind of subject and id."""
    same_policy: bool
    """Whether both answers come from one policy: another reads other facts, which says nothing about the facts."""

    def of(self, kept: KeptFinding, today: KeptFinding) -> tuple[Cause, ...]:
        """Return what differs between two findings of one clause: of its own facts, and of those inside that answer otherwise.

        A fact that only one of them read may have been there all along, and read only since another changed; so it is named only
        where nothing else differs.
        """
        both, either = self._own(kept, today)
        inside = tuple(self._inside(kept, today))
        return (*both, *inside) or (either if self.same_policy else ())

    def everywhere(self, kept: KeptReceipt, today: KeptReceipt) -> tuple[Cause, ...]:
        """Return what differs between all the facts of two receipts; of facts that one of them read, only under one policy."""
        then, now = (_flat((one.findings, one.values_from), one.findings) for one in (kept, today))
        both, either = self._own(then, now)
        return (*both, *either) if self.same_policy else both

    def _own(self, kept: KeptFinding, today: KeptFinding) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
        """Return the causes among the facts that both read, and among those that one of them read."""
        found: tuple[list[Cause], list[Cause]] = [], []
        for path in dict.fromkeys((*today.facts, *kept.facts)):
            kind = _kind(kept, today, path)
            if kind is not None:
                once = path not in kept.facts or path not in today.facts
                found[once].append(self._cause(kind, path, kept, today))
        return tuple(found[0]), tuple(found[1])

    def _inside(self, kept: KeptFinding, today: KeptFinding) -> Iterator[Cause]:
        mine, its = (*kept.parts, *kept.inner), (*today.parts, *today.inner)
        alike = len(mine) == len(its) and all(a.clause == b.clause for a, b in zip(mine, its, strict=True))
        pairs = list(zip(mine, its, strict=True)) if alike else []
        turned = [(a, b) for a, b in pairs if a.verdict is not b.verdict]
        for a, b in turned or pairs:
            yield from self.of(a, b)
        if not alike:  # somebody came or went: whose answers are to be compared nobody can say
            yield from self.of(_flat(mine, kept), _flat(its, today))

    def _cause(self, kind: CauseKind, path: str, kept: KeptFinding, today: KeptFinding) -> Cause:
        fact = fact_at(path)
        declared = self.declared.get((fact.kind, fact.field))
        shown = is_open(fact) if declared is None else not declared.sensitivity.masked
        return Cause(
            kind=kind,
            path=path,
            before=kept.facts.get(path) if shown else None,
            after=today.facts.get(path) if shown else None,
            clause=today.clause,
            label=None if declared is None else declared.label,
        )


def _kind(kept: KeptFinding, today: KeptFinding, path: str) -> CauseKind | None:
    was, now = path in kept.facts, path in today.facts
    known_then = was and path not in kept.open_paths
    known_now = now and path not in today.open_paths
    if known_then and known_now:
        return None if kept.facts[path] == today.facts[path] else CauseKind.CORRECTED_FACT
    if known_now or (was and not now and not known_then):
        return CauseKind.NEW_FACT
    if known_then or (now and not was):
        return CauseKind.LOST_FACT
    return None


def _flat(findings: tuple[KeptFinding, ...], of: KeptFinding) -> KeptFinding:
    """Return all the facts of several findings as one's."""
    every = [one for finding in findings for one in finding.everywhere()]
    return KeptFinding(
        clause=of.clause,
        criterion=of.criterion,
        verdict=of.verdict,
        facts={path: value for one in every for path, value in one.facts.items()},
        open_paths=frozenset(path for one in every for path in one.open_paths),
    )
