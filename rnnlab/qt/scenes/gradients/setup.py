"""The settings of the Gradients scene: presets, cells, length, the two initial conditions, clipping, seed.

Every widget shows the session's settings and changes them by ``session.change``.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.initial_conditions import forget_biases
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.gradients.cell_chips import CellChips
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Button,
    ChoiceChips,
    IconButton,
    Label,
    LabelledSlider,
    Notice,
    SegmentedControl,
    Speaks,
    WholeNumberField,
)
from rnnlab.session.gradient_settings import AS_DRAWN, GradientPreset, gradient_presets
from rnnlab.session.gradients import GradientSession

__all__ = ["GradientSetup", "GradientTraining"]

LENGTHS = (2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200)
SIZES = (2, 4, 8, 12, 16, 24, 32, 48, 64)
RADII = (AS_DRAWN, *(round(0.1 * n, 1) for n in range(1, 21)), 2.2, 2.5, 3.0, 3.5, 4.0)
BIASES = (AS_DRAWN, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
CLIPS = (0.0, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0)
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03, 0.1, 0.3, 1.0)
SEEDS = 2**31


class GradientSetup(Speaks, QWidget):
    """What is compared.

    Attributes
    ----------
    preset_chosen : Signal(object)
        A person wants to see this `GradientPreset`.
    """

    preset_chosen = Signal(object)

    def __init__(
        self, session: GradientSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = ""
        self._preset_name = Label("", "title")
        self.presets = ChoiceChips()
        self.sentence = Label("", "hint", wrap=True)
        self._cells_name, self.cells = Label("", "section"), CellChips()
        self.sliders = {
            "length": LabelledSlider(LENGTHS, limits=(2, 200), whole=True, role="input"),
            "spectral_radius": LabelledSlider(RADII, show=self._drawn, limits=(0, 10), role="hidden"),
            "forget_bias": LabelledSlider(BIASES, show=self._drawn, limits=(0, 20), role="hidden"),
            "clip_norm": LabelledSlider(CLIPS, show=self._off, limits=(0, 1e6), role="loss"),
            "hidden_size": LabelledSlider(SIZES, limits=(1, 64), whole=True, role="hidden"),
            "learning_rate": LabelledSlider(RATES, limits=(1e-6, 10), role="loss"),
        }
        self.bias_hint = Label("", "hint", wrap=True)
        self._seed_name, self.seed, self.dice = Label("", "section"), WholeNumberField(), IconButton("dice")
        self.seed.setRange(0, SEEDS - 1)
        self.notice = Notice()
        self._preset: GradientPreset | None = gradient_presets()[0]
        self._arrange()
        self._connect()
        self.retranslate()

    def _drawn(self, value: float) -> str:
        return self.tr("as drawn") if value < 0 else f"{value:.6g}"

    def _off(self, value: float) -> str:
        return self.tr("off") if value == 0 else f"{value:.6g}"

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._preset_name)
        column.addWidget(self.presets)
        column.addWidget(self.sentence)
        column.addSpacing(theme.px(3))
        column.addWidget(self._cells_name)
        column.addWidget(self.cells)
        column.addWidget(self.notice)
        for name, slider in self.sliders.items():
            column.addWidget(slider)
            if name == "forget_bias":
                column.addWidget(self.bias_hint)
        seed = QHBoxLayout()
        seed.addWidget(self._seed_name, 1)
        seed.addWidget(self.seed)
        seed.addWidget(self.dice)
        column.addLayout(seed)
        column.addStretch(1)

    def _connect(self) -> None:
        self.presets.changed.connect(self._on_preset_changed)
        self.cells.changed.connect(self._on_cells_changed)
        for name, slider in self.sliders.items():
            slider.changed.connect(partial(self._on_slider_changed, name))
            slider.committed.connect(self._on_slider_committed)
        self.seed.valueChanged.connect(self._on_seed_changed)
        self.dice.clicked.connect(self._on_dice_clicked)
        self._session.settings_changed.connect(self.show_settings)
        self._context.cells.changed.connect(self.show_settings)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._preset_name.setText(self.tr("See what happens"))
        self.presets.set_options(
            [(preset.id, preset.title.text(language.current)) for preset in gradient_presets()],
            [preset.sentence.text(language.current) for preset in gradient_presets()],
        )
        self._cells_name.setText(self.tr("Cells on one time axis"))
        names = {
            "length": (
                self.tr("Length T"),
                self.tr("Time steps: one symbol, then blanks until it is asked for"),
            ),
            "spectral_radius": (
                self.tr("Spectral radius"),
                self.tr("Largest eigenvalue of the initial recurrent matrices: above 1 the net amplifies"),
            ),
            "forget_bias": (
                self.tr("Forget-gate bias"),
                self.tr("Bias of the gate that keeps a state’s own value: a large one keeps the gate open"),
            ),
            "clip_norm": (
                self.tr("Clip gradient at"),
                self.tr("A longer gradient is shortened to this before the weights are changed"),
            ),
            "hidden_size": (self.tr("Hidden size H"), self.tr("Numbers the net carries from step to step")),
            "learning_rate": (
                self.tr("Learning rate"),
                self.tr("How far the weights move at a training step"),
            ),
        }
        for name, (text, hint) in names.items():
            self.sliders[name].set_name(text, hint)
        self._seed_name.setText(self.tr("Seed"))
        self.seed.setToolTip(self.tr("The same seed gives the same initial weights"))
        self.dice.set_hint(self.tr("Other initial weights"))
        self.show_settings()

    def show_settings(self) -> None:
        """Show the settings in force, and what is wrong with the last change."""
        settings = self._session.settings
        match = next((preset for preset in gradient_presets() if preset.settings == settings), None)
        if match is not None:
            self._preset = match
            self.presets.set_key(match.id)
        self.cells.show_cells(settings.cells)
        for name, slider in self.sliders.items():
            slider.set_value(float(getattr(settings, name)))
        self.seed.blockSignals(True)
        self.seed.setValue(settings.seed)
        self.seed.blockSignals(False)
        self.sentence.setText(self._preset.sentence.text(language.current) if self._preset else "")
        self.sentence.setVisible(self._preset is not None)
        cells = [run.shape.cell for run in self._session.runs]
        titles = [cell.title.text(language.current) for cell in cells if not forget_biases(cell)]
        self.bias_hint.setText(self.tr("No such gate in: {0}").format(", ".join(titles)))
        self.bias_hint.setVisible(bool(titles))
        problem = next(iter(self._session.problems.values()), None)
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem))

    def forget_preset(self) -> None:
        """Note that the settings are a person's own."""
        self._preset = None
        self.presets.clear()

    def _on_preset_changed(self, key: str) -> None:
        self._preset = next(preset for preset in gradient_presets() if preset.id == key)
        self.preset_chosen.emit(self._preset)

    def _on_cells_changed(self, cells: tuple[str, ...]) -> None:
        self._session.change(cells=cells)

    def _on_slider_changed(self, name: str, value: float) -> None:
        number = int(value) if name in ("length", "hidden_size") else value
        self._session.change(merge=self._dragged == name, **{name: number})
        self._dragged = name

    def _on_slider_committed(self) -> None:
        self._dragged = ""

    def _on_seed_changed(self, seed: int) -> None:
        self._session.change(seed=seed)

    def _on_dice_clicked(self) -> None:
        self._session.change(seed=(self._session.settings.seed + 1) % SEEDS)


