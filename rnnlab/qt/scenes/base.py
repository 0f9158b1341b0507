"""What a scene is, how it plugs into the window, and the skeleton all scenes share.

A scene is a folder ``rnnlab/qt/scenes/<name>/`` whose ``__init__`` exports ``SCENE``, a `SceneDescription`.
The window finds it by itself and gives it a tab. The scene's widget derives from `SceneWidget`: set-up at the
left, the stage in the centre, the inspector at the right and the playback bar below the stage, each a card to
be filled.

Files go through the scene by callbacks (`SceneWidget.save_document` …), so that a scene may write in a
thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.measures import measures
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.qt.widgets.cards import Card, Panel
from rnnlab.session.cell_shelf import CellShelf

if TYPE_CHECKING:
    from rnnlab.core.experiment import Experiment
    from rnnlab.qt.action_set import ActionSet
    from rnnlab.qt.compute import ComputeChoice
    from rnnlab.qt.loader import Loader
    from rnnlab.session.settings import Settings

__all__ = ["SUFFIX", "Done", "SceneContext", "SceneDescription", "SceneWidget", "StatusLine"]

SUFFIX = ".rnnlab"
"""Ending of files, unless a scene has its own."""

# Below this height, in pixels at 100 %, what stands around the stage gives way to it.
LOW = 640

Done = Callable[[Problem | None], None]
"""Called on the window's thread once a file was read or written: with None, or with what went wrong."""


@dataclass(frozen=True)
class StatusLine:
    """What the status bar says of the scene in front; empty parts are not shown.

    Parameters
    ----------
    device
        Where it computes, as a person would say it ("CPU", "NVIDIA H100").
    backend
        What computes it.
    reason
        Why that one; shown as a tool tip.
    steps_per_second
        Training speed, or None while nothing trains.
    """

    device: str = ""
    backend: str = ""
    reason: str = ""
    steps_per_second: float | None = None


class Notify(Protocol):
    """Shows a toast of a kind (``info``, ``success``, ``warning``, ``error``), perhaps with a link."""

    def __call__(
        self, text: str, kind: str = "info", action: tuple[str, Callable[[], None]] | None = None
    ) -> object: ...


def _open_nothing(experiment: "Experiment") -> None:
    """Where there is no scene for it."""
    del experiment


def _no_experiment() -> "Experiment | None":
    return None


def _open_nowhere(scene: str, path: Path) -> bool:
    """Where there is no other scene."""
    del scene, path
    return False


def _do_at_once(then: Callable[[], object]) -> None:
    then()


@dataclass
class SceneContext:
    """What the window lends to its scenes.

    Parameters
    ----------
    actions
        The table of actions as QActions: ``context.actions["play.toggle"]``.
    settings
        The person's settings; a scene keeps its own under `SceneWidget.save_state`.
    compute
        The device and the backend a person asked for.
    loader
        Brings in torch without a halting picture.
    notify
        Shows a toast.
    sentence
        What a Problem says, in the language in force.
    after_saving
        Asks about unsaved work, then does something that would lose it.
    open_in
        Opens a file in the scene it belongs to, by that scene's id; False if there is no such scene.
    open_experiment
        Brings the scene to the front that shows one net, and begins with an experiment there; asks about
        unsaved work first.
    current_experiment
        The experiment in the scene that shows one net; None while there is no such scene.
    cells
        The person's own cells; whoever lists cells follows its ``changed``.
    """

    actions: "ActionSet"
    settings: "Settings"
    compute: "ComputeChoice"
    loader: "Loader"
    notify: Notify
    sentence: Callable[[Problem], str]
    after_saving: Callable[[Callable[[], object]], None] = _do_at_once
    open_experiment: "Callable[[Experiment], None]" = _open_nothing
    current_experiment: "Callable[[], Experiment | None]" = _no_experiment
    cells: CellShelf = field(default_factory=CellShelf)
    open_in: Callable[[str, Path], bool] = _open_nowhere


@dataclass(frozen=True)
class SceneDescription:
    """A scene before it is made; must be cheap to import.

    Parameters
    ----------
    id
        Name of its folder.
    title
        Gives the words on its tab, in the language in force.
    order
        Place in the row of tabs (PRODUCT's table: 10, 20, 30 …).
    create
        Makes the widget, when the tab is first opened.
    hint
        Gives the tab's tool tip.
    begins_with_experiments
        Whether `SceneContext.open_experiment` leads here.
    file_ending
        Ending of the files that are opened here, whichever scene is in front; empty for none.
    keeps_to_processor
        Whether all nets here are so small that the CPU is right for them, so that the device and the backend
        asked for are not followed.
    """

    id: str
    title: Callable[[], str]
    order: int
    create: "Callable[[SceneContext], SceneWidget]"
    hint: Callable[[], str] = str
    begins_with_experiments: bool = False
    file_ending: str = ""
    keeps_to_processor: bool = False


@dataclass
class ActionState:
    """What a scene says of one action."""

    handler: Callable[..., object]
    enabled: bool = True
    checked: bool = False


@dataclass
class _Cards:
    setup: Panel = field(default_factory=Panel)
    stage: Card = field(default_factory=Card)
    playback: Card = field(default_factory=lambda: Card(margin=12))
    inspector: Panel = field(default_factory=Panel)


