"""``rnnlab sample``: a net that has learnt a text writes."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rnnlab.cli.output import ProgressLine
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.words import say
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.text import store
from rnnlab.core.text.diary import beginning
from rnnlab.core.text.sampling import LENGTH_LIMIT, SamplingSettings, write
from rnnlab.core.text.store import SavedText
from rnnlab.session.sentences import sentence

_CHUNK = 64
_LONG = 20_000
"""From so many characters on the speed is told at the end."""
DEFAULT_LENGTH = 500


def run(arguments: Sequence[str], language: str) -> int:
    """Write to standard output, in pieces, as fast as the net does."""
    values = _parser(language).read(arguments)
    sampling = SamplingSettings(values.temperature, values.top_k, values.top_p, values.seed).validated()
    length = values.length
    if not 1 <= length <= LENGTH_LIMIT:
        raise Problem("command.range", "command", option="--length", value=length, low=1, high=LENGTH_LIMIT)
    saved = store.load(Path(values.file))
    shape = saved.run.shape
    parameters = _weights(saved, values.step, language, newest=values.newest)
    corpus = saved.run.corpus
    prime = values.prime or ""
    symbols, missing = corpus.encode(prime)
    if missing:
        problem = Problem("text.unknown_characters", "prime", characters=missing[:40])
        print(sentence(problem, language), file=sys.stderr)
    given = symbols if len(symbols) else beginning(corpus)
    sys.stdout.write(corpus.decode(symbols))
    line, began, done = ProgressLine(), time.perf_counter(), 0
    # on a terminal small pieces look like writing; into a file large ones are faster
    chunk = _CHUNK if sys.stdout.isatty() else 16 * _CHUNK
    for written in write(shape, parameters, given, length, sampling, chunk):
        sys.stdout.write(corpus.decode(written))
        done += len(written)
        if sys.stdout.isatty():
            sys.stdout.flush()
        else:
            line.show(_told("sample.progress", language, done, began, length))
    line.clear()
    if sys.stdout.isatty():
        print()
    if length >= _LONG:
        print(_told("sample.finished", language, done, began, length), file=sys.stderr)
    return 0


def _weights(saved: SavedText, step: int | None, language: str, *, newest: bool) -> Float32Array:
    """Return the weights (P,) that write: of a step, else the best unless the newest are wanted."""
    training, record = saved.state.training, saved.record
    if step is not None and step < training.step and len(record.shelf):
        return record.weights_near(step)[1]
    best = record.best_weights
    if newest or step is not None or best is None:
        return training.parameters
    if best.step != training.step:
        steps = {"step": f"{best.step:,}", "last": f"{training.step:,}"}
        print(say("sample.best", language, **steps, loss=f"{best.loss:.3f}"), file=sys.stderr)
    return best.parameters


def _told(key: str, language: str, done: int, began: float, length: int) -> str:
    seconds = max(time.perf_counter() - began, 1e-9)
    return say(
        key,
        language,
        done=f"{done:,}",
        length=f"{length:,}",
        seconds=f"{seconds:.2f}",
        rate=f"{done / seconds:,.0f}",
    )


def _parser(language: str) -> Parser:
    parser = Parser("sample", language)
    default = SamplingSettings()
    parser.positionals.add_argument("file", metavar="FILE", help=say("sample.file", language))
    parser.options.add_argument("--prime", metavar="TEXT", help=say("sample.prime", language))
    for name, kind, value in (
        ("length", int, DEFAULT_LENGTH),
        ("temperature", float, default.temperature),
        ("top-k", int, default.top_count),
        ("top-p", float, default.top_mass),
        ("seed", int, default.seed),
        ("step", int, None),
    ):
        parser.options.add_argument(
            f"--{name}",
            metavar="N" if kind is int else "X",
            type=number(f"--{name}", kind),
            default=value,
            help=say(f"sample.{name.replace('-', '_')}", language, default=value),
        )
    parser.options.add_argument("--newest", action="store_true", help=say("sample.newest", language))
    return parser
