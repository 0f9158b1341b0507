"""From a cell's graph to the parts of its diagram."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.scene.cells.joins import joined
from rnnlab.scene.cells.parts import Part, PartKind, Parts, Role, Term, Wire
from rnnlab.scene.notation import MINUS, name
from rnnlab.scene.sequence.expressions import BEFORE, NOW, expression, without_time

_LONGEST_TERM = 11
_MORE = "(…)"
_MARKUP = re.compile(r"[_^{}\u0302-\u0304]")
_SIGNS = {"add": "+", "sub": MINUS, "mul": "⊙", "neg": MINUS}


@lru_cache(maxsize=64)
def parts_of(cell: Cell) -> Parts:
    """Return what a cell's diagram is made of."""
    reader = _Reader(cell)
    for quantity in cell.quantities:
        reader.part(quantity.node)
    parts, wires = joined(reader.parts, reader.wires)
    _add_ways_out(cell, parts, wires)
    return Parts(tuple(parts), tuple(wires), _tracks(cell, parts, wires))


def _add_ways_out(cell: Cell, parts: list[Part], wires: list[Wire]) -> None:
    makers = {part.node: number for number, part in enumerate(parts) if part.kind in ("gate", "operator")}
    for state in cell.states:
        node = cell.quantity_nodes[state]
        formula = name(state).with_index(NOW).markup
        wires.append(Wire(makers[node], len(parts)))
        parts.append(Part("state", node, frozenset((node,)), name=formula, state=state))
    node = cell.quantity_nodes[cell.output]
    wires.append(Wire(makers[node], len(parts)))
    parts.append(
        Part("output", node, frozenset((node,)), name=name("y").with_index(NOW).markup, role="output")
    )


def _tracks(cell: Cell, parts: list[Part], wires: list[Wire]) -> tuple[tuple[int, ...], ...]:
    def number(kind: PartKind, state: str) -> int | None:
        found = (n for n, part in enumerate(parts) if (part.kind, part.state) == (kind, state))
        return next(found, None)

    ways = []
    for state in cell.states:
        start, end = number("previous", state), number("state", state)
        if start is not None and end is not None:
            ways.append(_way(parts, wires, start, end))
    return tuple(way for way in ways if way)


def _way(parts: list[Part], wires: list[Wire], start: int, end: int) -> tuple[int, ...]:
    """Return the shortest way through operators, none if there is none."""
    ways: dict[int, tuple[int, ...]] = {start: (start,)}
    queue = [start]
    while queue:
        here = queue.pop(0)
        for wire in wires:
            if wire.source != here or wire.target in ways:
                continue
            if parts[wire.target].kind == "operator" or wire.target == end:
                ways[wire.target] = (*ways[here], wire.target)
                queue.append(wire.target)
    return ways.get(end, ())


