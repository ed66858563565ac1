"""The formula guard: no cell that we write is run by a spreadsheet, and none that we read back has changed.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, so a name typed into a form could
run a command on the machine of whoever opens the export. A leading apostrophe is the spreadsheets' own mark for "this
is text"; it is put in front on export and taken away on import.
"""

from typing import Final

__all__ = ["MARK", "guarded", "unguarded"]

MARK: Final = "'"
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula, or is skipped before one; some spreadsheets read the full-width signs alike."""


def guarded(text: str) -> str:
    """Return *text* as it may stand in a cell: marked as text where it could be taken for a formula.

    >>> guarded("=1+1"), guarded("Li"), guarded("'quoted")
    ("'=1+1", 'Li', "''quoted")
    """
    return MARK + text if text.startswith((MARK, *_DANGEROUS)) else text


def unguarded(cell: str) -> str:
    """Return what :func:`guarded` was given.

    >>> unguarded("'=1+1"), unguarded("''quoted")
    ('=1+1', "'quoted")
    """
    return cell.removeprefix(MARK)
