"""For tests with a window: the application is dressed once, and every test starts in English and light."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from rnnlab.qt import fonts
from rnnlab.qt.i18n import language
from rnnlab.qt.theme import theme


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
