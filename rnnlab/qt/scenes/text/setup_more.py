"""The rarer settings behind a fold: windows, dropout, rate and schedule, clipping, test share, seed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Folded, IconButton, Label, Notice, NumberField, Select, WholeNumberField
from rnnlab.session.text import TextSession

__all__ = ["FIELDS", "MoreTextSettings"]

_WHOLE = {
    "steps": (1, 100_000_000, 500),
    "sequence_length": (2, 1000, 10),
    "batch_size": (1, 1024, 8),
    "warmup_steps": (0, 100_000, 10),
    "seed": (0, 2**31 - 1, 1),
}
_FRACTIONS = {
    "dropout": (0.0, 0.9, 0.05, 2),
    "learning_rate": (1e-6, 1.0, 0.001, 5),
    "clip_norm": (0.0, 1000.0, 0.5, 2),
    "validation_share": (0.0, 0.5, 0.05, 2),
}
_CHOICES = ("schedule", "precision")
FIELDS = (
    "steps",
    "learning_rate",
    "schedule",
    "warmup_steps",
    "sequence_length",
    "batch_size",
    "dropout",
    "clip_norm",
    "validation_share",
    "precision",
    "seed",
)


class MoreTextSettings(Folded):
    """A fold with the settings most people leave as they are."""

    def __init__(self, session: TextSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._names = {name: Label("", "section") for name in FIELDS}
        self.whole = {name: WholeNumberField() for name in _WHOLE}
        self.fractions = {name: NumberField() for name in _FRACTIONS}
        self.choices = {name: Select() for name in _CHOICES}
        self.dice = IconButton("dice")
        self.notice = Notice()
        self._set_limits()
        self._arrange()
        self._connect()
        self.set_open(False)
        self.retranslate()

    def _set_limits(self) -> None:
        for name, whole in self.whole.items():
            low, high, step = _WHOLE[name]
            whole.setRange(low, high)
            whole.setSingleStep(step)
        for name, fraction in self.fractions.items():
            least, most, change, decimals = _FRACTIONS[name]
            fraction.setDecimals(decimals)
            fraction.setRange(least, most)
            fraction.setSingleStep(change)

    def field(self, name: str) -> QWidget:
        """Return the widget of a setting."""
        return (self.whole | self.fractions | self.choices)[name]

    def _arrange(self) -> None:
        grid = QGridLayout(self.body)
        grid.setContentsMargins(0, theme.px(4), 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        for row, name in enumerate(FIELDS):
            self._names[name].setBuddy(self.field(name))
            grid.addWidget(self._names[name], row, 0)
            grid.addWidget(self.field(name), row, 1, 1, 1 if name == "seed" else 2)
        grid.addWidget(self.dice, len(FIELDS) - 1, 2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fold)
        column.addWidget(self.body)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        for name, whole in self.whole.items():
            whole.valueChanged.connect(partial(self._on_number_changed, name))
        for name, fraction in self.fractions.items():
            fraction.valueChanged.connect(partial(self._on_number_changed, name))
        for name, choice in self.choices.items():
            choice.chosen.connect(partial(self._on_choice_chosen, name))
        self.dice.clicked.connect(self._on_dice_clicked)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.fold.setText(self.tr("More settings"))
        self._name()
        self.choices["schedule"].set_options(
            [
                ("constant", self.tr("constant")),
                ("cosine", self.tr("cosine")),
                ("halving", self.tr("halving")),
            ]
        )
        self.choices["precision"].set_options(
            [("auto", self.tr("fastest")), ("float32", "float32"), ("bfloat16", "bfloat16")]
        )
        self.fractions["clip_norm"].setSpecialValueText(self.tr("off"))
        self.fractions["dropout"].setSpecialValueText(self.tr("off"))
        self.fractions["validation_share"].setSpecialValueText(self.tr("none"))
        self.dice.set_hint(self.tr("Other initial weights"))
        self.show_settings()

    def _name(self) -> None:
        """Name every setting, and say what it does."""
        names = {
            "steps": (self.tr("Steps"), self.tr("Training ends after so many steps")),
            "learning_rate": (self.tr("Rate"), self.tr("How far Adam moves the weights at a training step")),
            "schedule": (self.tr("Schedule"), self.tr("How the learning rate falls towards the end")),
            "warmup_steps": (self.tr("Warm-up"), self.tr("Steps over which the rate climbs at first")),
            "sequence_length": (
                self.tr("Window T"),
                self.tr("Letters that gradients go back; the state is carried on from window to window"),
            ),
            "batch_size": (self.tr("Batch B"), self.tr("Places in the text that are read side by side")),
            "dropout": (
                self.tr("Dropout"),
                self.tr("Share of a layer’s outputs that the layer above does not see while training"),
            ),
            "clip_norm": (self.tr("Clip"), self.tr("A longer gradient is shortened to this")),
            "validation_share": (
                self.tr("Test share"),
                self.tr("The end of the text is held back: how well the net does on what it never read"),
            ),
            "precision": (self.tr("Precision"), self.tr("bfloat16 is faster where the machine has it")),
            "seed": (self.tr("Seed"), self.tr("The same seed gives the same initial weights")),
        }
        for name, (text, hint) in names.items():
            self._names[name].setText(text)
            self._names[name].setToolTip(hint)
            self.field(name).setToolTip(hint)

    def show_settings(self) -> None:
        """Show the settings in force, and what is wrong with one of these."""
        settings = self._session.settings
        for name, whole in self.whole.items():
            whole.blockSignals(True)
            whole.setValue(getattr(settings, name))
            whole.blockSignals(False)
        for name, fraction in self.fractions.items():
            fraction.blockSignals(True)
            fraction.setValue(getattr(settings, name))
            fraction.blockSignals(False)
        for name, choice in self.choices.items():
            choice.set_key(getattr(settings, name))
        self.field("dropout").setEnabled(settings.layers > 1)
        problems = self._session.problems
        problem = next((problems[name] for name in FIELDS if name in problems), None)
        if problem is None:
            self.notice.clear()
            return
        self.set_open(True)
        self.notice.show_text(self._context.sentence(problem))

    def _on_number_changed(self, name: str, value: float) -> None:
        self._session.change(merge=False, **{name: value})

    def _on_choice_chosen(self, name: str, key: str) -> None:
        self._session.change(merge=False, **{name: key})

    def _on_dice_clicked(self) -> None:
        self._session.change(seed=(self._session.settings.seed + 1) % 2**31)
