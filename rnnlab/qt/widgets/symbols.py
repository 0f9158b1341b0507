"""The chips of a vocabulary: one painted widget however many symbols there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks, repaint_with_theme

__all__ = ["SymbolChips"]

_EDGE, _GAP = 27, 4


class SymbolChips(Speaks, QWidget):
    """Symbols in a grid; more than fit into `rows` rows end in a count ("+12").

    Attributes
    ----------
    pointed : Signal(int)
        Index of the symbol under the pointer, −1 for none.
    clicked : Signal(int)
        A symbol was clicked.
    """

    pointed = Signal(int)
    clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, role: str = "input", rows: int = 3) -> None:
        super().__init__(parent)
        self._symbols: tuple[str, ...] = ()
        self._role, self._rows = role, rows
        self._pointed = -1
        self._marked = -1
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def set_symbols(self, symbols: Sequence[str]) -> None:
        """Show these symbols, written as they should be seen (``␣`` for a space)."""
        if tuple(symbols) != self._symbols:
            self._symbols = tuple(symbols)
            self._pointed = self._marked = -1
            self.updateGeometry()
            self.update()

    def symbols(self) -> tuple[str, ...]:
        """Return all symbols, also those the count stands for."""
        return self._symbols

    def mark(self, index: int) -> None:
        """Draw one symbol filled (the one in focus on the stage); −1 for none."""
        if index != self._marked:
            self._marked = index
            self.update()

    def _cell_width(self) -> int:
        """Return the width of a chip: square, or as wide as the longest symbol of a few."""
        metrics = QFontMetrics(theme.font(14, bold=True))
        widest = max((metrics.horizontalAdvance(symbol) for symbol in self._symbols[:200]), default=0)
        return max(theme.px(_EDGE), widest + theme.px(12))

    def _columns(self, width: int) -> int:
        gap = theme.px(_GAP)
        return max(1, (width + gap) // (self._cell_width() + gap))

    def _shown(self) -> int:
        return min(len(self._symbols), self._columns(self.width()) * self._rows)

    def hasHeightForWidth(self) -> bool:
        """Be taller where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at a width."""
        rows = min(self._rows, -(-max(1, len(self._symbols)) // self._columns(width)))
        return rows * theme.px(_EDGE) + (rows - 1) * theme.px(_GAP)

    def sizeHint(self) -> QSize:
        """Return the size in a panel."""
        return QSize(theme.px(200), theme.px(_EDGE))

    def minimumSizeHint(self) -> QSize:
        """Return one chip."""
        return QSize(theme.px(_EDGE), theme.px(_EDGE))

    def _cell(self, index: int) -> QRectF:
        gap, height, columns = theme.px(_GAP), theme.px(_EDGE), self._columns(self.width())
        width = min(self._cell_width(), self.width())
        if len(self._symbols) >= columns > 1:
            # Full rows fill the width, so that the grid ends where the field above it ends.
            width_exact = (self.width() - gap * (columns - 1)) / columns
        else:
            width_exact = float(width)
        row, column = divmod(index, columns)
        return QRectF(column * (width_exact + gap), row * (height + gap), width_exact, height)

    def _index_at(self, position: QPointF) -> int:
        shown = self._shown()
        return next((index for index in range(shown) if self._cell(index).contains(position)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which symbol is pointed at."""
        self._point(self._index_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that none is."""
        self._point(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which symbol was clicked."""
        index = self._index_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.clicked.emit(index)

    def _point(self, index: int) -> None:
        if index != self._pointed:
            self._pointed = index
            self.pointed.emit(index)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Name the symbols that the count stands for in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            shown = self._shown()
            if shown < len(self._symbols) and self._index_at(QPointF(event.pos())) == shown - 1:
                QToolTip.showText(event.globalPos(), " ".join(self._symbols[shown - 1 : shown + 99]), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the chips."""
        shown, hidden = self._shown(), len(self._symbols) - self._shown()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(14))
            for index in range(shown):
                cell = self._cell(index)
                rest = hidden and index == shown - 1
                filled = index == self._marked
                surface = "subtle" if rest else self._role if filled else f"{self._role}_soft"
                painter.setPen(
                    theme.color(self._role) if index == self._pointed and not rest else Qt.PenStyle.NoPen
                )
                painter.setBrush(theme.color(surface))
                painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
                ink = theme.text_on(theme.color(self._role)) if filled else theme.color(f"{self._role}_text")
                painter.setPen(theme.color("muted") if rest else ink)
                text = f"+{hidden + 1}" if rest else self._symbols[index]
                painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), text)
