"""The Game scene as a person uses it: in the real window, by mouse, keyboard and input method."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.game.scene import GameScene
from tests.qt.scenes.game.playing import (
    begin,
    board,
    compose,
    game,
    number_key,
    play_out,
    play_round,
    press,
    right,
    state,
    words,
)

pytestmark = pytest.mark.usefixtures("guarded", "home")
LEFT = Qt.MouseButton.LeftButton
Make = Callable[[], GameScene]


def test_a_whole_game_by_keyboard(scene: GameScene, qtbot: QtBot) -> None:
    assert "Return begins" in scene.window().status.hint.text()  # type: ignore[attr-defined]
    assert scene.start_page.specimen.tiles()[0].label == "하"
    begin(scene)
    assert scene.setup.isHidden()
    assert board(scene).blanks[0].look == "next"
    assert all(tile.label == "?" for tile in board(scene).net)
    play_round(scene, qtbot)
    shown = board(scene)
    assert shown.blanks[0].look == "right"
    assert shown.net[0].label != "?"
    assert shown.net[0].confidence is not None
    assert [result.name for result in shown.results] == ["You", "Net"]
    press(scene, Qt.Key.Key_Space)
    play_out(scene, qtbot)
    assert scene.pages.currentWidget() is scene.end_page
    assert [result.name for result in scene.end_page.totals.results()] == ["You", "Net"]
    assert scene.end_page.title.text() == "You have won"
    assert "Place 1" in scene.end_page.place.text()
    press(scene, Qt.Key.Key_Return)
    assert game(scene).settings.seed == 1
    assert state(scene).number == 0


def test_clicks_answer_too(scene: GameScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.start_page.start, LEFT)
    board(scene)
    plan = scene.board.plan()
    assert plan is not None
    place = game(scene).choices.index(right(scene))
    middle = QPoint(*(round(value) for value in plan.choices[0][place].center))
    QTest.mouseMove(scene.board, middle)
    QTest.mouseClick(scene.board, LEFT, Qt.KeyboardModifier.NoModifier, middle)
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
    assert game(scene).rules.right(state(scene).history)[0] == (True,)
    QTest.mouseClick(scene.control_bar.next, LEFT)
    assert state(scene).number == 1
    assert scene.board.hasFocus()


@pytest.mark.parametrize("how", ["key", "jamo", "composed", "committed", "half"])
def test_hangul_with_and_without_an_input_method(scene: GameScene, qtbot: QtBot, how: str) -> None:
    begin(scene)
    label = game(scene).labels[right(scene)]
    keys = dict(zip("가나다라마바사아자차카타파하", "rsefaqtdwczxvg", strict=True))
    jamo = dict(zip("가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", strict=True))
    if how == "key":
        QTest.keyClicks(scene.board, keys[label])
    elif how == "jamo":
        compose(scene, jamo[label])
    elif how == "composed":
        compose(scene, jamo[label])
        compose(scene, label)
        compose(scene, "", label)
    else:
        compose(scene, "", label if how == "committed" else jamo[label])
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
    assert game(scene).rules.right(state(scene).history)[0] == (True,)


def test_wrong_keys_are_explained_and_cost_nothing(scene: GameScene) -> None:
    begin(scene)
    QTest.keyClicks(scene.board, "!")
    assert "No symbol of the box begins with “!”" in board(scene).message
    assert state(scene).entries == ()
    QTest.keyClicks(scene.board, " ")
    assert "No symbol" not in board(scene).message
    for key in (Qt.Key.Key_F5, Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_9, Qt.Key.Key_Shift):
        press(scene, key)
    assert state(scene).is_open
    assert scene.board.hasFocus()


def test_pause_hides_the_question(scene: GameScene) -> None:
    begin(scene)
    press(scene, Qt.Key.Key_Escape)
    assert state(scene).paused
    board(scene)
    shown = words(scene)
    assert "Paused" in shown
    assert game(scene).labels[game(scene).rules.questions[0].given[0]] not in shown
    press(scene, Qt.Key.Key_1)
    assert state(scene).entries == ()
    press(scene, Qt.Key.Key_Space)
    assert state(scene).is_open
    QTest.mouseClick(scene.control_bar.pause, LEFT)
    assert state(scene).paused
    QTest.mouseClick(scene.board, LEFT)
    assert state(scene).is_open


def test_losing_the_keyboard_or_the_window_pauses(scene: GameScene) -> None:
    begin(scene)
    QApplication.sendEvent(
        scene.board, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    )
    assert state(scene).paused
    press(scene, Qt.Key.Key_Return)
    assert state(scene).is_open
    window = scene.window()
    assert isinstance(window, MainWindow)
    window.show_scene("gradients")
    assert state(scene).paused
    window.show_scene("game")
    assert state(scene).paused
    press(scene, Qt.Key.Key_Space)
    assert state(scene).is_open


def test_giving_up_and_taking_back(scene: GameScene, qtbot: QtBot) -> None:
    begin(scene)
    press(scene, Qt.Key.Key_Backspace)
    press(scene, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
    shown = board(scene)
    assert shown.blanks[0].look == "missed"
    assert shown.blanks[0].answer == game(scene).labels[game(scene).rules.questions[0].answer[0]]
    assert "Given up" in shown.message
    assert shown.results[0].points == "0"


def test_two_teams(scene: GameScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.setup_panel.mode.button("teams"), LEFT)
    begin(scene)
    assert [side.name for side in board(scene).sides] == ["Team A", "Team B"]
    assert [choice.key for choice in board(scene).sides[1].choices] == list("7890")
    press(scene, number_key(scene, rightly=False, keys="1234"))
    assert board(scene).sides[0].out
    press(scene, number_key(scene, keys="1234"))
    assert state(scene).phase == "asking"
    press(scene, number_key(scene, keys="7890"))
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
    shown = board(scene)
    assert (shown.blanks[0].look, shown.blanks[0].owner) == ("right", "Team B")
    assert [result.right for result in shown.results[:2]] == [False, True]
    press(scene, Qt.Key.Key_Return)
    while state(scene).phase != "over":
        while state(scene).phase == "asking":
            press(scene, number_key(scene, keys="7890"))
        qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
        press(scene, Qt.Key.Key_Return)
    assert scene.end_page.title.text() == "Team B has won"


def test_space_acts_where_the_board_has_not_the_keyboard(scene: GameScene, qtbot: QtBot) -> None:
    toggle = scene.context.actions["play.toggle"]
    begin(scene)
    toggle.trigger()
    assert state(scene).paused
    toggle.trigger()
    assert state(scene).is_open
    play_round(scene, qtbot)
    toggle.trigger()
    assert state(scene).number == 1
    scene.session.leave()
    toggle.trigger()
    scene.session.change(mode="spectator")
    QTest.mouseClick(scene.start_page.start, LEFT)
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
    toggle.trigger()
    assert state(scene).paused


def test_the_spectator_sees_the_net_alone(scene: GameScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.setup_panel.mode.button("spectator"), LEFT)
    begin(scene)
    assert board(scene).sides == ()
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)
    shown = board(scene)
    assert shown.blanks[0].look in ("right", "wrong")
    assert [result.name for result in shown.results] == ["Net"]
    press(scene, Qt.Key.Key_Space)
    assert state(scene).paused
    press(scene, Qt.Key.Key_Space)
    press(scene, Qt.Key.Key_Return)
    assert state(scene).number == 1


def test_the_nets_way_to_its_answer(scene: GameScene, qtbot: QtBot) -> None:
    begin(scene)
    play_round(scene, qtbot)
    press(scene, Qt.Key.Key_T)
    page = scene.trace_page
    assert scene.pages.currentWidget() is page
    assert page.player.moving
    assert not page.inspector.isHidden()
    exhibit = page.exhibit()
    assert exhibit is not None
    content, guess = exhibit.content, state(scene).history[0].guess
    assert content is not None
    assert content.training_step == guess.step
    assert content.predicted(content.given - 1) == guess.symbols[0]
    assert f"training step {guess.step}" in page.words.text()
    press(scene, Qt.Key.Key_Space)
    assert not page.player.playing
    press(scene, Qt.Key.Key_Right)
    press(scene, Qt.Key.Key_Escape)
    assert scene.pages.currentWidget() is scene.board
    assert scene.board.hasFocus()
    play_out(scene, qtbot)
    chart = scene.end_page.chart
    chart.setFocus()
    press(scene, Qt.Key.Key_Right)
    press(scene, Qt.Key.Key_Right)
    press(scene, Qt.Key.Key_Return)
    assert scene.pages.currentWidget() is page
    assert page.words.text().startswith("Round 2")
    QTest.mouseClick(page.back, LEFT)
    assert scene.pages.currentWidget() is scene.end_page


def test_a_click_on_the_chart_shows_that_round_but_not_while_asked(scene: GameScene, qtbot: QtBot) -> None:
    begin(scene)
    play_round(scene, qtbot)
    chart = scene.score_panel.chart
    plan = chart.plan()
    assert plan is not None
    first = QPoint(round(plan.x(1)), round(plan.box.center_y))
    press(scene, Qt.Key.Key_Return)
    QTest.mouseClick(chart, LEFT, Qt.KeyboardModifier.NoModifier, first)
    assert scene.pages.currentWidget() is scene.board
    press(scene, Qt.Key.Key_Escape)
    QTest.mouseClick(chart, LEFT, Qt.KeyboardModifier.NoModifier, first)
    assert scene.pages.currentWidget() is scene.trace_page
    QTest.mouseClick(chart, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(round(plan.x(5)), 60))
    press(scene, Qt.Key.Key_Escape)
    assert state(scene).paused


def test_left_in_the_middle_closed_and_gone_on_with(scene: GameScene, make: Make, qtbot: QtBot) -> None:
    begin(scene)
    play_round(scene, qtbot)
    press(scene, Qt.Key.Key_Return)
    QTest.mouseClick(scene.control_bar.leave, LEFT)
    assert scene.pages.currentWidget() is scene.start_page
    assert scene.start_page.resume.text() == "Go on: round 2 of 5"
    press(scene, Qt.Key.Key_Return)
    assert state(scene).number == 1
    before = state(scene).history
    scene.shut_down()
    again = make()
    assert not again.start_page.resume.isHidden()
    QTest.mouseClick(again.start_page.resume, LEFT)
    assert state(again).history == before
    play_out(again, qtbot)
    assert len(state(again).history) == 5


def test_a_corrupt_score_file_is_told_of(home: Path, make: Make, qtbot: QtBot) -> None:
    folder = home / "data" / "game"
    folder.mkdir(parents=True)
    (folder / "game-scores.json").write_text("oops", encoding="utf-8")
    made = make()
    window = made.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: bool(window.toasts.showing()), timeout=10_000)
    assert "best scores could not be read" in window.toasts.showing()[0].message.text()
    assert (folder / "game-scores.json.broken").read_text() == "oops"


def test_own_symbols_are_checked_at_their_place(scene: GameScene) -> None:
    panel = scene.setup_panel
    QTest.mouseClick(panel.material.button("own"), LEFT)
    assert not panel.own.isHidden()
    panel.own.setText("가 나")
    assert "at least 5 symbols" in panel.notice.text()
    assert not scene.start_page.start.isEnabled()
    scene.setFocus()
    press(scene, Qt.Key.Key_Return)
    assert scene.session.game is None
    panel.own.setText("도 레 미 파 솔")
    assert panel.notice.text() == ""
    assert [tile.label for tile in scene.start_page.specimen.tiles()][:2] == ["솔", "파"]
    begin(scene)


def test_settings_are_remembered(scene: GameScene) -> None:
    panel = scene.setup_panel
    QTest.mouseClick(panel.pattern.button("second"), LEFT)
    QTest.mouseClick(panel.difficulty.button("hard"), LEFT)
    QTest.mouseClick(panel.rounds.button("15"), LEFT)
    QTest.mouseClick(panel.relaxed, LEFT)
    QTest.mouseClick(panel.dice, LEFT)
    saved = scene.save_state()
    scene.session.change(pattern="forward", difficulty="easy", rounds=5, relaxed=False, seed=0)
    scene.restore_state(saved)
    settings = scene.session.settings
    assert (settings.pattern, settings.difficulty, settings.rounds) == ("second", "hard", 15)
    assert settings.relaxed
    assert settings.seed == 1
    scene.restore_state({"settings": {"rounds": "many"}})
    assert scene.session.settings == settings
