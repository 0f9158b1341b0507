"""The letter box: every symbol with its one-hot vector, as the lecture draws it.

A few symbols stand above their whole vectors, side by side. Of many there are chips, and below them the
vector of the one that is pointed at (or read at the moment on the stage).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from rnnlab.qt import letters
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, Speaks, SymbolChips
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["LetterBox", "OneHotMatrix", "OneHotStrip"]

FEW = 10
"""So many symbols are drawn with their whole vectors."""
CENTRE = Qt.AlignmentFlag.AlignCenter


class OneHotMatrix(Speaks, QWidget):
    """Symbols with their vectors as columns of zeros and a one.

    Attributes
    ----------
    pointed : Signal(int)
        The symbol under the pointer, -1 for none.
    """

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbols: tuple[str, ...] = ()
        self._pointed = self._marked = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("One-hot vectors of the letter box"))

    def set_symbols(self, symbols: Sequence[str]) -> None:
        """Show these symbols."""
        self._symbols = tuple(symbols)
        self._pointed = self._marked = -1
        self.updateGeometry()
        self.update()

    def mark(self, index: int) -> None:
        """Light the vector of one symbol; -1 for none."""
        if index != self._marked:
            self._marked = index
            self.update()

    def sizeHint(self) -> QSize:
        """Return a row for the symbols, one for the arrows, and one for each number."""
        return QSize(theme.px(200), theme.px(28) + theme.px(14) + theme.px(15) * len(self._symbols))

    def _column(self, index: int) -> QRectF:
        width = min(self.width() / max(len(self._symbols), 1), theme.px(34))
        return QRectF(index * width, 0, width, self.height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which symbol is pointed at."""
        x = event.position().x()
        found = (
            n for n in range(len(self._symbols)) if self._column(n).left() <= x < self._column(n).right()
        )
        self._point(next(found, -1))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that none is."""
        self._point(-1)
        super().leaveEvent(event)

    def _point(self, index: int) -> None:
        if index != self._pointed:
            self._pointed = index
            self.pointed.emit(index)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Write the vector out in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._pointed >= 0:
            QToolTip.showText(event.globalPos(), vector_words(self._symbols, self._pointed), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the columns."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index in range(len(self._symbols)):
                self._paint_column(painter, index)

    def _paint_column(self, painter: QPainter, index: int) -> None:
        column = self._column(index)
        lit = index in (self._pointed, self._marked)
        edge = min(column.width() - 2, theme.px(28))
        chip = QRectF(column.center().x() - edge / 2, 0, edge, theme.px(26))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("input" if lit else "input_soft"))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(theme.text_on(theme.color("input")) if lit else theme.color("input_text"))
        painter.setFont(letters.font(14, bold=True))
        painter.drawText(chip, int(CENTRE), self._symbols[index])
        painter.setPen(theme.color("input" if lit else "faint"))
        painter.setFont(letters.font(10))
        painter.drawText(QRectF(column.left(), chip.bottom(), column.width(), theme.px(15)), int(CENTRE), "↓")
        for row in range(len(self._symbols)):
            top = theme.px(28) + theme.px(14) + theme.px(15) * row
            box = QRectF(column.center().x() - edge / 2, top, edge, theme.px(15)).adjusted(1, 0.5, -1, -0.5)
            one = row == index
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("input" if one else "input_soft" if lit else "subtle"))
            painter.drawRect(box)
            painter.setPen(
                theme.text_on(theme.color("input")) if one else theme.color("muted" if lit else "faint")
            )
            painter.setFont(letters.font(10.5, bold=one))
            painter.drawText(box, int(CENTRE), "1" if one else "0")


class OneHotStrip(Speaks, QWidget):
    """One vector as a strip of cells, the one among them lit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._place = 0, -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        """Return a thin strip."""
        return QSize(theme.px(200), theme.px(13))

    def show_vector(self, count: int, place: int) -> None:
        """Show a vector of so many entries with the one at a place; -1 for no vector."""
        if (count, place) != (self._count, self._place):
            self._count, self._place = count, place
            self.update()

    def place(self) -> int:
        """Return where the one is, -1 without a vector."""
        return self._place

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the zeros as a groove and the one as a bar."""
        with QPainter(self) as painter:
            whole = QRectF(self.rect())
            painter.fillRect(whole, theme.color("input_soft"))
            if self._count == 0:
                return
            width = whole.width() / self._count
            if width >= 4:
                painter.setPen(theme.color("card"))
                for place in range(1, self._count):
                    x = round(place * width)
                    painter.drawLine(x, 0, x, self.height())
            if self._place >= 0:
                bar = QRectF(self._place * width, 0, max(width, theme.px(3)), whole.height())
                bar.moveRight(min(bar.right(), whole.right()))
                painter.fillRect(bar, theme.color("input"))


class LetterBox(Speaks, QWidget):
    """All symbols, and what they are to the net."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbols: tuple[str, ...] = ()
        self._marked = self._pointed = -1
        self.matrix = OneHotMatrix()
        self.chips = SymbolChips(rows=2)
        self.words = Label("", "hint")
        self.strip = OneHotStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        for widget in (self.matrix, self.chips, self.words, self.strip):
            column.addWidget(widget)
        self.chips.pointed.connect(self._on_pointed)
        self.matrix.pointed.connect(self._on_pointed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._show_vector()

    def set_symbols(self, symbols: Sequence[str]) -> None:
        """Show these symbols as they should be seen."""
        if tuple(symbols) == self._symbols:
            return
        self._symbols = tuple(symbols)
        self._marked = self._pointed = -1
        few = len(self._symbols) <= FEW
        self.matrix.set_symbols(self._symbols if few else ())
        self.chips.set_symbols(self._symbols)
        self.matrix.setVisible(few)
        for widget in (self.chips, self.words, self.strip):
            widget.setVisible(not few)
        self._show_vector()

    def symbols(self) -> tuple[str, ...]:
        """Return all symbols."""
        return self._symbols

    def mark(self, index: int) -> None:
        """Light the symbol that is read at the moment."""
        self._marked = index
        self.matrix.mark(index)
        self.chips.mark(index)
        self._show_vector()

    def _on_pointed(self, index: int) -> None:
        self._pointed = index
        self._show_vector()

    def _show_vector(self) -> None:
        place = self._pointed if self._pointed >= 0 else self._marked
        known = 0 <= place < len(self._symbols)
        self.strip.show_vector(len(self._symbols), place if known else -1)
        if known:
            words = self.tr("“{0}”: 1 at place {1} of {2}").format(
                self._symbols[place], place + 1, len(self._symbols)
            )
        else:
            words = self.tr("Point at a symbol to see its vector")
        self.words.setText(words)


def vector_words(symbols: Sequence[str], index: int) -> str:
    """Write out the one-hot vector of a symbol."""
    return f"{symbols[index]} → [{' '.join('1' if n == index else '0' for n in range(len(symbols)))}]"
