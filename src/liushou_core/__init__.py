"""liushou_core: plans for the care of left-behind children 留守儿童, made executable and checkable.

    plan (policy as data) + records (facts about children) + a day → decisions, due lists, points, awards,
    each with its reasons, its source in the plan, and what is still unknown.

Names are resolved on first use, so that importing the package costs little and needs only attrs and python-stdnum.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from liushou_core.__about__ import __version__

if TYPE_CHECKING:
    from liushou_core.domain.calendar import Duration, SchoolYear, Span, TermId
    from liushou_core.domain.facts import ChildFacts, Facts
    from liushou_core.domain.memory_facts import MemoryFacts
    from liushou_core.domain.unknown import NOT_ASKED, NOT_KNOWN, REFUSED, Known, Unknown, is_known
    from liushou_core.errors import LiushouError, Problem
    from liushou_core.plugins.hookspecs import hookimpl
    from liushou_core.plugins.manager import make_plugin_manager
    from liushou_core.policy.assessment import assess, assess_each
    from liushou_core.policy.compliance import ComplianceReport, check, indicators
    from liushou_core.policy.criterion import Criterion
    from liushou_core.policy.decision import Decision, decide
    from liushou_core.policy.due import due
    from liushou_core.policy.policy import Policy
    from liushou_core.policy.prose import explain_policy
    from liushou_core.policy.replaying.cause import Cause, CauseKind
    from liushou_core.policy.replaying.replay import Replay
    from liushou_core.policy.settlement import Settlement, settle
    from liushou_core.policy.verdict import NO, UNKNOWN, YES, Finding, Verdict
    from liushou_core.ports.actor import Actor
    from liushou_core.programme import Programme, open_programme
    from liushou_core.serialization.facts_document import facts_schema, read_facts
    from liushou_core.serialization.packs import lint_policy, list_policies, load_policy, parse_policy
    from liushou_core.serialization.receipts import replay

_HOMES = {
    "domain.calendar": ("Duration", "SchoolYear", "Span", "TermId"),
    "domain.facts": ("ChildFacts", "Facts"),
    "domain.memory_facts": ("MemoryFacts",),
    "domain.unknown": ("NOT_ASKED", "NOT_KNOWN", "REFUSED", "Known", "Unknown", "is_known"),
    "errors": ("LiushouError", "Problem"),
    "plugins.hookspecs": ("hookimpl",),
    "plugins.manager": ("make_plugin_manager",),
    "policy.assessment": ("assess", "assess_each"),
    "policy.compliance": ("ComplianceReport", "check", "indicators"),
    "policy.criterion": ("Criterion",),
    "policy.decision": ("Decision", "decide"),
    "policy.due": ("due",),
    "policy.policy": ("Policy",),
    "policy.prose": ("explain_policy",),
    "policy.replaying.cause": ("Cause", "CauseKind"),
    "policy.replaying.replay": ("Replay",),
    "policy.settlement": ("Settlement", "settle"),
    "policy.verdict": ("NO", "UNKNOWN", "YES", "Finding", "Verdict"),
    "ports.actor": ("Actor",),
    "programme": ("Programme", "open_programme"),
    "serialization.facts_document": ("facts_schema", "read_facts"),
    "serialization.packs": ("lint_policy", "list_policies", "load_policy", "parse_policy"),
    "serialization.receipts": ("replay",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NO",
    "NOT_ASKED",
    "NOT_KNOWN",
    "REFUSED",
    "UNKNOWN",
    "YES",
    "Actor",
    "Cause",
    "CauseKind",
    "ChildFacts",
    "ComplianceReport",
    "Criterion",
    "Decision",
    "Duration",
    "Facts",
    "Finding",
    "Known",
    "LiushouError",
    "MemoryFacts",
    "Policy",
    "Problem",
    "Programme",
    "Replay",
    "SchoolYear",
    "Settlement",
    "Span",
    "TermId",
    "Unknown",
    "Verdict",
    "__version__",
    "assess",
    "assess_each",
    "check",
    "decide",
    "due",
    "explain_policy",
    "facts_schema",
    "hookimpl",
    "indicators",
    "is_known",
    "lint_policy",
    "list_policies",
    "load_policy",
    "make_plugin_manager",
    "open_programme",
    "parse_policy",
    "read_facts",
    "replay",
    "settle",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
