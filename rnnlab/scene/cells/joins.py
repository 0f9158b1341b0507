"""Values that several gates multiply by matrices are put below each other first: one wire instead of many.

The lecture writes W (h; x): a stack of both, times one wide matrix. Where at least two gates read the same
values through matrices, these values meet in a *join*, and from there one wire goes to all of the gates.
"""

from __future__ import annotations

from itertools import combinations

from rnnlab.scene.cells.parts import Part, Wire


def joined(parts: list[Part], wires: list[Wire]) -> tuple[list[Part], list[Wire]]:
    """Return parts and wires with joins, sources still before what reads them."""
    while True:
        shared = _best(parts, wires)
        if shared is None:
            return parts, wires
        parts, wires = _with_join(parts, wires, *shared)


def _best(parts: list[Part], wires: list[Wire]) -> tuple[frozenset[int], frozenset[int]] | None:
    """Return the sources to join and the gates that read them all: those that save the most wires."""
    read: dict[int, set[int]] = {}
    for wire in wires:
        if parts[wire.source].kind != "join" and _multiplies(parts, wire):
            read.setdefault(wire.target, set()).add(wire.source)
    best, saved = None, 0
    for first, second in combinations(read.values(), 2):
        sources = frozenset(first & second)
        gates = frozenset(gate for gate, found in read.items() if sources <= found)
        saving = (len(sources) - 1) * (len(gates) - 1)
        if saving > saved:
            best, saved = (sources, gates), saving
    return best


def _multiplies(parts: list[Part], wire: Wire) -> bool:
    terms = parts[wire.target].terms
    return bool(wire.terms) and all(terms[place].matrix for place in wire.terms)


def _with_join(
    parts: list[Part], wires: list[Wire], sources: frozenset[int], gates: frozenset[int]
) -> tuple[list[Part], list[Wire]]:
    place = max(sources) + 1
    recurrent = any(parts[source].role == "hidden" for source in sources)
    join = Part("join", -1, frozenset(), role="hidden" if recurrent else "input")
    terms: dict[int, tuple[int, ...]] = dict.fromkeys(gates, ())
    kept = []
    for wire in wires:
        if wire.target in gates and wire.source in sources:
            terms[wire.target] += wire.terms
        else:
            kept.append(wire)
    made = [Wire(source, place) for source in sorted(sources)]
    made += [Wire(place, _after(gate, place), tuple(sorted(terms[gate]))) for gate in sorted(gates)]
    moved = [
        Wire(_after(wire.source, place), _after(wire.target, place), wire.terms, wire.straight)
        for wire in kept
    ]
    return [*parts[:place], join, *parts[place:]], [*moved, *made]


def _after(part: int, place: int) -> int:
    return part + 1 if part >= place else part
