"""A heading of words with a formula among them: “How h₆ is computed”."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.cells.formula import Row, plain
from rnnlab.qt import letters
from rnnlab.qt.formula_box import Box
from rnnlab.qt.formula_layout import lay_out
from rnnlab.qt.formula_view import paint_box
from rnnlab.qt.theme import theme

PLACE = "{0}"
EMPTY = Row(())


class TitleView(QWidget):
    """Shows words with a formula where they say ``{0}``.

    Parameters
    ----------
    size
        Height of the letters at 100 %.
    quiet
        Whether it is a remark rather than a heading.
    """

    def __init__(self, parent: QWidget | None = None, *, size: float = 15, quiet: bool = False) -> None:
        super().__init__(parent)
        self._size, self._quiet = size, quiet
        self._words = ""
        self._formula = EMPTY
        self._box = Box()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)

    def set_title(self, words: str, formula: Row = EMPTY) -> None:
        """Show words around a formula."""
        if (words, formula) != (self._words, self._formula):
            self._words, self._formula = words, formula
            self._lay_out()
            if QAccessible.isActive():
                self.setAccessibleName(self.text())

    def text(self) -> str:
        """Return what is shown as plain text."""
        return self._words.replace(PLACE, plain(self._formula))

    def _lay_out(self) -> None:
        self._box = lay_out(self._formula, theme.px(self._size + 2), 1e4, letters.families())
        self.update()

    def _on_theme_changed(self) -> None:
        self._lay_out()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(theme.px(120), theme.px(self._size + (7 if self._quiet else 13)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the words and the formula, smaller if there is too little room."""
        before, _, after = self._words.partition(PLACE)
        font = letters.font(self._size, bold=not self._quiet)
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(before) + self._box.width + metrics.horizontalAdvance(after)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
            if wide > self.width() > 0:
                factor = max(0.6, self.width() / wide)
                painter.translate(0, baseline * (1 - factor))
                painter.scale(factor, factor)
            painter.setFont(font)
            painter.setPen(theme.color("muted" if self._quiet else "ink"))
            painter.drawText(QPointF(0, baseline), before)
            left = metrics.horizontalAdvance(before)
            paint_box(painter, self._box, QPointF(left, baseline))
            painter.setFont(font)
            painter.setPen(theme.color("muted" if self._quiet else "ink"))
            painter.drawText(QPointF(left + self._box.width, baseline), after)
