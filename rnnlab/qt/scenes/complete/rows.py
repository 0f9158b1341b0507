"""Rows painted by hand that can be pointed at and clicked: the two lists below the typing box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks

__all__ = ["PaintedRows"]

ROW = 25
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class PaintedRows(Speaks, QWidget):
    """A fixed number of rows, some of which may be empty, so that nothing moves when what they show changes.

    Parameters
    ----------
    room
        Rows there is room for.

    Attributes
    ----------
    clicked : Signal(int)
        A row was clicked.
    """

    clicked = Signal(int)

    def __init__(self, room: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._first = 0
        self.pointed = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(120))
        self.setMouseTracking(True)
        theme.theme_changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def set_room(self, rows: int) -> None:
        """Give room for another number of rows."""
        if rows != self._room:
            self._room = rows
            self.updateGeometry()

    @property
    def room(self) -> int:
        """Rows there is room for."""
        return self._room

    def keep_in_sight(self, row: int) -> None:
        """Begin with a later row where this one would not be seen; -1 for none."""
        self._first = max(row - self._room + 1, 0)
        self.update()

    def row_count(self) -> int:
        """Return how many rows are filled."""
        return 0

    def row_hint(self, row: int) -> str:
        """Return the tool tip of a row."""
        del row
        return ""

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(theme.px(260), theme.px(ROW) * self._room)

    def minimumSizeHint(self) -> QSize:
        """Return the same height at a small width."""
        return QSize(theme.px(120), self.sizeHint().height())

    def row_box(self, row: int) -> QRectF:
        """Return where a row is."""
        height = theme.px(ROW)
        return QRectF(0, (row - self._first) * height, self.width(), height)

    def _row_at(self, position: QPointF) -> int:
        row = int(position.y() // theme.px(ROW)) + self._first
        return row if self._first <= row < self._last() else -1

    def _last(self) -> int:
        return min(self.row_count(), self._first + self._room)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer."""
        self._point(self._row_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Light none."""
        self._point(-1)
        super().leaveEvent(event)

    def _point(self, row: int) -> None:
        if row != self.pointed:
            self.pointed = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which row was clicked."""
        row = self._row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.clicked.emit(row)

    def event(self, event: QEvent) -> bool:
        """Show a row's tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.row_hint(row) if row >= 0 else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the rows, the one under the pointer on a ground of its own."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in range(self._first, self._last()):
                box = self.row_box(row)
                if row == self.pointed:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.color("hover"))
                    painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
                self.paint_row(painter, row, box)

    def paint_row(self, painter: QPainter, row: int, box: QRectF) -> None:
        """Paint one row."""
