"""Short texts and small formulas, laid out once and drawn from a cache."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText

from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Text

_MARKUP = re.compile(r"([_^])\{([^}]*)\}")
_SMALL = 0.7
_SMALLEST_SHRINK = 0.62
_KEPT = 3000


@dataclass(slots=True)
class _Run:
    text: QStaticText
    font: QFont
    x: float
    top: float


@dataclass(slots=True)
class _Laid:
    runs: list[_Run]
    width: float


class TextDrawer:
    """Draws :class:`~rnnlab.scene.drawing.Text`."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        self._laid: OrderedDict[tuple[str, int, bool, bool, int], _Laid] = OrderedDict()

    def clear(self) -> None:
        """Forget everything: the fonts are others now."""
        self._fonts.clear()
        self._laid.clear()

    def draw(self, painter: QPainter, text: Text) -> None:
        """Draw one text with the painter's opacity."""
        laid = self._layout(
            text.text, text.size, bold=text.bold, formula=text.formula, max_width=text.max_width
        )
        painter.setPen(theme.color(text.role))
        self._put(painter, laid, text.x, text.y, {"left": 0.0, "center": 0.5, "right": 1.0}[text.align])

    def width(self, text: str, size: float, *, bold: bool = False, formula: bool = False) -> float:
        """Return how wide a text is."""
        return self._layout(text, size, bold=bold, formula=formula).width

    def draw_number(
        self, painter: QPainter, point: QPointF, text: str, *, size: float, color: QColor
    ) -> None:
        """Draw a centred number."""
        painter.setPen(color)
        self._put(painter, self._layout(text, size), point.x(), point.y(), 0.5)

    def _put(self, painter: QPainter, laid: _Laid, x: float, y: float, share: float) -> None:
        left = x - laid.width * share
        for run in laid.runs:
            painter.setFont(run.font)
            painter.drawStaticText(QPointF(left + run.x, y + run.top), run.text)

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
        laid = self._runs(text, size, bold, formula)
        if not max_width or laid.width <= max_width:
            return laid
        smaller = max(int(size * max(max_width / laid.width, _SMALLEST_SHRINK)), 6)
        laid = self._runs(text, smaller, bold, formula)
        if laid.width <= max_width + 1.0 or formula:
            return laid
        _, metrics = self._font(smaller, bold)
        return self._runs(
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, max_width), smaller, bold, False
        )

    def _font(self, size: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
        found = self._fonts.get((size, bold))
        if found is None:
            font = theme.font(size, bold=bold, scaled=False)
            found = self._fonts[size, bold] = (font, QFontMetricsF(font))
        return found

    def _runs(self, text: str, size: int, bold: bool, formula: bool) -> _Laid:
        if not formula:
            return self._plain([(text, 0)], size, bold)
        pieces: list[tuple[str, int]] = []
        end = 0
        for found in _MARKUP.finditer(text):
            if found.start() > end:
                pieces.append((text[end : found.start()], 0))
            pieces.append((found[2], -1 if found[1] == "_" else 1))
            end = found.end()
        if end < len(text):
            pieces.append((text[end:], 0))
        return self._plain(pieces, size, bold)

    def _plain(self, pieces: list[tuple[str, int]], size: int, bold: bool) -> _Laid:
        """Lay out pieces: 0 on the line, -1 below it, 1 above it; above and below stand over each other."""
        _, metrics = self._font(size, bold)
        baseline = metrics.capHeight() / 2
        runs: list[_Run] = []
        x = stacked = 0.0
        last = 0
        for text, level in pieces:
            font, own = self._font(max(round(size * _SMALL), 5) if level else size, bold)
            if level and last == -level:
                x -= stacked
            drop = {0: 0.0, -1: size * 0.26, 1: -size * 0.46}[level]
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            static.prepare(font=font)
            runs.append(_Run(static, font, x, baseline + drop - own.ascent()))
            width = own.horizontalAdvance(text) + (0.5 if level else 0.0)
            x += max(width, stacked) if level and last == -level else width
            stacked, last = width, level
        return _Laid(runs, x)
