"""Nets of phrase books on the command line: what comes next, continuations, how well a book is known."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from rnnlab.cli.loaded import Loaded
from rnnlab.cli.output import print_json, short, table
from rnnlab.cli.words import say
from rnnlab.core.generate import write
from rnnlab.core.net import Float32Array, FloatArray, NetShape
from rnnlab.core.phrases.book import LENGTH_LIMIT
from rnnlab.core.phrases.judge import Judgement
from rnnlab.core.phrases.search import Outlook, look_ahead
from rnnlab.core.tasks.phrases import Phrases


def complete_phrase(
    loaded: Loaded,
    task: Phrases,
    prefix: tuple[int, ...],
    values: argparse.Namespace,
    language: str,
) -> None:
    """Print how a beginning goes on.

    Parameters
    ----------
    loaded, task
        The net and its book.
    prefix
        Indices, the end symbol first.
    values
        ``length``, ``temperature``, ``seed``, ``top``, ``candidates`` and ``json`` of the command.
    language
        ``"en"`` or ``"ko"``.
    """
    longest = LENGTH_LIMIT if values.length is None else values.length
    outlook = look_ahead(
        loaded.shape, loaded.parameters, prefix, end=task.end, longest=longest, count=values.top
    )
    written = outlook.greedy.symbols
    if values.temperature > 0:
        written = tuple(_drawn(loaded, task, prefix, values, longest))
    if values.json:
        print_json(_content(loaded, task, outlook, written, values.top))
    elif values.candidates:
        print(candidates(loaded, outlook.probabilities, prefix, values.top, language))
        print()
        print(_continuations(task, outlook, language))
    else:
        print(_text(task, (*prefix[1:], *written)))


def _drawn(
    loaded: Loaded, task: Phrases, prefix: tuple[int, ...], values: argparse.Namespace, longest: int
) -> Iterator[int]:
    generator = np.random.Generator(np.random.PCG64(values.seed))
    writing = write(
        loaded.shape, loaded.parameters, prefix, temperature=values.temperature, generator=generator
    )
    for symbol in islice(writing, longest):
        if symbol.symbol == task.end:
            return
        yield symbol.symbol


def candidates(
    loaded: Loaded, probabilities: FloatArray, prefix: Sequence[int], top: int, language: str
) -> str:
    """Return a table of the most probable next symbols; with a phrase book, their shares in it, too."""
    best = np.argsort(-probabilities, kind="stable")[:top]
    book = loaded.task.tree.after(prefix) if isinstance(loaded.task, Phrases) else None
    rows = [(say("complete.symbol", language), say("complete.net", language))]
    rows += [(loaded.shown(int(index)) or "", f"{probabilities[index]:.1%}") for index in best]
    if book is None:
        return table(rows)
    shares = [say("complete.book", language), *(f"{book.share(int(index)):.1%}" for index in best)]
    return table([(*row, share) for row, share in zip(rows, shares, strict=True)])


def _continuations(task: Phrases, outlook: Outlook, language: str) -> str:
    rows = [(say("complete.continuation", language), say("complete.net", language), "")]
    phrases = set(task.book.phrases)
    for found in outlook.continuations:
        whole = (*outlook.prefix[1:], *found.symbols)
        sign = "✓" if task.vocabulary.decode(whole) in phrases else ""
        rows.append((_text(task, whole), f"{found.probability:.1%}", sign))
    return table(rows)


def _text(task: Phrases, symbols: Sequence[int]) -> str:
    return "".join(task.vocabulary.decode(symbols))


def _content(
    loaded: Loaded, task: Phrases, outlook: Outlook, written: tuple[int, ...], top: int
) -> dict[str, Any]:
    best = np.argsort(-outlook.probabilities, kind="stable")[:top]
    book = task.tree.after(outlook.prefix)
    return {
        "prefix": _text(task, outlook.prefix[1:]),
        "phrase": _text(task, (*outlook.prefix[1:], *written)),
        "written": _text(task, written),
        "training_step": loaded.step,
        "candidates": [
            {
                "symbol": loaded.shown(int(index)),
                "probability": short(outlook.probabilities[index]),
                "share": None if book is None else book.share(int(index)),
            }
            for index in best
        ],
        "continuations": [
            {
                "text": _text(task, found.symbols),
                "probability": short(np.float32(found.probability)),
                "ended": found.ended,
            }
            for found in outlook.continuations
        ],
        "exact": outlook.is_exact,
    }


def judged(task: object, shape: NetShape, parameters: Float32Array) -> Judgement | None:
    """Return how well a net knows its book; None for another task."""
    return task.judge.judge(shape, parameters) if isinstance(task, Phrases) else None


def judgement_content(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement for JSON."""
    furthest = judgement.furthest_share
    return {
        "decidable": judgement.decidable,
        "right": judgement.right,
        "ambiguous": judgement.ambiguous,
        "largest_share_difference": None if furthest is None else furthest.size,
        "largest_difference": judgement.furthest.size,
        "learnt": judgement.is_learnt,
    }


def judgement_words(judgement: Judgement, step: int, language: str) -> str:
    """Say how well a net knows its book."""
    words = say(
        "train.learnt" if judgement.is_learnt else "train.not_learnt",
        language,
        step=f"{step:,}",
        right=judgement.right,
        decidable=judgement.decidable,
    )
    if judgement.furthest_share is None:
        return words
    points = f"{100 * judgement.furthest_share.size:.1f}"
    return f"{words} {say('train.shares', language, count=judgement.ambiguous, points=points)}"
