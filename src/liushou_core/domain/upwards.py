"""From a body to those above it."""

from collections.abc import Callable, Iterator

from liushou_core.domain.ids import OrganisationId

__all__ = ["upwards"]


def upwards(
    id: OrganisationId, parent_of: Callable[[OrganisationId], OrganisationId | None]
) -> Iterator[OrganisationId]:
    """Yield a body and those above it, the nearest first; each once, should they stand in a circle."""
    seen: set[OrganisationId] = set()
    at: OrganisationId | None = id
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = parent_of(at)
