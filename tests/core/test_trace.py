"""A trace holds everything of one sequence: values, gradients, probabilities, by name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import NetShape
from rnnlab.core.trace import record
from tests.core.cells.oracle import ask
from tests.core.cells.strategies import random_parameters, shapes

INPUTS, TARGETS = [0, 3, 1, 2], [3, -1, 2, 0]


def net(name: str = "lstm", layers: int = 1) -> NetShape:
    return NetShape(catalogue.load(name), 4, 3, layers, 4)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_named_quantity_is_there(name: str, layers: int) -> None:
    shape = net(name, layers)
    trace = record(shape, random_parameters(shape), INPUTS, TARGETS)
    assert len(trace) == 4
    assert tuple(trace.values) == tuple(trace.gradients) == shape.quantity_keys
    for key in shape.quantity_keys:
        assert trace.values[key].shape == trace.gradients[key].shape == (4, 3)
    for array in (trace.logits, trace.probabilities, trace.logits_gradient):
        assert array.shape == (4, 4)
    assert trace.parameters_gradient.shape == (shape.parameter_count,)


@settings(max_examples=30)
@given(st.data())
def test_any_cell_as_python_runs_it(data: st.DataObject) -> None:
    shape = data.draw(shapes())
    steps = data.draw(st.integers(1, 5))
    inputs = data.draw(st.lists(st.integers(0, shape.symbols - 1), min_size=steps, max_size=steps))
    targets = data.draw(st.lists(st.integers(-1, shape.output_size - 1), min_size=steps, max_size=steps))
    parameters = random_parameters(shape)  # (P,)
    trace = record(shape, parameters, inputs, targets)
    answer = ask(shape, parameters, np.array(inputs)[:, None], np.array(targets)[:, None])
    assert trace.loss == pytest.approx(answer.loss)
    for key in shape.quantity_keys:
        np.testing.assert_allclose(trace.values[key], answer.values[key][:, 0], rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(trace.gradients[key], answer.gradients[key][:, 0], rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(trace.parameters_gradient, answer.gradient, rtol=1e-8, atol=1e-10)


def test_losses_and_probabilities_belong_together() -> None:
    shape = net("gru")
    trace = record(shape, random_parameters(shape), INPUTS, TARGETS)
    np.testing.assert_allclose(trace.probabilities.sum(axis=1), 1)
    asked = [0, 2, 3]
    expected = [-np.log(trace.probabilities[t, TARGETS[t]]) for t in asked]
    np.testing.assert_allclose(trace.losses[asked], expected)
    assert np.isnan(trace.losses[1])
    assert trace.loss == pytest.approx(np.mean(expected))
    # ∂L/∂logits = (probabilities - one-hot target) / number of targets, 0 where nothing is asked
    for t in range(4):
        one_hot = np.eye(4)[TARGETS[t]]
        wanted = (trace.probabilities[t] - one_hot) / 3 if TARGETS[t] >= 0 else np.zeros(4)
        np.testing.assert_allclose(trace.logits_gradient[t], wanted, atol=1e-12)


def test_without_targets() -> None:
    shape = net()
    trace = record(shape, random_parameters(shape), INPUTS)
    assert trace.loss == 0
    assert np.isnan(trace.losses).all()
    np.testing.assert_array_equal(trace.targets, -1)
    assert not any(gradient.any() for gradient in trace.gradients.values())


def test_the_state_before_a_step() -> None:
    shape = net(layers=2)
    trace = record(shape, random_parameters(shape), INPUTS, TARGETS)
    np.testing.assert_array_equal(trace.previous("c", 2, 0), np.zeros(3))
    for t in range(1, 4):
        np.testing.assert_array_equal(trace.previous("c", 2, t), trace.values["c.2"][t - 1])


def test_what_a_layer_reads() -> None:
    shape = net(layers=2)
    trace = record(shape, random_parameters(shape), INPUTS, TARGETS)
    np.testing.assert_array_equal(trace.layer_input(1, 1), [0, 0, 0, 1])
    np.testing.assert_array_equal(trace.layer_input(2, 1), trace.values["h.1"][1])


def test_a_trace_is_one_column_of_a_batch() -> None:
    shape = net("gru-torch", layers=2)
    parameters = random_parameters(shape)  # (P,)
    trace = record(shape, parameters, INPUTS, TARGETS)
    inputs = np.array([INPUTS, [1, 1, 1, 1]]).T  # (T, B)
    targets = np.array([TARGETS, [-1, -1, -1, -1]]).T  # (T, B)
    run = interpreter.forward(shape, parameters, inputs, targets)
    np.testing.assert_allclose(run.logits[:, 0], trace.logits, atol=1e-12)
    np.testing.assert_allclose(interpreter.backward(run), trace.parameters_gradient, atol=1e-12)


def test_clamps_are_held_and_kept() -> None:
    shape = net()
    clamp = Clamp(1, "c", 1, 0.75)
    parameters = random_parameters(shape)  # (P,)
    trace = record(shape, parameters, INPUTS, TARGETS, [clamp])
    assert trace.clamps == (clamp,)
    np.testing.assert_array_equal(trace.values["c"][:, 1], 0.75)
    assert trace.loss != pytest.approx(record(shape, parameters, INPUTS, TARGETS).loss)
    # the last candidate for a held unit changes nothing
    assert trace.gradients["g"][3, 1] == 0
    assert trace.gradients["g"][3, 0] != 0


def test_a_gradient_says_what_a_nudge_would_do() -> None:
    shape = net("gru")
    parameters = random_parameters(shape)  # (P,)
    trace = record(shape, parameters, INPUTS, TARGETS)
    # h enters the last loss only through the logits
    matrix = shape.view(parameters, "W_hy")
    np.testing.assert_allclose(trace.gradients["h"][3], matrix.T @ trace.logits_gradient[3], atol=1e-12)


def test_the_type_of_the_parameters_is_kept() -> None:
    shape = net()
    trace = record(shape, random_parameters(shape).astype(np.float32), INPUTS, TARGETS)
    assert {values.dtype for values in trace.values.values()} == {np.dtype(np.float32)}
    assert trace.probabilities.dtype == np.float32


def test_names_cannot_be_replaced() -> None:
    shape = net()
    trace = record(shape, random_parameters(shape), INPUTS)
    with pytest.raises(TypeError):
        trace.values["h"] = trace.values["c"]  # type: ignore[index]
