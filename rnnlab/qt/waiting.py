"""What is seen while the first scene is made: its cards, still empty, where they will be."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnlab.qt.scenes.measures import measures
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["WaitingScene"]


class WaitingScene(QWidget):
    """Paints the skeleton of a scene.

    Attributes
    ----------
    painted : Signal
        It was painted for the first time: the window is on screen.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_painted = False
        repaint_with_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the cards."""
        wanted = measures(self.width(), theme.scale)
        margin, gap, bar = wanted.margin, wanted.gap, theme.px(100)
        inspector = wanted.inspector + gap if wanted.inspector_fits else 0
        height = self.height() - 2 * margin
        left = margin + wanted.setup + gap
        width = self.width() - left - inspector - margin
        cards = [
            QRectF(margin, margin, wanted.setup, height),
            QRectF(left, margin, width, height - gap - bar),
            QRectF(left, margin + height - bar, width, bar),
        ]
        if wanted.inspector_fits:
            cards.append(QRectF(self.width() - margin - wanted.inspector, margin, wanted.inspector, height))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("border"))
            painter.setBrush(theme.color("card"))
            for card in cards:
                painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
