"""A small net with one cell, trained as soon as the cell is shown.

Nets this small learn in a fraction of a second on the reference backend, which needs no compiling: a cell
that was typed a moment ago is trained like any other. Larger ones choose their backend by themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from psygnal import Signal

from rnnlab.core.backends import Suppliers, arithmetic_per_step
from rnnlab.core.cells.graph import Cell
from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Task, task_of
from rnnlab.core.training_state import TrainingState
from rnnlab.session.exhibit import Exhibit
from rnnlab.session.training_run import TrainingRun

TASK_FIELDS = ("vocabulary_text", "task", "order", "delay")
STEPS = 400
INTERPRETED = 2e7
"""Floating-point operations a training step up to which nothing is compiled."""


class LiveCell:
    """The net, its training, and what is shown of it.

    Parameters
    ----------
    cell
        To begin with.
    experiment
        Task and size.
    suppliers
        What makes backends ready.

    Attributes
    ----------
    problems
        What is wrong with the last change, by field.
    """

    experiment_changed = Signal()
    status_changed = Signal()
    progress_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self, cell: Cell, experiment: Experiment, suppliers: Suppliers | None = None) -> None:
        self._suppliers = suppliers
        self._retired: list[TrainingRun] = []
        self._picture_is_old = False
        self.problems: dict[str, Problem] = {}
        self.cell = cell
        self.experiment = self._with_cell(experiment)
        self._make_net()
        self.exhibit = Exhibit(self.task, self.run)

    def _with_cell(self, experiment: Experiment) -> Experiment:
        plain = replace(experiment, cell=self.cell.name, layers=1, backend="auto", device="auto")
        return replace(plain, stop=StopRule("steps", STEPS))

    def _make_net(self) -> None:
        self.task: Task = task_of(self.experiment)
        self.shape: NetShape = self.experiment.shape(self.cell)
        batch = self.task.batch()
        tiny = arithmetic_per_step(self.shape, batch) <= INTERPRETED
        self.run = TrainingRun(
            replace(self.experiment, backend="interpreter" if tiny else "auto", device="cpu"),
            self.shape,
            batch,
            TrainingState.fresh(initialise(self.shape, self.experiment.seed)),
            suppliers=self._suppliers,
        )

    def shape_of(self, cell: Cell) -> NetShape:
        """Return the net of this task and size that any cell would make."""
        return NetShape(cell, self.shape.input_size, self.shape.hidden_size, 1, self.shape.output_size)

    def _build(self, *, train: bool) -> None:
        self.run.pause()
        self._retired.append(self.run)
        self._make_net()
        self.exhibit.present(self.task, self.run)
        self._picture_is_old = not train
        if train:
            self.run.start()
        else:
            self.exhibit.refresh()
        self.status_changed.emit()

    # What is trained

    def show(self, cell: Cell) -> None:
        """Put another cell in place and train it; one that computes the same is only renamed."""
        same = cell.is_like(self.cell)
        self.cell = cell
        self.experiment = replace(self.experiment, cell=cell.name)
        if same and self.run.newest_step > 0:
            return
        if (problem := self._problem(self.experiment)) is not None:
            self.problem_raised.emit(problem)
            return
        self._build(train=True)

    def change(self, **settings: object) -> bool:
        """Change task or size, and train anew.

        Returns
        -------
        bool
            False if something was wrong: ``problems`` says what, and the old settings stay.
        """
        put: Any = replace
        experiment: Experiment = put(self.experiment, **settings)
        self.problems.clear()
        if (problem := self._problem(experiment)) is not None:
            self.problems[problem.field] = problem
        elif experiment != self.experiment:
            self.experiment = experiment
            self._build(train=True)
        self.experiment_changed.emit()
        return not self.problems

    def take_task(self, experiment: Experiment) -> bool:
        """Take over the task of another experiment."""
        return self.change(**{name: getattr(experiment, name) for name in TASK_FIELDS})

    def _problem(self, experiment: Experiment) -> Problem | None:
        try:
            experiment.validated(self.cell)
        except Problem as problem:
            return problem
        return None

    # Training

    @property
    def status(self) -> str:
        """As `TrainingRun.status`."""
        return self.run.status

    def train(self) -> None:
        """Train from the same initial weights, whatever was learnt."""
        self._build(train=True)

    def toggle(self) -> None:
        """Pause, or train on."""
        if self.run.status == "running":
            self.run.pause()
        elif self.run.status == "diverged":
            self._build(train=True)
        else:
            self.run.start()
        self.status_changed.emit()

    def step(self) -> None:
        """Do one training step."""
        self.run.start(1)
        self.status_changed.emit()

    def reset(self) -> None:
        """Return to the initial weights and stay there."""
        self._build(train=False)
        self.progress_changed.emit()

    @property
    def result(self) -> tuple[float | None, int, int]:
        """Loss, right answers and all answers of the newest weights."""
        loss, share = self.run.measured_at(None)
        total = self.run.total_answers
        return loss, round((share or 0.0) * total), total

    # Looking

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        return self.run.is_busy or self.run.status == "running" or bool(self._retired) or self._picture_is_old

    def poll(self) -> None:
        """Bring in what the background has done since the last look; called by a timer."""
        self._retired = [run for run in self._retired if run.is_busy]
        status = self.status
        changed, problem = self.run.poll()
        self.exhibit.poll()
        if problem is not None:
            self.problem_raised.emit(problem)
        if changed:
            self._picture_is_old = True
            self.progress_changed.emit()
        if self._picture_is_old and self.status != "running":
            # while it learns only the curve moves: the picture comes when there is something to see
            self._picture_is_old = False
            self.exhibit.refresh()
        if self.status != status:
            self.status_changed.emit()

    def close(self) -> None:
        """Stop every thread and wait for it."""
        self.run.pause()
        for run in (*self._retired, self.run):
            run.join()
        self.exhibit.close()
