"""Texts that are dropped, refused or fetched, settings, and files of nets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.core.text import store
from rnnlab.core.text.corpora import OWN
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.store import ENDING
from rnnlab.qt.scenes.text.page_paint import GOAL
from rnnlab.qt.scenes.text.scene import TextScene
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session.text import text_presets
from tests.qt.scenes.text.tiny import LEFT, SMALL

pytestmark = pytest.mark.usefixtures("dressed", "home")


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
    assert scene.diary.front.pages()[0].title == "other.txt"
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
    assert scene.diary.front.pages() == ()  # the page of the text before says nothing of this one
    assert scene.bar.axis.names() == ()
    assert "no text to learn" in scene.diary.words.text()
    assert scene.diary.card.isVisible()
    assert not scene.diary.begin.isVisible()
    scene.context.actions["edit.undo"].trigger()
    qtbot.waitUntil(lambda: scene.diary.corpus is not None and scene.is_at_rest(), timeout=20_000)
    assert [page.title for page in scene.diary.front.pages()] == ["rhyme.txt", "untrained"]
    assert scene.diary.begin.isVisible()
    assert "no text" not in scene.diary.words.text()


def test_nothing_is_downloaded_before_a_person_asks(scene: TextScene) -> None:
    box = scene.setup_panel.corpus
    QTest.mouseClick(box.chips.button("shakespeare"), LEFT)
    assert scene.session.settings.corpus.source == OWN
    assert box.notice.action.text() == "Download 1.1 MB"
    assert "“Shakespeare's plays” is not on this machine" in box.notice.text()
    assert "karpathy" in box.notice.text()
    wanted: list[object] = []
    box.corpus_wanted.disconnect()
    box.corpus_wanted.connect(wanted.append)
    box.notice.action.click()
    assert wanted == [CorpusChoice("shakespeare")]


def test_an_offered_download_leaves_the_text_in_force_and_is_taken_back(scene: TextScene) -> None:
    box, settings = scene.setup_panel.corpus, scene.session.settings
    for take_back in (
        scene.context.actions["edit.undo"].trigger,
        lambda: QTest.mouseClick(box.chips.button(OWN), LEFT),
    ):
        QTest.mouseClick(box.chips.button("shakespeare"), LEFT)
        assert box.notice.action.isVisible()
        assert box.chips.key() == OWN
        assert box.facts.isVisible()
        assert scene.context.actions["edit.undo"].isEnabled()
        take_back()
        assert not box.notice.isVisible()
        assert box.chips.key() == OWN
        assert scene.session.settings == settings


def test_presets_set_the_sizes_and_keep_the_text(scene: TextScene) -> None:
    before = scene.session.settings.corpus
    QTest.mouseClick(scene.setup_panel.presets.button(text_presets()[1].id), LEFT)
    assert scene.session.settings.layers == 2
    assert scene.session.settings.corpus == before
    scene.context.actions["edit.undo"].trigger()
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
    assert trained.diary.front.pages()[-1].key == 60
    trained.toggle_training()
    qtbot.waitUntil(lambda: trained.session.step == 120, timeout=20_000)


def test_a_diary_at_another_temperature_is_something_to_save(
    trained: TextScene, qtbot: QtBot, tmp_path: Path
) -> None:
    path, told = tmp_path / f"net{ENDING}", list[Problem | None]()
    trained.save_document(path, told.append)
    qtbot.waitUntil(lambda: told == [None], timeout=20_000)
    before = trained.diary.temperature.value()
    with qtbot.waitSignal(trained.document_changed):
        trained.diary.temperature.setValue(before + 0.5)
    qtbot.waitUntil(trained.is_dirty, timeout=20_000)
    trained.diary.temperature.setValue(before)
    qtbot.waitUntil(lambda: not trained.is_dirty(), timeout=20_000)


@pytest.mark.parametrize("answer", ["with", "without", "cancel"])
def test_a_person_is_told_that_their_text_goes_into_the_file(
    trained: TextScene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    path = tmp_path / f"net{ENDING}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    seen: list[tuple[str, str]] = []

    def ask(question: QuestionDialog) -> str:
        seen.append((question.heading.text(), question.text.text()))
        assert answer in question.answers
        return answer

    monkeypatch.setattr(QuestionDialog, "ask", ask)
    trained.context.actions["file.save_as"].trigger()
    assert seen[0][0] == "Your text “rhyme.txt” goes into the file"
    assert "8 MB" in seen[0][1]
    if answer == "cancel":
        assert trained.document_path() is None
        assert trained.is_dirty()
        return
    qtbot.waitUntil(lambda: trained.document_path() == path, timeout=20_000)
    assert store.load(path).has_corpus == (answer == "with")
    trained.session.change(steps=70)
    trained.toggle_training()
    qtbot.waitUntil(lambda: trained.session.step == 70 and trained.is_at_rest(), timeout=20_000)
    trained.context.actions["file.save"].trigger()
    qtbot.waitUntil(lambda: not trained.is_dirty(), timeout=20_000)
    assert len(seen) == 1
    assert store.load(path).has_corpus == (answer == "with")


def test_a_bundled_text_is_nobodys_secret(trained: TextScene, monkeypatch: pytest.MonkeyPatch) -> None:
    training = trained.session.training
    assert training is not None
    corpus = replace(training.run.corpus, choice=CorpusChoice())
    training.run = replace(training.run, corpus=corpus)
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "cancel")
    assert trained.settle_file()


def test_a_long_text_is_told_to_stay_outside(trained: TextScene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CORPUS_LIMIT", 10)
    seen: list[str] = []

    def ask(question: QuestionDialog) -> str:
        seen.append(question.heading.text())
        return "without"

    monkeypatch.setattr(QuestionDialog, "ask", ask)
    assert trained.settle_file()
    assert "does not go" in seen[0]


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
    assert [page.key for page in trained.diary.front.pages()] == [GOAL, 0]
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
