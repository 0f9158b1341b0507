"""Learning a text: a pure iterator of reports.

A report covers the training steps since the last one. At some steps the net is tested on the held-back end of
the text, and at doubling steps it writes a page of its diary. Pausing ends the iterator after the steps in
progress; calling it again with the same state goes on as if nothing had happened, on this or another machine.
"""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.kernel import Hire
from rnnlab.core.net import Float32Array, NetShape, initialise
from rnnlab.core.text import engine_choice
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.diary import is_page, page
from rnnlab.core.text.engine_choice import Trial
from rnnlab.core.text.engines import Engine, EnginePlan, make, no_states
from rnnlab.core.text.measures import baseline
from rnnlab.core.text.memory import check_memory
from rnnlab.core.text.record import DiaryEntry, Record, TextState
from rnnlab.core.text.settings import TextSettings, out_of_memory
from rnnlab.core.text.windows import Position, Window, Windows, split, validation_windows
from rnnlab.core.training_state import TrainingState

__all__ = ["Controls", "TextReport", "TextRun", "take", "train"]

BITS = 1.0 / math.log(2.0)
"""What nats are multiplied by to give bits."""
TESTS = 25
"""How often the net is tested on its way to the last step."""
_LEAST_BETWEEN_TESTS = 10
CHUNK_SECONDS = 0.2
FETCH_SECONDS = 1.0
"""How often the newest weights are handed out."""

Status = Literal["preparing", "running", "finished", "diverged"]


@dataclass(frozen=True, eq=False)
class TextRun:
    """What is trained: it stays the same throughout a run.

    Attributes
    ----------
    settings, corpus, cell
        They belong together; the cell is the catalogue's, or one that came with a file.
    """

    settings: TextSettings
    corpus: Corpus
    cell: Cell

    @property
    def shape(self) -> NetShape:
        """The net's shape."""
        return self.settings.shape(self.corpus.size, self.cell)

    def at_temperature(self, temperature: float | None) -> TextRun:
        """Return the same with its diary written at another temperature; None leaves it as it is."""
        if temperature is None or temperature == self.settings.diary_temperature:
            return self
        return replace(self, settings=replace(self.settings, diary_temperature=temperature))

    @property
    def windows(self) -> Windows:
        """The windows of the part that is learnt."""
        settings = self.settings
        learnt, _ = split(self.corpus.indices, settings.validation_share)
        return Windows(learnt, settings.sequence_length, settings.batch_size, settings.seed)

    def begin(self) -> TextState:
        """Return the state before the first step."""
        shape = self.shape
        training = TrainingState.fresh(initialise(shape, self.settings.seed))
        return TextState(training, Position(), no_states(shape, self.windows.sequences))


@dataclass
class Controls:
    """What may change while a run is under way.

    Attributes
    ----------
    last_step
        Training step at which it ends.
    pause_requested
        End after the steps in progress.
    wants_state
        Put a copy of the state into the next report (to save it); set back then.
    chunk_seconds
        About how often there is a report.
    diary_temperature
        At which pages are written from now on; None for that of the settings.
    """

    last_step: int
    pause_requested: bool = False
    wants_state: bool = False
    chunk_seconds: float = CHUNK_SECONDS
    diary_temperature: float | None = None


@dataclass(frozen=True, eq=False)
class TextReport:
    """What happened since the last report.

    Attributes
    ----------
    status
        ``"preparing"`` (an engine was tried), ``"running"``, ``"finished"`` (the last step is done) or
        ``"diverged"`` (a loss was no number; the state is one from before).
    first_step, step
        The first training step of `losses`, and the number of steps done.
    losses
        Bits a character, float32 (n,).
    characters
        Read in these steps.
    seconds
        They took, tests and diary not counted.
    validations
        Pairs of training step and test loss in bits a character.
    pages
        New pages of the diary with the weights (P,) that wrote them.
    parameters
        The newest weights (P,); None if they were not fetched this time. With `validations` they are those
        that were tested.
    state
        A copy of everything, if it was asked for, and in the last report.
    plan
        The engine in use; None while preparing.
    trial
        What came of trying an engine.
    diverged_step
        The step whose loss was no number.
    baseline
        The measures of the text itself, once, before the first step.
    """

    status: Status
    first_step: int
    step: int
    losses: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    characters: int = 0
    seconds: float = 0.0
    validations: tuple[tuple[int, float], ...] = ()
    pages: tuple[tuple[DiaryEntry, Float32Array], ...] = ()
    parameters: Float32Array | None = None
    state: TextState | None = None
    plan: EnginePlan | None = None
    trial: Trial | None = None
    diverged_step: int | None = None
    baseline: Mapping[str, float | None] | None = None


