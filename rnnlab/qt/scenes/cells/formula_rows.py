"""Formulas one below the other, each with the numbers it stands for at the moment shown.

Whatever of a formula is pointed at is told as nodes of the cell's graph, and nodes that are pointed at
elsewhere (in the diagram) light up here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from rnnlab.core.cells.formula import Reference, Row, references
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.pointing import below, nodes_of
from rnnlab.core.net import FloatArray
from rnnlab.qt.cell_picture import paint_cells
from rnnlab.qt.formula_view import FormulaView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import repaint_with_theme

__all__ = ["FormulaLine", "FormulaRows"]

NOWHERE: frozenset[int] = frozenset()
AT_ONCE, PAUSE_MILLISECONDS = 8, 10
"""Setting a formula in type takes a millisecond or two: so many in one frame."""


@dataclass(frozen=True)
class FormulaLine:
    """One formula and the node it defines; -1 for what is outside the cell."""

    formula: Row
    node: int = -1


class ValueStrip(QWidget):
    """The numbers of one vector as a row of coloured cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: FloatArray | None = None
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def set_values(self, values: FloatArray | None, scale: float) -> None:
        """Show a vector (n,), or an empty strip where it is not computed yet."""
        self._values, self._scale = values, scale
        self.update()

    def values(self) -> FloatArray | None:
        """Return the vector shown."""
        return self._values

    def sizeHint(self) -> QSize:
        """Return the room for a low row."""
        return QSize(theme.px(120), theme.px(13))

    def event(self, event: QEvent) -> bool:
        """Tell the numbers in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and self._values is not None:
            told = "  ".join(f"{value:+.3g}".replace("-", "−") for value in self._values[:32])
            QToolTip.showText(event.globalPos(), told, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the cells."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRectF(self.rect())
            if self._values is None or not len(self._values):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("subtle"))
                painter.drawRoundedRect(rect, 3, 3)
                return
            rect.setWidth(min(rect.width(), len(self._values) * theme.px(34)))
            row = np.nan_to_num(self._values[None, :], posinf=0.0, neginf=0.0)  # (1, n)
            paint_cells(painter, rect, row, scale=self._scale, ratio=self.devicePixelRatioF(), numbers=False)


class _Line(QWidget):
    """A formula with its strip."""

    pointed = Signal(object)
    clicked = Signal(object)

    def __init__(self, size: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula, self.strip = FormulaView(size=size), ValueStrip()
        self._cell: Cell | None = None
        self._line = FormulaLine(Row(()))
        self._references: tuple[Reference, ...] = ()
        self._lit = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(4))
        column.setSpacing(theme.px(3))
        column.addWidget(self.formula)
        column.addWidget(self.strip)
        self.formula.pointed.connect(self._on_formula_pointed)
        self.formula.clicked.connect(self._on_formula_clicked)
        repaint_with_theme(self)

    def show_line(self, cell: Cell, line: FormulaLine) -> None:
        """Show a formula."""
        if (cell, line) != (self._cell, self._line):
            self._cell, self._line = cell, line
            self._references = tuple(references(line.formula))
            self.formula.set_formula(line.formula)
            self.strip.set_values(None, 1.0)

    @property
    def node(self) -> int:
        """The node it defines."""
        return self._line.node

    def _whole(self) -> frozenset[int]:
        return below(self._cell, self.node) if self._cell is not None and self.node >= 0 else NOWHERE

    def _nodes(self, reference: Reference | None) -> frozenset[int]:
        if self._cell is None or reference is None:
            return self._whole() if self.underMouse() or self.formula.hasFocus() else NOWHERE
        return nodes_of(self._cell, reference)

    def _on_formula_pointed(self, reference: Reference | None) -> None:
        self.pointed.emit(self._nodes(reference))

    def _on_formula_clicked(self, reference: Reference) -> None:
        self.clicked.emit(self._nodes(reference))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Point at the whole equation."""
        super().enterEvent(event)
        self.pointed.emit(self._whole())

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(NOWHERE)

    def light(self, nodes: frozenset[int]) -> None:
        """Light the terms that stand for some nodes, and the whole line if it defines one of them."""
        cell = self._cell
        if cell is None:
            return
        meant = (r for r in self._references if _own(cell, r) & nodes)
        self.formula.set_highlight(frozenset(meant))
        if self._lit != (self.node in nodes):
            self._lit = self.node in nodes
            self.update()

    @property
    def is_lit(self) -> bool:
        """Whether the whole line is lit."""
        return self._lit

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint a quiet surface behind a lit line."""
        if self._lit:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("hidden_soft"))
                painter.drawRoundedRect(QRectF(self.rect()), theme.px(7), theme.px(7))


def _own(cell: Cell, reference: Reference) -> frozenset[int]:
    """Return the nodes a reference names itself: of a term not what it is computed from."""
    return frozenset({reference.node}) if reference.kind == "term" else nodes_of(cell, reference)


class FormulaRows(QWidget):
    """Formulas one below the other.

    Attributes
    ----------
    pointed : Signal(object)
        The nodes (frozenset[int]) pointed at; empty for none.
    clicked : Signal(object)
        The nodes of a term that was clicked.
    completed : Signal
        The last of many formulas is shown now.
    """

    pointed = Signal(object)
    clicked = Signal(object)
    completed = Signal()

    def __init__(self, size: float = 17, *, strips: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._strips = size, strips
        self._lines: list[_Line] = []
        self._cell: Cell | None = None
        self._wanted: tuple[FormulaLine, ...] = ()
        self._done = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(1))

    def show_lines(self, cell: Cell, lines: Sequence[FormulaLine]) -> None:
        """Show these formulas of a cell, the first ones at once and many others one frame after the other."""
        self._cell, self._wanted, self._done = cell, tuple(lines), 0
        for widget in self._lines[len(lines) :]:
            widget.hide()
        self._show_some()

    def _show_some(self) -> None:
        """Show the next few; widgets that are there already are used again."""
        cell = self._cell
        if cell is None:
            return
        for number in range(self._done, min(self._done + AT_ONCE, len(self._wanted))):
            if number == len(self._lines):
                self._add_line()
            widget, line = self._lines[number], self._wanted[number]
            widget.show_line(cell, line)
            named = line.node >= 0 and bool(cell.nodes[line.node].quantity)
            widget.strip.setVisible(self._strips and named)
            widget.show()
        self._done = min(self._done + AT_ONCE, len(self._wanted))
        if self._done < len(self._wanted):
            QTimer.singleShot(PAUSE_MILLISECONDS, self, self._show_some)
        elif len(self._wanted) > AT_ONCE:
            self.completed.emit()

    def _add_line(self) -> None:
        made = _Line(self._size)
        made.pointed.connect(self.pointed)
        made.clicked.connect(self.clicked)
        self._column.addWidget(made)
        self._lines.append(made)

    def lines(self) -> list[_Line]:
        """Return the lines shown."""
        return [line for line in self._lines if not line.isHidden()]

    def light(self, nodes: frozenset[int]) -> None:
        """Light what stands for some nodes."""
        for line in self.lines():
            line.light(nodes)

    def set_values(self, node: int, values: FloatArray | None, scale: float) -> None:
        """Show numbers below the formula of a node."""
        for line in self.lines():
            if line.node == node:
                line.strip.set_values(values, scale)
