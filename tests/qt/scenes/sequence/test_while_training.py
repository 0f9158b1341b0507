"""Training goes on whatever is open, and the picture follows it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.widgets import Answer, QuestionDialog
from rnnlab.session.settings import Settings

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def scene(qtbot: QtBot, settings: Settings) -> Iterator[SequenceScene]:
    """Give the scene while a small net is trained until somebody stops it."""
    window = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "sequence"))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.show_first_scene()
    made = window.scene()
    assert isinstance(made, SequenceScene)
    made.session.start_over(replace(Experiment(vocabulary_text="A-E"), stop=StopRule("hand")))
    made.session.train(by_hand=False)
    qtbot.waitUntil(lambda: made.session.run.newest_step > 10)
    yield made
    made.shut_down()


def shown_step(scene: SequenceScene) -> int:
    content = scene.stage_panel.view.content()
    assert content is not None
    return content.training_step or 0


def inspected_step(scene: SequenceScene) -> int:
    content = scene.inspector_panel._content
    return 0 if content is None else content.training_step or 0


class Closer:
    """Closes what is open once the stage has shown a good number of training steps more."""

    def __init__(self, scene: SequenceScene) -> None:
        self._scene = scene
        self._before = shown_step(scene)
        self.closed = ""
        self._timer = QTimer(scene)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if popup is not None and shown_step(self._scene) > self._before + 200:
            self._timer.stop()
            self.closed = type(popup).__name__
            popup.close()


def test_training_goes_on_while_a_menu_is_open(scene: SequenceScene) -> None:
    closer = Closer(scene)
    scene.setup_panel.presets.click()  # comes back when the menu is closed
    assert closer.closed == "QMenu"
    assert scene.session.status == "running"


def test_training_goes_on_while_a_question_is_asked(scene: SequenceScene) -> None:
    closer = Closer(scene)
    dialog = QuestionDialog(scene, "Really?", "", [Answer("yes", "Yes", "primary")])
    dialog.exec()
    assert closer.closed == "QuestionDialog"
    assert scene.session.status == "running"
    dialog.deleteLater()


def test_the_curve_and_the_inspector_follow_too(scene: SequenceScene, qtbot: QtBot) -> None:
    inspector, before = scene.inspector_panel, shown_step(scene)
    assert scene.inspector_shown()
    qtbot.waitUntil(lambda: shown_step(scene) > before + 200)
    qtbot.waitUntil(lambda: inspected_step(scene) > before)
    qtbot.waitUntil(lambda: scene.training_view.curve._newest > before)
    scene.session.pause()
    qtbot.waitUntil(lambda: not scene.session.is_active)
    assert shown_step(scene) == scene.session.run.newest_step
    assert scene.training_view.curve._newest == scene.session.run.newest_step
    assert inspector._content is scene.stage_panel.view.content()


def test_a_hidden_inspector_costs_nothing_and_is_right_when_it_comes_back(
    scene: SequenceScene, qtbot: QtBot
) -> None:
    scene.show_inspector(False)
    qtbot.waitUntil(lambda: shown_step(scene) > 0)
    before, seen = inspected_step(scene), shown_step(scene)
    qtbot.waitUntil(lambda: shown_step(scene) > seen + 200)
    assert inspected_step(scene) == before
    scene.show_inspector(True)
    qtbot.waitUntil(lambda: inspected_step(scene) > seen)
