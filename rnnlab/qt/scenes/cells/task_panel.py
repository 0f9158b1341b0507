"""Below the list of cells: what the small net learns, how large it is, and how it went."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Button,
    Label,
    LabelledSlider,
    Notice,
    SegmentedControl,
    Speaks,
    TextField,
    repaint_with_theme,
)
from rnnlab.session.live_cell import LiveCell

__all__ = ["TaskPanel"]

HIDDEN_STOPS = (*range(1, 17), 20, 24, 28, 32, 40, 48, 56, 64)
_POINTS = 240


class LossLine(QWidget):
    """The loss over training steps, small: how it went, not how much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._losses: tuple[float, ...] = ()
        self._solved: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def set_curve(self, losses: tuple[float, ...], solved: float | None) -> None:
        """Show losses (evenly spaced), and at which share of them all answers were right."""
        if (losses, solved) != (self._losses, self._solved):
            self._losses, self._solved = losses, solved
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for a low line."""
        return QSize(theme.px(120), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the line, from nothing at the bottom to the largest loss at the top."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 3, -1, -2)
            painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), theme.color("border"))
            highest = max((loss for loss in self._losses), default=0.0)
            if len(self._losses) < 2 or highest <= 0:
                return
            if self._solved is not None:
                x = box.left() + box.width() * self._solved
                painter.setPen(QPen(theme.color("right"), 1.4, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            across = box.width() / (len(self._losses) - 1)
            points = [
                QPointF(box.left() + number * across, box.bottom() - box.height() * loss / highest)
                for number, loss in enumerate(self._losses)
            ]
            painter.setPen(QPen(theme.color("loss"), 1.6))
            painter.drawPolyline(QPolygonF(points))


class TaskPanel(Speaks, QWidget):
    """Shows the live net's task and result, and changes the task.

    Attributes
    ----------
    open_requested : Signal
        A person wants to see the net in the scene that shows one.
    """

    open_requested = Signal()

    def __init__(self, live: LiveCell, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live, self._context = live, context
        self.text, self.order = TextField(), SegmentedControl()
        self.hidden_size = LabelledSlider(HIDDEN_STOPS, limits=(1, 128), whole=True, role="hidden")
        self.notice = Notice()
        self.result, self.numbers, self.line = (
            Label("", "value", wrap=True),
            Label("", "hint", wrap=True),
            LossLine(),
        )
        self.train, self.open = Button("", "primary"), Button("", "secondary")
        self._arrange()
        self.text.settled.connect(self._on_text_settled)
        self.order.changed.connect(self._on_order_changed)
        self.hidden_size.changed.connect(self._on_hidden_size_changed)
        self.open.clicked.connect(self.open_requested)
        live.experiment_changed.connect(self.show_experiment)
        live.status_changed.connect(self.show_result)
        live.progress_changed.connect(self.show_result)
        self.retranslate()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(7))
        column.addWidget(self.text)
        column.addWidget(self.order)
        column.addWidget(self.notice)
        column.addWidget(self.hidden_size)
        column.addWidget(self.result)
        column.addWidget(self.line)
        column.addWidget(self.numbers)
        column.addWidget(self.train)
        column.addWidget(self.open)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.text.setAccessibleName(self.tr("Symbols the net shall know"))
        self.text.setToolTip(self.tr("What the net learns: ranges such as 가-하 or A-Z, or single symbols"))
        self.order.set_options(
            [("forward", self.tr("Forward")), ("reversed", self.tr("Reversed"))],
            [
                self.tr("From the first symbol of the box to the last"),
                self.tr("From the last symbol of the box to the first"),
            ],
        )
        self.hidden_size.set_name(
            self.tr("Hidden size H"), self.tr("How many numbers the net carries from step to step")
        )
        self.train.setText(self.tr("Train it"))
        self.train.setToolTip(self.tr("Begin again with the same weights and train (F5)"))
        self.open.setText(self.tr("Open in Sequence"))
        self.open.setToolTip(self.tr("Watch this cell learn in the Sequence scene"))
        self.show_experiment()
        self.show_result()

    def show_experiment(self) -> None:
        """Show the task in force, and what is wrong with the last change."""
        experiment = self._live.experiment
        if not (self.text.hasFocus() and self.text.isModified()):
            self.text.setText(experiment.vocabulary_text)
            self.text.setCursorPosition(0)
        self.order.set_key(experiment.order)
        self.hidden_size.set_value(experiment.hidden_size)
        problem = next(iter(self._live.problems.values()), None)
        self.text.set_wrong(problem is not None and problem.field == "vocabulary")
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem))

    def show_result(self) -> None:
        """Say how training goes."""
        run = self._live.run
        loss, right, total = self._live.result
        said, role = self._said(run.status, run.solved_step, run.newest_step)
        self.result.setText(said)
        self.result.set_role(role)
        if loss is None:
            self.numbers.setText(" ")
        else:
            self.numbers.setText(self.tr("loss {0} · right {1} of {2}").format(f"{loss:.3g}", right, total))
        losses = run.curve.losses  # (n,)
        every = max(1, len(losses) // _POINTS)
        finite = tuple(float(loss) for loss in losses[::every] if isfinite(loss))
        last = max(run.newest_step, 1)
        self.line.set_curve(finite, None if run.solved_step is None else min(run.solved_step / last, 1.0))

    def _said(self, status: str, solved: int | None, newest: int) -> tuple[str, str]:
        if status == "diverged":
            return self.tr("✗ The loss grew without bound"), "loss"
        if solved is not None:
            return self.tr("✓ All right from step {0}").format(f"{solved:,}"), "right"
        if status == "running":
            return self.tr("Learning … step {0}").format(f"{newest:,}"), "muted"
        if newest == 0:
            return self.tr("Not trained yet"), "muted"
        return self.tr("✗ Not all right after {0} steps").format(f"{newest:,}"), "warning"

    def _on_text_settled(self, text: str) -> None:
        if text != self._live.experiment.vocabulary_text or self._live.problems:
            self._live.change(vocabulary_text=text)

    def _on_order_changed(self, order: str) -> None:
        self._live.change(order=order)

    def _on_hidden_size_changed(self, value: float) -> None:
        self._live.change(hidden_size=int(value))
