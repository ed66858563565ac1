"""Assessments of classes, teachers and bodies 考核, and what their results are linked with (ASM-1 … ASM-6, S2)."""

from collections.abc import Iterator
from typing import Literal

import attrs

from liushou_core.domain.calendar import Period
from liushou_core.errors import Problem
from liushou_core.policy.source import Source, Wording
from liushou_core.policy.tables.named_only import named_only

__all__ = ["Assessment"]


@attrs.frozen(kw_only=True)
class Assessment:
    """Each class, teacher, helper or body is assessed once a ``per``: a result is recorded by somebody who judges.

    * ``assesses``: who is assessed. ``per``: once a school year (default; "calendar or school year" is left open), year, term …
    * ``criteria``: what is looked at. No plan of the sources prints any: an empty list says that the plan only names them.
    * ``grades``: the results there may be, the best first: ``["advanced", "other"]``; empty: any word.
    * ``linked``: other evaluations that take the result over (ASM-4).
    * ``veto``: who is found not serious enough may not take part in the school's evaluation (ASM-5).
    """

    id: str
    title: Wording
    assesses: Literal["class", "class_teacher", "helper", "organisation"]
    per: Period = Period.SCHOOL_YEAR
    criteria: tuple[Wording, ...] = ()
    grades: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    veto: bool = False
    source: Source | None = None

    def lint(self) -> Iterator[Problem]:
        """Yield grades named twice, and criteria that are only named."""
        if len(set(self.grades)) < len(self.grades):
            yield Problem(code="repeated", path=("grades",))
        if not self.criteria:
            yield from named_only("criteria")
