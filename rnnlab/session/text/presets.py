"""Sizes to begin with: one text file each in ``resources/presets/text``.

A preset file is TOML: ``order``, ``title`` and ``sentence`` (each with ``ko`` and ``en``), and ``settings``
with the fields of `rnnlab.core.text.settings.TextSettings` it sets; the others stay as they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rnnlab import paths
from rnnlab.core.cells.graph import Localised
from rnnlab.core.problems import Problem
from rnnlab.core.text.settings import TextSettings

__all__ = ["TextPreset", "load_text_preset", "text_presets"]


@dataclass(frozen=True)
class TextPreset:
    """Settings with a name.

    Attributes
    ----------
    id
        Its file's name without the ending.
    title, sentence
        What it is called, and what it is for, in both languages.
    changes
        The fields it sets.
    """

    id: str
    title: Localised
    sentence: Localised
    changes: Mapping[str, Any]

    def applied(self, settings: TextSettings) -> TextSettings:
        """Return settings with the preset's sizes; text, cell and seed stay."""
        return replace(settings, **self.changes)

    def fits(self, settings: TextSettings) -> bool:
        """Tell whether settings are those of the preset."""
        return self.applied(settings) == settings


@lru_cache(maxsize=1)
def text_presets() -> tuple[TextPreset, ...]:
    """Return all presets in the order in which they are offered."""
    found = []
    for path in sorted((paths.resources() / "presets" / "text").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        title, sentence = Localised(**content["title"]), Localised(**content["sentence"])
        found.append((content["order"], TextPreset(path.stem, title, sentence, content["settings"])))
    return tuple(preset for _, preset in sorted(found, key=lambda pair: pair[0]))


def load_text_preset(name: str) -> TextPreset:
    """Return a preset by its id.

    Raises
    ------
    Problem
        ``preset.unknown`` with the ids that there are.
    """
    presets = {preset.id: preset for preset in text_presets()}
    if name not in presets:
        raise Problem("preset.unknown", "preset", name=name, known=", ".join(presets))
    return presets[name]
