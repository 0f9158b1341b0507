"""The likeliest next letters with their probabilities; the one that really came is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.vocabulary import Vocabulary
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["GuessBars", "letter"]

_ROWS = 5


def letter(character: str) -> str:
    """Return what a character looks like, also if it is a blank."""
    return Vocabulary.display(character)


class GuessBars(QWidget):
    """Five rows at most: letter, bar, per cent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guesses: tuple[tuple[str, float], ...] = ()
        self._came: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room for all rows."""
        return QSize(theme.px(120), _ROWS * theme.px(24))

    def show_guesses(self, guesses: Sequence[tuple[str, float]], came: str | None) -> None:
        """Show letters with their probabilities, and which one came."""
        self._guesses, self._came = tuple(guesses), came
        self.setAccessibleName(", ".join(f"{letter(name)} {value:.0%}" for name, value in guesses))
        self.update()

    def guesses(self) -> tuple[tuple[str, float], ...]:
        """Return what is shown."""
        return self._guesses

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the rows."""
        bold = theme.font(14, bold=True)
        metrics = QFontMetricsF(bold)
        height = theme.px(24)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, (name, value) in enumerate(self._guesses):
                top = number * height
                baseline = top + (height + metrics.ascent() - metrics.descent()) / 2
                came = name == self._came
                painter.setFont(bold)
                painter.setPen(theme.color("right_text" if came else "output_text"))
                painter.drawText(QPointF(0, baseline), letter(name) + (" ✓" if came else ""))
                told = f"{100 * value:.1f} %"
                width = QFontMetricsF(theme.font(12)).horizontalAdvance("100.0 %")
                left = theme.px(44)
                room = self.width() - left - width - theme.px(8)
                bar = QRectF(left, top + height * 0.25, room, height * 0.5)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("track"))
                painter.drawRoundedRect(bar, 3, 3)
                bar.setWidth(max(room * value, 2))
                painter.setBrush(theme.color("right" if came else "output"))
                painter.drawRoundedRect(bar, 3, 3)
                painter.setFont(theme.font(12))
                painter.setPen(theme.color("muted"))
                box = QRectF(self.width() - width, top, width, height)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box, int(flags), told)
