"""The loss in bits a character over training: of the text learnt, and of the part held back."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from rnnlab.core.text.record import Record
from rnnlab.qt.scenes.sequence.curve_view import CurveView, outline
from rnnlab.qt.scenes.text.star import paint_star
from rnnlab.qt.theme import theme

__all__ = ["BitsCurve"]

_OVERFITTING_SHADE = 0.14


class BitsCurve(CurveView):
    """Training loss as a line, test losses as dots joined by dashes; the handle is the training axis."""

    def show_record(self, record: Record | None, newest: int) -> None:
        """Show a run's losses up to the newest training step, its best test and where it over-fits."""
        if record is None:
            self._steps = self._losses = self._tested = self._tests = np.zeros(0)
        else:
            self._steps, self._losses = record.curve.steps, record.curve.losses.astype(np.float64)  # (n,)
            pairs = np.array(record.validations, np.float64).reshape(-1, 2)  # (m, 2)
            self._tested, self._tests = pairs[:, 0], pairs[:, 1]  # (m,), (m,)
        self._best = None if record is None else record.best
        self._newest = newest
        self._solved = None if record is None else record.overfitting_since
        self.update()

    _tested = np.zeros(0)
    _tests = np.zeros(0)
    _best: tuple[int, float] | None = None

    def best(self) -> tuple[int, float] | None:
        """Return the training step and test loss at the star; None where nothing is tested."""
        return self._best

    def tests(self) -> tuple[tuple[float, float], ...]:
        """Return the test losses that are shown, each with its step."""
        return tuple(zip(self._tested.tolist(), self._tests.tolist(), strict=True))

    def _highest(self) -> float:
        """Return the loss at the top of the plot."""
        return max(float(self._losses.max(initial=0.0)), float(self._tests.max(initial=0.0)), 1e-9)

    def _paint_curves(self, painter: QPainter) -> None:
        plot, highest = self._plot(), self._highest()
        x = plot.left() + plot.width() * self._shares()  # (n,)
        line = outline(x, plot.bottom() - plot.height() / highest * self._losses)
        area = QPolygonF(line)
        area.append(QPointF(line.last().x(), plot.bottom()))
        area.append(QPointF(line.first().x(), plot.bottom()))
        painter.setBrush(theme.color("loss", 0.10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # its edge lies under the line
        painter.drawPolygon(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("loss"), theme.px(2)))
        painter.drawPolyline(line)
        heights = plot.bottom() - plot.height() / highest * self._tests  # (m,)
        dots = [
            QPointF(self._x(step, plot), height)
            for step, height in zip(self._tested.tolist(), heights.tolist(), strict=True)
        ]
        pen = QPen(theme.color("ink"), theme.px(14) / 10)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(dots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink"))
        for dot in dots:
            painter.drawEllipse(dot, theme.px(2), theme.px(2))
        self._paint_best(painter)

    def _paint_solved(self, painter: QPainter) -> None:
        """Mark the step after which the net only learns by heart."""
        if self._solved is None:
            return
        plot, x = self._plot(), self._x(self._solved)
        painter.fillRect(
            QRectF(QPointF(x, plot.top()), plot.bottomRight()), theme.color("warning", _OVERFITTING_SHADE)
        )
        painter.setPen(QPen(theme.color("warning"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setFont(theme.font(11, bold=True))
        painter.setPen(theme.color("warning_text"))
        words = self.tr("over-fitting")
        metrics = QFontMetricsF(painter.font())
        left = plot.right() - metrics.horizontalAdvance(words)
        painter.drawText(QPointF(max(left, plot.left()), plot.top() + metrics.ascent()), words)

    def _paint_best(self, painter: QPainter) -> None:
        """Mark the lowest test loss and write it beside."""
        if self._best is None:
            return
        plot, (step, loss) = self._plot(), self._best
        at = QPointF(self._x(step, plot), plot.bottom() - plot.height() / self._highest() * loss)
        paint_star(painter, at, theme.px(7))
        painter.setFont(theme.font(11, bold=True))
        painter.setPen(theme.color("right_text"))
        words = self.tr("best {0}").format(f"{loss:.2f}")
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        left = min(max(at.x() - width / 2, plot.left()), plot.right() - width)
        painter.drawText(QPointF(left, max(at.y() - theme.px(10), plot.top() + theme.px(10))), words)
