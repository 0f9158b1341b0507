"""The caption net in torch: conv-conv-maxpool blocks, a feature layer, and a decoder of any cell.

The last pooling takes the greatest value of each whole map, so that a thing is known wherever it stands.

This module imports torch, which takes a second: import it when it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from rnnlab.core.captions.drawing import Pictures
from rnnlab.core.captions.shape import (
    CONVOLUTIONS,
    EMBEDDING,
    FEATURE_BIAS,
    FEATURE_MATRIX,
    KERNEL,
    CaptionShape,
    bias_key,
    kernel_key,
)
from rnnlab.core.cells.module import NetModule
from rnnlab.core.cells.module_packing import PackedModule, load_parameters
from rnnlab.core.net import Float32Array

PAPER, CONTRAST = 238.0, 64.0
"""A pixel is (value - PAPER) / CONTRAST: about 0 where nothing is drawn, as beyond the edge."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What the picture net makes of pictures.

    Attributes
    ----------
    blocks
        Behind every block, (N, maps, side, side); all but the last one after pooling.
    greatest
        The greatest value of each of the last block's maps, (N, maps).
    features
        The feature vector v, (N, F).
    """

    blocks: tuple[torch.Tensor, ...]
    greatest: torch.Tensor
    features: torch.Tensor


class CaptionModule(PackedModule):
    """The whole net.

    Parameters
    ----------
    shape
        The net.
    device
        Where it lives.
    """

    def __init__(self, shape: CaptionShape, device: torch.device) -> None:
        super().__init__()
        self._shape = shape
        self.device = device
        self.decoder = NetModule(shape.decoder, device)
        self._own = {key: self._parameter(key) for key in shape.entries if self._is_further(key)}

    @property
    def embedding(self) -> nn.Parameter:
        """The words' vectors, (V, embedding)."""
        return self._own[EMBEDDING]

    def _is_further(self, key: str) -> bool:
        return self._shape.entries[key].offset >= self._shape.decoder.parameter_count

    def _parameter(self, key: str) -> nn.Parameter:
        entry = self._shape.entries[key]
        places = np.arange(entry.offset, entry.offset + entry.size).reshape(entry.shape)
        tensor = torch.zeros(entry.shape, device=self.device)
        if tensor.dim() == 4:
            tensor = tensor.contiguous(memory_format=torch.channels_last)
        parameter = self.pack(nn.Parameter(tensor), places)
        self.register_parameter(key, parameter)
        return parameter

    def moved(self, array: npt.NDArray[Any]) -> torch.Tensor:
        """Return an array as a tensor on the net's device, without waiting for it where that is safe.

        CUDA has copied the array by the time this returns; Metal reads it later, perhaps when it is gone.
        """
        return torch.from_numpy(array).to(self.device, non_blocking=self.device.type == "cuda")

    def prepared(self, pictures: Pictures) -> torch.Tensor:
        """Return pictures as the net takes them, (N, 3, 48, 48); the channels lie innermost in memory."""
        own = np.require(pictures, requirements=["C", "W"])  # (N, 48, 48, 3)
        pixels = self.moved(own).float()  # (N, 48, 48, 3)
        return ((pixels - PAPER) / CONTRAST).permute(0, 3, 1, 2)

    def see(self, pictures: torch.Tensor) -> Seen:
        """Run the picture net.

        Parameters
        ----------
        pictures
            What `prepared` returned.
        """
        maps = pictures  # (N, 3, 48, 48)
        blocks: list[torch.Tensor] = []
        for block in range(len(self._shape.maps)):
            maps = torch.relu_(self._convolved(maps, block, CONVOLUTIONS[0]))
            maps = self._convolved(maps, block, CONVOLUTIONS[1])
            if self._shape.is_pooled(block):
                # the greatest of four, then relu: the same as the other way round, at a quarter of the work
                maps = nn.functional.max_pool2d(maps, 2)
            maps = torch.relu(maps)  # (N, maps, side, side)
            blocks.append(maps)
        greatest = maps.amax(dim=(2, 3))  # (N, maps)
        features = nn.functional.linear(greatest, self._own[FEATURE_MATRIX], self._own[FEATURE_BIAS])
        return Seen(tuple(blocks), greatest, torch.relu(features))  # (N, F)

    def _convolved(self, maps: torch.Tensor, block: int, letter: str) -> torch.Tensor:
        kernels, bias = self._own[kernel_key(block, letter)], self._own[bias_key(block, letter)]
        return nn.functional.conv2d(maps, kernels, bias, padding=KERNEL // 2)

    def inputs(self, features: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Return what the decoder reads, (T, N, X), or (T + 1, N, X) if the features come first.

        Parameters
        ----------
        features
            Shape (N, F).
        words
            Word indices (T, N).
        """
        embedded = nn.functional.embedding(words, self._own[EMBEDDING])  # (T, N, embedding)
        if self._shape.handover == "first":
            return torch.cat([features[None], embedded])  # (T + 1, N, F)
        joined = features.expand(len(words), -1, -1)  # (T, N, F)
        return torch.cat([embedded, joined], dim=-1)  # (T, N, X)

    def forward(self, pictures: torch.Tensor, words: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        """Return the logits of what follows some of the words.

        Parameters
        ----------
        pictures
            What `prepared` returned.
        words
            Word indices (T, N), the first ones ``<START>``.
        rows
            Which of the T·N are wanted, (R,), counted word by word.

        Returns
        -------
        torch.Tensor
            Shape (R, V).
        """
        features = self.see(pictures).features  # (N, F)
        if self._shape.handover == "first":
            rows = rows + len(features)
        logits: torch.Tensor = self.decoder(self.inputs(features, words), rows)  # (R, V)
        return logits


def loaded(shape: CaptionShape, parameters: Float32Array, device: str = "cpu") -> CaptionModule:
    """Return a module with some parameters (P,)."""
    module = CaptionModule(shape, torch.device(device))
    load_parameters(module, parameters)
    return module
