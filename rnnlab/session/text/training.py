"""One text net being trained in the background."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from dataclasses import replace

from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.text.engine_choice import Trial
from rnnlab.core.text.engines import EnginePlan
from rnnlab.core.text.record import Record, TextState
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.store import SavedText
from rnnlab.core.text.training import Controls, TextReport, TextRun, take, train
from rnnlab.session.hired import hire
from rnnlab.session.text.worker import Worker, training_problem

RATE_WINDOW = 3.0
"""Seconds over which the speed is measured."""


class TextTraining:
    """A net, where its training stands, and its past.

    The worker alone touches the state while it is alive; what the main thread shows comes from its reports.

    Parameters
    ----------
    run, state, record, plan
        From a fresh start or from a file.

    Attributes
    ----------
    status
        ``"idle"``, ``"preparing"``, ``"running"``, ``"paused"``, ``"finished"``, ``"diverged"`` or
        ``"failed"``.
    step
        Training steps done.
    trials
        What came of trying the engines.
    newest
        The newest weights that are known (P,), and `newest_step` when that was.
    saved_state
        A state that was asked for by `ask_for_state`, once it is there.
    """

    def __init__(
        self, run: TextRun, state: TextState, record: Record, plan: EnginePlan | None = None
    ) -> None:
        self.run, self.record, self.plan = run, record, plan
        self._state = state
        self.status = "idle"
        self.step = self.newest_step = state.training.step
        self.newest: Float32Array = state.training.parameters.copy()  # (P,)
        self.trials: tuple[Trial, ...] = ()
        self.saved_state: TextState | None = None
        self.diverged_step: int | None = None
        self._controls = Controls(run.settings.steps)
        self._worker: Worker[TextReport, None] | None = None
        self._recent: deque[tuple[float, int, int]] = deque()
        if self.step:
            self.status = "finished" if self.step >= run.settings.steps else "paused"

    @classmethod
    def fresh(cls, run: TextRun) -> TextTraining:
        """Return a net that has learnt nothing yet."""
        return cls(run, run.begin(), Record.empty(run.shape.parameter_count))

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it."""
        return self._worker is not None and self._worker.is_alive

    @property
    def is_at_work(self) -> bool:
        """Whether more is to come."""
        return self.status in ("preparing", "running")

    @property
    def last_step(self) -> int:
        """The training step at which it ends."""
        return self._controls.last_step

    def follow(self, settings: TextSettings) -> None:
        """Train on with other settings of the same net, from the next start on."""
        old = self.run.settings
        if (settings.backend, settings.device, settings.precision, settings.threads) != (
            old.backend,
            old.device,
            old.precision,
            old.threads,
        ):
            self.plan = None
        self.run = replace(self.run, settings=settings)

    def set_diary_temperature(self, temperature: float) -> None:
        """Have pages written at another temperature from now on, also while it trains."""
        self.run = self.run.at_temperature(temperature)
        self._controls.diary_temperature = temperature

    def start(self) -> None:
        """Train on; a net that has come to its end goes on for as long again."""
        if self.is_busy:
            return
        steps = self.run.settings.steps
        self._controls = Controls(steps if self.step < steps else self.step + steps)
        self._recent.clear()
        self.status = "running" if self.plan else "preparing"
        self._worker = Worker(self._train, training_problem, self._request_pause)
        self._worker.start()

    def _train(self) -> Generator[TextReport, None, None]:
        yield from train(self.run, self._state, self._controls, self.plan, hire)

    def _request_pause(self) -> None:
        self._controls.pause_requested = True

    def pause(self) -> None:
        """Stop after the step in hand; it can be started again."""
        self._request_pause()
        if self.is_at_work:
            self.status = "paused"

    def stop(self) -> None:
        """End the worker soon, whatever it does."""
        self.pause()
        if self._worker is not None:
            self._worker.stop()

    def join(self) -> None:
        """Wait for the worker."""
        if self._worker is not None:
            self._worker.join()

    def ask_for_state(self) -> None:
        """Have the state copied into `saved_state`, at once if nothing is at work."""
        if self.is_busy:
            self._controls.wants_state = True
        else:
            self.saved_state = self._state.copy()

    def saved(self, state: TextState) -> SavedText:
        """Return what a file of this net holds."""
        return SavedText(self.run, state, self.record.copy(), self.plan, self.run.corpus.fingerprint)

    def poll(self) -> tuple[bool, Problem | None]:
        """Take what the worker has posted: whether anything changed, and a problem that ended it."""
        if self._worker is None:
            return False, None
        delivery = self._worker.take()
        for report in delivery.items:
            self._take(report)
        if delivery.finished:
            self._worker.join()
            self._worker = None
            if self._controls.wants_state:
                self.ask_for_state()
            if delivery.problem is not None:
                self.status = "failed"
            elif self.is_at_work:
                self.status = "paused"
        return bool(delivery.items) or delivery.finished, delivery.problem

    def _take(self, report: TextReport) -> None:
        take(self.record, report)
        self.step = report.step
        if report.trial is not None:
            self.trials = (*self.trials, report.trial) if self.status == "preparing" else (report.trial,)
        if report.plan is not None:
            self.plan = report.plan
        if report.parameters is not None:
            self.newest, self.newest_step = report.parameters, report.step
        if report.state is not None:
            self.saved_state = report.state
        if report.status in ("finished", "diverged"):
            self.status, self.diverged_step = report.status, report.diverged_step
        elif self.is_at_work:
            self.status = report.status
        now = time.perf_counter()
        self._recent.append((now, report.step, report.characters))
        # one that is older stays: reports that were late come together, and no time lies between them
        while len(self._recent) > 2 and now - self._recent[1][0] > RATE_WINDOW:
            self._recent.popleft()

    @property
    def steps_per_second(self) -> float:
        """Measured over the last seconds, tests and diary counted in; 0 while it rests."""
        if not self.is_at_work or len(self._recent) < 2:
            return 0.0
        elapsed = self._recent[-1][0] - self._recent[0][0]
        return (self._recent[-1][1] - self._recent[0][1]) / elapsed if elapsed > 0 else 0.0

    @property
    def characters_per_second(self) -> float:
        """The same in characters."""
        windows = self.run.windows
        return self.steps_per_second * windows.steps * windows.sequences

    @property
    def remaining_seconds(self) -> float | None:
        """Seconds until the last step; None while that cannot be told."""
        rate = self.steps_per_second
        return (self.last_step - self.step) / rate if rate > 0 else None

    def weights_at(self, step: int | None) -> tuple[int, Float32Array]:
        """Return the weights (P,) kept nearest to a training step, and that step; None for the newest."""
        if step is None or not len(self.record.shelf):
            return self.newest_step, self.newest
        kept, parameters = self.record.weights_near(step)
        if abs(self.newest_step - step) <= abs(kept - step):
            return self.newest_step, self.newest
        return kept, parameters
