"""Start the window: first what its first picture needs; the rest once that is on screen."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rnnlab.qt import fonts
from rnnlab.qt.fault_report import FaultReport
from rnnlab.qt.i18n import language
from rnnlab.qt.icons import application_icon
from rnnlab.qt.import_hook import restore_plain_imports
from rnnlab.qt.key_guard import KeyGuard
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.theme import theme
from rnnlab.session.settings import Settings

__all__ = ["end_if_importing", "prepare", "run"]

_PATIENCE = 1500  # milliseconds


def prepare(application: QApplication, settings: Settings) -> None:
    """Dress an application as the settings say: names, icon, letters, theme, language, keys."""
    restore_plain_imports()
    application.setApplicationName("RNN Lab")
    application.setApplicationDisplayName("RNN Lab")
    application.setDesktopFileName("rnnlab")
    application.setWindowIcon(application_icon())
    theme.configure(settings.theme, settings.zoom, presentation=settings.presentation, motion=settings.motion)
    theme.install(application, fonts.families())
    language.choose(settings.language)
    KeyGuard(application)


def run(
    arguments: Sequence[str],
    settings: Settings | None = None,
    watch: Callable[[MainWindow], None] | None = None,
) -> int:
    """Show the window and stay until it is closed.

    Parameters
    ----------
    arguments
        The program's name, then perhaps a ``.rnnlab`` file to open, as a double click on one gives it.
    settings
        The person's own if there are none here.
    watch
        Called with the window before it is shown: how a measurement looks on.

    Returns
    -------
    int
        The exit code.
    """
    application = QApplication.instance() or QApplication(list(arguments))
    assert isinstance(application, QApplication)
    settings = settings or Settings.load()
    prepare(application, settings)
    window = MainWindow(settings)
    if watch is not None:
        watch(window)
    window.show()
    file = next((Path(argument) for argument in arguments[1:] if not argument.startswith("-")), None)
    furnish = partial(_furnish, window, file)
    # The first picture goes to the screen after it is painted; and a hidden window is never painted.
    window.waiting.painted.connect(partial(QTimer.singleShot, 0, window, furnish))
    QTimer.singleShot(_PATIENCE, window, furnish)
    report = FaultReport(window)
    sys.excepthook = report.tell
    code = application.exec()
    sys.excepthook = sys.__excepthook__
    end_if_importing(window, code)
    return code


def _furnish(window: MainWindow, file: Path | None) -> None:
    """Show the first scene, once, and open the file that the program was started with."""
    if window.scene() is not None or not window.isVisible():
        return
    window.show_first_scene()
    if file is not None:
        window.desk.open_path(file.absolute())


def end_if_importing(window: MainWindow, code: int) -> None:
    """End at once if a library is still being imported: nothing can break that off."""
    if window.loader.is_busy():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
