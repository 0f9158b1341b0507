"""Symbols that stand for vectors: every cell through all three backends, traces, and letting a net write."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnlab.core import trace
from rnnlab.core.backends import arithmetic_per_step
from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, interpreter, kernel
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.generate import write
from rnnlab.core.net import Codes, NetShape, initialise
from rnnlab.core.step_values import StepValues
from tests.core.cells import oracle
from tests.core.cells.kernel_helpers import assert_agrees, random_batch
from tests.core.cells.strategies import cells, codes, random_parameters

BITS: Codes = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
UNEVEN: Codes = ((0.5, -1.0, 2.0), (0.0, 0.25, 0.0), (0.0, 0.0, 0.0), (1.5, 0.0, -0.75), (1.0, 1.0, 1.0))


def net(name: str, table: Codes = BITS, layers: int = 1, hidden_size: int = 5) -> NetShape:
    return NetShape(catalogue.load(name), len(table[0]), hidden_size, layers, 2, table)


def batch_for(shape: NetShape, seed: int = 0) -> Batch:
    return random_batch(np.random.default_rng(seed), shape, 7, 4, ragged=True)


@pytest.mark.parametrize("table", [BITS, UNEVEN])
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_through_all_backends(name: str, layers: int, table: Codes) -> None:
    shape = net(name, table, layers)
    batch, parameters = batch_for(shape), random_parameters(shape, layers)
    expected = oracle.ask(shape, parameters, batch.inputs, batch.targets)
    run = interpreter.forward(shape, parameters, batch.inputs, batch.targets)
    gradient = interpreter.backward(run)
    np.testing.assert_allclose(run.logits, expected.logits, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(gradient, expected.gradient, rtol=1e-8, atol=1e-12)
    assert assert_agrees(shape, batch, parameters.astype(np.float32))
    loss, flat = TorchRunner(shape, batch).gradient(parameters.astype(np.float32))
    assert loss == pytest.approx(run.loss, rel=1e-4)
    tolerance = 1e-4 * (1 + np.abs(expected.gradient).max())
    np.testing.assert_allclose(flat, expected.gradient, rtol=1e-3, atol=tolerance)


@pytest.mark.parametrize("name", catalogue.names())
def test_every_derivative_by_finite_differences(name: str) -> None:
    shape = net(name, UNEVEN, hidden_size=3)
    batch, parameters = batch_for(shape), random_parameters(shape)

    def loss(flat: np.ndarray) -> float:
        return interpreter.forward(shape, flat, batch.inputs, batch.targets).loss

    step = 1e-5
    slopes = [
        (loss(parameters + step * unit) - loss(parameters - step * unit)) / (2 * step)
        for unit in np.eye(shape.parameter_count)
    ]
    run = interpreter.forward(shape, parameters, batch.inputs, batch.targets)
    np.testing.assert_allclose(interpreter.backward(run), slopes, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", catalogue.names())
def test_unit_vectors_are_the_same_net_as_one_hot(name: str) -> None:
    shape = NetShape(catalogue.load(name), 4, 5, 2, 3)
    coded = NetShape(shape.cell, 4, 5, 2, 3, tuple(map(tuple, np.eye(4).tolist())))
    assert (coded.symbols, shape.symbols, coded == shape) == (4, 4, False)
    batch, parameters = batch_for(shape), initialise(shape, 3)
    for make in (CompiledRunner, TorchRunner):
        ours, theirs = make(coded, batch).evaluate(parameters), make(shape, batch).evaluate(parameters)
        assert ours.loss == pytest.approx(theirs.loss, rel=1e-5)
        assert ours.correct == theirs.correct


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(cell=cells(), data=st.data())
def test_random_cells_in_compiled_code(cell: object, data: st.DataObject) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    size = int(rng.integers(1, 12))
    shape = NetShape(cell, size, int(rng.integers(1, 20)), 2, 3, data.draw(codes(size)))  # type: ignore[arg-type]
    assert_agrees(shape, batch_for(shape), random_parameters(shape, 1, 0.4).astype(np.float32))


@pytest.mark.parametrize("name", catalogue.names())
def test_traces_hold_the_vectors(name: str) -> None:
    shape = net(name, UNEVEN, layers=2)
    parameters = initialise(shape, 1)
    # shorter after longer, so that nothing of the sequence before is left over
    for length in (9, 40, 3):
        inputs = np.random.default_rng(length).integers(0, 5, length)
        targets = inputs % 2
        ours = kernel.record(shape, parameters, inputs, targets)
        theirs = trace.record(shape, parameters.astype(np.float64), inputs, targets)
        np.testing.assert_allclose(ours.logits, theirs.logits, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(ours.parameters_gradient, theirs.parameters_gradient, rtol=1e-3, atol=1e-5)
        vectors = np.stack([ours.layer_input(1, t) for t in range(length)])  # (T, X)
        np.testing.assert_array_equal(vectors, np.array(UNEVEN)[inputs])


def test_a_product_with_the_input_is_no_column() -> None:
    shape = net("rnn", UNEVEN)
    made = trace.record(shape, random_parameters(shape), [3, 0, 4], [1, 0, 1])
    values = StepValues(made, 1)
    products = [node for node in shape.cell.nodes if node.kind == "matvec"]
    first = next(node for node in products if shape.cell.nodes[node.operands[0]].kind == "input")
    assert not values.is_one_hot(first.operands[0])
    expected = np.array(UNEVEN)[[3, 0, 4]] @ shape.view(made.parameters, first.name).T  # (T, H)
    np.testing.assert_allclose(values.value(first.index), expected, rtol=1e-12)


def test_a_net_that_writes_reads_codes() -> None:
    shape = net("rnn")
    parameters = random_parameters(shape, 5)
    prefix = [3, 1, 2]
    written = list(islice(write(shape, parameters, prefix), 4))
    read = [*prefix, *(one.symbol for one in written[:-1])]
    made = trace.record(shape, parameters, read)
    for place, one in enumerate(written):
        np.testing.assert_allclose(one.probabilities, made.probabilities[len(prefix) - 1 + place], rtol=1e-9)


def test_bad_codes_and_symbols_are_refused() -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        NetShape(catalogue.load("rnn"), 3, 4, 1, 2, BITS)
    with pytest.raises(ValueError, match="between 0 and 3"):
        CompiledRunner(net("rnn"), Batch.of([([4], [1])]))


def test_vectors_are_multiplied_and_not_picked() -> None:
    shape = net("rnn", hidden_size=8)
    one_hot = NetShape(shape.cell, 2, 8, 1, 2)
    batch = Batch.of([([0, 1, 1], [1, 0, 1])])
    difference = arithmetic_per_step(shape, batch) - arithmetic_per_step(one_hot, batch)
    assert difference == 6 * batch.total * 8 * 2
