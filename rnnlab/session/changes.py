"""Experiments with some of their settings changed, wherever in the experiment these lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rnnlab.core.experiment import Experiment

# Changing these makes another net; changing anything else keeps the net.
NET_FIELDS = (
    *("vocabulary_text", "phrases", "task", "order", "delay", "bits", "span"),
    *("cell", "hidden_size", "layers", "seed"),
)


def is_another_net(one: Experiment, other: Experiment) -> bool:
    """Return whether two experiments have different nets, and not only train them in different ways."""
    return any(getattr(one, name) != getattr(other, name) for name in NET_FIELDS)


def changed(experiment: Experiment, settings: Mapping[str, object]) -> Experiment:
    """Return an experiment with other settings, the optimiser's among them, by field name."""
    optimizer_fields = set(experiment.optimizer.__dataclass_fields__)
    optimizer = {name: value for name, value in settings.items() if name in optimizer_fields}
    rest = {name: value for name, value in settings.items() if name not in optimizer_fields}
    replaced: Any = replace  # field names are checked by replace itself
    result: Experiment = replaced(experiment, optimizer=replaced(experiment.optimizer, **optimizer), **rest)
    return result
