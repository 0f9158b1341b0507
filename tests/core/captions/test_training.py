"""Where a caption net is trained: a device without numbers stands in for an accelerator."""

import numpy as np
import pytest
import torch
from torch.optim import optimizer as torch_optimizer

from rnnlab.core.captions import training
from rnnlab.core.captions.module import CaptionModule
from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.settings import Handover
from rnnlab.core.captions.training import CaptionTrainer, choose_device
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState
from tests.core.captions.tiny import HANDOVERS, TINY, tiny

NO_STEPS = np.zeros(0, np.int64)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let training use a device that knows shapes and refuses to mix them with the processor's tensors."""
    known = torch_optimizer.__dict__["_get_fused_kernels_supported_devices"]()
    monkeypatch.setattr(torch_optimizer, "_get_fused_kernels_supported_devices", lambda: [*known, "meta"])
    monkeypatch.setattr(training, "choose_device", lambda _: "meta")
    return "meta"


@pytest.mark.parametrize("handover", HANDOVERS)
def test_a_step_stays_on_the_device(
    handover: Handover, stand_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape, parameters, _ = tiny(handover)
    trainer = CaptionTrainer(shape, TINY, DrawnPictures("ko", 0, count=4))
    fetched: list[torch.Tensor] = []

    def fetch(tensor: torch.Tensor) -> torch.Tensor:
        fetched.append(tensor)
        return torch.full(tensor.shape, torch.nan)

    monkeypatch.setattr(torch.Tensor, "cpu", fetch)
    report = trainer.advance(TrainingState.fresh(parameters), 3, NO_STEPS)
    assert report.status == "diverged"
    assert [(tuple(tensor.shape), tensor.device.type) for tensor in fetched] == [((3, 2), stand_in)]
    optimizer = trainer._optimizer
    adam = optimizer._adam
    assert adam._optimizer is not None
    kept = [*optimizer._momenta, *adam._first, *adam._second]
    kept += [tensor for memory in adam._optimizer.state.values() for tensor in memory.values()]
    assert {tensor.device.type for tensor in kept} == {stand_in}
    trained = [packed.parameter for packed in trainer.module.packed() if packed.is_trained]
    assert {parameter.grad.device.type for parameter in trained if parameter.grad is not None} == {stand_in}


@pytest.mark.parametrize("device, waits", [("cuda", False), ("mps", True), ("cpu", True)])
def test_only_cuda_is_not_waited_for(device: str, waits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    module = CaptionModule(tiny()[0], torch.device("cpu"))
    asked: list[tuple[torch.device, bool]] = []

    def to(tensor: torch.Tensor, where: torch.device, *, non_blocking: bool) -> torch.Tensor:
        asked.append((where, non_blocking))
        return tensor

    monkeypatch.setattr(torch.Tensor, "to", to)
    module.device = torch.device(device)
    module.moved(np.zeros(3, np.int64))
    assert asked == [(torch.device(device), not waits)]


def test_the_device_that_is_asked_for_is_used_or_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert [choose_device(wish) for wish in ("auto", "cpu", "cuda")] == ["cuda", "cpu", "cuda"]
    with pytest.raises(Problem) as caught:
        choose_device("mps")
    assert caught.value == Problem("device.missing", "device", device="mps")
