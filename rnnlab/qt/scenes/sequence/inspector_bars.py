"""The softmax output as bars: the likeliest symbols, the wanted one and the one in question."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.net import FloatArray
from rnnlab.qt import letters
from rnnlab.qt.scenes.sequence.inspector_lines import percent
from rnnlab.qt.theme import theme

MOST = 6
_ROW = 24


class BarsView(QWidget):
    """Shows probabilities, the largest first.

    Attributes
    ----------
    pointed : Signal(int)
        The symbol under the pointer, −1 for none.
    chosen : Signal(int)
        A symbol was clicked, or reached with the keys.
    """

    pointed = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: FloatArray = np.zeros(0, np.float32)
        self._labels: tuple[str, ...] = ()
        self._symbols: list[int] = []
        self._symbol = self._target = self._hover = -1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.theme_changed.connect(self.updateGeometry)

    def set_probabilities(
        self, values: FloatArray, labels: tuple[str, ...], symbol: int, target: int
    ) -> None:
        """Show probabilities (V,); ``symbol`` is in question, ``target`` is wanted, −1 for none."""
        before = len(self._symbols)
        self._values, self._labels, self._symbol, self._target = values, labels, symbol, target
        order = np.argsort(-values, kind="stable")[:MOST].tolist()
        for wanted in (target, symbol):
            if wanted >= 0 and wanted not in order:
                # it takes the last place that is not wanted itself
                last = next(
                    place for place in reversed(range(len(order))) if order[place] not in (target, symbol)
                )
                order[last] = wanted
        self._symbols = sorted(order, key=lambda index: -float(values[index]))
        if len(self._symbols) != before:
            self.updateGeometry()
        self.update()

    def symbols(self) -> tuple[int, ...]:
        """Return the symbols shown, from top to bottom."""
        return tuple(self._symbols)

    def sizeHint(self) -> QSize:
        """Return the height of the bars."""
        return QSize(theme.px(160), theme.px(_ROW) * max(1, len(self._symbols)))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at a smaller width."""
        return QSize(theme.px(100), self.sizeHint().height())

    def _point(self, row: int) -> None:
        symbol = self._symbols[row] if 0 <= row < len(self._symbols) else -1
        if symbol != self._hover:
            self._hover = symbol
            self.pointed.emit(symbol)
            self.setCursor(Qt.CursorShape.PointingHandCursor if symbol >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which symbol is pointed at."""
        self._point(int(event.position().y() // theme.px(_ROW)))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that none is."""
        self._point(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a symbol."""
        row = int(event.position().y() // theme.px(_ROW))
        if event.button() == Qt.MouseButton.LeftButton and 0 <= row < len(self._symbols):
            self.chosen.emit(self._symbols[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from symbol to symbol."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._symbols:
            super().keyPressEvent(event)
            return
        place = self._symbols.index(self._symbol) if self._symbol in self._symbols else 0
        self.chosen.emit(self._symbols[min(len(self._symbols) - 1, max(0, place + step))])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw a bar for every symbol."""
        metrics = letters.metrics(13, bold=True)
        names = [self._labels[symbol] for symbol in self._symbols]
        wide = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        left = min(max(wide + theme.px(20), theme.px(34)), self.width() * 0.4)
        right = letters.metrics(12).horizontalAdvance("100.0%") + theme.px(6)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, symbol in enumerate(self._symbols):
                self._paint_bar(painter, row, symbol, left, right)

    def _paint_bar(self, painter: QPainter, row: int, symbol: int, left: float, right: float) -> None:
        height = theme.px(_ROW)
        top = row * height
        chosen = symbol == self._symbol
        if chosen or symbol == self._hover:
            painter.setPen(
                QPen(theme.color("focus" if self.hasFocus() else "output"), 1.2)
                if chosen
                else Qt.PenStyle.NoPen
            )
            painter.setBrush(theme.color("output_soft" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(0.6, top + 1, self.width() - 1.2, height - 2), 6, 6)
        value = float(self._values[symbol])
        groove = QRectF(left, top + height * 0.27, self.width() - left - right - theme.px(4), height * 0.46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(groove, 3, 3)
        painter.setBrush(theme.color("output"))
        bar = QRectF(
            groove.left(), groove.top(), max(2.0, groove.width() * min(max(value, 0.0), 1.0)), groove.height()
        )
        painter.drawRoundedRect(bar, min(3.0, bar.width() / 2), 3)
        painter.setFont(letters.font(13, bold=chosen))
        wanted = symbol == self._target
        painter.setPen(theme.color("right_text" if wanted else "ink"))
        words = f"✓ {self._labels[symbol]}" if wanted else self._labels[symbol]
        text = QFontMetricsF(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, left - theme.px(8)
        )
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        place = QRectF(theme.px(4), top, left - theme.px(10), height)
        painter.drawText(place, middle | int(Qt.AlignmentFlag.AlignRight), text)
        painter.setFont(letters.font(12, bold=chosen))
        painter.setPen(theme.color("ink" if chosen else "muted"))
        place = QRectF(self.width() - right - theme.px(4), top, right, height)
        painter.drawText(place, middle | int(Qt.AlignmentFlag.AlignRight), percent(value))
