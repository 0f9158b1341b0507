"""Formulas set in type: boxes of glyphs with real subscripts, fractions and line breaks.

A formula becomes a stream of unbreakable boxes with a price on every place where a line may end: before a
plus sign little, inside parentheses more, between factors a lot. The cheapest way to break it is found as TeX
does for paragraphs (Knuth and Plass 1981, "Breaking Paragraphs into Lines"). If the narrowest box is still
too wide, everything is set smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from rnnlab.core.cells.formula import Fenced, Fraction, Item, Operator, Reference, Row, Symbol, is_function
from rnnlab.qt.formula_box import Box, Glyphs, Mark, Spot

FAMILIES = (
    "STIX Two Text",
    "Cambria",
    "Latin Modern Roman",
    "Libertinus Serif",
    "Times New Roman",
    "Nimbus Roman",
    "Liberation Serif",
    "TeX Gyre Termes",
    "DejaVu Serif",
)
SMALL = 0.72
SMALLEST = 0.6
UNTORN = 3
"""Terms of up to this many symbols stay on one line."""
NEVER = 1e9
_LINE, _DEPTH, _FACTOR, _BESIDE = 100.0, 45.0, 150.0, 400.0


@dataclass
class _Piece:
    """An unbreakable box in the stream."""

    box: Box
    gap: float
    penalty: float
    depth: int
    opens: bool = False


@lru_cache(maxsize=256)
def letters(italic: bool, size: float, fallback: tuple[str, ...] = ()) -> QFont:
    """Return the font of formulas; ``fallback`` are the families for what it lacks (Hangul)."""
    font = QFont([*FAMILIES, *fallback])
    font.setPixelSize(max(1, round(size)))
    font.setItalic(italic)
    font.setStyleHint(QFont.StyleHint.Serif)
    return font


@lru_cache(maxsize=256)
def _metrics(italic: bool, size: float, fallback: tuple[str, ...]) -> QFontMetricsF:
    return QFontMetricsF(letters(italic, size, fallback))


@lru_cache(maxsize=4096)
def _advance(text: str, italic: bool, size: float, fallback: tuple[str, ...]) -> float:
    return _metrics(italic, size, fallback).horizontalAdvance(text)


@lru_cache(maxsize=512)
def lay_out(
    formula: Row, size: float, width: float, fallback: tuple[str, ...] = (), *, smallest: float = SMALLEST
) -> Box:
    """Set a formula in type.

    Parameters
    ----------
    formula
        What to set.
    size
        Height of the letters in pixels.
    width
        Where lines end at the latest.
    fallback
        Font families for letters that the formula's fonts lack.
    smallest
        How much smaller it may be set to fit, as a factor.

    Returns
    -------
    Box
        Its baseline is that of the first line. Do not change it: it is shared.
    """
    scale = 1.0
    while True:
        box = _Setter(size * scale, fallback).paragraph(formula, width)
        if box.width <= width + 0.5 or scale <= smallest:
            return box
        scale = max(smallest, min(scale * 0.95, scale * width / box.width))


class _Setter:
    """Sets formulas in one size."""

    def __init__(self, size: float, fallback: tuple[str, ...]) -> None:
        self._size = size
        self._fallback = fallback

    # lines

    def paragraph(self, formula: Row, width: float) -> Box:
        """Break a formula into lines."""
        pieces: list[_Piece] = []
        self._stream(formula, pieces, 0)
        lines = _break(pieces, width, self._size * 1.2)
        page, baseline, below, indent = Box(), 0.0, 0.0, 0.0
        for number, (first, last) in enumerate(lines):
            line = Box()
            for piece in pieces[first:last]:
                line.append(piece.box, piece.gap if line.width else 0.0)
            if number:
                baseline += below + line.ascent + self._size * 0.32
            page.put(line, indent, baseline)
            below = line.descent
            if number == 0 and len(lines) > 1:
                indent = self._indent(pieces, lines, width)
        return page

    def _indent(self, pieces: list[_Piece], lines: list[tuple[int, int]], width: float) -> float:
        """Return where the later lines begin: under the first parenthesis's content, if there is room."""
        first = pieces[: lines[0][1]]
        opened = [place for place, piece in enumerate(first, start=1) if piece.opens]
        indent = self._width(first[: opened[0]]) if opened else 0.0
        if not 0 < indent <= width * 0.4:
            indent = self._size * 1.2
        longest = max(self._width(pieces[start:end]) for start, end in lines[1:])
        return max(0.0, min(indent, width - longest))

    def _width(self, pieces: list[_Piece]) -> float:
        return sum(piece.box.width + piece.gap for piece in pieces) - (pieces[0].gap if pieces else 0.0)

    def _stream(self, item: Item, pieces: list[_Piece], depth: int) -> None:
        """Append the pieces of an item; a short term that can be pointed at is not torn apart."""
        if isinstance(item, Row) and item.reference is not None and len(list(item.symbols())) <= UNTORN:
            pieces.append(_Piece(self.box(item), 0.0, NEVER, depth))
            return
        if isinstance(item, Row):
            before: Item | None = None
            for part in item.items:
                start = len(pieces)
                self._stream(part, pieces, depth)
                if before is not None and len(pieces) > start:
                    gap, penalty = self._between(before, part)
                    pieces[start].gap = gap
                    pieces[start].penalty = penalty + depth * _DEPTH if penalty < NEVER else NEVER
                before = part
            return
        if isinstance(item, Fenced) and not item.superscript and not _is_tall(item.content):
            start = len(pieces)
            self._stream(item.content, pieces, depth + 1)
            self._fence(pieces, start)
            return
        pieces.append(_Piece(self.box(item), 0.0, NEVER, depth))

    def _fence(self, pieces: list[_Piece], start: int) -> None:
        opening, closing = self._word("(", False, "ink"), self._word(")", False, "ink")
        first = Box()
        first.append(opening)
        pieces.insert(start, _Piece(first, 0.0, NEVER, 0, opens=True))
        pieces[start + 1].gap, pieces[start + 1].penalty = 0.0, NEVER
        last = Box()
        last.append(pieces[-1].box)
        last.append(closing)
        pieces[-1].box = last

    def _between(self, before: Item, item: Item) -> tuple[float, float]:
        """Return the space between two neighbours and the price of a line's end there."""
        size = self._size
        if isinstance(item, Operator):
            space = {"=": 0.28, "+": 0.22, "−": 0.22, "⊙": 0.2, "×": 0.2, "·": 0.16}.get(item.text, 0.2)
            price = {"+": 0.0, "−": 0.0, "=": 260.0, "⊙": _FACTOR, "×": _FACTOR}.get(item.text, NEVER)
            return size * space, price
        if isinstance(before, Operator):
            space = {"=": 0.28, "+": 0.22, "−": 0.22, "⊙": 0.2, "×": 0.2, "·": 0.16}.get(before.text, 0.2)
            return size * space, 60.0 if before.text == "=" else NEVER
        if is_function(before) and isinstance(item, Fenced):
            return size * 0.03, NEVER
        if isinstance(before, Symbol) and before.text.endswith(("∂", "δ")) and not before.subscript:
            return 0.0, NEVER
        return size * 0.17, NEVER if is_function(before) else _BESIDE

    # boxes

    def box(self, item: Item) -> Box:
        """Set an item on one line."""
        if isinstance(item, Operator):
            return self._word(item.text, False, "ink")
        if isinstance(item, Symbol):
            return self._symbol(item)
        if isinstance(item, Fraction):
            return self._fraction(item)
        if isinstance(item, Fenced):
            return self._fenced(item)
        line = Box()
        before: Item | None = None
        for part in item.items:
            line.append(self.box(part), self._between(before, part)[0] if before is not None else 0.0)
            before = part
        if item.reference is not None:
            line.spots.append(self._spot(line, item.reference, _role(item)))
        return line

    def _word(self, text: str, italic: bool, role: str, scale: float = 1.0) -> Box:
        size = self._size * scale
        metrics = _metrics(italic, round(size, 2), self._fallback)
        box = Box(
            _advance(text, italic, round(size, 2), self._fallback), metrics.ascent() * 0.82, metrics.descent()
        )
        box.glyphs.append(Glyphs(text, QPointF(0, 0), italic, round(size, 2), role))
        return box

    def _symbol(self, symbol: Symbol) -> Box:
        size = self._size
        slanted = not symbol.upright
        box = self._word(symbol.text, slanted, symbol.role)
        if symbol.accent:
            self._accent(box, symbol)
        end = box.width + (size * 0.04 if slanted else 0.0)
        if symbol.superscript:
            box.put(self._script(symbol.superscript, symbol.role), end, -size * 0.42)
        if symbol.subscript:
            # a subscript tucks in under a slanted letter's overhang
            tucked = end - (size * 0.08 if slanted else 0.0)
            box.put(self._script(symbol.subscript, symbol.role), tucked, size * 0.2)
        if symbol.entry:
            text = ", ".join(symbol.entry)
            bracket = Box()
            for part, italic in (("[", False), (text, False), ("]", False)):
                bracket.append(self._word(part, italic, symbol.role, 0.88))
            box.append(bracket, size * 0.05)
        if symbol.reference is not None:
            box.spots.append(self._spot(box, symbol.reference, symbol.role))
        return box

    def _script(self, text: str, role: str) -> Box:
        """Set small letters: slanted where they are letters, upright where they are not."""
        box = Box()
        for run, slanted in _runs(text):
            box.append(self._word(run, slanted, role, SMALL))
        box.descent *= 0.8
        return box

    def _accent(self, box: Box, symbol: Symbol) -> None:
        size = self._size
        x_height = _metrics(True, round(size, 2), self._fallback).xHeight()
        tall = any(letter in "bdfhklt" or letter.isupper() for letter in symbol.text)
        top = size * 0.68 if tall else x_height
        width = min(box.width * 0.95, size * 0.5)
        left = (box.width - width) / 2 + size * 0.06
        height = size * (0.06 if symbol.accent == "bar" else 0.14)
        rect = QRectF(left, -top - height - size * 0.07, width, height)
        box.marks.append(Mark(symbol.accent, rect, symbol.role))
        box.ascent = max(box.ascent, -rect.top() + 1)

    def _fraction(self, fraction: Fraction) -> Box:
        size = self._size
        inner = _Setter(size * 0.92, self._fallback)
        above, below = inner.box(fraction.numerator), inner.box(fraction.denominator)
        width = max(above.width, below.width) + size * 0.3
        axis = -size * 0.27
        box = Box()
        box.put(above, (width - above.width) / 2, axis - size * 0.12 - above.descent)
        box.put(below, (width - below.width) / 2, axis + size * 0.16 + below.ascent)
        thickness = max(1.0, size * 0.06)
        box.marks.append(Mark("rule", QRectF(0, axis - thickness / 2, width, thickness), "ink"))
        box.width = width
        return box

    def _fenced(self, fenced: Fenced) -> Box:
        inner = self.box(fenced.content)
        box = Box()
        if not _is_tall(fenced.content):
            for part in (self._word("(", False, "ink"), inner, self._word(")", False, "ink")):
                box.append(part)
            if fenced.superscript:
                box.put(self._script(fenced.superscript, "ink"), box.width, -self._size * 0.42)
            return box
        width = self._size * 0.3
        box.put(inner, width)
        rect = QRectF(0, -inner.ascent, width, inner.height)
        box.marks.append(Mark("left", rect, "ink"))
        box.marks.append(Mark("right", rect.translated(width + inner.width, 0), "ink"))
        box.width = inner.width + 2 * width
        return box

    def _spot(self, box: Box, reference: Reference, role: str) -> Spot:
        margin = self._size * 0.08
        rect = QRectF(-margin, -box.ascent - margin, box.width + 2 * margin, box.height + 2 * margin)
        return Spot(rect, reference, role)


