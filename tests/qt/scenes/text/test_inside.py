"""Looking inside: colours, units, guesses, a letter on the stage; and every page in every dress."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.palette import contrast
from rnnlab.qt.scenes.text.letter_page import LetterPage
from rnnlab.qt.scenes.text.scene import TextScene
from rnnlab.qt.theme import theme
from tests.qt.scenes.text.tiny import LEFT, LINES

pytestmark = pytest.mark.usefixtures("dressed", "home")


def test_a_text_is_coloured_by_the_unit_on_the_list(inside: TextScene) -> None:
    panel, view = inside.inside_panel, inside.inside.view
    rows = panel.list.rows()
    assert len(rows) == 12 * 2
    assert all(abs(a.correlation) >= abs(b.correlation) for a, b in pairwise(rows))
    seen = inside.session.inside
    assert seen is not None
    layer, state, unit = rows[0].key
    values = seen.inside.activation(layer, state, unit)
    top, bottom = int(values.argmax()), int(values.argmin())
    assert view.color_at(top).green() > view.color_at(top).red() or values[top] <= 0
    assert view.color_at(bottom).red() > view.color_at(bottom).blue() or values[bottom] >= 0
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_Down)
    assert panel.unit == rows[1].key
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert panel.unit == rows[0].key
    assert inside.inside.unit_words.text() == rows[0].name


def test_units_can_be_ranked_by_one_feature(inside: TextScene) -> None:
    panel = inside.inside_panel
    panel.feature.set_key("spaces")
    panel.feature.chosen.emit("spaces")
    assert {row.follows for row in panel.list.rows()} == {"spaces"}


def test_guesses_of_a_letter(inside: TextScene) -> None:
    view, panel = inside.inside.view, inside.inside_panel
    QTest.mouseClick(view.viewport(), LEFT, pos=view.rect_of(1).center().toPoint())
    assert view.chosen() == 1
    assert panel.expected.text() == "After “h” it expects"
    guesses = panel.bars.guesses()
    assert len(guesses) == 5
    assert all(a[1] >= b[1] for a, b in pairwise(guesses))
    assert panel.came.text().startswith("“e” came")
    before = view.rect_of(45).top()
    inside.inside.guesses.click()
    assert view.rect_of(45).top() > before


def test_every_letter_is_readable_on_its_colour(inside: TextScene) -> None:
    view = inside.inside.view
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        for place in range(0, 200, 7):
            paper, ink = view.color_at(place), view.ink_at(place)
            assert contrast(paper.name(), ink.name()) > 3


@pytest.fixture
def letter(inside: TextScene, qtbot: QtBot) -> LetterPage:
    """Give the page with a letter that was opened by a double click."""
    view = inside.inside.view
    QTest.mouseDClick(view.viewport(), LEFT, pos=view.rect_of(30).center().toPoint())
    qtbot.waitUntil(lambda: inside.letter.content() is not None, timeout=20_000)
    return inside.letter


def test_a_letter_opens_on_the_stage_and_is_left_again(inside: TextScene, letter: LetterPage) -> None:
    content, focus = letter.content(), inside.session.letter.focus
    assert content is not None
    assert inside.views.key == "letter"
    assert content.label(int(content.trace.inputs[focus])) == LINES[30].replace(" ", "␣")
    assert letter.player.position.t == focus
    assert letter.trained.text.isVisible()
    assert len(letter.trained.text.text()) == 60
    assert not letter.touched.text.isVisible()
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_Right)
    assert letter.player.position.t == focus + 1
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert inside.views.key == "inside"


def test_menu_and_status_bar_say_what_the_keys_do(inside: TextScene, letter: LetterPage) -> None:
    actions, hints = inside.context.actions, list[str]()
    inside.hint_changed.connect(hints.append)
    assert actions.text("play.toggle") == "Play the sequence"
    QTest.mouseClick(letter.back, LEFT)
    assert actions.text("play.toggle") == "Play through the diary"
    assert "Return opens the letter" in hints[-1]
    inside.views.show("letter")
    assert actions.text("play.toggle") == "Play the sequence"
    assert "Esc goes back to the text" in hints[-1]


def test_a_unit_is_held_at_a_letter_and_let_go(inside: TextScene, letter: LetterPage, qtbot: QtBot) -> None:
    before = letter.content()
    assert before is not None
    at = letter.player.position.t
    expected, parts = letter.trained.text.text(), letter.inspector.parts
    weights = inside.session.weights()[1].copy()
    QTest.mouseClick(parts.hold, LEFT)
    qtbot.waitUntil(lambda: letter.content() is not before, timeout=20_000)
    held = letter.content()
    assert held is not None
    assert parts.release.isVisible()
    assert letter.stage.view.content() is held
    assert not np.allclose(held.trace.probabilities[at], before.trace.probabilities[at])
    assert letter.touched.text.isVisible()
    assert letter.touched.name.text() == "With your change"
    assert letter.trained.text.text() == expected
    assert letter.player.position.t == at
    QTest.mouseClick(parts.restore, LEFT)
    qtbot.waitUntil(lambda: letter.content() is not held, timeout=20_000)
    assert not letter.touched.text.isVisible()
    assert letter.player.position.t == at
    np.testing.assert_array_equal(inside.session.weights()[1], weights)


def test_another_letter_is_opened_untouched(inside: TextScene, letter: LetterPage, qtbot: QtBot) -> None:
    QTest.mouseClick(letter.inspector.parts.hold, LEFT)
    qtbot.waitUntil(letter.touched.text.isVisible, timeout=20_000)
    before = letter.content()
    QTest.mouseClick(letter.back, LEFT)
    view = inside.inside.view
    QTest.mouseDClick(view.viewport(), LEFT, pos=view.rect_of(33).center().toPoint())
    qtbot.waitUntil(lambda: letter.content() is not before, timeout=20_000)
    assert not letter.touched.text.isVisible()
    assert letter.inspector.parts.hold.isVisible()
    assert letter.player.position.t == inside.session.letter.focus


@pytest.mark.parametrize("source, own", [("own", ""), ("own", "ΩΨ"), ("written", "")])
def test_without_a_text_the_one_before_is_taken_away(
    inside: TextScene, qtbot: QtBot, source: str, own: str
) -> None:
    page, panel = inside.inside, inside.inside_panel
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    unit = panel.unit
    assert page.ramp.isVisible()
    page.own.insertPlainText(own)
    QTest.mouseClick(page.source.button(source), LEFT)
    assert page.notice.text()
    assert page.view.text() == ""
    assert not page.ramp.isVisible()
    assert not page.unit_words.isVisible()
    assert panel.list.rows() == ()
    assert not panel.bars.isVisible()
    QTest.mouseClick(page.source.button("corpus"), LEFT)
    qtbot.waitUntil(lambda: page.view.text().startswith("the cat"), timeout=20_000)
    assert panel.unit == unit
    assert page.ramp.isVisible()


def test_units_are_counted_from_one(inside: TextScene) -> None:
    rows = inside.inside_panel.list.rows()
    assert {row.name for row in rows if row.state == 0} == {f"h[{number}]" for number in range(1, 13)}
    assert all(row.name.endswith(f"[{row.unit + 1}]") for row in rows)


def test_an_opened_letter_begins_at_the_unit_that_was_looked_at(
    inside: TextScene, letter: LetterPage, qtbot: QtBot
) -> None:
    panel, view, shown = inside.inside_panel, inside.inside.view, list[object]()
    for name, place in (("c[5]", 33), ("h[8]", 20)):
        shown.append(letter.content())
        QTest.mouseClick(letter.back, LEFT)
        rows = panel.list.rows()
        panel.list.choose(next(number for number, row in enumerate(rows) if row.name == name))
        QTest.mouseDClick(view.viewport(), LEFT, pos=view.rect_of(place).center().toPoint())
        qtbot.waitUntil(lambda: letter.content() is not shown[-1], timeout=20_000)
        explanation = letter.inspector.explanation()
        assert explanation is not None
        assert (explanation.reference.key, explanation.reference.index) == (name[0], (int(name[2]) - 1,))
        assert explanation.reference.t == letter.player.position.t
    letter.player.seek(inside.session.letter.focus + 1, 0)
    explanation = letter.inspector.explanation()
    assert explanation is not None
    assert explanation.reference.index == (7,)
    assert explanation.reference.t == letter.player.position.t


def test_own_text_is_read_as_it_is_written(inside: TextScene, qtbot: QtBot) -> None:
    QTest.mouseClick(inside.inside.source.button("own"), LEFT)
    assert "Type or paste" in inside.inside.notice.text()
    inside.inside.own.insertPlainText("a rat Ω")
    qtbot.waitUntil(lambda: inside.inside.view.text() == "a rat ", timeout=20_000)
    assert inside.inside.notice.text().endswith("Ω")
    QTest.mouseClick(inside.views.choice.button("generate"), LEFT)
    QTest.mouseClick(inside.views.choice.button("inside"), LEFT)
    assert inside.inside.notice.text().endswith("Ω")


# Looks


def test_every_page_in_every_dress(inside: TextScene, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 768)
    for mode, words, zoom in (("light", "ko", 1.0), ("dark", "en", 1.5)):
        theme.set_mode(mode)
        theme.set_zoom(zoom)
        language.choose(words)
        for view in ("diary", "generate", "inside"):
            inside.views.show(view)
            qtbot.wait(20)
            page = inside.views.pages.currentWidget()
            assert page is not None
            assert page.width() <= inside.stage.width()
            assert not inside.grab().isNull()
    assert inside.views.choice.button("diary").text() == "Diary"
