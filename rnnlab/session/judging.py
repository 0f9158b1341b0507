"""How well the net that is shown knows its phrase book: judged in a thread, a few times a second at most."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import Float32Array
from rnnlab.core.phrases.judge import Judgement
from rnnlab.core.tasks.phrases import Phrases
from rnnlab.session.newest import Newest
from rnnlab.session.touch import Touch
from rnnlab.session.training_run import TrainingRun

__all__ = ["Judging", "Shown"]

JUDGE_SECONDS = 0.4
"""While a net is trained, judgements are this far apart, or further if they take long."""
MOST_SHARE = 0.15
"""Most of the time that judging may take."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The net that is shown.

    Attributes
    ----------
    run, step, touch
        Its training run, the training step, and what was changed by hand.
    parameters
        The weights these make, (P,).
    """

    run: TrainingRun
    step: int
    touch: Touch
    parameters: Float32Array

    def is_same(self, other: Shown | None) -> bool:
        """Return whether these are the very same weights."""
        if other is None:
            return False
        return self.run is other.run and self.step == other.step and self.touch is other.touch

    @property
    def clamps(self) -> tuple[Clamp, ...]:
        """Units held at a value."""
        return self.touch.clamp_list


@dataclass(frozen=True, eq=False)
class _Case:
    task: Phrases
    shown: Shown


def _judge(case: _Case) -> tuple[Judgement, float]:
    """Judge a net; also return how long it took, in seconds."""
    started = time.perf_counter()
    shown = case.shown
    judgement = case.task.judge.judge(shown.run.shape, shown.parameters, shown.clamps)
    return judgement, time.perf_counter() - started


class Judging:
    """The newest judgement.

    Attributes
    ----------
    judgement
        Of the net that was shown last; None until it is known.
    """

    def __init__(self) -> None:
        self._worker: Newest[_Case, tuple[Judgement, float]] = Newest(_judge, "judge")
        self._asked: Shown | None = None
        self._due = 0.0
        self.judgement: Judgement | None = None

    def ask(self, task: Phrases, shown: Shown, now: float) -> None:
        """Have a net judged, unless it was, or the time for another judgement has not come."""
        if not shown.is_same(self._asked) and now >= self._due and not self._worker.is_busy:
            self._asked, self._due = shown, now + JUDGE_SECONDS
            self._worker.request(_Case(task, shown))

    def poll(self, task: Phrases) -> bool:
        """Take a judgement about a book; True if one has come."""
        done = self._worker.poll()
        if done is None or done[0].task is not task:
            return False
        self.judgement, seconds = done[1]
        self._due = max(self._due, time.monotonic() + seconds / MOST_SHARE)
        return True

    def is_settled(self, shown: Shown) -> bool:
        """Return whether the judgement is about this net."""
        return shown.is_same(self._asked) and not self._worker.is_busy

    def forget(self) -> None:
        """Forget the judgement: the net is another one."""
        self.judgement = None

    def close(self) -> None:
        """End the thread."""
        self._worker.close()