def _break(pieces: list[_Piece], width: float, indent: float) -> list[tuple[int, int]]:
    """Return the cheapest lines as (first, last) indices into the pieces."""
    count = len(pieces)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(NEVER * 10, 0)] * count
    for last in range(1, count + 1):
        used = 0.0
        for first in range(last - 1, -1, -1):
            used += pieces[first].box.width + (pieces[first + 1].gap if first + 1 < last else 0.0)
            room = width - (indent if first else 0.0)
            if first and pieces[first].penalty >= NEVER:
                continue
            over = max(0.0, used - room)
            # too wide is possible if nothing else is, and worse the wider
            price = best[first][0] + (_LINE + pieces[first].penalty if first else 0.0)
            price += over * 1000 + (20.0 * (1 - used / room) ** 2 if last < count and not over else 0.0)
            if price < best[last][0]:
                best[last] = (price, first)
    lines: list[tuple[int, int]] = []
    end = count
    while end > 0:
        start = best[end][1]
        lines.append((start, end))
        end = start
    return lines[::-1]


def _is_tall(item: Item) -> bool:
    if isinstance(item, Fraction):
        return True
    if isinstance(item, Fenced):
        return _is_tall(item.content)
    return isinstance(item, Row) and any(_is_tall(part) for part in item.items)


def _role(formula: Row) -> str:
    roles = [symbol.role for symbol in formula.symbols() if symbol.role != "ink"]
    return roles[0] if roles else "ink"


def _runs(text: str) -> list[tuple[str, bool]]:
    """Split a subscript into runs of letters (slanted) and of everything else."""
    runs: list[tuple[str, bool]] = []
    for character in text:
        slanted = character.isalpha()
        if runs and runs[-1][1] == slanted:
            runs[-1] = (runs[-1][0] + character, slanted)
        else:
            runs.append((character, slanted))
    return runs
