"""Replaying a kept decision: is the answer today the same, and if not, why."""
