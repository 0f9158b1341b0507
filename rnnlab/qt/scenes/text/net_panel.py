"""Beside the diary: how good the net of the handle's step is, measured, and what trains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.core.text.engine_choice import Trial
from rnnlab.core.text.engines import EnginePlan
from rnnlab.core.text.measures import names_of
from rnnlab.core.text.record import DiaryEntry
from rnnlab.qt.scenes.text.words import measure_hints, measure_names, share
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, SoftCard, Speaks
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["MeasurePlot", "NetPanel"]


class MeasurePlot(QWidget):
    """One measure over the diary's pages, with the text's own as a dashed line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._values: tuple[float | None, ...] = ()
        self._mark: float | None = None
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room for a small plot."""
        return QSize(theme.px(160), theme.px(78))

    def show_values(self, name: str, values: Sequence[float | None], at: int, mark: float | None) -> None:
        """Show a measure's values, page by page; ``mark`` is the text's own."""
        state = name, tuple(values), mark, min(at, len(values) - 1)
        if state == (self._name, self._values, self._mark, self._at):
            return
        self._name, self._values, self._mark, self._at = state
        self.setAccessibleName(f"{name}: {self.value()}")
        self.update()

    def value(self) -> str:
        """Return the value at the handle, as it is written."""
        return share(self._values[self._at] if 0 <= self._at < len(self._values) else None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint name, value and plot."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = theme.font(13)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            painter.drawText(QPointF(0, metrics.ascent()), self._name)
            painter.setFont(theme.font(13, bold=True))
            painter.setPen(theme.color("right_text"))
            value = self.value()
            width = QFontMetricsF(painter.font()).horizontalAdvance(value)
            painter.drawText(QPointF(self.width() - width, metrics.ascent()), value)
            top = metrics.height() + theme.px(3)
            self._paint_plot(painter, QRectF(0.5, top, self.width() - 1, self.height() - top - 1))

    def _paint_plot(self, painter: QPainter, frame: QRectF) -> None:
        painter.setBrush(theme.color("subtle"))
        painter.setPen(theme.color("border"))
        painter.drawRoundedRect(frame, 6, 6)
        plot = frame.adjusted(theme.px(8), theme.px(6), -theme.px(8), -theme.px(6))
        if self._mark is not None:
            pen = QPen(theme.color("muted"), 1)
            pen.setDashPattern([3.0, 3.0])
            painter.setPen(pen)
            y = plot.bottom() - plot.height() * self._mark
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        span = max(len(self._values) - 1, 1)
        dots = [
            (
                number,
                QPointF(plot.left() + plot.width() * number / span, plot.bottom() - plot.height() * value),
            )
            for number, value in enumerate(self._values)
            if value is not None
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("right"), theme.px(2)))
        painter.drawPolyline(QPolygonF([dot for _, dot in dots]))
        painter.setPen(QPen(theme.color("card"), 1))
        for number, dot in dots:
            painter.setBrush(theme.color("ink" if number == self._at else "right"))
            size = theme.px(5 if number == self._at else 3)
            painter.drawEllipse(dot, size, size)


class NetPanel(Speaks, QWidget):
    """The inspector of the diary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label("", "title", wrap=True)
        self.loss = Label("", "loss")
        self.choices = Label("", "hint", wrap=True)
        self.plots = {name: MeasurePlot() for name in measure_names()}
        self.dashed = Label("", "hint", wrap=True)
        self._engine_name, self.engine = Label("", "title"), Label("", "hint", wrap=True)
        self.tried, self.speeds = Label("", "hint"), Label("", "hint")
        self.speeds.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._card = SoftCard("hidden")
        self._try_name, self._try = Label("", "hidden"), Label("", "", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self.heading, self.loss, self.choices, *self.plots.values(), self.dashed):
            column.addWidget(widget)
        column.addSpacing(theme.px(8))
        column.addWidget(self._engine_name)
        column.addWidget(self.engine)
        table = QHBoxLayout()
        table.addWidget(self.tried, 1)
        table.addWidget(self.speeds)
        column.addLayout(table)
        column.addStretch(1)
        self._card.body.addWidget(self._try_name)
        self._card.body.addWidget(self._try)
        column.addWidget(self._card)
        self._shown: tuple[object, ...] = ()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence that stays."""
        self._engine_name.setText(self.tr("What trains it"))
        self.dashed.setText(self.tr("Dashed: the text itself"))
        for name, hint in measure_hints().items():
            self.plots[name].setToolTip(hint)
        self._try_name.setText(self.tr("Try it yourself"))
        self._try.setText(
            self.tr(
                "Go back to the first step and play through the diary. "
                "When do spaces come, when short words, when whole lines?"
            )
        )

    def show_moment(
        self,
        title: str,
        loss: float | None,
        kind: str,
        pages: Sequence[DiaryEntry],
        at: int,
        marks: Mapping[str, float | None],
    ) -> None:
        """Show the net of a step: its loss, and the measures of all pages."""
        self.heading.setText(title)
        self.loss.setText("" if loss is None else self.tr("{0} bits a letter").format(f"{loss:.2f}"))
        self.loss.setVisible(loss is not None)
        self.choices.setVisible(loss is not None)
        if loss is not None:
            words = self.tr(
                "It is as unsure of the next letter as if it chose among {0} equally likely ones."
            )
            self.choices.setText(words.format(f"{2**loss:.1f}"))
        names, wanted = measure_names(), names_of(kind)
        for name, plot in self.plots.items():
            plot.setVisible(name in wanted)
            if name in wanted:
                plot.show_values(
                    names[name], [page.measures.get(name) for page in pages], at, marks.get(name)
                )

    def show_engine(self, plan: EnginePlan | None, trials: Sequence[Trial]) -> None:
        """Show what trains the net, and how fast each way was when tried."""
        if plan is None:
            self.tried.setText("")
            self.speeds.setText("")
            self.engine.setText(
                self.tr("Every way this machine has is tried for a moment when training begins.")
            )
            return
        tried = [trial for trial in trials if trial.characters_per_second]
        chosen = self.tr("Chosen: {0}").format(plan_words(plan))
        self.engine.setText("\n".join([chosen, self.tr("Letters a second when tried:")]) if tried else chosen)
        self.tried.setText("\n".join(plan_words(trial.plan, is_short=True) for trial in tried))
        self.speeds.setText("\n".join(f"{trial.characters_per_second:,.0f}" for trial in tried))


def plan_words(plan: EnginePlan, *, is_short: bool = False) -> str:
    """Return what an engine is called; in short the usual precision goes without saying."""
    compiled = QCoreApplication.translate("NetPanel", "compiled kernel")
    name = {"compiled": compiled, "torch": "PyTorch"}[plan.backend]
    device = {"cpu": f"×{plan.threads}", "cuda": "CUDA", "mps": "Metal"}.get(plan.device, plan.device)
    precision = {"float32": "" if is_short else "float32", "bfloat16": "bf16"}[plan.precision]
    return f"{name} {device} {precision}".rstrip()