class _Reader:
    """Makes parts, operands first."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.parts: list[Part] = []
        self.wires: list[Wire] = []
        self._known: dict[int, int] = {}
        self._learnt: list[bool] = []
        for node in cell.nodes:
            inner = all(self._learnt[operand] for operand in node.operands)
            self._learnt.append(inner and node.kind not in ("input", "previous"))

    def part(self, index: int) -> int:
        """Return the part that gives a node's value."""
        if index not in self._known:
            made, wires = self._made(self.cell.nodes[index])
            self._known[index] = number = len(self.parts)
            self.parts.append(made)
            self.wires += [replace(wire, target=number) for wire in wires]
        return self._known[index]

    def _made(self, node: Node) -> tuple[Part, list[Wire]]:
        here = frozenset((node.index,))
        if node.kind == "input":
            return Part("input", node.index, here, name=name("x").with_index(NOW).markup, role="input"), []
        if node.kind == "previous":
            formula = name(node.name).with_index(BEFORE).markup
            return Part("previous", node.index, here, name=formula, state=node.name), []
        if node.kind == "function":
            return self._function(node)
        if self._learnt[node.index] or self._sums_up(node.index, root=True):
            terms = self._terms(node.index, root=True)
            return self._gate(node, "Σ" if len(terms) > 1 else "", terms)
        return self._operator(node)

    def _function(self, node: Node) -> tuple[Part, list[Wire]]:
        operand, sign = node.operands[0], FUNCTIONS[node.name].symbol
        if self._learnt[operand] or self._sums_up(operand, root=False):
            return self._gate(node, sign, self._terms(operand, root=False))
        made = Part("gate", node.index, frozenset((node.index,)), sign, self._name(node), self._role(node))
        return made, [Wire(self.part(operand), -1)]

    def _gate(self, node: Node, sign: str, found: list[tuple[int, bool]]) -> tuple[Part, list[Wire]]:
        terms, readers = [], dict[int, list[int]]()
        for place, (leaf, minus) in enumerate(found):
            source = self._source(leaf, node.index)
            terms.append(self._term(leaf, source, minus=minus, first=place == 0))
            if source is not None:
                readers.setdefault(self.part(source), []).append(place)
        inside = frozenset((node.index,)).union(*(term.nodes for term in terms), self._sums(node))
        made = Part("gate", node.index, inside, sign, self._name(node), self._role(node), tuple(terms))
        return made, [Wire(source, -1, tuple(places)) for source, places in readers.items()]

    def _sums(self, node: Node) -> frozenset[int]:
        """Return the nodes that only add up, from a gate's node down to its terms."""
        found = set[int]()
        waiting = [node.index] if node.kind != "function" else list(node.operands)
        while waiting:
            index = waiting.pop()
            inner = self.cell.nodes[index]
            if inner.kind in ("add", "sub", "neg") and (index == node.index or not inner.quantity):
                found.add(index)
                waiting += inner.operands
        return frozenset(found)

    def _operator(self, node: Node) -> tuple[Part, list[Wire]]:
        sign = _SIGNS[node.kind]
        reads = [operand for operand in node.operands if not self._learnt[operand]]
        if len(reads) < len(node.operands):
            sign = self._with_number(node)
        elif len(reads) == 2 and reads[0] == reads[1]:
            sign, reads = {"add": "2×", "mul": "²"}.get(node.kind, sign), reads[:1]
        made = Part(
            "operator", node.index, frozenset((node.index,)), sign, self._name(node), self._role(node)
        )
        ordered = node.kind == "sub" and len(reads) == 2
        return made, [
            Wire(self.part(operand), -1, straight=ordered and place == 0)
            for place, operand in enumerate(reads)
        ]

    def _with_number(self, node: Node) -> str:
        """Return the sign of an operator one of whose operands is the same for every input."""
        learnt_first = self._learnt[node.operands[0]]
        fixed = self.cell.nodes[node.operands[0 if learnt_first else 1]]
        if fixed.kind == "constant" and node.kind == "mul" and fixed.value == 1.0:
            return "="
        text = self._written(fixed.index)
        if node.kind == "mul":
            return f"{text}×" if fixed.kind == "constant" else f"{text}⊙"
        if node.kind == "sub" and learnt_first:
            return f"{text}{MINUS}"
        if text.startswith(MINUS):
            return ("+" if node.kind == "sub" else MINUS) + text[1:]
        return _SIGNS[node.kind] + text

    def _sums_up(self, index: int, *, root: bool) -> bool:
        """Return whether a node is a sum with something learnt in it, and so belongs into a gate."""
        if self.cell.nodes[index].quantity and not root:
            return False
        return any(self._weighs(leaf, index) for leaf, _ in self._terms(index, root=root))

    def _weighs(self, leaf: int, own: int) -> bool:
        """Return whether a term of a gate is learnt, or the product of a value with what is learnt."""
        node = self.cell.nodes[leaf]
        if node.quantity and leaf != own:
            return False
        if node.kind in ("matvec", "parameter"):
            return True
        learnt = [operand for operand in node.operands if self._learnt[operand]]
        if node.kind == "mul" and learnt:
            return {self.cell.nodes[operand].kind for operand in learnt} != {"constant"}
        return self._learnt[leaf] and node.kind != "constant"

    def _terms(self, index: int, *, root: bool, minus: bool = False) -> list[tuple[int, bool]]:
        """Return the summands of a node, each with whether it is taken away."""
        node = self.cell.nodes[index]
        if (node.quantity and not root) or node.kind not in ("add", "sub", "neg"):
            return [(index, minus)]
        first = self._terms(node.operands[0], root=False, minus=minus != (node.kind == "neg"))
        if node.kind == "neg":
            return first
        return first + self._terms(node.operands[1], root=False, minus=minus != (node.kind == "sub"))

    def _source(self, leaf: int, own: int) -> int | None:
        """Return the node whose value a term of the gate reads; None if it reads none."""
        node = self.cell.nodes[leaf]
        if self._learnt[leaf]:
            return None
        if node.kind in ("matvec", "mul") and self._weighs(leaf, own):
            return next(operand for operand in node.operands if not self._learnt[operand])
        return leaf

    def _term(self, leaf: int, source: int | None, *, minus: bool, first: bool) -> Term:
        node = self.cell.nodes[leaf]
        sign = MINUS if minus else "" if first else "+"
        text = sign + self._written(leaf, own=leaf != source)
        if source is None:
            return Term(text, leaf, self._below(leaf), "muted")
        role: Literal["hidden", "input"] = "hidden" if self.cell.recurrent[leaf] else "input"
        if source == leaf:
            return Term(text, leaf, frozenset(), role)
        weights = [operand for operand in node.operands if operand != source]
        nodes = frozenset((leaf,)).union(*(self._below(weight) for weight in weights))
        return Term(text, leaf, nodes, role, node.name if node.kind == "matvec" else "")

    def _below(self, index: int) -> frozenset[int]:
        """Return a learnt node with all it is made of."""
        operands = self.cell.nodes[index].operands
        return frozenset((index,)).union(*(self._below(operand) for operand in operands))

    def _written(self, index: int, *, own: bool = False) -> str:
        """Return a node as a formula without time steps, with ellipses where that is long."""
        node = self.cell.nodes[index]
        if node.quantity and not own:
            return name(node.quantity).markup
        text = without_time(expression(self.cell, index))
        if len(_MARKUP.sub("", text)) <= _LONGEST_TERM or not node.operands:
            return text
        inner = [self._shortened(operand) for operand in node.operands]
        if node.kind == "matvec":
            return name(node.name).markup + inner[0]
        if node.kind == "function":
            return FUNCTIONS[node.name].symbol + (inner[0] if inner[0] == _MORE else f"({inner[0]})")
        return _SIGNS[node.kind].join(inner) if len(inner) > 1 else _SIGNS[node.kind] + inner[0]

    def _shortened(self, index: int) -> str:
        node = self.cell.nodes[index]
        if node.quantity or not node.operands:
            return self._written(index)
        return _MORE

    def _name(self, node: Node) -> str:
        return name(node.quantity).markup if node.quantity else ""

    def _role(self, node: Node) -> Role:
        return "hidden" if self.cell.recurrent[node.index] else "input"
