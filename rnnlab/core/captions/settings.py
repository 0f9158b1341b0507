"""Everything a person sets in the caption lab, frozen and replaced whole."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any, Literal, get_args

from rnnlab.core.captions.grammar import MOST_THINGS, Language
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.experiment import LAYERS_LIMIT, LEARNING_RATE_LIMIT, SEED_LIMIT, Device
from rnnlab.core.fields import field_problems, from_mapping, problem_of
from rnnlab.core.problems import Problem

Source = Literal["drawn", "folder"]
Handover = Literal["every", "first"]
"""The features are joined to every word, or come before the first word in the place of one."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "source": get_args(Source),
    "language": get_args(Language),
    "handover": get_args(Handover),
    "device": get_args(Device),
}
LIMITS: Mapping[str, tuple[float, float]] = {
    "most_shapes": (1, MOST_THINGS),
    "channels": (2, 64),
    "blocks": (2, 4),
    "last_channels": (2, 512),
    "feature_size": (4, 512),
    "embedding_size": (2, 256),
    "hidden_size": (4, 512),
    "layers": (1, LAYERS_LIMIT),
    "batch_size": (1, 512),
    "steps": (1, 1_000_000),
    "seed": (0, SEED_LIMIT),
    "learning_rate": (0.0, LEARNING_RATE_LIMIT),
}
"""Least and greatest value of every number; the learning rate must be above its least."""


@dataclass(frozen=True)
class CaptionSettings:
    """What is learnt from which pictures, by which net, and how.

    Attributes
    ----------
    source
        ``"drawn"``: scenes of the grammar, without end; ``"folder"``: a person's own pictures.
    folder
        The folder with the pictures and their CSV file, as typed.
    language
        Of the drawn scenes' captions: ``"ko"`` or ``"en"``.
    most_shapes
        Of a drawn scene, 1 to 3; how often there are fewer: `sampling.SHARES`.
    channels, blocks
        Feature maps of the first block, 2 to 64, and number of blocks, 2 to 4; each block has twice the maps
        of the one before and half its width and height.
    last_channels
        Feature maps of the last block, 2 to 512: of each only its greatest value is passed on.
    feature_size
        F, size of the feature vector, 4 to 512.
    handover
        ``"every"``: the feature vector is joined to every word's embedding, x = [e; v], so that a plain RNN
        computes tanh(W_xe e + W_xv v + W_hh h + b); ``"first"``: it comes before ``<START>`` in the place of
        a word (Vinyals et al. 2015, Show and Tell), and words are embedded to its size.
    embedding_size
        Of a word, 2 to 256; only for ``"every"``.
    cell, hidden_size, layers
        The decoder: a name in the catalogue, H 4 to 512, L 1 to 4.
    learning_rate
        The greatest of the schedule, which rises to it and falls again (one cycle).
    batch_size, steps
        Pictures a training step, 1 to 512; training steps of the whole schedule.
    seed
        Of the initial weights and of the pictures, 0 to 2³² - 1.
    device
        ``"auto"`` or one by name.
    """

    source: Source = "drawn"
    folder: str = ""
    language: Language = "ko"
    most_shapes: int = MOST_THINGS
    channels: int = 8
    blocks: int = 4
    last_channels: int = 128
    feature_size: int = 256
    handover: Handover = "every"
    embedding_size: int = 32
    cell: str = field(default_factory=catalogue.first)
    hidden_size: int = 256
    layers: int = 1
    learning_rate: float = 3e-3
    batch_size: int = 64
    steps: int = 1300
    seed: int = 0
    device: Device = "auto"

    def problems(self, cell: Cell | None = None) -> dict[str, Problem]:
        """Return everything that is wrong, by field; empty if nothing is.

        Parameters
        ----------
        cell
            The cell itself, where it is not the catalogue's (one that came with a file).
        """
        problems = field_problems(partial(getattr, self), _CHOICES, LIMITS)
        if self.learning_rate == 0:
            low, high = LIMITS["learning_rate"]
            problems["learning_rate"] = Problem(
                "experiment.above", "learning_rate", value=0, low=low, high=high
            )
        if self.source == "folder" and not self.folder.strip():
            problems["folder"] = Problem("captions.no_folder", "folder")
        if cell is None and (problem := problem_of(lambda: catalogue.load(self.cell))):
            problems["cell"] = problem
        return problems

    def validated(self, cell: Cell | None = None) -> CaptionSettings:
        """Return these settings if nothing is wrong with them.

        Raises
        ------
        Problem
            The first one of `problems`, at its field.
        """
        for problem in self.problems(cell).values():
            raise problem
        return self

    def learning_rate_at(self, step: int) -> float:
        """Return the learning rate of a training step: up for a fifth of all, then down to nearly 0.

        The way up and the way down are half a cosine each (Smith & Topin 2019, one cycle).
        """
        rise = max(self.steps * RISING, 1.0)
        if step < rise:
            return self.learning_rate * (0.04 + 0.96 * _half_cosine(step / rise))
        rest = min((step - rise) / max(self.steps - rise, 1.0), 1.0)
        return self.learning_rate * (1 - 0.999 * _half_cosine(rest))

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON file."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: object) -> CaptionSettings:
        """Make settings from a JSON file's values; names it does not know are left out.

        Raises
        ------
        Problem
            ``experiment.type`` at a field whose value is of another kind.
        """
        read = from_mapping(cls(), content)
        if isinstance(content, Mapping) and "channels" in content and "last_channels" not in content:
            return replace(read, last_channels=_doubled(read.channels, read.blocks))
        return read


RISING = 0.2
"""The part of training in which the learning rate rises."""


def _doubled(channels: int, blocks: int) -> int:
    """Return the maps of the last block as they were before they could be set: doubled with every block."""
    low, high = LIMITS["blocks"]
    return int(channels * 2 ** (min(max(blocks, low), high) - 1))


def _half_cosine(part: float) -> float:
    """Return 0 at 0, 1 at 1, and a smooth way between."""
    return (1 - math.cos(math.pi * part)) / 2
