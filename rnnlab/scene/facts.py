"""What there is to say about a target in one line: its name, its size, its value."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.core.step_values import StepValues
from rnnlab.scene.content import Content
from rnnlab.scene.notation import name
from rnnlab.scene.sequence.expressions import NOW, at_time, expression
from rnnlab.scene.target import Target


@dataclass(frozen=True)
class Fact:
    """One line about a target.

    Attributes
    ----------
    formula
        Its name, with ``_{…}`` and ``^{…}``.
    shape
        Of the whole vector or matrix.
    index
        The entry meant, as people count (from 1), or the symbol it belongs to.
    value
        The entry's value; None for a whole vector or matrix.
    """

    formula: str
    shape: tuple[int, ...]
    index: str = ""
    value: float | None = None


def fact(content: Content, target: Target) -> Fact | None:
    """Return what there is to say about a target; None if the content has no such thing."""
    trace = content.trace
    if target.t is not None and not 0 <= target.t < len(trace):
        return None
    if target.kind in ("parameter", "arrow") and target.key in trace.shape.entries:
        return _parameter(content, target)
    if target.kind == "arrow":
        return _carried(content, target)
    if target.kind == "loss":
        return (
            None if target.t is None else Fact(_indexed("L", target.t), (), "", float(trace.losses[target.t]))
        )
    values = _values(content, target)
    if values is None:
        return None
    formula = _formula(content, target)
    if not target.index or not 0 <= target.index[0] < len(values):
        return Fact(formula, values.shape)
    entry = target.index[0]
    index = str(entry + 1)
    if target.kind == "input" and target.layer in (0, 1):
        index = content.entry(entry)
    elif target.kind in ("logits", "probability"):
        index = content.answer(entry)
    return Fact(formula, values.shape, index, float(values[entry]))


def is_state_unit(content: Content, target: Target | None) -> bool:
    """Return whether a target is one unit of a named quantity, which can be held at a value."""
    if target is None or target.kind != "quantity" or not target.index or target.t is None:
        return False
    return target.key in content.trace.values


def _indexed(symbol: str, t: int) -> str:
    return name(symbol).with_index(str(t + 1)).markup


def _formula(content: Content, target: Target) -> str:
    assert target.t is not None
    shape = content.trace.shape
    layer = target.layer if shape.layers > 1 else 0
    if target.kind == "input":
        return _indexed("x", target.t)
    if target.kind == "logits":
        return _indexed("y", target.t)
    if target.kind == "probability":
        return _indexed("y_hat", target.t)
    if target.kind == "term":
        return at_time(expression(shape.cell, target.node, layer), target.t)
    return at_time(name(target.key.partition(".")[0], layer).with_index(NOW).markup, target.t)


def _values(content: Content, target: Target) -> FloatArray | None:
    trace = content.trace
    if target.t is None:
        return None
    if target.kind == "input":
        return trace.layer_input(max(target.layer, 1), target.t)
    if target.kind == "logits":
        return np.asarray(trace.logits[target.t])  # (V,)
    if target.kind == "probability":
        return np.asarray(trace.probabilities[target.t])  # (V,)
    if target.kind == "term":
        known = 0 <= target.node < len(trace.shape.cell.nodes) and 1 <= target.layer <= trace.shape.layers
        return StepValues(trace, target.layer, target.t).value(target.node) if known else None
    if target.key not in trace.values:
        return None
    return np.asarray(trace.values[target.key][target.t])  # (dimension,)


def _parameter(content: Content, target: Target) -> Fact:
    shape = content.trace.shape
    entry = shape.entries[target.key]
    layer = entry.layer if shape.layers > 1 else 0
    formula = name(entry.name, layer).markup
    index = target.index if target.kind == "parameter" else ()
    if len(index) != len(entry.shape) or any(
        not 0 <= place < size for place, size in zip(index, entry.shape, strict=True)
    ):
        return Fact(formula, entry.shape)
    value = float(shape.view(content.trace.parameters, target.key)[index])
    places = [str(place + 1) for place in index]
    if entry.layer == 0:
        places[0] = content.answer(index[0])
    elif entry.layer == 1 and len(index) == 2 and entry.columns == shape.input_size != shape.hidden_size:
        places[1] = content.entry(index[1])
    return Fact(formula, entry.shape, ", ".join(places), value)


def _carried(content: Content, target: Target) -> Fact | None:
    """Say what an arrow without a matrix carries: a state, or a written symbol."""
    if target.t is None:
        return None
    if target.key in content.trace.values:
        before = replace(target, kind="quantity", t=target.t - 1)
        return fact(content, before) if before.t is not None and before.t >= 0 else None
    if target.layer == 0 and target.t > 0:
        symbol = int(content.trace.inputs[target.t])
        return fact(content, Target("probability", "", 0, target.t - 1, (symbol,)))
    return None
