"""Back-propagation through time of one layer, bound to the arrays of a run.

A node's gradient is the sum of what its readers hand down. Where there is one reader only, that reader writes
instead of adding; and where that reader is a sum, the two gradients are the same numbers, so they share one
array and nothing is computed at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells import tape
from rnnlab.core.cells.graph import FUNCTIONS, Node
from rnnlab.core.cells.layer_interpreter import IntArray, LayerRun
from rnnlab.core.cells.tape import WHOLE, Operation, Views
from rnnlab.core.net import FloatArray

Array = npt.NDArray[Any]
DENSE_ONE_HOT = 1 << 20
"""Up to this many entries a one-hot input is written out: one product with it is faster than adding rows."""


class LayerGradients:
    """The way back through a run.

    Parameters
    ----------
    run
        Whose values are differentiated; its forward pass must come before each :meth:`propagate`.
    parameters_gradient
        Arrays by parameter name that ∂L/∂parameter is written into.

    Attributes
    ----------
    gradients
        By node index ∂L/∂value, each (T, B, dimension); None for parameters, constants and a one-hot input.
        That of a ``previous`` node is the state's, one time step earlier.
    """

    def __init__(self, run: LayerRun, parameters_gradient: Mapping[str, FloatArray]) -> None:
        self._run = run
        self._cell = run.interpreter.cell
        self._parameters_gradient = parameters_gradient
        self._summed: list[FloatArray] = []
        self._shared: set[int] = set()
        self._readers = Counter(operand for node in self._cell.nodes for operand in node.operands)
        self.gradients = self._make_arrays()
        self._views: list[Views] = [
            [] if gradient is None else tape.views(gradient) for gradient in self.gradients
        ]
        self._upstream = list(self._views)
        self._blocks = {index: self._block(index) for index in run.interpreter.clamps}
        self._slopes = {
            node.index: run.new_array(node) for node in self._cell.nodes if node.kind == "function"
        }
        self._program = tape.Program(self._cell, self._cell.nodes[::-1], self._operations)
        self._for_parameters = self._parameter_operations()

    def propagate(self, output_gradient: FloatArray) -> FloatArray | None:
        """Go back through time.

        Parameters
        ----------
        output_gradient
            ∂L/∂output from above, (T, B, H).

        Returns
        -------
        FloatArray or None
            ∂L/∂x (T, B, X); None for a one-hot input, or if the cell does not read x.
        """
        for array in self._summed:
            array[...] = 0
        top = self.gradients[self._cell.quantity_nodes[self._cell.output]]
        assert top is not None
        top[...] = output_gradient  # (T, B, H)
        for index, slope in self._slopes.items():
            value = self._run.values[index]
            assert value is not None
            slope[...] = FUNCTIONS[self._cell.nodes[index].name].derivative(value)  # (T, B, dimension)
        self._program.in_time(range(self._run.steps - 1, -1, -1))
        self._program.at_once()
        for operation in self._for_parameters:
            operation(WHOLE)
        inputs = [node.index for node in self._cell.nodes if node.kind == "input"]
        return self.gradients[inputs[0]] if inputs else None

    def _make_arrays(self) -> list[FloatArray | None]:
        run, nodes = self._run, self._cell.nodes
        shape = (run.steps, run.batch, run.interpreter.shape.hidden_size)
        states = tape.state_arrays(self._cell, shape, run.interpreter.dtype, {})
        self._summed.extend(states.values())
        arrays: list[FloatArray | None] = [None] * len(nodes)
        for node in reversed(nodes):
            if run.values[node.index] is None or (node.kind == "input" and run.symbols is not None):
                continue
            array = arrays[node.index] = states.get(node.index, arrays[node.index])
            if array is None:
                array = arrays[node.index] = run.new_array(node)
                if self._readers[node.index] != 1:
                    self._summed.append(array)
            for operand in self._passed_on(node):
                if self._readers[operand] == 1 and operand not in states:
                    arrays[operand] = array
                    self._shared.add(operand)
        return arrays

    def _passed_on(self, node: Node) -> tuple[int, ...]:
        """Return the operands whose gradient is the node's own."""
        if node.index in self._run.interpreter.clamps or node.kind not in ("add", "sub"):
            return ()
        operands = node.operands if node.kind == "add" else node.operands[:1]
        return tuple(operand for operand in operands if self._run.values[operand] is not None)

    def _block(self, index: int) -> Operation:
        """Let nothing through the clamped units of a node: what holds them does not depend on anything."""
        units = [(unit, 0.0) for unit, _ in self._run.interpreter.clamps[index]]
        passed = self._upstream[index] = tape.views(self._run.new_array(self._cell.nodes[index]))
        copy, hold = tape.assign(np.asarray, self._views[index], passed), tape.hold(units, passed)

        def operation(t: int) -> None:
            copy(t)
            hold(t)

        return operation

    def _operations(self, node: Node) -> list[Operation]:
        """Return the operations that hand a node's gradient to its operands."""
        operations = [self._blocks[node.index]] if node.index in self._blocks else []
        for place, operand in enumerate(node.operands):
            if self.gradients[operand] is None or operand in self._shared:
                continue
            alone = self._readers[operand] == 1 and not self._is_state(operand)
            put = tape.write if alone else tape.accumulate
            function, factor = self._local(node, place)
            operations.append(put(function, self._upstream[node.index], factor, self._views[operand]))
        return operations

    def _is_state(self, index: int) -> bool:
        node = self._cell.nodes[index]
        return node.kind == "previous" or node.quantity in self._cell.states

    def _local(self, node: Node, place: int) -> tuple[tape.Function, Views]:
        """Return a function and a factor that turn ∂L/∂node into ∂L/∂operand."""
        if node.kind == "matvec":
            return np.dot, self._constant(self._run.interpreter.parameters[node.name])  # (B, columns)
        if node.kind == "function":
            return np.multiply, tape.views(self._slopes[node.index])  # (B, dimension)
        if node.kind == "mul":
            return np.multiply, self._run.views[node.operands[1 - place]]  # (B, dimension)
        negative = node.kind == "neg" or (node.kind == "sub" and place == 1)
        return np.multiply, self._constant(-1.0 if negative else 1.0)  # (B, dimension)

    def _constant(self, value: Array | float) -> Views:
        return [value] * (self._run.steps + 1)

    def _parameter_operations(self) -> list[Operation]:
        """Return the operations, at :data:`WHOLE`, that write ∂L/∂parameter."""
        found: list[tuple[str, tape.Function, Array, Array | float]] = []
        for node in self._cell.nodes:
            for place, operand in enumerate(node.operands):
                upstream = self._upstream[node.index][WHOLE]  # (T·B, dimension)
                if node.kind == "matvec":
                    found.append((node.name, *self._matrix_gradient(operand, upstream)))
                if self._cell.nodes[operand].kind == "parameter":
                    function, factor = self._local(node, place)
                    total = partial(_sum_over_time, function)
                    found.append((self._cell.nodes[operand].name, total, upstream, factor[WHOLE]))
        operations: list[Operation] = []
        written: set[str] = set()
        for name, function, first, second in found:
            put = tape.accumulate if name in written else tape.write
            operations.append(put(function, [first], [second], [self._parameters_gradient[name]]))
            written.add(name)
        return operations

    def _matrix_gradient(self, operand: int, upstream: FloatArray) -> tuple[tape.Function, Array, Array]:
        """Return a function and its two operands that give ∂L/∂W of ``W @ operand``."""
        run, kind = self._run, self._cell.nodes[operand].kind
        if kind == "parameter":
            return _outer_of_sum, upstream, run.views[operand][WHOLE]
        if kind == "input" and run.symbols is not None:
            size = run.interpreter.shape.input_size
            if len(run.symbols) * size > DENSE_ONE_HOT:
                return partial(_add_columns, size), upstream, run.symbols
            return np.dot, upstream.T, run.one_hot().reshape(len(run.symbols), -1)
        return np.dot, upstream.T, run.views[operand][WHOLE]  # (rows, T·B) and (T·B, columns)


def _sum_over_time(
    function: tape.Function, first: Array, second: Array | float, out: Array | None = None
) -> Array:
    product = function(first, second)  # (T·B, dimension)
    return np.asarray(np.dot(np.ones(len(product), product.dtype), product, out))  # (dimension,)


def _outer_of_sum(upstream: FloatArray, vector: FloatArray, out: Array | None = None) -> Array:
    return np.asarray(np.multiply(upstream.sum(axis=0)[:, None], vector, out))  # (rows, columns)


def _add_columns(size: int, upstream: FloatArray, symbols: IntArray, out: Array | None = None) -> Array:
    columns: Array = out if out is not None else np.empty((upstream.shape[1], size), upstream.dtype)
    columns[...] = 0  # (rows, columns)
    np.add.at(columns.T, symbols, upstream)
    return columns
