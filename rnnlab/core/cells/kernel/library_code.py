"""Writing the library: everything that is the same for all cells, compiled once."""

from __future__ import annotations

from llvmlite import ir

from rnnlab.core.cells.kernel.advance_code import (
    AdvanceWriter,
    call_backward,
    call_forward,
    call_layers,
    flushing,
)
from rnnlab.core.cells.kernel.emitter import FLOAT, INTEGER, POINTER, SHORT, Function, Module, Value
from rnnlab.core.cells.kernel.frame import Frame
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.kernel.output_code import emit_losses, emit_output, emit_softmax
from rnnlab.core.cells.kernel.products import (
    emit_clear,
    emit_copy_rows,
    emit_product,
    emit_scatter,
    emit_transpose,
)
from rnnlab.core.cells.kernel.sharing_code import emit_sharing
from rnnlab.core.cells.kernel.update_code import (
    emit_copies,
    emit_merge,
    emit_norm,
    emit_optimize,
    emit_pack,
    emit_unpack,
)
from rnnlab.core.cells.kernel.window_code import WindowsWriter, emit_gradient
from rnnlab.core.cells.kernel.writing_code import emit_choose, emit_feed

CALLED_BY_CELLS = ("product_rows", "product_columns", "transpose", "copy_rows", "clear", "scatter")
ENTRIES = (
    "advance",
    "advance_all",
    "advance_windows",
    "evaluate",
    "gradient",
    "record",
    "write",
    "share",
    "serve",
    "dismiss",
)

COPY = ("source", "stride", "columns", "target")
"""What a recording hands out: rows of a buffer, without padding."""


def library_source(machine: Machine) -> str:
    """Write the library as text."""
    module = ir.Module("library")
    module.triple = machine.triple
    library: dict[str, Function] = {
        "product_rows": emit_product(module, machine, "product_rows", by_columns=False),
        "product_columns": emit_product(module, machine, "product_columns", by_columns=True),
        "transpose": emit_transpose(module, machine, "transpose"),
        "copy_rows": emit_copy_rows(module, machine, "copy_rows"),
        "clear": emit_clear(module, machine, "clear"),
        "scatter": emit_scatter(module, machine, "scatter"),
        "softmax": emit_softmax(module, machine),
        "losses": emit_losses(module, machine),
        "gather": emit_merge(module, machine, "gather", gather=True),
        "spread": emit_merge(module, machine, "spread", gather=False),
        "norm": emit_norm(module, machine),
        "optimize": emit_optimize(module, machine),
    }
    library["output"] = emit_output(module, machine, library)
    library["pack"] = emit_pack(module, machine, library)
    library["unpack"] = emit_unpack(module, machine, library)
    panels, turns = {"panel": "copy_rows"}, {"turn": "transpose"}
    library["panel"] = emit_copies(module, machine, library, "panel", panels)
    library["turn"] = emit_copies(module, machine, library, "turn", {**panels, **turns})
    library["choose"] = emit_choose(module, machine, library)
    library["feed"] = emit_feed(module, machine)
    advance = AdvanceWriter(module, machine, library).write()
    library["share"] = emit_sharing(module, machine)
    WindowsWriter(module, machine, library, "advance_windows").write()
    emit_gradient(module, machine, library)
    _emit_advance_all(module, machine, advance)
    _emit_evaluate(module, machine, library)
    _emit_record(module, machine, library)
    _emit_write(module, machine, library)
    return str(module)


def _emit_advance_all(module: Module, machine: Machine, advance: Function) -> None:
    """Write `advance_all(tables)`: the number of tables, then their addresses; one net after the other."""
    f = Frame(module, machine, "advance_all", (POINTER,), exported=True)
    count = f.load_scalar(f.arguments[0], INTEGER)
    with f.loop(0, count) as number:
        address = f.load_scalar(f.element(f.arguments[0], f.add(number, 1), INTEGER), INTEGER)
        f.builder.call(advance, (f.builder.inttoptr(address, POINTER),))
    f.finish()


