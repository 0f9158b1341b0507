"""Writing the library: everything that is the same for all cells, compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from llvmlite import ir

from rnnlab.core.cells.kernel.emitter import DOUBLE, FLOAT, INTEGER, POINTER, SHORT, Function, Module, Value
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
from rnnlab.core.cells.kernel.update_code import (
    emit_copies,
    emit_merge,
    emit_norm,
    emit_optimize,
    emit_pack,
    emit_unpack,
)
from rnnlab.core.cells.kernel.writing_code import emit_choose, emit_feed
from rnnlab.core.cells.runner import Status
from rnnlab.core.optimizers import ADAM_BETAS, CLIP_EPSILON

CALLED_BY_CELLS = ("product_rows", "product_columns", "transpose", "copy_rows", "clear", "scatter")
ENTRIES = ("advance", "advance_all", "evaluate", "record", "write")

SETTINGS = ("rate", "momentum", "clip_norm", "beta_1_power", "beta_2_power")
"""Numbers (float64) a call of `advance` gets; the powers are β to the number of updates done."""

RESULTS = ("steps", "status", "updates", "snapshots", "side", "continues")
"""Numbers (int64) of a call of `advance`. In and out: on which side the state lies. In: whether the other
side holds the state before the last update."""

STATUSES: tuple[Status, ...] = ("running", "solved", "diverged")
_SOLVED, _DIVERGED = 1, 2

COPY = ("source", "stride", "columns", "target")
"""What a recording hands out: rows of a buffer, without padding."""

_FLUSH = 0x8040
"""Bits of x86's MXCSR: numbers too small to be normal become 0, because some processors crawl over them."""


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
    advance = _AdvanceWriter(module, machine, library).write()
    _emit_advance_all(module, machine, advance)
    _emit_evaluate(module, machine, library)
    _emit_record(module, machine, library)
    _emit_write(module, machine, library)
    return str(module)


@contextmanager
def _flushing(f: Frame) -> Iterator[None]:
    """Treat numbers too small to be normal as 0, and restore the processor's mode afterwards."""
    if not f.machine.is_x86:
        yield
        return
    old = f.variable(ir.Constant(SHORT, 0))
    new = f.variable(ir.Constant(SHORT, 0))
    f.call("llvm.x86.sse.stmxcsr", ir.VoidType(), (old.place,))
    new.set(f.builder.or_(old.get(), ir.Constant(SHORT, _FLUSH)))
    f.call("llvm.x86.sse.ldmxcsr", ir.VoidType(), (new.place,))
    yield
    f.call("llvm.x86.sse.ldmxcsr", ir.VoidType(), (old.place,))


def _layer_table(f: Frame, layer: Value) -> Value:
    return f.element(f.net_pointer("layer_table"), f.mul(layer, f.net("layer_size")), INTEGER)


def _call_forward(f: Frame, parameters: Value) -> None:
    with f.loop(0, f.net("layers")) as layer:
        f.builder.call(f.library("forward"), (f.arguments[0], _layer_table(f, layer), parameters))


def _call_backward(f: Frame, parameters: Value) -> None:
    gradients = f.net_pointer("gradients")
    with f.loop_down(f.net("layers")) as layer:
        arguments = (f.arguments[0], _layer_table(f, layer), parameters, gradients)
        f.builder.call(f.library("backward"), arguments)


