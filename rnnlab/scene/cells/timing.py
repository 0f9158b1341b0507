"""When each part of a diagram is computed: its slot in one of the phases of a time step.

The phases are those of the Sequence scene (:mod:`rnnlab.scene.sequence.phases`), so one playback drives both.
What a phase computes in several parts is computed part by part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rnnlab.core.cells.graph import Cell
from rnnlab.scene.cells.parts import Parts, Term
from rnnlab.scene.cells.reading import parts_of
from rnnlab.scene.motion import part
from rnnlab.scene.sequence.phases import Phase, phase_of_pane, phases
from rnnlab.scene.sequence.plan import plan

_ARRIVED = 0.35
"""Share of the input phase after which the input begins to show: the step begins before."""


@dataclass(frozen=True)
class Slot:
    """A stretch of time: from ``start`` to ``end``, shares of what moves in a phase."""

    phase: int
    start: float = 0.0
    end: float = 1.0


@dataclass(frozen=True)
class Timing:
    """When everything happens in one layer.

    Attributes
    ----------
    phases
        Of one time step of the whole net.
    parts, wires
        Slots, in the order of the diagram's graph.
    terms
        For every part, the slots of its terms.
    """

    phases: tuple[Phase, ...]
    parts: tuple[Slot, ...]
    wires: tuple[Slot, ...]
    terms: tuple[tuple[Slot, ...], ...]

    def share(self, slot: Slot, progress: float) -> float:
        """Return how much of a slot has passed, 0 … 1, when ``progress`` phases have."""
        phase = min(int(progress), len(self.phases) - 1)
        if phase != slot.phase:
            return 1.0 if slot.phase < phase else 0.0
        moved = part(progress - phase, 0.0, self.phases[phase].motion)
        return part(moved, slot.start, slot.end)


@lru_cache(maxsize=64)
def timing_of(cell: Cell, layers: int, layer: int, *, targets: bool = True) -> Timing:
    """Return when each part of a layer's diagram is computed.

    Parameters
    ----------
    cell
        The cell.
    layers, layer
        How many are stacked, and which one is meant, from 1.
    targets
        Whether there is a loss at all.
    """
    graph, found = parts_of(cell), phases(cell, layers, targets=targets)
    owners = _phases_of_nodes(cell, found, layer)
    own = [number for number, phase in enumerate(found) if phase.layer == layer]
    slots = _slots(graph, owners, own)
    terms = tuple(
        tuple(_term_slot(term, slots[number], owners, own) for term in one.terms)
        for number, one in enumerate(graph.parts)
    )
    wires = tuple(
        terms[wire.target][wire.terms[0]] if wire.terms else slots[wire.target] for wire in graph.wires
    )
    return Timing(found, slots, wires, terms)


def _term_slot(term: Term, gate: Slot, owners: dict[int, int], own: list[int]) -> Slot:
    """Return when a term is computed: in a phase of its own, if it has one, else with its gate."""
    phase = owners.get(term.leaf, -1) if term.nodes else -1
    return Slot(phase) if phase in own and phase != gate.phase else gate


def _phases_of_nodes(cell: Cell, found: tuple[Phase, ...], layer: int) -> dict[int, int]:
    """Return for every node the first phase that needs it."""
    owners: dict[int, int] = {}
    for place, pane in enumerate(plan(cell).panes):
        phase = phase_of_pane(found, layer, place)
        waiting = [pane.node]
        while waiting:
            index = waiting.pop()
            if index not in owners:
                owners[index] = phase
                waiting += cell.nodes[index].operands
    return owners


def _slots(graph: Parts, owners: dict[int, int], own: list[int]) -> tuple[Slot, ...]:
    first, after = own[0], own[-1] + 1
    depths: list[int] = []
    for number, one in enumerate(graph.parts):
        here = owners.get(one.node, -1)
        sources = [graph.wires[wire].source for wire in graph.wires_into(number)]
        same = [depths[source] + 1 for source in sources if owners.get(graph.parts[source].node, -1) == here]
        standing = one.kind in ("gate", "operator")
        depths.append(max([0, *same]) if standing else -1)
    most: dict[int, int] = {}
    for one, depth in zip(graph.parts, depths, strict=True):
        here = owners.get(one.node, -1)
        most[here] = max(most.get(here, 0), depth + 1)
    slots: list[Slot] = []
    for number, (one, depth) in enumerate(zip(graph.parts, depths, strict=True)):
        if one.kind == "previous" or (one.kind == "input" and first == 1):
            slots.append(Slot(0, _ARRIVED, 1.0))
        elif one.kind == "input":
            slots.append(Slot(first - 1))
        elif one.kind in ("state", "output"):
            slots.append(Slot(after))
        elif one.kind == "join":
            meeting = [slots[graph.wires[wire].source] for wire in graph.wires_into(number)]
            slots.append(max(meeting, key=lambda slot: (slot.phase, slot.end)))
        else:
            here = owners[one.node]
            slots.append(Slot(here, depth / most[here], (depth + 1) / most[here]))
    return tuple(slots)
