"""The numbers a diagram shows: every node's values at every step, read from the trace and kept."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.core.step_values import StepValues
from rnnlab.scene.content import Content


class Numbers:
    """Values of one layer's nodes.

    Parameters
    ----------
    content
        What is shown.
    layer
        From 1.
    """

    def __init__(self, content: Content, layer: int) -> None:
        self._values = StepValues(content.trace, layer)
        self._nodes = content.trace.shape.cell.nodes
        self._scales: dict[int, float] = {}

    def value(self, node: int, t: int) -> FloatArray:
        """Return a node's values at a time step (0-based), (dimension,)."""
        values = self._values.value(node)
        return np.asarray(values[t] if values.ndim > 1 else values)  # (dimension,)

    def scale(self, node: int) -> float:
        """Return the value that has the full colour: the same at every time step, at least 1."""
        if node not in self._scales:
            values = self._values.value(node)
            largest = float(np.abs(values).max()) if values.size else 0.0
            self._scales[node] = max(1.0, largest) if np.isfinite(largest) else 1.0
        return self._scales[node]


@lru_cache(maxsize=4)
def numbers_of(content: Content, layer: int) -> Numbers:
    """Return the numbers of a layer; kept while the content is shown."""
    return Numbers(content, layer)
