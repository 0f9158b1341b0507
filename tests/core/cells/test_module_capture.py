"""A recorded pass trains exactly as one that is run operation by operation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, module
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.cells.module_capture import CapturedPass, Work
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.training_state import TrainingState

BATCH = Batch.of([([0, 3, 1, 2, 0], [1, 2, 0, 3, 1]), ([2, 2, 0], [-1, 1, 3]), ([1], [2])])
NOTHING = np.zeros(0, np.int64)


class Tape:
    """Stands in for a CUDA graph: does the work again, but writes where the first time wrote."""

    def __init__(self, parameters: list[torch.nn.Parameter]) -> None:
        self._parameters = parameters
        self.replays = 0

    def __call__(self, work: Work) -> Callable[[], torch.Tensor]:
        result = work()
        places = [parameter.grad for parameter in self._parameters]

        def replay() -> torch.Tensor:
            self.replays += 1
            result.copy_(work())
            for parameter, place in zip(self._parameters, places, strict=True):
                if place is not None and parameter.grad is not None:
                    place.copy_(parameter.grad)
                parameter.grad = None  # a graph leaves no gradients but at its own places
            return result

        return replay


def recording(monkeypatch: pytest.MonkeyPatch) -> list[Tape]:
    """Let every runner record, with tapes in place of graphs."""
    tapes: list[Tape] = []

    def capture(parameters: list[torch.nn.Parameter], work: Work) -> CapturedPass:
        tapes.append(Tape(parameters))
        return CapturedPass(parameters, work, tapes[-1])

    monkeypatch.setattr(module, "CapturedPass", capture)
    return tapes


def trained(runner: TorchRunner, shape: NetShape, optimizer: OptimizerSettings) -> TrainingState:
    state = TrainingState.fresh(initialise(shape, 1))
    for _ in range(3):
        runner.advance(state, optimizer, 4, stop_when_solved=False, snapshot_steps=NOTHING)
        runner.gradient(state.parameters)  # leaves other gradients behind
    return state


@pytest.mark.parametrize("name", catalogue.names())
@pytest.mark.parametrize("kind", ["adam", "sgd"])
def test_replaying_trains_the_same(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = NetShape(catalogue.load(name), 4, 5, 2, 4)
    optimizer = OptimizerSettings(kind="adam" if kind == "adam" else "sgd", learning_rate=0.05, clip_norm=1.0)
    plain = trained(TorchRunner(shape, BATCH), shape, optimizer)
    tapes = recording(monkeypatch)
    runner = TorchRunner(shape, BATCH)
    runner._may_capture = True
    replayed = trained(runner, shape, optimizer)
    assert [tape.replays for tape in tapes] == [12]
    assert replayed.step == plain.step
    np.testing.assert_array_equal(replayed.parameters, plain.parameters)
    np.testing.assert_array_equal(replayed.second_moment, plain.second_moment)


def test_what_cannot_be_recorded_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(parameters: list[torch.nn.Parameter], work: Work) -> CapturedPass:
        raise RuntimeError("operation not permitted when stream is capturing")

    monkeypatch.setattr(module, "CapturedPass", refuse)
    shape = NetShape(catalogue.load("gru"), 4, 5, 1, 4)
    plain = TorchRunner(shape, BATCH)
    refused = TorchRunner(shape, BATCH)
    refused._may_capture = True
    optimizer = OptimizerSettings()
    np.testing.assert_array_equal(
        trained(refused, shape, optimizer).parameters, trained(plain, shape, optimizer).parameters
    )
    assert not refused._may_capture


@pytest.mark.parametrize("device", ["cpu", *(["cuda"] if torch.cuda.is_available() else [])])
@pytest.mark.parametrize("name", catalogue.names())
def test_only_a_cuda_device_records_and_it_trains_the_same(name: str, device: str) -> None:
    shape = NetShape(catalogue.load(name), 4, 5, 2, 4)
    optimizer = OptimizerSettings(learning_rate=0.05)
    runner = TorchRunner(shape, BATCH, device)
    state = trained(runner, shape, optimizer)
    assert (runner._captured is not None) is (device == "cuda")
    expected = trained(TorchRunner(shape, BATCH), shape, optimizer)
    np.testing.assert_allclose(state.parameters, expected.parameters, rtol=1e-2, atol=1e-3)
