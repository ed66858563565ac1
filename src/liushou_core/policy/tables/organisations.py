"""Organisation of the work: leading groups, offices, teams and platforms, and who fills them (requirements §3.4, S1, ORG-1 …)."""

from collections.abc import Iterator
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.lookup import Values
from liushou_core.policy.source import Source, Wording

__all__ = ["OrganisationRule"]


@attrs.frozen(kw_only=True)
class OrganisationRule:
    """The plan has a body of this kind: a leading group, a working group, an office, a team, a platform, a committee.

    * ``head``, ``deputies``, ``members``: the least number of each; 0: the plan names none. ``of``: from whom it is made up, in words.
    * ``tasks``: what it does. ``each``: one for the whole ``programme``, or one in ``each_school`` or ``each_class``.
    * ``contracts``: each body of it contracts one of these (PAIR-10: a county department, a school). ``numbers``: how many there are
      (88 departments), and other numbers that are printed.
    """

    id: str
    title: Wording
    kind: Literal[
        "leading_group", "working_group", "office", "team", "platform", "committee", "class", "departments"
    ]
    head: int = 0
    deputies: int = 0
    members: int = 0
    of: tuple[Wording, ...] = ()
    tasks: tuple[Wording, ...] = ()
    each: Literal["programme", "each_school", "each_class"] = "programme"
    contracts: Literal["school", "class", "child"] | None = None
    numbers: Values = Values()
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield numbers below zero."""
        for name in ("head", "deputies", "members"):
            if getattr(self, name) < 0:
                yield Problem(code="negative", path=(name,))
