"""An oracle that shares nothing with the lab: Python itself runs the equations, torch differentiates.

The equations are valid Python, and a name that was not assigned yet still holds the value of the time step
before, which is exactly what the cell language means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from rnnlab.core.net import FloatArray, NetShape


@dataclass
class Answer:
    """What the oracle found out, in float64; values and gradients by quantity key, each (T, B, dimension)."""

    values: dict[str, FloatArray]
    gradients: dict[str, FloatArray]
    logits: FloatArray
    loss: float
    gradient: FloatArray


def ask(
    shape: NetShape, parameters: FloatArray, inputs: npt.NDArray[np.integer], targets: npt.NDArray[np.integer]
) -> Answer:
    """Run a net (symbols (T, B), targets (T, B)) and differentiate the mean loss over the targets."""
    flat = torch.tensor(parameters, dtype=torch.float64, requires_grad=True)  # (P,)
    code = [(q.name, compile(q.source, "equation", "exec")) for q in shape.cell.quantities]
    vectors = np.eye(shape.input_size) if shape.codes is None else np.array(shape.codes)  # (S, X)
    x = torch.tensor(vectors[inputs])  # (T, B, X)
    found: dict[str, list[torch.Tensor]] = {key: [] for key in shape.quantity_keys}
    for layer in range(1, shape.layers + 1):
        namespace: dict[str, Any] = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
        for entry in shape.parameters:
            if entry.layer == layer:
                view = flat[entry.offset : entry.offset + entry.size].reshape(entry.rows, -1)
                namespace[entry.name] = view  # (rows, columns), or (rows, 1) for a vector
        for state in shape.cell.states:
            namespace[state] = torch.zeros(shape.hidden_size, inputs.shape[1], dtype=torch.float64)  # (H, B)
        outputs: list[torch.Tensor] = []
        for x_t in x:
            namespace["x"] = x_t.T  # (X, B)
            for name, equation in code:
                exec(equation, namespace)
                # a copy in every sequence, whose gradient is that of all who say this name from now on
                ones = torch.ones(1, inputs.shape[1], dtype=torch.float64)  # (1, B)
                namespace[name] = (namespace[name] * ones).requires_grad_()  # (dimension, B)
                namespace[name].retain_grad()
                found[shape.key(name, layer)].append(namespace[name])
            outputs.append(namespace[shape.cell.output].T)
        x = torch.stack(outputs)  # (T, B, H)
    return _answer(shape, flat, x, found, targets)


def _answer(
    shape: NetShape,
    flat: torch.Tensor,
    top: torch.Tensor,
    found: dict[str, list[torch.Tensor]],
    targets: npt.NDArray[np.integer],
) -> Answer:
    size = shape.output_size * shape.hidden_size
    weight = flat[-size - shape.output_size : -shape.output_size].reshape(shape.output_size, -1)  # (V, H)
    logits = top @ weight.T + flat[-shape.output_size :]  # (T, B, V)
    wanted = torch.tensor(targets, dtype=torch.int64)  # (T, B)
    loss = torch.zeros((), dtype=torch.float64)
    if bool((wanted >= 0).any()):
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=-1)
    (loss + 0 * logits.sum()).backward()  # type: ignore[no-untyped-call]
    values = {key: np.stack([_array(value) for value in kept]) for key, kept in found.items()}
    gradients = {key: np.stack([_gradient(value) for value in kept]) for key, kept in found.items()}
    assert flat.grad is not None
    return Answer(values, gradients, logits.detach().numpy(), float(loss.detach()), flat.grad.numpy())


def _array(value: torch.Tensor) -> FloatArray:
    return value.detach().numpy().T  # (B, dimension)


def _gradient(value: torch.Tensor) -> FloatArray:
    """Return ∂L/∂value, (B, dimension); zeros where nothing depends on it."""
    return _array(torch.zeros_like(value) if value.grad is None else value.grad)
