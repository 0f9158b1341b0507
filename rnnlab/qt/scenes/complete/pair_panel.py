"""Two beginnings side by side, from the book or one pinned and one typed, with what they show in words."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from rnnlab.core.phrases.readers import Reading
from rnnlab.qt.stage_painter import StagePainter
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Select, Speaks
from rnnlab.scene.complete.pair import Expected, PairContent, PairWords, Side, alike, frame
from rnnlab.scene.drawing import Primitive
from rnnlab.scene.hit import target_at
from rnnlab.scene.notation import signed
from rnnlab.session.complete import CompleteSession

__all__ = ["PairPanel", "PairView"]

TYPED = "typed"
EXPECTED = 3
LARGEST = 1.45


class PairView(Speaks, QWidget):
    """Paints both beginnings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: PairContent | None = None
        self._frame: tuple[Primitive, ...] | None = None
        self._painter = StagePainter()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(700), theme.px(320))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Two beginnings side by side"))
        self._changed()

    def set_content(self, content: PairContent) -> None:
        """Show two beginnings."""
        self._content = content
        self._changed()

    def content(self) -> PairContent | None:
        """Return what is shown."""
        return self._content

    def drawn(self) -> tuple[Primitive, ...]:
        """Return what is to be seen, back to front."""
        if self._content is None or self.width() < 8 or self.height() < 8:
            return ()
        if self._frame is None:
            words = PairWords(
                first=self.tr("state h after the first"),
                second=self.tr("state h after the second"),
                difference=self.tr("difference of the states, length {0}").format(
                    f"{self._content.distance:.2f}"
                ),
                next=self.tr("next symbol"),
            )
            roomy = min(self.width() / (700 * theme.scale), self.height() / (270 * theme.scale))
            scale = theme.scale * min(max(roomy, 0.8), LARGEST)
            self._frame = frame(self._content, words, float(self.width()), float(self.height()), scale)
        return self._frame

    def _changed(self) -> None:
        self._frame = None
        self.update()

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self._changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame."""
        with QPainter(self) as painter:
            self._painter.paint(painter, self.drawn(), self.devicePixelRatioF())

    def event(self, event: QEvent) -> bool:
        """Tell a unit's numbers in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.unit_words(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def unit_words(self, place: QPointF) -> str:
        """Return the numbers of the unit at a place, empty beside the strips."""
        target = target_at(self.drawn(), place.x(), place.y())
        if target is None or not target.index or self._content is None:
            return ""
        unit = target.index[0]
        numbers = (self._content.first.state, self._content.second.state, self._content.difference)
        first, second, difference = (signed(float(values[unit])) for values in numbers)
        return self.tr("Unit {0}: {1} after the first, {2} after the second, difference {3}").format(
            unit + 1, first, second, difference
        )


class PairPanel(Speaks, QWidget):
    """Which two beginnings, the picture of them, and what it shows."""

    def __init__(self, session: CompleteSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.pairs = Select()
        self.pin = Button("", "secondary", "pin")
        self.pin.setCheckable(True)
        self.view = PairView()
        self.words = Label("", "", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.pairs, 1)
        line.addWidget(self.pin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(line)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)
        self.pairs.chosen.connect(self._on_pairs_chosen)
        self.pin.clicked.connect(self._on_pin_clicked)
        session.pair_changed.connect(self._on_session_pair_changed)
        session.net.exhibit.content_changed.connect(self.show_pair)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.pairs.setAccessibleName(self.tr("Beginnings to compare"))
        self.pairs.setToolTip(self.tr("Beginnings of the book that only the state can tell apart"))
        self._show_pin()
        if self.isVisible():
            self._fill()
            self.show_pair()

    def come_to_front(self) -> None:
        """Show everything: it is seen from now on."""
        self._fill()
        self.show_pair()

    def _fill(self) -> None:
        """List the book's pairs, and at the end the one with what is typed."""
        pair = self._session.pair
        options = []
        for number, found in enumerate(pair.pairs):
            first, second = (self._written(prefix[1:]) for prefix in (found.first, found.second))
            kind = self.tr("same ending") if found.kind == "ending" else self.tr("fork")
            options.append((str(number), f"{first}  ↔  {second}   ({kind})"))
        if pair.pinned is not None or not options:
            first = self._written(pair.prefixes(self._session.prefix)[0][1:])
            options.append((TYPED, self.tr("{0}  ↔  what is typed").format(first or "⏎")))
        self.pairs.set_options(options)
        self.pairs.set_key(str(pair.place) if pair.pinned is None and pair.pairs else TYPED)

    def _written(self, symbols: tuple[int, ...]) -> str:
        vocabulary = self._session.task.vocabulary
        return "".join(vocabulary.display(symbol) for symbol in vocabulary.decode(symbols))

    def _show_pin(self) -> None:
        pinned = self._session.pair.pinned is not None
        self.pin.setChecked(pinned)
        self.pin.setText(self.tr("Let go") if pinned else self.tr("Pin what is typed"))
        self.pin.setToolTip(
            self.tr("Holds the beginning in the box fast; type another one and compare their states")
        )

    def show_pair(self) -> None:
        """Let the net read both beginnings; nothing happens while the panel is not seen."""
        if not self.isVisible():
            return
        first, second = self._session.readings()
        content = PairContent(self._side(first), self._side(second))
        self.view.set_content(content)
        self.words.setText(self._sentence(content))

    def _side(self, reading: Reading) -> Side:
        vocabulary = self._session.task.vocabulary
        label = [vocabulary.display(symbol) for symbol in vocabulary.symbols]
        order = np.argsort(-reading.probabilities, kind="stable")[:EXPECTED].tolist()
        expected = tuple(Expected(label[symbol], float(reading.probabilities[symbol])) for symbol in order)
        return Side(tuple(label[symbol] for symbol in reading.prefix), reading.states[-1], expected)

    def _sentence(self, content: PairContent) -> str:
        first, second = content.first.labels, content.second.labels
        start, end = alike(first, second)
        if first == second:
            return self.tr("Both beginnings are the same, and so are their states. Type another one.")
        if end:
            ending = "".join(first[len(first) - end :])
            return self.tr(
                "Both end in “{0}”, so the net has just read the same. Only the state still knows what came"
                " before; where it differs, the answer can differ."
            ).format(ending)
        if start == min(len(first), len(second)):
            return self.tr("One begins with the other: the longer one has read on from the same state.")
        common = "".join(first[1:start])
        if not common:
            return self.tr("They differ from the first letter on.")
        return self.tr(
            "Up to “{0}” both have the very same state; the letters after it set the states apart."
        ).format(common)

    def _on_pairs_chosen(self, key: str) -> None:
        if key != TYPED:
            self._session.show_pair(int(key))

    def _on_pin_clicked(self) -> None:
        self._session.pin(pinned=self._session.pair.pinned is None)

    def _on_session_pair_changed(self) -> None:
        self._show_pin()
        if self.isVisible():
            self._fill()
            self.show_pair()
