"""Beam search against brute force, and readers against the interpreter."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.generate import write
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.phrases.readers import Readers, blocks, read_beginning
from rnnlab.core.phrases.search import look_ahead

LONGEST = 4


def net(cell: str, layers: int = 1, symbols: int = 4, seed: int = 0) -> tuple[NetShape, np.ndarray]:
    shape = NetShape(catalogue.load(cell), symbols, 5, layers, symbols)
    return shape, 3 * initialise(shape, seed).astype(np.float64)  # sharp enough to have favourites


def brute_force(
    shape: NetShape, parameters: np.ndarray, prefix: tuple[int, ...], end: int
) -> list[tuple[float, tuple[int, ...]]]:
    """Return every continuation of up to `LONGEST` symbols that ends, the most probable first."""
    found = []
    letters = [symbol for symbol in range(shape.output_size) if symbol != end]
    for length in range(LONGEST + 1):
        for symbols in product(letters, repeat=length):
            inputs = np.array([*prefix, *symbols])[:, None]  # (T, 1)
            run = interpreter.forward(shape, parameters, inputs, np.full_like(inputs, -1))
            rows = run.probabilities[len(prefix) - 1 :, 0]  # (length + 1, V)
            found.append((float(np.prod([rows[n, s] for n, s in enumerate((*symbols, end))])), symbols))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


@pytest.mark.parametrize("cell", catalogue.names()[:3])
@pytest.mark.parametrize("seed", range(3))
def test_a_wide_beam_finds_exactly_the_best(cell: str, seed: int) -> None:
    shape, parameters = net(cell, layers=1 + seed % 2, seed=seed)
    outlook = look_ahead(shape, parameters, (3, 0, 1), end=3, longest=LONGEST, width=3**LONGEST)
    expected = brute_force(shape, parameters, (3, 0, 1), 3)
    assert outlook.is_exact
    assert [found.symbols for found in outlook.continuations] == [symbols for _, symbols in expected[:5]]
    np.testing.assert_allclose(
        [found.probability for found in outlook.continuations], [p for p, _ in expected[:5]], rtol=1e-9
    )


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_narrow_beam_never_claims_too_much(width: int) -> None:
    claimed = 0
    for seed in range(12):
        shape, parameters = net(catalogue.first(), seed=seed)
        outlook = look_ahead(shape, parameters, (3,), end=3, longest=LONGEST, width=width, count=2)
        expected = brute_force(shape, parameters, (3,), 3)
        probabilities = {symbols: p for p, symbols in expected}
        for found in outlook.continuations:
            assert found.probability == pytest.approx(probabilities[found.symbols])
        if outlook.is_exact:
            claimed += 1
            assert [found.symbols for found in outlook.continuations] == [s for _, s in expected[:2]]
    assert width < 3 or claimed


def test_the_greedy_one_is_what_the_net_writes() -> None:
    shape, parameters = net(catalogue.first(), seed=4)
    outlook = look_ahead(shape, parameters, (3, 2), end=3, longest=20)
    written: list[int] = []
    for symbol in write(shape, parameters, (3, 2)):
        if symbol.symbol == 3 or len(written) == 20:
            break
        written.append(symbol.symbol)
    assert list(outlook.greedy.symbols) == written
    assert outlook.greedy.ended == (len(written) < 20)
    assert outlook.probabilities.sum() == pytest.approx(1)


def test_a_held_unit_is_held_in_the_search() -> None:
    shape, parameters = net(catalogue.first())
    quantity = shape.cell.output
    clamps = tuple(Clamp(1, quantity, unit, 0.0) for unit in range(shape.hidden_size))
    outlook = look_ahead(shape, parameters, (3, 1), end=3, longest=3, clamps=clamps)
    bias = shape.view(parameters, "b_y")  # (V,)
    np.testing.assert_allclose(outlook.probabilities, np.exp(bias) / np.exp(bias).sum())


@pytest.mark.parametrize("cell", catalogue.names()[:3])
def test_reading_in_pieces_is_reading_at_once(cell: str) -> None:
    shape, parameters = net(cell, layers=2)
    prefix = (3, 0, 1, 2, 0)
    inputs = np.array(prefix)[:, None]  # (T, 1)
    run = interpreter.forward(shape, parameters, inputs, np.full_like(inputs, -1))
    reading = read_beginning(shape, parameters, prefix)
    np.testing.assert_allclose(reading.probabilities, run.probabilities[-1, 0])
    np.testing.assert_allclose(reading.states, run.layers[-1].output[:, 0])
    readers = Readers(shape, parameters)
    readers.read(inputs[:2])
    readers.keep(np.array([0, 0, 0]))
    outputs = readers.read(np.repeat(inputs[2:], 3, axis=1))[-1]  # (3, H)
    np.testing.assert_allclose(
        np.exp(readers.log_probabilities(outputs)), np.tile(run.probabilities[-1], (3, 1))
    )


def test_blocks_cover_every_row_once() -> None:
    for count, work in ((0, 10), (7, 10**9), (1000, 4096), (5, 0)):
        rows = [row for part in blocks(count, work) for row in range(part.start, part.stop)]
        assert rows == list(range(count))
