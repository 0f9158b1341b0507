"""Writing LLVM code from Python: vectors, loops and variables, and nothing about nets.

Numbers are vectors of `lanes` float32 unless a name says otherwise; indices are 64-bit integers that
count float32 elements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir

from rnnlab.core.cells.kernel.machine import Machine

# llvmlite's objects carry no types that a checker can see.
Module = Any
Function = Any
Kind = Any
Value = Any

INTEGER = ir.IntType(64)
SHORT = ir.IntType(32)
BIT = ir.IntType(1)
FLOAT = ir.FloatType()
DOUBLE = ir.DoubleType()
POINTER = ir.PointerType()
NOTHING = ir.VoidType()


class Emitter:
    """One function being written.

    Parameters
    ----------
    module : llvmlite.ir.Module
        Where the function goes.
    machine : Machine
        The vectors it may use.
    name : str
        The function's name.
    arguments : sequence of LLVM types
        Its arguments; `self.arguments` are their values.
    result : LLVM type
        What it returns.
    exported : bool
        Whether Python calls it.
    """

    def __init__(
        self,
        module: Module,
        machine: Machine,
        name: str,
        arguments: tuple[Kind, ...],
        result: Kind = NOTHING,
        *,
        exported: bool = False,
    ) -> None:
        self.module = module
        self.machine = machine
        self.lanes = machine.lanes
        self.vector = ir.VectorType(FLOAT, self.lanes)
        self.integers = ir.VectorType(SHORT, self.lanes)
        self.function = ir.Function(module, ir.FunctionType(result, arguments), name)
        self.function.attributes.add("nounwind")
        self.function.attributes.add("noinline")
        if not exported:
            self.function.linkage = "internal"
        self.arguments = self.function.args
        self._entry = ir.IRBuilder(self.function.append_basic_block("entry"))
        self._body = self.function.append_basic_block("body")
        self.builder = ir.IRBuilder(self._body)

    def finish(self, value: Value | None = None) -> Function:
        """Return `value` and close the function."""
        if value is None:
            self.builder.ret_void()
        else:
            self.builder.ret(value)
        self._entry.branch(self._body)
        return self.function

    @property
    def whole_rows(self) -> int:
        """The width of panels, in numbers: their distance in a matrix whose rows lie as a whole."""
        return self.machine.panel * self.lanes

    # Constants and scalars

    def integer(self, value: int) -> Value:
        """Give a 64-bit constant."""
        return ir.Constant(INTEGER, value)

    def splat(self, value: float) -> Value:
        """Give the constant `value` in every lane."""
        return ir.Constant(self.vector, [value] * self.lanes)

    def splat_integer(self, value: int) -> Value:
        """Give the 32-bit constant `value` in every lane."""
        return ir.Constant(self.integers, [value] * self.lanes)

    def lane_numbers(self) -> Value:
        """Give 0, 1, 2 … in the lanes, as 32-bit integers."""
        return ir.Constant(self.integers, list(range(self.lanes)))

    def spread(self, scalar: Value) -> Value:
        """Put a scalar into every lane."""
        kind = self.integers if scalar.type == SHORT else self.vector
        first = self.builder.insert_element(ir.Constant(kind, ir.Undefined), scalar, ir.Constant(SHORT, 0))
        mask = ir.Constant(ir.VectorType(SHORT, self.lanes), [0] * self.lanes)
        return self.builder.shuffle_vector(first, ir.Constant(kind, ir.Undefined), mask)

    # Memory

    def at(self, pointer: Value, index: Value | int) -> Value:
        """Move a pointer by `index` float32 elements."""
        return self.element(pointer, index, FLOAT)

    def element(self, pointer: Value, index: Value | int, kind: Kind) -> Value:
        """Move a pointer by `index` elements of a type."""
        position = self.integer(index) if isinstance(index, int) else index
        return self.builder.gep(pointer, [position], source_etype=kind)

    def load(self, pointer: Value) -> Value:
        """Read a vector."""
        return self.builder.load(pointer, typ=self.vector, align=4)

    def store(self, value: Value, pointer: Value) -> None:
        """Write a vector."""
        self.builder.store(value, pointer, align=4)

    def load_scalar(self, pointer: Value, kind: Kind = FLOAT) -> Value:
        """Read one number."""
        return self.builder.load(pointer, typ=kind)

    def store_scalar(self, value: Value, pointer: Value) -> None:
        """Write one number."""
        self.builder.store(value, pointer)

    def variable(self, value: Value) -> Variable:
        """Make a variable; LLVM keeps it in a register."""
        place = self._entry.alloca(value.type)
        variable = Variable(self, place, value.type)
        variable.set(value)
        return variable

    # Arithmetic

    def add(self, left: Value, right: Value | int) -> Value:
        """Add integers."""
        return self.builder.add(left, self.integer(right) if isinstance(right, int) else right)

    def sub(self, left: Value, right: Value | int) -> Value:
        """Subtract integers."""
        return self.builder.sub(left, self.integer(right) if isinstance(right, int) else right)

    def mul(self, left: Value, right: Value | int) -> Value:
        """Multiply integers."""
        return self.builder.mul(left, self.integer(right) if isinstance(right, int) else right)

    def at_most(self, limit: int, value: Value) -> Value:
        """Give the smaller one of two integers."""
        bound = self.integer(limit)
        return self.builder.select(self.builder.icmp_signed("<", value, bound), value, bound)

    def fma(self, left: Value, right: Value, addend: Value) -> Value:
        """Give left · right + addend, in one instruction where the machine has it."""
        kind = left.type
        suffix = f"v{self.lanes}f32" if kind == self.vector else ("f64" if kind == DOUBLE else "f32")
        return self.call(f"llvm.fmuladd.{suffix}", kind, (left, right, addend))

    def call(self, name: str, result: Kind, arguments: tuple[Value, ...]) -> Value:
        """Call an intrinsic by its full name."""
        known = self.module.globals.get(name)
        if known is None:
            kinds = [argument.type for argument in arguments]
            known = ir.Function(self.module, ir.FunctionType(result, kinds), name)
        return self.builder.call(known, arguments)

    def compare(self, sign: str, left: Value, right: Value) -> Value:
        """Compare floating-point numbers; anything compared with NaN is false."""
        return self.builder.fcmp_ordered(sign, left, right)

    def choose(self, condition: Value, yes: Value, no: Value) -> Value:
        """Take `yes` where the condition holds, else `no`."""
        return self.builder.select(condition, yes, no)

    def greatest(self, left: Value, right: Value) -> Value:
        """Give the greater one; a NaN on the right is passed on."""
        return self.choose(self.compare(">", left, right), left, right)

    def least(self, left: Value, right: Value) -> Value:
        """Give the smaller one; a NaN on the right is passed on."""
        return self.choose(self.compare("<", left, right), left, right)

    def fold(self, value: Value, combine: Callable[[Value, Value], Value]) -> Value:
        """Combine all lanes into one scalar, by halves."""
        width = self.lanes
        while width > 1:
            width //= 2
            positions = [(lane + width) % self.lanes for lane in range(self.lanes)]
            mask = ir.Constant(ir.VectorType(SHORT, self.lanes), positions)
            value = combine(value, self.builder.shuffle_vector(value, value, mask))
        return self.builder.extract_element(value, ir.Constant(SHORT, 0))

    def sum_of_lanes(self, value: Value) -> Value:
        """Add all lanes."""
        return self.fold(value, self.builder.fadd)

    # Control

    @contextmanager
    def loop(self, start: Value | int, stop: Value | int, step: int = 1) -> Iterator[Value]:
        """Repeat what is written inside for start, start + step … below stop."""
        first = self.integer(start) if isinstance(start, int) else start
        last = self.integer(stop) if isinstance(stop, int) else stop
        before = self.builder.block
        head, body, after = (self.function.append_basic_block(name) for name in ("head", "loop", "after"))
        self.builder.branch(head)
        self.builder.position_at_end(head)
        index = self.builder.phi(INTEGER)
        index.add_incoming(first, before)
        self.builder.cbranch(self.builder.icmp_signed("<", index, last), body, after)
        self.builder.position_at_end(body)
        yield index
        index.add_incoming(self.add(index, step), self.builder.block)
        self.builder.branch(head)
        self.builder.position_at_end(after)

    @contextmanager
    def loop_down(self, count: Value) -> Iterator[Value]:
        """Repeat what is written inside for count - 1, count - 2 … 0."""
        with self.loop(0, count) as index:
            yield self.sub(self.sub(count, 1), index)

    @contextmanager
    def repeat_while(self, condition: Callable[[], Value]) -> Iterator[None]:
        """Repeat what is written inside as long as the condition (written anew here) holds."""
        append = self.function.append_basic_block
        head, body, after = append("test"), append("again"), append("done")
        self.builder.branch(head)
        self.builder.position_at_end(head)
        self.builder.cbranch(condition(), body, after)
        self.builder.position_at_end(body)
        yield
        self.builder.branch(head)
        self.builder.position_at_end(after)

    @contextmanager
    def when(self, condition: Value) -> Iterator[None]:
        """Do what is written inside if the condition holds."""
        with self.builder.if_then(condition):
            yield


class Variable:
    """A number that changes."""

    def __init__(self, emitter: Emitter, place: Value, kind: Kind) -> None:
        self._emitter = emitter
        self.place = place
        self._kind = kind

    def get(self) -> Value:
        """Give the present value."""
        return self._emitter.builder.load(self.place, typ=self._kind)

    def set(self, value: Value) -> None:
        """Change the value."""
        self._emitter.builder.store(value, self.place)
