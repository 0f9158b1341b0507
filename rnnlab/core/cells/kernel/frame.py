"""A function of compiled code with its table at hand, and the values of a cell's nodes within it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from llvmlite import ir

from rnnlab.core.cells.graph import Dimension, Node
from rnnlab.core.cells.kernel.emitter import (
    FLOAT,
    INTEGER,
    NOTHING,
    POINTER,
    SHORT,
    Emitter,
    Function,
    Kind,
    Module,
    Value,
)
from rnnlab.core.cells.kernel.functions import FUNCTIONS
from rnnlab.core.cells.kernel.machine import Machine
from rnnlab.core.cells.kernel.plan import Plan, Product
from rnnlab.core.cells.kernel.products import OPERAND_TYPES, Operands, call_product
from rnnlab.core.cells.kernel.slots import NET_POSITIONS, LayerSlots

FUNCTION_TYPES: dict[str, Function] = {
    "product_rows": ir.FunctionType(NOTHING, OPERAND_TYPES),
    "product_columns": ir.FunctionType(NOTHING, OPERAND_TYPES),
    "transpose": ir.FunctionType(NOTHING, (POINTER, INTEGER, INTEGER, INTEGER, POINTER, INTEGER)),
    "copy_rows": ir.FunctionType(NOTHING, (POINTER, INTEGER, INTEGER, INTEGER, POINTER, INTEGER)),
    "clear": ir.FunctionType(NOTHING, (POINTER, INTEGER)),
    "scatter": ir.FunctionType(NOTHING, (POINTER, INTEGER, INTEGER, POINTER, INTEGER, POINTER, INTEGER)),
    "forward": ir.FunctionType(NOTHING, (POINTER, POINTER, POINTER)),
    "backward": ir.FunctionType(NOTHING, (POINTER, POINTER, POINTER, POINTER)),
}


class Frame(Emitter):
    """A function whose first argument is the table; what it reads there is read once, at its start."""

    def __init__(
        self,
        module: Module,
        machine: Machine,
        name: str,
        arguments: tuple[Kind, ...] = (POINTER,),
        result: Kind = NOTHING,
        *,
        exported: bool = False,
    ) -> None:
        super().__init__(module, machine, name, arguments, result, exported=exported)
        self._read: dict[tuple[str, str], Value] = {}

    def _slot(self, part: str, table: Value, name: str, position: int) -> Value:
        key = (part, name)
        if key not in self._read:
            place = self._entry.gep(table, [self.integer(position)], source_etype=INTEGER)
            self._read[key] = self._entry.load(place, typ=INTEGER)
        return self._read[key]

    def net(self, name: str) -> Value:
        """Read a number of the net's part of the table."""
        return self._slot("net", self.arguments[0], name, NET_POSITIONS[name])

    def _as_pointer(self, key: tuple[str, str], number: Value) -> Value:
        if key not in self._read:
            self._read[key] = self._entry.inttoptr(number, POINTER)
        return self._read[key]

    def net_pointer(self, name: str) -> Value:
        """Read a pointer of the net's part of the table."""
        return self._as_pointer(("net*", name), self.net(name))

    def library(self, name: str) -> Function:
        """Give a function whose address is in the table."""
        key = ("function", name)
        if key not in self._read:
            self._read[key] = self._entry.inttoptr(self.net(name), FUNCTION_TYPES[name].as_pointer())
        return self._read[key]

    def late(self, name: str) -> Value:
        """Read a number that changes while the function runs."""
        place = self.element(self.arguments[0], NET_POSITIONS[name], INTEGER)
        return self.load_scalar(place, INTEGER)


@dataclass(frozen=True)
class Rows:
    """The rows of one time step, or all rows.

    Attributes
    ----------
    first, count : i64
        Where they begin, and how many they are.
    previous : i64 or None
        Where the rows of the time step before begin.
    """

    first: Value
    count: Value
    previous: Value | None


