"""What the Text scene is made of, how it looks at its session, what it remembers and what its files are.

A net that learns a text goes on while another scene is in front; it is looked at less often then.
"""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import OWN, entry_of
from rnnlab.core.text.corpora.download import is_here
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.store import ENDING
from rnnlab.qt.scenes.base import SUFFIX, Done, SceneContext, SceneWidget
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.qt.scenes.text.diary_page import FORMS, DiaryPage
from rnnlab.qt.scenes.text.documents import TextDocuments
from rnnlab.qt.scenes.text.generate_page import GeneratePage
from rnnlab.qt.scenes.text.inside_page import InsidePage
from rnnlab.qt.scenes.text.inside_panel import InsidePanel
from rnnlab.qt.scenes.text.letter_page import LetterPage
from rnnlab.qt.scenes.text.net_panel import NetPanel
from rnnlab.qt.scenes.text.page_axis import TrainingBar
from rnnlab.qt.scenes.text.setup_panel import TextSetup
from rnnlab.qt.scenes.text.training_box import TrainingBox
from rnnlab.qt.scenes.text.views import VIEWS, TextViews
from rnnlab.qt.scenes.text.words import corpus_title
from rnnlab.session.text import TextSession, text_presets
from rnnlab.session.text.preview import FirstPage, LiveSample
from rnnlab.session.workshop import Workshop

__all__ = ["TextSkeleton"]

_LOOK_SECONDS = 1.5
_LIVE_SECONDS = 0.12
"""Between two pictures of the page being written: painting it oftener takes time from training."""
"""How often a text is read anew by a net that is learning meanwhile."""


