"""Which text is learnt: chips for what comes along or can be fetched, a person's own, and what is in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from rnnlab.core.text.corpora import OWN, CorpusEntry, Progress, all_entries, entry_of
from rnnlab.core.text.corpora.download import is_here
from rnnlab.core.text.corpus import Corpus, CorpusChoice
from rnnlab.qt.i18n import language
from rnnlab.qt.mono import mono_font
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, ChoiceChips, IconButton, Label, Notice, SoftCard, Speaks
from rnnlab.session.text import TextSession

__all__ = ["CorpusBox"]

_LOOK, _LOOK_LINES = 110, 5
_MEGA = 2**20


class CorpusBox(Speaks, QWidget):
    """Chooses the text.

    Attributes
    ----------
    corpus_wanted : Signal(object)
        A person wants this `CorpusChoice`.
    offer_changed : Signal
        A text to be downloaded is offered, or not any more.
    """

    corpus_wanted = Signal(object)
    offer_changed = Signal()

    def __init__(self, session: TextSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._offered: CorpusEntry | None = None
        self._heading = Label("", "title")
        self.chips = ChoiceChips()
        self.sentence = Label("", "hint", wrap=True)
        self.facts = Label("", "value", wrap=True)
        self.look = Label("", "muted", wrap=True)
        self._look_card = SoftCard(margin=9)
        self.file, self.folder = Button("", "link"), Button("", "link")
        self._drop_hint = Label("", "hint", wrap=True)
        self.notice = Notice()
        self.progress, self.progress_words = QProgressBar(), Label("", "hint", wrap=True)
        self.cancel = IconButton("cross")
        self._waiting = QWidget()
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        self.look.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._look_card.body.addWidget(self.look)
        own = QHBoxLayout()
        own.setSpacing(theme.px(12))
        own.addWidget(self.file)
        own.addWidget(self.folder)
        own.addStretch(1)
        bar = QHBoxLayout()
        bar.addWidget(self.progress, 1)
        bar.addWidget(self.cancel)
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.setSpacing(theme.px(2))
        waiting.addWidget(self.progress_words)
        waiting.addLayout(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (self._heading, self.chips, self.notice, self.sentence, self._waiting):
            column.addWidget(widget)
        column.addWidget(self.facts)
        column.addWidget(self._look_card)
        column.addLayout(own)
        column.addWidget(self._drop_hint)

    def _connect(self) -> None:
        self.chips.changed.connect(self._on_chips_changed)
        self.file.clicked.connect(self._on_file_clicked)
        self.folder.clicked.connect(self._on_folder_clicked)
        self.cancel.clicked.connect(self._session.cancel_corpus)
        self._session.corpus_changed.connect(self.show_corpus)
        self._session.settings_changed.connect(self.show_corpus)
        self._session.problem_raised.connect(self.show_corpus)
        theme.theme_changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.look.setFont(mono_font(12))
        self.look.setMaximumHeight(QFontMetrics(self.look.font()).lineSpacing() * _LOOK_LINES)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._heading.setText(self.tr("Text to learn"))
        entries = all_entries()
        self.chips.set_options(
            [
                *((e.id, (e.short or e.title).text(language.current)) for e in entries),
                (OWN, self.tr("My own")),
            ],
            [*(e.sentence.text(language.current) for e in entries), self.tr("A file or a folder of yours")],
        )
        self.file.setText(self.tr("Open a file…"))
        self.folder.setText(self.tr("Folder…"))
        self.file.setToolTip(self.tr("Any text: a book, notes, source code, in any script"))
        self.folder.setToolTip(self.tr("All text files in a folder and below"))
        self._drop_hint.setText(self.tr("Or drop a text file anywhere here."))
        self.cancel.set_hint(self.tr("Cancel"))
        self.show_corpus()

    # What is shown

    def show_corpus(self, problem: object = None) -> None:
        """Show the text of the settings, or how far reading it is."""
        del problem
        session = self._session
        choice = session.settings.corpus
        entry = None if choice.source == OWN else entry_of(choice)
        self.chips.set_key(OWN if entry is None else entry.id)
        if entry is None:
            self.sentence.setText(choice.path)
        else:
            words = entry.sentence.text(language.current), entry.origin.text(language.current)
            self.sentence.setText("\n".join(words))
        self._show_progress(session.corpus_progress)
        self._show_facts(session.corpus)
        self._show_notice(session.corpus)

    def _show_progress(self, progress: Progress | None) -> None:
        self._waiting.setVisible(progress is not None)
        if progress is None:
            return
        words = {
            "downloading": self.tr("Downloading: {0} MB of {1} MB"),
            "reading": self.tr("Reading: {0} MB of {1} MB"),
            "writing": self.tr("Making it up: {0} M of {1} M characters"),
        }[progress.stage]
        done, total = progress.done / _MEGA, (progress.total or 0) / _MEGA
        self.progress_words.setText(words.format(f"{done:.1f}", f"{total:.1f}" if total else "?"))
        self.progress.setRange(0, 1000 if total else 0)
        self.progress.setTextVisible(False)
        if total:
            self.progress.setValue(round(1000 * min(done / total, 1)))

    def _show_facts(self, corpus: Corpus | None) -> None:
        known = corpus is not None and len(corpus) > 0
        self.facts.setVisible(known)
        self._look_card.setVisible(known)
        if corpus is None or not known:
            return
        counted = self.tr("{0} characters").format(f"{len(corpus):,}")
        kinds = self.tr("{0} kinds").format(f"{corpus.size:,}")
        self.facts.setText(f"{counted} · {kinds}")
        lines = [line.strip() for line in corpus.text(0, 600).splitlines() if line.strip()]
        self.look.setText("\n".join(lines)[:_LOOK].rstrip() + " …")
        shown = " ".join("␣" if symbol == " " else symbol for symbol in corpus.symbols[:400] if symbol > "\n")
        self.facts.setToolTip(shown)

    def _show_notice(self, corpus: Corpus | None) -> None:
        offered = self._offered
        if offered is not None:
            size = f"{offered.options['bytes'] / 1e6:.1f}"
            title, origin = offered.title.text(language.current), offered.origin.text(language.current)
            words = self.tr("“{0}” is not on this machine yet. It is fetched once, from: {1}")
            words = words.format(title, origin)
            button = self.tr("Download {0} MB").format(size)
            self.notice.show_text(words, "info", (button, self._on_download_clicked))
        elif problem := self._session.problems.get("corpus"):
            again = (self.tr("Try again"), self._session.retry_corpus)
            self.notice.show_text(self._context.sentence(problem), "error", again)
        elif corpus is not None and corpus.notices:
            self.notice.show_text(self._context.sentence(corpus.notices[0]), "info")
        else:
            self.notice.clear()

    # Choosing

    @property
    def has_offer(self) -> bool:
        """Whether a text to be downloaded is offered."""
        return self._offered is not None

    def take_back_offer(self) -> bool:
        """Offer nothing any more; False if nothing was offered."""
        had, self._offered = self.has_offer, None
        self.show_corpus()
        self.offer_changed.emit()
        return had

    def _on_chips_changed(self, key: str) -> None:
        self.take_back_offer()
        if key == OWN:
            own = self._session.settings.corpus
            if own.source != OWN:
                self._on_file_clicked()
            return
        choice = CorpusChoice(key)
        entry = entry_of(choice)
        if entry is not None and entry.source == "download" and not is_here(entry):
            self._offered = entry
            self.show_corpus()
            self.offer_changed.emit()
            return
        self.corpus_wanted.emit(choice)

    def _on_download_clicked(self) -> None:
        offered = self._offered
        self.take_back_offer()
        if offered is not None:
            self.corpus_wanted.emit(CorpusChoice(offered.id))

    def _on_file_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A text to learn"), self._place())
        if name:
            self.take_path(Path(name))

    def _on_folder_clicked(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A folder of texts to learn"), self._place())
        if name:
            self.take_path(Path(name))

    def _place(self) -> str:
        path = self._session.settings.corpus.path
        return str(Path(path).parent if path else Path.home())

    def take_path(self, path: Path) -> None:
        """Want a person's own file or folder."""
        self.take_back_offer()
        self.corpus_wanted.emit(CorpusChoice(OWN, str(path)))
