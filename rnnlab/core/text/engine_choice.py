"""Which engine is the fastest for a net on this machine: measured, not guessed.

The choice decides in which order numbers are added, so it is kept with the run: the same choice gives the
same numbers, and a checkpoint goes on with the choice it was begun with where the machine has it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from rnnlab.core.cells.kernel import Hire
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.problems import Problem
from rnnlab.core.text.engines import EnginePlan, make, no_states
from rnnlab.core.text.settings import TextSettings, out_of_memory
from rnnlab.core.text.windows import Window
from rnnlab.core.training_state import TrainingState

THREADS_GAIN = 1.3
"""Several threads are taken only if they were faster than one by this factor."""
TRIAL_SECONDS = 0.25
"""How long an engine is tried, at least one step."""


@dataclass(frozen=True)
class Trial:
    """How fast an engine was.

    Attributes
    ----------
    plan
        Which one.
    characters_per_second
        Of training; 0 if it could not be used.
    problem
        Why it could not.
    """

    plan: EnginePlan
    characters_per_second: float
    problem: Problem | None = None


def candidates(settings: TextSettings) -> tuple[EnginePlan, ...]:
    """Return the engines that a person's settings leave, the likeliest first."""
    from rnnlab.core.text.engine_torch import has_bfloat16, is_available

    found: list[EnginePlan] = []
    for device in ("cuda", "mps"):
        if settings.device in ("auto", device) and settings.backend != "compiled":
            if is_available(device):
                found += _torch_plans(settings, device, has_bfloat16=has_bfloat16(device))
            elif settings.device == device:
                raise Problem("backend.unavailable", "device", backend="torch", detail=device)
    if settings.device in ("auto", "cpu") and not (found and settings.device == "auto"):
        has_dropout = settings.dropout > 0 and settings.layers > 1
        if settings.backend != "torch" and not has_dropout and settings.precision != "bfloat16":
            found.append(EnginePlan("compiled", threads=settings.threads or _cores()))
        if settings.backend != "compiled" or not found:
            found += _torch_plans(settings, "cpu", has_bfloat16=has_bfloat16("cpu"))
    return tuple(found)


def _cores() -> int:
    return max(os.cpu_count() or 1, 1)


def _torch_plans(settings: TextSettings, device: str, *, has_bfloat16: bool) -> list[EnginePlan]:
    cores = _cores()
    counts = [settings.threads] if settings.threads else sorted({1, max(cores // 2, 1), cores})
    if device != "cpu":
        counts = [settings.threads or 1]
    precisions = [settings.precision] if settings.precision != "auto" else ["float32"]
    if settings.precision == "auto" and has_bfloat16:
        precisions.append("bfloat16")
    return [
        EnginePlan("torch", device, "bfloat16" if precision == "bfloat16" else "float32", threads)
        for threads in counts
        for precision in precisions
    ]


def trials(
    settings: TextSettings, shape: NetShape, sizes: tuple[int, int], hire: Hire | None = None
) -> Iterator[Trial]:
    """Try every candidate on made-up windows; yields as it goes, so that it can be given up at any time."""
    for plan in candidates(settings):
        yield _try(plan, settings, shape, sizes, hire)


def fastest(found: list[Trial]) -> EnginePlan:
    """Return the fastest of some trials.

    Raises
    ------
    Problem
        The first trial's problem if none could be used.
    """
    best = max(found, key=lambda trial: trial.characters_per_second / _handicap(trial.plan))
    if best.characters_per_second <= 0:
        raise best.problem or Problem("training.memory", "hidden_size")
    return best.plan


def _handicap(plan: EnginePlan) -> float:
    """Return how much faster a plan has to be than one on a single core.

    Several threads wait for each other, and as soon as anything else runs they all wait for the slowest.
    Compiled code notices that and does without.
    """
    return THREADS_GAIN if plan.threads > 1 and plan.backend != "compiled" else 1.0


def fixed_plan(settings: TextSettings) -> EnginePlan | None:
    """Return the engine if a person's settings leave only one, so that nothing needs to be measured."""
    found = candidates(settings)
    return found[0] if len(found) == 1 else None


def _try(
    plan: EnginePlan, settings: TextSettings, shape: NetShape, sizes: tuple[int, int], hire: Hire | None
) -> Trial:
    from rnnlab.core.text.engine_torch import is_out_of_memory

    steps, sequences = sizes
    symbols = np.random.default_rng(0).integers(0, shape.input_size, (steps + 1, sequences)).astype(np.int32)
    window = Window(symbols[:-1], symbols[1:], is_first=False)
    try:
        engine = make(plan, shape, sizes, settings.clip_norm, settings.dropout, 0, hire)
        with closing(engine):
            engine.load(TrainingState.fresh(initialise(shape, 0)), no_states(shape, sequences))
            engine.train([window], [1e-4])
            engine.take_losses()
            began, count = time.perf_counter(), 0
            while count == 0 or time.perf_counter() - began < TRIAL_SECONDS:
                at_once = engine.windows_at_once
                engine.train([window] * at_once, [1e-4] * at_once)
                engine.take_losses()
                count += at_once
            seconds = time.perf_counter() - began
    except Problem as problem:
        return Trial(plan, 0.0, problem)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        return Trial(plan, 0.0, out_of_memory(settings))
    return Trial(plan, count * steps * sequences / seconds)


def usable(plan: EnginePlan, settings: TextSettings) -> EnginePlan | None:
    """Return what computes the same here as a choice that may have been made on another machine, if any."""
    try:
        found = candidates(settings)
    except Problem:
        return None
    alike = (other for other in found if other == plan or other.backend == plan.backend == "compiled")
    return next(alike, None)
