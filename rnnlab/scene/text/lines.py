"""A text in a face whose letters are equally wide: broken into lines of so many cells.

Hangul, kanji and emoji take two cells, marks that sit on another character none, a tabulator four.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

__all__ = ["TAB", "Line", "break_lines", "cells_of", "line_at", "places"]

TAB = 4


@dataclass(frozen=True)
class Line:
    """A line of a text.

    Attributes
    ----------
    start, stop
        Its characters, without the line feed that ends it.
    is_last
        Whether a line feed follows, or the text's end; otherwise the line was only too long.
    """

    start: int
    stop: int
    is_last: bool


@lru_cache(maxsize=8192)
def cells_of(character: str) -> int:
    """Return how many cells a character takes."""
    if " " <= character <= "~":
        return 1
    if character == "\t":
        return TAB
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def places(text: str, line: Line) -> list[int]:
    """Return the cell at which each character of a line begins, and where the line ends: one more."""
    piece = text[line.start : line.stop]
    if piece.isascii() and "\t" not in piece:
        return list(range(len(piece) + 1))
    return list(accumulate(map(cells_of, piece), initial=0))


def break_lines(text: str, columns: int) -> list[Line]:
    """Break a text at its line feeds, and a line that is too long at a space or, if need be, anywhere.

    The space at which a line is broken may stand beyond the last cell.

    Parameters
    ----------
    columns
        Cells of a line, at least 2.
    """
    columns = max(columns, 2)
    lines: list[Line] = []
    place = 0
    for paragraph in text.split("\n"):
        stop = place + len(paragraph)
        lines += _broken(text, place, stop, columns)
        place = stop + 1
    return lines


def _broken(text: str, first: int, stop: int, columns: int) -> list[Line]:
    lines: list[Line] = []
    while True:
        fits = _fitting(text, first, stop, columns)
        if fits >= stop:
            lines.append(Line(first, stop, is_last=True))
            return lines
        space = text.rfind(" ", first + 1, fits + 1)
        cut = space + 1 if space > first else fits
        lines.append(Line(first, cut, is_last=False))
        first = cut


def _fitting(text: str, first: int, stop: int, columns: int) -> int:
    """Return where the first character stands that does not fit any more."""
    piece = text[first : min(stop, first + columns)]
    if piece.isascii() and "\t" not in piece:
        return first + len(piece)
    cells = 0
    for place in range(first, stop):
        cells += cells_of(text[place])
        if cells > columns and place > first:
            return place
    return stop


def line_at(lines: list[Line], place: int) -> int:
    """Return the number of the line that holds a character; a line feed belongs to the line it ends."""
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if lines[middle].start <= place:
            low = middle
        else:
            high = middle - 1
    return low
