"""Where pictures and captions come from: drawn without end, or a person's own (see `folder`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from rnnlab.core.captions import grammar
from rnnlab.core.captions.drawing import Pictures, draw
from rnnlab.core.captions.grammar import Language, SceneBatch
from rnnlab.core.captions.parts import parts_of
from rnnlab.core.captions.sampling import Portion, place, sample, shares_up_to
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.words import IntArray, WordTable

TEST_PICTURES = 512
"""Pictures that a net is examined with."""
_TRAINING, _TEST = 1, 2


@dataclass(frozen=True, eq=False)
class Examples:
    """Pictures with their captions.

    Attributes
    ----------
    pictures
        RGB, (N, 48, 48, 3).
    captions
        Rows of word indices that end in ``<END>``, filled up with `NO_WORD`; (N, T).
    scenes
        What is in them, where that is known.
    """

    pictures: Pictures
    captions: IntArray
    scenes: SceneBatch | None = None

    def __len__(self) -> int:
        return len(self.pictures)


def joined(parts: Sequence[Examples]) -> Examples:
    """Return examples one behind the other."""
    scenes = [part.scenes for part in parts if part.scenes is not None]
    return Examples(
        np.concatenate([part.pictures for part in parts]),
        np.concatenate([part.captions for part in parts]),
        SceneBatch.joined(scenes) if len(scenes) == len(parts) else None,
    )


class PictureSource(Protocol):
    """Gives pictures to learn from, and others to be examined with."""

    @property
    def words(self) -> WordTable:
        """Every word of the captions."""
        ...

    @property
    def longest(self) -> int:
        """Number of words of the longest caption, ``<END>`` among them."""
        ...

    @property
    def examination(self) -> Examples:
        """Pictures that training never sees; always the same ones."""
        ...

    def batch(self, step: int, size: int, rows: range | None = None) -> Examples:
        """Return what a training step learns from, or some rows of it; the same for the same numbers."""
        ...


class DrawnPictures:
    """Scenes of the grammar: endless for training, a fixed set of held-out combinations for the examination.

    Parameters
    ----------
    language
        Of the captions.
    seed
        Of the pictures to learn from; those of the examination are the same for every seed.
    most_shapes
        In a scene, 1 to 3; fewer are as frequent.
    count
        Number of pictures in the examination.
    """

    def __init__(
        self,
        language: Language,
        seed: int,
        most_shapes: int = grammar.MOST_THINGS,
        count: int = TEST_PICTURES,
    ) -> None:
        self.language = language
        self.most_shapes = most_shapes
        self._seed = seed
        self._count = count

    @classmethod
    def of(cls, settings: CaptionSettings) -> DrawnPictures:
        """Return the pictures that settings ask for."""
        return cls(settings.language, settings.seed, settings.most_shapes)

    @property
    def has_held_out(self) -> bool:
        """Whether the examination is made of combinations that training never sees: it takes two shapes."""
        return self.most_shapes > 1

    @property
    def words(self) -> WordTable:
        """Every word that the grammar has."""
        return grammar.word_table(self.language)

    @property
    def longest(self) -> int:
        """Number of words of the longest caption, ``<END>`` among them."""
        return grammar.longest_caption(self.language)

    @cached_property
    def examination(self) -> Examples:
        """Combinations that training never sees; new pictures where one shape alone makes no combination."""
        return self.examples(self._count, "held_out" if self.has_held_out else "all", [_TEST])

    def batch(self, step: int, size: int, rows: range | None = None) -> Examples:
        """Return what a training step learns from, or one part of it (see `parts_of`)."""
        parts = [self._part(step, part) for part in ((rows,) if rows else parts_of(size))]
        return parts[0] if len(parts) == 1 else joined(parts)

    def _part(self, step: int, rows: range) -> Examples:
        return self.examples(len(rows), "training", [self._seed, step, _TRAINING, rows.start])

    def examples(self, count: int, portion: Portion, seed: list[int]) -> Examples:
        """Draw examples by lot; the same for the same seed."""
        generator = np.random.Generator(np.random.PCG64(seed))
        scenes = sample(count, portion, generator, shares_up_to(self.most_shapes))
        pictures = draw(place(scenes, generator), generator)
        return Examples(pictures, grammar.captions(scenes, self.language), scenes)
