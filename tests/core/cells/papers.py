"""The catalogue's cells once more, written by hand from their papers: an oracle that never sees the graph.

Plain NumPy, one sequence, one step after the other. Every function here is also right for complex numbers, so
that a gradient needs no backward pass of ours: the imaginary part of L(p + iε·e) / ε is ∂L/∂p to the last
digit (Squire & Trapp 1998, Using Complex Variables to Estimate Derivatives of Real Functions).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.net import FloatArray, NetShape

Vector = npt.NDArray[Any]
Vectors = dict[str, Vector]
Step = Callable[[Vectors, Vector, Vectors], Vectors]
EPSILON = 1e-100


def sigmoid(a: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-a)))


def rectified(a: Vector) -> Vector:
    return np.where(a.real > 0, a, 0)


def elman(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """Elman 1990."""
    return {"h": np.tanh(w["W_xh"].dot(x) + w["W_hh"].dot(s["h"]) + w["b_h"])}


def rectified_units(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """Le, Jaitly & Hinton 2015."""
    return {"h": rectified(w["W_xh"].dot(x) + w["W_hh"].dot(s["h"]) + w["b_h"])}


def long_short_term_memory(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """Gers, Schmidhuber & Cummins 2000, without peepholes."""
    stacked = {gate: np.hstack([w[f"W_x{gate}"], w[f"W_h{gate}"]]) for gate in "ifog"}
    both = np.concatenate([x, s["h"]])
    a = {gate: stacked[gate].dot(both) + w[f"b_{gate}"] for gate in "ifog"}
    memory = sigmoid(a["f"]) * s["c"] + sigmoid(a["i"]) * np.tanh(a["g"])
    return {"h": sigmoid(a["o"]) * np.tanh(memory), "c": memory}


def gated_unit(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """Cho et al. 2014, equations 5 to 8: r is applied before the recurrent product."""
    h = s["h"]
    r = sigmoid(w["W_xr"].dot(x) + w["W_hr"].dot(h) + w["b_r"])
    z = sigmoid(w["W_xz"].dot(x) + w["W_hz"].dot(h) + w["b_z"])
    candidate = np.tanh(w["W_xh"].dot(x) + w["W_hh"].dot(r * h) + w["b_h"])
    return {"h": z * h + (1 - z) * candidate}


def gated_unit_of_torch(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """The documentation of torch.nn.GRU: r is applied after the recurrent product."""
    h = s["h"]
    r = sigmoid(w["W_xr"].dot(x) + w["b_xr"] + w["W_hr"].dot(h) + w["b_hr"])
    z = sigmoid(w["W_xz"].dot(x) + w["b_xz"] + w["W_hz"].dot(h) + w["b_hz"])
    n = np.tanh(w["W_xn"].dot(x) + w["b_xn"] + r * (w["W_hn"].dot(h) + w["b_hn"]))
    return {"h": (1 - z) * n + z * h}


def minimal_gated_unit(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """Zhou et al. 2016: matrices on the old state and the input side by side."""
    h = s["h"]
    f = sigmoid(np.hstack([w["W_hf"], w["W_xf"]]).dot(np.concatenate([h, x])) + w["b_f"])
    candidate = np.tanh(np.hstack([w["W_hh"], w["W_xh"]]).dot(np.concatenate([f * h, x])) + w["b_h"])
    return {"h": (1 - f) * h + f * candidate}


def first_mutation(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """MUT1 of Jozefowicz et al. 2015; tanh(x) needs x embedded to the hidden size."""
    h = s["h"]
    z = sigmoid(w["W_xz"].dot(x) + w["b_z"])
    r = sigmoid(w["W_xr"].dot(x) + w["W_hr"].dot(h) + w["b_r"])
    return {"h": np.tanh(w["W_hh"].dot(r * h) + np.tanh(w["W_xe"].dot(x)) + w["b_h"]) * z + h * (1 - z)}


def second_mutation(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """MUT2; the x that is added without a matrix is embedded."""
    h = s["h"]
    z = sigmoid(w["W_xz"].dot(x) + w["W_hz"].dot(h) + w["b_z"])
    r = sigmoid(w["W_xe"].dot(x) + w["W_hr"].dot(h) + w["b_r"])
    return {"h": np.tanh(w["W_hh"].dot(r * h) + w["W_xh"].dot(x) + w["b_h"]) * z + h * (1 - z)}


def third_mutation(w: Vectors, x: Vector, s: Vectors) -> Vectors:
    """MUT3."""
    h = s["h"]
    z = sigmoid(w["W_xz"].dot(x) + w["W_hz"].dot(np.tanh(h)) + w["b_z"])
    r = sigmoid(w["W_xr"].dot(x) + w["W_hr"].dot(h) + w["b_r"])
    return {"h": np.tanh(w["W_hh"].dot(r * h) + w["W_xh"].dot(x) + w["b_h"]) * z + h * (1 - z)}


def odyssey(variant: str) -> Step:
    """Greff et al. 2015: the vanilla LSTM ("V") and its variants, in the paper's order and signs."""

    def step(w: Vectors, x: Vector, s: Vectors) -> Vectors:
        y, c = s["h"], s["c"]

        def block(gate: str, peep: Vector | None = None) -> Vector:
            total = w[f"W_x{gate}"].dot(x) + w[f"W_h{gate}"].dot(y) + w[f"b_{gate}"]
            if peep is not None and variant != "NP":
                total = total + w[f"p_{gate}"] * peep
            if peep is not None and variant == "FGR":
                total = total + sum(w[f"W_{other}{gate}"].dot(s[other]) for other in "ifo")
            return np.asarray(total)

        one = np.ones_like(c)
        z = block("g") if variant == "NIAF" else np.tanh(block("g"))
        i = one if variant == "NIG" else sigmoid(block("i", c))
        f = one if variant == "NFG" else 1 - i if variant == "CIFG" else sigmoid(block("f", c))
        c = z * i + c * f
        o = one if variant == "NOG" else sigmoid(block("o", c))
        y = (c if variant == "NOAF" else np.tanh(c)) * o
        gates = {"i": i, "f": f, "o": o} if variant == "FGR" else {}
        return {"h": y, "c": c, **gates}

    return step


