"""The success map: cells coloured by the share of seeds that learn everything, coarse at first, then fine."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.sweep import Axis
from rnnlab.qt.scenes.compare.map_colors import MapColors
from rnnlab.qt.scenes.compare.words import axis_names, value_words
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.session.success_map import SuccessMap

__all__ = ["MapView"]

LEAST_FOR_LINES = 8
"""Least edge of a cell, in pixels, at which lines are drawn between cells."""
NUMBERS_FROM = 30
"""Least edge of a cell, in pixels at 100 %, in which its share is written."""


class MapView(Speaks, QWidget):
    """The map with its axes and its key.

    Attributes
    ----------
    cell_pointed : Signal(object)
        Column and row under the pointer or the keyboard's cursor, None for none.
    cell_opened : Signal(int, int)
        A person wants to see the net of this cell.
    """

    cell_pointed = Signal(object)
    cell_opened = Signal(int, int)

    def __init__(self, success_map: SuccessMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = success_map
        self._pointed: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownKeys", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._colors = MapColors(success_map)
        self._around: QPixmap | None = None
        self._cells: QPixmap | None = None
        success_map.cells_changed.connect(self._on_cells_changed)
        success_map.status_changed.connect(self._forget)
        theme.theme_changed.connect(self._forget)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._empty = self.tr(
            "Choose two settings at the left and draw the map: each cell is trained from many seeds."
        )
        self._key_name = self.tr("share of seeds that solve it")
        self.setAccessibleName(self.tr("Success map"))
        self._forget()

    def sizeHint(self) -> QSize:
        """Return a good size."""
        return QSize(theme.px(640), theme.px(480))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(theme.px(240), theme.px(160))

    # Geometry

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(theme.font(11))
        names = [value_words(self._map.y.name, value) for value in self._map.y.values]
        left = max((metrics.horizontalAdvance(name) for name in names), default=0) + theme.px(30)
        return QRectF(self.rect()).adjusted(left, theme.px(30), -theme.px(14), -theme.px(46))

    def _box(self, column: int, row: int, stride: int = 1) -> QRectF:
        """Return where a cell is; low values of the second axis are at the bottom."""
        plot, columns, rows = self._plot(), len(self._map.x.values), len(self._map.y.values)
        wide, high = plot.width() / columns, plot.height() / rows
        across, up = min(stride, columns - column), min(stride, rows - row)
        return QRectF(
            plot.left() + column * wide, plot.bottom() - (row + up) * high, across * wide, up * high
        )

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return column and row at a place of the widget."""
        plot = self._plot()
        if self._map.status == "idle" or not plot.contains(at):
            return None
        column = int((at.x() - plot.left()) / plot.width() * len(self._map.x.values))
        row = int((plot.bottom() - at.y()) / plot.height() * len(self._map.y.values))
        return min(column, len(self._map.x.values) - 1), min(row, len(self._map.y.values) - 1)

    def center_of(self, column: int, row: int) -> QPointF:
        """Return the middle of a cell."""
        return self._box(column, row).center()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint cells, axes, key and cursor."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._map.status == "idle":
                self._paint_empty(painter)
                return
            if self._around is None:
                self._around = self._drawn(self._paint_around)
            if self._cells is None:
                self._cells = self._drawn(self._paint_cells)
            painter.drawPixmap(0, 0, self._around)
            painter.drawPixmap(0, 0, self._cells)
            self._paint_cursor(painter)

    def _drawn(self, paint: Callable[[QPainter], None]) -> QPixmap:
        """Paint something once, to be shown until it changes."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
        return picture

    def _paint_around(self, painter: QPainter) -> None:
        self._paint_axis(painter, self._map.x, across=True)
        self._paint_axis(painter, self._map.y, across=False)
        self._paint_key(painter)

    def _paint_cells(self, painter: QPainter) -> None:
        plot = self._plot()
        self._paint_colors(painter, plot)
        if self._map.status != "running":
            self._paint_numbers(painter, plot)

    def _forget(self) -> None:
        self._around = None
        self._colors.forget()
        self._on_cells_changed()

    def _on_cells_changed(self) -> None:
        self._cells = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew in the new size."""
        super().resizeEvent(event)
        self._forget()

    def _paint_colors(self, painter: QPainter, plot: QRectF) -> None:
        """Paint all cells by one call of Qt; a call for each would wait for the threads each time."""
        self._colors.follow()
        colors = np.ascontiguousarray(self._colors.values[::-1].astype(np.uint8))  # (rows, columns, 3)
        rows, columns = colors.shape[:2]
        image = QImage(colors.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawImage(plot, image)
        if min(plot.width() / columns, plot.height() / rows) >= LEAST_FOR_LINES:
            xs = [plot.left() + plot.width() * number / columns for number in range(1, columns)]
            ys = [plot.top() + plot.height() * number / rows for number in range(1, rows)]
            painter.setPen(theme.color("card"))
            across = [QLineF(plot.left(), y, plot.right(), y) for y in ys]
            painter.drawLines([*across, *(QLineF(x, plot.top(), x, plot.bottom()) for x in xs)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_numbers(self, painter: QPainter, plot: QRectF) -> None:
        wide, high = plot.width() / len(self._map.x.values), plot.height() / len(self._map.y.values)
        if min(wide, 1.6 * high) < theme.px(NUMBERS_FROM):
            return
        painter.setFont(theme.font(11))
        centred = int(Qt.AlignmentFlag.AlignCenter)
        for (column, row), cell in self._map.cells.items():
            if cell.summary is None:
                continue
            red, green, blue = self._colors.color(cell).tolist()
            painter.setPen(theme.text_on(QColor(round(red), round(green), round(blue))))
            box = QRectF(plot.left() + column * wide, plot.bottom() - (row + 1) * high, wide, high)
            painter.drawText(box, centred, str(round(100 * cell.summary.share)))

    def _paint_axis(self, painter: QPainter, axis: Axis, *, across: bool) -> None:
        plot = self._plot()
        painter.setFont(theme.font(11))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(theme.color("muted"))
        edge = float("-inf")
        for number, value in enumerate(axis.values):
            text = value_words(axis.name, value)
            width = metrics.horizontalAdvance(text)
            middle = self._box(number, 0).center() if across else self._box(0, number).center()
            near = middle.x() - width / 2 if across else plot.bottom() - middle.y() - metrics.height() / 2
            if near < edge:
                continue
            edge = near + (width + theme.px(8) if across else metrics.height())
            if across:
                at = QPointF(near, plot.bottom() + metrics.ascent() + theme.px(4))
            else:
                at = QPointF(plot.left() - width - theme.px(6), middle.y() + metrics.ascent() / 2 - 1)
            painter.drawText(at, text)
        self._paint_name(painter, axis_names()[axis.name], across=across)

    def _paint_name(self, painter: QPainter, name: str, *, across: bool) -> None:
        plot = self._plot()
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.color("ink"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(name)
        if across:
            painter.drawText(QPointF(plot.center().x() - width / 2, self.height() - theme.px(8)), name)
            return
        painter.save()
        painter.translate(theme.px(14), plot.center().y() + width / 2)
        painter.rotate(-90)
        painter.drawText(QPointF(0, 0), name)
        painter.restore()

    def _paint_key(self, painter: QPainter) -> None:
        plot = self._plot()
        painter.setFont(theme.font(11))
        metrics = QFontMetricsF(painter.font())
        bar = QRectF(0, theme.px(8), theme.px(130), theme.px(10))
        right = metrics.horizontalAdvance("100 %") + theme.px(6)
        bar.moveRight(plot.right() - right)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        table = theme.violet_table()
        for stop in range(5):
            red, green, blue = table[stop * (len(table) - 1) // 4].tolist()
            gradient.setColorAt(stop / 4, QColor(red, green, blue))
        painter.setPen(theme.color("border_strong"))
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(theme.color("muted"))
        baseline = bar.center().y() + metrics.ascent() / 2 - 1
        painter.drawText(QPointF(bar.right() + theme.px(5), baseline), "100 %")
        words = f"{self._key_name}   0 %"
        painter.drawText(
            QPointF(bar.left() - theme.px(5) - metrics.horizontalAdvance(words), baseline), words
        )

    def _paint_cursor(self, painter: QPainter) -> None:
        if self._pointed is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("card"), theme.px(5)))
        box = self._box(*self._pointed)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "ink"), theme.px(2)))
        painter.drawRoundedRect(box, 3, 3)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(theme.font(14))
        painter.setPen(theme.color("muted"))
        center = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(self.rect()).adjusted(40, 0, -40, 0), center, self._empty)

    # Pointer and keyboard

    def pointed(self) -> tuple[int, int] | None:
        """Return the cell that is pointed at."""
        return self._pointed

    def point(self, cell: tuple[int, int] | None) -> None:
        """Point at a cell."""
        if cell != self._pointed:
            self._pointed = cell
            self.cell_pointed.emit(cell)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        cell = self.cell_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if cell is None else Qt.CursorShape.PointingHandCursor)
        self.point(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the net that was clicked."""
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.cell_opened.emit(*cell)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing, unless the keyboard does."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor by arrows; Return opens the net."""
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        if self._map.status == "idle":
            super().keyPressEvent(event)
        elif (move := moves.get(Qt.Key(event.key()))) is not None:
            column, row = self._pointed or (0, 0)
            across, up = move if self._pointed else (0, 0)
            last_column, last_row = len(self._map.x.values) - 1, len(self._map.y.values) - 1
            self.point((min(max(column + across, 0), last_column), min(max(row + up, 0), last_row)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pointed:
            self.cell_opened.emit(*self._pointed)
        else:
            super().keyPressEvent(event)
