"""Opening and saving, whatever a scene keeps in its file: dialogs, recent files, the question before loss.

The scene reads and writes and then calls back, at once or later; a window that is to be closed waits for it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.action_set import ActionSet
from rnnlab.qt.scenes.base import SUFFIX, SceneContext, SceneWidget
from rnnlab.qt.widgets import Answer, QuestionDialog

__all__ = ["DocumentDesk"]


def _stay(path: Path) -> None:
    """Where every file is opened by the scene in front."""
    del path


class DocumentDesk(QObject):
    """Handles the file of the scene in front.

    Parameters
    ----------
    window, actions, context
        The window's.
    scene
        Returns the scene in front.
    bring_home
        Brings the scene to the front that opens a file, if it is another one.

    Attributes
    ----------
    changed : Signal
        The recent files are others.
    """

    changed = Signal()

    def __init__(
        self,
        window: QWidget,
        actions: ActionSet,
        context: SceneContext,
        scene: Callable[[], SceneWidget | None],
        bring_home: Callable[[Path], None] = _stay,
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._context = window, actions, context
        self._scene, self._bring_home = scene, bring_home
        self._busy = False
        self.recent = QMenu(window)
        self.recent.aboutToShow.connect(self._fill_recent)
        actions.handle("file.open", self.open)
        actions.handle("file.save", self.save)
        actions.handle("file.save_as", self.save_as)
        self.refresh()

    def refresh(self) -> None:
        """Follow the scene in front: what can be done, and the words of the menu."""
        scene = self._scene()
        able = scene is not None and scene.handles_documents() and not self._busy
        for id_ in ("file.open", "file.save", "file.save_as"):
            self._actions[id_].setEnabled(able)
        self.recent.setTitle(self._actions.text("file.recent"))
        self.recent.setEnabled(able and bool(self._context.settings.recent_files))

    # New and open

    def new(self, begin: Callable[[], object]) -> None:
        """Ask about unsaved work, then let the scene begin anew."""
        self.after_saving(begin)

    def open(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open"), str(self._folder()), self._filter()
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Bring the scene to the front that opens a file, ask about unsaved work there, then open it."""
        if self._busy:
            return
        self._bring_home(path)
        scene = self._scene()
        if scene is not None and scene.handles_documents() and not self._busy:
            self.after_saving(partial(self._read, scene, path))

    def _read(self, scene: SceneWidget, path: Path) -> None:
        self._set_busy(busy=True)
        scene.open_document(path, partial(self._on_read, path))

    def _on_read(self, path: Path, problem: Problem | None) -> None:
        self._set_busy(busy=False)
        settings = self._context.settings
        if problem is not None and problem.code == "file.other_scene":
            if self._context.open_in(str(problem.args["scene"]), path):
                return
            self._tell(self.tr("{0} could not be opened").format(path.name), problem)
            return
        if problem is None:
            settings.add_recent(path)
        else:
            if not path.exists():
                settings.forget_recent(path)
            self._tell(self.tr("{0} could not be opened").format(path.name), problem)
        settings.save()
        self.refresh()
        self.changed.emit()

    # Save

    def save(self) -> None:
        """Save under the name the work has, or ask for one."""
        self._save(None)

    def save_as(self) -> None:
        """Ask for a name and save."""
        self._save(None, anew=True)

    def _save(self, then: Callable[[], object] | None, *, anew: bool = False) -> None:
        scene = self._scene()
        if scene is None or not scene.handles_documents() or self._busy:
            return
        path = scene.document_path()
        if path is None or anew:
            path = self._ask_for_name(scene)
            if path is not None and not scene.settle_file():
                return
        if path is None:
            return
        self._set_busy(busy=True)
        scene.save_document(path, partial(self._on_written, path, then))

    def _ask_for_name(self, scene: SceneWidget) -> Path | None:
        ending = scene.file_ending()
        suggestion = self._folder() / f"{scene.document_name() or 'rnnlab'}{ending}"
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save"), str(suggestion), self._filter())
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(ending)

    def _on_written(self, path: Path, then: Callable[[], object] | None, problem: Problem | None) -> None:
        self._set_busy(busy=False)
        if problem is not None:
            self._tell(self.tr("{0} could not be saved").format(path.name), problem)
            return
        self._context.settings.add_recent(path)
        self._context.settings.save()
        self.refresh()
        self.changed.emit()
        if then is None:
            self._context.notify(self.tr("Saved as {0}").format(path.name), "success")
        else:
            then()

    # Before anything is lost

    def after_saving(self, then: Callable[[], object]) -> None:
        """Do something that would lose unsaved work, once it is saved or given up."""
        scene = self._scene()
        if scene is None or not scene.handles_documents() or not scene.is_dirty():
            then()
            return
        answer = self.ask_about(scene)
        if answer == "discard":
            then()
        elif answer == "save":
            self._save(then)

    def ask_about(self, scene: SceneWidget) -> str:
        """Ask what to do with unsaved work: ``save``, ``discard`` or ``cancel``."""
        name = scene.document_name()
        heading = self.tr("Save the changes to “{0}”?").format(name) if name else self.tr("Save your work?")
        question = QuestionDialog(
            self._window,
            heading,
            self.tr("What you set up and what the net has learned will be lost otherwise."),
            [
                Answer("save", self.tr("Save"), "primary"),
                Answer("discard", self.tr("Do not save"), "danger"),
                Answer("cancel", self.tr("Cancel")),
            ],
            kind="warning",
        )
        answer = question.ask()
        question.deleteLater()
        return answer

    # Odds and ends

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.refresh()

    def _tell(self, heading: str, problem: Problem) -> None:
        dialog = QuestionDialog(
            self._window,
            heading,
            self._context.sentence(problem),
            [Answer("close", self.tr("Close"), "primary")],
            kind="error",
        )
        dialog.ask()
        dialog.deleteLater()

    def _folder(self) -> Path:
        recent = [Path(name).parent for name in self._context.settings.recent_files]
        return next((folder for folder in recent if folder.is_dir()), Path.home())

    def _filter(self) -> str:
        scene = self._scene()
        ending = SUFFIX if scene is None else scene.file_ending()
        return self.tr("RNN Lab files (*{0})").format(ending)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for number, name in enumerate(self._context.settings.recent_files, start=1):
            path = Path(name)
            mark = f"&{number}  " if number < 10 else ""
            action = self.recent.addAction(mark + path.name.replace("&", "&&"))
            action.setToolTip(name)
            action.setStatusTip(name)
            action.triggered.connect(partial(self.open_path, path))
        self.recent.addSeparator()
        self.recent.addAction(self.tr("Clear the list"), self._clear_recent)

    def _clear_recent(self) -> None:
        self._context.settings.recent_files = []
        self._context.settings.save()
        self.refresh()
