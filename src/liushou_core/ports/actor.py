"""Actor: who does something, in which roles, for what purpose. Every unit of work names one."""

import attrs

__all__ = ["Actor"]


@attrs.frozen
class Actor:
    """Who acts: an id, roles such as ``class_teacher``, and a purpose in words."""

    id: str
    roles: tuple[str, ...] = ()
    purpose: str = ""

    @classmethod
    def local(cls) -> "Actor":
        """Return the actor of an application that names none: the owner, for embedded use."""
        return cls("local", ("owner",), "embedded use")
