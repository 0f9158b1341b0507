"""The derived backward equations, evaluated as they stand, against back-propagation and as text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.cells.formula import latex, plain
from rnnlab.core.cells.gradient_equations import (
    BackwardPass,
    Expression,
    FromOutput,
    Gradient,
    Outer,
    Scaled,
    TimesSlope,
    TimesValue,
    Transposed,
    backward_pass,
)
from rnnlab.core.cells.gradient_formulas import gradient_formulas
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.pointing import nodes_of
from rnnlab.core.net import FloatArray, NetShape
from tests.core.cells.strategies import cells

STEPS = 5


class Evaluated:
    """Goes back through time with nothing but the derived equations and the values of a forward pass."""

    def __init__(self, shape: NetShape, seed: int) -> None:
        generator = np.random.default_rng(seed)
        self.cell, self.shape = shape.cell, shape
        self.flat = generator.normal(0, 0.6, shape.parameter_count)  # (P,)
        inputs = generator.integers(0, shape.input_size, (STEPS, 1))  # (T, 1)
        targets = generator.integers(0, shape.output_size, (STEPS, 1))  # (T, 1)
        self.run = interpreter.forward(shape, self.flat, inputs, targets)
        self.reference = interpreter.backward(self.run).copy()  # (P,)
        self.weights = {key: shape.view(self.flat, key) for key in shape.entries}
        one_hot = np.eye(shape.output_size)[targets[:, 0]]  # (T, V)
        self.from_output = (self.run.probabilities[:, 0] - one_hot) / STEPS @ self.weights["W_hy"]  # (T, H)
        self.one_hot_inputs = np.eye(shape.input_size)[inputs[:, 0]]  # (T, X)
        self.known: dict[tuple[int, int], FloatArray] = {}

    def value(self, node: int, t: int) -> FloatArray:
        found = self.cell.nodes[node]
        if found.kind == "input":
            return np.asarray(self.one_hot_inputs[t])
        if found.kind == "parameter":
            return self.weights[found.name]
        values = self.run.layers[0].values[node]
        assert values is not None
        return np.asarray(values[t, 0])

    def term(self, term: Expression, t: int) -> FloatArray:
        """Return a term's value at time step ``t``."""
        if isinstance(term, Gradient):
            size = self.shape.size(self.cell.nodes[term.node].dimension, 1)
            return self.known.get((term.node, t + term.ahead), np.zeros(size))
        if isinstance(term, FromOutput):
            return np.asarray(self.from_output[t])
        inner = self.term(term.of, t)
        if isinstance(term, Scaled):
            return term.factor * inner
        if isinstance(term, Transposed):
            return self.weights[term.matrix].T @ inner
        if isinstance(term, Outer):
            return np.outer(inner, self.value(term.node, t))
        if t + term.ahead >= STEPS:
            return np.zeros_like(inner)  # there is no later step
        if isinstance(term, TimesValue):
            return inner * self.value(term.node, t + term.ahead)
        assert isinstance(term, TimesSlope)
        y = self.value(term.node, t + term.ahead)
        slopes = {"sigmoid": y * (1 - y), "tanh": 1 - y * y, "relu": (y > 0) * 1.0}
        return inner * slopes[self.cell.nodes[term.node].name]

    def go_back(self, found: BackwardPass) -> None:
        for t in reversed(range(STEPS)):
            for equation in found.equations:
                size = self.shape.size(self.cell.nodes[equation.node].dimension, 1)
                terms = [self.term(term, t) for term in equation.terms]
                self.known[equation.node, t] = np.sum([np.zeros(size), *terms], axis=0)


def check(cell: Cell, seed: int = 3) -> None:
    shape = NetShape(cell, 4, 3, 1, 5)
    evaluated, found = Evaluated(shape, seed), backward_pass(cell)
    evaluated.go_back(found)
    for name, node in cell.quantity_nodes.items():
        gradients = evaluated.run.gradients[0].gradients[node]
        assert gradients is not None
        derived = [evaluated.known[node, t] for t in range(STEPS)]
        np.testing.assert_allclose(derived, gradients[:, 0], rtol=1e-9, atol=1e-12, err_msg=name)
    assert [gradient.name for gradient in found.parameters] == [p.name for p in cell.parameters]
    for gradient in found.parameters:
        parts = [evaluated.term(term, t) for t in range(STEPS) for term in gradient.terms]
        expected = shape.view(evaluated.reference, gradient.name)
        np.testing.assert_allclose(
            np.sum([np.zeros_like(expected), *parts], axis=0), expected, rtol=1e-9, atol=1e-12
        )


