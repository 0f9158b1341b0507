"""Recording one trace: every named quantity of one sequence with its gradient, forward and backward."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from rnnlab.core import trace
from rnnlab.core.bench import Emit, Results, plain
from rnnlab.core.bench.timing import Work, duration, interleaved, table
from rnnlab.core.cells import catalogue, kernel
from rnnlab.core.net import NetShape, initialise

_SYMBOLS, _STEPS, _HIDDEN = 26, 25, 32


def measure(emit: Emit) -> Results:
    """Time a trace with the interpreter and with compiled code."""
    rng = np.random.default_rng(0)
    inputs, targets = rng.integers(0, _SYMBOLS, (2, _STEPS)).astype(np.int32)  # (T,), (T,)
    rows = [[f"Recording a trace, V{_SYMBOLS} T{_STEPS} H{_HIDDEN}", "interpreter", "compiled", "ratio"]]
    results: Results = {}
    for name in catalogue.names():
        shape = NetShape(catalogue.load(name), _SYMBOLS, _HIDDEN, 1, _SYMBOLS)
        parameters = initialise(shape, 0)
        kernel.prepare(shape.cell)
        given = (shape, parameters, inputs, targets)
        contestants: dict[str, Work] = {
            "interpreter": partial(_work, partial(trace.record, *given)),
            "compiled": partial(_work, partial(kernel.record, *given)),
        }
        times = interleaved(contestants)
        results[name] = plain(times)
        ratio = f"{times['interpreter'] / times['compiled']:.1f}×"
        rows.append([name, *(duration(seconds) for seconds in times.values()), ratio])
    for line in table(rows):
        emit(line)
    return results


def _work(record: Callable[[], object], count: int) -> None:
    for _ in range(count):
        record()
