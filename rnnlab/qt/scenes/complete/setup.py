"""The settings of the Complete scene: the phrase book, its letters as one-hot vectors, and the net."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rnnlab.core.phrases.files import read_text
from rnnlab.core.problems import Problem
from rnnlab.qt.fonts import can_be_drawn
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.complete.letter_box import LetterBox
from rnnlab.qt.scenes.complete.phrase_editor import PhraseEditor
from rnnlab.qt.scenes.sequence.setup_net import NetSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Notice, Speaks
from rnnlab.session.complete import CompleteSession
from rnnlab.session.presets import Preset, phrase_presets

__all__ = ["PhraseSetup"]


class PhraseSetup(Speaks, QWidget):
    """What is learnt, and by which net.

    Attributes
    ----------
    preset_chosen : Signal(object)
        A person wants to begin with this `Preset`.
    """

    preset_chosen = Signal(object)

    def __init__(
        self, session: CompleteSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._is_typing = False
        self._file_notices: tuple[Problem, ...] = ()
        self._heading, self.count = Label("", "title"), Label("", "hint")
        self.presets = Button("", "link", "chevron-down")
        self.open = IconButton("open")
        self.editor = PhraseEditor()
        self.notice = Notice()
        self._letters_name = Label("", "section")
        self.letters = LetterBox()
        self.net = NetSettings(session.net, context)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(2))
        top.addWidget(self._heading, 1)
        top.addWidget(self.open)
        top.addWidget(self.presets)
        below = QHBoxLayout()
        below.addWidget(self._letters_name, 1)
        below.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(top)
        column.addWidget(self.editor)
        column.addWidget(self.notice)
        column.addSpacing(theme.px(3))
        column.addLayout(below)
        column.addWidget(self.letters)
        column.addSpacing(theme.px(3))
        column.addWidget(self.net)
        column.addStretch(1)

    def _connect(self) -> None:
        self.presets.clicked.connect(self._on_presets_clicked)
        self.open.clicked.connect(self._on_open_clicked)
        self.editor.settled.connect(self._on_editor_settled)
        self.editor.file_dropped.connect(self.open_text)
        self.net.touched.connect(self._on_net_touched)
        self._session.draft_changed.connect(self.show_book)
        self._session.net.experiment_changed.connect(self.show_book)
        self._session.net.problems_changed.connect(self.show_problem)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._heading.setText(self.tr("Phrases"))
        self.presets.setText(self.tr("Examples"))
        self.presets.setToolTip(self.tr("Begin with one of our phrase books"))
        self.open.set_hint(self.tr("Open a text file as phrase book"))
        self._letters_name.setText(self.tr("Letter box"))
        self._letters_name.setToolTip(
            self.tr(
                "Every letter of the book is one input of the net; ␣ is the space, ⏎ begins and ends a phrase"
            )
        )
        self.show_book()

    # What is shown

    def show_book(self) -> None:
        """Show the draft, and the letters of the book in force."""
        session = self._session
        self.editor.show_text(session.draft)
        vocabulary = session.task.vocabulary
        self.letters.set_symbols([vocabulary.display(symbol) for symbol in vocabulary.symbols])
        phrases = self.tr("%n phrase(s)", "", len(session.task.book.phrases))
        self.count.setText(self.tr("{0} · V = {1}").format(phrases, vocabulary.size))
        self.show_problem()

    def show_problem(self) -> None:
        """Say what is wrong with the draft, at its line."""
        problem = self._session.draft_problem
        notices = (*self._file_notices, *self._session.task.book.notices)
        line = problem.args.get("line", 0) if problem is not None else 0
        self.editor.set_wrong_line(line)
        if problem is not None:
            go = (
                (self.tr("Go to line {0}").format(line), partial(self.editor.go_to_line, line))
                if line
                else None
            )
            self.notice.show_text(self._context.sentence(problem), "error", go)
        elif notices:
            self.notice.show_text(self._context.sentence(notices[0]), "info")
        else:
            self.notice.clear()

    # What a person does

    def _on_presets_clicked(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for preset in phrase_presets():
            title = preset.title.text(language.current)
            if not can_be_drawn(preset.experiment.phrases, theme.font(14)):
                title = self.tr("{0} (no font for it here)").format(title)
            action = menu.addAction(title)
            action.setToolTip(preset.sentence.text(language.current))
            action.triggered.connect(partial(self._on_preset_triggered, preset))
        menu.exec(self.presets.mapToGlobal(QPoint(0, self.presets.height())))
        menu.deleteLater()

    def _on_preset_triggered(self, preset: Preset) -> None:
        self.preset_chosen.emit(preset)

    def _on_editor_settled(self, text: str) -> None:
        self._file_notices = ()
        self._session.edit(text, merge=self._is_typing)
        self._is_typing = self._session.draft_problem is None
        self.show_book()

    def _on_net_touched(self) -> None:
        self._is_typing = False

    def _on_open_clicked(self) -> None:
        filters = ";;".join((self.tr("Text files (*.txt *.csv *.md)"), self.tr("All files (*)")))
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open a phrase book"), str(Path.home()), filters)
        if name:
            self.open_text(Path(name))

    def open_text(self, path: Path) -> None:
        """Put a text file in place of the book; what cannot be read is said, and the book stays."""
        try:
            found = read_text(path)
        except Problem as problem:
            self.notice.show_text(self._context.sentence(problem), "error")
            return
        self._is_typing = False
        self._file_notices = found.notices
        self._session.edit("\n".join(found.text.splitlines()))
        self.show_book()