class _AdvanceWriter:
    """Writes `advance(table)`: training steps until the limit, solved, or a loss that is not finite."""

    def __init__(self, module: Module, machine: Machine, library: dict[str, Function]) -> None:
        self._library = library
        self._f = f = Frame(module, machine, "advance", (POINTER,), exported=True)
        zero = f.integer(0)
        self._index, self._status, self._snapshots, self._updates = (f.variable(zero) for _ in range(4))
        self._side = f.variable(self._result("side"))
        powers = (self._setting("beta_1_power"), self._setting("beta_2_power"))
        self._powers = [f.variable(power) for power in powers]

    def write(self) -> Function:
        """Write the function."""
        f = self._f
        with _flushing(f):
            names = ("parameters", "first_moment", "second_moment")
            with f.when(self._is_to_move(1)):
                for part, name in enumerate(names):
                    inside = f.at(self._state(self._side.get()), f.mul(f.net("packed"), part))
                    f.builder.call(self._library["pack"], (f.arguments[0], f.net_pointer(name), inside))
            with f.repeat_while(self._goes_on):
                self._step()
            with f.when(self._is_to_move(2)):
                for part, name in enumerate(names):
                    inside = f.at(self._state(self._side.get()), f.mul(f.net("packed"), part))
                    f.builder.call(self._library["unpack"], (f.arguments[0], inside, f.net_pointer(name)))
        values = (self._index, self._status, self._updates, self._snapshots, self._side)
        for name, value in zip(RESULTS, values, strict=False):
            f.store_scalar(value.get(), self._result_place(name))
        return f.finish()

    def _is_to_move(self, bit: int) -> Value:
        """Tell whether the state has to be fetched (1), or handed out (2)."""
        b = self._f.builder
        return b.icmp_signed("==", b.and_(self._f.net("stays"), self._f.integer(bit)), self._f.integer(0))

    def _result_place(self, name: str) -> Value:
        return self._f.element(self._f.net_pointer("results"), RESULTS.index(name), INTEGER)

    def _result(self, name: str) -> Value:
        return self._f.load_scalar(self._result_place(name), INTEGER)

    def _setting(self, name: str) -> Value:
        place = self._f.element(self._f.net_pointer("settings"), SETTINGS.index(name), DOUBLE)
        return self._f.load_scalar(place, DOUBLE)

    def _state(self, side: Value) -> Value:
        f = self._f
        return f.at(f.net_pointer("sides"), f.mul(side, f.mul(f.net("packed"), 3)))

    def _goes_on(self) -> Value:
        f = self._f
        is_left = f.builder.icmp_signed("<", self._index.get(), f.net("limit"))
        is_running = f.builder.icmp_signed("==", self._status.get(), f.integer(0))
        return f.builder.and_(is_left, is_running)

    def _step(self) -> None:
        f, b = self._f, self._f.builder
        table, gradients = f.arguments[0], f.net_pointer("gradients")
        parameters = self._state(self._side.get())
        b.call(self._library["turn"], (table, parameters))
        b.call(self._library["clear"], (gradients, f.net("packed")))
        _call_forward(f, parameters)
        correct = b.call(self._library["output"], (table, parameters, gradients))
        loss = b.fptrunc(b.call(self._library["losses"], (table,)), FLOAT)
        index = self._index.get()
        f.store_scalar(loss, f.at(f.net_pointer("losses"), index))
        place = f.element(f.net_pointer("correct"), index, SHORT)
        f.store_scalar(b.trunc(correct, SHORT), place)
        is_finite = f.compare("==", b.fsub(loss, loss), ir.Constant(FLOAT, 0.0))
        is_solved = b.and_(
            b.icmp_signed("==", correct, f.net("attainable")),
            b.icmp_signed("!=", f.net("stop_when_solved"), f.integer(0)),
        )
        with b.if_else(is_finite) as (finite, broken):
            with finite:
                self._keep_snapshot(parameters)
                with b.if_else(is_solved) as (solved, unsolved):
                    with solved:
                        self._status.set(f.integer(_SOLVED))
                    with unsolved:
                        self._update(parameters)
            with broken:
                self._step_back()
        self._index.set(f.add(index, 1))

    def _keep_snapshot(self, parameters: Value) -> None:
        f, b = self._f, self._f.builder
        count = f.net("wanted_count")
        step = f.add(f.net("first_step"), self._index.get())
        number = self._snapshots.get()
        with f.when(b.icmp_signed("<", number, count)):
            wanted = f.load_scalar(f.element(f.net_pointer("wanted"), number, INTEGER), INTEGER)
            with f.when(b.icmp_signed("==", wanted, step)):
                target = f.at(f.net_pointer("snapshots"), f.mul(number, f.net("canonical")))
                b.call(self._library["unpack"], (f.arguments[0], parameters, target))
                self._snapshots.set(f.add(number, 1))

    def _step_back(self) -> None:
        """Return to the state before the last update, if there was one."""
        f, b = self._f, self._f.builder
        self._status.set(f.integer(_DIVERGED))
        has_updated = b.icmp_signed(">", self._updates.get(), f.integer(0))
        continues = b.icmp_signed("!=", self._result("continues"), f.integer(0))
        with f.when(b.or_(has_updated, continues)):
            self._updates.set(f.sub(self._updates.get(), 1))
            self._side.set(f.sub(f.integer(1), self._side.get()))

    def _update(self, parameters: Value) -> None:
        f, b = self._f, self._f.builder
        table, gradients = f.arguments[0], f.net_pointer("gradients")
        _call_backward(f, parameters)
        b.call(self._library["gather"], (table, gradients))
        scale = f.variable(ir.Constant(FLOAT, 1.0))
        limit = b.fptrunc(self._setting("clip_norm"), FLOAT)
        with f.when(f.compare(">", limit, ir.Constant(FLOAT, 0.0))):
            norm = b.call(self._library["norm"], (table,))
            ratio = b.fdiv(limit, b.fadd(norm, ir.Constant(FLOAT, CLIP_EPSILON)))
            scale.set(f.choose(f.compare(">", ratio, ir.Constant(FLOAT, 1.0)), scale.get(), ratio))
        b.call(self._library["spread"], (table, gradients))
        rate, second_scale = self._rates()
        other = f.sub(f.integer(1), self._side.get())
        momentum = b.fptrunc(self._setting("momentum"), FLOAT)
        arguments = (table, parameters, self._state(other), rate, second_scale, momentum, scale.get())
        b.call(self._library["optimize"], arguments)
        self._side.set(other)
        self._updates.set(f.add(self._updates.get(), 1))

    def _rates(self) -> tuple[Value, Value]:
        """Give the learning rate and the scale of √second, with Adam's corrections for Adam."""
        f, b = self._f, self._f.builder
        one = ir.Constant(DOUBLE, 1.0)
        for power, beta in zip(self._powers, ADAM_BETAS, strict=True):
            power.set(b.fmul(power.get(), ir.Constant(DOUBLE, beta)))
        rate = self._setting("rate")
        corrected = b.fdiv(rate, b.fsub(one, self._powers[0].get()))
        second = f.call("llvm.sqrt.f64", DOUBLE, (b.fsub(one, self._powers[1].get()),))
        is_adam = b.icmp_signed("==", f.net("optimizer"), f.integer(0))
        rate = f.choose(is_adam, corrected, rate)
        return b.fptrunc(rate, FLOAT), b.fptrunc(b.fdiv(one, second), FLOAT)


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
    with _flushing(f):
        f.builder.call(library["pack"], (table, f.net_pointer("parameters"), inside))
        f.builder.call(library["panel"], (table, inside))
        _call_forward(f, inside)
        null = ir.Constant(POINTER, None)
        correct = f.builder.call(library["output"], (table, inside, null))
        _store_loss(f, library, correct)
    f.finish()


def _emit_record(module: Module, machine: Machine, library: dict[str, Function]) -> None:
    """Write `record(table)`: everything about one batch, forward and backward."""
    f = Frame(module, machine, "record", (POINTER,), exported=True)
    b, table = f.builder, f.arguments[0]
    inside, gradients = f.net_pointer("sides"), f.net_pointer("gradients")
    with _flushing(f):
        b.call(library["pack"], (table, f.net_pointer("parameters"), inside))
        b.call(library["turn"], (table, inside))
        b.call(library["clear"], (gradients, f.net("packed")))
        _call_forward(f, inside)
        correct = b.call(library["output"], (table, inside, gradients))
        _store_loss(f, library, correct)
        _call_backward(f, inside)
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
    with _flushing(f), f.loop(0, f.add(given, f.net("write_count"))) as position:
        _call_forward(f, inside)
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
