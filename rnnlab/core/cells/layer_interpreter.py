"""One layer of a cell's graph run node by node in NumPy, forward and backward.

Nodes that do not depend on the time step before are computed for all time steps at once; only the others walk
through time. Weight gradients are gathered over time into one product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.net import FloatArray, NetShape

IntArray = npt.NDArray[np.integer]
EVERY_STEP = slice(None)
TimeIndex = int | slice


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


@dataclass
class LayerRun:
    """Values (and, after backward, gradients) of every node of one layer.

    Attributes
    ----------
    x
        The layer's input: indices (T, B) for a one-hot input, else values (T, B, X).
    initial
        States before the first step by name, (B, H) each; zeros where missing.
    values, gradients
        By node index, each (T, B, dimension); None for parameters and constants, and for a one-hot input.
    """

    layer: int
    x: npt.NDArray[np.number]
    values: list[FloatArray | None]
    initial: Mapping[str, FloatArray]
    gradients: list[FloatArray | None] = field(default_factory=list)


class LayerInterpreter:
    """Runs one layer's graph.

    Parameters
    ----------
    shape
        The net.
    layer
        1-based.
    parameters
        Flat parameter vector (P,); its dtype is the dtype of everything computed.
    clamps
        Units held at a value.
    """

    def __init__(
        self, shape: NetShape, layer: int, parameters: FloatArray, clamps: Sequence[Clamp] = ()
    ) -> None:
        self._shape = shape
        self._cell: Cell = shape.cell
        self._layer = layer
        self._dtype = parameters.dtype
        self._parameters = {
            parameter.name: shape.view(parameters, shape.key(parameter.name, layer))
            for parameter in self._cell.parameters
        }
        self._state_nodes = [self._cell.quantity_nodes[state] for state in self._cell.states]
        self._clamps: dict[int, list[tuple[int, float]]] = {}
        for clamp in clamps:
            if clamp.layer == layer:
                node = self._cell.quantity_nodes[clamp.quantity]
                self._clamps.setdefault(node, []).append((clamp.unit, clamp.value))

    def forward(self, x: npt.NDArray[np.number], initial: Mapping[str, FloatArray] | None = None) -> LayerRun:
        """Compute every node.

        Parameters
        ----------
        x
            Indices (T, B) or values (T, B, X).
        initial
            States before the first step by name, (B, H) each; zeros where missing.
        """
        steps, batch = x.shape[:2]
        values: list[FloatArray | None] = []
        for node in self._cell.nodes:
            if node.kind in ("parameter", "constant"):
                values.append(None)
            elif node.kind == "input":
                values.append(None if x.ndim == 2 else x.astype(self._dtype, copy=False))
            else:
                size = self._shape.size(node.dimension, self._layer)
                values.append(np.zeros((steps, batch, size), self._dtype))  # (T, B, dimension)
        run = LayerRun(self._layer, x, values, initial or {})
        recurrent = [node for node in self._cell.nodes if self._cell.recurrent[node.index]]
        for node in self._cell.nodes:
            if not self._cell.recurrent[node.index]:
                self._compute(run, node, EVERY_STEP)
        for t in range(steps):
            for node in recurrent:
                self._compute(run, node, t)
        return run

    def _operand(self, run: LayerRun, index: int, t: TimeIndex) -> FloatArray | float:
        node = self._cell.nodes[index]
        if node.kind == "constant":
            return node.value
        if node.kind == "parameter":
            return np.asarray(self._parameters[node.name])  # (dimension,)
        if node.kind == "input" and run.values[index] is None:
            return self._one_hot(run, t)
        value = run.values[index]
        assert value is not None
        return np.asarray(value[t])  # (B, dimension) or (T, B, dimension)

    def _one_hot(self, run: LayerRun, t: TimeIndex) -> FloatArray:
        size = self._shape.layer_input_size(self._layer)
        return np.asarray(np.eye(size, dtype=self._dtype)[run.x[t]])  # (B, X) or (T, B, X)

    def _compute(self, run: LayerRun, node: Node, t: TimeIndex) -> None:
        out = run.values[node.index]
        if out is None or node.kind == "input":
            return
        if node.kind == "previous":
            assert isinstance(t, int)
            if t > 0:
                state = run.values[self._cell.quantity_nodes[node.name]]
                assert state is not None
                out[t] = state[t - 1]  # (B, H)
            elif node.name in run.initial:
                out[t] = run.initial[node.name]  # (B, H)
            return
        if node.kind == "matvec":
            out[t] = self._matvec(run, node, t)  # (B, rows)
        else:
            operands = [self._operand(run, index, t) for index in node.operands]
            out[t] = _element_wise(node, operands)  # (B, dimension)
        for unit, value in self._clamps.get(node.index, ()):
            out[t, ..., unit] = value

    def _matvec(self, run: LayerRun, node: Node, t: TimeIndex) -> FloatArray:
        matrix = self._parameters[node.name]  # (rows, columns)
        operand = node.operands[0]
        if self._cell.nodes[operand].kind == "input" and run.values[operand] is None:
            return np.asarray(matrix.T[run.x[t]])  # (B, rows): a one-hot vector picks a column
        vector = self._operand(run, operand, t)
        return np.asarray(vector @ matrix.T)  # (B, rows)

    def backward(
        self, run: LayerRun, output_gradient: FloatArray
    ) -> tuple[dict[str, FloatArray], FloatArray | None]:
        """Back-propagate through time.

        Parameters
        ----------
        run
            What :meth:`forward` returned; its ``gradients`` are filled in.
        output_gradient
            ∂L/∂output from above, (T, B, H).

        Returns
        -------
        tuple
            Parameter gradients by name, and ∂L/∂x (T, B, X), None for a one-hot input.
        """
        run.gradients = [None if value is None else np.zeros_like(value) for value in run.values]
        top = run.gradients[self._state_nodes[0]]
        assert top is not None
        top += output_gradient  # (T, B, H)
        order = self._cell.nodes[::-1]
        for t in range(run.x.shape[0] - 1, -1, -1):
            for node in order:
                if self._cell.recurrent[node.index]:
                    self._propagate(run, node, t)
        for node in order:
            if not self._cell.recurrent[node.index]:
                self._propagate(run, node, EVERY_STEP)
        inputs = [node.index for node in self._cell.nodes if node.kind == "input"]
        return self._parameter_gradients(run), run.gradients[inputs[0]] if inputs else None

    def _propagate(self, run: LayerRun, node: Node, t: TimeIndex) -> None:
        gradient = run.gradients[node.index]
        if gradient is None or node.kind == "input":
            return
        if node.kind == "previous":
            assert isinstance(t, int)
            state = run.gradients[self._cell.quantity_nodes[node.name]]
            if t > 0 and state is not None:
                state[t - 1] += gradient[t]  # (B, H)
            return
        upstream = self._unclamped(node, gradient[t])  # (B, dimension)
        for place, operand in enumerate(node.operands):
            target = run.gradients[operand]
            if target is not None:
                target[t] += self._local(run, node, place, upstream, t)  # (B, dimension)

    def _unclamped(self, node: Node, gradient: FloatArray) -> FloatArray:
        if node.index not in self._clamps:
            return gradient
        gradient = gradient.copy()
        for unit, _ in self._clamps[node.index]:
            gradient[..., unit] = 0
        return gradient

    def _local(self, run: LayerRun, node: Node, place: int, upstream: FloatArray, t: TimeIndex) -> FloatArray:
        """Return ∂L/∂operand given ∂L/∂node, same leading shape as ``upstream``."""
        if node.kind == "add" or (node.kind == "sub" and place == 0):
            return upstream
        if node.kind in ("sub", "neg"):
            return -upstream
        if node.kind == "mul":
            return np.asarray(upstream * self._operand(run, node.operands[1 - place], t))
        if node.kind == "matvec":
            return np.asarray(upstream @ self._parameters[node.name])  # (B, columns)
        value = self._operand(run, node.index, t)
        return np.asarray(upstream * FUNCTIONS[node.name].derivative(np.asarray(value)))

    def _parameter_gradients(self, run: LayerRun) -> dict[str, FloatArray]:
        gradients = {name: np.zeros_like(value) for name, value in self._parameters.items()}
        for node in self._cell.nodes:
            gradient = run.gradients[node.index]
            if gradient is None:
                continue
            upstream = self._unclamped(node, gradient)  # (T, B, dimension)
            if node.kind == "matvec":
                gradients[node.name] += self._outer(run, node, upstream)
                continue
            for place, operand in enumerate(node.operands):
                parameter = self._cell.nodes[operand]
                if parameter.kind == "parameter":
                    local = self._local(run, node, place, upstream, EVERY_STEP)  # (T, B, dimension)
                    gradients[parameter.name] += local.sum(axis=(0, 1))  # (dimension,)
        return gradients

    def _outer(self, run: LayerRun, node: Node, upstream: FloatArray) -> FloatArray:
        flat = upstream.reshape(-1, upstream.shape[-1])  # (T·B, rows)
        operand = node.operands[0]
        if self._cell.nodes[operand].kind == "input" and run.values[operand] is None:
            picked = np.zeros_like(self._parameters[node.name].T)  # (X, rows)
            np.add.at(picked, run.x.reshape(-1).astype(np.intp), flat)
            return picked.T  # (rows, X)
        vector = np.asarray(self._operand(run, operand, EVERY_STEP))
        vector = np.broadcast_to(vector, (*upstream.shape[:2], vector.shape[-1]))
        return np.asarray(flat.T @ vector.reshape(-1, vector.shape[-1]))  # (rows, columns)


def _element_wise(node: Node, operands: list[FloatArray | float]) -> FloatArray:
    first = operands[0]
    if node.kind == "neg":
        return np.asarray(-first)
    if node.kind == "function":
        return FUNCTIONS[node.name].value(np.asarray(first))
    second = operands[1]
    if node.kind == "add":
        return np.asarray(first + second)
    if node.kind == "sub":
        return np.asarray(first - second)
    return np.asarray(first * second)
