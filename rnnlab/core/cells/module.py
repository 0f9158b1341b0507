"""The torch backend: any cell on CPU, CUDA or MPS.

It serves large nets and accelerators; a tiny net on a CPU is faster on the other backends, because here every
operation costs microseconds however small it is. On a CUDA device a whole pass is recorded and replayed
(:mod:`rnnlab.core.cells.module_capture`). Where a cell *is* torch's RNN, LSTM or GRU (see
:mod:`rnnlab.core.cells.recognition`) its fused layer is used. This module imports torch, which takes a
second: import it when it is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from rnnlab.core.cells import stepwise
from rnnlab.core.cells.module_capture import CapturedPass
from rnnlab.core.cells.module_graph import GraphLayer, places_of
from rnnlab.core.cells.module_known import KnownLayers
from rnnlab.core.cells.module_optimizer import ModuleOptimizer
from rnnlab.core.cells.module_packing import PackedModule, gather, load_parameters
from rnnlab.core.cells.recognition import recognise
from rnnlab.core.cells.runner import Chunk, Evaluation, IntArray
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, Float32Array, NetShape
from rnnlab.core.training_state import TrainingState

if TYPE_CHECKING:
    from rnnlab.core.batch import Batch
    from rnnlab.core.experiment import OptimizerSettings

SMALL_PRODUCT = 2e6
"""Below so many floating-point operations in one product a second thread costs more than it does."""

THREADS = max((os.cpu_count() or 1) // 2, 1)
"""Threads for larger products: one a core, which leaves the window room. A number that is fixed and not
measured, because it decides in which order numbers are added: the same seed has to give the same run."""


class NetModule(PackedModule):
    """A whole net: its layers and the output layer.

    Parameters
    ----------
    shape
        The net.
    device
        Where it lives.
    """

    def __init__(self, shape: NetShape, device: torch.device) -> None:
        super().__init__()
        self._shape = shape
        recognition = recognise(shape.cell)
        self.is_fused = recognition is not None
        layers: list[KnownLayers] | list[GraphLayer]
        if recognition is not None:
            layers = [KnownLayers(shape, recognition, device)]
        else:
            layers = [GraphLayer(shape, layer, device) for layer in range(1, shape.layers + 1)]
        self._wants_one_hot = layers[0].wants_one_hot
        self._layers = nn.Sequential(*layers)
        self._output = nn.Linear(shape.hidden_size, shape.output_size, device=device)
        self.pack(self._output.weight, places_of(shape, OUTPUT_MATRIX, 0))
        self.pack(self._output.bias, places_of(shape, OUTPUT_BIAS, 0))

    def prepared(self, symbols: torch.Tensor) -> torch.Tensor:
        """Return symbols (T, B) in the form that :meth:`forward` takes."""
        if not self._shape.is_one_hot:
            table = torch.tensor(self._shape.codes, dtype=torch.float32, device=symbols.device)  # (S, X)
            return nn.functional.embedding(symbols, table)  # (T, B, X)
        if not self._wants_one_hot:
            return symbols
        return nn.functional.one_hot(symbols, self._shape.input_size).float()  # (T, B, X)

    def forward(self, x: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        """Return logits.

        Parameters
        ----------
        x
            What :meth:`prepared` returned.
        rows
            Which of the T·B rows are wanted, (N,).

        Returns
        -------
        torch.Tensor
            Shape (N, V).
        """
        top = self._layers(x).flatten(0, 1)  # (T·B, H)
        logits: torch.Tensor = self._output(top.index_select(0, rows))  # (N, V)
        return logits


class TorchRunner:
    """Trains one net on one batch; see :class:`~rnnlab.core.cells.runner.Runner`.

    Parameters
    ----------
    shape, batch
        What is trained on what.
    device
        ``"cpu"``, ``"cuda"`` or ``"mps"``.

    Attributes
    ----------
    device
        Where it computes.
    is_fused
        Whether torch's own layer for this cell is used.
    """

    name = "torch"

    def __init__(self, shape: NetShape, batch: Batch, device: str = "cpu") -> None:
        self.device = device
        self._shape = shape
        where = torch.device(device)
        self._net = NetModule(shape, where)
        self.is_fused = self._net.is_fused
        self._optimizer = ModuleOptimizer(self._net.packed())
        targets = torch.tensor(batch.targets.reshape(-1), dtype=torch.int64)  # (T·B,)
        rows = torch.nonzero(targets >= 0).flatten()  # (N,)
        self._rows = rows.to(where)
        self._targets = targets[rows].to(where)  # (N,)
        self._inputs = self._net.prepared(torch.tensor(batch.inputs, dtype=torch.int64).to(where))
        self._is_small = 2.0 * batch.size * shape.hidden_size**2 * 4 < SMALL_PRODUCT
        self._total = batch.attainable
        self._parameters = np.zeros(shape.parameter_count, np.float32)  # (P,)
        self._captured: CapturedPass | None = None
        self._may_capture = where.type == "cuda"

    def advance(
        self,
        state: TrainingState,
        optimizer: OptimizerSettings,
        limit: int,
        stop_when_solved: bool,
        snapshot_steps: IntArray,
    ) -> Chunk:
        """Do up to ``limit`` training steps; see :meth:`rnnlab.core.cells.runner.Runner.advance`."""
        self._choose_threads()
        load_parameters(self._net, state.parameters)
        self._optimizer.load(state, optimizer)
        self._parameters = state.parameters
        stepper = _Stepper(self, self._optimizer)
        chunk = stepwise.advance(stepper, self._total, limit, stop_when_solved, snapshot_steps)
        gather(self._net, state.parameters, lambda parameter: parameter)
        self._optimizer.store(state)
        return chunk

    def evaluate(self, parameters: Float32Array) -> Evaluation:
        """Return the loss and the right answers of some parameters (P,)."""
        self._choose_threads()
        load_parameters(self._net, parameters)
        with torch.inference_mode():
            _, loss, correct = self.measure()
        return Evaluation(loss, correct, self._total)

    def copy_parameters(self) -> Float32Array:
        """Return a copy of the parameters as they are now, flat (P,)."""
        flat = self._parameters.copy()  # (P,): what no state reads has no place in the module
        gather(self._net, flat, lambda parameter: parameter)
        return flat

    def gradient(self, parameters: Float32Array) -> tuple[float, Float32Array]:
        """Return the loss and ∂L/∂parameters, flat (P,)."""
        load_parameters(self._net, parameters)
        flat = np.zeros(self._shape.parameter_count, np.float32)  # (P,)
        loss, value, _ = self.measure()
        self.backward(loss)
        gather(self._net, flat, lambda parameter: parameter.grad)
        return value, flat

    def _choose_threads(self) -> None:
        """Keep tiny products on one thread, where a pool of them only waits and fights the window.

        The number belongs to the thread that calls, so it is set here and not where torch is imported.
        """
        wanted = 1 if self._is_small else THREADS
        if torch.get_num_threads() != wanted:
            torch.set_num_threads(wanted)

    def measure(self) -> tuple[torch.Tensor, float, int]:
        """Run forward; return the loss as a tensor and as a number, and the right answers."""
        if not self._total:
            return torch.zeros((), device=self.device), 0.0, 0
        loss, both = self._forward()
        value, right = both.tolist()
        return loss, value, round(right)

    def _forward(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the loss, and loss and right answers side by side (2,): one transfer for both."""
        logits = self._net(self._inputs, self._rows)  # (N, V)
        loss = nn.functional.cross_entropy(logits, self._targets)  # ()
        correct = (logits.detach().argmax(dim=-1) == self._targets).sum()  # ()
        return loss, torch.stack([loss.detach(), correct.to(loss.dtype)])  # (2,)

    def _pass(self) -> torch.Tensor:
        """Run forward and backward; return loss and right answers (2,)."""
        loss, both = self._forward()
        self.backward(loss)
        return both

    def measure_and_differentiate(self) -> tuple[float, int] | None:
        """Do one training step's forward and backward by replaying it; None where that cannot be done.

        What a device or a library cannot record is run operation by operation from then on.
        """
        if self._may_capture and self._captured is None and self._total:
            trained = [packed.parameter for packed in self._net.packed() if packed.is_trained]
            try:
                self._captured = CapturedPass(trained, self._pass)
            except RuntimeError:
                self._may_capture = False
        if self._captured is None:
            return None
        value, right = self._captured.run().tolist()
        return value, round(right)

    def backward(self, loss: torch.Tensor) -> None:
        """Fill the parameters' gradients."""
        self._net.zero_grad(set_to_none=True)
        if loss.requires_grad:
            loss.backward()  # type: ignore[no-untyped-call]
        for packed in self._net.packed():
            packed.mask_gradient()


class _Stepper:
    """Training steps on the module's own parameters."""

    def __init__(self, runner: TorchRunner, optimizer: ModuleOptimizer) -> None:
        self._runner = runner
        self._optimizer = optimizer
        self._loss: torch.Tensor | None = None

    @property
    def step(self) -> int:
        return self._optimizer.training_step

    def measure(self) -> tuple[float, int]:
        replayed = self._runner.measure_and_differentiate()
        if replayed is not None:
            self._loss = None
            return replayed
        self._loss, value, correct = self._runner.measure()
        return value, correct

    def copy_parameters(self) -> Float32Array:
        return self._runner.copy_parameters()  # (P,)

    def remember(self) -> None:
        self._optimizer.remember()

    def restore(self) -> None:
        self._optimizer.restore()

    def update(self) -> None:
        if self._loss is not None:
            self._runner.backward(self._loss)
        self._optimizer.step()
