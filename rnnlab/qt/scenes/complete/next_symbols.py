"""What may come next: a bar for each of the most probable symbols, and a mark at its share in the book."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rnnlab.core.net import FloatArray
from rnnlab.core.phrases.tree import Branching
from rnnlab.qt import letters
from rnnlab.qt.scenes.complete.rows import MIDDLE, PaintedRows
from rnnlab.qt.theme import theme
from rnnlab.scene.notation import percent

__all__ = ["NextSymbols"]

MOST = 5


class NextSymbols(PaintedRows):
    """The candidates for the next symbol.

    Attributes
    ----------
    symbol_clicked : Signal(int)
        A symbol shall be typed.
    """

    symbol_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(MOST, parent)
        self._values: FloatArray = np.zeros(0, np.float32)
        self._labels: tuple[str, ...] = ()
        self._book: Branching | None = None
        self._order: list[int] = []
        self._end = -1
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Probabilities of the next symbol"))
        self._describe()

    def show_outlook(
        self, values: FloatArray, labels: tuple[str, ...], end: int, book: Branching | None
    ) -> None:
        """Show probabilities.

        Parameters
        ----------
        values
            Of every symbol, (V,).
        labels
            What the symbols look like.
        end
            The symbol that ends a phrase; it cannot be typed.
        book
            What follows in the book; None if nothing begins like this.
        """
        self._values, self._labels, self._end, self._book = values, labels, end, book
        self._order = np.argsort(-values, kind="stable")[:MOST].tolist()
        self._describe()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._order = []
        self._describe()
        self.update()

    def symbols(self) -> tuple[tuple[str, float], ...]:
        """Return what is shown: labels and probabilities, from top to bottom."""
        return tuple((self._labels[symbol], float(self._values[symbol])) for symbol in self._order)

    def _describe(self) -> None:
        words = ", ".join(f"{label} {percent(value)}" for label, value in self.symbols())
        self.setAccessibleDescription(words)

    def row_count(self) -> int:
        """Return how many candidates there are."""
        return len(self._order)

    def row_hint(self, row: int) -> str:
        """Tell what the bar and the mark are."""
        symbol = self._order[row]
        shown, value = self._labels[symbol], percent(float(self._values[symbol]))
        if symbol == self._end:
            return self.tr("The net gives {0} to the end of the phrase. {1}").format(
                value, self._share(symbol)
            )
        return self.tr("The net gives {0} to “{1}”; a click types it. {2}").format(
            value, shown, self._share(symbol)
        )

    def _share(self, symbol: int) -> str:
        if self._book is None:
            return self.tr("No phrase of the book begins like this.")
        share = f"{self._book.share(symbol):.0%}"
        return self.tr("In the book: {0} of {1} ({2})").format(
            self._book.counts.get(symbol, 0), self._book.total, share
        )

    def _on_clicked(self, row: int) -> None:
        if self._order[row] != self._end:
            self.symbol_clicked.emit(self._order[row])

    def paint_row(self, painter: QPainter, row: int, box: QRectF) -> None:
        """Paint symbol, bar, the book's share and the number."""
        symbol = self._order[row]
        value = float(self._values[symbol])
        edge, gap = box.height() - theme.px(4), theme.px(8)
        chip = QRectF(box.left() + 2, box.top() + theme.px(2), max(edge, theme.px(30)), edge)
        painter.setPen(QPen(theme.color("output"), 1.2))
        painter.setBrush(theme.color("output_soft"))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setFont(letters.font(14, bold=True))
        painter.setPen(theme.color("output_text"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), self._labels[symbol])
        number = letters.metrics(13, bold=True).horizontalAdvance("99.9%") + theme.px(4)
        groove = QRectF(chip.right() + gap, box.top() + box.height() * 0.24, 0, box.height() * 0.52)
        groove.setRight(box.right() - number - gap)
        self._paint_bar(painter, groove, value)
        if self._book is not None and (share := self._book.share(symbol)) > 0:
            x = groove.left() + groove.width() * share
            painter.setPen(QPen(theme.color("ink"), theme.px(1.6)))
            painter.drawLine(int(x), int(groove.top() - 2), int(x), int(groove.bottom() + 2))
        painter.setFont(letters.font(13, bold=row == 0))
        painter.setPen(theme.color("ink" if row == 0 else "muted"))
        place = QRectF(box.right() - number - theme.px(2), box.top(), number, box.height())
        painter.drawText(place, int(MIDDLE | Qt.AlignmentFlag.AlignRight), percent(value))

    def _paint_bar(self, painter: QPainter, groove: QRectF, value: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(groove, 3, 3)
        table = theme.violet_table()
        # the palest violets would vanish on the groove
        red, green, blue = (int(channel) for channel in table[round(70 + 185 * min(max(value, 0.0), 1.0))])
        painter.setBrush(QColor(red, green, blue))
        bar = QRectF(groove)
        bar.setWidth(max(groove.width() * min(max(value, 0.0), 1.0), 2.0))
        painter.drawRoundedRect(bar, min(3.0, bar.width() / 2), 3)
