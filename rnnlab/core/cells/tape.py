"""Operations bound to arrays: a graph is turned into a list of them once and run many times.

Calling NumPy on tiny arrays costs more in Python than in arithmetic. So every array is cut into its time
steps once, every node becomes a function of the time step, and running a net is a plain loop over those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.graph import Cell, Node
from rnnlab.core.net import FloatArray

WHOLE = -1
"""The time step that means: all of them at once."""

Operation = Callable[[int], None]
"""Does its work at a time step, or at :data:`WHOLE`."""

Views = Sequence[Any]
"""An operand by time step, (B, dimension) each; the last one, at :data:`WHOLE`, is (T·B, dimension)."""

Function = Callable[..., Any]
"""A NumPy function of two operands that takes a third one to write into."""


class Program:
    """Operations in the order of a cell's nodes.

    Parameters
    ----------
    cell
        Its nodes that do not depend on the time step before are done for all time steps at once.
    nodes
        Whose operations, in which order.
    operations_of
        Makes the operations of a node.
    """

    def __init__(
        self, cell: Cell, nodes: Iterable[Node], operations_of: Callable[[Node], list[Operation]]
    ) -> None:
        self._at_once: list[Operation] = []
        self._in_time: list[Operation] = []
        for node in nodes:
            (self._in_time if cell.recurrent[node.index] else self._at_once).extend(operations_of(node))

    def at_once(self) -> None:
        """Do what needs no walk through time."""
        for operation in self._at_once:
            operation(WHOLE)

    def in_time(self, steps: Iterable[int]) -> None:
        """Walk through time in the given order."""
        for t in steps:
            for operation in self._in_time:
                operation(t)


def views(array: npt.NDArray[np.number]) -> Views:
    """Cut an array (T, B, dimension) into its time steps, then all of it as (T·B, dimension)."""
    return [*array, array.reshape(-1, array.shape[-1])]


def write(function: Function, first: Views, second: Views, out: Views) -> Operation:
    """Return the operation ``out = function(first, second)``."""

    def operation(t: int) -> None:
        function(first[t], second[t], out[t])

    return operation


def accumulate(function: Function, first: Views, second: Views, out: Views) -> Operation:
    """Return the operation ``out += function(first, second)``."""

    def operation(t: int) -> None:
        target = out[t]
        np.add(target, function(first[t], second[t]), target)

    return operation


def assign(function: Callable[[Any], Any], operand: Views, out: Views) -> Operation:
    """Return the operation ``out = function(operand)``, broadcast to the shape of ``out``."""

    def operation(t: int) -> None:
        out[t][...] = function(operand[t])

    return operation


def hold(units: Sequence[tuple[int, float]], out: Views) -> Operation:
    """Return the operation that sets single units of ``out`` to given values."""

    def operation(t: int) -> None:
        for unit, value in units:
            out[t][:, unit] = value

    return operation


def state_arrays(
    cell: Cell, shape: tuple[int, int, int], dtype: npt.DTypeLike, initial: Mapping[str, FloatArray]
) -> dict[int, FloatArray]:
    """Return zeroed arrays (T, B, H) for every state's node and every ``previous`` node.

    The two of a state share T + 1 time steps, so that this step's state is the next one's previous one.

    Parameters
    ----------
    cell
        Whose states.
    shape
        (T, B, H).
    dtype
        Of the arrays.
    initial
        Values before the first time step by state, (B, H) each; zeros where missing.
    """
    arrays: dict[int, FloatArray] = {}
    for state in cell.states:
        both = np.zeros((shape[0] + 1, *shape[1:]), dtype)  # (T+1, B, H)
        if state in initial:
            both[0] = initial[state]  # (B, H)
        arrays[cell.quantity_nodes[state]] = both[1:]
        for node in cell.nodes:
            if node.kind == "previous" and node.name == state:
                arrays[node.index] = both[:-1]
    return arrays