class GradientTraining(Speaks, QWidget):
    """Train all cells, or look at them as they began."""

    def __init__(
        self, session: GradientSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self.train = Button("", "primary", "play", big=True)
        self.step = IconButton("step-forward", "ink")
        self.reset = IconButton("reset", "ink")
        self.moment = SegmentedControl()
        self.words = Label("", "hint", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.train, 1)
        buttons.addWidget(self.step)
        buttons.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(buttons)
        column.addWidget(self.moment)
        column.addWidget(self.words)
        context.actions.attach(self.train, "training.toggle")
        context.actions.attach(self.step, "training.step")
        context.actions.attach(self.reset, "training.reset")
        self.moment.changed.connect(self._on_moment_changed)
        session.status_changed.connect(self.show_status)
        session.content_changed.connect(self.show_status)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.moment.set_options(
            [("before", self.tr("Before")), ("now", self.tr("After"))],
            [self.tr("The initial weights"), self.tr("The newest weights, also while training")],
        )
        self.show_status()

    def show_status(self) -> None:
        """Show whether training runs and how far it is."""
        session = self._session
        status, step = session.status, session.newest_step
        running = status == "running"
        words = self.tr("Pause") if running else self.tr("Train on") if step else self.tr("Train")
        self._context.actions.set_text("training.toggle", words, self)
        self.train.setText(words)
        self.train.set_icon("pause" if running else "play")
        self.train.setEnabled(status != "diverged")
        self.moment.set_key("before" if session.before or not step else "now")
        self.moment.button("now").setEnabled(step > 0)
        self.words.setText(self._sentence(status, step))

    def _sentence(self, status: str, step: int) -> str:
        if any(run.status == "diverged" for run in self._session.runs):
            return self.tr("A loss is no longer a number: the gradient exploded. Clip it, then reset.")
        if status == "idle" or not step:
            return self.tr("Not trained yet. Task: say the first symbol again at the last step.")
        return self.tr("Training step {0}").format(f"{step:,}")

    def _on_moment_changed(self, key: str) -> None:
        self._session.show_before(before=key == "before")
