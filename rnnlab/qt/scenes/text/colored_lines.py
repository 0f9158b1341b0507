"""The lines of a coloured text as pictures: letters in both inks, and what was expected below them.

A line's letters and guesses stay while units are stepped through and the text is scrolled; only the colours
behind the letters change. So each line is drawn once and then copied.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from rnnlab.core.vocabulary import Vocabulary
from rnnlab.qt.mono import MonoText, SpacedRow
from rnnlab.qt.theme import theme
from rnnlab.scene.text.lines import Line, places

__all__ = ["Dress", "Guesses", "LinePictures"]

LINE_END = "↵"
_DARK, _LIGHT = QColor("#10161F"), QColor("#FFFFFF")
_KEPT = 160
"""Most lines that are kept as pictures."""
_STRONG = 140
"""Levels of violet (of 255) above which letters on it are light."""


@dataclass(frozen=True, eq=False)
class Guesses:
    """What was expected after every letter.

    Attributes
    ----------
    letters
        The likeliest next ones after each letter, likeliest first: ``count`` characters a letter.
    probabilities
        Theirs, (T, count).
    """

    letters: str
    probabilities: npt.NDArray[np.floating]

    @property
    def count(self) -> int:
        """How many there are below each letter."""
        return int(self.probabilities.shape[1])


@dataclass(eq=False)
class _LinePicture:
    """One line: where its characters stand, and the pictures of it that have been needed so far.

    Attributes
    ----------
    text
        Its characters, with a sign for the line feed that ends it.
    where
        The cell at which each begins, and where the line ends, (n + 1,).
    cells
        How many each takes, (n,).
    """

    text: str
    where: list[int]
    cells: npt.NDArray[np.int_]
    letters: dict[bool, QPixmap] = field(default_factory=dict)
    guesses: QPixmap | None = None


class Dress:
    """Letters and colours of a coloured text, in the theme and size in force when it is made.

    Attributes
    ----------
    mono, small
        The letters of the text, and those of the guesses.
    table, violet
        Colours of −1 … +1, and of probabilities 0 … 1, (256,) each.
    dark
        Whether the ink on a colour of ``table`` is the dark one, (256,).
    """

    def __init__(self) -> None:
        self.mono, self.small = MonoText(16), MonoText(11)
        self.spaced = SpacedRow(self.small, self.mono.cell)
        self.table, self.violet = packed(theme.diverging_table()), packed(theme.violet_table())
        inks = [theme.text_on(QColor.fromRgb(int(color))).lightness() < 128 for color in self.table]
        self.dark = np.array(inks, np.bool_)


class LinePictures:
    """Paints the lines of one text in one dress; for another text or dress make another one.

    Parameters
    ----------
    text, lines
        The text, and how it is broken.
    dress
        Letters and colours.
    """

    def __init__(self, text: str, lines: Sequence[Line], dress: Dress) -> None:
        self._text, self._lines, self._dress = text, lines, dress
        self._mono, self._small = dress.mono, dress.small
        self._guesses: Guesses | None = None
        self._shown = ""
        self._kept: OrderedDict[int, _LinePicture] = OrderedDict()
        self._ratio = 1.0

    def show_guesses(self, guesses: Guesses | None) -> None:
        """Show something else below every letter; None for nothing."""
        self._guesses = guesses
        self._shown = _shown_letters(guesses.letters) if guesses is not None else ""
        for picture in self._kept.values():
            picture.guesses = None

    def paint(
        self, painter: QPainter, number: int, left: int, top: int, shades: npt.NDArray[np.uint8]
    ) -> None:
        """Paint a line.

        Parameters
        ----------
        number
            Which one.
        left, top
            Where it begins, in logical pixels.
        shades
            Of every character of the text (T,).
        """
        ratio = painter.device().devicePixelRatioF()
        if ratio != self._ratio:
            self._kept.clear()
            self._ratio = ratio
        line, picture = self._lines[number], self._picture(number)
        if not picture.text:
            return
        own = shades[line.start : line.start + len(picture.text)]  # (n,)
        colors = self._dress.table[np.repeat(own, picture.cells)][None]  # (1, cells)
        paint_cells(painter, colors, QRectF(left, top, picture.where[-1] * self._mono.cell, self._mono.line))
        self._paint_letters(painter, picture, left, top, self._dress.dark[own])
        if self._guesses is not None:
            if picture.guesses is None:
                picture.guesses = self._drawn_guesses(line.start, picture)
            painter.drawPixmap(left, top + self._mono.line + 1, picture.guesses)

    def _picture(self, number: int) -> _LinePicture:
        kept = self._kept.get(number)
        if kept is not None:
            self._kept.move_to_end(number)
            return kept
        line = self._lines[number]
        where = places(self._text, line)
        text = self._text[line.start : line.stop]
        if line.is_last and line.stop < len(self._text):
            text, where = text + LINE_END, [*where, where[-1] + 1]
        picture = self._kept[number] = _LinePicture(text, where, np.diff(where))
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return picture

    def _paint_letters(
        self, painter: QPainter, picture: _LinePicture, left: int, top: int, dark: npt.NDArray[np.bool_]
    ) -> None:
        """Copy each stretch of letters from the picture in the ink that reads on its colours."""
        for begin, end in runs_of(dark):
            ink = bool(dark[begin])
            if ink not in picture.letters:
                picture.letters[ink] = self._drawn_letters(picture, ink)
            first, last = (round(picture.where[place] * self._mono.cell) for place in (begin, end))
            if end == len(dark):
                last = int(picture.letters[ink].deviceIndependentSize().width())
            source = QRectF(
                first * self._ratio, 0, (last - first) * self._ratio, self._mono.line * self._ratio
            )
            target = QRectF(left + first, top, last - first, self._mono.line)
            painter.drawPixmap(target, picture.letters[ink], source)

    def _blank(self, picture: _LinePicture, height: int) -> QPixmap:
        """Return an empty picture as wide as a line."""
        width = ceil(picture.where[-1] * self._mono.cell) + 1
        pixmap = QPixmap(ceil(width * self._ratio), ceil(height * self._ratio))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _drawn_letters(self, picture: _LinePicture, dark: bool) -> QPixmap:
        pixmap = self._blank(picture, self._mono.line)
        with QPainter(pixmap) as painter:
            painter.setFont(self._mono.font)
            painter.setPen(_DARK if dark else _LIGHT)
            self._mono.paint(painter, 0, 0, picture.text)
        return pixmap

    def _drawn_guesses(self, start: int, picture: _LinePicture) -> QPixmap:
        """Return the rows of guesses below a line that begins at a character of the text."""
        guesses, small, count = self._guesses, self._small, len(picture.text)
        assert guesses is not None
        pixmap = self._blank(picture, guesses.count * small.line)
        shown = self._shown[start * guesses.count : (start + count) * guesses.count]
        levels = np.rint(guesses.probabilities[start : start + count] * 255).astype(np.uint8).T  # (5, n)
        colors = self._dress.violet[np.repeat(levels, picture.cells, axis=1)]  # (5, cells)
        left, widths = (self._mono.cell - small.cell) / 2, picture.cells.tolist()
        spaced, inks = self._dress.spaced, (theme.color("ink"), theme.color("on_accent"))
        with QPainter(pixmap) as painter:
            box = QRectF(0, 0, picture.where[-1] * self._mono.cell, guesses.count * small.line)
            paint_cells(painter, colors, box)
            for rank in range(guesses.count):
                row, strong = shown[rank :: guesses.count], levels[rank] > _STRONG
                for begin, end in runs_of(strong):
                    painter.setPen(inks[bool(strong[begin])])
                    at = left + picture.where[begin] * self._mono.cell
                    spaced.paint(painter, at, rank * small.line, row[begin:end], widths[begin:end])
        return pixmap


def _shown_letters(letters: str) -> str:
    """Return one visible sign for each character."""
    signs = {ord(letter): Vocabulary.display(letter)[:1] for letter in set(letters)}
    return letters.translate(signs)


def paint_cells(painter: QPainter, colors: npt.NDArray[np.uint32], box: QRectF) -> None:
    """Paint cells of one colour each, (rows, cells), over a box."""
    pixels = np.ascontiguousarray(colors)
    rows, cells = pixels.shape
    painter.drawImage(box, QImage(pixels.data, cells, rows, 4 * cells, QImage.Format.Format_RGB32))


def runs_of(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where a row of flags (n,) is the same: starts and stops."""
    inner = np.flatnonzero(flags[1:] != flags[:-1]) + 1  # (k,)
    return list(pairwise((0, *inner.tolist(), len(flags))))


def packed(table: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """Return colours (256, 3) as one number each, (256,), as QImage wants them."""
    wide = table.astype(np.uint32)  # (256, 3)
    numbers = 0xFF000000 | wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2]  # (256,)
    return numbers.astype(np.uint32)
