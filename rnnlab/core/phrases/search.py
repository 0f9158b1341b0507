"""What a net expects after a beginning: the next symbol, and whole continuations by beam search.

A continuation ends where the net writes the end symbol; its probability is the product over its symbols and
the end. Beam search keeps the few most probable beginnings of the same length. Here it says, too, whether
what it found is surely the best: no beginning that was dropped was more probable than the last continuation
returned, and going on never makes one more probable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rnnlab.core.cells.layer_interpreter import Clamp
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.phrases.readers import Int64Array, Readers

WIDTH = 12
"""Beginnings that are followed side by side."""
CONTINUATIONS = 5
"""Continuations returned."""

Prefix = tuple[int, ...]


@dataclass(frozen=True)
class Continuation:
    """How a beginning may go on.

    Attributes
    ----------
    symbols
        Without the end symbol; empty where the beginning is a whole phrase.
    probability
        Of all symbols and, if it is `ended`, the end after them.
    ended
        Whether the net wrote the end; else the longest length came first.
    """

    symbols: Prefix
    probability: float
    ended: bool = True


@dataclass(frozen=True, eq=False)
class Outlook:
    """What a net expects after a beginning.

    Attributes
    ----------
    prefix
        What was read.
    probabilities
        Softmax of the next symbol, (V,).
    greedy
        The continuation that takes the most probable symbol at every step.
    continuations
        The most probable ones that end, the best first; `greedy` need not be among them.
    is_exact
        Whether there is surely no more probable continuation of up to the longest length.
    """

    prefix: Prefix
    probabilities: FloatArray
    greedy: Continuation
    continuations: tuple[Continuation, ...]
    is_exact: bool


def look_ahead(
    shape: NetShape,
    parameters: FloatArray,
    prefix: Sequence[int],
    *,
    end: int,
    longest: int,
    clamps: Sequence[Clamp] = (),
    width: int = WIDTH,
    count: int = CONTINUATIONS,
) -> Outlook:
    """Let a net read a beginning and look for continuations.

    Parameters
    ----------
    shape, parameters
        The net; parameters flat (P,).
    prefix
        Symbol indices, at least one.
    end
        The symbol after which nothing comes.
    longest
        Most symbols of a continuation, at least 1.
    clamps
        Units held at a value.
    width
        Beginnings followed side by side.
    count
        Continuations wanted.
    """
    readers = Readers(shape, parameters, clamps)
    outputs = readers.read(np.asarray(prefix, np.int32)[:, None])[-1]  # (1, H)
    first = readers.log_probabilities(outputs).astype(np.float64)  # (1, V)
    greedy = _write_greedily(readers.branch(), first, end, longest)
    beam = _Beam(end, width, count)
    beam.take(first)
    while len(beam.rows) and beam.length <= longest:
        readers.keep(beam.rows)
        outputs = readers.read(beam.symbols[None, :, -1])[-1]  # (n, H)
        beam.take(readers.log_probabilities(outputs).astype(np.float64))
    return Outlook(tuple(prefix), np.exp(first[0]), greedy, beam.best(), beam.is_exact)


def _write_greedily(readers: Readers, scores: FloatArray, end: int, longest: int) -> Continuation:
    """Take the most probable symbol at every step."""
    symbols: list[int] = []
    total = 0.0
    while True:
        symbol = int(scores[0].argmax())
        if symbol != end and len(symbols) == longest:
            return Continuation(tuple(symbols), float(np.exp(total)), ended=False)
        total += float(scores[0, symbol])
        if symbol == end:
            return Continuation(tuple(symbols), float(np.exp(total)))
        symbols.append(symbol)
        outputs = readers.read([[symbol]])[-1]  # (1, H)
        scores = readers.log_probabilities(outputs)  # (1, V)


@dataclass
class _Beam:
    """The beginnings that are still followed, and the continuations found.

    Attributes
    ----------
    end, width, count
        See `look_ahead`.
    symbols
        What each of the n beginnings has written so far, (n, length).
    totals
        Their log-probabilities (n,).
    rows
        Which of the beginnings before each one goes on from, (n,).
    dropped
        The largest log-probability of those that are not followed any more.
    """

    end: int
    width: int
    count: int
    symbols: Int64Array = field(default_factory=lambda: np.zeros((1, 0), np.int64))
    totals: FloatArray = field(default_factory=lambda: np.zeros(1))
    rows: Int64Array = field(default_factory=lambda: np.zeros(1, np.int64))
    dropped: float = -np.inf
    _found: list[tuple[float, Prefix]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Symbols written so far."""
        return int(self.symbols.shape[1])

    @property
    def _worst(self) -> float:
        """The log-probability that a continuation must exceed to be returned."""
        return self._found[self.count - 1][0] if len(self._found) >= self.count else -np.inf

    def take(self, scores: FloatArray) -> None:
        """Go on by one symbol, given its log-probabilities after each beginning, (n, V)."""
        totals = self.totals[:, None] + scores  # (n, V)
        ended = [
            (float(total), tuple(map(int, own)))
            for total, own in zip(totals[:, self.end], self.symbols, strict=True)
        ]
        self._found = sorted([*self._found, *ended], key=lambda pair: (-pair[0], pair[1]))[: self.count]
        totals[:, self.end] = -np.inf
        flat = totals.ravel()  # (n·V,)
        if len(flat) > self.width:
            order = np.argpartition(-flat, self.width)[: self.width + 1]  # (w + 1,)
            self.dropped = max(self.dropped, float(flat[order[-1]]))
        else:
            order = np.arange(len(flat))  # (w,)
        order = order[: self.width]
        order = order[np.argsort(-flat[order], kind="stable")]
        order = order[flat[order] > self._worst]
        rows, symbols = np.divmod(order, scores.shape[1])  # (w,), (w,)
        self.rows, self.totals = rows, flat[order]
        self.symbols = np.concatenate([self.symbols[rows], symbols[:, None]], axis=1)  # (w, length)

    def best(self) -> tuple[Continuation, ...]:
        """Return the continuations found, the most probable first."""
        return tuple(Continuation(symbols, float(np.exp(total))) for total, symbols in self._found)

    @property
    def is_exact(self) -> bool:
        """Whether nothing that was dropped could have been returned."""
        return self.dropped <= self._worst
