"""Problem: one thing wrong with a value, as errors list it and lint reports it."""

from collections.abc import Mapping

import attrs

from liushou_core.locale import Locale, has_message, render

__all__ = ["Path", "Problem", "dotted", "in_locale"]

Path = tuple[str | int, ...]


@attrs.frozen(kw_only=True)
class Problem:
    """One thing wrong with a value: a stable code, where it is, and what to do.

    ``code`` names the messages ``problem.<code>.says`` and ``problem.<code>.mend`` of the catalogues;
    ``path`` leads from the checked object to the field; ``row`` and ``column`` (roster files) and ``line``
    (packs) count from 1; ``values`` fill the message and never hold personal data.
    """

    code: str
    path: Path = ()
    values: Mapping[str, object] = attrs.field(factory=dict)
    severity: str = "error"
    file: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None

    def text(self, locale: Locale = "en") -> str:
        """Return where, what and how to mend it, in one line of *locale*."""
        says, mend = self.says(locale), self.mend(locale)
        colon, stop = ("：", "。") if locale == "zh" else (": ", "; ")
        where = self.where(locale)
        return f"{where}{colon}{says}{stop}{mend}" if where else f"{says}{stop}{mend}"

    def says(self, locale: Locale = "en") -> str:
        """Return what is wrong, without where."""
        return render(f"problem.{self.code}.says", locale, **in_locale(self.values, locale))

    def mend(self, locale: Locale = "en") -> str:
        """Return what to do about it."""
        return render(f"problem.{self.code}.mend", locale, **in_locale(self.values, locale))

    def where(self, locale: Locale = "en") -> str:
        """Return the place alone: file, line or row and column, and the path inside the object."""
        places = [self.file or ""]
        for name, value in (("line", self.line), ("row", self.row), ("column", self.column)):
            if value is not None:
                places.append(render(f"word.at_{name}", locale, value=value))
        places.append(dotted(self.path))
        return " ".join(place for place in places if place)

    def under(self, *prefix: str | int) -> "Problem":
        """Return the same problem seen from an object that holds this one at *prefix*."""
        return attrs.evolve(self, path=(*prefix, *self.path))


def dotted(path: Path) -> str:
    """Return a path as text.

    >>> dotted(("duty", 0, "at_least"))
    'duty[0].at_least'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def in_locale(values: Mapping[str, object], locale: Locale) -> dict[str, object]:
    """Return *values* as a reader of *locale* would write them: types and kinds by name, several things as a list."""
    words: dict[str, object] = {}
    for name, value in values.items():
        key = {"about": "record", "expected": "type", "kind": "record", "what": "record"}.get(name, "")
        if isinstance(value, tuple):
            words[name] = ("、" if locale == "zh" else ", ").join(map(str, value))
        else:
            words[name] = render(f"{key}.{value}", locale) if has_message(f"{key}.{value}") else value
    return words