class TextSkeleton(SceneWidget):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._workshop = Workshop(lambda: context.loader.is_ready("torch"))
        self.session = TextSession(text_presets()[0].applied(TextSettings()), self._workshop)
        self.first, self.live = FirstPage(), LiveSample()
        self.documents = TextDocuments(self.session, self)
        self.setup_panel = TextSetup(self.session, context)
        self.training = TrainingBox(self.session, context)
        self.bar = TrainingBar(context)
        self.diary = DiaryPage(self.session, self.first, self.live)
        self.generate = GeneratePage(self.session, context)
        self.net_panel, self.inside_panel = NetPanel(), InsidePanel()
        self.inside = InsidePage(
            self.session, context, self.inside_panel, self.sample, self.generate.written_text
        )
        self.letter = LetterPage(self.session, context)
        self.views = TextViews(self)
        self._since_look = self._since_live = 0.0
        self._looked_step = -1
        # pages, curve and live text each paint much, so they are never painted in one picture
        self._has_shown_news = self._is_progress_due = False
        self._pulse = Pulse(self)
        self._pulse.beat.connect(self._on_pulse_beat)
        self.setAcceptDrops(True)
        self._arrange_panels()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.training)
        self.views.add("diary", self.diary, self.bar, self.net_panel)
        self.views.add("generate", self.generate, self.bar, self.net_panel)
        self.views.add("inside", self.inside, self.bar, self.inside_panel)
        self.views.add("letter", self.letter, self.letter.bar, self.letter.inspector)
        self.stage.header.addWidget(self.views.choice)
        self.stage.body.addWidget(self.views.pages, 1)
        self.playback.body.addWidget(self.views.bars)
        self.inspector.body.addWidget(self.views.panels)

    # Coming, going, ending

    def activated(self) -> None:
        """Look often, and say what computes."""
        self.show_status()
        self.show_hint()
        self._pulse.start()

    def deactivated(self) -> None:
        """Move nothing; what is being learnt goes on, and is looked at now and then."""
        self.bar.set_playing(False)
        self.letter.player.pause()
        self._pulse.fall_behind()

    def shut_down(self) -> None:
        """Stop the timers, then every thread."""
        self._pulse.stop()
        self.inside.rest()
        self.bar.set_playing(False)
        self.letter.player.pause()
        self.live.close()
        self.first.close()
        self.session.close()
        self._workshop.close()

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        return {
            "settings": self.session.settings.to_json(),
            "view": self.views.view,
            "more_open": self.setup_panel.more.is_open(),
            "diary": self.diary.form.key(),
            "speed": self.letter.player.speed,
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned; nothing is downloaded for that."""
        self.setup_panel.more.set_open(state.get("more_open") is True)
        if state.get("diary") in FORMS:
            self.diary.set_form(state["diary"])
        speed = state.get("speed")
        if isinstance(speed, int | float) and not isinstance(speed, bool):
            self.letter.player.speed = float(speed)
        try:
            settings = TextSettings.from_json(state.get("settings")).validated()
            if not _is_at_hand(settings.corpus):
                settings = replace(settings, corpus=CorpusChoice())
        except Problem:
            return
        self.session.change(**{item.name: getattr(settings, item.name) for item in fields(settings)})
        view = state.get("view")
        if isinstance(view, str) and view in VIEWS:
            self.views.show(view)

    def is_at_rest(self) -> bool:
        """Return whether nothing moves or is on its way."""
        return not (self._is_active() or self.bar.playing)

    # The pulse

    def _on_pulse_beat(self, seconds: float) -> None:
        self._has_shown_news = self._is_progress_due
        if self._is_progress_due:
            self._is_progress_due = False
            self.training.show_progress()
        self.session.poll()
        if self.first.poll():
            self.show_pages()
        self.context.loader.serve(self._workshop, self._on_problem_raised)
        if self.isVisible():
            self._move_pictures(seconds)
            writes = any(stream.is_running for stream in self.session.streams) or self.generate.is_behind
            moves = self.bar.playing or self.letter.player.moving or writes
            self._pulse.keep_pace(moves, awaited=self._is_active())
        else:
            self._pulse.fall_behind()

    def _move_pictures(self, seconds: float) -> None:
        view = self.views.key
        self.bar.advance(seconds)
        self.letter.player.advance(seconds)
        if view == "diary":
            self._since_live += seconds
            if self._since_live >= _LIVE_SECONDS and not self._has_shown_news:
                self._since_live = 0.0
                self.live.follow(self.session.training)
                if self.live.poll():
                    self.diary.show_live()
        elif view == "generate":
            self.generate.advance()
        elif view == "inside":
            self._since_look += seconds
            if self.session.shown_step is None and self._since_look > _LOOK_SECONDS:
                self._look_again()

    def _look_again(self) -> None:
        """Read the text with newer weights, if there are any."""
        if self.session.training is not None and self.session.weights()[0] != self._looked_step:
            self.look()

    def look(self) -> None:
        """Let the net of the shown step read the text under Inside."""
        self._looked_step = self.session.weights()[0] if self.session.training is not None else -1
        self._since_look = 0.0
        self.inside.look()

    def _is_active(self) -> bool:
        return self.session.is_active or self.first.is_busy or self.generate.is_behind

    def hurry(self) -> None:
        """Look often again: something moves."""
        if self.isVisible():
            self._pulse.hurry()

    def _on_problem_raised(self, problem: Problem) -> None:
        if self.documents.takes(problem) or problem.field == "corpus":
            return  # it is said where it belongs
        self.context.notify(self.context.sentence(problem), "error")

    def show_hint(self) -> None:
        """Say in the status bar what keys do."""

    def show_status(self) -> None:
        """Say in the status bar what computes, and how fast."""

    def show_pages(self) -> None:
        """Show the diary's pages there are now."""

    # The text of the shown step

    def sample(self) -> str:
        """Return what the net of the shown step wrote."""
        entries, at = self.diary.entries(), self.diary.moment()
        if self.session.training is not None and self.session.uses_best:
            step = self.session.weights()[0]
            at = min(range(len(entries)), key=lambda number: abs(entries[number].step - step), default=0)
        if at >= len(entries):
            return self.live.text or (entries[-1].text if entries else "")
        return entries[at].text

    # Texts dropped here

    def _dropped(self, event: QDropEvent | QDragEnterEvent) -> Path | None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in files if path.suffix.lower() not in (ENDING, SUFFIX)), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome texts; saved nets are the window's."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Learn the text that was dropped."""
        path = self._dropped(event)
        if path is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.setup_panel.corpus.take_path(path)

    # The file

    def handles_documents(self) -> bool:
        """Return True: nets that learn texts are saved with their diary."""
        return True

    def file_ending(self) -> str:
        """Return the ending of such files."""
        return ENDING

    def document_path(self) -> Path | None:
        """Return the file, or None."""
        return self.documents.path

    def document_name(self) -> str:
        """Return a name for the work."""
        corpus = self.diary.corpus
        title = corpus_title(corpus.choice, corpus.title) if corpus is not None else ""
        return (
            super().document_name() or f"{title} {self.session.settings.cell}".strip().replace("/", "-")[:60]
        )

    def is_dirty(self) -> bool:
        """Return whether there is work that would be lost."""
        return self.documents.is_dirty

    def new_document(self) -> None:
        """Begin with the first preset and the first text again."""
        settings = text_presets()[0].applied(TextSettings())
        self.session.change(**{item.name: getattr(settings, item.name) for item in fields(settings)})
        self.session.forget_net()
        self.generate.forget()

    def open_document(self, path: Path, done: Done) -> None:
        """Read a file in the background."""
        self.documents.open(path, done)
        self.hurry()

    def settle_file(self) -> bool:
        """Ask whether a text of the person's own goes into the file."""
        return self.documents.settle_text(self)

    def save_document(self, path: Path, done: Done) -> None:
        """Write the file in the background."""
        self.documents.save(path, done)
        self.hurry()


def _is_at_hand(choice: CorpusChoice) -> bool:
    """Return whether a text can be read without fetching it from anywhere."""
    if choice.source == OWN:
        return Path(choice.path).exists()
    entry = entry_of(choice)
    return entry is not None and (entry.source != "download" or is_here(entry))
