"""A cell's equations as formulas, for any time step or for one, of whole vectors or of one unit.

Everything is read from the graph, so a cell that is written tomorrow is typeset as well. The output layer
(logits, softmax, loss) has formulas of its own here, because no cell contains it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rnnlab.core.cells.formula import (
    GREEK,
    Accent,
    Fenced,
    Item,
    Operator,
    Reference,
    ReferenceKind,
    Role,
    Row,
    Symbol,
    number,
    plain,
    row,
)
from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.names import Names
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, NetShape

_ACCENTS: dict[str, Accent] = {"tilde": "tilde", "hat": "hat", "bar": "bar"}
_COMBINING = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304"}
_TRAILING_DIGITS = re.compile(r"(.*?)(\d+)")
_SUM, _PRODUCT, _ATOM = 1, 2, 3
ALL = ":"
"""Stands in brackets for a whole row: W[3, :]."""


def split_name(name: str) -> tuple[str, Accent, str]:
    """Return letter, accent and subscript of a quantity's name: ``h_tilde`` is h with a tilde.

    Examples
    --------
    >>> split_name("h_tilde"), split_name("z_u"), split_name("h2"), split_name("alpha_1")
    (('h', 'tilde', ''), ('z', '', 'u'), ('h', '', '2'), ('α', '', '1'))
    """
    first, *rest = name.split("_")
    parts: list[str] = []
    if digits := _TRAILING_DIGITS.fullmatch(first):
        first = digits[1]
        parts.append(digits[2])
    accent: Accent = ""
    for part in rest:
        if part in _ACCENTS and not accent:
            accent = _ACCENTS[part]
        elif part:
            parts.append(_small(part))
    return GREEK.get(first, first), accent, ",".join(parts)


def split_parameter(name: str) -> tuple[str, str]:
    """Return letter and subscript of a parameter's name: ``W_xh`` is W with the subscript xh."""
    letter, *rest = name.split("_")
    parts: list[str] = []
    for part in rest:
        if part in _COMBINING and parts:
            parts[-1] += _COMBINING[part]
        elif part:
            parts.append(_small(part))
    return letter, ",".join(parts)


def _small(part: str) -> str:
    # W_xi is from x to i, not W with a ξ
    return GREEK.get(part, part) if len(part) > 2 else part


