"""One training run in this process, with a line of progress and a Ctrl-C that loses nothing."""

from __future__ import annotations

import numpy as np

from rnnlab.cli.interruption import stopped_by_hand
from rnnlab.cli.output import ProgressLine, duration
from rnnlab.cli.words import say
from rnnlab.core.backends import BackendChoice, BackendSelector
from rnnlab.core.cells.runner import Evaluation
from rnnlab.core.experiment import StopRule
from rnnlab.core.history import History, LossCurve
from rnnlab.core.store import Saved
from rnnlab.core.tasks import task_of
from rnnlab.core.training import Controls, Goal, Report, train
from rnnlab.core.training_state import TrainingState

CHUNK_SECONDS = 0.05


class Training:
    """A run from where a net stands up to a training step.

    Parameters
    ----------
    begun
        The net; its state, history and curve are changed in place.
    last_step
        The training step at which to end.
    until_solved
        End earlier, as soon as every answer is right.

    Attributes
    ----------
    status
        ``finished``, ``solved`` or ``diverged``.
    solved_step
        The first step at which every answer was right, None if there was none.
    seconds
        Time spent on training steps; making the backend ready does not count.
    evaluation
        How good the net is at the end.
    """

    def __init__(self, begun: Saved, last_step: int, *, until_solved: bool) -> None:
        self.begun = begun
        self.state: TrainingState = begun.state
        self.history: History = begun.history
        self.curve: LossCurve = begun.curve
        self.first_step = begun.state.step
        self.last_step = last_step
        self.status = "finished"
        self.solved_step: int | None = None
        self.diverged_step: int | None = None
        self.interrupted = False
        self.seconds = 0.0
        self.evaluation = Evaluation(float("nan"), 0, 0)
        stop = StopRule("solved") if until_solved else StopRule("steps", last_step)
        self._controls = Controls(begun.experiment.optimizer, stop, CHUNK_SECONDS)
        shape, experiment = begun.shape, begun.experiment
        self.task = task_of(experiment)
        batch = self.task.batch()
        self._controls.goal = Goal.of(self.task, shape)
        self._selector = BackendSelector(shape, batch, experiment.backend, experiment.device)

    @property
    def choice(self) -> BackendChoice:
        """The backend that was used last."""
        return self._selector.choice

    @property
    def is_solved(self) -> bool:
        """Whether every answer is right at the end, and what else the task asks for is reached."""
        right = self.evaluation.solved and self.evaluation.total > 0
        goal = self._controls.goal
        return right and (goal is None or goal.reached(self.state.parameters))

    def run(self, language: str) -> None:
        """Train to the end; raises Problem if the wished backend cannot be had."""
        line = ProgressLine()
        line.show(say("train.preparing", language))
        self.history.add(self.state.step, self.state.parameters)
        try:
            with stopped_by_hand(self._stop):
                for report in train(self.state, self._controls, self._selector, self.history.wanted):
                    self._take(report)
                    line.show(self._progress(report, language))
                    remaining = self.last_step - self.state.step
                    if remaining <= 0 and self._controls.stop.kind == "solved":
                        break
                    self._controls.chunk_limit = max(remaining, 1)
        finally:
            line.clear()
        self._finish()

    def _stop(self) -> None:
        self.interrupted = True
        self._controls.pause_requested = True

    def _take(self, report: Report) -> None:
        self.seconds += report.seconds
        if len(report.losses):
            self.curve.extend(report.first_step, report.losses, report.correct / max(report.total, 1))
        for step, parameters in zip(report.snapshot_steps, report.snapshots, strict=True):
            self.history.add(int(step), parameters)
        if self.solved_step is None:
            self.solved_step = report.solved_step
            if self.solved_step is not None:
                self.history.pin(self.solved_step)
        if report.status in {"solved", "diverged"}:
            self.status = report.status
        if report.status == "diverged":
            self.diverged_step = report.first_step + len(report.losses) - 1

    def _finish(self) -> None:
        self.history.add(self.state.step, self.state.parameters)
        if self._selector.runner is not None:
            self.evaluation = self._selector.runner.evaluate(self.state.parameters)
            loss, right = self.evaluation.loss, self.evaluation.correct / max(self.evaluation.total, 1)
            self.curve.extend(self.state.step, np.array([loss]), np.array([right]))
        if self.is_solved and self.solved_step is None:
            self.solved_step = self.state.step
            if self._controls.stop.kind == "solved":
                self.status = "solved"
        if self.solved_step is not None:
            self.history.pin(self.solved_step)

    def _progress(self, report: Report, language: str) -> str:
        rate = len(report.losses) / report.seconds if report.seconds > 0 else 0.0
        left = (self.last_step - report.step) / rate if rate else 0.0
        known = rate and self._controls.stop.kind == "steps"
        return say(
            "train.progress",
            language,
            step=f"{report.step:,}",
            loss=f"{report.losses[-1]:.4f}" if len(report.losses) else "",
            correct=int(report.correct[-1]) if len(report.correct) else 0,
            total=report.total,
            rate=f"{rate:,.0f}",
            eta=say("train.eta", language, time=duration(left)) if known else "",
        )
