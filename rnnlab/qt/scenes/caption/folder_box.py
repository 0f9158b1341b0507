"""A person's own pictures: choose a folder, see how far it has been read and what was left out, by line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rnnlab.core.captions.folder import CSV_NAME, FolderPictures, FolderProblem
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, Notice, Speaks, TextField
from rnnlab.session.captions.session import CaptionSession

__all__ = ["FolderBox"]


class _Lines(QPlainTextEdit):
    """What is wrong, a line each; no higher than a few lines."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(108))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(72))


class FolderBox(Speaks, QWidget):
    """The folder and what came of it."""

    def __init__(self, session: CaptionSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self.hint = Label("", "hint", wrap=True)
        self.path = TextField()
        self.choose = IconButton("open", "ink")
        self.again = IconButton("reset", "ink")
        self.notice = Notice()
        self.count = Label("", "hint", wrap=True)
        self.lines = _Lines()
        self.lines.setReadOnly(True)
        self.lines.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        for widget, stretch in ((self.path, 1), (self.choose, 0), (self.again, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.hint)
        column.addLayout(row)
        for below in (self.notice, self.count, self.lines):
            column.addWidget(below)
        self.setAcceptDrops(True)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.again.clicked.connect(session.read_folder_again)
        self.path.editingFinished.connect(self._on_path_finished)
        session.source_changed.connect(self.show_source)
        session.problems_changed.connect(self.show_source)
        session.status_changed.connect(self.show_source)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.hint.setText(
            self.tr("A folder with pictures and a file {0}; each line: file name, caption.").format(CSV_NAME)
        )
        self.path.setPlaceholderText(self.tr("Folder"))
        self.path.setAccessibleName(self.tr("Folder with your own pictures"))
        self.choose.set_hint(self.tr("Choose a folder"))
        self.again.set_hint(self.tr("Read the folder again"))
        self.lines.setAccessibleName(self.tr("What was left out"))
        self.show_source()

    def show_source(self) -> None:
        """Show what came of the folder."""
        session = self._session
        in_use = session.settings.source == "folder"
        if in_use and not self.path.hasFocus():
            self.path.setText(session.settings.folder)
        problem = session.problems.get("folder")
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem))
        self.path.set_wrong(problem is not None)
        self.again.setEnabled(in_use)
        notices = session.notices if in_use else ()
        if isinstance(problem, FolderProblem):
            notices = problem.notices
        self.lines.setPlainText("\n".join(self._context.sentence(notice) for notice in notices))
        self.lines.setVisible(bool(notices))
        self.show_progress()

    def show_progress(self) -> None:
        """Say how far reading is, or how many pictures there are."""
        session, source = self._session, self._session.source
        if session.is_reading_folder:
            done, total = session.folder_progress or (0, 0)
            self.count.setText(self.tr("Reading: line {0} of {1}").format(done, total))
        elif session.settings.source == "folder" and isinstance(source, FolderPictures):
            if source.is_empty:
                self.count.setText(self.tr("The file has no pictures in it: read the folder to train on."))
            else:
                text = self.tr("{0} pictures to learn from, {1} kept back to test with, {2} words")
                counts = (len(source.training), len(source.examination), len(source.words.words))
                self.count.setText(text.format(*counts))
        else:
            self.count.setText("")
        self.count.setVisible(bool(self.count.text()))

    def _take(self, folder: str) -> None:
        settings = self._session.settings
        if folder.strip() and (settings.source, settings.folder) != ("folder", folder):
            self._session.change(source="folder", folder=folder)

    def _on_choose_clicked(self) -> None:
        start = self.path.text() or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, self.tr("Your own pictures"), start)
        if folder:
            self.path.setText(folder)
            self._take(folder)

    def _on_path_finished(self) -> None:
        self._take(self.path.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a folder."""
        if _folder_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a folder that was dropped."""
        folder = _folder_in(event)
        if folder is not None:
            event.acceptProposedAction()
            self.path.setText(str(folder))
            self._take(str(folder))


def _folder_in(event: QDropEvent) -> Path | None:
    places = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return next((place for place in places if place.is_dir()), None)
