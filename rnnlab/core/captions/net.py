"""A caption net at work: it looks at a picture and says what is there, and shows how it came to it.

This module imports torch, which takes a second: import it when it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from rnnlab.core.captions.decoding import LONGEST, Decoder, Spoken
from rnnlab.core.captions.drawing import CANVAS, Pictures
from rnnlab.core.captions.grammar import Language
from rnnlab.core.captions.module import CONTRAST, CaptionModule, loaded
from rnnlab.core.captions.shape import CaptionShape
from rnnlab.core.captions.words import START_INDEX, WordTable
from rnnlab.core.net import Float32Array

BLUR = 1.2
"""How far the pixels of a gradient are smoothed, in pixels: the standard deviation of the bell."""


@dataclass(frozen=True, eq=False)
class Look:
    """What the picture net made of one picture.

    Attributes
    ----------
    picture
        RGB, (48, 48, 3).
    blocks
        The feature maps behind every block, (maps, side, side).
    greatest
        The greatest value of each of the last block's maps, (maps,).
    features
        The feature vector v, (F,).
    """

    picture: Pictures
    blocks: tuple[Float32Array, ...]
    greatest: Float32Array
    features: Float32Array


@dataclass(frozen=True, eq=False)
class Attention:
    """Where the net looked for each word of a caption.

    Attributes
    ----------
    gradients
        ∂ log p(word) / ∂ pixel, by word and for every channel of a pixel, (T, 48, 48, 3); pixels run from 0
        to 255.
    maps
        The size of these gradients at every pixel, smoothed, (T, 48, 48); each map's greatest value is 1.
    """

    gradients: Float32Array
    maps: Float32Array


class CaptionNet:
    """A net with its weights.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat (P,); a copy is kept.
    words, language
        What it speaks.
    """

    def __init__(
        self, shape: CaptionShape, parameters: Float32Array, words: WordTable, language: Language
    ) -> None:
        self.shape = shape
        self.parameters = parameters.copy()  # (P,)
        self.words = words
        self.language = language
        self.module: CaptionModule = loaded(shape, self.parameters)
        self.decoder = Decoder(shape, self.parameters)

    def look(self, picture: Pictures) -> Look:
        """Run the picture net on one picture (48, 48, 3)."""
        with torch.inference_mode():
            seen = self.module.see(self.module.prepared(picture[None]))
        blocks = tuple(block[0].contiguous().numpy() for block in seen.blocks)
        return Look(picture, blocks, seen.greatest[0].numpy(), seen.features[0].numpy())

    def say(self, features: Float32Array, beam: int = 1, longest: int = LONGEST) -> tuple[Spoken, ...]:
        """Return what the net says of one picture's features (F,), the likeliest caption first.

        Parameters
        ----------
        features
            Shape (F,).
        beam
            How many beginnings are kept; 1 says the likeliest word each time.
        longest
            Most words.
        """
        return self.decoder.beam(features, beam, longest)

    def text(self, spoken: Spoken) -> str:
        """Return a caption as a person reads it."""
        return " ".join(self.words.decode(spoken.indices))

    def attention(self, picture: Pictures, indices: Sequence[int]) -> Attention:
        """Find out which pixels decided about each word.

        Parameters
        ----------
        picture
            Shape (48, 48, 3).
        indices
            The caption's words, each read after the right ones before it.
        """
        count = len(indices)
        prepared = self.module.prepared(np.broadcast_to(picture, (count, *picture.shape)))
        prepared.requires_grad_(True)
        words = torch.tensor([START_INDEX, *indices[:-1]])  # (T,)
        # one copy of the picture for each word, so that one way back gives all gradients
        rows = torch.arange(count) * (count + 1)  # word t of copy t
        logits = self.module(prepared, words[:, None].expand(count, count), rows)  # (T, V)
        log_probabilities = torch.log_softmax(logits, dim=-1)  # (T, V)
        chosen = log_probabilities[torch.arange(count), torch.tensor(indices)]  # (T,)
        (gradient,) = torch.autograd.grad(chosen.sum(), prepared)  # (T, 3, 48, 48)
        gradients = (gradient / CONTRAST).permute(0, 2, 3, 1).contiguous().numpy()
        sizes = smoothed(np.abs(gradients).sum(axis=3))  # (T, 48, 48)
        greatest = sizes.max(axis=(1, 2), keepdims=True)  # (T, 1, 1)
        return Attention(gradients, sizes / np.maximum(greatest, np.finfo(np.float32).tiny))


def smoothed(maps: Float32Array, width: float = BLUR) -> Float32Array:
    """Return maps (T, 48, 48) with every pixel mixed with its neighbours by a bell of some width."""
    away = np.arange(CANVAS)[:, None] - np.arange(CANVAS)  # (48, 48)
    bell = np.exp(-0.5 * (away / width) ** 2)  # (48, 48)
    bell /= bell.sum(axis=1, keepdims=True)
    return np.asarray(bell @ maps @ bell.T, np.float32)  # (T, 48, 48)
