"""What a vanishing gradient costs, measured: the echo after a delay that the plain RNN does not bridge.

Measured over seeds 0–9 (H 16, 4 symbols, Adam 0.01, clip 1, 1,500 steps), solved of 10:
delay 10: RNN 1, LSTM 10 · delay 20: RNN 0, LSTM 10 · delay 50: RNN 0, LSTM 2, with forget bias 3: 7 ·
delay 100: RNN 0, LSTM 0, with forget bias 3: 2.
"""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.cells import kernel
from rnnlab.core.cells.kernel.runner import CompiledRunner
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.initial_conditions import InitialConditions, conditioned
from rnnlab.core.tasks import task_of
from rnnlab.core.training_state import TrainingState

SEEDS = range(5)
OPTIMIZER = OptimizerSettings("adam", 0.01, clip_norm=1.0)


def solved_seeds(cell: str, delay: int, forget_bias: float | None = None) -> int:
    experiment = Experiment("A-D", task="echo", delay=delay, cell=cell, hidden_size=16)
    shape = experiment.shape()
    kernel.prepare(shape.cell)
    solved = 0
    for seed in SEEDS:
        flat = conditioned(shape, seed, InitialConditions(forget_bias=forget_bias))
        runner = CompiledRunner(shape, task_of(experiment).batch())
        chunk = runner.advance(
            TrainingState.fresh(flat),
            OPTIMIZER,
            1500,
            stop_when_solved=True,
            snapshot_steps=np.zeros(0, np.int64),
        )
        solved += chunk.status == "solved"
    return solved


@pytest.mark.parametrize("delay", [20, 50])
def test_the_plain_rnn_fails(delay: int) -> None:
    assert solved_seeds("rnn", delay) == 0


def test_the_lstm_bridges_what_the_rnn_does_not() -> None:
    assert solved_seeds("lstm", 20) == len(SEEDS)


def test_a_forget_bias_bridges_more() -> None:
    assert solved_seeds("lstm", 50, forget_bias=3.0) > solved_seeds("lstm", 50)
