"""About the program: what it is, its version, and the work of others that it stands on."""

import importlib.metadata
import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rnnlab import __version__
from rnnlab.qt.icons import icon_pixmap
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Dialog, Label, Line

__all__ = ["AboutDialog"]

_LIBRARIES = (
    ("Qt", "LGPL 3", ""),
    ("PySide6", "LGPL 3", "PySide6-Essentials"),
    ("PyTorch", "BSD 3-Clause", "torch"),
    ("llvmlite", "BSD 2-Clause", "llvmlite"),
    ("NumPy", "BSD 3-Clause", "numpy"),
    ("Noto Sans KR", "SIL OFL 1.1", ""),
)


class AboutDialog(Dialog):
    """Shows name, version and licences; everything can be copied for a report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About RNN Lab"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(18))
        picture = QLabel()
        picture.setPixmap(icon_pixmap("rnnlab", "#000000", theme.px(72), self.devicePixelRatioF()))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(Label("RNN Lab", "heading"))
        words.addWidget(Label(self.tr("Version {0}").format(__version__), "muted"))
        about = Label(
            self.tr(
                "Hold a recurrent network in your hands: type a vocabulary, train, "
                "and watch every number move step by step."
            ),
            "",
            wrap=True,
        )
        about.setMinimumWidth(theme.px(340))
        words.addWidget(about)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(Line())
        self.body.addWidget(Label(self.tr("It stands on the work of others:"), "section"))
        self.body.addLayout(self._libraries())
        copy = Button(self.tr("Copy versions"), "ghost")
        copy.clicked.connect(self._on_copy_clicked)
        self.buttons.insertWidget(0, copy)
        close = Button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)

    def _libraries(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(2, 1)
        for row, (name, version, licence) in enumerate(self._versions()):
            grid.addWidget(Label(name), row, 0)
            grid.addWidget(Label(version, "muted"), row, 1)
            grid.addWidget(Label(licence, "muted"), row, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    def _versions(self) -> list[tuple[str, str, str]]:
        found = []
        for name, licence, package in _LIBRARIES:
            version = qVersion() if name == "Qt" else ""
            if package:
                try:
                    version = importlib.metadata.version(package)
                except importlib.metadata.PackageNotFoundError:
                    continue
            found.append((name, version, licence))
        return found

    def report(self) -> str:
        """Return all versions as text, for a report of a fault."""
        lines = [f"RNN Lab {__version__}", f"Python {platform.python_version()}, {platform.platform()}"]
        lines += [f"{name} {version}" for name, version, _ in self._versions() if version]
        return "\n".join(lines)

    def _on_copy_clicked(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self.report())
