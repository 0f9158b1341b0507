"""Draws a scene's primitives in the colours of the theme in force. It knows nothing of nets.

What rests in a frame is painted to a picture of its own and copied from there as long as it stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atan2, cos, sin

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from rnnlab.qt.stage_cells import CellDrawer
from rnnlab.qt.stage_shapes import ShapeDrawer, pen
from rnnlab.qt.stage_text import TextDrawer
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Bars, CellGrid, Frame, Line, Mark, Point, Primitive, Rect, Text

_CORNER = 9.0
_LEAST_GROUND = 40
"""Fewer primitives than this are not worth a picture of their own."""


class StagePainter:
    """Draws primitives; one object keeps the caches of one view."""

    def __init__(self) -> None:
        self._texts = TextDrawer()
        self._cells = CellDrawer(self._texts)
        self._shapes = ShapeDrawer()
        self._ground: tuple[Sequence[Primitive], QPixmap] | None = None

    def clear(self) -> None:
        """Forget colours and fonts: the theme is another now."""
        self._ground = None
        self._texts.clear()
        self._cells.clear()
        self._shapes.clear()

    def paint_on_ground(self, painter: QPainter, frame: Frame, size: QSize, ratio: float) -> None:
        """Fill the ground, then draw a frame.

        Parameters
        ----------
        painter
            In logical pixels.
        frame
            What to draw.
        size
            Of the ground, in logical pixels.
        ratio
            Device pixels per logical pixel.
        """
        if frame.resting < _LEAST_GROUND:
            painter.fillRect(QRect(QPoint(), size), theme.color("card"))
            self.paint(painter, frame, ratio)
            return
        ground, pixels = self._ground, size * ratio
        if ground is None or ground[1].size() != pixels or not _begins_with(frame, ground[0]):
            ground = self._ground = self._made_ground(frame[: frame.resting], pixels, ratio)
        painter.drawPixmap(0, 0, ground[1])
        self.paint(painter, frame[frame.resting :], ratio)

    def _made_ground(
        self, resting: Sequence[Primitive], pixels: QSize, ratio: float
    ) -> tuple[Sequence[Primitive], QPixmap]:
        """Return the picture of what rests, with what it shows."""
        pixmap = QPixmap(pixels)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(theme.color("card"))
        with QPainter(pixmap) as painter:
            self.paint(painter, resting, ratio)
        return resting, pixmap

    def paint(self, painter: QPainter, primitives: Iterable[Primitive], ratio: float) -> None:
        """Draw primitives, back to front.

        Parameters
        ----------
        painter
            In logical pixels.
        primitives
            What to draw.
        ratio
            Device pixels per logical pixel.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opacity = 1.0
        for primitive in primitives:
            if primitive.opacity != opacity:
                opacity = primitive.opacity
                painter.setOpacity(opacity)
            if isinstance(primitive, Text):
                self._texts.draw(painter, primitive, ratio)
            elif isinstance(primitive, Rect):
                self._shapes.rect(painter, primitive, ratio)
            elif isinstance(primitive, CellGrid):
                self._cells.draw(painter, primitive, ratio)
            elif isinstance(primitive, Line):
                _line(painter, primitive, self._shapes, ratio)
            elif isinstance(primitive, Bars):
                _bars(painter, primitive)
            else:
                _mark(painter, primitive)
        painter.setOpacity(1.0)


def paint_empty(painter: QPainter, area: QRect, title: str, words: str) -> None:
    """Write on an empty stage what to do."""
    middle, margin = area.center().y(), theme.px(24)
    width = area.width() - 2 * margin
    painter.setFont(theme.font(18, bold=True))
    painter.setPen(theme.color("ink"))
    above = QRectF(margin, middle - theme.px(48), width, theme.px(36))
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, title)
    painter.setFont(theme.font(14))
    painter.setPen(theme.color("muted"))
    below = QRectF(margin, middle - theme.px(6), width, theme.px(72))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(below, int(flags), words)


