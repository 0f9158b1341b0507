"""The Cells scene put together: the list, the diagram with its playback, the editor, the inspector.

One timer moves the playback on and looks into the session. What is pointed at in a formula lights up in the
diagram, and the other way round: both speak of nodes of the cell's graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from rnnlab.core.cells.cell_file import ENDING
from rnnlab.core.problems import Problem
from rnnlab.qt.compute import processor_words
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import LOW, SceneContext, SceneWidget, StatusLine
from rnnlab.qt.scenes.cells.browser import CellBrowser
from rnnlab.qt.scenes.cells.diagram_panel import DiagramPanel
from rnnlab.qt.scenes.cells.editor_panel import EditorPanel
from rnnlab.qt.scenes.cells.file_desk import CellDesk, dropped_path
from rnnlab.qt.scenes.cells.formula_rows import NOWHERE
from rnnlab.qt.scenes.cells.inspector import PAGES, CellInspector
from rnnlab.qt.scenes.cells.stage import CellStage
from rnnlab.qt.scenes.cells.task_panel import TaskPanel
from rnnlab.qt.scenes.measures import measures
from rnnlab.qt.scenes.playback_actions import playback_actions
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.qt.scenes.sequence.playback_bar import PlaybackBar
from rnnlab.qt.theme import theme
from rnnlab.scene.content import Content
from rnnlab.session.cells import CellsSession
from rnnlab.session.live_cell import TASK_FIELDS
from rnnlab.session.playback import Playback
from rnnlab.session.workshop import Workshop

__all__ = ["CellsScene"]

ROOMY, HIGH = 1_200, 700
"""Width and height at 100 % from which there is room for a wider inspector and for the small loss curve."""


class CellsScene(SceneWidget):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._workshop = Workshop(lambda: context.loader.is_ready("torch"))
        self.session = CellsSession(context.cells, suppliers=self._workshop)
        self.player = Playback()
        self.browser = CellBrowser(self.session, context.sentence, self._count)
        self.task_panel = TaskPanel(self.session.live, context)
        self.diagram = DiagramPanel(self.player)
        self.editor = EditorPanel(self.session, context)
        self.desk = CellDesk(self.session, context, self)
        self.split = CellStage(self.diagram, self.editor)
        self.bar = PlaybackBar(self.player, context)
        self.inspector_panel = CellInspector()
        self._pinned = NOWHERE
        self._was_shown = False
        self._plays_soon = False
        self._task_seen: tuple[object, ...] | None = None
        self._pulse = Pulse(self)
        self._pulse.beat.connect(self._on_pulse_beat)
        self.setAcceptDrops(True)
        self._arrange_panels()
        self._connect_actions()
        self._connect_parts()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self._show_cell()
        self._show_status()
        self._show_hint()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.browser, 1)
        self.setup.add_footer(self.task_panel)
        self.stage.body.addWidget(self.split, 1)
        self.stage.header.addWidget(self.desk.main)
        self.stage.header.addWidget(self.desk.more)
        self.playback.body.addWidget(self.bar)
        self.inspector.body.addWidget(self.inspector_panel, 1)

    def _connect_actions(self) -> None:
        session = self.session
        handlers: dict[str, Callable[..., object]] = {
            "file.new": self._on_new_requested,
            "training.toggle": self._on_train_clicked,
            "training.step": session.live.step,
            "training.reset": session.live.reset,
            "edit.undo": self.editor.undo,
            "edit.redo": self.editor.redo,
            **playback_actions(self.player),
            "play.loop": self._on_loop_triggered,
        }
        for id_, handler in handlers.items():
            self.connect_action(id_, handler)

    def _connect_parts(self) -> None:
        session, live = self.session, self.session.live
        session.selected.connect(self._on_session_selected)
        session.cell_changed.connect(self._on_session_cell_changed)
        session.draft_changed.connect(self._on_session_draft_changed)
        session.problem_raised.connect(self._on_problem_raised)
        live.problem_raised.connect(self._on_problem_raised)
        live.status_changed.connect(self._on_live_status_changed)
        live.experiment_changed.connect(self._on_live_experiment_changed)
        live.exhibit.content_changed.connect(self._on_content_changed)
        self.player.position_changed.connect(self._show_moment)
        self.player.playing_changed.connect(self._pulse.hurry)
        self.browser.new_requested.connect(self._on_new_requested)
        self.browser.import_requested.connect(self.desk.ask_for_import)
        self.browser.delete_requested.connect(self.desk.delete)
        self.task_panel.train.clicked.connect(self._on_train_clicked)
        self.task_panel.open_requested.connect(self.desk.open_in_sequence)
        self.diagram.drawn.connect(self._show_cell)
        self.diagram.view.node_hovered.connect(self._on_node_hovered)
        self.diagram.view.node_clicked.connect(self._on_nodes_clicked)
        self.inspector_panel.pointed.connect(self._on_formula_pointed)
        self.inspector_panel.clicked.connect(self._on_nodes_clicked)
        self.inspector_panel.code.copied.connect(self.desk.tell_copied)
        self.editor.undo_changed.connect(self._show_undo)
        self.desk.name_wanted.connect(self.editor.edit_name)
        self.desk.about_to_act.connect(self.editor.flush)
        theme.motion_changed.connect(self._on_motion_changed)
        self._on_motion_changed()
        self._show_undo()

    def _arrange(self) -> None:
        super()._arrange()
        wanted = measures(self.width(), theme.scale).inspector  # and more: formulas and code are long
        self.inspector.setFixedWidth(round(wanted * (1.25 if self.width() >= theme.px(ROOMY) else 1.12)))
        self.task_panel.line.setVisible(self.height() >= theme.px(HIGH))
        # in a low window writing comes before playing
        self.playback.setVisible(self.height() >= theme.px(LOW) or self.session.draft is None)

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer; the first time, train the cell and play it."""
        self.context.cells.look()
        self._take_task()
        self._show_hint()
        self._show_status()
        self._pulse.start()
        if not self._was_shown:
            self._was_shown = True
            self._show_cell()
            if self.session.live.status == "idle":
                self.session.train()
            self._plays_soon = True
            self._on_loop_triggered(checked=True)

    def _take_task(self) -> None:
        """Learn what is learnt in the scene that shows one net, whenever that changed."""
        experiment = self.context.current_experiment()
        if experiment is None:
            return
        task = tuple(getattr(experiment, name) for name in TASK_FIELDS)
        if task != self._task_seen:
            self._task_seen = task
            self.session.live.take_task(experiment)

    def deactivated(self) -> None:
        """Stop moving the picture; what is written is kept."""
        self.editor.flush()
        self.player.pause()
        self._pulse.stop()

    def shut_down(self) -> None:
        """Stop the timers, then every thread; what is written is kept."""
        self._pulse.stop()
        self.player.pause()
        self.editor.shut_down()
        self.diagram.shut_down()
        self.session.close()
        self._workshop.close()

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        self.editor.flush()
        experiment = self.session.live.experiment
        return {
            "cell": self.session.key,
            "vocabulary": experiment.vocabulary_text,
            "order": experiment.order,
            "hidden_size": experiment.hidden_size,
            "page": self.inspector_panel.page(),
            "code": self.inspector_panel.code.kind.key(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        size, vocabulary, order = (state.get(name) for name in ("hidden_size", "vocabulary", "order"))
        if isinstance(size, int) and isinstance(vocabulary, str) and isinstance(order, str):
            self.session.live.change(hidden_size=size, vocabulary_text=vocabulary, order=order)
            self.session.live.problems.clear()
        if isinstance(state.get("cell"), str):
            self.session.select(str(state["cell"]))
        if state.get("page") in PAGES:
            self.inspector_panel.show_page(str(state["page"]))
        if isinstance(state.get("code"), str):
            self.inspector_panel.code.kind.set_key(str(state["code"]))

    def is_at_rest(self) -> bool:
        """Return whether nothing is on its way."""
        busy = self.session.is_active or self.diagram.is_busy
        return not busy and self.diagram.content() is not None

    def pose(self, question: str, time_step: int) -> None:  # noqa: ARG002 - there are no questions here
        """Go to a time step, from 1; 0 is where the playback stands."""
        self.player.pause()
        if time_step:
            self.player.seek_cursor(float(time_step * self.player.phases))

    def _on_pulse_beat(self, seconds: float) -> None:
        self.session.poll()
        self.diagram.poll()
        self.context.loader.serve(self._workshop, self._on_problem_raised)
        self.player.advance(seconds)
        self._pulse.keep_pace(self.player.moving or self.session.is_active or self.diagram.is_busy)

    # The cell

    def _count(self, key: str) -> str:
        """Return how many numbers a net with a cell of the list learns."""
        cell = self.session.cell_of(key)
        return "" if cell is None else f"{self.session.live.shape_of(cell).parameter_count:,}"

    def _on_session_selected(self) -> None:
        self._pulse.hurry()
        self._pin(NOWHERE)
        self.editor.show_draft()
        self._show_undo()
        self._show_cell()

    def _on_session_cell_changed(self) -> None:
        self._pulse.hurry()
        self._pin(NOWHERE)
        self._show_cell()

    def _on_session_draft_changed(self) -> None:
        self._pulse.hurry()
        self._show_head()

    def _show_cell(self) -> None:
        """Show the cell in the diagram and the inspector, with numbers once there are any for it."""
        cell, live = self.session.cell, self.session.live
        self._arrange()
        self.split.show_editor(self.session.draft is not None)
        self._show_head()
        self.diagram.set_cell(cell, self.session.outline.problem, self.context.sentence)
        if cell is None:
            return
        symbols = live.task.vocabulary.symbols
        known = tuple(symbols) if len(symbols) == live.shape.input_size else ()
        self.inspector_panel.show_cell(cell, live.shape_of(cell), known)
        self._on_content_changed()

    def _show_head(self) -> None:
        cell, draft = self.session.cell, self.session.draft
        title = cell.title.text(language.current) if cell is not None else draft.name if draft else ""
        if self.session.is_dirty:
            title += " •"
        self.stage.set_title(title or self.session.key)
        self.desk.refresh()

    def _fitting_content(self) -> Content | None:
        """Return what the net computed, if it is a net of the cell shown."""
        content, cell = self.session.live.exhibit.content, self.session.cell
        if content is None or cell is None or not content.trace.shape.cell.is_like(cell):
            return None
        return content if content.trace.shape == self.session.live.shape else None

    def _on_content_changed(self) -> None:
        content = self._fitting_content()
        self.diagram.set_content(content)
        if content is not None:
            self.bar.set_content(content)
            if self._plays_soon:
                self._plays_soon = False
                self.player.play()
        self._show_moment()

    def _show_moment(self) -> None:
        content = self.diagram.content()
        self.diagram.show_moment()
        t = min(self.player.position.t, content.steps - 1) if content is not None else 0
        self.inspector_panel.set_moment(content, t, self.diagram.done())

    # Pointing: what was clicked stays lit while nothing else is pointed at

    def _on_node_hovered(self, nodes: frozenset[int]) -> None:
        self.inspector_panel.light(nodes or self._pinned)

    def _on_formula_pointed(self, nodes: frozenset[int]) -> None:
        self.diagram.view.set_highlight(nodes or self._pinned)

    def _on_nodes_clicked(self, nodes: frozenset[int]) -> None:
        self._pin(NOWHERE if nodes == self._pinned else nodes)

    def _pin(self, nodes: frozenset[int]) -> None:
        self._pinned = nodes
        self.inspector_panel.light(nodes)
        self.diagram.view.set_highlight(nodes)

    # The net

    def _on_train_clicked(self) -> None:
        self.editor.flush()
        if self.session.live.status == "running":
            self.session.live.toggle()
        else:
            self.session.train()
        self._pulse.hurry()

    def _on_live_status_changed(self) -> None:
        self._pulse.hurry()
        self._show_status()

    def _on_live_experiment_changed(self) -> None:
        self._pulse.hurry()
        self.browser.refresh()
        self.editor.show_shapes()
        self._show_cell()

    def _show_status(self) -> None:
        run = self.session.live.run
        speed = run.steps_per_second if run.status == "running" else None
        backend = {"interpreter": self.tr("NumPy"), "compiled": self.tr("compiled kernel")}
        name = run.choice.name
        self.status_changed.emit(StatusLine("CPU", backend.get(name, name), processor_words(), speed))

    def _on_loop_triggered(self, checked: bool) -> None:
        self.player.loop = checked
        self.set_action("play.loop", checked=checked)

    def _on_motion_changed(self) -> None:
        self.player.motion = theme.motion

    # Writing and files

    def _on_new_requested(self) -> None:
        self.editor.flush()
        self.session.new()
        self.editor.text.setFocus()

    def _show_undo(self) -> None:
        self.set_action("edit.undo", enabled=self.editor.can_undo)
        self.set_action("edit.redo", enabled=self.editor.can_redo)

    def _on_problem_raised(self, problem: Problem) -> None:
        self.context.notify(self.context.sentence(problem), "error")

    def _show_hint(self) -> None:
        self.hint_changed.emit(
            self.tr("Point at a formula or a part of the diagram; Space plays a step, F1 shows all keys.")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome cell files."""
        if dropped_path(event.mimeData(), ENDING) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import a cell file, once the other program has its pointer back."""
        path = dropped_path(event.mimeData(), ENDING)
        if path is not None:
            event.acceptProposedAction()
            self.desk.import_soon(path)
