"""The settings of the scene: the task all share, the set-up that is selected, and the axes of the map."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rnnlab.core.cells import catalogue
from rnnlab.core.sweep import AXES
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.compare.axis_picker import AxisPicker
from rnnlab.qt.scenes.compare.styles import letter, sample
from rnnlab.qt.scenes.compare.words import axis_names, value_words
from rnnlab.qt.scenes.task_settings import WITH_SYMBOLS, TaskSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Label,
    LabelledSlider,
    Line,
    Notice,
    NumberField,
    SegmentedControl,
    Select,
    Speaks,
    TextField,
)
from rnnlab.session.compare import CompareSession

__all__ = ["SetupPanel"]

HIDDEN_STOPS = (*range(2, 17), 20, 24, 28, 32, 48, 64, 96, 128)
RATE_STOPS = (*(round(m * 10.0**e, 6) for e in (-4, -3, -2, -1) for m in (1, 1.5, 2, 3, 5, 7)), 1.0)
EDGES = (10, 20, 30, 40)


def _written_rate(value: float) -> str:
    return f"{value:.6g}"


class SetupPanel(Speaks, QWidget):
    """Shows the session's comparison and changes it by ``session.change``."""

    def __init__(self, session: CompareSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = ""
        self.page = SegmentedControl()
        self._task_name = Label("", "title")
        self.task_settings = TaskSettings(session.change)
        self.text, self.order = TextField(), SegmentedControl()
        self._sample, self._setup_name = QLabel(), Label("", "title")
        self.cell, self.optimizer = Select(), Select()
        self.hidden_size = LabelledSlider(HIDDEN_STOPS, limits=(1, 1024), whole=True, role="hidden")
        self.learning_rate = LabelledSlider(RATE_STOPS, show=_written_rate, limits=(1e-6, 10), role="loss")
        self.layers = SegmentedControl()
        self.layers.set_options([(str(n), str(n)) for n in range(1, 5)])
        self.momentum, self.clip_norm = NumberField(), NumberField()
        self.momentum.setRange(0.0, 0.999)
        self.momentum.setSingleStep(0.05)
        self.momentum.setDecimals(3)
        self.clip_norm.setRange(0.0, 1000.0)
        self.clip_norm.setSingleStep(0.5)
        self.notice = Notice()
        self.axes = QWidget()
        self._axes_name = Label("", "title")
        self.across, self.up, self.edge = AxisPicker(), AxisPicker(), Select()
        self._names = {
            name: Label("", "section") for name in ("cell", "optimizer", "layers", "momentum", "clip_norm")
        }
        self._edge_name = Label("", "section")
        self._arrange()
        self._connect()
        self.show_page("race")
        self.retranslate()

    def _arrange(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self._setup_name)
        heading.addWidget(self._sample)
        heading.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(self._names):
            self._names[name].setBuddy(getattr(self, name))
            grid.addWidget(self._names[name], row, 0)
            grid.addWidget(getattr(self, name), row, 1)
        axes = QVBoxLayout(self.axes)
        axes.setContentsMargins(0, 0, 0, 0)
        axes.setSpacing(theme.px(6))
        edge = QHBoxLayout()
        edge.addWidget(self._edge_name)
        edge.addWidget(self.edge, 1)
        for widget in (self._axes_name, self.across, self.up):
            axes.addWidget(widget)
        axes.addLayout(edge)
        axes.addWidget(Line())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(7))
        task = (self._task_name, self.task_settings, self.text, self.order)
        for part in (self.page, self.notice, *task, Line(), self.axes):
            column.addWidget(part)
        column.addLayout(heading)
        column.addWidget(self.hidden_size)
        column.addWidget(self.learning_rate)
        column.addLayout(grid)
        column.addStretch(1)

    def _connect(self) -> None:
        change = self._session.change
        self.text.settled.connect(self._on_text_settled)
        self.order.changed.connect(lambda key: change(order=key))
        self.cell.chosen.connect(lambda key: change(cell=key))
        self.optimizer.chosen.connect(lambda key: change(kind=key))
        self.layers.changed.connect(lambda key: change(layers=int(key)))
        self.momentum.valueChanged.connect(lambda value: change(momentum=value))
        self.clip_norm.valueChanged.connect(lambda value: change(clip_norm=value))
        self.hidden_size.changed.connect(partial(self._on_slider_changed, "hidden_size"))
        self.learning_rate.changed.connect(partial(self._on_slider_changed, "learning_rate"))
        for slider in (self.hidden_size, self.learning_rate):
            slider.committed.connect(self._on_slider_committed)
        self.across.changed.connect(lambda span: change(x=span))
        self.up.changed.connect(lambda span: change(y=span))
        self.edge.chosen.connect(lambda key: change(edge=int(key)))
        self._session.comparison_changed.connect(self.show_comparison)
        self._session.problems_changed.connect(self.show_problems)
        theme.theme_changed.connect(self._show_sample)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.page.set_options(
            [("race", self.tr("Race")), ("map", self.tr("Success map"))],
            [
                self.tr("Up to eight set-ups on one task"),
                self.tr("Where in two settings does it learn?"),
            ],
        )
        self._task_name.setText(self.tr("Task for all"))
        self.text.setPlaceholderText(self.tr("가-하, A-Z, do re mi …"))
        self.text.setAccessibleName(self.tr("Symbols the nets shall know"))
        self.order.set_options([("forward", self.tr("Forward")), ("reversed", self.tr("Reversed"))])
        self.hidden_size.set_name(
            self.tr("Hidden size H"), self.tr("How many numbers the net carries from step to step")
        )
        self.learning_rate.set_name(
            self.tr("Learning rate"), self.tr("How far the weights move at every training step")
        )
        for name, words in axis_names().items():
            if name in self._names:
                self._names[name].setText(words)
        self.show_cells()
        self.optimizer.set_options(
            [(key, value_words("optimizer", key)) for key in ("adam", "sgd", "rmsprop")]
        )
        self.clip_norm.setSpecialValueText(self.tr("off"))
        self._axes_name.setText(self.tr("Axes of the map"))
        names = [(name, words) for name, words in axis_names().items() if name in AXES]
        self.across.set_names(self.tr("Across"), names)
        self.up.set_names(self.tr("Up"), names)
        self._edge_name.setText(self.tr("Cells"))
        self.edge.set_options([(str(edge), f"{edge} × {edge}") for edge in EDGES])
        self.show_comparison()
        self.show_problems()

    def show_cells(self) -> None:
        """Offer the cells there are."""
        self.cell.set_options([(name, value_words("cell", name)) for name in catalogue.names()])
        self.cell.set_key(self._session.comparison.chosen.cell)

    def show_page(self, page: str) -> None:
        """Show what belongs to a page."""
        self.page.set_key(page)
        self.axes.setVisible(page == "map")
        self._show_heading()
        self._show_varied()

    def _show_varied(self) -> None:
        """Switch off what the axes of the map vary anyway."""
        comparison = self._session.comparison
        varied = {comparison.x.name, comparison.y.name} if self.page.key() == "map" else set()
        fields = (
            "order",
            "cell",
            "optimizer",
            "hidden_size",
            "learning_rate",
            "layers",
            "momentum",
            "clip_norm",
        )
        for name in fields:
            getattr(self, name).setEnabled(name not in varied)

    def show_comparison(self) -> None:
        """Show the settings in force."""
        comparison = self._session.comparison
        chosen = comparison.chosen
        if not (self.text.hasFocus() and self.text.isModified()):
            self.text.setText(chosen.vocabulary_text)
        self.text.set_remark(self.tr("%n symbol(s)", "", chosen.vocabulary().size))
        self.task_settings.show_experiment(chosen)
        self.text.setVisible(chosen.task in WITH_SYMBOLS)
        self.order.setVisible(chosen.task in WITH_SYMBOLS)
        self.order.set_key(chosen.order)
        self.cell.set_key(chosen.cell)
        self.optimizer.set_key(chosen.optimizer.kind)
        self.hidden_size.set_value(chosen.hidden_size)
        self.learning_rate.set_value(chosen.optimizer.learning_rate)
        self.layers.set_key(str(chosen.layers))
        for field, value in (
            (self.momentum, chosen.optimizer.momentum),
            (self.clip_norm, chosen.optimizer.clip_norm),
        ):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        for widget in (self._names["momentum"], self.momentum):
            widget.setVisible(chosen.optimizer.kind == "sgd")
        self.across.show_span(comparison.x)
        self.up.show_span(comparison.y)
        self.edge.set_key(str(comparison.edge))
        self._show_heading()
        self._show_varied()

    def _show_heading(self) -> None:
        selected = self._session.comparison.selected
        if self.page.key() == "map":
            self._setup_name.setText(self.tr("All else as in {0}").format(letter(selected)))
        else:
            self._setup_name.setText(self.tr("Set-up {0}").format(letter(selected)))
        self._show_sample()

    def _show_sample(self) -> None:
        self._sample.setPixmap(sample(self._session.comparison.selected, self.devicePixelRatioF()))

    def show_problems(self) -> None:
        """Say what is wrong; the settings in force stay."""
        problems = self._session.problems
        self.text.set_wrong("vocabulary" in problems)
        first = next(iter(problems.values()), None)
        if first is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(first))

    def _on_text_settled(self, text: str) -> None:
        session = self._session
        if text != session.comparison.chosen.vocabulary_text or "vocabulary" in session.problems:
            session.change(vocabulary_text=text, merge=self._dragged == "text")
            self._dragged = "text"

    def _on_slider_changed(self, name: str, value: float) -> None:
        number = int(value) if name == "hidden_size" else value
        self._session.change(merge=self._dragged == name, **{name: number})
        self._dragged = name

    def _on_slider_committed(self) -> None:
        self._dragged = ""
