"""A trace: everything that happened in a net on one sequence, forward and backward, by name.

The loss of a trace is the mean of the cross-entropy over the steps that have a target; every gradient is the
derivative of that loss, through all later time steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells import interpreter
from rnnlab.core.cells.interpreter import Clamp, IntArray
from rnnlab.core.net import FloatArray, NetShape


@dataclass(frozen=True, eq=False)
class Trace:
    """One sequence through a net.

    Attributes
    ----------
    shape, parameters
        The net; parameters flat (P,).
    inputs, targets
        Symbol indices (T,); target -1 where there is none.
    values, gradients
        By quantity key, each (T, dimension): the value, and ∂L/∂value.
    logits, probabilities, logits_gradient
        Shape (T, V).
    losses
        Cross-entropy (T,), in nats; NaN where there is no target.
    loss
        Mean over the steps with a target; 0 if there is none.
    parameters_gradient
        ∂L/∂parameters, flat (P,).
    clamps
        Units that were held at a value.
    initial
        States before the first time step by key, (H,) each; zeros where missing.
    """

    shape: NetShape
    parameters: FloatArray
    inputs: IntArray
    targets: IntArray
    values: Mapping[str, FloatArray]
    gradients: Mapping[str, FloatArray]
    logits: FloatArray
    probabilities: FloatArray
    logits_gradient: FloatArray
    losses: FloatArray
    loss: float
    parameters_gradient: FloatArray
    clamps: tuple[Clamp, ...] = ()
    initial: Mapping[str, FloatArray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.inputs)

    def previous(self, state: str, layer: int, t: int) -> FloatArray:
        """Return a state before time step ``t`` (0-based), shape (H,); before the first the initial one."""
        key = self.shape.key(state, layer)
        if t == 0 and key in self.initial:
            return self.initial[key]
        if t == 0:
            return np.zeros_like(self.values[key][0])  # (H,)
        return np.asarray(self.values[key][t - 1])  # (H,)

    def layer_input(self, layer: int, t: int) -> FloatArray:
        """Return x of a layer at time step ``t`` (0-based), shape (X,): in layer 1 the symbol's vector."""
        if layer > 1:
            return np.asarray(self.values[self.shape.key(self.shape.cell.output, layer - 1)][t])  # (H,)
        return self.shape.encoded(self.inputs[t], self.parameters.dtype)  # (X,)


def record(
    shape: NetShape,
    parameters: FloatArray,
    inputs: npt.ArrayLike,
    targets: npt.ArrayLike | None = None,
    clamps: Sequence[Clamp] = (),
    initial: Mapping[str, FloatArray] | None = None,
) -> Trace:
    """Run a net on one sequence and keep everything.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat (P,); the trace is computed in its dtype.
    inputs
        Symbol indices (T,).
    targets
        Symbol indices (T,), -1 for none; None for no targets at all.
    clamps
        Units held at a value.
    initial
        States before the first time step by key, (H,) each; zeros where missing.
    """
    input_indices = np.asarray(inputs, np.int32)  # (T,)
    if targets is None:
        target_indices = np.full(len(input_indices), -1, np.int32)  # (T,)
    else:
        target_indices = np.asarray(targets, np.int32)  # (T,)
    run = interpreter.forward(
        shape, parameters, input_indices[:, None], target_indices[:, None], clamps, initial
    )
    flat = interpreter.backward(run)
    values: dict[str, FloatArray] = {}
    gradients: dict[str, FloatArray] = {}
    for layer_run, layer_gradients in zip(run.layers, run.gradients, strict=True):
        for name, node in shape.cell.quantity_nodes.items():
            value, gradient = layer_run.values[node], layer_gradients.gradients[node]
            assert value is not None
            assert gradient is not None
            key = shape.key(name, layer_run.layer)
            values[key] = value[:, 0]  # (T, dimension)
            gradients[key] = gradient[:, 0]  # (T, dimension)
    assert run.logits_gradient is not None
    return Trace(
        shape=shape,
        parameters=parameters,
        inputs=input_indices,
        targets=target_indices,
        values=MappingProxyType(values),
        gradients=MappingProxyType(gradients),
        logits=run.logits[:, 0],
        probabilities=run.probabilities[:, 0],
        logits_gradient=run.logits_gradient[:, 0],
        losses=np.where(target_indices >= 0, run.losses[:, 0], np.nan),
        loss=run.loss,
        parameters_gradient=flat,
        clamps=tuple(clamps),
        initial=initial or {},
    )
