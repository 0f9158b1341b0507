"""The shape of a net and the flat vector its parameters lie in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import NetShape, initialise
from tests.core.cells.strategies import shapes


def shape_of(name: str = "rnn", layers: int = 1) -> NetShape:
    return NetShape(catalogue.load(name), input_size=5, hidden_size=3, layers=layers, output_size=4)


def test_keys_of_one_layer_are_plain() -> None:
    shape = shape_of()
    places = [(e.key, e.layer, e.shape, e.offset) for e in shape.parameters]
    assert places == [
        ("W_xh", 1, (3, 5), 0),
        ("W_hh", 1, (3, 3), 15),
        ("b_h", 1, (3,), 24),
        ("W_hy", 0, (4, 3), 27),
        ("b_y", 0, (4,), 39),
    ]
    assert shape.parameter_count == 43
    assert shape.quantity_keys == ("h",)


def test_keys_of_several_layers_are_numbered() -> None:
    shape = shape_of("lstm", layers=2)
    keys = [entry.key for entry in shape.parameters]
    assert keys[:3] == ["W_xi.1", "W_hi.1", "b_i.1"]
    assert keys[12:15] == ["W_xi.2", "W_hi.2", "b_i.2"]
    assert keys[-2:] == ["W_hy", "b_y"]
    assert shape.quantity_keys[:3] == ("i.1", "f.1", "o.1")
    assert shape.quantity_keys[-1] == "h.2"
    assert shape.entries["W_xi.1"].shape == (3, 5)
    # x of the second layer is the first one's output
    assert shape.entries["W_xi.2"].shape == (3, 3)


@given(shapes())
def test_the_parameters_fill_the_flat_vector_without_gaps(shape: NetShape) -> None:
    offset = 0
    for entry in shape.parameters:
        assert entry.offset == offset
        assert entry.size == int(np.prod(entry.shape))
        offset += entry.size
    assert shape.parameter_count == offset
    assert list(shape.views(np.arange(offset, dtype=np.float32))) == [e.key for e in shape.parameters]


def test_views_share_their_numbers_with_the_vector() -> None:
    shape = shape_of()
    flat = np.zeros(shape.parameter_count, np.float32)  # (P,)
    shape.view(flat, "W_hh")[1, 2] = 7
    assert flat[15 + 3 + 2] == 7
    assert shape.view(flat, "b_y").shape == (4,)
    with pytest.raises(KeyError):
        shape.view(flat, "W_hh.1")


def test_a_matrix_may_lead_back_to_the_input() -> None:
    cell = parse_cell("cell", ("h",), "e = W_e @ h\nh = tanh(W_u @ (e * x))")
    shape = NetShape(cell, input_size=5, hidden_size=3, layers=2, output_size=4)
    assert shape.entries["W_e.1"].shape == (5, 3)
    assert shape.entries["W_e.2"].shape == (3, 3)


@given(st.integers(0, 2**32 - 1))
def test_the_same_seed_gives_the_same_parameters(seed: int) -> None:
    shape = shape_of("gru")
    first, second = initialise(shape, seed), initialise(shape, seed)
    assert first.dtype == np.float32
    np.testing.assert_array_equal(first, second)
    assert np.any(first != initialise(shape, seed + 1))


def test_initial_parameters_are_uniform_within_their_bound() -> None:
    shape = NetShape(catalogue.load("lstm"), input_size=20, hidden_size=64, layers=2, output_size=20)
    parameters = initialise(shape, 0)  # (P,)
    bound = 1 / np.sqrt(64)
    assert np.abs(parameters).max() <= bound
    counts, _ = np.histogram(parameters, bins=8, range=(-bound, bound))
    assert counts.min() > 0.95 * len(parameters) / 8


def test_shapes_that_compute_the_same_are_equal() -> None:
    assert shape_of("gru") == shape_of("gru")
    assert hash(shape_of("gru")) == hash(shape_of("gru"))
    assert shape_of("gru") != shape_of("gru-torch")
    assert shape_of("gru") != shape_of("gru", layers=2)
