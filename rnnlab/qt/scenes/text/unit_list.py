"""Units ranked by how closely they follow something, each with its measured correlation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from rnnlab.qt.scenes.text.words import signed
from rnnlab.qt.theme import theme

__all__ = ["Ranked", "UnitList"]


@dataclass(frozen=True)
class Ranked:
    """A unit on the list.

    Attributes
    ----------
    layer, state, unit
        Which one; layers from 1.
    name
        How it is called.
    follows
        What it follows.
    correlation
        How closely, −1 to 1.
    """

    layer: int
    state: int
    unit: int
    name: str
    follows: str
    correlation: float

    @property
    def key(self) -> tuple[int, int, int]:
        """Which unit it is."""
        return self.layer, self.state, self.unit


class UnitList(QAbstractScrollArea):
    """The list; only the rows in view are painted.

    Attributes
    ----------
    chosen : Signal(int)
        The row a person chose.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Ranked, ...] = ()
        self._at = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(QSize(80, theme.px(120)))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._place)

    @property
    def _height(self) -> int:
        return theme.px(38)

    def set_rows(self, rows: Sequence[Ranked], at: int) -> None:
        """Show these units, one of them marked (−1 for none)."""
        self._rows, self._at = tuple(rows), at
        self._place()

    def rows(self) -> tuple[Ranked, ...]:
        """Return what is listed."""
        return self._rows

    def at(self) -> int:
        """Return the row that is marked."""
        return self._at

    def _place(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(len(self._rows) * self._height - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._height)
        self._reveal()
        self.viewport().update()

    def _reveal(self) -> None:
        """Scroll to the row that is marked if it is out of sight."""
        bar, top = self.verticalScrollBar(), self._at * self._height
        is_out = top < bar.value() or top + self._height > bar.value() + self.viewport().height()
        if self._at >= 0 and is_out:
            bar.setValue(top - self.viewport().height() // 2 + self._height // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the scroll bar anew."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        offset = self.verticalScrollBar().value()
        first = max((offset + event.rect().top()) // self._height, 0)
        last = min((offset + event.rect().bottom()) // self._height + 1, len(self._rows))
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fonts = theme.font(13, bold=True), theme.font(12)
            for number in range(first, last):
                box = QRectF(0, number * self._height - offset, self.viewport().width(), self._height)
                self._paint_row(painter, self._rows[number], box, fonts, is_chosen=number == self._at)

    def _paint_row(
        self, painter: QPainter, row: Ranked, box: QRectF, fonts: tuple[QFont, QFont], *, is_chosen: bool
    ) -> None:
        inner = box.adjusted(1, 1, -1, -1)
        if is_chosen:
            painter.setBrush(theme.color("input_soft"))
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(inner, 6, 6)
        bold, plain = fonts
        metrics = QFontMetricsF(bold)
        left, right = inner.left() + theme.px(8), inner.right() - theme.px(8)
        baseline = inner.top() + theme.px(4) + metrics.ascent()
        painter.setFont(bold)
        painter.setPen(theme.color("input_text" if is_chosen else "ink"))
        painter.drawText(QPointF(left, baseline), row.name)
        value = signed(row.correlation)
        painter.drawText(QPointF(right - metrics.horizontalAdvance(value), baseline), value)
        start = left + metrics.horizontalAdvance(row.name) + theme.px(8)
        room = right - metrics.horizontalAdvance(value) - theme.px(8) - start
        painter.setFont(plain)
        painter.setPen(theme.color("muted"))
        follows = QFontMetricsF(plain).elidedText(row.follows, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(start, baseline), follows)
        middle, half = (left + right) / 2, (right - left) / 2
        bar = QRectF(left, inner.bottom() - theme.px(8), right - left, theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRect(bar)
        red, green, blue = (int(c) for c in theme.diverging_table()[255 if row.correlation > 0 else 0])
        length = half * abs(row.correlation)
        painter.setBrush(QColor(red, green, blue))
        begin = middle if row.correlation > 0 else middle - length
        painter.drawRect(QRectF(begin, bar.top(), length, bar.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row."""
        number = int((event.position().y() + self.verticalScrollBar().value()) // self._height)
        if 0 <= number < len(self._rows):
            self.choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down the list."""
        page = max(self.viewport().height() // self._height - 1, 1)
        moves = {
            Qt.Key.Key_Up: self._at - 1,
            Qt.Key.Key_Down: self._at + 1,
            Qt.Key.Key_PageUp: self._at - page,
            Qt.Key.Key_PageDown: self._at + page,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or not self._rows:
            super().keyPressEvent(event)
            return
        self.choose(wanted)

    def choose(self, number: int) -> None:
        """Take a row, as a person does; beyond the ends it is the first or the last."""
        number = min(max(number, 0), len(self._rows) - 1)
        if number != self._at and self._rows:
            self._update_row(self._at)
            self._at = number
            self._reveal()
            self._update_row(number)
            self.chosen.emit(number)

    def _update_row(self, number: int) -> None:
        """Have only a row painted anew."""
        top = number * self._height - self.verticalScrollBar().value()
        self.viewport().update(0, top, self.viewport().width(), self._height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()
