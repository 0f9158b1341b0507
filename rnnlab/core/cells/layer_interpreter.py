"""One layer of a cell's graph run node by node in NumPy.

Nodes that do not depend on the time step before are computed for all time steps at once; only the others walk
through time. :mod:`rnnlab.core.cells.layer_gradients` goes the way back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells import tape
from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.cells.tape import Operation, Views
from rnnlab.core.net import FloatArray, NetShape

IntArray = npt.NDArray[np.integer]
_ELEMENT_WISE: dict[str, tape.Function] = {"add": np.add, "sub": np.subtract, "mul": np.multiply}


@dataclass(frozen=True)
class Clamp:
    """A unit of a named quantity held at a value at every time step.

    Attributes
    ----------
    layer
        1-based.
    quantity
        Name in the equations.
    unit
        Index into the quantity.
    value
        What it is held at.
    """

    layer: int
    quantity: str
    unit: int
    value: float


class LayerInterpreter:
    """A layer's graph with its parameters, ready to be bound to sequences.

    Parameters
    ----------
    shape
        The net.
    layer
        1-based.
    parameters
        Flat parameter vector (P,); its dtype is the dtype of everything computed. What is bound to it
        follows when it is changed in place.
    clamps
        Units held at a value.
    """

    def __init__(
        self, shape: NetShape, layer: int, parameters: FloatArray, clamps: Sequence[Clamp] = ()
    ) -> None:
        self.shape = shape
        self.cell: Cell = shape.cell
        self.layer = layer
        self.dtype = parameters.dtype
        self.parameters = self.parameter_views(parameters)
        self.clamps: dict[int, list[tuple[int, float]]] = {}
        for clamp in clamps:
            if clamp.layer == layer:
                node = self.cell.quantity_nodes[clamp.quantity]
                self.clamps.setdefault(node, []).append((clamp.unit, clamp.value))

    def parameter_views(self, flat: FloatArray) -> dict[str, FloatArray]:
        """Return this layer's parameters by name as views into a flat vector."""
        return {
            parameter.name: self.shape.view(flat, self.shape.key(parameter.name, self.layer))
            for parameter in self.cell.parameters
        }

    def bind(self, x: npt.NDArray[np.number], initial: Mapping[str, FloatArray] | None = None) -> LayerRun:
        """Make arrays and operations for a batch, without computing anything.

        Parameters
        ----------
        x
            Indices (T, B), or values (T, B, X), which may be changed in place between runs.
        initial
            States before the first step by name, (B, H) each; zeros where missing.
        """
        return LayerRun(self, x, initial or {})

    def forward(self, x: npt.NDArray[np.number], initial: Mapping[str, FloatArray] | None = None) -> LayerRun:
        """Bind a batch (see :meth:`bind`) and compute every node."""
        run = self.bind(x, initial)
        run.forward()
        return run


class LayerRun:
    """Values of every node of one layer on one batch.

    Attributes
    ----------
    interpreter
        The layer it runs.
    steps, batch
        T and B.
    symbols
        Flat indices (T·B,) of a one-hot input, else None.
    values
        By node index, each (T, B, dimension); None for parameters and constants, and for a one-hot input that
        only matrices read.
    views
        By node index, for the tape.
    """

    def __init__(
        self, interpreter: LayerInterpreter, x: npt.NDArray[np.number], initial: Mapping[str, FloatArray]
    ) -> None:
        self.interpreter = interpreter
        self.layer = interpreter.layer
        self.steps, self.batch = x.shape[:2]
        self.symbols = np.maximum(x.reshape(-1).astype(np.intp), 0) if x.ndim == 2 else None  # (T·B,)
        self.values: list[FloatArray | None] = []
        shape = (self.steps, self.batch, interpreter.shape.hidden_size)
        states = tape.state_arrays(interpreter.cell, shape, interpreter.dtype, initial)
        for node in interpreter.cell.nodes:
            self.values.append(self._array(node, x, states))
        self.views: list[Views] = [self._operand(node) for node in interpreter.cell.nodes]
        self._program = tape.Program(interpreter.cell, interpreter.cell.nodes, self._operations)

    @property
    def output(self) -> FloatArray:
        """The output state, (T, B, H)."""
        value = self.values[self.interpreter.cell.quantity_nodes[self.interpreter.cell.output]]
        assert value is not None
        return value

    def forward(self) -> None:
        """Compute every node."""
        self._program.at_once()
        self._program.in_time(range(self.steps))

    def new_array(self, node: Node) -> FloatArray:
        """Return zeros of a node's shape, (T, B, dimension)."""
        size = self.interpreter.shape.size(node.dimension, self.layer)
        return np.zeros((self.steps, self.batch, size), self.interpreter.dtype)

    def one_hot(self) -> FloatArray:
        """Return a one-hot input written out, (T, B, X)."""
        assert self.symbols is not None
        rows = np.zeros((len(self.symbols), self.interpreter.shape.input_size), self.interpreter.dtype)
        rows[np.arange(len(self.symbols)), self.symbols] = 1  # (T·B, X)
        return rows.reshape(self.steps, self.batch, -1)

    def _array(
        self, node: Node, x: npt.NDArray[np.number], states: Mapping[int, FloatArray]
    ) -> FloatArray | None:
        if node.kind in ("parameter", "constant"):
            return None
        if node.kind == "input":
            if self.symbols is None:
                return x.astype(self.interpreter.dtype, copy=False)
            readers = {user.kind for user in self.interpreter.cell.nodes if node.index in user.operands}
            return None if readers <= {"matvec"} else self.one_hot()
        return states[node.index] if node.index in states else self.new_array(node)

    def _operand(self, node: Node) -> Views:
        value = self.values[node.index]
        if value is not None:
            return tape.views(value)
        same: Any = node.value if node.kind == "constant" else self.interpreter.parameters.get(node.name)
        return [same] * (self.steps + 1)

    def _operations(self, node: Node) -> list[Operation]:
        """Return the operations that compute a node."""
        if node.kind in ("input", "previous", "parameter", "constant"):
            return []
        out = self.views[node.index]
        operations = [self._computation(node, [self.views[index] for index in node.operands], out)]
        if node.index in self.interpreter.clamps:
            operations.append(tape.hold(self.interpreter.clamps[node.index], out))
        return operations

    def _computation(self, node: Node, operands: list[Views], out: Views) -> Operation:
        if node.kind == "function":
            return tape.assign(FUNCTIONS[node.name].value, operands[0], out)
        if node.kind == "neg":
            return tape.assign(np.negative, operands[0], out)
        if node.kind != "matvec":
            return tape.write(_ELEMENT_WISE[node.kind], operands[0], operands[1], out)
        transposed = self.interpreter.parameters[node.name].T  # (columns, rows)
        if self._is_one_hot(node.operands[0]):
            return tape.assign(partial(_rows, transposed), [self.symbols] * (self.steps + 1), out)
        if self.interpreter.cell.nodes[node.operands[0]].kind == "parameter":
            return tape.assign(transposed.T.dot, operands[0], out)  # (rows,)
        return tape.write(np.dot, operands[0], [transposed] * (self.steps + 1), out)  # (B, rows)

    def _is_one_hot(self, index: int) -> bool:
        """Whether a node is an input of symbols, so that a matrix only picks columns."""
        return self.symbols is not None and self.interpreter.cell.nodes[index].kind == "input"


def _rows(matrix: FloatArray, symbols: IntArray) -> FloatArray:
    return matrix[symbols]  # (T·B, rows)
