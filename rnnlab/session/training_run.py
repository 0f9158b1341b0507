"""One net being trained in the background, with its loss curve and the history of its weights.

The run belongs to the main thread; only its job's thread touches ``state`` while a job is alive. What the
main thread shows comes from the reports. Another net is another run: nothing is reset in place, so a stale
report can never reach a new net.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator

import numpy as np

from rnnlab.core.backends import BackendChoice, BackendSelector, Suppliers
from rnnlab.core.batch import Batch
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.history import History, LossCurve
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.training import Controls, Goal, Report, train
from rnnlab.core.training_state import TrainingState
from rnnlab.session.job import SLOW_CHUNK_SECONDS, TrainingJob

# Steps a second are measured over about this many seconds.
RATE_WINDOW = 0.7


class TrainingRun:
    """A net, its training state, and what is known of its past.

    Parameters
    ----------
    experiment, shape, batch
        What is trained; must belong together.
    state
        Where training begins.
    suppliers
        What makes backends ready.
    steps_per_second
        The wished pace, read while running; None for as fast as possible.
    goal
        What the task asks for besides right answers.

    Attributes
    ----------
    status
        ``idle``, ``running``, ``paused``, ``finished``, ``solved`` or ``diverged``.
    """

    def __init__(
        self,
        experiment: Experiment,
        shape: NetShape,
        batch: Batch,
        state: TrainingState,
        *,
        suppliers: Suppliers | None = None,
        steps_per_second: Callable[[], float | None] = lambda: None,
        goal: Goal | None = None,
    ) -> None:
        self.experiment = experiment
        self.shape = shape
        self.batch = batch
        self.state = state
        self.controls = Controls(experiment.optimizer, experiment.stop, goal=goal)
        self.history = History(shape.parameter_count)
        self.curve = LossCurve()
        self.status = "idle"
        self.solved_step: int | None = None
        self.diverged_step: int | None = None
        self.newest_step = state.step
        self.newest_parameters: Float32Array = state.parameters.copy()  # (P,)
        self.total_answers = batch.attainable
        self.seconds_trained = 0.0
        self.steps_per_second = 0.0
        self._suppliers = suppliers
        self._pace = steps_per_second
        self._selector = self._make_selector(experiment)
        self._next_selector: BackendSelector | None = None
        self._job: TrainingJob[Report] | None = None
        self._start_when_free = False
        self._resume_when_free = False
        self._recent: deque[tuple[float, int]] = deque()
        self.history.add(state.step, self.newest_parameters)

    @property
    def choice(self) -> BackendChoice:
        """The backend in use and why; once it is at rest, the one that training will begin with."""
        return (self._selector if self._next_selector is None else self._next_selector).choice

    @property
    def has_trained(self) -> bool:
        """Whether training was ever begun here; a net from a file has been trained elsewhere."""
        return self._job is not None

    @property
    def is_busy(self) -> bool:
        """Whether a thread is at work for this run."""
        return self._job is not None and self._job.is_alive

    @property
    def has_news(self) -> bool:
        """Whether the thread has posted something that :meth:`poll` has not taken yet."""
        return self._job is not None and self._job.mailbox.is_filled

    @property
    def steps_to_go(self) -> int | None:
        """Steps until the stop rule ends training; None if it names no step."""
        if self.controls.stop.kind != "steps":
            return None
        return max(self.controls.stop.steps - self.newest_step, 0)

    def start(self, steps: int | None = None) -> None:
        """Train on: by the experiment's stop rule, or just ``steps`` more steps."""
        if self.status == "diverged":
            return
        stop = self.experiment.stop
        if steps is not None:
            stop = StopRule("steps", self.newest_step + steps)
        elif stop.kind == "steps" and self.newest_step >= stop.steps:
            stop = StopRule("steps", self.newest_step + stop.steps)
        elif stop.kind == "solved" and self.status == "solved":
            stop = StopRule("steps", self.newest_step + 1)
        self.controls.stop = stop
        self.status = "running"
        if self.is_busy:
            self._start_when_free = True
            return
        self._start_job()

    def _start_job(self) -> None:
        self._start_when_free = self._resume_when_free = False
        self._recent.clear()
        if self._next_selector is not None:
            self._selector, self._next_selector = self._next_selector, None
        self.controls.pause_requested = False
        self._job = TrainingJob(self._reports, self._request_pause, self._pace)
        self._job.start()

    def _reports(self) -> Iterator[Report]:
        reports = train(self.state, self.controls, self._selector, self.history.wanted)
        while True:
            pace = self._pace()
            self.controls.chunk_limit = max(int(pace * SLOW_CHUNK_SECONDS), 1) if pace else None
            try:
                yield next(reports)
            except StopIteration:
                return

    def _request_pause(self) -> None:
        self.controls.pause_requested = True

    def pause(self) -> None:
        """Stop soon; the run can be started again."""
        self._start_when_free = self._resume_when_free = False
        if self._job is not None:
            self._job.stop()
        if self.status == "running":
            self.status = "paused"
        self.steps_per_second = 0.0

    def join(self, timeout: float | None = None) -> bool:
        """Wait until no thread is at work; True if so."""
        return self._job is None or self._job.join(timeout)

    def set_experiment(self, experiment: Experiment) -> None:
        """Change optimiser, stop rule or backend; the net stays."""
        if (experiment.backend, experiment.device) != (self.experiment.backend, self.experiment.device):
            self._next_selector = self._make_selector(experiment)
            if self.is_busy:
                # whatever is being computed is not waited for here; `poll` goes on once it is done
                status, again = self.status, self._start_when_free
                self.pause()
                self.status, self._start_when_free = status, again
                self._resume_when_free = status == "running"
        self.experiment = experiment
        self.set_optimizer(experiment.optimizer)
        self.controls.stop = experiment.stop

    def set_optimizer(self, optimizer: OptimizerSettings) -> None:
        """Use another optimiser setting from the next chunk on."""
        self.controls.optimizer = optimizer

    def _make_selector(self, experiment: Experiment) -> BackendSelector:
        return BackendSelector(self.shape, self.batch, experiment.backend, experiment.device, self._suppliers)

    def poll(self) -> tuple[bool, Problem | None]:
        """Take what the job has posted.

        Returns
        -------
        tuple
            Whether anything changed, and a problem that ended the job.
        """
        if self._job is None:
            return False, None
        post = self._job.mailbox.take()
        for report in post.reports:
            self._take(report)
        goes_on = self._resume_when_free and self.status == "running"
        if post.finished and (self._start_when_free or goes_on) and self.status != "diverged":
            self._job.join()
            self.status = "running"
            self._start_job()
        elif post.finished and self.status == "running":
            self.status = "paused"
            self.steps_per_second = 0.0
        return bool(post.reports) or post.finished, post.problem

    def _take(self, report: Report) -> None:
        if len(report.losses):
            accuracies = report.correct / max(report.total, 1)  # (n,)
            self.curve.extend(report.first_step, report.losses, accuracies)
            if self.solved_step is None:
                self.solved_step = report.solved_step
        for step, parameters in zip(report.snapshot_steps, report.snapshots, strict=True):
            self.history.add(int(step), parameters, pinned=int(step) == self.solved_step)
        self.newest_step = report.step
        self.newest_parameters = report.parameters
        self.seconds_trained += report.seconds
        self._measure_rate(report)
        if report.status in ("finished", "solved", "diverged"):
            self.status = report.status
            self.history.add(report.step, report.parameters)
            if report.status == "diverged":
                self.diverged_step = report.first_step + len(report.losses) - 1

    def _measure_rate(self, report: Report) -> None:
        now = time.perf_counter()
        self._recent.append((now, report.step))
        while len(self._recent) > 2 and now - self._recent[0][0] > RATE_WINDOW:
            self._recent.popleft()
        elapsed = now - self._recent[0][0]
        if elapsed > 0.05:
            self.steps_per_second = (report.step - self._recent[0][1]) / elapsed
        elif report.seconds > 0:
            self.steps_per_second = len(report.losses) / report.seconds

    def restore(self, history: History, curve: LossCurve) -> None:
        """Take over the past that came with a file."""
        self.history, self.curve = history, curve
        solved = np.flatnonzero(curve.accuracies >= 1)  # (k,)
        self.solved_step = int(curve.steps[solved[0]]) if len(solved) else None
        self.total_answers = self.batch.attainable
        self.status = "paused" if self.newest_step else "idle"

    def measured_at(self, step: int | None) -> tuple[float | None, float | None]:
        """Return loss and share of right answers at a training step (newest for None), None if unknown."""
        steps = self.curve.steps  # (n,)
        if not len(steps):
            return None, None
        place = len(steps) - 1
        if step is not None:
            place = min(int(np.searchsorted(steps, step)), place)
        return float(self.curve.losses[place]), float(self.curve.accuracies[place])

    def parameters_at(self, step: int | None) -> tuple[int, Float32Array]:
        """Return the step and weights (P,) nearest to a training step; the newest for None."""
        if step is None or step >= self.newest_step:
            return self.newest_step, self.newest_parameters
        return self.history.nearest(step)
