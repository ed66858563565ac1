"""Privacy is declared once: one mark on a field of the model.

The mark drives masking in ``repr``, what errors may show, encryption at rest and suppression in exports.
A field is declared by its mark: ``name: Known[str] = identity("姓名", default=NOT_ASKED)``.
"""

from enum import Enum
from typing import Any, Final

import attrs

__all__ = [
    "MASK",
    "Sensitivity",
    "identity",
    "label_of",
    "link",
    "plain",
    "sensitive",
    "sensitivity_of",
    "source_of",
]

MASK: Final = "«…»"
_MARK: Final = "liushou"


class Sensitivity(Enum):
    """How a field is handled; the order is from the most to the least protected."""

    IDENTITY = "identity"
    """Says who a person is: names, identity and school-roll numbers, phones, addresses."""
    SENSITIVE = "sensitive"
    """Health, mood, family misfortune, suspicion of an offence, free notes, birthdays."""
    LINK = "link"
    """Ids that lead to another record."""
    PLAIN = "plain"
    """Everything else."""

    @property
    def masked(self) -> bool:
        """Whether values are hidden from ``repr``, errors and logs."""
        return self in (Sensitivity.IDENTITY, Sensitivity.SENSITIVE)


@attrs.frozen
class _Mark:
    sensitivity: Sensitivity
    label: str
    source: str


def identity(label: str, *, default: Any = attrs.NOTHING, source: str = "") -> Any:
    """Declare an IDENTITY field: its Chinese *label* and the *source* that asks for it."""
    return _field(Sensitivity.IDENTITY, label, default, source)


def sensitive(label: str, *, default: Any = attrs.NOTHING, source: str = "") -> Any:
    """Declare a SENSITIVE field: its Chinese *label* and the *source* that asks for it."""
    return _field(Sensitivity.SENSITIVE, label, default, source)


def link(label: str, *, default: Any = attrs.NOTHING, source: str = "") -> Any:
    """Declare a LINK field: its Chinese *label* and the *source* that asks for it."""
    return _field(Sensitivity.LINK, label, default, source)


def plain(label: str, *, default: Any = attrs.NOTHING, source: str = "") -> Any:
    """Declare a PLAIN field: its Chinese *label* and the *source* that asks for it."""
    return _field(Sensitivity.PLAIN, label, default, source)


def _field(sensitivity: Sensitivity, label: str, default: Any, source: str) -> Any:
    return attrs.field(default=default, metadata={_MARK: _Mark(sensitivity, label, source)})


def _mark(attribute: "attrs.Attribute[Any]") -> _Mark:
    mark: _Mark = attribute.metadata[_MARK]
    return mark


def sensitivity_of(attribute: "attrs.Attribute[Any]") -> Sensitivity:
    """Return the mark of a field. Raises KeyError for a field without one."""
    return _mark(attribute).sensitivity


def label_of(attribute: "attrs.Attribute[Any]") -> str:
    """Return the field's Chinese label, as spreadsheets and cards print it."""
    return _mark(attribute).label


def source_of(attribute: "attrs.Attribute[Any]") -> str:
    """Return the place in the sources that asks for the field; empty where only a rule implies it."""
    return _mark(attribute).source
