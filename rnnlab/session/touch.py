"""What a person has changed by hand in the shown net: an overlay that never reaches the trained weights.

Because it is an overlay, "back to trained" is simply an empty one, and training goes on underneath.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from psygnal import Signal

from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.scene.target import Target

LARGEST_WEIGHT = 1e4
EditPlace = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Touch:
    """Clamped units and edited weights.

    Attributes
    ----------
    clamps
        By (layer, quantity, unit).
    edits
        Weight by (parameter key, index).
    """

    clamps: Mapping[tuple[int, str, int], float] = field(default_factory=lambda: MappingProxyType({}))
    edits: Mapping[EditPlace, float] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.clamps or self.edits)

    @property
    def clamp_list(self) -> tuple[Clamp, ...]:
        """The clamps as the core takes them."""
        return tuple(Clamp(*place, value) for place, value in self.clamps.items())

    def with_clamp(self, layer: int, quantity: str, unit: int, value: float | None) -> Touch:
        """Return a touch with one unit held at a value, or released (None)."""
        clamps = dict(self.clamps)
        if value is None:
            clamps.pop((layer, quantity, unit), None)
        else:
            clamps[layer, quantity, unit] = checked(value)
        return replace(self, clamps=MappingProxyType(clamps))

    def with_edit(self, key: str, index: tuple[int, ...], value: float) -> Touch:
        """Return a touch with one weight set by hand."""
        return replace(self, edits=MappingProxyType({**self.edits, (key, index): checked(value)}))

    def targets(self, shape: NetShape) -> frozenset[Target]:
        """Return what is touched, as the stage and the inspector call it."""
        clamps = {
            Target("quantity", shape.key(quantity, layer), layer, None, (unit,))
            for layer, quantity, unit in self.clamps
        }
        edits = {
            Target("parameter", key, max(shape.entries[key].layer, 1), None, index)
            for key, index in self.edits
        }
        return frozenset(clamps | edits)

    def applied(self, shape: NetShape, parameters: Float32Array) -> Float32Array:
        """Return the parameters (P,) with the edits on top; the same array if there are none."""
        if not self.edits:
            return parameters
        edited = parameters.copy()  # (P,)
        for (key, index), value in self.edits.items():
            shape.view(edited, key)[index] = value
        return edited


class Touchable(ABC):
    """Something shown of a net that can be changed by hand.

    Attributes
    ----------
    touch
        What was changed.
    """

    touch_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self) -> None:
        self.touch = Touch()

    def clamp(self, layer: int, quantity: str, unit: int, value: float | None) -> None:
        """Hold a unit at a value, or release it (None)."""
        self._set_touch(lambda: self.touch.with_clamp(layer, quantity, unit, value))

    def edit_parameter(self, key: str, index: tuple[int, ...], value: float) -> None:
        """Set one shown weight by hand; training does not see it."""
        self._set_touch(lambda: self.touch.with_edit(key, index, value))

    def restore_trained(self) -> None:
        """Take back everything that was touched."""
        self._set_touch(Touch)

    def _set_touch(self, make: Callable[[], Touch]) -> None:
        try:
            self.touch = make()
        except Problem as problem:
            self.problem_raised.emit(problem)
            return
        self.touch_changed.emit()
        self.refresh()

    @abstractmethod
    def refresh(self) -> None:
        """Compute what is shown anew, with the touch on top."""


def checked(value: float) -> float:
    """Return the value if a weight or unit may have it.

    Raises
    ------
    Problem
        ``touch.not_finite`` or ``touch.too_large``, field ``touch``.
    """
    if not math.isfinite(value):
        raise Problem("touch.not_finite", "touch")
    if abs(value) > LARGEST_WEIGHT:
        raise Problem("touch.too_large", "touch", limit=LARGEST_WEIGHT)
    return value
