"""What is known of a training run: its losses, its diary, and the weights of earlier moments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from rnnlab.core.net import Float32Array
from rnnlab.core.text.settings import DIARY_TEMPERATURE
from rnnlab.core.text.windows import Position
from rnnlab.core.training_state import TrainingState

CURVE_POINTS = 4096
"""Most points of a curve; beyond, neighbours are averaged."""
SHELF_BYTES = 96 * 2**20
"""Memory for the weights of earlier moments."""
SHELF_LEAST = 4
_OVERFITTING = 0.01
"""How much worse than at its best the test loss must be, as a share, to be called over-fitting."""
_OVERFITTING_RUN = 3
"""At how many tests in a row."""


@dataclass(eq=False)
class TextState:
    """Everything that training changes; with it a run goes on exactly where it stood.

    Attributes
    ----------
    training
        Weights, moments and step.
    position
        The window to be read next.
    carried
        The layers' states before that window, (L, states, B, H).
    """

    training: TrainingState
    position: Position
    carried: Float32Array

    def copy(self) -> TextState:
        """Return a state of its own arrays."""
        place = Position(self.position.epoch, self.position.window)
        return TextState(self.training.copy(), place, self.carried.copy())


@dataclass(frozen=True, eq=False)
class DiaryEntry:
    """What the net wrote at a training step.

    Attributes
    ----------
    step
        Training step of the weights.
    text
        What it wrote.
    loss, validation_loss
        In bits a character; None where nothing was measured.
    measures
        By name, shares from 0 to 1; see `rnnlab.core.text.measures`. None where there was nothing to judge.
    temperature
        At which it was written.
    """

    step: int
    text: str
    loss: float | None
    validation_loss: float | None
    measures: Mapping[str, float | None] = field(default_factory=dict)
    temperature: float = DIARY_TEMPERATURE


@dataclass(frozen=True, eq=False)
class BestWeights:
    """The weights that did best on the part of the text that is held back.

    Attributes
    ----------
    step
        Training step of the weights.
    loss
        Their test loss, in bits a character.
    parameters
        The weights (P,); not to be changed.
    """

    step: int
    loss: float
    parameters: Float32Array


class Curve:
    """Losses by training step, thinned out by averaging neighbours.

    Attributes
    ----------
    bucket
        How many training steps a point stands for.
    """

    def __init__(self, bucket: int = 1, means: npt.ArrayLike = (), rest: npt.ArrayLike = ()) -> None:
        self.bucket = bucket
        self._means = np.array(means, np.float32)  # (n,)
        self._rest = np.array(rest, np.float32)  # (fewer than bucket,)

    def __len__(self) -> int:
        return len(self._means)

    @property
    def steps(self) -> npt.NDArray[np.float64]:
        """The middle of each point's training steps, (n,)."""
        return np.asarray((np.arange(len(self._means)) + 0.5) * self.bucket - 0.5, np.float64)

    @property
    def losses(self) -> npt.NDArray[np.float32]:
        """Mean losses in bits a character, (n,)."""
        return self._means

    @property
    def rest(self) -> npt.NDArray[np.float32]:
        """Losses of the last steps that do not fill a point yet."""
        return self._rest

    def extend(self, losses: npt.NDArray[np.float32]) -> None:
        """Take the losses of the next steps."""
        rest = np.concatenate([self._rest, losses])  # (k,)
        whole = len(rest) // self.bucket * self.bucket
        self._means = np.concatenate([self._means, rest[:whole].reshape(-1, self.bucket).mean(axis=1)])
        self._rest = rest[whole:]
        while len(self._means) > CURVE_POINTS:
            even = len(self._means) // 2 * 2
            left = np.repeat(self._means[even:], self.bucket)
            self._rest = np.concatenate([left, self._rest])
            self._means = self._means[:even].reshape(-1, 2).mean(axis=1)
            self.bucket *= 2

    def recent(self, count: int = 50) -> float | None:
        """Return the mean of (about) the last steps; None before the first."""
        needed = max(-(-count // self.bucket), 1)
        last = np.concatenate([self._means[-needed:], self._rest])
        return float(last.mean()) if len(last) else None


class Shelf:
    """Weights of earlier moments, as many as memory allows; the first and the newest always stay."""

    def __init__(self, parameter_count: int, bound: int = SHELF_BYTES) -> None:
        self.capacity = max(bound // (4 * max(parameter_count, 1)), SHELF_LEAST)
        self._steps: list[int] = []
        self._rows: list[Float32Array] = []

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def steps(self) -> tuple[int, ...]:
        """Training steps whose weights are kept, ascending."""
        return tuple(self._steps)

    def add(self, step: int, parameters: Float32Array) -> None:
        """Keep weights (P,), which must not be changed afterwards."""
        place = bisect_left(self._steps, step)
        if place < len(self) and self._steps[place] == step:
            self._rows[place] = parameters
            return
        self._steps.insert(place, step)
        self._rows.insert(place, parameters)
        if len(self) > self.capacity:
            # the one whose neighbours are nearest to it on a scale of doublings
            gaps = [
                (self._steps[n + 1] + 1) / (self._steps[n - 1] + 1) for n in range(1, len(self._steps) - 1)
            ]
            lost = int(np.argmin(gaps)) + 1
            del self._steps[lost], self._rows[lost]

    def at(self, step: int) -> Float32Array | None:
        """Return the weights (P,) of a training step; None if they are not kept."""
        return self._rows[self._steps.index(step)] if step in self._steps else None

    def nearest(self, step: int) -> tuple[int, Float32Array]:
        """Return the kept step nearest to a training step, and its weights; LookupError if there is none."""
        if not self._steps:
            raise LookupError("nothing has been kept")
        place = min(range(len(self)), key=lambda n: abs(self._steps[n] - step))
        return self._steps[place], self._rows[place]

    def copy(self) -> Shelf:
        """Return another shelf with the same weights."""
        other = Shelf(1)
        other.capacity, other._steps, other._rows = self.capacity, list(self._steps), list(self._rows)
        return other

    def arrays(self) -> tuple[npt.NDArray[np.int64], tuple[Float32Array, ...]]:
        """Return the steps (k,) and their weights."""
        return np.array(self._steps, np.int64), tuple(self._rows)


@dataclass(eq=False)
class Record:
    """The past of a run.

    Attributes
    ----------
    curve
        Training losses.
    validations
        Pairs of training step and test loss, in bits a character.
    diary
        In order of training.
    shelf
        Weights of the diary's moments.
    seconds
        Time spent on training.
    baseline
        The measures of the text itself: the mark that the diary's can reach.
    best_weights
        Those of the lowest test loss; None where nothing is tested.
    """

    curve: Curve
    validations: list[tuple[int, float]]
    diary: list[DiaryEntry]
    shelf: Shelf
    seconds: float = 0.0
    baseline: Mapping[str, float | None] = field(default_factory=dict)
    best_weights: BestWeights | None = None

    @classmethod
    def empty(cls, parameter_count: int) -> Record:
        """Return the record of a net that has not been trained."""
        return cls(Curve(), [], [], Shelf(parameter_count))

    def copy(self) -> Record:
        """Return a record that stays as it is while this one grows; arrays are shared."""
        curve = Curve(self.curve.bucket, self.curve.losses, self.curve.rest)
        lists = (list(self.validations), list(self.diary))
        return Record(curve, *lists, self.shelf.copy(), self.seconds, self.baseline, self.best_weights)

    def keep_best(self, step: int, loss: float, parameters: Float32Array) -> None:
        """Keep weights (P,) with their test loss if there were none as good; they must not be changed."""
        if self.best_weights is None or loss < self.best_weights.loss:
            self.best_weights = BestWeights(step, loss, parameters)

    def keep_best_of_shelf(self) -> None:
        """Keep the best weights of the shelf: all that a file from an earlier version knows of them."""
        for step, loss in self.validations:
            parameters = self.shelf.at(step)  # (P,)
            if parameters is not None:
                self.keep_best(step, loss, parameters)

    def weights_near(self, step: int) -> tuple[int, Float32Array]:
        """Return the training step nearest to a step of which the weights (P,) are kept, and these.

        Raises
        ------
        LookupError
            If none are kept.
        """
        kept, parameters = self.shelf.nearest(step)
        best = self.best_weights
        if best is not None and abs(best.step - step) < abs(kept - step):
            return best.step, best.parameters
        return kept, parameters

    def loss_at(self, step: int, count: int = 20) -> float | None:
        """Return the mean training loss of (about) the last points up to a step; None before the first."""
        upto = int((self.curve.steps <= step).sum())
        around = self.curve.losses[max(upto - count, 0) : upto]  # (up to count,)
        return float(around.mean()) if len(around) else None

    @property
    def best(self) -> tuple[int, float] | None:
        """The training step of the lowest test loss, and that loss; None where nothing is tested."""
        return min(self.validations, key=lambda pair: pair[1]) if self.validations else None

    @property
    def overfitting_since(self) -> int | None:
        """The training step after which the net only learnt its text by heart; None if it does not.

        That is the step of the lowest test loss, if the loss has been clearly above it at the last tests.
        """
        best = self.best
        if best is None:
            return None
        later = [loss for step, loss in self.validations if step > best[0]]
        is_long = len(later) >= _OVERFITTING_RUN
        is_worse = all(loss > best[1] * (1 + _OVERFITTING) for loss in later[-_OVERFITTING_RUN:])
        return best[0] if is_long and is_worse else None
