"""The diary: what a net writes while it learns, with how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rnnlab.core.net import Float32Array
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.measures import measure
from rnnlab.core.text.record import DiaryEntry
from rnnlab.core.text.sampling import SamplingSettings, write

if TYPE_CHECKING:
    from rnnlab.core.text.training import TextRun

FIRST_PAGE = 10
"""The first page after the untrained net's; the others follow at doubling steps."""
_LENGTHS = {"prose": 600, "python": 800, "latex": 1600, "c": 1600}
"""Characters of a page: long enough for words, or for several environments and declarations."""


def is_page(step: int) -> bool:
    """Tell whether a page of the diary is written at a training step: at 0, 10, 20, 40, 80 and so on."""
    share, rest = divmod(step, FIRST_PAGE)
    return rest == 0 and share & (share - 1) == 0


def beginning(corpus: Corpus) -> tuple[int, ...]:
    """Return what a net reads before it writes freely: a line's end, or the text's first character."""
    symbols, _ = corpus.encode("\n")
    return tuple(symbols.tolist()) or (int(corpus.indices[0]),)


def page(
    run: TextRun,
    parameters: Float32Array,
    step: int,
    loss: float | None,
    validation_loss: float | None,
    *,
    waits: bool = True,
) -> DiaryEntry:
    """Let a net write a page of its diary.

    Parameters
    ----------
    run
        Which net; all pages of a run are written with the same draws.
    parameters
        Its weights, flat float32 (P,).
    step, loss, validation_loss
        Where it stands; see `rnnlab.core.text.record.DiaryEntry`.
    waits
        See `rnnlab.core.text.sampling.writer_of`.
    """
    corpus = run.corpus
    settings = SamplingSettings(run.settings.diary_temperature, seed=run.settings.seed)
    length, first = _LENGTHS[corpus.kind], beginning(corpus)
    pieces = list(write(run.shape, parameters, first, length, settings, 4096, waits=waits))
    text = corpus.decode(np.concatenate(pieces))
    return DiaryEntry(step, text, loss, validation_loss, measure(text, corpus), settings.temperature)
