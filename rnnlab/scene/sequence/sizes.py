"""Sizes that everything on the stage starts from: the shape of what is shown, how a vector becomes cells."""

from __future__ import annotations

import math
from dataclasses import dataclass

SMALLEST_CELL = 3.0
LARGEST_CELL = 30.0
NUMBER_ROW = 12.5
NUMBER_WIDTH = 28.0


@dataclass(frozen=True, slots=True)
class StageShape:
    """All that the layout needs to know about a sequence and its net: numbers only.

    Attributes
    ----------
    steps
        Time steps T.
    symbols, outputs
        Sizes of input and output.
    hidden, layers, states
        Hidden size, layers, states of a layer.
    panes
        Size of every pane of every layer.
    operators
        Whether panes of a layer have signs between them, and the last one the name of a function before it.
    input_matrices, state_matrices
        How many matrices lead into a layer from below and from the step before.
    label_width
        Of the widest symbol, in letter sizes.
    answer
        Whether there are targets.
    stacked
        How many bits a chip of the input holds one above the other; 0 if it holds a symbol.
    remembers
        Whether the carry of a sum stands below the steps.
    """

    steps: int
    symbols: int
    outputs: int
    hidden: int
    layers: int = 1
    states: int = 1
    panes: tuple[tuple[int, ...], ...] = ((),)
    operators: bool = False
    input_matrices: int = 1
    state_matrices: int = 1
    label_width: float = 1.0
    answer: bool = True
    stacked: int = 0
    remembers: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """How a vector of some size is laid out in a box's inside."""

    rows: int
    columns: int
    row_height: float

    @property
    def height(self) -> float:
        """Height of all rows."""
        return self.rows * self.row_height


def grid(size: int, height: float, scale: float) -> Grid:
    """Return the fewest columns of cells that are high enough to be told apart."""
    size = max(size, 1)
    most_rows = max(int(height / (SMALLEST_CELL * min(scale, 1.0))), 1)
    columns = math.ceil(size / most_rows)
    rows = math.ceil(size / columns)
    return Grid(rows, columns, min(height / rows, LARGEST_CELL * scale))


def between(value: float, low: float, high: float) -> float:
    """Return the value, held between two bounds."""
    return min(max(value, low), high)


def letter_size(chip: float) -> float:
    """Return how large a symbol stands in a chip of some height; a small chip is filled more."""
    return min(chip * between(0.56 + (22.0 - chip) * 0.018, 0.56, 0.72), 17.0)


def small_widths(shape: StageShape, pitch: float, unit: float) -> tuple[float, float]:
    """Return the width of a hidden vector and of the box around all states in a small column."""
    padding = min(4.0 * unit, pitch * 0.1)
    room = pitch * 0.66 - 2 * padding - (shape.states - 1) * 2.0 * unit
    column = between(room / shape.states, 3.0, 40.0 * unit)
    return column, shape.states * column + (shape.states - 1) * 2.0 * unit + 2 * padding
