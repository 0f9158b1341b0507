"""The Sequence scene's state: its settings, the net in training and its file.

All of it lives on the main thread. Widgets listen to the signals and read the properties; they change
things only through the methods. What is shown of the net is the :class:`~rnnlab.session.exhibit.Exhibit`;
training is the :class:`~rnnlab.session.training_run.TrainingRun`; ``poll`` brings in what their threads did.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from psygnal import Signal

from rnnlab.core import store
from rnnlab.core.backends import Suppliers, arithmetic_per_step
from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.experiment import Experiment
from rnnlab.core.history import LossCurve
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Task, task_of
from rnnlab.core.training import Goal
from rnnlab.core.training_state import TrainingState
from rnnlab.core.vocabulary import Vocabulary
from rnnlab.session import homes
from rnnlab.session.changes import changed, is_another_net
from rnnlab.session.errand import Errand
from rnnlab.session.exhibit import Exhibit
from rnnlab.session.training_run import TrainingRun
from rnnlab.session.undo import Undoable, UndoList

Done = Callable[[Problem | None], None]

# Arithmetic a step (floating-point operations) up to which a changed setting retrains at once.
TINY = 5e7
# While a net is trained, its curve and its picture are brought up to date in turns, one at a poll, so that no
# single frame has to pay for both; the turn that is left over is for whoever shows the picture's details.
PROGRESS_TURN, PICTURE_TURN, TURNS = 0, 1, 3


class SequenceSession(Undoable[Experiment]):
    """The one object that the Sequence scene's widgets look at.

    Parameters
    ----------
    experiment
        What to begin with.
    suppliers
        What makes backends ready.
    scene
        The scene whose files it opens, see `rnnlab.session.homes`.
    """

    experiment_changed = Signal()
    problems_changed = Signal()
    progress_changed = Signal()
    status_changed = Signal()
    dirty_changed = Signal()
    problem_raised = Signal(object)
    replaced = Signal()

    def __init__(
        self,
        experiment: Experiment | None = None,
        suppliers: Suppliers | None = None,
        scene: str = homes.USUAL,
    ) -> None:
        super().__init__(experiment or Experiment())
        self._suppliers, self._scene = suppliers, scene
        self._retired: list[TrainingRun] = []
        self.problems: dict[str, Problem] = {}
        self.pace: float | None = None
        self.path: Path | None = None
        self.dirty = False
        self._file_cell: Cell | None = None
        self._known_cells: dict[str, Cell] = {}
        self._errands: list[Errand[Any]] = []
        self._when_run_rests: Callable[[], None] | None = None
        self._resume_after_file = False
        self._turn = 0
        self._progress_is_old = False
        self._picture_is_old = False
        self._make_net(self.experiment)
        self.exhibit = Exhibit(self.task, self.run)

    # Settings -------------------------------------------------------------------------------------------

    @property
    def experiment(self) -> Experiment:
        """The settings in force."""
        return self.settings

    def change(self, *, merge: bool = False, **settings: object) -> bool:
        """Change settings by field name; optimiser fields by their own names.

        Parameters
        ----------
        merge
            The change belongs to the one before (a slider being dragged): one undo takes back both.
        **settings
            Fields of Experiment or of OptimizerSettings.

        Returns
        -------
        bool
            False if something was wrong: ``problems`` says what, and the old settings stay in force.
        """
        fields = set(settings)
        for name in fields & self.problems.keys():
            del self.problems[name]
        try:
            experiment = changed(self.experiment, settings)
            experiment.validated(self._own_cell(experiment))
        except Problem as problem:
            self.problems[next(iter(fields)) if not problem.field else problem.field] = problem
            self.problems_changed.emit()
            return False
        self.problems.clear()
        self.problems_changed.emit()
        if experiment == self.experiment:
            return True
        self._put(experiment, merge=merge)
        return True

    def _apply(self, before: Experiment, /) -> None:
        """Bring the net in line with the settings: live where it can be, else as a new net."""
        now = self.experiment
        if now == before:
            return
        self._set_dirty(True)
        self.problems.clear()
        other_net = is_another_net(now, before)
        running = self.run.status == "running"
        retrain = self.is_tiny and (running or self.run.newest_step > 0)
        if not other_net and (running or now.optimizer == before.optimizer):
            self.run.set_experiment(now)
        else:
            self._build(now)
            if (self.is_tiny and retrain) or (running and not other_net):
                self.run.start()
        self.experiment_changed.emit()
        self.status_changed.emit()
        # a net that is trained at once is shown when it has learnt something: the picture does not flicker
        self._picture_is_old = self.run.status == "running"
        if not self._picture_is_old:
            self.progress_changed.emit()
            self.exhibit.refresh()

    @property
    def is_tiny(self) -> bool:
        """Whether the net trains so fast that changing a setting may retrain it at once."""
        return arithmetic_per_step(self.shape, self.batch) <= TINY

    # The net --------------------------------------------------------------------------------------------

    def _own_cell(self, experiment: Experiment) -> Cell | None:
        """Return the cell that came with the file, or whose own file is gone, if the experiment names it."""
        cell, name = self._file_cell, experiment.cell
        if cell is not None and cell.name == name:
            return cell
        try:
            self._known_cells[name] = catalogue.load(name)
        except Problem:
            return self._known_cells.get(name)
        return None

    def _make_net(self, experiment: Experiment, state: TrainingState | None = None) -> None:
        self.task: Task = task_of(experiment)
        self.vocabulary: Vocabulary = self.task.vocabulary
        self.batch: Batch = self.task.batch()
        self.shape: NetShape = experiment.shape(self._own_cell(experiment))
        self.run = TrainingRun(
            experiment,
            self.shape,
            self.batch,
            state or TrainingState.fresh(initialise(self.shape, experiment.seed)),
            suppliers=self._suppliers,
            steps_per_second=lambda: self.pace,
            goal=Goal.of(self.task, self.shape),
        )

    def _build(self, experiment: Experiment, state: TrainingState | None = None) -> None:
        """Put another net in place of the present one, whose thread ends by itself."""
        self.run.pause()
        self._retired.append(self.run)
        self._make_net(experiment, state)
        self.exhibit.present(self.task, self.run)

    @property
    def status(self) -> str:
        """``idle``, ``running``, ``paused``, ``finished``, ``solved`` or ``diverged``."""
        return self.run.status

    @property
    def curve(self) -> LossCurve:
        """Loss and accuracy over training steps."""
        return self.run.curve

    def train(self, *, by_hand: bool = True) -> None:
        """Start or continue training; by itself (an example that plays) it makes no work worth saving."""
        self.run.start()
        self._set_dirty(self.dirty or by_hand)
        self.status_changed.emit()

    def pause(self) -> None:
        """Stop training soon."""
        self.run.pause()
        self.status_changed.emit()

    def toggle_training(self) -> None:
        """Train if training rests, else pause."""
        if self.status == "running":
            self.pause()
        else:
            self.train()

    def step(self, steps: int = 1) -> None:
        """Do a number of training steps."""
        self.run.start(steps)
        self._set_dirty(True)
        self.status_changed.emit()

    def reset(self) -> None:
        """Return to the same initial weights."""
        self._build(self.experiment)
        self.status_changed.emit()
        self.progress_changed.emit()
        self.exhibit.refresh()

    def poll(self) -> None:
        """Bring in what the background has done since the last look; called by a timer."""
        self._retired = [run for run in self._retired if run.is_busy]
        status, (changed, problem) = self.status, self.run.poll()
        self._errands = [errand for errand in self._errands if not errand.poll()]
        self.exhibit.poll()
        if problem is not None:
            self.problem_raised.emit(problem)
        if changed:
            self._progress_is_old, self._picture_is_old = True, self.exhibit.shown_step is None
        self._show_news(at_once=self.status != "running")
        if self.status != status:
            self.status_changed.emit()
        if self._when_run_rests is not None and not self.run.is_busy:
            rested, self._when_run_rests = self._when_run_rests, None
            self.run.poll()
            rested()

    def _show_news(self, *, at_once: bool) -> None:
        """Tell what has arrived: everything at once, or what it is the turn of."""
        self._turn = (self._turn + 1) % TURNS
        if self._progress_is_old and (at_once or self._turn == PROGRESS_TURN):
            self._progress_is_old = False
            self.progress_changed.emit()
        if self._picture_is_old and (at_once or self._turn == PICTURE_TURN):
            self._picture_is_old = False
            if self.exhibit.shown_step is None:
                self.exhibit.refresh()

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        at_work = self.run.is_busy or self.run.has_news or self.run.status == "running" or self._retired
        untold = self._progress_is_old or self._picture_is_old or self._when_run_rests is not None
        return bool(at_work or untold or self._errands)

    # Files ----------------------------------------------------------------------------------------------

    def note_work(self) -> None:
        """Note that there is work which would be lost, such as a text that cannot be read yet."""
        self._set_dirty(True)

    def save(self, path: Path, done: Done) -> None:
        """Write everything to a file in the background; training rests meanwhile, then goes on.

        Parameters
        ----------
        path
            Where to.
        done
            Called from :meth:`poll` with None, or with the problem if the file could not be written.
        """
        self._resume_after_file = self.status == "running"
        self.run.pause()
        self._when_run_rests = lambda: self._start_saving(path, done)
        self.poll()

    def _start_saving(self, path: Path, done: Done) -> None:
        run, cell = self.run, self.shape.cell

        def work() -> None:
            store.save(path, run.experiment, run.state, run.history, run.curve, cell=cell)

        def finish(_: None, problem: Problem | None) -> None:
            if problem is None:
                self.path = path
                self._set_dirty(False)
            if self._resume_after_file and self.run is run:
                self.train(by_hand=False)
            done(problem)

        self._errands.append(Errand(work, finish))

    def open(self, path: Path, done: Done) -> None:
        """Read a file in the background, then put it in place of what is there.

        Parameters
        ----------
        path
            Where from.
        done
            Called from :meth:`poll` with None, or with the problem; then nothing has changed.
        """

        def finish(saved: store.Saved | None, problem: Problem | None) -> None:
            if saved is not None:
                problem = homes.refusal(saved.experiment.task, self._scene, path.name)
                if problem is None:
                    self._take_saved(saved, path)
            done(problem)

        self._errands.append(Errand(lambda: store.load(path), finish))

    def _take_saved(self, saved: store.Saved, path: Path) -> None:
        self._undo = UndoList(saved.experiment)
        self._file_cell = saved.cell
        self._build(saved.experiment, saved.state)
        self.run.restore(saved.history, saved.curve)
        self.path = path
        self._after_replacement()

    def start_over(self, experiment: Experiment) -> None:
        """Begin something new (a preset): a new net, no file, an empty undo list."""
        self._undo = UndoList(experiment)
        self._file_cell = None
        self._build(experiment)
        self.path = None
        self._after_replacement()

    def _after_replacement(self) -> None:
        self.problems.clear()
        self.exhibit.forget_question()
        self._set_dirty(False)
        told = (self.replaced, self.problems_changed, self.experiment_changed)
        for signal in (*told, self.status_changed, self.progress_changed):
            signal.emit()
        self.exhibit.refresh()

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self.dirty:
            self.dirty = dirty
            self.dirty_changed.emit()

    def close(self) -> None:
        """Stop every thread and wait for it."""
        self.run.pause()
        for run in (*self._retired, self.run):
            run.join()
        if self._when_run_rests is not None:
            self.poll()
        self._resume_after_file = False
        for errand in self._errands:
            errand.wait()
        self._errands.clear()
        self.exhibit.close()
