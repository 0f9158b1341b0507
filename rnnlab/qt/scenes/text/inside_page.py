"""The look inside: a text, coloured by one unit of the net while it reads it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.text.colored_lines import Guesses
from rnnlab.qt.scenes.text.colored_view import ColoredText
from rnnlab.qt.scenes.text.inside_panel import InsidePanel
from rnnlab.qt.scenes.text.prime_field import PrimeField
from rnnlab.qt.scenes.text.value_ramp import ValueRamp
from rnnlab.qt.scenes.text.words import feature_names, signed, unit_name
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, Notice, SegmentedControl, Speaks, Switch
from rnnlab.session.text import InsideView, TextSession

__all__ = ["InsidePage"]

_SETTLE_MILLISECONDS = 300
_CORPUS_LENGTH = 2500


class InsidePage(Speaks, QWidget):
    """See the module.

    Parameters
    ----------
    session, context
        The scene's.
    panel
        The units and guesses beside it.
    sample, written
        Give the text of the diary's page that is shown, and what was written last.

    Attributes
    ----------
    letter_opened : Signal(int)
        A person wants to see all of what happened at this letter.
    """

    letter_opened = Signal(int)

    def __init__(
        self,
        session: TextSession,
        context: SceneContext,
        panel: InsidePanel,
        sample: Callable[[], str],
        written: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._context, self.panel = session, context, panel
        self._sample, self._written = sample, written
        self._shown: InsideView | None = None
        self.source, self.guesses = SegmentedControl(), Switch()
        self.own = PrimeField(4, sends=False)
        self.notice = Notice()
        self.view = ColoredText()
        self.before, self.after = IconButton("chevron-left", "ink"), IconButton("chevron-right", "ink")
        self.unit_words, self.follows = Label("", "hidden"), Label("", "hint")
        self.ramp = ValueRamp()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MILLISECONDS)
        self._arrange()
        self._connect()
        self.own.hide()
        self.retranslate()

    def _arrange(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(self.source, 1)
        top.addWidget(self.guesses)
        foot.setSpacing(theme.px(6))
        for widget in (self.before, self.after, self.unit_words):
            foot.addWidget(widget)
        foot.addWidget(self.follows, 1)
        foot.addWidget(self.ramp)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(8))
        page.addLayout(top)
        page.addWidget(self.own)
        page.addWidget(self.notice)
        page.addLayout(foot)
        page.addWidget(self.view, 1)

    def _connect(self) -> None:
        panel, view = self.panel, self.view
        self.source.changed.connect(self._on_source_changed)
        self.guesses.toggled.connect(view.show_guesses)
        self.own.settled.connect(self._settle.start)
        self._settle.timeout.connect(self.look)
        view.place_chosen.connect(panel.show_place)
        view.place_hovered.connect(self._on_view_place_hovered)
        view.place_opened.connect(self.letter_opened)
        view.unit_stepped.connect(panel.step_unit)
        panel.unit_chosen.connect(self._show_unit)
        panel.letter_opened.connect(self._on_panel_letter_opened)
        self.before.clicked.connect(self._on_before_clicked)
        self.after.clicked.connect(self._on_after_clicked)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.source.set_options(
            [
                ("page", self.tr("Its own page")),
                ("corpus", self.tr("The text")),
                ("written", self.tr("Written")),
                ("own", self.tr("My text")),
            ],
            [
                self.tr("What the net of this training step wrote in its diary"),
                self.tr("The beginning of the text it learns"),
                self.tr("What it wrote last under Generate"),
                self.tr("Type or paste anything"),
            ],
        )
        self.guesses.setText(self.tr("Guesses below"))
        self.guesses.setToolTip(self.tr("Below every letter the five likeliest next ones"))
        self.own.setPlaceholderText(self.tr("Type or paste a text here: the net reads it as you write."))
        self.own.setAccessibleName(self.tr("My text"))
        self.before.set_hint(self.tr("The unit before (Up)"))
        self.after.set_hint(self.tr("The next unit (Down)"))
        self._show_unit(self.panel.unit)

    # The text

    def text(self) -> str:
        """Return what is to be read."""
        source = self.source.key()
        if source == "own":
            return self.own.text()
        if source == "written":
            return self._written()
        if source == "corpus":
            training = self._session.training
            corpus = training.run.corpus if training is not None else self._session.corpus
            return corpus.text(0, _CORPUS_LENGTH).lstrip("\n") if corpus is not None else ""
        return self._sample()

    def look(self) -> None:
        """Let the net of the shown step read the text."""
        self._settle.stop()
        text = self.text()
        if self._session.training is None:
            self._show_nothing(self.tr("There is no net yet. Train one, then look inside it."))
            return
        if not text:
            words = {
                "written": self.tr("Nothing has been written yet. Go to Generate first."),
                "own": self.tr("Type or paste a text above."),
            }
            self._show_nothing(words.get(self.source.key(), self.tr("There is no text yet.")))
            return
        if self._session.look_inside(text):
            self._tell_missing(self._session.inside)
        else:
            problem = self._session.problems["inside"]
            self._show_nothing(self._context.sentence(problem), "warning")

    def _show_nothing(self, words: str, kind: str = "info") -> None:
        """Say why there is nothing to be read; a text read before is taken away."""
        self._session.look_away()
        self.notice.show_text(words, kind)

    def rest(self) -> None:
        """Forget what was to be read: the page is left."""
        self._settle.stop()

    # What is shown

    def show_inside(self) -> None:
        """Show the text as the net read it."""
        view = self._session.inside
        if view is self._shown:
            return
        self._shown = view
        training = self._session.training
        corpus = training.run.corpus if training is not None else None
        if view is None or corpus is None:
            self.view.set_text("", None)
            self.panel.show_view(None, None)
            self._show_unit(None)
            return
        letters = corpus.decode(view.inside.likeliest.ravel())
        self.view.set_text(view.text, Guesses(letters, view.inside.probabilities))
        self.panel.show_view(view, corpus)
        self._tell_missing(view)

    def _tell_missing(self, view: InsideView | None) -> None:
        """Say which letters the net does not know."""
        if view is None or not view.missing:
            self.notice.clear()
            return
        words = self.tr("Left out, because the net does not know them: {0}")
        self.notice.show_text(words.format(" ".join(view.missing[:30])), "info")

    def _show_unit(self, unit: tuple[int, int, int] | None) -> None:
        view = self._shown
        known = view is not None and unit is not None
        for widget in (self.before, self.after, self.unit_words, self.follows, self.ramp):
            widget.setVisible(known)
        if view is None or unit is None:
            return
        layer, state, number = unit
        values = view.inside.activation(layer, state, number)  # (T,)
        scale = max(float(np.abs(values).max()), 1.0)
        self.view.set_values(values, scale)
        self.ramp.set_scale(scale)
        self.unit_words.setText(unit_name(view.shape, layer, state, number))
        feature, correlation = view.inside.best_feature(layer, state, number)
        name = feature_names().get(feature, feature)
        words = self.tr("follows: {0} ({1})")
        self.follows.setText(words.format(name, signed(correlation)) if feature else "")

    # Handlers

    def _on_source_changed(self, source: str) -> None:
        self.own.setVisible(source == "own")
        if source == "own":
            self.own.setFocus()
        self.look()

    def _on_view_place_hovered(self, place: int) -> None:
        self.panel.show_place(place if place >= 0 else self.view.chosen())

    def _on_panel_letter_opened(self) -> None:
        if self.view.chosen() >= 0:
            self.letter_opened.emit(self.view.chosen())

    def _on_before_clicked(self) -> None:
        self.panel.step_unit(-1)

    def _on_after_clicked(self) -> None:
        self.panel.step_unit(1)
