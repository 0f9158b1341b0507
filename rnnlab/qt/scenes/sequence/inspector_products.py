"""A matrix times a vector as pictures: the column a one-hot input picks, or the row that meets the vector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.cells.formula import Fenced, Item, Operator, Reference, Row, Symbol, row
from rnnlab.core.explanation import MatrixProduct
from rnnlab.qt import letters
from rnnlab.qt.cell_picture import NUMBER_WIDTH, full_colour
from rnnlab.qt.formula_layout import lay_out
from rnnlab.qt.formula_view import FormulaView, paint_box
from rnnlab.qt.matrix_view import Cell, MatrixView
from rnnlab.qt.scenes.sequence.inspector_lines import signed
from rnnlab.qt.scenes.sequence.inspector_targets import is_lit
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Speaks
from rnnlab.scene.target import Target

_HEADER, _FOOT, _BETWEEN, _VECTOR = 24, 17, 22, 26
_CELL_WIDTH, _CELL_HEIGHT, _WIDE_CELL, _HIGH_CELL = 22, 14, 62, 22
_TALLEST, _LONE_TALLEST = 112, 200
_COMPACT = 0.72
_LONE_WIDTH, _LONE_HEIGHT = 32, 20


@dataclass(frozen=True, eq=False)
class Picture:
    """What a product view shows.

    Attributes
    ----------
    product
        The matrix, and the vector if there is one to multiply it with.
    header
        How the matrix is written.
    role
        Colour of the matrix.
    row, column
        What is framed; −1 for none. Of a picked column only the row's cell is framed.
    editable
        Whether the matrix's entries can be changed.
    cell_label
        How an entry is written: W_xh[3, 자].
    alone
        Whether the matrix is shown for itself, without a vector.
    """

    product: MatrixProduct
    header: Row
    role: str
    row: int
    column: int
    editable: bool
    cell_label: Callable[[int, int], Row]
    alone: bool = False
    remark: str = ""
    number: Callable[[float], str] = signed
    numbers: bool = True


class ProductView(Speaks, QWidget):
    """Shows one matrix product.

    Attributes
    ----------
    pointed : Signal(object)
        The `Reference` under the pointer, or None.
    clicked : Signal(object)
        The `Reference` of a clicked name or entry of the vector.
    entry_chosen : Signal(object)
        The `Reference` of a chosen entry of the matrix.
    entry_dragged : Signal(object, float)
        An entry of the matrix and the value it was dragged to.
    entry_typed : Signal(str)
        A number was begun with this character for the chosen entry.
    """

    pointed = Signal(object)
    clicked = Signal(object)
    entry_chosen = Signal(object)
    entry_dragged = Signal(object, float)
    entry_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._compact = False
        self._hover: tuple[str, Cell] | None = None
        self.header = FormulaView(self, size=15)
        self.vector_name = FormulaView(self, size=15)
        self.matrix = MatrixView(self)
        self.vector = MatrixView(self)
        self.magnify = IconButton("search", parent=self, size=14)
        self.magnify.setCheckable(True)
        self.magnify.clicked.connect(self._on_magnify_clicked)
        for view in (self.header, self.vector_name):
            view.pointed.connect(self.pointed)
            view.clicked.connect(self.clicked)
        self.matrix.pointed.connect(self._on_matrix_pointed)
        self.matrix.chosen.connect(self._on_matrix_chosen)
        self.matrix.dragged.connect(self._on_matrix_dragged)
        self.matrix.typed.connect(self.entry_typed)
        self.matrix.magnified_changed.connect(self._arrange)
        self.vector.pointed.connect(self._on_vector_pointed)
        self.vector.chosen.connect(self._on_vector_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words."""
        self.matrix.setToolTip(self.tr("Click an entry, then drag it up or down or type a number."))
        self.magnify.set_hint(self.tr("Show the numbers (double-click on the matrix does the same)"))
        self.update()

    def show_picture(self, picture: Picture) -> None:
        """Show a product."""
        before = self._picture
        self._picture = picture
        product = picture.product
        shape = "×".join(str(size) for size in product.weights.shape)
        size_of = Symbol(f"({shape})", "ink", upright=True)
        self.header.set_formula(row(*picture.header.items, size_of))
        weights = product.weights
        self.matrix.set_values(weights if weights.ndim == 2 else weights[None, :])
        self.matrix.set_role(picture.role)
        self.matrix.set_editable(picture.editable)
        self.matrix.set_numbers(picture.numbers)
        self.matrix.set_marks(picture.row, picture.column, dim=not picture.alone)
        has_vector = product.entries is not None and not picture.alone
        self.vector.setVisible(has_vector)
        self.vector_name.setVisible(has_vector)
        if product.entries is not None and has_vector:
            self.vector.set_values(product.entries, max(1.0, full_colour(product.entries)))
            self.vector.set_role("hidden")
            self.vector_name.set_formula(_times(product.vector))
        if before is None or _sizes(before) != _sizes(picture) or self.vector.isHidden() == has_vector:
            self.updateGeometry()
            self._arrange()
        self.update()

    def picture(self) -> Picture | None:
        """Return what is shown."""
        return self._picture

    def set_entry(self, reference: Reference | None) -> None:
        """Show which entry is chosen for editing."""
        cell: Cell | None = None
        known = "" if self._picture is None else self._picture.product.matrix_reference.key
        if reference is not None and reference.index and reference.key == known:
            index = reference.index
            # a vector parameter lies on its side
            cell = (index[0], index[1]) if len(index) == 2 else (0, index[0])
        self.matrix.set_cursor(cell)

    def set_highlight(self, targets: frozenset[Target]) -> None:
        """Light the names that stand for one of these."""
        for view in (self.header, self.vector_name):
            view.set_highlight(
                frozenset(
                    symbol.reference
                    for symbol in view.formula().symbols()
                    if symbol.reference is not None and is_lit(symbol.reference, targets)
                )
            )

    def foot(self) -> tuple[Row | None, str]:
        """Return what is said below the matrix: the entry pointed at and its value, else the remark."""
        picture = self._picture
        if picture is None:
            return None, ""
        if self._hover is None:
            return None, picture.remark
        part, (at_row, at_column) = self._hover
        if part == "matrix":
            value = float(self.matrix.values()[at_row, at_column])
            return picture.cell_label(at_row, at_column), f"= {picture.number(value)}"
        value = float(self.vector.values()[at_row, 0])
        items = picture.product.vector.items
        vector = picture.product.vector if len(items) == 1 else row(Fenced(picture.product.vector))
        last = vector.items[0]
        name = row(replace(last, entry=(str(at_row + 1),))) if isinstance(last, Symbol) else vector
        return name, f"= {signed(value)}"

    # places

    def set_compact(self, compact: bool) -> None:
        """Be lower than looks best, where there is little room."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self._arrange()
            self.update()

    def saving(self) -> int:
        """Return how much lower the view is when it is compact."""
        if self._picture is None:
            return 0
        roomy, tight = (self._measures(self.width(), compact) for compact in (False, True))
        return max(part.height() for part in roomy) - max(part.height() for part in tight)

    def _measures(self, width: int, compact: bool | None = None) -> tuple[QSize, QSize]:
        """Return the sizes of the matrix and of the vector."""
        assert self._picture is not None
        squeeze = _COMPACT if (self._compact if compact is None else compact) else 1.0
        weights, entries = self._picture.product.weights, self._picture.product.entries
        rows, columns = weights.shape if weights.ndim == 2 else (1, weights.shape[0])
        alone = self._picture.alone
        tallest = theme.px((_LONE_TALLEST if alone else _TALLEST) * squeeze)
        across = theme.px(_WIDE_CELL if columns <= 4 else _LONE_WIDTH if alone else _CELL_WIDTH)
        room, vector = width, QSize(0, 0)
        if entries is not None and not alone:
            wide = theme.px(NUMBER_WIDTH + 4) if len(entries) <= 6 else theme.px(_VECTOR)
            high = _cell_height(len(entries), tallest, _CELL_HEIGHT * squeeze)
            vector = QSize(wide, max(3, round(len(entries) * high)))
            room = width - wide - theme.px(_BETWEEN)
        high = _cell_height(rows, tallest, (_LONE_HEIGHT if alone else _CELL_HEIGHT) * squeeze)
        matrix_width = max(8, min(room, columns * across))
        return QSize(int(matrix_width), max(3, round(rows * high))), vector

    def sizeHint(self) -> QSize:
        """Return the height of header, matrix and words."""
        if self._picture is None:
            return QSize(theme.px(160), 0)
        high = max(part.height() for part in self._measures(max(self.width(), theme.px(120))))
        return QSize(theme.px(160), theme.px(_HEADER) + high + theme.px(_FOOT) + theme.px(2))

    def minimumSizeHint(self) -> QSize:
        """Return a small matrix."""
        return QSize(theme.px(100), theme.px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        super().resizeEvent(event)
        self._arrange()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._arrange()
        self.update()

    def _arrange(self) -> None:
        if self._picture is None or self.width() < 20:
            return
        matrix, vector = self._measures(self.width())
        top = theme.px(_HEADER)
        self.matrix.setGeometry(0, top, matrix.width(), matrix.height())
        zoomable = self.matrix.magnified() or not self.matrix.numbers_fit()
        self.magnify.setVisible(zoomable)
        self.magnify.setChecked(self.matrix.magnified())
        edge = theme.px(22)
        self.header.setGeometry(0, 0, max(theme.px(60), matrix.width() - edge), top - theme.px(2))
        self.magnify.setGeometry(matrix.width() - edge, 0, edge, edge)
        if vector.width():
            left = matrix.width() + theme.px(_BETWEEN)
            self.vector.setGeometry(left, top, vector.width(), vector.height())
            name_left = left - theme.px(20)
            self.vector_name.setGeometry(name_left, 0, max(10, self.width() - name_left), top - theme.px(2))

    # pointer

    def _matrix_entry(self, cell: Cell) -> Reference:
        assert self._picture is not None
        reference = self._picture.product.matrix_reference
        index = cell if self._picture.product.weights.ndim == 2 else (cell[1],)
        return replace(reference, index=index)

    def _on_matrix_pointed(self, cell: Cell | None) -> None:
        self._hover = None if cell is None else ("matrix", cell)
        self.pointed.emit(None if cell is None or self._picture is None else self._matrix_entry(cell))
        self.update()

    def _on_matrix_chosen(self, at_row: int, at_column: int) -> None:
        self.entry_chosen.emit(self._matrix_entry((at_row, at_column)))

    def _on_matrix_dragged(self, at_row: int, at_column: int, value: float) -> None:
        self.entry_dragged.emit(self._matrix_entry((at_row, at_column)), value)

    def _vector_entry(self, unit: int) -> Reference | None:
        assert self._picture is not None
        reference = self._picture.product.vector_reference
        return None if reference is None else replace(reference, index=(unit,))

    def _on_vector_pointed(self, cell: Cell | None) -> None:
        self._hover = None if cell is None else ("vector", cell)
        self.pointed.emit(None if cell is None else self._vector_entry(cell[0]))
        self.update()

    def _on_vector_chosen(self, unit: int) -> None:
        reference = self._vector_entry(unit)
        if reference is not None:
            self.clicked.emit(reference)

    def _on_magnify_clicked(self) -> None:
        self.matrix.set_magnified(self.magnify.isChecked())

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the times sign and the words below."""
        picture = self._picture
        if picture is None:
            return
        with QPainter(self) as painter:
            if self.vector.isVisible():
                painter.setFont(letters.font(15))
                painter.setPen(theme.color("muted"))
                left = self.matrix.geometry().right()
                middle = self.matrix.geometry().center().y()
                place = QRectF(left, middle - 10, theme.px(_BETWEEN), 20)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), "·")
            self._paint_foot(painter, picture)

    def _paint_foot(self, painter: QPainter, picture: Picture) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, text = self.foot()
        font = letters.font(12, bold=name is not None)
        metrics = QFontMetricsF(font)
        wide = min(metrics.horizontalAdvance(text) + 2, self.width())
        left, top = 0.0, self.height() - theme.px(_FOOT)
        if name is not None:
            box = lay_out(name, theme.px(13), 1e4, letters.families())
            paint_box(painter, box, QPointF(0, top + (theme.px(_FOOT) + box.ascent - box.descent) / 2))
            left = box.width + theme.px(4)
        elif picture.column >= 0:
            column = self.matrix.cell_rect(0, picture.column).center().x()
            left = min(max(0.0, column - wide / 2), self.width() - wide)
        painter.setFont(font)
        painter.setPen(theme.color("ink" if name is not None else f"{picture.role}_text"))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - left)
        place = QRectF(left, top, self.width() - left, theme.px(_FOOT))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)


def _cell_height(rows: int, tallest: float, usual: float) -> float:
    base = theme.px(_HIGH_CELL if rows <= 4 else usual)
    return min(base, tallest / rows)


def _times(vector: Row) -> Row:
    items: tuple[Item, ...] = vector.items
    return row(Operator("×"), *items)


def _sizes(picture: Picture) -> tuple[object, ...]:
    entries = picture.product.entries
    return (picture.product.weights.shape, None if entries is None else entries.shape, picture.alone)