@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_of_the_catalogue_has_the_gradients_of_the_reference(name: str) -> None:
    check(catalogue.load(name))


@settings(max_examples=60)
@given(cells())
def test_random_cells_have_the_gradients_of_the_reference(cell: Cell) -> None:
    check(cell)
    formulas = gradient_formulas(cell)
    for _, formula in (*formulas.equations, *formulas.parameters, *formulas.nameless):
        assert "=" in plain(formula)
        assert latex(formula)


@pytest.mark.parametrize(
    "equations",
    [
        "h = tanh(W_xh @ x + W_hh @ h)\nunused = h * 2",
        "h = (h * h) * (h * h) + W_xh @ x",
        "a = W_a @ (tanh(b_a) + x)\nh = a - (h - 0.5) * p_h",
        "h = relu(-(W_xh @ x) - W_hh @ (2 * h)) * sigmoid(tanh(W_xh @ x))",
        "h = W_hh @ (W_hh @ h + W_xh @ x)",
    ],
)
def test_odd_cells_have_the_gradients_of_the_reference(equations: str) -> None:
    check(parse_cell("odd", ["h"], equations))


def test_work_grows_with_the_uses_and_not_with_the_paths() -> None:
    squares = ["a0 = W_xh @ x + h"] + [f"a{n} = a{n - 1} * a{n - 1} + a{n - 1}" for n in range(1, 60)]
    found = backward_pass(parse_cell("squares", ["h"], "\n".join([*squares, "h = a59"])))
    assert sum(len(equation.terms) for equation in found.equations) < 250


def written(equations: str, *states: str) -> list[str]:
    found = gradient_formulas(parse_cell("own", states or ("h",), equations))
    return [plain(formula) for _, formula in (*found.nameless, *found.equations, *found.parameters)]


def test_a_simple_cell_reads_as_in_a_textbook() -> None:
    assert written("h = tanh(W_xh @ x + W_hh @ h + b_h)") == [
        "a_h,t = W_xh x_t + W_hh h_t−1 + b_h",
        "δh_t = W^⊤_hy δy_t + W^⊤_hh δa_h,t+1",
        "δa_h,t = δh_t ⊙ (1 − h^2_t)",
        "δW_xh = Σ_t δa_h,t x^⊤_t",
        "δW_hh = Σ_t δa_h,t h^⊤_t−1",
        "δb_h = Σ_t δa_h,t",
    ]
    output = gradient_formulas(parse_cell("own", ["h"], "h = W_xh @ x")).output
    assert latex(output) == r"\delta y_{t} = \frac{\hat{y}_{t} - 1_{k}}{N}"


def test_signs_products_and_expressions_are_written_out() -> None:
    lines = written("a = sigmoid(W_xa @ x)\nh = (1 - a) * h - 2 * (W_hh @ (a * h))")
    assert lines[0] == "s_a,t = W_xa x_t"  # the letter a is the cell's own
    assert "δh_t = W^⊤_hy δy_t + δh_t+1 ⊙ (1 − a_t+1) − 2 · W^⊤_hh δh_t+1 ⊙ a_t+1" in lines
    assert "δW_hh = Σ_t(− 2 · δh_t (a_t ⊙ h_t−1)^⊤)" in lines


def test_what_nothing_depends_on_has_no_gradient() -> None:
    assert "δunused_t = 0" in written("h = tanh(W_xh @ x)\nunused = h * 2")


def test_terms_lead_back_to_the_graph() -> None:
    cell = catalogue.load(catalogue.names()[0])
    formulas = gradient_formulas(cell)
    for node, formula in formulas.equations:
        row = formula.items[0]
        reference = getattr(row, "reference", None)
        assert reference is not None
        assert node in nodes_of(cell, reference)
