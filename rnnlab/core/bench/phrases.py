"""How long it takes to learn a phrase book, and to answer while somebody types.

Two books of phrases of up to 20 letters. *Words*: made of Korean words, so that many begin alike and some
stand there twice, as in a real one. *Letters*: 20 letters each, at random after a beginning shared with
another phrase, the hardest there is to learn by heart.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from rnnlab.core.bench import Emit, Results
from rnnlab.core.bench.timing import duration, table
from rnnlab.core.cells import catalogue, kernel
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.phrases.judge import Judgement
from rnnlab.core.phrases.search import look_ahead
from rnnlab.core.tasks import task_of
from rnnlab.core.tasks.phrases import Phrases, fitting_size
from rnnlab.core.training import Goal
from rnnlab.core.training_state import TrainingState

PHRASES, LETTERS, SEEDS, BAR = 200, 20, 5, 10.0
"""Phrases, letters of the longest, seeds, and the seconds that it may take on two processors."""
MOST_STEPS = 4_000
OPTIMIZER = OptimizerSettings("adam", 0.01)
LOOKS = 9
_WORDS = (
    "푸른 하얀 붉은 검은 오래된 새로운 조용한 그리운 멀어진 다가온 첫 마지막 봄날의 여름의 가을의 겨울의",
    "바다 하늘 언덕 골목 편지 노래 기억 약속 정류장 우산 그림자 창문 계절 기차 바람 거리 나무 시간",
    "속으로 너머로 위에_서서 아래의_사람 처럼_웃던_날 끝에서_부르는_너 에게_보내는_말 의_온도 _",
)
_NO_STEPS = np.zeros(0, np.int64)


def book_of_words(count: int, longest: int = LETTERS) -> list[str]:
    """Return phrases of three words each, a tenth of them a second time."""
    generator = np.random.default_rng(0)
    phrases: list[str] = []
    while len(phrases) < count:
        if phrases and generator.random() < 0.1:
            phrases.append(phrases[generator.integers(len(phrases))])
            continue
        words = (str(generator.choice(row.split())).replace("_", " ") for row in _WORDS)
        phrase = " ".join(words).strip()
        if len(phrase) <= longest:
            phrases.append(phrase)
    return phrases


def book_of_letters(count: int, longest: int = LETTERS) -> list[str]:
    """Return phrases of random syllables; most begin like another one."""
    generator = np.random.default_rng(0)
    syllables = [chr(0xAC00 + int(number)) for number in generator.choice(11_172, 400, replace=False)]
    phrases: list[str] = []
    while len(phrases) < count:
        begin = ""
        if phrases and generator.random() < 0.6:
            other = phrases[generator.integers(len(phrases))]
            begin = other[: generator.integers(1, longest * 3 // 4)]
        rest = [str(generator.choice(syllables)) for _ in range(longest - len(begin))]
        phrases.append(begin + "".join(rest))
    return phrases


def measure(emit: Emit) -> Results:
    """Train the first cell on both books until the shares are right, from several seeds; then look ahead."""
    kernel.prepare(catalogue.load(catalogue.first()))
    heads = ("learnt", "steps: median", "most", "time: median", "most", "bar")
    title = f"{PHRASES} phrases, {OPTIMIZER.kind} {OPTIMIZER.learning_rate}, {SEEDS} seeds"
    rows = [[title, *heads, "decidable", "shares", "looking ahead"]]
    results: Results = {}
    for name, phrases in (("words", book_of_words(PHRASES)), ("letters", book_of_letters(PHRASES))):
        results[name] = _measure_book(phrases)
        rows.append(_row(name, results[name]))
    for line in table(rows):
        emit(line)
    return results


def _measure_book(phrases: list[str]) -> dict[str, Any]:
    task = task_of(Experiment(task="phrases", phrases="\n".join(phrases)))
    assert isinstance(task, Phrases)
    cell, size = catalogue.load(catalogue.first()), fitting_size(task.book)
    shape = NetShape(cell, task.input_size, size, 1, task.output_size)
    runs = [_train(task, shape, seed) for seed in range(SEEDS)]
    judgements = [run.judgement for run in runs]
    return {
        "symbols": task.input_size,
        "hidden_size": size,
        "learnt": sum(judgement.is_learnt for judgement in judgements),
        "steps": [run.state.step for run in runs],
        "seconds": [run.seconds for run in runs],
        "bar": BAR,
        "right": min(judgement.right for judgement in judgements),
        "decidable": judgements[0].decidable,
        "ambiguous": judgements[0].ambiguous,
        "furthest_share": max(j.furthest_share.size if j.furthest_share else 0.0 for j in judgements),
        "look_seconds": _time_look(task, shape, runs[0].state),
    }


def _row(name: str, found: dict[str, Any]) -> list[str]:
    steps, seconds = found["steps"], found["seconds"]
    return [
        f"{name}, V{found['symbols']} H{found['hidden_size']}",
        f"{found['learnt']} of {SEEDS}",
        f"{median(steps):g}",
        f"{max(steps)}",
        duration(median(seconds)),
        duration(max(seconds)),
        duration(BAR),
        f"{found['right']}/{found['decidable']}",
        f"±{100 * found['furthest_share']:.1f} points",
        duration(found["look_seconds"]),
    ]


@dataclass(frozen=True, eq=False)
class _Run:
    seconds: float
    judgement: Judgement
    state: TrainingState


def _train(task: Phrases, shape: NetShape, seed: int) -> _Run:
    """Train until learnt, judging as often as training in the window does."""
    runner = CompiledRunner(shape, task.batch())
    state = TrainingState.fresh(initialise(shape, seed))
    goal = Goal.of(task, shape)
    assert goal is not None
    started = time.perf_counter()
    while state.step < MOST_STEPS:
        chunk = runner.advance(state, OPTIMIZER, goal.every, False, _NO_STEPS)
        if chunk.correct[-1] == chunk.total and goal.reached(state.parameters):
            break
    seconds = time.perf_counter() - started
    return _Run(seconds, task.judge.judge(shape, state.parameters), state)


def _time_look(task: Phrases, shape: NetShape, state: TrainingState) -> float:
    """Return how long a completion takes after the second letter of some phrases, the median."""
    times = []
    for phrase in task.book.encoded[:LOOKS]:
        started = time.perf_counter()
        look_ahead(shape, state.parameters, phrase[:3], end=task.end, longest=task.book.longest)
        times.append(time.perf_counter() - started)
    return median(times)
