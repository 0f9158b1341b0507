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

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from rnnlab.core.archive import FILE_LIMIT, Archive, open_archive, write_archive
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell, Localised
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.experiment import Experiment
from rnnlab.core.history import ROWS_LEAST, ROWS_LIMIT, History, LossCurve
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState

FORMAT = "rnnlab"
VERSION = 1
ENDING = ".rnnlab"
STEP_LIMIT = 2**53
NAME_LIMIT = 100
CURVE_LIMIT = 100_000
"""Most points of a curve in a file."""

_HEAD, _WEIGHTS, _OPTIMIZER, _HISTORY, _CURVE = (
    "rnnlab.json",
    "weights.safetensors",
    "optimizer.safetensors",
    "history.safetensors",
    "curve.safetensors",
)
_MEMBERS = frozenset({_HEAD, _WEIGHTS, _OPTIMIZER, _HISTORY, _CURVE})
_HEAD_LIMIT = 4 * 2**20
_TENSOR_HEAD_LIMIT = 2**20  # names and shapes in a safetensors file

Arrays = Mapping[str, npt.NDArray[Any]]


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
    steps, losses, accuracies = (curve or LossCurve()).arrays()
    members = {
        _HEAD: _head(experiment, cell, state.step, history.pinned),
        _WEIGHTS: _tensors(shape.views(state.parameters)),
        _OPTIMIZER: _tensors({"first_moment": state.first_moment, "second_moment": state.second_moment}),
        _HISTORY: _tensors(_history_arrays(history)),
        _CURVE: _tensors({"steps": steps, "losses": losses, "accuracies": accuracies}),
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
    with open_archive(path, _MEMBERS) as archive:
        head = _read_head(archive, path.name)
        try:
            cell = _read_cell(head["experiment"], head["cell"])
            experiment = Experiment.from_json(head["experiment"]).validated(cell)
            shape = experiment.shape(cell)
            state = _read_state(archive, shape, head["step"])
            history = _read_history(archive, shape, head["pinned"])
            curve = _read_curve(archive)
        except _Wrong as wrong:
            raise Problem("file.damaged", "file", name=path.name) from wrong
        except Problem as problem:
            if problem.field == "file":
                raise
            raise Problem("file.damaged", "file", name=path.name) from problem
    return Saved(experiment, cell, state, history, curve)


class _Wrong(Exception):
    """A part of the file is not what it must be."""


def _head(experiment: Experiment, cell: Cell, step: int, pinned: tuple[int, ...]) -> bytes:
    content = {
        "format": FORMAT,
        "version": VERSION,
        "experiment": experiment.to_json(),
        "symbols": experiment.vocabulary().symbols,
        "cell": {
            "states": cell.states,
            "equations": cell.equations,
            "title": {"ko": cell.title.ko, "en": cell.title.en},
        },
        "step": step,
        "pinned": pinned,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def _tensors(arrays: Arrays) -> bytes:
    return safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


def _history_arrays(history: History) -> Arrays:
    """Return the history's arrays, every other moment left out until the file is not too large."""
    steps, rows = history.arrays()  # (k,), (k, P)
    while len(steps) > 2 and rows.nbytes > FILE_LIMIT // 2:
        keep = np.unique(np.append(np.arange(0, len(steps), 2), len(steps) - 1))
        steps, rows = steps[keep], rows[keep]
    return {"steps": steps, "parameters": rows}


def _read_head(archive: Archive, name: str) -> dict[str, Any]:
    if _HEAD not in archive:
        raise Problem("file.foreign", "file", name=name)
    try:
        head = json.loads(archive.read(_HEAD, _HEAD_LIMIT), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Problem("file.damaged", "file", name=name) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise Problem("file.foreign", "file", name=name)
    version = head.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Problem("file.damaged", "file", name=name)
    if version > VERSION:
        raise Problem("file.newer", "file", name=name, version=version, known=VERSION)
    if not head.keys() >= {"experiment", "cell", "step", "pinned"}:
        raise Problem("file.damaged", "file", name=name)
    return head


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _read_cell(experiment: object, content: object) -> Cell:
    """Return the cell that the weights belong to, in its own words or the catalogue's."""
    name = experiment.get("cell") if isinstance(experiment, dict) else None
    if not (isinstance(name, str) and len(name) <= NAME_LIMIT and isinstance(content, dict)):
        raise _Wrong("cell")
    states, equations, title = (content.get(key) for key in ("states", "equations", "title"))
    if not (isinstance(states, list) and all(isinstance(state, str) for state in states)):
        raise _Wrong("states")
    if not (isinstance(equations, str) and isinstance(title, dict)):
        raise _Wrong("equations")
    words = Localised(ko=str(title.get("ko", name))[:200], en=str(title.get("en", name))[:200])
    cell = parse_cell(name, states, equations, title=words)
    try:
        known = catalogue.load(name)
    except (Problem, OSError):
        return cell
    return known if (known.states, known.equations) == (cell.states, cell.equations) else cell


def _read_state(archive: Archive, shape: NetShape, step: object) -> TrainingState:
    count = shape.parameter_count
    if not isinstance(step, int) or isinstance(step, bool) or not 0 <= step <= STEP_LIMIT:
        raise _Wrong("step")
    weights = _read_tensors(archive, _WEIGHTS, 4 * count)
    if weights.keys() != shape.entries.keys():
        raise _Wrong("weights")
    parameters = np.zeros(count, np.float32)  # (P,)
    for key, entry in shape.entries.items():
        shape.view(parameters, key)[...] = _checked(weights, key, np.float32, entry.shape)
    moments = _read_tensors(archive, _OPTIMIZER, 8 * count)
    first = _checked(moments, "first_moment", np.float32, (count,))
    second = _checked(moments, "second_moment", np.float32, (count,))
    if (second < 0).any():
        raise _Wrong("second_moment")
    return TrainingState(parameters, first.copy(), second.copy(), step)


def _read_history(archive: Archive, shape: NetShape, pinned: object) -> History:
    count = shape.parameter_count
    bound = max(FILE_LIMIT // 2, 4 * count * ROWS_LEAST)
    arrays = _read_tensors(archive, _HISTORY, min(ROWS_LIMIT * (8 + 4 * count), bound + 8 * ROWS_LIMIT))
    steps = _checked_steps(arrays, ROWS_LIMIT)
    rows = _checked(arrays, "parameters", np.float32, (len(steps), count))
    if not (isinstance(pinned, list) and all(type(step) is int for step in pinned)):
        raise _Wrong("pinned")
    return History.from_arrays(steps, rows, tuple(pinned))


def _read_curve(archive: Archive) -> LossCurve:
    arrays = _read_tensors(archive, _CURVE, 16 * CURVE_LIMIT)
    steps = _checked_steps(arrays, CURVE_LIMIT)
    losses = _checked(arrays, "losses", np.float32, steps.shape)
    accuracies = _checked(arrays, "accuracies", np.float32, steps.shape)
    if (losses < 0).any() or (accuracies < 0).any() or (accuracies > 1).any():
        raise _Wrong("curve")
    return LossCurve.from_arrays(steps, losses, accuracies)


def _read_tensors(archive: Archive, member: str, data_limit: int) -> Arrays:
    content = archive.read(member, data_limit + _TENSOR_HEAD_LIMIT)
    try:
        return safetensors.numpy.load(content)
    except (SafetensorError, KeyError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise _Wrong(member) from error


def _checked_steps(arrays: Arrays, limit: int) -> npt.NDArray[np.int64]:
    """Return ascending training steps, (k,)."""
    steps = arrays.get("steps", np.zeros((0, 0)))
    steps = _checked(arrays, "steps", np.int64, (min(steps.size, limit),))
    if (steps < 0).any() or (steps > STEP_LIMIT).any() or (np.diff(steps) <= 0).any():
        raise _Wrong("steps")
    return steps


def _checked(arrays: Arrays, name: str, kind: type[np.generic], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Return an array that is what it must be: kind of number, shape, and every value finite."""
    array = arrays.get(name)
    if array is None or array.dtype != kind or array.shape != shape or not np.isfinite(array).all():
        raise _Wrong(name)
    return array
