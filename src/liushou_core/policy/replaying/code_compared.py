"""Which code differs between a receipt and today: the library, and the plugins that brought criteria."""

from collections.abc import Iterator
from typing import Final

from liushou_core.policy.origin import Origin
from liushou_core.policy.replaying.cause import Cause, CauseKind
from liushou_core.policy.replaying.kept import KeptReceipt

__all__ = ["code_changes", "code_of"]

_OURS: Final = "liushou-core"


def code_changes(kept: KeptReceipt, today: KeptReceipt) -> Iterator[Cause]:
    """Yield the library, if its version is another, and every criterion and component that others brought and now bring otherwise."""
    if kept.library != today.library:
        yield _cause("library", kept.library, today.library)
    for name, origin in today.origins.items():
        was = kept.origins.get(name)
        if was is not None and was != origin and not was.distribution == origin.distribution == _OURS:
            yield _cause(name, _words(was), _words(origin))


def code_of(kept: KeptReceipt, today: KeptReceipt, criterion: str | None) -> Cause | None:
    """Return what differs in the code by which a criterion answers; without one, in any. None if nothing does."""
    found = tuple(code_changes(kept, today))
    names = ("library", f"criteria.{criterion}")
    fitting = [one for one in found if criterion is None or one.path in names]
    return fitting[-1] if fitting else None  # the criterion's own code before the library's


def _cause(path: str, before: str, after: str) -> Cause:
    return Cause(kind=CauseKind.NEW_CODE, path=path, before=before, after=after)


def _words(origin: Origin) -> str:
    return f"{origin.distribution} {origin.version}"