class FormulaWriter:
    """Writes the formulas of one layer of a net.

    Parameters
    ----------
    shape
        The net; with several layers, quantities and parameters carry their layer as a superscript.
    layer
        1-based.
    t
        Time step from 0, or None for any (h_t, h_{t-1}).
    labels
        What the symbols of the vocabulary look like, by index, or all `Names`; their numbers if left out.
    owner
        The quantity whose equation is written part by part: nameless products are terms of it.
    ahead
        How many time steps later everything is meant: h_{t+1}.
    letters
        Nameless nodes that are written by a letter and a subscript.
    relative
        Whether references count time from the step meant (-1 for h_{t-1}) where ``t`` is None.
    """

    def __init__(
        self,
        shape: NetShape,
        layer: int,
        t: int | None = None,
        labels: Sequence[str] | Names = (),
        *,
        owner: str = "",
        ahead: int = 0,
        letters: Mapping[int, tuple[str, str]] | None = None,
        relative: bool = False,
    ) -> None:
        self._shape = shape
        self._cell: Cell = shape.cell
        self._layer = layer
        self._t = t
        self._names = Names.of(labels)
        self._owner = owner
        self._ahead = ahead
        self._letters = letters or {}
        self._relative = relative
        self._above = f"({layer})" if shape.layers > 1 else ""

    # names

    def time(self, back: int = 0) -> str:
        """Return the subscript of this time step, or of one ``back`` steps before, counted from 1."""
        later = self._ahead - back
        if self._t is None:
            return f"t{'+' if later > 0 else '−'}{abs(later)}" if later else "t"
        return str(self._t + 1 + later)

    def _reference_time(self, back: int = 0) -> int | None:
        later = self._ahead - back
        if self._t is None:
            return later if self._relative else None
        return self._t + later

    def quantity(self, name: str, *, back: int = 0, unit: int | None = None) -> Symbol:
        """Return the symbol of a quantity or state at this step, or ``back`` steps before."""
        letter, accent, below = split_name(name)
        subscript = ",".join(part for part in (below, self.time(back)) if part)
        t, index = self._reference_time(back), () if unit is None else (unit,)
        reference = Reference("quantity", self._shape.key(name, self._layer), self._layer, t, index)
        entry: tuple[str, ...] = ()
        if unit is not None:
            entry = (self.unit_label(self._cell.nodes[self._cell.quantity_nodes[name]], unit),)
        return Symbol(letter, "hidden", False, accent, subscript, self._above, entry, reference)

    def nameless(self, index: int) -> Symbol:
        """Return the symbol of a node that is written by a letter."""
        letter, below = self._letters[index]
        subscript = ",".join(part for part in (below, self.time()) if part)
        reference = Reference("term", "", self._layer, self._reference_time(), node=index)
        return Symbol(letter, "hidden", subscript=subscript, reference=reference)

    def input(self, unit: int | None = None) -> Symbol:
        """Return the symbol of the layer's input: x, or the output of the layer below."""
        if self._layer > 1:
            below = FormulaWriter(self._shape, self._layer - 1, self._t, self._names)
            return below.quantity(self._cell.output, unit=unit)
        index = () if unit is None else (unit,)
        entry = () if unit is None else (self.label(unit),)
        return Symbol(
            "x",
            "input",
            subscript=self.time(),
            entry=entry,
            reference=Reference("input", "", 1, self._reference_time(), index),
        )

    def parameter(self, name: str, role: Role, *entry: str, index: tuple[int, ...] = ()) -> Symbol:
        """Return the symbol of one of this layer's parameters, or of an entry or row of it."""
        letter, below = split_parameter(name)
        reference = Reference("parameter", self._shape.key(name, self._layer), self._layer, None, index)
        return Symbol(letter, role, False, "", below, self._above, entry, reference)

    def output_parameter(self, name: str, *entry: str, index: tuple[int, ...] = ()) -> Symbol:
        """Return the symbol of W_hy or b_y, or of an entry or row of it."""
        letter, below = split_parameter(name)
        return Symbol(
            letter, "output", False, "", below, "", entry, Reference("parameter", name, 0, None, index)
        )

    def label(self, place: int) -> str:
        """Return what an entry of the input is called: the symbol it stands for, where it is one-hot."""
        return self._names.entry(place)

    def answer(self, place: int) -> str:
        """Return what one of the net's answers looks like."""
        return self._names.answer(place)

    def unit_label(self, node: Node, unit: int) -> str:
        """Return what is written for an entry of a node: the symbol where it runs over the vocabulary."""
        return self.label(unit) if node.dimension == "X" and self._layer == 1 else str(unit + 1)

    def parameter_role(self, name: str) -> Role:
        """Return the colour of a parameter: that of what a matrix is multiplied with; ink for a vector."""
        for node in self._cell.nodes:
            if node.kind == "matvec" and node.name == name:
                return self.matrix_role(node)
        return "ink"

    def matrix_role(self, node: Node) -> Role:
        """Return the colour of a matrix product: blue for the net's input, teal for everything inside."""
        from_input = self._cell.nodes[node.operands[0]].dimension == "X"
        return "input" if from_input and self._layer == 1 else "hidden"

    # the cell's equations

    def equation(self, name: str) -> Row:
        """Return ``name = …``, as the equations say; products of matrices can be pointed at as a whole."""
        before, self._owner = self._owner, name
        right = self.definition(self._cell.quantity_nodes[name])
        self._owner = before
        return row(self.quantity(name), Operator("="), right)

    def definition(self, index: int) -> Row:
        """Return how a node is computed; nodes that have a name are written by it."""
        return row(self._expression(index)[0])

    def node(self, index: int) -> Row:
        """Return a node as it stands inside an equation: its name if it has one."""
        return row(self._operand(index)[0])

    def _operand(self, index: int) -> tuple[Item, int]:
        """Return a node inside an expression, and how tightly it binds."""
        name = self._cell.nodes[index].quantity
        if name:
            return self.quantity(name), _ATOM
        return (self.nameless(index), _ATOM) if index in self._letters else self._expression(index)

    def _expression(self, index: int) -> tuple[Item, int]:
        node = self._cell.nodes[index]
        if node.kind == "input":
            return self.input(), _ATOM
        if node.kind == "previous":
            return self.quantity(node.name, back=1), _ATOM
        if node.kind == "parameter":
            return self.parameter(node.name, "ink"), _ATOM
        if node.kind == "constant":
            return number(node.value), _ATOM if node.value >= 0 else _SUM
        if node.kind == "function":
            argument = self.node(node.operands[0])
            return row(Symbol(FUNCTIONS[node.name].symbol, upright=True), Fenced(argument)), _ATOM
        if node.kind == "matvec":
            matrix = self.parameter(node.name, self.matrix_role(node))
            vector = self._tight(node.operands[0], _ATOM)
            return row(matrix, vector, reference=self.term(node)), _PRODUCT
        if is_copy(self._cell, node):
            return self._operand(node.operands[1])
        if node.kind == "neg":
            return row(Operator("−"), self._tight(node.operands[0], _PRODUCT)), _SUM
        return self._binary(node)

    def term(self, node: Node) -> Reference | None:
        """Return what a nameless product in the equation being written stands for."""
        if not self._owner or node.quantity:
            return None
        key = self._shape.key(self._owner, self._layer)
        return Reference("term", key, self._layer, self._reference_time(), node=node.index)

    def _binary(self, node: Node) -> tuple[Item, int]:
        left, right = node.operands
        if node.kind == "mul":
            scalar = "1" in (self._cell.nodes[left].dimension, self._cell.nodes[right].dimension)
            sign = Operator("·" if scalar else "⊙")
            return row(self._tight(left, _PRODUCT), sign, self._tight(right, _PRODUCT)), _PRODUCT
        sign = Operator("+" if node.kind == "add" else "−")
        # a − (b + c) keeps its parentheses, and so does a + (−b)
        needed = _PRODUCT if node.kind == "sub" or self._starts_with_sign(right) else _SUM
        return row(self._operand(left)[0], sign, self._tight(right, needed)), _SUM

    def _tight(self, index: int, needed: int) -> Item:
        item, binding = self._operand(index)
        if needed == _ATOM and self._cell.nodes[index].kind == "matvec":
            return item  # A (B x) is written A B x
        return item if binding >= needed else Fenced(row(item))

    def _starts_with_sign(self, index: int) -> bool:
        node = self._cell.nodes[index]
        return not node.quantity and (node.kind == "neg" or (node.kind == "constant" and node.value < 0))

    # the output layer

    @property
    def logits_letter(self) -> str:
        """The letter of the logits: y, or another one if the cell uses that for itself."""
        taken = {split_name(quantity.name)[0] for quantity in self._cell.quantities}
        return next(letter for letter in ("y", "s", "u", "logits") if letter not in taken)

    def logits(self, symbol: int | None = None) -> Symbol:
        """Return the symbol of the logits, or of one of them."""
        return self._output(self.logits_letter, "", "logits", symbol)

    def probability(self, symbol: int | None = None) -> Symbol:
        """Return the symbol of the softmax output, or of one probability."""
        letter = self.logits_letter
        return self._output(letter if len(letter) == 1 else "p", "hat", "probability", symbol)

    def _output(self, letter: str, accent: Accent, kind: ReferenceKind, symbol: int | None) -> Symbol:
        index = () if symbol is None else (symbol,)
        entry = () if symbol is None else (self.answer(symbol),)
        reference = Reference(kind, "", 0, self._t, index)
        return Symbol(letter, "output", False, accent, self.time(), "", entry, reference)

    def loss(self) -> Symbol:
        """Return the symbol of this step's loss."""
        return Symbol("L", "loss", subscript=self.time(), reference=Reference("loss", "", 0, self._t))

    def logits_equation(self) -> Row:
        """Return ``y = W_hy h + b_y``."""
        top = FormulaWriter(self._shape, self._shape.layers, self._t, self._names)
        product = row(self.output_parameter(OUTPUT_MATRIX), top.quantity(self._cell.output))
        return row(self.logits(), Operator("="), product, Operator("+"), self.output_parameter(OUTPUT_BIAS))

    def probability_equation(self) -> Row:
        """Return ``ŷ = softmax(y)``."""
        function = Symbol("softmax", upright=True)
        return row(self.probability(), Operator("="), row(function, Fenced(row(self.logits()))))

    def loss_equation(self, target: int | None) -> Row:
        """Return ``L = −ln ŷ[target]``."""
        wanted = self.probability(target) if target is not None else self.probability()
        logarithm = row(Symbol("ln", upright=True), wanted)
        return row(self.loss(), Operator("="), row(Operator("−"), logarithm))


def is_copy(cell: Cell, node: Node) -> bool:
    """Whether a node only gives another value a name (the language writes it as 1 times the value)."""
    if node.kind != "mul":
        return False
    one = cell.nodes[node.operands[0]]
    return one.kind == "constant" and one.value == 1


@lru_cache(maxsize=256)
def cell_formulas(cell: Cell) -> tuple[Row, ...]:
    """Return a cell's equations for any t, one for each quantity, as a catalogue shows them."""
    writer = FormulaWriter(NetShape(cell, 1, 1, 1, 1), 1, relative=True)
    return tuple(writer.equation(quantity.name) for quantity in cell.quantities)


def plain_equations(cell: Cell) -> tuple[str, ...]:
    """Return a cell's equations as plain text."""
    return tuple(plain(formula) for formula in cell_formulas(cell))
