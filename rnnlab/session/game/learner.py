"""The net in the game: trained a little further in every round, in the background, and asked like a person.

Its training is a `TrainingRun` like any other. A round's share of training steps is spread over a moment, so
that one sees it learn, and done at once where somebody waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from rnnlab.core.backends import Suppliers
from rnnlab.core.game.play import Guess
from rnnlab.core.game.questions import Question
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.generate import write
from rnnlab.core.net import Float32Array, initialise
from rnnlab.core.tasks import Task
from rnnlab.core.training_state import TrainingState
from rnnlab.session.training_run import TrainingRun

__all__ = ["Learner"]

SHARE_SECONDS = 1.2
"""A round's training steps take about so long while nobody waits for them."""


class Learner:
    """One net during one game.

    Parameters
    ----------
    settings
        Of the game; valid.
    task
        What is learnt.
    suppliers
        What makes backends ready.

    Attributes
    ----------
    run
        The training itself.
    hurried
        Whether somebody waits for the net.
    """

    def __init__(self, settings: GameSettings, task: Task, suppliers: Suppliers | None = None) -> None:
        experiment = settings.experiment
        self.task = task
        self.steps_per_round = settings.steps_per_round
        self.hurried = False
        self._pace = self.steps_per_round / SHARE_SECONDS
        self._goal = 0
        self._learnt: list[tuple[int, Float32Array]] = []
        shape = experiment.shape()
        state = TrainingState.fresh(initialise(shape, settings.seed))
        self.run = TrainingRun(
            experiment, shape, task.batch(), state, suppliers=suppliers, steps_per_second=self._wished_pace
        )

    @property
    def rounds(self) -> int:
        """How many rounds' training is done."""
        return len(self._learnt)

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        return self.run.is_busy or self.rounds < self._goal

    @property
    def step(self) -> int:
        """Training steps done."""
        return self.run.newest_step

    @property
    def accuracy(self) -> float | None:
        """Share of all that the task asks which the net gets right, as last measured."""
        return self.run.measured_at(None)[1]

    def _wished_pace(self) -> float | None:
        catching_up = self.rounds < self._goal - 1
        return None if self.hurried or catching_up else self._pace

    def learn_for(self, rounds: int) -> None:
        """Train until the share of so many rounds is done; see `poll`."""
        self._goal = max(self._goal, rounds)

    def poll(self) -> bool:
        """Bring in what was trained and go on with what is left; True if anything changed."""
        changed, problem = self.run.poll()
        if problem is not None:
            # without compiled code the game goes on, only slower
            self.run.set_experiment(replace(self.run.experiment, backend="interpreter"))
        while self.rounds < self._goal and (self._share_is_done or self.run.status == "diverged"):
            self._learnt.append((self.run.newest_step, self.run.newest_parameters))
            changed = True
        if self.rounds < self._goal and self.run.status != "running":
            self.run.start((self.rounds + 1) * self.steps_per_round - self.run.newest_step)
        return changed

    @property
    def _share_is_done(self) -> bool:
        return self.run.newest_step >= (self.rounds + 1) * self.steps_per_round

    def guess(self, question: Question, number: int) -> Guess:
        """Let the net answer a question as it was after the training of a round (from 0)."""
        step, parameters = self._learnt[number]
        writing = write(self.run.shape, parameters, question.given)
        written = tuple(islice(writing, len(question.answer)))
        symbols = tuple(one.symbol for one in written)
        return Guess(step, symbols, tuple(one.probability for one in written))

    def pause(self) -> None:
        """Stop soon; `poll` would go on."""
        self._goal = self.rounds
        self.run.pause()

    def join(self) -> None:
        """Wait until no thread is at work."""
        self.run.join()
