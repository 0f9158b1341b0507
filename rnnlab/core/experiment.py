"""An experiment: everything a person sets, frozen and replaced whole.

Fields are plain values, so that undo is a list of experiments and a file can hold one as JSON.
What is typed is kept as typed (``vocabulary_text``); `Experiment.validated` says what is wrong with
it and at which field.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, Literal, get_args

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.fields import OpenEnd, field_problems, from_mapping, problem_of
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Coded, Order, by_name, task_of
from rnnlab.core.vocabulary import Vocabulary

OptimizerKind = Literal["adam", "sgd", "rmsprop"]
StopKind = Literal["hand", "steps", "solved"]
Backend = Literal["auto", "compiled", "torch", "interpreter"]
Device = Literal["auto", "cpu", "cuda", "mps"]

HIDDEN_SIZE_LIMIT = 1024
LAYERS_LIMIT = 4
DELAY_LIMIT = 199
BITS_LIMIT = 32
SPAN_LIMIT = 10
LEARNING_RATE_LIMIT = 10.0
SEED_LIMIT = 2**32 - 1
STEPS_LIMIT = 1_000_000_000
MEMORY_LIMIT = 2 * 2**30
"""Most bytes that one training step may need."""


@dataclass(frozen=True)
class OptimizerSettings:
    """How weights are changed; may be replaced while training runs.

    Attributes
    ----------
    kind
        ``"adam"`` (β 0.9 and 0.999, ε 1e-8), ``"sgd"`` with momentum, ``"rmsprop"`` (α 0.99,
        ε 1e-8); as in torch.optim.
    learning_rate
        Above 0 up to 10. 0.02 is gentle enough to watch; 0.1 solves A–Z in a dozen steps.
    momentum
        For SGD, 0 up to (not including) 1.
    clip_norm
        Longest gradient (Euclidean norm over all parameters); 0 clips nothing.
    """

    kind: OptimizerKind = "adam"
    learning_rate: float = 0.02
    momentum: float = 0.9
    clip_norm: float = 0.0


@dataclass(frozen=True)
class StopRule:
    """When training ends by itself.

    Attributes
    ----------
    kind
        ``"hand"``: never; ``"steps"``: at a training step; ``"solved"``: as soon as every answer is
        right.
    steps
        The training step for ``"steps"``.
    """

    kind: StopKind = "steps"
    steps: int = 400


@dataclass(frozen=True)
class Experiment:
    """A vocabulary, a task, a net and how it is trained.

    Attributes
    ----------
    vocabulary_text
        As typed, see `rnnlab.core.vocabulary_text`.
    task
        Name of a file in `rnnlab.core.tasks`.
    order
        ``"forward"`` or ``"reversed"``.
    cell
        Name in the catalogue.
    hidden_size, layers
        H, 1 to 1024; L, 1 to 4.
    optimizer, stop
        How it learns and when it ends.
    seed
        Of the initial weights, 0 to 2³² - 1.
    backend, device
        ``"auto"`` or one by name.
    delay
        Time steps between a symbol and its echo, 1 to 199; only for tasks that wait.
    bits
        Of each number to be added, 1 to 32; only for addition.
    span
        How many symbols are to be remembered in order, 1 to 10; only for copying.
    phrases
        A phrase book as typed, see `rnnlab.core.phrases.book`; only for the task that completes them.
    """

    vocabulary_text: str = "가-하"
    task: str = "completion"
    order: Order = "reversed"
    cell: str = field(default_factory=catalogue.first)
    hidden_size: int = 8
    layers: int = 1
    optimizer: OptimizerSettings = field(default_factory=OptimizerSettings)
    seed: int = 0
    stop: StopRule = field(default_factory=StopRule)
    backend: Backend = "auto"
    device: Device = "auto"
    delay: int = 10
    bits: int = 8
    span: int = 3
    phrases: str = ""

    def vocabulary(self) -> Vocabulary:
        """Return the symbols of the task; raises Problem at ``"vocabulary"``, ``"phrases"`` or ``"task"``."""
        return task_of(self).vocabulary

    def shape(self, cell: Cell | None = None) -> NetShape:
        """Return the net's shape.

        Parameters
        ----------
        cell
            The cell itself, where it is not the catalogue's (one that came with a file).
        """
        task = task_of(self)
        cell = cell or catalogue.load(self.cell)
        sizes = (task.input_size, self.hidden_size, self.layers, task.output_size)
        return NetShape(cell, *sizes, codes=task.codes if isinstance(task, Coded) else None)

    def problems(self, cell: Cell | None = None) -> dict[str, Problem]:
        """Return everything that is wrong, by field; empty if nothing is.

        Parameters
        ----------
        cell
            See `shape`.
        """
        problems = field_problems(partial(_value, self), _CHOICES, _LIMITS, _OPEN_ENDS)
        found = [
            problem_of(self.vocabulary),
            problem_of(lambda: by_name(self.task)),
            None if cell else problem_of(lambda: catalogue.load(self.cell)),
        ]
        problems |= {problem.field: problem for problem in found if problem}
        if not problems and (too_large := _check_memory(self, cell)):
            problems[too_large.field] = too_large
        return problems

    def validated(self, cell: Cell | None = None) -> Experiment:
        """Return this experiment if nothing is wrong with it.

        Raises
        ------
        Problem
            The first one of `problems`, at its field.
        """
        for problem in self.problems(cell).values():
            raise problem
        return self

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON file."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: object) -> Experiment:
        """Make an experiment from a JSON file's values; names it does not know are left out.

        Raises
        ------
        Problem
            ``experiment.type`` at a field whose value is of another kind.
        """
        return from_mapping(cls(), content)


# Fields as a person knows them, and where their values lie.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "order": get_args(Order),
    "optimizer": get_args(OptimizerKind),
    "stop": get_args(StopKind),
    "backend": get_args(Backend),
    "device": get_args(Device),
}
_LIMITS: Mapping[str, tuple[float, float]] = {
    "hidden_size": (1, HIDDEN_SIZE_LIMIT),
    "layers": (1, LAYERS_LIMIT),
    "seed": (0, SEED_LIMIT),
    "delay": (1, DELAY_LIMIT),
    "bits": (1, BITS_LIMIT),
    "span": (1, SPAN_LIMIT),
    "steps": (1, STEPS_LIMIT),
    "learning_rate": (0, LEARNING_RATE_LIMIT),
    "momentum": (0, 1),
    "clip_norm": (0, math.inf),
}
_OPEN_ENDS: Mapping[str, OpenEnd] = {"learning_rate": "above", "momentum": "below", "clip_norm": "below"}


def _value(experiment: Experiment, name: str) -> object:
    """Return what a field holds, wherever in the experiment it lies."""
    if name == "optimizer":
        return experiment.optimizer.kind
    if name == "stop":
        return experiment.stop.kind
    for holder in (experiment, experiment.optimizer, experiment.stop):
        if hasattr(holder, name):
            value: object = getattr(holder, name)
            return value
    raise AttributeError(name)


def _check_memory(experiment: Experiment, cell: Cell | None) -> Problem | None:
    """Estimate the bytes of one training step: every quantity and every logit, with its gradient."""
    shape = experiment.shape(cell)
    batch = task_of(experiment).batch()
    quantities = shape.layers * len(shape.cell.quantities) * shape.hidden_size
    needed = 4 * (2 * batch.steps * batch.size * (quantities + shape.output_size) + 4 * shape.parameter_count)
    if needed <= MEMORY_LIMIT:
        return None
    gigabytes = {"gigabytes": round(needed / 2**30, 1), "limit": round(MEMORY_LIMIT / 2**30, 1)}
    return Problem("experiment.too_large", "hidden_size", **gigabytes)
