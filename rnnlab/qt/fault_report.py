"""A fault of the program is told, with a way to pass it on, and the window goes on."""

import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from rnnlab.qt.main_window import MainWindow

__all__ = ["FaultReport"]


class FaultReport(QObject):
    """Takes the place of ``sys.excepthook`` while the window is open."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._details = ""

    def tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the fault to standard error and show a toast from which it can be copied."""
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        self._details = "".join(traceback.format_exception(kind, error, trace))
        self._window.toasts.show(
            self.tr("Something unexpected went wrong: {0}").format(f"{kind.__name__}: {error}"[:160]),
            "error",
            (self.tr("Copy the details"), self.copy),
        )

    def copy(self) -> None:
        """Put the details and the versions on the clipboard."""
        from rnnlab.qt.about_dialog import AboutDialog

        dialog = AboutDialog(self._window)
        QGuiApplication.clipboard().setText(f"{dialog.report()}\n\n{self._details}")
        dialog.deleteLater()
