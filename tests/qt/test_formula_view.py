from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.formula import Fraction, Reference, Row, Symbol, row
from rnnlab.core.cells.render import FormulaWriter
from rnnlab.core.net import NetShape
from rnnlab.qt.formula_box import Box
from rnnlab.qt.formula_layout import lay_out
from rnnlab.qt.formula_view import FormulaView

pytestmark = pytest.mark.usefixtures("dressed")
WIDE = 10_000.0


def equation(cell: str = "gru", quantity: str = "h_tilde") -> Row:
    return FormulaWriter(NetShape(catalogue.load(cell), 14, 8, 1, 14), 1, 5).equation(quantity)


def lines(box: Box) -> list[str]:
    """Return the letters of every line, subscripts left out."""
    largest = max(glyphs.size for glyphs in box.glyphs)
    rows: dict[float, str] = {}
    for glyphs in sorted(box.glyphs, key=lambda one: (round(one.at.y(), 1), one.at.x())):
        if glyphs.size == largest:
            y = round(glyphs.at.y(), 1)
            rows[y] = rows.get(y, "") + glyphs.text
    return list(rows.values())


def test_a_subscript_is_smaller_and_lower() -> None:
    box = lay_out(row(Symbol("W", subscript="xh")), 20.0, WIDE)
    letter, small = box.glyphs
    assert (letter.text, small.text) == ("W", "xh")
    assert small.size < letter.size
    assert small.at.y() > letter.at.y()
    assert small.at.x() > letter.at.x()


def test_letters_are_slanted_and_all_else_is_upright() -> None:
    box = lay_out(equation("rnn", "h"), 20.0, WIDE)
    slanted = {glyphs.text: glyphs.italic for glyphs in box.glyphs}
    assert slanted["h"]
    assert slanted["xh"]
    assert not slanted["6"]
    assert not slanted["tanh"]


def test_a_long_formula_breaks_before_a_plus_sign() -> None:
    formula = equation()
    whole = lay_out(formula, 18.0, WIDE)
    assert len(lines(whole)) == 1
    narrow = lay_out(formula, 18.0, whole.width * 0.7)
    broken = lines(narrow)
    assert len(broken) > 1
    assert all(line.startswith("+") for line in broken[1:])
    assert narrow.width <= whole.width * 0.7
    assert "".join(broken) == "".join(lines(whole))


def test_nothing_is_lost_however_narrow() -> None:
    formula = equation("gru-torch", "n")
    letters = sorted(glyphs.text for glyphs in lay_out(formula, 18.0, WIDE).glyphs)
    for width in (300.0, 200.0, 120.0, 80.0, 20.0):
        assert sorted(glyphs.text for glyphs in lay_out(formula, 18.0, width).glyphs) == letters


@pytest.mark.parametrize("name", catalogue.names())
def test_every_formula_of_the_catalogue_fits_a_narrow_panel(name: str) -> None:
    for quantity in catalogue.load(name).quantities:
        assert lay_out(equation(name, quantity.name), 18.0, 174.0).width <= 174.5


def test_a_fraction_has_a_rule_between_its_parts() -> None:
    top, bottom = Symbol("a"), Symbol("b")
    box = lay_out(row(Fraction(row(top), row(bottom))), 20.0, WIDE)
    (rule,) = box.marks
    above, below = box.glyphs
    assert above.at.y() < rule.rect.center().y() < below.at.y()


def test_every_term_can_be_pointed_at() -> None:
    formula = equation()
    box = lay_out(formula, 18.0, 200.0)
    wanted = {symbol.reference for symbol in formula.symbols() if symbol.reference is not None}
    found = {spot.reference for spot in box.spots}
    assert wanted <= found
    assert {reference.kind for reference in found - wanted} == {"term"}


@pytest.fixture
def view(qtbot: QtBot) -> FormulaView:
    made = FormulaView(framed=True, centred=True)
    qtbot.addWidget(made)
    made.set_formula(equation("rnn", "h"))
    made.resize(300, made.heightForWidth(300))
    made.show()
    return made


def place(view: FormulaView, reference: Reference) -> QPoint:
    centre = view.spot_centre(reference)
    assert centre is not None
    return centre.toPoint()


def test_pointing_and_clicking_tell_the_term(view: FormulaView, qtbot: QtBot) -> None:
    matrix = Reference("parameter", "W_hh", 1)
    pointed: list[object] = []
    view.pointed.connect(pointed.append)
    QTest.mouseMove(view, place(view, matrix))
    qtbot.waitUntil(lambda: pointed == [matrix])
    assert view.lit() == (matrix,)
    with qtbot.waitSignal(view.clicked) as clicked:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, matrix))
    assert clicked.args == [matrix]


def test_the_keys_walk_from_term_to_term(view: FormulaView, qtbot: QtBot) -> None:
    chosen: list[object] = []
    view.clicked.connect(chosen.append)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen == [
        Reference("quantity", "h", 1, 5),
        Reference("parameter", "W_xh", 1),
        Reference("input", "", 1, 5),
    ]


def test_what_is_lit_elsewhere_is_lit_here(view: FormulaView) -> None:
    state = Reference("quantity", "h", 1, 4)
    view.set_highlight(frozenset({state}))
    assert view.lit() == (state,)


def test_in_a_frame_a_formula_is_set_smaller_rather_than_broken(qtbot: QtBot) -> None:
    framed, plain = FormulaView(framed=True), FormulaView()
    for view in (framed, plain):
        qtbot.addWidget(view)
        view.set_formula(equation("rnn", "h"))
    whole = lay_out(equation("rnn", "h"), 18.0, WIDE).width
    roomy, tight, narrow = (framed.heightForWidth(round(whole * share) + 24) for share in (1.1, 0.9, 0.6))
    assert tight <= roomy
    assert narrow > roomy
    assert plain.heightForWidth(round(whole * 0.9)) > plain.heightForWidth(round(whole * 1.1))
