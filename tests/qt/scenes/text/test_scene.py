"""The Text scene as a person uses it: in the real window, with a tiny text and a tiny net."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import OWN
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.store import ENDING
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.palette import contrast
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.text.diary_view import GOAL, LIVE
from rnnlab.qt.scenes.text.scene import TextScene
from rnnlab.qt.theme import theme
from rnnlab.session.settings import Settings
from rnnlab.session.text import TextSession, text_presets

pytestmark = pytest.mark.usefixtures("dressed", "home")
LEFT = Qt.MouseButton.LeftButton
LINES = "the cat sat on the mat. a hat for the rat!\n" * 40
SMALL: dict[str, Any] = {
    "hidden_size": 12,
    "sequence_length": 12,
    "batch_size": 8,
    "steps": 60,
    "learning_rate": 0.02,
    "backend": "compiled",
}


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "rhyme.txt"
    path.write_text(LINES, encoding="utf-8")
    return path


def newest_is_shown(session: TextSession) -> bool:
    return session.shown_step is None


@pytest.fixture
def window(settings: Settings, text_file: Path) -> Iterator[MainWindow]:
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "text"))
    made.resize(1440, 900)
    made.show()
    made.show_first_scene()
    scene = made.scene()
    assert isinstance(scene, TextScene)
    scene.session.change(corpus=CorpusChoice(OWN, str(text_file)), **SMALL)
    yield made
    scene.session.forget_net()  # or the window would ask whether to save it
    made.close()
    made.deleteLater()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> TextScene:
    """Give the scene once its text is read and the untrained net has written."""
    made = window.scene()
    assert isinstance(made, TextScene)
    qtbot.waitUntil(lambda: made.session.corpus is not None and made.is_at_rest(), timeout=20_000)
    return made


@pytest.fixture
def trained(scene: TextScene, qtbot: QtBot) -> TextScene:
    QTest.mouseClick(scene.diary.begin, LEFT)
    qtbot.waitUntil(lambda: scene.session.status == "finished" and scene.is_at_rest(), timeout=30_000)
    return scene


def press(scene: TextScene, id_: str) -> None:
    scene.context.actions[id_].trigger()


# The first look


def test_the_first_look_shows_the_text_gibberish_and_what_to_do(scene: TextScene) -> None:
    goal, first = scene.diary.view.pages()
    assert goal.key == GOAL
    assert goal.text.startswith("the cat sat")
    assert [fact.value for fact in goal.facts] == ["100 %"]
    assert (first.title, first.label) == ("untrained", "at first")
    assert not first.text.startswith("the cat sat")
    assert scene.diary.begin.text() == "Learn “rhyme.txt”"
    assert scene.setup_panel.corpus.facts.text().startswith(f"{len(LINES):,} characters")
    assert scene.bar.axis.names() == ("0",)
    assert not scene.is_dirty()


def test_other_sizes_write_other_gibberish(scene: TextScene, qtbot: QtBot) -> None:
    before = scene.diary.view.pages()[1].text
    scene.session.change(seed=5)
    qtbot.waitUntil(lambda: scene.diary.view.pages()[1].text != before, timeout=20_000)


def test_there_is_nothing_to_write_with_before_training(scene: TextScene) -> None:
    scene.views.show("generate")
    assert not scene.generate.write.isEnabled()
    scene.views.show("inside")
    assert "no net yet" in scene.inside.notice.text()


# Training and the diary


def test_training_fills_the_diary(trained: TextScene) -> None:
    steps = [page.key for page in trained.diary.view.pages()]
    assert steps == [GOAL, 0, 10, 20, 40, 60]
    assert trained.bar.axis.names() == ("0", "10", "20", "40", "60")
    assert trained.diary.view.chosen_key() == 60
    assert trained.diary.card.isHidden()
    assert trained.training.progress.text() == "Step 60 of 60"
    assert float(trained.training.losses["learnt"].text()) < 4
    assert trained.training.curve.tests()[-1][0] == 60
    assert trained.is_dirty()
    words = trained.net_panel.plots["words"]
    assert not words.isHidden()
    assert words.value().endswith("%")
    assert "Chosen: numba" in trained.net_panel.engine.text()


def test_axis_diary_and_curve_show_the_same_step(trained: TextScene, qtbot: QtBot) -> None:
    session = trained.session
    trained.setFocus()
    QTest.keyClick(trained, Qt.Key.Key_Home)
    assert session.shown_step == 0
    assert trained.diary.view.chosen_key() == 0
    assert trained.net_panel.heading.text() == "Untrained"
    QTest.keyClick(trained, Qt.Key.Key_Right)
    assert (session.shown_step, trained.diary.view.chosen_key()) == (10, 10)
    QTest.keyClick(trained.diary.view, Qt.Key.Key_Down)
    assert (session.shown_step, trained.diary.view.chosen_key()) == (20, 20)
    trained.training.curve.step_chosen.emit(39)
    assert trained.bar.axis.at() == 3
    QTest.keyClick(trained, Qt.Key.Key_End)
    assert newest_is_shown(session)
    QTest.mouseClick(
        trained.bar.axis, LEFT, pos=QPoint(round(trained.bar.axis.x_of(2)), trained.bar.axis.height() // 3)
    )
    assert session.shown_step == 20
    QTest.keyClick(trained, Qt.Key.Key_L)
    assert session.shown_step is None


def test_the_diary_plays_from_the_first_page_to_the_last(trained: TextScene) -> None:
    trained.setFocus()
    QTest.keyClick(trained, Qt.Key.Key_Space)
    assert trained.bar.playing
    assert trained.diary.view.chosen_key() == 0
    for _ in range(4):
        trained.bar.advance(10)
    assert trained.diary.view.chosen_key() == 60
    trained.bar.advance(10)
    assert not trained.bar.playing


def test_what_is_written_just_now_is_seen_while_it_learns(scene: TextScene, qtbot: QtBot) -> None:
    scene.session.change(steps=100_000)
    scene.toggle_training()

    def is_writing() -> bool:
        page = scene.diary.view.pages()[-1]
        return (page.key, page.label) == (LIVE, "just now") and len(page.text) > 20

    qtbot.waitUntil(is_writing, timeout=30_000)
    assert scene.bar.axis.names()[-1] == "now"
    press(scene, "training.toggle")
    assert scene.training.train.text() == "Train on"
    qtbot.waitUntil(lambda: not scene.session.is_active, timeout=10_000)
    assert scene.session.status == "paused"


def test_other_settings_are_told_and_begin_anew_after_a_question(
    trained: TextScene, answers: list[str], qtbot: QtBot
) -> None:
    trained.setup_panel.layers.changed.emit("2")
    assert "another net" in trained.training.notice.text()
    assert trained.diary.view.pages()[-1].key == 60
    answers.append("cancel")
    trained.training.notice.action.click()
    assert trained.session.step == 60
    answers.append("discard")
    trained.training.notice.action.click()
    qtbot.waitUntil(lambda: trained.session.status == "finished", timeout=30_000)
    training = trained.session.training
    assert training is not None
    assert training.run.settings.layers == 2


def test_over_fitting_is_told_in_words(trained: TextScene) -> None:
    record = trained.session.record
    assert record is not None
    record.validations[:] = [(10, 2.0), (20, 1.5), (30, 1.7), (40, 1.9), (60, 2.1)]
    trained.session.record_changed.emit()
    trained.session.training_changed.emit()
    assert "since step 20 it learns its text by heart" in trained.training.notice.text()
    trained.training.notice.action.click()
    assert trained.session.shown_step == 20


# Writing


def test_it_writes_on_after_a_beginning(trained: TextScene, qtbot: QtBot) -> None:
    trained.views.show("generate")
    page = trained.generate
    page.length.setValue(50)
    page.pace.set_key("")
    page.count.button("2").click()
    QTest.keyClicks(page.prime, "the c")
    QTest.keyClick(page.prime, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.is_writing and not page.is_behind, timeout=20_000)
    shown = [column for column in page.columns if not column.isHidden()]
    assert [column.temperature.value() for column in shown] == [0.5, 1.2]
    for column in shown:
        assert column.text.toPlainText().startswith("the c")
        assert len(column.text.toPlainText()) == 55
    assert shown[0].written() != shown[1].written()
    shown[0].copy.click()
    assert QGuiApplication.clipboard().text() == shown[0].written()


def test_writing_stops_at_once_and_is_saved(trained: TextScene, qtbot: QtBot, tmp_path: Path) -> None:
    trained.views.show("generate")
    page = trained.generate
    page.length.setValue(100_000)
    page.pace.set_key("120")
    page.begin()
    column = next(column for column in page.columns if not column.isHidden())
    qtbot.waitUntil(lambda: len(column.text.toPlainText()) > 5, timeout=20_000)
    assert page.write.text() == "Stop"
    QTest.mouseClick(page.write, LEFT)
    assert page.write.text() == "Write"
    written = column.written()
    qtbot.wait(60)
    assert column.written() == written
    column.save_to(tmp_path / "written.txt")
    assert (tmp_path / "written.txt").read_text("utf-8") == written
    column.save_to(tmp_path / "nowhere" / "written.txt")


def test_unknown_letters_are_told_beside_the_beginning(trained: TextScene) -> None:
    trained.views.show("generate")
    page = trained.generate
    QApplication.sendEvent(page.prime, QInputMethodEvent("하", []))
    committed = QInputMethodEvent("", [])
    committed.setCommitString("하")
    QApplication.sendEvent(page.prime, committed)
    assert page.prime.text() == "하"
    page.begin()
    assert "하" in page.notice.text()
    page.stop()


def test_an_earlier_net_writes(trained: TextScene, qtbot: QtBot) -> None:
    trained.bar.go(0)
    trained.views.show("generate")
    trained.generate.length.setValue(10)
    trained.generate.begin()
    qtbot.waitUntil(lambda: not trained.generate.is_writing, timeout=20_000)
    assert trained.session.streams[-1].step == 0


# Inside


@pytest.fixture
def inside(trained: TextScene, qtbot: QtBot) -> TextScene:
    trained.views.show("inside")
    QTest.mouseClick(trained.inside.source.button("corpus"), LEFT)
    qtbot.waitUntil(lambda: trained.inside.view.text().startswith("the cat"), timeout=20_000)
    return trained


def test_a_text_is_coloured_by_the_unit_on_the_list(inside: TextScene) -> None:
    panel, view = inside.inside_panel, inside.inside.view
    rows = panel.list.rows()
    assert len(rows) == 12 * 2
    assert all(abs(a.correlation) >= abs(b.correlation) for a, b in itertools.pairwise(rows))
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
    assert all(a[1] >= b[1] for a, b in itertools.pairwise(guesses))
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


def test_a_letter_opens_on_the_stage_and_is_left_again(inside: TextScene, qtbot: QtBot) -> None:
    view = inside.inside.view
    QTest.mouseDClick(view.viewport(), LEFT, pos=view.rect_of(30).center().toPoint())
    qtbot.waitUntil(lambda: inside.letter.content() is not None, timeout=20_000)
    content = inside.letter.content()
    assert content is not None
    assert inside.views.key == "letter"
    assert content.label(int(content.trace.inputs[inside.session.focus])) == LINES[30].replace(" ", "␣")
    assert inside.letter.player.position.t == inside.session.focus
    assert inside.letter.inspector.parts.hold.isHidden()
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_Right)
    assert inside.letter.player.position.t == inside.session.focus + 1
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert inside.views.key == "inside"


def test_own_text_is_read_as_it_is_written(inside: TextScene, qtbot: QtBot) -> None:
    QTest.mouseClick(inside.inside.source.button("own"), LEFT)
    assert "Type or paste" in inside.inside.notice.text()
    inside.inside.own.insertPlainText("a rat Ω")
    qtbot.waitUntil(lambda: inside.inside.view.text() == "a rat ", timeout=20_000)
    assert inside.inside.notice.text().endswith("Ω")


# Texts


def test_a_dropped_file_is_learnt_and_a_net_is_not(scene: TextScene, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("wind and rain, rain and wind; " * 10, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    actions, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, LEFT, keys)
    scene.dragEnterEvent(enter)
    assert enter.isAccepted()
    scene.dropEvent(QDropEvent(QPointF(50, 50), actions, data, LEFT, keys))
    qtbot.waitUntil(lambda: scene.diary.corpus is not None and scene.is_at_rest(), timeout=20_000)
    assert scene.diary.view.pages()[0].title == "other.txt"
    net = QMimeData()
    net.setUrls([QUrl.fromLocalFile(str(tmp_path / f"net{ENDING}"))])
    enter = QDragEnterEvent(QPoint(50, 50), actions, net, LEFT, keys)
    scene.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_a_binary_file_is_refused_at_its_place(scene: TextScene, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(bytes(range(256)) * 8)
    scene.setup_panel.corpus.take_path(path)
    notice = scene.setup_panel.corpus.notice
    qtbot.waitUntil(lambda: "picture.png" in notice.text(), timeout=20_000)
    assert not scene.training.train.isEnabled()


def test_nothing_is_downloaded_before_a_person_asks(scene: TextScene) -> None:
    box = scene.setup_panel.corpus
    QTest.mouseClick(box.chips.button("shakespeare"), LEFT)
    assert scene.session.settings.corpus.source == OWN
    assert box.notice.action.text() == "Download 1.1 MB"
    assert "karpathy" in box.sentence.text()
    wanted: list[object] = []
    box.corpus_wanted.disconnect()
    box.corpus_wanted.connect(wanted.append)
    box.notice.action.click()
    assert wanted == [CorpusChoice("shakespeare")]


def test_presets_set_the_sizes_and_keep_the_text(scene: TextScene) -> None:
    before = scene.session.settings.corpus
    QTest.mouseClick(scene.setup_panel.presets.button(text_presets()[1].id), LEFT)
    assert scene.session.settings.layers == 2
    assert scene.session.settings.corpus == before
    press(scene, "edit.undo")
    assert scene.session.settings.hidden_size == SMALL["hidden_size"]
    scene.setup_panel.more.whole["batch_size"].setValue(16)
    assert scene.session.settings.batch_size == 16


# Files


def test_a_net_is_saved_opened_and_trained_on(trained: TextScene, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / f"net{ENDING}"
    told: list[Problem | None] = []
    trained.save_document(path, told.append)
    qtbot.waitUntil(lambda: told == [None], timeout=20_000)
    assert not trained.is_dirty()
    assert trained.document_path() == path
    trained.session.change(steps=70)
    trained.toggle_training()
    qtbot.waitUntil(lambda: trained.session.step == 70 and trained.is_at_rest(), timeout=20_000)
    assert trained.is_dirty()
    trained.open_document(path, told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert told[1] is None
    assert (trained.session.step, trained.is_dirty()) == (60, False)
    assert trained.diary.view.pages()[-1].key == 60
    trained.toggle_training()
    qtbot.waitUntil(lambda: trained.session.step == 120, timeout=20_000)


def test_what_is_no_net_is_not_opened(trained: TextScene, qtbot: QtBot, text_file: Path) -> None:
    told: list[Problem | None] = []
    trained.open_document(text_file, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0] is not None
    assert told[0].field == "file"
    assert trained.session.step == 60


def test_a_new_document_is_the_first_look_again(trained: TextScene, qtbot: QtBot) -> None:
    trained.new_document()
    qtbot.waitUntil(trained.is_at_rest, timeout=20_000)
    assert trained.session.status == "empty"
    assert [page.key for page in trained.diary.view.pages()] == [GOAL, 0]
    assert trained.document_path() is None
    assert not trained.is_dirty()


def test_settings_come_back_at_the_next_start(scene: TextScene, text_file: Path) -> None:
    state = scene.save_state()
    scene.session.change(hidden_size=64, corpus=CorpusChoice("sonnets"))
    scene.restore_state(state)
    assert scene.session.settings.hidden_size == SMALL["hidden_size"]
    assert scene.session.settings.corpus.path == str(text_file)
    text_file.unlink()
    scene.restore_state(state)
    assert scene.session.settings.corpus == CorpusChoice()
    scene.restore_state({"settings": {"hidden_size": "many"}, "view": 3})
    assert scene.session.settings.hidden_size == SMALL["hidden_size"]


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
