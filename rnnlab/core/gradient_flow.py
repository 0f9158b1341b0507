"""How the loss of the last time step reaches back: gradients, Jacobian products, saturation.

Everything here is read from a trace and from the cell's graph; nothing is modelled. ``L_T`` is the loss of
the last step alone, so what arrives at step t has passed T - t times through the recurrence: that is what
vanishes or explodes (Bengio et al. 1994; Pascanu et al. 2013, arXiv:1211.5063).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.gradient_jacobians import evaluate, step_jacobians
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.trace import Trace, record

Float64Array = npt.NDArray[np.float64]

SATURATED_BELOW = 0.1
"""A unit is saturated where the derivative of its tanh or σ is smaller than this."""


@dataclass(frozen=True, eq=False)
class Flow:
    """The way back of one net on one sequence.

    Attributes
    ----------
    trace
        Forward and backward, in float64, with ``L_T`` as its loss.
    norms
        By state key ‖∂L_T/∂state_t‖ for every t, (T,).
    singular_values
        By state key those of ∂state_T/∂state_t for every t, the other states at t held, (T, H), falling.
    bound_rate
        λ of `bound_rate`; None where the paper's argument does not hold for the cell.
    saturation
        By function (see `function_labels`) the share of saturated units at every t, (T,).
    """

    trace: Trace
    norms: Mapping[str, Float64Array]
    singular_values: Mapping[str, Float64Array]
    bound_rate: float | None
    saturation: Mapping[str, Float64Array]

    @property
    def steps(self) -> int:
        """Length of the sequence, T."""
        return len(self.trace)

    def rate(self, key: str) -> float | None:
        """Return the mean factor by which a gradient changes on its way over one step back.

        The geometric mean, which is the only one that multiplies up to the whole way. None if the sequence is
        one step long or the gradient is 0 at either end.
        """
        norms = self.norms[key]  # (T,)
        if len(norms) < 2 or not (0 < norms[0] < np.inf and 0 < norms[-1] < np.inf):
            return None
        return float(np.exp((np.log(norms[0]) - np.log(norms[-1])) / (len(norms) - 1)))

    def bound(self, key: str) -> Float64Array | None:
        """Return the bound ‖∂L_T/∂h_T‖ · λᵀ⁻ᵗ on the gradient's norm for every t, (T,); None without λ."""
        if self.bound_rate is None:
            return None
        ages = np.arange(self.steps)[::-1]  # (T,)
        return np.asarray(self.norms[key][-1] * self.bound_rate**ages, np.float64)  # (T,)


def measure(shape: NetShape, parameters: FloatArray, inputs: Sequence[int], target: int) -> Flow:
    """Run a net on a sequence and follow the loss of its last step back to the first.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat (P,); everything is computed in float64.
    inputs
        Symbol indices (T,), at least one.
    target
        What the last step should answer.
    """
    targets = [-1] * (len(inputs) - 1) + [target]
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        trace = record(shape, np.asarray(parameters, np.float64), inputs, targets)
        return Flow(
            trace=trace,
            norms=gradient_norms(trace),
            singular_values=singular_values(trace),
            bound_rate=bound_rate(trace),
            saturation=saturation(trace),
        )


def state_keys(shape: NetShape) -> tuple[str, ...]:
    """Return the trace keys of all states, layer by layer."""
    return tuple(
        shape.key(state, layer) for layer in range(1, shape.layers + 1) for state in shape.cell.states
    )


def gradient_norms(trace: Trace) -> dict[str, Float64Array]:
    """Return ‖∂L/∂state_t‖ by state key, (T,) each, from the trace's own back-propagation."""
    return {
        key: np.asarray(np.linalg.norm(trace.gradients[key], axis=1), np.float64)  # (T,)
        for key in state_keys(trace.shape)
    }


def jacobian_products(trace: Trace) -> Float64Array:
    """Return ∂S_T/∂S_t for every t, where S joins all states of all layers.

    Returns
    -------
    Float64Array
        Shape (T, N, N), N = layers · states · H, in the order of `state_keys`; the last one is the identity.
    """
    steps = step_jacobians(trace)  # (T, N, N)
    products = np.empty_like(steps)  # (T, N, N)
    products[-1] = np.eye(steps.shape[1])
    for t in range(len(steps) - 2, -1, -1):
        products[t] = products[t + 1] @ steps[t + 1]  # (N, N)
    return products


