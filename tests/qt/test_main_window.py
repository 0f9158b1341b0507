from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt.documents import DocumentDesk
from rnnlab.qt.fault_report import FaultReport
from rnnlab.qt.i18n import language
from rnnlab.qt.key_guard import KeyGuard
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session.sentences import SENTENCES
from rnnlab.session.settings import Settings
from tests.qt.specimen import PLAIN, SPECIMEN, Specimen

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings.load(tmp_path / "settings.json")
    made.language, made.theme = "en", "light"
    return made


@pytest.fixture
def make(qtbot: QtBot, settings: Settings) -> Iterator[Callable[[], MainWindow]]:
    made: list[MainWindow] = []

    def build() -> MainWindow:
        window = MainWindow(settings, (SPECIMEN, PLAIN))
        made.append(window)
        window.show()
        window.show_first_scene()
        return window

    yield build
    for window in made:
        for scene in window.scenes():
            if isinstance(scene, Specimen):
                scene.dirty = False
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make: Callable[[], MainWindow]) -> MainWindow:
    return make()


@pytest.fixture
def scene(window: MainWindow) -> Specimen:
    found = window.scene()
    assert isinstance(found, Specimen)
    return found


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer questions in the order given, and keep what was asked."""
    planned: list[str] = []

    def ask(dialog: QuestionDialog) -> str:
        answer = planned.pop(0)
        assert answer in dialog.answers, dialog.heading.text()
        return answer

    monkeypatch.setattr(QuestionDialog, "ask", ask)
    return planned


def _front(window: MainWindow) -> str:
    scene = window.scene()
    return scene.objectName() if scene is not None else ""


# Before and between scenes


def test_the_window_stands_before_any_scene_is_made(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings, (SPECIMEN, PLAIN))
    qtbot.addWidget(window)
    window.show()
    assert window.scene() is None
    assert window.stack.currentWidget() is window.waiting
    window.waiting.grab()
    assert not window.actions_["play.toggle"].isEnabled()
    assert window.top_bar.tabs.keys() == ("specimen", "plain")


def test_without_any_scene_the_window_still_opens(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings, ())
    qtbot.addWidget(window)
    window.show()
    window.show_first_scene()
    assert window.scene() is None


def test_scenes_are_made_once_and_when_needed(window: MainWindow, scene: Specimen) -> None:
    assert [made.objectName() for made in window.scenes()] == ["specimen"]
    window.show_scene("plain")
    assert not scene.timer.isActive()
    window.show_scene("specimen")
    assert window.scene() is scene
    assert scene.timer.isActive()


def test_a_tab_brings_its_scene(window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(window.top_bar.tabs.button("plain"), Qt.MouseButton.LeftButton)
    assert _front(window) == "plain"
    assert window.top_bar.tabs.key() == "plain"


# Actions


def test_actions_reach_the_scene_in_front_only(window: MainWindow, scene: Specimen) -> None:
    window.actions_["play.toggle"].trigger()
    window.actions_["play.loop"].trigger()
    assert scene.notes[-2:] == ["play", ("loop", True)]
    assert window.actions_["play.loop"].isChecked()
    window.show_scene("plain")
    assert not window.actions_["play.toggle"].isEnabled()
    assert not window.actions_["play.loop"].isChecked()
    window.show_scene("specimen")
    assert window.actions_["play.loop"].isChecked()


def test_a_scene_says_what_can_be_done(window: MainWindow, scene: Specimen) -> None:
    undo = window.actions_["edit.undo"]
    assert not undo.isEnabled()
    scene.set_action("edit.undo", enabled=True)
    assert undo.isEnabled()
    window.show_scene("plain")
    scene.set_action("edit.undo", enabled=False)
    scene.set_action("edit.undo", enabled=True)
    assert not undo.isEnabled()


@pytest.fixture
def guarded(dressed: QApplication) -> Iterator[None]:
    guard = KeyGuard(dressed)
    yield
    dressed.focusChanged.disconnect(guard._on_focus_changed)
    guard.deleteLater()


@pytest.mark.usefixtures("guarded")
def test_bare_keys_play_and_step(window: MainWindow, scene: Specimen, qtbot: QtBot) -> None:
    scene.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(window, key)
    assert scene.notes[-3:] == ["play", "step", "start"]


@pytest.mark.usefixtures("guarded")
def test_bare_keys_stay_with_text_boxes_and_sliders(scene: Specimen, qtbot: QtBot) -> None:
    scene.box.setFocus()
    QTest.keyClicks(scene.box, "a b")
    QTest.keyClick(scene.box, Qt.Key.Key_Home)
    scene.slider.setFocus()
    QTest.keyClick(scene.slider, Qt.Key.Key_Right)
    QTest.keyClick(scene.slider, Qt.Key.Key_End)
    assert scene.box.text() == "a b"
    assert scene.slider.value() == 10
    assert not {"play", "step", "start"} & set(scene.notes[1:])


@pytest.mark.usefixtures("guarded")
def test_a_click_beside_a_box_gives_the_keyboard_back(scene: Specimen) -> None:
    scene.box.setFocus()
    QTest.mouseClick(scene.stage, Qt.MouseButton.LeftButton)
    QTest.keyClick(scene.window(), Qt.Key.Key_Space)
    assert scene.notes[-1] == "play"
    assert scene.box.text() == ""


@pytest.mark.usefixtures("guarded")
def test_space_presses_the_button_that_has_the_keyboard(
    window: MainWindow, scene: Specimen, qtbot: QtBot
) -> None:
    tab = window.top_bar.tabs.button("plain")
    tab.setFocus()
    QTest.keyClick(tab, Qt.Key.Key_Space)
    assert _front(window) == "plain"
    assert "play" not in scene.notes


@pytest.mark.usefixtures("guarded")
def test_space_after_a_click_on_a_button_still_plays(
    window: MainWindow, scene: Specimen, qtbot: QtBot
) -> None:
    scene.setFocus()
    QTest.mouseClick(window.top_bar.theme_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert scene.notes[-1] == "play"


# Languages, themes, sizes


def test_the_language_changes_everywhere_at_once(window: MainWindow, scene: Specimen, qtbot: QtBot) -> None:
    window.actions_["language.ko"].trigger()
    qtbot.waitUntil(lambda: scene.label.text() == SENTENCES["vocabulary.empty"]["ko"])
    assert window.menus["file"].title().startswith("파일")
    assert window.actions_.text("edit.undo").startswith("실행 취소")
    assert window.top_bar.language.text() in ("한국어", "한")
    assert window.settings.language == "ko"
    window.actions_["language.en"].trigger()
    qtbot.waitUntil(lambda: window.menus["file"].title() == "&File")
    assert scene.label.text() == SENTENCES["vocabulary.empty"]["en"]
    assert window.actions_["language.en"].isChecked()


def test_the_theme_is_chosen_and_remembered(window: MainWindow, settings: Settings) -> None:
    window.actions_["theme.dark"].trigger()
    assert (theme.palette.name, settings.theme) == ("dark", "dark")
    window.actions_["theme.toggle"].trigger()
    assert (theme.palette.name, settings.theme) == ("light", "light")
    assert window.actions_["theme.light"].isChecked()
    assert not window.actions_["theme.dark"].isChecked()


def test_presentation_zoom_and_motion_are_remembered(window: MainWindow, settings: Settings) -> None:
    window.actions_["view.presentation"].trigger()
    window.actions_["view.larger"].trigger()
    window.actions_["view.motion"].trigger()
    assert theme.presentation
    assert (settings.presentation, settings.zoom, settings.motion) == (True, 1.1, True)
    window.actions_["view.presentation"].trigger()
    window.actions_["view.usual_size"].trigger()
    window.actions_["view.smaller"].trigger()
    assert (settings.presentation, settings.zoom) == (False, 0.9)


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (1920, 1080), (800, 540)])
@pytest.mark.parametrize("presentation", [False, True])
def test_the_frame_fits_at_every_size(
    window: MainWindow, code: str, size: tuple[int, int], presentation: bool
) -> None:
    language.choose(code)
    theme.set_presentation(presentation)
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    bar = window.top_bar
    right = 0
    for widget in (bar.product, bar.tabs, bar.device, bar.language, bar.presentation, bar.theme_button):
        assert widget.x() >= right
        assert widget.width() >= min(widget.sizeHint().width(), widget.minimumSizeHint().width())
        right = widget.geometry().right()
    assert right < bar.width()


def test_tabs_that_do_not_fit_move_into_a_menu(window: MainWindow) -> None:
    bar = window.top_bar
    bar.set_scenes([(f"s{number}", f"A scene, number {number}", "") for number in range(12)])
    bar.set_scene("s11")
    QApplication.processEvents()
    hidden = [action.data() for action in bar.more.choices.actions()]
    assert bar.more.isVisible()
    assert hidden
    assert "s11" not in hidden
    assert all(bar.tabs.button(key).isHidden() for key in hidden)
    chosen: list[str] = []
    bar.scene_chosen.connect(chosen.append)
    bar.scene_chosen.disconnect(window.show_scene)
    bar.more.choices.actions()[-1].trigger()
    assert chosen == [hidden[-1]]
    assert not bar.tabs.button(hidden[-1]).isHidden()


def test_the_inspector_comes_and_goes(window: MainWindow, scene: Specimen) -> None:
    window.resize(1440, 900)
    QApplication.processEvents()
    action = window.actions_["view.inspector"]
    assert action.isChecked()
    assert not scene.inspector.isHidden()
    action.trigger()
    assert scene.inspector.isHidden()
    action.trigger()
    assert not scene.inspector.isHidden()


def test_a_narrow_window_hides_the_inspector_unless_it_is_wanted(window: MainWindow, scene: Specimen) -> None:
    window.resize(820, 600)
    QApplication.processEvents()
    assert scene.inspector.isHidden()
    assert not window.actions_["view.inspector"].isChecked()
    window.actions_["view.inspector"].trigger()
    assert not scene.inspector.isHidden()


# Status bar, device


def test_the_status_bar_says_what_computes(window: MainWindow, scene: Specimen) -> None:
    status = window.status
    assert (status.device.text(), status.backend.text()) == ("CPU", "Compiled kernel")
    assert status.backend.toolTip() == "measured fastest"
    assert status.speed.text() == "1,235 steps/s"
    usual = status.hint.text()
    scene.hint_changed.emit("Click a cell to pin it")
    assert status.hint.text() == "Click a cell to pin it"
    scene.hint_changed.emit("")
    assert status.hint.text() == usual


def test_a_device_is_asked_for(window: MainWindow, qtbot: QtBot, settings: Settings) -> None:
    with qtbot.waitSignal(window.compute.changed):
        window.top_bar._choices["device", "cpu"].trigger()
    assert (window.compute.device, settings.device) == ("cpu", "cpu")
    assert window.top_bar.device.text() == "CPU"
    with qtbot.assertNotEmitted(window.compute.changed):
        window.compute.reflect("auto", "compiled")
    assert window.top_bar._choices["backend", "compiled"].isChecked()


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


# Dialogs


@pytest.mark.parametrize("code", ["en", "ko"])
def test_the_dialogs_can_be_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    from rnnlab.qt.about_dialog import AboutDialog
    from rnnlab.qt.shortcuts_dialog import ShortcutsDialog
    from rnnlab.qt.widgets import Label

    language.choose(code)
    QApplication.processEvents()
    seen: list[str] = []

    def look(dialog: AboutDialog) -> int:
        dialog.show()
        seen.extend(label.text() for label in dialog.findChildren(Label))
        dialog.hide()
        return 0

    for kind in (AboutDialog, ShortcutsDialog):
        monkeypatch.setattr(kind, "exec", look)
    window.actions_["help.about"].trigger()
    window.actions_["help.shortcuts"].trigger()
    assert "RNN Lab" in seen
    for id_ in ("play.toggle", "training.toggle", "file.open"):
        assert window.actions_.text(id_) in seen


def test_versions_can_be_copied(window: MainWindow) -> None:
    from rnnlab.qt.about_dialog import AboutDialog

    dialog = AboutDialog(window)
    dialog._on_copy_clicked()
    assert "PySide6 6." in QApplication.clipboard().text()
    dialog.deleteLater()


def test_the_question_is_put_in_words(
    window: MainWindow, scene: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(dialog: QuestionDialog) -> str:
        asked.append(dialog.heading.text())
        return "cancel"

    monkeypatch.setattr(QuestionDialog, "ask", ask)
    scene.path = Path("가나다.rnnlab")
    assert isinstance(window.desk, DocumentDesk)
    assert window.desk.ask_about(scene) == "cancel"
    assert asked == ["Save the changes to “가나다”?"]


def test_a_fault_is_told_and_can_be_copied(window: MainWindow, capsys: pytest.CaptureFixture[str]) -> None:
    report = FaultReport(window)
    try:
        raise ZeroDivisionError("in a test")
    except ZeroDivisionError as error:
        report.tell(type(error), error, error.__traceback__)
    assert "in a test" in window.toasts.showing()[0].message.text()
    assert "ZeroDivisionError: in a test" in capsys.readouterr().err
    report.copy()
    assert "Traceback" in QApplication.clipboard().text()
    assert "PySide6" in QApplication.clipboard().text()
