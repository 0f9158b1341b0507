"""The table of one number: a line for every term, the products behind a sum as a strip of cells."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.cells.formula import Reference, Row, Symbol, plain, row
from rnnlab.qt import letters
from rnnlab.qt.cell_picture import full_colour, paint_cells
from rnnlab.qt.formula_box import Box
from rnnlab.qt.formula_layout import lay_out
from rnnlab.qt.formula_view import paint_box
from rnnlab.qt.scenes.sequence.inspector_lines import Line, plain_number, signed
from rnnlab.qt.scenes.sequence.inspector_targets import is_lit
from rnnlab.qt.theme import theme
from rnnlab.scene.target import Target

_INDENT, _PADDING, _STRIP = 14, 8, 9


@dataclass
class _Placed:
    """A line with its place in the widget."""

    line: Line
    top: float
    height: float
    box: Box
    baseline: float
    detail_top: float = 0.0
    strip: QRectF | None = None


class RowsView(QWidget):
    """Shows lines of a table.

    Attributes
    ----------
    pointed : Signal(object)
        The `Reference` of what the line or the cell under the pointer stands for, or None.
    clicked : Signal(object)
        The `Reference` of a clicked line.
    """

    pointed = Signal(object)
    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._placed: list[_Placed] = []
        self._current = -1
        self._product = -1
        self._highlight: frozenset[Target] = frozenset()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.theme_changed.connect(self._on_theme_changed)

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines."""
        self._lines = lines
        self._place_again()
        if self._current >= len(lines):
            self._current = self._product = -1

    def lines(self) -> tuple[Line, ...]:
        """Return the lines shown."""
        return self._lines

    def text(self) -> str:
        """Return what is shown, one line a line, as a screen reader would say it."""
        return "\n".join(f"{plain(line.label)} {line.value}" for line in self._lines)

    def set_highlight(self, targets: frozenset[Target]) -> None:
        """Light the lines that stand for one of these."""
        if targets != self._highlight:
            self._highlight = targets
            self.update()

    def lit(self) -> tuple[int, ...]:
        """Return the numbers of the lit lines."""
        return tuple(index for index in range(len(self._lines)) if self._is_lit(index))

    def _is_lit(self, index: int) -> bool:
        return index == self._current or is_lit(self._lines[index].reference, self._highlight)

    # places

    def _place_again(self) -> None:
        before = self._total(self._placed)
        self._placed = self._place(self.width())
        if self._total(self._placed) != before:
            self.updateGeometry()
        self.update()

    @staticmethod
    def _total(placed: list[_Placed]) -> float:
        return placed[-1].top + placed[-1].height if placed else 0.0

    def _place(self, width: int) -> list[_Placed]:
        placed: list[_Placed] = []
        top = 0.0
        padding, small = theme.px(_PADDING), letters.metrics(12)
        for line in self._lines:
            value = letters.metrics(14, bold=True).horizontalAdvance(line.value)
            left = padding + theme.px(_INDENT) * line.depth
            room = max(theme.px(40), width - left - padding - value - theme.px(10))
            box = lay_out(line.label, theme.px(15), room, letters.families())
            height = max(theme.px(23), box.height + theme.px(7))
            if line.kind != "term":
                top += theme.px(5)
            item = _Placed(line, top, height, box, top + (height - box.height) / 2 + box.ascent)
            if line.detail:
                item.detail_top = top + item.height - theme.px(5)
                item.height += small.height() - theme.px(1)
            elif line.dot is not None:
                strip = QRectF(
                    left, top + item.height - theme.px(2), width - left - padding, theme.px(_STRIP)
                )
                item.strip = strip
                item.height += theme.px(_STRIP + 5)
            placed.append(item)
            top += item.height
        return placed

    def hasHeightForWidth(self) -> bool:
        """Need more room where labels are broken."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        placed = self._placed if width == self.width() else self._place(width)
        return round(self._total(placed)) + 2

    def sizeHint(self) -> QSize:
        """Return the size at the width it has."""
        return QSize(theme.px(160), self.heightForWidth(max(self.width(), theme.px(120))))

    def minimumSizeHint(self) -> QSize:
        """Return one line."""
        return QSize(theme.px(100), theme.px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the lines anew."""
        super().resizeEvent(event)
        self._place_again()

    def _on_theme_changed(self) -> None:
        self._place_again()
        self.updateGeometry()

    # pointer and keys

    def _find(self, position: QPointF) -> tuple[int, int]:
        """Return the line at a point, and the product in its strip or −1."""
        for index, item in enumerate(self._placed):
            if item.top <= position.y() < item.top + item.height:
                product = -1
                strip, dot = item.strip, item.line.dot
                if strip is not None and dot is not None and strip.adjusted(0, -3, 0, 4).contains(position):
                    share = (position.x() - strip.x()) / strip.width()
                    product = min(int(share * len(dot.products)), len(dot.products) - 1)
                return index, product
        return -1, -1

    def _reference(self, index: int, product: int) -> Reference | None:
        if index < 0:
            return None
        line = self._lines[index]
        if product >= 0 and line.dot is not None:
            matrix = line.dot.matrix
            return Reference("parameter", matrix.key, matrix.layer, None, (matrix.index[0], product))
        return line.reference

    def _leads_to(self, index: int, product: int) -> Reference | None:
        """Return where a click goes: from a row times a vector to the vector."""
        if index >= 0 and product < 0:
            dot = self._lines[index].dot
            if dot is not None and dot.source is not None:
                return dot.source
        return self._reference(index, product)

    def _point(self, index: int, product: int = -1) -> None:
        if (index, product) == (self._current, self._product):
            return
        self._current, self._product = index, product
        reference = self._reference(index, product)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if reference is not None else Qt.CursorShape.ArrowCursor
        )
        self.pointed.emit(reference)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is pointed at."""
        self._point(*self._find(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that nothing is."""
        self._point(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        reference = self._leads_to(*self._find(event.position()))
        if event.button() == Qt.MouseButton.LeftButton and reference is not None:
            self.clicked.emit(reference)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over lines and products, and choose one."""
        key, count = event.key(), len(self._lines)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            step = 1 if key == Qt.Key.Key_Down else -1
            start = self._current if self._current >= 0 else (-1 if step > 0 else count)
            self._point(min(count - 1, max(0, start + step)))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._current >= 0:
            dot = self._lines[self._current].dot
            if dot is not None:
                step = 1 if key == Qt.Key.Key_Right else -1
                self._point(self._current, min(len(dot.products) - 1, max(0, self._product + step)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            reference = self._leads_to(self._current, self._product)
            if reference is not None:
                self.clicked.emit(reference)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        self._point(-1)
        super().focusOutEvent(event)

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the lines."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, item in enumerate(self._placed):
                self._paint_line(painter, index, item)
            if self.hasFocus() and self._current < 0:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_line(self, painter: QPainter, index: int, item: _Placed) -> None:
        line, padding = item.line, theme.px(_PADDING)
        whole = QRectF(0, item.top, self.width(), item.height)
        if line.kind != "term":
            y = round(item.top - theme.px(3)) + 0.5
            painter.setPen(QPen(theme.color("border_strong"), 1))
            left = padding + theme.px(_INDENT) * line.depth
            painter.drawLine(QPointF(left, y), QPointF(self.width() - padding, y))
        if self._is_lit(index) and line.reference is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(whole.adjusted(0, 1, 0, -1), theme.px(6), theme.px(6))
        label, value, box = self._told(index, item)
        at = QPointF(padding + theme.px(_INDENT) * line.depth, item.baseline)
        paint_box(
            painter, box if box is not None else lay_out(label, theme.px(15), 1e4, letters.families()), at
        )
        strong = line.kind != "term"
        painter.setFont(letters.font(14, bold=strong))
        role = line.role if line.role in ("ink", "muted") else f"{line.role}_text"
        painter.setPen(theme.color(role))
        row_height = item.baseline + theme.px(8) - item.top
        painter.drawText(
            QRectF(0, item.top, self.width() - padding, max(row_height, theme.px(23))),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            value,
        )
        if line.detail:
            painter.setFont(letters.font(12))
            painter.setPen(theme.color("muted"))
            room = QRectF(at.x(), item.detail_top, self.width() - padding - at.x(), theme.px(18))
            metrics = letters.metrics(12)
            text = metrics.elidedText(line.detail, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), text)
        if item.strip is not None and line.dot is not None:
            self._paint_strip(painter, index, item)

    def _told(self, index: int, item: _Placed) -> tuple[Row, str, Box | None]:
        """Return label and value of a line: those of one product while it is pointed at."""
        dot = item.line.dot
        if index != self._current or self._product < 0 or dot is None:
            return item.line.label, item.line.value, item.box
        place = self._product
        weight, entry = plain_number(float(dot.weights[place])), plain_number(float(dot.entries[place]))
        text = f"{place + 1}:  {weight} × {entry}"
        return row(Symbol(text, upright=True)), signed(float(dot.products[place])), None

    def _paint_strip(self, painter: QPainter, index: int, item: _Placed) -> None:
        strip, dot = item.strip, item.line.dot
        assert strip is not None
        assert dot is not None
        products = dot.products[None, :]  # (1, n)
        paint_cells(
            painter,
            strip,
            products,
            scale=full_colour(products),
            ratio=self.devicePixelRatioF(),
            numbers=False,
        )
        if index == self._current and self._product >= 0:
            across = strip.width() / len(dot.products)
            cell = QRectF(strip.x() + self._product * across, strip.y(), max(across, 3.0), strip.height())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("ink"), 1.5))
            painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 2, 2)
