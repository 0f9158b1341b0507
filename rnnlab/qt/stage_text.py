"""Short texts and small formulas, laid out and drawn once, then copied from a cache.

A text in a frame was almost always in the frame before. Copying its picture costs a fifth of drawing it.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Text

_MARKUP = re.compile(r"([_^])\{([^}]*)\}")
_SMALL = 0.7
_SMALLEST_SHRINK = 0.62
_KEPT = 2000
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(slots=True)
class _Run:
    text: str
    font: QFont
    x: float
    baseline: float


@dataclass(slots=True)
class _Laid:
    """A text ready to be drawn: its runs, and the room it takes up around its middle line."""

    runs: list[_Run]
    width: float
    above: float
    below: float


class TextDrawer:
    """Draws :class:`~rnnlab.scene.drawing.Text`."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        self._laid: OrderedDict[tuple[str, int, bool, bool, int], _Laid] = OrderedDict()
        self._pictures: OrderedDict[tuple[object, ...], tuple[QPixmap, _Laid]] = OrderedDict()

    def clear(self) -> None:
        """Forget everything: fonts and colours are others now."""
        self._fonts.clear()
        self._laid.clear()
        self._pictures.clear()

    def draw(self, painter: QPainter, text: Text, ratio: float) -> None:
        """Draw one text with the painter's opacity, on whole device pixels.

        Parameters
        ----------
        painter
            In logical pixels.
        text
            What to write.
        ratio
            Device pixels per logical pixel.
        """
        key = (
            *(text.text, max(round(text.size), 1), text.bold, text.formula, round(text.max_width)),
            *(text.role, ratio),
        )
        found = self._pictures.get(key)
        if found is None:
            laid = self._layout(
                text.text, text.size, bold=text.bold, formula=text.formula, max_width=text.max_width
            )
            found = self._keep(key, laid, theme.color(text.role), ratio)
        else:
            self._pictures.move_to_end(key)
        _copy(painter, QPointF(text.x, text.y), _SHARES[text.align], found, ratio)

    def draw_number(
        self, painter: QPainter, point: QPointF, text: str, *, size: float, color: QColor
    ) -> None:
        """Draw a centred number; the painter is in device pixels."""
        key = (text, round(size), color.rgb())
        found = self._pictures.get(key)
        if found is None:
            found = self._keep(key, self._layout(text, size), color, 1.0)
        else:
            self._pictures.move_to_end(key)
        _copy(painter, point, 0.5, found, 1.0)

    def width(self, text: str, size: float, *, bold: bool = False, formula: bool = False) -> float:
        """Return how wide a text is."""
        return self._layout(text, size, bold=bold, formula=formula).width

    def _keep(
        self, key: tuple[object, ...], laid: _Laid, color: QColor, ratio: float
    ) -> tuple[QPixmap, _Laid]:
        found = self._pictures[key] = (_picture(laid, color, ratio), laid)
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return found

    def _layout(
        self, text: str, size: float, *, bold: bool = False, formula: bool = False, max_width: float = 0.0
    ) -> _Laid:
        key = (text, max(round(size), 1), bold, formula, round(max_width))
        laid = self._laid.get(key)
        if laid is None:
            laid = self._laid[key] = self._fitted(text, key[1], bold=bold, formula=formula, max_width=key[4])
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(key)
        return laid

    def _fitted(self, text: str, size: int, *, bold: bool, formula: bool, max_width: int) -> _Laid:
        laid = self._runs(text, size, bold=bold, formula=formula)
        if not max_width or laid.width <= max_width:
            return laid
        smaller = max(int(size * max(max_width / laid.width, _SMALLEST_SHRINK)), 6)
        laid = self._runs(text, smaller, bold=bold, formula=formula)
        if laid.width <= max_width + 1.0 or formula:
            return laid
        _, metrics = self._font(smaller, bold)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max_width)
        return self._runs(elided, smaller, bold=bold, formula=False)

    def _font(self, size: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
        found = self._fonts.get((size, bold))
        if found is None:
            font = theme.font(size, bold=bold, scaled=False)
            found = self._fonts[size, bold] = (font, QFontMetricsF(font))
        return found

    def _runs(self, text: str, size: int, *, bold: bool, formula: bool) -> _Laid:
        if not formula:
            return self._placed([(text, 0)], size, bold)
        pieces: list[tuple[str, int]] = []
        end = 0
        for found in _MARKUP.finditer(text):
            if found.start() > end:
                pieces.append((text[end : found.start()], 0))
            pieces.append((found[2], -1 if found[1] == "_" else 1))
            end = found.end()
        if end < len(text):
            pieces.append((text[end:], 0))
        return self._placed(pieces, size, bold)

    def _placed(self, pieces: list[tuple[str, int]], size: int, bold: bool) -> _Laid:
        """Lay out pieces: 0 on the line, -1 below it, 1 above it; above and below stand over each other."""
        _, metrics = self._font(size, bold)
        middle = metrics.capHeight() / 2
        runs: list[_Run] = []
        x = stacked = above = below = 0.0
        last = 0
        for text, level in pieces:
            font, own = self._font(max(round(size * _SMALL), 5) if level else size, bold)
            over = level != 0 and last == -level
            x -= stacked if over else 0.0
            baseline = middle + {0: 0.0, -1: size * 0.26, 1: -size * 0.46}[level]
            runs.append(_Run(text, font, x, baseline))
            above, below = max(above, own.ascent() - baseline), max(below, own.descent() + baseline)
            width = own.horizontalAdvance(text) + (0.5 if level else 0.0)
            x += max(width, stacked) if over else width
            stacked, last = width, level
        return _Laid(runs, x, above, below)


def _picture(laid: _Laid, color: QColor, ratio: float) -> QPixmap:
    """Return a text as a picture; letters may reach a little beyond their width."""
    width, height = ceil((laid.width + 4.0) * ratio), ceil((laid.above + laid.below + 2.0) * ratio)
    pixmap = QPixmap(max(width, 1), max(height, 1))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(color)
        for run in laid.runs:
            painter.setFont(run.font)
            painter.drawText(QPointF(2.0 + run.x, 1.0 + laid.above + run.baseline), run.text)
    return pixmap


def _copy(
    painter: QPainter, point: QPointF, share: float, found: tuple[QPixmap, _Laid], ratio: float
) -> None:
    pixmap, laid = found
    left = round((point.x() - laid.width * share - 2.0) * ratio) / ratio
    top = round((point.y() - laid.above - 1.0) * ratio) / ratio
    painter.drawPixmap(QPointF(left, top), pixmap)
