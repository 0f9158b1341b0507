"""The board on the screen: paints a moment of the game, and hears keys, input methods and the mouse.

It has the keyboard while somebody is asked; when it loses it the game pauses.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.game.keyboard import Composition
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.game.board_words import board_of
from rnnlab.qt.scenes.game.words import TEAM_KEYS
from rnnlab.qt.stage_painter import StagePainter
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.drawing import Frame
from rnnlab.scene.game.content import Board, Tile
from rnnlab.scene.game.frame import APPEARING, frame
from rnnlab.scene.game.layout import BoardLayout, layout
from rnnlab.session.game.session import GameSession

__all__ = ["BoardView"]

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class BoardView(Speaks, QWidget):
    """One round, as large as the room allows.

    Attributes
    ----------
    trace_requested : Signal
        A person wants to see how the net came to its answer.
    """

    trace_requested = Signal()

    def __init__(
        self, session: GameSession, sentence: Callable[[Problem], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._sentence = session, sentence
        self._painter = StagePainter()
        self._board: Board | None = None
        self._plan: BoardLayout | None = None
        self._born: dict[tuple[str, int], float] = {}
        self._pointed: tuple[int, int] | None = None
        self._composition = Composition()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownKeys", True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("The question and its blanks"))
        self.show_moment()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(520))

    # What is shown

    def show_moment(self) -> None:
        """Show the game as it is now."""
        game = self._session.game
        board = None if game is None else board_of(game, self._sentence)
        if board == self._board and not self.is_moving:
            return
        self._note_new_tiles(self._board, board)
        if board is None or self._board is None or _shape(board) != _shape(self._board):
            self._plan = None
        if board is not None and (self._board is None or board.blanks != self._board.blanks):
            self._describe(board)
        self._board = board
        self.update()

    def board(self) -> Board | None:
        """Return what is shown."""
        return self._board

    @property
    def is_moving(self) -> bool:
        """Whether a symbol is still appearing."""
        now = time.monotonic()
        return any(now - born <= APPEARING for born in self._born.values())

    def plan(self) -> BoardLayout | None:
        """Return where things stand; None while there is nothing."""
        if self._board is None:
            return None
        if self._plan is None:
            scale = theme.scale * min(max(self.height() / 620, 1.0), 1.5)
            self._plan = layout(self._board, float(self.width()), float(self.height()), scale)
        return self._plan

    def drawn(self) -> Frame:
        """Return what is on the board now, back to front."""
        plan = self.plan()
        if plan is None or self._board is None:
            return Frame()
        now = time.monotonic()
        ages = {key: now - born for key, born in self._born.items()} if theme.motion else {}
        return frame(self._board, plan, ages, self._pointed)

    def _note_new_tiles(self, before: Board | None, now: Board | None) -> None:
        self._born = {key: born for key, born in self._born.items() if time.monotonic() - born <= APPEARING}
        if not theme.motion or before is None or now is None or before.given != now.given:
            return
        pairs: tuple[tuple[str, tuple[Tile, ...], tuple[Tile, ...]], ...] = (
            ("blank", before.blanks, now.blanks),
            ("net", before.net, now.net),
        )
        for kind, old, new in pairs:
            for place, (one, other) in enumerate(zip(old, new, strict=False)):
                if (one.label, one.look) != (other.label, other.look) and other.label:
                    self._born[kind, place] = time.monotonic()

    def _describe(self, board: Board) -> None:
        shown = " ".join(board.given)
        blanks = " ".join(tile.label or "( )" for tile in board.blanks)
        self.setAccessibleDescription(f"{shown} {blanks}")

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self._plan = None
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Lay out again."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._plan = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the board."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("card"))
            self._painter.paint(painter, self.drawn(), self.devicePixelRatioF())

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        plan = self.plan()
        found = plan.choice_at(event.position().x(), event.position().y()) if plan is not None else None
        if found != self._pointed:
            self._pointed = found
            shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Point at nothing."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._pointed = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the choice under the pointer, or go on where the game is paused."""
        game, plan = self._session.game, self.plan()
        if game is None or plan is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if game.state.paused:
            self._session.resume()
            return
        found = plan.choice_at(event.position().x(), event.position().y())
        if found is not None and self._board is not None:
            side = self._board.sides[found[0]]
            self._session.choose(side.player, side.choices[found[1]].place)

    # The keyboard

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Keep the keyboard while somebody is asked: a slip onto Tab would stop the game."""
        game = self._session.game
        if game is not None and game.state.is_open and game.rules.players:
            return False
        return super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Pause: keys would be lost."""
        super().focusOutEvent(event)
        self._composition = Composition()
        self._session.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, take back, pause, go on."""
        game = self._session.game
        if game is None or event.modifiers() & _HELD:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        if game.state.paused:
            if event.key() in (*_GO, Qt.Key.Key_Escape):
                self._session.resume()
        elif game.state.phase == "asking":
            self._answer_key(event)
        elif game.state.phase == "revealed":
            self._revealed_key(event)

    def _answer_key(self, event: QKeyEvent) -> None:
        game, session, key, text = self._session.game, self._session, event.key(), event.text()
        assert game is not None
        if key == Qt.Key.Key_Escape or (not game.rules.players and key in _GO):
            session.pause()
        elif key == Qt.Key.Key_Backspace:
            session.take_back()
        elif key == Qt.Key.Key_Delete:
            session.give_up()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            session.finish_typing()
        elif game.rules.players > 1:
            self._team_key(text)
        elif text.isdigit() and len(text) == 1 and not game.keyboard.digits_are_symbols:
            session.choose(0, int(text) - 1)
        elif text and text.isprintable():
            if text == " " and game.typed.text:
                session.finish_typing()
            else:
                session.type(text)

    def _team_key(self, text: str) -> None:
        for player, keys in enumerate(TEAM_KEYS):
            if text and text in keys:
                self._session.choose(player, keys.index(text))

    def _revealed_key(self, event: QKeyEvent) -> None:
        game = self._session.game
        assert game is not None
        if event.key() == Qt.Key.Key_T:
            self.trace_requested.emit()
        elif event.key() == Qt.Key.Key_Space and not game.rules.players:
            self._session.pause()
        elif event.key() in _GO:
            self._session.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._session.pause()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hear what is composed, stroke by stroke, whether it is committed yet or not."""
        self._composition, heard, taken_back = self._composition.hears(
            event.preeditString(), event.commitString()
        )
        game = self._session.game
        event.accept()
        if game is None:
            return
        if taken_back:
            self._session.take_back()
        elif game.state.phase == "revealed" and heard == "t":
            self.trace_requested.emit()
        else:
            self._session.type(heard)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Tell the input method where the next blank is."""
        plan = self.plan()
        if query == Qt.InputMethodQuery.ImCursorRectangle and plan is not None:
            box = plan.blanks[0]
            return QRectF(box.x, box.y, box.width, box.height).toRect()
        return super().inputMethodQuery(query)


def _shape(board: Board) -> tuple[object, ...]:
    """Return what decides where things stand."""
    sides = tuple((side.player, bool(side.name), len(side.choices)) for side in board.sides)
    return len(board.given), len(board.blanks), sides
