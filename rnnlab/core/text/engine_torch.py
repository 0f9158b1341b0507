"""The torch engine: fused layers where torch has them, bfloat16 products, any device. Imports torch.

On a CUDA device forward and backward of a window are recorded once and replayed
(`rnnlab.core.cells.module_capture`); with dropout, whose masks are new at every step, and where a library
cannot be recorded, they run operation by operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.cells.module_capture import CapturedPass, Recorder
from rnnlab.core.cells.module_optimizer import ModuleOptimizer
from rnnlab.core.cells.module_packing import gather, load_parameters
from rnnlab.core.cells.module_stream import StreamModule
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.engines import EnginePlan
from rnnlab.core.text.windows import Window
from rnnlab.core.training_state import TrainingState

__all__ = ["TorchEngine", "has_bfloat16", "is_available", "is_out_of_memory"]

_STEPS_APART = 2**20
"""Seeds of dropout masks are a seed times this plus the training step."""


def is_available(device: str) -> bool:
    """Tell whether torch can compute there."""
    if device == "cuda":
        return torch.cuda.is_available()
    if device == "mps":
        return torch.backends.mps.is_available()
    return device == "cpu"


def has_bfloat16(device: str) -> bool:
    """Tell whether a device multiplies bfloat16 in hardware; whether that is faster has to be measured."""
    if device == "cuda":
        return torch.cuda.is_available() and torch.cuda.is_bf16_supported(including_emulation=False)
    if device == "cpu":
        return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 - torch offers no other way
    return False


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether an error means that memory was not enough, of a processor or an accelerator."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and ("allocate memory" in text or "out of memory" in text)


class TorchEngine:
    """Trains with torch; see `rnnlab.core.text.engines.Engine`."""

    def __init__(
        self,
        plan: EnginePlan,
        shape: NetShape,
        sizes: tuple[int, int],
        clip_norm: float,
        dropout: float,
        seed: int,
        recorder: Recorder | None = None,
    ) -> None:
        if not is_available(plan.device):
            raise Problem("backend.unavailable", "device", backend="torch", detail=plan.device)
        self._plan, self._shape, self._sizes = plan, shape, sizes
        self._device = torch.device(plan.device)
        self._net = StreamModule(shape, self._device, dropout)
        self._optimizer = ModuleOptimizer(self._net.packed())
        self._clip_norm, self._seed = clip_norm, seed
        self._state: TrainingState | None = None
        self._carried = torch.zeros(0)
        self._losses: list[torch.Tensor] = []
        self._inputs = torch.zeros(sizes, dtype=torch.int64, device=self._device)  # (T, B)
        self._targets = torch.zeros(sizes[0] * sizes[1], dtype=torch.int64, device=self._device)  # (T·B,)
        self._recorder = recorder
        self._captured: CapturedPass | None = None
        has_dropout = dropout > 0 and shape.layers > 1
        self._may_capture = (plan.device == "cuda" or recorder is not None) and not has_dropout

    def load(self, state: TrainingState, carried: Float32Array) -> None:
        """Take a training state; see `Engine`."""
        # the number of threads belongs to the thread that calls
        if torch.get_num_threads() != self._plan.threads:
            torch.set_num_threads(self._plan.threads)
        self._state = state
        load_parameters(self._net, state.parameters)
        self._optimizer.load(state, OptimizerSettings("adam", 1e-3, 0.0, self._clip_norm))
        self._carried = torch.from_numpy(carried.copy()).to(self._device)  # (L, states, B, H)
        self._captured = None

    @property
    def windows_at_once(self) -> int:
        """How many windows `train` would like to have; see `Engine`."""
        return 1

    def train(self, windows: Sequence[Window], rates: Sequence[float]) -> None:
        """Do a training step on each of some windows; see `Engine`."""
        for window, rate in zip(windows, rates, strict=True):
            self._step(window, rate)

    def _step(self, window: Window, rate: float) -> None:
        self._net.train()
        self._net.seed((self._seed * _STEPS_APART + self._optimizer.training_step) % 2**63)
        inputs, targets = self._symbols(window)
        self._inputs.copy_(inputs)
        self._targets.copy_(targets)
        if window.is_first:
            self._carried.zero_()
        self._losses.append(self._replayed())
        self._optimizer.set_rate(rate)
        self._optimizer.step()

    def _pass(self) -> torch.Tensor:
        """Run forward and backward on the window in hand and carry the states on; return the loss ()."""
        with self._precision():
            logits, after = self._net(self._inputs, self._carried)
        loss = nn.functional.cross_entropy(logits.float(), self._targets)  # ()
        self._net.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        for packed in self._net.packed():
            packed.mask_gradient()
        self._carried.copy_(after.detach())  # not before the backward pass, which reads them
        return loss.detach()

    def _replayed(self) -> torch.Tensor:
        """Run a pass: by replaying it where it can be recorded."""
        if self._may_capture and self._captured is None:
            carried = self._carried.clone()
            trained = [packed.parameter for packed in self._net.packed() if packed.is_trained]
            try:
                self._captured = CapturedPass(trained, self._pass, self._recorder)
            except RuntimeError as error:
                if is_out_of_memory(error):
                    raise
                self._may_capture = False
            self._carried.copy_(carried)  # recording has read the window, too
        if self._captured is None:
            return self._pass()
        return self._captured.run().clone()

    def take_losses(self) -> npt.NDArray[np.float32]:
        """Return the losses since the last call; see `Engine`."""
        losses, self._losses = self._losses, []
        if not losses:
            return np.zeros(0, np.float32)
        return np.asarray(torch.stack(losses).cpu().numpy(), np.float32)

    def measure(self, windows: Iterable[Window]) -> tuple[float, int]:
        """Return the sum of losses and the number of targets; see `Engine`."""
        self._net.eval()
        total, count = 0.0, 0
        carried = torch.zeros_like(self._carried)
        with torch.inference_mode():
            for window in windows:
                inputs, targets = self._symbols(window)
                before = torch.zeros_like(carried) if window.is_first else carried
                with self._precision():
                    logits, carried = self._net(inputs, before)
                total += float(
                    nn.functional.cross_entropy(
                        logits.float(), targets, ignore_index=NO_TARGET, reduction="sum"
                    )
                )
                count += int((window.targets != NO_TARGET).sum())
        return total, count

    def store(self) -> Float32Array:
        """Write everything to the training state; see `Engine`."""
        assert self._state is not None
        gather(self._net, self._state.parameters, lambda parameter: parameter)
        self._optimizer.store(self._state)
        return np.asarray(self._carried.cpu().numpy(), np.float32).copy()

    def close(self) -> None:
        """Do nothing: torch's threads are its own; see `Engine`."""

    def _symbols(self, window: Window) -> tuple[torch.Tensor, torch.Tensor]:
        """Return inputs (T, B) and targets (T·B,) on the device."""
        inputs = torch.from_numpy(window.inputs).to(self._device, torch.int64)
        targets = torch.from_numpy(window.targets).to(self._device, torch.int64)
        return inputs, targets.flatten()

    def _precision(self) -> torch.autocast:
        is_mixed = self._plan.precision == "bfloat16"
        return torch.autocast(self._device.type, torch.bfloat16, enabled=is_mixed)
