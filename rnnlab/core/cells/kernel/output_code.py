"""Writing the output layer: logits, softmax, cross-entropy and their gradients, a few rows at a time."""

from __future__ import annotations

from llvmlite import ir

from rnnlab.core.cells.kernel.emitter import (
    BIT,
    DOUBLE,
    FLOAT,
    INTEGER,
    POINTER,
    SHORT,
    Function,
    Module,
    Value,
)
from rnnlab.core.cells.kernel.frame import Frame
from rnnlab.core.cells.kernel.functions import exponential, logarithm
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.kernel.products import Operands, call_product

MINUS_HUGE = -1e30
"""Bias of outputs that are only padding: their probability is exactly 0 and they never change."""


def emit_softmax(module: Module, machine: Machine) -> Function:
    """Write `softmax(table, logits, probabilities, gradients, first, count) -> right answers`.

    `gradients` may be `probabilities` and `probabilities` may be `logits`; rows are counted from `first`.
    """
    kinds = (POINTER, POINTER, POINTER, POINTER, INTEGER, INTEGER)
    f = Frame(module, machine, "softmax", kinds, INTEGER)
    _, logits, probabilities, gradients, first, count = f.arguments
    correct = f.variable(f.integer(0))
    width = f.net("outputs_padded")
    scale = f.builder.fdiv(f.splat(1.0), f.spread(f.builder.sitofp(f.net("total"), FLOAT)))
    with f.loop(0, count) as position:
        row = f.add(first, position)
        start = f.mul(position, width)
        target = _symbol(f, "targets", row)
        is_asked = f.builder.icmp_signed(">=", target, f.integer(0))
        at_target = f.choose(is_asked, target, f.integer(0))
        line, out = f.at(logits, start), f.at(probabilities, start)
        highest = highest_of(f, line, width)
        asked = f.load_scalar(f.at(line, at_target))
        total, is_beaten = _exponentials(f, (line, out), width, highest, at_target)
        slope = f.at(gradients, start)
        inverse = f.builder.fdiv(f.splat(1.0), f.spread(total))
        step = f.choose(is_asked, scale, f.splat(0.0))
        with f.loop(0, width, f.lanes) as unit:
            probability = f.builder.fmul(f.load(f.at(out, unit)), inverse)
            f.store(probability, f.at(out, unit))
            f.store(f.builder.fmul(probability, step), f.at(slope, unit))
        place = f.at(slope, at_target)
        amount = f.builder.extract_element(step, ir.Constant(SHORT, 0))
        f.store_scalar(f.builder.fsub(f.load_scalar(place), amount), place)
        f.store_scalar(f.builder.fsub(highest, asked), f.at(f.net_pointer("row_losses"), row))
        f.store_scalar(total, f.at(f.net_pointer("row_sums"), row))
        is_right = f.builder.and_(f.compare("==", asked, highest), f.builder.not_(is_beaten))
        is_right = f.builder.and_(is_right, is_asked)
        correct.set(f.add(correct.get(), f.builder.zext(is_right, INTEGER)))
    return f.finish(correct.get())


def _symbol(f: Frame, name: str, row: Value) -> Value:
    value = f.load_scalar(f.element(f.net_pointer(name), row, SHORT), SHORT)
    return f.builder.sext(value, INTEGER)


def highest_of(f: Frame, line: Value, width: Value) -> Value:
    """Give the largest number of a line of whole vectors."""
    highest = f.variable(f.load(line))
    with f.loop(f.lanes, width, f.lanes) as unit:
        highest.set(f.greatest(highest.get(), f.load(f.at(line, unit))))
    return f.fold(highest.get(), f.greatest)


def _exponentials(
    f: Frame, places: tuple[Value, Value], width: Value, highest: Value, at_target: Value
) -> tuple[Value, Value]:
    """Store exp(logit - highest); give their sum and whether a symbol before the target is as high."""
    line, out = places
    sums = f.variable(f.splat(0.0))
    beaten = f.variable(ir.Constant(ir.VectorType(BIT, f.lanes), [0] * f.lanes))
    top = f.spread(highest)
    target = f.spread(f.builder.trunc(at_target, SHORT))
    with f.loop(0, width, f.lanes) as unit:
        logit = f.load(f.at(line, unit))
        value = exponential(f, f.builder.fsub(logit, top))
        f.store(value, f.at(out, unit))
        sums.set(f.builder.fadd(sums.get(), value))
        number = f.builder.add(f.spread(f.builder.trunc(unit, SHORT)), f.lane_numbers())
        is_before = f.builder.icmp_signed("<", number, target)
        ties = f.builder.and_(is_before, f.compare("==", logit, top))
        beaten.set(f.builder.or_(beaten.get(), ties))
    found = f.call(f"llvm.vector.reduce.or.v{f.lanes}i1", BIT, (beaten.get(),))
    return f.sum_of_lanes(sums.get()), found


