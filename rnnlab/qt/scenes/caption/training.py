"""Train, pause, begin again; how far it is and how fast; the curve, and how many captions are right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.caption.curve import CaptionCurve
from rnnlab.qt.scenes.sequence.training_view import ShareBar
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Notice, Speaks, SteadyLabel
from rnnlab.session.captions.gallery import CaptionGallery
from rnnlab.session.captions.session import CaptionSession

__all__ = ["CaptionTraining"]


class CaptionTraining(Speaks, QWidget):
    """The training part of the set-up panel.

    Attributes
    ----------
    step_chosen : Signal(object)
        The training step a person wants to see, None for the newest.
    """

    step_chosen = Signal(object)

    def __init__(
        self,
        session: CaptionSession,
        gallery: CaptionGallery,
        context: SceneContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._gallery, self._context = session, gallery, context
        self.train = Button("", "primary", "play", big=True)
        self.reset = IconButton("reset", "ink")
        self.progress = ShareBar("input")
        self.pace = Label("", "hint")
        self._loss_name, self.loss = Label("", "section"), SteadyLabel("loss")
        self.curve = CaptionCurve()
        self.moment = Label("", "hint")
        self.live = Button("", "link")
        self._right_name, self.right = Label("", "section"), SteadyLabel("right")
        self.bar = ShareBar("right")
        self.notice = Notice()
        self._arrange()
        context.actions.attach(self.train, "training.toggle")
        context.actions.attach(self.reset, "training.reset")
        self.curve.step_chosen.connect(self.step_chosen)
        self.live.clicked.connect(self._on_live_clicked)
        session.status_changed.connect(self.show_status)
        session.problems_changed.connect(self.show_status)
        session.progress_changed.connect(self.show_progress)
        session.source_changed.connect(self.show_progress)
        session.view.shown_step_changed.connect(self.show_progress)
        session.view.content_changed.connect(self.show_moment)
        gallery.pace_changed.connect(self.show_status)
        self.retranslate()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.train, 1)
        buttons.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(buttons)
        for widget in (self.progress, self.pace, self.notice):
            column.addWidget(widget)
        self.pace.setMinimumWidth(0)
        self.moment.setMinimumWidth(0)
        for name, value in ((self._loss_name, self.loss), (self.moment, self.live)):
            row = QHBoxLayout()
            row.addWidget(name)
            row.addStretch(1)
            row.addWidget(value)
            column.addLayout(row)
            if value is self.loss:
                column.addWidget(self.curve)
        answers = QHBoxLayout()
        answers.setSpacing(theme.px(8))
        answers.addWidget(self._right_name)
        answers.addWidget(self.bar, 1)
        answers.addWidget(self.right)
        column.addLayout(answers)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._loss_name.setText(self.tr("Loss a word"))
        self._loss_name.setToolTip(self.tr("Mean cross-entropy of a word, in nats, while training"))
        self.curve.setToolTip(
            self.tr(
                "Red: loss. Green line: words right in training. Green dots: captions right word for word on "
                "test pictures. Drag to see the net as it was; End follows it live."
            )
        )
        self._right_name.setText(self.tr("Test"))
        self._right_name.setToolTip(
            self.tr("Captions right word for word, on pictures that training never sees")
        )
        self.live.setText(self.tr("live"))
        self.live.setToolTip(self.tr("Follow the newest training step again"))
        self.show_status()
        self.show_progress()

    def show_status(self) -> None:
        """Show whether training runs, and how long it will take."""
        session = self._session
        status = session.status
        words = {
            "running": self.tr("Pause"),
            "reading": self.tr("Train"),
            "idle": self.tr("Train"),
            "paused": self.tr("Train on"),
            "finished": self.tr("Train on"),
            "diverged": self.tr("Train"),
        }[status]
        self._context.actions.set_text("training.toggle", words, self)
        self.train.setText(words)
        self.train.set_icon("pause" if status == "running" else "play")
        self.train.setEnabled(status == "running" or "folder" not in session.problems)
        if status == "diverged":
            self.notice.show_text(
                self.tr("The loss stopped being a number. Try a smaller learning rate, then begin again."),
                "warning",
            )
        else:
            self.notice.clear()
        self.show_progress()

    def _estimate(self) -> str:
        """Say how long a whole training will take; nothing as long as that is not known."""
        seconds = self._gallery.seconds_to_train
        if seconds is None or self._session.status != "idle":
            return ""
        if seconds < 50:
            return self.tr("Takes about {0} s here").format(max(round(seconds / 5) * 5, 1))
        return self.tr("Takes about {0} min here").format(max(round(seconds / 60), 1))

    def show_progress(self) -> None:
        """Show the curve and the numbers at the shown training step."""
        session, run = self._session, self._session.run
        shown = session.view.shown_step
        self.curve.set_curve(session.curve, 0 if run is None else run.newest_step, None)
        self.curve.set_shown(shown)
        if run is None:
            self.curve.set_examinations({})
            self.loss.setText("–")
            self._show_right(None)
            self._show_pace()
            return
        self.curve.set_examinations(run.shares)
        loss, _ = run.measured_at(shown)
        self.loss.setText("–" if loss is None else f"{loss:.3f}")
        known = [step for step in run.shares if shown is None or step <= shown]
        self._show_right(run.shares[max(known)] if known else None)
        self.live.setVisible(shown is not None)
        self._show_pace()
        self.show_moment()

    def _show_right(self, share: float | None) -> None:
        self.right.setText("–" if share is None else f"{share:.1%}")
        self.bar.set_share(share or 0.0)

    def _show_pace(self) -> None:
        run = self._session.run
        is_running = run is not None and run.status == "running"
        self.progress.setVisible(is_running)
        if run is None or not is_running:
            self.pace.setText(self._estimate())
            self.pace.setVisible(bool(self.pace.text()))
            return
        self.pace.setVisible(True)
        first = run.stop_step - run.settings.steps
        self.progress.set_share((run.newest_step - first) / max(run.settings.steps, 1))
        left, speed = run.seconds_left, run.pictures_per_second
        if left is None:
            self.pace.setText(self.tr("Starting …"))
        else:
            text = self.tr("{0} left · {1} pictures/s")
            self.pace.setText(text.format(self._time(left), f"{speed:,.0f}"))

    def _time(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("{0} s").format(round(seconds))
        return self.tr("{0} min").format(round(seconds / 60))

    def show_moment(self) -> None:
        """Say which training step is shown."""
        run, view = self._session.run, self._session.view
        if run is None:
            self.moment.setText("")
            return
        newest = run.newest_step
        if view.shown_step is not None:
            step = view.content.training_step if view.content is not None else view.shown_step
            self.moment.setText(self.tr("Rewound: step {0} of {1}").format(f"{step:,}", f"{newest:,}"))
        else:
            self.moment.setText(self.tr("Step {0} of {1}").format(f"{newest:,}", f"{run.stop_step:,}"))

    def _on_live_clicked(self) -> None:
        self.step_chosen.emit(None)
