"""Reading texts in the background; the last few stay at hand."""

from __future__ import annotations

from rnnlab.core.problems import Problem
from rnnlab.core.text import corpora
from rnnlab.core.text.corpora import Progress
from rnnlab.core.text.corpus import Corpus, CorpusChoice
from rnnlab.session.text.worker import NewestWorker, Worker, corpus_problem

_KEPT = 3


class CorpusShelf:
    """The text in hand, and how far reading another one is.

    Attributes
    ----------
    corpus
        The text asked for last; None while it is being read or if that failed.
    progress
        How far it is; None if nothing is under way.
    last_choice
        The text read last.
    """

    def __init__(self) -> None:
        self.corpus: Corpus | None = None
        self.progress: Progress | None = None
        self.last_choice: CorpusChoice | None = None
        self._wanted: CorpusChoice | None = None
        self._known: dict[CorpusChoice, Corpus] = {}
        self._newest: NewestWorker[Progress, Corpus] = NewestWorker()

    @property
    def is_busy(self) -> bool:
        """Whether a text is being read."""
        return self._newest.is_busy

    def load(self, choice: CorpusChoice, *, again: bool = False) -> bool:
        """Have a text read; False if it is the one in hand or under way already."""
        if choice == self._wanted and not again:
            return False
        self.cancel()
        self._wanted = choice
        if again:
            self._known.pop(choice, None)
        if choice in self._known:
            self._take(self._known.pop(choice))
            return True
        self.progress = Progress("reading", 0, None)
        self._newest.start(Worker(lambda: corpora.read(choice), corpus_problem))
        return True

    def put(self, corpus: Corpus) -> None:
        """Take a text that came with a file."""
        self.cancel()
        self._wanted = corpus.choice
        self._take(corpus)

    def _take(self, corpus: Corpus) -> None:
        self.corpus, self.last_choice = corpus, corpus.choice
        self._known[corpus.choice] = corpus  # the newest last
        while len(self._known) > _KEPT:
            self._known.pop(next(iter(self._known)))

    def cancel(self) -> None:
        """Give up what is being read."""
        self._newest.retire()
        self._wanted = self.corpus = self.progress = None

    def poll(self) -> tuple[bool, Problem | None]:
        """Take what is done: whether anything changed, and why a text could not be read."""
        delivery = self._newest.take()
        if delivery is None:
            return False, None
        if delivery.items:
            self.progress = delivery.items[-1]
        if delivery.finished:
            self.progress = None
            if delivery.result is not None:
                self._take(delivery.result)
        return bool(delivery.items) or delivery.finished, delivery.problem

    def close(self) -> None:
        """End every thread and wait for it."""
        self.cancel()
        self._newest.close()
