"""The Sequence scene as a person uses it: in the real window, by mouse and keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.base import StatusLine
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.scene.target import Target
from rnnlab.session.presets import all_presets
from rnnlab.session.settings import Settings

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "discard")
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "sequence"))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.show_first_scene()
    yield made
    scene = made.scene()
    assert scene is not None
    scene.shut_down()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> SequenceScene:
    """Give the scene once its first example has been learnt."""
    made = window.scene()
    assert isinstance(made, SequenceScene)
    rest(made, qtbot)
    return made


def rest(scene: SequenceScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)


def type_text(widget: Callable[[], object] | object, text: str) -> None:
    """Type as an input method does: each syllable is composed, then committed."""
    for symbol in text:
        composing = QInputMethodEvent(symbol, [])
        committing = QInputMethodEvent()
        committing.setCommitString(symbol)
        QApplication.sendEvent(widget, composing)  # type: ignore[arg-type]
        QApplication.sendEvent(widget, committing)  # type: ignore[arg-type]


def test_the_first_start_shows_a_trained_net_that_plays(scene: SequenceScene) -> None:
    assert scene.session.run.solved_step is not None
    assert scene.player.playing
    assert scene.training_view.accuracy.text() == "91 / 91"
    assert len(scene.stage_panel.view.drawn()) > 50
    assert not scene.is_dirty()


def test_the_lecture_s_question_is_answered_on_screen(scene: SequenceScene, qtbot: QtBot) -> None:
    box = scene.ask_box.prefix
    box.setFocus()
    type_text(box, "하파타카차자")
    assert scene.ask_box.answer.text().startswith("아 사 바")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert scene.player.playing
    content = scene.stage_panel.view.content()
    assert content is not None
    assert content.given == 6
    QTest.mouseClick(scene.ask_box.clear, LEFT)
    assert scene.ask_box.answer.text() == ""
    assert scene.session.exhibit.question is None


def test_a_symbol_the_box_lacks_is_said_below_the_question(scene: SequenceScene) -> None:
    scene.ask_box.prefix.setText("하 Q")
    assert "Q" in scene.ask_box.notice.text()
    assert scene.ask_box.notice.isVisible()
    scene.ask_box.prefix.setText("하 파")
    assert not scene.ask_box.notice.isVisible()


def test_typing_another_vocabulary_trains_another_net(scene: SequenceScene, qtbot: QtBot) -> None:
    scene.setup_panel.text.setFocus()
    scene.setup_panel.text.selectAll()
    QTest.keyClicks(scene.setup_panel.text, "A-E")
    rest(scene, qtbot)
    assert scene.setup_panel.chips.symbols() == ("A", "B", "C", "D", "E")
    assert scene.session.run.solved_step is not None
    assert scene.training_view.accuracy.text() == "10 / 10"
    assert scene.is_dirty()


def test_nonsense_in_the_vocabulary_is_said_there_and_the_net_stays(scene: SequenceScene) -> None:
    shape = scene.session.shape
    scene.setup_panel.text.setText("가-Z")
    assert scene.setup_panel.notice.isVisible()
    assert scene.setup_panel.notice.text()
    assert scene.session.shape == shape
    scene.setup_panel.text.setText("가-마")
    assert not scene.setup_panel.notice.isVisible()


def test_the_first_cells_and_both_orders_are_one_click_away(scene: SequenceScene, qtbot: QtBot) -> None:
    for key in scene.setup_panel.cell.chips():
        QTest.mouseClick(scene.setup_panel.cell.button(key), LEFT)
        rest(scene, qtbot)
        assert scene.session.experiment.cell == key
        assert scene.session.run.solved_step is not None
        assert len(scene.stage_panel.view.drawn()) > 50
    QTest.mouseClick(scene.setup_panel.order.button("forward"), LEFT)
    rest(scene, qtbot)
    assert scene.session.task.sequence[0] == 0


def test_every_other_cell_is_in_the_menu_and_is_drawn(scene: SequenceScene, qtbot: QtBot) -> None:
    cell = scene.setup_panel.cell
    chips = cell.chips()
    for key in cell.keys()[len(chips) :]:
        cell.action(key).trigger()
        rest(scene, qtbot)
        assert scene.session.experiment.cell == key
        assert scene.session.run.solved_step is not None
        assert len(scene.stage_panel.view.drawn()) > 50
        assert cell.chips() == (*chips, key)
        assert cell.button(key).isChecked()
        assert cell.action(key).isChecked()
    scene.session.undo()
    assert cell.key() == scene.session.experiment.cell == cell.keys()[-2]


@pytest.mark.usefixtures("guarded")
def test_dragging_the_hidden_size_retrains_and_is_one_undo(scene: SequenceScene, qtbot: QtBot) -> None:
    slider = scene.setup_panel.hidden_size
    slider.slider.setFocus()
    QTest.keyClick(slider.slider, Qt.Key.Key_Right)
    rest(scene, qtbot)
    assert scene.session.shape.hidden_size == 9
    assert scene.session.run.newest_step == 400
    scene.context.actions["edit.undo"].trigger()
    rest(scene, qtbot)
    assert scene.session.shape.hidden_size == 8
    scene.context.actions["edit.redo"].trigger()
    rest(scene, qtbot)
    assert scene.session.shape.hidden_size == 9


def test_train_pause_step_and_reset(scene: SequenceScene, qtbot: QtBot) -> None:
    initial = scene.session.run.history.nearest(0)[1]
    QTest.mouseClick(scene.training_view.reset, LEFT)
    assert scene.session.status == "idle"
    assert np.array_equal(scene.session.run.newest_parameters, initial)
    QTest.mouseClick(scene.training_view.step, LEFT)
    rest(scene, qtbot)
    assert scene.session.run.newest_step == 1
    QTest.mouseClick(scene.training_view.train, LEFT)
    assert scene.session.status == "running"
    rest(scene, qtbot)
    assert scene.session.run.newest_step == 400


def test_both_time_axes(scene: SequenceScene, qtbot: QtBot) -> None:
    scene.player.pause()
    curve = scene.training_view.curve
    QTest.mouseClick(curve, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(curve.width() // 3, 40))
    content = scene.stage_panel.view.content()
    assert content is not None
    assert content.training_step is not None
    assert content.training_step < 100
    assert scene.training_view.live.isVisible()
    QTest.mouseClick(scene.training_view.live, LEFT)
    content = scene.stage_panel.view.content()
    assert content is not None
    assert content.training_step == 400
    scene.setFocus()
    QTest.keyClick(scene, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: scene.player.at_start, timeout=10_000)
    QTest.keyClick(scene, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not scene.player.moving, timeout=10_000)
    assert scene.player.cursor > 0


def test_space_plays_and_pauses(scene: SequenceScene) -> None:
    scene.setFocus()
    playing = scene.player.playing
    QTest.keyClick(scene, Qt.Key.Key_Space)
    assert scene.player.playing != playing
    QTest.keyClick(scene, Qt.Key.Key_Space)
    assert scene.player.playing == playing


def test_what_is_hovered_in_one_view_is_lit_in_the_other(scene: SequenceScene) -> None:
    key = scene.session.shape.quantity_keys[0]
    target = Target("quantity", key, 1, 2, (3,))
    scene.stage_panel.view.target_hovered.emit(target)
    explanation = scene.inspector_panel.explanation()
    assert explanation is not None
    assert explanation.reference.key == key
    scene.inspector_panel.target_hovered.emit(target)
    assert target in scene.stage_panel.view.highlight()
    scene.inspector_panel.target_hovered.emit(None)
    assert not scene.stage_panel.view.highlight()


def test_a_click_pins_and_a_second_click_lets_go(scene: SequenceScene) -> None:
    target = Target("quantity", scene.session.shape.quantity_keys[0], 1, 2, (3,))
    other = Target("quantity", scene.session.shape.quantity_keys[0], 1, 4, (1,))
    view = scene.stage_panel.view
    view.target_clicked.emit(target)
    view.target_hovered.emit(other)
    explanation = scene.inspector_panel.explanation()
    assert explanation is not None
    assert explanation.reference.t == 2
    view.target_clicked.emit(target)
    view.target_hovered.emit(other)
    explanation = scene.inspector_panel.explanation()
    assert explanation is not None
    assert explanation.reference.t == 4


def test_clamping_a_unit_changes_the_answers_and_can_be_taken_back(scene: SequenceScene) -> None:
    key = scene.session.shape.quantity_keys[0]
    before = scene.stage_panel.view.content()
    scene.stage_panel.view.unit_clamp_requested.emit(Target("quantity", key, 1, 2, (3,)), 0.0)
    touched = scene.stage_panel.view.content()
    assert before is not None
    assert touched is not None
    assert np.all(touched.trace.values[key][:, 3] == 0)
    assert not np.array_equal(touched.trace.logits, before.trace.logits)
    scene.inspector_panel.parameter_edited.emit("b_y", (0,), 30.0)
    edited = scene.stage_panel.view.content()
    assert edited is not None
    assert edited.predicted(0) == 0
    scene.inspector_panel.restore_requested.emit()
    restored = scene.stage_panel.view.content()
    assert restored is not None
    assert np.array_equal(restored.trace.logits, before.trace.logits)


@pytest.mark.parametrize("number", range(len(all_presets())))
def test_every_example_is_learnt_and_its_question_answered(
    scene: SequenceScene, qtbot: QtBot, number: int
) -> None:
    preset = all_presets()[number]
    scene.setup_panel.preset_chosen.emit(preset)
    rest(scene, qtbot)
    assert scene.session.run.solved_step is not None
    scene.ask_box.prefix.setText(preset.prefix)
    assert scene.ask_box.answer.text()
    assert all(right is not False for _, _, right in scene.ask_box.answer._answer)


def test_files_there_and_back(scene: SequenceScene, qtbot: QtBot, tmp_path: Path) -> None:
    outcomes: list[Problem | None] = []
    path = tmp_path / "mine.rnnlab"
    scene.session.change(seed=5)
    rest(scene, qtbot)
    scene.save_document(path, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 1, timeout=10_000)
    assert outcomes == [None]
    assert not scene.is_dirty()
    assert scene.document_path() == path
    weights = scene.session.run.newest_parameters
    scene.new_document()
    rest(scene, qtbot)
    assert scene.session.experiment.seed == 0
    scene.open_document(path, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2, timeout=10_000)
    assert outcomes == [None, None]
    assert scene.session.experiment.seed == 5
    assert np.array_equal(scene.session.run.newest_parameters, weights)


def test_the_language_changes_live(scene: SequenceScene) -> None:
    english = scene.training_view.train.text()
    language.choose("ko")
    QApplication.processEvents()
    assert scene.training_view.train.text() != english
    assert scene.setup_panel.text.remark.text() == "14글자"
    language.choose("en")
    QApplication.processEvents()
    assert scene.training_view.train.text() == english
    assert scene.setup_panel.text.remark.text() == "14 symbols"


def test_the_backend_in_use_and_its_reason_are_told(scene: SequenceScene, qtbot: QtBot) -> None:
    lines: list[StatusLine] = []
    scene.status_changed.connect(lines.append)
    scene.context.compute.choose(backend="compiled")
    scene.session.train()
    rest(scene, qtbot)
    assert lines[-1].device == "CPU"
    assert lines[-1].backend == "compiled kernel"
    assert "by hand" in lines[-1].reason


def test_a_net_that_breaks_says_what_to_try(scene: SequenceScene, qtbot: QtBot) -> None:
    scene.session.run.status = "diverged"
    scene.session.run.diverged_step = 12
    scene.session.status_changed.emit()
    assert "12" in scene.training_view.notice.text()
    assert not scene.training_view.train.isEnabled()
    QTest.mouseClick(scene.training_view.reset, LEFT)
    assert scene.training_view.train.isEnabled()
    assert not scene.training_view.notice.isVisible()
