"""What the diagram says in words: tool tips, and what is read to those who cannot see it."""

from __future__ import annotations

import re

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.qt.stage_words import html, plain
from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import DiagramMoment, Placement
from rnnlab.scene.cells.pointing import nodes_of
from rnnlab.scene.content import Content
from rnnlab.scene.notation import MINUS, name, signed
from rnnlab.scene.sequence.expressions import BEFORE, NOW, at_time, expression
from rnnlab.scene.target import Target

_MOST_NUMBERS = 12


def tool_tip(layout: DiagramLayout, target: Target, content: Content | None, t: int, layer: int) -> str:
    """Return what a part, a term or a wire is, as rich text; with content its numbers, too."""
    nodes = [target.node] if target.kind == "term" else sorted(nodes_of(layout, target))
    lines = []
    for node in nodes:
        if node >= 0:
            lines.append(f"<b>{html(formula_of(layout, node, content, t, layer))}</b>")
            lines += [_numbers(values) for values in _values(layout, node, content, t, layer)]
    return "<br>".join(lines)


def spoken(layout: DiagramLayout, node: int, content: Content | None, t: int, layer: int) -> str:
    """Return a node's formula and its numbers as plain text."""
    parts = [plain(formula_of(layout, node, content, t, layer))]
    parts += [_numbers(values) for values in _values(layout, node, content, t, layer)]
    return re.sub("<[^>]*>", "", ": ".join(parts))


def formula_of(layout: DiagramLayout, node: int, content: Content | None, t: int, layer: int) -> str:
    """Return a node as a formula: with its name, if it has one, and its time steps."""
    cell = layout.cell
    several = content is not None and content.trace.shape.layers > 1
    shown = layer if several else 0
    formula = expression(cell, node, shown)
    quantity = cell.nodes[node].quantity
    if quantity:
        formula = f"{name(quantity, shown).with_index(NOW).markup} = {formula}"
    if content is None:
        return formula.replace(NOW, "t").replace(BEFORE, f"t{MINUS}1")
    return at_time(formula, t)


def _values(
    layout: DiagramLayout, node: int, content: Content | None, t: int, layer: int
) -> tuple[FloatArray, ...]:
    moment = DiagramMoment.of(layout, Placement(1.0), content, t, 0.0, frozenset(), layer)
    return () if moment.numbers is None else (moment.numbers.value(node, moment.t),)


def _numbers(values: FloatArray) -> str:
    """Return the first numbers of a vector, in columns of the same width."""
    shown = [signed(float(value)) for value in np.atleast_1d(values)[:_MOST_NUMBERS]]
    more = " …" if values.size > _MOST_NUMBERS else ""
    return "[" + "&nbsp; ".join(shown) + more + "]"
