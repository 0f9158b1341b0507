"""Experiments to begin with: one text file each in ``resources/presets``.

A preset file is TOML: ``order`` (its place in the list), ``prefix`` (something worth asking),
``title`` and ``sentence`` (each with ``ko`` and ``en``), and ``experiment`` with the fields of
`rnnlab.core.experiment.Experiment` that differ from its defaults. The file's name without its
ending is the preset's id.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rnnlab import paths
from rnnlab.core.cells.graph import Localised
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem

__all__ = ["Preset", "all_presets", "load_preset", "phrase_presets"]


@dataclass(frozen=True)
class Preset:
    """An experiment with a name.

    Attributes
    ----------
    id
        Its file's name without the ending.
    title, sentence
        What it is called, and what it shows, in both languages.
    experiment
        Valid.
    prefix
        A question to put to the trained net.
    """

    id: str
    title: Localised
    sentence: Localised
    experiment: Experiment
    prefix: str


@lru_cache(maxsize=1)
def all_presets() -> tuple[Preset, ...]:
    """Return all presets of the Sequence scene in the order in which they are offered."""
    return _presets("")


@lru_cache(maxsize=1)
def phrase_presets() -> tuple[Preset, ...]:
    """Return the phrase books to begin with, those of ``resources/presets/phrases``, the lecture's first."""
    return _presets("phrases")


def load_preset(name: str) -> Preset:
    """Return a preset by its id.

    Raises
    ------
    Problem
        ``preset.unknown`` with the ids that there are.
    """
    presets = {preset.id: preset for preset in all_presets()}
    if name not in presets:
        raise Problem("preset.unknown", "preset", name=name, known=", ".join(presets))
    return presets[name]


def _presets(folder: str) -> tuple[Preset, ...]:
    found = [(content["order"], _preset(path, content)) for path, content in _files(folder)]
    return tuple(preset for _, preset in sorted(found, key=lambda pair: pair[0]))


def _files(folder: str) -> list[tuple[Path, dict[str, Any]]]:
    paths_found = sorted((paths.resources() / "presets" / folder).glob("*.toml"))
    return [(path, tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths_found]


def _preset(path: Path, content: dict[str, Any]) -> Preset:
    experiment = Experiment.from_json(content["experiment"]).validated()
    title, sentence = Localised(**content["title"]), Localised(**content["sentence"])
    return Preset(path.stem, title, sentence, experiment, content["prefix"])
