"""How well a net knows its phrase book: its answers to every beginning, held against the book's.

Where the book has one continuation only, the answer is right or wrong. Elsewhere there are only shares, and
what counts is how far the net's probabilities are from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnlab.core.batch import Batch
from rnnlab.core.cells.layer_interpreter import Clamp
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.phrases.readers import Readers, blocks
from rnnlab.core.phrases.tree import Branching, PrefixTree

TOLERANCE = 0.05
"""A probability this near to the share in the book is as good as equal."""


@dataclass(frozen=True)
class Distance:
    """Where a probability is furthest from its share.

    Attributes
    ----------
    prefix
        The beginning.
    symbol
        The continuation.
    probability, share
        Of the net and in the book.
    """

    prefix: tuple[int, ...]
    symbol: int
    probability: float
    share: float

    @property
    def size(self) -> float:
        """How far apart they are, 0 to 1."""
        return abs(self.probability - self.share)


@dataclass(frozen=True)
class Judgement:
    """What a net knows of a book.

    Attributes
    ----------
    right, decidable
        Beginnings with one continuation that are answered rightly, and all of them.
    ambiguous
        Number of beginnings that go on in several ways.
    furthest_share
        The largest distance after one of these; None if there are none.
    furthest
        The largest distance after any beginning.
    """

    right: int
    decidable: int
    ambiguous: int
    furthest_share: Distance | None
    furthest: Distance

    @property
    def is_learnt(self) -> bool:
        """Whether every probability is as near to its share as `TOLERANCE`."""
        return self.right == self.decidable and self.furthest.size <= TOLERANCE


class Judge:
    """Puts every beginning of a book to nets of one shape.

    Parameters
    ----------
    tree
        The book's prefix tree.
    """

    def __init__(self, tree: PrefixTree) -> None:
        self._branchings = tree.branchings
        distinct = list(dict.fromkeys(tree.book.encoded))
        self._batch = Batch.of([(phrase[:-1], phrase[1:]) for phrase in distinct])
        places: dict[tuple[int, ...], tuple[int, int]] = {}
        for column in range(self._batch.size):
            inputs = tuple(self._batch.inputs[: self._batch.lengths[column], column].tolist())
            for t in range(len(inputs)):
                places.setdefault(inputs[: t + 1], (t, column))
        found = np.array([places[branching.prefix] for branching in self._branchings], np.int64)  # (n, 2)
        # in the order in which columns are read, block by block
        order = np.argsort(found[:, 1], kind="stable")  # (n,)
        self._branchings = tuple(self._branchings[place] for place in order)
        self._steps, self._columns = found[order].T  # (n,), (n,)

    def judge(self, shape: NetShape, parameters: FloatArray, clamps: Sequence[Clamp] = ()) -> Judgement:
        """Ask a net everything.

        Parameters
        ----------
        shape, parameters
            The net; parameters flat (P,).
        clamps
            Units held at a value.
        """
        counted = _Counted()
        for columns in blocks(self._batch.size, shape.hidden_size**2):
            first, last = np.searchsorted(self._columns, (columns.start, columns.stop))
            readers = Readers(shape, parameters, clamps)
            steps = int(self._batch.lengths[columns.start])
            outputs = readers.read(self._batch.inputs[:steps, columns])  # (T, b, H)
            chosen = outputs[self._steps[first:last], self._columns[first:last] - columns.start]  # (m, H)
            for rows in blocks(len(chosen), shape.hidden_size * shape.output_size):
                scores = readers.log_probabilities(chosen[rows])  # (r, V)
                counted.add(self._branchings[first + rows.start : first + rows.stop], np.exp(scores))
        return counted.judgement()


class _Counted:
    """What has been counted so far."""

    def __init__(self) -> None:
        self._right = self._decidable = self._ambiguous = 0
        self._furthest: Distance | None = None
        self._furthest_share: Distance | None = None

    def add(self, branchings: Sequence[Branching], probabilities: FloatArray) -> None:
        """Count the answers (r, V) after some beginnings."""
        distances = probabilities.copy()  # (r, V)
        likeliest = probabilities.argmax(axis=1)  # (r,)
        for row, branching in enumerate(branchings):
            for symbol in branching.counts:
                distances[row, symbol] -= branching.share(symbol)
        np.abs(distances, out=distances)
        furthest = distances.argmax(axis=1)  # (r,)
        for row, branching in enumerate(branchings):
            symbol = int(furthest[row])
            distance = distances[row, symbol]
            if self._furthest is None or distance > self._furthest.size:
                self._furthest = _distance(branching, symbol, probabilities[row])
            if branching.is_decidable:
                self._decidable += 1
                self._right += int(likeliest[row]) == branching.likeliest
                continue
            self._ambiguous += 1
            if self._furthest_share is None or distance > self._furthest_share.size:
                self._furthest_share = _distance(branching, symbol, probabilities[row])

    def judgement(self) -> Judgement:
        """Return what was found."""
        assert self._furthest is not None
        return Judgement(self._right, self._decidable, self._ambiguous, self._furthest_share, self._furthest)


def _distance(branching: Branching, symbol: int, probabilities: FloatArray) -> Distance:
    return Distance(branching.prefix, symbol, float(probabilities[symbol]), branching.share(symbol))
