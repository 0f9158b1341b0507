"""Files of text nets (``.rnntext``): everything a run needs to go on exactly where it stood.

A zip of JSON and safetensors, written whole or not at all and never holding code:

``text.json``
    Format and version, the settings, the cell's equations, the symbols, where training stands, the engine,
    the diary and the test losses.
``weights.safetensors``, ``optimizer.safetensors``
    As in `rnnlab.core.store`; also the carried states.
``shelf.safetensors``
    ``steps`` (k,) and ``parameters`` (k, P): the weights that wrote the diary; ``best`` (P,): those of the
    lowest test loss, if anything is tested.
``curve.safetensors``
    ``losses`` (n,) and ``rest`` (fewer than a point's steps).
``corpus.safetensors``
    ``indices`` (N,): the text itself, so that another machine can go on; missing if it is too long or was
    left out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from rnnlab.core.archive import FILE_LIMIT, Archive, open_archive, write_archive
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell, Localised
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import SYMBOL_LIMIT, Corpus
from rnnlab.core.text.engines import EnginePlan
from rnnlab.core.text.record import (
    CURVE_POINTS,
    BestWeights,
    Curve,
    DiaryEntry,
    Record,
    Shelf,
    TextState,
)
from rnnlab.core.text.settings import DIARY_TEMPERATURE, TextSettings
from rnnlab.core.text.training import TextRun
from rnnlab.core.text.windows import Position
from rnnlab.core.training_state import TrainingState

FORMAT = "rnnlab-text"
VERSION = 1
ENDING = ".rnntext"
CORPUS_LIMIT = 8 * 2**20
"""A text of up to so many bytes goes into the file."""
_HEAD, _WEIGHTS, _OPTIMIZER, _SHELF, _CURVE, _CORPUS = (
    "text.json",
    "weights.safetensors",
    "optimizer.safetensors",
    "shelf.safetensors",
    "curve.safetensors",
    "corpus.safetensors",
)
_MEMBERS = frozenset({_HEAD, _WEIGHTS, _OPTIMIZER, _SHELF, _CURVE, _CORPUS})
_HEAD_LIMIT = 16 * 2**20
_TENSOR_HEAD_LIMIT = 2**20
_STEP_LIMIT = 2**53
_PAGES_LIMIT = 1000
_TESTS_LIMIT = 100_000
_PAGE_LIMIT = 100_000

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, eq=False)
class SavedText:
    """What a file holds.

    Attributes
    ----------
    run
        Settings, corpus and cell. If the text is not in the file (too long, or left out) the corpus is empty
        (`has_corpus`).
    state
        Where training stands.
    record
        Its past.
    plan
        The engine it was trained with, None if it was not.
    fingerprint
        Of the corpus it was trained on.
    """

    run: TextRun
    state: TextState
    record: Record
    plan: EnginePlan | None
    fingerprint: str

    @property
    def has_corpus(self) -> bool:
        """Whether the text is here, so that training can go on at once."""
        return len(self.run.corpus) > 0

    def with_corpus(self, corpus: Corpus) -> SavedText:
        """Return the same with its text, read anew.

        Raises
        ------
        Problem
            ``corpus.another`` at ``"corpus"`` if it is not the text that the net was trained on.
        """
        if corpus.fingerprint != self.fingerprint:
            raise Problem("corpus.another", "corpus", name=corpus.title)
        settings = replace(self.run.settings, corpus=corpus.choice)
        return replace(self, run=replace(self.run, corpus=corpus, settings=settings))

    def without_text(self) -> SavedText:
        """Return the same without its text: only what it is called, and its kinds of characters."""
        corpus = replace(self.run.corpus, indices=self.run.corpus.indices[:0])
        return replace(self, run=replace(self.run, corpus=corpus))


def save(path: Path, saved: SavedText) -> None:
    """Write a file; an older one stays as it was if that fails.

    Raises
    ------
    Problem
        ``file.not_finite`` if the weights are no numbers, or one of `archive.write_archive`.
    """
    run, state, record = saved.run, saved.state, saved.record
    if not state.training.is_finite:
        raise Problem("file.not_finite", "file", name=path.name)
    steps, rows = record.shelf.arrays()
    parameters = np.stack(rows) if rows else np.zeros((0, run.shape.parameter_count), np.float32)  # (k, P)
    best = {} if record.best_weights is None else {"best": record.best_weights.parameters}
    moments = {"first_moment": state.training.first_moment, "second_moment": state.training.second_moment}
    members = {
        _HEAD: _head(saved),
        _WEIGHTS: _tensors(run.shape.views(state.training.parameters)),
        _OPTIMIZER: _tensors({**moments, "carried": state.carried}),
        _SHELF: _tensors({"steps": steps, "parameters": parameters, **best}),
        _CURVE: _tensors({"losses": record.curve.losses, "rest": record.curve.rest}),
    }
    if saved.has_corpus and fits_into_file(run.corpus):
        members[_CORPUS] = _tensors({"indices": run.corpus.indices})
    write_archive(path, members)


def fits_into_file(corpus: Corpus) -> bool:
    """Return whether a text is short enough to be stored in the file of the net that learns it."""
    return corpus.indices.nbytes <= CORPUS_LIMIT


def load(path: Path) -> SavedText:
    """Read a file, believing nothing in it.

    Raises
    ------
    Problem
        At ``"file"``: ``file.missing``, ``.permission``, ``.unreadable``, ``.empty``, ``.foreign``,
        ``.truncated``, ``.damaged``, ``.too_large`` or ``.newer`` (version).
    """
    with open_archive(path, _MEMBERS, ENDING) as archive:
        if _HEAD not in archive:
            raise archive.foreign()
        head = _read_head(archive, path.name)
        try:
            return _read(archive, head)
        except (_Wrong, KeyError, TypeError, ValueError, AttributeError, OverflowError) as wrong:
            raise Problem("file.damaged", "file", name=path.name) from wrong
        except Problem as problem:
            if problem.field == "file":
                raise
            raise Problem("file.damaged", "file", name=path.name) from problem


class _Wrong(Exception):
    """A part of the file is not what it must be."""


def _head(saved: SavedText) -> bytes:
    run, record = saved.run, saved.record
    best = record.best_weights
    content = {
        "format": FORMAT,
        "version": VERSION,
        "settings": run.settings.to_json(),
        "cell": {
            "states": list(run.cell.states),
            "equations": run.cell.equations,
            "title": {"ko": run.cell.title.ko, "en": run.cell.title.en},
        },
        "symbols": run.corpus.symbols,
        "title": run.corpus.title,
        "kind": run.corpus.kind,
        "fingerprint": saved.fingerprint,
        "step": saved.state.training.step,
        "position": {"epoch": saved.state.position.epoch, "window": saved.state.position.window},
        "plan": None if saved.plan is None else vars(saved.plan),
        "seconds": record.seconds,
        "baseline": dict(record.baseline),
        "bucket": record.curve.bucket,
        "best": None if best is None else [best.step, best.loss],
        "validations": [[step, loss] for step, loss in record.validations],
        "diary": [{**vars(entry), "measures": dict(entry.measures)} for entry in record.diary],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _tensors(arrays: Arrays) -> bytes:
    return safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


def _read_head(archive: Archive, name: str) -> dict[str, Any]:
    try:
        head = json.loads(archive.read(_HEAD, _HEAD_LIMIT))
    except (ValueError, RecursionError) as error:
        raise Problem("file.damaged", "file", name=name) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise archive.foreign()
    version = head.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Problem("file.damaged", "file", name=name)
    if version > VERSION:
        raise Problem("file.newer", "file", name=name, version=version)
    return head


def _read(archive: Archive, head: dict[str, Any]) -> SavedText:
    settings = TextSettings.from_json(head["settings"])
    cell = _read_cell(settings.cell, head["cell"])
    # the cell may be one that the catalogue here does not have
    replace(settings, cell=catalogue.first()).validated()
    corpus = _read_corpus(archive, head, settings)
    run = TextRun(settings, corpus, cell)
    shape = settings.shape(corpus.size, cell)
    state = _read_state(archive, head, shape)
    return SavedText(
        run, state, _read_record(archive, head, shape), _plan(head["plan"]), str(head["fingerprint"])
    )


def _read_cell(name: str, content: dict[str, Any]) -> Cell:
    title = content["title"]
    words = Localised(ko=str(title["ko"])[:200], en=str(title["en"])[:200])
    cell = parse_cell(name, tuple(content["states"]), content["equations"], title=words)
    try:
        known = catalogue.load(name)
    except (Problem, OSError):
        return cell
    return known if (known.states, known.equations) == (cell.states, cell.equations) else cell


def _read_corpus(archive: Archive, head: dict[str, Any], settings: TextSettings) -> Corpus:
    symbols, kind = head["symbols"], head["kind"]
    is_right = isinstance(symbols, str) and 2 <= len(symbols) <= SYMBOL_LIMIT
    if not is_right or list(symbols) != sorted(set(symbols)) or kind not in ("prose", "latex", "c", "python"):
        raise _Wrong("symbols")
    indices: npt.NDArray[Any] = np.zeros(0, np.uint8)
    if _CORPUS in archive:
        indices = _load_tensors(archive, _CORPUS, CORPUS_LIMIT)["indices"]
        if indices.dtype not in (np.uint8, np.uint16) or indices.ndim != 1 or len(indices) < 2:
            raise _Wrong("indices")
        if indices.max() >= len(symbols):
            raise _Wrong("indices")
    return Corpus(settings.corpus, str(head["title"])[:500], kind, symbols, indices)


def _read_state(archive: Archive, head: dict[str, Any], shape: NetShape) -> TextState:
    count = shape.parameter_count
    weights = _load_tensors(archive, _WEIGHTS, 4 * count)
    if weights.keys() != shape.entries.keys():
        raise _Wrong("weights")
    parameters = np.zeros(count, np.float32)  # (P,)
    for key, entry in shape.entries.items():
        shape.view(parameters, key)[...] = _checked(weights, key, entry.shape)
    memory = _load_tensors(archive, _OPTIMIZER, FILE_LIMIT // 2)
    first, second = (_checked(memory, name, (count,)).copy() for name in ("first_moment", "second_moment"))
    if (second < 0).any():
        raise _Wrong("second_moment")
    carried = memory["carried"]
    sizes = (shape.layers, len(shape.cell.states), carried.shape[2], shape.hidden_size)
    position = Position(_whole(head["position"]["epoch"]), _whole(head["position"]["window"]))
    training = TrainingState(parameters, first, second, _whole(head["step"]))
    return TextState(training, position, _checked(memory, "carried", sizes).copy())


def _read_record(archive: Archive, head: dict[str, Any], shape: NetShape) -> Record:
    arrays = _load_tensors(archive, _CURVE, 8 * CURVE_POINTS + 4 * _STEP_BUCKETS)
    losses, rest = arrays["losses"], arrays["rest"]
    bucket = _whole(head["bucket"])
    if losses.ndim != 1 or rest.ndim != 1 or bucket < 1 or bucket & (bucket - 1):
        raise _Wrong("curve")
    curve = Curve(bucket, _checked(arrays, "losses", losses.shape), _checked(arrays, "rest", rest.shape))
    shelved = _load_tensors(archive, _SHELF, FILE_LIMIT // 2)
    steps = shelved["steps"]
    if steps.dtype != np.int64 or steps.ndim != 1 or (np.diff(steps) <= 0).any() or (steps < 0).any():
        raise _Wrong("shelf")
    shelf = Shelf(shape.parameter_count)
    for step, row in zip(
        steps, _checked(shelved, "parameters", (len(steps), shape.parameter_count)), strict=True
    ):
        shelf.add(int(step), row)
    tests = [(_whole(step), _number(loss)) for step, loss in head["validations"][:_TESTS_LIMIT]]
    diary = [_page(content) for content in head["diary"][:_PAGES_LIMIT]]
    baseline = {str(name): _maybe(value) for name, value in head["baseline"].items()}
    record = Record(curve, tests, diary, shelf, _number(head["seconds"]), baseline)
    if "best" not in head:
        record.keep_best_of_shelf()
    elif head["best"] is not None:
        step, loss = head["best"]
        parameters = _checked(shelved, "best", (shape.parameter_count,))  # (P,)
        record.best_weights = BestWeights(_whole(step), _number(loss), parameters)
    return record


_STEP_BUCKETS = 2**24
"""Room for the losses of steps that do not fill a point yet."""


def _page(content: dict[str, Any]) -> DiaryEntry:
    measures = {str(name): _maybe(value) for name, value in content["measures"].items()}
    loss, tested = _maybe(content["loss"]), _maybe(content["validation_loss"])
    temperature = _number(content.get("temperature", DIARY_TEMPERATURE))
    text = str(content["text"])[:_PAGE_LIMIT]
    return DiaryEntry(_whole(content["step"]), text, loss, tested, measures, temperature)


def _plan(content: dict[str, Any] | None) -> EnginePlan | None:
    if content is None:
        return None
    plan = EnginePlan(**content)
    known = (("compiled", "torch"), ("cpu", "cuda", "mps"), ("float32", "bfloat16"))
    values = (plan.backend, plan.device, plan.precision)
    if any(value not in choices for value, choices in zip(values, known, strict=True)):
        raise _Wrong("plan")
    return replace(plan, threads=max(_whole(plan.threads), 1))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _STEP_LIMIT:
        raise _Wrong("number")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _Wrong("number")
    return float(value)


def _maybe(value: object) -> float | None:
    return None if value is None else _number(value)


def _load_tensors(archive: Archive, member: str, data_limit: int) -> Arrays:
    content = archive.read(member, data_limit + _TENSOR_HEAD_LIMIT)
    try:
        return safetensors.numpy.load(content)
    except (SafetensorError, KeyError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise _Wrong(member) from error


def _checked(arrays: Arrays, name: str, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    """Return an array that is what it must be: float32, its shape, every value finite."""
    array = arrays.get(name)
    if array is None or array.dtype != np.float32 or array.shape != shape or not np.isfinite(array).all():
        raise _Wrong(name)
    return array
