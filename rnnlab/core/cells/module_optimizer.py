"""torch's optimisers, with their memory going to and from a training state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import torch
from torch import nn

from rnnlab.core import optimizers
from rnnlab.core.cells.module_packing import PackedParameter

if TYPE_CHECKING:
    from rnnlab.core.experiment import OptimizerSettings
    from rnnlab.core.training_state import TrainingState

_FIRST = {"adam": "exp_avg", "sgd": "momentum_buffer"}
_SECOND = {"adam": "exp_avg_sq", "rmsprop": "square_avg"}
"""What torch calls the two moments of a training state."""


class ModuleOptimizer:
    """Updates parameters of a module, and remembers the last good ones.

    Parameters
    ----------
    parameters
        The packed parameters to update, on their device already; what is not trained is left out.

    Attributes
    ----------
    training_step
        Number of updates done.
    """

    def __init__(self, parameters: Iterable[PackedParameter]) -> None:
        self._packed = [packed for packed in parameters if packed.is_trained]
        self._parameters = [packed.parameter for packed in self._packed]
        self._first = [torch.zeros_like(parameter) for parameter in self._parameters]
        self._second = [torch.zeros_like(parameter) for parameter in self._parameters]
        self._kind = ""
        self._settings: OptimizerSettings | None = None
        self._optimizer: torch.optim.Optimizer | None = None
        self._good: list[torch.Tensor] = []
        self._good_step = 0
        self._good_run: TrainingState | None = None
        self._run: TrainingState | None = None
        self.training_step = 0

    def load(self, state: TrainingState, settings: OptimizerSettings) -> None:
        """Go on from a training state; the module's parameters are loaded elsewhere."""
        if settings.kind != self._kind:
            self._kind, self._optimizer = settings.kind, _make(settings, self._parameters)
        assert self._optimizer is not None
        self._settings, self._run, self.training_step = settings, state, state.step
        for group in self._optimizer.param_groups:
            group["lr"] = settings.learning_rate
            if settings.kind == "sgd":
                group["momentum"] = settings.momentum
        is_fused = bool(self._optimizer.param_groups[0].get("fused"))
        with torch.no_grad():
            for packed, first, second in zip(self._packed, self._first, self._second, strict=True):
                packed.load(state.first_moment, first)
                packed.load(state.second_moment, second)
                place = packed.parameter.device if is_fused else "cpu"
                memory = {"step": torch.tensor(float(state.step), device=place)}
                if settings.kind in _FIRST:
                    memory[_FIRST[settings.kind]] = first
                if settings.kind in _SECOND:
                    memory[_SECOND[settings.kind]] = second
                self._optimizer.state[packed.parameter] = memory

    def set_rate(self, rate: float) -> None:
        """Change the learning rate from the next update on."""
        assert self._optimizer is not None
        for group in self._optimizer.param_groups:
            group["lr"] = rate

    def store(self, state: TrainingState) -> None:
        """Write moments and step to a training state."""
        for packed, first, second in zip(self._packed, self._first, self._second, strict=True):
            packed.store(first, state.first_moment)
            packed.store(second, state.second_moment)
        state.step = self.training_step

    def step(self) -> None:
        """Clip the gradients and update the parameters."""
        assert self._optimizer is not None
        assert self._settings is not None
        if self._settings.clip_norm > 0:
            nn.utils.clip_grad_norm_(self._parameters, self._settings.clip_norm)
        self._optimizer.step()
        if self._settings.kind == "sgd" and self._settings.momentum == 0:
            # torch keeps no velocity then; without momentum it is the gradient
            for parameter, first in zip(self._parameters, self._first, strict=True):
                if parameter.grad is not None:
                    first.copy_(parameter.grad)
        self.training_step += 1

    def remember(self) -> None:
        """Copy parameters and moments."""
        live = self._live()
        if self._good:
            for kept, tensor in zip(self._good, live, strict=True):
                kept.copy_(tensor)
        else:
            self._good = [tensor.clone() for tensor in live]
        self._good_run, self._good_step = self._run, self.training_step

    def restore(self) -> None:
        """Go back to what was remembered of the same run."""
        if self._good_run is self._run:
            for tensor, kept in zip(self._live(), self._good, strict=True):
                tensor.copy_(kept)
            self.training_step = self._good_step

    def _live(self) -> list[torch.Tensor]:
        return [*(parameter.data for parameter in self._parameters), *self._first, *self._second]


def _make(settings: OptimizerSettings, parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
    """Return a new optimiser, fused where torch has it for this device."""
    rate = settings.learning_rate
    if settings.kind == "rmsprop":
        return torch.optim.RMSprop(
            parameters, lr=rate, alpha=optimizers.RMSPROP_ALPHA, eps=optimizers.EPSILON
        )
    for fused in (True, None):
        try:
            if settings.kind == "sgd":
                return torch.optim.SGD(parameters, lr=rate, momentum=settings.momentum, fused=fused)
            betas = optimizers.ADAM_BETAS
            return torch.optim.Adam(parameters, lr=rate, betas=betas, eps=optimizers.EPSILON, fused=fused)
        except RuntimeError:
            if fused is None:
                raise
    raise AssertionError
