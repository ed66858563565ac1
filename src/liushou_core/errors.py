"""Every error that liushou_core raises on purpose.

One root, :class:`LiushouError`; a stable ``code``; a text in Chinese and in English that says what to do.
Data are attributes. Values of fields that hold personal data never enter an error: whoever makes a
:class:`Problem` passes only values of fields marked PLAIN or LINK (see ``domain/privacy.py``).
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from liushou_core.locale import Locale, render
from liushou_core.problem import Path as Path  # noqa: PLC0414  # said again, so that checkers let it be taken from here
from liushou_core.problem import Problem, in_locale
from liushou_core.problem import dotted as dotted  # noqa: PLC0414  # as Path

__all__ = [
    "AlreadyExists",
    "AmbiguousPath",
    "Busy",
    "Conflict",
    "Contradiction",
    "ImportRefused",
    "InvalidFacts",
    "InvalidPolicy",
    "InvalidReceipt",
    "InvalidValue",
    "LiushouError",
    "MissingExtra",
    "NotFound",
    "NotPermitted",
    "OtherReceipt",
    "PluginRefused",
    "PolicyLacks",
    "Problem",
    "SchemaTooNew",
    "SchemaTooOld",
    "StoreClosed",
    "StoreFailed",
    "UnitOfWorkClosed",
    "UnknownPolicy",
    "UnknownQuestion",
    "UnknownScheme",
]


class LiushouError(Exception):
    """Root of every error raised on purpose; ``code`` is stable, ``data`` fills the text."""

    code: ClassVar[str] = "liushou"

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.text("en"))

    def text(self, locale: Locale = "en") -> str:
        """Return what happened and what to do, in *locale*."""
        return render(f"error.{self.code}", locale, **in_locale(self.data, locale))

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["data"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own __reduce__ passes positional arguments, which we do not take.
        return _remade, (type(self), self.data)


def _remade(kind: type[LiushouError], data: dict[str, Any]) -> LiushouError:
    return kind(**data)


class _Problems(LiushouError):
    """An error that lists every problem at once."""

    def __init__(self, problems: Iterable[Problem], *, what: str = "") -> None:
        self.problems = tuple(problems)
        self.what = what
        super().__init__(what=what, count=len(self.problems))

    def text(self, locale: Locale = "en") -> str:
        head = super().text(locale)
        return "\n".join([head, *(f"  - {problem.text(locale)}" for problem in self.problems)])

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade_problems, (type(self), self.problems, self.what)


def _remade_problems(kind: type[_Problems], problems: tuple[Problem, ...], what: str) -> _Problems:
    return kind(problems, what=what)


class InvalidValue(_Problems, ValueError):
    """An object cannot be made from these values; every problem of the object is listed."""

    code = "invalid_value"


class Contradiction(_Problems, ValueError):
    """Records that are each possible cannot be true together."""

    code = "contradiction"


class InvalidPolicy(_Problems, ValueError):
    """A pack cannot be loaded; every mistake is listed with its line."""

    code = "invalid_policy"


class InvalidFacts(_Problems, ValueError):
    """A facts document cannot be read; every mistake is listed with its path."""

    code = "invalid_facts"


class InvalidReceipt(_Problems, ValueError):
    """A kept receipt cannot be read; every mistake is listed with its path."""

    code = "invalid_receipt"


class ImportRefused(_Problems, ValueError):
    """Rows of an import are wrong and nothing was stored; every row and column is listed."""

    code = "import_refused"


class UnknownPolicy(LiushouError, LookupError):
    """No pack of this name: ``name``, ``known`` (the names there are)."""

    code = "unknown_policy"


class UnknownQuestion(LiushouError, LookupError):
    """The policy has no decision of this name: ``name``, ``known`` (the names there are)."""

    code = "unknown_question"


class OtherReceipt(LiushouError, ValueError):
    """The receipt is not about this: ``what`` (``policy``, ``former`` policy, ``subject`` or its ``kind``), ``expected``, ``given``."""

    code = "other_receipt"

    def text(self, locale: Locale = "en") -> str:
        """Return what the receipt is about and what to do, in *locale*."""
        data = {**self.data, "what": render(f"word.receipt_{self.data['what']}", locale)}
        return render(f"error.{self.code}", locale, **data)


class PolicyLacks(LiushouError, LookupError):
    """None of the ``policies`` has the ``table`` that the question needs."""

    code = "policy_lacks"


class AmbiguousPath(LiushouError, LookupError):
    """A parameter path fits several places or none: ``path``, ``candidates``."""

    code = "ambiguous_path"


class NotFound(LiushouError, LookupError):
    """No record of this ``kind`` and ``id``."""

    code = "not_found"


class AlreadyExists(LiushouError):
    """A record of this ``kind`` and ``id`` is stored already; it was not overwritten."""

    code = "already_exists"


class Conflict(LiushouError):
    """Somebody changed the record meanwhile: ``kind``, ``id``, ``expected``, ``actual`` versions, ``fields``."""

    code = "conflict"


class StoreClosed(LiushouError):
    """The store was closed."""

    code = "store_closed"


class UnitOfWorkClosed(LiushouError):
    """The unit of work cannot be used; ``why``: it is ``"over"``, or was opened for ``"reading_only"``."""

    code = "unit_of_work_closed"

    def text(self, locale: Locale = "en") -> str:
        """Return why it cannot be used and what to do, in *locale*."""
        why = render(f"word.uow_{self.data['why']}", locale)
        return render(f"error.{self.code}", locale, why=why)


class Busy(LiushouError, TimeoutError):
    """Another writer held the store for longer than the wait allowed: ``seconds``."""

    code = "busy"


class StoreFailed(LiushouError, OSError):
    """The database refused or failed: ``reason``, the driver's name for it; the driver's own text may hold values."""

    code = "store_failed"


class SchemaTooOld(LiushouError):
    """The database was made by an older release: ``found``, ``wanted``, ``command`` mends it."""

    code = "schema_too_old"


class SchemaTooNew(LiushouError):
    """The database was made by a newer release: ``found``, ``wanted``, ``command`` mends it."""

    code = "schema_too_new"


class UnknownScheme(LiushouError, LookupError):
    """No plugin opens stores of this ``scheme``; ``known`` lists those that can be opened."""

    code = "unknown_scheme"


class NotPermitted(LiushouError, PermissionError):
    """The actor may not do this: ``action``, ``resource``."""

    code = "not_permitted"


class PluginRefused(LiushouError):
    """A plugin cannot be used: ``plugin``, ``why``."""

    code = "plugin_refused"


class MissingExtra(LiushouError, ImportError):
    """This needs an optional dependency: ``feature``, ``extra``."""

    code = "missing_extra"
