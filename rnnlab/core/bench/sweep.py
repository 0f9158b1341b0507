"""Sweeps beside the bars they must reach: many seeds of one set-up, and a map of 400 set-ups.

On one processor core, as everything here; the bars are for two, so the map is given twice the time.
"""

from __future__ import annotations

import time

from rnnlab.core.bench import Emit, Results
from rnnlab.core.bench.timing import duration, table
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.sweep import RunnerPool, product, spread, summarise, train_seeds

STEPS, MAP_EDGE, MAP_SEEDS = 400, 20, 20
SEEDS_BAR, MAP_BAR = 1.0, 60.0
"""Core-seconds: 100 seeds of A–Z, and 400 cells of 20 seeds of 가–하 (30 s on two cores)."""


def measure(emit: Emit) -> Results:
    """Train 100 seeds of A–Z until solved, then 20 × 20 set-ups with 20 seeds each."""
    alphabet = Experiment("A-Z", order="forward", hidden_size=32, optimizer=OptimizerSettings("adam", 0.1))
    for _ in train_seeds(alphabet, range(1), 1):  # compiles the cell
        pass
    started = time.perf_counter()
    runs = [run for ended in train_seeds(alphabet, range(100), STEPS) for run in ended]
    seeds_seconds = time.perf_counter() - started
    solved = summarise(runs).solved
    axes = [spread("hidden_size", MAP_EDGE), spread("learning_rate", MAP_EDGE)]
    pool, nets, cells = RunnerPool(), 0, 0
    started = time.perf_counter()
    for _, experiment in product(Experiment("가-하"), axes):
        cells += 1
        nets += sum(len(ended) for ended in train_seeds(experiment, range(MAP_SEEDS), STEPS, pool=pool))
    map_seconds = time.perf_counter() - started
    rows = [
        ["One core", "nets", "time", "bar"],
        [f"A–Z, H32, Adam 0.1, {solved} solved", "100", duration(seeds_seconds), duration(SEEDS_BAR)],
        [f"가–하, hidden size × learning rate, {cells}", f"{nets}", duration(map_seconds), duration(MAP_BAR)],
    ]
    for line in table(rows):
        emit(line)
    return {
        "seeds": {"nets": 100, "solved": solved, "seconds": seeds_seconds, "bar": SEEDS_BAR},
        "map": {"cells": cells, "nets": nets, "seconds": map_seconds, "bar": MAP_BAR},
    }
