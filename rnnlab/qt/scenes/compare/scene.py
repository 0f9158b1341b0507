"""The Compare scene put together: one timer looks into the race and the map, the panels show them.

There is no inspector: what a set-up differs in, and what a cell of the map amounts to, stands below the
stage, where the eye already is.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.compute import processor_words
from rnnlab.qt.export import save_picture
from rnnlab.qt.scenes.base import SceneContext, SceneWidget, StatusLine
from rnnlab.qt.scenes.compare.export import map_table, race_table, save_table
from rnnlab.qt.scenes.compare.map_detail import MapDetail
from rnnlab.qt.scenes.compare.map_view import MapView
from rnnlab.qt.scenes.compare.race_page import RaceTable, show_race
from rnnlab.qt.scenes.compare.race_view import RaceView
from rnnlab.qt.scenes.compare.run_box import RunBox
from rnnlab.qt.scenes.compare.setup_panel import SetupPanel
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.qt.widgets import Button
from rnnlab.session.compare import CompareSession
from rnnlab.session.comparison import Comparison
from rnnlab.session.success_map import SuccessMap

__all__ = ["CompareScene"]


class CompareScene(SceneWidget):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session = CompareSession()
        self.success_map = SuccessMap()
        self._was_shown = False
        self.setup_panel = SetupPanel(self.session, context)
        self.run_box = RunBox(self.session, context)
        self.race_view, self.map_view = RaceView(), MapView(self.success_map)
        self.race_table = RaceTable(self.session)
        self.map_detail = MapDetail(self.success_map, context)
        self.views = QStackedWidget()
        self.save_csv, self.save_png = Button("", "ghost", "save"), Button("", "ghost", "save")
        self._pulse = Pulse(self)
        self._pulse.beat.connect(self._on_pulse_beat)
        self._arrange_panels()
        self._connect_all()
        self.retranslate()
        self._show_page()
        self._show_race()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.run_box)
        for view in (self.race_view, self.map_view):
            self.views.addWidget(view)
        self.stage.header.addWidget(self.save_csv)
        self.stage.header.addWidget(self.save_png)
        self.stage.body.addWidget(self.views, 1)
        self.playback.body.addWidget(self.race_table)
        self.playback.body.addWidget(self.map_detail)

    def _connect_all(self) -> None:
        session, success_map = self.session, self.success_map
        self.connect_action("training.toggle", self.toggle)
        self.connect_action("training.reset", self._on_again_triggered)
        self.connect_action("edit.undo", session.undo, enabled=False)
        self.connect_action("edit.redo", session.redo, enabled=False)
        session.comparison_changed.connect(self._on_comparison_changed)
        session.results_changed.connect(self._show_race)
        session.status_changed.connect(self._show_status)
        session.problem_raised.connect(self._on_problem_raised)
        success_map.status_changed.connect(self._show_status)
        success_map.cells_changed.connect(self._show_progress)
        self.setup_panel.page.changed.connect(self.show_page)
        self.context.cells.changed.connect(self._on_cells_changed)
        self.race_view.step_pointed.connect(self._on_step_pointed)
        self.race_table.table.opened.connect(self._on_setup_opened)
        self.map_view.cell_pointed.connect(self._on_cell_pointed)
        self.map_view.cell_opened.connect(self._on_cell_opened)
        self.map_detail.open.clicked.connect(self._on_open_clicked)
        self.save_csv.clicked.connect(self._on_save_csv_clicked)
        self.save_png.clicked.connect(self._on_save_png_clicked)

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self.save_csv.setText(self.tr("Table"))
        self.save_csv.setToolTip(self.tr("Save the results as a CSV file"))
        self.save_png.setText(self.tr("Picture"))
        self.save_png.setToolTip(self.tr("Save what is shown as a PNG file"))
        self._show_title()
        self._show_status()

    def inspector_shown(self) -> bool:
        """Return False: see the module."""
        return False

    # Pages

    def page(self) -> str:
        """Return ``race`` or ``map``."""
        return self.setup_panel.page.key()

    def show_page(self, page: str) -> None:
        """Show the race or the map."""
        self.setup_panel.show_page(page)
        self._show_page()

    def _show_page(self) -> None:
        number = int(self.page() == "map")
        self.views.setCurrentIndex(number)
        # the hidden page asks for no room
        self.race_table.setVisible(number == 0)
        self.map_detail.setVisible(number == 1)
        self._show_title()
        self._show_status()
        self._show_hint()

    def _show_title(self) -> None:
        seeds, steps = self.session.comparison.seeds, self.session.comparison.steps
        if self.page() == "map":
            known = self.success_map.status != "idle"
            seeds, steps = (self.success_map.seeds, self.success_map.steps) if known else (seeds, steps)
            told = self.tr("%n seed(s) a cell", "", seeds) + " · " + self.tr("%n step(s) each", "", steps)
            self.stage.set_title(self.tr("Success map"), told)
        else:
            told = self.tr("line: median of %n seed(s), band: their middle half", "", seeds)
            self.stage.set_title(self.tr("Race"), told)

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer; the first time, race."""
        self._pulse.start()
        self._show_hint()
        self._show_status()
        if not self._was_shown:
            self._was_shown = True
            if self.session.status == "idle":
                self.session.start()

    def deactivated(self) -> None:
        """Stop the timer; what runs goes on and is looked at on return."""
        self._pulse.stop()

    def shut_down(self) -> None:
        """Stop the timer, then every thread."""
        self._pulse.stop()
        self.session.close()
        self.success_map.close()

    def is_at_rest(self) -> bool:
        """Return whether nothing is computed."""
        return not (self.session.is_active or self.success_map.is_active)

    def save_state(self) -> dict[str, Any]:
        """Return the set-ups and the page."""
        return {"comparison": self.session.comparison.to_json(), "page": self.page()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        if "comparison" in state:
            try:
                self.session.replace_all(Comparison.from_json(state["comparison"]))
            except Problem:
                return
        if state.get("page") in ("race", "map"):
            self.show_page(str(state["page"]))

    def _on_pulse_beat(self) -> None:
        self.session.poll()
        self.success_map.poll()
        self._pulse.keep_pace(not self.is_at_rest())

    # Doing

    def toggle(self) -> None:
        """Start or stop what the page in front does."""
        if self.page() == "race":
            done, total = self.session.progress
            if self.session.status == "finished" and done >= total:
                self.session.again()
            else:
                self.session.toggle()
        elif self.success_map.status == "running":
            self.success_map.stop()
        elif (problem := self.success_map.start(self.session.comparison)) is not None:
            self._on_problem_raised(problem)
        else:
            self.map_view.point(None)
            self.map_detail.show_cell(None)
            self._show_title()
        self._pulse.hurry()

    def _on_again_triggered(self) -> None:
        if self.page() == "race":
            self.session.again()
            self._pulse.hurry()

    def _on_comparison_changed(self) -> None:
        self.set_action("edit.undo", enabled=self.session.can_undo)
        self.set_action("edit.redo", enabled=self.session.can_redo)
        self._show_title()
        self._show_race()
        self._pulse.hurry()

    def _on_cells_changed(self) -> None:
        self.setup_panel.show_cells()
        self.session.forget_changed_cells()

    def _show_race(self) -> None:
        show_race(self.race_view, self.session)
        self._show_progress()

    def _show_status(self) -> None:
        self._show_progress()
        self.status_changed.emit(StatusLine("CPU", self.tr("compiled kernel, all cores"), processor_words()))

    def _show_progress(self) -> None:
        on_map = self.page() == "map"
        source: CompareSession | SuccessMap = self.success_map if on_map else self.session
        elapsed = self.success_map.elapsed if on_map else 0.0
        self.run_box.show_state(self.page(), source.status, *source.progress, source.remaining, elapsed)

    def _on_problem_raised(self, problem: Problem) -> None:
        self.context.notify(self.context.sentence(problem), "error")

    def _show_hint(self) -> None:
        if self.page() == "map":
            self.hint_changed.emit(
                self.tr("Click a cell to open its net; the arrows move over the map, Return opens.")
            )
        else:
            self.hint_changed.emit(
                self.tr("Change a setting and the race goes on at once; double-click a row to open its net.")
            )

    def _on_step_pointed(self, step: int) -> None:
        if step < 0:
            self._show_hint()
            return
        values = self.race_view.values_at(step)
        told = "   ".join(f"{name}  {loss:.3g} / {right:.0%}" for name, loss, right in values)
        self.hint_changed.emit(self.tr("Step {0}, loss / right:   {1}").format(f"{step:,}", told))

    # The map and the Sequence scene

    def _on_cell_pointed(self, cell: tuple[int, int] | None) -> None:
        if cell is not None:
            self.map_detail.show_cell(cell)

    def _on_cell_opened(self, column: int, row: int) -> None:
        self.map_detail.show_cell((column, row))
        self.context.open_experiment(self.success_map.experiment_at(column, row))

    def _on_open_clicked(self) -> None:
        if (cell := self.map_detail.cell()) is not None:
            self._on_cell_opened(*cell)

    def _on_setup_opened(self, index: int) -> None:
        self.context.open_experiment(self.session.comparison.setups[index])

    # Files

    def _on_save_csv_clicked(self) -> None:
        on_map = self.page() == "map"
        rows = map_table(self.success_map) if on_map else race_table(self.session)
        self._save("csv", lambda path: save_table(path, rows))

    def _on_save_png_clicked(self) -> None:
        view: QWidget = self.map_view if self.page() == "map" else self.race_view
        self._save("png", lambda path: save_picture(path, view))

    def _save(self, ending: str, write: Callable[[Path], None]) -> None:
        suggestion = f"{'success-map' if self.page() == 'map' else 'race'}.{ending}"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save"), str(Path.home() / suggestion), f"*.{ending}"
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(name).with_suffix(f".{ending}")
        try:
            write(path)
        except Problem as problem:
            self._on_problem_raised(problem)
            return
        self.context.notify(self.tr("Saved as {0}").format(path.name), "success")
