"""Dropout control 控辍保学: limits, the chain of responsibility and the groups to be kept in school (DROP-1 … DROP-6)."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from liushou_core.domain.calendar import Duration, Period
from liushou_core.domain.organisation import OrganisationKind
from liushou_core.domain.school import Stage
from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.named_only import named_only

__all__ = ["DropoutControl", "DropoutLimit"]


@attrs.frozen(kw_only=True)
class DropoutLimit:
    """The dropout rate of a stage that a body must not exceed, as a share: 0.0029 is 0.29%."""

    stage: Stage
    at_most: Decimal

    @property
    def id(self) -> str:
        """The stage's name: a plan has one limit a stage."""
        return self.stage.value

    def lint(self) -> Iterator[Problem]:
        """Yield a share that is none."""
        if not 0 <= self.at_most <= 1:
            yield Problem(code="share_out_of_range", path=("at_most",))


@attrs.frozen(kw_only=True)
class DropoutControl:
    """Rates are published every ``per`` (DROP-5: half a year); bodies over the limit mend that in time.

    * ``bodies``: of which bodies rates are published: of each that is recorded of these kinds (DROP-5: counties and townships). Where none is
      recorded, one return of anybody is enough.
    * ``limits``: no number is printed in the sources: without one, lint says so. ``rectify_within``: how long a body over its limit has.
    * ``chain``: who answers to whom, the first above the second (DROP-2). ``groups``: ids of the plan's categories (DROP-3).
    * ``systems`` and ``lines``: the "five systems" and the "two lines" of target management; the sources name and do not list them.
    """

    per: Period = Period.HALF_YEAR
    bodies: tuple[OrganisationKind, ...] = (OrganisationKind.COUNTY, OrganisationKind.TOWNSHIP)
    limits: tuple[DropoutLimit, ...] = ()
    rectify_within: Duration | None = None
    chain: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    systems: tuple[Wording, ...] = ()
    lines: tuple[Wording, ...] = ()
    source: Source | None = None

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the categories that are its groups."""
        yield from (("category", id) for id in self.groups)

    def lint(self) -> Iterator[Problem]:
        """Yield what is only named, roles that stand twice in the chain, kinds of bodies named twice, and two limits for one stage."""
        for name in ("limits", "rectify_within", "systems", "lines"):
            if not getattr(self, name):
                yield from named_only(name)
        for name in ("chain", "bodies"):
            if len(set(getattr(self, name))) < len(getattr(self, name)):
                yield Problem(code="repeated", path=(name,))
        stages = [limit.stage for limit in self.limits]
        if len(set(stages)) < len(stages):
            yield Problem(code="repeated", path=("limits",))
