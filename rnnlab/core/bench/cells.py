"""Every cell of the catalogue beside the same equations as a plain loop in torch, at one size."""

from __future__ import annotations

import torch

from rnnlab.core.bench import Emit, Results, peers, plain
from rnnlab.core.bench.steps import Size, repeated, training
from rnnlab.core.bench.timing import duration, interleaved, table
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.net import NetShape

SIZE = Size(26, 25, 1, 32)
LOOP, TORCH, COMPILED = "plain torch loop", "torch backend", "compiled"


def measure(emit: Emit) -> Results:
    """Time a training step of every cell."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return _measure(emit)
    finally:
        torch.set_num_threads(threads)


def _measure(emit: Emit) -> Results:
    rows = [[f"A training step, {SIZE}", LOOP, TORCH, COMPILED, "loop ÷ torch", "loop ÷ compiled"]]
    results: Results = {}
    batch = SIZE.batch()
    for name in catalogue.names():
        shape = NetShape(catalogue.load(name), SIZE.symbols, SIZE.hidden, 1, SIZE.symbols)
        times = interleaved(
            {
                LOOP: repeated(peers.textbook_step(shape, batch)),
                TORCH: training(TorchRunner(shape, batch), shape),
                COMPILED: training(CompiledRunner(shape, batch), shape),
            }
        )
        results[name] = plain({**times, "ratio": times[LOOP] / times[COMPILED]})
        each = [duration(times[who]) for who in (LOOP, TORCH, COMPILED)]
        ratios = [f"{times[LOOP] / times[who]:.1f}×" for who in (TORCH, COMPILED)]
        rows.append([name, *each, *ratios])
    for line in table(rows):
        emit(line)
    return results
