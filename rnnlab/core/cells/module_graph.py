"""A layer of any cell as a torch module, run after its plan."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from rnnlab.core.cells.graph import Node
from rnnlab.core.cells.module_packing import PackedModule, Places
from rnnlab.core.cells.module_plan import Plan, Product, Sum, Terms
from rnnlab.core.net import NetShape

Values = list[Any]
"""By node: a tensor, or the number of a constant."""

Step = Callable[[Values], None]
_ELEMENT_WISE: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "neg": operator.neg,
}


def places_of(shape: NetShape, name: str, layer: int) -> Places:
    """Return the flat index of every entry of a parameter of a layer (1-based; 0 is the output layer)."""
    entry = shape.entries[shape.key(name, layer) if layer else name]
    return np.arange(entry.offset, entry.offset + entry.size).reshape(entry.shape)


class GraphLayer(PackedModule):
    """One layer of any cell.

    Parameters
    ----------
    shape
        The net.
    layer
        1-based.
    device
        Where it lives.

    Attributes
    ----------
    wants_one_hot
        Whether a layer of symbols takes them written out.
    """

    def __init__(self, shape: NetShape, layer: int, device: torch.device) -> None:
        super().__init__()
        self.wants_one_hot = self._find_what_is_wanted(shape)
        self._shape = shape
        self._cell = shape.cell
        self._layer = layer
        self._device = device
        self._plan = Plan(shape.cell)
        self._matrices: dict[str, nn.Parameter] = {}
        self._vectors = {name: self._vector(name) for name in self._plan.vectors}
        self._before = [self._step(operation) for operation in self._plan.before]
        # behind the nodes' values there is a place for what each operation knows beforehand
        self._known: list[tuple[int, tuple[int, ...], tuple[Terms, ...]]] = []
        self._during = [self._step(operation) for operation in self._plan.during]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the output state, (T, B, H).

        Parameters
        ----------
        x
            Values (T, B, X), which are one-hot in the first layer; symbols (T, B) if those are wanted.
        """
        return self._run(x, None)[0]

    def carry(self, x: torch.Tensor, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Run on from given states.

        Parameters
        ----------
        x
            See `forward`.
        states
            Before the first step, in the order of the cell, (states, B, H).

        Returns
        -------
        tuple
            The output state (T, B, H) and the states after the last step.
        """
        output, after = self._run(x, dict(zip(self._cell.states, states, strict=True)))
        return output, torch.stack([after[state] for state in self._cell.states])

    def _run(
        self, x: torch.Tensor, states: dict[str, torch.Tensor] | None
    ) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        steps, batch = x.shape[:2]
        now = self._leaves(x)
        for step in self._before:
            step(now)
        zeros = torch.zeros(batch, self._shape.hidden_size, device=self._device)  # (B, H)
        before = states or dict.fromkeys(self._cell.states, zeros)
        output = self._cell.quantity_nodes[self._cell.output]
        if not self._cell.recurrent[output]:
            return self._spread(now[output], steps, batch, output), before
        arriving = self._arriving(now, steps, batch)
        previous = {node.index: node.name for node in self._cell.nodes if node.kind == "previous"}
        now = [*now, *([None] * len(self._known))]
        carried = dict(before)
        outputs: list[torch.Tensor] = []
        for t in range(steps):
            for index, values in arriving:
                now[index] = values[t]  # (B, dimension)
            for index, state in previous.items():
                now[index] = carried[state]  # (B, H)
            for step in self._during:
                step(now)
            outputs.append(now[output])  # (B, H)
            carried.update({state: now[self._cell.quantity_nodes[state]] for state in previous.values()})
        return torch.stack(outputs), carried  # (T, B, H)

    @staticmethod
    def _find_what_is_wanted(shape: NetShape) -> bool:
        """Whether anything but matrices reads x, or so few symbols that a product beats picking rows."""
        nodes = shape.cell.nodes
        inputs = {node.index for node in nodes if node.kind == "input"}
        readers = [node for node in nodes if inputs & set(node.operands)]
        matrices = sum(node.kind == "matvec" for node in readers)
        return matrices < len(readers) or shape.input_size <= matrices * shape.hidden_size

    def _leaves(self, x: torch.Tensor) -> Values:
        values: Values = []
        for node in self._cell.nodes:
            if node.kind == "input":
                values.append(x)
            elif node.kind == "constant":
                values.append(node.value)
            else:
                values.append(self._vectors.get(node.name) if node.kind == "parameter" else None)
        return values

    def _arriving(self, now: Values, steps: int, batch: int) -> list[tuple[int, Sequence[torch.Tensor]]]:
        """Cut what was computed for all time steps into them."""
        arriving: list[tuple[int, Sequence[torch.Tensor]]] = [
            (index, self._spread(now[index], steps, batch, index).unbind(0))
            for index in self._plan.handed_over
        ]
        for place, nodes, groups in self._known:
            parts = [
                self._spread(_signed_sum(now, terms), steps, batch, node)  # (T, B, dimension)
                for node, terms in zip(nodes, groups, strict=True)
            ]
            arriving.append((place, torch.cat(parts, dim=-1).unbind(0)))
        return arriving

    def _spread(self, value: torch.Tensor | float, steps: int, batch: int, node: int) -> torch.Tensor:
        """Repeat what is the same at every step or in every sequence; (T, B, dimension)."""
        size = self._size(node)
        tensor = value if isinstance(value, torch.Tensor) else torch.full((size,), value, device=self._device)
        return tensor.expand(steps, batch, size)

    def _size(self, node: int) -> int:
        return self._shape.size(self._cell.nodes[node].dimension, self._layer)

    def _vector(self, name: str) -> nn.Parameter:
        places = places_of(self._shape, name, self._layer)
        parameter = self.pack(nn.Parameter(torch.empty(places.shape, device=self._device)), places)
        self.register_parameter(name, parameter)
        return parameter

    def _step(self, operation: Node | Sum | Product) -> Step:
        if isinstance(operation, Product):
            return self._product(operation)
        if isinstance(operation, Sum):
            return self._sum(operation)
        index, operands = operation.index, operation.operands
        if operation.kind == "function":
            function = getattr(torch, operation.name)
        else:
            function = _ELEMENT_WISE[operation.kind]

        def step(now: Values) -> None:
            now[index] = function(*[now[operand] for operand in operands])

        return step

    def _sum(self, chain: Sum) -> Step:
        index, terms = chain.node, chain.terms
        if chain.known:
            terms = ((1, self._expect((chain.node,), (chain.known,))), *terms)

        def step(now: Values) -> None:
            now[index] = _signed_sum(now, terms)

        return step

    def _expect(self, nodes: tuple[int, ...], groups: tuple[Terms, ...]) -> int:
        """Return the place at which the sums of these terms will stand at every time step."""
        place = len(self._cell.nodes) + len(self._known)
        self._known.append((place, nodes, groups))
        return place

    def _product(self, product: Product) -> Step:
        operand, members = product.operand, product.members
        matrix = self._matrix(tuple(self._cell.nodes[member].name for member in members))  # (columns, rows)
        sizes = [self._size(member) for member in members]
        known = self._expect(members, product.known) if any(product.known) else None

        def step(now: Values) -> None:
            vector = now[operand]
            if known is not None:
                block = torch.addmm(now[known], vector, matrix)  # (B, rows)
            elif vector.dtype == torch.int64:
                block = nn.functional.embedding(vector, matrix)  # (T, B, rows)
            else:
                block = vector @ matrix  # (B, rows) or (T, B, rows)
            parts = (block,) if len(members) == 1 else torch.split(block, sizes, dim=-1)
            for member, part in zip(members, parts, strict=True):
                now[member] = part

        return step

    def _matrix(self, names: tuple[str, ...]) -> nn.Parameter:
        """Return matrices side by side and transposed, (columns, rows of all)."""
        key = "_and_".join(names)
        if key not in self._matrices:
            all_places = [places_of(self._shape, name, self._layer).T for name in names]
            places = np.concatenate(all_places, axis=1)  # (columns, rows of all)
            parameter = self.pack(nn.Parameter(torch.empty(places.shape, device=self._device)), places)
            self.register_parameter(key, parameter)
            self._matrices[key] = parameter
        return self._matrices[key]


def _signed_sum(now: Values, terms: Terms) -> Any:  # noqa: ANN401 - a tensor, or a number
    total: Any = 0.0
    for position, (sign, index) in enumerate(terms):
        value = now[index]
        if position == 0:
            total = value if sign == 1 else -value
        else:
            total = total + value if sign == 1 else total - value
    return total
