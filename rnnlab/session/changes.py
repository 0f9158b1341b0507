"""Experiments with some of their settings changed, wherever in the experiment these lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rnnlab.core.experiment import Experiment


def changed(experiment: Experiment, settings: Mapping[str, object]) -> Experiment:
    """Return an experiment with other settings, the optimiser's among them, by field name."""
    optimizer_fields = set(experiment.optimizer.__dataclass_fields__)
    optimizer = {name: value for name, value in settings.items() if name in optimizer_fields}
    rest = {name: value for name, value in settings.items() if name not in optimizer_fields}
    replaced: Any = replace  # field names are checked by replace itself
    result: Experiment = replaced(experiment, optimizer=replaced(experiment.optimizer, **optimizer), **rest)
    return result
