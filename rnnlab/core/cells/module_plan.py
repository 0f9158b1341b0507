"""What a torch module must compute for a cell, arranged in few and large operations.

Every torch operation costs microseconds however small it is. So nodes that no state reads are left out; those
that do not depend on the time step before are done for all time steps at once; matrices that multiply the
same vector become one product; and whatever a sum knows before the walk through time is added inside that
product.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rnnlab.core.cells.graph import Cell, Node

Terms = tuple[tuple[int, int], ...]
"""Sign (1 or -1) and node of every term of a sum."""


@dataclass(frozen=True)
class Sum:
    """A chain of additions and subtractions as one flat list.

    Attributes
    ----------
    node
        The node it computes.
    terms
        What is added at every time step.
    known
        What is known beforehand and added as one.
    """

    node: int
    terms: Terms
    known: Terms = ()


@dataclass(frozen=True)
class Product:
    """Matrices that multiply the same vector.

    Attributes
    ----------
    operand
        The vector's node.
    members
        Nodes of the single products, in the order in which the matrices are stacked.
    known
        For every member, terms known beforehand that are added inside the product.
    """

    operand: int
    members: tuple[int, ...]
    known: tuple[Terms, ...]


class Plan:
    """The operations of a cell in order.

    Attributes
    ----------
    before
        For all time steps at once: nodes and products.
    during
        At every time step: nodes, sums and products.
    handed_over
        Nodes computed before that the walk through time reads.
    vectors
        Names of the learnt vectors that are read.
    """

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._live = self._find_live()
        self._readers = Counter(
            operand for node in cell.nodes if node.index in self._live for operand in node.operands
        )
        self._readers.update(cell.quantity_nodes[state] for state in cell.states)
        self._uses = Counter(node.name for node in self._nodes("matvec"))
        self._sums = self._find_sums()
        self._absorbed = {index for chain in self._sums.values() for index in self._inner(chain)}
        self._known_in = self._find_known()
        self.vectors = tuple(dict.fromkeys(node.name for node in self._nodes("parameter")))
        self.before = self._operations(recurrent=False)
        self.during = self._operations(recurrent=True)
        self.handed_over = self._find_handed_over()

    def _nodes(self, kind: str) -> list[Node]:
        return [node for node in self._cell.nodes if node.index in self._live and node.kind == kind]

    def _find_live(self) -> frozenset[int]:
        """Return the nodes that some state depends on."""
        nodes, found = self._cell.nodes, set[int]()
        waiting = [self._cell.quantity_nodes[self._cell.output]]
        while waiting:
            index = waiting.pop()
            if index not in found:
                found.add(index)
                waiting.extend(nodes[index].operands)
                if nodes[index].kind == "previous":
                    waiting.append(self._cell.quantity_nodes[nodes[index].name])
        return frozenset(found)

    def _is_sum(self, index: int) -> bool:
        return self._cell.nodes[index].kind in ("add", "sub", "neg") and self._cell.recurrent[index]

    def _find_sums(self) -> dict[int, Sum]:
        """Return the outermost node of every chain of sums in the walk through time."""
        inside: set[int] = set()
        for index in sorted(self._live, reverse=True):
            if self._is_sum(index):
                operands = self._cell.nodes[index].operands
                inside.update(o for o in operands if self._is_sum(o) and self._readers[o] == 1)
        outermost = [index for index in sorted(self._live) if self._is_sum(index) and index not in inside]
        return {index: Sum(index, tuple(self._terms(index, 1, inside))) for index in outermost}

    def _terms(self, index: int, sign: int, inside: set[int]) -> list[tuple[int, int]]:
        node = self._cell.nodes[index]
        terms: list[tuple[int, int]] = []
        for place, operand in enumerate(node.operands):
            negative = node.kind == "neg" or (node.kind == "sub" and place == 1)
            inner = -sign if negative else sign
            terms.extend(self._terms(operand, inner, inside) if operand in inside else [(inner, operand)])
        return terms

    def _inner(self, chain: Sum) -> list[int]:
        """Return the nodes inside a chain, which need not be computed."""
        ends = {index for _, index in chain.terms}
        found: list[int] = []
        waiting = list(self._cell.nodes[chain.node].operands)
        while waiting:
            index = waiting.pop()
            if index not in ends:
                found.append(index)
                waiting.extend(self._cell.nodes[index].operands)
        return found

    def _find_known(self) -> dict[int, Terms]:
        """Part the terms known beforehand from the others; a product in the sum takes them over."""
        known: dict[int, Terms] = {}
        for index, chain in self._sums.items():
            early = tuple(term for term in chain.terms if not self._cell.recurrent[term[1]])
            late = tuple(term for term in chain.terms if self._cell.recurrent[term[1]])
            hosts = [node for sign, node in late if sign == 1 and self._can_take_over(node)]
            if hosts:
                known[hosts[0]] = early
            self._sums[index] = Sum(index, late, () if hosts else early)
        return known

    def _can_take_over(self, index: int) -> bool:
        node = self._cell.nodes[index]
        return node.kind == "matvec" and self._cell.recurrent[index] and self._readers[index] == 1

    def _operations(self, *, recurrent: bool) -> tuple[Node | Sum | Product, ...]:
        operations: list[Node | Sum | Product] = []
        done: set[int] = set()
        for node in self._cell.nodes:
            if node.index not in self._live or node.index in self._absorbed or node.index in done:
                continue
            if self._cell.recurrent[node.index] is not recurrent:
                continue
            if node.kind in ("parameter", "constant", "previous", "input"):
                continue
            if node.kind == "matvec":
                product = self._product(node)
                done.update(product.members)
                operations.append(product)
            else:
                operations.append(self._sums.get(node.index, node))
        return tuple(operations)

    def _product(self, first: Node) -> Product:
        """Return all matrices on the same vector; one that is used elsewhere too stays alone."""
        members: tuple[int, ...] = (first.index,)
        if self._uses[first.name] == 1:
            members = tuple(
                node.index
                for node in self._nodes("matvec")
                if node.operands == first.operands and self._uses[node.name] == 1
            )
        known = tuple(self._known_in.get(member, ()) for member in members)
        return Product(first.operands[0], members, known)

    def _find_handed_over(self) -> tuple[int, ...]:
        read = {self._cell.quantity_nodes[state] for state in self._cell.states} & self._live
        for operation in self.during:
            if isinstance(operation, Node):
                read.update(operation.operands)
        leaves = ("parameter", "constant")
        return tuple(
            index
            for index in sorted(read)
            if not self._cell.recurrent[index] and self._cell.nodes[index].kind not in leaves
        )
