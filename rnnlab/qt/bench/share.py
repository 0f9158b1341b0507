"""Training steps a second beside the window, as a share of the same backend without one.

Both train the same net from the same weights for the same time, in turns; without a window means on this
thread, with nothing else at work. The median of each is compared.
"""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median

from rnnlab.core.backends import BackendSelector
from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment
from rnnlab.core.history import History, LossCurve
from rnnlab.core.net import initialise
from rnnlab.core.training import Controls, train
from rnnlab.core.training_state import TrainingState
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.frames import BY_HAND
from rnnlab.qt.bench.watch import CELLS, Subject

__all__ = ["TITLE", "measure"]

TITLE = "training speed beside the window, as a share of the same backend alone"
PLAYING, RESTING = 0.85, 0.95
_ROUNDS = 5
_SECONDS = 1.5
_WARM_UP = 0.5
_ALONE_CHUNK = 0.05


def measure(*, long: bool = False) -> list[Figure]:
    """Compare cells at the defaults, and a larger net."""
    subject = Subject()
    rounds = _ROUNDS * (3 if long else 1)
    figures: list[Figure] = []
    for name in catalogue.names()[:CELLS]:
        figures += _compare(subject, replace(Experiment(), cell=name, stop=BY_HAND), name, rounds)
    larger = replace(Experiment(), vocabulary_text="A-Z", hidden_size=64, stop=BY_HAND)
    figures += _compare(subject, larger, "A-Z, H 64", rounds)
    subject.end()
    return figures


def _compare(subject: Subject, experiment: Experiment, name: str, rounds: int) -> list[Figure]:
    subject.begin(experiment)
    subject.session.train(by_hand=False)
    subject.wait_until(lambda: subject.session.run.choice.reason == "measured")
    alone, playing, resting = [], [], []
    for _ in range(rounds):
        subject.session.pause()
        subject.play_forever(on=False)
        subject.wait(0.1)
        alone.append(_alone(subject))
        playing.append(_in_window(subject, plays=True))
        resting.append(_in_window(subject, plays=False))
    rate = median(alone)
    remark = f"of {rate:,.0f} steps/s alone, medians of {rounds}"
    return [
        Figure(f"{name}: while the stage plays", median(playing) / rate, "share", PLAYING, True, remark),
        Figure(f"{name}: while it rests", median(resting) / rate, "share", RESTING, True, remark),
    ]


def _alone(subject: Subject) -> float:
    """Return steps a second on this thread, as the train command does them."""
    experiment, run = subject.session.experiment, subject.session.run
    state = TrainingState.fresh(initialise(run.shape, experiment.seed))
    controls = Controls(experiment.optimizer, BY_HAND, _ALONE_CHUNK)
    selector = BackendSelector(run.shape, run.batch, run.choice.name)
    history, curve = History(run.shape.parameter_count), LossCurve()
    begun, first = time.perf_counter(), -1
    for report in train(state, controls, selector, history.wanted):
        curve.extend(report.first_step, report.losses, report.correct / report.total)
        for step, parameters in zip(report.snapshot_steps, report.snapshots, strict=True):
            history.add(int(step), parameters)
        now = time.perf_counter()
        if first < 0 and now - begun > _WARM_UP:
            begun, first = now, report.step
        elif first >= 0 and now - begun > _SECONDS:
            break
    return (state.step - first) / (time.perf_counter() - begun)


def _in_window(subject: Subject, *, plays: bool) -> float:
    """Return steps a second beside the window, from the same weights on."""
    subject.session.reset()
    subject.session.train(by_hand=False)
    subject.play_forever(on=plays)
    subject.wait(_WARM_UP)
    run = subject.session.run
    first, begun = run.newest_step, time.perf_counter()
    subject.wait(_SECONDS)
    rate = (run.newest_step - first) / (time.perf_counter() - begun)
    subject.session.pause()
    return rate
