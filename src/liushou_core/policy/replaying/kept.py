"""Kept: what a receipt says, as values. A decision of today is seen through the same glass, so that like meets like."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from liushou_core.policy.origin import Origin
from liushou_core.policy.verdict import Verdict

__all__ = ["KeptFinding", "KeptReceipt"]


@attrs.frozen(kw_only=True)
class KeptFinding:
    """A finding of a receipt. ``facts``: every fact that it read, by path, with its value as plain data; ``open_paths``: those of
    them that were not known.
    """

    clause: str
    criterion: str
    verdict: Verdict
    facts: Mapping[str, Any] = attrs.field(repr=False)
    open_paths: frozenset[str] = frozenset()
    parts: "tuple[KeptFinding, ...]" = ()
    inner: "tuple[KeptFinding, ...]" = ()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "KeptFinding":
        """Return the finding that a checked document (``policy/receipt.py``) says."""
        missing = {fact["path"]: fact["value"] for fact in document["missing"]}
        used = {fact["path"]: fact["value"] for fact in document["facts"]}
        unknown = (path for path, value in used.items() if _is_unknown(value))
        return cls(
            clause=document["clause"],
            criterion=document["criterion"],
            verdict=Verdict(document["verdict"]),
            facts={**missing, **used},
            open_paths=frozenset((*unknown, *missing)),
            parts=tuple(map(cls.of, document["parts"])),
            inner=tuple(map(cls.of, document["inner"])),
        )

    def like(self, other: "KeptFinding") -> bool:
        """Say whether both are findings of one clause, as far as its name and its parts tell."""
        mine, its = ((one.criterion, one.clause, len(one.parts)) for one in (self, other))
        return mine == its and all(a.like(b) for a, b in zip(self.parts, other.parts, strict=True))

    def everywhere(self) -> "Iterator[KeptFinding]":
        """Yield the finding and every one below and inside it, in the order of the pack."""
        yield self
        for one in (*self.parts, *self.inner):
            yield from one.everywhere()


def _is_unknown(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"unknown"}


@attrs.frozen(kw_only=True)
class KeptReceipt:
    """A receipt as it was kept."""

    policy: str
    fingerprint: str
    edition: date | None
    question: str
    kind: str
    subject: str
    on: date
    verdict: Verdict
    values: Mapping[str, Any] = attrs.field(repr=False)
    findings: KeptFinding = attrs.field(repr=False)
    values_from: KeptFinding = attrs.field(repr=False)
    """What the values were reckoned from, as a finding without parts."""
    origins: Mapping[str, Origin] = attrs.field(repr=False)
    library: str

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "KeptReceipt":
        """Return the receipt that a checked ``liushou-decision/1`` document says."""
        policy, subject = document["policy"], document["subject"]
        none: dict[str, Any] = {"clause": "values", "criterion": "values", "parts": (), "inner": ()}
        reckoned = document.get("reckoned_from", {"facts": (), "missing": ()})
        return cls(
            policy=policy["id"],
            fingerprint=policy["fingerprint"],
            edition=None if policy["edition"] is None else date.fromisoformat(policy["edition"]),
            question=document["question"],
            kind=subject["kind"],
            subject=subject["id"],
            on=date.fromisoformat(document["on"]),
            verdict=Verdict(document["verdict"]),
            values=document["values"],
            findings=KeptFinding.of(document["findings"]),
            values_from=KeptFinding.of({**none, **reckoned, "verdict": document["verdict"]}),
            origins={name: Origin(**one) for name, one in document["origins"].items()},
            library=document["library"],
        )

    @property
    def answer(self) -> tuple[Verdict, Mapping[str, Any]]:
        """What was answered: the verdict, and the values that came with it."""
        return self.verdict, self.values
