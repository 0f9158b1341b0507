"""Train, pause, begin again; how far it is, how fast, how well; always in reach."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.training_view import ShareBar
from rnnlab.qt.scenes.text.bits_curve import BitsCurve
from rnnlab.qt.scenes.text.words import duration
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, FlowLayout, IconButton, Label, Notice, Speaks, SteadyLabel
from rnnlab.session.text import TextSession

__all__ = ["TrainingBox"]

_AT_WORK = ("waiting", "preparing", "running")


class TrainingBox(Speaks, QWidget):
    """The training part of the set-up panel.

    Attributes
    ----------
    anew_wanted : Signal
        A person wants the net of the changed settings.
    """

    anew_wanted = Signal()

    def __init__(self, session: TextSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self.train = Button("", "primary", "play", big=True)
        self.reset = IconButton("reset", "ink")
        self.bar = ShareBar("accent")
        self.progress, self.speed = SteadyLabel("hint"), SteadyLabel("hint")
        self._loss_name = Label("", "section")
        self.losses = {"learnt": SteadyLabel("loss"), "test": SteadyLabel("value")}
        self._loss_names = {name: Label("", "hint") for name in self.losses}
        self.curve = BitsCurve()
        self.notice = Notice()
        self._arrange()
        context.actions.attach(self.train, "training.toggle")
        context.actions.attach(self.reset, "training.reset")
        self.curve.step_chosen.connect(session.show_step)
        session.training_changed.connect(self.show_status)
        session.settings_changed.connect(self.show_status)
        session.shown_step_changed.connect(self.show_progress)
        self.retranslate()

    def _arrange(self) -> None:
        buttons, facts, losses = QHBoxLayout(), FlowLayout(gap=10), FlowLayout(gap=4)
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.train, 1)
        buttons.addWidget(self.reset)
        facts.addWidget(self.progress)
        facts.addWidget(self.speed)
        for name, label in self.losses.items():
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, theme.px(10), 0)
            row.setSpacing(theme.px(5))
            row.addWidget(self._loss_names[name])
            row.addWidget(label)
            losses.addWidget(pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(buttons)
        column.addWidget(self.bar)
        column.addLayout(facts)
        column.addWidget(self.notice)
        column.addWidget(self._loss_name)
        column.addWidget(self.curve)
        column.addLayout(losses)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._loss_name.setText(self.tr("Loss, bits a letter"))
        self._loss_name.setToolTip(
            self.tr("How many yes-or-no questions the next letter is still worth; 0 would be certainty")
        )
        self._loss_names["learnt"].setText(self.tr("— learnt"))
        self._loss_names["test"].setText(self.tr("•–• held back"))
        self._loss_names["test"].setToolTip(
            self.tr("On the end of the text, which the net never reads while training")
        )
        self.show_status()

    # What is shown

    def show_status(self) -> None:
        """Show whether training runs, and what would happen at the button."""
        session = self._session
        at_work = session.status in _AT_WORK
        if at_work:
            words = self.tr("Pause")
        elif session.step and not session.is_another_net:
            words = self.tr("Train on")
        else:
            words = self.tr("Train")
        self._context.actions.set_text("training.toggle", words, self)
        self.train.setText(words)
        self.train.set_icon("pause" if at_work else "play")
        self.train.setEnabled("corpus" not in session.problems or at_work)
        self._show_notice()
        self.show_progress()

    def _show_notice(self) -> None:
        session = self._session
        training = session.training
        record = session.record
        since = record.overfitting_since if record is not None else None
        if session.status == "diverged" and training is not None:
            words = self.tr(
                "The loss stopped being a number at step {0}. The last good weights are kept. "
                "Try a smaller rate or clip the gradient."
            ).format(f"{training.diverged_step or 0:,}")
            self.notice.show_text(words, "warning")
        elif training is not None and session.is_another_net:
            words = self.tr("The settings are of another net now. The one shown stays until you begin anew.")
            self.notice.show_text(words, "info", (self.tr("Begin anew"), self.anew_wanted.emit))
        elif since is not None:
            words = self.tr(
                "Over-fitting: since step {0} it learns its text by heart. "
                "The best weights are kept and write."
            )
            best = session.best_step
            kept = since if best is None else best
            look = self.tr("Look at step {0}").format(f"{kept:,}")
            action = look, lambda: session.show_step(kept)
            self.notice.show_text(words.format(f"{since:,}"), "warning", action)
        else:
            self.notice.clear()

    def show_progress(self) -> None:
        """Show how far training is, and the losses where the handle stands."""
        session, record = self._session, self._session.record
        training, shown = session.training, session.shown_step
        since = record.overfitting_since if record is not None else None
        self.curve.show_record(record, session.step)
        self.curve.set_shown(shown)
        last = training.last_step if training is not None else session.settings.steps
        self.bar.set_share(min(session.step / max(last, 1), 1.0))
        self.progress.setText(self._progress_words(last))
        speed = training.characters_per_second if training is not None else 0.0
        self.speed.setText(self.tr("{0} letters/s").format(f"{speed:,.0f}") if speed else "")
        learnt, test = self._losses_at(shown)
        for name, value in (("learnt", learnt), ("test", test)):
            self.losses[name].setText("–" if value is None else f"{value:.2f}")
        if since is not None and not self.notice.isVisible():
            self._show_notice()

    def _losses_at(self, step: int | None) -> tuple[float | None, float | None]:
        record = self._session.record
        if record is None:
            return None, None
        tests = [loss for at, loss in record.validations if step is None or at <= step]
        if step is None:
            return record.curve.recent(), tests[-1] if tests else None
        return record.loss_at(step), tests[-1] if tests else None

    def _progress_words(self, last: int) -> str:
        session = self._session
        status, step = session.status, session.step
        if status == "waiting":
            return self.tr("Getting ready…")
        if status == "preparing":
            return self.tr("Finding the fastest way…")
        if status == "empty":
            return self.tr("{0} step(s) to go", "", last).format(f"{last:,}")
        training = session.training
        remaining = training.remaining_seconds if training is not None and status == "running" else None
        if remaining is not None:
            return self.tr("Step {0} · {1} left").format(f"{step:,}", duration(remaining))
        return self.tr("Step {0} of {1}").format(f"{step:,}", f"{last:,}")
