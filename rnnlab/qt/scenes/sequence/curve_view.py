"""The loss curve as the second time axis: drag it, and the net is shown as it was at that training step.

Painted by hand with QPainter: one polyline of at most a thousand points and a handle need no plotting
library, whose import would cost more than the whole first picture.
"""

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.history import LossCurve
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["CurveView"]

LARGE_JUMP = 10
MOST_WIDTHS = 1_000
STRETCH = 8.0
"""Training steps after which the axis turns from even to logarithmic."""
Array = npt.NDArray[np.float64]


class CurveView(Speaks, QWidget):
    """Loss (red) and share of right answers (green) over training steps, with a handle.

    Attributes
    ----------
    step_chosen : Signal(object)
        The training step a person wants to see (int), None for the newest.
    """

    step_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = np.zeros(0)  # (n,)
        self._losses = np.zeros(0)  # (n,)
        self._accuracies = np.zeros(0)  # (n,)
        self._widths: dict[tuple[str, float], float] = {}
        self._newest = 0
        self._shown: int | None = None
        self._solved: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        repaint_with_theme(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Training axis"))
        self.setToolTip(
            self.tr("Drag to see the net as it was at an earlier training step; End follows it live")
        )

    def sizeHint(self) -> QSize:
        """Return a size that leaves room for the settings above."""
        return QSize(theme.px(200), theme.px(102))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the curve can be read."""
        return QSize(theme.px(120), theme.px(96))

    def set_curve(self, curve: LossCurve, newest: int, solved: int | None) -> None:
        """Show a curve up to the newest training step; ``solved`` is marked."""
        self._steps = curve.steps.astype(np.float64)  # (n,)
        self._losses, self._accuracies = curve.losses.astype(np.float64), curve.accuracies.astype(np.float64)
        self._newest, self._solved = newest, solved
        self.update()

    def set_shown(self, step: int | None) -> None:
        """Put the handle at a training step; None puts it at the newest."""
        self._shown = step
        self.update()

    def shown(self) -> int | None:
        """Return the training step the handle stands at, None for the newest."""
        return self._shown

    def solved(self) -> int | None:
        """Return the training step that is marked as solved."""
        return self._solved

    # Geometry

    def _frame(self) -> QRectF:
        return QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def _plot(self) -> QRectF:
        edge = theme.px(7)
        return self._frame().adjusted(edge, theme.px(6), -edge, -theme.px(19))

    def _shares(self) -> Array:
        """Return where the steps lie along the axis, 0 to 1 (n,); early ones get more room."""
        whole = math.log1p(max(self._newest, 1) / STRETCH)
        return np.asarray(np.minimum(np.log1p(self._steps / STRETCH) / whole, 1.0))

    def _x(self, step: float, plot: QRectF | None = None) -> float:
        plot = plot or self._plot()
        whole = math.log1p(max(self._newest, 1) / STRETCH)
        return plot.left() + plot.width() * min(math.log1p(step / STRETCH) / whole, 1.0)

    def _step_at(self, x: float) -> int | None:
        plot = self._plot()
        share = (x - plot.left()) / max(plot.width(), 1)
        if share >= 0.995 or self._newest == 0:
            return None
        return round(STRETCH * float(np.expm1(max(share, 0.0) * np.log1p(self._newest / STRETCH))))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint frame, curves, mark and handle."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_frame(painter)
            if len(self._steps):
                self._paint_ticks(painter)
                self._paint_curves(painter)
                self._paint_solved(painter)
                self._paint_handle(painter)
            else:
                self._paint_empty(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setBrush(theme.color("subtle"))
        edge = theme.color("focus" if self.hasFocus() else "border")
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self._frame(), 6, 6)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        words = self.tr("Press train: the loss is drawn here.")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self._plot(), int(flags), words)

    def _width(self, text: str) -> float:
        """Return the width of a tick's number."""
        key = (text, theme.scale)
        if key not in self._widths:
            if len(self._widths) > MOST_WIDTHS:
                self._widths.clear()
            self._widths[key] = QFontMetricsF(theme.font(10)).horizontalAdvance(text)
        return self._widths[key]

    def _ticks(self) -> list[int]:
        """Return round training steps, far enough from each other to be written below the axis."""
        newest, plot = self._newest, self._plot()
        digits = range(1, len(str(newest)) + 1)
        wanted = [0, *(m * 10**e for e in digits for m in (1, 2, 5) if m * 10**e < newest), newest]
        chosen: list[int] = []
        edge = -math.inf
        last = self._x(newest, plot) - self._width(f"{newest:,}") / 2
        for step in dict.fromkeys(wanted):
            half = self._width(f"{step:,}") / 2 + 3
            x = self._x(step, plot)
            if x - half > edge and (step == newest or x + half < last):
                chosen.append(step)
                edge = x + half
        return chosen

    def _paint_ticks(self, painter: QPainter) -> None:
        plot, frame = self._plot(), self._frame()
        painter.setFont(theme.font(10))
        baseline = plot.bottom() + QFontMetricsF(theme.font(10)).ascent() + theme.px(4)
        ticks = [(self._x(step, plot), f"{step:,}") for step in self._ticks()]
        painter.setPen(theme.color("border"))
        painter.drawLines([QLineF(x, plot.top(), x, plot.bottom()) for x, _ in ticks])
        painter.setPen(theme.color("muted"))
        for x, text in ticks:
            width = self._width(text)
            left = min(max(x - width / 2, frame.left() + 3), frame.right() - width - 3)
            painter.drawText(QPointF(left, baseline), text)

    def _paint_curves(self, painter: QPainter) -> None:
        plot = self._plot()
        x = plot.left() + plot.width() * self._shares()  # (n,)
        heights = plot.bottom() - plot.height() * self._accuracies  # (n,)
        painter.setPen(QPen(theme.color("right", 0.75), theme.px(1.4)))
        painter.drawPolyline(outline(x, heights))
        heights = plot.bottom() - plot.height() / max(float(self._losses.max()), 1e-9) * self._losses  # (n,)
        line = outline(x, heights)
        area = QPolygonF(line)
        area.append(QPointF(line.last().x(), plot.bottom()))
        area.append(QPointF(line.first().x(), plot.bottom()))
        painter.setBrush(theme.color("loss", 0.10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(area)
        painter.setPen(QPen(theme.color("loss"), theme.px(2)))
        painter.drawPolyline(line)

    def _paint_solved(self, painter: QPainter) -> None:
        if self._solved is None:
            return
        plot, x = self._plot(), self._x(self._solved)
        painter.setPen(QPen(theme.color("right"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setFont(theme.font(11, bold=True))
        painter.setPen(theme.color("right_text"))
        words = self.tr("✓ step {0}").format(self._solved)
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(words)
        left = x + 5 if x + 5 + width < plot.right() else x - 5 - width
        middle = plot.center().y() + metrics.ascent() / 2
        painter.drawText(QPointF(max(left, plot.left()), middle), words)

    def _paint_handle(self, painter: QPainter) -> None:
        frame, plot = self._frame(), self._plot()
        x = self._x(self._newest if self._shown is None else self._shown)
        color = theme.color("ink" if self._shown is not None else "loss")
        if self._shown is not None:
            painter.setPen(QPen(color, theme.px(1.6)))
            painter.drawLine(QPointF(x, frame.top() + 2), QPointF(x, plot.bottom()))
        painter.setBrush(color)
        painter.setPen(QPen(theme.color("card"), 1.5))
        painter.drawEllipse(QPointF(x, plot.bottom()), theme.px(6), theme.px(6))

    # Mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self._newest:
            self._choose(self._step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._newest:
            self._choose(self._step_at(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Follow the newest step again."""
        self._choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the handle by arrows, Page Up and Page Down; Home is the first step, End follows live."""
        present = self._newest if self._shown is None else self._shown
        moves = {
            Qt.Key.Key_Left: present - 1,
            Qt.Key.Key_Right: present + 1,
            Qt.Key.Key_PageUp: present - LARGE_JUMP,
            Qt.Key.Key_PageDown: present + LARGE_JUMP,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._newest,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or not self._newest:
            super().keyPressEvent(event)
            return
        self._choose(None if wanted >= self._newest else max(wanted, 0))

    def _choose(self, step: int | None) -> None:
        if step != self._shown:
            self.set_shown(step)
            self.step_chosen.emit(step)


def outline(x: Array, y: Array) -> QPolygonF:
    """Return a line of at most two points a pixel column: no spike is lost, and none is drawn twice.

    Parameters
    ----------
    x, y
        Where the curve's points are, in pixels (n,); ``x`` ascending, n > 0.
    """
    columns = np.floor(x)  # (n,)
    begins = np.flatnonzero(np.diff(columns, prepend=columns[0] - 1))  # (k,)
    ends = np.append(begins[1:], len(x)) - 1  # (k,)
    low, high = np.minimum.reduceat(y, begins), np.maximum.reduceat(y, begins)  # (k,), (k,)
    falls = y[begins] > y[ends]  # (k,)
    pairs = np.stack([np.where(falls, high, low), np.where(falls, low, high)], axis=1)  # (k, 2)
    places = np.stack([x[begins], x[ends]], axis=1)  # (k, 2)
    # within half a pixel one point will do; the curve ends where the newest point is
    keep = np.stack([high - low > 0.5, np.ones(len(begins), np.bool_)], axis=1)  # (k, 2)
    keep[0, 0] = True
    pairs[-1, 1] = y[-1]
    return QPolygonF(
        [QPointF(a, b) for a, b in zip(places[keep].tolist(), pairs[keep].tolist(), strict=True)]
    )
