"""What is played next: the row, its order, who plays, how fast the net learns, rounds and seed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.core.game.settings import ROUNDS, SEED_LIMIT
from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary import Vocabulary
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.game.words import difficulties, materials, modes, patterns
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    ChoiceChips,
    IconButton,
    Label,
    Notice,
    SegmentedControl,
    Speaks,
    Switch,
    SymbolChips,
    TextField,
    WholeNumberField,
)
from rnnlab.session.game.session import GameSession

__all__ = ["GameSetup"]


class GameSetup(Speaks, QWidget):
    """The settings of the next game."""

    def __init__(self, session: GameSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._row_name, self.material = Label("", "title"), ChoiceChips()
        self.own = TextField()
        self.notice = Notice()
        self.chips = SymbolChips(rows=2)
        self._pattern_name, self.pattern = Label("", "section"), ChoiceChips()
        self._mode_name, self.mode = Label("", "section"), ChoiceChips()
        self.mode_words = Label("", "hint", wrap=True)
        self._difficulty_name, self.difficulty = Label("", "section"), ChoiceChips()
        self.difficulty_words = Label("", "hint", wrap=True)
        self._rounds_name, self.rounds = Label("", "section"), SegmentedControl()
        self.relaxed = Switch()
        self._seed_name, self.seed, self.dice = Label("", "section"), WholeNumberField(), IconButton("dice")
        self.seed.setRange(0, SEED_LIMIT)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        for row in (self.material, self.pattern, self.mode, self.difficulty):
            # their hint is that of one chip a line, which would make the panel scroll for nothing
            policy = row.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            row.setSizePolicy(policy)
        seed = QHBoxLayout()
        seed.addWidget(self._seed_name, 1)
        seed.addWidget(self.seed)
        seed.addWidget(self.dice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._row_name, self.material, self.own, self.notice, self.chips),
            (self._pattern_name, self.pattern),
            (self._mode_name, self.mode, self.mode_words),
            (self._difficulty_name, self.difficulty, self.difficulty_words),
            (self._rounds_name, self.rounds, self.relaxed),
        )
        for number, group in enumerate(groups):
            column.addSpacing(theme.px(5) if number else 0)
            for widget in group:
                column.addWidget(widget)
        column.addLayout(seed)
        column.addStretch(1)

    def _connect(self) -> None:
        session = self._session
        for name, row in (
            ("material", self.material),
            ("pattern", self.pattern),
            ("mode", self.mode),
            ("difficulty", self.difficulty),
        ):
            row.changed.connect(partial(self._on_choice_changed, name))
        self.rounds.changed.connect(self._on_rounds_changed)
        self.own.settled.connect(self._on_own_settled)
        self.own.returnPressed.connect(self.own.clearFocus)
        self.relaxed.toggled.connect(self._on_relaxed_toggled)
        self.seed.valueChanged.connect(self._on_seed_changed)
        self.dice.clicked.connect(self._on_dice_clicked)
        session.settings_changed.connect(self.show_settings)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._row_name.setText(self.tr("Symbols"))
        self.material.set_options(list(materials().items()))
        self.own.setPlaceholderText(self.tr("가-하, A-Z, do re mi …"))
        self.own.setAccessibleName(self.tr("Own symbols"))
        self._pattern_name.setText(self.tr("Order"))
        for row, words in (
            (self.pattern, patterns()),
            (self.mode, modes()),
            (self.difficulty, difficulties()),
        ):
            row.set_options(
                [(key, name) for key, (name, _) in words.items()], [hint for _, hint in words.values()]
            )
        self._mode_name.setText(self.tr("Who plays"))
        self._difficulty_name.setText(self.tr("Difficulty"))
        self._rounds_name.setText(self.tr("Rounds"))
        self.rounds.set_options([(str(count), str(count)) for count in ROUNDS])
        self.relaxed.setText(self.tr("Twice the time"))
        self._seed_name.setText(self.tr("Seed"))
        self.seed.setToolTip(self.tr("The same seed gives the same questions and the same net"))
        self.dice.set_hint(self.tr("Another seed"))
        self.show_settings()

    def show_settings(self) -> None:
        """Show the settings in force, and what is wrong with one's own symbols."""
        settings = self._session.settings
        self.material.set_key(settings.material)
        self.pattern.set_key(settings.pattern)
        self.mode.set_key(settings.mode)
        self.difficulty.set_key(settings.difficulty)
        self.rounds.set_key(str(settings.rounds))
        self.mode_words.setText(modes()[settings.mode][1])
        self.difficulty_words.setText(difficulties()[settings.difficulty][1])
        self.difficulty_words.setVisible(settings.difficulty != "normal" or settings.mode != "spectator")
        self.own.setVisible(settings.material == "own")
        if not (self.own.hasFocus() and self.own.isModified()):
            self.own.setText(settings.own_text)
        for widget, value in ((self.relaxed, settings.relaxed), (self.seed, settings.seed)):
            widget.blockSignals(True)
            if isinstance(widget, Switch):
                widget.setChecked(bool(value))
            else:
                widget.setValue(int(value))
            widget.blockSignals(False)
        self._show_row()

    def _show_row(self) -> None:
        """Show the symbols, or what is wrong with them."""
        problem = self._session.problem
        try:
            vocabulary = Vocabulary.parse(self._session.settings.text)
        except Problem:
            self.chips.hide()
        else:
            self.chips.show()
            self.chips.set_symbols([vocabulary.display(symbol) for symbol in vocabulary.symbols])
        self.own.set_wrong(problem is not None)
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem))

    def _on_choice_changed(self, name: str, key: str) -> None:
        self._session.change(**{name: key})
        if name == "material" and key == "own":
            self.own.setFocus()

    def _on_rounds_changed(self, key: str) -> None:
        self._session.change(rounds=int(key))

    def _on_own_settled(self, text: str) -> None:
        self._session.change(own_text=text)

    def _on_relaxed_toggled(self, on: bool) -> None:
        self._session.change(relaxed=on)

    def _on_seed_changed(self, seed: int) -> None:
        self._session.change(seed=seed)

    def _on_dice_clicked(self) -> None:
        self._session.change(seed=(self._session.settings.seed + 1) % (SEED_LIMIT + 1))
