"""Dialogs in our own dress: a heading, what it is about, and buttons whose words say what they do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.buttons import Button
from rnnlab.qt.widgets.labels import Label

__all__ = ["Answer", "Dialog", "QuestionDialog"]

_INK = {"error": "loss", "warning": "warning", "info": "input", "success": "right", "help": "input"}


@dataclass(frozen=True)
class Answer:
    """A button of a question.

    Parameters
    ----------
    key
        What `QuestionDialog.ask` returns.
    text
        The words on the button.
    kind
        ``primary``, ``secondary`` or ``danger``.
    """

    key: str
    text: str
    kind: str = "secondary"


class Dialog(QDialog):
    """A window on its own: contents go into `body`, buttons into `buttons` (right-aligned)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(22), theme.px(24), theme.px(18))
        column.setSpacing(theme.px(18))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(10))
        column.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(8))
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)


class QuestionDialog(Dialog):
    """A question with two or three answers; Escape gives the last one, Return the primary one."""

    def __init__(
        self, parent: QWidget | None, heading: str, text: str, answers: Sequence[Answer], kind: str = "help"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.answer = answers[-1].key
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        picture = QLabel()
        picture.setPixmap(theme.pixmap(kind, _INK[kind], 30, self.devicePixelRatioF()))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        self.heading = Label(heading, "title", wrap=True)
        self.text = Label(text, "muted", wrap=True)
        self.text.setMinimumWidth(theme.px(360))
        words.addWidget(self.heading)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.answers: dict[str, Button] = {}
        for answer in reversed(answers):
            button = Button(answer.text, answer.kind)
            button.setAutoDefault(False)
            button.setProperty("answer", answer.key)
            button.clicked.connect(self._on_answer_clicked)
            self.answers[answer.key] = button
            self.buttons.addWidget(button)
            if answer.kind == "primary":
                button.setDefault(True)

    def _on_answer_clicked(self) -> None:
        button = self.sender()
        self.answer = str(button.property("answer"))
        self.accept()

    def ask(self) -> str:
        """Show the question and return the key of the answer."""
        self.exec()
        return self.answer
