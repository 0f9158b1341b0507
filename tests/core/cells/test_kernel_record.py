"""Traces recorded by compiled code against those of the interpreter."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnlab.core import trace
from rnnlab.core.cells import catalogue, graph, kernel
from rnnlab.core.cells.kernel import store
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.trace import Trace
from tests.core.cells.strategies import cells, random_parameters


def assert_same_trace(found: Trace, expected: Trace) -> None:
    for part in ("values", "gradients"):
        ours, theirs = getattr(found, part), getattr(expected, part)
        assert list(ours) == list(theirs)
        for key in theirs:
            assert_close(ours[key], theirs[key], f"{part} of {key}")
    for part in ("logits", "probabilities", "logits_gradient", "losses", "parameters_gradient"):
        assert_close(getattr(found, part), getattr(expected, part), part)
    assert found.loss == pytest.approx(expected.loss, rel=1e-4, abs=1e-6)
    assert np.array_equal(found.inputs, expected.inputs)
    assert np.array_equal(found.targets, expected.targets)
    assert found.clamps == ()


def assert_close(found: np.ndarray, expected: np.ndarray, what: str) -> None:
    assert found.dtype == np.float32
    assert found.flags.c_contiguous
    assert found.shape == expected.shape
    scale = np.nanmax(np.abs(expected), initial=0.0)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=2e-5 * scale + 1e-7, err_msg=what)


def compare(shape: NetShape, parameters: np.ndarray, inputs: np.ndarray, targets: np.ndarray | None) -> None:
    flat = parameters.astype(np.float32)
    expected = trace.record(shape, flat.astype(np.float64), inputs, targets)
    assert_same_trace(kernel.record(shape, flat, inputs, targets), expected)


@pytest.mark.parametrize("name", catalogue.names())
@pytest.mark.parametrize("layers", [1, 3])
def test_traces_of_the_catalogue(name: str, layers: int) -> None:
    rng = np.random.default_rng(layers)
    shape = NetShape(catalogue.load(name), 26, 19, layers, 26)
    # shorter after longer, and longer than what a recorder first has room for
    for steps in (9, 25, 1, 70):
        inputs, targets = rng.integers(0, 26, steps), rng.integers(-1, 26, steps)
        compare(shape, initialise(shape, steps), inputs, targets)
    compare(shape, initialise(shape, 0), inputs, None)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(cell=cells(), data=st.data())
def test_traces_of_random_cells(cell: graph.Cell, data: st.DataObject) -> None:
    for layers in (1, 2):
        rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
        shape = NetShape(
            cell, int(rng.integers(1, 7)), int(rng.integers(1, 20)), layers, int(rng.integers(2, 9))
        )
        steps = int(rng.integers(1, 8))
        inputs = rng.integers(0, shape.input_size, steps)
        targets = rng.integers(-1, shape.output_size, steps)
        parameters = random_parameters(shape, layers, 0.4)
        with np.errstate(all="ignore"):
            expected = trace.record(shape, parameters, inputs, targets)
        largest = max(float(np.abs(gradient).max()) for gradient in expected.gradients.values())
        if largest < 1e3 and np.isfinite(expected.loss):
            compare(shape, parameters, inputs, targets)


def test_quantities_that_nobody_reads_are_there_with_no_gradient() -> None:
    cell = parse_cell(
        "loose", ("h", "c"), "q = W_q @ x\nh = tanh(W_x @ x + W_h @ h)\nc = W_c @ c + q\ne = x * p_e"
    )
    shape = NetShape(cell, 5, 6, 2, 4)
    inputs, targets = np.array([0, 3, 1]), np.array([1, 2, 3])
    compare(shape, initialise(shape, 0), inputs, targets)
    found = kernel.record(shape, initialise(shape, 0), inputs, targets)
    for key in ("q.1", "c.1", "q.2", "c.2", "e.2"):
        assert not found.gradients[key].any()
        assert found.values[key].any()


def test_a_trace_stays_when_the_next_one_is_recorded() -> None:
    shape = NetShape(catalogue.load("lstm"), 4, 5, 1, 4)
    first = kernel.record(shape, initialise(shape, 0), [0, 1, 2], [1, 2, 3])
    before = {key: value.copy() for key, value in first.values.items()}
    kernel.record(shape, initialise(shape, 1), [3, 2, 1], [1, 2, 3])
    assert all(np.array_equal(first.values[key], before[key]) for key in before)


def test_more_nets_than_are_kept() -> None:
    rng = np.random.default_rng(0)
    for hidden in [*range(1, 14), 1, 2]:
        shape = NetShape(catalogue.load("rnn"), 3, hidden, 1, 3)
        compare(shape, initialise(shape, 0), rng.integers(0, 3, 4), rng.integers(0, 3, 4))


def test_threads_may_record_at_the_same_time() -> None:
    shape = NetShape(catalogue.load("gru"), 5, 12, 2, 5)
    rng = np.random.default_rng(0)
    jobs = [(initialise(shape, seed), *rng.integers(0, 5, (2, 20)).astype(np.int32)) for seed in range(40)]
    expected = [kernel.record(shape, *job) for job in jobs]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(5):
            for found, wanted in zip(
                pool.map(lambda job: kernel.record(shape, *job), jobs), expected, strict=True
            ):
                assert np.array_equal(found.parameters_gradient, wanted.parameters_gradient)
                assert np.array_equal(found.logits, wanted.logits)


def test_a_recorder_keeps_its_code_when_the_store_forgets() -> None:
    shape = NetShape(catalogue.load("rnn"), 5, 12, 1, 5)
    first = kernel.record(shape, initialise(shape, 0), [0, 1], [1, 2])
    store.forget()
    gc.collect()
    assert kernel.record(shape, initialise(shape, 0), [0, 1], [1, 2]).loss == first.loss


def test_an_empty_sequence() -> None:
    shape = NetShape(catalogue.load("lstm"), 5, 3, 1, 5)
    found = kernel.record(shape, initialise(shape, 0), [], [])
    assert (found.loss, len(found), found.logits.shape) == (0, 0, (0, 5))
    assert not found.parameters_gradient.any()


def test_whether_recording_would_have_to_wait() -> None:
    shape = NetShape(parse_cell("new", ("h",), "h = tanh(W_x @ x - p_new * h)"), 3, 4, 1, 3)
    assert not kernel.can_record(shape)
    kernel.prepare(shape.cell)
    assert kernel.can_record(shape)
    store.forget()
    assert not kernel.can_record(shape)


@pytest.mark.parametrize(
    "inputs, targets, size", [([5], [0], 0), ([0], [9], 0), ([0, 1], [0], 0), ([0], [0], 1)]
)
def test_what_does_not_fit_is_refused(inputs: list[int], targets: list[int], size: int) -> None:
    shape = NetShape(catalogue.load("rnn"), 3, 4, 1, 3)
    with pytest.raises(ValueError, match="must"):
        kernel.record(shape, np.zeros(shape.parameter_count + size, np.float32), inputs, targets)
