"""One caption net being trained in the background, with its curve, its examinations and its past weights.

The run belongs to the main thread; only its job's thread touches ``state`` while a job is alive. Another net
is another run: nothing is reset in place, so a stale report can never reach a new net.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from rnnlab.core.captions.pictures import PictureSource
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape, initial
from rnnlab.core.captions.store import SavedCaptions
from rnnlab.core.history import History, LossCurve
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState
from rnnlab.session.job import TrainingJob
from rnnlab.session.spare_threads import SpareThreads

if TYPE_CHECKING:
    from rnnlab.core.captions.examination import Examination
    from rnnlab.core.captions.training import CaptionControls, CaptionReport, CaptionTrainer

RATE_WINDOW = 3.0
"""Steps a second are measured over about this many seconds."""


class CaptionRun:
    """A net, its training state, and what is known of its past.

    Parameters
    ----------
    settings, shape, source
        What is trained on what; they belong together.
    state
        Where training begins; fresh weights if left out.

    Attributes
    ----------
    status
        ``idle``, ``running``, ``paused``, ``finished`` or ``diverged``.
    history
        Weights at many training steps.
    curve
        Loss (nats a word) and share of right words over training steps, on the pictures of each step.
    examinations
        How good the net was on pictures that training never sees, by training step; those made here.
    shares
        Share of right captions in every examination, by training step; those before a file was saved, too.
    newest_step, newest_parameters
        The newest weights that are known, (P,).
    stop_step
        Where training ends.
    seconds_trained
        Time spent on training.
    """

    def __init__(
        self,
        settings: CaptionSettings,
        shape: CaptionShape,
        source: PictureSource,
        state: TrainingState | None = None,
    ) -> None:
        self.settings = settings
        self.shape = shape
        self.source = source
        self.state = state or TrainingState.fresh(initial(shape, settings.seed))
        self.status = "paused" if self.state.step else "idle"
        self.history = History(shape.parameter_count)
        self.curve = LossCurve()
        self.examinations: dict[int, Examination] = {}
        self.shares: dict[int, float] = {}
        self.newest_step = self.state.step
        self.newest_parameters: Float32Array = self.state.parameters.copy()  # (P,)
        self.stop_step = settings.steps
        self.seconds_trained = 0.0
        self.device: str | None = None
        self._controls: CaptionControls | None = None
        self._trainer: CaptionTrainer | None = None
        self._job: TrainingJob[CaptionReport] | None = None
        self._start_when_free = False
        self._recent: deque[tuple[float, int]] = deque()
        self.history.add(self.state.step, self.newest_parameters)

    @property
    def next_stop(self) -> int:
        """Where training would end: at the end of the schedule that the newest step lies in."""
        steps = self.settings.steps
        return (self.newest_step // steps + 1) * steps

    @property
    def is_busy(self) -> bool:
        """Whether a thread is at work for this run."""
        return self._job is not None and self._job.is_alive

    @property
    def steps_per_second(self) -> float:
        """Measured over the last seconds, examinations counted in; 0 while training rests."""
        if self.status != "running" or len(self._recent) < 2:
            return 0.0
        elapsed = self._recent[-1][0] - self._recent[0][0]
        return (self._recent[-1][1] - self._recent[0][1]) / elapsed if elapsed > 0 else 0.0

    @property
    def pictures_per_second(self) -> float:
        """The same in pictures."""
        return self.steps_per_second * self.settings.batch_size

    @property
    def seconds_left(self) -> float | None:
        """Seconds until training ends; None while that cannot be told."""
        rate = self.steps_per_second
        return (self.stop_step - self.newest_step) / rate if rate > 0 else None

    @property
    def examination(self) -> Examination | None:
        """The newest one."""
        return self.examinations[max(self.examinations)] if self.examinations else None

    def start(self) -> None:
        """Train to the end of the schedule; a net that is there already goes through it once more."""
        if self.status == "diverged":
            return
        self.stop_step = self.next_stop
        self.status = "running"
        if self.is_busy:
            self._start_when_free = True
            return
        self._start_job()

    def _start_job(self) -> None:
        self._start_when_free = False
        self._recent.clear()
        self._controls = None
        self._job = TrainingJob(self._reports, self._request_pause)
        self._job.start()

    def _reports(self) -> Iterator[CaptionReport]:
        # torch is loaded here, in the job's thread
        from rnnlab.core.captions.training import CaptionControls, CaptionTrainer, train

        if self._trainer is None:
            self._trainer = CaptionTrainer(self.shape, self.settings, self.source)
        self._trainer.settings = self.settings
        self.device = self._trainer.device
        self._controls = CaptionControls(self.stop_step)
        if self.status == "running":
            with SpareThreads() as spread:
                yield from train(self.state, self._controls, self._trainer, self.history.wanted, spread)

    def _request_pause(self) -> None:
        if self._controls is not None:
            self._controls.pause_requested = True

    def pause(self) -> None:
        """Stop after the chunk in hand; the run can be started again."""
        self._start_when_free = False
        if self.status == "running":
            self.status = "paused"
        if self._job is not None:
            self._job.stop()

    def join(self, timeout: float | None = None) -> bool:
        """Wait until no thread is at work; True if so."""
        return self._job is None or self._job.join(timeout)

    def set_settings(self, settings: CaptionSettings) -> None:
        """Use other settings of the same net from the next start on."""
        self.settings = settings

    def poll(self) -> tuple[bool, Problem | None]:
        """Take what the job has posted: whether anything changed, and a problem that ended it."""
        if self._job is None:
            return False, None
        post = self._job.mailbox.take()
        for report in post.reports:
            self.take(report)
        if post.finished:
            self._job.join()
            if self._start_when_free and self.status == "running":
                self._start_job()
            elif self.status == "running":
                self.status = "paused"
        return bool(post.reports) or post.finished, post.problem

    def take(self, report: CaptionReport) -> None:
        """Note what a report says; the job's reports come through `poll`."""
        if len(report.losses):
            self.curve.extend(report.first_step, report.losses, report.accuracies)
        for step, parameters in zip(report.snapshot_steps, report.snapshots, strict=True):
            self.history.add(int(step), parameters)
        if report.examination is not None:
            self.note(report.examination)
        self.newest_step, self.newest_parameters = report.step, report.parameters
        self.seconds_trained += report.seconds
        now = time.perf_counter()
        self._recent.append((now, report.step))
        while len(self._recent) > 2 and now - self._recent[0][0] > RATE_WINDOW:
            self._recent.popleft()
        if report.status in ("finished", "diverged"):
            self.status = report.status
            self.history.add(report.step, report.parameters)

    def note(self, examination: Examination) -> None:
        """Note what came out of an examination."""
        self.examinations[examination.step] = examination
        self.shares[examination.step] = examination.share

    @classmethod
    def of_file(cls, saved: SavedCaptions, source: PictureSource) -> CaptionRun:
        """Return the run that a file holds, with its past."""
        run = cls(saved.settings, saved.shape, source, saved.state)
        run.history, run.curve, run.shares = saved.history, saved.curve, dict(saved.shares)
        if run.newest_step and run.newest_step % saved.settings.steps == 0:
            run.status = "finished"
        return run

    def saved(self) -> SavedCaptions:
        """Return what a file of this net holds; only while no thread is at work."""
        return SavedCaptions(
            settings=self.settings,
            cell=self.shape.decoder.cell,
            words=self.source.words,
            longest=self.source.longest,
            state=self.state.copy(),
            history=History.from_arrays(*self.history.arrays(), self.history.pinned),
            curve=LossCurve.from_arrays(*self.curve.arrays()),
            shares=dict(self.shares),
        )

    def parameters_at(self, step: int | None) -> tuple[int, Float32Array]:
        """Return the step and weights (P,) nearest to a training step; the newest for None."""
        if step is None or step >= self.newest_step:
            return self.newest_step, self.newest_parameters
        return self.history.nearest(step)

    def examination_at(self, step: int | None) -> Examination | None:
        """Return the newest examination up to a training step; the newest of all for None."""
        known = [taken for taken in self.examinations if step is None or taken <= step]
        return self.examinations[max(known)] if known else None

    def measured_at(self, step: int | None) -> tuple[float | None, float | None]:
        """Return loss and share of right words at a training step (newest for None), None if unknown."""
        steps = self.curve.steps  # (n,)
        if not len(steps):
            return None, None
        place = len(steps) - 1
        if step is not None:
            place = min(int(np.searchsorted(steps, step)), place)
        return float(self.curve.losses[place]), float(self.curve.accuracies[place])
