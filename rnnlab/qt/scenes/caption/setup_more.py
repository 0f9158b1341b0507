"""The rarer settings behind a fold: seed, sizes of the picture net, training."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rnnlab.core.captions.settings import LIMITS
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Folded, IconButton, Label, Notice, NumberField, WholeNumberField
from rnnlab.session.captions.session import CaptionSession

__all__ = ["MoreSettings"]

WHOLE = (
    "seed",
    "channels",
    "blocks",
    "last_channels",
    "feature_size",
    "embedding_size",
    "layers",
    "batch_size",
    "steps",
)
SEEDS = 2**31


class MoreSettings(Folded):
    """A fold with the settings most people leave as they are."""

    def __init__(self, session: CaptionSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._names: dict[str, Label] = {}
        self.fields: dict[str, WholeNumberField] = {name: WholeNumberField() for name in WHOLE}
        self.dice = IconButton("dice")
        self.learning_rate = NumberField()
        self.notice = Notice()
        for name, field in self.fields.items():
            low, high = LIMITS[name]
            field.setRange(int(low), int(min(high, SEEDS - 1)))
        self.fields["steps"].setSingleStep(100)
        self.fields["batch_size"].setSingleStep(16)
        self.learning_rate.setDecimals(5)
        self.learning_rate.setRange(0.00001, LIMITS["learning_rate"][1])
        self.learning_rate.setSingleStep(0.001)
        self._arrange()
        self._connect()
        self.set_open(False)
        self.retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout(self.body)
        grid.setContentsMargins(0, theme.px(4), 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        rows: list[tuple[str, WholeNumberField | NumberField]] = [*self.fields.items()]
        rows.append(("learning_rate", self.learning_rate))
        for row, (name, widget) in enumerate(rows):
            self._names[name] = Label("", "section")
            self._names[name].setBuddy(widget)
            grid.addWidget(self._names[name], row, 0)
            grid.addWidget(widget, row, 1, 1, 1 if name == "seed" else 2)
        grid.addWidget(self.dice, 0, 2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.fold, self.body, self.notice):
            column.addWidget(part)

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.valueChanged.connect(partial(self._on_field_changed, name))
        self.learning_rate.valueChanged.connect(self._on_learning_rate_changed)
        self.dice.clicked.connect(self._on_dice_clicked)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.fold.setText(self.tr("More settings"))
        hints = self._hints()
        for name, words in self._words().items():
            hint = hints[name]
            self._names[name].setText(words)
            self._names[name].setToolTip(hint)
            widget = self.fields.get(name, self.learning_rate)
            widget.setToolTip(hint)
            widget.setAccessibleName(words)
        self.dice.set_hint(self.tr("Other initial weights and pictures"))
        self.show_settings()
        self.show_problems()

    def _words(self) -> dict[str, str]:
        return {
            "seed": self.tr("Seed"),
            "channels": self.tr("Maps"),
            "blocks": self.tr("Blocks"),
            "last_channels": self.tr("Last maps"),
            "feature_size": self.tr("Features F"),
            "embedding_size": self.tr("Word vector"),
            "layers": self.tr("Layers"),
            "batch_size": self.tr("Batch"),
            "steps": self.tr("Steps"),
            "learning_rate": self.tr("Learning rate"),
        }

    def _hints(self) -> dict[str, str]:
        return {
            "seed": self.tr("The same seed gives the same weights and the same pictures"),
            "channels": self.tr(
                "Feature maps of the first block; each further one but the last has twice as many"
            ),
            "blocks": self.tr("Each is two convolutions; between them maps are halved by max-pooling"),
            "last_channels": self.tr(
                "Feature maps of the last block; of each only the greatest value is passed on"
            ),
            "feature_size": self.tr("Size of the vector that the picture becomes"),
            "embedding_size": self.tr("Size of a word's vector, where features enter at every step"),
            "layers": self.tr("Layers of the decoder"),
            "batch_size": self.tr("Pictures a training step"),
            "steps": self.tr("Training steps of the whole schedule"),
            "learning_rate": self.tr("Its greatest value: it rises to it, then falls to nearly 0"),
        }

    def show_settings(self) -> None:
        """Show the settings in force."""
        settings = self._session.settings
        for name, field in self.fields.items():
            field.blockSignals(True)
            field.setValue(getattr(settings, name))
            field.blockSignals(False)
        self.learning_rate.blockSignals(True)
        self.learning_rate.setValue(settings.learning_rate)
        self.learning_rate.blockSignals(False)
        has_embedding = settings.handover == "every"
        self._names["embedding_size"].setVisible(has_embedding)
        self.fields["embedding_size"].setVisible(has_embedding)

    def show_problems(self) -> None:
        """Say what is wrong with one of these settings; the fold opens by itself then."""
        problems = self._session.problems
        problem = next((problems[name] for name in (*WHOLE, "learning_rate") if name in problems), None)
        if problem is None:
            self.notice.clear()
            return
        self.set_open(True)
        self.notice.show_text(self._context.sentence(problem))

    def _on_field_changed(self, name: str, value: int) -> None:
        changed: dict[str, Any] = {name: value}
        self._session.change(**changed)

    def _on_learning_rate_changed(self, value: float) -> None:
        self._session.change(learning_rate=value)

    def _on_dice_clicked(self) -> None:
        self._session.change(seed=(self._session.settings.seed + 1) % SEEDS)
