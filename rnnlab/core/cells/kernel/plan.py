"""In which order a cell's graph is computed, and what is kept: the plan the code is written from.

One time step is a row of stages; a stage is some matrix products and then one *region* of element-wise
nodes that is computed in registers. Products of matrices with the same vector in the same stage are one
stacked product (an LSTM's four gates read the same h: found here, from the graph). Nodes that do not
depend on the time step before and that a product needs are *hoisted*: done for all time steps at once.

In the backward pass the stages run in reverse. Element-wise values are kept only where that is cheaper
than computing them again: function values, states, and operands of products.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rnnlab.core.cells.graph import Cell, Dimension, Node


@dataclass(frozen=True)
class Product:
    """Matrices stacked on each other times one vector.

    Attributes
    ----------
    index : int
        Its number in the plan.
    operand : int
        The vector's node.
    nodes : tuple of int
        One matvec node a block.
    rows, columns : Dimension
        Of each block.
    hoisted : bool
        Whether it is done for all time steps at once.
    reads_input : bool
        Whether the vector is x itself; in the first layer a column is picked then.
    live : bool
        Whether the loss depends on it.
    """

    index: int
    operand: int
    nodes: tuple[int, ...]
    matrices: tuple[str, ...]
    rows: Dimension
    columns: Dimension
    hoisted: bool
    reads_input: bool
    live: bool


@dataclass(frozen=True)
class Stage:
    """Products, then element-wise nodes in order of computation."""

    products: tuple[Product, ...]
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class DeltaPlace:
    """Where the gradients of a product's blocks lie: in which product's buffer, from which block on."""

    product: int
    block: int


def with_copies(
    nodes: tuple[Node, ...], quantities: Mapping[str, int], named: frozenset[int]
) -> tuple[tuple[Node, ...], dict[str, int]]:
    """Copy (as 1 · value) products that are states or kept quantities, and what a product reads directly.

    Afterwards a named value is always element-wise, and the vector of a product is x, a state of the step
    before or an element-wise value.

    Parameters
    ----------
    nodes, quantities
        Of a cell.
    named
        Nodes that need a place of their own.

    Returns
    -------
    tuple
        The new nodes and the node of every quantity among them.
    """
    vectors = {node.operands[0] for node in nodes if node.kind == "matvec"}
    renumbered: list[int] = []
    made: list[Node] = []
    for node in nodes:
        operands = tuple(renumbered[operand] for operand in node.operands)
        made.append(replace(node, index=len(made), operands=operands))
        is_read_directly = node.kind in ("parameter", "matvec") and node.index in vectors
        if is_read_directly or (node.kind == "matvec" and node.index in named):
            original = made[-1].index
            made.append(Node(len(made), "constant", value=1.0, dimension="1"))
            made.append(Node(len(made), "mul", (original + 1, original), dimension=node.dimension))
        renumbered.append(made[-1].index)
    return tuple(made), {name: renumbered[index] for name, index in quantities.items()}


@dataclass(frozen=True)
class Plan:
    """How a cell is computed.

    Parameters
    ----------
    cell : Cell
        The graph.
    recording : bool
        Whether every named quantity and its gradient are kept, also those the loss does not depend on.
    """

    cell: Cell
    recording: bool

    @cached_property
    def _prepared(self) -> tuple[tuple[Node, ...], dict[str, int]]:
        quantities = self.cell.quantity_nodes
        named = quantities.values() if self.recording else [quantities[state] for state in self.cell.states]
        return with_copies(self.cell.nodes, quantities, frozenset(named))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The cell's nodes, with copies where a value must have a place of its own."""
        return self._prepared[0]

    @property
    def quantities(self) -> dict[str, int]:
        """The node of every named quantity."""
        return self._prepared[1]

    @cached_property
    def recurrent(self) -> tuple[bool, ...]:
        """For every node, whether it depends on the time step before."""
        flags: list[bool] = []
        for node in self.nodes:
            flags.append(node.kind == "previous" or any(flags[operand] for operand in node.operands))
        return tuple(flags)

    @cached_property
    def _schedule(self) -> _Schedule:
        return _Schedule(self)

    @property
    def hoisted(self) -> tuple[Stage, ...]:
        """What is done for all time steps at once, before the others."""
        return self._schedule.hoisted

    @property
    def steps(self) -> tuple[Stage, ...]:
        """What is done at every time step."""
        return self._schedule.steps

    @cached_property
    def state_of_node(self) -> dict[int, str]:
        """The state that a node is the new value of."""
        return {self.quantities[state]: state for state in self.cell.states}

    @cached_property
    def live(self) -> frozenset[int]:
        """Nodes that the output depends on, at once or through later time steps."""
        found: set[int] = set()
        waiting = [self.quantities[self.cell.output]]
        while waiting:
            index = waiting.pop()
            if index in found:
                continue
            found.add(index)
            node = self.nodes[index]
            waiting.extend(node.operands)
            if node.kind == "previous":
                waiting.append(self.quantities[node.name])
        return frozenset(found)

    @cached_property
    def wanted(self) -> frozenset[int]:
        """Nodes that are computed."""
        return frozenset(range(len(self.nodes))) if self.recording else self.live

    @cached_property
    def consumers(self) -> dict[int, tuple[int, ...]]:
        """For every node, the computed nodes that read it."""
        found: dict[int, list[int]] = {node.index: [] for node in self.nodes}
        for node in self.nodes:
            if node.index in self.wanted:
                for operand in dict.fromkeys(node.operands):
                    found[operand].append(node.index)
        return {index: tuple(readers) for index, readers in found.items()}

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """All products by index."""
        found = [product for stage in (*self.hoisted, *self.steps) for product in stage.products]
        return tuple(sorted(found, key=lambda product: product.index))

    @cached_property
    def product_of_node(self) -> dict[int, tuple[Product, int]]:
        """For every matvec node its product and its block."""
        return {
            node: (product, block) for product in self.products for block, node in enumerate(product.nodes)
        }

    @cached_property
    def carried(self) -> tuple[str, ...]:
        """States whose gradient is carried back from the next time step."""
        read = {node.name for node in self.nodes if node.kind == "previous" and node.index in self.live}
        return tuple(state for state in self.cell.states if state in read)

    @cached_property
    def remembered(self) -> tuple[str, ...]:
        """States of the step before that products read, gathered by rows for the weight gradients."""
        vectors = [self.nodes[product.operand] for product in self.products if product.live]
        return tuple(dict.fromkeys(node.name for node in vectors if node.kind == "previous"))

    @cached_property
    def region_of(self) -> dict[int, int]:
        """For every element-wise node the number of its stage; hoisted stages come first."""
        stages = (*self.hoisted, *self.steps)
        return {node: number for number, stage in enumerate(stages) for node in stage.nodes}

    @cached_property
    def kept(self) -> frozenset[int]:
        """Element-wise nodes whose value is written to memory."""
        found = set(self.state_of_node) & self.wanted
        found |= {product.operand for product in self.products}
        if self.recording:
            found |= set(self.quantities.values())
        for index, region in self.region_of.items():
            node = self.nodes[index]
            if any(self.region_of.get(reader, region) != region for reader in self.consumers[index]):
                found.add(index)
            if node.kind == "function" and index in self.live:
                found.add(index)
        return frozenset(index for index in found if index in self.region_of)

    @cached_property
    def partial(self) -> frozenset[int]:
        """Element-wise nodes and x, whose gradient is gathered in memory from several places."""
        found: set[int] = {product.operand for product in self.products if product.live}
        for index in (*self.region_of, *(n.index for n in self.nodes if n.kind == "input")):
            region = self.region_of.get(index, -1)
            readers = [reader for reader in self.consumers[index] if reader in self.live]
            if any(self.region_of.get(reader, region) != region for reader in readers):
                found.add(index)
        return frozenset(
            index for index in found if index in self.region_of or self.nodes[index].kind == "input"
        )

    @cached_property
    def deltas(self) -> dict[int, DeltaPlace]:
        """Where the gradient of each product's result lies.

        Terms of one sum have the same gradient, so `W_xh @ x` and `W_hh @ h` share one buffer.
        """
        live = [product for product in self.products if product.live]
        places: dict[int, DeltaPlace] = {}
        for product in sorted(live, key=lambda p: (-len(p.nodes), p.index)):
            names = [self._gradient_name(node) for node in product.nodes]
            places[product.index] = DeltaPlace(product.index, 0)
            for owner in live:
                if owner.index not in places or places[owner.index].product != owner.index:
                    continue
                if owner.rows != product.rows or owner.index == product.index:
                    continue
                others = [self._gradient_name(node) for node in owner.nodes]
                starts = range(len(others) - len(names) + 1)
                match = [start for start in starts if others[start : start + len(names)] == names]
                if match:
                    places[product.index] = DeltaPlace(owner.index, match[0])
                    break
        return places

    def _gradient_name(self, index: int) -> int:
        """Give the node whose gradient this node's is known to equal."""
        readers = self.consumers[index]
        if len(readers) == 1 and index not in self.partial and index not in self.state_of_node:
            reader = self.nodes[readers[0]]
            first_of_sub = reader.kind == "sub" and reader.operands[0] == index
            once = reader.operands.count(index) == 1
            same_size = reader.dimension == self.nodes[index].dimension
            if once and same_size and (reader.kind == "add" or first_of_sub):
                return self._gradient_name(reader.index)
        return index