class CellFrame(Frame):
    """A function over one layer: arguments table, layer's table, packed parameters (, gradients)."""

    def __init__(self, module: Module, machine: Machine, name: str, plan: Plan, arguments: int) -> None:
        super().__init__(module, machine, name, (POINTER,) * arguments, exported=True)
        self.plan = plan
        self.slots = LayerSlots(plan)

    def layer(self, name: str) -> Value:
        """Read a number of the layer's part of the table."""
        return self._slot("layer", self.arguments[1], name, self.slots.positions[name])

    def layer_pointer(self, name: str) -> Value:
        """Read a pointer of the layer's part of the table."""
        return self._as_pointer(("layer*", name), self.layer(name))

    def size(self, dimension: Dimension) -> Value:
        """Give the number of units of a dimension."""
        return self.layer(dimension)

    def padded(self, dimension: Dimension) -> Value:
        """Give the number of units rounded up to whole vectors."""
        return self.layer(f"{dimension}_padded")

    def stride(self, product: Product) -> Value:
        """Give the distance between rows of a product's result, and between those of its packed matrices."""
        return self.layer(f"stride {product.index}")

    def vectors(self, product: Product) -> Value:
        """Give the number of vectors in a row of a product's result."""
        width = self.mul(self.padded(product.rows), len(product.nodes))
        return self.builder.sdiv(width, self.integer(self.lanes))

    def step_rows(self, t: Value) -> Rows:
        """Give the rows of a time step."""
        starts = self.net_pointer("starts")
        first = self.load_scalar(self.element(starts, t, INTEGER), INTEGER)
        end = self.load_scalar(self.element(starts, self.add(t, 1), INTEGER), INTEGER)
        previous = self.load_scalar(self.element(starts, self.sub(t, 1), INTEGER), INTEGER)
        return Rows(first, self.sub(end, first), previous)

    def all_rows(self) -> Rows:
        """Give all rows at once."""
        return Rows(self.integer(0), self.net("rows"), None)

    def input_product(self, product: Product) -> Value:
        """Point at the results of a product with x: in the first layer the columns themselves."""
        key = ("input product", str(product.index))
        if key not in self._read:
            weights = self.layer(f"weight {product.index}")
            out = self.layer_pointer(f"out {product.index}")
            is_first = self._entry.icmp_signed("!=", self.layer("is_first"), self.integer(0))
            columns = self._entry.gep(self.arguments[2], [weights], source_etype=FLOAT)
            self._read[key] = self._entry.select(is_first, columns, out)
        return self._read[key]

    def vector_of(self, node: Node, rows: Rows) -> Value:
        """Point at the vectors a product reads, at the first of the rows."""
        if node.kind == "previous":
            state = self.plan.quantities[node.name]
            start = self.mul(rows.previous, self.padded("H"))
            return self.at(self.layer_pointer(f"value {state}"), start)
        name = "x" if node.kind == "input" else f"value {node.index}"
        start = self.mul(rows.first, self.padded(node.dimension))
        return self.at(self.layer_pointer(name), start)

    def weights(self, product: Product) -> dict[str, Value]:
        """Point at a product's matrices: the copy in panels where there is one."""
        i = product.index
        packed = self.at(self.arguments[2], self.layer(f"weight {i}"))
        has_panels = self.builder.icmp_signed("!=", self.layer(f"panels {i}"), self.integer(0))
        return {
            "b": self.choose(has_panels, self.layer_pointer(f"panels {i}"), packed),
            "b_stride": self.layer(f"panels stride {i}"),
            "b_panel": self.layer(f"panels apart {i}"),
        }

    def multiply(self, **operands: Value | int) -> None:
        """Call the product that reads A by rows; what is not given is 0, and B's rows lie as a whole."""
        given = {name: operands.get(name, 0) for name in Operands.__dataclass_fields__}
        given["b_panel"] = operands.get("b_panel", self.whole_rows)
        call_product(self, self.library("product_rows"), Operands(**given))

    @contextmanager
    def chunks(self, dimension: Dimension) -> Iterator[Value]:
        """Go through a dimension vector by vector."""
        with self.loop(0, self.padded(dimension), self.lanes) as unit:
            yield unit

    def real_lanes(self, unit: Value, dimension: Dimension) -> Value:
        """Tell which lanes of a vector are units and not padding."""
        left = self.builder.trunc(self.sub(self.size(dimension), unit), SHORT)
        return self.builder.icmp_signed(">", self.spread(left), self.lane_numbers())


