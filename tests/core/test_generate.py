"""Writing on: the same numbers as a trace of the whole sequence, greedy or drawn."""

from itertools import islice

import numpy as np
import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.generate import softmax, write
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.trace import record


@pytest.mark.parametrize("name", catalogue.names())
@pytest.mark.parametrize("layers", [1, 2])
def test_greedy_writing_agrees_with_the_trace(name: str, layers: int) -> None:
    shape = NetShape(catalogue.load(name), 6, 5, layers, 6)
    parameters = (3 * initialise(shape, 4)).astype(np.float64)
    written = list(islice(write(shape, parameters, [2, 0, 5]), 7))
    inputs = [2, 0, 5, *(one.symbol for one in written[:-1])]
    trace = record(shape, parameters, inputs)
    for number, one in enumerate(written):
        assert np.allclose(one.probabilities, trace.probabilities[2 + number], atol=1e-12)
        assert one.symbol == trace.logits[2 + number].argmax()
        assert one.probability == one.probabilities.max()


def test_clamps_are_felt() -> None:
    shape = NetShape(catalogue.load(catalogue.names()[0]), 4, 3, 1, 4)
    parameters = initialise(shape, 1).astype(np.float64)
    clamps = (Clamp(1, shape.cell.output, 1, 0.7),)
    written = next(write(shape, parameters, [0, 1], clamps=clamps))
    expected = record(shape, parameters, [0, 1], None, clamps).probabilities[1]
    assert np.allclose(written.probabilities, expected)


def test_drawing_follows_the_softmax_and_the_seed() -> None:
    shape = NetShape(catalogue.load(catalogue.names()[0]), 3, 4, 1, 3)
    parameters = (2 * initialise(shape, 0)).astype(np.float64)
    generator = np.random.Generator(np.random.PCG64(5))
    draws = [
        next(write(shape, parameters, [1], temperature=1.0, generator=generator)).symbol for _ in range(600)
    ]
    expected = next(write(shape, parameters, [1])).probabilities
    assert np.allclose(np.bincount(draws, minlength=3) / 600, expected, atol=0.08)
    again = [
        [one.symbol for one in islice(write(shape, parameters, [1], temperature=1.5), 20)] for _ in range(2)
    ]
    assert again[0] == again[1]


def test_temperature_sharpens_and_flattens() -> None:
    logits = np.array([0.0, 1.0, 3.0])
    sharp, plain, flat = (softmax(logits, temperature) for temperature in (0.25, 1.0, 4.0))
    assert sharp[2] > plain[2] > flat[2]
    assert np.isclose(flat.sum(), 1)
    assert np.all(np.isfinite(softmax(np.array([1e4, -1e4, 0.0]))))
