"""A content, read once for drawing: sizes, plans, phases, and which value has the full colour.

Everything here follows from the content alone and is kept while it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.step_values import StepValues
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Primitive
from rnnlab.scene.notation import width_in_ems
from rnnlab.scene.sequence.phases import Phase, phase_of_pane, phases
from rnnlab.scene.sequence.plan import CellPlan, Pane, plan
from rnnlab.scene.sequence.sizes import StageShape

# Where tanh and σ are nearly flat: a larger pre-activation changes no colour.
_SATURATION = 3.0
# So many bits still fit into a chip, one above the other.
MOST_STACKED = 3


@dataclass(frozen=True, eq=False)
class Reading:
    """What drawing a content needs, besides the content.

    Attributes
    ----------
    plans
        One a layer; layer ``l`` is ``plans[l - 1]``.
    phases
        Of one time step.
    stage_shape
        What the layout needs.
    pane_phases
        For every layer and pane, the phase in which it is filled.
    """

    content: Content
    plans: tuple[CellPlan, ...]
    phases: tuple[Phase, ...]
    stage_shape: StageShape
    pane_phases: tuple[tuple[int, ...], ...]
    _values: dict[tuple[int, int], StepValues] = field(default_factory=dict)
    _scales: dict[str, float] = field(default_factory=dict)
    _kept: list[tuple[object, tuple[Primitive, ...]]] = field(default_factory=list)

    def kept(self, key: object, draw: Callable[[], tuple[Primitive, ...]]) -> tuple[Primitive, ...]:
        """Return what was drawn last, if it was for an equal key, else draw it."""
        if not self._kept or self._kept[0][0] != key:
            self._kept[:] = [(key, draw())]
        return self._kept[0][1]

    @cached_property
    def phase_numbers(self) -> dict[str, int]:
        """Number of a phase by its kind: input, logits, softmax and loss."""
        return {phase.kind: number for number, phase in enumerate(self.phases) if phase.layer == 0}

    def key(self, name: str, layer: int) -> str:
        """Return the key of a parameter or quantity of a layer."""
        return self.content.trace.shape.key(name, layer)

    def pane(self, layer: int, place: int) -> Pane:
        """Return a pane."""
        return self.plans[layer - 1].panes[place]

    def pane_values(self, layer: int, place: int, t: int) -> FloatArray:
        """Return a pane's values at a time step, (dimension,)."""
        if (layer, t) not in self._values:
            if len(self._values) > 64:
                self._values.clear()
            self._values[layer, t] = StepValues(self.content.trace, layer, t)
        return self._values[layer, t].value(self.pane(layer, place).node)

    def state_values(self, state: str, layer: int, t: int) -> FloatArray:
        """Return a state after a time step, (H,); zeros before the first."""
        return self.content.trace.previous(state, layer, t + 1)

    def pane_scale(self, layer: int, place: int) -> float:
        """Return the value that has the full colour in a pane: the same at every time step."""
        pane = self.pane(layer, place)
        if pane.kind != "quantity":
            return _SATURATION
        return self.quantity_scale(self.key(pane.quantity, layer))

    def quantity_scale(self, key: str) -> float:
        """Return the value that has the full colour in a named quantity."""
        if key not in self._scales:
            values = self.content.trace.values[key]
            self._scales[key] = max(1.0, _largest(values))
        return self._scales[key]

    def parameter(self, key: str) -> FloatArray:
        """Return a parameter as a view, (rows, columns) or (rows,)."""
        return self.content.trace.shape.view(self.content.trace.parameters, key)

    def parameter_scale(self, key: str) -> float:
        """Return the value that has the full colour in a parameter."""
        if key not in self._scales:
            self._scales[key] = max(_largest(self.parameter(key)), 1e-6)
        return self._scales[key]

    @cached_property
    def logit_scale(self) -> float:
        """The value that has the full colour among the logits."""
        return max(_largest(self.content.trace.logits), 1e-6)

    @cached_property
    def touched_parameters(self) -> dict[str, frozenset[tuple[int, ...]]]:
        """Entries changed by hand, by parameter key."""
        found: dict[str, set[tuple[int, ...]]] = {}
        for target in self.content.touched:
            if target.kind == "parameter":
                found.setdefault(target.key, set()).add(target.index)
        return {key: frozenset(indices) for key, indices in found.items()}

    @cached_property
    def held(self) -> dict[str, tuple[int, ...]]:
        """Units held at a value, by quantity key."""
        found: dict[str, set[int]] = {}
        for clamp in self.content.trace.clamps:
            found.setdefault(self.key(clamp.quantity, clamp.layer), set()).add(clamp.unit)
        return {key: tuple(sorted(units)) for key, units in found.items()}


def _largest(values: FloatArray) -> float:
    if not values.size:
        return 0.0
    largest = float(np.abs(values).max())
    return largest if np.isfinite(largest) else 1.0


def _stacked(shape: NetShape) -> int:
    """Return how many digits a symbol's chip holds one above the other: few bits; 0 for a symbol's name."""
    if shape.codes is None or shape.input_size > MOST_STACKED:
        return 0
    are_bits = all(value in (0.0, 1.0) for code in shape.codes for value in code)
    return shape.input_size if are_bits else 0


@lru_cache(maxsize=4)
def read(content: Content) -> Reading:
    """Read a content for drawing."""
    trace = content.trace
    shape = trace.shape
    several = shape.layers > 1
    plans = tuple(plan(shape.cell, layer if several else 0) for layer in range(1, shape.layers + 1))
    answer = bool((trace.targets >= 0).any())
    found = phases(shape.cell, shape.layers, targets=answer)
    stage_shape = StageShape(
        steps=content.steps,
        symbols=shape.input_size,
        outputs=shape.output_size,
        hidden=shape.hidden_size,
        layers=shape.layers,
        states=len(shape.cell.states),
        panes=tuple(
            tuple(shape.size(pane.dimension, layer) for pane in cell_plan.panes)
            for layer, cell_plan in enumerate(plans, start=1)
        ),
        operators=any(pane.operator for pane in plans[0].panes),
        input_matrices=len(plans[0].input_matrices),
        state_matrices=len(plans[0].state_matrices),
        label_width=max(map(width_in_ems, (*content.names.entries, *content.names.answers)), default=1.0),
        answer=answer,
        stacked=_stacked(shape),
        remembers=bool(content.carries),
    )
    pane_phases = tuple(
        tuple(phase_of_pane(found, layer, place) for place in range(len(cell_plan.panes)))
        for layer, cell_plan in enumerate(plans, start=1)
    )
    return Reading(content, plans, found, stage_shape, pane_phases)
