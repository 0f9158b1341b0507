"""Writing the optimisers, and the moves of parameters between the two layouts.

Outside, parameters lie as `NetShape` says: matrices row by row. Inside they are *packed*: every matrix
is transposed and stands beside those that multiply the same vector, every row padded to whole vectors, so
that all loops run over whole vectors with stride one. Padding starts at 0 and its gradient is 0, so it stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rnnlab.core.cells.kernel.emitter import FLOAT, INTEGER, POINTER, Function, Module, Value
from rnnlab.core.cells.kernel.frame import Frame
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.optimizers import ADAM_BETAS, EPSILON, RMSPROP_ALPHA

OPTIMIZERS = ("adam", "sgd", "rmsprop")

PIECE = ("place", "rows", "columns", "packed", "stride", "is_first")
"""A matrix or vector: its place outside, its shape, its place inside, the distance between its columns
there, and whether it is the first copy of its parameter."""

TURN = ("packed", "stride", "rows", "columns", "target", "target_stride")
"""A piece of a packed matrix and where a copy of it is kept: transposed, for the products of the backward
pass, or as it is, in a panel."""

MERGE = ("packed", "stride", "rows", "columns", "other", "other_stride")
"""Two copies of one matrix, made because it multiplies two vectors: the first gets the sum of gradients."""


@contextmanager
def _entries(f: Frame, name: str, count: str, fields: tuple[str, ...]) -> Iterator[dict[str, Value]]:
    """Go through a list in the table; gives each entry's fields."""
    with f.loop(0, f.net(count)) as number:
        first = f.mul(number, len(fields))
        base = f.net_pointer(name)
        places = [f.element(base, f.add(first, i), INTEGER) for i in range(len(fields))]
        yield {field: f.load_scalar(place, INTEGER) for field, place in zip(fields, places, strict=True)}


def emit_pack(module: Module, machine: Machine, library: dict[str, Function]) -> Function:
    """Write `pack(table, outside, inside)`."""
    f = Frame(module, machine, "pack", (POINTER, POINTER, POINTER))
    _, outside, inside = f.arguments
    with _entries(f, "pieces", "piece_count", PIECE) as piece:
        source, target = f.at(outside, piece["place"]), f.at(inside, piece["packed"])
        shape = (source, piece["columns"], piece["rows"], piece["columns"], target, piece["stride"])
        f.builder.call(library["transpose"], shape)
    return f.finish()


def emit_unpack(module: Module, machine: Machine, library: dict[str, Function]) -> Function:
    """Write `unpack(table, inside, outside)`."""
    f = Frame(module, machine, "unpack", (POINTER, POINTER, POINTER))
    _, inside, outside = f.arguments
    with _entries(f, "pieces", "piece_count", PIECE) as piece:
        is_first = f.builder.icmp_signed("!=", piece["is_first"], f.integer(0))
        with f.when(is_first):
            source, target = f.at(inside, piece["packed"]), f.at(outside, piece["place"])
            shape = (source, piece["stride"], piece["columns"], piece["rows"], target, piece["columns"])
            f.builder.call(library["transpose"], shape)
    return f.finish()


def emit_copies(
    module: Module, machine: Machine, library: dict[str, Function], name: str, lists: Mapping[str, str]
) -> Function:
    """Write `name(table, inside)`: renews the copies on some lists of the table, each with its own move."""
    f = Frame(module, machine, name, (POINTER, POINTER))
    for entries, move in lists.items():
        _emit_moves(f, entries, library[move])
    return f.finish()


def _emit_moves(f: Frame, entries: str, move: Function) -> None:
    with _entries(f, f"{entries}s", f"{entries}_count", TURN) as turn:
        source = f.at(f.arguments[1], turn["packed"])
        target = f.builder.inttoptr(turn["target"], POINTER)
        shape = (source, turn["stride"], turn["rows"], turn["columns"], target, turn["target_stride"])
        f.builder.call(move, shape)


