"""Looking inside: a text read by the net, for one unit's colours and what was expected at every letter."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.inside import LONGEST_TEXT, Inside, look
from rnnlab.core.vocabulary import Vocabulary
from rnnlab.session.text.worker import NewestWorker, Worker, training_problem


@dataclass(frozen=True, eq=False)
class InsideView:
    """A text as the net read it.

    Attributes
    ----------
    text
        Character for character what the net read; characters it does not know are left out.
    missing
        Those characters.
    step
        Training step of the weights.
    shape, parameters
        The net.
    inside
        What happened.
    """

    text: str
    missing: str
    step: int
    shape: NetShape
    parameters: Float32Array
    inside: Inside


class Looker:
    """Reads texts in a worker; the newest request wins."""

    def __init__(self) -> None:
        self.view: InsideView | None = None
        self._newest: NewestWorker[InsideView, None] = NewestWorker()

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return self._newest.is_busy

    def look(self, corpus: Corpus, shape: NetShape, parameters: Float32Array, text: str, step: int) -> None:
        """Have a text read; the `view` follows at a poll.

        Raises
        ------
        Problem
            ``text.nothing_known`` at ``"inside"`` if the net knows none of its characters.
        """
        symbols, missing = corpus.encode(text[:LONGEST_TEXT])
        if not len(symbols):
            raise Problem("text.nothing_known", "inside")
        known = corpus.decode(symbols)
        seen, wanted = self.view, (known, missing, step)
        if not self.is_busy and seen and (seen.text, seen.missing, seen.step) == wanted:
            return  # nothing would be another

        def work() -> Generator[InsideView, None, None]:
            inside = look(shape, parameters, symbols, known)
            yield InsideView(known, missing, step, shape, parameters, inside)

        self._newest.start(Worker(work, training_problem))

    def poll(self) -> tuple[bool, Problem | None]:
        """Take what is done: whether anything is new, and a problem."""
        delivery = self._newest.take()
        if delivery is None:
            return False, None
        for item in delivery.items:
            self.view = item
        return bool(delivery.items), delivery.problem

    def forget(self) -> None:
        """Show nothing any more."""
        self._newest.retire()
        self.view = None

    def close(self) -> None:
        """End every thread and wait for it."""
        self._newest.close()


def labels_of(corpus: Corpus) -> tuple[str, ...]:
    """Return what each symbol looks like on the stage, (V,)."""
    return tuple(Vocabulary.display(symbol) for symbol in corpus.symbols)


def shares(view: InsideView, place: int, corpus: Corpus) -> tuple[tuple[str, float], ...]:
    """Return the likeliest characters after a place in the text, with their probabilities."""
    symbols = view.inside.likeliest[place]  # (5,)
    letters = corpus.decode(np.asarray(symbols))
    return tuple(zip(letters, map(float, view.inside.probabilities[place]), strict=True))
