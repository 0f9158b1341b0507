"""The cell language: what it means, what it refuses and where, and that nothing breaks it."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import (
    MAXIMUM_CHARACTERS,
    MAXIMUM_DEPTH,
    MAXIMUM_EQUATIONS,
    parse_cell,
)
from rnnlab.core.cells.tokens import normalised
from rnnlab.core.problems import Problem
from tests.core.cells.strategies import cells

CELL = "h = tanh(W_xh @ x + W_hh @ h + b_h)"


def parse(equations: str, states: tuple[str, ...] = ("h",)) -> Cell:
    return parse_cell("cell", states, equations)


def problem_of(equations: str, states: tuple[str, ...] = ("h",)) -> Problem:
    with pytest.raises(Problem) as caught:
        parse(equations, states)
    assert caught.value.field == "cell"
    return caught.value


# What is refused, and where.

REFUSED = [
    ("", "cell.empty", None, None, {}),
    ("  \n# only words\n;;", "cell.empty", None, None, {}),
    ("h = tanh(W_a @ x", "cell.bracket_open", 1, 9, {}),
    ("h = tanh((W_a @ x)\nc = h", "cell.bracket_open", 1, 9, {}),
    ("h = tanh(W_a @ x; c = h", "cell.bracket_open", 1, 9, {}),
    ("h = tanh(W_a @ x))", "cell.bracket_closed", 1, 18, {}),
    ("h =", "cell.value_missing", 1, 4, {"after": "="}),
    ("q = W_a @ x\nh = q +", "cell.value_missing", 2, 8, {"after": "+"}),
    ("h = W_a @ * x", "cell.value_missing", 1, 11, {"after": "@"}),
    ("h = ()", "cell.value_missing", 1, 6, {"after": "("}),
    ("h = + h", "cell.value_missing", 1, 5, {"after": "="}),
    ("h = W_a x", "cell.sign_missing", 1, 9, {"before": "W_a", "after": "x"}),
    ("h = tanh(h)(h)", "cell.sign_missing", 1, 12, {"before": ")", "after": "("}),
    ("h = 2h", "cell.sign_missing", 1, 6, {"before": "2", "after": "h"}),
    ("h = (h c)", "cell.sign_missing", 1, 8, {"before": "h", "after": "c"}),
    ("h = h / 2", "cell.not_allowed", 1, 7, {"text": "/"}),
    ("h = h ** 2", "cell.not_allowed", 1, 7, {"text": "**"}),
    ("h += h", "cell.not_allowed", 1, 3, {"text": "+="}),
    ("h == h", "cell.not_allowed", 1, 3, {"text": "=="}),
    ("h = h.T", "cell.not_allowed", 1, 6, {"text": "."}),
    ("h = h[0]", "cell.not_allowed", 1, 6, {"text": "["}),
    ("h = (h, h)", "cell.not_allowed", 1, 7, {"text": ","}),
    ("h = 'h'", "cell.not_allowed", 1, 5, {"text": "'"}),
    ("h = h × h", "cell.character", 1, 7, {"character": "×"}),
    ("h = 은닉", "cell.character", 1, 5, {"character": "은"}),
    ("h = h\0", "cell.character", 1, 6, {"character": "U+0000"}),
    ("\ufeffh = h", "cell.character", 1, 1, {"character": "U+FEFF"}),
    ("h = h # \ud800", "cell.character", 1, 9, {"character": "U+D800"}),
    ("h = h # a\x1b[0m", "cell.character", 1, 10, {"character": "U+001B"}),
    ("h = 1e999 * h", "cell.number", 1, 5, {"text": "1e999", "limit": 1_000_000}),
    ("h = 1e5 * 1e5 * h", "cell.number", 1, 5, {"text": "1e5 * 1e5", "limit": 1_000_000}),
    ("tanh(h)", "cell.not_an_assignment", 1, 1, {}),
    ("h = h\nimport os", "cell.not_an_assignment", 2, 1, {}),
    ("h, c = h", "cell.target", 1, 1, {}),
    ("h = c = h", "cell.target", 1, 7, {}),
    ("2 = h", "cell.target", 1, 1, {}),
    ("= h", "cell.target", 1, 1, {}),
    ("x = h", "cell.reserved", 1, 1, {"name": "x"}),
    ("W_a = h", "cell.reserved", 1, 1, {"name": "W_a"}),
    ("tanh = h", "cell.reserved", 1, 1, {"name": "tanh"}),
    ("h = h\nh = h", "cell.assigned_twice", 2, 1, {"name": "h"}),
    ("_h = h", "cell.name", 1, 1, {"name": "_h"}),
    ("lambda = h", "cell.name", 1, 1, {"name": "lambda"}),
    ("h = W_ @ x", "cell.name", 1, 5, {"name": "W_"}),
    (f"h = b_{'a' * 30}", "cell.name", 1, 5, {"name": f"b_{'a' * 30}"}),
    ("h = W_hy @ h", "cell.output_layer", 1, 5, {"name": "W_hy"}),
    ("h = h + b_y", "cell.output_layer", 1, 9, {"name": "b_y"}),
    ("h = g", "cell.unknown_name", 1, 5, {"name": "g"}),
    ("h = softmax(h)", "cell.unknown_function", 1, 5, {"name": "softmax", "known": "sigmoid, tanh, relu"}),
    ("h = __import__(os)", "cell.unknown_function", 1, 5, {"name": "__import__"}),
    ("h = tanh()", "cell.one_argument", 1, 5, {"name": "tanh"}),
    ("h = tanh(h, h)", "cell.one_argument", 1, 5, {"name": "tanh"}),
    ("h = tanh * h", "cell.function_without_argument", 1, 5, {"name": "tanh"}),
    ("h = W_a * h", "cell.matrix_without_product", 1, 5, {"name": "W_a"}),
    ("h = tanh(W_a)", "cell.matrix_without_product", 1, 10, {"name": "W_a"}),
    ("h = -W_a @ h", "cell.matrix_without_product", 1, 6, {"name": "W_a"}),
    ("h = h @ W_a", "cell.product_without_matrix", 1, 5, {"text": "h"}),
    ("h = W_a @ x @ h", "cell.product_without_matrix", 1, 5, {"text": "W_a @ x"}),
    ("h = W_a @ x * W_b @ h", "cell.brackets_missing", 1, 15, {"name": "W_b"}),
    ("h = W_a @ 2", "cell.product_with_number", 1, 11, {"name": "W_a"}),
    ("h = 1", "cell.scalar", 1, 5, {"name": "h"}),
    ("q = 1 - 0.5\nh = q * h", "cell.scalar", 1, 5, {"name": "q"}),
    ("q = h\n\n\n", "cell.state_missing", 1, 6, {"name": "h"}),
    ("h = x", "cell.shape", 1, 5, {"text": "x", "dimension": "X", "other": "h", "expected": "H"}),
    ("h = tanh(x + h)", "cell.shape", 1, 10, {"text": "h", "dimension": "H", "other": "x", "expected": "X"}),
    ("q = W_a @ x\nh = W_a @ h", "cell.shape", 2, 11, {"text": "h", "other": "W_a", "expected": "X"}),
    ("h = " + "(" * 50 + "h" + ")" * 50, "cell.too_deep", 1, 5 + MAXIMUM_DEPTH, {"limit": MAXIMUM_DEPTH}),
    ("h = " + "-" * 5000 + "h", "cell.too_deep", 1, 5 + MAXIMUM_DEPTH, {}),
    ("h = " + "+".join(["h"] * 3000), "cell.too_many_nodes", 1, 5, {"limit": 240}),
    ("\n".join(f"q{i} = h" for i in range(70)), "cell.too_many_equations", MAXIMUM_EQUATIONS + 1, 1, {}),
    ("h = h\n" * 10_000, "cell.too_long", None, None, {"limit": MAXIMUM_CHARACTERS}),
]


@pytest.mark.parametrize("equations, code, line, column, arguments", REFUSED)
def test_a_mistake_is_named_with_its_place(
    equations: str, code: str, line: int | None, column: int | None, arguments: dict[str, object]
) -> None:
    problem = problem_of(equations)
    assert (problem.code, problem.args.get("line"), problem.args.get("column")) == (code, line, column)
    assert arguments.items() <= problem.args.items()


@pytest.mark.parametrize(
    "states",
    [(), ("h", "h"), tuple("abcdefg")],
)
def test_the_number_of_states(states: tuple[str, ...]) -> None:
    assert problem_of(CELL, states) == Problem("cell.states", "cell", limit=6)


def test_as_many_states_as_an_lstm_whose_gates_are_states_needs() -> None:
    cell = parse("h = tanh(c)\nc = i * (W_x @ x)\ni = f\nf = o\no = h", ("h", "c", "i", "f", "o"))
    assert cell.states == ("h", "c", "i", "f", "o")


@pytest.mark.parametrize("name", ["", "x", "W_h", "b_h", "tanh", "h!", "은닉", "if", "h" * 25, "_h"])
def test_the_names_of_states(name: str) -> None:
    assert problem_of(CELL, (name,)) == Problem("cell.state_name", "cell", name=name)


def test_every_state_needs_an_equation() -> None:
    assert problem_of(CELL, ("h", "c")).args["name"] == "c"


# What it means.


def test_a_state_is_the_previous_one_until_it_is_assigned() -> None:
    cell = parse("q = c\nc = tanh(c)\nh = c", ("h", "c"))
    kinds = {name: cell.nodes[node] for name, node in cell.quantity_nodes.items()}
    before, after = kinds["q"].operands[1], kinds["h"].operands[1]
    assert cell.nodes[before].kind == "previous"
    assert after == cell.quantity_nodes["c"]


def test_signs_bind_as_in_python() -> None:
    node = parse("h = b_a - b_b - b_c * -b_d + W_a @ -h")
    texts = [
        f"{n.kind}({','.join(map(str, n.operands))}){n.name}" for n in node.nodes if n.kind != "parameter"
    ]
    names = {n.name: n.index for n in node.nodes if n.name}
    a, b, c, d = (names[f"b_{letter}"] for letter in "abcd")
    first = texts.index(f"sub({a},{b})")
    assert f"neg({d})" in texts
    assert any(text.startswith(f"mul({c},") for text in texts)
    assert texts[-1].startswith("add(")
    assert first == 0
    assert node.nodes[names["W_a"]].operands == (names["W_a"] - 1,)
    assert node.nodes[names["W_a"] - 1].kind == "neg"


def test_shapes_are_inferred() -> None:
    cell = parse("e = tanh(W_e @ x + b_e)\ns = x * b_x\nh = W_u @ (e * p_a) + W_s @ s + W_hh @ h")
    sizes = {p.name: (p.rows, p.columns) for p in cell.parameters}
    assert sizes == {
        "W_e": ("H", "X"),
        "b_e": ("H", None),
        "b_x": ("X", None),
        "W_u": ("H", "H"),
        "p_a": ("H", None),
        "W_s": ("H", "X"),
        "W_hh": ("H", "H"),
    }


def test_what_is_learnt_backwards_fits_too() -> None:
    cell = parse("e = W_e @ h\nh = tanh(W_u @ (e * x))")
    assert {p.name: (p.rows, p.columns) for p in cell.parameters} == {"W_e": ("X", "H"), "W_u": ("H", "X")}
    assert cell.nodes[cell.quantity_nodes["e"]].dimension == "X"


def test_equal_parts_are_computed_once() -> None:
    cell = parse("a = tanh(W_a @ x + b_a)\nh = sigmoid(W_a @ x + b_a) * a")
    kinds = [node.kind for node in cell.nodes]
    assert kinds.count("matvec") == kinds.count("add") == kinds.count("input") == 1


@pytest.mark.parametrize("second", ["a", "tanh(h)"])
def test_every_quantity_has_a_node_of_its_own(second: str) -> None:
    cell = parse(f"a = tanh(h)\nb = {second}\nc = 2 * tanh(h)\nh = a + b + c")
    assert len(set(cell.quantity_nodes.values())) == 4
    assert [cell.nodes[node].quantity for node in cell.quantity_nodes.values()] == ["a", "b", "c", "h"]
    readers = [node.index for node in cell.nodes if cell.quantity_nodes["a"] in node.operands]
    assert len(readers) == (2 if second == "a" else 1)


def test_a_part_that_an_equation_names_later_stays_apart() -> None:
    cell = parse("a = 2 * tanh(h)\nb = tanh(h)\nh = a * b")
    readers = [node.quantity for node in cell.nodes if cell.quantity_nodes["b"] in node.operands]
    assert readers == ["h"]


@pytest.mark.parametrize("copied", ["h", "x", "b_a"])
def test_a_copy_has_a_node_of_its_own(copied: str) -> None:
    cell = parse(f"q = {copied}\nh = tanh(W_q @ q + h)")
    node = cell.nodes[cell.quantity_nodes["q"]]
    assert (node.kind, node.quantity) == ("mul", "q")


def test_numbers_are_calculated_at_once() -> None:
    cell = parse("h = (1 - 0.25) * h + tanh(0) * h - -(2 * 3) * h + sigmoid(0) * h")
    assert [node.value for node in cell.nodes if node.kind == "constant"] == [0.75, 0.0, -6.0, 0.5]


def test_what_is_kept_of_the_text() -> None:
    text = "\r\n  a = tanh( # words 가\r\n    h)  # more\r\n\r\n;h = a;\r\n"
    cell = parse(text)
    assert [(q.name, q.line) for q in cell.quantities] == [("a", 2), ("h", 5)]
    assert cell.quantities[1].source == "h = a"
    assert "words 가" in cell.equations
    assert "\r" not in cell.equations


def test_parameters_come_in_the_order_of_use() -> None:
    cell = parse("h = tanh(b_h + W_hh @ h + W_xh @ x)")
    assert [parameter.name for parameter in cell.parameters] == ["b_h", "W_hh", "W_xh"]


def test_a_long_sum_is_no_deep_one() -> None:
    cell = parse("h = " + " + ".join(f"W_{i} @ x" for i in range(100)))
    assert len(cell.parameters) == 100


@given(cells())
def test_a_cell_read_again_is_the_same(cell: Cell) -> None:
    again = parse_cell(cell.name, cell.states, cell.equations)
    assert again.signature == cell.signature
    assert again == cell


@given(cells())
def test_operands_come_first(cell: Cell) -> None:
    for node in cell.nodes:
        assert all(operand < node.index for operand in node.operands)
        assert cell.nodes[node.index] is node
    for quantity in cell.quantities:
        assert cell.nodes[quantity.node].quantity == quantity.name
    assert all(node.dimension != "1" or node.kind == "constant" for node in cell.nodes)


# Nothing breaks it.

HOSTILE = [
    "h = " + "not " * 1900 + "h",
    "h = " + "lambda:" * 1100 + "h",
    "h = " + "h if h else " * 600 + "h",
    "h = " + "**".join(["h"] * 2600),
    "h = " + "@".join(["W_a"] * 1900) + "@ h",
    "h = " + "W_a@" * 1900 + "h",
    "h = " + "(" * 7000,
    "h = " + ")" * 7000,
    "h = h" + ".a" * 3900,
    "h = h" + "[0]" * 2600,
    "h = tanh" + "(h)" * 2600,
    "h = " + "tanh(" * 1500 + "h" + ")" * 1500,
    "h = " + "[" * 39 + "]" * 39,
    "h = 0x" + "f" * 5000 + " * h",
    "h = " + "9" * 5000 + " * h",
    "h = 1_000 * h",
    "h = 1j * h",
    "h = f'{x}'",
    "h = (y := h)",
    "h = (h for h in h)",
    "h = [h for h in h]",
    "h = {**h}",
    "h = h.__class__.__mro__",
    "__class__ = h",
    "h = __builtins__",
    "h = yield",
    "h = await h",
    "del h",
    "h: int = h",
    "with h: pass",
    "match h:\n case 1: h = h",
    "h = h \\\n + h",
    "h = '\\N{foo}'",
    'h = "\\d"',
    "h = 1 is 1",
    "h = 1if h else 2",
    "# coding: foo\nh = h",
    "h = h\x85c = h",
    "h = h\u2028c = h",
    "h = h\x0cc = h",
    "ｈ = h",
    "h = h\N{COMBINING ACUTE ACCENT}",
    "h = \N{GRINNING FACE}",
    "h = \u202eh",
    "h = '''",
    ";" * 7000,
    "\n" * 7999,
    "=" * 7000,
    "h = -\n-h",
]


@pytest.mark.parametrize("equations", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gives_a_problem_or_a_cell(equations: str) -> None:
    with contextlib.suppress(Problem):
        parse(equations)


@given(st.text(max_size=200))
def test_any_text_gives_a_problem_or_a_cell(equations: str) -> None:
    test_hostile_text_gives_a_problem_or_a_cell(equations)


PIECES = (
    *("h", "c", "x", "W_a", "b_a", "p_a", "W_hy", "tanh", "sigmoid", "q", "1", "0.5", "1e9"),
    *("=", "+", "-", "*", "@", "(", ")", ",", "\n", ";", " ", "#", "**", ".", "가"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_words_give_a_problem_or_a_cell(pieces: list[str]) -> None:
    test_hostile_text_gives_a_problem_or_a_cell(" ".join(pieces))


@given(st.data())
def test_a_damaged_cell_gives_a_problem_or_a_cell(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(catalogue.names()))
    cell = catalogue.load(name)
    text = cell.equations
    at = data.draw(st.integers(0, len(text) - 1))
    size = data.draw(st.integers(0, 5))
    damaged = text[:at] + data.draw(st.text(max_size=2)) + text[at + size :]
    try:
        parse(damaged, cell.states)
    except Problem as caught:
        problem = caught
    else:
        return
    str(problem).encode()
    if "column" in problem.args:
        line = normalised(damaged).split("\n")[problem.args["line"] - 1]
        assert 1 <= problem.args["column"] <= len(line) + 1
