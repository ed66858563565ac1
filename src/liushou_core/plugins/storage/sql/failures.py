"""Errors of SQLAlchemy and of drivers become ours, and lose the values they may quote (RS-36)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy.exc

from liushou_core.errors import Busy, LiushouError, StoreFailed

__all__ = ["translated"]

_SQLITE_BUSY: Final = 5
_SQLITE_LOCKED: Final = 6


@contextmanager
def translated(busy_timeout: float) -> Iterator[None]:
    """Run a block whose database errors are raised as ours: Busy after waiting in vain, else StoreFailed.

    They are raised ``from None``: a driver's message may quote what was to be stored.
    """
    try:
        yield
    except sqlalchemy.exc.TimeoutError:
        # The pool's: all connections are in use.
        raise Busy(seconds=busy_timeout) from None
    except sqlalchemy.exc.DBAPIError as error:
        raise _ours(error.orig, busy_timeout) from None
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise StoreFailed(reason=type(error).__name__) from None


def _ours(error: BaseException | None, busy_timeout: float) -> LiushouError:
    # Extended codes of SQLite carry the primary one in their lowest byte.
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in (_SQLITE_BUSY, _SQLITE_LOCKED):
        return Busy(seconds=busy_timeout)
    return StoreFailed(reason=getattr(error, "sqlite_errorname", None) or type(error).__name__)
