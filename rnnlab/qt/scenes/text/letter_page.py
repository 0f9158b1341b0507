"""One letter on the stage: every gate and state at the time steps around it, with playback and inspector.

What is touched here is a view: a unit that is held, or a weight that is changed, shows at once what the net
would have expected and written on, and never reaches the net that is trained.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.mono import mono_font
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.net_views import NetViews
from rnnlab.qt.scenes.text.colored_lines import LINE_END
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.scene.content import Content
from rnnlab.session.text import TextSession

__all__ = ["LetterPage"]


class LetterPage(Speaks, QWidget):
    """The stage; `bar` belongs below it and `inspector` beside it.

    Attributes
    ----------
    left : Signal
        A person wants to go back to the text.
    """

    left = Signal()

    def __init__(self, session: TextSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = session.letter
        self._unit: tuple[int, int, int] | None = None
        self.views = NetViews(lambda: session.letter, context, self)
        self.player, self.stage = self.views.player, self.views.stage
        self.bar, self.inspector = self.views.bar, self.views.inspector
        self.back = Button("", "secondary", "chevron-left")
        self.words = Label("", "hint", wrap=True)
        self.trained, self.touched = _Continuation("muted"), _Continuation("output")
        self._arrange()
        self.back.clicked.connect(self.left)
        theme.theme_changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def _arrange(self) -> None:
        top, follows = QHBoxLayout(), QGridLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(self.back)
        top.addWidget(self.words, 1)
        follows.setHorizontalSpacing(theme.px(10))
        follows.setVerticalSpacing(theme.px(2))
        follows.setColumnStretch(1, 1)
        for row, line in enumerate((self.trained, self.touched)):
            follows.addWidget(line.name, row, 0)
            follows.addWidget(line.text, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        column.addLayout(follows)
        column.addWidget(self.stage, 1)

    def _dress(self) -> None:
        for line in (self.trained, self.touched):
            line.text.setFont(mono_font(13))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.back.setText(self.tr("Back to the text"))
        self.words.setText(
            self.tr("The letters around it; the states before them are those of the whole text.")
        )
        hint = self.tr("What the net writes after this letter, always with the same draws")
        for line in (self.trained, self.touched):
            line.name.setToolTip(hint)
            line.text.setToolTip(hint)
        self.touched.name.setText(self.tr("With your change"))
        self._show_continuations()

    def begin_at(self, unit: tuple[int, int, int] | None) -> None:
        """Let the inspector begin at a unit when the next letter comes: layer (from 1), state, unit."""
        self._unit = unit

    def show_letter(self) -> None:
        """Show the session's letter; another one than before is stood at, a touched one stays where it is."""
        content, before = self._letter.content, self.views.content
        if content is None or content is before:
            return
        if before is None or not before.is_like(content):
            self.views.start_over()
        self.views.show_content(content)
        self._show_continuations()
        if not content.touched and not self._returns_from_touch(before, content):
            self.player.pause()
            self.player.seek(self._letter.focus, self.player.phases - 1)
        if self._unit is not None:
            (layer, state, unit), self._unit = self._unit, None
            self.views.let_go()
            self.inspector.begin_at(content.trace.shape.cell.states[state], layer, unit)

    @staticmethod
    def _returns_from_touch(before: Content | None, content: Content) -> bool:
        """Tell whether it is the letter that was touched, as it was trained."""
        if before is None or not before.touched or not before.is_like(content):
            return False
        return bool((before.trace.inputs == content.trace.inputs).all())

    def content(self) -> Content | None:
        """Return what is shown."""
        return self.views.content

    def _show_continuations(self) -> None:
        content, letter = self.views.content, self._letter
        is_touched = content is not None and bool(content.touched)
        self.trained.name.setText(
            self.tr("As trained it writes on") if is_touched else self.tr("It writes on")
        )
        self.trained.show_text(letter.wrote_on)
        self.touched.show_text(letter.writes_on if is_touched else "")


class _Continuation:
    """What is written on: a name and a line in a typewriter face; both hidden while there is nothing."""

    def __init__(self, role: str) -> None:
        self.name, self.text = Label("", "section"), Label("", role)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show a text."""
        self.text.setText(text.replace("\n", LINE_END))
        self.name.setVisible(bool(text))
        self.text.setVisible(bool(text))
