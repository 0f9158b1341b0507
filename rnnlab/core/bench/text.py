"""Character models beside torch: training speed, writing speed, and how well they learn.

Speeds are measured on one processor core, training also on all of them. ``RNNLAB_BENCH_TEXT`` names a text
file to learn from in place of the bundled sonnets.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from rnnlab.core.bench import Emit, Results, plain, text_peers
from rnnlab.core.bench.text_peers import CellByCell, Layered, Trainer
from rnnlab.core.bench.timing import Work, interleaved, table
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.kernel import Hire, Writer
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.text import corpora
from rnnlab.core.text.corpus import Corpus, CorpusChoice
from rnnlab.core.text.engine_torch import has_bfloat16
from rnnlab.core.text.engines import EnginePlan, make, no_states
from rnnlab.core.text.record import Record
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.training import BITS, Controls, TextRun, take, train
from rnnlab.core.text.windows import Position, split, validation_windows
from rnnlab.core.training_state import TrainingState

TEXT_VARIABLE = "RNNLAB_BENCH_TEXT"
SYMBOLS = 65
PLAIN, PORT = "nn.LSTM + Adam", "letter by letter"
COMPILED, TORCH, MIXED = "compiled", "torch", "torch bfloat16"
_PLANS = {
    COMPILED: EnginePlan("compiled"),
    TORCH: EnginePlan("torch"),
    MIXED: EnginePlan("torch", precision="bfloat16"),
}
EQUAL_STEPS = 800
MINUTE = 60.0
_SECONDS = 0.3


@dataclass(frozen=True)
class Size:
    """A net and its windows."""

    hidden: int
    layers: int
    steps: int
    sequences: int

    def __str__(self) -> str:
        return f"H{self.hidden} L{self.layers} T{self.steps} B{self.sequences}"

    def shape(self) -> NetShape:
        """Return the net, of the cell that torch has fused, as the peers have."""
        return NetShape(catalogue.load(TextSettings().cell), SYMBOLS, self.hidden, self.layers, SYMBOLS)


SIZES = (Size(128, 1, 50, 50), Size(256, 2, 100, 32), Size(512, 1, 50, 32))
WRITERS = (Size(128, 1, 1, 1), Size(128, 2, 1, 1), Size(512, 1, 1, 1))


def measure(emit: Emit, hire: Hire | None = None) -> Results:
    """Measure everything; with threads to hire also training on several processor cores."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        results: Results = {"training": _training(emit, hire)}
        emit("")
        results["writing"] = _writing(emit)
        emit("")
        results["learning"] = _learning(emit)
        emit("")
        results["minute"] = _minute(emit, hire)
    finally:
        torch.set_num_threads(threads)
    return results


def _training(emit: Emit, hire: Hire | None) -> Results:
    cores = (os.cpu_count() or 1) if hire is not None else 1
    emit(f"Training on text, characters a second, medians of turns; ×{cores}: with {cores} threads")
    results: Results = {}
    rows: list[list[str]] = []
    for size in SIZES:
        with ExitStack() as open_engines:
            contestants = _contestants(size, 1, None, open_engines)
            if cores > 1:
                contestants |= _contestants(size, cores, hire, open_engines)
            times = interleaved(contestants, _SECONDS, rounds=5)
        speeds = {name: size.steps * size.sequences / seconds for name, seconds in times.items()}
        ratios = _ratios(speeds, cores)
        results[str(size)] = {"characters_per_second": plain(speeds), "ratios": plain(ratios)}
        rows += [[str(size), *speeds], ["", *(f"{speed:,.0f}" for speed in speeds.values())]]
        for line in table(rows[-2:]):
            emit(line)
        emit("  " + "; ".join(f"{_RATIOS[name]} {ratio:.2f}×" for name, ratio in ratios.items()))
    return results


