"""The reference backend: whole nets in NumPy, forward and backward.

It serves three purposes: it is the oracle the other backends are tested against (in float64), it makes traces
and hand calculations, and it trains from the first millisecond while another backend is still loading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.layer_interpreter import Clamp, IntArray, LayerInterpreter, LayerRun
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, FloatArray, NetShape

__all__ = ["Clamp", "IntArray", "NetRun", "backward", "forward"]


@dataclass
class NetRun:
    """One forward pass of a whole net.

    Attributes
    ----------
    layers
        One run a layer.
    logits, probabilities
        Shape (T, B, V).
    losses
        Cross-entropy at every time step, (T, B); 0 where there is no target.
    loss
        Mean over all targets.
    correct
        Number of targets that have the largest logit.
    """

    shape: NetShape
    parameters: FloatArray
    targets: IntArray
    layers: list[LayerRun]
    logits: FloatArray
    probabilities: FloatArray
    losses: FloatArray
    loss: float
    correct: int
    total: int
    logits_gradient: FloatArray | None = None


def forward(
    shape: NetShape,
    parameters: FloatArray,
    inputs: npt.NDArray[np.number],
    targets: IntArray,
    clamps: Sequence[Clamp] = (),
) -> NetRun:
    """Run a net on a batch.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat vector (P,); float64 for the oracle, float32 for training.
    inputs
        Symbol indices (T, B), or values (T, B, X).
    targets
        Symbol indices (T, B); -1 where there is none.
    clamps
        Units held at a value.
    """
    sequence: npt.NDArray[np.number] = inputs
    layers: list[LayerRun] = []
    output: FloatArray | None = None
    for layer in range(1, shape.layers + 1):
        run = LayerInterpreter(shape, layer, parameters, clamps).forward(sequence)
        layers.append(run)
        output = run.values[shape.cell.quantity_nodes[shape.cell.output]]
        assert output is not None
        sequence = output  # (T, B, H)
    assert output is not None
    matrix, bias = shape.view(parameters, OUTPUT_MATRIX), shape.view(parameters, OUTPUT_BIAS)
    logits: FloatArray = output @ matrix.T + bias  # (T, B, V)
    shifted = logits - logits.max(axis=-1, keepdims=True)  # (T, B, V)
    exponentials = np.exp(shifted)  # (T, B, V)
    sums = exponentials.sum(axis=-1, keepdims=True)  # (T, B, 1)
    wanted = np.maximum(targets, 0)[..., None]  # (T, B, 1)
    losses = np.log(sums[..., 0]) - np.take_along_axis(shifted, wanted, axis=-1)[..., 0]  # (T, B)
    valid = targets >= 0  # (T, B)
    losses = np.where(valid, losses, 0)  # (T, B)
    total = int(valid.sum())
    correct = int(((logits.argmax(axis=-1) == targets) & valid).sum())
    loss = float(losses.sum() / max(total, 1))
    return NetRun(
        shape, parameters, targets, layers, logits, exponentials / sums, losses, loss, correct, total
    )


def backward(run: NetRun, clamps: Sequence[Clamp] = ()) -> FloatArray:
    """Back-propagate a run's loss (with the clamps it was run with); fills every layer's gradients.

    Returns
    -------
    FloatArray
        ∂L/∂parameters, flat (P,), in the parameters' dtype.
    """
    shape = run.shape
    valid = (run.targets >= 0)[..., None]  # (T, B, 1)
    gradient = run.probabilities.copy()  # (T, B, V)
    wanted = np.maximum(run.targets, 0)[..., None]  # (T, B, 1)
    at_target = np.take_along_axis(gradient, wanted, axis=-1)  # (T, B, 1)
    np.put_along_axis(gradient, wanted, at_target - 1, axis=-1)
    gradient = np.where(valid, gradient, 0) / max(run.total, 1)  # (T, B, V)
    gradient = gradient.astype(run.parameters.dtype, copy=False)  # (T, B, V)
    run.logits_gradient = gradient
    flat = np.zeros_like(run.parameters)  # (P,)
    top = run.layers[-1].values[shape.cell.quantity_nodes[shape.cell.output]]
    assert top is not None
    rows = gradient.reshape(-1, shape.output_size)  # (T·B, V)
    shape.view(flat, OUTPUT_MATRIX)[...] = rows.T @ top.reshape(-1, shape.hidden_size)  # (V, H)
    shape.view(flat, OUTPUT_BIAS)[...] = rows.sum(axis=0)  # (V,)
    upstream: FloatArray = gradient @ shape.view(run.parameters, OUTPUT_MATRIX)  # (T, B, H)
    for layer in range(shape.layers, 0, -1):
        interpreter = LayerInterpreter(shape, layer, run.parameters, clamps)
        gradients, below = interpreter.backward(run.layers[layer - 1], upstream)
        for name, value in gradients.items():
            shape.view(flat, shape.key(name, layer))[...] = value
        # a cell that never reads x passes nothing down
        upstream = np.zeros_like(upstream) if below is None else below  # (T, B, H)
    return flat
