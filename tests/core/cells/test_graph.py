"""The graph of a cell: functions and their derivatives, what depends on the step before, signatures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Localised
from rnnlab.core.cells.language import parse_cell
from tests.core.cells.strategies import cells


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_derivatives_from_values(name: str) -> None:
    rule = FUNCTIONS[name]
    x = np.array([-3.1, -0.7, -0.01, 0.02, 0.4, 2.5])
    step = 1e-6
    slope = (rule.value(x + step) - rule.value(x - step)) / (2 * step)
    np.testing.assert_allclose(rule.derivative(rule.value(x)), slope, atol=1e-9)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_functions_keep_the_type_and_never_overflow(name: str, dtype: type[np.floating]) -> None:
    x = np.array([-1e30, -100, 0, 100, 1e30], dtype)
    y = FUNCTIONS[name].value(x)
    assert y.dtype == dtype
    assert FUNCTIONS[name].derivative(y).dtype == dtype
    assert np.isfinite(y).all()


def test_known_values() -> None:
    x = np.array([-1.0, 0.0, 1.0])
    np.testing.assert_allclose(FUNCTIONS["sigmoid"].value(x), 1 / (1 + np.exp(-x)))
    np.testing.assert_allclose(FUNCTIONS["relu"].value(x), [0, 0, 1])
    np.testing.assert_allclose(FUNCTIONS["tanh"].value(x), np.tanh(x))


def test_what_depends_on_the_step_before() -> None:
    cell = parse_cell("cell", ("h",), "e = tanh(W_e @ x + b_e)\nu = W_u @ e\nh = tanh(u + W_hh @ h)")
    recurrent = {name: cell.recurrent[node] for name, node in cell.quantity_nodes.items()}
    assert recurrent == {"e": False, "u": False, "h": True}


@given(cells())
def test_dependence_is_handed_on(cell: Cell) -> None:
    for node in cell.nodes:
        expected = node.kind == "previous" or any(cell.recurrent[operand] for operand in node.operands)
        assert cell.recurrent[node.index] is expected


def test_the_signature_says_what_is_computed() -> None:
    def signature(equations: str, states: tuple[str, ...] = ("h",), name: str = "a") -> str:
        return parse_cell(name, states, equations).signature

    plain = signature("h = tanh(W_xh @ x + W_hh @ h)")
    assert plain == signature("h=tanh( W_xh@x + (W_hh@h) ) # the same", name="b")
    others = {
        signature("h = tanh(W_hh @ h + W_xh @ x)"),
        signature("h = sigmoid(W_xh @ x + W_hh @ h)"),
        signature("h = tanh(W_xh @ x - W_hh @ h)"),
        signature("h = tanh(W_xh @ x + W_hh @ tanh(h))"),
        signature("h = tanh(W_xh @ x + 2 * (W_q @ h))"),
        signature("h = tanh(W_xh @ x + 3 * (W_q @ h))"),
        signature("h = tanh(W_xh @ x + W_hh @ h)\nc = h", ("h", "c")),
        signature("h = tanh(W_xh @ x + W_hh @ h)\nc = h", ("c", "h")),
    }
    assert len(others | {plain}) == 9


def test_texts_for_people() -> None:
    text = Localised("셀", "cell")
    assert text.text("ko") == "셀"
    assert text.text("en") == text.text("fr") == "cell"


def test_the_first_state_is_the_output() -> None:
    cell = parse_cell("cell", ("c", "h"), "h = tanh(W_a @ x)\nc = h")
    assert cell.output == "c"
    assert list(cell.quantity_nodes) == ["h", "c"]
