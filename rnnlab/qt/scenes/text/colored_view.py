"""A text coloured by one unit's value at every letter, and below the letters what the net expected next.

Orange is negative, green positive, the paper's colour zero. Only the lines in view are painted, each as one
small picture with the letters on top, in the ink that reads better on their colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from rnnlab.core.vocabulary import Vocabulary
from rnnlab.qt.mono import MonoText, SpacedRow
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.text.lines import Line, break_lines, line_at, places

__all__ = ["ColoredText", "Guesses"]

LINE_END = "↵"
_NEUTRAL = 128
_STRONG = 140
"""Levels of violet (of 255) above which letters on it are light."""


@dataclass(frozen=True, eq=False)
class Guesses:
    """What was expected after every letter.

    Attributes
    ----------
    letters
        For each letter the likeliest next ones, likeliest first.
    probabilities
        Theirs, (T, 5).
    """

    letters: tuple[str, ...]
    probabilities: npt.NDArray[np.floating]

    @property
    def count(self) -> int:
        """How many there are below each letter."""
        return int(self.probabilities.shape[1])


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
        self._mono = self._small = MonoText()
        self._spaced = SpacedRow(self._small, self._mono.cell)
        self._dark: npt.NDArray[np.bool_] = np.zeros(256, np.bool_)  # (256,)
        self._table = self._violet = np.zeros(256, np.uint32)  # (256,)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(120, 60))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._measure)
        self._measure()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Text, coloured by one unit"))

    # What is shown

    def set_text(self, text: str, guesses: Guesses | None) -> None:
        """Show another text; its letters keep no colour until `set_values`."""
        same = text == self._text
        self._text, self._guesses = text, guesses
        if not same:
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
        self._chosen = place
        self._reveal()
        self.viewport().update()

    def text(self) -> str:
        """Return the text."""
        return self._text

    def chosen(self) -> int:
        """Return the letter that is marked."""
        return self._chosen

    def color_at(self, place: int) -> QColor:
        """Return the colour behind a letter."""
        return QColor.fromRgb(int(self._table[self._shades[place]]))

    def ink_at(self, place: int) -> QColor:
        """Return the colour of a letter."""
        return theme.text_on(self.color_at(place))

    # Geometry

    def _measure(self) -> None:
        self._mono, self._small = MonoText(16), MonoText(11)
        self._spaced = SpacedRow(self._small, self._mono.cell)
        self._table = _packed(theme.diverging_table())
        self._violet = _packed(theme.violet_table())
        inks = [theme.text_on(QColor.fromRgb(int(color))).lightness() < 128 for color in self._table]
        self._dark = np.array(inks, np.bool_)
        self._place()

    @property
    def _pitch(self) -> int:
        """From a line to the next."""
        if self._shows_guesses and self._guesses is not None:
            return self._mono.line + self._guesses.count * self._small.line + theme.px(10)
        return self._mono.line + theme.px(4)

    @property
    def _cell(self) -> float:
        return self._mono.cell

    def _place(self) -> None:
        columns = max(int((self.viewport().width() - theme.px(8)) / self._cell) - 1, 4)
        self._lines = break_lines(self._text, columns)
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
        cell = (at.x() - theme.px(2)) / self._cell
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
        left = theme.px(2) + where[at] * self._cell
        top = number * self._pitch - self.verticalScrollBar().value()
        return QRectF(left, top, (where[at + 1] - where[at]) * self._cell, self._mono.line)

    def _ends_visibly(self, line: Line) -> bool:
        return line.is_last and line.stop < len(self._text)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines in view."""
        offset = self.verticalScrollBar().value()
        first = max((offset + event.rect().top()) // self._pitch, 0)
        last = min((offset + event.rect().bottom()) // self._pitch + 1, len(self._lines))
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme.color("card"))
            for number in range(first, last):
                self._paint_line(painter, self._lines[number], number * self._pitch - offset)
            for place, role in ((self._hovered, "muted"), (self._chosen, "ink")):
                if 0 <= place < len(self._text):
                    painter.setPen(QPen(theme.color(role), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(self.rect_of(place).adjusted(0, 0, -1, -1))
            if self.hasFocus():
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_line(self, painter: QPainter, line: Line, top: int) -> None:
        ends = self._ends_visibly(line)
        stop = line.stop + ends
        if stop == line.start:
            return
        where = places(self._text, line)
        cells = np.diff([*where, where[-1] + 1] if ends else where)  # (n,)
        shades = self._shades[line.start : stop]  # (n,)
        self._paint_strip(painter, self._table[np.repeat(shades, cells)][None], top, self._mono.line)
        painter.setFont(self._mono.font)
        dark = self._dark[shades]  # (n,)
        for begin, end in _runs_of(dark):
            painter.setPen(QColor("#10161F" if dark[begin] else "#FFFFFF"))
            piece = self._text[line.start + begin : line.start + end].replace("\n", LINE_END)
            self._mono.paint(painter, theme.px(2), top, piece, where[begin])
        if self._shows_guesses and self._guesses is not None:
            self._paint_guesses(painter, line, stop, where, top + self._mono.line + 1)

    def _paint_strip(
        self, painter: QPainter, colors: npt.NDArray[np.uint32], top: float, height: float
    ) -> None:
        """Paint cells of one colour each, (rows, cells)."""
        pixels = np.ascontiguousarray(colors)
        rows, cells = pixels.shape
        image = QImage(pixels.data, cells, rows, 4 * cells, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(theme.px(2), top, cells * self._cell, height), image)

    def _paint_guesses(self, painter: QPainter, line: Line, stop: int, where: list[int], top: float) -> None:
        guesses, small = self._guesses, self._small
        assert guesses is not None
        cells = np.diff([*where, where[-1] + 1] if stop > line.stop else where)  # (n,)
        widths = cells.tolist()
        levels = np.rint(guesses.probabilities[line.start : stop] * 255).astype(np.uint8).T  # (5, n)
        colors = self._violet[np.repeat(levels, cells, axis=1)]  # (5, cells)
        self._paint_strip(painter, colors, top, guesses.count * small.line)
        left = theme.px(2) + (self._cell - small.cell) / 2
        for rank in range(guesses.count):
            row = [Vocabulary.display(letters[rank])[:1] for letters in guesses.letters[line.start : stop]]
            y = top + rank * small.line
            for begin, end in _runs_of(levels[rank] > _STRONG):
                painter.setPen(theme.color("on_accent" if levels[rank, begin] > _STRONG else "ink"))
                self._spaced.paint(
                    painter, left + where[begin] * self._cell, y, row[begin:end], widths[begin:end]
                )

    # Mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._hover(self.place_at(event.position()))

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Point at nothing."""
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.place_hovered.emit(place)
            self.viewport().update()

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


def _runs_of(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where a row of flags is the same: starts and stops."""
    cuts = np.flatnonzero(np.diff(flags, prepend=~flags[:1], append=~flags[-1:])).tolist()  # (k + 1,)
    return list(pairwise(cuts))


def _packed(table: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """Return colours as one number each, as QImage wants them."""
    wide = table.astype(np.uint32)  # (256, 3)
    packed = 0xFF000000 | wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2]  # (256,)
    return packed.astype(np.uint32)
