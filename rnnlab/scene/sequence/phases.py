"""The phases of one time step, in the order in which the net computes: read from the cell's graph.

First the input, then for every layer its panes one after another (biases ride along with the sum that needs
them), then logits, softmax and, where there are targets, the loss.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rnnlab.core.cells.graph import Cell
from rnnlab.scene.sequence.plan import CellPlan, Pane, plan

PhaseKind = Literal["input", "term", "sum", "quantity", "logits", "softmax", "loss"]
# Seconds at normal speed, and the share of them in which something moves; the rest lets the eye settle.
_TIMES: dict[PhaseKind, tuple[float, float]] = {
    "input": (0.5, 0.92),
    "term": (0.32, 0.88),
    "sum": (0.28, 0.88),
    "quantity": (0.32, 0.88),
    "logits": (0.3, 0.88),
    "softmax": (0.3, 0.88),
    "loss": (0.8, 0.3),
}
_LAST_WITHOUT_LOSS = (0.8, 0.34)
# Deep nets hurry through their panes: so many seconds for all of them together.
_LONGEST_INNER = 2.4


@dataclass(frozen=True)
class Phase:
    """One phase.

    Attributes
    ----------
    id
        Unlike any other phase's of the same cell.
    kind
        What sort of thing happens.
    layer
        1-based; 0 for input and output.
    pane
        Which pane of the layer is filled; -1 if none.
    label
        A formula for it (see :mod:`rnnlab.scene.sequence.expressions`), empty where words say it.
    role
        Colour.
    duration
        Seconds at normal speed.
    motion
        Share of the duration in which something moves.
    """

    id: str
    kind: PhaseKind
    layer: int
    pane: int
    label: str
    role: str
    duration: float
    motion: float


@lru_cache(maxsize=64)
def phases(cell: Cell, layers: int, *, targets: bool = True) -> tuple[Phase, ...]:
    """Return the phases of one time step.

    Parameters
    ----------
    cell
        The cell.
    layers
        How many of it are stacked.
    targets
        Whether there is a loss at all.
    """
    inner: list[Phase] = []
    for layer in range(1, layers + 1):
        inner += _of_layer(plan(cell, layer if layers > 1 else 0), layer)
    hurry = min(1.0, _LONGEST_INNER / sum(phase.duration for phase in inner))
    found = [_phase("input", "", "input")]
    found += [replace(phase, duration=phase.duration * hurry) for phase in inner]
    found.append(_phase("logits", "", "output"))
    found.append(_phase("softmax", "", "output"))
    if targets:
        found.append(_phase("loss", "", "loss"))
    else:
        duration, motion = _LAST_WITHOUT_LOSS
        found[-1] = replace(found[-1], duration=duration, motion=motion)
    return tuple(found)


def _phase(kind: PhaseKind, label: str, role: str) -> Phase:
    return Phase(kind, kind, 0, -1, label, role, *_TIMES[kind])


def _of_layer(cell_plan: CellPlan, layer: int) -> list[Phase]:
    found: list[Phase] = []
    for place, pane in enumerate(cell_plan.panes):
        if pane.kind == "bias":
            continue
        kind: PhaseKind = pane.kind
        duration, motion = _TIMES[kind]
        found.append(Phase(f"{layer}.{place}", kind, layer, place, _label(pane), pane.role, duration, motion))
    return found


def _label(pane: Pane) -> str:
    return pane.operator if pane.kind == "quantity" and pane.operator not in ("", "=") else pane.formula


def phase_of_pane(found: tuple[Phase, ...], layer: int, pane: int) -> int:
    """Return the number of the phase in which a pane is filled (a bias: that of the sum)."""
    for number, phase in enumerate(found):
        if phase.layer == layer and (phase.pane == pane or (phase.pane > pane and phase.kind != "term")):
            return number
    raise ValueError(f"layer {layer} has no pane {pane}")
