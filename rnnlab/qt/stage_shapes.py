"""Rounded boxes, bent lines and arrow heads as pixmaps.

Filling a tall antialiased box costs two hundred microseconds, copying it ten. Most boxes of a frame were in
the frame before, so they are drawn once for their size in device pixels and kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil, cos, floor, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Point, Rect

_MOST_PIXELS = 4_000_000
_LARGEST_PATH = 400_000
_HEAD_ANGLE = pi / 7
_DASHES = [3.2, 2.4]


class ShapeDrawer:
    """Draws :class:`~rnnlab.scene.drawing.Rect`, bent lines and the heads of arrows."""

    def __init__(self) -> None:
        self._pixmaps: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._pixels = 0

    def clear(self) -> None:
        """Forget everything: the colours are others now."""
        self._pixmaps.clear()
        self._pixels = 0

    def rect(self, painter: QPainter, rect: Rect, ratio: float) -> None:
        """Draw a rectangle with the painter's opacity, on whole device pixels."""
        box = rect.box
        left, top = round(box.x * ratio), round(box.y * ratio)
        width, height = round(box.right * ratio) - left, round(box.bottom * ratio) - top
        if width <= 0 or height <= 0:
            return
        if not rect.stroke and rect.radius < 0.6:
            goal = QRectF(left / ratio, top / ratio, width / ratio, height / ratio)
            painter.fillRect(goal, theme.color(rect.fill))
            return
        margin = ceil(rect.line_width * ratio / 2) + 1 if rect.stroke else 0
        key = (
            *(rect.fill, rect.stroke, rect.line_width, round(rect.radius * ratio * 2), rect.dashed),
            *(width, height, margin, ratio),
        )
        pixmap = self._kept(key, lambda: _box(rect, width, height, margin, ratio))
        painter.drawPixmap(QPointF((left - margin) / ratio, (top - margin) / ratio), pixmap)

    def head(
        self, painter: QPainter, end: Point, angle: float, size: float, role: str, *, ratio: float
    ) -> None:
        """Draw the head of an arrow that ends at a point; ``angle`` is its direction in radians."""
        edge = ceil(size * ratio) * 2 + 2
        turn = round(angle * 32 / pi)
        key = ("head", turn, round(size * ratio * 2), role, ratio)
        pixmap = self._kept(key, lambda: _head(edge, turn * pi / 32, size * ratio, role, ratio))
        left = round(end[0] * ratio) - edge // 2
        top = round(end[1] * ratio) - edge // 2
        painter.drawPixmap(QPointF(left / ratio, top / ratio), pixmap)

    def path(
        self, painter: QPainter, path: QPainterPath, width: float, role: str, *, dashed: bool, ratio: float
    ) -> None:
        """Draw a bent line."""
        bounds = path.boundingRect()
        margin = ceil(width * ratio / 2) + 1
        left, top = floor(bounds.x() * ratio) - margin, floor(bounds.y() * ratio) - margin
        edge_x = ceil(bounds.right() * ratio) + margin - left
        edge_y = ceil(bounds.bottom() * ratio) + margin - top
        if edge_x * edge_y > _LARGEST_PATH:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(theme.color(role), width, dashed=dashed))
            painter.drawPath(path)
            return
        inner = QTransform.fromScale(ratio, ratio) * QTransform.fromTranslate(-left, -top)
        drawn = inner.map(path)
        corners = tuple(
            (round(element.x * 4), round(element.y * 4))
            for element in map(drawn.elementAt, range(drawn.elementCount()))
        )
        key = ("path", corners, edge_x, edge_y, width, role, dashed, ratio)
        pixmap = self._kept(
            key,
            lambda: _path(drawn, edge_x, edge_y, pen(theme.color(role), width * ratio, dashed=dashed), ratio),
        )
        painter.drawPixmap(QPointF(left / ratio, top / ratio), pixmap)

    def _kept(self, key: tuple[object, ...], make: Callable[[], QPixmap]) -> QPixmap:
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
            return pixmap
        pixmap = self._pixmaps[key] = make()
        self._pixels += pixmap.width() * pixmap.height()
        while self._pixels > _MOST_PIXELS and len(self._pixmaps) > 1:
            _, old = self._pixmaps.popitem(last=False)
            self._pixels -= old.width() * old.height()
        return pixmap


def pen(color: QColor, width: float, *, dashed: bool = False) -> QPen:
    """Return a pen with flat ends."""
    made = QPen(color, width)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        made.setDashPattern(_DASHES)
    return made


def _box(rect: Rect, width: int, height: int, margin: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(width + 2 * margin, height + 2 * margin)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color(rect.fill) if rect.fill else Qt.BrushStyle.NoBrush)
        shape = QRectF(margin, margin, width, height)
        if rect.stroke:
            line = max(rect.line_width * ratio, 1.0)
            painter.setPen(pen(theme.color(rect.stroke), line, dashed=rect.dashed))
            if round(line) % 2:
                shape.adjust(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(shape, rect.radius * ratio, rect.radius * ratio)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _path(path: QPainterPath, width: int, height: int, made: QPen, ratio: float) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, made)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _head(edge: int, angle: float, size: float, role: str, ratio: float) -> QPixmap:
    pixmap = QPixmap(edge, edge)
    pixmap.fill(Qt.GlobalColor.transparent)
    middle = edge / 2
    wings = [
        QPointF(middle - size * cos(angle + side), middle - size * sin(angle + side))
        for side in (-_HEAD_ANGLE, _HEAD_ANGLE)
    ]
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role))
        painter.drawPolygon(QPolygonF([QPointF(middle, middle), *wings]))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
