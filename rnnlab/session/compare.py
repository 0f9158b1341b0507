"""The Compare scene's state: set-ups racing on one task, and the map of where a set-up succeeds.

Everything a person sets is one frozen `Comparison`, so that undo is a list of them. Results are kept by what
they are results of: a set-up that comes back (undo, a duplicate) has its curves at once, and a race only
trains what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from psygnal import Signal

from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.core.problems import Problem
from rnnlab.core.sweep import Bands, SeedRun, Summary, bands, summarise, value_of
from rnnlab.session.comparison import DIFFERING, MOST_SETUPS, Comparison, first_comparison
from rnnlab.session.comparison import changed as with_settings
from rnnlab.session.sweep_job import SweepJob, SweepUnit
from rnnlab.session.undo import Undoable, UndoList

__all__ = ["CompareSession", "Standing"]

MOST_KEPT = 64
"""Set-ups whose results are remembered."""
SEEDS_A_UNIT = 5


@dataclass(frozen=True, eq=False)
class Standing:
    """How a set-up stands in the race.

    Attributes
    ----------
    index
        Its place among the set-ups.
    experiment
        The set-up.
    parameters
        How many weights it has.
    summary, bands
        What came of its seeds so far; None and empty before the first.
    """

    index: int
    experiment: Experiment
    parameters: int
    summary: Summary | None
    bands: Bands


@dataclass(eq=False)
class _Result:
    """The runs of one set-up, and what was made of them so far."""

    parameters: int
    signature: str
    runs: list[SeedRun] = field(default_factory=list)
    counted: int = 0
    summary: Summary | None = None
    bands: Bands = field(default_factory=lambda: bands([]))

    def refresh(self) -> None:
        """Sum up anew."""
        self.counted = len(self.runs)
        self.summary, self.bands = summarise(self.runs), bands(self.runs)


Key = tuple[Experiment, int]


class CompareSession(Undoable[Comparison]):
    """The one object that the Compare scene's race looks at.

    Parameters
    ----------
    comparison
        What to begin with.
    """

    comparison_changed = Signal()
    problems_changed = Signal()
    results_changed = Signal()
    status_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self, comparison: Comparison | None = None) -> None:
        super().__init__(comparison or first_comparison())
        self.problems: dict[str, Problem] = {}
        self._results: dict[Key, _Result] = {}
        self._job: SweepJob | None = None
        self._retired: list[SweepJob] = []
        self._has_raced = False
        self._job_was_alive = False

    # Settings

    @property
    def comparison(self) -> Comparison:
        """The settings in force."""
        return self.settings

    def replace_all(self, comparison: Comparison) -> None:
        """Take other settings; there is no way back to the old ones."""
        before = self.comparison
        self._undo = UndoList(comparison)
        self._apply(before)

    def change(self, *, merge: bool = False, **settings: object) -> bool:
        """Change fields of the `Comparison`, of the selected set-up or, for the task's, of all set-ups.

        Returns
        -------
        bool
            False if something was wrong: ``problems`` says what, and the old settings stay.
        """
        try:
            changed = with_settings(self.comparison, settings)
        except Problem as problem:
            self.problems = {problem.field or next(iter(settings)): problem}
            self.problems_changed.emit()
            return False
        self._put(changed, merge=merge)
        return True

    def select(self, index: int) -> None:
        """Edit another set-up; not worth an undo."""
        if 0 <= index < len(self.comparison.setups) and index != self.comparison.selected:
            self._undo.replace(replace(self.comparison, selected=index))
            self.comparison_changed.emit()

    def add(self) -> None:
        """Add a set-up like the selected one with the next cell of the catalogue that is not there yet."""
        chosen, setups = self.comparison.chosen, self.comparison.setups
        others = [replace(chosen, cell=name) for name in catalogue.names()]
        self._insert(next((other for other in others if other not in setups), chosen))

    def duplicate(self) -> None:
        """Add a copy of the selected set-up, to be changed."""
        self._insert(self.comparison.chosen)

    def _insert(self, experiment: Experiment) -> None:
        setups = self.comparison.setups
        if len(setups) < MOST_SETUPS:
            self._put(replace(self.comparison, setups=(*setups, experiment), selected=len(setups)))

    def remove(self) -> None:
        """Take the selected set-up away; the last one stays."""
        setups, selected = self.comparison.setups, self.comparison.selected
        if len(setups) > 1:
            left = setups[:selected] + setups[selected + 1 :]
            self._put(replace(self.comparison, setups=left, selected=min(selected, len(left) - 1)))

    def _put(self, comparison: Comparison, *, merge: bool = False) -> None:
        if self.problems:
            self.problems = {}
            self.problems_changed.emit()
        if comparison != self.comparison:
            super()._put(comparison, merge=merge)

    def _apply(self, before: Comparison, /) -> None:
        now = self.comparison
        same_race = (now.setups, now.seeds, now.steps) == (before.setups, before.seeds, before.steps)
        self.comparison_changed.emit()
        if not same_race:
            self.results_changed.emit()
            if self._has_raced:
                self.start()  # tiny nets: a changed setting is raced at once

    def differing(self) -> tuple[str, ...]:
        """Return the settings in which the set-ups differ, as names of `rnnlab.core.sweep.AXES`."""
        setups = self.comparison.setups
        return tuple(name for name in DIFFERING if len({value_of(setup, name) for setup in setups}) > 1)

    # The race

    @property
    def status(self) -> str:
        """``idle``, ``running``, ``stopped`` or ``finished``."""
        job = self._job
        if job is None:
            return "idle"
        if job.is_alive and not job.was_stopped:
            return "running"
        return "finished" if job.done >= job.total else "stopped"

    @property
    def progress(self) -> tuple[int, int]:
        """Nets trained and nets to be trained for the set-ups in force."""
        comparison = self.comparison
        done = [min(len(self._result(setup).runs), comparison.seeds) for setup in comparison.setups]
        return sum(done), comparison.seeds * len(comparison.setups)

    @property
    def remaining(self) -> float | None:
        """Seconds the race still takes, None if that is not known."""
        return self._job.remaining if self._job is not None and self.status == "running" else None

    def start(self) -> None:
        """Train what is missing: some seeds of each set-up in turn, so that all curves come at once."""
        self._retire()
        self._has_raced = True
        comparison = self.comparison
        missing: dict[Experiment, list[int]] = {}
        for setup in dict.fromkeys(comparison.setups):
            known = {run.seed for run in self._result(setup).runs}
            missing[setup] = [seed for seed in range(comparison.seeds) if seed not in known]
        units: list[SweepUnit] = []
        for first in range(0, comparison.seeds, SEEDS_A_UNIT):
            for setup, seeds in missing.items():
                some = tuple(seed for seed in seeds if first <= seed < first + SEEDS_A_UNIT)
                if some:
                    key = self._key(setup)
                    units.append(SweepUnit(key, setup, some, comparison.steps, False, True))
        self._job = SweepJob(units, len(units))
        self._job_was_alive = True
        self._job.start()
        self.status_changed.emit()

    def stop(self) -> None:
        """Stop soon; what is there stays, and `start` goes on from it."""
        if self._job is not None:
            self._job.stop()
            self.status_changed.emit()

    def toggle(self) -> None:
        """Stop if the race runs, else start it."""
        if self.status == "running":
            self.stop()
        else:
            self.start()

    def again(self) -> None:
        """Forget all results and race once more."""
        self._retire()
        self._results.clear()
        self.results_changed.emit()
        self.start()

    def poll(self) -> None:
        """Bring in what the threads have found; called by a timer."""
        self._retired = [job for job in self._retired if job.is_alive]
        if self._job is None:
            return
        alive = self._job.is_alive
        changed = False
        for found in self._job.take():
            if found.problem is not None:
                self.problem_raised.emit(found.problem)
                self._job.stop()
            key: Any = found.unit.key
            if key in self._results:
                self._results[key].runs.extend(found.runs)
        # summing up costs a millisecond or two a set-up, so each poll does one
        for setup in self.comparison.setups:
            result = self._result(setup)
            if result.counted != len(result.runs):
                result.refresh()
                changed = True
                break
        if changed:
            self.results_changed.emit()
        elif not alive and self._job_was_alive:
            self._job_was_alive = False
            self.status_changed.emit()

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        job = self._job
        stale = any(self._result(s).counted != len(self._result(s).runs) for s in self.comparison.setups)
        return stale or self._job_was_alive or bool(self._retired) or (job is not None and job.is_alive)

    def standings(self) -> list[Standing]:
        """Return how the set-ups stand, in their own order."""
        made = []
        for index, setup in enumerate(self.comparison.setups):
            result = self._result(setup)
            made.append(Standing(index, setup, result.parameters, result.summary, result.bands))
        return made

    def ranking(self) -> list[Standing]:
        """Return the set-ups, best first: by share solved, then by steps, then by size."""
        return sorted(self.standings(), key=_rank)

    def _key(self, setup: Experiment) -> Key:
        plain = replace(setup, seed=0, stop=StopRule(), backend="auto", device="auto")
        return plain, self.comparison.steps

    def _result(self, setup: Experiment) -> _Result:
        key = self._key(setup)
        if key not in self._results:
            used = {self._key(other) for other in self.comparison.setups}
            for old in [old for old in self._results if old not in used][: len(self._results) - MOST_KEPT]:
                del self._results[old]
            self._results[key] = _Result(*_size(setup))
        result = self._results[key]
        if any(run.seed >= self.comparison.seeds for run in result.runs):
            result.runs = [run for run in result.runs if run.seed < self.comparison.seeds]
        return result

    def forget_changed_cells(self) -> None:
        """Forget what was found with cells whose equations are others now."""
        sizes = {key: _size(key[0]) for key in self._results}
        known = {key: (result.parameters, result.signature) for key, result in self._results.items()}
        # what was found with a cell whose file is gone stays true
        stale = [key for key, size in sizes.items() if size[1] and size != known[key]]
        for key in stale:
            del self._results[key]
        if stale:
            self.comparison_changed.emit()
            self.results_changed.emit()

    def _retire(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.poll()
            self._retired.append(self._job)

    def close(self) -> None:
        """Stop every thread and wait for it."""
        jobs = [*self._retired, *([self._job] if self._job else [])]
        for job in jobs:
            job.stop()
        for job in jobs:
            job.join()


def _size(setup: Experiment) -> tuple[int, str]:
    """Return how many weights a set-up has, and its cell's signature; 0 if the cell's file is gone."""
    try:
        shape = setup.shape()
    except Problem:
        return 0, ""
    return shape.parameter_count, shape.cell.signature


def _rank(standing: Standing) -> tuple[float, ...]:
    summary = standing.summary
    if summary is None:
        return (1.0, 0.0, 0.0, standing.index)
    steps = summary.steps[1] if summary.steps else float("inf")
    loss = summary.loss if summary.loss is not None else float("inf")
    return (-summary.share, steps, loss if summary.steps is None else standing.parameters, standing.index)
