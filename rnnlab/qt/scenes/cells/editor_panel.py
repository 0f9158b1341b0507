"""Write your own cell: name, states and equations; behind a fold titles and notes; below, what is wrong."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.core.cells.graph import Localised
from rnnlab.core.cells.outline import LineOutline
from rnnlab.core.cells.writing_help import suggestions
from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.cells.editor import EquationEditor
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Notice, Speaks, TextField
from rnnlab.session.cells import CellsSession

__all__ = ["EditorPanel"]

_ROOMY = 560
"""Width at 100 % from which there is room for the shapes of products beside the lines."""
_BETWEEN = re.compile(r"[\s,;]+")


class EditorPanel(Speaks, QWidget):
    """Shows the session's draft and changes it by ``session.edit``.

    Attributes
    ----------
    undo_changed : Signal
        Whether something can be undone or redone is another matter now.
    """

    undo_changed = Signal()

    def __init__(self, session: CellsSession, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._showing = False
        self._known_shapes: dict[str, str] = {}
        self._names = {part: Label("", "section") for part in ("name", "states", "ko", "en", "notes")}
        self.fields = {part: TextField() for part in self._names}
        self.fold = IconButton("chevron-down")
        self.fold.setCheckable(True)
        self.more = QWidget()
        self.text = EquationEditor(self._words)
        self.notice = Notice()
        self.go = Button("", "link")
        self._arrange()
        self._connect()
        self.retranslate()
        self.show_draft()

    def _arrange(self) -> None:
        for part, field in self.fields.items():
            self._names[part].setBuddy(field)
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        for part, stretch in (("name", 3), ("states", 2)):
            top.addWidget(self._names[part])
            top.addWidget(self.fields[part], stretch)
        top.addWidget(self.fold)
        grid = QGridLayout(self.more)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        for column, part in enumerate(("ko", "en")):
            grid.addWidget(self._names[part], 0, 2 * column)
            grid.addWidget(self.fields[part], 0, 2 * column + 1)
        grid.addWidget(self._names["notes"], 1, 0)
        grid.addWidget(self.fields["notes"], 1, 1, 1, 3)
        self.more.hide()
        below = QHBoxLayout()
        below.setSpacing(theme.px(6))
        below.addWidget(self.notice, 1)
        below.addWidget(self.go)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, theme.px(6), 0, 0)
        column_.setSpacing(theme.px(6))
        column_.addLayout(top)
        column_.addWidget(self.more)
        column_.addWidget(self.text, 1)
        column_.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _connect(self) -> None:
        for part, field in self.fields.items():
            field.settled.connect(self._on_field_settled)
            field.setObjectName(part)
        self.fold.toggled.connect(self._on_fold_toggled)
        self.text.settled.connect(self._on_text_settled)
        self.text.refused.connect(self._on_text_refused)
        self.text.undoAvailable.connect(self._on_undo_available)
        self.text.redoAvailable.connect(self._on_undo_available)
        self.go.clicked.connect(self._on_go_clicked)
        self._session.draft_changed.connect(self.show_state)

    def retranslate(self) -> None:
        """Set every sentence."""
        words = {
            "name": (self.tr("Name"), self.tr("What the cell is called, in commands and files too")),
            "states": (
                self.tr("States"),
                self.tr("Names carried from step to step; the first is the cell's output"),
            ),
            "ko": (self.tr("Korean title"), self.tr("Shown instead of the name; may be empty")),
            "en": (self.tr("English title"), self.tr("Shown instead of the name; may be empty")),
            "notes": (self.tr("Notes"), self.tr("What to look at; shown above the diagram")),
        }
        for part, (name, hint) in words.items():
            self._names[part].setText(name)
            self.fields[part].setAccessibleName(name)
            self.fields[part].setToolTip(hint)
        self.fields["states"].setPlaceholderText("h, c")
        self.fold.set_hint(self.tr("Titles and notes"))
        self.text.setAccessibleName(self.tr("Equations"))
        self.text.setPlaceholderText("h = tanh(W_xh @ x + W_hh @ h + b_h)")
        self.go.setText(self.tr("Go there"))
        self.show_draft()

    # Showing

    def show_draft(self) -> None:
        """Show another draft from the beginning."""
        draft = self._session.draft
        if draft is None:
            return
        self._showing = True
        text = draft.text
        said = {
            "name": draft.name,
            "states": ", ".join(text.states),
            "ko": text.title.ko,
            "en": text.title.en,
            "notes": text.look_at.text(language.current),
        }
        for part, words in said.items():
            if self.fields[part].text() != words:
                self.fields[part].setText(words)
                self.fields[part].setCursorPosition(0)
        self._known_shapes = {}
        self.text.show_text(text.equations)
        self._showing = False
        self.show_state()

    def show_state(self) -> None:
        """Show what is known of the draft: shapes, the first mistake, whether the name will do."""
        session, draft = self._session, self._session.draft
        if draft is None:
            return
        self.text.colours.set_states(draft.text.states)
        self.show_shapes()
        problem, name_problem = session.outline.problem, session.name_problem()
        self.text.show_problem(problem if problem is not None and "line" in problem.args else None)
        wrong_states = problem is not None and problem.code in ("cell.states", "cell.state_name")
        self.fields["states"].set_wrong(wrong_states)
        self.fields["name"].set_wrong(name_problem is not None)
        shown = problem or name_problem
        if shown is not None:
            self.notice.show_text(self._context.sentence(shown), "error")
        else:
            cell = session.outline.cell
            count = len(cell.quantities) if cell is not None else 0
            told = self.tr("%n equation(s), no mistakes.", "", count)
            self.notice.show_text(f"{told} {self._state_words()}", "success")
        self.go.setVisible(problem is not None and "line" in problem.args)

    def _state_words(self) -> str:
        draft = self._session.draft
        assert draft is not None
        if self._session.is_dirty:
            return self.tr("Kept as a draft; save it and every scene offers it.")
        return self.tr("Saved.")

    def show_shapes(self) -> None:
        """Write shapes beside the lines; below a mistake, those that an unchanged line had before."""
        shape = self._session.live.shape
        sizes = {"X": shape.input_size, "H": shape.hidden_size, "1": 1}
        lines = self.text.toPlainText().split("\n")
        roomy = self.width() >= theme.px(_ROOMY)
        shapes: dict[int, str] = {}
        for line in self._session.outline.lines:
            shapes[line.line] = _written(line, sizes, roomy=roomy)
            if line.line <= len(lines):
                self._known_shapes[lines[line.line - 1]] = shapes[line.line]
        if self._session.outline.problem is not None:
            last = max(shapes, default=0)
            wrong = self._session.outline.problem.args.get("line", 0)
            for number, text in enumerate(lines[last:], start=last + 1):
                if number != wrong and text.strip() and text in self._known_shapes:
                    shapes[number] = self._known_shapes[text]
        self.text.set_shapes(shapes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write shapes as there is room for them."""
        super().resizeEvent(event)
        if (event.size().width() >= theme.px(_ROOMY)) != (event.oldSize().width() >= theme.px(_ROOMY)):
            self._known_shapes = {}
            self.show_shapes()

    def wanted_height(self) -> int:
        """Return the height at which all lines are in sight, up to ten of them."""
        lines = min(max(self.text.blockCount() + 1, 4), 10)
        around = self.sizeHint().height() - self.text.sizeHint().height()
        return around + self.text.height_of(lines)

    # Doing

    def flush(self) -> None:
        """Hand over what was typed a moment ago."""
        if self._session.draft is not None:
            self.text.flush()

    def shut_down(self) -> None:
        """Hand over what was typed, and stop the timer."""
        self.flush()
        self.text.stop()

    @property
    def can_undo(self) -> bool:
        """Whether an edit can be taken back."""
        return self._session.draft is not None and self.text.document().isUndoAvailable()

    @property
    def can_redo(self) -> bool:
        """Whether an edit can be done again."""
        return self._session.draft is not None and self.text.document().isRedoAvailable()

    def undo(self) -> None:
        """Take back the last edit of the equations."""
        self.text.undo()

    def redo(self) -> None:
        """Do it again."""
        self.text.redo()

    def edit_name(self) -> None:
        """Give the keyboard to the name."""
        self.fields["name"].setFocus()
        self.fields["name"].selectAll()

    def _words(self, text: str, place: int) -> tuple[str, ...]:
        draft = self._session.draft
        return suggestions(text, place, draft.text.states) if draft is not None else ()

    def _on_text_settled(self, text: str) -> None:
        self._session.edit(equations=text)

    def _on_text_refused(self, problem: Problem) -> None:
        self.notice.show_text(self._context.sentence(problem), "error")
        self._context.notify(self._context.sentence(problem), "error")

    def _on_field_settled(self, words: str) -> None:
        draft = self._session.draft
        if self._showing or draft is None:
            return
        part = self.sender().objectName()
        text = draft.text
        if part == "name":
            self._session.edit(name=words)
        elif part == "states":
            self._session.edit(states=tuple(word for word in _BETWEEN.split(words) if word))
        elif part in ("ko", "en"):
            ko, en = (words if part == "ko" else text.title.ko), (words if part == "en" else text.title.en)
            self._session.edit(title=Localised(ko, en))
        else:
            before = text.look_at
            # one note is enough for both languages, unless they were different before
            both = before.ko == before.en or not (before.ko and before.en)
            korean = language.current == "ko"
            changed = (words, before.en) if korean else (before.ko, words)
            self._session.edit(look_at=Localised(*((words, words) if both else changed)))

    def _on_fold_toggled(self, open_: bool) -> None:
        self.more.setVisible(open_)
        self.fold.set_icon("chevron-up" if open_ else "chevron-down")

    def _on_undo_available(self) -> None:
        self.undo_changed.emit()

    def _on_go_clicked(self) -> None:
        problem = self._session.outline.problem
        if problem is not None:
            self.text.go_to(problem.args.get("line", 1), problem.args.get("column", 1))


def _written(line: LineOutline, sizes: dict[str, int], *, roomy: bool) -> str:
    """Return shapes as they stand beside a line: ``8×14 · 14 + 8×8 · 8 → 8``, or only what comes out."""
    seen = dict.fromkeys((sizes[product.rows], sizes[product.columns]) for product in line.products)
    products = " + ".join(f"{rows}×{columns} · {columns}" for rows, columns in seen)
    size = sizes[line.dimension]
    return f"{products} → {size}" if products and roomy else f"({size})"
