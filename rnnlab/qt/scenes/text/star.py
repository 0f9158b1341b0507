"""The star that marks the best weights, on the training axis and in the curve."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from rnnlab.qt.theme import theme

__all__ = ["paint_star"]

_POINTS, _INNER = 5, 0.45


def paint_star(painter: QPainter, middle: QPointF, radius: float) -> None:
    """Paint a star with a rim that sets it off from lines below it."""
    corners = []
    for number in range(2 * _POINTS):
        angle = math.pi * number / _POINTS - math.pi / 2
        length = radius * (_INNER if number % 2 else 1.0)
        corners.append(middle + QPointF(length * math.cos(angle), length * math.sin(angle)))
    painter.setBrush(theme.color("right"))
    painter.setPen(QPen(theme.color("card"), 1))
    painter.drawPolygon(QPolygonF(corners))
