"""The rows of a batch, and room for floats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch

Int32Array = npt.NDArray[np.int32]
Int64Array = npt.NDArray[np.int64]
Float32Array = npt.NDArray[np.float32]

_CACHE_LINE = 64


@dataclass(frozen=True)
class RowBatch:
    """A batch without its padding: one row for every time step of every sequence, step by step.

    Attributes
    ----------
    inputs, targets
        Symbol of every row, int32 (rows,).
    starts
        First row of every step with one entry before and after: (steps + 2,); the first one is -batch.
    """

    inputs: Int32Array
    targets: Int32Array
    starts: Int64Array

    @classmethod
    def of(cls, batch: Batch) -> RowBatch:
        """Take the rows out of a batch."""
        active = batch.active[batch.active > 0].astype(np.int64)  # (T,)
        width = int(active[0]) if len(active) else 0
        starts = np.concatenate([[-width, 0], np.cumsum(active)]).astype(np.int64)  # (T + 2,)
        running = np.arange(width) < active[:, None]  # (T, width)
        inputs = batch.inputs[: len(active), :width][running]  # (rows,)
        targets = batch.targets[: len(active), :width][running]  # (rows,)
        return cls(inputs.astype(np.int32), targets.astype(np.int32), starts)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.inputs)

    @property
    def steps(self) -> int:
        """Number of time steps."""
        return len(self.starts) - 2

    @property
    def width(self) -> int:
        """Number of sequences at the first step."""
        return -int(self.starts[0])


class Arena:
    """Hands out places in a block of floats that does not exist yet."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, count: int) -> int:
        """Reserve floats, from a cache line's start on."""
        place = self.size
        unit = _CACHE_LINE // 4
        self.size += -(-count // unit) * unit
        return place


def aligned_zeros(count: int) -> Float32Array:
    """Make float32 zeros that begin at a cache line."""
    raw = np.zeros(count + _CACHE_LINE // 4, np.float32)
    first = -(raw.ctypes.data // 4) % (_CACHE_LINE // 4)
    return raw[first : first + count]


def entry_table(entries: Sequence[tuple[int, ...]]) -> Int64Array:
    """Make a list in the table of entries of the same kind."""
    return np.array(entries, np.int64) if entries else np.zeros((0, 1), np.int64)
