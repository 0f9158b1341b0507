from __future__ import annotations

import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.builder import MAXIMUM_NODES
from rnnlab.core.cells.formula import Fenced, Item, Reference, Row, latex, plain
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.render import (
    FormulaWriter,
    cell_formulas,
    plain_equations,
    split_name,
    split_parameter,
)
from rnnlab.core.net import NetShape

LABELS = tuple("가나다라마바사아자차카타파하")


def cell(equations: str, *states: str) -> Cell:
    return parse_cell("test", states or ("h",), equations)


def written(expression: str) -> str:
    """Return how the right-hand side of an equation for h is written."""
    return plain_equations(cell(f"h = {expression}"))[0].removeprefix("h_t = ")


@pytest.mark.parametrize(
    "name, parts",
    [
        ("h", ("h", "", "")),
        ("h_tilde", ("h", "tilde", "")),
        ("c_hat_2", ("c", "hat", "2")),
        ("m_bar", ("m", "bar", "")),
        ("z_u", ("z", "", "u")),
        ("h2", ("h", "", "2")),
        ("alpha", ("α", "", "")),
        ("gate", ("gate", "", "")),
        ("x_xi", ("x", "", "xi")),
    ],
)
def test_a_name_becomes_letter_accent_and_subscript(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts


def test_a_parameter_keeps_its_path_as_subscript() -> None:
    # xi is from x to i and no Greek letter
    assert split_parameter("W_xi") == ("W", "xi")
    assert split_parameter("b_h") == ("b", "h")


@pytest.mark.parametrize(
    "expression, text",
    [
        ("tanh(W_xh @ x + W_hh @ h + b_h)", "tanh(W_xh x_t + W_hh h_t−1 + b_h)"),
        ("W_a @ (W_b @ h)", "W_a W_b h_t−1"),
        ("W_a @ (h * p_a)", "W_a (h_t−1 ⊙ p_a)"),
        ("W_a @ tanh(h)", "W_a tanh(h_t−1)"),
        ("(1 - p_z) * h", "(1 − p_z) ⊙ h_t−1"),
        ("2 * h - 0.5 * p_a", "2 · h_t−1 − 0.5 · p_a"),
        ("h - (p_a - p_b)", "h_t−1 − (p_a − p_b)"),
        ("h - p_a - p_b", "h_t−1 − p_a − p_b"),
        ("-(h + p_a)", "− (h_t−1 + p_a)"),
        ("h + -p_a", "h_t−1 + (− p_a)"),
        ("-h * p_a", "(− h_t−1) ⊙ p_a"),
        ("relu(sigmoid(h))", "relu(σ(h_t−1))"),
    ],
)
def test_parentheses_stand_where_they_are_needed(expression: str, text: str) -> None:
    assert written(expression) == text


def test_a_quantity_with_a_name_is_written_by_it() -> None:
    lines = plain_equations(cell("z = sigmoid(W_z @ x)\nh = z * h + (1 - z) * z"))
    assert lines == ("z_t = σ(W_z x_t)", "h_t = z_t ⊙ h_t−1 + (1 − z_t) ⊙ z_t")


def test_a_plain_copy_is_written_as_one() -> None:
    assert plain_equations(cell("c = tanh(W_x @ x)\nh = c")) == ("c_t = tanh(W_x x_t)", "h_t = c_t")


def test_a_time_step_is_counted_from_one() -> None:
    shape = NetShape(catalogue.load("rnn"), 14, 8, 1, 14)
    assert plain(FormulaWriter(shape, 1, 5).equation("h")) == "h₆ = tanh(W_xh x₆ + W_hh h₅ + b_h)"
    assert plain(FormulaWriter(shape, 1, 0).equation("h")) == "h₁ = tanh(W_xh x₁ + W_hh h₀ + b_h)"


def test_layers_are_superscripts_and_feed_each_other() -> None:
    shape = NetShape(catalogue.load("rnn"), 14, 8, 2, 14)
    formula = FormulaWriter(shape, 2, 5).equation("h")
    assert plain(formula) == "h^(2)₆ = tanh(W^(2)_xh h^(1)₆ + W^(2)_hh h^(2)₅ + b^(2)_h)"
    references = [symbol.reference for symbol in formula.symbols() if symbol.reference]
    assert Reference("quantity", "h.1", 1, 5) in references
    assert Reference("quantity", "h.2", 2, 4) in references
    assert Reference("parameter", "W_xh.2", 2, None) in references


@pytest.mark.parametrize("name", catalogue.names())
def test_colours_follow_roles(name: str) -> None:
    for formula in cell_formulas(catalogue.load(name)):
        for symbol in formula.symbols():
            if symbol.reference is None:
                assert symbol.upright
            elif symbol.reference.kind == "input":
                assert symbol.role == "input"
            elif symbol.reference.kind == "quantity":
                assert symbol.role == "hidden"


def test_a_matrix_has_the_colour_of_what_it_reads() -> None:
    writer = FormulaWriter(NetShape(catalogue.load("rnn"), 14, 8, 1, 14), 1)
    roles = {
        symbol.subscript: symbol.role for symbol in writer.equation("h").symbols() if symbol.text in "Wb"
    }
    assert roles == {"xh": "input", "hh": "hidden", "h": "ink"}
    assert {symbol.role for symbol in writer.logits_equation().symbols()} == {"output", "hidden"}
    assert writer.loss().role == "loss"


def test_the_output_layer_has_formulas() -> None:
    writer = FormulaWriter(NetShape(catalogue.load("lstm"), 14, 8, 1, 14), 1, 5, LABELS)
    assert plain(writer.logits_equation()) == "y₆ = W_hy h₆ + b_y"
    assert plain(writer.probability_equation()) == "ŷ₆ = softmax(y₆)".replace("ŷ", "y\u0302")
    assert plain(writer.loss_equation(7)) == "L₆ = − ln ŷ₆[아]".replace("ŷ", "y\u0302")


def test_a_letter_the_cell_uses_is_not_given_to_the_logits() -> None:
    shape = NetShape(cell("y = tanh(W_x @ x)\nh = y"), 4, 3, 1, 4)
    assert plain(FormulaWriter(shape, 1).logits_equation()).startswith("s_t = ")


def test_latex() -> None:
    lines = [latex(formula) for formula in cell_formulas(catalogue.load("gru"))]
    assert lines[2] == (
        r"\tilde{h}_{t} = \tanh \left(W_{xh} x_{t} + W_{hh} \left(r_{t} \odot h_{t-1}\right) + b_{h}\right)"
    )
    writer = FormulaWriter(NetShape(catalogue.load("gru"), 14, 8, 2, 14), 2, 5, LABELS)
    assert latex(writer.loss_equation(7)) == r"L_{6} = - \ln \hat{y}_{6}\left[\text{아}\right]"
    assert latex(writer.quantity("h", back=1, unit=2)) == r"h^{(2)}_{5}\left[3\right]"


def test_latex_of_words_and_greek() -> None:
    formulas = cell_formulas(cell("gate = sigmoid(W_x @ x)\nalpha_1 = relu(gate)\nh = alpha_1 * gate"))
    assert latex(formulas[0]) == r"\mathit{gate}_{t} = \sigma \left(W_{x} x_{t}\right)"
    assert latex(formulas[1]) == r"\alpha_{1,t} = \operatorname{relu} \left(\mathit{gate}_{t}\right)"


def test_products_of_matrices_can_be_pointed_at_as_a_whole() -> None:
    shape = NetShape(catalogue.load("rnn"), 14, 8, 1, 14)
    formula = FormulaWriter(shape, 1, 5).equation("h")
    nodes = [node.index for node in shape.cell.nodes if node.kind == "matvec"]
    assert [plain(term) for term in terms(formula)] == ["W_xh x₆", "W_hh h₅"]
    assert [term.reference for term in terms(formula)] == [
        Reference("term", "h", 1, 5, node=node) for node in nodes
    ]


def terms(item: Item) -> list[Row]:
    """Return every row that can be pointed at as a whole."""
    if isinstance(item, Fenced):
        return terms(item.content)
    if not isinstance(item, Row):
        return []
    return [item] if item.reference is not None else [term for part in item.items for term in terms(part)]


def test_equations_as_long_as_the_language_allows_can_be_written() -> None:
    chain = " + ".join(["b_a", *["h"] * (MAXIMUM_NODES - 10)])
    assert written(f"tanh({chain})").count("+") == MAXIMUM_NODES - 10
