"""A text coloured by one unit's value at every letter, and below the letters what the net expected next.

Orange is negative, green positive, the paper's colour zero. Only the lines in view are painted, each copied
from its pictures, with the letters in the ink that reads better on their colour.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from rnnlab.qt.scenes.text.colored_lines import Dress, Guesses, LinePictures
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.text.lines import Line, break_lines, line_at, places

__all__ = ["ColoredText"]

_NEUTRAL = 128
_MARGIN = 2
"""Pixels left of the text, at 100 %."""
_EDGE = 3
"""Pixels around a letter that its mark may touch."""


class ColoredText(Speaks, QAbstractScrollArea):
    """The text.

    Attributes
    ----------
    place_chosen, place_hovered : Signal(int)
        The letter that was chosen, or is under the pointer (−1 for none).
    place_opened : Signal(int)
        A person wants to see all of what happened at this letter.
    unit_stepped : Signal(int)
        A person wants the next unit (1) or the one before (−1).
    """

    place_chosen = Signal(int)
    place_hovered = Signal(int)
    place_opened = Signal(int)
    unit_stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._lines: list[Line] = []
        self._shades: npt.NDArray[np.uint8] = np.zeros(0, np.uint8)  # (T,)
        self._guesses: Guesses | None = None
        self._shows_guesses = False
        self._chosen = -1
        self._hovered = -1
        self._dress = Dress()
        self._pictures = LinePictures("", (), self._dress)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(120, 60))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._measure)
        self._place()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Text, coloured by one unit"))

    # What is shown

    def set_text(self, text: str, guesses: Guesses | None) -> None:
        """Show another text; its letters keep no colour until `set_values`."""
        same = text == self._text and (guesses is None) == (self._guesses is None)
        self._text, self._guesses = text, guesses
        if same:
            self._pictures.show_guesses(guesses if self._shows_guesses else None)
            self.viewport().update()
            return
        self._shades = np.full(len(text), _NEUTRAL, np.uint8)
        self._chosen = self._hovered = -1
        self.verticalScrollBar().setValue(0)
        self._place()

    def set_values(self, values: npt.NDArray[np.floating], scale: float) -> None:
        """Colour the letters (T,); ``scale`` is the value that has the strongest colour."""
        shares = np.clip(values / max(scale, 1e-9), -1.0, 1.0)  # (T,)
        self._shades = np.rint(_NEUTRAL - 0.5 + shares * 127.5).astype(np.uint8)
        self.viewport().update()

    def show_guesses(self, shown: bool) -> None:
        """Show what was expected below every letter, or only the text."""
        if shown != self._shows_guesses:
            self._shows_guesses = shown
            self._place()
            self._reveal()

    def set_chosen(self, place: int) -> None:
        """Mark a letter; −1 for none."""
        self._update_place(self._chosen)
        self._chosen = place
        self._reveal()
        self._update_place(place)

    def text(self) -> str:
        """Return the text."""
        return self._text

    def chosen(self) -> int:
        """Return the letter that is marked."""
        return self._chosen

    def color_at(self, place: int) -> QColor:
        """Return the colour behind a letter."""
        return QColor.fromRgb(int(self._dress.table[self._shades[place]]))

    def ink_at(self, place: int) -> QColor:
        """Return the colour of a letter."""
        return theme.text_on(self.color_at(place))

    # Geometry

    def _measure(self) -> None:
        self._dress = Dress()
        self._place()

    @property
    def _pitch(self) -> int:
        """From a line to the next."""
        if self._shows_guesses and self._guesses is not None:
            return self._dress.mono.line + self._guesses.count * self._dress.small.line + theme.px(10)
        return self._dress.mono.line + theme.px(4)

    @property
    def _cell(self) -> float:
        return self._dress.mono.cell

    def _place(self) -> None:
        columns = max(int((self.viewport().width() - theme.px(8)) / self._cell) - 1, 4)
        self._lines = break_lines(self._text, columns)
        self._pictures = LinePictures(self._text, self._lines, self._dress)
        self._pictures.show_guesses(self._guesses if self._shows_guesses else None)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(len(self._lines) * self._pitch - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._pitch)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def _reveal(self) -> None:
        if self._chosen < 0:
            return
        top = line_at(self._lines, self._chosen) * self._pitch
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + self._pitch > bar.value() + self.viewport().height():
            bar.setValue(top + self._pitch - self.viewport().height())

    def place_at(self, at: QPointF) -> int:
        """Return the letter at a point of the viewport; −1 if there is none."""
        number = int((at.y() + self.verticalScrollBar().value()) // self._pitch)
        if not 0 <= number < len(self._lines) or not self._text:
            return -1
        line = self._lines[number]
        cell = (at.x() - theme.px(_MARGIN)) / self._cell
        where = places(self._text, line)
        place = line.start + int(np.searchsorted(where, cell, side="right")) - 1
        last = line.stop if self._ends_visibly(line) else line.stop - 1
        return place if line.start <= place <= last else -1

    def rect_of(self, place: int) -> QRectF:
        """Return where a letter is painted, in the viewport."""
        number = line_at(self._lines, place)
        line = self._lines[number]
        where = [*places(self._text, line)]
        where.append(where[-1] + 1)
        at = min(place - line.start, len(where) - 2)
        left = theme.px(_MARGIN) + where[at] * self._cell
        top = number * self._pitch - self.verticalScrollBar().value()
        return QRectF(left, top, (where[at + 1] - where[at]) * self._cell, self._dress.mono.line)

    def _ends_visibly(self, line: Line) -> bool:
        return line.is_last and line.stop < len(self._text)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines in view."""
        offset, exposed = self.verticalScrollBar().value(), event.region().boundingRect()
        first = max((offset + exposed.top()) // self._pitch, 0)
        last = min((offset + exposed.bottom()) // self._pitch + 1, len(self._lines))
        with QPainter(self.viewport()) as painter:
            painter.fillRect(exposed, theme.color("card"))
            for number in range(first, last):
                top = number * self._pitch - offset
                self._pictures.paint(painter, number, theme.px(_MARGIN), top, self._shades)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for place, role in ((self._hovered, "muted"), (self._chosen, "ink")):
                if 0 <= place < len(self._text):
                    painter.setPen(QPen(theme.color(role), 2))
                    painter.drawRect(self.rect_of(place).adjusted(0, 0, -1, -1))
            if self.hasFocus():
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _update_place(self, place: int) -> None:
        """Have only what is around a letter painted anew."""
        if 0 <= place < len(self._text):
            around = self.rect_of(place).toAlignedRect()
            self.viewport().update(around.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))

    # Mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._hover(self.place_at(event.position()))

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Point at nothing."""
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._update_place(self._hovered)
            self._hovered = place
            self._update_place(place)
            self.place_hovered.emit(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a letter."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.place_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a letter."""
        place = self.place_at(event.position())
        if place >= 0:
            self.place_opened.emit(place)

    def _choose(self, place: int) -> None:
        if place != self._chosen:
            self.set_chosen(place)
            self.place_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down change the unit, Left and Right the letter; Return opens the letter."""
        key = Qt.Key(event.key())
        units = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in units:
            self.unit_stepped.emit(units[key])
        elif key in moves and self._text:
            self._choose(min(max(self._chosen + moves[key], 0), len(self._text) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen >= 0:
            self.place_opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()