def emit_losses(module: Module, machine: Machine) -> Function:
    """Write `losses(table) -> f64`: turns row sums into losses by row (0 without target), gives their mean.

    Reads and writes whole vectors; the buffers have room for them.
    """
    f = Frame(module, machine, "losses", (POINTER,), DOUBLE)
    total = f.variable(ir.Constant(DOUBLE, 0.0))
    rows = f.net("rows")
    with f.loop(0, rows, f.lanes) as row:
        place = f.at(f.net_pointer("row_losses"), row)
        loss = f.builder.fadd(logarithm(f, f.load(f.at(f.net_pointer("row_sums"), row))), f.load(place))
        targets = f.element(f.net_pointer("targets"), row, SHORT)
        asked = f.builder.load(targets, typ=f.integers, align=4)
        is_asked = f.builder.icmp_signed(">=", asked, f.splat_integer(0))
        left = f.builder.trunc(f.sub(rows, row), SHORT)
        is_row = f.builder.icmp_signed(">", f.spread(left), f.lane_numbers())
        loss = f.choose(f.builder.and_(is_asked, is_row), loss, f.splat(0.0))
        f.store(loss, place)
        part = f.builder.fpext(f.sum_of_lanes(loss), DOUBLE)
        total.set(f.builder.fadd(total.get(), part))
    count = f.net("total")
    count = f.choose(f.builder.icmp_signed(">", count, f.integer(0)), count, f.integer(1))
    return f.finish(f.builder.fdiv(total.get(), f.builder.sitofp(count, DOUBLE)))


def emit_output(module: Module, machine: Machine, library: dict[str, Function]) -> Function:
    """Write `output(table, parameters, gradients) -> right answers`.

    With gradients (not null) also ∂L/∂logits, ∂L/∂top and what the output layer's own parameters get.
    """
    f = Frame(module, machine, "output", (POINTER, POINTER, POINTER), INTEGER)
    table, _, gradients = f.arguments
    correct = f.variable(f.integer(0))
    chunk = f.net("chunk")
    rows = f.net("rows")
    chunks = f.builder.sdiv(f.sub(f.add(rows, chunk), 1), chunk)
    wants_gradient = f.builder.icmp_unsigned("!=", f.builder.ptrtoint(gradients, INTEGER), f.integer(0))
    with f.loop(0, chunks) as number:
        first = f.mul(number, chunk)
        left = f.sub(rows, first)
        count = f.choose(f.builder.icmp_signed("<", left, chunk), left, chunk)
        top = f.at(f.net_pointer("top"), f.mul(first, f.net("hidden_padded")))
        emit_logits(f, library, top, count)
        places = [f.net_pointer(name) for name in ("logits", "probabilities", "logits_gradient")]
        found = f.builder.call(library["softmax"], (table, *places, first, count))
        correct.set(f.add(correct.get(), found))
        with f.when(wants_gradient):
            _emit_output_gradients(f, library, top, first, count)
    return f.finish(correct.get())


def emit_logits(f: Frame, library: dict[str, Function], top: Value, count: Value) -> None:
    """Write `logits` of some rows; the function's second argument is the packed parameters."""
    parameters, width = f.arguments[1], f.net("outputs_padded")
    packed = f.at(parameters, f.net("output_matrix"))
    has_panels = f.builder.icmp_signed("!=", f.net("output_panels"), f.integer(0))
    operands = Operands(
        rows=count,
        vectors=f.builder.sdiv(width, f.integer(f.lanes)),
        segments=1,
        length=f.net("hidden"),
        a=top,
        a_stride=f.net("hidden_padded"),
        a_segment=0,
        b=f.choose(has_panels, f.net_pointer("output_panels"), packed),
        b_stride=f.net("output_panels_stride"),
        b_panel=f.net("output_panels_apart"),
        c=f.net_pointer("logits"),
        c_stride=width,
        start=f.at(parameters, f.net("output_bias")),
        start_stride=0,
    )
    call_product(f, library["product_rows"], operands)


def _emit_output_gradients(
    f: Frame, library: dict[str, Function], top: Value, first: Value, count: Value
) -> None:
    _, _, gradients = f.arguments
    width, hidden = f.net("outputs_padded"), f.net("hidden_padded")
    slope = f.net_pointer("logits_gradient")
    matrix = f.at(gradients, f.net("output_matrix"))
    into_matrix = Operands(
        rows=f.net("hidden"),
        vectors=f.builder.sdiv(width, f.integer(f.lanes)),
        segments=1,
        length=count,
        a=top,
        a_stride=hidden,
        a_segment=0,
        b=slope,
        b_stride=width,
        b_panel=f.whole_rows,
        c=matrix,
        c_stride=width,
        start=matrix,
        start_stride=width,
    )
    call_product(f, library["product_columns"], into_matrix)
    bias = f.at(gradients, f.net("output_bias"))
    with f.loop(0, width, f.lanes) as unit:
        total = f.variable(f.load(f.at(bias, unit)))
        with f.loop(0, count) as row:
            value = f.load(f.at(slope, f.add(f.mul(row, width), unit)))
            total.set(f.builder.fadd(total.get(), value))
        f.store(total.get(), f.at(bias, unit))
    into_top = Operands(
        rows=count,
        vectors=f.builder.sdiv(hidden, f.integer(f.lanes)),
        segments=1,
        length=f.net("outputs"),
        a=slope,
        a_stride=width,
        a_segment=0,
        b=f.net_pointer("output_turned"),
        b_stride=f.net("output_turned_stride"),
        b_panel=f.net("output_turned_panel"),
        c=f.at(f.net_pointer("top_gradient"), f.mul(first, hidden)),
        c_stride=hidden,
        start=f.net_pointer("zeros"),
        start_stride=0,
    )
    call_product(f, library["product_rows"], into_top)
