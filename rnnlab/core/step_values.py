"""Values and gradients of every node of a cell's graph, also of those without a name.

A trace holds the named quantities only. With them, what lies between two of them follows without walking
through time again: every node is computed from the trace at the steps asked for, on demand and once. That is
why explaining one number in the middle of a long sequence costs as little as at its start.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.net import FloatArray
from rnnlab.core.trace import Trace

EVERY_STEP = slice(None)


class StepValues:
    """The values of one layer's nodes at one time step, or at all.

    Parameters
    ----------
    trace
        What happened.
    layer
        1-based.
    t
        Time step from 0; a slice of all steps puts a time axis before every array.
    """

    def __init__(self, trace: Trace, layer: int, t: int | slice = EVERY_STEP) -> None:
        self.trace = trace
        self.layer = layer
        self._t = t
        self._cell: Cell = trace.shape.cell
        self._values: dict[int, FloatArray] = {}
        self._gradients: dict[int, FloatArray] = {}

    @cached_property
    def symbols(self) -> FloatArray:
        """The symbols read, as indices, (T,) or a single one; only layer 1 reads them."""
        return np.asarray(self.trace.inputs[self._t])  # (T,)

    def is_one_hot(self, node: int) -> bool:
        """Whether a node is a one-hot input, of which a matrix picks a column."""
        is_input = self.layer == 1 and self._cell.nodes[node].kind == "input"
        return is_input and self.trace.shape.is_one_hot

    def parameter(self, name: str) -> FloatArray:
        """Return a parameter of this layer as a view, (rows, columns) or (rows,)."""
        shape = self.trace.shape
        return shape.view(self.trace.parameters, shape.key(name, self.layer))

    def value(self, index: int) -> FloatArray:
        """Return a node's value, (dimension,) or (T, dimension); without a time axis for parameters."""
        if index not in self._values:
            node = self._cell.nodes[index]
            if node.quantity:
                key = self.trace.shape.key(node.quantity, self.layer)
                self._values[index] = np.asarray(self.trace.values[key][self._t])  # (T, dimension)
            else:
                self._values[index] = self.computed(index)
        return self._values[index]

    def computed(self, index: int) -> FloatArray:
        """Return what a node's rule gives from its operands: the value before any unit is held."""
        node = self._cell.nodes[index]
        if node.kind == "constant":
            # a plain number takes the dtype of what it is combined with
            return np.asarray(node.value, self.trace.parameters.dtype)  # ()
        if node.kind == "parameter":
            return self.parameter(node.name)  # (dimension,)
        if node.kind == "input":
            return self._input()  # (T, X)
        if node.kind == "previous":
            return self._previous(node.name)  # (T, H)
        if node.kind == "matvec":
            return self._matvec(node)  # (T, rows)
        return element_wise(node, [self.value(operand) for operand in node.operands])  # (T, dimension)

    def _input(self) -> FloatArray:
        shape = self.trace.shape
        if self.layer > 1:
            below = self.trace.values[shape.key(self._cell.output, self.layer - 1)]
            return np.asarray(below[self._t])  # (T, H)
        return shape.encoded(np.asarray(self.symbols, np.intp), self.trace.parameters.dtype)  # (T, X)

    def _previous(self, state: str) -> FloatArray:
        if isinstance(self._t, int):
            return self.trace.previous(state, self.layer, self._t)  # (H,)
        values = self.trace.values[self.trace.shape.key(state, self.layer)]  # (T, H)
        before = np.concatenate([self.trace.previous(state, self.layer, 0)[None], values[:-1]])  # (T, H)
        return np.asarray(before[self._t])

    def _matvec(self, node: Node) -> FloatArray:
        matrix = self.parameter(node.name)  # (rows, columns)
        if self.is_one_hot(node.operands[0]):
            return np.asarray(matrix.T[self.symbols])  # (T, rows)
        # np.dot, because matmul may warn of the padding its vector instructions read
        return np.asarray(np.dot(self.value(node.operands[0]), matrix.T))  # (T, rows)

    def gradient(self, index: int) -> FloatArray:
        """Return ∂L/∂node at the steps asked for, shaped like its value (with a time axis for parameters)."""
        if index not in self._gradients:
            node = self._cell.nodes[index]
            if node.quantity:
                key = self.trace.shape.key(node.quantity, self.layer)
                self._gradients[index] = np.asarray(self.trace.gradients[key][self._t])  # (T, dimension)
            else:
                self._gradients[index] = self._gathered(index)
        return self._gradients[index]

    def _gathered(self, index: int) -> FloatArray:
        size = self.trace.shape.size(self._cell.nodes[index].dimension, self.layer)
        total = np.zeros((*self.symbols.shape, size), self.trace.parameters.dtype)  # (T, dimension)
        for consumer, place in consumers(self._cell)[index]:
            total = total + self.passed_down(consumer, place)  # (T, dimension)
        return total

    def upstream(self, index: int) -> FloatArray:
        """Return the part of ∂L/∂node that passes on to its operands: none where a unit is held."""
        gradient = self.gradient(index)  # (T, dimension)
        name = self._cell.nodes[index].quantity
        held = [
            clamp.unit
            for clamp in self.trace.clamps
            if name and clamp.layer == self.layer and clamp.quantity == name
        ]
        if held:
            gradient = gradient.copy()
            gradient[..., held] = 0
        return gradient

    def passed_down(self, index: int, place: int) -> FloatArray:
        """Return what a node passes to its operand at ``place``: ∂L/∂operand along this one path."""
        node = self._cell.nodes[index]
        upstream = self.upstream(index)  # (T, dimension)
        if node.kind == "add" or (node.kind == "sub" and place == 0):
            return upstream
        if node.kind in ("sub", "neg"):
            return np.asarray(-upstream)
        if node.kind == "mul":
            return np.asarray(upstream * self.value(node.operands[1 - place]))
        if node.kind == "matvec":
            return np.asarray(np.dot(upstream, self.parameter(node.name)))  # (T, columns)
        # the function's own value, not one that is held, has its slope
        return np.asarray(upstream * FUNCTIONS[node.name].derivative(self.computed(index)))


