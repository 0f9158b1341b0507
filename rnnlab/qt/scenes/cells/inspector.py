"""The inspector of the Cells scene: equations, code and gradients of the cell shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.cells.count import count_formula, count_in_numbers
from rnnlab.core.cells.formula import operators
from rnnlab.core.cells.generated_code import CODE_KINDS, generated_code
from rnnlab.core.cells.gradient_formulas import gradient_formulas
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.render import cell_formulas
from rnnlab.core.net import NetShape
from rnnlab.qt.cell_picture import full_colour
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.cells.code_view import CodeView
from rnnlab.qt.scenes.cells.formula_rows import FormulaLine, FormulaRows
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Line, SegmentedControl, Speaks
from rnnlab.scene.content import Content

__all__ = ["CellInspector"]

PAGES = ("equations", "code", "gradients")


class EquationsPage(Speaks, QWidget):
    """The equations with the numbers of the moment, and how many numbers are learnt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FormulaRows(18)
        self._count_name = Label("", "title")
        self.letters = Label("", "muted", wrap=True)
        self.numbers = Label("", "", wrap=True)
        self.hint = Label("", "hint", wrap=True)
        self._source_name, self.source = Label("", "title"), Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (
            self.rows,
            Line(),
            self._count_name,
            self.letters,
            self.numbers,
            self.hint,
            self._source_name,
            self.source,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._count_name.setText(self.tr("Numbers to learn"))
        self.hint.setText(
            self.tr("X symbols in, H hidden units, V symbols out; the last two terms are the output layer.")
        )
        self._source_name.setText(self.tr("Source"))

    def show_cell(self, cell: Cell, shape: NetShape) -> None:
        """Show a cell with sizes."""
        nodes = cell.quantity_nodes.values()
        lines = [FormulaLine(*pair) for pair in zip(cell_formulas(cell), nodes, strict=True)]
        self.rows.show_lines(cell, lines)
        self.letters.setText(count_formula(cell))
        self.numbers.setText(f"= {count_in_numbers(shape)}\n= {shape.parameter_count:,}")
        source = cell.source.text(language.current)
        self.source.setText(source)
        for widget in (self._source_name, self.source):
            widget.setVisible(bool(source))


class CodePage(Speaks, QWidget):
    """The cell as a program.

    Attributes
    ----------
    copied : Signal(str)
        The program of a kind (``torch``, ``numpy``) lies in the clipboard.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: tuple[NetShape, tuple[str, ...]] | None = None
        self.kind, self.copy, self.view = SegmentedControl(), Button("", "secondary"), CodeView()
        self.kind.set_options(list(zip(CODE_KINDS, ("PyTorch", "NumPy"), strict=True)))
        self.hint = Label("", "hint", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self.kind, 1)
        top.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.view, 1)
        self.kind.changed.connect(self._write)
        self.copy.clicked.connect(self._on_copy_clicked)
        self._measure()
        theme.theme_changed.connect(self._measure)
        self.retranslate()

    def _measure(self) -> None:
        self.view.setMinimumHeight(theme.px(320))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.copy.setText(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copy the whole program"))
        self.hint.setText(self.tr("The whole net as a program that runs as it stands."))
        self.view.setAccessibleName(self.tr("Program"))
        self._write()

    def show_cell(self, shape: NetShape, symbols: tuple[str, ...]) -> None:
        """Write the program of a net."""
        self._made = shape, symbols
        self._write()

    def _write(self) -> None:
        if self._made is None or self.isHidden():
            return
        shape, symbols = self._made
        kind = next(kind for kind in CODE_KINDS if kind == self.kind.key())
        title = shape.cell.title.text(language.current)
        self.view.set_code(generated_code(kind, shape, symbols=symbols, title=title))

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.view.toPlainText())
        self.copied.emit(self.kind.key())


class GradientsPage(Speaks, QWidget):
    """The backward pass as equations, with ∂L/∂q of the moment below each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint, self.steep = Label("", "hint", wrap=True), Label("", "hint", wrap=True)
        self._names = {part: Label("", "title") for part in ("output", "equations", "parameters", "nameless")}
        self.rows = {
            part: FormulaRows(16, strips=part == "equations")
            for part in ("output", "equations", "parameters", "nameless")
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addWidget(self.hint)
        column.addWidget(self.steep)
        for part, rows in self.rows.items():
            column.addWidget(self._names[part])
            column.addWidget(rows)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.hint.setText(
            self.tr(
                "Derived from the equations by the chain rule. δq means ∂L/∂q, k is the right answer, N the"
                " number of answers."
            )
        )
        self.steep.setText(self.tr("(q > 0) is 1 where that is true, else 0."))
        names = {
            "output": self.tr("Where it begins"),
            "equations": self.tr("Back through one time step"),
            "parameters": self.tr("For the weights: sums over time"),
            "nameless": self.tr("Where"),
        }
        for part, words in names.items():
            self._names[part].setText(words)

    def show_cell(self, cell: Cell) -> None:
        """Show a cell's backward pass."""
        found = gradient_formulas(cell)
        signs = (sign for _, line in found.equations for sign in operators(line))
        self.steep.setVisible(">" in signs)
        self.rows["output"].show_lines(cell, [FormulaLine(found.output)])
        self.rows["equations"].show_lines(cell, [FormulaLine(line, node) for node, line in found.equations])
        self.rows["parameters"].show_lines(cell, [FormulaLine(line) for _, line in found.parameters])
        self.rows["nameless"].show_lines(cell, [FormulaLine(line, node) for node, line in found.nameless])
        for part in ("parameters", "nameless"):
            self._names[part].setVisible(bool(self.rows[part].lines()))


class CellInspector(Speaks, QWidget):
    """Three pages about one cell.

    Attributes
    ----------
    pointed : Signal(object)
        The nodes (frozenset[int]) that a formula points at.
    clicked : Signal(object)
        The nodes of a term that was clicked.
    """

    pointed = Signal(object)
    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = SegmentedControl(by_words=True)
        self.equations, self.code, self.gradients = EquationsPage(), CodePage(), GradientsPage()
        self._pages: dict[str, QWidget] = dict(
            zip(PAGES, (self.equations, self.code, self.gradients), strict=True)
        )
        self._shown: tuple[Cell, NetShape, tuple[str, ...]] | None = None
        self._made: dict[str, object] = {}
        self._moment: tuple[Content | None, int, frozenset[int]] = (None, 0, frozenset())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.tabs)
        for page in self._pages.values():
            column.addWidget(page, 1)
        self.tabs.changed.connect(self.show_page)
        for rows in (self.equations.rows, *self.gradients.rows.values()):
            rows.pointed.connect(self.pointed)
            rows.clicked.connect(self.clicked)
            rows.completed.connect(self._show_values)
        self.retranslate()
        self.show_page(PAGES[0])

    def retranslate(self) -> None:
        """Set every sentence."""
        self.tabs.set_options(
            list(zip(PAGES, (self.tr("Equations"), self.tr("Code"), self.tr("Gradients")), strict=True)),
            [
                self.tr("The cell, the numbers of this moment, and what is learnt"),
                self.tr("The whole net in PyTorch and NumPy"),
                self.tr("The backward pass, derived by the chain rule"),
            ],
        )
        self._made.clear()
        self._fill()

    def page(self) -> str:
        """Return ``equations``, ``code`` or ``gradients``."""
        return self.tabs.key()

    def show_page(self, page: str) -> None:
        """Show one of the pages."""
        self.tabs.set_key(page)
        for name, widget in self._pages.items():
            widget.setVisible(name == self.tabs.key())
        self._fill()

    def show_cell(self, cell: Cell, shape: NetShape, symbols: tuple[str, ...]) -> None:
        """Show a cell with sizes; only the page in sight is filled."""
        self._shown = cell, shape, symbols
        self._fill()

    def _fill(self) -> None:
        page = self.tabs.key()
        if self._shown is None or self._made.get(page) == self._shown:
            return
        cell, shape, symbols = self._made[page] = self._shown
        if page == "equations":
            self.equations.show_cell(cell, shape)
        elif page == "code":
            self.code.show_cell(shape, symbols)
        else:
            self.gradients.show_cell(cell)
        self._show_values()

    def light(self, nodes: frozenset[int]) -> None:
        """Light the formulas of some nodes."""
        self.equations.rows.light(nodes)
        for rows in self.gradients.rows.values():
            rows.light(nodes)

    def set_moment(self, content: Content | None, t: int, done: frozenset[int]) -> None:
        """Show the numbers of a time step; of ``done`` quantities' nodes those at ``t``, else none yet."""
        if (content, t, done) != self._moment:
            self._moment = content, t, done
            self._show_values()

    def _show_values(self) -> None:
        content, t, done = self._moment
        if self._shown is None or self.isHidden():
            return
        cell, page = self._shown[0], self.tabs.key()
        fits = content is not None and content.trace.shape.cell.is_like(cell) and t < content.steps
        for name, node in cell.quantity_nodes.items():
            if not fits or content is None:
                self.equations.rows.set_values(node, None, 1.0)
                self.gradients.rows["equations"].set_values(node, None, 1.0)
            elif page == "equations":
                values = content.trace.values[name]  # (T, dimension)
                scale = max(1.0, full_colour(values))
                self.equations.rows.set_values(node, values[t] if node in done else None, scale)
            elif page == "gradients":
                slopes = content.trace.gradients[name]  # (T, dimension)
                scale = max(full_colour(slopes), 1e-12)
                self.gradients.rows["equations"].set_values(node, slopes[t], scale)
