"""The compiled backend against the interpreter in float64: losses, answers and gradients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, graph
from rnnlab.core.cells.kernel import CompiledRunner, functions, store
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import NetShape, initialise
from tests.core.cells.kernel_helpers import assert_agrees, machine_with, random_batch
from tests.core.cells.strategies import cells, random_parameters

SIZES = [
    # V, H, L, T, B, ragged
    (26, 16, 1, 25, 1, False),
    (26, 32, 1, 13, 13, False),
    (7, 5, 1, 4, 3, True),
    (26, 20, 2, 9, 5, True),
    (5, 33, 3, 6, 2, True),
    (2, 1, 2, 3, 4, True),
]

# Cells in which something stands at an unusual place.
CURIOUS = {
    "no recurrence": ("h", "h = tanh(W_xh @ x + b_h)"),
    "no input": ("h", "h = tanh(W_hh @ h + b_h)"),
    "input is not multiplied": ("h", "e = W_e @ x\nh = tanh(p_e * e + p_h * h)"),
    "input by element": ("h", "h = tanh(W_a @ (x * p_x - 0.5) + W_b @ tanh(x) + W_c @ h)"),
    "one matrix, two vectors": ("h", "r = sigmoid(W_r @ x + W_hh @ h)\nh = tanh(W_r @ x + W_hh @ (r * h))"),
    "one matrix, three vectors": ("h", "a = tanh(W_a @ h)\nh = tanh(W_x @ x + W_a @ a + W_a @ (a * a))"),
    "product of a product": ("h", "h = tanh(W_a @ (W_b @ h) + W_x @ x)"),
    "product of parameters": ("h", "h = tanh(W_a @ b_a + W_x @ x + p_h * h)"),
    "state is a product": ("h", "h = W_x @ x"),
    "state is a product of the other": ("hc", "c = tanh(W_x @ x + p_h * h)\nh = W_h @ c"),
    "state before it is set": ("hc", "h = tanh(W_x @ x + c)\nc = sigmoid(W_c @ h) * c + h"),
    "states that swap": ("hc", "a = h\nh = tanh(W_x @ x + c)\nc = a"),
    "state that nobody reads": ("hc", "h = tanh(W_x @ x + W_h @ h)\nc = tanh(W_c @ h) * c"),
    "quantity that nobody reads": ("h", "h = tanh(W_x @ x + W_h @ h)\nq = W_q @ h + p_q"),
    "numbers only": ("h", "h = tanh(W_x @ x * (2 - 0.5) + 1 - tanh(0.25) + (3 - h) * 0.5)"),
    "rectified": ("h", "h = relu(W_x @ x + W_h @ h + b_h) - 0.1 * h"),
    "squares": ("h", "a = W_x @ x\nh = tanh(a * a + h * h - a * h)"),
    "hidden on hidden on hidden": ("h", "a = tanh(W_a @ h)\nb = tanh(W_b @ a)\nh = tanh(W_c @ b + W_x @ x)"),
    "input twice removed": (
        "h",
        "a = tanh(W_a @ x)\nd = sigmoid(W_d @ a + p_d)\nh = tanh(W_h @ (d * h) + a)",
    ),
    "input-sized rows": ("h", "a = W_a @ h + x\nh = tanh(W_x @ (a * p_a) + W_y @ a)"),
}


def curious(name: str) -> graph.Cell:
    states, equations = CURIOUS[name]
    return parse_cell(name, tuple(states), equations)


@pytest.mark.parametrize("name", catalogue.names())
@pytest.mark.parametrize("size", SIZES)
def test_catalogue_agrees_with_the_interpreter(name: str, size: tuple[int, int, int, int, int, bool]) -> None:
    symbols, hidden, layers, steps, count, ragged = size
    rng = np.random.default_rng(hash(size) % 1000)
    shape = NetShape(catalogue.load(name), symbols, hidden, layers, symbols)
    batch = random_batch(rng, shape, steps, count, ragged=ragged)
    assert assert_agrees(shape, batch, 1.5 * initialise(shape, 1))


@pytest.mark.parametrize("name", CURIOUS)
def test_curious_cells_agree_with_the_interpreter(name: str) -> None:
    rng = np.random.default_rng(2)
    for layers in (1, 2, 3):
        for hidden in (3, 17):
            shape = NetShape(curious(name), 4, hidden, layers, 6)
            parameters = random_parameters(shape, layers, 0.3).astype(np.float32)
            assert assert_agrees(shape, random_batch(rng, shape, 6, 4, ragged=True), parameters)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(cell=cells(), data=st.data())
def test_random_cells_agree_with_the_interpreter(cell: graph.Cell, data: st.DataObject) -> None:
    for seed in range(6):
        rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
        symbols, hidden, outputs = (int(size) for size in rng.integers(2, 30, 3))
        shape = NetShape(cell, symbols, hidden, seed % 3 + 1, outputs)
        batch = random_batch(rng, shape, int(rng.integers(1, 7)), int(rng.integers(1, 6)), ragged=True)
        assert_agrees(shape, batch, random_parameters(shape, seed, 0.5).astype(np.float32))


@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_every_length_of_vectors_agrees(lanes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processors have shorter or longer vectors; the code for them computes the same."""
    monkeypatch.setattr(store, "host", lambda: machine_with(lanes))
    store.forget()
    rng = np.random.default_rng(lanes)
    try:
        for name in ("product of a product", "one matrix, three vectors", "input-sized rows"):
            for hidden in (1, 4, 13, 40):
                shape = NetShape(curious(name), 9, hidden, 2, 11)
                parameters = random_parameters(shape, 1, 0.4).astype(np.float32)
                assert assert_agrees(shape, random_batch(rng, shape, 5, 7, ragged=True), parameters)
    finally:
        store.forget()


