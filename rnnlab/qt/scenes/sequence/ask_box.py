"""Ask the net anything at any time: a prefix goes in, the net writes on, its own output fed back in."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.tasks import Reading, names_of
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, Notice, Select, Speaks, TextField
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.session.question import Question
from rnnlab.session.sequence import SequenceSession

__all__ = ["AnswerView", "AskBox"]

TEMPERATURES = (0.0, 0.5, 1.0, 2.0)


class AnswerView(Speaks, QWidget):
    """What the net wrote: a chip a symbol, the probability it gave to it below, ✓ or ✗ where that is known.

    Attributes
    ----------
    step_clicked : Signal(int)
        The time step (0-based) at which the clicked symbol was written.
    """

    step_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: tuple[tuple[str, float, bool | None], ...] = ()
        self._first_step = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(120))
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        """Return room for a chip and the number below it."""
        return QSize(theme.px(220), theme.px(46))

    def set_answer(self, answer: tuple[tuple[str, float, bool | None], ...], first_step: int) -> None:
        """Show symbols with probability and whether they are right (None: nobody knows)."""
        self._answer, self._first_step = answer, first_step
        words = " ".join(f"{symbol} {probability:.0%}" for symbol, probability, _ in answer)
        self.setAccessibleName(words)
        self.update()

    def text(self) -> str:
        """Return the symbols written, separated by spaces."""
        return " ".join(symbol for symbol, _, _ in self._answer)

    def _places(self) -> list[QRectF]:
        metrics = QFontMetricsF(theme.font(15, bold=True))
        x, gap, places = 1.0, theme.px(5), []
        for symbol, _, _ in self._answer:
            width = max(metrics.horizontalAdvance(symbol) + theme.px(14), theme.px(34))
            places.append(QRectF(x, 1, width, theme.px(27)))
            x += width + gap
        return places

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the chips that fit, then dots."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, (symbol, probability, right) in zip(self._places(), self._answer, strict=True):
                if place.right() > self.width() - theme.px(14):
                    painter.setPen(theme.color("muted"))
                    painter.setFont(theme.font(15, bold=True))
                    painter.drawText(
                        place.topLeft() + QRectF(0, 0, 0, place.height() * 0.7).bottomLeft(), "…"
                    )
                    return
                self._paint_chip(painter, place, symbol)
                self._paint_number(painter, place, probability, right)

    def _paint_chip(self, painter: QPainter, place: QRectF, symbol: str) -> None:
        painter.setBrush(theme.color("output_soft"))
        painter.setPen(QPen(theme.color("output"), 1.4))
        painter.drawRoundedRect(place, 6, 6)
        painter.setFont(theme.font(15, bold=True))
        painter.setPen(theme.color("output_text"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), symbol)

    def _paint_number(self, painter: QPainter, place: QRectF, probability: float, right: bool | None) -> None:
        sign = {True: "✓", False: "✗", None: ""}[right]
        role = {True: "right_text", False: "loss_text", None: "muted"}[right]
        painter.setFont(theme.font(10.5))
        painter.setPen(theme.color(role))
        below = QRectF(place.left() - 4, place.bottom() + 1, place.width() + 8, theme.px(16))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), f"{sign}{probability:.0%}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step that wrote the clicked symbol."""
        for number, place in enumerate(self._places()):
            if place.contains(event.position()):
                self.step_clicked.emit(self._first_step + number)


