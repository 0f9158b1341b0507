"""Matrix products in register blocks, and the moves between layouts.

One product serves all: `C[i, :] = start[i, :] + Σ_k A[i, k] · B[k, :]`, where the rows of B and C are
contiguous and a whole number of vectors long. Each number of A is spread over a vector; a block of rows
times vectors of C stays in registers while k runs. The forward products, the back-propagated ones (with
a transposed copy of the weights as B) and the weight gradients gathered over time (with A read by
columns) all have this form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from llvmlite import ir

from rnnlab.core.cells.kernel.emitter import (
    INTEGER,
    POINTER,
    SHORT,
    Emitter,
    Function,
    Module,
    Value,
    Variable,
)
from rnnlab.core.cells.kernel.machine import Machine

# Independent sums that hide the latency of a fused multiply-add when there is only one row.
_CHAINS = 4
_ALONE = 4
"""Vectors of a register block that is one row high."""


@dataclass(frozen=True)
class Operands:
    """The arguments of a product, all counted in float32 elements.

    Attributes
    ----------
    rows : i64
        Rows of A and C.
    vectors : i64
        Vectors in a row of B and C.
    segments, length : i64
        k runs over `segments` runs of `length` numbers of A; B's rows follow each other throughout.
    a, a_stride, a_segment : pointer, i64, i64
        A, the distance between its rows (by columns: between its k) and between segments.
    b, b_stride, b_panel : pointer, i64, i64
        B, the distance between its rows, and between its panels (`Machine.panel` vectors of every row): where
        rows lie as a whole the panels are that wide, otherwise each panel lies as a whole.
    c, c_stride : pointer, i64
        Where the result goes.
    start, start_stride : pointer, i64
        What the sums start from; a stride of 0 repeats one row.
    """

    rows: Value
    vectors: Value
    segments: Value
    length: Value
    a: Value
    a_stride: Value
    a_segment: Value
    b: Value
    b_stride: Value
    b_panel: Value
    c: Value
    c_stride: Value
    start: Value
    start_stride: Value


OPERAND_TYPES = (
    INTEGER,
    INTEGER,
    INTEGER,
    INTEGER,
    POINTER,
    INTEGER,
    INTEGER,
    POINTER,
    INTEGER,
    INTEGER,
    POINTER,
    INTEGER,
    POINTER,
    INTEGER,
)


def call_product(emitter: Emitter, function: Function, operands: Operands) -> None:
    """Call a product; every field of the operands may be a plain number."""
    values = [getattr(operands, name) for name in Operands.__dataclass_fields__]
    emitter.builder.call(function, [emitter.integer(v) if isinstance(v, int) else v for v in values])


def _blocks(machine: Machine) -> list[tuple[int, tuple[int, ...]]]:
    """Give (vectors, heights) of the register blocks, the preferred ones first."""
    if machine.panel == 4:
        return [(4, (6, 4, 2, 1)), (2, (8, 4, 2, 1)), (1, (8, 4, 2, 1))]
    return [(2, (6, 4, 2, 1)), (1, (8, 4, 2, 1))]


def emit_product(module: Module, machine: Machine, name: str, *, by_columns: bool) -> Function:
    """Write the product.

    Parameters
    ----------
    by_columns : bool
        False: A[i, k] lies at i · stride + k. True: at i + k · stride.
    """
    e = Emitter(module, machine, name, OPERAND_TYPES, exported=True)
    operands = Operands(*e.arguments)
    writer = _BlockWriter(e, operands, by_columns=by_columns)
    column, row = e.variable(e.integer(0)), e.variable(e.integer(0))
    if machine.panel < _ALONE:
        _emit_alone(writer, column)
    for width, heights in _blocks(machine):
        with e.repeat_while(partial(_is_room, e, column, operands.vectors, width)):
            row.set(e.integer(0))
            for height in heights:
                with e.repeat_while(partial(_is_room, e, row, operands.rows, height)):
                    writer.write(row.get(), e.mul(column.get(), e.lanes), height, width)
                    row.set(e.add(row.get(), height))
            column.set(e.add(column.get(), width))
    return e.finish()


def _emit_alone(writer: _BlockWriter, column: Variable) -> None:
    """Write the blocks for a single row, which are wider: memory is read in longer pieces."""
    e, o = writer.emitter, writer.operands
    is_alone = e.builder.icmp_signed("==", o.rows, e.integer(1))
    is_whole = e.builder.icmp_signed("==", o.b_panel, e.integer(e.whole_rows))
    with (
        e.when(e.builder.and_(is_alone, is_whole)),
        e.repeat_while(partial(_is_room, e, column, o.vectors, _ALONE)),
    ):
        writer.write(e.integer(0), e.mul(column.get(), e.lanes), 1, _ALONE)
        column.set(e.add(column.get(), _ALONE))


def _is_room(emitter: Emitter, position: Variable, limit: Value, size: int) -> Value:
    end = emitter.add(position.get(), size)
    return emitter.builder.icmp_signed("<=", end, limit)


class _BlockWriter:
    """Writes the code for one register block: some rows times some vectors of C."""

    def __init__(self, emitter: Emitter, operands: Operands, *, by_columns: bool) -> None:
        self.emitter, self.operands = self._e, self._o = emitter, operands
        self._by_columns = by_columns

    def write(self, row: Value, first: Value, height: int, width: int) -> None:
        """Write a block.

        Parameters
        ----------
        row, first : i64
            Its first row, and the first number within the rows of B and C.
        height, width : int
            Its rows and vectors.
        """
        e, o = self._e, self._o
        is_alone = height == 1 and not self._by_columns
        chains = min(4, 2 * _CHAINS // width) if is_alone else 1
        sums = [self._begin(row, first, height, width, is_first=chain == 0) for chain in range(chains)]
        b_row = e.variable(self._panel(first))
        with e.loop(0, o.segments) as segment:
            a_rows = self._row_pointers(row, segment, height)
            done = e.integer(0)
            if chains > 1:
                done = e.builder.and_(o.length, e.integer(-chains))
                with e.loop(0, done, chains) as k:
                    for chain in range(chains):
                        self._accumulate(a_rows, e.add(k, chain), b_row, sums[chain])
            with e.loop(done, o.length) as k:
                self._accumulate(a_rows, k, b_row, sums[0])
        for r in range(height):
            target = e.at(o.c, e.add(e.mul(e.add(row, r), o.c_stride), first))
            for v in range(width):
                total = sums[0][r][v].get()
                for chain in range(1, chains):
                    total = e.builder.fadd(total, sums[chain][r][v].get())
                e.store(total, e.at(target, v * e.lanes))

    def _panel(self, first: Value) -> Value:
        """Point into B at a number of its first row."""
        e, o = self._e, self._o
        width = e.integer(e.whole_rows)
        panel = e.mul(e.builder.udiv(first, width), o.b_panel)
        return e.at(o.b, e.add(panel, e.builder.urem(first, width)))

    def _begin(
        self, row: Value, first: Value, height: int, width: int, *, is_first: bool
    ) -> list[list[Variable]]:
        e, o = self._e, self._o
        sums = []
        for r in range(height):
            begin = e.at(o.start, e.add(e.mul(e.add(row, r), o.start_stride), first))
            values = [e.load(e.at(begin, v * e.lanes)) if is_first else e.splat(0.0) for v in range(width)]
            sums.append([e.variable(value) for value in values])
        return sums

    def _row_pointers(self, row: Value, segment: Value, height: int) -> list[Value]:
        e, o = self._e, self._o
        start = e.at(o.a, e.mul(segment, o.a_segment))
        if self._by_columns:
            return [e.at(start, e.add(row, r)) for r in range(height)]
        return [e.at(start, e.mul(e.add(row, r), o.a_stride)) for r in range(height)]

    def _accumulate(self, a_rows: list[Value], k: Value, b_row: Variable, sums: list[list[Variable]]) -> None:
        e, o = self._e, self._o
        pointer = b_row.get()
        vectors = [e.load(e.at(pointer, v * e.lanes)) for v in range(len(sums[0]))]
        for a_row, row_sums in zip(a_rows, sums, strict=True):
            place = e.at(a_row, e.mul(k, o.a_stride) if self._by_columns else k)
            number = e.spread(e.load_scalar(place))
            for vector, total in zip(vectors, row_sums, strict=True):
                total.set(e.fma(number, vector, total.get()))
        b_row.set(e.at(pointer, o.b_stride))


def emit_transpose(module: Module, machine: Machine, name: str) -> Function:
    """Write `transpose(source, source_stride, rows, columns, target, target_stride)`.

    Sets target[c, r] = source[r, c].
    """
    kinds = (POINTER, INTEGER, INTEGER, INTEGER, POINTER, INTEGER)
    e = Emitter(module, machine, name, kinds, exported=True)
    source, source_stride, rows, columns, target, target_stride = e.arguments
    side = min(8, machine.lanes)
    whole_rows = e.builder.and_(rows, e.integer(-side))
    whole_columns = e.builder.and_(columns, e.integer(-side))
    with e.loop(0, whole_rows, side) as r, e.loop(0, whole_columns, side) as c:
        origin = e.at(source, e.add(e.mul(r, source_stride), c))
        place = e.at(target, e.add(e.mul(c, target_stride), r))
        _emit_tile(e, (origin, source_stride), (place, target_stride), side)
    for from_row, to_row, from_column in ((0, whole_rows, whole_columns), (whole_rows, rows, 0)):
        with e.loop(from_row, to_row) as r, e.loop(from_column, columns) as c:
            value = e.load_scalar(e.at(source, e.add(e.mul(r, source_stride), c)))
            e.store_scalar(value, e.at(target, e.add(e.mul(c, target_stride), r)))
    return e.finish()


def _emit_tile(e: Emitter, origin: tuple[Value, Value], place: tuple[Value, Value], side: int) -> None:
    """Transpose a square by exchanging ever smaller off-diagonal squares in registers.

    `origin` and `place` are pointers with the distance between rows.
    """
    (source, stride), (target, target_stride) = origin, place
    kind = ir.VectorType(e.vector.element, side)
    rows = [e.builder.load(e.at(source, e.mul(stride, r)), typ=kind, align=4) for r in range(side)]
    half = side // 2
    while half:
        for r in range(side):
            if r & half:
                continue
            upper, lower = rows[r], rows[r + half]
            keep = [c if not c & half else c - half + side for c in range(side)]
            swap = [c + half if not c & half else c + side for c in range(side)]
            mask = ir.VectorType(SHORT, side)
            rows[r] = e.builder.shuffle_vector(upper, lower, ir.Constant(mask, keep))
            rows[r + half] = e.builder.shuffle_vector(upper, lower, ir.Constant(mask, swap))
        half //= 2
    for c in range(side):
        e.builder.store(rows[c], e.at(target, e.mul(target_stride, c)), align=4)


def emit_copy_rows(module: Module, machine: Machine, name: str) -> Function:
    """Write `copy_rows(source, source_stride, rows, columns, target, target_stride)`."""
    kinds = (POINTER, INTEGER, INTEGER, INTEGER, POINTER, INTEGER)
    e = Emitter(module, machine, name, kinds, exported=True)
    source, source_stride, rows, columns, target, target_stride = e.arguments
    whole = e.builder.and_(columns, e.integer(-e.lanes))
    with e.loop(0, rows) as r:
        origin = e.at(source, e.mul(r, source_stride))
        place = e.at(target, e.mul(r, target_stride))
        with e.loop(0, whole, e.lanes) as c:
            e.store(e.load(e.at(origin, c)), e.at(place, c))
        with e.loop(whole, columns) as c:
            e.store_scalar(e.load_scalar(e.at(origin, c)), e.at(place, c))
    return e.finish()


def emit_clear(module: Module, machine: Machine, name: str) -> Function:
    """Write `clear(target, count)`: zeros, whole vectors."""
    e = Emitter(module, machine, name, (POINTER, INTEGER), exported=True)
    target, count = e.arguments
    with e.loop(0, count, e.lanes) as c:
        e.store(e.splat(0.0), e.at(target, c))
    return e.finish()


def emit_scatter(module: Module, machine: Machine, name: str) -> Function:
    """Write `scatter(rows, count, vectors, source, source_stride, target, target_stride)`.

    Adds row n of the source to row rows[n] of the target.
    """
    kinds = (POINTER, INTEGER, INTEGER, POINTER, INTEGER, POINTER, INTEGER)
    e = Emitter(module, machine, name, kinds, exported=True)
    rows, count, vectors, source, source_stride, target, target_stride = e.arguments
    with e.loop(0, count) as n:
        row = e.builder.sext(e.load_scalar(e.element(rows, n, SHORT), SHORT), INTEGER)
        origin = e.at(source, e.mul(n, source_stride))
        place = e.at(target, e.mul(row, target_stride))
        with e.loop(0, e.mul(vectors, e.lanes), e.lanes) as c:
            e.store(e.builder.fadd(e.load(e.at(place, c)), e.load(e.at(origin, c))), e.at(place, c))
    return e.finish()
