"""What a plan only names, and defines nowhere (requirements §8.2): never invented, and said so by lint."""

from collections.abc import Iterator

from liushou_core.errors import Problem

__all__ = ["named_only"]


def named_only(what: str) -> Iterator[Problem]:
    """Yield the warning that the plan names *what*, and that somebody has to define it."""
    yield Problem(code="named_only", path=(what,), values={"what": what}, severity="warning")
