"""What a person sets in the Gradients scene: frozen, replaced whole, kept as plain values."""

from __future__ import annotations

import math
import tomllib
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, get_args

from rnnlab import paths
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Localised
from rnnlab.core.experiment import Experiment, OptimizerKind, OptimizerSettings, StopRule
from rnnlab.core.fields import field_problems, from_mapping
from rnnlab.core.initial_conditions import InitialConditions
from rnnlab.core.problems import Problem

LANES_LIMIT = 4
LENGTHS = (2, 200)
SIZES = (1, 64)
"""Beyond, the Jacobian products of 200 steps take seconds."""
AS_DRAWN = -1.0
"""Value of the two initial conditions that leaves the weights as they were drawn."""
_TASK, _SYMBOLS = "echo", "A-D"


@dataclass(frozen=True)
class GradientSettings:
    """Which nets are compared, on which sequence, from which start.

    Attributes
    ----------
    cells
        Names in the catalogue, 1 to 4, each once.
    length
        Time steps T, 2 to 200: a symbol and T - 1 blanks, to be echoed at the end.
    hidden_size, seed
        As in an experiment, the same for every cell; hidden_size 1 to 64.
    spectral_radius, forget_bias
        See `InitialConditions`; `AS_DRAWN` for None.
    clip_norm, learning_rate, optimizer, steps
        How they are trained; clip_norm 0 clips nothing.
    """

    cells: tuple[str, ...] = ()
    length: int = 50
    hidden_size: int = 16
    spectral_radius: float = AS_DRAWN
    forget_bias: float = AS_DRAWN
    clip_norm: float = 0.0
    learning_rate: float = 0.01
    optimizer: OptimizerKind = "adam"
    steps: int = 300
    seed: int = 0

    @property
    def conditions(self) -> InitialConditions:
        """What is done to the weights drawn."""
        return InitialConditions(
            None if self.spectral_radius < 0 else self.spectral_radius,
            None if self.forget_bias < 0 else self.forget_bias,
        )

    def experiment(self, cell: str) -> Experiment:
        """Return the experiment of one of the cells."""
        return Experiment(
            vocabulary_text=_SYMBOLS,
            task=_TASK,
            order="forward",
            cell=cell,
            hidden_size=self.hidden_size,
            optimizer=OptimizerSettings(self.optimizer, self.learning_rate, clip_norm=self.clip_norm),
            seed=self.seed,
            stop=StopRule("steps", self.steps),
            delay=self.length - 1,
        )

    def validated(self) -> GradientSettings:
        """Return these settings if nothing is wrong with them.

        Raises
        ------
        Problem
            At the first field that is wrong.
        """
        if not 1 <= len(set(self.cells)) == len(self.cells) <= LANES_LIMIT:
            raise Problem("experiment.range", "cell", value=len(self.cells), low=1, high=LANES_LIMIT)
        limits = {"length": LENGTHS, "hidden_size": SIZES}
        for problem in field_problems(partial(getattr, self), {}, limits).values():
            raise problem
        for name in ("spectral_radius", "forget_bias"):
            if not math.isfinite(getattr(self, name)):
                raise Problem("experiment.range", name, value=getattr(self, name), low=0, high=10)
        for cell in self.cells:
            self.experiment(cell).validated()
        return self

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**asdict(self), "cells": list(self.cells)}

    @classmethod
    def from_json(cls, content: object) -> GradientSettings:
        """Make settings from plain values, such as a preset's.

        Raises
        ------
        Problem
            If something is wrong with them.
        """
        read = from_mapping(cls(), content)
        if read.optimizer not in get_args(OptimizerKind):
            raise Problem("experiment.type", "optimizer", value=type(read.optimizer).__name__)
        return read.validated()


@dataclass(frozen=True)
class GradientPreset:
    """Settings with a name, from a file in ``resources/presets/gradients``."""

    id: str
    title: Localised
    sentence: Localised
    settings: GradientSettings


@lru_cache(maxsize=1)
def gradient_presets() -> tuple[GradientPreset, ...]:
    """Return all presets in the order in which they are offered."""
    files = sorted((paths.resources() / "presets" / "gradients").glob("*.toml"))
    contents = [(path, tomllib.loads(path.read_text(encoding="utf-8"))) for path in files]
    return tuple(_preset(*found) for found in sorted(contents, key=lambda found: found[1]["order"]))


def _preset(path: Path, content: dict[str, Any]) -> GradientPreset:
    title, sentence = Localised(**content["title"]), Localised(**content["sentence"])
    return GradientPreset(path.stem, title, sentence, GradientSettings.from_json(content["settings"]))


def offered_cells() -> tuple[str, ...]:
    """Return the names of all cells of the catalogue that can be read."""
    broken = catalogue.broken()
    return tuple(name for name in catalogue.names() if name not in broken)
