"""Indicators: rates, counts and sums by which a plan is judged, each with numerator, denominator and what is still unknown (IND-1 … IND-12)."""

from liushou_core.policy.indicators.counted import Counted, Share
from liushou_core.policy.indicators.rate import Rate

__all__ = ["Counted", "Rate", "Share"]
