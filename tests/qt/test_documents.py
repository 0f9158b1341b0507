from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt.main_window import MainWindow
from rnnlab.session.settings import Settings
from tests.qt.specimen import Specimen

pytestmark = pytest.mark.usefixtures("dressed")


# Files


def _choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    name = str(path) if path else ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (name, ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))


def test_open_and_recent(
    window: MainWindow, scene: Specimen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.rnnlab"
    file.touch()
    _choose(monkeypatch, file)
    window.actions_["file.open"].trigger()
    assert scene.notes[-1] == ("open", "one.rnnlab")
    assert window.settings.recent_files == [str(file)]
    recent = window.desk.recent
    recent.aboutToShow.emit()
    assert recent.isEnabled()
    recent.actions()[0].trigger()
    assert scene.notes[-1] == ("open", "one.rnnlab")
    recent.actions()[-1].trigger()
    assert window.settings.recent_files == []
    assert not recent.isEnabled()


def test_cancelling_the_dialog_does_nothing(
    window: MainWindow, scene: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, None)
    before = list(scene.notes)
    window.actions_["file.open"].trigger()
    window.actions_["file.save_as"].trigger()
    assert scene.notes == before


def test_save_asks_for_a_name_once_and_adds_the_ending(
    window: MainWindow, scene: Specimen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, tmp_path / "work")
    scene.set_dirty(dirty=True)
    assert window.isWindowModified()
    window.actions_["file.save"].trigger()
    assert scene.notes[-1] == ("save", "work.rnnlab")
    assert [toast.message.text() for toast in window.toasts.showing()] == ["Saved as work.rnnlab"]
    _choose(monkeypatch, tmp_path / "other.rnnlab")
    window.actions_["file.save"].trigger()
    assert scene.notes[-1] == ("save", "work.rnnlab")
    window.actions_["file.save_as"].trigger()
    assert scene.notes[-1] == ("save", "other.rnnlab")


def test_a_file_that_cannot_be_read_is_told_and_forgotten(
    window: MainWindow, scene: Specimen, tmp_path: Path, answers: list[str]
) -> None:
    gone = tmp_path / "gone.rnnlab"
    window.settings.add_recent(gone)
    scene.problem = Problem("file.no_scene", "file")
    answers.append("close")
    window.desk.open_path(gone)
    assert answers == []
    assert window.settings.recent_files == []


def test_nothing_is_begun_while_a_file_is_being_read(
    window: MainWindow, scene: Specimen, tmp_path: Path
) -> None:
    scene.late = True
    window.desk.open_path(tmp_path / "one.rnnlab")
    assert not window.actions_["file.save"].isEnabled()
    window.desk.open_path(tmp_path / "two.rnnlab")
    assert [note for note in scene.notes if note[0] == "open"] == [("open", "one.rnnlab")]
    scene.pending.pop()(None)
    assert window.actions_["file.save"].isEnabled()


def test_scenes_without_files_offer_none(window: MainWindow) -> None:
    window.show_scene("plain")
    for id_ in ("file.new", "file.open", "file.save", "file.save_as"):
        assert not window.actions_[id_].isEnabled()


@pytest.mark.parametrize("answer, expected", [("discard", True), ("cancel", False), ("save", True)])
def test_unsaved_work_is_asked_for_before_new(
    window: MainWindow, scene: Specimen, tmp_path: Path, answers: list[str], answer: str, expected: bool
) -> None:
    scene.path = tmp_path / "work.rnnlab"
    scene.set_dirty(dirty=True)
    answers.append(answer)
    window.actions_["file.new"].trigger()
    assert ("new" in scene.notes) is expected
    assert (("save", "work.rnnlab") in scene.notes) is (answer == "save")


def test_saved_work_is_not_asked_for(window: MainWindow, scene: Specimen) -> None:
    window.actions_["file.new"].trigger()
    assert scene.notes[-1] == "new"


def _dropped(*names: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    return data


def test_a_file_of_ours_can_be_dropped(
    window: MainWindow, scene: Specimen, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "DROPPED.RNNLAB"
    data = _dropped(str(tmp_path / "other.txt"), str(file))
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, plain)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, plain))
    qtbot.waitUntil(lambda: scene.notes[-1] == ("open", "DROPPED.RNNLAB"))


def test_other_files_are_not_welcome(window: MainWindow) -> None:
    data = _dropped("/somewhere/picture.png")
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    window.dragEnterEvent(enter)
    assert not enter.isAccepted()


# The end


def test_closing_stops_the_scenes_and_remembers(make: Callable[[], MainWindow], settings: Settings) -> None:
    window = make()
    scene = window.scene()
    assert isinstance(scene, Specimen)
    window.resize(780, 560)
    window.actions_["view.inspector"].trigger()
    window.close()
    assert scene.notes[-1] == "shut down"
    assert not window.isVisible()
    assert settings._path is not None
    again = Settings.load(settings._path)
    assert again.scene == "specimen"
    assert again.scene_state["specimen"]["speed"] == 2
    assert again.window
    other = make()
    restored = other.scene()
    assert isinstance(restored, Specimen)
    assert restored.notes[0] == ("restored", 2)
    assert other.width() == 780
    assert restored.inspector_choice() == scene.inspector_choice()


@pytest.mark.parametrize("answer, closes", [("discard", True), ("cancel", False), ("save", True)])
def test_closing_asks_about_unsaved_work(
    window: MainWindow, scene: Specimen, tmp_path: Path, answers: list[str], answer: str, closes: bool
) -> None:
    scene.path = tmp_path / "work.rnnlab"
    scene.set_dirty(dirty=True)
    window.show_scene("plain")
    answers.append(answer)
    window.close()
    assert window.isVisible() is not closes
    assert window.scene() is scene
    assert ("shut down" in scene.notes) is closes


def test_closing_waits_until_the_file_is_written(
    window: MainWindow, scene: Specimen, tmp_path: Path, answers: list[str]
) -> None:
    scene.path, scene.late = tmp_path / "work.rnnlab", True
    scene.set_dirty(dirty=True)
    answers.append("save")
    window.close()
    assert window.isVisible()
    scene.pending.pop()(None)
    assert not window.isVisible()


def test_a_failed_save_keeps_the_window_open(
    window: MainWindow, scene: Specimen, tmp_path: Path, answers: list[str]
) -> None:
    scene.path, scene.problem = tmp_path / "work.rnnlab", Problem("file.no_scene", "file")
    scene.set_dirty(dirty=True)
    answers.extend(["save", "close"])
    window.close()
    assert window.isVisible()
    assert scene.is_dirty()
