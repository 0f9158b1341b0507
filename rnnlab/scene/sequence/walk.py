"""Walking over the stage with the keyboard: between vectors in the order of computation, and inside one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rnnlab.scene.drawing import Bars, CellGrid, Primitive, Rect
from rnnlab.scene.target import Target


def stations(drawn: Sequence[Primitive], t: int) -> dict[Target, int]:
    """Return what can be visited in a step, in the order of computation, with the number of its entries."""
    found: dict[Target, int] = {}
    places: dict[Target, float] = {}
    for primitive in drawn:
        target = primitive.target
        if target is None or target.kind in ("arrow", "loss"):
            continue
        if target.t not in (t, None) or not isinstance(primitive, CellGrid | Bars | Rect):
            continue
        whole = target.whole
        last = target.index[-1] + 1 if target.index else 0
        size = primitive.values.size if isinstance(primitive, CellGrid) and not target.index else last
        found[whole] = max(found.get(whole, 0), size)
        places.setdefault(whole, primitive.box.x)
    order = sorted(found, key=lambda target: (*_order(target), places[target]))
    return {target: found[target] for target in order}


def _order(target: Target) -> tuple[int, int]:
    """Sort by the way the values take: input, layer by layer, logits, softmax; then from left to right."""
    rank = {"input": 0, "parameter": 2, "term": 3, "quantity": 3, "logits": 8, "probability": 9}
    if target.kind == "input":
        return 0, 0
    return target.layer or 1000, rank.get(target.kind, 5)


def target_beside(drawn: Sequence[Primitive], t: int, now: Target | None, *, forward: bool) -> Target | None:
    """Return the next or previous vector; the first or last one if there is none yet."""
    found = list(stations(drawn, t))
    if not found:
        return None
    whole = None if now is None else now.whole
    if whole not in found:
        return found[0] if forward else found[-1]
    for first, second in pairwise(found):
        if forward and first == whole:
            return second
        if not forward and second == whole:
            return first
    return whole


def entry_beside(drawn: Sequence[Primitive], t: int, now: Target | None, *, forward: bool) -> Target | None:
    """Return the next or previous entry of the vector now visited; entering one begins at its first entry."""
    found = stations(drawn, t)
    if now is None or now.whole not in found:
        now = target_beside(drawn, t, now, forward=True)
    if now is None:
        return None
    size = found[now.whole]
    if now.kind == "parameter" or size <= 0:
        return now
    entry = (now.index[0] + (1 if forward else -1)) if now.index else 0
    return now.at(min(max(entry, 0), size - 1))
