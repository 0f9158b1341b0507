"""Training steps (forward, back-propagation through time, Adam) beside torch and beside their arithmetic.

The floor is the time that the step's own floating-point operations take at the rate of a large matrix product
on one core: 6 · T · B · (matrices · H² + H · V), for a one-hot input that picks a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from rnnlab.core.batch import Batch
from rnnlab.core.bench import Emit, Results, peers, plain
from rnnlab.core.bench.timing import Work, duration, interleaved, table
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.cells.runner import Runner
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.training_state import TrainingState

PLAIN, FUSED, OURS = "nn + Adam", "fused Adam", "torch backend"
TEXTBOOK, INTERPRETER, COMPILED, FLOOR = "textbook loop", "interpreter", "compiled", "floor"
_COLUMNS = (PLAIN, FUSED, OURS, TEXTBOOK, INTERPRETER, COMPILED, FLOOR)
_PRODUCT = "product"
_NO_STEPS = np.zeros(0, np.int64)
_ADAM = OptimizerSettings("adam", 1e-3)


@dataclass(frozen=True)
class Size:
    """What is trained on: V symbols, B sequences of T steps, H hidden units."""

    symbols: int
    steps: int
    sequences: int
    hidden: int

    def __str__(self) -> str:
        return f"V{self.symbols} T{self.steps} B{self.sequences} H{self.hidden}"

    def batch(self) -> Batch:
        """Make random sequences, all of full length."""
        shape = (self.sequences, self.steps)
        symbols = np.random.default_rng(0).integers(0, self.symbols, (2, *shape)).tolist()
        return Batch.of(list(zip(*symbols, strict=True)))


SIZES = (
    Size(26, 25, 1, 4),
    Size(26, 25, 1, 16),
    Size(26, 25, 1, 32),
    Size(26, 25, 1, 64),
    Size(26, 13, 13, 16),
    Size(26, 13, 13, 32),
    Size(26, 13, 13, 64),
)


def measure(emit: Emit) -> Results:
    """Time every cell at every size."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        emit("Time of one training step (forward, backward, Adam), one processor core, medians of turns")
        return {str(size): _measure_size(size, emit) for size in SIZES}
    finally:
        torch.set_num_threads(threads)


def _measure_size(size: Size, emit: Emit) -> Results:
    rows = [[str(size), *_COLUMNS, "nn ÷ compiled", "best torch ÷ compiled", "compiled ÷ floor"]]
    found: Results = {}
    for name in catalogue.names():
        times = _measure_cell(
            NetShape(catalogue.load(name), size.symbols, size.hidden, 1, size.symbols), size
        )
        ratios = _ratios(times)
        found[name] = {"seconds": plain(times), "ratios": plain(ratios)}
        cells = [duration(times[column]) if column in times else "–" for column in _COLUMNS]
        rows.append([name, *cells, *(f"{ratio:.1f}×" if ratio else "–" for ratio in ratios.values())])
    for line in table(rows):
        emit(line)
    return found


def _ratios(times: dict[str, float]) -> dict[str, float]:
    compiled = times[COMPILED]
    best = min(times[name] for name in (PLAIN, FUSED, OURS, TEXTBOOK) if name in times)
    return {
        "plain": times.get(PLAIN, 0.0) / compiled,
        "best": best / compiled,
        "floor": compiled / times[FLOOR],
    }


def _measure_cell(shape: NetShape, size: Size) -> dict[str, float]:
    batch = size.batch()
    multiply, operations = peers.matrix_product()
    contestants: dict[str, Work] = {_PRODUCT: repeated(multiply)}
    for name, fused in ((PLAIN, False), (FUSED, True)):
        if step := peers.torch_step(shape, batch, fused=fused):
            contestants[name] = repeated(step)
    contestants[TEXTBOOK] = repeated(peers.textbook_step(shape, batch))
    contestants[OURS] = training(TorchRunner(shape, batch), shape)
    contestants[INTERPRETER] = training(InterpreterRunner(shape, batch), shape)
    contestants[COMPILED] = training(CompiledRunner(shape, batch), shape)
    times = interleaved(contestants)
    times[FLOOR] = times.pop(_PRODUCT) / operations * _operations(shape, size)
    return times


def _operations(shape: NetShape, size: Size) -> float:
    hidden, outputs = shape.hidden_size, shape.output_size
    matrices = peers.recurrent_matrices(shape.cell)
    return 6.0 * size.steps * size.sequences * (matrices * hidden**2 + hidden * outputs)


def repeated(step: peers.Step) -> Work:
    """Do a step as often as is asked."""

    def work(count: int) -> None:
        for _ in range(count):
            step()

    return work


def training(runner: Runner, shape: NetShape) -> Work:
    """Train a fresh net with one of our backends."""
    state = TrainingState.fresh(initialise(shape, 0))

    def work(count: int) -> None:
        runner.advance(state, _ADAM, count, False, _NO_STEPS)

    return work


def summary(results: dict[str, Any]) -> dict[str, Any]:
    """Give what was promised of the speed, from the results of `measure`: by size and cell the ratios."""
    return {size: {cell: found["ratios"] for cell, found in cells.items()} for size, cells in results.items()}
