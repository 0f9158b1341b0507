"""The torch engine: a recorded pass, and what it keeps on the device."""

from collections.abc import Callable
from contextlib import nullcontext

import numpy as np
import pytest
import torch
from torch.optim import optimizer as torch_optimizer

from rnnlab.core.cells.module_capture import Work
from rnnlab.core.text import engine_torch
from rnnlab.core.text.engines import EnginePlan, no_states
from rnnlab.core.text.training import TextRun
from rnnlab.core.text.windows import Position
from tests.core.cells.test_module_capture import Tape
from tests.core.text.helpers import TORCH, changed, run


def losses_over_two_epochs(which: TextRun, engine: engine_torch.TorchEngine) -> list[float]:
    state, windows, position = which.begin(), which.windows, Position()
    engine.load(state.training, state.carried)
    for _ in range(2 * windows.count(0)):
        engine.train([windows.at(position)], [0.01])
        position = windows.after(position)
    carried = engine.store()
    assert state.training.step == 2 * windows.count(0)
    assert np.abs(carried).max() > 0
    return [float(loss) for loss in engine.take_losses()]


@pytest.mark.parametrize("cell", ["lstm", "mut1"])
def test_a_recorded_pass_learns_the_same(cell: str) -> None:
    which = run(changed(cell=cell, layers=2))
    sizes = (which.windows.steps, which.windows.sequences)
    plain, recorded = (engine_torch.TorchEngine(TORCH, which.shape, sizes, 1.0, 0.0, 0) for _ in range(2))
    tape = Tape([packed.parameter for packed in recorded._net.packed() if packed.is_trained])
    recorded._recorder, recorded._may_capture = tape, True
    assert losses_over_two_epochs(which, recorded) == losses_over_two_epochs(which, plain)
    assert tape.replays == 2 * which.windows.count(0)


def test_what_cannot_be_recorded_runs_operation_by_operation() -> None:
    def refuses(work: Work) -> Callable[[], torch.Tensor]:
        work()
        raise RuntimeError("operation not permitted when stream is capturing")

    which = run()
    sizes = (which.windows.steps, which.windows.sequences)
    expected = engine_torch.TorchEngine(TORCH, which.shape, sizes, 1.0, 0.0, 0)
    engine = engine_torch.TorchEngine(TORCH, which.shape, sizes, 1.0, 0.0, 0, refuses)
    for one in (expected, engine):
        state = which.begin()
        one.load(state.training, state.carried)
        one.train([which.windows.at(Position())], [0.01])
        one.train([which.windows.at(Position(0, 1))], [0.01])
    np.testing.assert_array_equal(engine.take_losses(), expected.take_losses())


@pytest.mark.parametrize("cell", ["lstm", "mut1"])
def test_a_step_stays_on_the_device(cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    which = run(changed(cell=cell, layers=2))
    known = torch_optimizer.__dict__["_get_fused_kernels_supported_devices"]()
    monkeypatch.setattr(torch_optimizer, "_get_fused_kernels_supported_devices", lambda: [*known, "meta"])
    monkeypatch.setattr(engine_torch, "is_available", lambda _: True)
    sizes = (which.windows.steps, which.windows.sequences)
    # a device that knows shapes alone refuses to mix them with the processor's tensors
    engine = engine_torch.TorchEngine(EnginePlan("torch", "meta"), which.shape, sizes, 1.0, 0.0, 0)
    monkeypatch.setattr(engine, "_precision", nullcontext)
    engine.load(which.begin().training, no_states(which.shape, sizes[1]))
    for _ in range(2):
        engine.train([which.windows.at(Position())], [0.01])
    optimizer = engine._optimizer._optimizer
    assert optimizer is not None
    kept = [engine._carried, *engine._losses]
    kept += [tensor for memory in optimizer.state.values() for tensor in memory.values()]
    assert {tensor.device.type for tensor in kept} == {"meta"}
    assert len(engine._losses) == 2
