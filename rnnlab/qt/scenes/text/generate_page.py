"""Writing: a beginning, how letters are chosen, and one to three temperatures side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.text.sampling import SamplingSettings
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.text.prime_field import PrimeField
from rnnlab.qt.scenes.text.stream_column import StreamColumn
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Button,
    FlowLayout,
    IconButton,
    Label,
    Notice,
    NumberField,
    SegmentedControl,
    Select,
    Speaks,
    WholeNumberField,
)
from rnnlab.session.text import TextSession

__all__ = ["GeneratePage"]

PACES = ("30", "120", "500", "")
_TEMPERATURES = (0.5, 0.8, 1.2)
LARGEST_SEED = 999_999
"""More draws than anybody makes; a longer number would take a row of its own in a small window."""
_FIELDS = ("prime", "length", "temperature", "top_count", "top_mass")


class GeneratePage(Speaks, QWidget):
    """See the module.

    Attributes
    ----------
    written : Signal
        Writing began or was stopped.
    """

    written = Signal()

    def __init__(self, session: TextSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._told = (False, False)
        self._turn = 0
        self.prime = PrimeField()
        self.write = Button("", "primary", "play")
        self.notice = Notice()
        self._count_name, self.count = Label("", "section"), SegmentedControl()
        self.count.set_options([(str(n), str(n)) for n in (1, 2, 3)])
        self.length, self.top_count, self.seed = WholeNumberField(), WholeNumberField(), WholeNumberField()
        self.top_mass = NumberField()
        self.dice = IconButton("dice")
        self.pace = Select()
        self._names = {
            name: Label("", "section") for name in ("length", "top_count", "top_mass", "seed", "pace")
        }
        self.columns = tuple(StreamColumn(context, temperature) for temperature in _TEMPERATURES)
        self._set_limits()
        self._arrange()
        self._connect()
        self.set_count(1)
        self.retranslate()

    def _set_limits(self) -> None:
        self.length.setRange(1, 999_999)
        self.length.setSingleStep(100)
        self.length.setValue(1000)
        self.top_count.setRange(0, 4096)
        self.top_mass.setRange(0.01, 1.0)
        self.top_mass.setSingleStep(0.05)
        self.top_mass.setValue(1.0)
        self.seed.setRange(0, LARGEST_SEED)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.prime, 1)
        top.addWidget(self.write)
        options = FlowLayout(gap=8)
        options.addWidget(self._pair(self._count_name, self.count))
        widgets = {
            "pace": self.pace,
            "length": self.length,
            "top_count": self.top_count,
            "top_mass": self.top_mass,
            "seed": self.seed,
        }
        for name, widget in widgets.items():
            self._names[name].setBuddy(widget)
            more = (self.dice,) if name == "seed" else ()
            options.addWidget(self._pair(self._names[name], widget, *more))
        texts = QHBoxLayout()
        texts.setSpacing(theme.px(14))
        for column in self.columns:
            texts.addWidget(column, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.px(8))
        page.addLayout(top)
        page.addWidget(self.notice)
        page.addLayout(options)
        page.addLayout(texts, 1)

    def _pair(self, name: Label, *widgets: QWidget) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(name)
        for widget in widgets:
            row.addWidget(widget)
        return pair

    def _connect(self) -> None:
        self.write.clicked.connect(self.toggle)
        self.prime.entered.connect(self.begin)
        self.count.changed.connect(self._on_count_changed)
        self.dice.clicked.connect(self._on_dice_clicked)
        self._session.streams_changed.connect(self.show_streams)
        self._session.training_changed.connect(self.show_streams)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.prime.setPlaceholderText(self.tr("A beginning, or nothing: the net writes on from here."))
        self.prime.setAccessibleName(self.tr("Beginning"))
        self.prime.setToolTip(self.tr("Return writes on, Shift+Return begins another line"))
        self._count_name.setText(self.tr("Columns"))
        self.count.setToolTip(self.tr("The same draws at several temperatures"))
        names = {
            "length": (self.tr("Length"), self.tr("Letters to be written")),
            "top_count": (self.tr("Top-k"), self.tr("Only the k likeliest letters may be drawn")),
            "top_mass": (
                self.tr("Top-p"),
                self.tr("Only the likeliest letters that together have this probability may be drawn"),
            ),
            "seed": (self.tr("Seed"), self.tr("The same seed draws the same")),
            "pace": (self.tr("Pace"), self.tr("How fast the letters appear")),
        }
        for name, (text, hint) in names.items():
            self._names[name].setText(text)
            self._names[name].setToolTip(hint)
        self.top_count.setSpecialValueText(self.tr("all"))
        self.dice.set_hint(self.tr("Draw anew"))
        speeds = [self.tr("{0} letters/s").format(pace) for pace in PACES[:-1]]
        self.pace.set_options(list(zip(PACES, [*speeds, self.tr("full speed")], strict=True)))
        self.pace.setMinimumContentsLength(9)
        if not self._session.streams:
            self.pace.set_key(PACES[1])
        self._tell(writes=self.is_writing)

    # What is shown

    def set_count(self, count: int) -> None:
        """Show so many columns; a single one begins with the diary's temperature."""
        self.count.set_key(str(count))
        order = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}[count]
        for number, column in enumerate(self.columns):
            column.setVisible(number in order)

    @property
    def _used(self) -> list[StreamColumn]:
        return [column for column in self.columns if not column.isHidden()]

    @property
    def is_writing(self) -> bool:
        """Whether more is to come."""
        return any(column.stream is not None and column.stream.is_running for column in self.columns)

    @property
    def is_behind(self) -> bool:
        """Whether more has been written than is on screen."""
        return any(column.is_behind for column in self.columns)

    def show_streams(self) -> None:
        """Show whether it writes, if that is another thing than before: new words lay the page out anew."""
        state = self.is_writing, self._session.training is not None
        if state != self._told:
            self._told = state
            self._tell(writes=self.is_writing)

    def _tell(self, *, writes: bool) -> None:
        self.write.setText(self.tr("Stop") if writes else self.tr("Write"))
        self.write.set_icon("stop" if writes else "play")
        self.write.setEnabled(self._session.training is not None)
        hint = "" if self._session.training is not None else self.tr("Train a net first")
        self.write.setToolTip(hint)

    def advance(self) -> None:
        """Put more of what was written on screen, in one column at a time: no picture pays for all."""
        for turn in range(len(self.columns)):
            column = self.columns[(self._turn + turn) % len(self.columns)]
            if column.has_news:
                column.advance()
                self._turn = (self._turn + turn + 1) % len(self.columns)
                return

    def written_text(self) -> str:
        """Return the longest text that was written, empty if there is none."""
        return max((column.written() for column in self.columns), key=len, default="")

    # Writing

    def toggle(self) -> None:
        """Write, or stop at once."""
        if self.is_writing:
            self.stop()
        else:
            self.begin()

    def stop(self) -> None:
        """Write no more; what is there stays."""
        self._session.stop_writing()
        self.show_streams()
        self.written.emit()

    def begin(self) -> None:
        """Write on after the beginning, in every column."""
        self._session.stop_writing()
        refused = False
        pace = float(self.pace.key()) if self.pace.key() else None
        for column in self._used:
            sampling = SamplingSettings(
                column.temperature.value(),
                self.top_count.value(),
                self.top_mass.value(),
                self.seed.value(),
            )
            stream = self._session.write(self.prime.text(), self.length.value(), sampling, pace)
            if stream is not None:
                column.set_stream(stream)
            refused |= stream is None
        self._show_problem(refused=refused)
        self.show_streams()
        self.written.emit()

    def _show_problem(self, *, refused: bool) -> None:
        """Say what is wrong; where only letters were left out and it writes, no field is wrong."""
        problems = self._session.problems
        problem = next((problems[name] for name in _FIELDS if name in problems), None)
        self.prime.set_wrong(refused and "prime" in problems)
        if problem is None:
            self.notice.clear()
        else:
            self.notice.show_text(self._context.sentence(problem), "error" if refused else "warning")

    def forget(self) -> None:
        """Show nothing any more: the net is another one."""
        for column in self.columns:
            column.set_stream(None)
        self.show_streams()

    def _on_count_changed(self, key: str) -> None:
        self.set_count(int(key))
        if self.is_writing:
            self.begin()

    def _on_dice_clicked(self) -> None:
        self.seed.setValue((self.seed.value() + 1) % (LARGEST_SEED + 1))
        if self._session.training is not None:
            self.begin()
