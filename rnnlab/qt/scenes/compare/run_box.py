"""Start and stop, how many seeds and steps, and how far it is; always in reach."""

from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks, WholeNumberField
from rnnlab.session.compare import CompareSession
from rnnlab.session.comparison import MOST_SEEDS, MOST_STEPS

__all__ = ["RunBox"]


class RunBox(Speaks, QWidget):
    """The foot of the set-up panel."""

    def __init__(self, session: CompareSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._state: tuple[str, str, int, int, float | None, float] = ("race", "idle", 0, 0, None, 0.0)
        self._seeds_name, self._steps_name = Label("", "section"), Label("", "section")
        self.seeds, self.steps = WholeNumberField(), WholeNumberField()
        self.seeds.setRange(1, MOST_SEEDS)
        self.steps.setRange(1, MOST_STEPS)
        self.steps.setSingleStep(50)
        self.start = Button("", "primary", "play", big=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.words = Label("", "hint")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(3))
        for column, (name, field) in enumerate(
            ((self._seeds_name, self.seeds), (self._steps_name, self.steps))
        ):
            name.setBuddy(field)
            grid.addWidget(name, 0, column)
            grid.addWidget(field, 1, column)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(theme.px(7))
        column_box.addLayout(grid)
        for widget in (self.start, self.bar, self.words):
            column_box.addWidget(widget)
        context.actions.attach(self.start, "training.toggle")
        self.seeds.valueChanged.connect(lambda value: session.change(seeds=value))
        self.steps.valueChanged.connect(lambda value: session.change(steps=value))
        session.comparison_changed.connect(self.show_comparison)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._seeds_name.setText(self.tr("Seeds"))
        self._steps_name.setText(self.tr("Training steps"))
        self.seeds.setToolTip(self.tr("Each set-up is trained from this many initial weights"))
        self.steps.setToolTip(self.tr("A net that needs more counts as not solved"))
        self.show_comparison()
        self.show_state(*self._state)

    def show_comparison(self) -> None:
        """Show the settings in force."""
        comparison = self._session.comparison
        for field, value in ((self.seeds, comparison.seeds), (self.steps, comparison.steps)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)

    def show_state(
        self, page: str, status: str, done: int, total: int, remaining: float | None, elapsed: float
    ) -> None:
        """Show whether it runs and how far it is.

        Parameters
        ----------
        page
            ``race`` or ``map``.
        status
            ``idle``, ``running``, ``stopped`` or ``finished``.
        done, total
            Nets of the race, cells of the map.
        remaining, elapsed
            Seconds; None if not known.
        """
        self._state = (page, status, done, total, remaining, elapsed)
        running = status == "running"
        if running:
            words = self.tr("Stop")
        elif page == "map":
            words = self.tr("Draw the map")
        else:
            words = self._race_words(status, done, total)
        if self.start.text() != words:
            self.start.setText(words)
            self.start.set_icon("stop" if running else "play")
            self._context.actions.set_text("training.toggle", words, self)
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(done)
        self.words.setText(self._told(page, status, done, total))

    def _race_words(self, status: str, done: int, total: int) -> str:
        if 0 < done < total:
            return self.tr("Race on")
        return self.tr("Race again") if status == "finished" and done >= total else self.tr("Race")

    def _told(self, page: str, status: str, done: int, total: int) -> str:
        remaining, elapsed = self._state[4], self._state[5]
        if status == "idle":
            return ""
        if page == "map":
            text = self.tr("{0} of {1} cells").format(f"{done:,}", f"{total:,}")
        else:
            text = self.tr("{0} of {1} nets").format(f"{done:,}", f"{total:,}")
        if status == "running" and remaining is not None and remaining >= 1:
            return self.tr("{0} · {1} s to go").format(text, f"{remaining:.0f}")
        if status == "finished" and elapsed:
            return self.tr("{0} in {1} s").format(text, f"{elapsed:.1f}")
        return text