def take(record: Record, report: TextReport) -> None:
    """Enter a report into the record of its run."""
    if len(report.losses):
        record.curve.extend(report.losses)
    record.validations += report.validations
    if report.parameters is not None:
        for step, loss in report.validations:
            record.keep_best(step, loss, report.parameters)
    for entry, parameters in report.pages:
        record.diary[:] = [other for other in record.diary if other.step != entry.step]
        record.diary.append(entry)
        record.shelf.add(entry.step, parameters)
    record.seconds += report.seconds
    if report.baseline is not None:
        record.baseline = report.baseline


def train(
    run: TextRun,
    state: TextState,
    controls: Controls,
    plan: EnginePlan | None = None,
    hire: Hire | None = None,
) -> Iterator[TextReport]:
    """Train until the last step or until pausing is asked for.

    Parameters
    ----------
    run
        What is trained.
    state
        Where it stands; changed in place, and up to date after every report that carries it.
    controls
        Read all the time; another thread may change them.
    plan
        The engine; None to find the fastest one the settings allow.
    hire
        Runs a function in a thread of its own and returns what waits for its end; None if one has to do.

    Yields
    ------
    TextReport
        The last one carries the state.

    Raises
    ------
    Problem
        ``text.memory`` with a smaller proposal; ``backend.unavailable``.
    """
    check_memory(run.settings, run.corpus.size, run.cell)
    try:
        plan = None if plan is None else engine_choice.usable(plan, run.settings)
        if plan is None:
            plan = yield from _chosen(run, state, controls, hire)
        if plan is not None:
            yield from _Training(run, state, controls, plan, hire).reports()
    except (MemoryError, RuntimeError) as error:
        from rnnlab.core.text.engine_torch import is_out_of_memory

        if not is_out_of_memory(error):
            raise
        raise out_of_memory(run.settings) from error


def _chosen(
    run: TextRun, state: TextState, controls: Controls, hire: Hire | None
) -> Generator[TextReport, None, EnginePlan | None]:
    """Try the engines; returns the fastest, None if it is given up."""
    fixed = engine_choice.fixed_plan(run.settings)
    if fixed is not None:
        return fixed
    windows, step = run.windows, state.training.step
    found: list[Trial] = []
    sizes = (windows.steps, windows.sequences)
    for trial in engine_choice.trials(run.settings, run.shape, sizes, hire):
        found.append(trial)
        yield TextReport("preparing", step, step, trial=trial)
        if controls.pause_requested:
            return None
    return engine_choice.fastest(found)


