"""Between what the stage points at (targets) and what explanations speak of (references)."""

from __future__ import annotations

from dataclasses import replace

from rnnlab.core.cells.formula import Reference
from rnnlab.core.explain import is_known
from rnnlab.core.trace import Trace
from rnnlab.scene.target import Target


def to_target(reference: Reference | None) -> Target | None:
    """Return a reference as the stage understands it."""
    if reference is None:
        return None
    return Target(
        reference.kind, reference.key, reference.layer, reference.t, reference.index, reference.node
    )


def to_reference(trace: Trace, target: Target) -> Reference | None:
    """Return what a target asks for, None if the trace holds no such thing.

    An arrow stands for the parameter on it, or for the state it carries.
    """
    reference = Reference(target.kind, target.key, target.layer, target.t, target.index, target.node)
    if target.kind == "arrow":
        reference = _of_arrow(trace, reference)
    if reference.kind == "parameter":
        entry = trace.shape.entries.get(reference.key)
        if entry is None:
            return None
        layer = entry.layer
        reference = replace(reference, t=None, layer=layer, index=_entry(reference.index))
    return reference if is_known(trace, reference) else None


def _of_arrow(trace: Trace, arrow: Reference) -> Reference:
    if arrow.key in trace.shape.entries:
        return replace(arrow, kind="parameter", t=None, index=())
    if arrow.key in trace.values and arrow.t is not None:
        return replace(arrow, kind="quantity", t=arrow.t - 1)
    if arrow.layer == 0:
        return replace(arrow, kind="probability", key="")
    if arrow.layer > 1:
        below = trace.shape.key(trace.shape.cell.output, arrow.layer - 1)
        return replace(arrow, kind="quantity", key=below, layer=arrow.layer - 1)
    return replace(arrow, kind="input", key="")


def _entry(index: tuple[int, ...]) -> tuple[int, ...]:
    """Leave a row or column of a matrix out: (row,) stays, (-1, column) becomes the whole."""
    return () if any(place < 0 for place in index) else index


def is_lit(reference: Reference | None, highlight: frozenset[Target]) -> bool:
    """Whether a term stands for something lit: the same thing, and the same entry if both name one."""
    return reference is not None and any(_same(reference, target) for target in highlight)


def _same(reference: Reference, target: Target) -> bool:
    arrow = target.kind == "arrow" and reference.kind == "parameter"
    if (reference.kind != target.kind and not arrow) or reference.key != target.key:
        return False
    if reference.kind != "parameter" and (reference.layer, reference.t) != (target.layer, target.t):
        return False
    if reference.node != target.node:
        return False
    both = zip(reference.index, target.index, strict=False)
    return all(mine == other or other < 0 for mine, other in both)