class SceneWidget(Speaks, QWidget):
    """Base of all scenes: the skeleton, the actions, the file.

    Attributes
    ----------
    setup, inspector : Panel
        Scrolling columns; put widgets into their ``body``, and what must stay in reach by ``add_footer``.
    stage, playback : Card
        The centre, and the bar below it.
    action_changed : Signal(str)
        The scene says something new of an action; the window listens.
    document_changed : Signal
        The file's name or whether it is saved changed.
    status_changed : Signal(object)
        A new `StatusLine`.
    hint_changed : Signal(str)
        A hint for the status bar ("Click a cell to pin it"); empty for none.
    """

    action_changed = Signal(str)
    document_changed = Signal()
    status_changed = Signal(object)
    hint_changed = Signal(str)
    inspector_changed = Signal(bool)

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        # A click beside a text box gives the keyboard back to the scene: space plays again.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.context = context
        self.action_states: dict[str, ActionState] = {}
        self._inspector_choice: bool | None = None
        cards = _Cards()
        self.setup, self.stage, self.playback, self.inspector = (
            cards.setup,
            cards.stage,
            cards.playback,
            cards.inspector,
        )
        self.stage.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.playback.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for card in (self.stage, self.playback):
            # What stands in the centre shrinks; it never widens the window.
            card.body.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
            card.setMinimumWidth(160)
        self._centre = QVBoxLayout()
        self._centre.addWidget(self.stage, 1)
        self._centre.addWidget(self.playback)
        self._columns = QHBoxLayout(self)
        self._columns.addWidget(self.setup)
        self._columns.addLayout(self._centre, 1)
        self._columns.addWidget(self.inspector)
        theme.theme_changed.connect(self._arrange)

    # Actions

    def connect_action(self, id_: str, handler: Callable[..., object], *, enabled: bool = True) -> None:
        """Do something when an action is triggered while this scene is in front.

        Checkable actions call ``handler(checked)``, others ``handler()``.
        """
        self.context.actions[id_]
        self.action_states[id_] = ActionState(handler, enabled)
        self.action_changed.emit(id_)

    def set_action(self, id_: str, *, enabled: bool | None = None, checked: bool | None = None) -> None:
        """Say whether an action can be done now, or is on; kept while another scene is in front."""
        state = self.action_states[id_]
        before = (state.enabled, state.checked)
        state.enabled = state.enabled if enabled is None else enabled
        state.checked = state.checked if checked is None else checked
        if before != (state.enabled, state.checked):
            self.action_changed.emit(id_)

    # Coming, going, ending

    def activated(self) -> None:
        """Come to the front: start the timers."""

    def deactivated(self) -> None:
        """Go behind another scene: stop the timers that only move pictures."""

    def shut_down(self) -> None:
        """Stop every timer, then every job, and join the threads, in half a second; the window closes."""

    def save_state(self) -> dict[str, Any]:
        """Return what should be as it was at the next start, as JSON can hold it."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned at the last end; wrong or missing parts are ignored."""

    # Pictures

    def is_at_rest(self) -> bool:
        """Return whether nothing moves or is computed, so that a picture shows what will stay."""
        return True

    def pose(self, question: str, time_step: int) -> None:
        """Go to what a picture shall show; a scene without questions or time steps ignores them."""

    # The file

    def handles_documents(self) -> bool:
        """Return whether this scene opens and saves files."""
        return False

    def file_ending(self) -> str:
        """Return the ending of this scene's files, with its dot."""
        return SUFFIX

    def document_path(self) -> Path | None:
        """Return the file, or None if the work has none yet."""
        return None

    def document_name(self) -> str:
        """Return a name for the work, as suggested for its file."""
        path = self.document_path()
        return path.stem if path is not None else ""

    def is_dirty(self) -> bool:
        """Return whether there is work that would be lost."""
        return False

    def new_document(self) -> None:
        """Begin anew; the window has asked about unsaved work."""

    def begin_with(self, experiment: "Experiment") -> None:
        """Begin anew with an experiment from another scene; the window has asked about unsaved work."""

    def experiment(self) -> "Experiment | None":
        """Return the experiment this scene is about; None if it shows more than one net, or none."""
        return None

    def open_document(self, path: Path, done: Done) -> None:  # noqa: ARG002 - for scenes with files
        """Read a file, now or in a thread, then call `done` on the window's thread."""
        done(Problem("file.no_scene", "file"))

    def settle_file(self) -> bool:
        """Ask what a new file shall hold, if there is a choice; False if a person wants no file after all."""
        return True

    def save_document(self, path: Path, done: Done) -> None:  # noqa: ARG002 - for scenes with files
        """Write the file, now or in a thread, then call `done` on the window's thread."""
        done(Problem("file.no_scene", "file"))

    # The skeleton

    def inspector_shown(self) -> bool:
        """Return whether the inspector is to be seen at this width."""
        if self._inspector_choice is not None:
            return self._inspector_choice
        return measures(self.width(), theme.scale).inspector_fits

    def show_inspector(self, shown: bool | None) -> None:
        """Show or hide the inspector; None lets the width decide."""
        self._inspector_choice = shown
        self._arrange()

    def inspector_choice(self) -> bool | None:
        """Return what a person chose, or None if the width decides."""
        return self._inspector_choice

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = measures(self.width(), theme.scale)
        self._columns.setContentsMargins(wanted.margin, wanted.margin, wanted.margin, wanted.margin)
        self._columns.setSpacing(wanted.gap)
        self._centre.setSpacing(wanted.gap)
        self.stage.set_side_margin(wanted.stage_margin)
        for card in (self.stage, self.playback):
            card.squeeze(self.height() < theme.px(LOW))
        self.setup.setFixedWidth(wanted.setup)
        self.inspector.setFixedWidth(wanted.inspector)
        shown = self.inspector_shown()
        if self.inspector.isHidden() == shown:
            self.inspector.setVisible(shown)
            self.inspector_changed.emit(shown)
