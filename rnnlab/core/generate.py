"""A net that writes: its own output becomes its next input.

The net reads the prefix, then every next symbol is either the likeliest one (greedy) or drawn from the
softmax at a temperature. Only states are carried, so writing n symbols costs n steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.layer_interpreter import Clamp, LayerInterpreter
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, FloatArray, NetShape


@dataclass(frozen=True, eq=False)
class Written:
    """One symbol the net wrote.

    Attributes
    ----------
    symbol
        Its index.
    probabilities
        The softmax it was chosen from (V,), at temperature 1.
    """

    symbol: int
    probabilities: FloatArray

    @property
    def probability(self) -> float:
        """What the net gave to the symbol it wrote."""
        return float(self.probabilities[self.symbol])


class Stepper:
    """Runs a net one time step at a time and remembers its states.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat (P,).
    clamps
        Units held at a value.
    initial
        States before the first step by key, (H,) each; zeros where missing.
    """

    def __init__(
        self,
        shape: NetShape,
        parameters: FloatArray,
        clamps: Sequence[Clamp] = (),
        initial: Mapping[str, FloatArray] | None = None,
    ) -> None:
        self._shape = shape
        self._parameters = parameters
        self._layers = [
            LayerInterpreter(shape, layer, parameters, clamps) for layer in range(1, shape.layers + 1)
        ]
        before = initial or {}
        keys = [
            {state: shape.key(state, layer) for state in shape.cell.states}
            for layer in range(1, shape.layers + 1)
        ]
        self._states: list[dict[str, FloatArray]] = [
            {state: before[key][None] for state, key in layer.items() if key in before} for layer in keys
        ]

    def step(self, symbol: int) -> FloatArray:
        """Read one symbol and return the softmax of what follows, shape (V,)."""
        x: npt.NDArray[np.number] = np.array([[symbol]], np.int32)  # (1, 1)
        if not self._shape.is_one_hot:
            x = self._shape.encoded(np.asarray(x, np.intp), self._parameters.dtype)  # (1, 1, X)
        nodes = self._shape.cell.quantity_nodes
        for index, layer in enumerate(self._layers):
            run = layer.forward(x, self._states[index])
            states: dict[str, FloatArray] = {}
            for name in self._shape.cell.states:
                value = run.values[nodes[name]]
                assert value is not None
                states[name] = value[0]  # (1, H)
            self._states[index] = states
            x = states[self._shape.cell.output][None]  # (1, 1, H)
        matrix = self._shape.view(self._parameters, OUTPUT_MATRIX)  # (V, H)
        logits = matrix @ x[0, 0] + self._shape.view(self._parameters, OUTPUT_BIAS)  # (V,)
        return softmax(logits)


def softmax(logits: FloatArray, temperature: float = 1.0) -> FloatArray:
    """Return probabilities (V,) of logits (V,) at a temperature above 0."""
    scaled = (logits - logits.max()) / temperature  # (V,)
    exponentials = np.exp(scaled)  # (V,)
    return np.asarray(exponentials / exponentials.sum())  # (V,)


def write(
    shape: NetShape,
    parameters: FloatArray,
    prefix: Sequence[int],
    *,
    temperature: float = 0.0,
    generator: np.random.Generator | None = None,
    clamps: Sequence[Clamp] = (),
    initial: Mapping[str, FloatArray] | None = None,
) -> Iterator[Written]:
    """Read a prefix, then write without end.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat (P,).
    prefix
        At least one symbol index.
    temperature
        0 for the likeliest symbol, else the temperature it is drawn at.
    generator
        Where the draws come from; a fresh one with seed 0 if missing.
    clamps
        Units held at a value.
    initial
        States before the prefix by key, (H,) each; zeros where missing.

    Yields
    ------
    Written
        One symbol at a time.
    """
    generator = generator or np.random.Generator(np.random.PCG64(0))
    stepper = Stepper(shape, parameters, clamps, initial)
    for symbol in prefix[:-1]:
        stepper.step(symbol)
    last = prefix[-1]
    while True:
        probabilities = stepper.step(last)  # (V,)
        if temperature > 0:
            with np.errstate(divide="ignore"):
                sharpened = softmax(np.log(probabilities.astype(np.float64)), temperature)  # (V,)
            last = int(generator.choice(len(sharpened), p=sharpened / sharpened.sum()))
        else:
            last = int(probabilities.argmax())
        yield Written(last, probabilities)


def follow(
    shape: NetShape,
    parameters: FloatArray,
    prefix: Sequence[int],
    continuation: Sequence[int],
    clamps: Sequence[Clamp] = (),
) -> Iterator[Written]:
    """Read a prefix, then write a continuation that was chosen beforehand.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat (P,).
    prefix
        At least one symbol index.
    continuation
        Symbol indices.
    clamps
        Units held at a value.

    Yields
    ------
    Written
        Each symbol with the probabilities the net had for it.
    """
    stepper = Stepper(shape, parameters, clamps)
    for symbol in prefix[:-1]:
        stepper.step(symbol)
    last = prefix[-1]
    for symbol in continuation:
        yield Written(symbol, stepper.step(last))
        last = symbol
