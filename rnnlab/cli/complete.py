"""``rnnlab complete``: a trained net goes on from a beginning."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np

from rnnlab.cli.loaded import Loaded, add_arguments, load
from rnnlab.cli.output import print_json, short
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.phrases import candidates, complete_phrase
from rnnlab.cli.reading import answered, content_of, line_of
from rnnlab.cli.words import say
from rnnlab.core.generate import Written, write
from rnnlab.core.problems import Problem
from rnnlab.core.tasks.phrases import Phrases

LENGTH_LIMIT = 100_000
TEMPERATURE_LIMIT = 100.0


def run(arguments: Sequence[str], language: str) -> int:
    """Print the symbols the net writes, separated by spaces; with ``--json`` probabilities too."""
    values = _parser(language).read(arguments)
    _check("--length", values.length, 1, LENGTH_LIMIT)
    _check("--temperature", values.temperature, 0, TEMPERATURE_LIMIT)
    _check("--seed", values.seed, 0, 2**32 - 1)
    _check("--top", values.top, 1, LENGTH_LIMIT)
    loaded = load(values.file, values.step)
    if (found := answered(loaded, values.prefix)) is not None:
        if values.json:
            print_json(content_of(loaded, found))
        else:
            print(line_of(loaded, found, values.prefix))
        return 0
    prefix = loaded.prefix(values.prefix)
    if isinstance(loaded.task, Phrases):
        complete_phrase(loaded, loaded.task, prefix, values, language)
        return 0
    length = _rest(loaded, prefix) if values.length is None else values.length
    generator = np.random.Generator(np.random.PCG64(values.seed))
    writing = write(
        loaded.shape, loaded.parameters, prefix, temperature=values.temperature, generator=generator
    )
    written = list(islice(writing, length))
    if values.json:
        print_json(_content(loaded, prefix, written, values.top))
    elif values.candidates:
        print(candidates(loaded, written[0].probabilities, prefix, values.top, language))
    else:
        print(" ".join(loaded.shown(symbol.symbol) or "" for symbol in written))
    return 0


def _parser(language: str) -> Parser:
    parser = Parser("complete", language)
    add_arguments(parser, language)
    parser.options.add_argument(
        "--candidates", action="store_true", help=say("complete.candidates", language)
    )
    for name, kind, default in (
        ("length", int, None),
        ("temperature", float, 0.0),
        ("seed", int, 0),
        ("top", int, 5),
    ):
        parser.options.add_argument(
            f"--{name}",
            metavar="N" if kind is int else "X",
            type=number(f"--{name}", kind),
            default=default,
            help=say(f"complete.{name}", language),
        )
    return parser


def _check(option: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        raise Problem("command.range", "command", option=option, value=value, low=low, high=high)


def _rest(loaded: Loaded, prefix: tuple[int, ...]) -> int:
    """Return how many symbols the sequence still has; 1 where nobody knows."""
    symbols = list(prefix)
    while (following := loaded.task.expected(symbols)) is not None and len(symbols) < LENGTH_LIMIT:
        symbols.append(following)
    return max(len(symbols) - len(prefix), 1)


def _content(loaded: Loaded, prefix: tuple[int, ...], written: list[Written], top: int) -> dict[str, Any]:
    steps = []
    symbols = list(prefix)
    for one in written:
        best = np.argsort(-one.probabilities, kind="stable")[:top]
        steps.append(
            {
                "symbol": loaded.shown(one.symbol),
                "probability": short(one.probability),
                "expected": loaded.shown(loaded.task.expected(symbols)),
                "candidates": [
                    {"symbol": loaded.shown(int(index)), "probability": short(one.probabilities[index])}
                    for index in best
                ],
            }
        )
        symbols.append(one.symbol)
    return {
        "prefix": [loaded.shown(index) for index in prefix],
        "symbols": [step["symbol"] for step in steps],
        "probabilities": [step["probability"] for step in steps],
        "training_step": loaded.step,
        "steps": steps,
    }