def paint_ring(painter: QPainter, area: QRect) -> None:
    """Show around the stage that the keyboard is there."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus"), 2))
    painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)


def _begins_with(frame: Frame, resting: Sequence[Primitive]) -> bool:
    """Return whether just these objects rest in a frame."""
    if frame.resting != len(resting):
        return False
    return all(one is other for one, other in zip(frame, resting, strict=False))


def _line(painter: QPainter, line: Line, shapes: ShapeDrawer, ratio: float) -> None:
    points = line.points
    end, before = points[-1], points[-2]
    angle = atan2(end[1] - before[1], end[0] - before[0])
    if line.arrow:
        end = (end[0] - line.arrow * 0.8 * cos(angle), end[1] - line.arrow * 0.8 * sin(angle))
    straight = len(points) == 2 and not line.dashed
    if straight and (abs(before[0] - end[0]) < 0.3 or abs(before[1] - end[1]) < 0.3):
        _bar(painter, before, end, line, ratio)
    else:
        path = _curve((*points[:-1], end)) if line.curved else _rounded((*points[:-1], end))
        shapes.path(painter, path, line.width, line.role, dashed=line.dashed, ratio=ratio)
    if line.arrow:
        shapes.head(painter, points[-1], angle, line.arrow, line.role, ratio=ratio)


def _bar(painter: QPainter, start: Point, end: Point, line: Line, ratio: float) -> None:
    """Draw a level or upright line as a filled rectangle on whole device pixels: crisp, and fast."""
    thick = max(round(line.width * ratio), 1)
    left, right = sorted((start[0] * ratio, end[0] * ratio))
    top, bottom = sorted((start[1] * ratio, end[1] * ratio))
    if right - left >= bottom - top:
        box = QRectF(round(left), round(top - thick / 2), max(round(right) - round(left), 1), thick)
    else:
        box = QRectF(round(left - thick / 2), round(top), thick, max(round(bottom) - round(top), 1))
    goal = QRectF(box.x() / ratio, box.y() / ratio, box.width() / ratio, box.height() / ratio)
    painter.fillRect(goal, theme.color(line.role))


def _shortened(before: Point, end: Point, by: float) -> Point:
    angle = atan2(end[1] - before[1], end[0] - before[0])
    return end[0] - by * cos(angle), end[1] - by * sin(angle)


def _curve(points: tuple[Point, ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for piece in range(1, len(points) - 2, 3):
        path.cubicTo(*(QPointF(*point) for point in points[piece : piece + 3]))
    return path


def _rounded(points: tuple[Point, ...]) -> QPainterPath:
    """Return a path through points with rounded corners."""
    path = QPainterPath(QPointF(*points[0]))
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into = min(_CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        path.lineTo(QPointF(*_shortened(before, corner, into)))
        path.quadTo(QPointF(*corner), QPointF(*_shortened(after, corner, into)))
    path.lineTo(QPointF(*points[-1]))
    return path


def _length(first: Point, second: Point) -> float:
    return float(np.hypot(second[0] - first[0], second[1] - first[1]))


def _bars(painter: QPainter, bars: Bars) -> None:
    box, values = bars.box, bars.values
    color = theme.color(bars.role)
    painter.fillRect(QRectF(box.x, box.bottom, box.width, 1.0), theme.color("border_strong"))
    count = len(values)
    columns = max(int(box.width / 1.5), 1)
    if count > columns:
        starts = (np.arange(columns) * count) // columns
        values = np.maximum.reduceat(values, starts)
        count = columns
    width = box.width / count
    gap = min(width * 0.25, 2.0)
    for place in np.flatnonzero(values > 0.02):
        height = max(float(values[place]) * box.height, 1.0)
        bar = QRectF(
            box.x + float(place) * width + gap / 2, box.bottom - height, max(width - gap, 1.0), height
        )
        painter.fillRect(bar, color)


def _mark(painter: QPainter, mark: Mark) -> None:
    x, y, half = mark.x, mark.y, mark.size / 2
    made = pen(theme.color(mark.role), max(mark.size * 0.17, 1.4))
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(made)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.sign == "right":
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(x - half, y + half * 0.05),
                    QPointF(x - half * 0.28, y + half * 0.75),
                    QPointF(x + half, y - half * 0.75),
                ]
            )
        )
    elif mark.sign == "wrong":
        reach = half * 0.78
        painter.drawLine(QPointF(x - reach, y - reach), QPointF(x + reach, y + reach))
        painter.drawLine(QPointF(x - reach, y + reach), QPointF(x + reach, y - reach))
    else:
        painter.setBrush(theme.color(mark.role))
        painter.drawEllipse(QPointF(x, y), half * 0.6, half * 0.6)
