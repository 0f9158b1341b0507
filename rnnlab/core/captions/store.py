"""Files of caption nets (``.rnncaption``): everything a run needs to go on exactly where it stood.

A zip of JSON and safetensors, written whole or not at all and never holding code:

``captions.json``
    Format and version, the settings, the words, the cell's equations, the training step, and what came out of
    each examination.
``weights.safetensors``
    Every parameter under its name (``W_xh``, ``E``, ``K_1a``, …) in its shape.
``optimizer.safetensors``, ``history.safetensors``, ``curve.safetensors``
    As in `rnnlab.core.store`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rnnlab.core.archive import Archive, open_archive, write_archive
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape
from rnnlab.core.captions.words import WordTable
from rnnlab.core.cells.graph import Cell
from rnnlab.core.history import History, LossCurve
from rnnlab.core.problems import Problem
from rnnlab.core.stored_parts import (
    STEP_LIMIT,
    Wrong,
    cell_content,
    checked,
    curve_arrays,
    head_bytes,
    history_arrays,
    read_cell,
    read_curve,
    read_head,
    read_history,
    read_tensors,
    tensors,
)
from rnnlab.core.training_state import TrainingState

FORMAT = "rnnlab-captions"
VERSION = 1
ENDING = ".rnncaption"
WORDS_LIMIT, WORD_LIMIT = 5000, 60
EXAMINATIONS_LIMIT = 100_000

_HEAD, _WEIGHTS, _OPTIMIZER, _HISTORY, _CURVE = (
    "captions.json",
    "weights.safetensors",
    "optimizer.safetensors",
    "history.safetensors",
    "curve.safetensors",
)
_MEMBERS = frozenset({_HEAD, _WEIGHTS, _OPTIMIZER, _HISTORY, _CURVE})
_NEEDED = frozenset({"settings", "words", "longest", "cell", "step", "pinned", "shares"})


@dataclass(frozen=True, eq=False)
class SavedCaptions:
    """What a file holds.

    Attributes
    ----------
    settings
        Valid for `cell`.
    cell
        The decoder's: the catalogue's if that has the same equations under this name, else the file's own.
    words, longest
        Of the captions, and the number of words of the longest one.
    state, history, curve
        What training made.
    shares
        Share of right captions in the examination, by training step.
    """

    settings: CaptionSettings
    cell: Cell
    words: WordTable
    longest: int
    state: TrainingState
    history: History
    curve: LossCurve
    shares: Mapping[int, float]

    @property
    def shape(self) -> CaptionShape:
        """The net's shape."""
        return CaptionShape.of(self.settings, self.words.size, self.cell)


def save(path: Path, saved: SavedCaptions) -> None:
    """Write a file; an older one stays as it was if that fails.

    Raises
    ------
    Problem
        ``file.not_finite`` if the weights are no numbers, or one of `archive.write_archive`.
    """
    state, shape = saved.state, saved.shape
    if not state.is_finite:
        raise Problem("file.not_finite", "file", name=path.name)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "settings": saved.settings.to_json(),
        "words": saved.words.words,
        "longest": saved.longest,
        "cell": cell_content(saved.cell),
        "step": state.step,
        "pinned": saved.history.pinned,
        "shares": [[step, share] for step, share in sorted(saved.shares.items())],
    }
    members = {
        _HEAD: head_bytes(head),
        _WEIGHTS: tensors(shape.views(state.parameters)),
        _OPTIMIZER: tensors({"first_moment": state.first_moment, "second_moment": state.second_moment}),
        _HISTORY: tensors(history_arrays(saved.history)),
        _CURVE: tensors(curve_arrays(saved.curve)),
    }
    write_archive(path, members)


def load(path: Path) -> SavedCaptions:
    """Read a file, believing nothing in it.

    Raises
    ------
    Problem
        At ``"file"``, as `rnnlab.core.store.load`.
    """
    with open_archive(path, _MEMBERS, ENDING) as archive:
        head = read_head(archive, _HEAD, path.name, (FORMAT, VERSION), _NEEDED)
        try:
            cell = read_cell(head["settings"], head["cell"])
            settings = CaptionSettings.from_json(head["settings"]).validated(cell)
            words = _words(head["words"])
            shape = CaptionShape.of(settings, words.size, cell)
            return SavedCaptions(
                settings=settings,
                cell=cell,
                words=words,
                longest=_whole(head["longest"], 1, 1000),
                state=_read_state(archive, shape, head["step"]),
                history=read_history(archive, _HISTORY, shape.parameter_count, head["pinned"]),
                curve=read_curve(archive, _CURVE),
                shares=_shares(head["shares"]),
            )
        except Wrong as wrong:
            raise Problem("file.damaged", "file", name=path.name) from wrong
        except Problem as problem:
            if problem.field == "file":
                raise
            raise Problem("file.damaged", "file", name=path.name) from problem


def _whole(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Wrong("number")
    return value


def _words(content: object) -> WordTable:
    if not isinstance(content, list) or len(content) > WORDS_LIMIT:
        raise Wrong("words")
    if not all(isinstance(word, str) and 0 < len(word) <= WORD_LIMIT for word in content):
        raise Wrong("words")
    try:
        return WordTable(tuple(content))
    except ValueError as error:
        raise Wrong("words") from error


def _shares(content: object) -> dict[int, float]:
    if not isinstance(content, list) or len(content) > EXAMINATIONS_LIMIT:
        raise Wrong("shares")
    found: dict[int, float] = {}
    for entry in content:
        if not isinstance(entry, list) or len(entry) != 2:
            raise Wrong("shares")
        step, share = _whole(entry[0], 0, STEP_LIMIT), entry[1]
        if not isinstance(share, int | float) or isinstance(share, bool) or not 0 <= share <= 1:
            raise Wrong("shares")
        found[step] = float(share)
    return found


def _read_state(archive: Archive, shape: CaptionShape, step: Any) -> TrainingState:  # noqa: ANN401 - from a file
    count = shape.parameter_count
    weights = read_tensors(archive, _WEIGHTS, 4 * count)
    if weights.keys() != shape.entries.keys():
        raise Wrong("weights")
    parameters = np.zeros(count, np.float32)  # (P,)
    for key, entry in shape.entries.items():
        shape.view(parameters, key)[...] = checked(weights, key, np.float32, entry.shape)
    moments = read_tensors(archive, _OPTIMIZER, 8 * count)
    first = checked(moments, "first_moment", np.float32, (count,))
    second = checked(moments, "second_moment", np.float32, (count,))
    if (second < 0).any():
        raise Wrong("second_moment")
    return TrainingState(parameters, first.copy(), second.copy(), _whole(step, 0, STEP_LIMIT))
