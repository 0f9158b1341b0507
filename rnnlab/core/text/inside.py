"""Looking inside a net while it reads a text: every unit at every character, and what it expects next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.kernel import WindowRunner
from rnnlab.core.cells.layer_interpreter import LayerInterpreter
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.features import correlations, features

IntArray = npt.NDArray[np.integer]

LIKELIEST = 5
LONGEST_TEXT = 20_000
"""Most characters of a text that is looked into."""
_ROWS = 256
TRACE_BEFORE, TRACE_AFTER = 15, 8
"""Time steps around a character that a trace of it shows."""


@dataclass(frozen=True, eq=False)
class Inside:
    """What happened in a net while it read a text.

    Attributes
    ----------
    symbols
        The text (T,).
    states
        By layer and state, in the cell's order, (L, states, T, H); T is the first axis of each.
    likeliest
        The five most probable next symbols after every character, likeliest first, int32 (T, 5).
    probabilities
        Theirs, (T, 5).
    surprise
        Bits that each character cost, given those before; NaN for the first one, (T,).
    feature_names
        What units may follow.
    correlations
        Pearson's, of every unit with every feature, (L, states, H, F).
    """

    symbols: IntArray
    states: Float32Array
    likeliest: npt.NDArray[np.int32]
    probabilities: Float32Array
    surprise: Float32Array
    feature_names: tuple[str, ...]
    correlations: Float32Array

    def activation(self, layer: int, state: int, unit: int) -> Float32Array:
        """Return one unit at every character, (T,); layers from 1."""
        return self.states[layer - 1, state, :, unit]

    def ranking(self, feature: str) -> tuple[tuple[int, int, int, float], ...]:
        """Return all units by how closely they follow a feature: layer (from 1), state, unit, correlation."""
        values = self.correlations[..., self.feature_names.index(feature)]  # (L, states, H)
        order = np.argsort(-np.abs(values), axis=None, kind="stable")
        places = np.stack(np.unravel_index(order, values.shape), axis=1)  # (L·states·H, 3)
        return tuple(
            (int(layer) + 1, int(state), int(unit), float(values[layer, state, unit]))
            for layer, state, unit in places
        )

    def best_feature(self, layer: int, state: int, unit: int) -> tuple[str, float]:
        """Return what a unit follows most closely, and the correlation; layers from 1."""
        values = self.correlations[layer - 1, state, unit]  # (F,)
        if not len(values):
            return "", 0.0
        place = int(np.abs(values).argmax())
        return self.feature_names[place], float(values[place])


def look(shape: NetShape, parameters: Float32Array, symbols: IntArray, text: str) -> Inside:
    """Let a net read a text and keep what happens.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat float32 (P,).
    symbols, text
        The same text as symbols (T,) and as characters (T), up to `LONGEST_TEXT`.
    """
    states = read_states(shape, parameters, symbols)  # (L, states, T, H)
    output = shape.cell.states.index(shape.cell.output)
    matrix = shape.view(parameters, OUTPUT_MATRIX)  # (V, H)
    logits = states[-1, output] @ matrix.T + shape.view(parameters, OUTPUT_BIAS)  # (T, V)
    logits -= logits.max(axis=1, keepdims=True)
    sums = np.exp(logits).sum(axis=1, keepdims=True)  # (T, 1)
    logs = logits - np.log(sums)  # (T, V)
    count = min(LIKELIEST, shape.output_size)
    likeliest = np.argsort(-logs, axis=1, kind="stable")[:, :count]  # (T, count)
    surprise = np.full(len(symbols), np.nan, np.float32)  # (T,)
    surprise[1:] = -logs[np.arange(len(symbols) - 1), symbols[1:]] / np.log(2.0)
    named = features(text)
    values = np.zeros((*states.shape[:2], shape.hidden_size, len(named)), np.float32)
    if named:
        for layer in range(shape.layers):
            for state in range(states.shape[1]):
                values[layer, state] = correlations(states[layer, state], named)  # (H, F)
    return Inside(
        symbols,
        states,
        likeliest.astype(np.int32),
        np.exp(np.take_along_axis(logs, likeliest, axis=1)).astype(np.float32),
        surprise,
        tuple(named),
        values,
    )


def read_states(shape: NetShape, parameters: Float32Array, symbols: IntArray) -> Float32Array:
    """Return every layer's states after every symbol, (L, states, T, H)."""
    sizes = (shape.layers, len(shape.cell.states), len(symbols), shape.hidden_size)
    found = np.zeros(sizes, np.float32)
    try:
        runner = WindowRunner(shape, min(_ROWS, max(len(symbols), 1)), 1)
    except Problem:
        return _interpreted_states(shape, parameters, symbols, found)
    runner.read(parameters, symbols, found)
    return found


def _interpreted_states(
    shape: NetShape, parameters: Float32Array, symbols: IntArray, found: Float32Array
) -> Float32Array:
    x: npt.NDArray[np.number] = np.asarray(symbols, np.int32)[:, None]  # (T, 1)
    for layer in range(shape.layers):
        run = LayerInterpreter(shape, layer + 1, parameters).forward(x)
        for number, state in enumerate(shape.cell.states):
            value = run.values[shape.cell.quantity_nodes[state]]
            assert value is not None
            found[layer, number] = value[:, 0]  # (T, H)
        x = run.output
    return found


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The time steps around a character.

    Attributes
    ----------
    inputs, targets
        Symbols (T,); the last target is −1 where the text ends.
    initial
        The states that the net really had before them, by key, (H,) each; None at the text's beginning.
    focus
        The time step of the character.
    """

    inputs: IntArray
    targets: npt.NDArray[np.int32]
    initial: dict[str, Float32Array] | None
    focus: int


def around(shape: NetShape, inside: Inside, place: int) -> Surroundings:
    """Return the time steps around a character.

    Parameters
    ----------
    shape
        The net that `inside` was made with.
    inside
        What happened over the whole text.
    place
        Index of the character.
    """
    first = max(place - TRACE_BEFORE, 0)
    last = min(place + TRACE_AFTER + 1, len(inside.symbols))
    inputs = inside.symbols[first:last]  # (T,)
    following = inside.symbols[first + 1 : last + 1]
    targets = np.full(len(inputs), -1, np.int32)  # (T,)
    targets[: len(following)] = following
    initial = None
    if first:
        initial = {
            shape.key(state, layer): inside.states[layer - 1, number, first - 1]  # (H,)
            for layer in range(1, shape.layers + 1)
            for number, state in enumerate(shape.cell.states)
        }
    return Surroundings(inputs, targets, initial, place - first)
