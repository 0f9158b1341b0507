"""One set-up trained from many seeds, a few milliseconds at a time.

All seeds advance together in calls of machine code that stay outside Python for a wished time, so that a
thread doing this neither disturbs a window nor is deaf to "stop".
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.kernel import CompiledRunner, advance_all
from rnnlab.core.cells.runner import Chunk
from rnnlab.core.experiment import Experiment
from rnnlab.core.sweep.pool import RunnerPool
from rnnlab.core.training_state import TrainingState

Float32Array = npt.NDArray[np.float32]
Outcome = Literal["solved", "unsolved", "diverged"]

CHUNK_SECONDS = 0.02
"""How long one call of machine code should take."""


@dataclass(frozen=True, eq=False)
class SeedRun:
    """What came of one seed.

    Attributes
    ----------
    seed
        Of the initial weights.
    outcome
        ``solved``: every answer was right at some step; ``diverged``: the loss stopped being a number
        before that; else ``unsolved``.
    solved_step
        The first training step at which every answer was right, or None.
    seconds
        Time until it was solved (until the end, if it never was) on one processor core. Seeds share calls of
        machine code; a call's time is divided by training steps.
    losses, accuracies
        At steps 0, 1, … (n,); empty where no curves were asked for.
    last_loss, last_accuracy
        At the last step done.
    """

    seed: int
    outcome: Outcome
    solved_step: int | None
    seconds: float
    losses: Float32Array
    accuracies: Float32Array
    last_loss: float
    last_accuracy: float


@dataclass(eq=False)
class _Net:
    """One seed on its way."""

    seed: int
    runner: CompiledRunner
    state: TrainingState
    chunks: list[Chunk] = field(default_factory=list)
    solved_step: int | None = None
    seconds: float = 0.0
    last: Chunk | None = None

    def take(self, chunk: Chunk, seconds: float, *, keep_curve: bool) -> None:
        """Note what a call has brought; `seconds` is what its share of the call took."""
        if self.solved_step is None:
            self.seconds += seconds
            right = np.flatnonzero(chunk.correct == chunk.total)  # (k,)
            if len(right) and chunk.total:
                self.solved_step = chunk.first_step + int(right[0])
                self.seconds -= seconds * (1 - (int(right[0]) + 1) / len(chunk.correct))
        if keep_curve:
            self.chunks.append(chunk)
        if len(chunk.losses):
            self.last = chunk

    def result(self, *, diverged: bool) -> SeedRun:
        """Sum it up."""
        outcome: Outcome = "unsolved"
        if self.solved_step is not None:
            outcome = "solved"
        elif diverged:
            outcome = "diverged"
        none = np.zeros(0, np.float32)
        losses = [chunk.losses for chunk in self.chunks]
        accuracies = [chunk.correct / np.float32(max(chunk.total, 1)) for chunk in self.chunks]
        last = self.last
        return SeedRun(
            seed=self.seed,
            outcome=outcome,
            solved_step=self.solved_step,
            seconds=self.seconds,
            losses=np.concatenate(losses) if losses else none,
            accuracies=np.concatenate(accuracies).astype(np.float32) if accuracies else none,
            last_loss=float(last.losses[-1]) if last else float("nan"),
            last_accuracy=float(last.correct[-1] / max(last.total, 1)) if last else 0.0,
        )


def train_seeds(
    experiment: Experiment,
    seeds: Sequence[int],
    steps: int,
    *,
    stop_when_solved: bool = True,
    keep_curves: bool = False,
    chunk_seconds: float = CHUNK_SECONDS,
    pool: RunnerPool | None = None,
) -> Iterator[tuple[SeedRun, ...]]:
    """Train one set-up from many seeds.

    Parameters
    ----------
    experiment
        The set-up; its own seed, stop rule, backend and device are not looked at.
    seeds
        Of the initial weights.
    steps
        Training steps after which a net counts as unsolved; the weights after the last one are still
        measured.
    stop_when_solved
        Whether a net stops as soon as every answer is right; else it goes on to the last step.
    keep_curves
        Whether results carry losses and accuracies.
    chunk_seconds
        About how long each call of machine code takes; between calls this yields.
    pool
        Where runners come from.

    Yields
    ------
    tuple of SeedRun
        Those that have ended since the last time; may be empty.

    Raises
    ------
    Problem
        If the experiment is not valid, or ``backend.unavailable``.
    """
    bench = (pool or RunnerPool()).bench(experiment)
    nets = [
        _Net(seed, runner, TrainingState.fresh(bench.initial(seed)))
        for seed, runner in zip(seeds, bench.take(len(seeds)), strict=True)
    ]
    wished = chunk_seconds / max(bench.seconds_per_step * len(nets), 1e-9)
    # where nothing is known yet, the first call measures how long a step takes
    done, limit = 0, max(int(wished), 1) if bench.seconds_per_step else 1
    total = steps + 1
    while nets and done < total:
        limit = min(limit, total - done)
        started = time.perf_counter()
        chunks = advance_all(
            [net.runner for net in nets],
            [net.state for net in nets],
            experiment.optimizer,
            limit,
            stop_when_solved,
        )
        spent = time.perf_counter() - started
        done += limit
        per_step = spent / max(sum(len(chunk.losses) for chunk in chunks), 1)
        going, ended = [], []
        for net, chunk in zip(nets, chunks, strict=True):
            net.take(chunk, per_step * len(chunk.losses), keep_curve=keep_curves)
            if chunk.status == "running" and done < total:
                going.append(net)
            else:
                ended.append(net.result(diverged=chunk.status == "diverged"))
        nets = going
        yield tuple(ended)
        bench.seconds_per_step = per_step
        wished = chunk_seconds / max(per_step * len(nets), 1e-9)
        limit = min(max(int(wished), 1), 8 * limit)  # the first steps are slower than the rest
