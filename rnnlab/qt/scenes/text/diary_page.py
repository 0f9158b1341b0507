"""The diary on the stage: the text itself, the pages of the run, and what is being written just now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.measures import names_of
from rnnlab.core.text.record import DiaryEntry
from rnnlab.core.text.sampling import TEMPERATURE_LIMIT
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.text.diary_columns import DiaryColumns
from rnnlab.qt.scenes.text.diary_view import DiaryView
from rnnlab.qt.scenes.text.page_paint import GOAL, LIVE, PENDING, Fact, Page
from rnnlab.qt.scenes.text.words import bits, corpus_title, measure_names, share
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, NumberField, SegmentedControl, SoftCard, Speaks
from rnnlab.scene.text.known_words import Span, known_spans
from rnnlab.session.text import TextSession, text_presets
from rnnlab.session.text.preview import FirstPage, LiveSample

__all__ = ["FORMS", "DiaryPage"]

FORMS = ("columns", "list")
"""Side by side, and one page below the other."""

_GOAL_LENGTH = 1500


class DiaryPage(Speaks, QWidget):
    """See the module.

    Attributes
    ----------
    begin_wanted, continue_wanted : Signal
        A person wants to train for the first time, or to go on with what was saved by itself.
    """

    begin_wanted = Signal()
    continue_wanted = Signal()

    def __init__(
        self, session: TextSession, first: FirstPage, live: LiveSample, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._first, self._live = session, first, live
        self.view, self.columns = DiaryView(), DiaryColumns()
        self.forms, self.form = QStackedWidget(), SegmentedControl()
        self._temperature_name, self.temperature = Label("", "section"), NumberField()
        self.card = SoftCard("input", margin=12)
        self.words = Label("", "", wrap=True)
        self.begin = Button("", "primary", "play", big=True)
        self.go_on = Button("", "link")
        self._known: dict[int, tuple[Page, tuple[object, ...]]] = {}
        self.temperature.setRange(0.0, TEMPERATURE_LIMIT)
        self.temperature.setSingleStep(0.1)
        self.temperature.setValue(session.settings.diary_temperature)
        self._arrange()
        self.view.chosen.connect(self._on_page_chosen)
        self.columns.chosen.connect(self._on_page_chosen)
        self.form.changed.connect(self.set_form)
        self.temperature.valueChanged.connect(self._on_temperature_changed)
        self.begin.clicked.connect(self.begin_wanted)
        self.go_on.clicked.connect(self.continue_wanted)
        self.retranslate()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(self.words, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.begin)
        self.card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.form)
        top.addStretch(1)
        top.addWidget(self._temperature_name)
        top.addWidget(self.temperature)
        self._temperature_name.setBuddy(self.temperature)
        column.addLayout(top)
        for widget in (self.columns, self.view):
            self.forms.addWidget(widget)
        column.addWidget(self.forms, 1)
        column.addWidget(self.card)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.form.set_options(
            list(zip(FORMS, (self.tr("Side by side"), self.tr("One below the other")), strict=True)),
            [
                self.tr("From the first page to the chosen one, as many as fit"),
                self.tr("The chosen page large, with its neighbours"),
            ],
        )
        self._temperature_name.setText(self.tr("Temperature"))
        for widget in (self._temperature_name, self.temperature):
            widget.setToolTip(
                self.tr(
                    "At which the diary is written. Low: only what is likely. High: bolder, and more "
                    "mistakes. All pages are written again with the weights of their step."
                )
            )
        self.go_on.setText(self.tr("Go on with the last net"))
        self.go_on.setToolTip(self.tr("It was saved by itself while it was being trained"))
        self._known.clear()
        self.show_session()

    # What there is

    @property
    def corpus(self) -> Corpus | None:
        """The text of the net in hand, else that of the settings."""
        training = self._session.training
        if training is not None and len(training.run.corpus):
            return training.run.corpus
        return self._session.corpus

    def entries(self) -> tuple[DiaryEntry, ...]:
        """Return the pages there are: of the net in hand, else of the one not yet trained."""
        record = self._session.record
        if record is not None and record.diary:
            return tuple(record.diary)
        return () if self._first.entry is None or self._lacks_text else (self._first.entry,)

    @property
    def _lacks_text(self) -> bool:
        """Whether there is no text, and none is on its way."""
        return self.corpus is None and self._session.corpus_progress is None

    @property
    def has_live(self) -> bool:
        """Whether there is something newer than the last page."""
        training = self._session.training
        entries = self.entries()
        return training is not None and bool(entries) and training.step > entries[-1].step

    def moments(self) -> tuple[int | None, ...]:
        """Return the training steps one can go to; None for the newest."""
        steps: list[int | None] = [entry.step for entry in self.entries()]
        return (*steps, None) if self.has_live else tuple(steps)

    def state(self) -> tuple[object, ...]:
        """Return all that decides which pages are shown, and how; texts being written aside."""
        record = self._session.record
        since = record.overfitting_since if record is not None else None
        return self.entries(), self.has_live, since

    def numbers_shown(self) -> frozenset[int]:
        """Return which of the `moments` stand side by side; none where one page is large."""
        if self.front is not self.columns:
            return frozenset()
        last = len(self.moments()) - 1
        numbers = {entry.step: number for number, entry in enumerate(self.entries())}
        keys = [page.key for page in self.columns.shown()]
        return frozenset(last if key == LIVE else numbers[key] for key in keys if key in (LIVE, *numbers))

    def moment(self) -> int:
        """Return which of the `moments` is shown."""
        entries, shown = self.entries(), self._session.shown_step
        if shown is None or not entries:
            return max(len(self.moments()) - 1, 0)
        return min(range(len(entries)), key=lambda number: abs(entries[number].step - shown))

    # What is shown

    @property
    def front(self) -> DiaryColumns | DiaryView:
        """The form that is in front."""
        return self.columns if self.form.key() == FORMS[0] else self.view

    def set_form(self, form: str) -> None:
        """Show the pages side by side or one below the other."""
        self.form.set_key(form)
        self.forms.setCurrentWidget(self.front)
        self.show_session()

    def show_settings(self) -> None:
        """Show the temperature in force, and what is proposed."""
        self.temperature.blockSignals(True)
        self.temperature.setValue(self._session.settings.diary_temperature)
        self.temperature.blockSignals(False)
        self.show_card()

    def show_session(self) -> None:
        """Show the pages there are now."""
        corpus = self.corpus
        pages: list[Page] = []
        if corpus is not None:
            pages.append(self._goal(corpus))
        for number, entry in enumerate(self.entries()):
            pages.append(self._page(entry, number, corpus))
        if self.has_live:
            pages.append(self._live_page(corpus))
        elif corpus is not None and not self.entries() and self._first.is_busy:
            pages.append(self._pending_page())
        self.front.set_pages(pages)
        self.show_chosen()
        self.show_card()

    def show_card(self) -> None:
        """Show what to do first, as long as there is no net."""
        session, corpus = self._session, self.corpus
        is_empty = session.status == "empty"
        is_new = is_empty and corpus is not None and len(corpus) > 0
        self.card.setVisible(is_new or (is_empty and self._lacks_text))
        self.begin.setVisible(is_new)
        self.go_on.setVisible(session.autosaved is not None)
        if self._lacks_text:
            words = self.tr("There is no text to learn. Choose one under “Text to learn”.")
        else:
            words = self.tr(
                "This net knows nothing yet: it only guesses letters. "
                "Let it read the text above, and watch it learn to write."
            )
        self.words.setText(words)
        if is_new and corpus is not None:
            title = corpus_title(corpus.choice, corpus.title)
            preset = next((one for one in text_presets() if one.fits(session.settings)), None)
            if preset is None:
                self.begin.setText(self.tr("Learn “{0}”").format(title))
            else:
                minutes = preset.title.text(language.current)
                self.begin.setText(self.tr("Learn “{0}”: {1}").format(title, minutes))

    def show_chosen(self) -> None:
        """Mark the page of the training step that is shown."""
        entries = self.entries()
        if not entries:
            return
        key = LIVE if self.moment() >= len(entries) else entries[self.moment()].step
        self.front.set_chosen(key)

    def show_live(self) -> None:
        """Show more of what is being written."""
        if self.has_live:
            self.front.set_live(self._live_page(self.corpus))

    def _goal(self, corpus: Corpus) -> Page:
        known = self._known.get(GOAL)
        marks = self._first.marks if self._first.corpus is corpus else {}
        if known is not None and known[1] == (corpus, bool(marks)):
            return known[0]
        title = corpus_title(corpus.choice, corpus.title)
        facts = tuple(
            Fact(name, share(marks[key]), marks[key])
            for key, name in measure_names().items()
            if marks.get(key) is not None
        )
        page = Page(GOAL, self.tr("the text itself"), title, "", corpus.text(0, _GOAL_LENGTH), facts)
        self._known[GOAL] = (page, (corpus, bool(marks)))
        return page

    def _pending_page(self) -> Page:
        remark = self.tr(
            "The net gets its first weights and writes a page with them. "
            "The first time a cell is used this takes a few seconds."
        )
        return Page(PENDING, self.tr("at first"), self.tr("untrained"), "", "", remark=remark)

    def _page(self, entry: DiaryEntry, number: int, corpus: Corpus | None) -> Page:
        label, role = self._label(entry, number)
        known, state = self._known.get(entry.step), (entry, label, _knows_words(corpus))
        if known is not None and known[1] == state:
            return known[0]
        title = self.tr("Step {0}").format(f"{entry.step:,}") if entry.step else self.tr("untrained")
        page = Page(
            entry.step,
            label,
            title,
            bits(entry.loss) if entry.loss is not None else "",
            entry.text,
            self._facts(entry, corpus),
            _spans(entry.text, corpus),
            role=role,
        )
        self._known[entry.step] = (page, state)
        return page

    def _label(self, entry: DiaryEntry, number: int) -> tuple[str, str]:
        """Return the word above a page, and its colour."""
        record = self._session.record
        since = record.overfitting_since if record is not None else None
        label = self.tr("train more") if number else self.tr("at first")
        over_fits = since is not None and entry.step > since
        if over_fits:
            label = self.tr("over-fitting")
        if entry.temperature != self._session.settings.diary_temperature:  # its weights are not kept any more
            label = self.tr("{0} (at temperature {1})").format(label, f"{entry.temperature:g}")
        return label, "warning_text" if over_fits else "muted"

    def _facts(self, entry: DiaryEntry, corpus: Corpus | None) -> tuple[Fact, ...]:
        names = measure_names()
        wanted = names_of(corpus.kind) if corpus is not None else tuple(entry.measures)
        return tuple(
            Fact(names[key], share(entry.measures.get(key)), entry.measures.get(key)) for key in wanted
        )

    def _live_page(self, corpus: Corpus | None) -> Page:
        record, step = self._session.record, self._session.step
        loss = record.curve.recent() if record is not None else None
        text = self._live.text
        return Page(
            LIVE,
            self.tr("just now"),
            self.tr("Step {0}").format(f"{step:,}"),
            bits(loss),
            text,
            spans=_spans(text, corpus),
            fresh=self._live.reach,
        )

    def _on_temperature_changed(self, temperature: float) -> None:
        self._session.change(diary_temperature=temperature)

    def _on_page_chosen(self, key: int) -> None:
        entries = self.entries()
        is_newest = key == LIVE or (not self.has_live and bool(entries) and key == entries[-1].step)
        self._session.show_step(None if is_newest else key)


def _knows_words(corpus: Corpus | None) -> bool:
    """Return whether a corpus' words have been gathered.

    That takes a while for a long text, and is done in the background by whoever measures the diary.
    """
    return corpus is not None and "words" in vars(corpus)


def _spans(text: str, corpus: Corpus | None) -> tuple[Span, ...] | None:
    """Return what is a word in a text; None while the corpus' words have not been gathered."""
    return known_spans(text, corpus.words) if corpus is not None and _knows_words(corpus) else None
