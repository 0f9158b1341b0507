"""What the net shall learn: to go on in a sequence, to echo, to repeat, or to add."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnlab.core.experiment import BITS_LIMIT, DELAY_LIMIT, SPAN_LIMIT, Experiment
from rnnlab.core.tasks import task_of
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, LabelledSlider, SegmentedControl, Speaks

__all__ = ["TASK_FIELDS", "WITH_SYMBOLS", "TaskSettings"]

Change = Callable[..., object]

DELAY_STOPS = (*range(1, 21), *range(25, 101, 5))
# Which numbers each task has; the others are hidden.
NUMBERS = {"completion": (), "echo": ("delay",), "copy": ("span", "delay"), "addition": ("bits",)}
# These have symbols, in a direction.
WITH_SYMBOLS = ("completion", "echo", "copy")
TASK_FIELDS = ("task", "bits", "span", "delay")


class TaskSettings(Speaks, QWidget):
    """The choice of a task, and its numbers.

    Parameters
    ----------
    change
        Called with the fields a person changed; ``merge`` says that the change belongs to the one before.
    """

    def __init__(self, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._change = change
        self._experiment = Experiment()
        self._dragged = ""
        self.task = SegmentedControl()
        self.told = Label("", "hint", wrap=True)
        self.sliders = {
            "bits": LabelledSlider(
                range(1, BITS_LIMIT + 1), limits=(1, BITS_LIMIT), whole=True, role="input"
            ),
            "span": LabelledSlider(
                range(1, SPAN_LIMIT + 1), limits=(1, SPAN_LIMIT), whole=True, role="input"
            ),
            "delay": LabelledSlider(DELAY_STOPS, limits=(1, DELAY_LIMIT), whole=True, role="hidden"),
        }
        self._arrange()
        self.task.changed.connect(self._on_task_changed)
        for name, slider in self.sliders.items():
            slider.changed.connect(partial(self._on_slider_changed, name))
            slider.committed.connect(self._on_slider_committed)
        self.retranslate()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (self.task, self.told, *self.sliders.values()):
            column.addWidget(widget)

    def retranslate(self) -> None:
        """Set every sentence."""
        options = [
            ("completion", self.tr("Go on")),
            ("echo", self.tr("Echo")),
            ("copy", self.tr("Copy")),
            ("addition", self.tr("Add")),
        ]
        hints = [
            self.tr("Go on in the order of the symbols, from any beginning"),
            self.tr("Hear one symbol, wait, and say it again"),
            self.tr("Hear a few symbols, wait, and say all of them again in order"),
            self.tr("Add two binary numbers bit by bit, and remember the carry"),
        ]
        self.task.set_options(options, hints)
        self.sliders["bits"].set_name(
            self.tr("Bits"), self.tr("How many bits the numbers have it is trained on")
        )
        self.sliders["span"].set_name(self.tr("Symbols to remember"))
        self.sliders["delay"].set_name(
            self.tr("Delay"), self.tr("How many blanks pass before the net has to answer")
        )
        self.show_experiment(self._experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show an experiment's task and its numbers."""
        self._experiment = experiment
        self.task.set_key(experiment.task)
        numbers = NUMBERS.get(experiment.task, ())
        for name, slider in self.sliders.items():
            slider.setVisible(name in numbers)
            slider.set_value(getattr(experiment, name))
        words = self._told(experiment)
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _told(self, experiment: Experiment) -> str:
        """Say what the net reads and what it is asked, where the symbols alone do not."""
        if experiment.task == "echo":
            return self.tr("One symbol, then blanks ␣. At the last blank the net has to say the symbol.")
        if experiment.task == "copy":
            return self.tr("A few symbols, blanks ␣, then ▶: now it has to say them all.")
        if experiment.task == "addition":
            return self.tr(
                "Every step reads a bit of a and a bit of b, the lowest first, and answers a bit of the sum. "
                "Trained on %n pair(s).",
                "",
                task_of(experiment).batch().size,
            )
        return ""

    def _on_task_changed(self, task: str) -> None:
        self._dragged = ""
        self._change(task=task)

    def _on_slider_changed(self, name: str, value: float) -> None:
        self._change(merge=self._dragged == name, **{name: int(value)})
        self._dragged = name

    def _on_slider_committed(self) -> None:
        self._dragged = ""
