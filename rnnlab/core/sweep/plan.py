"""The order in which a grid of set-ups is tried: wide strides first, so that its shape shows early."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rnnlab.core.experiment import Experiment
from rnnlab.core.sweep.axes import Axis, with_value


@dataclass(frozen=True)
class Place:
    """A cell of the grid, and how much of it the cell stands for while its neighbours are unknown.

    Attributes
    ----------
    column, row
        From 0.
    stride
        The cell stands for columns ``column … column + stride - 1`` and as many rows.
    """

    column: int
    row: int
    stride: int


def coarse_to_fine(columns: int, rows: int) -> Iterator[Place]:
    """Give every cell of a grid once, from a coarse picture of it to the finest.

    Parameters
    ----------
    columns, rows
        Size of the grid.

    Yields
    ------
    Place
        ``columns * rows`` of them, by falling stride; the stride is a power of two.
    """
    stride = 1
    while 2 * stride < max(columns, rows) / 2:
        stride *= 2
    coarsest = stride
    while stride:
        for row, column in itertools.product(range(0, rows, stride), range(0, columns, stride)):
            known = stride < coarsest and row % (2 * stride) == 0 and column % (2 * stride) == 0
            if not known:
                yield Place(column, row, stride)
        stride //= 2


def product(experiment: Experiment, axes: Sequence[Axis]) -> Iterator[tuple[tuple[int, ...], Experiment]]:
    """Give every combination of the axes' values.

    Yields
    ------
    tuple
        The indices into the axes, and the experiment with those values.
    """
    for indices in itertools.product(*(range(len(axis.values)) for axis in axes)):
        changed = experiment
        for axis, index in zip(axes, indices, strict=True):
            changed = with_value(changed, axis.name, axis.values[index])
        yield indices, changed
