"""What a net says of all test pictures at the training step shown; and how long training takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from psygnal import Signal

from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState
from rnnlab.session.captions.desk import Desk
from rnnlab.session.captions.session import CaptionSession
from rnnlab.session.spare_threads import SpareThreads

if TYPE_CHECKING:
    from rnnlab.core.captions.examination import Examination

EXAMINATION, PACE = "examination", "pace"
TIMED = 6
"""Training steps on a copy of the net to measure its pace; the fastest one counts."""


class CaptionGallery:
    """The examination that belongs to what is shown.

    Parameters
    ----------
    session
        The net.
    is_ready
        Whether torch is there; until then nothing is computed.

    Attributes
    ----------
    examination
        What was said of every picture; None as long as that is not known.
    seconds_to_train
        How long a whole training will take here, measured; None as long as that is not known.
    """

    examination_changed = Signal()
    pace_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self, session: CaptionSession, is_ready: Callable[[], bool] = lambda: True) -> None:
        self._session, self._is_ready = session, is_ready
        self._desk = Desk((EXAMINATION, PACE))
        self._asked: tuple[int, int] | None = None
        self.examination: Examination | None = None
        self.seconds_to_train: float | None = None
        session.source_changed.connect(self._on_net_changed)
        session.settings_changed.connect(self._on_net_changed)

    def _on_net_changed(self) -> None:
        for lane in (EXAMINATION, PACE):
            self._desk.cancel(lane)
        self._asked = None
        self.seconds_to_train = None
        self.pace_changed.emit()

    def refresh(self) -> None:
        """Find out what the net shown says; while it trains, its newest examination will do."""
        run, shown = self._session.run, self._session.view.shown_step
        if run is None or not len(run.source.examination):
            self._show(None)
            return
        step, parameters = run.parameters_at(shown)
        known = run.examinations.get(step)
        if known is None and shown is None and run.status == "running":
            known = run.examination
        if known is not None:
            self._asked = None
            self._show(known)
            return
        if self._asked == (id(run), step) or not self._is_ready():
            return
        self._asked = (id(run), step)

        def work() -> Examination:
            import torch

            from rnnlab.core.captions.examination import examine
            from rnnlab.core.captions.net import CaptionNet

            torch.set_num_threads(1)  # this thread's; the others are for training
            words, language = run.source.words, run.settings.language
            net = CaptionNet(run.shape, parameters, words, language)
            examples = run.source.examination
            return examine(run.shape, parameters, net.module, examples, words, language, step)

        self._desk.ask(EXAMINATION, work, self._show)

    def _show(self, examination: Examination | None) -> None:
        if examination is not self.examination:
            self.examination = examination
            self.examination_changed.emit()

    def measure_pace(self) -> None:
        """Train a copy of the net for a few steps, to know how long training will take."""
        run = self._session.run
        if run is None or self.seconds_to_train is not None or not self._is_ready():
            return
        if self._desk.is_busy(PACE) or run.status == "running" or getattr(run.source, "is_empty", False):
            return
        settings, shape, source = run.settings, run.shape, run.source
        parameters = run.newest_parameters.copy()  # (P,)

        def work() -> float:
            from rnnlab.core.captions.training import CaptionTrainer

            trainer, state = CaptionTrainer(shape, settings, source), TrainingState.fresh(parameters)
            none = np.zeros(0, np.int64)
            seconds = []
            with SpareThreads() as spread:
                for _ in range(TIMED):
                    started = time.perf_counter()
                    trainer.advance(state, 1, none, spread)
                    seconds.append(time.perf_counter() - started)
            # other work on the machine only makes a step longer
            return min(seconds) * settings.steps

        def done(seconds: float) -> None:
            self.seconds_to_train = seconds
            self.pace_changed.emit()

        self._desk.ask(PACE, work, done)

    def poll(self) -> Problem | None:
        """Bring in what was computed; called by a timer."""
        problem = self._desk.poll()
        if problem is not None:
            self.problem_raised.emit(problem)
        return problem

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come."""
        return self._desk.is_busy()

    def close(self) -> None:
        """End the background thread."""
        self._desk.close()
