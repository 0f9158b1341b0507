"""The reference backend against finite differences, cells written by hand, torch, and Python itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, interpreter, layer_gradients
from rnnlab.core.cells.interpreter import Clamp, NetInterpreter
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.layer_interpreter import LayerInterpreter
from rnnlab.core.net import FloatArray, NetShape
from tests.core.cells.oracle import ask
from tests.core.cells.strategies import batches, random_parameters, shapes

CATALOGUE = catalogue.names()
RAGGED = Batch.of(
    [
        ([0, 3, 1, 2, 0], [1, 2, 0, 3, 1]),
        ([2, 2, 0], [-1, 1, 3]),
        ([1], [2]),
        ([3, 1], [0, -1]),
    ]
)


def net(name: str, layers: int = 1, hidden_size: int = 3) -> NetShape:
    return NetShape(catalogue.load(name), 4, hidden_size, layers, 4)


def loss_of(
    shape: NetShape, parameters: FloatArray, batch: Batch = RAGGED, clamps: Sequence[Clamp] = ()
) -> float:
    return interpreter.forward(shape, parameters, batch.inputs, batch.targets, clamps).loss


def gradient_of(
    shape: NetShape, parameters: FloatArray, batch: Batch = RAGGED, clamps: Sequence[Clamp] = ()
) -> FloatArray:
    run = interpreter.forward(shape, parameters, batch.inputs, batch.targets, clamps)
    return interpreter.backward(run)


def slope_of(function: Callable[[FloatArray], float], at: FloatArray, direction: FloatArray) -> float:
    """Return the derivative along a direction by finite differences."""
    step = 1e-5
    return (function(at + step * direction) - function(at - step * direction)) / (2 * step)


def assert_close(actual: FloatArray | None, expected: FloatArray | None) -> None:
    assert actual is not None
    assert expected is not None
    np.testing.assert_allclose(actual, expected, rtol=1e-8, atol=1e-10)


# Finite differences.


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_derivative_of_one_layer(name: str) -> None:
    shape = net(name)
    parameters = random_parameters(shape)  # (P,)
    units = np.eye(shape.parameter_count)
    slopes = [slope_of(lambda p: loss_of(shape, p), parameters, unit) for unit in units]
    np.testing.assert_allclose(gradient_of(shape, parameters), slopes, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("layers", [2, 3])
@pytest.mark.parametrize("name", CATALOGUE)
def test_derivatives_through_layers_and_clamps(name: str, layers: int) -> None:
    shape = net(name, layers)
    parameters = random_parameters(shape, seed=layers)  # (P,)
    quantities = [quantity.name for quantity in shape.cell.quantities]
    clamps = (Clamp(1, shape.cell.output, 0, 0.4), Clamp(layers, quantities[0], 2, -0.3))
    for held in ((), clamps):
        gradient = gradient_of(shape, parameters, clamps=held)
        for seed in range(4):
            direction = np.random.default_rng(seed).standard_normal(shape.parameter_count)  # (P,)
            slope = slope_of(
                lambda p, held=held: loss_of(shape, p, clamps=held),  # type: ignore[misc]
                parameters,
                direction,
            )
            assert gradient @ direction == pytest.approx(slope, rel=1e-6, abs=1e-9)


# torch's layers with the weights copied.

TORCH_GATES = {"rnn": ["h"], "lstm": ["i", "f", "g", "o"], "gru-torch": ["r", "z", "n"]}


def torchs_layer(name: str, shape: NetShape, parameters: FloatArray) -> torch.nn.RNNBase:
    kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru-torch": torch.nn.GRU}[name]
    layer: torch.nn.RNNBase = kind(shape.input_size, shape.hidden_size, shape.layers, dtype=torch.float64)
    # torch has two biases a gate; where we have one, the other is 0
    biases = ("b_x{}", "b_h{}") if name == "gru-torch" else ("b_{}", "")
    theirs = {"weight_ih": "W_x{}", "weight_hh": "W_h{}", "bias_ih": biases[0], "bias_hh": biases[1]}
    weights = shape.views(parameters)
    zeros = np.zeros(shape.hidden_size)
    with torch.no_grad():
        for number in range(1, shape.layers + 1):
            for their_name, ours in theirs.items():
                keys = [shape.key(ours.format(gate), number) for gate in TORCH_GATES[name]]
                stacked = np.concatenate([weights[key] if ours else zeros for key in keys])
                getattr(layer, f"{their_name}_l{number - 1}").copy_(torch.tensor(stacked))
    return layer


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("name", sorted(TORCH_GATES))
def test_as_torchs_layers(name: str, layers: int) -> None:
    shape = net(name, layers, hidden_size=6)
    parameters = random_parameters(shape)  # (P,)
    layer = torchs_layer(name, shape, parameters)
    one_hot = torch.nn.functional.one_hot(torch.tensor(RAGGED.inputs, dtype=torch.int64), 4).double()
    expected = layer(one_hot)[0].detach().numpy()  # (T, B, H)
    run = interpreter.forward(shape, parameters, RAGGED.inputs, RAGGED.targets)
    np.testing.assert_allclose(run.layers[-1].output, expected, atol=1e-12)


# Any cell, against Python running its text.


@settings(max_examples=60)
@given(st.data())
def test_any_cell_as_python_runs_it(data: st.DataObject) -> None:
    shape = data.draw(shapes())
    batch = data.draw(batches(shape))
    parameters = random_parameters(shape, seed=data.draw(st.integers(0, 5)))  # (P,)
    answer = ask(shape, parameters, batch.inputs, batch.targets)
    run = interpreter.forward(shape, parameters, batch.inputs, batch.targets)
    assert_close(interpreter.backward(run), answer.gradient)
    assert_close(run.logits, answer.logits)
    assert run.loss == pytest.approx(answer.loss)
    for layer, values in enumerate(run.layers, start=1):
        for name, node in shape.cell.quantity_nodes.items():
            key = shape.key(name, layer)
            assert_close(values.values[node], answer.values[key])
            assert_close(run.gradients[layer - 1].gradients[node], answer.gradients[key])


# Batches, clamps, states to start from.


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_batch_is_its_sequences(name: str) -> None:
    shape = net(name, layers=2)
    parameters = random_parameters(shape)  # (P,)
    loss, gradient, correct = 0.0, np.zeros(shape.parameter_count), 0
    for column, length in enumerate(RAGGED.lengths):
        inputs = RAGGED.inputs[:length, column : column + 1]
        targets = RAGGED.targets[:length, column : column + 1]
        run = interpreter.forward(shape, parameters, inputs, targets)
        share = run.total / RAGGED.total
        loss += run.loss * share
        gradient += interpreter.backward(run) * share
        correct += run.correct
    together = interpreter.forward(shape, parameters, RAGGED.inputs, RAGGED.targets)
    assert together.loss == pytest.approx(loss)
    assert together.correct == correct
    np.testing.assert_allclose(interpreter.backward(together), gradient, atol=1e-12)


@settings(max_examples=25)
@given(st.data())
def test_clamps_hold_and_let_nothing_through(data: st.DataObject) -> None:
    shape = data.draw(shapes(most_layers=2))
    batch = data.draw(batches(shape))
    layer = data.draw(st.integers(1, shape.layers))
    quantity = data.draw(st.sampled_from([quantity.name for quantity in shape.cell.quantities]))
    node = shape.cell.nodes[shape.cell.quantity_nodes[quantity]]
    unit = data.draw(st.integers(0, shape.size(node.dimension, layer) - 1))
    clamps = [Clamp(layer, quantity, unit, 0.25)]
    parameters = random_parameters(shape)  # (P,)
    run = interpreter.forward(shape, parameters, batch.inputs, batch.targets, clamps)
    values = run.layers[layer - 1].values[node.index]
    assert values is not None
    np.testing.assert_array_equal(values[..., unit], 0.25)
    gradient = interpreter.backward(run)
    direction = np.random.default_rng(1).standard_normal(shape.parameter_count)  # (P,)
    if "relu" not in shape.cell.equations:  # whose corners finite differences do not see
        slope = slope_of(lambda p: loss_of(shape, p, batch, clamps), parameters, direction)
        assert gradient @ direction == pytest.approx(slope, rel=1e-4, abs=1e-6)


def test_a_clamp_of_another_layer_changes_nothing_here() -> None:
    shape = net("gru", layers=2)
    parameters = random_parameters(shape)  # (P,)
    plain = interpreter.forward(shape, parameters, RAGGED.inputs, RAGGED.targets)
    held = interpreter.forward(shape, parameters, RAGGED.inputs, RAGGED.targets, [Clamp(2, "h", 0, 1.0)])
    np.testing.assert_array_equal(plain.layers[0].output, held.layers[0].output)
    assert np.any(plain.layers[1].output != held.layers[1].output)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_sequence_can_be_continued(name: str) -> None:
    shape = net(name)
    layer = LayerInterpreter(shape, 1, random_parameters(shape))
    whole = layer.forward(RAGGED.inputs)
    first = layer.forward(RAGGED.inputs[:2])
    nodes = {state: shape.cell.quantity_nodes[state] for state in shape.cell.states}
    states: dict[str, FloatArray] = {}
    for state, node in nodes.items():
        value = first.values[node]
        assert value is not None
        states[state] = value[-1]  # (B, H)
    second = layer.forward(RAGGED.inputs[2:], states)
    np.testing.assert_allclose(second.output, whole.output[2:], atol=1e-14)


# What keeps it fast must not change what it computes.


@settings(max_examples=25)
@given(st.data())
def test_a_net_can_be_run_again_with_other_parameters(data: st.DataObject) -> None:
    shape = data.draw(shapes())
    batch = data.draw(batches(shape))
    parameters = random_parameters(shape, seed=1)  # (P,)
    bound = NetInterpreter(shape, parameters, batch.inputs, batch.targets)
    bound.backward(bound.forward())
    parameters[...] = random_parameters(shape, seed=2)
    again = bound.forward()
    gradient = bound.backward(again)
    assert again.loss == pytest.approx(loss_of(shape, parameters, batch))
    np.testing.assert_allclose(gradient, gradient_of(shape, parameters, batch), atol=1e-12)


def test_many_symbols_are_added_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = parse_cell("cell", ("h",), "q = W_a @ x\nh = tanh(q + W_h @ h + W_a @ x * 2)")
    for shape in (net("lstm"), NetShape(cell, 4, 3, 2, 4)):
        parameters = random_parameters(shape)  # (P,)
        dense = gradient_of(shape, parameters).copy()
        monkeypatch.setattr(layer_gradients, "DENSE_ONE_HOT", 0)
        np.testing.assert_allclose(gradient_of(shape, parameters), dense, atol=1e-13)
        monkeypatch.undo()


@pytest.mark.parametrize("name", CATALOGUE)
def test_symbols_are_one_hot_vectors(name: str) -> None:
    shape = net(name, layers=2)
    parameters = random_parameters(shape)  # (P,)
    one_hot: npt.NDArray[np.float64] = np.eye(4)[RAGGED.inputs]  # (T, B, X)
    run = interpreter.forward(shape, parameters, one_hot, RAGGED.targets)
    assert run.loss == pytest.approx(loss_of(shape, parameters))
    np.testing.assert_allclose(interpreter.backward(run), gradient_of(shape, parameters), atol=1e-13)


def test_the_type_of_the_parameters_is_kept() -> None:
    shape = net("gru", layers=2)
    parameters = random_parameters(shape).astype(np.float32)
    run = interpreter.forward(shape, parameters, RAGGED.inputs, RAGGED.targets)
    assert interpreter.backward(run).dtype == np.float32
    assert run.logits.dtype == run.probabilities.dtype == run.losses.dtype == np.float32
    assert run.loss == pytest.approx(loss_of(shape, random_parameters(shape)), rel=1e-5)


def test_without_targets_there_is_no_loss() -> None:
    shape = net("lstm")
    targets = np.full_like(RAGGED.targets, -1)
    run = interpreter.forward(shape, random_parameters(shape), RAGGED.inputs, targets)
    assert (run.loss, run.correct, run.total) == (0.0, 0, 0)
    np.testing.assert_array_equal(interpreter.backward(run), 0)


def test_numbers_that_burst_are_quiet() -> None:
    cell = parse_cell("cell", ("h",), "h = relu(W_xh @ x + W_hh @ h)")
    shape = NetShape(cell, 4, 3, 1, 4)
    parameters = np.full(shape.parameter_count, 1e30, np.float32)  # (P,)
    run = interpreter.forward(shape, parameters, RAGGED.inputs, RAGGED.targets)
    assert not np.isfinite(run.loss)
    interpreter.backward(run)
