"""Categories: the groups of children a plan names, and what it promises each member (requirements §3.1, REC-7, REC-9)."""

from collections.abc import Iterator
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.named_only import named_only
from liushou_core.policy.verdict import Clause

__all__ = ["Category"]


@attrs.frozen(kw_only=True)
class Category:
    """A group of children: those of whom ``when`` holds; without it the plan only names the group, and defines it nowhere.

    * ``among``: the ``covered`` children or among ``all`` that are recorded (an excellent pupil who helps is not left behind).
    * ``dossier``: their archives are filed apart, under this name (REC-7).
    * ``note``: each has a detailed note in the archive (REC-9).
    * ``programme``: each has a care plan or an individual plan (requirements §2.14).
    """

    id: str
    title: Wording
    when: Clause | None = None
    among: Literal["covered", "all"] = "covered"
    dossier: str | None = None
    note: bool = False
    programme: bool = False
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield a group that is only named."""
        if self.when is None:
            yield from named_only("when")
