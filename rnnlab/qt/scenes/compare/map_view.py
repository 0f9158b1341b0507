"""The success map: cells coloured by the share of seeds that learn everything, coarse at first, then fine."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
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
from rnnlab.qt.scenes.compare.words import axis_names, value_words
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.session.success_map import MapCell, SuccessMap

__all__ = ["MapView"]

GUESS = 0.38
"""Opacity of what a cell stands for while its neighbours are unknown."""
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
        self._picture: QPixmap | None = None
        success_map.cells_changed.connect(self._on_cells_changed)
        theme.theme_changed.connect(self._on_cells_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._empty = self.tr(
            "Choose two settings at the left and draw the map: each cell is trained from many seeds."
        )
        self._key_name = self.tr("share of seeds that solve it")
        self.setAccessibleName(self.tr("Success map"))
        self._on_cells_changed()

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
            if self._picture is None:
                self._picture = self._made_picture()
            painter.drawPixmap(0, 0, self._picture)
            self._paint_cursor(painter)

    def _made_picture(self) -> QPixmap:
        """Paint all but the cursor, to be shown until something changes."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.fillRect(self._plot(), theme.color("subtle"))
            self._paint_cells(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axis(painter, self._map.x, across=True)
            self._paint_axis(painter, self._map.y, across=False)
            self._paint_key(painter)
        return picture

    def _on_cells_changed(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew in the new size."""
        super().resizeEvent(event)
        self._on_cells_changed()

    def color_of(self, cell: MapCell) -> QColor:
        """Return a cell's colour."""
        if cell.summary is None:
            return theme.color("track")
        table = theme.violet_table()
        red, green, blue = table[round(cell.summary.share * (len(table) - 1))].tolist()
        return QColor(red, green, blue)

    def _paint_cells(self, painter: QPainter) -> None:
        cells = list(self._map.cells.values())
        for cell in sorted(cells, key=lambda known: -known.place.stride):
            place = cell.place
            if place.stride > 1:
                color = self.color_of(cell)
                color.setAlphaF(GUESS)
                # what was guessed here before goes, so that guesses do not lie on each other
                box = self._box(place.column, place.row, place.stride)
                painter.fillRect(box, theme.color("subtle"))
                painter.fillRect(box, color)
        painter.setFont(theme.font(11))
        plot, columns, rows = self._plot(), len(self._map.x.values), len(self._map.y.values)
        wide, high = plot.width() / columns, plot.height() / rows
        numbered = min(wide, 1.6 * high) >= theme.px(NUMBERS_FROM)
        centred = int(Qt.AlignmentFlag.AlignCenter)
        looks: dict[float | None, tuple[QColor, QColor, str]] = {}
        for cell in cells:
            share = None if cell.summary is None else cell.summary.share
            if share not in looks:
                color = self.color_of(cell)
                words = "" if share is None or not numbered else str(round(100 * share))
                looks[share] = (color, theme.text_on(color), words)
            color, ink, words = looks[share]
            left, top = plot.left() + cell.place.column * wide, plot.bottom() - (cell.place.row + 1) * high
            painter.fillRect(QRectF(left + 0.5, top + 0.5, wide - 1, high - 1), color)
            if words:
                painter.setPen(ink)
                painter.drawText(QRectF(left, top, wide, high), centred, words)

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor in the colour of the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it in plain ink again."""
        super().focusOutEvent(event)
        self.update()