def _store_loss(f: Frame, library: dict[str, Function], correct: Value) -> None:
    loss = f.builder.call(library["losses"], (f.arguments[0],))
    f.store_scalar(f.builder.fptrunc(loss, FLOAT), f.net_pointer("losses"))
    f.store_scalar(f.builder.trunc(correct, SHORT), f.net_pointer("correct"))


def _emit_evaluate(module: Module, machine: Machine, library: dict[str, Function]) -> None:
    """Write `evaluate(table)`: loss and right answers of `parameters`."""
    f = Frame(module, machine, "evaluate", (POINTER,), exported=True)
    table, inside = f.arguments[0], f.net_pointer("spare")
    with flushing(f):
        f.builder.call(library["pack"], (table, f.net_pointer("parameters"), inside))
        f.builder.call(library["panel"], (table, inside))
        call_forward(f, inside)
        null = ir.Constant(POINTER, None)
        correct = f.builder.call(library["output"], (table, inside, null))
        _store_loss(f, library, correct)
    f.finish()


def _emit_record(module: Module, machine: Machine, library: dict[str, Function]) -> None:
    """Write `record(table)`: everything about one batch, forward and backward."""
    f = Frame(module, machine, "record", (POINTER,), exported=True)
    b, table = f.builder, f.arguments[0]
    inside, gradients = f.net_pointer("sides"), f.net_pointer("gradients")
    with flushing(f):
        b.call(library["pack"], (table, f.net_pointer("parameters"), inside))
        correct = call_layers(f, library, inside, gradients)
        _store_loss(f, library, correct)
        call_backward(f, inside)
        b.call(library["gather"], (table, gradients))
        b.call(library["unpack"], (table, gradients, f.net_pointer("parameter_gradients")))
        _copy_out(f, library)
    f.finish()


def _copy_out(f: Frame, library: dict[str, Function]) -> None:
    """Copy all rows of the buffers that the table lists."""
    b = f.builder
    with f.loop(0, f.mul(f.net("copy_count"), len(COPY)), len(COPY)) as entry:
        copies = f.net_pointer("copies")
        source, stride, columns, target = (
            f.load_scalar(f.element(copies, f.add(entry, i), INTEGER), INTEGER) for i in range(len(COPY))
        )
        places = (b.inttoptr(source, POINTER), stride, f.net("rows"), columns)
        b.call(library["copy_rows"], (*places, b.inttoptr(target, POINTER), columns))


def _emit_write(module: Module, machine: Machine, library: dict[str, Function]) -> None:
    """Write `write(table)`: reads the symbols of `prime`, then writes `write_count` of its own.

    The net has one row: the symbol in `inputs`, with the states that the copies in the table carry on. The
    parameters are packed already, in `spare`.
    """
    f = Frame(module, machine, "write", (POINTER,), exported=True)
    b, table, inside = f.builder, f.arguments[0], f.net_pointer("spare")
    given = f.net("prime_count")
    with flushing(f), f.loop(0, f.add(given, f.net("write_count"))) as position:
        call_forward(f, inside)
        next_symbol = f.variable(f.integer(0))
        is_given = b.icmp_signed("<", position, given)
        with b.if_else(is_given) as (reading, writing):
            with reading:
                symbol = f.load_scalar(f.element(f.net_pointer("prime"), position, SHORT), SHORT)
                next_symbol.set(b.sext(symbol, INTEGER))
            with writing:
                number = f.sub(position, given)
                next_symbol.set(b.call(library["choose"], (table, inside, number)))
                place = f.element(f.net_pointer("written"), number, SHORT)
                f.store_scalar(b.trunc(next_symbol.get(), SHORT), place)
        _copy_out(f, library)
        b.call(library["feed"], (table, next_symbol.get()))
    f.finish()
