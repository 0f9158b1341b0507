"""Every cell of the catalogue against its paper, written by hand: values and gradients, in all backends."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, interpreter, kernel
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.net import FloatArray, NetShape
from tests.core.cells import papers
from tests.core.cells.kernel_helpers import compiled_gradient
from tests.core.cells.strategies import random_parameters

BATCH = Batch.of([([0, 3, 1, 2, 0], [1, 2, 0, 3, 1]), ([2, 2, 0], [-1, 1, 3]), ([1], [2])])
CELLS = pytest.mark.parametrize("name", catalogue.names())


@cache
def paper(name: str, layers: int) -> tuple[NetShape, FloatArray, papers.Run, FloatArray]:
    """Return a net, its parameters, and by the paper its run and gradient."""
    shape = NetShape(catalogue.load(name), 4, 3, layers, 4)
    parameters = random_parameters(shape, seed=layers).astype(np.float32).astype(np.float64)  # (P,)
    return shape, parameters, papers.run(shape, parameters, BATCH), papers.gradient(shape, parameters, BATCH)


def assert_near(actual: FloatArray, expected: FloatArray) -> None:
    """Compare as far as float32 goes."""
    np.testing.assert_allclose(actual, expected, rtol=1e-3, atol=2e-5 * (1 + np.abs(expected).max()))


def test_no_cell_goes_without_its_paper() -> None:
    assert sorted(papers.STEPS) == sorted(catalogue.names())


@pytest.mark.parametrize("layers", [1, 2])
@CELLS
def test_the_interpreter(name: str, layers: int) -> None:
    shape, parameters, expected, gradient = paper(name, layers)
    run = interpreter.forward(shape, parameters, BATCH.inputs, BATCH.targets)
    assert run.loss == pytest.approx(expected.loss, rel=1e-12)
    np.testing.assert_allclose(interpreter.backward(run), gradient, rtol=1e-9, atol=1e-12)
    for column, steps in enumerate(expected.states):
        for t, by_layer in enumerate(steps):
            found = run.probabilities[t, column]
            np.testing.assert_allclose(found, expected.probabilities[column][t], atol=1e-12)
            for layer, states in by_layer.items():
                assert tuple(states) == shape.cell.states
                for state, value in states.items():
                    values = run.layers[layer - 1].values[shape.cell.quantity_nodes[state]]
                    assert values is not None
                    np.testing.assert_allclose(values[t, column], value, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("layers", [1, 2])
@CELLS
def test_the_compiled_backend(name: str, layers: int) -> None:
    shape, parameters, expected, gradient = paper(name, layers)
    single = parameters.astype(np.float32)
    runner = CompiledRunner(shape, BATCH)
    assert runner.evaluate(single).loss == pytest.approx(expected.loss, rel=1e-4)
    assert_near(compiled_gradient(runner, single), gradient)
    for column, steps in enumerate(expected.states):
        length = len(steps)
        trace = kernel.record(shape, single, BATCH.inputs[:length, column], BATCH.targets[:length, column])
        assert_near(trace.probabilities, np.array(expected.probabilities[column]))
        for layer in range(1, layers + 1):
            for state in shape.cell.states:
                values = np.array([by_layer[layer][state] for by_layer in steps])  # (T, H)
                assert_near(trace.values[shape.key(state, layer)], values)


@pytest.mark.parametrize("layers", [1, 2])
@CELLS
def test_the_torch_backend(name: str, layers: int) -> None:
    shape, parameters, expected, gradient = paper(name, layers)
    loss, found = TorchRunner(shape, BATCH).gradient(parameters.astype(np.float32))
    assert loss == pytest.approx(expected.loss, rel=1e-4)
    assert_near(found, gradient)
