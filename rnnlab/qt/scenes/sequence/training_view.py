"""Train, step, reset; the loss with its curve; how many answers are right. Always in reach."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.curve_view import CurveView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Notice, Speaks, SteadyLabel
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.session.sequence import SequenceSession

__all__ = ["ShareBar", "TrainingView"]


class ShareBar(QWidget):
    """A thin bar that is filled to a share."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._share = role, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        """Return a thin line."""
        return QSize(theme.px(100), theme.px(6))

    def set_share(self, share: float) -> None:
        """Fill to a share from 0 to 1."""
        if share != self._share:
            self._share = share
            self.update()

    def share(self) -> float:
        """Return the share."""
        return self._share

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint track and filling."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("track", 0.0))
            whole = QRectF(self.rect())
            painter.setBrush(theme.color("track"))
            painter.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
            if self._share > 0:
                filled = QRectF(whole)
                filled.setWidth(max(whole.width() * self._share, whole.height()))
                painter.setBrush(theme.color(self._role))
                painter.drawRoundedRect(filled, whole.height() / 2, whole.height() / 2)


class TrainingView(Speaks, QWidget):
    """The training part of the set-up panel.

    Parameters
    ----------
    answers
        Whether the right answers are counted here; else it ends with the training step.
    """

    def __init__(
        self,
        session: SequenceSession,
        context: SceneContext,
        parent: QWidget | None = None,
        *,
        answers: bool = True,
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self.train = Button("", "primary", "play", big=True)
        self.step = IconButton("step-forward", "ink")
        self.reset = IconButton("reset", "ink")
        self._loss_name, self.loss = Label("", "section"), SteadyLabel("loss")
        self.curve = CurveView()
        self.moment = SteadyLabel("hint")
        self.live = Button("", "link")
        self._accuracy_name, self.accuracy = Label("", "section"), SteadyLabel("right")
        self.bar = ShareBar("right")
        self.notice = Notice()
        self._arrange()
        for widget in (self._accuracy_name, self.bar, self.accuracy):
            widget.setVisible(answers)
        context.actions.attach(self.train, "training.toggle")
        context.actions.attach(self.step, "training.step")
        context.actions.attach(self.reset, "training.reset")
        self.curve.step_chosen.connect(session.exhibit.show_step)
        self.live.clicked.connect(self._on_live_clicked)
        session.progress_changed.connect(self.show_progress)
        session.status_changed.connect(self.show_status)
        session.exhibit.shown_step_changed.connect(self.show_progress)
        session.exhibit.content_changed.connect(self.show_moment)
        self.retranslate()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.train, 1)
        buttons.addWidget(self.step)
        buttons.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(buttons)
        column.addWidget(self.notice)
        for widgets in ((self._loss_name, self.loss), (self.moment, self.live)):
            row = QHBoxLayout()
            row.addWidget(widgets[0])
            row.addStretch(1)
            row.addWidget(widgets[1])
            column.addLayout(row)
            if widgets[1] is self.loss:
                column.addWidget(self.curve)
        answers = QHBoxLayout()
        answers.setSpacing(theme.px(8))
        answers.addWidget(self._accuracy_name)
        answers.addWidget(self.bar, 1)
        answers.addWidget(self.accuracy)
        column.addLayout(answers)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._loss_name.setText(self.tr("Loss (cross-entropy)"))
        self._accuracy_name.setText(self.tr("Right"))
        self.live.setText(self.tr("live"))
        self.live.setToolTip(self.tr("Follow the newest training step again"))
        self.show_status()
        self.show_progress()

    def show_status(self) -> None:
        """Show whether training runs, and why it ended."""
        count = self._session.batch.size
        counted = self.tr("Counted over the %n sequence(s) it is trained on, at every time step", "", count)
        self._accuracy_name.setToolTip(counted)
        status = self._session.status
        running = status == "running"
        words = {
            "running": self.tr("Pause"),
            "idle": self.tr("Train"),
            "paused": self.tr("Train on"),
            "finished": self.tr("Train on"),
            "solved": self.tr("Train on"),
            "diverged": self.tr("Train"),
        }
        self._context.actions.set_text("training.toggle", words[status], self)
        self.train.setText(words[status])
        self.train.set_icon("pause" if running else "play")
        self.train.setEnabled(status != "diverged")
        if status == "diverged":
            step = self._session.run.diverged_step or 0
            text = self.tr(
                "The loss stopped being a number at step {0}. The last good weights are kept. "
                "Try a smaller learning rate or clip the gradient, then reset."
            ).format(step)
            self.notice.show_text(text, "warning")
        elif status in ("finished", "paused") and self._has_grown():
            text = self.tr(
                "The loss is larger than before training: the steps are too long. "
                "Try a smaller learning rate or clip the gradient."
            )
            self.notice.show_text(text, "warning")
        else:
            self.notice.clear()

    def _has_grown(self) -> bool:
        """Whether the net is worse than it was with its first weights."""
        losses = self._session.curve.losses  # (n,)
        return len(losses) > 1 and bool(losses[-1] > losses[0])

    def show_progress(self) -> None:
        """Show the curve and the numbers at the shown training step."""
        session = self._session
        shown = session.exhibit.shown_step
        self.curve.set_curve(session.curve, session.run.newest_step, session.run.solved_step)
        self.curve.set_shown(shown)
        loss, accuracy = session.run.measured_at(shown)
        self.loss.setText("–" if loss is None else _number(loss))
        total = session.run.total_answers
        self.accuracy.setText("–" if accuracy is None else f"{round(accuracy * total)} / {total}")
        self.bar.set_share(accuracy or 0.0)
        self.live.setVisible(shown is not None)
        self.show_moment()

    def show_moment(self) -> None:
        """Say which training step is shown."""
        session = self._session
        newest = session.run.newest_step
        content = session.exhibit.content
        step = newest if content is None or content.training_step is None else content.training_step
        if session.exhibit.shown_step is not None:
            self.moment.setText(self.tr("Rewound: step {0} of {1}").format(f"{step:,}", f"{newest:,}"))
        elif session.status == "running" and (remaining := self._remaining()):
            self.moment.setText(self.tr("Step {0} · {1} to go").format(f"{newest:,}", remaining))
        else:
            self.moment.setText(self.tr("Step {0}").format(f"{newest:,}"))

    def _remaining(self) -> str:
        run = self._session.run
        if run.steps_to_go is None or run.steps_per_second <= 0:
            return ""
        seconds = run.steps_to_go / run.steps_per_second
        if seconds < 1:
            return ""
        if seconds < 90:
            return self.tr("{0} s").format(round(seconds))
        return self.tr("{0} min").format(round(seconds / 60))

    def _on_live_clicked(self) -> None:
        self._session.exhibit.show_step(None)


def _number(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.3f}"
