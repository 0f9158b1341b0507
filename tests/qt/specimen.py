"""A scene for tests of the window: it keeps notes of what it was asked to do."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.base import Done, SceneContext, SceneDescription, SceneWidget, StatusLine
from rnnlab.qt.widgets import Label, Slider


class Specimen(SceneWidget):
    """A scene with a file, a text box, a slider and a timer."""

    def __init__(self, context: SceneContext) -> None:
        super().__init__(context)
        self.notes: list[Any] = []
        self.dirty = False
        self.path: Path | None = None
        self.problem: Problem | None = None
        self.pending: list[Done] = []
        self.late = False
        self.box = QLineEdit()
        self.slider = Slider()
        self.slider.setRange(0, 10)
        self.label = Label()
        for widget in (self.box, self.slider, self.label):
            self.setup.body.addWidget(widget)
        self.timer = QTimer(self)
        self.connect_action("play.toggle", lambda: self.notes.append("play"))
        self.connect_action("play.step", lambda: self.notes.append("step"))
        self.connect_action("play.start", lambda: self.notes.append("start"))
        self.connect_action("play.loop", lambda on: self.notes.append(("loop", on)))
        self.connect_action("edit.undo", lambda: self.notes.append("undo"), enabled=False)
        self.retranslate()

    def retranslate(self) -> None:
        self.label.setText(self.context.sentence(Problem("vocabulary.empty", "vocabulary")))

    def activated(self) -> None:
        self.timer.start(10)
        self.status_changed.emit(StatusLine("CPU", "Compiled kernel", "measured fastest", 1234.6))

    def deactivated(self) -> None:
        self.timer.stop()

    def shut_down(self) -> None:
        self.timer.stop()
        self.notes.append("shut down")

    def save_state(self) -> dict[str, Any]:
        return {"speed": 2}

    def restore_state(self, state: dict[str, Any]) -> None:
        self.notes.append(("restored", state.get("speed")))

    def handles_documents(self) -> bool:
        return True

    def document_path(self) -> Path | None:
        return self.path

    def document_name(self) -> str:
        return self.path.stem if self.path else "untitled"

    def is_dirty(self) -> bool:
        return self.dirty

    def set_dirty(self, *, dirty: bool) -> None:
        self.dirty = dirty
        self.document_changed.emit()

    def new_document(self) -> None:
        self.notes.append("new")

    def open_document(self, path: Path, done: Done) -> None:
        self.notes.append(("open", path.name))
        if self.problem is None:
            self.path = path
        self._finish(done)

    def save_document(self, path: Path, done: Done) -> None:
        self.notes.append(("save", path.name))
        if self.problem is None:
            self.path, self.dirty = path, False
        self._finish(done)

    def _finish(self, done: Done) -> None:
        if self.late:
            self.pending.append(done)
        else:
            done(self.problem)


class Plain(SceneWidget):
    """A scene without a file or any action."""


SPECIMEN = SceneDescription("specimen", lambda: "Specimen", 10, Specimen, lambda: "A scene for tests")
PLAIN = SceneDescription("plain", lambda: "Plain", 20, Plain, keeps_to_processor=True)
