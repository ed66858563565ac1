"""Cadence compliance: which share of the windows that were owed was met (IND-11)."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from liushou_core.policy.indicators.counted import Counted, Share
from liushou_core.policy.indicators.rate import Count, Matter, Rate
from liushou_core.policy.verdict import Fact, Verdict

__all__ = ["DutyCompliance", "DutyCount"]


@attrs.frozen(kw_only=True)
class DutyCompliance(Rate):
    """Windows met among those met and missed (IND-11), of the named ``duties``, or of all; undefined when nothing was owed.

    Advisory duties ("try to") count only with ``advisory``. Undetermined windows leave the share open.
    """

    name: ClassVar[str] = "compliance"

    duties: tuple[str, ...] = ()
    advisory: bool = False

    def start(self, matter: Matter) -> Count:
        """Begin to count."""
        return DutyCount(self)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the duties."""
        yield from (("duty", id) for id in self.duties)


@attrs.define
class DutyCount(Count):
    """Counts the windows of the due list, which is drawn up once for all who ask."""

    rate: DutyCompliance
    share: Share = attrs.field(init=False, factory=Share)

    def window(
        self, duty: str, *, advisory: bool, of: Verdict, met: Verdict, missing: tuple[Fact, ...]
    ) -> None:
        """Take a window into account: whether it was owed, and whether it was met."""
        if (not self.rate.duties or duty in self.rate.duties) and (self.rate.advisory or not advisory):
            self.share.add(of, met, missing)

    def counted(self) -> Counted:
        """Return the share so far."""
        return self.share.counted()
