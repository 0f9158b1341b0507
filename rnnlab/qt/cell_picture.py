"""Matrices of any size as pictures of coloured cells, drawn like those on the stage."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from rnnlab.core.net import FloatArray
from rnnlab.qt.stage_cells import CellDrawer
from rnnlab.qt.stage_text import TextDrawer
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Box, CellGrid, Ramp

NUMBER_WIDTH, NUMBER_HEIGHT = 38, 17
"""What a cell needs, at 100 %, to show its number."""

_drawer: list[CellDrawer] = []


def paint_cells(
    painter: QPainter,
    rect: QRectF,
    values: FloatArray,
    *,
    scale: float,
    ratio: float,
    ramp: Ramp = "signed",
    numbers: bool | None = None,
) -> None:
    """Paint a matrix (rows, columns) into a rectangle.

    Parameters
    ----------
    painter, rect
        Where, in logical pixels.
    values
        Shape (rows, columns).
    scale
        The value that has the full colour.
    ratio
        Device pixels per logical pixel.
    ramp
        Which colours.
    numbers
        Whether numbers are written into the cells; None where they fit.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("border"))
    painter.drawRoundedRect(rect, 3, 3)
    rows, columns = values.shape
    across, down = rect.width() / columns, rect.height() / rows
    # a screen that has fewer pixels than there are cells shows every n-th of them
    if across < 0.5 or down < 0.5:
        rows_shown, columns_shown = min(rows, int(rect.height() * 2)), min(columns, int(rect.width() * 2))
        picked_rows = np.linspace(0, rows - 1, max(rows_shown, 1)).round().astype(np.intp)
        picked_columns = np.linspace(0, columns - 1, max(columns_shown, 1)).round().astype(np.intp)
        values = values[np.ix_(picked_rows, picked_columns)]
        rows, columns = values.shape
    fits = across >= theme.px(NUMBER_WIDTH) and down >= theme.px(NUMBER_HEIGHT - 2)
    wanted = fits if numbers is None else numbers
    least = min(across, down)
    gap = 2.0 if least >= 12 else 1.0 if least >= 4 else 0.0
    inner = rect.adjusted(1, 1, -1, -1) if gap else rect
    grid = CellGrid(
        Box(inner.x(), inner.y(), inner.width(), inner.height()),
        values,
        rows,
        columns,
        ramp,
        max(scale, 1e-12),
        gap,
        theme.px(11) if wanted else 0.0,
    )
    if not _drawer:
        _drawer.append(CellDrawer(TextDrawer()))
        theme.theme_changed.connect(_drawer[0].clear)
    _drawer[0].draw(painter, grid, ratio)


def full_colour(values: FloatArray) -> float:
    """Return the largest size among some numbers, leaving out what is no number."""
    largest = max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))
    if np.isfinite(largest):
        return largest
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max(initial=0.0))
