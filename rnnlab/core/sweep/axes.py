"""The settings that can be varied: by name, with the values worth trying."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import (
    HIDDEN_SIZE_LIMIT,
    LAYERS_LIMIT,
    LEARNING_RATE_LIMIT,
    Experiment,
    OptimizerKind,
)
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Order

Value = str | int | float
Scale = Literal["choice", "whole", "even", "logarithmic"]
_DIGITS = 3


@dataclass(frozen=True)
class AxisKind:
    """What is known of a setting before anyone varies it.

    Attributes
    ----------
    scale
        ``choice`` between names, ``whole`` numbers (each as often as the one before times a factor, where
        there are many), ``even`` or ``logarithmic`` numbers.
    low, high
        A range in which something happens.
    least, most
        What an experiment takes at all.
    """

    scale: Scale
    low: float = 0.0
    high: float = 0.0
    least: float = 0.0
    most: float = 0.0


AXES: Mapping[str, AxisKind] = {
    "hidden_size": AxisKind("whole", 2, 64, 1, HIDDEN_SIZE_LIMIT),
    "learning_rate": AxisKind("logarithmic", 0.001, 1.0, 1e-6, LEARNING_RATE_LIMIT),
    "cell": AxisKind("choice"),
    "optimizer": AxisKind("choice"),
    "layers": AxisKind("whole", 1, LAYERS_LIMIT, 1, LAYERS_LIMIT),
    "momentum": AxisKind("even", 0.0, 0.95, 0.0, 0.999),
    "clip_norm": AxisKind("logarithmic", 0.03, 10.0, 1e-4, 1e4),
    "order": AxisKind("choice"),
}


@dataclass(frozen=True)
class Axis:
    """A setting with the values to try, in order.

    Attributes
    ----------
    name
        A key of `AXES`.
    values
        At least one.
    """

    name: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise Problem("sweep.empty", self.name, axis=self.name)


def axis_kind(name: str) -> AxisKind:
    """Return what is known of a setting.

    Raises
    ------
    Problem
        ``sweep.axis`` if it cannot be varied.
    """
    if name not in AXES:
        raise Problem("sweep.axis", "axis", axis=name, known=", ".join(AXES))
    return AXES[name]


def choices(name: str) -> tuple[str, ...]:
    """Return the names that a setting chooses between; none for numbers."""
    known: Mapping[str, Sequence[str]] = {
        "cell": catalogue.names(),
        "optimizer": get_args(OptimizerKind),
        "order": get_args(Order),
    }
    return tuple(known.get(name, ()))


def spread(name: str, count: int, low: float | None = None, high: float | None = None) -> Axis:
    """Return an axis with about `count` values over a range.

    Parameters
    ----------
    name
        A key of `AXES`.
    count
        How many; whole numbers may be fewer, since none comes twice. Choices give all their names.
    low, high
        Ends of the range; by default those in which something happens.

    Raises
    ------
    Problem
        ``sweep.axis``, or ``sweep.range`` for ends that are none.
    """
    kind = axis_kind(name)
    if kind.scale == "choice":
        return Axis(name, choices(name))
    first = kind.low if low is None else low
    last = kind.high if high is None else high
    if not (kind.least <= first <= last <= kind.most) or count < 1:
        raise Problem("sweep.range", name, low=kind.least, high=kind.most)
    shares = [index / max(count - 1, 1) for index in range(count)]
    if kind.scale == "even":
        numbers = [first + (last - first) * share for share in shares]
    else:
        numbers = [math.exp(math.log(first) + math.log(last / first) * share) for share in shares]
    if kind.scale == "whole":
        return Axis(name, _whole(first, last, count, numbers))
    inner = (min(max(_short(number), first), last) for number in numbers[1:-1])
    rounded = [first, *inner, last][: max(count, 1)]
    return Axis(name, tuple(dict.fromkeys(float(number) for number in rounded)))


def _whole(first: float, last: float, count: int, numbers: Sequence[float]) -> tuple[int, ...]:
    """Return different whole numbers: all there are where they fit, else thinner towards the end."""
    low, high = math.ceil(first), math.floor(last)
    if high - low < count:
        return tuple(range(low, high + 1))
    values: list[int] = []
    for number in numbers:
        values.append(max(round(number), values[-1] + 1 if values else low))
    return tuple(dict.fromkeys(min(value, high) for value in values))


def _short(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")


def value_of(experiment: Experiment, name: str) -> Value:
    """Return what an experiment has for a setting of `AXES`."""
    if name == "optimizer":
        return experiment.optimizer.kind
    holder: Any = experiment.optimizer if hasattr(experiment.optimizer, name) else experiment
    value: Value = getattr(holder, name)
    return value


def with_value(experiment: Experiment, name: str, value: Value) -> Experiment:
    """Return an experiment with another value for a setting of `AXES`."""
    change: Any = replace  # the names are those of AXES, the values are checked by `validated`
    if name == "optimizer":
        changed: Experiment = change(experiment, optimizer=change(experiment.optimizer, kind=value))
    elif hasattr(experiment.optimizer, name):
        changed = change(experiment, optimizer=change(experiment.optimizer, **{name: value}))
    else:
        changed = change(experiment, **{name: value})
    return changed
