"""The rarer settings behind a fold: layers, optimiser, seed, when to stop, how fast to watch."""

from functools import partial
from typing import get_args

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rnnlab.core.experiment import SEED_LIMIT, StopKind, StopRule
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Folded,
    IconButton,
    Label,
    Notice,
    NumberField,
    SegmentedControl,
    Select,
    WholeNumberField,
)
from rnnlab.session.sequence import SequenceSession

__all__ = ["MoreSettings"]

PACES = ("", "100", "20", "5")
FIELDS = ("layers", "optimizer", "momentum", "clip_norm", "seed", "stop", "steps", "backend", "device")


class MoreSettings(Folded):
    """A fold with the settings most people leave as they are."""

    def __init__(
        self, session: SequenceSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = ""
        self._names: dict[str, Label] = {}
        self.layers = SegmentedControl()
        self.layers.set_options([(str(n), str(n)) for n in range(1, 5)])
        self.optimizer = Select()
        self.momentum = NumberField()
        self.momentum.setRange(0.0, 0.999)
        self.momentum.setSingleStep(0.05)
        self.momentum.setDecimals(3)
        self.clip_norm = NumberField()
        self.clip_norm.setRange(0.0, 1000.0)
        self.clip_norm.setSingleStep(0.5)
        self.seed = WholeNumberField()
        self.seed.setRange(0, min(SEED_LIMIT, 2**31 - 1))
        self.dice = IconButton("dice")
        self.stop = Select()
        self.steps = WholeNumberField()
        self.steps.setRange(1, 1_000_000_000)
        self.steps.setSingleStep(100)
        self.pace = Select()
        self.notice = Notice()
        self._arrange()
        self._connect()
        self.set_open(False)
        self.retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout(self.body)
        grid.setContentsMargins(0, theme.px(4), 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        rows: tuple[tuple[str, QWidget, QWidget | None], ...] = (
            ("layers", self.layers, None),
            ("optimizer", self.optimizer, None),
            ("momentum", self.momentum, None),
            ("clip_norm", self.clip_norm, None),
            ("seed", self.seed, self.dice),
            ("stop", self.stop, None),
            ("steps", self.steps, None),
            ("pace", self.pace, None),
        )
        for row, (name, widget, beside) in enumerate(rows):
            self._names[name] = Label("", "section")
            self._names[name].setBuddy(widget)
            grid.addWidget(self._names[name], row, 0)
            grid.addWidget(widget, row, 1, 1, 1 if beside else 2)
            if beside is not None:
                grid.addWidget(beside, row, 2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fold)
        column.addWidget(self.body)
        column.addWidget(self.notice)

    def _connect(self) -> None:
        self.layers.changed.connect(self._on_layers_changed)
        self.optimizer.chosen.connect(self._on_optimizer_chosen)
        self.momentum.valueChanged.connect(partial(self._on_number_changed, "momentum"))
        self.clip_norm.valueChanged.connect(partial(self._on_number_changed, "clip_norm"))
        self.seed.valueChanged.connect(partial(self._on_number_changed, "seed"))
        self.dice.clicked.connect(self._on_dice_clicked)
        self.stop.chosen.connect(self._on_stop_changed)
        self.steps.valueChanged.connect(self._on_stop_changed)
        self.pace.chosen.connect(self._on_pace_chosen)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.fold.setText(self.tr("More settings"))
        names = {
            "layers": self.tr("Layers"),
            "optimizer": self.tr("Optimiser"),
            "momentum": self.tr("Momentum"),
            "clip_norm": self.tr("Clip gradient"),
            "seed": self.tr("Seed"),
            "stop": self.tr("Stop"),
            "steps": self.tr("at step"),
            "pace": self.tr("Pace"),
        }
        for name, text in names.items():
            self._names[name].setText(text)
        self.optimizer.set_options([("adam", "Adam"), ("sgd", "SGD"), ("rmsprop", "RMSprop")])
        self.clip_norm.setSpecialValueText(self.tr("off"))
        self.dice.set_hint(self.tr("Other initial weights"))
        self.seed.setToolTip(self.tr("The same seed gives the same initial weights"))
        self.stop.set_options(
            [
                ("steps", self.tr("after steps")),
                ("solved", self.tr("when solved")),
                ("hand", self.tr("by hand")),
            ]
        )
        speeds = [self.tr("{0} steps/s").format(pace) for pace in PACES[1:]]
        self.pace.set_options(list(zip(PACES, [self.tr("full speed"), *speeds], strict=True)))
        self.pace.setToolTip(self.tr("Slow training down to watch it learn"))
        self.show_experiment()
        self.show_problems()

    def show_experiment(self) -> None:
        """Show the settings in force."""
        experiment = self._session.experiment
        self.layers.set_key(str(experiment.layers))
        self.optimizer.set_key(experiment.optimizer.kind)
        self.stop.set_key(experiment.stop.kind)
        self.pace.set_key("" if self._session.pace is None else f"{self._session.pace:g}")
        numbers = (
            (self.momentum, experiment.optimizer.momentum),
            (self.clip_norm, experiment.optimizer.clip_norm),
        )
        for field, value in numbers:
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        for whole, count in ((self.seed, experiment.seed), (self.steps, experiment.stop.steps)):
            whole.blockSignals(True)
            whole.setValue(count)
            whole.blockSignals(False)
        for name, shown in (
            ("momentum", experiment.optimizer.kind == "sgd"),
            ("steps", experiment.stop.kind == "steps"),
        ):
            self._names[name].setVisible(shown)
            getattr(self, name).setVisible(shown)

    def show_problems(self) -> None:
        """Say what is wrong with one of these settings; the fold opens by itself then."""
        problem = next(
            (self._session.problems[name] for name in FIELDS if name in self._session.problems), None
        )
        if problem is None:
            self.notice.clear()
            return
        self.set_open(True)
        self.notice.show_text(self._context.sentence(problem))

    def _on_layers_changed(self, layers: str) -> None:
        self._session.change(layers=int(layers))

    def _on_optimizer_chosen(self, kind: str) -> None:
        self._session.change(kind=kind)

    def _on_number_changed(self, name: str, value: float) -> None:
        self._session.change(merge=False, **{name: value})

    def _on_dice_clicked(self) -> None:
        self._session.change(seed=(self._session.experiment.seed + 1) % 2**31)

    def _on_stop_changed(self) -> None:
        kind = next(kind for kind in get_args(StopKind) if kind == self.stop.key())
        self._session.change(stop=StopRule(kind, self.steps.value()))

    def _on_pace_chosen(self, pace: str) -> None:
        self._session.pace = float(pace) if pace else None
