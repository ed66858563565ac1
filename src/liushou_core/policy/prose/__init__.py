"""A policy in prose: what its pack says, clause by clause, so that those who wrote the plan can check that it says the same."""

from liushou_core.policy.prose.pack import explain_policy

__all__ = ["explain_policy"]
