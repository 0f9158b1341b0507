"""Parts that files of nets have in common: a head in JSON, a cell, tensors. Nothing read is believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from rnnlab.core.archive import FILE_LIMIT, Archive
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell, Localised
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.history import ROWS_LEAST, ROWS_LIMIT, History, LossCurve
from rnnlab.core.problems import Problem

STEP_LIMIT = 2**53
NAME_LIMIT = 100
CURVE_LIMIT = 100_000
"""Most points of a curve in a file."""

_HEAD_LIMIT = 4 * 2**20
_TENSOR_HEAD_LIMIT = 2**20  # names and shapes in a safetensors file

Arrays = Mapping[str, npt.NDArray[Any]]


class Wrong(Exception):
    """A part of a file is not what it must be."""


def head_bytes(content: Mapping[str, Any]) -> bytes:
    """Return the head of a file as JSON."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def read_head(
    archive: Archive, member: str, name: str, known: tuple[str, int], needed: frozenset[str]
) -> dict[str, Any]:
    """Return the head of a file.

    Parameters
    ----------
    archive, member
        Where it is.
    name
        Of the file.
    known
        The format, and the newest version of it that can be read.
    needed
        What a head must have.

    Raises
    ------
    Problem
        ``file.foreign``, ``.newer`` or ``.damaged``.
    """
    if member not in archive:
        raise archive.foreign()
    try:
        head = json.loads(archive.read(member, _HEAD_LIMIT), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Problem("file.damaged", "file", name=name) from error
    if not isinstance(head, dict) or head.get("format") != known[0]:
        raise archive.foreign()
    version = head.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Problem("file.damaged", "file", name=name)
    if version > known[1]:
        raise Problem("file.newer", "file", name=name, version=version, known=known[1])
    if not head.keys() >= needed:
        raise Problem("file.damaged", "file", name=name)
    return head


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def cell_content(cell: Cell) -> dict[str, Any]:
    """Return what a head says of a cell, so that the file opens where it is not in the catalogue."""
    return {
        "states": cell.states,
        "equations": cell.equations,
        "title": {"ko": cell.title.ko, "en": cell.title.en},
    }


def read_cell(settings: object, content: object) -> Cell:
    """Return the cell that the weights belong to, in its own words or the catalogue's."""
    name = settings.get("cell") if isinstance(settings, dict) else None
    if not (isinstance(name, str) and len(name) <= NAME_LIMIT and isinstance(content, dict)):
        raise Wrong("cell")
    states, equations, title = (content.get(key) for key in ("states", "equations", "title"))
    if not (isinstance(states, list) and all(isinstance(state, str) for state in states)):
        raise Wrong("states")
    if not (isinstance(equations, str) and isinstance(title, dict)):
        raise Wrong("equations")
    words = Localised(ko=str(title.get("ko", name))[:200], en=str(title.get("en", name))[:200])
    cell = parse_cell(name, states, equations, title=words)
    try:
        known = catalogue.load(name)
    except (Problem, OSError):
        return cell
    return known if (known.states, known.equations) == (cell.states, cell.equations) else cell


def tensors(arrays: Arrays) -> bytes:
    """Return arrays by name as a safetensors file."""
    return safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


def history_arrays(history: History) -> Arrays:
    """Return the history's arrays, every other moment left out until the file is not too large."""
    steps, rows = history.arrays()  # (k,), (k, P)
    while len(steps) > 2 and rows.nbytes > FILE_LIMIT // 2:
        keep = np.unique(np.append(np.arange(0, len(steps), 2), len(steps) - 1))
        steps, rows = steps[keep], rows[keep]
    return {"steps": steps, "parameters": rows}


def read_history(archive: Archive, member: str, count: int, pinned: object) -> History:
    """Return the history of a net with so many parameters."""
    bound = max(FILE_LIMIT // 2, 4 * count * ROWS_LEAST)
    arrays = read_tensors(archive, member, min(ROWS_LIMIT * (8 + 4 * count), bound + 8 * ROWS_LIMIT))
    steps = checked_steps(arrays, ROWS_LIMIT)
    rows = checked(arrays, "parameters", np.float32, (len(steps), count))
    if not (isinstance(pinned, list) and all(type(step) is int for step in pinned)):
        raise Wrong("pinned")
    return History.from_arrays(steps, rows, tuple(pinned))


def curve_arrays(curve: LossCurve) -> Arrays:
    """Return a curve's arrays by name."""
    steps, losses, accuracies = curve.arrays()
    return {"steps": steps, "losses": losses, "accuracies": accuracies}


def read_curve(archive: Archive, member: str) -> LossCurve:
    """Return a loss curve."""
    arrays = read_tensors(archive, member, 16 * CURVE_LIMIT)
    steps = checked_steps(arrays, CURVE_LIMIT)
    losses = checked(arrays, "losses", np.float32, steps.shape)
    accuracies = checked(arrays, "accuracies", np.float32, steps.shape)
    if (losses < 0).any() or (accuracies < 0).any() or (accuracies > 1).any():
        raise Wrong("curve")
    return LossCurve.from_arrays(steps, losses, accuracies)


def read_tensors(archive: Archive, member: str, data_limit: int) -> Arrays:
    """Return the arrays of a safetensors member whose data has at most so many bytes."""
    content = archive.read(member, data_limit + _TENSOR_HEAD_LIMIT)
    try:
        return safetensors.numpy.load(content)
    except (SafetensorError, KeyError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise Wrong(member) from error


def checked_steps(arrays: Arrays, limit: int) -> npt.NDArray[np.int64]:
    """Return ascending training steps, (k,)."""
    steps = arrays.get("steps", np.zeros((0, 0)))
    steps = checked(arrays, "steps", np.int64, (min(steps.size, limit),))
    if (steps < 0).any() or (steps > STEP_LIMIT).any() or (np.diff(steps) <= 0).any():
        raise Wrong("steps")
    return steps


def checked(arrays: Arrays, name: str, kind: type[np.generic], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Return an array that is what it must be: kind of number, shape, and every value finite."""
    array = arrays.get(name)
    if array is None or array.dtype != kind or array.shape != shape or not np.isfinite(array).all():
        raise Wrong(name)
    return array
