"""Nodes made one after the other, with shapes inferred on the way.

Equal expressions become one node, unless an equation names one of them: then that node is the quantity's own.
Plain numbers are calculated at once, so every node that is left is a vector, or a number.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnlab.core.cells.graph import FUNCTIONS, CellParameter, Kind, Node, Quantity
from rnnlab.core.cells.shapes import Dimensions
from rnnlab.core.cells.tokens import Token

MAXIMUM_NODES = 240
MAXIMUM_NUMBER = 1e6
_SIGNS = {"add": "+", "sub": "-", "mul": "*"}


class GraphBuilder:
    """The graph of a cell while it is being read.

    Parameters
    ----------
    states
        Names that hold the value of the time step before until an equation defines them.
    """

    def __init__(self, states: tuple[str, ...]) -> None:
        self._states = states
        self._nodes: list[Node] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._parameters: list[str] = []
        self._quantities: list[Quantity] = []
        self._dimensions = Dimensions()
        self._finished = 0
        self.defined: dict[str, int] = {}

    def leaf(self, kind: Kind, name: str, place: Token) -> int:
        """Return the node of the input, a previous state or a learnt vector."""
        if kind == "parameter":
            self._register(name)
        dimension = {"input": "X", "previous": "H"}.get(kind, f"{name}.rows")
        return self._node(kind, place, name=name, dimension=dimension)

    def number(self, value: float, text: str, place: Token) -> int:
        """Return the node of a number; ``text`` is what an equation wrote.

        Raises
        ------
        Problem
            ``cell.number`` if it is too large.
        """
        if not abs(value) <= MAXIMUM_NUMBER:
            raise place.problem("cell.number", text=text[:40], limit=int(MAXIMUM_NUMBER))
        return self._node("constant", place, value=value, dimension="1")

    def negative(self, operand: int, text: str, place: Token) -> int:
        """Return the node of ``-operand``."""
        if self.is_number(operand):
            return self.number(-self._nodes[operand].value, text, place)
        return self._node("neg", place, (operand,), dimension=self._dimension(operand))

    def function(self, name: str, operand: int, text: str, place: Token) -> int:
        """Return the node of an element-wise function."""
        if self.is_number(operand):
            value = FUNCTIONS[name].value(np.asarray(self._nodes[operand].value))
            return self.number(float(value), text, place)
        return self._node("function", place, (operand,), name=name, dimension=self._dimension(operand))

    def element_wise(
        self, kind: Kind, operands: tuple[int, int], texts: tuple[str, str], place: Token
    ) -> int:
        """Return the node of a sum, difference or product.

        Parameters
        ----------
        kind
            ``add``, ``sub`` or ``mul``.
        operands
            Left and right.
        texts
            How the equation wrote them.
        place
            Where the left one begins.

        Raises
        ------
        Problem
            ``cell.shape`` if they differ in size.
        """
        left, right = operands
        if self.is_number(left) and self.is_number(right):
            first, second = self._nodes[left].value, self._nodes[right].value
            value = {"add": first + second, "sub": first - second, "mul": first * second}[kind]
            return self.number(value, f" {_SIGNS[kind]} ".join(texts), place)
        if self.is_number(left):
            return self._node(kind, place, operands, dimension=self._dimension(right))
        if not self.is_number(right):
            self.unify(right, self._dimension(left), texts[1], texts[0], place)
        return self._node(kind, place, operands, dimension=self._dimension(left))

    def product(self, matrix: str, vector: int, text: str, places: tuple[Token, Token]) -> int:
        """Return the node of a matrix times a vector.

        Parameters
        ----------
        matrix
            Its name.
        vector
            The vector's node.
        text
            How the equation wrote the vector.
        places
            Where the matrix and the vector begin.

        Raises
        ------
        Problem
            ``cell.product_with_number``; ``cell.shape`` if the matrix has another number of columns.
        """
        if self.is_number(vector):
            raise places[1].problem("cell.product_with_number", name=matrix)
        self._register(matrix)
        self.unify(vector, f"{matrix}.columns", text, matrix, places[1])
        return self._node("matvec", places[0], (vector,), name=matrix, dimension=f"{matrix}.rows")

    def define(self, name: str, root: int, source: str, places: tuple[Token, Token]) -> None:
        """Give a node the name that stands left of the equals sign.

        Parameters
        ----------
        name
            The quantity.
        root
            Its value.
        source
            The whole equation.
        places
            Where the name and the expression begin.
        """
        if self.is_number(root):
            raise places[1].problem("cell.scalar", name=name)
        root = self._own_node(root, places[1])
        if name in self._states:
            self.unify(root, "H", source.partition("=")[2].strip(), name, places[1])
        self._nodes[root] = replace(self._nodes[root], quantity=name)
        self.defined[name] = root
        self._quantities.append(Quantity(name, root, source, places[0].line))
        self._finished = len(self._nodes)

    def finish(self) -> tuple[tuple[Node, ...], tuple[Quantity, ...], tuple[CellParameter, ...]]:
        """Return the nodes with their dimensions, the quantities and the parameters."""
        resolve = self._dimensions.resolve
        read = {operand for node in self._nodes for operand in node.operands}
        # numbers that were only steps of a calculation are left out
        kept = [node for node in self._nodes if node.kind != "constant" or node.index in read]
        place = {node.index: index for index, node in enumerate(kept)}
        nodes = tuple(
            replace(
                node,
                index=place[node.index],
                operands=tuple(place[operand] for operand in node.operands),
                dimension=resolve(self._dimension(node.index)),
            )
            for node in kept
        )
        quantities = tuple(replace(quantity, node=place[quantity.node]) for quantity in self._quantities)
        parameters = []
        for name in self._parameters:
            columns = resolve(f"{name}.columns") if name.startswith("W_") else None
            parameters.append(CellParameter(name, resolve(f"{name}.rows"), columns))
        return nodes, quantities, tuple(parameters)

    def is_number(self, node: int) -> bool:
        """Whether a node is a plain number."""
        return self._nodes[node].kind == "constant"

    def unify(self, node: int, dimension: str, text: str, other: str, place: Token) -> None:
        """Demand that a node has a dimension; if not, ``text`` does not fit ``other``."""
        mine = self._dimension(node)
        if not self._dimensions.unify(mine, dimension):
            sizes = {
                "dimension": self._dimensions.resolve(mine),
                "expected": self._dimensions.resolve(dimension),
            }
            raise place.problem("cell.shape", text=text[:40], other=other[:40], **sizes)

    def _own_node(self, root: int, place: Token) -> int:
        """Return a node that only this quantity has, so that its gradient and a clamp are its own."""
        node, dimension = self._nodes[root], self._dimension(root)
        if node.kind in ("parameter", "input", "previous") or root in self.defined.values():
            one = self._node("constant", place, value=1.0, dimension="1")
            return self._append("mul", place, (one, root), dimension=dimension)
        if root < self._finished:  # an equation above has the same expression as a part
            return self._append(node.kind, place, node.operands, name=node.name, dimension=dimension)
        # whoever means this value from now on says its name
        self._known = {key: index for key, index in self._known.items() if index != root}
        return root

    def _dimension(self, node: int) -> str:
        return self._dimensions.of_node[node]

    def _register(self, name: str) -> None:
        if name not in self._parameters:
            self._parameters.append(name)

    def _node(
        self,
        kind: Kind,
        place: Token,
        operands: tuple[int, ...] = (),
        *,
        name: str = "",
        value: float = 0.0,
        dimension: str,
    ) -> int:
        key = (kind, operands, name, value)
        if key not in self._known:
            self._known[key] = self._append(
                kind, place, operands, name=name, value=value, dimension=dimension
            )
        return self._known[key]

    def _append(
        self,
        kind: Kind,
        place: Token,
        operands: tuple[int, ...] = (),
        *,
        name: str = "",
        value: float = 0.0,
        dimension: str,
    ) -> int:
        index = len(self._nodes)
        if index >= MAXIMUM_NODES:
            raise place.problem("cell.too_many_nodes", limit=MAXIMUM_NODES)
        self._nodes.append(Node(index, kind, operands, name, value, line=place.line, column=place.column))
        self._dimensions.of_node.append(dimension)
        return index
