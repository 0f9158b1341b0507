"""Lighting up what is pointed at: every copy of a matrix at once, because all of them are the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rnnlab.scene.drawing import Bars, Box, CellGrid, Line, Primitive, Rect, Text
from rnnlab.scene.target import Target


def lit(drawn: Sequence[Primitive], highlight: frozenset[Target], scale: float) -> list[Primitive]:
    """Return primitives to draw on top: outlines of cells and boxes, stronger lines and letters."""
    keys = {target.key for target in highlight if target.kind in ("parameter", "arrow") and target.key}
    found: list[Primitive] = []
    for primitive in drawn:
        target = primitive.target
        if target is None:
            continue
        if isinstance(primitive, Line):
            if target.key in keys or target in highlight:
                found.append(replace(primitive, width=primitive.width * 2.0, opacity=1.0))
        elif isinstance(primitive, Text):
            if target.kind in ("parameter", "arrow") and target.key in keys:
                found.append(replace(primitive, opacity=1.0, role="ink"))
        elif isinstance(primitive, CellGrid | Bars | Rect):
            found += _outlines(primitive, target, highlight, scale)
    return found


def _outlines(
    primitive: CellGrid | Bars | Rect, target: Target, highlight: frozenset[Target], scale: float
) -> list[Primitive]:
    found: list[Primitive] = []
    for wanted in highlight:
        if not same_place(target, wanted):
            continue
        box = primitive.box
        if wanted.index and not target.index:
            if not isinstance(primitive, CellGrid):
                continue
            box = _entry(primitive, wanted.index)
        elif wanted.index != target.index:
            continue
        found.append(Rect(box.grown(1.5 * scale), "", "ink", 2.0 * scale, 3.0 * scale))
    return found


def _entry(grid: CellGrid, index: tuple[int, ...]) -> Box:
    """Return the box of an entry; (row,) of a matrix is the row, (-1, column) the column."""
    if grid.values.ndim == 2 and len(index) == 1:
        row = grid.cell((index[0], 0))
        return Box(grid.box.x, row.y, grid.box.width, row.height)
    if grid.values.ndim == 2 and index[0] < 0:
        column = grid.cell((0, index[1]))
        return Box(column.x, grid.box.y, column.width, grid.box.height)
    return grid.cell(index)


def same_place(drawn: Target, wanted: Target) -> bool:
    """Return whether two targets mean the same vector or matrix (their entries aside)."""
    if drawn.kind != wanted.kind or drawn.key != wanted.key or drawn.node != wanted.node:
        return False
    if drawn.kind == "parameter":
        return True
    return drawn.layer == wanted.layer and (wanted.t is None or drawn.t == wanted.t)
