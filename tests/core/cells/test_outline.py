"""Shapes of lines while they are written, words to complete, and nodes that terms stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.formula import references
from rnnlab.core.cells.graph import FUNCTIONS
from rnnlab.core.cells.language import MAXIMUM_CHARACTERS, parse_cell
from rnnlab.core.cells.outline import ProductShape, outline
from rnnlab.core.cells.pointing import below, equation_nodes, nodes_of
from rnnlab.core.cells.render import cell_formulas
from rnnlab.core.cells.writing_help import suggestions, word_before, word_kind
from rnnlab.core.problems import Problem

LINES = "a = W_xa @ x + b_a\nh = tanh(W_ah @ a + W_hh @ h)"


def test_every_line_tells_its_shapes() -> None:
    found = outline("own", ["h"], LINES)
    assert found.problem is None
    assert found.cell is not None
    assert found.cell.equations == LINES
    assert [(line.line, line.name, line.dimension) for line in found.lines] == [(1, "a", "H"), (2, "h", "H")]
    assert found.lines[0].products == (ProductShape("W_xa", "H", "X"),)
    assert [product.matrix for product in found.lines[1].products] == ["W_ah", "W_hh"]


def test_lines_above_a_mistake_keep_their_shapes() -> None:
    found = outline("own", ["h"], "a = W_xa @ x\nh = tanh(W_ah @ a +\nc = 3 *")
    assert [line.name for line in found.lines] == ["a"]
    assert found.cell is None
    assert found.problem is not None
    assert found.problem.args["line"] == 2


@pytest.mark.parametrize("name", catalogue.names())
def test_a_whole_cell_is_the_same_as_when_it_is_loaded(name: str) -> None:
    cell = catalogue.load(name)
    found = outline(name, cell.states, cell.equations)
    assert found.cell is not None
    assert found.cell.is_like(cell)
    assert found.cell.nodes == cell.nodes
    for end in range(0, len(cell.equations), 7):
        outline(name, cell.states, cell.equations[:end])


HOSTILE = [
    "x" * (MAXIMUM_CHARACTERS + 1),
    "h = tanh(x)\n" * 600,
    "h = " + "(" * 3_000,
    "h = " + "-" * 3_000 + "h",
    "h = " + "+".join(["h"] * 2_000),
    "h = __import__('os').system('true')",
    "import os",
    "h = x.__class__",
    "h = lambda: 0",
    "h = h\0",
    "h = h \u202e",
    "h = h # \u202e hidden",
    "h = 1e999 * h",
    "h = ㅎ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_absurd_text_is_refused_with_a_place(text: str) -> None:
    found = outline("own", ["h"], text)
    assert found.cell is None
    assert found.problem is not None
    assert found.problem.code.startswith("cell.")


@given(st.text(max_size=200), st.lists(st.text(max_size=4), max_size=3))
def test_whatever_is_typed_there_is_an_outline(text: str, states: list[str]) -> None:
    found = outline("own", states, text)
    assert (found.cell is None) != (found.problem is None)


def test_what_words_stand_for() -> None:
    kinds = [word_kind(word, ["h", "c"]) for word in ("x", "h", "W_xh", "b_h", "p_i", "tanh", "gate")]
    assert kinds == ["input", "state", "matrix", "vector", "vector", "function", "quantity"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("f = sig", "sigmoid"),
        ("f = W", "W_xf"),
        ("f = W_xf @ x + b", "b_f"),
        ("gate = x\nh = g", "gate"),
        ("h = ta", "tanh"),
    ],
)
def test_the_likeliest_word_comes_first(text: str, expected: str) -> None:
    assert suggestions(text, len(text), ["h", "c"])[0] == expected


@pytest.mark.parametrize("text", ["", "f", "f = x  # si", "f = tanh", "f = zz", "f = 3"])
def test_nothing_is_offered_where_nothing_fits(text: str) -> None:
    assert suggestions(text, len(text), ["h"]) == ()


def test_after_a_space_everything_known_is_offered() -> None:
    offered = suggestions("a = x\nf = ", 10, ["h", "c"])
    assert set(offered) >= {"x", "h", "c", "a", *FUNCTIONS, "W_xf", "W_hf", "W_cf", "b_f", "p_f"}


@given(st.text(max_size=60), st.integers(0, 80))
def test_offers_extend_the_word_before_the_cursor(text: str, place: int) -> None:
    beginning = word_before(text, place)
    for word in suggestions(text, place, ["h"]):
        assert word.casefold().startswith(beginning.casefold())


def test_terms_stand_for_nodes() -> None:
    cell = parse_cell("own", ["h"], "z = sigmoid(W_xz @ x + b_z)\nh = (1 - z) * h + z * tanh(W_xn @ x)")
    first, second = cell_formulas(cell)
    kinds: dict[str, set[str]] = {}
    for reference in (*references(first), *references(second)):
        nodes = nodes_of(cell, reference)
        kinds.setdefault(f"{reference.kind} {reference.key} {reference.t}", set()).update(
            cell.nodes[node].kind for node in nodes
        )
    assert kinds["quantity h -1"] == {"previous"}
    assert kinds["quantity h 0"] == {"add"}
    assert kinds["parameter W_xz None"] == {"matvec"}
    assert kinds["parameter b_z None"] == {"parameter"}
    assert kinds["term z 0"] == {"matvec", "input"}
    assert all(kinds.values())


def test_an_equation_reaches_down_to_what_has_a_name() -> None:
    cell = parse_cell("own", ["h"], "z = sigmoid(W_xz @ x)\nh = z * h")
    nodes = equation_nodes(cell, "h")
    assert cell.quantity_nodes["z"] in nodes
    assert not any(cell.nodes[node].kind == "matvec" for node in nodes)
    assert below(cell, cell.quantity_nodes["z"]) == equation_nodes(cell, "z")


def test_cells_are_alike_whatever_their_texts() -> None:
    plain = parse_cell("a", ["h"], "h = tanh(W_xh @ x)")
    assert plain.is_like(parse_cell("b", ["h"], "# a remark\n\nh = tanh(W_xh   @ x)"))
    assert not plain.is_like(parse_cell("a", ["h"], "h = tanh(W_hx @ x)"))
    both = [parse_cell("a", ["h"], f"{name} = W_xh @ x\nh = tanh({name})") for name in ("u", "v")]
    assert not both[0].is_like(both[1])


def test_marks_that_reorder_text_are_refused_in_comments() -> None:
    with pytest.raises(Problem) as caught:
        parse_cell("a", ["h"], "h = x @ h # \u2066")
    assert caught.value.code == "cell.character"
    assert caught.value.args["column"] == 13
