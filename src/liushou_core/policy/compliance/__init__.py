"""Compliance: the report of a whole plan: every promise with its evidence or its gap, and every indicator."""

from liushou_core.policy.compliance.check import check, indicators
from liushou_core.policy.compliance.promise import Case, Promise, PromiseState
from liushou_core.policy.compliance.report import ComplianceReport

__all__ = ["Case", "ComplianceReport", "Promise", "PromiseState", "check", "indicators"]
