"""The Text scene as a person uses it: the first look, training with its diary, writing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.text.record import BestWeights
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.text.page_paint import GOAL, LIVE, PENDING
from rnnlab.qt.scenes.text.scene import TextScene
from tests.qt.scenes.text.tiny import LEFT, LINES

pytestmark = pytest.mark.usefixtures("dressed", "home")


def press(scene: TextScene, id_: str) -> None:
    scene.context.actions[id_].trigger()


# The first look


def test_the_first_look_shows_the_text_gibberish_and_what_to_do(scene: TextScene) -> None:
    goal, first = scene.diary.front.pages()
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
    before = scene.diary.front.pages()[1].text
    scene.session.change(seed=5)
    qtbot.waitUntil(lambda: scene.diary.front.pages()[1].text != before, timeout=20_000)


def test_there_is_nothing_to_write_with_before_training(scene: TextScene) -> None:
    scene.views.show("generate")
    assert not scene.generate.write.isEnabled()
    scene.views.show("inside")
    assert "no net yet" in scene.inside.notice.text()


# Training and the diary


def test_training_fills_the_diary(trained: TextScene) -> None:
    steps = [page.key for page in trained.diary.front.pages()]
    assert steps == [GOAL, 0, 10, 20, 40, 60]
    assert trained.bar.axis.names() == ("0", "10", "20", "40", "60")
    assert trained.diary.front.chosen_key() == 60
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
    assert trained.diary.front.chosen_key() == 0
    assert trained.net_panel.heading.text() == "Untrained"
    QTest.keyClick(trained, Qt.Key.Key_Right)
    assert (session.shown_step, trained.diary.front.chosen_key()) == (10, 10)
    QTest.keyClick(trained.diary.front, Qt.Key.Key_Down)
    assert session.shown_step == 20
    trained.training.curve.step_chosen.emit(39)
    assert trained.bar.axis.at() == 3
    QTest.keyClick(trained, Qt.Key.Key_End)
    assert trained.diary.front.chosen_key() == 60
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
    assert trained.diary.front.chosen_key() == 0
    for _ in range(4):
        trained.bar.advance(10)
    assert trained.diary.front.chosen_key() == 60
    trained.bar.advance(10)
    assert not trained.bar.playing


def test_what_is_written_just_now_is_seen_while_it_learns(scene: TextScene, qtbot: QtBot) -> None:
    scene.session.change(steps=100_000)
    scene.toggle_training()

    def is_writing() -> bool:
        page = scene.diary.front.pages()[-1]
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
    assert trained.diary.front.pages()[-1].key == 60
    answers.append("cancel")
    trained.training.notice.action.click()
    assert trained.session.step == 60
    answers.append("discard")
    trained.training.notice.action.click()
    qtbot.waitUntil(lambda: trained.session.status == "finished", timeout=30_000)
    training = trained.session.training
    assert training is not None
    assert training.run.settings.layers == 2


def over_fit(scene: TextScene) -> None:
    """Make the run one whose test loss was lowest at step 20."""
    record = scene.session.record
    assert record is not None
    record.validations[:] = [(10, 2.0), (20, 1.5), (30, 1.7), (40, 1.9), (60, 2.1)]
    parameters = record.shelf.at(20)
    assert parameters is not None
    record.best_weights = BestWeights(20, 1.5, parameters)
    scene.session.record_changed.emit()
    scene.session.training_changed.emit()


def test_over_fitting_is_told_in_words(trained: TextScene) -> None:
    over_fit(trained)
    assert "since step 20 it learns its text by heart" in trained.training.notice.text()
    assert trained.training.curve.best() == (20, 1.5)
    assert trained.training.curve.solved() == 20
    labels = {page.key: page.label for page in trained.diary.front.pages()}
    assert [labels[step] for step in (0, 20, 40, 60)] == [
        "at first",
        "train more",
        "over-fitting",
        "over-fitting",
    ]
    trained.training.notice.action.click()
    assert trained.session.shown_step == 20


def test_the_best_weights_write_unless_a_person_wants_others(trained: TextScene, qtbot: QtBot) -> None:
    over_fit(trained)
    weights, axis = trained.bar.weights, trained.bar.axis
    assert weights.isHidden()  # the diary shows all moments
    assert (trained.bar.words.text(), axis.handle()) == ("Step 60", 4)
    trained.views.show("generate")
    assert (weights.currentText(), axis.handle()) == ("Best: step 20", 2)
    assert trained.net_panel.heading.text() == "Step 20"
    trained.generate.length.setValue(10)

    def writer() -> int:
        trained.generate.begin()
        qtbot.waitUntil(lambda: not trained.generate.is_writing, timeout=20_000)
        return trained.session.streams[-1].step

    assert writer() == 20
    weights.setCurrentIndex(weights.findData("newest"))
    weights.activated.emit(weights.currentIndex())
    assert (weights.currentText(), axis.handle()) == ("Newest: step 60", 4)
    assert writer() == 60
    trained.bar.go(1)
    assert (weights.currentText(), axis.handle()) == ("Step 10", 1)
    assert writer() == 10
    weights.setCurrentIndex(weights.findData("best"))
    weights.activated.emit(weights.currentIndex())
    assert writer() == 20
    trained.views.show("inside")
    qtbot.waitUntil(lambda: trained.session.inside is not None, timeout=20_000)
    assert trained.session.inside is not None
    assert trained.session.inside.step == 20
    assert trained.inside.view.text() == trained.session.record.diary[2].text  # type: ignore[union-attr]


# Side by side


def shown(scene: TextScene) -> list[int]:
    return [page.key for page in scene.diary.columns.shown()]


def test_pages_stand_side_by_side_from_the_first_to_the_chosen_one(trained: TextScene) -> None:
    columns = trained.diary.columns
    assert columns.isVisible()
    columns.resize(3 * 240, 500)
    assert shown(trained) == [0, 20, 60]
    assert trained.diary.numbers_shown() == {0, 2, 4}
    trained.bar.go(3)
    assert shown(trained) == [0, 20, 40]
    trained.bar.go(1)
    assert shown(trained) == [0, 10, 20]
    assert columns.chosen_key() == 10
    columns.resize(6 * 240, 500)
    assert shown(trained) == [0, 10, 20, 40, 60, GOAL]
    columns.resize(150, 500)
    assert shown(trained) == [10]


def test_columns_lead_along_training_by_mouse_wheel_and_keys(trained: TextScene) -> None:
    columns, session = trained.diary.columns, trained.session
    columns.resize(3 * 240, 500)
    columns.setFocus()
    QTest.keyClick(columns, Qt.Key.Key_Left)
    assert (session.shown_step, columns.chosen_key()) == (40, 40)
    QTest.keyClick(columns, Qt.Key.Key_Home)
    assert session.shown_step == 0
    QTest.keyClick(columns, Qt.Key.Key_Left)
    assert session.shown_step == 0
    QTest.keyClick(columns, Qt.Key.Key_End)
    assert session.uses_best  # no step is chosen any more
    QTest.mouseClick(columns, LEFT, pos=QPoint(360, 250))  # the column in the middle
    assert session.shown_step == 20
    QTest.mousePress(columns, LEFT, pos=QPoint(100, 250))
    QTest.mouseMove(columns, QPoint(100 + 60, 250))
    QTest.mouseRelease(columns, LEFT, pos=QPoint(100 + 60, 250))
    assert session.shown_step == 40
    turn = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(columns, turn)
    assert session.shown_step == 10


def test_one_page_may_be_large_instead(trained: TextScene) -> None:
    QTest.mouseClick(trained.diary.form.button("list"), LEFT)
    assert trained.diary.view.isVisible()
    assert not trained.diary.columns.isVisible()
    assert [page.key for page in trained.diary.view.pages()] == [GOAL, 0, 10, 20, 40, 60]
    QTest.keyClick(trained.diary.view, Qt.Key.Key_Up)
    assert trained.session.shown_step == 40
    assert trained.diary.numbers_shown() == frozenset()
    assert trained.save_state()["diary"] == "list"
    trained.restore_state({**trained.save_state(), "diary": "columns"})
    assert trained.diary.columns.isVisible()
    assert trained.diary.columns.chosen_key() == 40


def test_before_the_first_page_it_is_said_what_is_being_prepared(
    scene: TextScene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene.first, "entry", None)
    monkeypatch.setattr(type(scene.first), "is_busy", property(lambda _: True))
    scene.show_pages()
    pending = scene.diary.columns.shown()[0]
    assert (pending.key, pending.title) == (PENDING, "untrained")
    assert "gets its first weights" in pending.remark
    monkeypatch.undo()
    QTest.mouseClick(scene.diary.columns, LEFT, pos=QPoint(20, 100))
    assert scene.session.shown_step is None


def test_the_diary_is_written_again_at_another_temperature(trained: TextScene, qtbot: QtBot) -> None:
    before = {page.key: page.text for page in trained.diary.front.pages()}
    trained.diary.temperature.setValue(0.0)
    assert trained.session.settings.diary_temperature == 0

    def is_written() -> bool:
        now = {page.key: page.text for page in trained.diary.front.pages()}
        return all(now[step] != before[step] for step in (0, 10, 20, 40, 60))

    qtbot.waitUntil(lambda: is_written() and trained.is_at_rest(), timeout=20_000)
    assert all("temperature" not in page.label for page in trained.diary.front.pages())
    press(trained, "edit.undo")
    assert trained.diary.temperature.value() == 0.8
    qtbot.waitUntil(
        lambda: {page.key: page.text for page in trained.diary.front.pages()} == before, timeout=20_000
    )


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


def test_the_options_of_writing_take_two_rows_in_a_small_window(scene: TextScene, window: MainWindow) -> None:
    window.resize(1024, 768)
    scene.views.show("generate")
    QApplication.processEvents()
    page = scene.generate
    fields = (page.count, page.pace, page.length, page.top_count, page.top_mass, page.seed)
    places = [QRect(field.mapTo(page, QPoint(0, 0)), field.size()) for field in fields]
    assert all(page.rect().contains(place) for place in places)
    middles = sorted(place.center().y() for place in places)
    steps = [below - above for above, below in pairwise(middles)]
    assert sum(step > page.length.height() // 2 for step in steps) == 1  # two rows


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
    assert page.notice.property("notice") == "warning"
    assert page.prime.property("wrong") != "true"  # it is left out, and the net writes
    page.stop()


@pytest.mark.parametrize("length, words", [(1, "1 letter · step 60"), (2, "2 letters · step 60")])
def test_written_letters_are_counted_in_words(
    trained: TextScene, qtbot: QtBot, length: int, words: str
) -> None:
    trained.views.show("generate")
    trained.generate.length.setValue(length)
    trained.generate.begin()
    column = next(column for column in trained.generate.columns if not column.isHidden())
    qtbot.waitUntil(lambda: column.facts.text() == words, timeout=20_000)


@pytest.mark.parametrize("steps, words", [(1, "1 step to go"), (1000, "1,000 steps to go")])
def test_steps_to_go_are_counted_in_words(scene: TextScene, steps: int, words: str) -> None:
    scene.session.change(steps=steps)
    assert scene.training.progress.text() == words


def test_an_earlier_net_writes(trained: TextScene, qtbot: QtBot) -> None:
    trained.bar.go(0)
    trained.views.show("generate")
    trained.generate.length.setValue(10)
    trained.generate.begin()
    qtbot.waitUntil(lambda: not trained.generate.is_writing, timeout=20_000)
    assert trained.session.streams[-1].step == 0
