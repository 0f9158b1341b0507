"""How the set-ups are told apart: a colour of the theme, a dash pattern and a mark each.

Dashes and marks differ as much as colours do, so that nothing depends on seeing colours.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from rnnlab.qt.theme import theme

__all__ = ["STYLES", "LineStyle", "letter", "line_pen", "paint_mark", "sample"]


class LineStyle(NamedTuple):
    """A role's colour, dashes in widths of the line (none: solid), and the shape of the mark."""

    role: str
    dashes: tuple[float, ...]
    mark: str


STYLES = (
    LineStyle("input", (), "disc"),
    LineStyle("loss", (5.0, 2.0), "square"),
    LineStyle("hidden", (1.2, 1.8), "diamond"),
    LineStyle("warning", (7.0, 2.0, 1.2, 2.0), "triangle"),
    LineStyle("output", (3.0, 1.5), "ring"),
    LineStyle("ink", (9.0, 2.5), "cross"),
    LineStyle("right", (5.0, 1.6, 1.2, 1.6, 1.2, 1.6), "frame"),
    LineStyle("faint", (2.2, 2.2), "wedge"),
)


def letter(index: int) -> str:
    """Return the name of a set-up: A, B, C …."""
    return chr(ord("A") + index)


def line_pen(index: int, width: float = 2.0) -> QPen:
    """Return the pen of a set-up's line."""
    style = STYLES[index % len(STYLES)]
    pen = QPen(theme.color(style.role), theme.px(10 * width) / 10)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if style.dashes:
        pen.setDashPattern(list(style.dashes))
    return pen


def paint_mark(painter: QPainter, index: int, at: QPointF, radius: float) -> None:
    """Paint the mark of a set-up."""
    style = STYLES[index % len(STYLES)]
    color = theme.color(style.role)
    x, y, r = at.x(), at.y(), radius
    hollow = style.mark in ("ring", "frame")
    painter.setPen(QPen(color, theme.px(16) / 10))
    painter.setBrush(theme.color("card") if hollow else color)
    if style.mark in ("disc", "ring"):
        painter.drawEllipse(at, r, r)
    elif style.mark in ("square", "frame"):
        painter.drawRect(QRectF(x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r))
    elif style.mark == "cross":
        painter.drawLine(QPointF(x - r, y - r), QPointF(x + r, y + r))
        painter.drawLine(QPointF(x - r, y + r), QPointF(x + r, y - r))
    else:
        corners = {
            "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
            "triangle": ((0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
            "wedge": ((0, 1.2), (1.1, -0.9), (-1.1, -0.9)),
        }[style.mark]
        painter.drawPolygon(QPolygonF([QPointF(x + a * r, y + b * r) for a, b in corners]))


def sample(index: int, ratio: float) -> QPixmap:
    """Return a short piece of a set-up's line with its mark, for tables and headings."""
    size = QSize(theme.px(44), theme.px(16))
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line_pen(index))
        middle = size.height() / 2
        painter.drawLine(QPointF(1, middle), QPointF(size.width() - 1, middle))
        paint_mark(painter, index, QPointF(size.width() / 2, middle), theme.px(40) / 10)
    return pixmap
