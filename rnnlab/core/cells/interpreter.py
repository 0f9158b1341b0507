"""The reference backend: whole nets in NumPy, forward and backward.

It serves three purposes: it is the oracle the other backends are tested against (in float64), it makes traces
and hand calculations, and it trains from the first millisecond while another backend is still loading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.layer_gradients import LayerGradients
from rnnlab.core.cells.layer_interpreter import Clamp, IntArray, LayerInterpreter, LayerRun
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, FloatArray, NetShape

__all__ = ["Clamp", "IntArray", "NetInterpreter", "NetRun", "backward", "forward"]


@dataclass
class NetRun:
    """One forward pass of a whole net.

    Attributes
    ----------
    net
        What it was run on; the arrays belong to it and change with its next forward pass.
    layers
        One run a layer.
    logits, probabilities
        Shape (T, B, V).
    losses
        Cross-entropy at every time step, (T, B); 0 where there is no target.
    loss
        Mean over all targets.
    correct, total
        Number of targets that have the largest logit, and of all targets.
    logits_gradient, gradients
        After :func:`backward`: ∂L/∂logits (T, B, V), and the gradients of every layer.
    """

    net: NetInterpreter
    layers: list[LayerRun]
    logits: FloatArray
    probabilities: FloatArray
    losses: FloatArray
    loss: float
    correct: int
    total: int
    logits_gradient: FloatArray | None = None
    gradients: tuple[LayerGradients, ...] = ()


class NetInterpreter:
    """A net bound to one batch; it can be run many times without new arrays.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat vector (P,), float64 for the oracle, float32 for training. When it is changed in place, the next
        forward pass follows.
    inputs
        Symbol indices (T, B), or values (T, B, X).
    targets
        Symbol indices (T, B); -1 where there is none.
    clamps
        Units held at a value.
    initial
        States before the first time step by key, (H,) each, the same for all sequences; else zeros.
    """

    def __init__(
        self,
        shape: NetShape,
        parameters: FloatArray,
        inputs: npt.NDArray[np.number],
        targets: IntArray,
        clamps: Sequence[Clamp] = (),
        initial: Mapping[str, FloatArray] | None = None,
    ) -> None:
        self.shape = shape
        self.parameters = parameters
        self._layers: list[LayerRun] = []
        # a one-hot input stays symbols: its matrices only pick columns
        coded = inputs.ndim == 2 and not shape.is_one_hot
        below = shape.encoded(np.asarray(inputs, np.intp), parameters.dtype) if coded else inputs
        for layer in range(1, shape.layers + 1):
            before = _before(shape, layer, targets.shape[1], initial or {})
            run = LayerInterpreter(shape, layer, parameters, clamps).bind(below, before)
            self._layers.append(run)
            below = run.output  # (T, B, H)
        self._steps, self._batch = targets.shape
        flat = targets.reshape(-1)  # (T·B,)
        self._targets = flat
        self._rows = np.flatnonzero(flat >= 0)  # (N,): the rows of (T·B, V) that have a target
        self._wanted = flat[self._rows].astype(np.intp)  # (N,)
        self._matrix, self._bias = shape.view(parameters, OUTPUT_MATRIX), shape.view(parameters, OUTPUT_BIAS)

    def forward(self) -> NetRun:
        """Compute everything up to the loss."""
        with np.errstate(over="ignore", invalid="ignore"):
            for layer in self._layers:
                layer.forward()
            logits = np.dot(self._top, self._matrix.T)  # (T·B, V)
            logits += self._bias
            shifted = logits - np.maximum.reduce(logits, axis=1, keepdims=True)  # (T·B, V)
            probabilities = np.exp(shifted)  # (T·B, V)
            sums = np.add.reduce(probabilities, axis=1, keepdims=True)  # (T·B, 1)
            probabilities /= sums
            losses = np.zeros(len(logits), logits.dtype)  # (T·B,)
            surprise = np.log(sums[self._rows, 0]) - shifted[self._rows, self._wanted]  # (N,)
            losses[self._rows] = surprise
            total = len(self._rows)
            return NetRun(
                net=self,
                layers=self._layers,
                logits=self._in_time(logits),
                probabilities=self._in_time(probabilities),
                losses=losses.reshape(self._steps, self._batch),
                loss=float(np.add.reduce(surprise)) / max(total, 1),
                correct=int(np.count_nonzero(logits.argmax(axis=1) == self._targets)),
                total=total,
            )

    def backward(self, run: NetRun) -> FloatArray:
        """Back-propagate the loss of the last forward pass; see :func:`backward`."""
        gradient = np.zeros((len(self._targets), self.shape.output_size), self.parameters.dtype)  # (T·B, V)
        chosen = run.probabilities.reshape(gradient.shape)[self._rows]  # (N, V)
        chosen[np.arange(run.total), self._wanted] -= 1
        chosen /= max(run.total, 1)
        gradient[self._rows] = chosen
        with np.errstate(over="ignore", invalid="ignore"):
            flat = self._flat_gradient
            np.dot(gradient.T, self._top, self.shape.view(flat, OUTPUT_MATRIX))  # (V, H)
            np.add.reduce(gradient, axis=0, out=self.shape.view(flat, OUTPUT_BIAS))  # (V,)
            upstream: FloatArray = self._in_time(np.dot(gradient, self._matrix))  # (T, B, H)
            for layer in reversed(self._gradients):
                below = layer.propagate(upstream)
                # a cell that never reads x passes nothing down
                upstream = np.zeros_like(upstream) if below is None else below  # (T, B, H)
        run.logits_gradient = self._in_time(gradient)
        run.gradients = self._gradients
        return flat

    @property
    def _top(self) -> FloatArray:
        return self._layers[-1].output.reshape(-1, self.shape.hidden_size)  # (T·B, H)

    @cached_property
    def _flat_gradient(self) -> FloatArray:
        return np.zeros_like(self.parameters)  # (P,)

    @cached_property
    def _gradients(self) -> tuple[LayerGradients, ...]:
        return tuple(
            LayerGradients(run, run.interpreter.parameter_views(self._flat_gradient)) for run in self._layers
        )

    def _in_time(self, rows: FloatArray) -> FloatArray:
        return rows.reshape(self._steps, self._batch, -1)


def _before(
    shape: NetShape, layer: int, batch: int, initial: Mapping[str, FloatArray]
) -> dict[str, FloatArray]:
    """Return the initial states of a layer by name, (B, H) each."""
    keys = {state: shape.key(state, layer) for state in shape.cell.states}
    return {
        state: np.broadcast_to(initial[key], (batch, shape.hidden_size))
        for state, key in keys.items()
        if key in initial
    }


def forward(
    shape: NetShape,
    parameters: FloatArray,
    inputs: npt.NDArray[np.number],
    targets: IntArray,
    clamps: Sequence[Clamp] = (),
    initial: Mapping[str, FloatArray] | None = None,
) -> NetRun:
    """Run a net on a batch once; for the parameters see :class:`NetInterpreter`."""
    return NetInterpreter(shape, parameters, inputs, targets, clamps, initial).forward()


def backward(run: NetRun) -> FloatArray:
    """Back-propagate a run's loss and fill in its gradients.

    Returns
    -------
    FloatArray
        ∂L/∂parameters, flat (P,), in the parameters' dtype; overwritten by the next call on the same net.
    """
    return run.net.backward(run)
