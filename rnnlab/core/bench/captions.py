"""Caption nets beside plain loops in torch: pictures a second, and the time until captions are right.

All learn the usual settings from the same pictures, drawn anew for every step, on as many processor cores as
training uses, and take turns. One loop uses the lab's optimiser and so does the same work; the other one uses
Adam, which takes less time a step and needs more steps.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from rnnlab.core.bench import Emit, Results, plain
from rnnlab.core.bench.captions_peers import PeerTrainer
from rnnlab.core.bench.timing import Work, duration, interleaved, table
from rnnlab.core.captions.decoding import Decoder
from rnnlab.core.captions.examination import features_of, judged
from rnnlab.core.captions.parts import Spread, in_turn
from rnnlab.core.captions.pictures import DrawnPictures, Examples
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape, initial
from rnnlab.core.captions.training import CHUNK_SECONDS, EXAMINATIONS, CaptionTrainer
from rnnlab.core.training_state import TrainingState

SETTINGS = CaptionSettings()
PICTURES: int | None = None
"""In the examination; None for as many as the lab has."""
RIGHT = 0.95
"""Share of captions that must be right word for word."""
THREADS = min(os.cpu_count() or 1, 4)
OURS, PEER, ADAM = "ours", "nn.Conv2d + nn.RNN", "… with Adam"
_NO_STEPS = np.zeros(0, np.int64)


@dataclass
class _Contestant:
    """Trains, and says how good it has become."""

    train: Callable[[int, int], None]
    share: Callable[[], float]
    seconds: float = 0.0
    best: float = 0.0
    reached: float | None = None

    def work(self) -> Work:
        """Return what trains so many steps more, for `interleaved`."""
        done = 0

        def work(count: int) -> None:
            nonlocal done
            self.train(done, count)
            done += count

        return work


def measure(emit: Emit, spread: Spread = in_turn, *, short: bool = False) -> Results:
    """Measure the speed and, unless it shall be short, how long learning takes.

    Parameters
    ----------
    emit
        Gets every line.
    spread
        Does the parts of our training steps; torch has as many threads for the loops.
    short
        Whether only the speed is measured.
    """
    threads = torch.get_num_threads()
    try:
        results = _speed(emit, spread)
        if not short:
            emit("")
            results["learning"] = _learning(emit, spread)
    finally:
        torch.set_num_threads(threads)
    return results


def _contestants(spread: Spread) -> dict[str, _Contestant]:
    source = DrawnPictures.of(SETTINGS)
    examined = source.examination if PICTURES is None else source.examples(PICTURES, "held_out", [0])
    shape = CaptionShape.of(SETTINGS, source.words.size)
    trainer = CaptionTrainer(shape, replace(SETTINGS, device="cpu"), source)
    state = TrainingState.fresh(initial(shape, SETTINGS.seed))

    def train_ours(_: int, count: int) -> None:
        trainer.advance(state, count, _NO_STEPS, spread)

    def share_of_ours() -> float:
        features = features_of(trainer.module, examined.pictures, spread)  # (N, F)
        said = Decoder(shape, state.parameters).greedy(features, source.longest + 1)  # (N, T)
        return judged(said, examined, source.words, SETTINGS.language).share

    return {
        OURS: _Contestant(train_ours, share_of_ours),
        PEER: _peer(shape, source, examined, orthogonal_steps=True),
        ADAM: _peer(shape, source, examined, orthogonal_steps=False),
    }


def _peer(
    shape: CaptionShape, source: DrawnPictures, examined: Examples, *, orthogonal_steps: bool
) -> _Contestant:
    torch.manual_seed(SETTINGS.seed)
    peer = PeerTrainer(shape, SETTINGS, orthogonal_steps=orthogonal_steps)

    def train(first: int, count: int) -> None:
        torch.set_num_threads(THREADS)  # ours takes one for each part
        for step in range(first, first + count):
            peer.train(source.batch(step, SETTINGS.batch_size), step)

    def share() -> float:
        torch.set_num_threads(THREADS)
        said = peer.say(examined.pictures, source.longest + 1)  # (N, T)
        return judged(said, examined, source.words, SETTINGS.language).share

    return _Contestant(train, share)


def _speed(emit: Emit, spread: Spread) -> Results:
    emit(f"Captions: training pictures a second on {THREADS} processor cores, drawing counted in")
    works = {name: contestant.work() for name, contestant in _contestants(spread).items()}
    times = interleaved(works, CHUNK_SECONDS, rounds=9)
    speeds = {name: SETTINGS.batch_size / seconds for name, seconds in times.items()}
    ratios = {name: speeds[OURS] / speed for name, speed in speeds.items() if name != OURS}
    rows = [["", "pictures/s", "ours in comparison"]]
    rows += [[name, f"{speed:,.0f}", _times(ratios.get(name))] for name, speed in speeds.items()]
    for line in table(rows):
        emit(line)
    return {"threads": THREADS, "pictures_per_second": plain(speeds), "ratios": plain(ratios)}


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}×"


def _learning(emit: Emit, spread: Spread) -> Results:
    """Train all in turns until each has learnt enough, or to the end of the schedule."""
    emit(f"Until {RIGHT:.0%} of captions are right word for word, on combinations that training never shows")
    contestants = _contestants(spread)
    between = max(SETTINGS.steps // EXAMINATIONS, 1)
    for first in range(0, SETTINGS.steps, between):
        for contestant in contestants.values():
            if contestant.reached is None:
                _train_on(contestant, first, min(between, SETTINGS.steps - first))
    found = {name: contestant.reached for name, contestant in contestants.items()}
    ours = found[OURS]
    ratios = {
        name: None if ours is None or seconds is None else seconds / ours
        for name, seconds in found.items()
        if name != OURS
    }
    rows = [["", "time", "best share", "ours in comparison"]]
    for name, contestant in contestants.items():
        time_taken = "–" if contestant.reached is None else duration(contestant.reached)
        rows.append([name, time_taken, f"{contestant.best:.1%}", _times(ratios.get(name))])
    for line in table(rows):
        emit(line)
    best = plain({name: contestant.best for name, contestant in contestants.items()})
    return {"seconds": found, "best_share": best, "ratios": ratios}


def _train_on(contestant: _Contestant, first: int, count: int) -> None:
    """Train some steps more; only training is timed, not the examination."""
    started = time.perf_counter()
    contestant.train(first, count)
    contestant.seconds += time.perf_counter() - started
    share = contestant.share()
    contestant.best = max(contestant.best, share)
    if share >= RIGHT:
        contestant.reached = contestant.seconds
