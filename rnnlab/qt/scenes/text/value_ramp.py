"""The scale of the colours: from the lowest value to the highest, with their numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.scene.notation import MINUS

__all__ = ["ValueRamp"]


class ValueRamp(QWidget):
    """A strip of the diverging colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room for strip and numbers."""
        return QSize(theme.px(170), theme.px(20))

    def set_scale(self, scale: float) -> None:
        """Show the value of the strongest colours."""
        self._scale = scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the strip between its numbers."""
        table = theme.diverging_table()
        room = theme.px(44)
        bar = QRectF(room, self.height() / 2 - theme.px(5), self.width() - 2 * room, theme.px(10))
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for place in (0, 64, 128, 192, 255):
            red, green, blue = (int(channel) for channel in table[place])
            gradient.setColorAt(place / 255, QColor(red, green, blue))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("border_strong"))
            painter.setBrush(gradient)
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font(12))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            told, gap = f"{self._scale:.1f}", theme.px(6)
            painter.drawText(QRectF(0, 0, room - gap, self.height()), int(right), f"{MINUS}{told}")
            painter.drawText(QRectF(bar.right() + gap, 0, room - gap, self.height()), int(left), f"+{told}")
