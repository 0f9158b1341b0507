"""What the diagram says in words: tool tips, and what is read to those who cannot see it."""

from __future__ import annotations

import re

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.qt.stage_words import html, plain
from rnnlab.scene.cells.caption import formula_of, listed
from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import DiagramMoment, Placement
from rnnlab.scene.cells.pointing import nodes_of
from rnnlab.scene.content import Content
from rnnlab.scene.target import Target


def tool_tip(layout: DiagramLayout, target: Target, content: Content | None, t: int, layer: int) -> str:
    """Return what a part, a term or a wire is, as rich text; with content its numbers, too."""
    nodes = [target.node] if target.kind == "term" else sorted(nodes_of(layout, target))
    lines = []
    for node in nodes:
        if node >= 0:
            lines.append(f"<b>{html(formula_of(layout.cell, node, content, t, layer))}</b>")
            lines += [listed(values) for values in _values(layout, node, content, t, layer)]
    return "<br>".join(lines)


def spoken(layout: DiagramLayout, node: int, content: Content | None, t: int, layer: int) -> str:
    """Return a node's formula and its numbers as plain text."""
    parts = [plain(formula_of(layout.cell, node, content, t, layer))]
    parts += [listed(values) for values in _values(layout, node, content, t, layer)]
    return re.sub("<[^>]*>", "", ": ".join(parts))


def _values(
    layout: DiagramLayout, node: int, content: Content | None, t: int, layer: int
) -> tuple[FloatArray, ...]:
    moment = DiagramMoment.of(layout, Placement(1.0), content, t, 0.0, frozenset(), layer)
    return () if moment.numbers is None else (np.atleast_1d(moment.numbers.value(node, moment.t)),)
