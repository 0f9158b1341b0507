"""The diagram for a given area: where there is height to spare, rows stand further apart."""

from __future__ import annotations

from rnnlab.core.cells.graph import Cell
from rnnlab.scene.cells.layout import DiagramLayout, diagram_layout
from rnnlab.scene.drawing import Box

_STEP, _MOST = 4.0, 36.0


def layout_in(cell: Cell, area: Box) -> DiagramLayout:
    """Return the diagram of a cell that fills an area of this shape best.

    Its letters can be as large as its width allows; more room between rows makes it no smaller.
    """
    dense = diagram_layout(cell)
    if area.width <= 0.0 or area.height <= 0.0:
        return dense
    height = area.height * dense.width / area.width
    room = _stepped(min((height - dense.height) / max(dense.rows - 1, 1), _MOST))
    while room > 0.0:
        found = diagram_layout(cell, room)
        if found.height <= height:
            return found
        room = _stepped(room - _STEP)
    return dense


def _stepped(room: float) -> float:
    return max(room // _STEP, 0.0) * _STEP
