"""Nets that read: many beginnings side by side, a symbol at a time or whole ones at once, forward only.

Products are made in blocks so small that NumPy's library computes them on one processor: beside a net in
training a second one would be waited for longer than it helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.layer_interpreter import Clamp, LayerInterpreter
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, FloatArray, NetShape

IntArray = npt.NDArray[np.integer]
Int64Array = npt.NDArray[np.int64]

ONE_PROCESSOR = 2**18
"""Multiplications of a product up to which OpenBLAS takes no second processor."""


class Readers:
    """One net that reads several beginnings at once; all are equally long.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat (P,), whose dtype is the dtype of what is computed.
    clamps
        Units held at a value.
    """

    def __init__(self, shape: NetShape, parameters: FloatArray, clamps: Sequence[Clamp] = ()) -> None:
        self.shape = shape
        self._parameters = parameters
        self._layers = [
            LayerInterpreter(shape, layer, parameters, clamps) for layer in range(1, shape.layers + 1)
        ]
        self._states: list[dict[str, FloatArray]] = [{} for _ in self._layers]

    def read(self, symbols: npt.ArrayLike) -> FloatArray:
        """Read on, and remember the states.

        Parameters
        ----------
        symbols
            Indices (T, B): T more symbols for each of B beginnings.

        Returns
        -------
        FloatArray
            The last layer's output at every step, (T, B, H).
        """
        x: Any = np.asarray(symbols, np.int32)  # (T, B)
        nodes = self.shape.cell.quantity_nodes
        before, self._states = self._states, []
        for layer, initial in zip(self._layers, before, strict=True):
            run = layer.forward(x, initial)
            states: dict[str, FloatArray] = {}
            for name in self.shape.cell.states:
                value = run.values[nodes[name]]
                assert value is not None
                states[name] = value[-1]  # (B, H)
            self._states.append(states)
            x = run.output  # (T, B, H)
        return np.asarray(x)

    def keep(self, rows: IntArray) -> None:
        """Go on with these of the beginnings (n,), in this order; one may be there several times."""
        self._states = [
            {name: np.ascontiguousarray(state[rows]) for name, state in states.items()}  # (n, H)
            for states in self._states
        ]

    def branch(self) -> Readers:
        """Return readers with the same memory, which go their own way."""
        return copy(self)  # states are replaced, never changed in place

    def log_probabilities(self, outputs: FloatArray) -> FloatArray:
        """Return the logarithms of the softmax (n, V) of the last layer's outputs (n, H)."""
        logits = np.empty((len(outputs), self.shape.output_size), outputs.dtype)  # (n, V)
        matrix = self.shape.view(self._parameters, OUTPUT_MATRIX).T  # (H, V)
        for rows in blocks(len(outputs), self.shape.hidden_size * self.shape.output_size):
            np.dot(outputs[rows], matrix, out=logits[rows])  # (r, V)
        logits += self.shape.view(self._parameters, OUTPUT_BIAS)  # (n, V)
        logits -= logits.max(axis=1, keepdims=True)  # (n, V)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))  # (n, V)
        return logits


@dataclass(frozen=True, eq=False)
class Reading:
    """What a net makes of one beginning.

    Attributes
    ----------
    prefix
        Indices (T).
    states
        The last layer's output at every step, (T, H).
    probabilities
        Softmax of what follows, (V,).
    """

    prefix: tuple[int, ...]
    states: FloatArray
    probabilities: FloatArray


def read_beginning(
    shape: NetShape, parameters: FloatArray, prefix: Sequence[int], clamps: Sequence[Clamp] = ()
) -> Reading:
    """Let a net read one beginning of at least one symbol; see `Readers`."""
    readers = Readers(shape, parameters, clamps)
    states = readers.read(np.asarray(prefix, np.int32)[:, None])[:, 0]  # (T, H)
    return Reading(tuple(prefix), states, np.exp(readers.log_probabilities(states[-1:])[0]))


def blocks(count: int, work: int) -> list[slice]:
    """Split rows into blocks that one processor computes.

    Parameters
    ----------
    count
        Number of rows.
    work
        Multiplications of one row.
    """
    size = max(ONE_PROCESSOR // max(work, 1), 1)
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]
