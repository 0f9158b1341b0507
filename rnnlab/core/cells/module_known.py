"""Layers of a recognised cell as torch's own ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from rnnlab.core.cells.module_graph import places_of
from rnnlab.core.cells.module_packing import NOWHERE, PackedModule, Places
from rnnlab.core.cells.recognition import Gate, Recognition
from rnnlab.core.net import NetShape


class KnownLayers(PackedModule):
    """Layers of a net in one torch module.

    Parameters
    ----------
    shape
        The net.
    recognition
        What its cell is.
    device
        Where it lives.
    layers
        Which ones, numbered from 1; None for all of them.
    """

    wants_one_hot = True

    def __init__(
        self,
        shape: NetShape,
        recognition: Recognition,
        device: torch.device,
        layers: range | None = None,
    ) -> None:
        super().__init__()
        self._shape = shape
        self._is_single = len(shape.cell.states) == 1
        layers = layers or range(1, shape.layers + 1)
        input_size = shape.layer_input_size(layers[0])
        options = {"nonlinearity": recognition.function} if recognition.kind == "RNN" else {}
        self._layers: nn.RNNBase = getattr(nn, recognition.kind)(
            input_size, shape.hidden_size, len(layers), device=device, **options
        )
        for number, layer in enumerate(layers):
            for name, places in self._places(recognition.gates, layer):
                self.pack(getattr(self._layers, f"{name}_l{number}"), places)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the output state (T, B, H) for one-hot symbols (T, B, X)."""
        output: torch.Tensor = self._layers(x)[0]  # (T, B, H)
        return output

    def carry(self, x: torch.Tensor, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Run on from given states.

        Parameters
        ----------
        x
            One-hot symbols or the output of the layer below, (T, B, X).
        states
            Before the first step, (layers, states, B, H).

        Returns
        -------
        tuple
            The output state (T, B, H) and the states after the last step.
        """
        if self._is_single:
            output, after = self._layers(x, states[:, 0].contiguous())
            return output, after[:, None]
        before = tuple(states[:, number].contiguous() for number in range(states.shape[1]))
        output, all_after = self._layers(x, before)
        return output, torch.stack(all_after, dim=1)

    def _places(self, gates: tuple[Gate, ...], layer: int) -> list[tuple[str, Places]]:
        """Return torch's names with the flat indices of the stacked gates."""

        def stacked(names: list[str | None]) -> Places:
            missing = np.full(self._shape.hidden_size, NOWHERE)  # (H,)
            return np.concatenate([places_of(self._shape, n, layer) if n else missing for n in names])

        return [
            ("weight_ih", stacked([gate.input_matrix for gate in gates])),  # (gates·H, X)
            ("weight_hh", stacked([gate.hidden_matrix for gate in gates])),  # (gates·H, H)
            ("bias_ih", stacked([gate.input_bias for gate in gates])),  # (gates·H,)
            ("bias_hh", stacked([gate.hidden_bias for gate in gates])),  # (gates·H,)
        ]
