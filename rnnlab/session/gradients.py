"""The Gradients scene's session: one to four nets trained side by side, and how their gradients flow.

Each net is a training run of its own; a surveyor measures its weights in a worker thread. A change that makes
other nets puts new ones in their place, so nothing stale can reach them. All signals are emitted by whoever
calls, on the main thread.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from psygnal import Signal

from rnnlab.core.backends import Suppliers
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.experiment import Experiment
from rnnlab.core.initial_conditions import conditioned
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import task_of
from rnnlab.core.training_state import TrainingState
from rnnlab.scene.gradients.content import GradientContent, Lane
from rnnlab.session.gradient_settings import GradientSettings
from rnnlab.session.surveyor import Survey, Surveyor, SurveyRequest
from rnnlab.session.training_run import TrainingRun
from rnnlab.session.undo import Undoable

NET_FIELDS = ("cells", "length", "hidden_size", "spectral_radius", "forget_bias", "seed")
STEPS_PER_SECOND = 60.0
"""Slow enough to watch the gradients change while the nets learn."""
SURVEY_SECONDS = 0.15
"""While it learns, a net is measured this often: measuring and drawing share the interpreter's lock."""
_keys = itertools.count(1)


@dataclass(eq=False)
class _Net:
    """A net in view."""

    cell: str
    run: TrainingRun
    initial: Survey | None = None
    newest: Survey | None = None
    asked_step: int = -1
    asked_at: float = 0.0
    key: int = field(default_factory=lambda: next(_keys))


