"""How any number in a trace came about, from the cell's own graph.

:func:`explain` answers for a quantity, an unnamed part of an equation, the input, logits, probabilities, the
loss, and every parameter. It returns numbers and formulas, never sentences: who shows them finds the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rnnlab.core.cells.formula import Reference, row
from rnnlab.core.cells.render import FormulaWriter
from rnnlab.core.explain_output import explain_logits, explain_loss, explain_mean_loss, explain_probability
from rnnlab.core.explain_parameters import explain_parameter
from rnnlab.core.explain_terms import TermBuilder, reference_of
from rnnlab.core.explanation import Explanation, Strip
from rnnlab.core.names import Names
from rnnlab.core.step_values import StepValues
from rnnlab.core.trace import Trace


def explain(trace: Trace, reference: Reference, labels: Sequence[str] | Names = ()) -> Explanation:
    """Explain one thing.

    Parameters
    ----------
    trace
        What happened.
    reference
        What is asked for. Without an index the whole is described and no term is made.
    labels
        What the symbols of the vocabulary look like, by index, or all `Names`; their numbers if left out.

    Raises
    ------
    LookupError
        If the trace holds no such thing (see :func:`is_known`).
    """
    if not is_known(trace, reference):
        raise LookupError(reference)
    if reference.kind == "parameter":
        return explain_parameter(trace, reference, labels)
    if reference.kind == "quantity" and reference.t == -1:
        return _explain_start(trace, reference, labels)
    if reference.kind in ("quantity", "term"):
        return _explain_node(trace, reference, labels)
    if reference.kind == "input":
        return _explain_input(trace, reference, labels)
    if reference.kind == "loss" and reference.t is None:
        return explain_mean_loss(trace, reference, labels)
    return _OUTPUT[reference.kind](trace, reference, labels)


_OUTPUT = {"logits": explain_logits, "probability": explain_probability, "loss": explain_loss}


def is_known(trace: Trace, reference: Reference) -> bool:
    """Whether a trace holds what a reference stands for."""
    shape, kind, t = trace.shape, reference.kind, reference.t
    if kind == "parameter":
        entry = shape.entries.get(reference.key)
        # one index of a matrix means its row
        return entry is not None and _fits(reference.index, entry.shape)
    if kind == "loss" and t is None:
        return True
    if t is None or not -1 <= t < len(trace):
        return False
    if kind in ("logits", "probability"):
        return t >= 0 and _fits(reference.index, (shape.output_size,))
    if kind == "loss":
        return t >= 0
    if kind == "input":
        return t >= 0 and _fits(reference.index, (shape.input_size,))
    if kind not in ("quantity", "term") or reference.key not in trace.values:
        return False
    name = quantity_name(trace, reference)
    if t == -1:
        return (
            kind == "quantity" and name in shape.cell.states and _fits(reference.index, (shape.hidden_size,))
        )
    if kind == "term" and not 0 <= reference.node < len(shape.cell.nodes):
        return False
    node = reference.node if kind == "term" else shape.cell.quantity_nodes[name]
    return _fits(reference.index, (shape.size(shape.cell.nodes[node].dimension, reference.layer),))


def size_of(trace: Trace, reference: Reference) -> int:
    """Return how many entries a quantity, a part of an equation, logits or probabilities have."""
    shape = trace.shape
    if reference.kind in ("logits", "probability"):
        return shape.output_size
    if reference.kind == "input":
        return shape.input_size
    node = reference.node
    if reference.kind == "quantity":
        node = shape.cell.quantity_nodes[quantity_name(trace, reference)]
    return shape.size(shape.cell.nodes[node].dimension, reference.layer)


def _fits(index: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    if len(index) > len(shape):
        return False
    return all(0 <= place < size for place, size in zip(index, shape, strict=False))


def quantity_name(trace: Trace, reference: Reference) -> str:
    """Return the name in the equations of the quantity a reference stands for or belongs to."""
    names = (quantity.name for quantity in trace.shape.cell.quantities)
    return next((name for name in names if trace.shape.key(name, reference.layer) == reference.key), "")


def _explain_node(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    t, layer = reference.t, reference.layer
    assert t is not None
    cell, name = trace.shape.cell, quantity_name(trace, reference)
    index = reference.node if reference.kind == "term" else cell.quantity_nodes[name]
    values = StepValues(trace, layer, t)
    writer = FormulaWriter(trace.shape, layer, t, labels, owner=name)
    builder = TermBuilder(values, writer)
    whole = values.value(index)  # (dimension,)
    gradients = values.gradient(index)  # (dimension,)
    result = row(writer.quantity(name)) if reference.kind == "quantity" else writer.node(index)
    explanation = Explanation(
        reference=reference,
        name=result,
        shape=whole.shape,
        values=whole,
        gradients=gradients,
        formula=writer.equation(name),
        products=builder.products(index),
        strips=builder.strips(index, result, reference_of(result)),
    )
    if not reference.index or not whole.ndim:
        return explanation
    unit = reference.index[0]
    held = [
        clamp.value
        for clamp in trace.clamps
        if (clamp.layer, clamp.quantity, clamp.unit) == (layer, name, unit) and reference.kind == "quantity"
    ]
    return replace(
        explanation,
        value=float(whole[unit]),
        gradient=float(gradients[unit]),
        term=builder.definition(index, unit),
        held=held[-1] if held else None,
    )


def _explain_start(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    name = quantity_name(trace, reference)
    writer = FormulaWriter(trace.shape, reference.layer, 0, labels)
    values = trace.previous(name, reference.layer, 0)  # (H,)
    symbol = writer.quantity(name, back=1)
    value = float(values[reference.index[0]]) if reference.index else None
    return Explanation(
        reference=reference,
        name=symbol,
        shape=values.shape,
        values=values,
        value=value,
        strips=(Strip("", row(symbol), values, reference),),
    )


def _explain_input(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    assert reference.t is not None
    writer = FormulaWriter(trace.shape, 1, reference.t, labels)
    values = trace.layer_input(1, reference.t)  # (X,)
    symbol = writer.input()
    steps = StepValues(trace, 1, reference.t)
    readers = [node.index for node in trace.shape.cell.nodes if node.kind == "input"]
    gradients = steps.gradient(readers[0]) if readers else np.zeros_like(values)  # (X,)
    value = float(values[reference.index[0]]) if reference.index else None
    gradient = float(gradients[reference.index[0]]) if reference.index else None
    builder = TermBuilder(steps, writer)
    readers = [
        node.index for node in trace.shape.cell.nodes if node.kind == "matvec" and node.operands[0] in readers
    ]
    return Explanation(
        reference=reference,
        name=symbol,
        shape=values.shape,
        values=values,
        gradients=gradients,
        value=value,
        gradient=gradient,
        products=tuple(product for index in readers for product in builder.products(index)),
        strips=(Strip("", row(symbol), values, reference),),
    )
