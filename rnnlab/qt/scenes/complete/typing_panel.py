"""The typing box, and what the net expects: the next symbol at the left, whole continuations at the right."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rnnlab.core.phrases.book import spell
from rnnlab.core.vocabulary_text import SPACE_SIGN
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.complete.completion_box import CompletionBox
from rnnlab.qt.scenes.complete.continuation_list import ContinuationList, Row
from rnnlab.qt.scenes.complete.next_symbols import NextSymbols
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Speaks, key_cap
from rnnlab.session.complete import CompleteSession

__all__ = ["TypingPanel"]

NARROW = 560
LONGEST_BUTTON = 14
_UNSEEN = re.compile(r"  +| +$")


def with_spaces(text: str) -> str:
    """Let spaces be seen that would not be: several in a row, and those at the end."""
    return _UNSEEN.sub(lambda found: SPACE_SIGN * len(found[0]), text)


def _shortened(phrase: str) -> str:
    symbols = spell(phrase)
    return phrase if len(symbols) <= LONGEST_BUTTON else "".join(symbols[:LONGEST_BUTTON]) + "…"


class TypingPanel(Speaks, QWidget):
    """Type, and see what the net makes of it.

    Parameters
    ----------
    session
        What is typed and what is suggested.
    context
        For the sentences of problems.
    """

    def __init__(
        self, session: CompleteSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self.box = CompletionBox()
        self.clear = IconButton("cross")
        self.explanation = Label("", "warning", wrap=True)
        self.drop, self.add = Button(), Button("", "primary")
        self._next_name, self._after = Label("", "section"), Label("", "input")
        self._lists, self._wrong, self._below = QWidget(), QWidget(), QStackedWidget()
        self._whole_name = Label("", "section")
        self._keys = [(key_cap("Tab"), Label("", "hint")), (key_cap("↑ ↓"), Label("", "hint"))]
        self.next_symbols = NextSymbols()
        self.continuations = ContinuationList()
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.px(6))
        line.addWidget(self.box, 1)
        line.addWidget(self.clear)
        left, right = QVBoxLayout(), QVBoxLayout()
        heads = QHBoxLayout()
        heads.setSpacing(theme.px(6))
        heads.addWidget(self._next_name)
        heads.addWidget(self._after)
        heads.addStretch(1)
        left.addLayout(heads)
        left.addWidget(self.next_symbols)
        heads = QHBoxLayout()
        heads.setSpacing(theme.px(6))
        heads.addWidget(self._whole_name)
        heads.addStretch(1)
        for cap, words in self._keys:
            heads.addWidget(cap)
            heads.addWidget(words)
        right.addLayout(heads)
        right.addWidget(self.continuations)
        columns = QHBoxLayout(self._lists)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.px(24))
        for layout, stretch in ((left, 4), (right, 6)):
            layout.setSpacing(theme.px(4))
            columns.addLayout(layout, stretch)
        wrong = QVBoxLayout(self._wrong)
        wrong.setContentsMargins(0, theme.px(6), 0, 0)
        wrong.setSpacing(theme.px(10))
        buttons = QHBoxLayout()
        buttons.addWidget(self.drop)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        wrong.addWidget(self.explanation)
        wrong.addLayout(buttons)
        wrong.addStretch(1)
        self._below.addWidget(self._lists)
        self._below.addWidget(self._wrong)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(line)
        column.addWidget(self._below)

    def _connect(self) -> None:
        session = self._session
        self.box.edited.connect(session.type)
        self.box.taken.connect(self._on_box_taken)
        self.box.moved.connect(self._on_box_moved)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.drop.clicked.connect(self._on_drop_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.next_symbols.symbol_clicked.connect(session.take_symbol)
        self.continuations.clicked.connect(self._on_continuation_clicked)
        session.typed_changed.connect(self.show_typed)
        session.suggestions_changed.connect(self.show_suggestions)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.clear.set_hint(self.tr("Empty the box"))
        self._next_name.setText(self.tr("Next symbol"))
        self._next_name.setToolTip(self.tr("Bar: probability of the net. Mark: share in the phrase book."))
        self._whole_name.setText(self.tr("Whole continuations"))
        self._whole_name.setToolTip(
            self.tr("The most probable ones, found by beam search; grey in the box is the chosen one")
        )
        for (cap, words), text in zip(self._keys, (self.tr("take"), self.tr("choose")), strict=True):
            words.setText(text)
            cap.setToolTip(text)
        self.drop.setText(self.tr("Take the letter out"))
        self.show_typed()
        self.show_suggestions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the keys where there is little room."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.px(NARROW)
        for cap, words in self._keys:
            cap.setVisible(roomy)
            words.setVisible(roomy)

    def set_room(self, rows: int) -> None:
        """Show so many candidates and continuations, as the height allows."""
        self.next_symbols.set_room(rows)
        self.continuations.set_room(rows)
        self.continuations.keep_in_sight(self.continuations.chosen())

    def focus(self) -> None:
        """Take the keyboard."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What is shown

    def show_typed(self) -> None:
        """Show what was typed elsewhere (a click, an example), and what is wrong with it."""
        session = self._session
        if self.box.text() != session.typed:
            self.box.blockSignals(True)
            self.box.setText(session.typed)
            self.box.blockSignals(False)
        self.clear.setVisible(bool(session.typed))
        self._show_notice()
        self._show_box()
        vocabulary = session.task.vocabulary
        read = session.prefix[1:] or session.prefix
        shown = [vocabulary.display(symbol) for symbol in vocabulary.decode(read[-6:])]
        dots = "…" if len(read) > len(shown) else ""
        self._after.setText(f"{dots}{''.join(shown)} → ?")

    def _show_notice(self) -> None:
        session = self._session
        wrong = session.unknown is not None or session.problem is not None
        self.box.set_wrong(wrong)
        self._below.setCurrentWidget(self._wrong if wrong else self._lists)
        for button in (self.drop, self.add):
            button.setVisible(session.unknown is not None)
        if session.unknown is not None:
            words = self.tr(
                "“{0}” (letter {1}) is not in the phrase book: the net has no input for it."
            ).format(session.task.vocabulary.display(session.unknown.symbol), session.unknown.place + 1)
            self.explanation.setText(words)
            phrase = "".join(session.symbols).strip()
            self.add.setText(self.tr("Learn “{0}”, too").format(_shortened(phrase)))
            self.add.setToolTip(self.tr("Adds a line to the phrase book and trains the net anew"))
        elif session.problem is not None:
            self.explanation.setText(self._context.sentence(session.problem))

    def _show_box(self) -> None:
        session = self._session
        rest = session.completion
        is_seen = bool(rest) or (session.completion_ends and bool(session.symbols))
        self.box.set_rest(with_spaces(rest), ends=is_seen and session.completion_ends)

    def show_suggestions(self) -> None:
        """Show what the net expects."""
        session = self._session
        outlook = session.suggestions.outlook
        self._show_box()
        if outlook is None:
            self.next_symbols.clear()
            self.continuations.show_rows((), -1)
            return
        vocabulary = session.task.vocabulary
        labels = tuple(vocabulary.display(symbol) for symbol in vocabulary.symbols)
        book = session.task.tree.after(outlook.prefix)
        self.next_symbols.show_outlook(outlook.probabilities, labels, session.task.end, book)
        phrases = set(session.task.book.phrases)
        typed = vocabulary.decode(outlook.prefix[1:])
        rows = []
        for choice in session.suggestions.choices:
            rest = vocabulary.decode(choice.symbols)
            rows.append(
                Row(
                    "".join(typed),
                    with_spaces("".join(rest)),
                    choice.probability,
                    choice.ended,
                    choice.symbols == outlook.greedy.symbols,
                    choice.ended and (*typed, *rest) in phrases,
                )
            )
        self.continuations.show_rows(tuple(rows), session.suggestions.chosen)

    # What a person does

    def _on_box_taken(self) -> None:
        self._session.accept()

    def _on_box_moved(self, by: int) -> None:
        self._session.choose(self._session.suggestions.chosen + by)

    def _on_drop_clicked(self) -> None:
        self._session.drop_unknown()
        self.focus()

    def _on_add_clicked(self) -> None:
        self._session.add_phrase()
        self.focus()

    def _on_clear_clicked(self) -> None:
        self._session.type("")
        self.focus()

    def _on_continuation_clicked(self, row: int) -> None:
        self._session.accept(row)
        self.focus()
