"""The Complete scene as a person uses it: in the real window, by mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.complete.scene import CompleteScene
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.scene.drawing import CellGrid
from rnnlab.session.presets import phrase_presets
from tests.qt.scenes.complete.using import BOOK, learn, rest

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


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


def test_the_examples_fit_into_a_small_window(scene: CompleteScene, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 768)
    button, panel = scene.setup_panel.presets, scene.setup.scroller.viewport()
    for words in ("ko", "en"):
        language.choose(words)
        qtbot.waitUntil(lambda: button.width() >= button.sizeHint().width(), timeout=20_000)
        assert button.mapTo(panel, button.rect().topRight()).x() < panel.width()


def test_a_line_that_is_too_long_is_marked_and_the_net_stays(scene: CompleteScene, qtbot: QtBot) -> None:
    panel, run = scene.setup_panel, scene.session.run
    text = "가나\n" + "다" * 61
    panel.editor.setPlainText(text)
    qtbot.waitUntil(panel.notice.isVisible, timeout=10_000)
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
    assert ["".join(phrase) for phrase in scene.complete.task.book.phrases] == ["바다로", "바다에서"]
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
    assert ["".join(phrase) for phrase in scene.complete.task.book.phrases] == ["산으로"]


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
    assert "".join(content.first.labels) == "⏎봄"
    assert "".join(content.second.labels) == "⏎여름밤"
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


def test_a_text_file_may_be_dropped_anywhere(scene: CompleteScene, tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("바다로", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    moment = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(700, 400), *moment)
    QApplication.sendEvent(scene, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(scene, QDropEvent(QPointF(700, 400), *moment))
    assert scene.setup_panel.editor.toPlainText() == "바다로"
