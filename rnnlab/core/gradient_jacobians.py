"""The Jacobian of one step of the recurrence, exactly, from the cell's graph (forward-mode differentiation).

A trace knows the states before every step, so all steps can be differentiated side by side: a node carries
its value (T, dimension) and its derivative by all states before the step, (T, dimension, N).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.trace import Trace

Float64Array = npt.NDArray[np.float64]
Tangent = Float64Array | None
"""Derivative by all states before the step, (T, dimension, N); None for 0."""


def evaluate(trace: Trace, layer: int) -> list[FloatArray]:
    """Return the value of every node of a layer at every time step, (T, dimension) each."""
    cell = trace.shape.cell
    values: list[FloatArray] = []
    for node in cell.nodes:
        values.append(_value(trace, layer, node, values))
    return values


def step_jacobians(trace: Trace) -> Float64Array:
    """Return ∂S_t/∂S_{t-1} for every step, where S joins all states of all layers, layer by layer.

    Returns
    -------
    Float64Array
        Shape (T, N, N), N = layers · states · H.
    """
    shape, cell = trace.shape, trace.shape.cell
    size = shape.hidden_size
    total = shape.layers * len(cell.states) * size
    jacobians = np.zeros((len(trace), total, total))  # (T, N, N)
    below: Tangent = None
    for layer in range(1, shape.layers + 1):
        first = (layer - 1) * len(cell.states) * size
        tangents = _tangents(trace, layer, first, total, below)
        for number, state in enumerate(cell.states):
            tangent = tangents[cell.quantity_nodes[state]]
            if tangent is not None:
                start = first + number * size
                jacobians[:, start : start + size] = tangent  # (T, H, N)
        below = tangents[cell.quantity_nodes[cell.output]]
    return jacobians


def _value(trace: Trace, layer: int, node: Node, values: list[FloatArray]) -> FloatArray:
    shape, steps = trace.shape, len(trace)
    if node.quantity:
        # taken from the trace, so that clamps hold
        return trace.values[shape.key(node.quantity, layer)]  # (T, dimension)
    if node.kind == "previous":
        states = trace.values[shape.key(node.name, layer)]  # (T, H)
        return np.concatenate([np.zeros_like(states[:1]), states[:-1]])  # (T, H)
    if node.kind == "input":
        return np.stack([trace.layer_input(layer, t) for t in range(steps)])  # (T, X)
    if node.kind == "parameter":
        return np.broadcast_to(
            _parameter(trace, layer, node.name), (steps, shape.size(node.dimension, layer))
        )
    if node.kind == "constant":
        return np.full((steps, 1), node.value)  # (T, 1)
    operands = [values[index] for index in node.operands]
    if node.kind == "matvec":
        return np.asarray(operands[0] @ _parameter(trace, layer, node.name).T)  # (T, rows)
    if node.kind == "function":
        return FUNCTIONS[node.name].value(operands[0])  # (T, dimension)
    if node.kind == "neg":
        return np.asarray(-operands[0])  # (T, dimension)
    if node.kind == "mul":
        return np.asarray(operands[0] * operands[1])  # (T, dimension)
    return np.asarray(operands[0] + operands[1] if node.kind == "add" else operands[0] - operands[1])


def _parameter(trace: Trace, layer: int, name: str) -> FloatArray:
    return trace.shape.view(trace.parameters, trace.shape.key(name, layer))


def _tangents(trace: Trace, layer: int, first: int, total: int, below: Tangent) -> list[Tangent]:
    """Return the derivative of every node; ``first`` is where this layer's states begin among the N."""
    shape, cell = trace.shape, trace.shape.cell
    values = evaluate(trace, layer)
    tangents: list[Tangent] = []
    for node in cell.nodes:
        if node.kind == "previous":
            tangents.append(_unit(shape, cell, node, len(trace), first, total))
        elif node.kind == "input":
            tangents.append(below)
        else:
            tangents.append(_derivative(trace, layer, node, values, tangents))
    return tangents


def _unit(shape: NetShape, cell: Cell, node: Node, steps: int, first: int, total: int) -> Tangent:
    size = shape.hidden_size
    start = first + cell.states.index(node.name) * size
    unit = np.zeros((size, total))  # (H, N)
    unit[:, start : start + size] = np.eye(size)
    return np.broadcast_to(unit, (steps, size, total))  # (T, H, N)


def _derivative(
    trace: Trace, layer: int, node: Node, values: list[FloatArray], tangents: list[Tangent]
) -> Tangent:
    inner = [tangents[index] for index in node.operands]
    if all(tangent is None for tangent in inner):
        return None
    if node.kind == "mul":
        first, second = node.operands
        return _sum(_scaled(inner[0], values[second]), _scaled(inner[1], values[first]))
    if node.kind == "add":
        return _sum(inner[0], inner[1])
    if node.kind == "sub":
        return _sum(inner[0], _scaled(inner[1], np.full((len(trace), 1), -1.0)))
    tangent = inner[0]
    assert tangent is not None
    if node.kind == "matvec":
        matrix = _parameter(trace, layer, node.name)  # (rows, columns)
        if tangent.strides[0] == 0:  # the same at every step: one product will do
            product = matrix @ tangent[0]  # (rows, N)
            return np.broadcast_to(product, (len(trace), *product.shape))  # (T, rows, N)
        return np.asarray(matrix @ tangent)  # (T, rows, N)
    if node.kind == "neg":
        return np.asarray(-tangent)  # (T, dimension, N)
    return _scaled(tangent, FUNCTIONS[node.name].derivative(values[node.index]))


def _scaled(tangent: Tangent, factor: FloatArray) -> Tangent:
    return None if tangent is None else np.asarray(factor[:, :, None] * tangent)  # (T, dimension, N)


def _sum(first: Tangent, second: Tangent) -> Tangent:
    if first is None or second is None:
        return second if first is None else first
    return np.asarray(first + second)  # (T, dimension, N)
