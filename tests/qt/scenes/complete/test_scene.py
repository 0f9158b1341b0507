"""The Complete scene as a person uses it: in the real window, by mouse, keyboard and input method."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.complete.scene import CompleteScene
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.scene.drawing import CellGrid
from rnnlab.session.presets import phrase_presets
from rnnlab.session.settings import Settings

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton
BOOK = "봄날의 노래\n여름날의 바다\n여름밤"


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "discard")
    wanted = ("complete", "sequence")
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id in wanted))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.show_scene("complete")
    yield made
    for scene in made.scenes():
        scene.shut_down()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> CompleteScene:
    """Give the scene once the lecture's phrase has been learnt."""
    made = window.scene()
    assert isinstance(made, CompleteScene)
    made.session.pace = None
    rest(made, qtbot)
    return made


def rest(scene: CompleteScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def learn(scene: CompleteScene, qtbot: QtBot, text: str = BOOK) -> None:
    scene.setup_panel.editor.setPlainText(text)
    scene.setup_panel.editor.settle()
    rest(scene, qtbot)


def test_the_first_start_completes_the_lecture_s_phrase(scene: CompleteScene) -> None:
    box = scene.typing_panel.box
    assert (box.text(), box.rest()) == ("기", "억 속으로")
    assert scene.training_view.right.text() == "7 / 7"
    assert scene.setup_panel.letters.symbols() == ("␣", "기", "억", "속", "으", "로", "⏎")
    assert scene.setup_panel.letters.matrix.isVisible()
    assert scene.typing_panel.next_symbols.symbols()[0][0] == "억"
    assert len(scene.stage_panel.view.drawn()) > 50
    assert scene.player.playing
    assert not scene.is_dirty()


def test_tab_and_right_take_the_grey_letters(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right):
        scene.complete.type("기")
        rest(scene, qtbot)
        box.setFocus()
        QTest.keyClick(box, key)
        assert box.text() == "기억 속으로"
        assert box.hasFocus()
    rest(scene, qtbot)
    assert box.rest() == ""
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert not box.hasFocus()


def test_right_inside_the_text_moves_the_cursor_only(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    scene.complete.type("기억")
    rest(scene, qtbot)
    box.setFocus()
    box.setCursorPosition(0)
    assert box.rest() == ""
    QTest.keyClick(box, Qt.Key.Key_Right)
    assert (box.text(), box.cursorPosition()) == ("기억", 1)
    QTest.keyClick(box, Qt.Key.Key_Right)
    assert box.rest() == " 속으로"


def test_escape_hides_what_is_suggested_until_something_is_typed(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.rest() == ""
    assert box.hasFocus()
    compose(box, "", "억")
    rest(scene, qtbot)
    assert box.rest() == " 속으로"


def test_arrows_choose_among_whole_continuations_and_return_takes(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    panel = scene.typing_panel
    scene.complete.type("여름")
    rest(scene, qtbot)
    panel.box.setFocus()
    rows = [row.rest for row in panel.continuations.rows()]
    assert {"날의 바다", "밤"} <= set(rows)
    chosen = panel.continuations.chosen()
    QTest.keyClick(panel.box, Qt.Key.Key_Down if chosen == 0 else Qt.Key.Key_Up)
    assert panel.continuations.chosen() != chosen
    wanted = rows[panel.continuations.chosen()]
    assert panel.box.rest() == wanted
    QTest.keyClick(panel.box, Qt.Key.Key_Return)
    assert panel.box.text() == "여름" + wanted


def test_a_click_takes_a_continuation_or_types_a_letter(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    panel = scene.typing_panel
    QTest.mouseClick(panel.clear, LEFT)
    rest(scene, qtbot)
    assert panel.box.text() == ""
    assert panel.box.rest() in BOOK.split("\n")
    first = panel.next_symbols.symbols()[0][0]
    QTest.mouseClick(panel.next_symbols, LEFT, pos=panel.next_symbols.row_box(0).center().toPoint())
    assert panel.box.text() == first
    rest(scene, qtbot)
    row = panel.continuations.rows()[1]
    QTest.mouseClick(panel.continuations, LEFT, pos=panel.continuations.row_box(1).center().toPoint())
    assert panel.box.text() == row.typed + row.rest
    assert not scene.player.playing


def test_the_stage_follows_what_is_typed(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    box = scene.typing_panel.box
    box.setFocus()
    box.selectAll()
    for syllable in "여름밤":
        compose(box, syllable)
        compose(box, "", syllable)
    rest(scene, qtbot)
    content = scene.stage_panel.view.content()
    assert content is not None
    assert content.given == 4
    assert scene.player.position.t == 3
    assert not scene.player.playing


def test_a_syllable_being_composed_is_completed_behind_it(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    box.setFocus()
    box.clear()
    compose(box, "ㄱ")
    rest(scene, qtbot)
    assert (box.rest(), scene.complete.unknown) == ("", None)
    compose(box, "기")
    rest(scene, qtbot)
    assert (box.text(), box.rest()) == ("", "억 속으로")
    compose(box, "깅")
    rest(scene, qtbot)
    assert box.rest() == ""
    compose(box, "어", "기")
    compose(box, "", "억")
    rest(scene, qtbot)
    assert (box.text(), box.rest()) == ("기억", " 속으로")


def test_an_unknown_letter_is_explained_and_can_be_learnt(scene: CompleteScene, qtbot: QtBot) -> None:
    panel = scene.typing_panel
    panel.box.setText("기뷁")
    assert panel.explanation.isVisible()
    assert "뷁" in panel.explanation.text()
    QTest.mouseClick(panel.drop, LEFT)
    assert panel.box.text() == "기"
    assert panel.next_symbols.isVisible()
    panel.box.setText("기뷁")
    QTest.mouseClick(panel.add, LEFT)
    assert scene.setup_panel.editor.toPlainText() == "기억 속으로\n기뷁\n"
    rest(scene, qtbot)
    assert not panel.explanation.isVisible()
    assert scene.training_view.right.text() == "7 / 7"
    assert scene.training_view.share.isVisible()
    assert panel.next_symbols.symbols()[0][0] == "⏎"
    scene.complete.type("기" * 101)
    assert panel.explanation.isVisible()
    assert not panel.drop.isVisible()


def test_a_line_that_is_too_long_is_marked_and_the_net_stays(scene: CompleteScene, qtbot: QtBot) -> None:
    panel, run = scene.setup_panel, scene.session.run
    text = "가나\n" + "다" * 61
    panel.editor.setPlainText(text)
    qtbot.waitUntil(panel.notice.isVisible, timeout=5_000)
    assert "2" in panel.notice.text()
    assert panel.editor.wrong_line() == 2
    assert scene.session.run is run
    assert scene.is_dirty()
    QTest.mouseClick(panel.notice.action, LEFT)
    assert panel.editor.textCursor().blockNumber() == 1
    assert panel.editor.toPlainText() == text
    panel.editor.setPlainText("가나")
    panel.editor.settle()
    assert not panel.notice.isVisible()
    assert panel.editor.wrong_line() == 0


def test_typing_in_the_book_is_one_change_and_undo_brings_the_text_back(
    scene: CompleteScene, qtbot: QtBot
) -> None:
    editor = scene.setup_panel.editor
    for text in ("가", "가나", "가나다"):
        editor.setPlainText(text)
        editor.settle()
    rest(scene, qtbot)
    scene.context.actions["edit.undo"].trigger()
    assert editor.toPlainText() == "기억 속으로"
    scene.context.actions["edit.redo"].trigger()
    assert editor.toPlainText() == "가나다"


def test_files_are_opened_dropped_and_refused(scene: CompleteScene, tmp_path: Path) -> None:
    panel = scene.setup_panel
    path = tmp_path / "book.txt"
    path.write_bytes("바다로\r\n바다에서\r\n".encode("cp949"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert panel.editor.canInsertFromMimeData(data)
    panel.editor.insertFromMimeData(data)
    assert scene.complete.task.book.phrases == (tuple("바다로"), tuple("바다에서"))
    assert "CP949" in panel.notice.text()
    path.write_bytes(b"\0\1\2")
    panel.open_text(path)
    assert "book.txt" in panel.notice.text()
    assert len(scene.complete.task.book.phrases) == 2
    text = QMimeData()
    text.setText("\n산으로")
    panel.editor.selectAll()
    panel.editor.insertFromMimeData(text)
    panel.editor.settle()
    assert scene.complete.task.book.phrases == (tuple("산으로"),)


@pytest.mark.parametrize("number", range(len(phrase_presets())))
def test_every_example_is_learnt_and_its_beginning_completed(
    scene: CompleteScene, qtbot: QtBot, number: int
) -> None:
    preset = phrase_presets()[number]
    scene.setup_panel.preset_chosen.emit(preset)
    rest(scene, qtbot)
    assert scene.session.status == "solved"
    assert scene.typing_panel.box.text() == preset.prefix
    rows = scene.typing_panel.continuations.rows()
    assert rows[scene.typing_panel.continuations.chosen()].in_book
    assert scene.complete.judgement is not None
    assert scene.complete.judgement.is_learnt
    assert scene.training_view.share.isVisible() == bool(scene.complete.judgement.ambiguous)


def test_the_second_time_axis_moves_the_suggestions_too(scene: CompleteScene, qtbot: QtBot) -> None:
    before = scene.typing_panel.next_symbols.symbols()
    scene.training_view.view.curve.step_chosen.emit(0)
    rest(scene, qtbot)
    first = scene.typing_panel.next_symbols.symbols()
    assert first[0][1] < 0.5 < before[0][1]
    scene.training_view.view.live.click()
    rest(scene, qtbot)
    assert scene.typing_panel.next_symbols.symbols() == before


def test_two_beginnings_lie_side_by_side(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    QTest.mouseClick(scene.views.button("pair"), LEFT)
    panel = scene.pair_panel
    assert panel.view.isVisible()
    assert not scene.playback.isVisible()
    content = panel.view.content()
    assert content is not None
    assert "".join(content.first.labels).endswith("날의␣")
    assert "".join(content.second.labels).endswith("날의␣")
    assert content.first.expected[0].label != content.second.expected[0].label
    assert "날의␣" in panel.words.text()
    strip = next(shape for shape in panel.view.drawn() if isinstance(shape, CellGrid))
    assert panel.view.unit_words(QPointF(*strip.cell((2,)).center)).startswith("Unit 3:")
    assert panel.view.unit_words(QPointF(2, 2)) == ""
    scene.complete.type("봄")
    QTest.mouseClick(panel.pin, LEFT)
    scene.complete.type("여름밤")
    content = panel.view.content()
    assert content is not None
    assert (content.first.labels, content.second.labels) == (("⏎", "봄"), ("⏎", "여", "름", "밤"))
    QTest.mouseClick(panel.pin, LEFT)
    assert scene.complete.pair.pinned is None
    panel.pairs.setCurrentIndex(panel.pairs.count() - 1)
    panel.pairs.chosen.emit(panel.pairs.key())
    assert "state" in panel.words.text()
    QTest.mouseClick(scene.views.button("stage"), LEFT)
    assert scene.playback.isVisible()


def test_files_go_to_the_scene_they_belong_to(
    window: MainWindow, scene: CompleteScene, qtbot: QtBot, tmp_path: Path
) -> None:
    outcomes: list[Problem | None] = []
    phrases, sequence = tmp_path / "phrases.rnnlab", tmp_path / "sequence.rnnlab"
    learn(scene, qtbot)
    scene.save_document(phrases, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 1, timeout=10_000)
    window.show_scene("sequence")
    other = window.scene()
    assert isinstance(other, SequenceScene)
    qtbot.waitUntil(other.is_at_rest, timeout=20_000)
    other.save_document(sequence, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2, timeout=10_000)
    assert outcomes == [None, None]
    scene.new_document()
    window.desk.open_path(phrases)
    qtbot.waitUntil(lambda: scene.document_path() == phrases, timeout=10_000)
    assert window.scene() is scene
    assert scene.setup_panel.editor.toPlainText() == BOOK
    assert not scene.is_dirty()
    assert str(phrases) in window.settings.recent_files
    other.new_document()
    window.desk.open_path(sequence)
    qtbot.waitUntil(lambda: other.document_path() == sequence, timeout=10_000)
    assert window.scene() is other


def test_an_unreadable_draft_and_the_view_come_back_at_the_next_start(scene: CompleteScene) -> None:
    bad = "가" * 61
    scene.setup_panel.editor.setPlainText(bad)
    QTest.mouseClick(scene.views.button("pair"), LEFT)
    state = scene.save_state()
    scene.new_document()
    assert scene.setup_panel.editor.toPlainText() == "기억 속으로"
    scene.restore_state(state)
    assert scene.setup_panel.editor.toPlainText() == bad
    assert scene.setup_panel.editor.wrong_line() == 1
    assert scene.pair_panel.isVisible()
    scene.restore_state({"draft": 3, "view": None, "more_open": "x", "speed": "fast"})


def test_the_language_changes_live(scene: CompleteScene) -> None:
    assert scene.setup_panel.count.text() == "1 phrase · V = 7"
    language.choose("ko")
    QApplication.processEvents()
    assert scene.setup_panel.count.text() == "문구 1개 · V = 7"
    assert scene.views.button("pair").text() == "두 앞부분"
    language.choose("en")
    QApplication.processEvents()


@pytest.mark.parametrize("width, height", [(1440, 900), (1024, 768), (1024, 600)])
def test_everything_in_the_typing_card_has_its_room(
    window: MainWindow, scene: CompleteScene, qtbot: QtBot, width: int, height: int
) -> None:
    window.resize(width, height)
    QApplication.processEvents()
    panel = scene.typing_panel
    assert panel.box.height() >= 40
    for rows in (panel.next_symbols, panel.continuations):
        assert rows.height() == rows.sizeHint().height()
        bottom = rows.mapTo(scene.typing_card, rows.rect().bottomLeft()).y()
        assert bottom < scene.typing_card.height()
    assert scene.stage.height() >= 160
    assert isinstance(panel.box, QLineEdit)


def test_a_vector_is_shown_for_the_symbol_pointed_at(scene: CompleteScene, qtbot: QtBot) -> None:
    letters = scene.setup_panel.letters
    letters.matrix.pointed.emit(1)
    assert letters.strip.place() == 1
    learn(scene, qtbot, "가나다라마바\n사아자차카타")
    assert letters.chips.isVisible()
    assert not letters.matrix.isVisible()
    letters.chips.pointed.emit(3)
    assert letters.strip.place() == 3
    assert "라" in letters.words.text()
    letters.chips.pointed.emit(-1)


def test_pictures_ask_by_typing(scene: CompleteScene, qtbot: QtBot) -> None:
    scene.pose("기억", 2)
    assert scene.typing_panel.box.text() == "기억"
    rest(scene, qtbot)
    assert not scene.player.playing
