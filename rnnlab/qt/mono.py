"""Letters of equal width, for text as a net writes it: a typewriter face with Hangul beside it.

Where the system has no such face, characters are painted one by one in cells of equal width; `MonoText` does
whichever is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPainter

from rnnlab.qt.theme import theme
from rnnlab.scene.text.lines import cells_of

__all__ = ["MonoText", "SpacedRow", "mono_font"]

_TOLERANCE = 0.05
"""Pixels that a letter's width may differ from its cells."""
_PREFERRED = (
    "D2Coding",
    "JetBrains Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "DejaVu Sans Mono",
    "Noto Sans Mono",
    "Liberation Mono",
)


@lru_cache(maxsize=1)
def _family() -> str:
    here = set(QFontDatabase.families())
    for family in _PREFERRED:
        if family in here:
            return family
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def mono_font(size: float = 14, *, bold: bool = False) -> QFont:
    """Return the typewriter face in a size given at 100 %."""
    font = theme.font(size, bold=bold)
    font.setFamilies([_family(), *font.families()])
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


class MonoText:
    """Measures and paints text in cells.

    Parameters
    ----------
    size
        Height of the letters at 100 %.

    Attributes
    ----------
    cell, line
        Width of a cell and height of a line, in logical pixels.
    """

    def __init__(self, size: float = 14) -> None:
        self.font = mono_font(size)
        metrics = QFontMetricsF(self.font)
        self.cell = metrics.horizontalAdvance("0" * 100) / 100
        self.ascent = metrics.ascent()
        self.line = round(metrics.height() * 1.14)
        self._is_fixed = QFontInfo(self.font).fixedPitch()
        self._metrics = metrics
        self._even: dict[str, bool] = {}

    def is_even(self, text: str) -> bool:
        """Return whether the face's own steps from letter to letter are those of the cells."""
        if not self._is_fixed:
            return False
        return (text.isascii() and "\t" not in text) or all(map(self._fits, text))

    def _fits(self, character: str) -> bool:
        if character not in self._even:
            wanted = cells_of(character) * self.cell
            self._even[character] = abs(self._metrics.horizontalAdvance(character) - wanted) < _TOLERANCE
        return self._even[character]

    def paint(self, painter: QPainter, x: float, top: float, text: str, cells: int = 0) -> None:
        """Paint a piece of a line in the painter's pen and font; ``cells`` is where in the line it begins."""
        baseline = top + self.baseline
        left = x + cells * self.cell
        if self.is_even(text):
            painter.drawText(QPointF(left, baseline), text)
            return
        for cluster, width in clusters(text):
            if not cluster.isspace():
                room = width * self.cell - self._metrics.horizontalAdvance(cluster)
                painter.drawText(QPointF(left + max(room, 0) / 2, baseline), cluster)
            left += width * self.cell

    def width(self, text: str) -> float:
        """Return how wide letters really are, in logical pixels."""
        return self._metrics.horizontalAdvance(text)

    @property
    def baseline(self) -> float:
        """Where the letters stand, from the top of their line."""
        return self.ascent + (self.line - self._metrics.height()) / 2


class SpacedRow:
    """Small letters that stand in the cells of larger ones.

    Parameters
    ----------
    letters
        The small letters.
    cell
        Width of the larger cells, in logical pixels.
    """

    def __init__(self, letters: MonoText, cell: float) -> None:
        self._letters, self._cell = letters, cell
        self._font = QFont(letters.font)
        self._font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, cell - letters.cell)

    def paint(
        self, painter: QPainter, x: float, top: float, row: Sequence[str], cells: Sequence[int]
    ) -> None:
        """Paint letters in the painter's pen, each as many cells after the one before as that one takes."""
        text = "".join(row)
        if max(cells) == 1 and self._letters.is_even(text):
            painter.setFont(self._font)
            painter.drawText(QPointF(x, top + self._letters.baseline), text)
            return
        painter.setFont(self._letters.font)
        left = x - (self._cell - self._letters.cell) / 2
        for letter, width in zip(row, cells, strict=True):
            room = width * self._cell - self._letters.width(letter)
            painter.drawText(QPointF(left + room / 2, top + self._letters.baseline), letter)
            left += width * self._cell


def clusters(text: str) -> list[tuple[str, int]]:
    """Return what is painted together, and its cells: a character with the marks that sit on it."""
    found: list[tuple[str, int]] = []
    for character in text:
        width = cells_of(character)
        if width == 0 and found:
            found[-1] = (found[-1][0] + character, found[-1][1])
        else:
            found.append((character, width))
    return found
