"""Writing how a net writes: the symbol that comes next is chosen from the logits and fed back as input."""

from __future__ import annotations

from llvmlite import ir

from rnnlab.core.cells.kernel.emitter import DOUBLE, FLOAT, INTEGER, POINTER, SHORT, Function, Module, Value
from rnnlab.core.cells.kernel.frame import Frame
from rnnlab.core.cells.kernel.functions import exponential
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.kernel.output_code import emit_logits, highest_of

CHOOSING = ("inverse_temperature", "top_mass")
"""Numbers (float64) that say how symbols are chosen."""

_TAKEN = -1.0
"""Weight of a symbol that has its rank already."""


def emit_choose(module: Module, machine: Machine, library: dict[str, Function]) -> Function:
    """Write `choose(table, parameters, number) -> symbol`: from the logits of the only row.

    With temperature 0 it is the likeliest symbol. Else weights are exp((logit - highest) / temperature), and
    the symbol is drawn with the uniform of that number: from all symbols, or from the likeliest ones, as many
    as `top_count` and `top_mass` allow.
    """
    f = Frame(module, machine, "choose", (POINTER, POINTER, INTEGER), INTEGER)
    b = f.builder
    emit_logits(f, library, f.net_pointer("top"), f.integer(1))
    line, width = f.net_pointer("logits"), f.net("outputs_padded")
    highest = highest_of(f, line, width)
    inverse = b.fptrunc(_choosing(f, 0), FLOAT)
    symbol = f.variable(f.integer(0))
    is_greedy = f.compare("==", inverse, ir.Constant(FLOAT, 0.0))
    with b.if_else(is_greedy) as (greedy, drawn):
        with greedy:
            symbol.set(_place_of(f, line, highest))
        with drawn:
            total = _weigh(f, line, width, highest, inverse)
            uniform = f.load_scalar(f.at(f.net_pointer("uniforms"), f.arguments[2]))
            mass = _choosing(f, 1)
            takes_all = b.and_(
                b.icmp_signed(">=", f.net("top_count"), f.net("outputs")),
                f.compare(">=", mass, ir.Constant(DOUBLE, 1.0)),
            )
            with b.if_else(takes_all) as (whole, part):
                with whole:
                    symbol.set(_drawn(f, line, f.net("outputs"), b.fmul(uniform, total)))
                with part:
                    goal = b.fmul(b.fptrunc(mass, FLOAT), total)
                    symbol.set(_drawn_from_top(f, (line, width), goal, uniform))
    return f.finish(symbol.get())


def _choosing(f: Frame, position: int) -> Value:
    return f.load_scalar(f.element(f.net_pointer("choosing"), position, DOUBLE), DOUBLE)


def _place_of(f: Frame, line: Value, value: Value) -> Value:
    """Give the first place of a number that is in the line."""
    place = f.variable(f.integer(0))

    def is_before() -> Value:
        here = f.load_scalar(f.at(line, place.get()))
        is_other = f.builder.not_(f.compare("==", here, value))
        is_inside = f.builder.icmp_signed("<", f.add(place.get(), 1), f.net("outputs"))
        return f.builder.and_(is_other, is_inside)

    with f.repeat_while(is_before):
        place.set(f.add(place.get(), 1))
    return place.get()


def _weigh(f: Frame, line: Value, width: Value, highest: Value, inverse: Value) -> Value:
    """Turn logits into weights and give their sum."""
    b = f.builder
    sums = f.variable(f.splat(0.0))
    top, scale = f.spread(highest), f.spread(inverse)
    with f.loop(0, width, f.lanes) as unit:
        place = f.at(line, unit)
        weight = exponential(f, b.fmul(b.fsub(f.load(place), top), scale))
        f.store(weight, place)
        sums.set(b.fadd(sums.get(), weight))
    return f.sum_of_lanes(sums.get())


def _drawn(f: Frame, weights: Value, count: Value, target: Value) -> Value:
    """Give the place at which the running sum passes the target; the last one if it never does."""
    b = f.builder
    place = f.variable(f.integer(0))
    passed = f.variable(ir.Constant(FLOAT, 0.0))

    def goes_on() -> Value:
        passed.set(b.fadd(passed.get(), f.load_scalar(f.at(weights, place.get()))))
        is_short = b.not_(f.compare(">", passed.get(), target))
        return b.and_(is_short, b.icmp_signed("<", f.add(place.get(), 1), count))

    with f.repeat_while(goes_on):
        place.set(f.add(place.get(), 1))
    return place.get()


def _drawn_from_top(f: Frame, line: tuple[Value, Value], goal: Value, uniform: Value) -> Value:
    """Rank the heaviest symbols until their mass or number is enough, and draw from those."""
    b = f.builder
    weights, width = line
    ranking, ranked = f.net_pointer("ranking"), f.net_pointer("ranked")
    count = f.variable(f.integer(0))
    mass = f.variable(ir.Constant(FLOAT, 0.0))

    def goes_on() -> Value:
        is_room = b.icmp_signed("<", count.get(), f.net("top_count"))
        is_left = b.icmp_signed("<", count.get(), f.net("outputs"))
        is_light = f.compare("<", mass.get(), goal)
        is_first = b.icmp_signed("==", count.get(), f.integer(0))
        return b.and_(b.and_(is_room, is_left), b.or_(is_light, is_first))

    with f.repeat_while(goes_on):
        heaviest = highest_of(f, weights, width)
        symbol = _place_of(f, weights, heaviest)
        f.store_scalar(b.trunc(symbol, SHORT), f.element(ranking, count.get(), SHORT))
        f.store_scalar(heaviest, f.at(ranked, count.get()))
        f.store_scalar(ir.Constant(FLOAT, _TAKEN), f.at(weights, symbol))
        mass.set(b.fadd(mass.get(), heaviest))
        count.set(f.add(count.get(), 1))
    place = _drawn(f, ranked, count.get(), b.fmul(uniform, mass.get()))
    return b.sext(f.load_scalar(f.element(ranking, place, SHORT), SHORT), INTEGER)


def emit_feed(module: Module, machine: Machine) -> Function:
    """Write `feed(table, symbol)`: makes a symbol the input of the only row."""
    f = Frame(module, machine, "feed", (POINTER, INTEGER))
    b, symbol = f.builder, f.arguments[1]
    one_hot = f.net_pointer("one_hot")
    with f.when(b.icmp_signed("!=", f.net("one_hot"), f.integer(0))):
        before = b.sext(f.load_scalar(f.net_pointer("inputs"), SHORT), INTEGER)
        f.store_scalar(ir.Constant(FLOAT, 0.0), f.at(one_hot, before))
        f.store_scalar(ir.Constant(FLOAT, 1.0), f.at(one_hot, symbol))
    f.store_scalar(b.trunc(symbol, SHORT), f.net_pointer("inputs"))
    return f.finish()