def _contestants(size: Size, threads: int, hire: Hire | None, open_engines: ExitStack) -> dict[str, Work]:
    """Return who trains with so many threads."""
    found: dict[str, Work] = {
        PLAIN: _peer(Layered(SYMBOLS, size.hidden, size.layers), size),
        PORT: _peer(CellByCell(SYMBOLS, size.hidden, size.layers), size),
    }
    for name in (COMPILED, TORCH, *([MIXED] if has_bfloat16("cpu") else [])):
        found[name] = _engine(replace(_PLANS[name], threads=threads), size, hire, open_engines)
    return {_threaded(name, threads): _with_threads(work, threads) for name, work in found.items()}


def _threaded(name: str, threads: int) -> str:
    return name if threads == 1 else f"{name} ×{threads}"


def _with_threads(work: Work, threads: int) -> Work:
    def threaded(count: int) -> None:
        torch.set_num_threads(threads)
        work(count)

    return threaded


_RATIOS = {
    "plain": "best ÷ nn.LSTM",
    "port": "best ÷ letter by letter",
    "compiled": "compiled ÷ nn.LSTM",
    "plain_threads": "with threads: best ÷ better nn.LSTM",
    "port_threads": "best ÷ better letter by letter",
    "compiled_threads": "compiled ÷ better nn.LSTM",
}


def _ratios(speeds: Mapping[str, float], cores: int) -> dict[str, float]:
    """Compare on one core, and whatever each makes of all: a peer may be faster with one thread."""

    def best(names: Iterable[str], threads: tuple[int, ...]) -> float:
        labels = [_threaded(name, number) for name in names for number in threads]
        return max(speeds[label] for label in labels if label in speeds)

    found = {}
    for ending, threads in (("", (1,)), ("_threads", (1, cores)))[: 1 if cores == 1 else 2]:
        ours = best(_PLANS, threads)
        found[f"plain{ending}"] = ours / best([PLAIN], threads)
        found[f"port{ending}"] = ours / best([PORT], threads)
        found[f"compiled{ending}"] = best([COMPILED], threads[-1:]) / best([PLAIN], threads)
    return found


def _peer(net: Layered | CellByCell, size: Size) -> Work:
    trainer = Trainer(net, TextSettings())
    window = text_peers.made_up(SYMBOLS, size.steps, size.sequences)

    def work(count: int) -> None:
        for _ in range(count):
            trainer.train(window)

    return work


def _engine(plan: EnginePlan, size: Size, hire: Hire | None, open_engines: ExitStack) -> Work:
    shape, settings = size.shape(), TextSettings()
    engine = make(plan, shape, (size.steps, size.sequences), settings.clip_norm, 0.0, 0, hire)
    open_engines.enter_context(closing(engine))
    engine.load(TrainingState.fresh(initialise(shape, 0)), no_states(shape, size.sequences))
    window = text_peers.made_up(SYMBOLS, size.steps, size.sequences)

    def work(count: int) -> None:
        while count > 0:
            at_once = min(engine.windows_at_once, count)
            engine.train([window] * at_once, [settings.learning_rate] * at_once)
            engine.take_losses()
            count -= at_once

    return work


def _writing(emit: Emit) -> Results:
    emit("Writing one stream, characters a second on one processor core, medians of turns")
    rows = [["", "nn.LSTM, inference mode", "ours", "ours ÷ nn.LSTM"]]
    results: Results = {}
    for size in WRITERS:
        shape = size.shape()
        writer = Writer(shape, initialise(shape, 0))
        writer.write([0], [])

        def ours(count: int, writer: Writer = writer) -> None:
            writer.write([], np.random.default_rng(0).random(count, np.float32), 0.8)

        contestants: dict[str, Work] = {
            PLAIN: text_peers.writes(Layered(SYMBOLS, size.hidden, size.layers)),
            "ours": ours,
        }
        times = interleaved(contestants, _SECONDS / 2, rounds=5)
        speeds = {name: 1 / seconds for name, seconds in times.items()}
        ratio = speeds["ours"] / speeds[PLAIN]
        results[str(size)] = {"characters_per_second": plain(speeds), "ratio": float(ratio)}
        name = f"H{size.hidden} L{size.layers}"
        rows.append([name, *(f"{speed:,.0f}" for speed in speeds.values()), f"{ratio:.1f}×"])
    for line in table(rows):
        emit(line)
    return results


