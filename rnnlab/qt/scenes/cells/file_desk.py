"""What can be done with the cell shown: save, duplicate, rename, export, import, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rnnlab.core.cells.cell_file import ENDING
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.widgets import Answer, Button, IconButton, QuestionDialog, Speaks
from rnnlab.session.cells import CellsSession

__all__ = ["CellDesk", "dropped_path"]


def dropped_path(data: QMimeData, ending: str) -> Path | None:
    """Return the first file of a kind among what is dragged, None if there is none."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((path for path in files if path.suffix.lower() == ending), None)


class CellDesk(Speaks, QWidget):
    """Buttons and dialogs; hidden itself, its parts stand in the scene.

    Attributes
    ----------
    main : Button
        Saves a person's cell, or makes a copy of one of the lab's.
    more : IconButton
        Opens the menu.
    name_wanted : Signal
        A person wants to give the cell another name.
    about_to_act : Signal
        What was typed a moment ago is needed now.
    """

    name_wanted = Signal()
    about_to_act = Signal()

    def __init__(self, session: CellsSession, context: SceneContext, scene: QWidget) -> None:
        super().__init__(scene)
        self._session, self._context, self._scene = session, context, scene
        self._importing: Path | None = None
        self.main, self.more = Button("", "primary"), IconButton("menu")
        self.menu = QMenu(scene)
        self.more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)
        self._actions: dict[str, QAction] = {}
        doing: dict[str, tuple[str, Callable[[], None]]] = {
            "save": ("Ctrl+S", self.save),
            "rename": ("F2", self.rename),
            "duplicate": ("Ctrl+D", self.duplicate),
            "export": ("Ctrl+E", self.ask_for_export),
            "revert": ("", self.revert),
            "delete": ("", self.delete),
        }
        for key, (keys, do) in doing.items():
            action = QAction(scene)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(partial(_do, do))
            scene.addAction(action)
            if key == "revert":
                self.menu.addSeparator()
            self.menu.addAction(action)
            self._actions[key] = action
        self.main.clicked.connect(self._on_main_clicked)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.more.set_hint(self.tr("More to do with this cell"))
        words = {
            "save": self.tr("Save"),
            "rename": self.tr("Rename"),
            "duplicate": self.tr("Duplicate"),
            "export": self.tr("Export as a file…"),
            "revert": self.tr("Discard the changes"),
            "delete": self.tr("Delete…"),
        }
        for key, said in words.items():
            self._actions[key].setText(said)
        self.refresh()

    def refresh(self) -> None:
        """Follow what is shown."""
        session = self._session
        own, writable = session.is_own, session.draft is not None
        self.main.setText(self.tr("Save") if writable else self.tr("Make it mine"))
        self.main.set_icon("save" if writable else "edit")
        self.main.setToolTip(
            self.tr("Save it to your cells (Ctrl+S); every scene offers it then")
            if writable
            else self.tr("Duplicate this cell and change its equations (Ctrl+D)")
        )
        self.main.setEnabled(not writable or session.is_dirty)
        self.main.setVisible(writable or session.cell is not None)
        for key, enabled in {
            "save": writable and session.is_dirty,
            "rename": writable,
            "duplicate": writable or session.cell is not None,
            "export": writable or session.cell is not None,
            "revert": writable and session.is_dirty,
            "delete": own,
        }.items():
            self._actions[key].setEnabled(enabled)

    def action(self, key: str) -> QAction:
        """Return an entry of the menu."""
        return self._actions[key]

    # Doing

    def _on_main_clicked(self) -> None:
        if self._session.draft is not None:
            self.save()
        else:
            self.duplicate()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the draft, then perhaps do something with the saved cell."""
        self._flush()
        self._session.save(partial(self._on_saved, then))

    def _on_saved(self, then: Callable[[], None] | None, problem: Problem | None) -> None:
        if problem is not None:
            self._tell(problem)
            if problem.field == "cell_name":
                self.name_wanted.emit()
            return
        if then is not None:
            then()
            return
        self._context.notify(self.tr("Saved: every scene offers this cell now"), "success")

    def duplicate(self) -> None:
        """Make a copy that can be changed."""
        self._flush()
        self._session.duplicate()

    def rename(self) -> None:
        """Let the name be typed; saving gives the file that name."""
        self.name_wanted.emit()

    def revert(self) -> None:
        """Give up the changes; a toast brings them back."""
        self._flush()
        key = self._session.key
        given_up = self._session.revert()
        if given_up is not None:
            back = (self.tr("Undo"), partial(self._session.take_back, key, given_up))
            self._context.notify(self.tr("The changes are discarded"), "info", back)

    def delete(self) -> None:
        """Ask, then delete the cell; a toast brings it back."""
        session = self._session
        if not session.is_own:
            return
        name = session.draft.name if session.draft is not None else session.key
        question = QuestionDialog(
            self._scene,
            self.tr("Delete “{0}”?").format(name),
            self.tr("Its file and its draft go away. Nets in training with it go on."),
            [
                Answer("delete", self.tr("Delete"), "danger"),
                Answer("keep", self.tr("Keep it")),
            ],
            kind="warning",
        )
        answer = question.ask()
        question.deleteLater()
        if answer == "delete":
            session.delete(partial(self._on_deleted, name))

    def _on_deleted(self, name: str, problem: Problem | None, bring_back: Callable[[], None]) -> None:
        if problem is not None:
            self._tell(problem)
            return
        self._context.notify(self.tr("“{0}” is deleted").format(name), "info", (self.tr("Undo"), bring_back))

    def open_in_sequence(self) -> None:
        """Show the cell and its task in the scene that shows one net; what is not saved is saved first."""
        session = self._session
        self._flush()
        if session.draft is not None and session.is_dirty:
            self.save(self._open)
        else:
            self._open()

    def _open(self) -> None:
        session = self._session
        if session.cell is not None:
            self._context.open_experiment(replace(session.live.experiment, cell=session.key))

    # Files

    def ask_for_export(self) -> None:
        """Ask where to write the cell as a file for others."""
        self._flush()
        session = self._session
        suggestion = f"{session.draft.name if session.draft is not None else session.key}{ENDING}"
        name, _ = QFileDialog.getSaveFileName(
            self._scene, self.tr("Export"), str(Path.home() / suggestion), self._filter()
        )
        if name:
            path = Path(name) if Path(name).suffix else Path(name).with_suffix(ENDING)
            session.export_file(path, partial(self._on_exported, path))

    def _on_exported(self, path: Path, problem: Problem | None) -> None:
        if problem is not None:
            self._tell(problem)
        else:
            self._context.notify(self.tr("Saved as {0}").format(path.name), "success")

    def ask_for_import(self) -> None:
        """Ask for a cell file and take it in."""
        name, _ = QFileDialog.getOpenFileName(
            self._scene, self.tr("Import"), str(Path.home()), self._filter()
        )
        if name:
            self.import_path(Path(name))

    def import_soon(self, path: Path) -> None:
        """Take in a file that was dropped, once the drop is over."""
        self._importing = path
        QTimer.singleShot(0, self, self._import_dropped)

    def _import_dropped(self) -> None:
        path, self._importing = self._importing, None
        if path is not None:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """Take in a cell file."""
        self._flush()
        self._session.import_file(path, partial(self._on_imported, path))

    def _on_imported(self, path: Path, problem: Problem | None) -> None:
        if problem is not None:
            self._tell(problem)
        elif self._session.outline.problem is not None:
            self._context.notify(
                self.tr("{0} is open as a draft: mend it, then save").format(path.name), "warning"
            )
        else:
            self._context.notify(self.tr("{0} is one of your cells now").format(path.name), "success")

    def tell_copied(self, kind: str) -> None:
        """Say that a program lies in the clipboard."""
        name = {"torch": "PyTorch", "numpy": "NumPy"}.get(kind, kind)
        self._context.notify(self.tr("The {0} program is in the clipboard").format(name), "success")

    def _filter(self) -> str:
        return self.tr("Cell files (*{0})").format(ENDING)

    def _flush(self) -> None:
        self.about_to_act.emit()

    def _tell(self, problem: Problem) -> None:
        self._context.notify(self._context.sentence(problem), "error")


def _do(do: Callable[[], None], checked: bool = False) -> None:
    del checked
    do()
