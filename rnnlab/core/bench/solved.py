"""How long it takes until every prefix of A–Z is continued rightly, with many seeds."""

from __future__ import annotations

import time
from statistics import median

import numpy as np

from rnnlab.core.bench import Emit, Results
from rnnlab.core.bench.timing import duration, table
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.net import initialise
from rnnlab.core.tasks import task_of
from rnnlab.core.training_state import TrainingState

SEEDS = 30
MOST_STEPS = 1_000
_NO_STEPS = np.zeros(0, np.int64)


def measure(emit: Emit) -> Results:
    """Train every cell from every seed until it is solved."""
    optimizer = OptimizerSettings("adam", 0.1)
    emit(f"Until every prefix of A–Z is right: H32, Adam {optimizer.learning_rate}, {SEEDS} seeds")
    rows = [["", "solved", "steps: median", "most", "time: median", "most"]]
    results: Results = {}
    for name in catalogue.names():
        steps, seconds = _train(Experiment("A-Z", order="forward", cell=name, hidden_size=32), optimizer)
        results[name] = {"seeds": SEEDS, "solved": len(steps), "steps": steps, "seconds": seconds}
        counts = [f"{median(steps):g}", str(max(steps))] if steps else ["–", "–"]
        times = [duration(median(seconds)), duration(max(seconds))] if seconds else ["–", "–"]
        rows.append([name, f"{len(steps)} of {SEEDS}", *counts, *times])
    for line in table(rows):
        emit(line)
    return results


def _train(experiment: Experiment, optimizer: OptimizerSettings) -> tuple[list[int], list[float]]:
    shape, batch = experiment.shape(), task_of(experiment).batch()
    runner = CompiledRunner(shape, batch)
    steps: list[int] = []
    seconds: list[float] = []
    for seed in range(SEEDS):
        state = TrainingState.fresh(initialise(shape, seed))
        started = time.perf_counter()
        chunk = runner.advance(state, optimizer, MOST_STEPS, True, _NO_STEPS)
        spent = time.perf_counter() - started
        if chunk.status == "solved":
            steps.append(state.step)
            seconds.append(spent)
    return steps, seconds