class AskBox(Speaks, QWidget):
    """The line below the stage in which the net is asked.

    Attributes
    ----------
    asked : Signal
        A new question was put; the stage should play its answer.
    step_clicked : Signal(int)
        See `AnswerView`.
    """

    asked = Signal()
    step_clicked = Signal(int)

    def __init__(
        self, session: SequenceSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._name = Label("", "section")
        self.prefix = TextField()
        self.answer = AnswerView()
        self.how = Select()
        self.again = IconButton("dice")
        self.clear = IconButton("cross")
        self.notice = Notice()
        self._arrange()
        self.prefix.settled.connect(self._on_prefix_settled)
        self.prefix.returnPressed.connect(self._on_return_pressed)
        self.how.chosen.connect(self._on_how_chosen)
        self.again.clicked.connect(session.exhibit.ask_again)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.answer.step_clicked.connect(self.step_clicked)
        session.exhibit.answer_changed.connect(self.show_answer)
        session.experiment_changed.connect(self._on_experiment_changed)
        self.retranslate()

    def _arrange(self) -> None:
        self.prefix.setMinimumWidth(theme.px(120))
        self.how.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._name)
        row.addWidget(self.prefix, 3)
        row.addWidget(self.clear)
        row.addWidget(self.answer, 4)
        row.addWidget(self.again)
        row.addWidget(self.how)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self.notice)
        theme.theme_changed.connect(self._measure)

    def _measure(self) -> None:
        """Make the choice as wide as its longest words."""
        metrics = self.how.fontMetrics()
        words = (self.how.itemText(place) for place in range(self.how.count()))
        self.how.setFixedWidth(max(map(metrics.horizontalAdvance, words)) + theme.px(44))

    def retranslate(self) -> None:
        """Set every sentence."""
        self._name.setText(self.tr("Ask the net"))
        self._show_words()
        drawn = [self.tr("drawn, T={0}").format(f"{value:g}") for value in TEMPERATURES[1:]]
        words = [self.tr("likeliest"), *drawn]
        self.how.set_options([(f"{value:g}", text) for value, text in zip(TEMPERATURES, words, strict=True)])
        self._measure()
        self.how.setToolTip(self.tr("Take the likeliest symbol each time, or draw one at a temperature T"))
        self.again.set_hint(self.tr("Draw again"))
        self.clear.set_hint(self.tr("Back to the whole sequence"))
        self.show_answer()

    def _show_words(self) -> None:
        """Say what is to be typed."""
        self.prefix.setPlaceholderText(self._example())
        if isinstance(self._session.task, Reading):
            self.prefix.setAccessibleName(self.tr("What the net shall hear and say again"))
            self.prefix.setToolTip(self.tr("Type what the net shall hear: it says it again after the delay"))
        else:
            self.prefix.setAccessibleName(self.tr("The beginning the net shall continue"))
            self.prefix.setToolTip(self.tr("Type a beginning: the net writes on, even while it is learning"))

    def _example(self) -> str:
        """Return a beginning that makes sense for the sequence at hand."""
        task, experiment = self._session.task, self._session.experiment
        count = min(6, max(len(task.sequence) - 2, 1))
        if isinstance(task, Reading):
            count = experiment.span if experiment.task == "copy" else 1
        shown = [task.vocabulary.display(task.vocabulary.symbols[index]) for index in task.sequence[:count]]
        return self.tr("for example {0}").format(" ".join(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to question and answer where there is little."""
        super().resizeEvent(event)
        self._name.setVisible(self.width() > theme.px(620))

    def focus(self) -> None:
        """Take the keyboard."""
        self.prefix.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.prefix.selectAll()

    def show_answer(self) -> None:
        """Show what the net wrote, or why it could not read the prefix."""
        exhibit, task = self._session.exhibit, self._session.task
        question = exhibit.question
        self.clear.setVisible(question is not None or bool(self.prefix.text()))
        self.again.setVisible(question is not None and question.temperature > 0)
        if exhibit.prefix_problem is not None:
            self.notice.show_text(self._context.sentence(exhibit.prefix_problem))
        else:
            self.notice.clear()
        self.prefix.set_wrong(exhibit.prefix_problem is not None)
        is_read = isinstance(task, Reading)
        self.how.setVisible(not is_read)
        if question is None:
            self.answer.set_answer((), 0)
            return
        if is_read:
            self._show_read(question)
            return
        known = list(question.prefix)
        shown: list[tuple[str, float, bool | None]] = []
        for written in exhibit.answer:
            expected = task.expected(known)
            right = None if expected is None else expected == written.symbol
            symbol = task.vocabulary.display(task.vocabulary.symbols[written.symbol])
            shown.append((symbol, written.probability, right))
            known.append(written.symbol)
        self.answer.set_answer(tuple(shown), len(question.prefix) - 1)

    def _show_read(self, question: Question) -> None:
        """Show what the net answered at the steps at which it was asked."""
        asked = [t for t, target in enumerate(question.targets) if target != NO_TARGET]
        names = names_of(self._session.task)
        shown = tuple(
            (names.answer(written.symbol), written.probability, written.symbol == question.targets[t])
            for t, written in zip(asked, self._session.exhibit.answer, strict=False)
        )
        self.answer.set_answer(shown, asked[0] if asked else 0)

    def _ask(self) -> bool:
        return self._session.exhibit.ask(self.prefix.text(), temperature=float(self.how.key() or 0))

    def _on_prefix_settled(self) -> None:
        self._ask()

    def _on_return_pressed(self) -> None:
        if self._ask() and self._session.exhibit.question is not None:
            self.asked.emit()

    def _on_how_chosen(self) -> None:
        self._ask()

    def _on_clear_clicked(self) -> None:
        self.prefix.clear()
        self._session.exhibit.ask("")

    def _on_experiment_changed(self) -> None:
        self._show_words()
        self.show_answer()
        if self.prefix.text():
            self._ask()