def element_wise(node: Node, operands: list[FloatArray]) -> FloatArray:
    """Return the value of an ``add``, ``sub``, ``mul``, ``neg`` or ``function`` node; operands broadcast."""
    if node.kind == "neg":
        return np.asarray(-operands[0])
    if node.kind == "function":
        return FUNCTIONS[node.name].value(operands[0])
    first, second = operands
    if node.kind == "add":
        return np.asarray(first + second)
    return np.asarray(first - second if node.kind == "sub" else first * second)


@lru_cache(maxsize=64)
def consumers(cell: Cell) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return for every node who reads it: pairs of a node and the operand's place in it."""
    found: list[list[tuple[int, int]]] = [[] for _ in cell.nodes]
    for node in cell.nodes:
        for place, operand in enumerate(node.operands):
            found[operand].append((node.index, place))
    return tuple(tuple(readers) for readers in found)


_node_values: WeakKeyDictionary[Trace, dict[int, tuple[FloatArray, ...]]] = WeakKeyDictionary()


def node_values(trace: Trace) -> dict[int, tuple[FloatArray, ...]]:
    """Return every node's values at every step, by layer and node index; kept as long as the trace lives.

    Returns
    -------
    dict
        Each array (T, dimension); parameters (dimension,) and constants () have no time axis.
    """
    if trace not in _node_values:
        layers = range(1, trace.shape.layers + 1)
        every = {layer: StepValues(trace, layer) for layer in layers}
        _node_values[trace] = {
            layer: tuple(values.value(node.index) for node in trace.shape.cell.nodes)
            for layer, values in every.items()
        }
    return _node_values[trace]
