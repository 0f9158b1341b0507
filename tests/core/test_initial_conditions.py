"""The recurrent matrices and the keeping gates are found on the graph."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.initial_conditions import (
    Bias,
    InitialConditions,
    conditioned,
    forget_biases,
    recurrent_matrices,
    spectral_radius,
)
from rnnlab.core.net import NetShape, initialise


def net(name: str, layers: int = 1) -> NetShape:
    return NetShape(catalogue.load(name), 4, 6, layers, 4)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_recurrent_matrix_gets_the_radius_and_nothing_else_changes(name: str, layers: int) -> None:
    shape = net(name, layers)
    before = initialise(shape, 3)
    after = conditioned(shape, 3, InitialConditions(spectral_radius=1.7))
    names = recurrent_matrices(shape.cell)
    assert names
    for entry in shape.parameters:
        view, old = shape.view(after, entry.key), shape.view(before, entry.key)
        if entry.name in names:
            assert spectral_radius(view) == pytest.approx(1.7, rel=1e-5)
            ratio = view / old
            np.testing.assert_allclose(ratio, ratio[0, 0], rtol=1e-4)
        else:
            np.testing.assert_array_equal(view, old)


def test_without_conditions_it_is_the_usual_start() -> None:
    shape = net("lstm")
    np.testing.assert_array_equal(conditioned(shape, 5, InitialConditions()), initialise(shape, 5))


@pytest.mark.parametrize(
    "name, matrices, biases",
    [
        ("rnn", ("W_hh",), ()),
        ("lstm", ("W_hi", "W_hf", "W_ho", "W_hg"), (Bias("b_f", 1),)),
    ],
)
def test_what_is_found(name: str, matrices: tuple[str, ...], biases: tuple[Bias, ...]) -> None:
    cell = catalogue.load(name)
    assert recurrent_matrices(cell) == matrices
    assert forget_biases(cell) == biases


def test_a_gate_that_only_decides_what_is_read_keeps_nothing() -> None:
    names = {bias.name for bias in forget_biases(catalogue.load("gru"))}
    assert names == {"b_z"}


def test_a_gate_that_keeps_as_one_minus_is_turned_round() -> None:
    text = "f = sigmoid(W_xf @ x + W_hf @ h + b_f)\nh = (1 - f) * h + f * tanh(W_xh @ x)"
    cell = parse_cell("m", ("h",), text)
    assert forget_biases(cell) == (Bias("b_f", -1),)
    shape = NetShape(cell, 4, 6, 1, 4)
    flat = conditioned(shape, 0, InitialConditions(forget_bias=3.0))
    np.testing.assert_array_equal(shape.view(flat, "b_f"), -3)


def test_the_forget_bias_is_set_in_every_layer() -> None:
    shape = net("lstm", 2)
    flat = conditioned(shape, 0, InitialConditions(forget_bias=2.5))
    np.testing.assert_array_equal(shape.view(flat, "b_f.1"), 2.5)
    np.testing.assert_array_equal(shape.view(flat, "b_f.2"), 2.5)
    np.testing.assert_array_equal(shape.view(flat, "b_i.1"), shape.view(initialise(shape, 0), "b_i.1"))
