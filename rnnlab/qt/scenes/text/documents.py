"""The scene's file: saved and opened by the session in the background, told to whoever asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import OWN
from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.store import fits_into_file
from rnnlab.qt.scenes.base import Done
from rnnlab.qt.widgets import Answer, QuestionDialog
from rnnlab.session.text import TextSession
from rnnlab.session.text.training import TextTraining

__all__ = ["TextDocuments"]

_Work = tuple[TextTraining | None, int, float]
"""A net, how many steps it has learnt, and the temperature its diary is written at."""


class TextDocuments(QObject):
    """Knows where the net in hand is saved, and whether it or its diary has changed since.

    Attributes
    ----------
    changed : Signal
        The file or whether it is up to date may be another.
    """

    changed = Signal()

    def __init__(self, session: TextSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._done: Done | None = None
        self._problem: Problem | None = None
        self._path: Path | None = None
        self._wanted: Path | None = None
        self._saves = False
        self._saved: _Work = (None, 0, 0.0)
        self._asked: _Work = self._saved
        self._with_text = True
        session.file_changed.connect(self._on_session_file_changed)

    @property
    def path(self) -> Path | None:
        """Where the net in hand is saved; None if it is not."""
        return self._path if self._saved[0] is self._session.training else None

    @property
    def is_dirty(self) -> bool:
        """Whether there is a net of which something is in no file of the person's."""
        now = self._now()
        return now[1] > 0 and self._saved != now

    def _now(self) -> _Work:
        training = self._session.training
        if training is None:
            return None, 0, 0.0
        return training, training.step, training.run.settings.diary_temperature

    def settle_text(self, window: QWidget) -> bool:
        """Tell a person that a text of their own goes into the file, and let them leave it out.

        Returns
        -------
        bool
            False if they want no file after all.
        """
        training = self._session.training
        corpus = training.run.corpus if training is not None else None
        self._with_text = True
        if corpus is None or corpus.choice.source != OWN or not len(corpus):
            return True
        question = self._question(window, corpus)
        answer = question.ask()
        question.deleteLater()
        self._with_text = answer == "with"
        return answer != "cancel"

    def _question(self, window: QWidget, corpus: Corpus) -> QuestionDialog:
        without, cancel = self.tr("Save without the text"), Answer("cancel", self.tr("Cancel"))
        if fits_into_file(corpus):
            heading = self.tr("Your text “{0}” goes into the file").format(corpus.title)
            words = self.tr(
                "A text of up to 8 MB is stored in the file, so that the net can be trained on anywhere."
                " Whoever gets the file can read it. Without the text the net still writes and can be looked"
                " into; to train it on, the text must be opened again. The diary stays in the file anyway."
            )
            answers = [
                Answer("with", self.tr("Save with the text"), "primary"),
                Answer("without", without),
                cancel,
            ]
        else:
            heading = self.tr("Your text “{0}” does not go into the file").format(corpus.title)
            words = self.tr(
                "It is longer than 8 MB. The net still writes and can be looked into anywhere; to train it"
                " on, the text must be at hand. Keep it."
            )
            answers = [Answer("without", without, "primary"), cancel]
        return QuestionDialog(window, heading, words, answers, kind="info")

    def save(self, path: Path, done: Done) -> None:
        """Save the net in hand, also while it learns."""
        self._begin(path, done, saves=True)
        self._asked = self._now()
        if not self._session.save(path, with_text=self._with_text):
            self._finish(Problem("text.no_net", "file"))

    def open(self, path: Path, done: Done) -> None:
        """Open another net in its place."""
        self._begin(path, done, saves=False)
        self._session.open(path)

    def forget(self) -> None:
        """Note that the net in hand is in no file of the person's."""
        self._saved, self._path, self._with_text = (None, 0, 0.0), None, True

    def takes(self, problem: Problem) -> bool:
        """Keep a problem of the file in progress for whoever asked; False if it is none."""
        if self._done is None or problem.field != "file":
            return False
        self._problem = problem
        return True

    def _begin(self, path: Path, done: Done, *, saves: bool) -> None:
        self._done, self._problem, self._wanted, self._saves = done, None, path, saves

    def _on_session_file_changed(self) -> None:
        if self._done is not None and not self._session.busy_with_file:
            self._finish(self._problem)

    def _finish(self, problem: Problem | None) -> None:
        done, self._done = self._done, None
        training = self._session.training
        if problem is None and training is not None:
            self._path = self._wanted
            # what it has learnt since it was asked for may not be in the file
            at_rest = not training.is_busy
            self._saved = self._now() if at_rest or not self._saves else self._asked
        self.changed.emit()
        if done is not None:
            done(problem)
