"""The loss curve as the second time axis: drag it, and the net is shown as it was at that training step.

Painted by hand with QPainter: one polyline of at most a thousand points and a handle need no plotting
library, whose import would cost more than the whole first picture.
"""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
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

MOST_POINTS = 1_000
LARGE_JUMP = 10
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
        self._newest = 0
        self._shown: int | None = None
        self._solved: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        repaint_with_theme(self)
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
        steps, values = curve.thinned(MOST_POINTS)
        self._steps = np.asarray(steps, float)  # (m,)
        self._losses, self._accuracies = np.asarray(values, float).T  # (m,), (m,)
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

    def _share(self, steps: Array) -> Array:
        """Return where steps lie along the axis, 0 to 1; early ones get more room."""
        whole = np.log1p(max(self._newest, 1) / STRETCH)
        return np.asarray(np.minimum(np.log1p(steps / STRETCH) / whole, 1.0))

    def _x(self, step: float) -> float:
        plot = self._plot()
        return plot.left() + plot.width() * float(self._share(np.array(float(step))))

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

    def _ticks(self) -> list[int]:
        """Return round training steps, far enough from each other to be written below the axis."""
        wanted = [0, *(m * 10**e for e in range(1, 10) for m in (1, 2, 5)), self._newest]
        metrics = QFontMetricsF(theme.font(10))
        chosen: list[int] = []
        edge = -np.inf
        last = self._x(self._newest) - metrics.horizontalAdvance(f"{self._newest:,}") / 2
        for step in sorted(step for step in wanted if step <= self._newest):
            half = metrics.horizontalAdvance(f"{step:,}") / 2 + 3
            fits = self._x(step) - half > edge and (step == self._newest or self._x(step) + half < last)
            if fits:
                chosen.append(step)
                edge = self._x(step) + half
        return chosen

    def _paint_ticks(self, painter: QPainter) -> None:
        plot, metrics = self._plot(), QFontMetricsF(theme.font(10))
        painter.setFont(theme.font(10))
        for step in self._ticks():
            x, text = self._x(step), f"{step:,}"
            painter.setPen(theme.color("border"))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(theme.color("muted"))
            width = metrics.horizontalAdvance(text)
            left = min(max(x - width / 2, self._frame().left() + 3), self._frame().right() - width - 3)
            painter.drawText(QPointF(left, plot.bottom() + metrics.ascent() + theme.px(4)), text)

    def _polyline(self, values: Array, top: float) -> QPolygonF:
        plot = self._plot()
        x = plot.left() + plot.width() * self._share(self._steps)  # (m,)
        y = plot.bottom() - plot.height() * np.clip(values / max(top, 1e-9), 0, 1)  # (m,)
        return QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)])

    def _paint_curves(self, painter: QPainter) -> None:
        plot = self._plot()
        painter.setPen(QPen(theme.color("right", 0.75), theme.px(1.4)))
        painter.drawPolyline(self._polyline(self._accuracies, 1.0))
        line = self._polyline(self._losses, float(self._losses.max()))
        area = QPainterPath()
        area.addPolygon(line)
        area.lineTo(line.last().x(), plot.bottom())
        area.lineTo(line.first().x(), plot.bottom())
        painter.fillPath(area, theme.color("loss", 0.10))
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away."""
        super().focusOutEvent(event)
        self.update()