def emit_merge(module: Module, machine: Machine, name: str, *, gather: bool) -> Function:
    """Write `gather(table, inside)` or `spread(table, inside)` over the copies of one matrix.

    Gathering adds the other copy to the first and clears it; spreading writes the first into the other. A
    shared matrix is gathered before the norm is taken and spread before the update, so that all copies
    stay equal.
    """
    f = Frame(module, machine, name, (POINTER, POINTER))
    inside = f.arguments[1]
    with _entries(f, "merges", "merge_count", MERGE) as merge:
        rows, columns = merge["rows"], merge["columns"]
        with f.loop(0, rows) as row, f.loop(0, columns, f.lanes) as column:
            first = f.add(merge["packed"], f.add(f.mul(row, merge["stride"]), column))
            other = f.add(merge["other"], f.add(f.mul(row, merge["other_stride"]), column))
            here, there = f.at(inside, first), f.at(inside, other)
            if gather:
                f.store(f.builder.fadd(f.load(here), f.load(there)), here)
                f.store(f.splat(0.0), there)
            else:
                f.store(f.load(here), there)
    return f.finish()


def emit_norm(module: Module, machine: Machine) -> Function:
    """Write `norm(table) -> f32`: the length of the gradient."""
    f = Frame(module, machine, "norm", (POINTER,), FLOAT)
    total = f.variable(f.splat(0.0))
    with f.loop(0, f.net("packed"), f.lanes) as place:
        value = f.load(f.at(f.net_pointer("gradients"), place))
        total.set(f.fma(value, value, total.get()))
    return f.finish(f.call("llvm.sqrt.f32", FLOAT, (f.sum_of_lanes(total.get()),)))


def emit_optimize(module: Module, machine: Machine) -> Function:
    """Write `optimize(table, from, to, rate, second_scale, momentum, gradient_scale)`.

    `from` and `to` are sides: parameters, first and second moments, each `packed` long. For Adam the rate
    includes the correction of the first moment, and √second is multiplied by `second_scale`. The rules are
    those of torch.optim.
    """
    kinds = (POINTER, POINTER, POINTER, FLOAT, FLOAT, FLOAT, FLOAT)
    f = Frame(module, machine, "optimize", kinds)
    _, source, target, rate, second_scale, momentum, gradient_scale = f.arguments
    rules = {"adam": _adam, "sgd": _sgd, "rmsprop": _rmsprop}
    scalars = [f.spread(scalar) for scalar in (rate, second_scale, momentum)]
    scale = f.spread(gradient_scale)
    count = f.net("packed")
    for number, name in enumerate(OPTIMIZERS):
        is_chosen = f.builder.icmp_signed("==", f.net("optimizer"), f.integer(number))
        with f.when(is_chosen), f.loop(0, count, f.lanes) as place:
            gradient = f.builder.fmul(f.load(f.at(f.net_pointer("gradients"), place)), scale)
            offsets = [f.add(place, f.mul(count, part)) for part in range(3)]
            values = [f.load(f.at(source, offset)) for offset in offsets]
            results = rules[name](f, values, gradient, scalars)
            for offset, result in zip(offsets, results, strict=True):
                f.store(result, f.at(target, offset))
    return f.finish()


def _root(f: Frame, value: Value) -> Value:
    return f.call(f"llvm.sqrt.v{f.lanes}f32", f.vector, (value,))


def _adam(f: Frame, values: list[Value], gradient: Value, scalars: list[Value]) -> list[Value]:
    b = f.builder
    parameter, first, second = values
    rate, second_scale, _ = scalars
    first = f.fma(b.fsub(gradient, first), f.splat(1 - ADAM_BETAS[0]), first)
    second = f.fma(
        b.fmul(gradient, f.splat(1 - ADAM_BETAS[1])), gradient, b.fmul(second, f.splat(ADAM_BETAS[1]))
    )
    below = f.fma(_root(f, second), second_scale, f.splat(EPSILON))
    step = b.fdiv(b.fmul(first, rate), below)
    return [b.fsub(parameter, step), first, second]


def _sgd(f: Frame, values: list[Value], gradient: Value, scalars: list[Value]) -> list[Value]:
    parameter, velocity, second = values
    rate, _, momentum = scalars
    velocity = f.fma(velocity, momentum, gradient)
    return [f.fma(f.builder.fneg(rate), velocity, parameter), velocity, second]


def _rmsprop(f: Frame, values: list[Value], gradient: Value, scalars: list[Value]) -> list[Value]:
    b = f.builder
    parameter, first, second = values
    second = f.fma(
        b.fmul(gradient, f.splat(1 - RMSPROP_ALPHA)), gradient, b.fmul(second, f.splat(RMSPROP_ALPHA))
    )
    below = b.fadd(_root(f, second), f.splat(EPSILON))
    return [b.fsub(parameter, b.fdiv(b.fmul(gradient, scalars[0]), below)), first, second]
