"""The same nets as people write them in torch: with torch's own layers, and as a loop over the equations.

A step returns its loss without looking at it: fetching the number would cost torch extra time.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from rnnlab.core.batch import NO_TARGET, Batch
from rnnlab.core.cells.graph import Cell
from rnnlab.core.net import NetShape

Step = Callable[[], torch.Tensor]

# By the number of matrices that multiply a state: what torch has of that size.
_LAYERS: dict[int, Callable[..., nn.Module]] = {1: nn.RNN, 3: nn.GRU, 4: nn.LSTM}
_FUNCTIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}


def recurrent_matrices(cell: Cell) -> int:
    """Count the products with what depends on the step before: 1 in a plain RNN, 3 in a GRU, 4 in an LSTM."""
    return sum(node.kind == "matvec" and cell.recurrent[node.index] for node in cell.nodes)


def torch_layer(cell: Cell) -> Callable[..., nn.Module] | None:
    """Give torch's layer with as many matrices as a cell; None if there is none."""
    return _LAYERS.get(recurrent_matrices(cell))


class _Layered(nn.Module):
    """One of torch's recurrent layers and a linear one."""

    def __init__(self, kind: Callable[..., nn.Module], shape: NetShape) -> None:
        super().__init__()
        self.layer = kind(shape.input_size, shape.hidden_size, shape.layers)
        self.output = nn.Linear(shape.hidden_size, shape.output_size)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.output(self.layer(x)[0])  # (T, B, V)
        return logits


class _Textbook(nn.Module):
    """The cell's equations one after the other at every time step, as in a textbook; one layer."""

    def __init__(self, shape: NetShape) -> None:
        super().__init__()
        self._cell, self._hidden_size = shape.cell, shape.hidden_size
        self.weights = nn.ParameterDict(
            {
                entry.name: nn.Parameter(torch.empty(entry.shape).uniform_(-0.1, 0.1))
                for entry in shape.parameters
                if entry.layer == 1
            }
        )
        self.output = nn.Linear(shape.hidden_size, shape.output_size)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        states = {name: torch.zeros(x.shape[1], self._hidden_size) for name in self._cell.states}
        logits = []
        for one_hot in x:  # (B, X)
            values = self._step(one_hot, states)
            states = {name: values[self._cell.quantity_nodes[name]] for name in self._cell.states}
            logits.append(self.output(states[self._cell.output]))  # (B, V)
        return torch.stack(logits)  # (T, B, V)

    def _step(self, x: torch.Tensor, states: dict[str, torch.Tensor]) -> list[torch.Tensor]:
        values: list[torch.Tensor] = []
        for node in self._cell.nodes:
            operands = [values[operand] for operand in node.operands]
            if node.kind == "input":
                value = x
            elif node.kind == "previous":
                value = states[node.name]
            elif node.kind == "parameter":
                value = self.weights[node.name]
            elif node.kind == "constant":
                value = torch.tensor(node.value)
            elif node.kind == "matvec":
                value = operands[0] @ self.weights[node.name].T
            elif node.kind == "function":
                value = _FUNCTIONS[node.name](operands[0])
            else:
                value = _combine(node.kind, operands)
            values.append(value)
        return values


def _combine(kind: str, operands: list[torch.Tensor]) -> torch.Tensor:
    if kind == "neg":
        return -operands[0]
    first, second = operands
    if kind == "add":
        return first + second
    return first - second if kind == "sub" else first * second


def _training_step(net: nn.Module, shape: NetShape, batch: Batch, *, fused: bool) -> Step:
    symbols = torch.tensor(batch.inputs, dtype=torch.int64)  # (T, B)
    one_hot = nn.functional.one_hot(symbols, shape.input_size).float()  # (T, B, X)
    targets = torch.tensor(batch.targets, dtype=torch.int64).flatten()  # (T·B,)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True if fused else None)
    loss_function = nn.CrossEntropyLoss(ignore_index=NO_TARGET)

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        loss: torch.Tensor = loss_function(net(one_hot).flatten(0, 1), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        return loss

    return step


def torch_step(shape: NetShape, batch: Batch, *, fused: bool) -> Step | None:
    """Give one training step with torch's own layer and Adam (its default form or the fused one)."""
    kind = torch_layer(shape.cell)
    return None if kind is None else _training_step(_Layered(kind, shape), shape, batch, fused=fused)


def textbook_step(shape: NetShape, batch: Batch) -> Step:
    """Give one training step with the cell written out as a loop in torch."""
    return _training_step(_Textbook(shape), shape, batch, fused=False)


def matrix_product(size: int = 384) -> tuple[Step, float]:
    """Give a product of large square matrices, and its floating-point operations."""
    left, right, out = (torch.rand(size, size) for _ in range(3))

    def multiply() -> torch.Tensor:
        return torch.mm(left, right, out=out)

    return multiply, 2.0 * size**3
