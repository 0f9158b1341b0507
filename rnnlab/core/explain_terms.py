"""How one unit's number comes about in a cell: the graph, read for a single index."""

from __future__ import annotations

from dataclasses import replace

from rnnlab.core.cells.formula import Fenced, Operator, Reference, Row, Symbol, number, row
from rnnlab.core.cells.graph import FUNCTIONS, Node
from rnnlab.core.cells.render import ALL, FormulaWriter, is_copy
from rnnlab.core.explanation import Dot, MatrixProduct, Strip, Term
from rnnlab.core.net import FloatArray
from rnnlab.core.step_values import StepValues


class TermBuilder:
    """Makes the terms, matrix products and strips of one layer at one time step.

    Parameters
    ----------
    values
        The layer's nodes at the step.
    writer
        Writes the formulas of the same layer and step.
    """

    def __init__(self, values: StepValues, writer: FormulaWriter) -> None:
        self._values = values
        self._writer = writer
        self._cell = values.trace.shape.cell

    # one unit

    def definition(self, index: int, unit: int) -> Term:
        """Return how a node's rule gives one unit, whether or not the node has a name."""
        node = self._cell.nodes[index]
        if node.kind == "matvec":
            return self._dot(node, unit)
        if node.kind in ("add", "sub", "neg"):
            return self._sum(node, unit)
        if is_copy(self._cell, node):
            return self.operand(node.operands[1], unit)
        if node.kind == "mul":
            return self._product(node, unit)
        if node.kind == "function":
            argument = self.operand(node.operands[0], unit)
            symbol = FUNCTIONS[node.name].symbol
            formula = row(Symbol(symbol, upright=True), Fenced(argument.formula))
            return Term("function", formula, self._entry(index, unit), (argument,), function=symbol)
        return self._leaf(node, unit)

    def operand(self, index: int, unit: int) -> Term:
        """Return one unit of a node inside an equation: its name if it has one, else how it comes about."""
        node = self._cell.nodes[index]
        if node.quantity:
            return self._leaf(node, unit)
        return self.definition(index, unit)

    def _entry(self, index: int, unit: int) -> float:
        # the rule's own value: that of a held unit is told apart by the caller
        return _entry(self._values.computed(index), unit)

    def _leaf(self, node: Node, unit: int) -> Term:
        writer, value = self._writer, _entry(self._values.value(node.index), unit)
        if node.kind == "constant":
            return Term("leaf", row(number(node.value)), value)
        if node.quantity:
            symbol = writer.quantity(node.quantity, unit=unit)
        elif node.kind == "previous":
            symbol = writer.quantity(node.name, back=1, unit=unit)
        elif node.kind == "input":
            symbol = writer.input(unit)
        else:
            symbol = writer.parameter(node.name, "ink", writer.unit_label(node, unit), index=(unit,))
        return Term("leaf", row(symbol), value, reference=symbol.reference)

    def _dot(self, node: Node, unit: int) -> Term:
        values, writer = self._values, self._writer
        weights = values.parameter(node.name)[unit]  # (columns,)
        operand = node.operands[0]
        vector, role = writer.node(operand), writer.matrix_role(node)
        source = reference_of(vector)
        unit_label = writer.unit_label(node, unit)
        if values.is_one_hot(operand):
            pick = int(values.symbols)
            matrix = writer.parameter(node.name, role, unit_label, writer.label(pick), index=(unit, pick))
            formula = row(matrix)
        else:
            pick = None
            matrix = writer.parameter(node.name, role, unit_label, ALL, index=(unit,))
            inner = Fenced(vector) if len(vector.items) > 1 else vector
            formula = row(matrix, Operator("·"), inner)
        entries = values.value(operand)  # (columns,)
        products = weights * entries  # (columns,)
        total = float(weights[pick]) if pick is not None else float(products.sum())
        assert matrix.reference is not None
        term = writer.term(node)
        if pick is not None or term is None:
            reference = matrix.reference if pick is not None else source
        else:
            reference = replace(term, index=(unit,))
        dot = Dot(matrix.reference, vector, source, weights, entries, products, pick)
        return Term("dot", formula, total, reference=reference, dot=dot)

    def _sum(self, node: Node, unit: int) -> Term:
        operands: list[Term] = []
        signs: list[int] = []
        for index, sign in self.addends(node.index):
            operands.append(self.operand(index, unit))
            signs.append(sign)
        items: list[Row | Operator | Fenced] = []
        for operand, sign in zip(operands, signs, strict=True):
            if items or sign < 0:
                items.append(Operator("+" if sign > 0 else "−"))
            items.append(_fenced_if(operand, "sum"))
        return Term("sum", Row(tuple(items)), self._entry(node.index, unit), tuple(operands), tuple(signs))

    def _product(self, node: Node, unit: int) -> Term:
        operands = tuple(self.operand(index, unit) for index in self.factors(node.index))
        items: list[Row | Operator | Fenced] = []
        for operand in operands:
            items += [Operator("×"), _fenced_if(operand, "sum")] if items else [_fenced_if(operand, "sum")]
        return Term("product", Row(tuple(items)), self._entry(node.index, unit), operands)

    # how sums and products unfold

    def addends(self, index: int, sign: int = 1, *, inside: bool = False) -> list[tuple[int, int]]:
        """Return the nodes a node adds up, with their signs; nodes with a name stay whole."""
        node = self._cell.nodes[index]
        if node.kind not in ("add", "sub", "neg") or (inside and node.quantity):
            return [(index, sign)]
        found: list[tuple[int, int]] = []
        for place, operand in enumerate(node.operands):
            minus = node.kind == "neg" or (node.kind == "sub" and place == 1)
            found += self.addends(operand, -sign if minus else sign, inside=True)
        return found

    def factors(self, index: int, *, inside: bool = False) -> list[int]:
        """Return the nodes a node multiplies; nodes with a name stay whole."""
        node = self._cell.nodes[index]
        if node.kind != "mul" or (inside and (node.quantity or is_copy(self._cell, node))):
            return [index]
        return [factor for operand in node.operands for factor in self.factors(operand, inside=True)]

    # whole vectors

    def products(self, index: int) -> tuple[MatrixProduct, ...]:
        """Return the matrix products in a node's definition, in the order in which they are written."""
        found: list[MatrixProduct] = []
        self._collect_products(self._cell.nodes[index], found, set())
        return tuple(found)

    def _collect_products(self, node: Node, found: list[MatrixProduct], seen: set[int]) -> None:
        if node.index in seen:
            return
        seen.add(node.index)
        if node.kind == "matvec":
            found.append(self._matrix_product(node))
        for operand in node.operands:
            if not self._cell.nodes[operand].quantity:
                self._collect_products(self._cell.nodes[operand], found, seen)

    def _matrix_product(self, node: Node) -> MatrixProduct:
        values, writer = self._values, self._writer
        matrix = writer.parameter(node.name, writer.matrix_role(node))
        assert matrix.reference is not None
        operand = node.operands[0]
        vector = writer.node(operand)
        one_hot = values.is_one_hot(operand)
        return MatrixProduct(
            matrix,
            vector,
            matrix.reference,
            reference_of(vector),
            values.parameter(node.name),
            None if one_hot else values.value(operand),
            int(values.symbols) if one_hot else None,
        )

    def strips(self, index: int, result: Row, reference: Reference | None) -> tuple[Strip, ...]:
        """Return a node's definition as whole vectors, with ``result`` as the last."""
        node = self._cell.nodes[index]
        last = "="
        if node.kind == "function":
            last = FUNCTIONS[node.name].symbol
            inner = node.operands[0]
            body = [self._strip("", inner)] if self._cell.nodes[inner].quantity else self._strips(inner)
        else:
            body = self._strips(index)
        return (*body, Strip(last, result, self._values.value(index), reference))

    def _strips(self, index: int) -> list[Strip]:
        node = self._cell.nodes[index]
        found: list[Strip] = []
        if is_copy(self._cell, node):
            return [self._strip("", node.operands[1])]
        for addend, sign in self.addends(index):
            mark = "−" if sign < 0 else "+" if found else ""
            factors = [addend]
            if addend == index or not self._cell.nodes[addend].quantity:
                factors = self.factors(addend)
            plain_number = any(self._cell.nodes[factor].dimension == "1" for factor in factors)
            for factor in factors:
                found.append(self._strip(mark, factor, inside=len(factors) > 1, root=factor == index))
                mark = "·" if plain_number else "⊙"
        return found

    def _strip(self, sign: str, index: int, *, inside: bool = False, root: bool = False) -> Strip:
        node = self._cell.nodes[index]
        formula = self._writer.definition(index) if root else self._writer.node(index)
        if inside and node.kind in ("add", "sub", "neg") and not node.quantity:
            formula = row(Fenced(formula))
        value = self._values.computed(index) if root else self._values.value(index)
        return Strip(sign, formula, value, reference_of(formula))


def reference_of(formula: Row) -> Reference | None:
    """Return what a formula stands for: a single symbol, or a term as a whole."""
    if formula.reference is not None:
        return formula.reference
    if len(formula.items) == 1 and isinstance(formula.items[0], Symbol):
        return formula.items[0].reference
    return None


def _fenced_if(term: Term, kind: str) -> Row | Fenced:
    return Fenced(term.formula) if term.kind == kind else term.formula


def _entry(values: FloatArray, unit: int) -> float:
    return float(values[unit]) if values.ndim else float(values)
