"""Parameter counts as formulas."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.count import count_formula, count_in_numbers
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import NetShape
from tests.core.cells.strategies import shapes


def value(formula: str, **sizes: int) -> int:
    """Calculate a formula of sums, products and brackets."""
    assert re.fullmatch(r"[XHV0-9·+() ]+", formula)
    return int(eval(formula.replace("·", "*"), {"__builtins__": {}}, sizes))


@pytest.mark.parametrize(
    "cell, layers, formula",
    [
        ("rnn", 1, "H·X + H·H + H + V·H + V"),
        ("lstm", 1, "4·(H·X + H·H + H) + V·H + V"),
        ("lstm", 2, "4·(H·X + H·H + H) + 4·(2·H·H + H) + V·H + V"),
        ("lstm", 3, "4·(H·X + H·H + H) + 8·(2·H·H + H) + V·H + V"),
        ("gru", 1, "3·(H·X + H·H + H) + V·H + V"),
        ("lstm-peephole", 1, "4·H·X + 4·H·H + 7·H + V·H + V"),
    ],
)
def test_formulas_as_one_would_write_them(cell: str, layers: int, formula: str) -> None:
    assert count_formula(catalogue.load(cell), layers) == formula


def test_in_numbers() -> None:
    shape = NetShape(catalogue.load("lstm"), 14, 8, 1, 14)
    assert count_in_numbers(shape) == "4·(8·14 + 8·8 + 8) + 14·8 + 14"


@pytest.mark.parametrize(
    "equations, formula",
    [
        ("h = tanh(h)", "V·H + V"),
        ("h = b_a * b_c", "2·H + V·H + V"),
        ("e = b_x * x\nh = tanh(W_a @ e)", "H·X + X + V·H + V"),
        ("e = W_b @ x + x\nh = tanh(W_a @ e)", "H·X + X·X + V·H + V"),
        ("e = W_b @ h + x\nh = tanh(W_a @ e)", "H·X + X·H + V·H + V"),
    ],
)
def test_unusual_parameters(equations: str, formula: str) -> None:
    assert count_formula(parse_cell("written", ["h"], equations)) == formula


@given(shapes())
def test_the_formula_is_the_count(shape: NetShape) -> None:
    sizes = {"X": shape.input_size, "H": shape.hidden_size, "V": shape.output_size}
    assert value(count_formula(shape.cell, shape.layers), **sizes) == shape.parameter_count
    assert value(count_in_numbers(shape)) == shape.parameter_count


@pytest.mark.parametrize("layers", [1, 2, 4])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_of_the_catalogue(name: str, layers: int) -> None:
    shape = NetShape(catalogue.load(name), 7, 5, layers, 3)
    assert value(count_formula(shape.cell, layers), X=7, H=5, V=3) == shape.parameter_count
    assert value(count_in_numbers(shape)) == shape.parameter_count
