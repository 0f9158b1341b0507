"""A net as a torch module that reads a long text window by window, with dropout between its layers.

Where the cell is torch's RNN, LSTM or GRU its fused layer is used: one module for all layers, or, with
dropout, one a layer, so that the masks come from a generator of their own and a run can be repeated exactly.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from rnnlab.core.cells.module_graph import GraphLayer, places_of
from rnnlab.core.cells.module_known import KnownLayers
from rnnlab.core.cells.module_packing import PackedModule
from rnnlab.core.cells.recognition import recognise
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, NetShape

__all__ = ["StreamModule"]


class StreamModule(PackedModule):
    """Layers with carried states and the output layer.

    Parameters
    ----------
    shape
        The net.
    device
        Where it lives.
    dropout
        Share of a layer's outputs that the layer above does not see while training.

    Attributes
    ----------
    is_fused
        Whether torch's own layer for this cell is used.
    """

    def __init__(self, shape: NetShape, device: torch.device, dropout: float = 0.0) -> None:
        super().__init__()
        self._shape, self._device = shape, device
        self._dropout = dropout if shape.layers > 1 else 0.0
        recognition = recognise(shape.cell)
        self.is_fused = recognition is not None
        every = range(1, shape.layers + 1)
        self._groups: list[range] = [every] if self.is_fused and not self._dropout else _singly(every)
        layers: list[KnownLayers] | list[GraphLayer]
        if recognition is not None:
            layers = [KnownLayers(shape, recognition, device, group) for group in self._groups]
        else:
            layers = [GraphLayer(shape, group[0], device) for group in self._groups]
        self._wants_one_hot = layers[0].wants_one_hot
        self._layers = nn.ModuleList(layers)
        self._output = nn.Linear(shape.hidden_size, shape.output_size, device=device)
        self.pack(self._output.weight, places_of(shape, OUTPUT_MATRIX, 0))
        self.pack(self._output.bias, places_of(shape, OUTPUT_BIAS, 0))
        # made once, on the device: torch's own generator belongs to everybody
        self._generator = torch.Generator(device) if self._dropout else None

    def seed(self, seed: int) -> None:
        """Make the next dropout masks those of this seed."""
        if self._generator is not None:
            self._generator.manual_seed(seed)

    def forward(self, symbols: torch.Tensor, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Run over a window.

        Parameters
        ----------
        symbols
            int64 (T, B).
        states
            Before the first step, (L, states, B, H).

        Returns
        -------
        tuple
            Logits (T·B, V), and the states after the last step.
        """
        below = symbols
        if self._wants_one_hot:
            below = nn.functional.one_hot(symbols, self._shape.input_size).float()  # (T, B, X)
        after: list[torch.Tensor] = []
        for group, layer in zip(self._groups, self._layers, strict=True):
            before = states[group[0] - 1 : group[-1]]  # (layers, states, B, H)
            below, end = _run(layer, below, before)
            after.append(end)
            if group[-1] < self._shape.layers:
                below = self._dropped(below)
        logits: torch.Tensor = self._output(below.flatten(0, 1))  # (T·B, V)
        return logits, torch.cat(after)

    def _dropped(self, values: torch.Tensor) -> torch.Tensor:
        if not self.training or self._generator is None:
            return values
        kept = 1.0 - self._dropout
        mask = torch.empty_like(values).bernoulli_(kept, generator=self._generator)  # (T, B, H)
        return values * mask / kept


def _singly(layers: range) -> list[range]:
    return [range(layer, layer + 1) for layer in layers]


def _run(layer: nn.Module, x: torch.Tensor, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Run one module; returns its output (T, B, H) and states (layers, states, B, H)."""
    if isinstance(layer, GraphLayer):
        output, after = layer.carry(x, states[0])
        return output, after[None]
    carry: Callable[[torch.Tensor, torch.Tensor], tuple[torch.Tensor, torch.Tensor]] = layer.carry  # type: ignore[assignment]
    return carry(x, states)
