"""Numbers over many orders of magnitude, as people read them."""

from __future__ import annotations

import math

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TIMES = "×"


def power(exponent: int) -> str:
    """Return 10 to a whole power, such as ``10⁻⁶``."""
    return "1" if exponent == 0 else "10" if exponent == 1 else f"10{str(exponent).translate(_SUPERSCRIPTS)}"


def written(value: float) -> str:
    """Return a size with two or three figures: ``0.41``, ``12.3``, ``6.6×10⁻¹⁴``, ``0``, ``∞``."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞"
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if -3 <= exponent <= 3:
        return f"{value:.{max(2 - exponent, 0)}f}"
    mantissa = value / 10.0**exponent
    if round(abs(mantissa), 1) >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    return f"{mantissa:.1f}{_TIMES}{power(exponent)}"


def decades(low: float, high: float, most: int) -> tuple[int, ...]:
    """Return whole powers of ten between two sizes (as their logarithms), at most ``most`` of them."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50, 100, 1000) if (last - first) // step < max(most, 1))
    return tuple(exponent for exponent in range(first, last + 1) if exponent % step == 0)


def ticks(steps: int, most: int) -> tuple[int, ...]:
    """Return round time steps from 1 to ``steps``, at most about ``most`` of them, with both ends."""
    stride = next(stride for stride in (1, 2, 5, 10, 20, 50, 100, 1000) if steps / stride <= max(most, 1))
    inner = [t for t in range(stride, steps, stride) if t > 1 + stride * 0.4 and steps - t > stride * 0.4]
    return (1, *inner, steps) if steps > 1 else (1,)
