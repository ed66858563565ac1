"""SystemClock: the time of the machine."""

from datetime import UTC, datetime

__all__ = ["SystemClock"]


class SystemClock:
    """A Clock that asks the operating system."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)
