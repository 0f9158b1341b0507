"""What a person sets in the Compare scene, frozen and replaced whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.fields import range_problem
from rnnlab.core.problems import Problem
from rnnlab.core.sweep import AXES

__all__ = [
    "DIFFERING",
    "MOST_SEEDS",
    "MOST_SETUPS",
    "MOST_STEPS",
    "Comparison",
    "Span",
    "changed",
    "first_comparison",
]

MOST_SETUPS = 8
MOST_SEEDS, MOST_STEPS = 1000, 20_000
SHARED = ("vocabulary_text", "task", "order", "delay", "bits", "span")
"""What makes the task, and is therefore the same for all."""
DIFFERING = ("cell", *(name for name in AXES if name not in (*SHARED, "cell")))
"""In the order in which a person would name them."""


@dataclass(frozen=True)
class Span:
    """An axis of the success map: a setting and the ends of its range (not looked at for choices)."""

    name: str
    low: float = 0.0
    high: float = 0.0

    @classmethod
    def usual(cls, name: str) -> Span:
        """Return the range in which something happens."""
        return cls(name, AXES[name].low, AXES[name].high)


@dataclass(frozen=True)
class Comparison:
    """Everything a person sets in the scene.

    Attributes
    ----------
    setups
        One to `MOST_SETUPS` experiments with the same task.
    seeds, steps
        How many initial weights each is tried with, and for how many training steps.
    selected
        Which set-up is edited, and is the ground on which the map varies its axes.
    x, y, edge
        The axes of the success map and the most cells along each.
    """

    setups: tuple[Experiment, ...]
    seeds: int = 20
    steps: int = 150
    selected: int = 0
    x: Span = field(default_factory=lambda: Span.usual("hidden_size"))
    y: Span = field(default_factory=lambda: Span.usual("learning_rate"))
    edge: int = 20

    @property
    def chosen(self) -> Experiment:
        """The selected set-up."""
        return self.setups[self.selected]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: object) -> Comparison:
        """Read what `to_json` has written.

        Raises
        ------
        Problem
            If anything in it is missing or wrong.
        """
        try:
            assert isinstance(content, dict)
            setups = tuple(Experiment.from_json(entry).validated() for entry in content["setups"])
            numbers = {name: int(content[name]) for name in ("seeds", "steps", "selected", "edge")}
            x, y = (
                Span(str(s["name"]), float(s["low"]), float(s["high"])) for s in (content["x"], content["y"])
            )
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise Problem("experiment.type", "experiment", value=type(content).__name__) from error
        read = cls(setups, x=x, y=y, **numbers)
        sound = 0 < len(setups) <= MOST_SETUPS and 0 <= read.selected < len(setups)
        if not sound or not {x.name, y.name} <= set(AXES) or not 1 <= read.edge <= 100:
            raise Problem("experiment.type", "experiment", value="setups")
        return read.checked()

    def checked(self) -> Comparison:
        """Return this if the numbers of seeds and steps can be done; raises Problem."""
        for name, value, most in (("seeds", self.seeds, MOST_SEEDS), ("steps", self.steps, MOST_STEPS)):
            if problem := range_problem(name, value, 1, most):
                raise problem
        return self


def first_comparison() -> Comparison:
    """Return the first three cells of the catalogue, otherwise alike: a question everybody has."""
    base = Experiment(hidden_size=8, optimizer=OptimizerSettings("adam", 0.02))
    return Comparison(tuple(replace(base, cell=name) for name in catalogue.names()[:3]))


def changed(comparison: Comparison, settings: dict[str, object]) -> Comparison:
    """Return a comparison with other settings, see `CompareSession.change`; raises Problem."""
    change: Callable[..., Any] = replace
    own = {name: value for name, value in settings.items() if name in Comparison.__dataclass_fields__}
    rest = {name: value for name, value in settings.items() if name not in own}
    comparison = change(comparison, **own).checked()
    shared = {name: value for name, value in rest.items() if name in SHARED}
    optimizer = {
        name: value for name, value in rest.items() if name in OptimizerSettings.__dataclass_fields__
    }
    plain = {name: value for name, value in rest.items() if name not in shared and name not in optimizer}
    setups: Sequence[Experiment] = comparison.setups
    if shared:
        setups = [change(setup, **shared) for setup in setups]
    if optimizer or plain:
        chosen = setups[comparison.selected]
        chosen = change(chosen, optimizer=change(chosen.optimizer, **optimizer), **plain)
        setups = [chosen if index == comparison.selected else s for index, s in enumerate(setups)]
    for setup in setups if rest else ():
        setup.validated()
    return replace(comparison, setups=tuple(setups))
