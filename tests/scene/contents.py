"""Contents for tests: small nets with random weights on a sequence of symbols."""

from __future__ import annotations

import numpy as np

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import NetShape
from rnnlab.core.trace import record
from rnnlab.scene.content import Content


def content(
    cell: Cell | str = "rnn",
    *,
    symbols: int = 5,
    hidden: int = 4,
    layers: int = 1,
    steps: int | None = None,
    given: int | None = None,
    targets: bool = True,
    clamps: tuple[Clamp, ...] = (),
    labels: tuple[str, ...] | None = None,
    seed: int = 0,
) -> Content:
    """Return a net with random weights on 0, 1, 2 … (as inputs) with the next symbol as target."""
    found = catalogue.load(cell) if isinstance(cell, str) else cell
    shape = NetShape(found, symbols, hidden, layers, symbols)
    length = symbols - 1 if steps is None else steps
    sequence = [t % symbols for t in range(length + 1)]
    parameters = np.random.default_rng(seed).normal(0, 0.7, shape.parameter_count).astype(np.float32)
    wanted = sequence[1:] if targets else None
    trace = record(shape, parameters, sequence[:-1], wanted, clamps)
    names = labels or tuple(
        chr(0xAC00 + 588 * (symbol % 19) + 28 * (symbol // 19)) for symbol in range(symbols)
    )
    return Content(trace, names, length if given is None else given, training_step=0)