class NodeValues:
    """Values of nodes for one vector of units of one row.

    Parameters
    ----------
    frame : CellFrame
        Where the code goes.
    position : i64, i64
        First unit of the vector, and the row within the time step.
    rows : Rows
        The time step.
    parameters : dict
        Vectors of parameters, read once for all rows.
    here : frozenset of int
        Nodes to be computed although they have a place in memory, because that is not yet filled.
    """

    def __init__(
        self,
        frame: CellFrame,
        position: tuple[Value, Value],
        rows: Rows,
        parameters: dict[str, Value],
        here: frozenset[int],
    ) -> None:
        self.frame = frame
        self._unit, self._within = position
        self._rows = rows
        self._parameters = parameters
        self._here = here
        self._row = frame.add(rows.first, self._within)
        self.known: dict[int, Value] = {}

    def place(self, name: str, dimension: Dimension) -> Value:
        """Point into a buffer that has a vector of the dimension for every row."""
        frame = self.frame
        offset = frame.add(frame.mul(self._row, frame.padded(dimension)), self._unit)
        return frame.at(frame.layer_pointer(name), offset)

    def place_of_block(self, name: str, product: Product, block: int) -> Value:
        """Point into a block of a buffer that has a row of a product's result for every row."""
        frame = self.frame
        row = frame.mul(self._row, frame.stride(product))
        offset = frame.add(frame.mul(frame.padded(product.rows), block), self._unit)
        return frame.at(frame.layer_pointer(name), frame.add(row, offset))

    def get(self, index: int) -> Value:
        """Give a node's value, reading or computing it if it is not at hand."""
        if index not in self.known:
            self.known[index] = self._find(self.frame.plan.nodes[index])
        return self.known[index]

    def _find(self, node: Node) -> Value:
        frame = self.frame
        if node.kind == "constant":
            return frame.splat(node.value)
        if node.kind == "parameter":
            return self._parameters[node.name]
        if node.kind == "previous":
            state = frame.plan.quantities[node.name]
            row = frame.add(self._rows.previous, self._within)
            offset = frame.add(frame.mul(row, frame.padded("H")), self._unit)
            return frame.load(frame.at(frame.layer_pointer(f"value {state}"), offset))
        if node.kind == "input":
            return frame.load(self.place("x", "X"))
        if node.kind == "matvec":
            return frame.load(self._place_of_product(node))
        if node.index in frame.plan.kept and node.index not in self._here:
            return frame.load(self.place(f"value {node.index}", node.dimension))
        return self.compute(node)

    def _place_of_product(self, node: Node) -> Value:
        frame = self.frame
        product, block = frame.plan.product_of_node[node.index]
        if not product.reads_input:
            return self.place_of_block(f"out {product.index}", product, block)
        rows = frame.layer_pointer(f"out_rows {product.index}")
        row = frame.load_scalar(frame.element(rows, self._row, SHORT), SHORT)
        row = frame.mul(frame.builder.sext(row, INTEGER), frame.stride(product))
        offset = frame.add(frame.mul(frame.padded(product.rows), block), self._unit)
        return frame.at(frame.input_product(product), frame.add(row, offset))

    def compute(self, node: Node) -> Value:
        """Compute an element-wise node from its operands."""
        b = self.frame.builder
        values = [self.get(operand) for operand in node.operands]
        if node.kind == "function":
            return FUNCTIONS[node.name][0](self.frame, values[0])
        if node.kind == "neg":
            return b.fneg(values[0])
        operation: Callable[[Value, Value], Value] = {"add": b.fadd, "sub": b.fsub, "mul": b.fmul}[node.kind]
        return operation(*values)
