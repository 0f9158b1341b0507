import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.theme import theme
from rnnlab.session.sentences import SENTENCES
from rnnlab.session.settings import Settings
from tests.qt.specimen import PLAIN, SPECIMEN, Specimen

pytestmark = pytest.mark.usefixtures("dressed")


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
    assert window.menuBar().isHidden()
    assert window.statusBar().isHidden()
    assert (settings.presentation, settings.zoom, settings.motion) == (True, 1.1, True)
    window.actions_["view.presentation"].trigger()
    window.actions_["view.usual_size"].trigger()
    window.actions_["view.smaller"].trigger()
    assert (settings.presentation, settings.zoom) == (False, 0.9)
    assert not window.menuBar().isHidden()
    assert not window.statusBar().isHidden()


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


def test_a_scene_that_keeps_to_the_processor_says_so_where_a_device_is_chosen(window: MainWindow) -> None:
    bar = window.top_bar
    usual = bar.device.toolTip()
    assert not bar.note.isVisible()
    window.show_scene("plain")
    assert bar.note.isVisible()
    assert not bar.note.isEnabled()
    assert "always computed on the CPU" in bar.note.text()
    assert bar.device.toolTip() == bar.note.text()
    language.choose("ko")
    QApplication.processEvents()
    assert "언제나 CPU로 계산합니다" in bar.note.text()
    assert bar.device.toolTip() == bar.note.text()
    language.choose("en")
    QApplication.processEvents()
    window.show_scene("specimen")
    assert not bar.note.isVisible()
    assert bar.device.toolTip() == usual


def test_what_another_scene_computed_with_is_not_said_of_this_one(
    window: MainWindow, scene: Specimen
) -> None:
    assert window.status.speed.isVisible()
    window.show_scene("plain")
    assert window.status.speed.isHidden()
    assert window.status.device.isHidden()
    window.show_scene("specimen")
    assert window.status.device.text() == "CPU"
