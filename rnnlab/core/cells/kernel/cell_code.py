"""Writing a cell's forward and backward pass from its plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llvmlite import ir

from rnnlab.core.cells.graph import Dimension, Node
from rnnlab.core.cells.kernel.emitter import BIT, Module, Value, Variable
from rnnlab.core.cells.kernel.frame import CellFrame, NodeValues, Rows
from rnnlab.core.cells.kernel.functions import FUNCTIONS
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.kernel.plan import Plan, Product, Stage
from rnnlab.core.cells.kernel.products import Operands, call_product

DIMENSIONS: tuple[Dimension, ...] = ("H", "X")
PASSES = ("forward", "backward")
ROWS_AT_ONCE = 128
"""Rows of a batch whose part of a weight gradient is gathered at once."""


def entry_name(name: str, plan: Plan) -> str:
    """Give the full name of a pass."""
    return f"{name}_recording" if plan.recording else name


def cell_source(plans: Sequence[Plan], machine: Machine) -> str:
    """Write the module of a cell as text: `forward` and `backward` of one layer for each plan."""
    module = ir.Module("cell")
    module.triple = machine.triple
    for plan in plans:
        _emit_forward(module, machine, plan)
        BackwardWriter(module, machine, plan).write()
    return str(module)


def _emit_forward(module: Module, machine: Machine, plan: Plan) -> None:
    f = CellFrame(module, machine, entry_name("forward", plan), plan, arguments=3)
    for stage in plan.hoisted:
        _emit_stage(f, stage, f.all_rows())
    with f.loop(0, f.net("steps")) as t:
        rows = f.step_rows(t)
        for stage in plan.steps:
            _emit_stage(f, stage, rows)
    f.finish()


def _emit_stage(f: CellFrame, stage: Stage, rows: Rows) -> None:
    for product in stage.products:
        if product.reads_input:
            with f.when(f.builder.icmp_signed("==", f.layer("is_first"), f.integer(0))):
                _emit_product(f, product, rows)
        else:
            _emit_product(f, product, rows)
    for dimension in DIMENSIONS:
        nodes = [f.plan.nodes[index] for index in stage.nodes if f.plan.nodes[index].dimension == dimension]
        if nodes:
            _emit_region(f, nodes, dimension, rows)


def _emit_product(f: CellFrame, product: Product, rows: Rows) -> None:
    stride = f.stride(product)
    f.multiply(
        rows=rows.count,
        vectors=f.vectors(product),
        segments=1,
        length=f.size(product.columns),
        a=f.vector_of(f.plan.nodes[product.operand], rows),
        a_stride=f.padded(product.columns),
        **f.weights(product),
        c=f.at(f.layer_pointer(f"out {product.index}"), f.mul(rows.first, stride)),
        c_stride=stride,
        start=f.net_pointer("zeros"),
    )


def _vectors(f: CellFrame, dimension: Dimension, unit: Value) -> dict[str, Value]:
    """Read the parameter vectors of a dimension; LLVM drops those that are not used."""
    found = {}
    for parameter in f.plan.cell.parameters:
        if parameter.columns is None and parameter.rows == dimension:
            place = f.add(f.layer(f"vector {parameter.name}"), unit)
            found[parameter.name] = f.load(f.at(f.arguments[2], place))
    return found


def _emit_region(f: CellFrame, nodes: list[Node], dimension: Dimension, rows: Rows) -> None:
    with f.chunks(dimension) as unit:
        parameters = _vectors(f, dimension, unit)
        with f.loop(0, rows.count) as within:
            here = frozenset(node.index for node in nodes)
            values = NodeValues(f, (unit, within), rows, parameters, here)
            for node in nodes:
                value = values.get(node.index)
                if node.index in f.plan.kept:
                    f.store(value, values.place(f"value {node.index}", dimension))


class BackwardWriter:
    """Writes the backward pass of one layer.

    What several places add to (the gradient of a vector that products read, of a state carried from the next
    time step …) lies in memory. The order of writing is the order of running, so `_written` knows which
    writer is the first and need not add.
    """

    def __init__(self, module: Module, machine: Machine, plan: Plan) -> None:
        self._plan = plan
        self._f = CellFrame(module, machine, entry_name("backward", plan), plan, arguments=4)
        self._written: set[str] = set()
        self._carry: dict[str, tuple[Value, Value]] = {}

    def write(self) -> None:
        """Write the function."""
        f, plan = self._f, self._plan
        self._clear_carries()
        with f.loop_down(f.net("steps")) as t:
            rows = f.step_rows(t)
            self._choose_carries(t)
            for stage in reversed(plan.steps):
                self._stage(stage, rows)
        for stage in reversed(plan.hoisted):
            self._stage(stage, f.all_rows())
        self._histories()
        for product in plan.products:
            if product.live:
                self._weight_gradient(product)
        f.finish()

    def _clear_carries(self) -> None:
        f = self._f
        count = f.mul(f.net("batch"), f.padded("H"))
        for state in self._plan.carried:
            for side in (0, 1):
                f.builder.call(f.library("clear"), (f.layer_pointer(f"carry {state} {side}"), count))

    def _choose_carries(self, t: Value) -> None:
        """Let what comes from the time step after and what goes to the one before take turns."""
        f = self._f
        odd = f.builder.trunc(t, BIT)
        for state in self._plan.carried:
            even_side, odd_side = (f.layer_pointer(f"carry {state} {side}") for side in (0, 1))
            arriving = f.choose(odd, even_side, odd_side)
            leaving = f.choose(odd, odd_side, even_side)
            self._carry[state] = (arriving, leaving)

    def _stage(self, stage: Stage, rows: Rows) -> None:
        for dimension in reversed(DIMENSIONS):
            nodes = [self._plan.nodes[i] for i in stage.nodes if i in self._plan.live]
            nodes = [node for node in nodes if node.dimension == dimension]
            if nodes:
                self._region(nodes, dimension, rows)
        for product in stage.products:
            if not product.live:
                continue
            if product.reads_input:
                is_above = self._f.builder.icmp_signed("==", self._f.layer("is_first"), self._f.integer(0))
                with self._f.when(is_above):
                    self._operand_gradient(product, rows)
            else:
                self._operand_gradient(product, rows)

    def _region(self, nodes: list[Node], dimension: Dimension, rows: Rows) -> None:
        f = self._f
        before = set(self._written)
        with f.chunks(dimension) as unit:
            parameters = _vectors(f, dimension, unit)
            sums = {name: f.variable(f.splat(0.0)) for name in parameters}
            real = f.real_lanes(unit, dimension)
            with f.loop(0, rows.count) as within:
                values = NodeValues(f, (unit, within), rows, parameters, frozenset())
                places = _Places(unit, within, real, self._carry)
                region = _RegionGradients(values, places, before, sums)
                region.write(nodes)
            for name, total in region.touched_sums.items():
                place = f.at(f.arguments[3], f.add(f.layer(f"vector {name}"), unit))
                f.store(f.builder.fadd(f.load(place), f.choose(real, total.get(), f.splat(0.0))), place)
        self._written |= region.written

    def _delta(self, product: Product) -> tuple[Value, Value]:
        """Point at the gradients of a product's result; also the distance between rows."""
        f = self._f
        place = self._plan.deltas[product.index]
        owner = self._plan.products[place.product]
        start = f.mul(f.padded(owner.rows), place.block)
        return f.at(f.layer_pointer(f"delta {owner.index}"), start), f.stride(owner)

    def _operand_gradient(self, product: Product, rows: Rows) -> None:
        f = self._f
        node = self._plan.nodes[product.operand]
        delta, stride = self._delta(product)
        padded = f.padded(product.columns)
        target, key = self._target(node, rows)
        is_whole = f.builder.icmp_signed("==", f.size(product.rows), f.padded(product.rows))
        blocks = f.integer(len(product.nodes))
        f.multiply(
            rows=rows.count,
            vectors=f.builder.sdiv(padded, f.integer(f.lanes)),
            segments=f.choose(is_whole, f.integer(1), blocks),
            length=f.choose(is_whole, f.mul(f.size(product.rows), blocks), f.size(product.rows)),
            a=f.at(delta, f.mul(rows.first, stride)),
            a_stride=stride,
            a_segment=f.padded(product.rows),
            b=f.layer_pointer(f"turned {product.index}"),
            b_stride=f.layer(f"turned stride {product.index}"),
            b_panel=f.layer(f"turned panel {product.index}"),
            c=target,
            c_stride=padded,
            start=target if key in self._written else f.net_pointer("zeros"),
            start_stride=padded if key in self._written else 0,
        )
        self._written.add(key)

    def _target(self, node: Node, rows: Rows) -> tuple[Value, str]:
        f = self._f
        if node.kind == "previous":
            return self._carry[node.name][1], f"carry {node.name}"
        name = "x_gradient" if node.kind == "input" else f"partial {node.index}"
        start = f.mul(rows.first, f.padded(node.dimension))
        return f.at(f.layer_pointer(name), start), name

    def _histories(self) -> None:
        """Gather the states of the step before by rows, for the weight gradients."""
        f = self._f
        with f.loop(0, f.net("steps")) as t:
            rows = f.step_rows(t)
            count = f.mul(rows.count, f.padded("H"))
            for state in self._plan.remembered:
                value = f.layer_pointer(f"value {self._plan.quantities[state]}")
                source = f.at(value, f.mul(rows.previous, f.padded("H")))
                target = f.at(f.layer_pointer(f"history {state}"), f.mul(rows.first, f.padded("H")))
                with f.loop(0, count, f.lanes) as position:
                    f.store(f.load(f.at(source, position)), f.at(target, position))

    def _weight_gradient(self, product: Product) -> None:
        if not product.reads_input:
            self._gathered(product)
            return
        f = self._f
        is_first = f.builder.icmp_signed("!=", f.layer("is_first"), f.integer(0))
        with f.builder.if_else(is_first) as (first, above):
            with first:
                delta, stride = self._delta(product)
                vectors = f.vectors(product)
                target = f.at(f.arguments[3], f.layer(f"weight {product.index}"))
                rows = f.layer_pointer(f"out_rows {product.index}")
                arguments = (rows, f.net("rows"), vectors, delta, stride, target, f.stride(product))
                f.builder.call(f.library("scatter"), arguments)
            with above:
                self._gathered(product)

    def _gathered(self, product: Product) -> None:
        f = self._f
        node = self._plan.nodes[product.operand]
        if node.kind == "previous":
            vectors = f.layer_pointer(f"history {node.name}")
        else:
            vectors = f.vector_of(node, f.all_rows())
        delta, delta_stride = self._delta(product)
        stride = f.stride(product)
        target = f.at(f.arguments[3], f.layer(f"weight {product.index}"))
        rows = f.net("rows")
        # so few rows at a time that what is read again and again stays in the processor's nearest memory
        with f.loop(0, rows, ROWS_AT_ONCE) as first:
            operands = Operands(
                rows=f.size(product.columns),
                vectors=f.vectors(product),
                segments=1,
                length=f.at_most(ROWS_AT_ONCE, f.sub(rows, first)),
                a=f.at(vectors, f.mul(first, f.padded(product.columns))),
                a_stride=f.padded(product.columns),
                a_segment=0,
                b=f.at(delta, f.mul(first, delta_stride)),
                b_stride=delta_stride,
                b_panel=f.whole_rows,
                c=target,
                c_stride=stride,
                start=target,
                start_stride=stride,
            )
            call_product(f, f.library("product_columns"), operands)


