"""The tables of a new pack: for each kind one small example, about whomever the pack is about."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from liushou_core.domain.subject import SubjectRole

__all__ = ["TABLES", "About"]


class About(Protocol):
    """What the tables need to know of the new pack."""

    @property
    def subject(self) -> SubjectRole:
        """Whom or what its questions are about."""
        ...

    @property
    def sections(self) -> tuple[str, ...]:
        """Which tables it has."""
        ...


def _about(new: About, table: dict[str, Any], default: SubjectRole = SubjectRole.CHILD) -> dict[str, Any]:
    """Return *table* with its subject, where that is not whom it is about anyway."""
    if new.subject is default:
        return table
    first = {"id": table["id"]} if "id" in table else {}
    return {**first, "subject": new.subject.value, **table}


def _facts(new: About) -> dict[str, Any]:
    tables: dict[str, Any] = {
        "needs_help": {"type": "bool", "label": {"zh": "需要帮助", "en": "needs help"}},
        "income": {"type": "money", "at_least": 0, "label": {"zh": "月收入", "en": "monthly income"}},
    }
    if "identity" in new.sections:
        for name, zh in (("boys", "男生人数"), ("girls", "女生人数"), ("pupils", "学生人数")):
            tables[name] = {"type": "number", "whole": True, "at_least": 0, "label": {"zh": zh, "en": name}}
    return {name: _about(new, table) for name, table in tables.items()}


def _duty(new: About) -> list[dict[str, Any]]:
    to = {} if new.subject is SubjectRole.CHILD else {"to": f"each_{new.subject.value}"}
    return [{"id": "monthly-help", "event": "help_given", **to, "at_least": 1, "per": "month"}]


_EVENTS: Final = {
    "help_given": {"label": {"zh": "帮扶一次", "en": "help given"}},
    "follow_up": {"label": {"zh": "回访", "en": "follow-up"}},
}
_ELIGIBILITY: Final = {
    "all": [{"age": {"less_than": 18}}, {"parents_away": {"who": "both", "at_least": "3 months"}}]
}
_BANDS: Final[tuple[dict[str, Any], ...]] = ({"less_than": 500}, {"less_than": 1000}, {})
_CLASSES: Final = [
    {"id": id, "title": {"zh": zh, "en": id}, **band}
    for id, zh, band in zip(("low", "middle", "high"), ("低", "中", "高"), _BANDS, strict=True)
]
_ITEMS: Final = [
    {"id": "help", "fact": "needs_help", "choices": {"yes": 5, "no": 0}},
    {
        "id": "money",
        "of": {"fact": "income"},
        "bands": [{**band, "points": points} for band, points in zip(_BANDS, (3, 1, 0), strict=True)],
    },
]
TABLES: Final[Mapping[str, Callable[[About], Any]]] = {
    "fact": _facts,
    "event": lambda _: _EVENTS,
    "eligibility": lambda _: _ELIGIBILITY,
    "decision": lambda new: [
        _about(
            new,
            {
                "id": "first-question",
                "title": {"zh": "是否给予补助", "en": "is an allowance given"},
                "values": {"yuan_a_month": 100},
                "all": [{"fact": "needs_help"}, {"fact": {"name": "income", "at_most": 1000}}],
            },
        )
    ],
    "classification": lambda new: [
        _about(new, {"id": "income-group", "of": {"fact": "income"}, "class": _CLASSES})
    ],
    "score": lambda new: [_about(new, {"id": "points", "maximum": 8, "item": _ITEMS})],
    "tally": lambda new: [_about(new, {"id": "times-helped", "event": "help_given", "over": "school_year"})],
    "ladder": lambda new: [
        _about(
            new,
            {
                "id": "thanks",
                "of": {"tally": "times-helped"},
                "rung": [{"id": "letter", "at_least": 1}, {"id": "medal", "at_least": 10}],
            },
        )
    ],
    "date": lambda _: [{"id": "children-s-day", "rule": {"fixed": {"month": 6, "day": 1}}}],
    "limit": lambda new: [
        _about(
            new,
            {
                "id": "in-time",
                "from": {"event": {"kind": "help_given", "which": "first"}},
                "to": {"event": "follow_up"},
                "at_most": "8 weeks",
            },
        )
    ],
    "identity": lambda new: [
        _about(
            new,
            {"id": "all-counted", "sum": [{"fact": "boys"}, {"fact": "girls"}], "equals": {"fact": "pupils"}},
            SubjectRole.ORGANISATION,
        )
    ],
    "record": lambda _: [{"id": "archive", "fields": ["child.birthday", "child.parents", "parent.phone"]}],
    "duty": _duty,
    "trigger": lambda new: [
        _about(
            new,
            {
                "id": "help",
                "when": {"fact": "needs_help"},
                "since": {"event": {"kind": "help_given", "which": "first"}},
                "steps": [{"id": "look-again", "do": "follow_up", "within": "8 weeks"}],
            },
        )
    ],
}
"""By name, in the order in which they are written."""