def singular_values(trace: Trace) -> dict[str, Float64Array]:
    """Return by state key the singular values of ∂state_T/∂state_t, (T, H), largest first.

    Where a product is no longer finite its singular values are NaN.
    """
    size = trace.shape.hidden_size
    products = jacobian_products(trace)  # (T, N, N)
    found: dict[str, Float64Array] = {}
    for number, key in enumerate(state_keys(trace.shape)):
        part = slice(number * size, (number + 1) * size)
        blocks = products[:, part, part]  # (T, H, H)
        finite = np.isfinite(blocks).all(axis=(1, 2))  # (T,)
        values = np.full((len(blocks), size), np.nan)  # (T, H)
        values[finite] = np.linalg.svd(blocks[finite], compute_uv=False)
        found[key] = values
    return found


def bound_rate(trace: Trace) -> float | None:
    """Return λ: the largest singular value of the recurrent matrix times the largest slope of its function.

    Pascanu et al. 2013, equations 6 and 7: ‖∂h_t/∂h_{t-1}‖ ≤ ‖W‖ · γ, so a gradient shrinks at least like λᵏ
    where λ < 1. It needs one layer and the form h_t = f(W h_{t-1} + terms without h_{t-1}); None otherwise.
    """
    shape, cell = trace.shape, trace.shape.cell
    found = plain_recurrence(cell)
    if shape.layers != 1 or found is None:
        return None
    matrix = shape.view(trace.parameters, shape.key(found[1].name, 1))  # (H, H)
    return float(np.linalg.norm(matrix, 2)) * largest_slope(found[0].name)


def plain_recurrence(cell: Cell) -> tuple[Node, Node] | None:
    """Return the function node and the matrix node of h_t = f(W h_{t-1} + …), None if the cell is another."""
    top = cell.nodes[cell.quantity_nodes[cell.output]]
    if len(cell.states) != 1 or top.kind != "function":
        return None
    inner = _recurrent_terms(cell, top.operands[0])
    if len(inner) != 1 or inner[0].kind != "matvec":
        return None
    return (top, inner[0]) if cell.nodes[inner[0].operands[0]].kind == "previous" else None


def _recurrent_terms(cell: Cell, index: int) -> list[Node]:
    """Return the terms of a sum that depend on the time step before."""
    node = cell.nodes[index]
    if not cell.recurrent[index]:
        return []
    if node.kind in ("add", "sub"):
        return [term for operand in node.operands for term in _recurrent_terms(cell, operand)]
    return [node]


def largest_slope(function: str) -> float:
    """Return the largest derivative that an element-wise function has anywhere (tanh 1, σ 1/4)."""
    rule = FUNCTIONS[function]
    places = np.linspace(-8.0, 8.0, 4097)  # 0 is among them
    return float(rule.derivative(rule.value(places)).max())


def function_labels(cell: Cell) -> dict[int, str]:
    """Return the node of every element-wise function with its name: the quantity's, or ``tanh(c)``."""
    labels: dict[int, str] = {}
    for node in cell.nodes:
        if node.kind == "function":
            inner = cell.nodes[node.operands[0]]
            argument = inner.quantity or inner.name or "…"
            labels[node.index] = node.quantity or f"{FUNCTIONS[node.name].symbol}({argument})"
    return labels


def saturation(trace: Trace) -> dict[str, Float64Array]:
    """Return for every tanh, σ … the share of its units whose derivative is below `SATURATED_BELOW`, (T,)."""
    shape = trace.shape
    shares: dict[str, Float64Array] = {}
    for layer in range(1, shape.layers + 1):
        values = evaluate(trace, layer)
        for index, label in function_labels(shape.cell).items():
            slopes = FUNCTIONS[shape.cell.nodes[index].name].derivative(values[index])  # (T, dimension)
            shares[shape.key(label, layer)] = np.asarray((slopes < SATURATED_BELOW).mean(axis=1))  # (T,)
    return shares
