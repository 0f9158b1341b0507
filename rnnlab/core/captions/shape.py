"""The shape of a caption net: the decoder, the picture net, and where each parameter lies in one flat vector.

The decoder is an ordinary net of a cell (:class:`~rnnlab.core.net.NetShape`) and comes first, so that all
that knows such nets can read it. Behind it lie the embedding ``E``, the kernels of the picture net (``K_1a``,
``k_1a`` and so on: block and layer) and the feature layer ``v = relu(W_v @ m + b_v)``, where m is the
greatest value of each of the last block's maps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnlab.core.captions.drawing import CANVAS
from rnnlab.core.captions.settings import CaptionSettings, Handover
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.net import Float32Array, FloatArray, NetShape, initialise

CHANNELS = 3
"""Of a picture: red, green, blue."""
KERNEL = 3
"""Width and height of every kernel."""
CONVOLUTIONS = "ab"
"""The convolutions of a block, by name."""

EMBEDDING, FEATURE_MATRIX, FEATURE_BIAS = "E", "W_v", "b_v"


@dataclass(frozen=True)
class Entry:
    """One array in the flat vector.

    Attributes
    ----------
    key
        Its name.
    shape
        Of the array.
    offset, size
        Its place in the flat vector.
    """

    key: str
    shape: tuple[int, ...]
    offset: int

    @property
    def size(self) -> int:
        """Number of values."""
        return int(np.prod(self.shape))


@dataclass(frozen=True)
class CaptionShape:
    """A decoder and a picture net with their sizes; hashable.

    Attributes
    ----------
    decoder
        The net of words; its input is x, its output the words.
    maps
        Feature maps of each block.
    feature_size
        F, size of the feature vector.
    embedding_size
        Size of an embedded word.
    handover
        How the features come to the decoder, see `CaptionSettings`.
    """

    decoder: NetShape
    maps: tuple[int, ...]
    feature_size: int
    embedding_size: int
    handover: Handover

    @classmethod
    def of(cls, settings: CaptionSettings, words: int, cell: Cell | None = None) -> CaptionShape:
        """Return the shape of the net that settings ask for.

        Parameters
        ----------
        settings
            Valid ones.
        words
            V, number of words with ``<START>`` and ``<END>``.
        cell
            The decoder's cell, where it is not the catalogue's.
        """
        every = settings.handover == "every"
        embedding_size = settings.embedding_size if every else settings.feature_size
        input_size = embedding_size + settings.feature_size if every else settings.feature_size
        cell = cell or catalogue.load(settings.cell)
        return cls(
            NetShape(cell, input_size, settings.hidden_size, settings.layers, words),
            (*(settings.channels * 2**block for block in range(settings.blocks - 1)), settings.last_channels),
            settings.feature_size,
            embedding_size,
            settings.handover,
        )

    @property
    def words(self) -> int:
        """V, number of words with ``<START>`` and ``<END>``."""
        return self.decoder.output_size

    def is_pooled(self, block: int) -> bool:
        """Return whether a block (0-based) halves its maps; of the last one's the greatest value is taken."""
        return block < len(self.maps) - 1

    def side(self, block: int) -> int:
        """Return the width and height of the maps behind a block (0-based)."""
        return int(CANVAS // 2 ** (block + self.is_pooled(block)))

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every array of the net by key, in flat order."""
        found = [Entry(entry.key, entry.shape, entry.offset) for entry in self.decoder.parameters]
        offset = self.decoder.parameter_count
        for key, shape in self._further():
            found.append(Entry(key, shape, offset))
            offset += found[-1].size
        return {entry.key: entry for entry in found}

    def _further(self) -> list[tuple[str, tuple[int, ...]]]:
        """Return the keys and shapes behind the decoder's."""
        found: list[tuple[str, tuple[int, ...]]] = [(EMBEDDING, (self.words, self.embedding_size))]
        before = CHANNELS
        for block, maps in enumerate(self.maps):
            for letter in CONVOLUTIONS:
                found.append((kernel_key(block, letter), (maps, before, KERNEL, KERNEL)))
                found.append((bias_key(block, letter), (maps,)))
                before = maps
        found += [(FEATURE_MATRIX, (self.feature_size, before)), (FEATURE_BIAS, (self.feature_size,))]
        return found

    @cached_property
    def parameter_count(self) -> int:
        """Length of the flat vector."""
        return sum(entry.size for entry in self.entries.values())

    def view(self, flat: FloatArray, key: str) -> FloatArray:
        """Return one array as a view into the flat vector."""
        entry = self.entries[key]
        return flat[entry.offset : entry.offset + entry.size].reshape(entry.shape)

    def views(self, flat: FloatArray) -> dict[str, FloatArray]:
        """Return every array by key as views into the flat vector."""
        return {key: self.view(flat, key) for key in self.entries}

    def decoder_parameters(self, flat: FloatArray) -> FloatArray:
        """Return the decoder's part of the flat vector, a view."""
        return flat[: self.decoder.parameter_count]


def kernel_key(block: int, letter: str) -> str:
    """Return the key of a convolution's kernels, (maps, maps before, 3, 3)."""
    return f"K_{block + 1}{letter}"


def bias_key(block: int, letter: str) -> str:
    """Return the key of a convolution's bias, (maps,)."""
    return f"k_{block + 1}{letter}"


def initial(shape: CaptionShape, seed: int) -> Float32Array:
    """Return fresh parameters (P,), the same for the same seed.

    The decoder is uniform in ±1/√H. Embedded words are standard normal. Kernels and the feature layer are
    normal with variance 2 / inputs, which keeps the size of the signal through relu (He et al. 2015); biases
    are 0.
    """
    flat = np.zeros(shape.parameter_count, np.float32)  # (P,)
    shape.decoder_parameters(flat)[...] = initialise(shape.decoder, seed)
    generator = np.random.Generator(np.random.PCG64([seed, 1]))
    for key, entry in shape.entries.items():
        if entry.offset < shape.decoder.parameter_count or len(entry.shape) == 1:
            continue
        inputs = int(np.prod(entry.shape[1:]))
        scale = 1.0 if key == EMBEDDING else (2.0 / inputs) ** 0.5
        shape.view(flat, key)[...] = scale * generator.standard_normal(entry.shape, np.float32)
    return flat
