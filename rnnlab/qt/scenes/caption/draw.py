"""Draw: a picture of one's own, and what the net says of it while it is being drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.captions.canvas import Drawing
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.caption.beam import BeamArea, BeamControl
from rnnlab.qt.scenes.caption.canvas_view import CanvasView
from rnnlab.qt.scenes.caption.caption_strip import CaptionStrip
from rnnlab.qt.scenes.caption.draw_tools import DrawTools
from rnnlab.qt.scenes.caption.pictures import veil_image
from rnnlab.qt.scenes.caption.words import value_name
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Notice, Speaks, scrolled
from rnnlab.scene.captions.wording import wording
from rnnlab.session.captions.session import CaptionSession
from rnnlab.session.captions.view import random_drawing
from rnnlab.session.undo import UndoList

__all__ = ["DrawPage"]

NAMED = ("kind", "color")
"""What notices say of a drawing by a name that is to be translated."""
LOW = 560
"""Below this height, in pixels at 100 %, fewer captions are shown at once."""
LOW_TOOLS = 380
"""Below this height of the tools, in pixels at 100 %, what is done most comes first, and all of it closer."""
NARROW, WIDE = 226, 324
"""Width of the tools, in pixels at 100 %; wide, what the net has never seen stands beside what it knows."""
LEAST_PAPER = 180
"""Width that wide tools leave to the paper, in pixels at 100 %."""


class DrawPage(Speaks, QWidget):
    """The paper, the tools, the caption.

    Attributes
    ----------
    undo_changed : Signal()
        What can be undone or redone changed.
    watch_wanted : Signal()
        The picture shall be watched stage by stage.
    """

    undo_changed = Signal()
    watch_wanted = Signal()

    def __init__(self, session: CaptionSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._seed = 0
        first = random_drawing(self._seed, most_shapes=session.settings.most_shapes)
        self._undo: UndoList[Drawing] = UndoList(first)
        self.canvas = CanvasView()
        self.tools = DrawTools()
        self.pen = Button("", "secondary", "edit")
        self.pen.setCheckable(True)
        self.sample = IconButton("dice", "ink")
        self.undo_button, self.redo_button = IconButton("undo", "ink"), IconButton("redo", "ink")
        self.remove = IconButton("minus", "ink")
        self.clear = IconButton("cross", "ink")
        self.says = Label("", "section")
        self.beam = BeamControl(session.view)
        self.strip = CaptionStrip()
        self.captions = BeamArea(session.view)
        self.wanted = Label("", "muted", wrap=True)
        self.notice = Notice()
        self.hint = Label("", "hint", wrap=True)
        self.watch = Button("", "secondary", "play")
        self._arrange()
        self._connect()
        self.canvas.set_drawing(self._undo.value)
        self.retranslate()

    def _arrange(self) -> None:
        upper_row, lower_row = QHBoxLayout(), QHBoxLayout()
        self._row = QWidget()
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._row)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        for row, buttons in (
            (upper_row, (self.pen, self.sample, self.clear)),
            (lower_row, (self.remove, self.undo_button, self.redo_button)),
        ):
            row.setSpacing(theme.px(4))
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self._buttons.addLayout(row)
        self._column = side = QVBoxLayout()
        side.setSpacing(theme.px(8))
        side.addWidget(self.tools)
        side.addWidget(self._row)
        side.addWidget(self.hint)
        side.addStretch(1)
        side.addWidget(self.watch, 0, Qt.AlignmentFlag.AlignLeft)
        self._side = QWidget()
        self._side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._scroller = scrolled(self._side)
        self._scroller.installEventFilter(self)
        upper = QHBoxLayout()
        upper.setSpacing(theme.px(16))
        upper.addWidget(self.canvas, 1)
        upper.addWidget(self._scroller)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(upper, 1)
        self._arrange_words(column)
        theme.theme_changed.connect(self._measure)
        self._measure()

    def _arrange_words(self, column: QVBoxLayout) -> None:
        """Put what the net says below the paper."""
        # what is said of a drawing comes and goes while it is dragged: the paper must not move
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.wanted)
        below.addWidget(self.notice)
        below.addStretch(1)
        self._below = QWidget()
        self._below.setLayout(below)
        head = QHBoxLayout()
        head.addWidget(self.says, 1)
        head.addWidget(self.beam)
        column.addLayout(head)
        for widget in (self.strip, self.captions, self._below):
            column.addWidget(widget)

    def _measure(self) -> None:
        is_low = self._scroller.height() < theme.px(LOW_TOOLS)
        is_wide = is_low and self.width() >= theme.px(WIDE + LEAST_PAPER)
        self._scroller.setFixedWidth(theme.px(WIDE if is_wide else NARROW))
        self._below.setFixedHeight(theme.px(72 if self._is_high() else 56))
        self._column.insertWidget(0 if is_low else 1, self._row)
        self.tools.set_wide(wide=is_wide)
        directions = QBoxLayout.Direction
        self._buttons.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _is_high(self) -> bool:
        return self.height() >= theme.px(LOW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out the tools anew when they have another height."""
        if event.type() == QEvent.Type.Resize:
            self._measure()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        view = self._session.view
        self.canvas.changed.connect(self._on_canvas_changed)
        self.canvas.selected.connect(self._on_canvas_selected)
        self.tools.kind_chosen.connect(self._on_kind_chosen)
        self.tools.color_chosen.connect(self._on_color_chosen)
        self.pen.toggled.connect(self._on_pen_toggled)
        self.sample.clicked.connect(self._on_sample_clicked)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.remove.clicked.connect(self.canvas.remove_chosen)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.watch.clicked.connect(self.watch_wanted)
        self.strip.word_hovered.connect(self._on_word_hovered)
        view.content_changed.connect(self.show_caption)
        view.picture_changed.connect(self.show_reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of a low window to the paper."""
        super().resizeEvent(event)
        self.captions.set_most_rows(5 if self._is_high() else 2)
        self.hint.setVisible(self._is_high())
        self._column.setSpacing(theme.px(8 if self._is_high() else 4))
        self._measure()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(600))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.pen.setText(self.tr("Pen"))
        self.pen.setToolTip(self.tr("Draw by hand in the colour chosen"))
        self.sample.set_hint(self.tr("Another drawing by lot"))
        self.undo_button.set_hint(self.tr("Undo (Ctrl+Z)"))
        self.redo_button.set_hint(self.tr("Redo (Ctrl+Y)"))
        self.remove.set_hint(self.tr("Take the chosen shape away (Delete)"))
        self.clear.set_hint(self.tr("Empty paper"))
        self.says.setText(self.tr("The net says"))
        self.hint.setText(self.tr("The net sees these 48 × 48 pixels."))
        self.watch.setText(self.tr("Watch it look"))
        self.watch.setToolTip(self.tr("Follow this picture through the net, stage by stage"))
        self.show_caption()
        self.show_reading()
        self._show_buttons()

    # Undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a drawing to go back to."""
        return self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a drawing to go forward to."""
        return self._undo.can_redo

    def undo(self) -> None:
        """Go back to the drawing before."""
        self._show(self._undo.undo())

    def redo(self) -> None:
        """Go forward again."""
        self._show(self._undo.redo())

    def _show(self, drawing: Drawing) -> None:
        self.canvas.set_drawing(drawing)
        self._tell()

    def begin(self) -> None:
        """Let the net look at the drawing; one that nobody has touched is like those it learns from."""
        most = self._session.settings.most_shapes
        if not self.can_undo and not self.can_redo and len(self._undo.value.shapes) > most:
            self._undo = UndoList(random_drawing(self._seed, most_shapes=most))
            self.canvas.set_drawing(self._undo.value)
        self._tell()

    def drawing(self) -> Drawing:
        """Return the drawing."""
        return self._undo.value

    def set_drawing(self, drawing: Drawing) -> None:
        """Go on with another drawing."""
        self._undo.push(drawing)
        self._show(drawing)

    def _tell(self) -> None:
        self._session.view.draw(self._undo.value)
        self._show_buttons()
        self.undo_changed.emit()

    def _show_buttons(self) -> None:
        self.undo_button.setEnabled(self.can_undo)
        self.redo_button.setEnabled(self.can_redo)
        has_items = bool(self._undo.value.items)
        self.remove.setEnabled(has_items)
        self.clear.setEnabled(has_items)

    # What a person does

    def _on_canvas_changed(self, drawing: Drawing, goes_on: bool) -> None:
        if goes_on:
            self._undo.replace(drawing)
        else:
            self._undo.push(drawing)
        self._tell()

    def _on_canvas_selected(self) -> None:
        shape = self.canvas.chosen_shape()
        if shape is not None:
            self.tools.set_color(shape.color)
            self.pen.setChecked(False)

    def _on_kind_chosen(self, kind: str) -> None:
        self.pen.setChecked(False)
        self.canvas.add(kind, self.tools.color())
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_color_chosen(self, color: str) -> None:
        shape = self.canvas.chosen_shape()
        if self.pen.isChecked():
            self.canvas.set_pen(color)
        elif shape is not None:
            self.canvas.change_chosen(
                type(shape)(shape.kind, color, shape.x, shape.y, shape.radius, shape.angle)
            )

    def _on_pen_toggled(self, on: bool) -> None:
        self.canvas.set_pen(self.tools.color() if on else None)

    def _on_sample_clicked(self) -> None:
        self._seed += 1
        self.canvas.choose(None)
        self.set_drawing(random_drawing(self._seed, most_shapes=self._session.settings.most_shapes))

    def _on_clear_clicked(self) -> None:
        self.canvas.choose(None)
        self.set_drawing(Drawing(seed=self._undo.value.seed))

    # What the net says

    def show_caption(self) -> None:
        """Show what the net says of the drawing."""
        content = self._session.view.content
        if content is None or self._session.view.drawing is None:
            return
        spoken = content.spoken
        labels = tuple(content.stage.labels[index] for index in spoken.indices)
        said = labels[:-1] if spoken.has_ended else labels
        wanted = None if content.wanted is None else content.wanted.split()
        probabilities = tuple(float(value) for value in np.exp(spoken.log_probabilities))
        self.strip.set_caption(labels, probabilities, wording(said, wanted))
        self.strip.set_moment(-1, len(labels))
        self.captions.show_captions()

    def show_reading(self) -> None:
        """Say what would be right, or what the net has never seen."""
        view = self._session.view
        if view.drawing is None:
            return
        wanted = view.wanted
        self.canvas.set_veil(None)
        self.wanted.setText("" if wanted is None else self.tr("Right: {0}").format(" ".join(wanted)))
        self.wanted.setVisible(wanted is not None)
        notices = () if view.reading is None else view.reading.notices
        text = " ".join(self._sentence(notice) for notice in notices[:2])
        if text == self.notice.text():
            return  # a drag need not dress the same notice again and again
        if text:
            self.notice.show_text(text, "info")
        else:
            self.notice.clear()

    def _on_word_hovered(self, word: int | None) -> None:
        """Show where the net looked for a word that is pointed at."""
        attention = self._session.view.attention
        if attention is None or word is None or word >= len(attention.maps):
            self.canvas.set_veil(None)
        else:
            self.canvas.set_veil(veil_image(attention.maps[word]))

    def _sentence(self, notice: Problem) -> str:
        """Return a notice with what it is about by name."""
        named = {key: value_name(value) if key in NAMED else value for key, value in notice.args.items()}
        return self._context.sentence(Problem(notice.code, notice.field, **named))
