"""Provision: something a plan offers or asks for in words only, with nothing in it to count."""

import attrs

from liushou_core.policy.source import Source, Wording

__all__ = ["Provision"]


@attrs.frozen(kw_only=True)
class Provision:
    """One item of a catalogue of activities, or a rule of communication, training, safety or responsibility.

    ``optional``: from a menu (003 §1.4: *selective* tutoring), so that leaving it out breaks nothing.
    """

    id: str
    says: Wording
    optional: bool = False
    source: Source | None = None
