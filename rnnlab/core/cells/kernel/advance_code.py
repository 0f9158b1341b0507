"""Writing the training loop: steps of a whole batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from llvmlite import ir

from rnnlab.core.cells.kernel.emitter import DOUBLE, FLOAT, INTEGER, POINTER, SHORT, Function, Module, Value
from rnnlab.core.cells.kernel.frame import Frame
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.runner import Status
from rnnlab.core.optimizers import ADAM_BETAS, CLIP_EPSILON

SETTINGS = ("rate", "momentum", "clip_norm", "beta_1_power", "beta_2_power")
"""Numbers (float64) a call of `advance` gets; the powers are β to the number of updates done."""

RESULTS = ("steps", "status", "updates", "snapshots", "side", "continues")
"""Numbers (int64) of a call of `advance`. In and out: on which side the state lies. In: whether the other
side holds the state before the last update."""

STATUSES: tuple[Status, ...] = ("running", "solved", "diverged")
_SOLVED, _DIVERGED = 1, 2

_FLUSH = 0x8040
"""Bits of x86's MXCSR: numbers too small to be normal become 0, because some processors crawl over them."""


@contextmanager
def flushing(f: Frame) -> Iterator[None]:
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


def call_forward(f: Frame, parameters: Value) -> None:
    """Run all layers."""
    with f.loop(0, f.net("layers")) as layer:
        f.builder.call(f.library("forward"), (f.arguments[0], _layer_table(f, layer), parameters))


def call_backward(f: Frame, parameters: Value) -> None:
    """Run all layers back, the last one first."""
    gradients = f.net_pointer("gradients")
    with f.loop_down(f.net("layers")) as layer:
        arguments = (f.arguments[0], _layer_table(f, layer), parameters, gradients)
        f.builder.call(f.library("backward"), arguments)


def call_layers(f: Frame, library: dict[str, Function], parameters: Value, gradients: Value) -> Value:
    """Run all layers and the output's way back into cleared gradients; give the right answers."""
    table = f.arguments[0]
    f.builder.call(library["turn"], (table, parameters))
    f.builder.call(library["clear"], (gradients, f.net("packed")))
    call_forward(f, parameters)
    return f.builder.call(library["output"], (table, parameters, gradients))


def result_place(f: Frame, name: str) -> Value:
    """Point at one of the results."""
    return f.element(f.net_pointer("results"), RESULTS.index(name), INTEGER)


def state_place(f: Frame, side: Value) -> Value:
    """Point at the parameters of a side."""
    return f.at(f.net_pointer("sides"), f.mul(side, f.mul(f.net("packed"), 3)))


class AdvanceWriter:
    """Writes `advance(table)`: training steps until the limit, solved, or a loss that is not finite."""

    def __init__(
        self, module: Module, machine: Machine, library: dict[str, Function], name: str = "advance"
    ) -> None:
        self._library = library
        self._f = f = Frame(module, machine, name, (POINTER,), exported=True)
        zero = f.integer(0)
        self._index, self._status, self._snapshots, self._updates = (f.variable(zero) for _ in range(4))
        self._side = f.variable(self._result("side"))
        powers = (self._setting("beta_1_power"), self._setting("beta_2_power"))
        self._powers = [f.variable(power) for power in powers]

    def write(self) -> Function:
        """Write the function."""
        f = self._f
        with flushing(f):
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
            f.store_scalar(value.get(), result_place(self._f, name))
        return f.finish()

    def _is_to_move(self, bit: int) -> Value:
        """Tell whether the state has to be fetched (1), or handed out (2)."""
        b = self._f.builder
        return b.icmp_signed("==", b.and_(self._f.net("stays"), self._f.integer(bit)), self._f.integer(0))

    def _result(self, name: str) -> Value:
        return self._f.load_scalar(result_place(self._f, name), INTEGER)

    def _setting(self, name: str) -> Value:
        place = self._f.element(self._f.net_pointer("settings"), SETTINGS.index(name), DOUBLE)
        return self._f.load_scalar(place, DOUBLE)

    def _state(self, side: Value) -> Value:
        return state_place(self._f, side)

    def _goes_on(self) -> Value:
        f = self._f
        is_left = f.builder.icmp_signed("<", self._index.get(), f.net("limit"))
        is_running = f.builder.icmp_signed("==", self._status.get(), f.integer(0))
        return f.builder.and_(is_left, is_running)

    def _step(self) -> None:
        f, b = self._f, self._f.builder
        parameters = self._state(self._side.get())
        loss, correct = self._forward(parameters)
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

    def _forward(self, parameters: Value) -> tuple[Value, Value]:
        """Give the loss and the right answers of the present weights."""
        f, b = self._f, self._f.builder
        table, gradients = f.arguments[0], f.net_pointer("gradients")
        correct = call_layers(f, self._library, parameters, gradients)
        return b.fptrunc(b.call(self._library["losses"], (table,)), FLOAT), correct

    def _backward(self, parameters: Value) -> None:
        """Have the gradient in its place."""
        call_backward(self._f, parameters)

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
        self._backward(parameters)
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

    def _rate(self) -> Value:
        """Give the learning rate of the step, as a double."""
        return self._setting("rate")

    def _rates(self) -> tuple[Value, Value]:
        """Give the learning rate and the scale of √second, with Adam's corrections for Adam."""
        f, b = self._f, self._f.builder
        one = ir.Constant(DOUBLE, 1.0)
        for power, beta in zip(self._powers, ADAM_BETAS, strict=True):
            power.set(b.fmul(power.get(), ir.Constant(DOUBLE, beta)))
        rate = self._rate()
        corrected = b.fdiv(rate, b.fsub(one, self._powers[0].get()))
        second = f.call("llvm.sqrt.f64", DOUBLE, (b.fsub(one, self._powers[1].get()),))
        is_adam = b.icmp_signed("==", f.net("optimizer"), f.integer(0))
        rate = f.choose(is_adam, corrected, rate)
        return b.fptrunc(rate, FLOAT), b.fptrunc(b.fdiv(one, second), FLOAT)
