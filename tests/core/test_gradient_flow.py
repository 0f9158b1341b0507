"""Gradients through time against finite differences, in float64, for every cell of the catalogue."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.layer_interpreter import LayerInterpreter
from rnnlab.core.gradient_flow import (
    Flow,
    bound_rate,
    function_labels,
    jacobian_products,
    largest_slope,
    measure,
    plain_recurrence,
    state_keys,
)
from rnnlab.core.gradient_jacobians import step_jacobians
from rnnlab.core.net import FloatArray, NetShape
from tests.core.cells.strategies import random_parameters

INPUTS, TARGET = (0, 3, 1, 2, 2, 0), 1
STEP = 1e-6


def net(name: str = "lstm", layers: int = 1) -> NetShape:
    return NetShape(catalogue.load(name), 4, 3, layers, 4)


def flow(name: str = "lstm", layers: int = 1) -> Flow:
    shape = net(name, layers)
    return measure(shape, random_parameters(shape), INPUTS, TARGET)


def last_states(shape: NetShape, flat: FloatArray, start: FloatArray, inputs: tuple[int, ...]) -> FloatArray:
    """Run all layers from given states (N,) and return the last ones (N,): independent of any derivative."""
    x: FloatArray = np.array(inputs)[:, None]
    places, ends = iter(start.reshape(-1, shape.hidden_size)), []
    for layer in range(1, shape.layers + 1):
        initial = {state: next(places)[None] for state in shape.cell.states}
        run = LayerInterpreter(shape, layer, flat).forward(x, initial)
        for state in shape.cell.states:
            value = run.values[shape.cell.quantity_nodes[state]]
            assert value is not None
            ends.append(value[-1, 0])
        x = run.output
    return np.concatenate(ends)


def states_at(measured: Flow, t: int) -> FloatArray:
    return np.concatenate([measured.trace.values[key][t] for key in state_keys(measured.trace.shape)])


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_jacobian_products_are_finite_differences(name: str, layers: int) -> None:
    measured = flow(name, layers)
    shape, flat = measured.trace.shape, measured.trace.parameters
    products = jacobian_products(measured.trace)
    for t in (0, 3, 4):
        start = states_at(measured, t)
        for column in range(len(start)):
            push = np.zeros(len(start))
            push[column] = STEP
            ahead, behind = (
                last_states(shape, flat, start + sign * push, INPUTS[t + 1 :]) for sign in (1, -1)
            )
            np.testing.assert_allclose(products[t][:, column], (ahead - behind) / (2 * STEP), atol=1e-8)
    np.testing.assert_array_equal(products[-1], np.eye(products.shape[1]))


@pytest.mark.parametrize("name", catalogue.names())
def test_norms_are_finite_differences_of_the_last_loss(name: str) -> None:
    measured = flow(name)
    shape, flat = measured.trace.shape, measured.trace.parameters
    matrix, bias = shape.view(flat, "W_hy"), shape.view(flat, "b_y")

    def loss(start: FloatArray, t: int) -> float:
        top = last_states(shape, flat, start, INPUTS[t + 1 :])[: shape.hidden_size]
        logits = matrix @ top + bias
        return float(np.log(np.exp(logits).sum()) - logits[TARGET])

    # the output state is read by the next step only, so nothing else at t changes with it
    key = state_keys(shape)[0]
    for t in (0, 2, 4):
        gradient = []
        for unit in range(shape.hidden_size):
            push = np.zeros(len(states_at(measured, t)))
            push[unit] = STEP
            start = states_at(measured, t)
            gradient.append((loss(start + push, t) - loss(start - push, t)) / (2 * STEP))
        assert measured.norms[key][t] == pytest.approx(np.linalg.norm(gradient), rel=1e-6)


@pytest.mark.parametrize("name", catalogue.names())
def test_only_the_last_step_has_a_loss(name: str) -> None:
    measured = flow(name)
    assert np.isnan(measured.trace.losses[:-1]).all()
    assert measured.trace.loss == pytest.approx(measured.trace.losses[-1])


@pytest.mark.parametrize("name", catalogue.names())
def test_singular_values_bound_the_gradient(name: str) -> None:
    measured = flow(name)
    shape = measured.trace.shape
    for key in state_keys(shape):
        assert measured.singular_values[key].shape == (len(INPUTS), shape.hidden_size)
        assert (np.diff(measured.singular_values[key], axis=1) <= 1e-12).all()
        np.testing.assert_allclose(measured.singular_values[key][-1], 1)
    if len(shape.cell.states) == 1:
        key = state_keys(shape)[0]
        allowed = measured.norms[key][-1] * measured.singular_values[key][:, 0]
        assert (measured.norms[key] <= allowed * (1 + 1e-9)).all()


def test_the_bound_of_pascanu_holds_and_is_only_there_where_it_holds() -> None:
    for name in catalogue.names():
        measured = flow(name)
        plain = plain_recurrence(measured.trace.shape.cell) is not None
        assert (measured.bound_rate is not None) == plain
    measured = flow("rnn")
    key = state_keys(measured.trace.shape)[0]
    bound = measured.bound(key)
    assert bound is not None
    assert (measured.norms[key] <= bound * (1 + 1e-9)).all()
    matrix = measured.trace.shape.view(measured.trace.parameters, "W_hh")
    assert measured.bound_rate == pytest.approx(np.linalg.svd(matrix)[1][0])
    assert flow("lstm").bound("h") is None
    assert bound_rate(flow("rnn", layers=2).trace) is None


def test_a_quarter_for_the_sigmoid() -> None:
    assert (largest_slope("sigmoid"), largest_slope("tanh"), largest_slope("relu")) == (0.25, 1.0, 1.0)
    shape = NetShape(parse_cell("s", ("h",), "h = sigmoid(W_xh @ x + W_hh @ h)"), 4, 3, 1, 4)
    flat = random_parameters(shape)
    measured = measure(shape, flat, INPUTS, TARGET)
    assert measured.bound_rate == pytest.approx(0.25 * np.linalg.norm(shape.view(flat, "W_hh"), 2))


def test_saturation_counts_units() -> None:
    shape = net("rnn")
    flat = np.zeros(shape.parameter_count)
    shape.view(flat, "b_h")[...] = [0.0, 1.0, 5.0]  # slopes 1, 0.42, 0.0002
    measured = measure(shape, flat, INPUTS, TARGET)
    assert set(measured.saturation) == {"h"}
    np.testing.assert_allclose(measured.saturation["h"], 1 / 3)


def test_every_function_is_named() -> None:
    for name in catalogue.names():
        labels = function_labels(catalogue.load(name))
        assert len(set(labels.values())) == len(labels)
    assert set(function_labels(catalogue.load("lstm")).values()) == {"i", "f", "o", "g", "tanh(c)"}


def test_the_mean_rate_multiplies_up_to_the_whole_way() -> None:
    measured = flow("gru")
    key = state_keys(measured.trace.shape)[0]
    rate = measured.rate(key)
    assert rate is not None
    norms = measured.norms[key]
    assert norms[-1] * rate ** (len(norms) - 1) == pytest.approx(norms[0])
    assert measure(net("gru"), random_parameters(net("gru")), (0,), 1).rate(key) is None
    assert measure(net("rnn"), np.zeros(net("rnn").parameter_count), INPUTS, 1).rate("h") is None


def test_the_first_step_starts_from_nothing() -> None:
    """Before the first step all states are 0, and the step's Jacobian is taken there."""
    shape = net("rnn")
    flat = random_parameters(shape)
    measured = measure(shape, flat, INPUTS, TARGET)
    first = measured.trace.values["h"][0]
    expected = (1 - first**2)[:, None] * shape.view(flat, "W_hh")
    np.testing.assert_allclose(step_jacobians(measured.trace)[0], expected)


def test_an_explosion_beyond_all_numbers_is_not_hidden() -> None:
    shape = NetShape(parse_cell("l", ("h",), "h = W_xh @ x + W_hh @ h"), 4, 3, 1, 4)
    flat = np.zeros(shape.parameter_count)
    shape.view(flat, "W_hh")[...] = np.eye(3) * 1e200
    measured = measure(shape, flat, INPUTS, TARGET)
    assert np.isnan(measured.singular_values["h"][0]).all()
    np.testing.assert_allclose(measured.singular_values["h"][-2], 1e200)
