"""Scoring of hand-in-hand helpers (004 §2.六): the ``[scoring]`` table, with every reading the text leaves open.

Three points of the text are remarks and have no parameter. SCO-6: what a *serious* violation is the school judges and
records. SCO-22: falls cost nothing and the base moves on each year, so a swing 20 → 30 → 20 earns 100 points in its last
year. SCO-24: total marks (a subject missing, bonus subjects) are added up by whoever records them.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs

from liushou_core.errors import Problem
from liushou_core.policy.component import Component
from liushou_core.policy.components import builtin
from liushou_core.policy.ranks import RankIn, Ties
from liushou_core.policy.rounding import Rounding
from liushou_core.policy.source import Source

__all__ = ["Scoring", "Share", "Shares", "components"]

Share = Literal["sum", "mean", "divide_equally", "none"]


@attrs.frozen(kw_only=True)
class Shares:
    """How the scores of their children make a helper's score; both draw on the same child scores (SCO-25).

    ``volunteer``: over the children contracted, each counted once (SCO-10). ``class_teacher``: over the relevant pupils of
    the class (SCO-11). ``sum``; ``mean`` (均分); ``divide_equally``: the pupils' total, divided among those who hold the post
    together (the English translation's reading, which the Chinese text does not support); ``none``: the role is not scored.
    """

    volunteer: Share = "sum"
    class_teacher: Share = "mean"


@attrs.frozen(kw_only=True)
class Scoring:
    """How children are scored and helpers rewarded.

    **Ranks.** ``rank_in``: rank in the ``class`` (default) or the ``grade`` of the school (SCO-1). ``ties``: ``competition``
    1, 2, 2, 4 (default), ``dense`` 1, 2, 2, 3, ``ordinal`` (tied children in the order of their ids) or ``average`` (SCO-16).
    ``base``: the final before the year (``previous_final``, default; SCO-13), or the year's own first term every year
    (``first_term``). In the first scored year, grade ``first_grade`` (7 is junior one 初一), it is the first term's final
    either way (SCO-1). ``third_year``: from the third year on the plan prints no base; ``previous_final`` (default) or none
    (``undefined``) (SCO-14). ``year_end``: the end rank is the second term's final (``term_2``, default); or, from the second
    year on, each term's final is compared with the base (``each_term``) or with the final before it
    (``each_term_in_turn``) (SCO-13). ``across_classes``: ranks of different classes are not comparable (``undefined``,
    default) or are (``comparable``) (SCO-15). ``missing_rank``: the other items stand (default) or there is ``no_score``
    (SCO-17).

    **The child's score.** ``rise_and_keep``: a child who rises within the top has ``both`` (default); else ``keep_only`` (the
    points for staying replace those for the rise) or ``rise_only`` (SCO-4). ``year``: conduct and titles count from
    1 September to 31 August (``school_year``, default: every day belongs to one year) or on the days of the ``terms`` only.
    ``most_points`` caps one child's score; off by default (SCO-21).

    **Who is scored.** ``relevant``: children whom the plan's eligibility covers (``covered``, default), whom it was recorded
    to have taken in (``members``), or who are covered and contracted by a volunteer (``paired``) (SCO-11). ``leaving``: only
    who is still in the scheme when the end rank is taken (``at_end_rank``, default), or who left earlier too, by what is
    known up to the last day in it (``up_to_date``) (SCO-26).

    **Helpers.** ``shares``: see :class:`Shares`. ``changed_mid_year``: all credit to the ``holder_at_end`` (default) or by
    days (``pro_rata``) (SCO-18). ``several_volunteers``: ``each_full`` (default) or ``split`` (SCO-19). ``both_roles``: a
    class teacher who is a volunteer too is paid for both (``separate``, default), for the ``higher`` one, or for the one
    named (SCO-20). ``accumulate``: the score payable is that of the ``year`` (default), or of all years ``across_years``
    (SCO-8).

    **Money.** ``yuan_per_point``, ``rounding`` once an amount (SCO-9); ``cap``: the most yuan one helper is paid for one role
    and class, off by default (SCO-21). ``below_zero`` (only with deductions): a negative score ``pays_nothing`` (default) or
    is ``owed``. ``student_awards``: one student may have ``both`` (default) or the ``higher`` one (STU-4).
    """

    source: Source | None = None
    components: tuple[Component, ...] = ()

    rank_in: RankIn = "class"
    ties: Ties = "competition"
    base: Literal["previous_final", "first_term"] = "previous_final"
    first_grade: int = 7
    third_year: Literal["previous_final", "undefined"] = "previous_final"
    year_end: Literal["term_2", "each_term", "each_term_in_turn"] = "term_2"
    across_classes: Literal["undefined", "comparable"] = "undefined"
    missing_rank: Literal["other_items_stand", "no_score"] = "other_items_stand"

    rise_and_keep: Literal["both", "keep_only", "rise_only"] = "both"
    year: Literal["school_year", "terms"] = "school_year"
    most_points: Decimal | None = None

    relevant: Literal["covered", "members", "paired"] = "covered"
    leaving: Literal["at_end_rank", "up_to_date"] = "at_end_rank"

    shares: Shares = Shares()
    changed_mid_year: Literal["holder_at_end", "pro_rata"] = "holder_at_end"
    several_volunteers: Literal["each_full", "split"] = "each_full"
    both_roles: Literal["separate", "higher", "volunteer", "class_teacher"] = "separate"
    accumulate: Literal["year", "across_years"] = "year"

    yuan_per_point: Decimal = Decimal(1)
    rounding: Rounding = Rounding()
    cap: Decimal | None = None
    below_zero: Literal["pays_nothing", "owed"] = "pays_nothing"
    student_awards: Literal["both", "higher"] = "both"

    def lint(self) -> Iterator[Problem]:
        """Yield components with one id, grades and amounts that cannot be, and a table that scores nothing."""
        if not self.components:
            yield Problem(code="scoring_nothing", path=("components",), severity="warning")
        times = Counter(component.id for component in self.components)
        for index, component in enumerate(self.components):
            if times[component.id] > 1:
                yield Problem(code="id_twice", path=("components", index, "id"), values={"id": component.id})
        if not 1 <= self.first_grade <= 12:
            yield Problem(code="bad_grade", path=("first_grade",), values={"grade": self.first_grade})
        if self.yuan_per_point < 0:
            yield Problem(code="negative", path=("yuan_per_point",))
        for name in ("most_points", "cap"):
            limit = getattr(self, name)
            if limit is not None and limit <= 0:
                yield Problem(code="scoring_points", path=(name,))


def components() -> tuple[type[Component], ...]:
    """Return our own scoring components, in the order of the plan."""
    return builtin()