class _Training:
    """One call of `train` with its engine."""

    def __init__(
        self, run: TextRun, state: TextState, controls: Controls, plan: EnginePlan, hire: Hire | None
    ) -> None:
        self._run, self._state, self._controls, self._plan = run, state, controls, plan
        settings = run.settings
        self._windows = windows = run.windows
        if state.carried.shape[2] != windows.sequences:
            state.carried = no_states(run.shape, windows.sequences)
        if state.position.window >= windows.count(state.position.epoch):
            state.position = Position(state.position.epoch + 1, 0)
        self._sizes = (windows.steps, windows.sequences)
        self._engine: Engine = make(
            plan, run.shape, self._sizes, settings.clip_norm, settings.dropout, settings.seed, hire
        )
        self._held_back = split(run.corpus.indices, settings.validation_share)[1]
        self._between_tests = max(settings.steps // TESTS, _LEAST_BETWEEN_TESTS)
        self._good = state.copy()
        self._step = state.training.step
        self._recent: float | None = None
        self._fetched_at = 0.0

    def reports(self) -> Iterator[TextReport]:
        """Yield reports until it is over; after an error the state is one from before."""
        try:
            yield from self._reports()
        except (MemoryError, RuntimeError):
            self._go_back()
            raise
        finally:
            self._engine.close()

    def _reports(self) -> Iterator[TextReport]:
        state, controls = self._state, self._controls
        self._engine.load(state.training, state.carried)
        beginning = TextReport("running", self._step, self._step, plan=self._plan)
        if self._step == 0:
            beginning = replace(beginning, baseline=baseline(self._run.corpus))
        yield self._looked(beginning, is_last=False)
        while True:
            began, first = time.perf_counter(), self._step
            self._advance(began)
            losses = self._engine.take_losses() * np.float32(BITS)  # (n,)
            if not np.isfinite(losses).all():
                yield self._diverged(first, losses)
                return
            if len(losses):
                self._recent = float(losses[-50:].mean())
            is_over = self._step >= controls.last_step
            report = TextReport(
                status="finished" if is_over else "running",
                first_step=first,
                step=self._step,
                losses=losses,
                characters=len(losses) * self._sizes[0] * self._sizes[1],
                seconds=time.perf_counter() - began,
                plan=self._plan,
            )
            is_last = is_over or controls.pause_requested
            yield self._looked(report, is_last=is_last)
            if is_last:
                return

    def _advance(self, began: float) -> None:
        """Do steps until it is time to report."""
        controls = self._controls
        while self._step < controls.last_step and not controls.pause_requested:
            self._do_steps(self._steps_at_once())
            if self._is_moment(self._step) or time.perf_counter() - began >= controls.chunk_seconds:
                return

    def _steps_at_once(self) -> int:
        """Return how many steps the engine gets: not beyond the next moment."""
        most = min(self._engine.windows_at_once, self._controls.last_step - self._step)
        moments = (count for count in range(1, most) if self._is_moment(self._step + count))
        return next(moments, most)

    def _do_steps(self, count: int) -> None:
        windows: list[Window] = []
        for _ in range(count):
            windows.append(self._windows.at(self._state.position))
            self._state.position = self._windows.after(self._state.position)
        rates = [self._run.settings.rate_at(self._step + number) for number in range(count)]
        self._engine.train(windows, rates)
        self._step += count

    def _is_moment(self, step: int) -> bool:
        """Tell whether the net is looked at closely after so many steps."""
        return is_page(step) or step % self._between_tests == 0

    def _looked(self, report: TextReport, *, is_last: bool) -> TextReport:
        """Add test, diary, weights and state to a report where they are due."""
        wants_state = self._controls.wants_state or is_last
        has_news = bool(len(report.losses)) or self._step == 0
        is_moment = has_news and (self._is_moment(self._step) or is_last)
        is_due = time.perf_counter() - self._fetched_at >= FETCH_SECONDS
        if not (wants_state or is_moment or is_due):
            return report
        self._state.carried = self._engine.store()
        self._fetched_at = time.perf_counter()
        parameters = self._state.training.parameters.copy()  # (P,)
        validations: tuple[tuple[int, float], ...] = ()
        pages: tuple[tuple[DiaryEntry, Float32Array], ...] = ()
        if is_moment:
            validations = self._tested()
        if has_news and (is_page(self._step) or report.status == "finished"):
            tested = validations[0][1] if validations else None
            run = self._run.at_temperature(self._controls.diary_temperature)
            pages = ((page(run, parameters, self._step, self._recent, tested), parameters),)
        state = self._state.copy()
        self._good = state
        if wants_state:
            self._controls.wants_state = False
        return replace(
            report,
            validations=validations,
            pages=pages,
            parameters=parameters,
            state=state if wants_state else None,
        )

    def _tested(self) -> tuple[tuple[int, float], ...]:
        """Return the step and the test loss in bits, if anything is held back."""
        total, count = self._engine.measure(validation_windows(self._held_back, *self._sizes))
        if not count or not math.isfinite(total):
            return ()
        return ((self._step, total / count * BITS),)

    def _diverged(self, first: int, losses: npt.NDArray[np.float32]) -> TextReport:
        """Go back to the last state whose loss was a number."""
        broken = int(np.flatnonzero(~np.isfinite(losses))[0])
        good = self._go_back()
        return TextReport(
            status="diverged",
            first_step=first,
            step=good.training.step,
            parameters=good.training.parameters.copy(),
            state=good.copy(),
            plan=self._plan,
            diverged_step=first + broken,
        )

    def _go_back(self) -> TextState:
        """Make the state what it was when everything was last stored; returns that."""
        good = self._good.copy()
        self._state.training, self._state.carried = good.training, good.carried
        self._state.position = good.position
        return good
