"""The Text scene put together: one timer looks into the session, the pages show it.

Three views share one training axis: the diary, writing, and the look inside. A letter that is opened from the
look inside brings the stage of the Sequence scene, with its playback and its inspector.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.record import DiaryEntry
from rnnlab.core.text.settings import Backend
from rnnlab.qt.scenes.base import SceneContext, StatusLine
from rnnlab.qt.scenes.playback_actions import playback_actions
from rnnlab.qt.scenes.text.net_panel import plan_words
from rnnlab.qt.scenes.text.skeleton import TextSkeleton
from rnnlab.qt.scenes.text.words import bits, corpus_title
from rnnlab.scene.text.diary import place_on_axis
from rnnlab.session.text import TextPreset

__all__ = ["TextScene"]

_AT_WORK = ("waiting", "preparing", "running")


class TextScene(TextSkeleton):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pages_shown: tuple[object, ...] = ()
        self._connect_actions()
        self._connect_session()
        self._connect_parts()
        self._take_compute()
        self._follow_first()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self._show_heading()
        self._show_moment()
        self.show_status()
        self.show_hint()

    # Putting together

    def _connect_actions(self) -> None:
        handlers: dict[str, Callable[..., object]] = {
            "training.toggle": self.toggle_training,
            "training.reset": self.begin_anew,
            "training.live": self._on_live_triggered,
            "edit.undo": self.undo,
            "edit.redo": self.session.redo,
        }
        for id_, handler in handlers.items():
            self.connect_action(id_, handler)
        on_diary: dict[str, Callable[[], object]] = {
            "play.toggle": self.bar.toggle,
            "play.step": lambda: self.bar.shift(1),
            "play.back": lambda: self.bar.shift(-1),
            "play.start": lambda: self.bar.go(0),
            "play.end": lambda: self.bar.go(len(self.bar.axis.names())),
        }
        for id_, on_letter in playback_actions(self.letter.player).items():
            self.connect_action(id_, partial(self._move, on_diary.get(id_, lambda: None), on_letter))
        self.connect_action("play.loop", self._on_loop_triggered)

    def _move(self, on_diary: Callable[[], object], on_letter: Callable[..., object]) -> None:
        """Do what a key of the playback means on the page in front."""
        if self.views.key == "letter":
            on_letter()
        else:
            on_diary()
        self.hurry()

    def _connect_session(self) -> None:
        session = self.session
        session.settings_changed.connect(self._on_session_settings_changed)
        session.corpus_changed.connect(self._on_session_corpus_changed)
        session.training_changed.connect(self._on_session_training_changed)
        session.record_changed.connect(self._on_session_record_changed)
        session.shown_step_changed.connect(self._on_session_shown_step_changed)
        session.inside_changed.connect(self._on_session_inside_changed)
        session.letter.content_changed.connect(self._on_letter_content_changed)
        session.letter.problem_raised.connect(self._on_problem_raised)
        session.letter.touch_changed.connect(self.hurry)
        session.problem_raised.connect(self._on_problem_raised)
        self.documents.changed.connect(self.document_changed.emit)

    def _connect_parts(self) -> None:
        self.setup_panel.preset_wanted.connect(self._on_preset_wanted)
        self.setup_panel.corpus.corpus_wanted.connect(self._on_corpus_wanted)
        self.setup_panel.corpus.offer_changed.connect(self._offer_undo)
        self.training.anew_wanted.connect(self.begin_anew)
        self.diary.begin_wanted.connect(self.toggle_training)
        self.diary.continue_wanted.connect(self._on_continue_wanted)
        self.bar.axis.chosen.connect(self._on_axis_chosen)
        self.bar.weights.chosen.connect(self._on_weights_chosen)
        self.diary.form.changed.connect(self._show_moment)
        self.bar.playing_changed.connect(self.hurry)
        self.views.changed.connect(self._on_views_changed)
        self.generate.written.connect(self.hurry)
        self.inside.letter_opened.connect(self._on_letter_opened)
        self.letter.left.connect(self.views.leave_letter)
        self.letter.player.playing_changed.connect(self.hurry)
        self.context.compute.changed.connect(self._take_compute)

    # Training

    def toggle_training(self) -> None:
        """Train or pause; a net that would be lost is asked about first."""
        session = self.session
        begins = session.status not in _AT_WORK and session.is_another_net
        if begins:
            self.context.after_saving(session.train)
        else:
            session.toggle_training()
        self.hurry()

    def begin_anew(self) -> None:
        """Train the settings' net from its first weights."""
        self.context.after_saving(self.session.start_anew)
        self.hurry()

    def undo(self) -> None:
        """Take back what was done last: a download that is only offered, or a change of the settings."""
        if not self.setup_panel.corpus.take_back_offer():
            self.session.undo()

    def _offer_undo(self) -> None:
        can_undo = self.session.can_undo or self.setup_panel.corpus.has_offer
        self.set_action("edit.undo", enabled=can_undo)
        self.set_action("edit.redo", enabled=self.session.can_redo)

    def _on_preset_wanted(self, preset: TextPreset) -> None:
        self.session.take_preset(preset)

    def _on_corpus_wanted(self, choice: CorpusChoice) -> None:
        self.session.choose_corpus(choice)
        self.hurry()

    def _take_compute(self) -> None:
        compute = self.context.compute
        backend = compute.backend if compute.backend in get_args(Backend) else "auto"
        self.session.change(device=compute.device, backend=backend)

    def _on_continue_wanted(self) -> None:
        if self.session.autosaved is not None:
            self.session.open(self.session.autosaved)
            self.hurry()

    # What the session says

    def _on_session_settings_changed(self) -> None:
        self._offer_undo()
        self.context.compute.reflect(self.session.settings.device, self.session.settings.backend)
        self.diary.show_settings()
        self._follow_first()

    def _on_session_corpus_changed(self) -> None:
        self._follow_first()
        self.show_pages()
        self._show_heading()

    def _follow_first(self) -> None:
        """Have the first page written of the net that is shown, or would be."""
        training = self.session.training
        if training is None:
            self.first.follow(self.session.settings, self.session.corpus)
        elif len(training.run.corpus):
            self.first.follow(training.run.settings, training.run.corpus)
        self.hurry()

    def _on_session_training_changed(self) -> None:
        self.hurry()
        self.show_pages()
        self.show_status()
        self._show_heading()
        self.document_changed.emit()

    def _on_session_record_changed(self) -> None:
        self._has_shown_news = self._is_progress_due = True
        if self.diary.state() != self._pages_shown:
            self.show_pages()
        else:
            self._show_moment()
        self.show_status()

    def _on_session_shown_step_changed(self) -> None:
        self.set_action("training.live", checked=self.session.shown_step is None)
        self.diary.show_chosen()
        self._show_moment()
        if self.views.key == "inside":
            self.look()

    def _on_weights_chosen(self, key: str) -> None:
        if key != "shown":
            self.session.use_weights(best=key == "best")

    def _on_session_inside_changed(self) -> None:
        self.inside.show_inside()

    def _on_letter_content_changed(self) -> None:
        if self.session.letter.content is None:
            self.views.leave_letter()
        else:
            self.letter.show_letter()

    def _on_live_triggered(self, checked: bool) -> None:
        training = self.session.training
        self.session.show_step(None if checked or training is None else training.newest_step)

    def _on_loop_triggered(self, checked: bool) -> None:
        self.letter.player.loop = checked
        self.set_action("play.loop", checked=checked)

    # What is shown

    def show_pages(self) -> None:
        """Show the diary's pages there are now."""
        self._pages_shown = self.diary.state()
        self.diary.show_session()
        self._show_moment()

    def _show_moment(self) -> None:
        """Show on axis and panel which training step it is."""
        session, diary = self.session, self.diary
        entries, moments, at = diary.entries(), diary.moments(), diary.moment()
        now = self.tr("now")
        names = [now if step is None else f"{step:,}" for step in moments]
        self.bar.axis.set_pages(names, at, is_live=diary.has_live)
        self._show_best(moments)
        if self._chooses_weights:
            title, loss = self._weights_words()
        elif moments:
            title, loss = self._moment_words(entries, at)
            self.bar.show_words(title, bits(loss) if loss is not None else "")
        else:  # the untrained net has not written yet
            title, loss = self.tr("Untrained"), None
            self.bar.show_words("", "")
        corpus, training = diary.corpus, session.training
        kind = corpus.kind if corpus is not None else "prose"
        marks = self.first.marks if corpus is not None else {}
        self.net_panel.show_moment(title, loss, kind, entries, at, marks)
        self.net_panel.show_engine(
            training.plan if training is not None else None, training.trials if training is not None else ()
        )

    @property
    def _chooses_weights(self) -> bool:
        """Whether best and newest weights are to be chosen from: not in the diary, which shows all."""
        return self.views.key != "diary" and self.session.best_step is not None

    def _show_best(self, moments: Sequence[int | None]) -> None:
        """Mark the best weights on the axis, and the pages that stand side by side."""
        session, best, steps = self.session, self.session.best_step, []
        if best is not None and moments:
            steps = [session.step if step is None else step for step in moments]
        # the newest page moves away with every step: the star follows by what can be seen
        place = round(place_on_axis(best, steps), 2) if best is not None and steps else None
        self.bar.axis.set_best(place, is_used=self._chooses_weights and session.uses_best)
        self.bar.axis.set_shown(self.diary.numbers_shown() if self.views.key == "diary" else frozenset())

    def _weights_words(self) -> tuple[str, float | None]:
        """Offer the weights, and return what those in use are called, with their loss in bits."""
        session, training = self.session, self.session.training
        assert training is not None
        best = training.record.best_weights
        assert best is not None
        step = session.weights()[0]
        self.bar.offer_weights(
            best.step,
            training.newest_step,
            None if session.shown_step is None else step,
            uses_best=session.uses_best,
        )
        loss = best.loss if step == best.step else training.record.loss_at(step)
        return self.tr("Step {0}").format(f"{step:,}") if step else self.tr("Untrained"), loss

    def _moment_words(self, entries: Sequence[DiaryEntry], at: int) -> tuple[str, float | None]:
        """Return what the moment is called, and the loss there in nats."""
        is_newest = at >= len(entries)
        step = self.session.step if is_newest else entries[at].step
        record = self.session.record
        loss = (
            record.curve.recent()
            if is_newest and record is not None
            else entries[min(at, len(entries) - 1)].loss
        )
        return (self.tr("Step {0}").format(f"{step:,}") if step else self.tr("Untrained")), loss

    def _show_heading(self) -> None:
        corpus = self.diary.corpus
        title = corpus_title(corpus.choice, corpus.title) if corpus is not None else ""
        self.stage.set_title(title or self.tr("Text"))

    def show_hint(self) -> None:
        """Say in the status bar what keys do."""
        words = {
            "generate": self.tr("Return in the box writes on, Shift+Return begins another line there."),
            "inside": self.tr("Left and Right choose a letter, Up and Down a unit, Return opens the letter."),
            "letter": self.tr("Space plays, the arrows go from step to step, Esc goes back to the text."),
        }
        diary = self.tr("Space plays through the diary, the arrows go from page to page, F1 shows all keys.")
        self.hint_changed.emit(words.get(self.views.key, diary))

    def show_status(self) -> None:
        """Say in the status bar what computes, and how fast."""
        training = self.session.training
        plan = training.plan if training is not None else None
        if training is None or plan is None:
            self.status_changed.emit(StatusLine("", self.tr("backend: automatic")))
            return
        speed = training.steps_per_second if training.is_at_work else None
        reason = self.tr("Measured on this net; the panel at the right lists what was tried.")
        device = {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}.get(plan.device, plan.device)
        self.status_changed.emit(StatusLine(device, plan_words(plan), reason, speed or None))

    def _on_views_changed(self, view: str) -> None:
        self.action_changed.emit("play.toggle")  # another bar has the word
        self.show_hint()
        if view == "inside":
            self.look()
        else:
            self.inside.rest()
        self._show_moment()
        self.hurry()

    def _on_axis_chosen(self, number: int) -> None:
        moments = self.diary.moments()
        is_last = number >= len(moments) - 1
        self.session.show_step(None if is_last else moments[number])

    def _on_letter_opened(self, place: int) -> None:
        self.letter.begin_at(self.inside_panel.unit)
        self.session.show_letter(place)
        self.views.show("letter")
        self.hurry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from unit to unit, Escape leaves a letter."""
        units = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if self.views.key == "inside" and key in units:
            self.inside_panel.step_unit(units[key])
        elif self.views.key == "letter" and key == Qt.Key.Key_Escape:
            self.views.leave_letter()
        else:
            super().keyPressEvent(event)
