"""Pairing rules 结对: how many helpers of a role every child of a plan gets (PAIR-1 … PAIR-14)."""

from collections.abc import Iterator
from typing import Literal

import attrs

from liushou_core.domain.helper import HelperRole
from liushou_core.errors import Problem
from liushou_core.policy.source import Source
from liushou_core.policy.verdict import Clause

__all__ = ["PairingRule"]


@attrs.frozen(kw_only=True)
class PairingRule:
    """Each child covered by the plan has ``helpers_per_child`` helpers in ``role``.

    ``children_per_helper``: the most children one helper may have; None where the plan prints no limit.
    ``same_class``: helper and child belong to one class. ``requires``: which of the covered children (PAIR-4: the key
    targets); None: every one of them.

    What the plans leave open (requirements §4.3, §4.6): ``helper``: whoever may serve in the role (``by_role``, default), only an
    ``adult`` or only a ``pupil``. ``pupil``: ``any`` pupil may help (default), only one whom the plan does not cover
    (``not_covered``), or only one whom it does (``covered``). ``exclusive``: a child who has a helper of another kind gets none of
    this one. ``order``: key-help targets come first (``key_target``, default), or who has been unserved longest, target or not
    (``longest_unserved``). ``nobody_free``: where no helper is left the place is ``vacant`` (default, 每个), or ``waived``.

    >>> list(PairingRule(id="one-to-one", role=HelperRole.PUPIL_HELPER, helpers_per_child=0).lint())[0].code
    'at_least_one'
    """

    id: str
    role: HelperRole
    helpers_per_child: int = 1
    children_per_helper: int | None = None
    same_class: bool = False
    helper: Literal["by_role", "adult", "pupil"] = "by_role"
    pupil: Literal["any", "not_covered", "covered"] = "any"
    exclusive: bool = False
    order: Literal["key_target", "longest_unserved"] = "key_target"
    nobody_free: Literal["vacant", "waived"] = "vacant"
    requires: Clause | None = None
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield numbers below one, and a role that is held by post."""
        for name in ("helpers_per_child", "children_per_helper"):
            number = getattr(self, name)
            if number is not None and number < 1:
                yield Problem(code="at_least_one", path=(name,))
        if self.helper == "adult" and self.pupil != "any":
            yield Problem(code="pairing_pupil_idle", path=("pupil",), severity="warning")
        if self.role.value == "class_teacher":
            yield Problem(code="paired_by_post", path=("role",), severity="warning")