@dataclass(frozen=True)
class _Places:
    """Where the code for one vector of units of one row finds things.

    Attributes
    ----------
    unit, within : i64
        The vector's first unit; the row within the time step.
    real : vector of bits
        Which lanes are units and not padding.
    carry : dict
        By state, where its gradient arrives from the time step after, and where it leaves to the one before.
    """

    unit: Value
    within: Value
    real: Value
    carry: Mapping[str, tuple[Value, Value]]


class _RegionGradients:
    """Back-propagates through one region for one vector of units of one row."""

    def __init__(
        self, values: NodeValues, places: _Places, written: set[str], sums: dict[str, Variable]
    ) -> None:
        self._f = values.frame
        self._plan = values.frame.plan
        self._values = values
        self._places = places
        self._before = written
        self._sums = sums
        self._gradients: dict[int, Value] = {}
        self.touched_sums: dict[str, Variable] = {}
        self.written: set[str] = set()

    def write(self, nodes: list[Node]) -> None:
        """Write the code for the region's live nodes, last first."""
        here = {node.index for node in nodes}
        for node in reversed(nodes):
            self._arrive(node)
            if node.index not in self._gradients:
                continue
            if self._plan.recording and node.index in self._plan.quantities.values():
                place = self._values.place(f"gradient {node.index}", node.dimension)
                self._f.store(self._gradients[node.index], place)
            self._propagate(node)
        for index, gradient in self._gradients.items():
            if index not in here:
                self._leave(self._plan.nodes[index], gradient)

    def _add(self, index: int, gradient: Value) -> None:
        known = self._gradients.get(index)
        self._gradients[index] = gradient if known is None else self._f.builder.fadd(known, gradient)

    def _arrive(self, node: Node) -> None:
        """Add what other places have found for a node."""
        f = self._f
        state = self._plan.state_of_node.get(node.index)
        if state == self._plan.cell.output:
            self._add(node.index, f.load(self._values.place("output_gradient", "H")))
        if state in self._plan.carried:
            self._add(node.index, f.load(self._carry_place(state, 0)))
        if f"partial {node.index}" in self._before:
            place = self._values.place(f"partial {node.index}", node.dimension)
            self._add(node.index, f.load(place))

    def _carry_place(self, state: str, side: int) -> Value:
        f = self._f
        offset = f.add(f.mul(self._places.within, f.padded("H")), self._places.unit)
        return f.at(self._places.carry[state][side], offset)

    def _propagate(self, node: Node) -> None:
        b = self._f.builder
        gradient = self._gradients[node.index]
        for place, operand in enumerate(node.operands):
            target = self._plan.nodes[operand]
            if target.dimension == "1":
                continue
            if node.kind == "add" or (node.kind == "sub" and place == 0):
                self._add(operand, gradient)
            elif node.kind in ("sub", "neg"):
                self._add(operand, b.fneg(gradient))
            elif node.kind == "mul":
                self._add(operand, b.fmul(gradient, self._values.get(node.operands[1 - place])))
            else:
                slope = FUNCTIONS[node.name][1](self._f, self._values.get(node.index))
                self._add(operand, b.fmul(gradient, slope))

    def _leave(self, node: Node, gradient: Value) -> None:
        """Hand a gradient over to where the node lives."""
        f = self._f
        if node.kind == "parameter":
            total = self._sums[node.name]
            total.set(f.builder.fadd(total.get(), gradient))
            self.touched_sums[node.name] = total
        elif node.kind == "previous":
            self._put(f"carry {node.name}", self._carry_place(node.name, 1), gradient)
        elif node.kind == "input":
            self._put("x_gradient", self._values.place("x_gradient", "X"), gradient)
        elif node.kind == "matvec":
            product, block = self._plan.product_of_node[node.index]
            if self._plan.deltas[product.index].product == product.index:
                place = self._values.place_of_block(f"delta {product.index}", product, block)
                real = f.choose(self._places.real, gradient, f.splat(0.0))
                self._put(f"delta {product.index} {block}", place, real)
        else:
            name = f"partial {node.index}"
            self._put(name, self._values.place(name, node.dimension), gradient)

    def _put(self, key: str, place: Value, gradient: Value) -> None:
        if key in self._before:
            gradient = self._f.builder.fadd(self._f.load(place), gradient)
        self._f.store(gradient, place)
        self.written.add(key)