STEPS: dict[str, Step] = {
    "rnn": elman,
    "rnn-relu": rectified_units,
    "lstm": long_short_term_memory,
    "lstm-peephole": odyssey("V"),
    **{
        f"lstm-{variant.lower()}": odyssey(variant)
        for variant in ("NIG", "NFG", "NOG", "NIAF", "NOAF", "CIFG", "NP", "FGR")
    },
    "gru": gated_unit,
    "gru-torch": gated_unit_of_torch,
    "mgu": minimal_gated_unit,
    "mut1": first_mutation,
    "mut2": second_mutation,
    "mut3": third_mutation,
}


@dataclass(frozen=True)
class Run:
    """What a net of a paper's cell computes.

    Attributes
    ----------
    states
        By sequence, step and layer (from 1) the states.
    probabilities
        By sequence and step, each (V,).
    loss
        Mean over all targets.
    """

    states: list[list[dict[int, Vectors]]]
    probabilities: list[list[Vector]]
    loss: Any


def run(shape: NetShape, parameters: Vector, batch: Batch) -> Run:
    """Run every sequence of a batch; ``parameters`` (P,) real or complex."""
    step, w = STEPS[shape.cell.name], shape.views(parameters)
    layers = {n: _of_layer(shape, w, n) for n in range(1, shape.layers + 1)}
    every_state, every_probability, losses = [], [], []
    for column, length in enumerate(batch.lengths):
        zeros = {state: np.zeros(shape.hidden_size, parameters.dtype) for state in shape.cell.states}
        now = dict.fromkeys(layers, zeros)
        states, probabilities = [], []
        for t in range(length):
            x = np.eye(shape.input_size)[batch.inputs[t, column]]  # (X,)
            after = {}
            for n, weights in layers.items():
                after[n] = step(weights, x, now[n])
                x = after[n]["h"]  # (H,)
            now = after
            exponentials = np.exp(w["W_hy"].dot(x) + w["b_y"])  # (V,)
            states.append(now)
            probabilities.append(exponentials / exponentials.sum())
            if batch.targets[t, column] >= 0:
                losses.append(-np.log(probabilities[-1][batch.targets[t, column]]))
        every_state.append(states)
        every_probability.append(probabilities)
    assert len(losses) == batch.total
    return Run(every_state, every_probability, np.mean(losses))


def _of_layer(shape: NetShape, views: Vectors, layer: int) -> Vectors:
    return {entry.name: views[entry.key] for entry in shape.parameters if entry.layer == layer}


def gradient(shape: NetShape, parameters: FloatArray, batch: Batch) -> FloatArray:
    """Differentiate the loss by every parameter, float64 (P,)."""
    slopes = np.empty(shape.parameter_count)
    for index in range(shape.parameter_count):
        shifted = parameters.astype(np.complex128)  # (P,)
        shifted[index] += 1j * EPSILON
        slopes[index] = run(shape, shifted, batch).loss.imag / EPSILON
    return slopes
