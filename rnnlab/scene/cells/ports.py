"""Where wires enter a part.

Gates have them at the left, one below the other; operators at the left, and one more above or below, as is
nearer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rnnlab.scene.cells.columns import Columns, Item
from rnnlab.scene.cells.heights import Extent, Pull
from rnnlab.scene.cells.parts import Parts
from rnnlab.scene.cells.sizes import PORT_GAP, Size

APPROACH = 15.0
"""How far below an operator a wire runs before it turns up into it."""
LANE = 14.0
"""From wire to wire."""
_ROOM = 9.0
_WEIGHTS = (1.0, 2.0, 4.0)
"""How much a wire between two parts, a part and a lane, or two lanes would like to be level."""
_SIDEWAYS = 0.2

Link = tuple[Item, Item]


@dataclass(frozen=True)
class Port:
    """Where a wire enters a part.

    Attributes
    ----------
    side
        Of the part.
    offset
        How far below the part's middle the wire arrives.
    """

    side: Literal["left", "above", "below"]
    offset: float = 0.0


def ports_of(
    parts: Parts,
    columns: Columns,
    sizes: Sequence[Size],
    highways: Sequence[Sequence[Item]],
    heights: Mapping[Item, float] | None,
) -> dict[Link, Port]:
    """Return the ports of all wires; without heights all are in the middle."""
    into: dict[Item, list[Item]] = {}
    for source, target in columns.links:
        if not target.lane:
            into.setdefault(target, []).append(source)
    found: dict[Link, Port] = {}
    for target, sources in into.items():
        if heights is None:
            found |= {(source, target): Port("left") for source in sources}
        else:
            found |= _ports(parts, columns, sizes[target.part], highways, heights, target, sources)
    return found


def _ports(
    parts: Parts,
    columns: Columns,
    size: Size,
    highways: Sequence[Sequence[Item]],
    heights: Mapping[Item, float],
    target: Item,
    sources: list[Item],
) -> dict[Link, Port]:
    def level(source: Item) -> float:
        return heights.get(source, 1e6)  # what has no height comes from below

    kind, half = parts.parts[target.part].kind, size.height / 2 + APPROACH
    below = Port("below", half)
    if kind == "output":
        return {(sources[0], target): Port("below")}
    ordered = sorted(sources, key=level)
    hanging = [source for source in sources if source not in heights]
    if (
        kind in ("gate", "join")
        and len(sources) == 2
        and hanging
        and _lies_free(columns, heights, target, hanging[0])
    ):
        other = next(source for source in sources if source not in hanging)
        return {(other, target): Port("left"), (hanging[0], target): below}
    if kind != "operator":
        start = -(len(ordered) - 1) / 2 * PORT_GAP
        return {
            (source, target): Port("left", start + place * PORT_GAP) for place, source in enumerate(ordered)
        }
    if len(sources) == 1:
        return {(sources[0], target): Port("left")}
    main = _main(parts, highways, heights, target, sources)
    other = next(source for source in sources if source != main)
    side = below if level(other) >= heights[target] else Port("above", -half)
    return {(main, target): Port("left"), (other, target): side}


def _lies_free(columns: Columns, heights: Mapping[Item, float], target: Item, source: Item) -> bool:
    """Return whether nothing is between a part and what comes from below it, which is not read beside it."""
    readers = [reader for one, reader in columns.links if one == source and not reader.lane]
    below = [item for item in columns.items[target.column] if heights.get(item, 0.0) > heights[target]]
    return readers == [target] and all(item.lane and item.part == source.part for item in below)


def _main(
    parts: Parts,
    highways: Sequence[Sequence[Item]],
    heights: Mapping[Item, float],
    target: Item,
    sources: list[Item],
) -> Item:
    """Return which of two values goes straight through an operator."""
    for source in sources:
        if any(
            wire.straight and wire.target == target.part and wire.source == source.part
            for wire in parts.wires
        ):
            return source
    for highway in highways:
        if target in highway:
            for source in sources:
                if source in highway:
                    return source
    return min(sources, key=lambda source: abs(heights.get(source, 1e6) - heights[target]))


def extents_of(
    parts: Parts, columns: Columns, sizes: Sequence[Size], ports: Mapping[Link, Port], room: float
) -> dict[Item, Extent]:
    """Return the space every item needs above and below its middle; ``room`` is added between parts."""
    found: dict[Item, Extent] = {}
    for items in columns.items:
        for item in items:
            if item.lane:
                found[item] = Extent(LANE / 2, LANE / 2)
                continue
            half = sizes[item.part].height / 2 + _ROOM + room / 2
            found[item] = Extent(half + sizes[item.part].above, half)
    for (_, target), port in ports.items():
        extent = found[target]
        if parts.parts[target.part].kind == "output":
            continue
        needed = abs(port.offset) + (LANE + room) / 2
        if port.side == "below":
            found[target] = Extent(extent.above, max(extent.below, needed))
        elif port.side == "above":
            found[target] = Extent(max(extent.above, needed), extent.below)
    return found


def pulls_of(parts: Parts, columns: Columns, ports: Mapping[Link, Port]) -> dict[Item, list[Pull]]:
    """Return which items would like to be level with which."""
    found: dict[Item, list[Pull]] = {}
    for source, target in columns.links:
        port = ports.get((source, target), Port("left"))
        weight = _WEIGHTS[source.lane + target.lane] if port.side == "left" else _SIDEWAYS
        if parts.parts[source.part].kind == "join":
            # its value climbs a trunk to all of the gates anyway
            weight = _SIDEWAYS
        found.setdefault(target, []).append(Pull(source, port.offset, 0.0, weight))
        found.setdefault(source, []).append(Pull(target, 0.0, port.offset, weight))
    return found
