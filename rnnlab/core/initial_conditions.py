"""What decides at the start whether gradients survive: the recurrent matrices' radius and the forget bias.

Both are found on the cell's graph, so they exist for cells nobody has thought of yet, or do not, and then
nothing is changed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnlab.core.cells.graph import Cell
from rnnlab.core.net import Float32Array, FloatArray, NetShape, initialise


@dataclass(frozen=True)
class InitialConditions:
    """Changes to freshly drawn weights; None leaves what was drawn.

    Attributes
    ----------
    spectral_radius
        Every recurrent matrix is rescaled so that its largest eigenvalue has this absolute value.
    forget_bias
        Bias of every gate that lets a state's own previous value through.
    """

    spectral_radius: float | None = None
    forget_bias: float | None = None


@dataclass(frozen=True)
class Bias:
    """A bias of a keeping gate; ``sign`` is -1 where the gate keeps as 1 - σ(… + b)."""

    name: str
    sign: int


def conditioned(shape: NetShape, seed: int, conditions: InitialConditions) -> Float32Array:
    """Return initial weights (P,): `initialise`, then the conditions."""
    flat = initialise(shape, seed)  # (P,)
    for layer in range(1, shape.layers + 1):
        if conditions.spectral_radius is not None:
            for name in recurrent_matrices(shape.cell):
                _rescale(shape.view(flat, shape.key(name, layer)), conditions.spectral_radius)
        if conditions.forget_bias is not None:
            for number, bias in enumerate(forget_biases(shape.cell)):
                others = {before.name for before in forget_biases(shape.cell)[:number]}
                if bias.name not in others:
                    view = shape.view(flat, shape.key(bias.name, layer))  # (H,)
                    view[...] = bias.sign * conditions.forget_bias
    return flat


def spectral_radius(matrix: FloatArray) -> float:
    """Return the largest absolute value of a square matrix's eigenvalues."""
    return float(np.abs(np.linalg.eigvals(np.asarray(matrix, np.float64))).max())


def _rescale(matrix: FloatArray, radius: float) -> None:
    present = spectral_radius(matrix)
    if present > 0:
        matrix *= radius / present


def recurrent_matrices(cell: Cell) -> tuple[str, ...]:
    """Return the square matrices that multiply something of the time step before, in order of use."""
    square = {parameter.name for parameter in cell.parameters if parameter.rows == parameter.columns == "H"}
    names = [
        node.name
        for node in cell.nodes
        if node.kind == "matvec" and node.name in square and cell.recurrent[node.operands[0]]
    ]
    return tuple(dict.fromkeys(names))


def forget_biases(cell: Cell) -> tuple[Bias, ...]:
    """Return the bias of every gate that multiplies a state's own previous value on its way to the new one.

    The way may lead through sums only: a gate whose product goes on into a matrix (the reset gate) decides
    what is read, not what is kept. Where a gate has several biases the first one stands for their sum.
    """
    found: list[Bias] = []
    for state in cell.states:
        for gate, sign in _keeping_gates(cell, cell.quantity_nodes[state], state, 1):
            found += _bias_of(cell, gate, sign)
    return tuple(dict.fromkeys(found))


def _keeping_gates(cell: Cell, index: int, state: str, sign: int) -> list[tuple[int, int]]:
    """Return the gates in a sum's terms of the form gate · previous state."""
    node = cell.nodes[index]
    if node.kind in ("add", "sub"):
        return [gate for operand in node.operands for gate in _keeping_gates(cell, operand, state, sign)]
    if node.kind != "mul":
        return []
    for mine, other in (node.operands, node.operands[::-1]):
        if cell.nodes[mine].kind == "previous" and cell.nodes[mine].name == state:
            return [(other, sign)]
    return []


def _bias_of(cell: Cell, index: int, sign: int) -> list[Bias]:
    """Return the bias inside a gate: σ(… + b), or one minus that."""
    node = cell.nodes[index]
    if node.kind == "sub":
        left, right = node.operands
        return _bias_of(cell, left, sign) + _bias_of(cell, right, -sign)
    if node.kind == "function":
        return _vectors(cell, node.operands[0], sign)[:1]
    return []


def _vectors(cell: Cell, index: int, sign: int) -> list[Bias]:
    node = cell.nodes[index]
    if node.kind == "parameter":
        return [Bias(node.name, sign)]
    if node.kind in ("add", "sub"):
        signs = (sign, sign if node.kind == "add" else -sign)
        return [bias for place in (0, 1) for bias in _vectors(cell, node.operands[place], signs[place])]
    return []
