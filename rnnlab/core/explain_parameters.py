"""What a parameter is, where it is used, and how every time step pulls at one entry of it.

The same matrix serves at every step, so the gradient of an entry is a sum over the steps: what comes back to
its row times what its column was multiplied with (Werbos 1990, "Backpropagation Through Time").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rnnlab.core.cells.formula import Reference, row
from rnnlab.core.cells.graph import Cell, Node
from rnnlab.core.cells.render import FormulaWriter
from rnnlab.core.explanation import Explanation, Use
from rnnlab.core.names import Names
from rnnlab.core.net import OUTPUT_MATRIX, FloatArray, ParameterEntry
from rnnlab.core.step_values import StepValues, consumers
from rnnlab.core.trace import Trace


def explain_parameter(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    """Explain a parameter or one entry of it; see :func:`rnnlab.core.explain.explain`."""
    shape = trace.shape
    entry = shape.entries[reference.key]
    values = shape.view(trace.parameters, reference.key)
    gradients = shape.view(trace.parameters_gradient, reference.key)
    writer = FormulaWriter(shape, entry.layer or shape.layers, None, labels)
    if entry.layer == 0:
        name = writer.output_parameter(entry.name)
    else:
        name = writer.parameter(entry.name, writer.parameter_role(entry.name))
    explanation = Explanation(reference, name, entry.shape, values, gradients)
    if len(reference.index) < len(entry.shape):
        return replace(explanation, uses=_uses(trace, entry, None, writer))
    return replace(
        explanation,
        value=float(values[reference.index]),
        gradient=float(gradients[reference.index]),
        uses=_uses(trace, entry, reference.index, writer),
    )


def _uses(
    trace: Trace, entry: ParameterEntry, index: tuple[int, ...] | None, writer: FormulaWriter
) -> tuple[Use, ...]:
    if entry.layer == 0:
        return (_output_use(trace, entry, index, writer),)
    values = StepValues(trace, entry.layer)
    cell = trace.shape.cell
    uses: list[Use] = []
    for node in cell.nodes:
        if node.kind == "matvec" and node.name == entry.name:
            uses.append(_matrix_use(values, node, index, writer))
        elif node.kind == "parameter" and node.name == entry.name:
            uses += [_vector_use(values, *reader, index, writer) for reader in consumers(cell)[node.index]]
    return tuple(uses)


def _nothing() -> FloatArray:
    return np.zeros(0)


def _output_use(
    trace: Trace, entry: ParameterEntry, index: tuple[int, ...] | None, writer: FormulaWriter
) -> Use:
    equation = writer.logits_equation()
    shape = trace.shape
    matrix = entry.name == OUTPUT_MATRIX
    top = FormulaWriter(shape, shape.layers).quantity(shape.cell.output)
    source = row(top) if matrix else None
    if index is None:
        return Use(equation, source, _nothing(), _nothing(), _nothing())
    deltas = trace.logits_gradient[:, index[0]]  # (T,)
    entries = np.ones_like(deltas)  # (T,)
    if matrix:
        entries = trace.values[shape.key(shape.cell.output, shape.layers)][:, index[1]]  # (T,)
    return Use(equation, source, deltas, entries, deltas * entries)


def _matrix_use(values: StepValues, node: Node, index: tuple[int, ...] | None, writer: FormulaWriter) -> Use:
    cell = values.trace.shape.cell
    equation = writer.equation(owner(cell, node.index))
    source = writer.node(node.operands[0])
    if index is None:
        return Use(equation, source, _nothing(), _nothing(), _nothing())
    deltas = values.upstream(node.index)[:, index[0]]  # (T,)
    if values.is_one_hot(node.operands[0]):
        entries = (values.symbols == index[1]).astype(deltas.dtype)  # (T,)
    else:
        vector = values.value(node.operands[0])
        # a vector parameter is the same at every step and has no time axis
        entries = np.broadcast_to(vector, (len(deltas), vector.shape[-1]))[:, index[1]]  # (T,)
    return Use(equation, source, deltas, entries, deltas * entries)


def _vector_use(
    values: StepValues, consumer: int, place: int, index: tuple[int, ...] | None, writer: FormulaWriter
) -> Use:
    cell = values.trace.shape.cell
    equation = writer.equation(owner(cell, consumer))
    if index is None:
        return Use(equation, None, _nothing(), _nothing(), _nothing())
    contributions = values.passed_down(consumer, place)  # (T, dimension)
    node = cell.nodes[consumer]
    if node.kind != "mul":
        one = np.ones(len(contributions), contributions.dtype)  # (T,)
        return Use(equation, None, contributions[:, index[0]], one, contributions[:, index[0]])
    deltas = np.broadcast_to(values.upstream(consumer), contributions.shape)  # (T, dimension)
    other = np.broadcast_to(values.value(node.operands[1 - place]), contributions.shape)  # (T, dimension)
    return Use(equation, None, deltas[:, index[0]], other[:, index[0]], contributions[:, index[0]])


def owner(cell: Cell, index: int) -> str:
    """Return the name of the first quantity whose equation contains a node."""
    waiting = [index]
    while waiting:
        node = cell.nodes[waiting.pop(0)]
        if node.quantity:
            return node.quantity
        waiting += [reader for reader, _ in consumers(cell)[node.index]]
    return ""
