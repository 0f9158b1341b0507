"""Checks of what a person sets, field by field: choices, numbers, and values of a JSON file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from rnnlab.core.problems import Problem

OpenEnd = Literal["above", "below"]
"""``"above"``: the least value is not allowed itself; ``"below"``: the greatest is not."""
Settings = TypeVar("Settings")


def range_problem(
    name: str, value: object, low: float, high: float, open_end: OpenEnd | None = None
) -> Problem | None:
    """Return what is wrong with a number; None if it lies between two others or at an allowed end."""
    assert isinstance(value, int | float)
    is_open = open_end is not None and value == (low if open_end == "above" else high)
    if low <= value <= high and not is_open:  # false for NaN
        return None
    if open_end == "above":
        return Problem("experiment.above", name, value=value, low=low, high=high)
    if open_end == "below":
        return Problem("experiment.below", name, value=value, low=low, high=high)
    return Problem("experiment.range", name, value=value, low=low, high=high)


def problem_of(function: Callable[[], object]) -> Problem | None:
    """Return the Problem that a function raises, None if it raises none."""
    try:
        function()
    except Problem as problem:
        return problem
    return None


def field_problems(
    value_of: Callable[[str], object],
    choices: Mapping[str, tuple[str, ...]],
    limits: Mapping[str, tuple[float, float]],
    open_ends: Mapping[str, OpenEnd] | None = None,
) -> dict[str, Problem]:
    """Return everything that is wrong with some fields, by name.

    Parameters
    ----------
    value_of
        Gives what a field holds.
    choices
        All that a field may hold.
    limits
        Least and greatest value of a number.
    open_ends
        Which numbers may not be their least, or their greatest, value.
    """
    found: dict[str, Problem] = {}
    for name, possible in choices.items():
        if (value := value_of(name)) not in possible:
            found[name] = Problem("experiment.choice", name, value=value, choices=", ".join(possible))
    for name, (low, high) in limits.items():
        if problem := range_problem(name, value_of(name), low, high, (open_ends or {}).get(name)):
            found[name] = problem
    return found


def from_mapping(default: Settings, content: object, place: str = "experiment") -> Settings:
    """Return a copy of a frozen dataclass with the values of a JSON object; unknown names are left out.

    Parameters
    ----------
    default
        Its values stay where the object has none; what is a dataclass itself is read alike.
    content
        The object.
    place
        The field at which it is told that this is no object.

    Raises
    ------
    Problem
        ``experiment.type`` at a field whose value is of another kind.
    """
    if not isinstance(content, Mapping):
        raise Problem("experiment.type", place, value=type(content).__name__)
    changes: dict[str, Any] = {}
    for item in fields(default):  # type: ignore[arg-type]
        if item.name in content:
            value, old = content[item.name], getattr(default, item.name)
            read = from_mapping if is_dataclass(old) else _same_kind
            changes[item.name] = read(old, value, item.name)
    return replace(default, **changes)  # type: ignore[type-var]


def _same_kind(old: object, value: object, name: str) -> object:
    """Return a value as the kind that the old one is of: JSON has no tuples, and may write 1.0 as 1."""
    if isinstance(old, tuple) and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(old, float) and type(value) is int and abs(value) < 2**53:
        return float(value)
    if type(value) is not type(old):
        raise Problem("experiment.type", name, value=type(value).__name__)
    return value
