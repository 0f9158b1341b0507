"""A long text cut into windows: B places read side by side, T characters at a time.

Each of the B streams is a stretch of the text without a gap, so states can be carried from a window to the
next. An epoch begins at another offset, drawn from the seed and its number, so the cuts are not always the
same; everything follows from (seed, epoch, window), and a run can be taken up anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.text.corpus import IndexArray

Int32Array = npt.NDArray[np.int32]

VALIDATION_LIMIT = 2**14
"""Most characters that are tested on, the first of the held-back part."""
_LEAST_STREAM = 200
"""Characters that a stream of the test should have at least: its first letters are all surprises."""


@dataclass
class Position:
    """Where training stands in the text.

    Attributes
    ----------
    epoch, window
        Both from 0; the window to be read next.
    """

    epoch: int = 0
    window: int = 0


@dataclass(frozen=True, eq=False)
class Window:
    """A piece of the text for one training step.

    Attributes
    ----------
    inputs, targets
        Symbols, int32 (T, B); each target is the input of the step after, or `NO_TARGET` beyond the end.
    is_first
        Whether the streams begin here, so that states begin at zero.
    """

    inputs: Int32Array
    targets: Int32Array
    is_first: bool


class Windows:
    """The windows of a text.

    Parameters
    ----------
    indices
        The text (N,), at least two characters.
    steps, sequences
        T and B as wished; for a short text there are fewer of both.
    seed
        What the offsets are drawn from.

    Attributes
    ----------
    steps, sequences
        T and B as they are.
    """

    def __init__(self, indices: IndexArray, steps: int, sequences: int, seed: int) -> None:
        if len(indices) < 2:
            raise ValueError("a window needs at least two characters")
        self._indices = indices
        self._seed = seed
        self.steps = min(steps, len(indices) - 1)
        self.sequences = max(min(sequences, (len(indices) - 1) // self.steps), 1)
        self._offset: tuple[int, int] | None = None

    def offset(self, epoch: int) -> int:
        """Return where the first stream of an epoch begins; 0 in the first epoch."""
        if self._offset is None or self._offset[0] != epoch:
            self._offset = epoch, self._drawn_offset(epoch)  # asked for several times a step
        return self._offset[1]

    def _drawn_offset(self, epoch: int) -> int:
        spare = len(self._indices) - 1 - self.steps * self.sequences
        most = min(self.steps - 1, spare)
        if epoch == 0 or most <= 0:
            return 0
        return int(np.random.Generator(np.random.Philox(key=[self._seed, epoch])).integers(0, most + 1))

    def count(self, epoch: int) -> int:
        """Return the number of windows of an epoch."""
        return (len(self._indices) - 1 - self.offset(epoch)) // self.sequences // self.steps

    def at(self, position: Position) -> Window:
        """Return the window at a position."""
        offset = self.offset(position.epoch)
        length = self.count(position.epoch) * self.steps
        starts = offset + length * np.arange(self.sequences) + position.window * self.steps  # (B,)
        places = starts + np.arange(self.steps)[:, None]  # (T, B)
        inputs = self._indices[places].astype(np.int32)  # (T, B)
        targets = self._indices[places + 1].astype(np.int32)  # (T, B)
        return Window(inputs, targets, position.window == 0)

    def after(self, position: Position) -> Position:
        """Return the position after a window."""
        if position.window + 1 < self.count(position.epoch):
            return Position(position.epoch, position.window + 1)
        return Position(position.epoch + 1, 0)


def split(indices: IndexArray, share: float) -> tuple[IndexArray, IndexArray]:
    """Return what is learnt and what is held back to test on, the end of the text.

    Nothing is held back if either part would be too short to mean anything.
    """
    held = int(len(indices) * share)
    if held < 100 or len(indices) - held < 100:
        return indices, indices[:0]
    return indices[: len(indices) - held], indices[len(indices) - held :]


def validation_windows(indices: IndexArray, steps: int, sequences: int) -> Iterator[Window]:
    """Yield windows of one size over the start of a held-back text; what is beyond its end has no target."""
    count = min(len(indices) - 1, VALIDATION_LIMIT)
    if count < 1:
        return
    streams = max(min(sequences, count // _LEAST_STREAM), 1)
    length = -(-count // streams)
    windows = -(-length // steps)
    inputs = np.zeros((windows * steps, sequences), np.int32)
    targets = np.full((windows * steps, sequences), NO_TARGET, np.int32)
    for stream in range(streams):
        first = stream * length
        size = min(length, count - first)
        inputs[:size, stream] = indices[first : first + size]
        targets[:size, stream] = indices[first + 1 : first + size + 1]
    for window in range(windows):
        part = slice(window * steps, (window + 1) * steps)
        yield Window(inputs[part], targets[part], window == 0)
