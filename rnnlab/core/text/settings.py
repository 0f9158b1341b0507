"""What a person sets for a text: corpus, net and training, frozen and replaced whole."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import partial
from typing import Any, Literal, get_args

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.fields import field_problems, from_mapping, problem_of
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.sampling import TEMPERATURE_LIMIT

Schedule = Literal["constant", "cosine", "halving"]
Backend = Literal["auto", "compiled", "torch"]
Precision = Literal["auto", "float32", "bfloat16"]
Device = Literal["auto", "cpu", "cuda", "mps"]

HALVINGS = 8
"""Into how many parts the schedule ``"halving"`` cuts the second half of training."""
COSINE_END = 0.05
"""What share of the learning rate is left at the end of the schedule ``"cosine"``."""
STEPS_LIMIT = 100_000_000
DIARY_TEMPERATURE = 0.8
"""Bold enough for words of its own, careful enough for most of them to be real ones."""


def default_cell() -> str:
    """Return the cell to begin with: the first in the catalogue with more than one state.

    Long texts need a memory of their own; where no cell has one it is the catalogue's first.
    """
    for name in catalogue.names():
        if len(catalogue.load(name).states) > 1:
            return name
    return catalogue.first()


@dataclass(frozen=True)
class TextSettings:
    """A corpus, a net and how it is trained.

    Attributes
    ----------
    corpus
        Which text.
    cell
        Name in the catalogue.
    hidden_size, layers
        H, 4 to 1024 (the window offers 32 to 1024); L, 1 to 3.
    dropout
        Share of a layer's outputs hidden from the layer above while training, 0 up to (not including) 1.
    sequence_length, batch_size
        T and B of a window: time steps that gradients go back, and places in the text read side by side.
    learning_rate, schedule, warmup_steps
        Adam's rate; it climbs to that over the first steps and then is ``"constant"``, falls along a
        ``"cosine"``, or is ``"halving"`` again and again in the second half.
    clip_norm
        Longest gradient; 0 clips nothing.
    steps
        Training step at which training ends.
    validation_share
        Share of the text, its end, that is held back to test on; 0 up to 0.5.
    seed
        Of weights, places and dropout.
    diary_temperature
        At which the pages of the diary are written; see `rnnlab.core.text.sampling.SamplingSettings`.
    backend, precision, device, threads
        Where and how it is computed; ``"auto"`` and 0 are measured when training begins.
    """

    corpus: CorpusChoice = field(default_factory=CorpusChoice)
    cell: str = field(default_factory=default_cell)
    hidden_size: int = 128
    layers: int = 1
    dropout: float = 0.0
    sequence_length: int = 50
    batch_size: int = 32
    learning_rate: float = 0.005
    schedule: Schedule = "cosine"
    warmup_steps: int = 20
    clip_norm: float = 5.0
    steps: int = 2000
    validation_share: float = 0.1
    seed: int = 0
    diary_temperature: float = DIARY_TEMPERATURE
    backend: Backend = "auto"
    precision: Precision = "auto"
    device: Device = "auto"
    threads: int = 0

    def shape(self, symbols: int, cell: Cell | None = None) -> NetShape:
        """Return the net for a number of symbols.

        Parameters
        ----------
        symbols
            V.
        cell
            The cell itself, where it is not the catalogue's (one that came with a file).
        """
        cell = cell or catalogue.load(self.cell)
        return NetShape(cell, symbols, self.hidden_size, self.layers, symbols)

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a training step."""
        warmup = min(self.warmup_steps, self.steps)
        if step < warmup:
            return self.learning_rate * (step + 1) / (warmup + 1)
        share = min((step - warmup) / max(self.steps - warmup, 1), 1.0)
        if self.schedule == "cosine":
            wave = 0.5 * (1.0 + math.cos(math.pi * share))
            return self.learning_rate * (COSINE_END + (1.0 - COSINE_END) * wave)
        if self.schedule == "halving" and share >= 0.5:
            return self.learning_rate * 0.5 ** min(int((share - 0.5) * 2 * HALVINGS) + 1, HALVINGS)
        return self.learning_rate

    def problems(self) -> dict[str, Problem]:
        """Return everything that is wrong, by field; empty if nothing is."""
        found = field_problems(partial(getattr, self), _CHOICES, _LIMITS)
        if problem := problem_of(lambda: catalogue.load(self.cell)):
            found["cell"] = problem
        return found

    def validated(self) -> TextSettings:
        """Return these settings if nothing is wrong with them, else raise the first Problem."""
        for problem in self.problems().values():
            raise problem
        return self

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON file."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: object) -> TextSettings:
        """Make settings of a JSON file's values; names it does not know are left out.

        Raises
        ------
        Problem
            ``experiment.type`` at a field whose value is of another kind.
        """
        return from_mapping(cls(), content)


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "schedule": get_args(Schedule),
    "backend": get_args(Backend),
    "precision": get_args(Precision),
    "device": get_args(Device),
}
_LIMITS: Mapping[str, tuple[float, float]] = {
    "hidden_size": (4, 1024),
    "layers": (1, 3),
    "dropout": (0, 0.9),
    "sequence_length": (2, 1000),
    "batch_size": (1, 1024),
    "learning_rate": (1e-6, 1),
    "warmup_steps": (0, 100_000),
    "clip_norm": (0, 1e9),
    "steps": (1, STEPS_LIMIT),
    "validation_share": (0, 0.5),
    "seed": (0, 2**32 - 1),
    "diary_temperature": (0, TEMPERATURE_LIMIT),
    "threads": (0, max(os.cpu_count() or 1, 1)),
}


# What is asked for first when memory is short, and how small it may become.
_SMALLER: tuple[tuple[str, int], ...] = (
    ("batch_size", 16),
    ("sequence_length", 50),
    ("hidden_size", 64),
    ("batch_size", 1),
    ("sequence_length", 10),
)


def smaller(settings: TextSettings) -> TextSettings:
    """Return settings that need about half the memory, for when there was not enough."""
    for name, least in _SMALLER:
        value = getattr(settings, name)
        if value > least:
            return replace(settings, **{name: max(value // 2, least)})
    return replace(settings, hidden_size=max(settings.hidden_size // 2, 4))


def memory_needed(settings: TextSettings, symbols: int, cell: Cell | None = None) -> int:
    """Estimate the bytes of training: every quantity and logit of a window with its gradient, and weights."""
    shape = settings.shape(symbols, cell)
    rows = settings.sequence_length * settings.batch_size
    quantities = shape.layers * 2 * len(shape.cell.quantities) * shape.hidden_size
    return 4 * (2 * rows * (quantities + 2 * symbols) + 12 * shape.parameter_count)


def out_of_memory(settings: TextSettings) -> Problem:
    """Return what is said when memory was not enough: a proposal that needs about half."""
    proposal = smaller(settings)
    changed = next(
        item.name for item in fields(settings) if getattr(settings, item.name) != getattr(proposal, item.name)
    )
    return Problem(
        "text.memory",
        changed,
        value=getattr(settings, changed),
        proposal=getattr(proposal, changed),
    )