def _corpus() -> Corpus:
    path = os.environ.get(TEXT_VARIABLE)
    choice = CorpusChoice(corpora.OWN, path) if path else CorpusChoice()
    return corpora.finished(corpora.read(choice))


def _learning(emit: Emit) -> Results:
    """Compare losses after equally many steps with the plain loop's."""
    corpus = _corpus()
    settings = replace(TextSettings(), steps=EQUAL_STEPS, batch_size=50, learning_rate=0.004)
    run = TextRun(settings, corpus, catalogue.load(settings.cell))
    emit(f"Bits a character after {EQUAL_STEPS} steps on {corpus.title} (H128 L1 T50 B50): training, test")
    learnt, held = split(corpus.indices, settings.validation_share)
    del learnt
    windows = run.windows
    torch.manual_seed(0)
    trainer = Trainer(Layered(corpus.size, settings.hidden_size, settings.layers), settings)
    position, losses = Position(), []
    for _ in range(EQUAL_STEPS):
        losses.append(trainer.train(windows.at(position)) * BITS)
        position = windows.after(position)
    tests = list(validation_windows(held, windows.steps, windows.sequences))
    found = {PLAIN: (float(np.mean(losses[-50:])), trainer.measure(tests) * BITS)}
    for name in (COMPILED, TORCH, *([MIXED] if has_bfloat16("cpu") else [])):
        record = _trained(run, _PLANS[name])
        found[name] = (record.curve.recent() or 0.0, record.validations[-1][1])
    rows = [["", "training", "test", "test ÷ nn.LSTM's", "training ÷ float32's"]]
    for name, (loss, test) in found.items():
        against = found[TORCH][0] if name == MIXED else found[PLAIN][0]
        rows.append(
            [name, f"{loss:.3f}", f"{test:.3f}", f"{test / found[PLAIN][1]:.3f}×", f"{loss / against:.3f}×"]
        )
    for line in table(rows):
        emit(line)
    return {name: {"training": loss, "test": test} for name, (loss, test) in found.items()}


def _trained(run: TextRun, plan: EnginePlan | None) -> Record:
    state, record = run.begin(), Record.empty(run.shape.parameter_count)
    for report in train(run, state, Controls(run.settings.steps), plan):
        take(record, report)
    return record


def _minute(emit: Emit, hire: Hire | None) -> dict[str, Any]:
    """Train on the text for a minute, as a person does who presses the button."""
    corpus = _corpus()
    run = TextRun(replace(TextSettings(), steps=2500), corpus, catalogue.load(TextSettings().cell))
    state, record = run.begin(), Record.empty(run.shape.parameter_count)
    controls = Controls(run.settings.steps)
    began = time.perf_counter()
    for report in train(run, state, controls, hire=hire):
        take(record, report)
        is_over = time.perf_counter() - began > MINUTE
        controls.pause_requested = is_over and report.status != "preparing"
    seconds = time.perf_counter() - began
    step, test = record.best or (0, float("nan"))
    last = record.diary[-1]
    emit(f"{corpus.title}, {state.training.step} steps in {seconds:.0f} s, choosing the engine counted in;")
    emit(f"test loss {test:.3f} bits at best, at step {step}")
    shown = [entry for entry in record.diary if entry.step > 0][-2:]
    for entry in shown:
        emit(f"— step {entry.step}, real words {entry.measures['words'] or 0:.0%}:")
        for line in entry.text[:300].splitlines():
            emit(f"  {line}")
    return {
        "seconds": seconds,
        "steps": state.training.step,
        "best_test": test,
        "words": last.measures["words"],
    }


def summary(results: Results) -> Results:
    """Give what was promised, from the results of `measure`."""
    learning = results["learning"]
    return {
        "training": {size: found["ratios"] for size, found in results["training"].items()},
        "writing": {size: found["ratio"] for size, found in results["writing"].items()},
        "test_loss_ratio": learning[COMPILED]["test"] / learning[PLAIN]["test"],
    }
