"""The first half of the text scene's state: settings, the text, and one net in training."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from typing import Any

from psygnal import Signal

from rnnlab.core.backends import Suppliers
from rnnlab.core.cells import catalogue
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import Progress
from rnnlab.core.text.corpus import Corpus, CorpusChoice
from rnnlab.core.text.record import Record
from rnnlab.core.text.settings import TextSettings, out_of_memory
from rnnlab.core.text.training import TextRun
from rnnlab.session.text.corpus_shelf import CorpusShelf
from rnnlab.session.text.presets import TextPreset
from rnnlab.session.text.training import TextTraining
from rnnlab.session.undo import Undoable

NET_FIELDS = (
    "corpus",
    "cell",
    "hidden_size",
    "layers",
    "sequence_length",
    "batch_size",
    "validation_share",
    "seed",
)
"""A change of one of these makes another net; all others can change while the same net learns on."""
NEWS_SECONDS = 0.5
"""How often what came of training is told while it goes on."""


class TrainingSession(Undoable[TextSettings]):
    """Settings, a text and a net that learns it; see `rnnlab.session.text.session.TextSession`.

    Parameters
    ----------
    settings
        To begin with; valid.
    suppliers
        What makes torch ready; None where waiting for it does not matter.

    Attributes
    ----------
    problems
        What is wrong with the last change, by field.
    shown_step
        The training step whose page is shown; None for the newest. Its weights write and are looked into,
        if one was chosen.
    prefers_best
        Whether the best weights (`Record.best_weights`) write and are looked into as long as no step was
        chosen; else the newest.
    """

    settings_changed = Signal()
    corpus_changed = Signal()
    training_changed = Signal()
    record_changed = Signal()
    shown_step_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self, settings: TextSettings | None = None, suppliers: Suppliers | None = None) -> None:
        super().__init__(settings or TextSettings())
        self._suppliers = suppliers
        self._shelf = CorpusShelf()
        self._training: TextTraining | None = None
        self._retired: list[TextTraining] = []
        self._starts_when_ready = False
        self._has_news, self._told_at = False, 0.0
        self.problems: dict[str, Problem] = {}
        self.shown_step: int | None = None
        self.prefers_best = True
        self._shelf.load(self.settings.corpus)

    # Settings -------------------------------------------------------------------------------------------

    def change(self, *, merge: bool = False, **settings: Any) -> bool:  # noqa: ANN401 - fields of several types
        """Change settings.

        The net that has been trained stays until `start_anew` or `train`; `is_another_net` tells that it is
        not the one of the settings any more.

        Parameters
        ----------
        merge
            Whether this belongs to the change before it (a slider being dragged): one undo for both.

        Returns
        -------
        bool
            False if something was wrong: `problems` says what, and the old settings stay.
        """
        self.problems = {}
        now = replace(self.settings, **settings)
        if found := now.problems():
            self.problems = found
            self.settings_changed.emit()
            return False
        self._put(now, merge=merge)
        return True

    def take_preset(self, preset: TextPreset) -> None:
        """Take a preset's sizes; text, cell and seed stay."""
        self.change(**preset.changes)

    def _apply(self, _: TextSettings, /) -> None:
        self.problems = {}
        if self._shelf.load(self.settings.corpus):
            self.corpus_changed.emit()
        training = self._training
        if training is not None:
            if not self.is_another_net and not training.is_busy:
                training.follow(self.settings)
            training.set_diary_temperature(self.settings.diary_temperature)
        self.settings_changed.emit()
        self.training_changed.emit()

    # Corpus ---------------------------------------------------------------------------------------------

    @property
    def corpus(self) -> Corpus | None:
        """The text of the settings; None until it has been read."""
        return self._shelf.corpus

    @property
    def corpus_progress(self) -> Progress | None:
        """How far reading or downloading it is; None if nothing is under way."""
        return self._shelf.progress

    def choose_corpus(self, choice: CorpusChoice) -> bool:
        """Read another text; the settings follow at once, `corpus` when it has been read."""
        return self.change(corpus=choice)

    def retry_corpus(self) -> None:
        """Try to read the settings' text again."""
        self.problems.pop("corpus", None)
        self._shelf.load(self.settings.corpus, again=True)
        self.corpus_changed.emit()

    def cancel_corpus(self) -> None:
        """Give up reading; the text before is taken again where there is one."""
        self._shelf.cancel()
        self._return_to_known_corpus()
        self.corpus_changed.emit()

    def _return_to_known_corpus(self) -> None:
        known = self._shelf.last_choice
        if known is not None and known != self.settings.corpus:
            self._undo.push(replace(self.settings, corpus=known))
            self._shelf.load(known)
            self.settings_changed.emit()

    # Training -------------------------------------------------------------------------------------------

    @property
    def status(self) -> str:
        """``"empty"`` (no net yet), ``"waiting"`` (for torch), or see `TextTraining.status`."""
        if self._starts_when_ready:
            return "waiting"
        return "empty" if self._training is None else self._training.status

    @property
    def training(self) -> TextTraining | None:
        """The net in hand with its speed, engine and trials; None before the first."""
        return self._training

    @property
    def step(self) -> int:
        """Training steps the net has done."""
        return 0 if self._training is None else self._training.step

    @property
    def record(self) -> Record | None:
        """Its losses, diary and earlier weights."""
        return None if self._training is None else self._training.record

    @property
    def is_another_net(self) -> bool:
        """Whether the settings are of another net than the one in hand, so that `train` begins anew."""
        if self._training is None:
            return False
        mine, now = self._training.run.settings, self.settings
        return any(getattr(mine, name) != getattr(now, name) for name in NET_FIELDS)

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Fields in which the settings differ from those the net in hand is trained with."""
        if self._training is None:
            return ()
        mine, now = self._training.run.settings, self.settings
        return tuple(f.name for f in fields(now) if getattr(mine, f.name) != getattr(now, f.name))

    def train(self) -> None:
        """Train on, or begin the settings' net if it is another; waits for the text and for torch."""
        if self._training is not None and self._training.is_at_work and not self.is_another_net:
            return
        self._starts_when_ready = True
        self._start_if_ready()
        self.training_changed.emit()

    def start_anew(self) -> None:
        """Begin again from fresh weights of the same seed."""
        self._retire()
        self.train()

    def forget_net(self) -> None:
        """Have no net in hand any more."""
        self._starts_when_ready = False
        self._retire()
        self.show_step(None)
        self.record_changed.emit()
        self.training_changed.emit()

    def toggle_training(self) -> None:
        """Train if training rests, else pause."""
        if self.status in ("waiting", "preparing", "running"):
            self.pause()
        else:
            self.train()

    def pause(self) -> None:
        """Stop after the step in hand; the net can be trained on."""
        self._starts_when_ready = False
        if self._training is not None:
            self._training.pause()
        self.training_changed.emit()

    def _start_if_ready(self) -> None:
        if self.corpus is None or (self._suppliers is not None and not self._suppliers.torch_is_ready()):
            return
        if self._training is not None and self._training.is_busy and not self.is_another_net:
            return  # it is still pausing
        self._starts_when_ready = False
        try:
            if self._training is None or self.is_another_net:
                run = TextRun(self.settings, self.corpus, catalogue.load(self.settings.cell))
                self._retire()
                self._present(TextTraining.fresh(run))
        except (Problem, MemoryError) as error:
            self._refuse(error if isinstance(error, Problem) else out_of_memory(self.settings))
            return
        assert self._training is not None
        self._training.follow(self.settings)
        self._training.start()

    def _refuse(self, problem: Problem) -> None:
        self.problems[problem.field] = problem
        self.problem_raised.emit(problem)

    def _present(self, training: TextTraining) -> None:
        """Put a net in hand."""
        self._training = training
        self.show_step(None)
        self.record_changed.emit()

    def _retire(self) -> None:
        if self._training is not None:
            self._training.stop()
            self._retired.append(self._training)
            self._training = None

    # Which weights --------------------------------------------------------------------------------------

    def show_step(self, step: int | None) -> None:
        """Show a training step; the weights kept nearest to it write and are looked into. None lets go."""
        if step != self.shown_step:
            self.shown_step = step
            self.shown_step_changed.emit()

    def use_weights(self, *, best: bool) -> None:
        """Let the best weights write and be looked into, or the newest, whatever step was shown before."""
        if (best, None) != (self.prefers_best, self.shown_step):
            self.prefers_best, self.shown_step = best, None
            self.shown_step_changed.emit()

    @property
    def best_step(self) -> int | None:
        """The training step of the best weights; None where nothing has been tested."""
        best = None if self._training is None else self._training.record.best_weights
        return None if best is None else best.step

    @property
    def uses_best(self) -> bool:
        """Whether `weights` are the best ones because they are preferred, not because of a step shown."""
        return self.shown_step is None and self.prefers_best and self.best_step is not None

    def weights(self) -> tuple[int, Float32Array]:
        """Return the training step and the weights (P,) that write and are looked into.

        Those of the step that is shown; without one the best or the newest, see `prefers_best`.

        Raises
        ------
        Problem
            ``text.no_net`` at ``"prime"`` before there is a net.
        """
        if self._training is None:
            raise Problem("text.no_net", "prime")
        best = self._training.record.best_weights
        if self.uses_best and best is not None:
            return best.step, best.parameters
        return self._training.weights_at(self.shown_step)

    # Looking --------------------------------------------------------------------------------------------

    def _poll_training(self) -> None:
        for training in self._retired:
            training.poll()
        self._retired = [training for training in self._retired if training.is_busy]
        if self._training is not None:
            status = self._training.status
            changed, problem = self._training.poll()
            self._tell_news(changed, at_once=self._training.status != status)
            if problem is not None:
                self.problems[problem.field] = problem
                self.problem_raised.emit(problem)
            if changed and status != self._training.status:
                self.training_changed.emit()
        if self._starts_when_ready:
            self._start_if_ready()
            self.training_changed.emit()

    def _tell_news(self, changed: bool, *, at_once: bool) -> None:
        """Say that the record has changed: not with every report, for showing it takes time from training."""
        self._has_news |= changed
        now = time.perf_counter()
        if self._has_news and (at_once or now - self._told_at >= NEWS_SECONDS):
            self._has_news, self._told_at = False, now
            self.record_changed.emit()
