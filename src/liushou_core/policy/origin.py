"""Origin: who brought a criterion, a component or another contribution; named in receipts."""

import attrs

__all__ = ["Origin"]


@attrs.frozen
class Origin:
    """A distribution and its version."""

    distribution: str
    version: str
