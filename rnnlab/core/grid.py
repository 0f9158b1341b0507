"""A grid over training steps that is fine at the start and coarser and coarser later on.

With `density` d (a power of two), every step below d lies on the grid; each further octave
[2ʲ, 2ʲ⁺¹) has d/2 evenly spaced ones. So any moment is met within a fraction 2/d of its step
number, n steps have about d·(1 + log₂(n/d)/2) grid steps, and halving d leaves a part of the same
grid: thinning never moves a step.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Int64Array = npt.NDArray[np.int64]


def strides(steps: npt.NDArray[np.integer], density: int) -> Int64Array:
    """Return how far grid steps lie apart around each of these steps.

    Parameters
    ----------
    steps
        Not negative, (n,).
    density
        A power of two, at least 2.

    Returns
    -------
    Int64Array
        Powers of two, (n,).
    """
    _, exponents = np.frexp(np.maximum(steps, 1).astype(np.float64))  # (n,), step < 2**exponent
    powers = np.maximum(exponents.astype(np.int64) - (density.bit_length() - 1), 0)  # (n,)
    return np.asarray(np.left_shift(np.int64(1), powers), np.int64)  # (n,)


def on_grid(steps: npt.NDArray[np.integer], density: int) -> npt.NDArray[np.bool_]:
    """Say which steps lie on the grid, (n,)."""
    return np.asarray(steps % strides(steps, density) == 0)  # (n,)


def grid_steps(first: int, last: int, density: int) -> Int64Array:
    """Return the grid steps from `first` to `last`, both included, ascending (k,).

    The cost is that of the answer, not of the distance.
    """
    pieces: list[Int64Array] = []
    start = max(first, 0)
    while start <= last:
        octave = 1 << start.bit_length()  # the next octave's first step
        stride = int(strides(np.array([start]), density)[0])
        begin = -(-start // stride) * stride
        pieces.append(np.arange(begin, min(octave, last + 1), stride, dtype=np.int64))
        start = octave
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
