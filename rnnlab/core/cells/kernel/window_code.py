"""Writing the training on windows of a long text: a window a step, cut into parts that the crew shares.

Many windows are done in one call, because between two calls a thread has to wait for Python's lock, and in
an open window there is always somebody who holds it. So the symbols of all windows lie ready, and every part
takes its own and carries its own states on.
"""

from __future__ import annotations

from llvmlite import ir

from rnnlab.core.cells.kernel.advance_code import (
    AdvanceWriter,
    call_backward,
    call_layers,
    flushing,
    result_place,
    state_place,
)
from rnnlab.core.cells.kernel.emitter import DOUBLE, FLOAT, INTEGER, POINTER, SHORT, Function, Module, Value
from rnnlab.core.cells.kernel.frame import Frame
from rnnlab.core.cells.kernel.machine import Machine

RATES = ("rate", "beta_1_power", "beta_2_power")
"""What a window has of its own among `advance_code.SETTINGS`."""
CARRY = ("after", "before", "size")
"""A state: its rows at the last step, where the ones before the first step lie, and how many floats."""


class WindowsWriter(AdvanceWriter):
    """Writes `advance_windows(table)`: training steps until the limit or a loss that is not finite.

    Gradients of the parts are added up in the order of the parts, whoever has found them.
    """

    def _forward(self, parameters: Value) -> tuple[Value, Value]:
        del parameters  # the parts find them by themselves
        f, b = self._f, self._f.builder
        for name, value in (("side", self._side), ("steps", self._index)):  # where the parts look
            f.store_scalar(value.get(), result_place(f, name))
        b.call(self._library["share"], (f.net_pointer("crew"),))
        loss = f.variable(ir.Constant(FLOAT, 0.0))
        correct = f.variable(f.integer(0))
        with f.loop(0, f.net("part_count")) as part:
            loss.set(b.fadd(loss.get(), f.load_scalar(f.at(f.net_pointer("part_loss"), part))))
            place = f.element(f.net_pointer("part_correct"), part, SHORT)
            correct.set(f.add(correct.get(), b.sext(f.load_scalar(place, SHORT), INTEGER)))
        return loss.get(), correct.get()

    def _backward(self, parameters: Value) -> None:
        del parameters
        f, total = self._f, self._f.net_pointer("gradients")
        with f.loop(0, f.sub(f.net("part_count"), 1)) as part:
            address = f.load_scalar(f.element(f.net_pointer("part_gradients"), part, INTEGER), INTEGER)
            other = f.builder.inttoptr(address, POINTER)
            with f.loop(0, f.net("packed"), f.lanes) as place:
                here = f.at(total, place)
                f.store(f.builder.fadd(f.load(here), f.load(f.at(other, place))), here)

    def _rate(self) -> Value:
        return self._of_window("rate")

    def _rates(self) -> tuple[Value, Value]:
        for power, name in zip(self._powers, RATES[1:], strict=True):
            power.set(self._of_window(name))
        return super()._rates()

    def _of_window(self, name: str) -> Value:
        f = self._f
        number = f.add(f.mul(self._index.get(), len(RATES)), RATES.index(name))
        return f.load_scalar(f.element(f.net_pointer("rates"), number, DOUBLE), DOUBLE)


def emit_gradient(module: Module, machine: Machine, library: dict[str, Function]) -> None:
    """Write `gradient(table)`: loss and gradient of one part of a window; its states are carried on."""
    f = Frame(module, machine, "gradient", (POINTER,), exported=True)
    window, side = (f.load_scalar(result_place(f, name), INTEGER) for name in ("steps", "side"))
    parameters = state_place(f, side)
    _take_window(f, library, window)
    with flushing(f):
        correct = call_layers(f, library, parameters, f.net_pointer("gradients"))
        loss = f.builder.call(library["losses"], (f.arguments[0],))
        f.store_scalar(f.builder.fptrunc(loss, FLOAT), f.net_pointer("part_loss"))
        f.store_scalar(f.builder.trunc(correct, SHORT), f.net_pointer("part_correct"))
        call_backward(f, parameters)
    with f.loop(0, f.net("carry_count")) as state:
        after, before, size = _carry(f, state)
        f.builder.call(library["copy_rows"], (after, size, f.integer(1), size, before, size))
    f.finish()


def _take_window(f: Frame, library: dict[str, Function], window: Value) -> None:
    """Put the symbols of a window in their place, and zeros before its first step if a stream begins."""
    rows, one = f.net("rows"), f.integer(1)
    for name in ("inputs", "targets"):
        source = f.element(f.net_pointer(f"window_{name}"), f.mul(window, rows), SHORT)
        f.builder.call(library["copy_rows"], (source, rows, one, rows, f.net_pointer(name), rows))
    begins = f.load_scalar(f.element(f.net_pointer("begins"), window, INTEGER), INTEGER)
    with (
        f.when(f.builder.icmp_signed("!=", begins, f.integer(0))),
        f.loop(0, f.net("carry_count")) as state,
    ):
        _, before, size = _carry(f, state)
        f.builder.call(library["clear"], (before, size))


def _carry(f: Frame, state: Value) -> tuple[Value, Value, Value]:
    """Give the end and the beginning of a state's rows, and the size of both."""
    first = f.mul(state, len(CARRY))
    after, before, size = (
        f.load_scalar(f.element(f.net_pointer("carries"), f.add(first, number), INTEGER), INTEGER)
        for number in range(len(CARRY))
    )
    return f.builder.inttoptr(after, POINTER), f.builder.inttoptr(before, POINTER), size
