"""Short samples beside the session: of a net not yet trained, and of the newest weights while they learn."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping

import numpy as np

from rnnlab.core.cells import catalogue
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.diary import beginning, page
from rnnlab.core.text.measures import baseline
from rnnlab.core.text.record import DiaryEntry
from rnnlab.core.text.sampling import SamplingSettings
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.training import TextRun
from rnnlab.session.text.streams import Stream
from rnnlab.session.text.training import TextTraining
from rnnlab.session.text.worker import NewestWorker, Worker, training_problem

__all__ = ["FirstPage", "LiveSample"]

LIVE_LENGTH = 480
LIVE_PACE = 400.0
"""Characters a second at which a live sample is written over the one before it."""
_BETWEEN_SECONDS = 0.4

_Key = tuple[int, str, int, int, int, float]


class FirstPage:
    """What the settings' net writes before its first training step, and how good the text itself is.

    Attributes
    ----------
    entry
        The page; None until it has been written, or if that failed.
    corpus
        Whose text `marks` is about.
    marks
        The measures of the text itself, which a net's text can reach.
    """

    def __init__(self) -> None:
        self.entry: DiaryEntry | None = None
        self.corpus: Corpus | None = None
        self.marks: Mapping[str, float | None] = {}
        self._key: _Key | None = None
        self._newest: NewestWorker[DiaryEntry | Mapping[str, float | None], None] = NewestWorker()

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._newest.is_busy

    def follow(self, settings: TextSettings, corpus: Corpus | None) -> None:
        """Write anew if it is another net; the newest request wins."""
        if corpus is None:
            return
        sizes = settings.hidden_size, settings.layers
        key = (id(corpus), settings.cell, *sizes, settings.seed, settings.diary_temperature)
        if key == self._key:
            return
        self._key = key
        if corpus is not self.corpus:
            self.entry, self.marks, self.corpus = None, {}, corpus
        self._newest.start(Worker(lambda: _written(settings, corpus), training_problem))

    def poll(self) -> bool:
        """Take what is done; True if anything is new."""
        delivery = self._newest.take()
        if delivery is None:
            return False
        for item in delivery.items:
            if isinstance(item, DiaryEntry):
                self.entry = item
            else:
                self.marks = item
        return bool(delivery.items)

    def close(self) -> None:
        """End every thread and wait for it."""
        self._newest.close()


def _written(
    settings: TextSettings, corpus: Corpus
) -> Generator[DiaryEntry | Mapping[str, float | None], None, None]:
    run = TextRun(settings, corpus, catalogue.load(settings.cell))
    yield page(run, run.begin().training.parameters, 0, None, None, waits=False)
    yield baseline(corpus)


class LiveSample:
    """The newest weights writing while they learn: always with the same draws, each text over the one before.

    Attributes
    ----------
    step
        Training step of the weights that write; −1 before the first.
    """

    def __init__(self) -> None:
        self.step = -1
        self._training: TextTraining | None = None
        self._stream: Stream | None = None
        self._before = ""
        self._rests_until = 0.0
        self._retired: list[Stream] = []

    @property
    def text(self) -> str:
        """What is to be seen: the new text, and what it has not yet reached of the old one."""
        written = "" if self._stream is None else self._stream.text
        return written + self._before[len(written) :]

    @property
    def reach(self) -> int:
        """How many characters are of the weights of `step`."""
        return 0 if self._stream is None else len(self._stream.text)

    @property
    def is_writing(self) -> bool:
        """Whether more is to come."""
        return self._stream is not None and self._stream.is_running

    def follow(self, training: TextTraining | None) -> None:
        """Begin another text if the last is complete and there are newer weights."""
        if training is not self._training:
            self._drop()
            self._training, self._before, self.step = training, "", -1
        if training is None or training.newest_step in (0, self.step):
            return
        if self.is_writing or time.monotonic() < self._rests_until:
            return
        self._before = self.text
        self._drop()
        run = training.run
        self.step = training.newest_step
        self._stream = Stream(
            run.corpus,
            run.shape,
            training.newest,
            np.array(beginning(run.corpus), np.int32),
            LIVE_LENGTH,
            SamplingSettings(run.settings.diary_temperature, seed=run.settings.seed),
            self.step,
            LIVE_PACE,
        )

    def poll(self) -> bool:
        """Take what was written; True if there is more."""
        stream = self._stream
        if stream is None or not stream.is_running:
            return False
        changed = stream.poll()
        if stream.status != "running":
            self._rests_until = time.monotonic() + _BETWEEN_SECONDS
        return changed

    def _drop(self) -> None:
        if self._stream is not None:
            self._stream.stop()
            self._retired = [*self._retired[-3:], self._stream]
            self._stream = None

    def close(self) -> None:
        """Stop and wait for the thread."""
        self._drop()
        for stream in self._retired:
            stream.join()
