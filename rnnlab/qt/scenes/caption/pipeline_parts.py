"""What the picture net on the stage is drawn with: arrows, lines of words, and places still empty."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from rnnlab.qt.scenes.caption.pictures import paint_edge
from rnnlab.qt.theme import theme
from rnnlab.scene.captions.layout import PipelineLayout
from rnnlab.scene.drawing import Box

__all__ = ["box_rect", "paint_arrows", "paint_empty", "paint_line"]


def box_rect(box: Box) -> QRectF:
    """Return a box of the layout as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


def paint_arrows(painter: QPainter, plan: PipelineLayout, looked: float) -> None:
    """Paint the arrows between the stages, those behind a stage that is done darker."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    head = 6.0 * plan.scale
    for stage, (start, end) in enumerate(plan.arrows, start=1):
        role = "muted" if looked > stage else "border_strong"
        painter.setPen(QPen(theme.color(role), 2.0 * plan.scale))
        painter.drawLine(QPointF(*start), QPointF(end[0] - head, end[1]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role))
        tip, back = QPointF(*end), end[0] - head * 1.3
        sides = [QPointF(back, tip.y() - head * 0.7), QPointF(back, tip.y() + head * 0.7)]
        painter.drawPolygon(QPolygonF([tip, *sides]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_line(
    painter: QPainter,
    middle: tuple[float, float],
    text: str,
    width: float,
    look: tuple[str, float],
    whole_width: float,
) -> None:
    """Paint words around a point but inside the view, their end left out where there is no room.

    Parameters
    ----------
    painter, middle, text
        Where and what.
    width, whole_width
        Room for the words, and width of the view.
    look
        Role of the colour, and size of the letters.
    """
    role, size = look
    font = theme.font(size, bold=role != "muted")
    painter.setFont(font)
    painter.setPen(theme.color(role))
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 1.0))
    needed = metrics.horizontalAdvance(text) + 2
    left = min(max(middle[0] - needed / 2, 0.0), whole_width - needed)
    box = QRectF(left, middle[1] - metrics.height(), needed, 2 * metrics.height())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def paint_empty(painter: QPainter, plan: PipelineLayout) -> None:
    """Paint where maps and features will be."""
    boxes = [tiles.tile(number) for tiles in plan.blocks for number in range(tiles.count)]
    for box in (*boxes, plan.features.box):
        painter.fillRect(box_rect(box), theme.color("subtle"))
        paint_edge(painter, box_rect(box), "border")