class _Schedule:
    """Puts every node into a stage."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._nodes = plan.nodes
        self._count = 0
        early = self._hoisted_nodes()
        levels = self._levels(early)
        self.hoisted = self._stages({index: level for index, level in levels.items() if index in early})
        late = {index: level for index, level in levels.items() if index not in early}
        self.steps = self._stages(late) or (Stage((), ()),)

    def _hoisted_nodes(self) -> frozenset[int]:
        """Find products that no state of the step before enters, and what they need."""
        recurrent = self._plan.recurrent
        found: set[int] = set()
        for node in reversed(self._nodes):
            if node.index not in self._plan.wanted or recurrent[node.index]:
                continue
            needed = any(reader in found for reader in self._plan.consumers[node.index])
            if node.kind == "matvec" or needed:
                found.add(node.index)
        return frozenset(found)

    def _is_element_wise(self, node: Node) -> bool:
        return node.kind in ("add", "sub", "mul", "neg", "function") and node.dimension != "1"

    def _levels(self, early: frozenset[int]) -> dict[int, int]:
        """Give every node a stage: products as early as possible, the rest as late as possible."""
        soonest: dict[int, int] = {}
        for node in self._nodes:
            before = [
                soonest[operand] for operand in node.operands if (operand in early) == (node.index in early)
            ]
            soonest[node.index] = max(before, default=0) + (node.kind == "matvec")
        placed = [
            n
            for n in self._nodes
            if n.index in self._plan.wanted and (n.kind == "matvec" or self._is_element_wise(n))
        ]
        last = {
            kind: max([soonest[n.index] for n in placed if (n.index in early) is kind] or [0])
            for kind in (True, False)
        }
        levels: dict[int, int] = {}
        for node in reversed(placed):
            if node.kind == "matvec":
                levels[node.index] = soonest[node.index]
                continue
            level = last[node.index in early]
            for reader in self._plan.consumers[node.index]:
                if (reader in early) == (node.index in early):
                    level = min(level, levels[reader] - (self._nodes[reader].kind == "matvec"))
            levels[node.index] = level
        return levels

    def _stages(self, levels: dict[int, int]) -> tuple[Stage, ...]:
        if not levels:
            return ()
        stages = []
        for level in range(max(levels.values()) + 1):
            here = sorted(index for index, value in levels.items() if value == level)
            matvecs = [index for index in here if self._nodes[index].kind == "matvec"]
            others = tuple(index for index in here if self._nodes[index].kind != "matvec")
            stages.append(Stage(self._grouped(matvecs), others))
        return tuple(stages)

    def _grouped(self, matvecs: list[int]) -> tuple[Product, ...]:
        live = self._plan.live
        groups: dict[tuple[int, Dimension, bool], list[int]] = {}
        for index in matvecs:
            node = self._nodes[index]
            key = (node.operands[0], node.dimension, index in live)
            groups.setdefault(key, []).append(index)
        found = []
        for (operand, rows, is_live), nodes in groups.items():
            found.append(
                Product(
                    index=self._count,
                    operand=operand,
                    nodes=tuple(nodes),
                    matrices=tuple(self._nodes[index].name for index in nodes),
                    rows=rows,
                    columns=self._nodes[operand].dimension,
                    hoisted=not self._plan.recurrent[operand],
                    reads_input=self._nodes[operand].kind == "input",
                    live=is_live,
                )
            )
            self._count += 1
        return tuple(found)
