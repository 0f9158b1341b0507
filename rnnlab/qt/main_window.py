"""The window: top bar, scenes one behind the other, status bar, menus; each part has its own module."""

import gc
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.qt.action_set import ActionSet
from rnnlab.qt.compute import ComputeChoice
from rnnlab.qt.documents import DocumentDesk
from rnnlab.qt.i18n import language
from rnnlab.qt.loader import Loader
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.base import SceneContext, SceneDescription, SceneWidget, StatusLine
from rnnlab.qt.status_bar import StatusBar
from rnnlab.qt.top_bar import TopBar
from rnnlab.qt.view_actions import ViewActions
from rnnlab.qt.waiting import WaitingScene
from rnnlab.qt.widgets import Speaks, Toasts
from rnnlab.session.sentences import sentence
from rnnlab.session.settings import Settings

__all__ = ["MainWindow"]


class MainWindow(Speaks, QMainWindow):
    """The one window of the program.

    Parameters
    ----------
    settings
        What is remembered; written when the window closes.
    scenes
        The scenes there are; by default those found in ``rnnlab/qt/scenes``.
    """

    def __init__(self, settings: Settings, scenes: tuple[SceneDescription, ...] | None = None) -> None:
        super().__init__()
        self.settings = settings
        self._descriptions = {scene.id: scene for scene in (discover() if scenes is None else scenes)}
        self._scenes: dict[str, SceneWidget] = {}
        self._front = ""
        self._closing = False
        self._settled: set[str] = set()
        self._opening: Path | None = None
        self.actions_ = ActionSet(self)
        self.compute = ComputeChoice(settings.device, settings.backend)
        self.loader = Loader(self)
        self.toasts = Toasts(self)
        self.context = SceneContext(
            self.actions_, settings, self.compute, self.loader, self.toasts.show, self._sentence
        )
        self.top_bar = TopBar(self.actions_, self.compute)
        self.stack = QStackedWidget()
        self.waiting = WaitingScene()
        self.stack.addWidget(self.waiting)
        self.status = StatusBar()
        self.desk = DocumentDesk(self, self.actions_, self.context, self.scene, self.bring_home)
        self.context.after_saving = self.desk.after_saving
        self.context.open_experiment = self.open_experiment
        self.context.current_experiment = self.current_experiment
        self.context.open_in = self.open_in
        self._build()
        self.views = ViewActions(self)
        self._connect()
        self.retranslate()
        self._restore_place()

    def _build(self) -> None:
        centre = QWidget()
        centre.setProperty("surface", "paper")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.menus: dict[str, QMenu] = {}
        bar = QMenuBar(self)
        self.setMenuBar(bar)
        for group in ("file", "edit", "run", "view", "help"):
            menu = QMenu(bar)
            self.menus[group] = menu
            self.actions_.fill(menu, group, {"file.recent": self.desk.recent})
            bar.addMenu(menu)
        # Actions outside the menus have keys, too.
        self.addActions(self.actions_.all())

    def _connect(self) -> None:
        self.top_bar.scene_chosen.connect(self.show_scene)
        self.compute.changed.connect(self._on_compute_changed)
        self.actions_.handle("file.quit", self.close)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a low window's room to the scene."""
        super().resizeEvent(event)
        self.views.show_bars()

    # Scenes

    def scene(self) -> SceneWidget | None:
        """Return the scene in front, or None before there is one."""
        return self._scenes.get(self._front)

    def scenes(self) -> tuple[SceneWidget, ...]:
        """Return the scenes that have been made."""
        return tuple(self._scenes.values())

    def show_first_scene(self) -> None:
        """Make and show the scene of the last time, or the first one there is."""
        wish = self.settings.scene
        first = wish if wish in self._descriptions else next(iter(self._descriptions), "")
        if first:
            self.show_scene(first)

    def show_scene(self, id_: str) -> None:
        """Bring a scene to the front; it is made if this is the first time.

        Raises
        ------
        KeyError
            If there is no such scene.
        """
        if id_ == self._front:
            return
        if id_ not in self._scenes:
            self._scenes[id_] = self._make(self._descriptions[id_])
        if (behind := self.scene()) is not None:
            behind.deactivated()
        self._front = id_
        scene = self._scenes[id_]
        self.stack.setCurrentWidget(scene)
        self.top_bar.set_scene(id_)
        self.top_bar.set_processor_only(on=self._descriptions[id_].keeps_to_processor)
        self.actions_.serve(scene.action_states)
        self.status.show_hint("")
        self.status.show_line(StatusLine())
        self.desk.refresh()
        self.views.follow(scene)
        self._show_title()
        scene.activated()
        scene.setFocus()
        # What was made stays: the garbage collector need not look at it again, which would stall the picture.
        gc.freeze()

    def open_experiment(self, experiment: Experiment) -> None:
        """Begin with an experiment in the scene that shows one net; ask about unsaved work there first."""
        id_ = next((scene.id for scene in self._descriptions.values() if scene.begins_with_experiments), "")
        if id_:
            self.show_scene(id_)
            self.desk.after_saving(partial(self._scenes[id_].begin_with, experiment))

    def bring_home(self, path: Path) -> None:
        """Bring the scene to the front that opens files like this one, unless it is there already."""
        scene, ending = self.scene(), path.suffix.lower()
        if scene is not None and scene.handles_documents() and scene.file_ending() == ending:
            return
        if home := self.home_of(ending):
            self.show_scene(home)

    def home_of(self, ending: str) -> str:
        """Return the scene that opens files with an ending, empty if none does."""
        homes = (scene.id for scene in self._descriptions.values() if scene.file_ending == ending)
        return next(homes, "") if ending else ""

    def current_experiment(self) -> Experiment | None:
        """Return the experiment in the scene that shows one net, None while it was not made."""
        ids = (scene.id for scene in self._descriptions.values() if scene.begins_with_experiments)
        scene = next((self._scenes[id_] for id_ in ids if id_ in self._scenes), None)
        return None if scene is None else scene.experiment()

    def open_in(self, id_: str, path: Path) -> bool:
        """Open a file in the scene it belongs to; False if there is none or it is in front already."""
        if id_ not in self._descriptions or id_ == self._front:
            return False
        self.show_scene(id_)
        self.desk.open_path(path)
        return True

    def _make(self, description: SceneDescription) -> SceneWidget:
        scene = description.create(self.context)
        scene.setObjectName(description.id)
        self.stack.addWidget(scene)
        scene.action_changed.connect(self._on_scene_action_changed)
        scene.document_changed.connect(self._on_scene_document_changed)
        scene.status_changed.connect(self._on_scene_status_changed)
        scene.hint_changed.connect(self._on_scene_hint_changed)
        scene.inspector_changed.connect(self._on_scene_inspector_changed)
        state = self.settings.scene_state.get(description.id, {})
        scene.show_inspector(state.get("inspector") if isinstance(state.get("inspector"), bool) else None)
        scene.restore_state(state)
        if "file.new" in scene.action_states:
            begin = scene.action_states["file.new"].handler
            scene.action_states["file.new"].handler = lambda: self.desk.new(begin)
        elif scene.handles_documents():
            scene.connect_action("file.new", lambda: self.desk.new(scene.new_document))
        return scene

    def _on_scene_action_changed(self, id_: str) -> None:
        if self.sender() is self.scene():
            self.actions_.refresh(id_)

    def _on_scene_document_changed(self) -> None:
        if self.sender() is self.scene():
            self.desk.refresh()
            self._show_title()

    def _on_scene_status_changed(self, line: object) -> None:
        if self.sender() is self.scene():
            self.status.show_line(line)  # type: ignore[arg-type]

    def _on_scene_hint_changed(self, text: str) -> None:
        if self.sender() is self.scene():
            self.status.show_hint(text)

    def _on_scene_inspector_changed(self) -> None:
        if (scene := self.scene()) is not None and self.sender() is scene:
            self.views.follow(scene)

    def _on_compute_changed(self) -> None:
        self.settings.device, self.settings.backend = self.compute.device, self.compute.backend

    # Words

    def _sentence(self, problem: Problem) -> str:
        return sentence(problem, language.current)

    def retranslate(self) -> None:
        """Put everything the window itself says in the language in force."""
        self.actions_.retranslate()
        titles = self.menu_titles()
        for group, menu in self.menus.items():
            menu.setTitle(titles[group])
        self.top_bar.set_scenes(
            [(scene.id, scene.title(), scene.hint()) for scene in self._descriptions.values()]
        )
        if self._front:
            self.top_bar.set_scene(self._front)
        self.desk.refresh()
        self._show_title()

    def menu_titles(self) -> dict[str, str]:
        """Return the words of the menus, with the marks of their keys."""
        return {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "run": self.tr("&Run"),
            "view": self.tr("&View"),
            "help": self.tr("&Help"),
        }

    def _show_title(self) -> None:
        scene = self.scene()
        name = scene.document_name() if scene is not None else ""
        self.setWindowTitle(f"{name}[*] — RNN Lab" if name else "RNN Lab[*]")
        self.setWindowModified(scene is not None and scene.is_dirty())

    # Files dropped on the window

    def _dropped(self, event: QDropEvent | QDragEnterEvent) -> Path | None:
        scene = self.scene()
        here = scene.file_ending() if scene is not None and scene.handles_documents() else ""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        endings = ((path, path.suffix.lower()) for path in files)
        return next(
            (path for path, ending in endings if ending and (ending == here or self.home_of(ending))), None
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files of ours."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a file that was dropped, once the other program has its pointer back."""
        self._opening = self._dropped(event)
        if self._opening is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, self._open_dropped)

    def _open_dropped(self) -> None:
        path, self._opening = self._opening, None
        if path is not None:
            self.desk.open_path(path)

    # Place, and the end

    def _restore_place(self) -> None:
        self.setMinimumSize(760, 520)
        place = QByteArray.fromHex(self.settings.window.encode("ascii", "ignore"))
        if place.isEmpty() or not self.restoreGeometry(place):
            room = self.screen().availableGeometry().size()
            self.resize(min(1440, round(room.width() * 0.94)), min(900, round(room.height() * 0.94)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, then stop everything and write the settings."""
        if self._closing:
            event.accept()
            return
        self._settled.clear()
        self._settle()
        # A file that is written in a thread keeps the window open; `_settle` goes on when it is done.
        event.setAccepted(self._closing)

    def _settle(self) -> None:
        """Ask about each scene's unsaved work in turn, then stop."""
        for id_, scene in self._scenes.items():
            if id_ not in self._settled and scene.handles_documents() and scene.is_dirty():
                self.show_scene(id_)
                self.desk.after_saving(partial(self._on_scene_settled, id_))
                return
        self._shut_down()
        self.close()

    def _on_scene_settled(self, id_: str) -> None:
        self._settled.add(id_)
        self._settle()

    def _shut_down(self) -> None:
        if self._closing:
            return
        self._closing = True
        geometry = self.saveGeometry()
        self.hide()  # to whoever closes it the window is gone at once; a training step in progress may go on
        for id_, scene in self._scenes.items():
            state = {**scene.save_state(), "inspector": scene.inspector_choice()}
            self.settings.scene_state[id_] = state
            scene.shut_down()
        self.toasts.clear()
        self.loader.close()
        self.settings.scene = self._front or self.settings.scene
        self.settings.window = bytes(geometry.toHex().data()).decode("ascii")
        self.settings.save()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the full-screen action in step with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_["view.full_screen"].setChecked(self.isFullScreen())
