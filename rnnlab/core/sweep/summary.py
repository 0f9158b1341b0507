"""What many seeds of one set-up amount to: shares, medians, quartiles, bands around curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.sweep.seeds import SeedRun

Array = npt.NDArray[np.float64]
QUARTILES = (25, 50, 75)
Quartiles = tuple[float, float, float]


@dataclass(frozen=True)
class Summary:
    """How a set-up fared.

    Attributes
    ----------
    seeds, solved, diverged
        How many there were, and of what outcome.
    steps
        Lower quartile, median and upper quartile of the step at which the solved ones were solved; None if
        there are none.
    seconds
        Median time of the solved ones until then, on one core; None if there are none.
    loss
        Median loss at the last step, of those that are finite; None if there are none.
    """

    seeds: int
    solved: int
    diverged: int
    steps: Quartiles | None
    seconds: float | None
    loss: float | None

    @property
    def share(self) -> float:
        """Share of the seeds that were solved, 0 to 1."""
        return self.solved / self.seeds if self.seeds else 0.0


def summarise(runs: Sequence[SeedRun]) -> Summary:
    """Sum up the runs of one set-up."""
    steps = [run.solved_step for run in runs if run.solved_step is not None]
    seconds = [run.seconds for run in runs if run.solved_step is not None]
    losses = [run.last_loss for run in runs if math.isfinite(run.last_loss)]
    return Summary(
        seeds=len(runs),
        solved=len(steps),
        diverged=sum(run.outcome == "diverged" for run in runs),
        steps=(_rank(steps, 0.25), _rank(steps, 0.5), _rank(steps, 0.75)) if steps else None,
        seconds=_rank(seconds, 0.5) if seconds else None,
        loss=_rank(losses, 0.5) if losses else None,
    )


def _rank(values: Sequence[float], share: float) -> float:
    """Return a quantile as NumPy does; for a few values plain Python is many times faster."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(frozen=True, eq=False)
class Bands:
    """A curve over training steps with its spread over seeds, arrays (3, n): lower quartile, median, upper.

    Attributes
    ----------
    losses, accuracies
        At steps 0, 1, … n - 1.
    """

    losses: Array
    accuracies: Array

    def __len__(self) -> int:
        """Return the number of steps, n."""
        return int(self.losses.shape[1])


def bands(runs: Sequence[SeedRun]) -> Bands:
    """Lay the curves of one set-up's runs over each other.

    A net that stopped early (solved or diverged) counts with its last finite values from then on: that is
    where its weights stayed.
    """
    kept = [run for run in runs if len(run.losses)]
    longest = max((len(run.losses) for run in kept), default=0)
    if not kept:
        return Bands(np.zeros((3, 0)), np.zeros((3, 0)))
    losses = np.stack([_held(run.losses, run.losses, longest) for run in kept])  # (R, n)
    accuracies = np.stack([_held(run.accuracies, run.losses, longest) for run in kept])  # (R, n)
    return Bands(np.percentile(losses, QUARTILES, axis=0), np.percentile(accuracies, QUARTILES, axis=0))


def _held(values: npt.NDArray[np.float32], losses: npt.NDArray[np.float32], longest: int) -> Array:
    """Hold the last value that belongs to a finite loss until the end (longest,)."""
    finite = np.isfinite(losses)  # (n,)
    if not finite.any():
        return np.full(longest, np.inf if values is losses else 0.0)
    known = values[finite].astype(np.float64)  # (m,)
    return np.concatenate([known, np.full(longest - len(known), known[-1])])
