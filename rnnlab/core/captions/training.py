"""Training a caption net as an iterator of reports; it knows no threads and never sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from rnnlab.core.captions.examination import Examination, examine, use_one_thread
from rnnlab.core.captions.module import CaptionModule
from rnnlab.core.captions.optimizer import CaptionOptimizer
from rnnlab.core.captions.parts import Spread, in_turn, parts_of
from rnnlab.core.captions.pictures import PictureSource
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape
from rnnlab.core.captions.words import NO_WORD, START_INDEX
from rnnlab.core.cells.module_packing import gather, load_parameters
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState

CHUNK_SECONDS = 0.25
EXAMINATIONS = 20
"""How often a net is examined in the course of its training."""
WantedSteps = Callable[[int, int], Sequence[int] | npt.NDArray[np.integer]]


@dataclass
class CaptionControls:
    """What may change while training runs; read afresh for every chunk.

    Attributes
    ----------
    stop_step
        Training step at which training ends.
    chunk_seconds
        How long one chunk should take.
    chunk_limit
        Most steps in one chunk, None for no limit.
    pause_requested
        Ends the iteration after the chunk in progress.
    """

    stop_step: int
    chunk_seconds: float = CHUNK_SECONDS
    chunk_limit: int | None = None
    pause_requested: bool = False


@dataclass(frozen=True, eq=False)
class CaptionReport:
    """What happened in one chunk.

    Attributes
    ----------
    first_step
        Training step of ``losses[0]``.
    losses, accuracies
        One value a step, before that step's update: nats a word, and the share of words that would have been
        right (each after the right words before it).
    snapshot_steps, snapshots
        Weights for the history, (k,) and (k, P).
    step, parameters
        The newest training step and its weights (P,).
    status
        ``running``, ``finished`` or ``diverged``.
    seconds
        How long the chunk took.
    examination
        How good the newest weights are, if that was found out.
    """

    first_step: int
    losses: Float32Array
    accuracies: Float32Array
    snapshot_steps: npt.NDArray[np.int64]
    snapshots: Float32Array
    step: int
    parameters: Float32Array
    status: str
    seconds: float
    examination: Examination | None = None


def choose_device(wanted: str) -> str:
    """Return the device that is meant, ``"cpu"``, ``"cuda"`` or ``"mps"``.

    Raises
    ------
    Problem
        ``device.missing`` if one is wanted that is not there.
    """
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wanted == "auto":
        return "cuda" if there["cuda"] else "cpu"
    if not there.get(wanted, False):
        raise Problem("device.missing", "device", device=wanted)
    return wanted


@dataclass(frozen=True, eq=False)
class _Part:
    """What some rows of a batch give.

    Attributes
    ----------
    gradients
        Of the sum of the losses, by trained parameter; None where it plays no part.
    figures
        Loss in nats, right words and words, summed, (3,).
    """

    gradients: tuple[torch.Tensor | None, ...]
    figures: torch.Tensor


class CaptionTrainer:
    """A net, its pictures and its optimiser.

    Parameters
    ----------
    shape, settings
        The net and how it is trained; they belong together.
    source
        Where pictures come from.
    """

    def __init__(self, shape: CaptionShape, settings: CaptionSettings, source: PictureSource) -> None:
        self.shape = shape
        self.settings = settings
        self.source = source
        self.device = choose_device(settings.device)
        self.module = CaptionModule(shape, torch.device(self.device))
        self._trained = [packed for packed in self.module.packed() if packed.is_trained]
        self._optimizer = CaptionOptimizer(self.module)

    def advance(
        self,
        state: TrainingState,
        limit: int,
        snapshot_steps: npt.NDArray[np.int64],
        spread: Spread = in_turn,
    ) -> CaptionReport:
        """Do training steps.

        Parameters
        ----------
        state
            Changed in place; if the loss is not finite any more it stays as it was before.
        limit
            How many.
        snapshot_steps
            At which steps to copy the weights, (k,).
        spread
            Does the parts of a step.
        """
        started = time.perf_counter()
        load_parameters(self.module, state.parameters)
        self._optimizer.load(state)
        first = state.step
        measured: list[torch.Tensor] = []
        snapshots: list[Float32Array] = []
        for step in range(first, first + limit):
            if step in snapshot_steps:
                snapshots.append(self._copy(state))
            measured.append(self._step(step, spread))
        # one transfer for the whole chunk
        figures = torch.stack(measured).cpu().numpy().astype(np.float32)  # (n, 2)
        is_sound = bool(np.isfinite(figures).all())
        if is_sound:
            gather(self.module, state.parameters, lambda parameter: parameter)
            self._optimizer.store(state)
        known = len(snapshots) if is_sound else 0
        return CaptionReport(
            first_step=first,
            losses=figures[:, 0],
            accuracies=figures[:, 1],
            snapshot_steps=np.asarray(snapshot_steps[:known], np.int64),
            snapshots=np.stack(snapshots) if known else np.zeros((0, self.shape.parameter_count), np.float32),
            step=state.step,
            parameters=state.parameters.copy(),
            status="running" if is_sound else "diverged",
            seconds=time.perf_counter() - started,
        )

    def examination(self, state: TrainingState, spread: Spread = in_turn) -> Examination:
        """Find out how good the net is on pictures that training never sees."""
        load_parameters(self.module, state.parameters)
        return examine(
            self.shape,
            state.parameters,
            self.module,
            self.source.examination,
            self.source.words,
            self.settings.language,
            state.step,
            spread,
        )

    def _copy(self, state: TrainingState) -> Float32Array:
        flat = state.parameters.copy()  # (P,): what no state reads has no place in the module
        gather(self.module, flat, lambda parameter: parameter)
        return flat

    def _step(self, step: int, spread: Spread) -> torch.Tensor:
        """Do one training step; return its loss and the share of right words, (2,)."""
        size = self.settings.batch_size
        # an accelerator does a batch at once
        rows = parts_of(size) if self.device == "cpu" else (range(size),)
        parts = spread([partial(self._part, step, part) for part in rows])
        total = torch.stack([part.figures for part in parts]).sum(dim=0)  # (3,)
        words = total[2]  # ()
        for place, packed in enumerate(self._trained):
            # in the order of the parts: it decides how the sum is rounded
            gradients = [gradient for part in parts if (gradient := part.gradients[place]) is not None]
            packed.parameter.grad = torch.stack(gradients).sum(dim=0) / words if gradients else None
            packed.mask_gradient()
        self._optimizer.step(self.settings.learning_rate_at(step), spread)
        return total[:2] / words  # (2,)

    def _part(self, step: int, rows: range) -> _Part:
        """Run forward and backward for some rows of a batch; works in any thread."""
        if self.device == "cpu":
            use_one_thread()
        examples = self.source.batch(step, self.settings.batch_size, rows)
        length = int((examples.captions != NO_WORD).sum(axis=1).max())
        targets = np.ascontiguousarray(examples.captions[:, :length].T)  # (T, N)
        words = np.full_like(targets, START_INDEX)  # (T, N)
        words[1:] = np.maximum(targets[:-1], START_INDEX)
        known = np.flatnonzero(targets.reshape(-1) != NO_WORD)  # (R,)
        wanted = self._moved(targets.reshape(-1)[known])  # (R,)
        pictures = self.module.prepared(examples.pictures)
        logits = self.module(pictures, self._moved(words), self._moved(known))  # (R, V)
        loss = nn.functional.cross_entropy(logits, wanted, reduction="sum")  # ()
        parameters = [packed.parameter for packed in self._trained]
        gradients = torch.autograd.grad(loss, parameters, allow_unused=True)
        right = (logits.detach().argmax(dim=-1) == wanted).sum()  # ()
        count = torch.tensor(float(len(known)), device=loss.device)  # ()
        return _Part(gradients, torch.stack([loss.detach(), right.to(loss.dtype), count]))

    def _moved(self, array: npt.NDArray[np.int64]) -> torch.Tensor:
        return self.module.moved(array)


def _no_steps(first: int, last: int) -> Sequence[int]:
    del first, last
    return ()


def train(
    state: TrainingState,
    controls: CaptionControls,
    trainer: CaptionTrainer,
    wanted: WantedSteps = _no_steps,
    spread: Spread = in_turn,
) -> Iterator[CaptionReport]:
    """Train until the last step, until the loss is not finite any more, or until a pause is requested.

    Parameters
    ----------
    state
        Changed in place.
    controls
        Changeable between reports.
    trainer
        Does the work.
    wanted
        Says for a range of steps (first, last inclusive) which weights to keep.
    spread
        Does the parts of a step.

    Yields
    ------
    CaptionReport
        One a chunk; the last one's ``status`` says why training ended. After a pause it is ``running``.
    """
    seconds_per_step = controls.chunk_seconds  # a first chunk of one step measures it
    between = max(trainer.settings.steps // EXAMINATIONS, 1)
    while not controls.pause_requested:
        remaining = controls.stop_step - state.step
        if remaining <= 0:
            yield _last_report(state, trainer, spread)
            return
        limit = min(
            max(int(controls.chunk_seconds / max(seconds_per_step, 1e-9)), 1),
            controls.chunk_limit or remaining,
            remaining,
            between - state.step % between,
        )
        steps = np.asarray(wanted(state.step, state.step + limit - 1), np.int64)  # (k,)
        report = trainer.advance(state, limit, steps, spread)
        seconds_per_step = report.seconds / limit
        is_due = state.step % between == 0 and state.step < controls.stop_step
        if report.status == "running" and is_due:
            report = _examined(report, state, trainer, spread)
        yield report
        if report.status != "running":
            return


def _examined(
    report: CaptionReport, state: TrainingState, trainer: CaptionTrainer, spread: Spread
) -> CaptionReport:
    started = time.perf_counter()
    examination = trainer.examination(state, spread)
    seconds = report.seconds + time.perf_counter() - started
    values = {**report.__dict__, "examination": examination, "seconds": seconds}
    return CaptionReport(**values)


def _last_report(state: TrainingState, trainer: CaptionTrainer, spread: Spread) -> CaptionReport:
    """Return the report of the final weights: an examination, and no further step."""
    started = time.perf_counter()
    examination = trainer.examination(state, spread)
    parameters = state.parameters.copy()  # (P,)
    return CaptionReport(
        first_step=state.step,
        losses=np.zeros(0, np.float32),
        accuracies=np.zeros(0, np.float32),
        snapshot_steps=np.array([state.step], np.int64),
        snapshots=parameters[None],
        step=state.step,
        parameters=parameters,
        status="finished",
        seconds=time.perf_counter() - started,
        examination=examination,
    )
