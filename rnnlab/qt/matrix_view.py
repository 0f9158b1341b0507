"""A matrix or vector as coloured cells that can be pointed at, chosen, dragged and magnified.

A matrix of any size is shown whole: below a pixel a cell it is thinned out evenly, and the marked row and
column are drawn over it, so they are always in view. Magnified, it shows the numbers around the marked place
and can be moved with the wheel or the keys.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.net import FloatArray
from rnnlab.qt.cell_picture import NUMBER_HEIGHT, NUMBER_WIDTH, full_colour, paint_cells
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Ramp

__all__ = ["Cell", "MatrixView"]

Cell = tuple[int, int]
DRAG_PER_PIXEL = 0.02
_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (0, -100_000),
    Qt.Key.Key_End: (0, 100_000),
    Qt.Key.Key_PageUp: (-10, 0),
    Qt.Key.Key_PageDown: (10, 0),
}


class MatrixView(QWidget):
    """Shows a matrix as cells.

    Parameters
    ----------
    role
        Colour of the marks' frames.

    Attributes
    ----------
    pointed : Signal(object)
        The cell under the pointer, or None.
    chosen : Signal(int, int)
        A cell was clicked, or reached with the keys.
    dragged : Signal(int, int, float)
        An editable cell was dragged up or down to this value.
    typed : Signal(str)
        A number was begun on the keyboard, with its first character.
    magnified_changed : Signal(bool)
        Numbers are shown instead of the whole, or no longer.
    """

    pointed = Signal(object)
    chosen = Signal(int, int)
    dragged = Signal(int, int, float)
    typed = Signal(str)
    magnified_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, role: str = "hidden") -> None:
        super().__init__(parent)
        self._values: FloatArray = np.zeros((1, 1), np.float32)
        self._scale = 1.0
        self._ramp: Ramp = "signed"
        self._role = role
        self._row, self._column = -1, -1
        self._cursor: Cell | None = None
        self._hover: Cell | None = None
        self._press: tuple[QPointF, Cell, float] | None = None
        self._editable = False
        self._magnified = False
        self._origin = self._turned = (0.0, 0.0)
        self._dim = self._numbers = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.theme_changed.connect(self.update)

    # what is shown

    def set_values(self, values: FloatArray, scale: float | None = None, ramp: Ramp = "signed") -> None:
        """Show a matrix (rows, columns) or a vector (rows,) as a column.

        ``scale`` is the value of full colour; the largest size in the matrix if left out.
        """
        matrix = values if values.ndim == 2 else values[:, None]
        if matrix.shape != self._values.shape:
            self._cursor = self._hover = self._press = None
            self._origin = (0.0, 0.0)
        self._values = matrix
        self._scale = full_colour(matrix) if scale is None else scale
        self._ramp = ramp
        self.update()

    def values(self) -> FloatArray:
        """Return what is shown, (rows, columns)."""
        return self._values

    def set_role(self, role: str) -> None:
        """Set the colour of the frames."""
        if role != self._role:
            self._role = role
            self.update()

    def set_marks(self, row: int = -1, column: int = -1, *, dim: bool = True) -> None:
        """Frame a row, or a column and one cell of it; −1 for none. With ``dim`` all else steps back."""
        if (row, column, dim) != (self._row, self._column, self._dim):
            self._row, self._column, self._dim = row, column, dim
            if self._magnified:
                self._follow(row, column)
            self.update()

    def marks(self) -> Cell:
        """Return the framed row and column."""
        return self._row, self._column

    def set_cursor(self, cell: Cell | None) -> None:
        """Show which cell is chosen."""
        if cell != self._cursor:
            self._cursor = cell
            if cell is not None and self._magnified:
                self._follow(*cell)
            self.update()

    def cursor_cell(self) -> Cell | None:
        """Return the chosen cell."""
        return self._cursor

    def set_editable(self, editable: bool) -> None:
        """Let cells be dragged up and down to change their value."""
        self._editable = editable

    def set_numbers(self, numbers: bool) -> None:
        """Write numbers into cells that are large enough, or never."""
        self._numbers = numbers

    def numbers_fit(self) -> bool:
        """Return whether the cells are large enough for their numbers without a magnifier."""
        rows, columns = self._values.shape
        wide = self.width() / columns >= theme.px(NUMBER_WIDTH) or not self._numbers
        return wide and self.height() / rows >= theme.px(NUMBER_HEIGHT - 2)

    def set_magnified(self, magnified: bool) -> None:
        """Show the numbers around the marked place, or the whole."""
        if magnified != self._magnified:
            self._magnified = magnified
            self._follow(*(self._cursor or (self._row, self._column)))
            self.magnified_changed.emit(magnified)
            self.update()

    def magnified(self) -> bool:
        """Return whether numbers are shown instead of the whole."""
        return self._magnified

    # geometry

    def sizeHint(self) -> QSize:
        """Return the size it was given."""
        return self.size()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a cell is painted; it may lie outside while magnified."""
        rows, columns = self._shown_size()
        across, down = self.width() / columns, self.height() / rows
        top, left = self._origin if self._magnified else (0.0, 0.0)
        return QRectF((column - left) * across, (row - top) * down, across, down)

    def _shown_size(self) -> tuple[float, float]:
        """Return how many rows and columns are in view."""
        rows, columns = self._values.shape
        if not self._magnified:
            return float(rows), float(columns)
        down = max(1, self.height() // theme.px(NUMBER_HEIGHT))
        across = max(1, self.width() // theme.px(NUMBER_WIDTH))
        return float(min(rows, down)), float(min(columns, across))

    def _follow(self, row: int, column: int) -> None:
        """Bring a place into the magnified view, with a margin; −1 leaves a direction as it is."""
        sizes = self._shown_size()
        origin = list(self._origin)
        for axis, place in enumerate((row, column)):
            if place >= 0:
                shown = sizes[axis]
                margin = min(1.0, (shown - 1) / 2)
                origin[axis] = min(origin[axis], place - margin)
                origin[axis] = max(origin[axis], place + 1 + margin - shown)
        self._move_to(origin[0], origin[1])

    def _move_to(self, row: float, column: float) -> bool:
        rows, columns = self._values.shape
        shown_rows, shown_columns = self._shown_size()
        before = self._origin
        self._origin = (
            float(round(min(max(row, 0.0), rows - shown_rows))),
            float(round(min(max(column, 0.0), columns - shown_columns))),
        )
        if self._origin != before:
            self.update()
        return self._origin != before

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell at a point."""
        if not QRectF(self.rect()).contains(position):
            return None
        rows, columns = self._shown_size()
        top, left = self._origin if self._magnified else (0.0, 0.0)
        row = int(top + position.y() / self.height() * rows)
        column = int(left + position.x() / self.width() * columns)
        return min(row, self._values.shape[0] - 1), min(column, self._values.shape[1] - 1)

    # pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the cell that is pointed at, or drag its value."""
        if self._press is not None and self._editable and event.buttons() & Qt.MouseButton.LeftButton:
            start, cell, value = self._press
            pulled = start.y() - event.position().y()
            if abs(pulled) >= 3:
                self.setCursor(Qt.CursorShape.SizeVerCursor)
                fine = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
                self.dragged.emit(*cell, round(value + pulled * DRAG_PER_PIXEL * fine, 4))
            return
        self._point(self.cell_at(event.position()))

    def _point(self, cell: Cell | None) -> None:
        if cell != self._hover:
            self._hover = cell
            self.pointed.emit(cell)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that no cell is pointed at."""
        self._point(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell."""
        cell = self.cell_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or cell is None:
            event.ignore()
            return
        self._press = (event.position(), cell, float(self._values[cell]))
        self._choose(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._press = None
        self.unsetCursor()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Magnify, or show the whole again."""
        if event.button() == Qt.MouseButton.LeftButton and (self._magnified or not self.numbers_fit()):
            self.set_magnified(not self._magnified)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move the magnified view; the panel scrolls where it cannot move."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not turned.x():
            turned = turned.transposed()
        if not self._magnified:
            event.ignore()
            return
        # a touchpad turns by less than a cell at a time
        down, right = self._turned[0] - turned.y() / 60, self._turned[1] - turned.x() / 60
        whole = round(down), round(right)
        self._turned = (down - whole[0], right - whole[1])
        rows, columns = self._origin
        if self._move_to(rows + whole[0], columns + whole[1]) or whole == (0, 0):
            event.accept()
        else:
            self._turned = (0.0, 0.0)
            event.ignore()

    def _choose(self, cell: Cell) -> None:
        self.set_cursor(cell)
        self.chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the cells, magnify, or begin a number."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None:
            row, column = self._cursor or (max(self._row, 0), max(self._column, 0))
            rows, columns = self._values.shape
            moved = min(max(row + step[0], 0), rows - 1), min(max(column + step[1], 0), columns - 1)
            self._choose(moved if self._cursor is not None else (row, column))
        elif event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_magnified(not self._magnified and not self.numbers_fit())
        elif (
            self._editable and self._cursor is not None and event.text() and event.text() in "0123456789-−+."
        ):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw cells, marks, and the cell pointed at."""
        with QPainter(self) as painter:
            self._paint_values(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._dim:
                self._paint_shade(painter)
            self._paint_marks(painter)
            if self.hasFocus() and self._cursor is None:
                self._frame(painter, QRectF(self.rect()), "focus", 2)

    def _paint_values(self, painter: QPainter) -> None:
        values = self._values
        if self._magnified:
            (top, left), (rows, columns) = self._origin, self._shown_size()
            values = values[int(top) : int(top + rows), int(left) : int(left + columns)]
        paint_cells(
            painter,
            QRectF(self.rect()),
            values,
            scale=self._scale,
            ratio=self.devicePixelRatioF(),
            ramp=self._ramp,
            numbers=None if self._numbers and not self._magnified else self._magnified and self._numbers,
        )

    def _bands(self) -> list[QRectF]:
        bands = []
        if self._row >= 0 and self._column < 0:
            row = self.cell_rect(self._row, 0)
            bands.append(QRectF(0, row.y(), self.width(), row.height()))
        if self._column >= 0:
            column = self.cell_rect(0, self._column)
            bands.append(QRectF(column.x(), 0, column.width(), self.height()))
        return bands

    def _paint_shade(self, painter: QPainter) -> None:
        """Let all but a single framed row or column step back."""
        bands = self._bands()
        if len(bands) != 1:
            return
        clear, shade = bands[0], theme.color("card", 0.5)
        width, height = float(self.width()), float(self.height())
        for rest in (
            QRectF(0, 0, clear.left(), height),
            QRectF(clear.right(), 0, width - clear.right(), height),
            QRectF(clear.left(), 0, clear.width(), clear.top()),
            QRectF(clear.left(), clear.bottom(), clear.width(), height - clear.bottom()),
        ):
            if rest.width() > 0 and rest.height() > 0:
                painter.fillRect(rest, shade)

    def _paint_marks(self, painter: QPainter) -> None:
        for band in self._bands():
            self._frame(painter, band, self._role, 2)
        if self._row >= 0 and self._column >= 0:
            self._frame(painter, self.cell_rect(self._row, self._column), "ink", 2)
        if self._cursor is not None:
            self._frame(painter, self.cell_rect(*self._cursor), "focus" if self.hasFocus() else "ink", 2.5)
        if self._hover is not None:
            self._frame(painter, self.cell_rect(*self._hover), "ink", 1.5)

    def _frame(self, painter: QPainter, rect: QRectF, role: str, width: float) -> None:
        least = 3.0
        if rect.width() < least:
            rect = QRectF(rect.center().x() - least / 2, rect.y(), least, rect.height())
        if rect.height() < least:
            rect = QRectF(rect.x(), rect.center().y() - least / 2, rect.width(), least)
        inside = rect.intersected(QRectF(self.rect()))
        if inside.isEmpty():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(role), width))
        half = width / 2
        painter.drawRoundedRect(inside.adjusted(half, half, -half, -half), 3, 3)
