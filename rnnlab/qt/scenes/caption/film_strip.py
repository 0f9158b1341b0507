"""Pictures to choose from, side by side; a click shows one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rnnlab.qt.scenes.caption.pictures import paint_edge, paint_picture
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks, repaint_with_theme

__all__ = ["FilmStrip"]


class FilmStrip(Speaks, QWidget):
    """As many pictures as there is room for.

    Attributes
    ----------
    chosen : Signal(int)
        A picture was chosen, by its place among those given.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._hints: list[str] = []
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return the height of small pictures."""
        return QSize(theme.px(200), theme.px(40))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Pictures the net never learnt from"))

    def set_pictures(self, images: Sequence[QImage], hints: Sequence[str]) -> None:
        """Show pictures; a hint says what is in each."""
        self._images, self._hints = list(images), list(hints)
        self.update()

    def set_current(self, place: int) -> None:
        """Mark a picture; -1 for none."""
        if place != self._current:
            self._current = place
            self.update()

    def current(self) -> int:
        """Return the marked picture."""
        return self._current

    def count(self) -> int:
        """Return how many pictures have room."""
        return min(len(self._images), max(int((self.width() + theme.px(5)) // self._pitch()), 0))

    def place(self, number: int) -> QRectF:
        """Return where a picture stands."""
        side = self.height() - 4
        return QRectF(2 + number * self._pitch(), 2, side, side)

    def _pitch(self) -> float:
        return self.height() - 4 + theme.px(5)

    def _at(self, x: float) -> int:
        number = int(x // self._pitch())
        return number if 0 <= number < self.count() else -1

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the pictures."""
        with QPainter(self) as painter:
            for number in range(self.count()):
                box = self.place(number)
                paint_picture(painter, box, self._images[number], smooth=True)
                is_now = number == self._current
                role = "focus" if is_now and self.hasFocus() else "input" if is_now else "border"
                paint_edge(painter, box, role, 3.0 if is_now else 1.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a picture."""
        number = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Up and Down."""
        move = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if move is None or not self._images:
            super().keyPressEvent(event)
            return
        self.chosen.emit(min(max(self._current + move, 0), self.count() - 1))

    def event(self, event: QEvent) -> bool:
        """Show what is in a picture as a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos().x())
            if 0 <= number < len(self._hints):
                QToolTip.showText(event.globalPos(), self._hints[number], self)
                return True
        return super().event(event)