class GradientSession(Undoable[GradientSettings]):
    """What the scene's widgets look at.

    Parameters
    ----------
    settings
        To begin with; valid.
    suppliers
        What makes backends ready.

    Attributes
    ----------
    content
        What is shown; None until the first nets are measured.
    before
        Whether the initial weights are shown instead of the newest.
    pace
        Training steps a second of every net; None for as many as possible.
    problems
        What is wrong with the last change, by field.
    """

    settings_changed = Signal()
    content_changed = Signal()
    status_changed = Signal()
    problem_raised = Signal(object)

    def __init__(
        self,
        settings: GradientSettings,
        suppliers: Suppliers | None = None,
        surveyor: Surveyor | None = None,
    ) -> None:
        super().__init__(settings)
        self._suppliers = suppliers
        self._surveyor = surveyor or Surveyor()
        self._nets: list[_Net] = []
        self._known_cells: dict[str, Cell] = {}
        self._retired: list[TrainingRun] = []
        self._content_is_old = True
        self._shown_at = 0.0
        self.content: GradientContent | None = None
        self.before = False
        self.pace: float | None = STEPS_PER_SECOND
        self.problems: dict[str, Problem] = {}
        self._build()

    # Settings -------------------------------------------------------------------------------------------

    def change(self, *, merge: bool = False, **settings: Any) -> bool:  # noqa: ANN401 - fields of several types
        """Change settings; nets whose start is another begin anew.

        Parameters
        ----------
        merge
            Whether this belongs to the change before it (a slider being dragged): one undo for both.

        Returns
        -------
        bool
            False if something was wrong: `problems` says what, and the old settings stay.
        """
        self.problems.clear()
        before = self.settings
        try:
            now = replace(before, **settings).validated()
        except Problem as problem:
            self.problems[problem.field] = problem
            self.settings_changed.emit()
            return False
        self._put(now, merge=merge)
        return True

    def take(self, settings: GradientSettings) -> None:
        """Take whole settings (a preset) and show the nets as they begin."""
        before = self.settings
        self._undo.push(settings)
        self.before = False
        self._apply(before, anew=True)

    def _apply(self, before: GradientSettings, /, *, anew: bool = False) -> None:
        now = self.settings
        self.problems.clear()
        if anew or any(getattr(now, name) != getattr(before, name) for name in NET_FIELDS):
            running = self.status == "running"
            self._build()
            if running and not anew:
                self.train()
        elif now != before:
            for net in self._nets:
                net.run.set_experiment(now.experiment(net.cell))
            self._content_is_old = True
        self.settings_changed.emit()
        self.status_changed.emit()

    # Nets -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for net in self._nets:
            self._surveyor.drop(net.key)
            net.run.pause()
            self._retired.append(net.run)
        settings = self.settings
        self._nets = [self._net(cell, settings.experiment(cell)) for cell in settings.cells]
        for net in self._nets:
            self._ask(net)

    def _net(self, cell: str, experiment: Experiment) -> _Net:
        shape = experiment.shape(self._cell(cell))
        flat = conditioned(shape, experiment.seed, self.settings.conditions)  # (P,)
        run = TrainingRun(
            experiment,
            shape,
            task_of(experiment).batch(),
            TrainingState.fresh(flat),
            suppliers=self._suppliers,
            steps_per_second=lambda: self.pace,
        )
        return _Net(cell, run)

    def _cell(self, name: str) -> Cell:
        """Return a cell as it is now, or as it was before its file went away."""
        try:
            self._known_cells[name] = catalogue.load(name)
        except Problem:
            if name not in self._known_cells:
                raise
        return self._known_cells[name]

    def _ask(self, net: _Net) -> None:
        """Have the newest weights measured."""
        run = net.run
        net.asked_step, net.asked_at = run.newest_step, time.monotonic()
        self._surveyor.request(
            SurveyRequest(net.key, run.shape, run.newest_parameters.copy(), run.batch, run.newest_step)
        )

    @property
    def runs(self) -> tuple[TrainingRun, ...]:
        """The training runs, in the order of the cells."""
        return tuple(net.run for net in self._nets)

    @property
    def status(self) -> str:
        """``running`` while any net learns; else ``idle``, ``paused``, ``finished`` or ``diverged`` (all)."""
        statuses = [run.status for run in self.runs]
        for status in ("running", "paused", "idle"):
            if status in statuses:
                return status
        return "diverged" if set(statuses) == {"diverged"} else "finished"

    @property
    def newest_step(self) -> int:
        """The farthest training step of all nets."""
        return max((run.newest_step for run in self.runs), default=0)

    def toggle_training(self) -> None:
        """Train if training rests, else pause."""
        if self.status == "running":
            for run in self.runs:
                run.pause()
        else:
            self.train()
        self.status_changed.emit()

    def train(self) -> None:
        """Start or continue training of every net that can learn on; shows the newest weights."""
        self.show_before(before=False)
        for run in self.runs:
            run.start()
        self.status_changed.emit()

    def step(self, steps: int = 1) -> None:
        """Do a number of training steps."""
        self.show_before(before=False)
        for run in self.runs:
            run.start(steps)
        self.status_changed.emit()

    def reset(self) -> None:
        """Return to the same initial weights."""
        self._build()
        self.status_changed.emit()

    def show_before(self, *, before: bool) -> None:
        """Show the initial weights, or the newest."""
        if before != self.before:
            self.before = before
            self._content_is_old = True
            self.status_changed.emit()

    # Looking --------------------------------------------------------------------------------------------

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        at_work = any(run.is_busy or run.status == "running" for run in (*self.runs, *self._retired))
        return at_work or self._surveyor.is_busy() or self._content_is_old

    def poll(self) -> None:
        """Bring in what the background has done since the last look; called by a timer."""
        self._retired = [run for run in self._retired if run.is_busy]
        status = self.status
        for net in self._nets:
            changed, problem = net.run.poll()
            self._content_is_old |= changed and net.run.status != "running"
            if problem is not None:
                self.problem_raised.emit(problem)
        if self._take_surveys():
            self._content_is_old = True
        for net in self._nets:
            rested = net.run.status != "running" or time.monotonic() - net.asked_at >= SURVEY_SECONDS
            if rested and net.run.newest_step != net.asked_step and not self._surveyor.is_busy(net.key):
                self._ask(net)
        now = time.monotonic()
        due = self.status != "running" or now - self._shown_at >= SURVEY_SECONDS
        if self._content_is_old and due and self._make_content():
            self._content_is_old, self._shown_at = False, now
            self.content_changed.emit()
        if self.status != status:
            self.status_changed.emit()

    def _take_surveys(self) -> bool:
        nets = {net.key: net for net in self._nets}
        taken = False
        for request, survey in self._surveyor.poll():
            net = nets.get(request.key)
            if net is not None:
                net.newest = survey
                net.initial = net.initial or survey
                taken = True
        return taken

    def _make_content(self) -> bool:
        """Put together what is shown; False while a net has not been measured at all."""
        lanes = []
        for net in self._nets:
            survey = net.initial if self.before else net.newest
            if survey is None:
                return False
            lanes.append(self._lane(net, survey))
        task = task_of(self._nets[0].run.experiment)
        symbol = task.vocabulary.display(task.vocabulary.symbols[task.sequence[0]])
        self.content = GradientContent(tuple(lanes), symbol, self.settings.clip_norm)
        return True

    def _lane(self, net: _Net, survey: Survey) -> Lane:
        titles = net.run.shape.cell.title
        return Lane(
            title=titles.en,
            titles=titles,
            flow=survey.flow,
            gradient_norm=survey.gradient_norm,
            clip_factor=survey.clip_factor(self.settings.clip_norm),
            loss=survey.loss,
            correct=survey.correct,
            total=survey.total,
            step=survey.step,
            curve_steps=np.array(net.run.curve.steps, np.float64),  # (n,)
            curve_losses=np.array(net.run.curve.losses, np.float64),  # (n,)
        )

    def close(self) -> None:
        """Stop every thread and wait for it."""
        for run in (*self._retired, *self.runs):
            run.pause()
        for run in (*self._retired, *self.runs):
            run.join()
        self._surveyor.close()
