"""Counted: a numerator over a denominator, and how far the cases that are still open can move it."""

from fractions import Fraction

import attrs

from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Verdict

__all__ = ["Counted", "Share"]


@attrs.frozen(kw_only=True)
class Counted:
    """A share, or a mere number where ``denominator`` is None; exact.

    ``numerator`` and ``denominator`` count what is certain, ``undetermined`` the cases that may count; whatever they turn out to be,
    the value lies from ``low`` to ``high``, both included. Both are None where the value is undefined: nothing was counted.

    >>> Counted(numerator=1, denominator=3, low=Fraction(1, 3), high=Fraction(1, 3)).value
    Fraction(1, 3)
    """

    numerator: Fraction | int
    denominator: int | None = None
    undetermined: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    missing: tuple[Fact, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The value where nothing that is open can move it; None where it is undefined, or not yet known."""
        return self.low if self.low == self.high and not self.may_be_undefined else None

    @property
    def undefined(self) -> bool:
        """Whether there is nothing to count: never 100%, and never 0."""
        return self.low is None

    @property
    def may_be_undefined(self) -> bool:
        """Whether nothing certain stands in the denominator."""
        return self.denominator == 0

    def at_least(self, target: Fraction) -> Verdict:
        """Return whether the value is *target* or more; UNKNOWN where that is open, or the value is undefined."""
        if self.low is None or self.high is None:
            return UNKNOWN
        if self.high < target:
            return NO if not self.may_be_undefined else UNKNOWN
        return YES if self.low >= target and not self.may_be_undefined else UNKNOWN

    def at_most(self, target: Fraction) -> Verdict:
        """Return whether the value is *target* or less."""
        if self.low is None or self.high is None:
            return UNKNOWN
        if self.low > target:
            return NO if not self.may_be_undefined else UNKNOWN
        return YES if self.high <= target and not self.may_be_undefined else UNKNOWN


def number(value: Fraction | int, *, undetermined: int = 0, missing: tuple[Fact, ...] = ()) -> Counted:
    """Return a count or a sum; with *undetermined* cases it may be up to so many more."""
    low = Fraction(value)
    return Counted(
        numerator=value, undetermined=undetermined, low=low, high=low + undetermined, missing=missing
    )


def unknown(*missing: Fact) -> Counted:
    """Return what cannot be counted before these facts are known."""
    return Counted(numerator=0, denominator=0, undetermined=1, missing=missing)


_MOST_NAMED = 100
"""How many missing facts a share names: of a register of which nobody asked anything, the first are enough."""


@attrs.define
class Share:
    """Counts cases one by one: whether each belongs to the denominator, and whether to the numerator.

    >>> share = Share()
    >>> for counts in (YES, NO, UNKNOWN):
    ...     share.add(YES, counts)
    >>> counted = share.counted()
    >>> counted.low, counted.high, counted.value
    (Fraction(1, 3), Fraction(2, 3), None)
    """

    _cases: dict[tuple[Verdict, Verdict], int] = attrs.field(init=False, factory=dict)
    _missing: dict[Fact, None] = attrs.field(init=False, factory=dict)

    def add(self, of: Verdict, counts: Verdict, missing: tuple[Fact, ...] = ()) -> None:
        """Count one case; *missing* are the facts that leave it open."""
        if of is NO:
            return
        self._cases[of, counts] = self._cases.get((of, counts), 0) + 1
        for fact in missing if len(self._missing) < _MOST_NAMED else ():
            self._missing[fact] = None

    def counted(self) -> Counted:
        """Return the share of the cases so far."""
        yes, no, open_ = (self._cases.get((YES, counts), 0) for counts in (YES, NO, UNKNOWN))
        may_yes, may_no, may_open = (self._cases.get((UNKNOWN, counts), 0) for counts in (YES, NO, UNKNOWN))
        certain = yes + no + open_
        undetermined = open_ + may_yes + may_no + may_open
        least, most = certain + may_no + may_open, certain + may_yes + may_open
        # With nothing certain, the share is 0, 1, or anything between them, if it is anything at all.
        low = Fraction(yes, least) if least else Fraction(1) if most else None
        high = Fraction(yes + open_ + may_yes + may_open, most) if most else Fraction(0) if least else None
        return Counted(
            numerator=yes,
            denominator=certain,
            undetermined=undetermined,
            low=low,
            high=high,
            missing=tuple(self._missing),
        )
