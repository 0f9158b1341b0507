"""Loss and share of right answers of all set-ups over training steps, as lines with bands over seeds.

Painted by hand, as the loss curve of the Sequence scene is: the lines of eight set-ups are a few hundred
points each, since no more than one point a pixel column is drawn.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.scenes.compare.styles import STYLES, letter, line_pen, paint_mark
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.session.compare import Standing

__all__ = ["RaceView"]

STRETCH = 8.0
"""Training steps after which the axis turns from even to logarithmic."""
MOST_SHAPES = 64
CROWD = 4
"""Set-ups up to which all bands are drawn clearly; with more, that of the selected one is."""
Array = npt.NDArray[np.float64]


class _Shapes(NamedTuple):
    """A curve as it is drawn, kept as long as its values and its place stay the same."""

    values: Array
    key: object
    x: Array
    band: QPolygonF
    line: QPolygonF


class RaceView(Speaks, QWidget):
    """Two plots side by side, or one above the other where that is wider.

    Attributes
    ----------
    step_pointed : Signal(int)
        The training step under the pointer, −1 for none.
    """

    step_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standings: tuple[Standing, ...] = ()
        self._steps = 1
        self._selected = 0
        self._pointed = -1
        self._shapes: dict[tuple[int, float, float], _Shapes] = {}
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        repaint_with_theme(self)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._titles = (self.tr("Loss (cross-entropy)"), self.tr("Right answers"))
        self._axis_name = self.tr("training step")
        self._empty = self.tr("Start the race: every set-up is trained from the same seeds.")
        self.setAccessibleName(self.tr("Curves of all set-ups"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which curves can be told apart."""
        return QSize(theme.px(640), theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(theme.px(260), theme.px(120))

    def set_standings(self, standings: Sequence[Standing], steps: int, selected: int) -> None:
        """Show these; the axis ends at `steps`, the selected one is drawn boldest and last."""
        self._standings, self._steps, self._selected = tuple(standings), max(steps, 1), selected
        if len(self._shapes) > MOST_SHAPES:
            self._shapes.clear()
        self.update()

    def shown(self) -> tuple[Standing, ...]:
        """Return the set-ups whose curves are drawn."""
        return tuple(standing for standing in self._standings if len(standing.bands))

    # Geometry

    def _plots(self) -> tuple[QRectF, QRectF]:
        """Return the insides of both plots."""
        left, right, top, bottom = theme.px(40), theme.px(10), theme.px(26), theme.px(36)
        whole = QRectF(self.rect())
        if whole.width() >= 1.5 * whole.height():
            half = whole.width() / 2
            frames = (QRectF(0, 0, half, whole.height()), QRectF(half, 0, half, whole.height()))
        else:
            half = whole.height() / 2
            frames = (QRectF(0, 0, whole.width(), half), QRectF(0, half, whole.width(), half))
        first, second = (frame.adjusted(left, top, -right, -bottom) for frame in frames)
        return first, second

    def _xs(self, steps: Array, plot: QRectF) -> Array:
        shares = np.log1p(steps / STRETCH) / math.log1p(self._steps / STRETCH)  # (n,)
        return np.asarray(plot.left() + plot.width() * np.minimum(shares, 1.0))

    def _x(self, step: float, plot: QRectF) -> float:
        return float(self._xs(np.array([step]), plot)[0])

    def step_at(self, at: QPointF) -> int:
        """Return the training step at a place of the widget, −1 beside the plots."""
        for plot in self._plots():
            if plot.adjusted(-4, 0, 4, 0).contains(at):
                share = min(max((at.x() - plot.left()) / max(plot.width(), 1), 0.0), 1.0)
                return round(STRETCH * math.expm1(share * math.log1p(self._steps / STRETCH)))
        return -1

    def _most_loss(self) -> float:
        highest = [float(np.max(s.bands.losses[1])) for s in self.shown()]
        finite = [value for value in highest if math.isfinite(value)]
        start = [float(s.bands.losses[2][0]) for s in self.shown() if math.isfinite(s.bands.losses[2][0])]
        return max(min(max(finite, default=1.0), 2.5 * max(start, default=1.0)), 1e-3) * 1.05

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint both plots."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            most = (self._most_loss(), 1.0)
            for number, plot in enumerate(self._plots()):
                self._paint_frame(painter, plot, self._titles[number], most[number], share=number == 1)
                painter.save()
                painter.setClipRect(plot.adjusted(-1, -6, 6, 6))
                for standing in self._in_order():
                    values = standing.bands.accuracies if number else standing.bands.losses
                    self._paint_curve(painter, standing.index, values, plot, most[number])
                self._paint_pointed(painter, plot)
                painter.restore()
            if not self.shown():
                self._paint_empty(painter)

    def _in_order(self) -> list[Standing]:
        return sorted(self.shown(), key=lambda standing: standing.index == self._selected)

    def _ticks(self, plot: QRectF) -> list[int]:
        metrics = QFontMetricsF(theme.font(10))
        digits = range(len(str(self._steps)) + 1)
        wanted = [0, *(m * 10**e for e in digits for m in (1, 2, 5) if m * 10**e < self._steps), self._steps]
        chosen, edge = [], -math.inf
        last = self._x(self._steps, plot) - metrics.horizontalAdvance(f"{self._steps:,}") / 2 - theme.px(6)
        for step in wanted:
            half = metrics.horizontalAdvance(f"{step:,}") / 2 + theme.px(4)
            x = self._x(step, plot)
            if x - half > edge and (step == self._steps or x + half < last):
                chosen.append(step)
                edge = x + half
        return chosen

    def _paint_frame(self, painter: QPainter, plot: QRectF, title: str, most: float, *, share: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("subtle"))
        painter.drawRoundedRect(plot.adjusted(-1, -6, 6, 1), 6, 6)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.color("right_text" if share else "loss_text"))
        painter.drawText(QPointF(plot.left(), plot.top() - theme.px(12)), title)
        painter.setFont(theme.font(10))
        metrics = QFontMetricsF(painter.font())
        for value in _levels(most):
            y = plot.bottom() - plot.height() * value / most
            painter.setPen(theme.color("border"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("muted"))
            text = f"{value:.0%}" if share else f"{value:g}"
            width = metrics.horizontalAdvance(text)
            painter.drawText(QPointF(plot.left() - width - theme.px(5), y + metrics.ascent() / 2 - 1), text)
        baseline = plot.bottom() + metrics.ascent() + theme.px(4)
        for step in self._ticks(plot):
            text = f"{step:,}"
            x = self._x(step, plot) - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(x, baseline), text)
        width = metrics.horizontalAdvance(self._axis_name)
        painter.drawText(QPointF(plot.center().x() - width / 2, baseline + metrics.height()), self._axis_name)

    def _paint_curve(self, painter: QPainter, index: int, values: Array, plot: QRectF, most: float) -> None:
        key = (plot.getRect(), most, self._steps)
        shapes = self._shapes.get((index, plot.left(), plot.top()))
        if shapes is None or shapes.values is not values or shapes.key != key:
            shapes = self._made_shapes(values, plot, most, key)
            self._shapes[index, plot.left(), plot.top()] = shapes
        bold = index == self._selected
        # the bands of many set-ups would lie on each other like fog
        strength = 0.16 if bold else 0.10 if len(self.shown()) <= CROWD else 0.03
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(STYLES[index % len(STYLES)].role, strength))
        painter.drawPolygon(shapes.band)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(index, 2.8 if bold else 1.9))
        painter.drawPolyline(shapes.line)
        # marks at two places, shifted by the set-up, so that they do not lie on each other
        points = shapes.line
        for share in (0.3 + 0.05 * index, 0.65 + 0.04 * index):
            place = int(np.searchsorted(shapes.x, plot.left() + share * plot.width()))
            at = points.at(min(place, points.size() - 1))
            paint_mark(painter, index, at, theme.px(36) / 10)

    def _made_shapes(self, values: Array, plot: QRectF, most: float, key: object) -> "_Shapes":
        steps = np.arange(values.shape[1], dtype=np.float64)  # (n,)
        xs = self._xs(steps, plot)  # (n,)
        keep = np.flatnonzero(np.diff(np.floor(xs / 2), prepend=-1))  # the first of every second pixel (k,)
        if keep[-1] != len(xs) - 1:
            keep = np.append(keep, len(xs) - 1)
        capped = np.clip(np.nan_to_num(values[:, keep], posinf=2 * most), 0, 2 * most)  # (3, k)
        ys = plot.bottom() - plot.height() * capped / most  # (3, k)
        x = xs[keep]  # (k,)
        band = _polygon(np.concatenate([x, x[::-1]]), np.concatenate([ys[0], ys[2][::-1]]))
        return _Shapes(values, key, x, band, _polygon(x, ys[1]))

    def _paint_pointed(self, painter: QPainter, plot: QRectF) -> None:
        if self._pointed < 0 or not self.shown():
            return
        x = self._x(self._pointed, plot)
        painter.setPen(QPen(theme.color("ink", 0.5), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()))

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(theme.font(14))
        painter.setPen(theme.color("muted"))
        center = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(self.rect()).adjusted(40, 0, -40, 0), center, self._empty)

    # The pointer

    def values_at(self, step: int) -> list[tuple[str, float, float]]:
        """Return the letter, median loss and median accuracy of each set-up at a training step."""
        found = []
        for standing in self.shown():
            place = min(step, len(standing.bands) - 1)
            loss, right = standing.bands.losses[1][place], standing.bands.accuracies[1][place]
            found.append((letter(standing.index), float(loss), float(right)))
        return found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._point(self.step_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, step: int) -> None:
        if step != self._pointed:
            self._pointed = step
            self.update()
            self.step_pointed.emit(step)


def _levels(most: float) -> list[float]:
    """Return three to six round values from 0 to the most."""
    rough = most / 4
    size = 10.0 ** math.floor(math.log10(rough))
    step = next((m * size for m in (1, 2, 2.5, 5, 10) if m * size >= rough), 10 * size)
    return [round(step * n, 10) for n in range(int(most / step + 1e-9) + 1)]


def _polygon(x: Array, y: Array) -> QPolygonF:
    return QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)])
