"""The Text scene as a person uses it: the first look, training with its diary, writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.text.diary_view import GOAL, LIVE
from rnnlab.qt.scenes.text.scene import TextScene
from tests.qt.scenes.text.tiny import LEFT, LINES

pytestmark = pytest.mark.usefixtures("dressed", "home")


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
    assert "Chosen: compiled kernel" in trained.net_panel.engine.text()


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
    assert session.shown_step == 20
    trained.training.curve.step_chosen.emit(39)
    assert trained.bar.axis.at() == 3
    QTest.keyClick(trained, Qt.Key.Key_End)
    assert trained.diary.view.chosen_key() == 60
    QTest.mouseClick(
        trained.bar.axis, LEFT, pos=QPoint(round(trained.bar.axis.x_of(2)), trained.bar.axis.height() // 3)
    )
    assert session.shown_step == 20
    QTest.keyClick(trained, Qt.Key.Key_L)
    assert session.shown_step is None


def test_the_diary_plays_from_the_first_page_to_the_last(trained: TextScene) -> None:
    trained.setFocus()
    QTest.keyClick(trained, Qt.Key.Key_Space)
    assert trained.bar.play.accessibleName() == "Pause"
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
