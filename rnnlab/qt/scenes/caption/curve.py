"""The loss curve of a caption net: in green the share of right words in training, as dots the test."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from rnnlab.qt.scenes.sequence.curve_view import CurveView
from rnnlab.qt.theme import theme

__all__ = ["CaptionCurve"]


class CaptionCurve(CurveView):
    """The curve with the examinations on it."""

    _shares_right: Mapping[int, float] = {}

    def set_examinations(self, shares: Mapping[int, float]) -> None:
        """Show the share of right captions (0 to 1) at training steps."""
        self._shares_right = dict(sorted(shares.items()))
        self.update()

    def examinations(self) -> Mapping[int, float]:
        """Return the shares shown, by training step."""
        return self._shares_right

    def _paint_curves(self, painter: QPainter) -> None:
        super()._paint_curves(painter)
        plot = self._plot()
        places = [
            QPointF(self._x(step, plot), plot.bottom() - plot.height() * share)
            for step, share in self._shares_right.items()
        ]
        painter.setPen(QPen(theme.color("right"), theme.px(1.2), Qt.PenStyle.DotLine))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(theme.color("right"), theme.px(1.6)))
        painter.setBrush(theme.color("card"))
        radius = theme.px(3)
        for place in places:
            painter.drawEllipse(place, radius, radius)
