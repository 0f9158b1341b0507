"""Tiny caption nets for tests."""

from typing import Any

import numpy as np

from rnnlab.core.captions.grammar import word_table
from rnnlab.core.captions.settings import CaptionSettings, Handover
from rnnlab.core.captions.shape import CaptionShape, initial
from rnnlab.core.captions.words import WordTable
from rnnlab.core.net import Float32Array

TINY = CaptionSettings(
    channels=2,
    blocks=2,
    last_channels=4,
    feature_size=5,
    embedding_size=3,
    hidden_size=6,
    batch_size=4,
    steps=8,
    seed=3,
)
HANDOVERS: tuple[Handover, ...] = ("every", "first")


def tiny(
    handover: Handover = "every",
    words: int | None = None,
    **changes: Any,  # noqa: ANN401 - fields of several types
) -> tuple[CaptionShape, Float32Array, WordTable]:
    """Return a net whose words are those of the grammar, or so many made-up ones."""
    settings = CaptionSettings(**{**TINY.to_json(), "handover": handover, **changes})
    table = word_table("ko") if words is None else WordTable(tuple(f"w{place}" for place in range(words)))
    shape = CaptionShape.of(settings, table.size)
    parameters = initial(shape, settings.seed)
    generator = np.random.default_rng(5)
    parameters += 0.3 * generator.standard_normal(parameters.shape, np.float32)
    return shape, parameters, table
