"""Provision: something a plan offers or asks for in words, with no cadence: an activity, a rule of conduct, a lecture."""

from collections.abc import Iterator

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.lookup import Values
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.named_only import named_only

__all__ = ["Provision"]


@attrs.frozen(kw_only=True)
class Provision:
    """One item of a catalogue of activities, or a rule of communication, training, safety or responsibility.

    * ``optional``: from a menu (003 §1.4: *selective* tutoring), so that leaving it out breaks nothing.
    * ``catalogue`` and ``order``: the named set it belongs to, and its number in it (requirements §5: nine ones, ten ones, 222).
      Two sets that share a name or a number are two catalogues.
    * ``kind``: the kind of recorded activity that shows it was done; None: the provision's own id.
    * ``numbers``: what the plan prints about it (30 children, 15 volunteers, 2 slots); an activity that is recorded with a smaller
      number falls short.
    * ``defined``: False where the plan names it and says no more: somebody has to define it.
    """

    id: str
    says: Wording
    optional: bool = False
    catalogue: str | None = None
    order: int | None = None
    kind: str | None = None
    numbers: Values = Values()
    defined: bool = True
    source: Source | None = None

    @property
    def counted(self) -> str:
        """The kind of recorded activity that shows it was done."""
        return self.id if self.kind is None else self.kind

    def lint(self) -> Iterator[Problem]:
        """Yield a place in no catalogue, numbers below one, and what is only named."""
        if self.order is not None and self.catalogue is None:
            yield Problem(code="needs_other_key", path=("order",), values={"key": "catalogue"})
        if self.order is not None and self.order < 1:
            yield Problem(code="at_least_one", path=("order",))
        if not self.defined:
            yield from named_only("says")
