"""What ``rnnlab train`` tells of a net that adds: how many sums it gets right, also of longer numbers."""

from __future__ import annotations

from typing import Any

from rnnlab.cli.training import Training
from rnnlab.cli.words import say
from rnnlab.core.adding import Result, trial_lengths, try_sums
from rnnlab.core.tasks import task_of
from rnnlab.core.tasks.addition import Addition


def _results(training: Training) -> list[Result]:
    """Run sums of every length on trial; none for another task."""
    task = task_of(training.begun.experiment)
    if not isinstance(task, Addition) or training.status == "diverged":
        return []
    shape, parameters = training.begun.shape, training.state.parameters
    return [list(try_sums(shape, parameters, bits))[-1] for bits in trial_lengths(task.bits)]


def sums_content(training: Training) -> dict[str, Any]:
    """Return the counts for JSON, by the number of bits."""
    found = {
        str(result.bits): {"right": result.right, "total": result.total, "every_pair": result.is_all}
        for result in _results(training)
    }
    return {"sums": found} if found else {}


def sums_lines(training: Training, language: str) -> list[str]:
    """Return a line for every length."""
    return [
        say(
            "train.sums",
            language,
            bits=result.bits,
            right=f"{result.right:,}",
            total=f"{result.total:,}",
            which=say("train.every_pair" if result.is_all else "train.some_pairs", language),
        )
        for result in _results(training)
    ]
