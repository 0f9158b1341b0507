"""Sequences side by side, the form in which every backend trains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Int32Array = npt.NDArray[np.int32]

NO_TARGET = -1
"""Target of a time step at which nothing is asked, and of padding."""


@dataclass(frozen=True, eq=False)
class Batch:
    """B sequences of up to T time steps.

    The columns are sorted by length, longest first, so that the sequences still running at a time
    step are always the first few. The loss is the mean cross-entropy over all targets that are not
    `NO_TARGET`; every sequence starts from a zero state.

    Attributes
    ----------
    inputs
        Symbol indices, int32 (T, B); 0 in the padding.
    targets
        What should follow, int32 (T, B); `NO_TARGET` where nothing is asked.
    lengths
        Time steps of each sequence, int32 (B,), descending.
    """

    inputs: Int32Array
    targets: Int32Array
    lengths: Int32Array

    def __post_init__(self) -> None:
        if self.inputs.shape != self.targets.shape or self.lengths.shape != self.inputs.shape[1:]:
            raise ValueError("inputs and targets must be (T, B) and lengths (B,)")
        if np.any(np.diff(self.lengths) > 0):
            raise ValueError("the columns must be sorted by length, longest first")
        for array in (self.inputs, self.targets, self.lengths):
            array.flags.writeable = False

    @classmethod
    def of(cls, sequences: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Batch:
        """Pack pairs of inputs and targets (of equal length) in any order."""
        ordered = sorted(sequences, key=lambda pair: len(pair[0]), reverse=True)
        steps = len(ordered[0][0]) if ordered else 0
        inputs = np.zeros((steps, len(ordered)), np.int32)  # (T, B)
        targets = np.full((steps, len(ordered)), NO_TARGET, np.int32)  # (T, B)
        for column, (given, wanted) in enumerate(ordered):
            inputs[: len(given), column] = given
            targets[: len(given), column] = wanted
        lengths = np.array([len(given) for given, _ in ordered], np.int32)  # (B,)
        return cls(inputs, targets, lengths)

    @property
    def steps(self) -> int:
        """Time steps of the longest sequence, T."""
        return int(self.inputs.shape[0])

    @property
    def size(self) -> int:
        """Number of sequences, B."""
        return int(self.inputs.shape[1])

    @cached_property
    def total(self) -> int:
        """Number of targets, which is the number of answers asked for."""
        return int(np.count_nonzero(self.targets != NO_TARGET))

    @cached_property
    def attainable(self) -> int:
        """Most targets that any net can get right.

        After the same inputs a net always gives the same answer. Where the sequences go on in several ways,
        the most frequent one is the most that can be right.
        """
        right, alike = 0, np.zeros(self.size, np.int64)  # (B,)
        symbols = int(max(self.inputs.max(initial=0), self.targets.max(initial=0))) + 1
        for t in range(self.steps):
            running = int(self.active[t])
            inputs, targets = self.inputs[t, :running], self.targets[t, :running]  # (b,), (b,)
            _, alike = np.unique(alike[:running] * symbols + inputs, return_inverse=True)  # (b,)
            if alike.max() + 1 == running:  # no two are alike any more
                return right + int(np.count_nonzero(self.targets[t:] != NO_TARGET))
            asked = targets != NO_TARGET  # (b,)
            answers, counts = np.unique(alike[asked] * symbols + targets[asked], return_counts=True)  # (k,)
            most = np.zeros(running, np.int64)  # (b,)
            np.maximum.at(most, answers // symbols, counts)
            right += int(most.sum())
        return right

    @cached_property
    def active(self) -> Int32Array:
        """How many sequences still run at each time step, int32 (T,)."""
        steps = np.arange(self.steps)[:, None]  # (T, 1)
        return np.asarray((steps < self.lengths).sum(axis=1), np.int32)  # (T,)
