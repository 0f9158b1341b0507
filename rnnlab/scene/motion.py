"""How things move: pure functions of a share of time between 0 and 1."""

from __future__ import annotations


def clamp(share: float) -> float:
    """Return the share, held between 0 and 1."""
    return 0.0 if share < 0.0 else 1.0 if share > 1.0 else share


def ease(share: float) -> float:
    """Start and end softly (smootherstep: Perlin 2002, 6s⁵ − 15s⁴ + 10s³)."""
    share = clamp(share)
    return share * share * share * (share * (share * 6.0 - 15.0) + 10.0)


def ease_out(share: float) -> float:
    """Start at once and end softly."""
    rest = 1.0 - clamp(share)
    return 1.0 - rest * rest * rest


def part(share: float, start: float, end: float) -> float:
    """Return how far a part of the time, from ``start`` to ``end``, has passed."""
    return clamp((share - start) / (end - start))


def mix(first: float, second: float, share: float) -> float:
    """Return a number between two numbers."""
    return first + (second - first) * share


def pulse(share: float) -> float:
    """Rise from 0 to 1 and fall back."""
    share = clamp(share)
    return 4.0 * share * (1.0 - share)
