"""The text scene's state: settings, corpus, one net in training, streams of text, and a look inside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from psygnal import Signal

from rnnlab.core.backends import Suppliers
from rnnlab.core.problems import Problem
from rnnlab.core.text.diary import beginning
from rnnlab.core.text.sampling import LENGTH_LIMIT, SamplingSettings
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.store import SavedText
from rnnlab.session.text.files import TextFiles, autosave_path
from rnnlab.session.text.letter import Letter
from rnnlab.session.text.looking import InsideView, Looker, shares
from rnnlab.session.text.rewriting import DiaryRewriter
from rnnlab.session.text.streams import Stream
from rnnlab.session.text.training import TextTraining
from rnnlab.session.text.training_session import TrainingSession

_STREAMS_KEPT = 8


class TextSession(TrainingSession):
    """What the scene's widgets look at.

    Parameters
    ----------
    settings
        To begin with; valid.
    suppliers
        What makes torch ready; None where waiting for it does not matter.

    Attributes
    ----------
    streams
        Written text, the newest last.
    letter
        The letter of the text in view that is on the stage.
    """

    streams_changed = Signal()
    inside_changed = Signal()
    file_changed = Signal()

    def __init__(self, settings: TextSettings | None = None, suppliers: Suppliers | None = None) -> None:
        super().__init__(settings, suppliers)
        self._files = TextFiles()
        self._looker, self.letter, self._rewriter = Looker(), Letter(), DiaryRewriter()
        self._awaiting_corpus: SavedText | None = None
        self.streams: tuple[Stream, ...] = ()

    def _present(self, training: TextTraining) -> None:
        super()._present(training)
        self._awaiting_corpus = None
        self._looker.forget()
        self.letter.forget()
        self.inside_changed.emit()

    # Writing --------------------------------------------------------------------------------------------

    def write(
        self, prime: str, length: int, sampling: SamplingSettings, pace: float | None = None
    ) -> Stream | None:
        """Let the net write on after a beginning.

        Parameters
        ----------
        prime
            The beginning; an empty one is a line's end.
        length
            Characters to be written.
        sampling
            How they are chosen.
        pace
            Characters a second, None for as many as possible.

        Returns
        -------
        Stream or None
            None if something was wrong: `problems` says what. Characters that the net does not know are left
            out of the beginning; `problems` names them under ``"prime"`` (``text.unknown_characters``).
        """
        for name in ("prime", "length", "temperature", "top_count", "top_mass"):
            self.problems.pop(name, None)
        try:
            step, parameters = self.weights()
            sampling.validated()
            if not 1 <= length <= LENGTH_LIMIT:
                raise Problem("experiment.range", "length", value=length, low=1, high=LENGTH_LIMIT)
        except Problem as problem:
            self.problems[problem.field] = problem
            self.settings_changed.emit()
            return None
        assert self._training is not None
        run = self._training.run
        symbols, missing = run.corpus.encode(prime)
        if missing:
            self.problems["prime"] = Problem("text.unknown_characters", "prime", characters=missing[:40])
            self.settings_changed.emit()
        given = symbols if len(symbols) else np.array(beginning(run.corpus), np.int32)  # (k,)
        stream = Stream(run.corpus, run.shape, parameters, given, length, sampling, step, pace)
        for old in self.streams[: -_STREAMS_KEPT + 1]:
            old.stop()
        self.streams = (*self.streams[-_STREAMS_KEPT + 1 :], stream)
        self.streams_changed.emit()
        return stream

    def stop_writing(self) -> None:
        """Stop every stream; what was written stays."""
        for stream in self.streams:
            stream.stop()
        self.streams_changed.emit()

    def clear_streams(self) -> None:
        """Stop every stream and forget what was written."""
        self.stop_writing()
        self.streams = ()
        self.streams_changed.emit()

    # Looking inside -------------------------------------------------------------------------------------

    @property
    def inside(self) -> InsideView | None:
        """A text as the net read it; None before the first."""
        return self._looker.view

    def look_inside(self, text: str) -> bool:
        """Let the weights in view read a text; `inside` follows at a poll.

        Returns
        -------
        bool
            False if something was wrong: `problems` says what, under ``"inside"``.
        """
        self.problems.pop("inside", None)
        try:
            step, parameters = self.weights()
            assert self._training is not None
            run = self._training.run
            self._looker.look(run.corpus, run.shape, parameters, text, step)
        except Problem as problem:
            self.problems["inside"] = problem
            self.settings_changed.emit()
            return False
        return True

    def look_away(self) -> None:
        """Read nothing any more; `inside` is None until the next text has been read."""
        self._looker.forget()
        self.inside_changed.emit()

    def show_letter(self, place: int) -> None:
        """Trace the time steps around a character of the text in view; the `letter` follows at a poll."""
        view = self.inside
        if self._training is not None and view is not None and 0 <= place < len(view.text):
            self.letter.show(view, self._training.run.corpus, place)

    def likeliest(self, place: int) -> tuple[tuple[str, float], ...]:
        """Return the five likeliest characters after a place in the text in view, with probabilities."""
        view = self.inside
        if view is None or self._training is None:
            return ()
        return shares(view, place, self._training.run.corpus)

    # Files ----------------------------------------------------------------------------------------------

    @property
    def busy_with_file(self) -> bool:
        """Whether a file that a person asked for is being read or written."""
        return self._files.is_busy_by_hand

    @property
    def saved_path(self) -> Path | None:
        """Where the net was saved last."""
        return self._files.saved_path

    def save(self, path: Path, *, with_text: bool = True) -> bool:
        """Save the net with its past, also while it is being trained; False if there is none.

        Parameters
        ----------
        path
            Where to.
        with_text
            Whether the text it learns goes into the file, if it is not too long.
        """
        if self._training is None:
            return False
        self._files.save(self._training, path, with_text=with_text)
        self.file_changed.emit()
        return True

    def open(self, path: Path) -> None:
        """Open a saved net; it can be trained on exactly from where it stood."""
        self._files.open(path)
        self.file_changed.emit()

    @property
    def autosaved(self) -> Path | None:
        """The net that was saved by itself when the program last ran; None if there is none."""
        path = autosave_path()
        return path if path.is_file() else None

    def _take_opened(self, saved: SavedText) -> None:
        """Put a net from a file in place of the one in hand."""
        self._retire()
        self._starts_when_ready = False
        self.problems.pop("corpus", None)
        self._undo.push(saved.run.settings)
        self._present(TextTraining(saved.run, saved.state, saved.record, saved.plan))
        if saved.has_corpus:
            self._shelf.put(saved.run.corpus)
        else:
            self._awaiting_corpus = saved
            self._shelf.load(saved.run.settings.corpus, again=True)
        self.settings_changed.emit()
        self.corpus_changed.emit()
        self.training_changed.emit()

    def _take_awaited_corpus(self) -> None:
        """Give a net from a file the text that is not in the file, also if it lies elsewhere now."""
        saved, corpus, training = self._awaiting_corpus, self.corpus, self._training
        if saved is None or corpus is None or training is None:
            return
        try:
            run = saved.with_corpus(corpus).run
            training.run = run.at_temperature(self.settings.diary_temperature)
            self._awaiting_corpus = None
            self.training_changed.emit()
        except Problem as problem:
            if corpus.choice == saved.run.settings.corpus:
                self.problems["corpus"] = problem
                self.problem_raised.emit(problem)

    # Looking --------------------------------------------------------------------------------------------

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        trainings = (*self._retired, *((self._training,) if self._training else ()))
        return (
            self._starts_when_ready
            or self._shelf.is_busy
            or self._files.is_busy
            or self._looker.is_busy
            or self._rewriter.is_busy
            or self.letter.is_busy
            or any(training.is_busy for training in trainings)
            or any(stream.is_running for stream in self.streams)
        )

    def poll(self) -> None:
        """Bring in what the background has done since the last look; called by a timer."""
        self._poll_corpus()
        self._poll_training()
        self._rewriter.follow(self._training)
        if self._rewriter.poll():
            self.record_changed.emit()
        changed_streams = [stream for stream in self.streams if stream.poll()]
        if changed_streams:
            self.streams_changed.emit()
        changed, problem = self._looker.poll()
        if changed:
            self.inside_changed.emit()
        self.letter.poll()
        if problem is not None:
            self.problem_raised.emit(problem)
        self._poll_files()

    def _poll_corpus(self) -> None:
        changed, problem = self._shelf.poll()
        if problem is not None:
            awaited = self._awaiting_corpus
            if awaited is not None and awaited.run.settings.corpus == self.settings.corpus:
                problem = Problem("corpus.not_in_file", "corpus", name=awaited.run.corpus.title)
            self.problems["corpus"] = problem
            self._starts_when_ready = False
            self.problem_raised.emit(problem)
            self.training_changed.emit()
        if changed:
            self._take_awaited_corpus()
            self.corpus_changed.emit()

    def _poll_files(self) -> None:
        training = self._training
        if training is not None and training.is_busy and self._files.is_due:
            self._files.autosave(training)
        changed, problem = self._files.poll()
        if problem is not None:
            self.problem_raised.emit(problem)
        opened, self._files.opened = self._files.opened, None
        if opened is not None:
            self._take_opened(opened)
        if changed:
            self.file_changed.emit()

    def close(self) -> None:
        """Stop every thread and wait for it."""
        self._retire()
        for stream in self.streams:
            stream.stop()
        for training in self._retired:
            training.join()
        for stream in self.streams:
            stream.join()
        self._looker.close()
        self._rewriter.close()
        self.letter.close()
        self._shelf.close()
        self._files.close()
