"""``.rnnlab`` files: an experiment with everything that its training made.

A zip of JSON and safetensors, readable by other programs, written whole or not at all and never
holding code:

``rnnlab.json``
    Format and version, the experiment, the vocabulary's symbols, the cell's equations (so that the
    file opens where the cell is not in the catalogue), the training step.
``weights.safetensors``
    Every parameter under its name (``W_xh``, ``b_h``, …) in its shape.
``optimizer.safetensors``
    ``first_moment`` and ``second_moment``, flat (P,).
``history.safetensors``
    ``steps`` (k,) and ``parameters`` (k, P).
``curve.safetensors``
    ``steps``, ``losses`` and ``accuracies``, each (n,).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnnlab.core.archive import Archive, open_archive, write_archive
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.experiment import Experiment
from rnnlab.core.history import History, LossCurve
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.stored_parts import (
    CURVE_LIMIT,
    NAME_LIMIT,
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

__all__ = ["CURVE_LIMIT", "ENDING", "FORMAT", "NAME_LIMIT", "STEP_LIMIT", "VERSION", "Saved", "load", "save"]

FORMAT = "rnnlab"
VERSION = 1
ENDING = ".rnnlab"

_HEAD, _WEIGHTS, _OPTIMIZER, _HISTORY, _CURVE = (
    "rnnlab.json",
    "weights.safetensors",
    "optimizer.safetensors",
    "history.safetensors",
    "curve.safetensors",
)
_MEMBERS = frozenset({_HEAD, _WEIGHTS, _OPTIMIZER, _HISTORY, _CURVE})
_NEEDED = frozenset({"experiment", "cell", "step", "pinned"})


@dataclass(frozen=True, eq=False)
class Saved:
    """What a file holds.

    Attributes
    ----------
    experiment
        Valid for `cell`.
    cell
        The catalogue's if that has the same equations under this name, else the file's own.
    state, history, curve
        What training made.
    """

    experiment: Experiment
    cell: Cell
    state: TrainingState
    history: History
    curve: LossCurve

    @property
    def shape(self) -> NetShape:
        """The net's shape."""
        return self.experiment.shape(self.cell)

    @classmethod
    def fresh(cls, experiment: Experiment, cell: Cell, state: TrainingState) -> Saved:
        """Return what a file of a net without a past would hold."""
        return cls(experiment, cell, state, History(len(state.parameters)), LossCurve())


def save(
    path: Path,
    experiment: Experiment,
    state: TrainingState,
    history: History | None = None,
    curve: LossCurve | None = None,
    *,
    cell: Cell | None = None,
) -> None:
    """Write everything to a file; an older one stays as it was if that fails.

    Parameters
    ----------
    path
        Where to.
    experiment, state
        What is kept; they must belong together.
    history, curve
        What is known of the past; empty if left out.
    cell
        The cell, where it is not the catalogue's.

    Raises
    ------
    Problem
        ``file.not_finite`` if the weights are no numbers, or one of `archive.write_archive`.
    """
    cell = cell or catalogue.load(experiment.cell)
    shape = experiment.shape(cell)
    if not state.is_finite:
        raise Problem("file.not_finite", "file", name=path.name)
    history = history or History(shape.parameter_count)
    members = {
        _HEAD: _head(experiment, cell, state.step, history.pinned),
        _WEIGHTS: tensors(shape.views(state.parameters)),
        _OPTIMIZER: tensors({"first_moment": state.first_moment, "second_moment": state.second_moment}),
        _HISTORY: tensors(history_arrays(history)),
        _CURVE: tensors(curve_arrays(curve or LossCurve())),
    }
    write_archive(path, members)


def load(path: Path) -> Saved:
    """Read a file, believing nothing in it.

    Raises
    ------
    Problem
        At ``"file"``: ``file.missing``, ``.permission``, ``.unreadable``, ``.empty``, ``.foreign``,
        ``.truncated``, ``.damaged``, ``.too_large`` or ``.newer`` (version).
    """
    with open_archive(path, _MEMBERS, ENDING) as archive:
        head = read_head(archive, _HEAD, path.name, (FORMAT, VERSION), _NEEDED)
        try:
            cell = read_cell(head["experiment"], head["cell"])
            experiment = Experiment.from_json(head["experiment"]).validated(cell)
            shape = experiment.shape(cell)
            state = _read_state(archive, shape, head["step"])
            history = read_history(archive, _HISTORY, shape.parameter_count, head["pinned"])
            curve = read_curve(archive, _CURVE)
        except Wrong as wrong:
            raise Problem("file.damaged", "file", name=path.name) from wrong
        except Problem as problem:
            if problem.field == "file":
                raise
            raise Problem("file.damaged", "file", name=path.name) from problem
    return Saved(experiment, cell, state, history, curve)


def _head(experiment: Experiment, cell: Cell, step: int, pinned: tuple[int, ...]) -> bytes:
    return head_bytes(
        {
            "format": FORMAT,
            "version": VERSION,
            "experiment": experiment.to_json(),
            "symbols": experiment.vocabulary().symbols,
            "cell": cell_content(cell),
            "step": step,
            "pinned": pinned,
        }
    )


def _read_state(archive: Archive, shape: NetShape, step: object) -> TrainingState:
    count = shape.parameter_count
    if not isinstance(step, int) or isinstance(step, bool) or not 0 <= step <= STEP_LIMIT:
        raise Wrong("step")
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
    return TrainingState(parameters, first.copy(), second.copy(), step)