@pytest.mark.parametrize(
    "symbols, hidden, steps, count",
    [(300, 512, 4, 3), (2000, 8, 3, 30), (9, 70, 200, 2), (4, 24, 3, 200)],
)
def test_large_sizes_agree(symbols: int, hidden: int, steps: int, count: int) -> None:
    rng = np.random.default_rng(5)
    shape = NetShape(catalogue.load("gru"), symbols, hidden, 1, symbols)
    assert assert_agrees(shape, random_batch(rng, shape, steps, count, ragged=False), initialise(shape, 3))


def test_every_function_of_the_language_is_there() -> None:
    assert set(functions.FUNCTIONS) == set(graph.FUNCTIONS)


def test_several_answers_as_good_count_as_the_first() -> None:
    """With all weights 0 every logit is the same; NumPy's argmax takes the first, and so does everybody."""
    shape = NetShape(catalogue.load("rnn"), 3, 4, 1, 20)
    batch = Batch.of([([0, 1, 2], [0, 1, 19])])
    assert CompiledRunner(shape, batch).evaluate(np.zeros(shape.parameter_count, np.float32)).correct == 1


def test_sequences_without_steps_or_targets() -> None:
    shape = NetShape(catalogue.load("rnn"), 3, 4, 2, 3)
    parameters = initialise(shape, 0)
    for batch in (Batch.of([]), Batch.of([([], [])]), Batch.of([([1, 2], [-1, -1]), ([], [])])):
        found = CompiledRunner(shape, batch).evaluate(parameters)
        assert (found.loss, found.correct, found.total) == (0, 0, 0)
    half = Batch.of([([1, 2], [0, 1]), ([], [])])
    assert assert_agrees(shape, half, parameters)


@pytest.mark.parametrize("inputs, targets", [([3], [0]), ([-1], [0]), ([0], [5]), ([0], [-2])])
def test_symbols_outside_the_net_are_refused(inputs: list[int], targets: list[int]) -> None:
    shape = NetShape(catalogue.load("rnn"), 3, 4, 1, 5)
    with pytest.raises(ValueError, match="must lie between"):
        CompiledRunner(shape, Batch.of([(inputs, targets)]))
