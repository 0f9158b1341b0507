"""A cell's equations as lines of Python, for code that people copy and run.

Every name in them is one the cell language allows (letters, digits and underscores) and every number is
written from its value, so no text of a person reaches the code unread. Sums and products keep the order in
which the graph computes them.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from functools import cached_property

from rnnlab.core.cells.graph import Cell, Node
from rnnlab.core.cells.render import is_copy

_SUM, _PRODUCT, _MATRIX, _ATOM = 1, 2, 3, 4
_SIGNS = {"add": "+", "sub": "-", "mul": "*"}

Written = tuple[str, int]
"""An expression, and how tightly it binds."""


def free_name(name: str, taken: frozenset[str]) -> str:
    """Return a name that is neither taken nor one of Python's words, with ``_`` added while it is.

    Examples
    --------
    >>> free_name("h", frozenset({"self"})), free_name("self", frozenset({"self", "self_"}))
    ('h', 'self__')
    """
    while name in taken or keyword.iskeyword(name):
        name += "_"
    return name


class EquationCode:
    """Writes the equations of a cell in one of two ways.

    Parameters
    ----------
    cell
        The cell.
    batched
        Whether vectors are rows of a batch (``x @ self.W_xh.T``, a module's parameters) or stand alone
        (``W_xh @ x``, the function's arguments).
    """

    def __init__(self, cell: Cell, *, batched: bool) -> None:
        self._cell = cell
        self._batched = batched

    @cached_property
    def names(self) -> dict[str, str]:
        """What states and quantities are called in the code."""
        own = tuple(dict.fromkeys((*self._cell.states, *self._cell.quantity_nodes)))
        names: dict[str, str] = {}
        for name in own:
            others = frozenset(own) - {name}
            names[name] = free_name(name, others | {"self"} if self._batched else others)
        return names

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states' names in the code."""
        return tuple(self.names[state] for state in self._cell.states)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """One line for every equation, with the shape of its value as a comment."""
        return tuple(self._line(name) for name in self._cell.quantity_nodes)

    @cached_property
    def _in_batch(self) -> tuple[bool, ...]:
        """For every node, whether each sequence of a batch has a value of its own."""
        flags: list[bool] = []
        for node in self._cell.nodes:
            leaf = node.kind in ("input", "previous")
            flags.append(self._batched and (leaf or any(flags[operand] for operand in node.operands)))
        return tuple(flags)

    def _line(self, name: str) -> str:
        node = self._cell.nodes[self._cell.quantity_nodes[name]]
        written, binding = self._expression(node)
        in_batch = self._in_batch[node.index]
        if self._batched and not in_batch and name in self._cell.states:
            # the state of the step before has the batch's shape; this value is the same for all
            written = f"{_fenced(written, binding >= _ATOM)}.expand_as({self.names[name]})"
            in_batch = True
        shape = f"(B, {node.dimension})" if in_batch else f"({node.dimension},)"
        return f"{self.names[name]} = {written}  # {shape}"

    def _operand(self, index: int) -> Written:
        node = self._cell.nodes[index]
        return (self.names[node.quantity], _ATOM) if node.quantity else self._expression(node)

    def _expression(self, node: Node) -> Written:
        if node.kind == "input":
            return "x", _ATOM
        if node.kind == "previous":
            return self.names[node.name], _ATOM
        if node.kind == "parameter":
            return self._parameter(node.name), _ATOM
        if node.kind == "constant":
            return number_code(node.value), _ATOM if node.value >= 0 else _SUM
        if node.kind == "function":
            return f"{node.name}({self._operand(node.operands[0])[0]})", _ATOM
        if node.kind == "matvec":
            return self._product(node), _MATRIX
        if is_copy(self._cell, node):
            return self._operand(node.operands[1])
        if node.kind == "neg":
            return f"-{self._part(node.operands[0], lambda binding: binding >= _ATOM)}", _SUM
        return self._binary(node)

    def _parameter(self, name: str) -> str:
        return f"self.{name}" if self._batched else name

    def _product(self, node: Node) -> str:
        if self._batched:  # (x B') A' is read from the left
            vector = self._part(node.operands[0], lambda binding: binding >= _MATRIX)
            return f"{vector} @ {self._parameter(node.name)}.T"
        return f"{node.name} @ {self._part(node.operands[0], lambda binding: binding >= _ATOM)}"

    def _binary(self, node: Node) -> Written:
        """Write a chain such as ``a + b - c``; its first part is found in a loop, however long it is."""
        product = node.kind == "mul"
        kinds = ("mul",) if product else ("add", "sub")
        chain = [node]
        while self._goes_on(first := chain[-1].operands[0], kinds):
            chain.append(self._cell.nodes[first])
        # * and @ bind alike in Python, so a matrix product keeps its brackets inside a product
        written = self._part(first, lambda binding: not product or binding in (_PRODUCT, _ATOM))
        for link in reversed(chain):
            right = self._part(link.operands[1], lambda binding: binding >= (_ATOM if product else _PRODUCT))
            written += f" {_SIGNS[link.kind]} {right}"
        return written, _PRODUCT if product else _SUM

    def _goes_on(self, index: int, kinds: tuple[str, ...]) -> bool:
        """Whether the first part of a chain is a chain of the same kind itself, without a name."""
        node = self._cell.nodes[index]
        return node.kind in kinds and not node.quantity and not is_copy(self._cell, node)

    def _part(self, index: int, stands_alone: Callable[[int], bool]) -> str:
        written, binding = self._operand(index)
        return _fenced(written, stands_alone(binding))


def number_code(value: float) -> str:
    """Return a number as short as it can be: 1, 0.5, -1."""
    return repr(value).removesuffix(".0")


def _fenced(written: str, stands_alone: bool) -> str:
    return written if stands_alone else f"({written})"
