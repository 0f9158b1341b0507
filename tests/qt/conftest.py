"""For tests with a window: the application is dressed once, and every test starts in English and light."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt import fonts
from rnnlab.qt.i18n import language
from rnnlab.qt.key_guard import KeyGuard
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session.settings import Settings
from tests.qt.specimen import PLAIN, SPECIMEN, Specimen


@pytest.fixture(scope="session")
def _families(qapp: QApplication) -> list[str]:
    found = fonts.families()
    theme.configure("light", 1.0, presentation=False, motion=False)
    theme.install(qapp, found)
    return found


@pytest.fixture
def dressed(qapp: QApplication, _families: list[str]) -> Iterator[QApplication]:
    """Give the application in the light theme, in English and at rest; put that back afterwards."""
    _put_back()
    yield qapp
    _put_back()


def _put_back() -> None:
    language.choose("en")
    theme.set_motion(on=False)
    theme.set_presentation(on=False)
    theme.set_zoom(1.0)
    theme.set_mode("light")


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


@pytest.fixture
def guarded(dressed: QApplication) -> Iterator[None]:
    guard = KeyGuard(dressed)
    yield
    dressed.focusChanged.disconnect(guard._on_focus_changed)
    guard.deleteLater()
