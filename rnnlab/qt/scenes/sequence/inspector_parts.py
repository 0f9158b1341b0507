"""The pieces of the inspector, made and put below each other; what they show is the panel's business."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.core.cells.formula import Reference
from rnnlab.qt.formula_view import FormulaView
from rnnlab.qt.scenes.sequence.inspector_bars import BarsView
from rnnlab.qt.scenes.sequence.inspector_number import NumberEditor
from rnnlab.qt.scenes.sequence.inspector_products import Picture, ProductView
from rnnlab.qt.scenes.sequence.inspector_rows import RowsView
from rnnlab.qt.scenes.sequence.inspector_strips import StripsView
from rnnlab.qt.scenes.sequence.inspector_title import TitleView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, SoftCard, SymbolChips
from rnnlab.scene.target import Target

_APART, _NEAR = 7, 4


class Parts(QObject):
    """Every widget of the inspector.

    Attributes
    ----------
    pointed, clicked : Signal(object)
        A `Reference` under the pointer (or None), and one that was clicked, in whichever piece.
    entry_chosen, entry_dragged
        An entry of a matrix, and the value it was dragged to.
    """

    pointed = Signal(object)
    clicked = Signal(object)
    entry_chosen = Signal(object)
    entry_dragged = Signal(object, float)

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._compact = False
        self.title = TitleView()
        self.subtitle = TitleView(size=13, quiet=True)
        self.back = IconButton("chevron-left", size=16)
        self.unpin = IconButton("pin", "accent", size=16)
        kept = self.unpin.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.unpin.setSizePolicy(kept)
        self.formula = FormulaView(framed=True, centred=True)
        self.chips = SymbolChips(rows=4)
        self.remark = Label("", "hint", wrap=True)
        self.products: list[ProductView] = []
        self.strips = StripsView()
        self.fold = IconButton("chevron-down", size=14)
        self.bars = BarsView()
        self.rows_title = TitleView(size=13)
        self.rows = RowsView()
        self.slope = FormulaView(size=14)
        self.slope_words = Label("", "hint", wrap=True)
        self.editor = NumberEditor()
        self.trained = Button("", "link")
        self.hold = Button("", "link")
        self.holder = NumberEditor(reach=1.0)
        self.release = Button("", "link")
        self.restore = Button("", "link")
        self.hint = SoftCard("hidden", margin=12)
        self.hint_title = Label("", "hidden")
        self.hint_words = Label("", "hint", wrap=True)
        self.hint.body.addWidget(self.hint_title)
        self.hint.body.addWidget(self.hint_words)
        self._column = QVBoxLayout(panel)
        self._place_all()
        for view in (self.formula, self.rows, self.slope):
            view.pointed.connect(self.pointed)
            view.clicked.connect(self.clicked)
        theme.theme_changed.connect(self._measure)
        self._measure()

    def _place_all(self) -> None:
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.unpin)
        top = QVBoxLayout()
        top.setSpacing(0)
        top.addLayout(head)
        under = QHBoxLayout()
        under.addWidget(self.subtitle, 1)
        under.addWidget(self.restore)
        top.addLayout(under)
        column.addLayout(top)
        column.addWidget(self.formula)
        column.addWidget(self.remark)
        column.addWidget(self.chips)
        self._products_place = column.count()
        column.addWidget(self.editor)
        column.addWidget(self.trained)
        vectors = QHBoxLayout()
        vectors.setSpacing(0)
        vectors.addWidget(self.strips, 1)
        vectors.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(vectors)
        column.addWidget(self.bars)
        number = QHBoxLayout()
        number.setSpacing(theme.px(4))
        number.addWidget(self.rows_title, 1)
        number.addWidget(self.hold)
        number.addWidget(self.release)
        column.addLayout(number)
        column.addWidget(self.rows)
        column.addWidget(self.holder)
        foot = QVBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.slope)
        foot.addWidget(self.slope_words)
        column.addLayout(foot)
        column.addStretch(1)
        column.addWidget(self.hint)

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(_NEAR if self._compact else _APART))

    def all_pieces(self) -> tuple[QWidget, ...]:
        """Return everything that is not always there."""
        top = (self.back, self.unpin, self.formula, self.chips, *self.products)
        numbers = (self.editor, self.trained, self.strips, self.fold, self.bars, self.rows_title, self.rows)
        touch = (self.hold, self.release, self.holder, self.slope, self.slope_words, self.restore)
        return (*top, *numbers, *touch, self.hint)

    def show_pictures(self, pictures: list[Picture]) -> None:
        """Show matrix products, making as many views as are needed."""
        while len(self.products) < len(pictures):
            view = ProductView()
            view.pointed.connect(self.pointed)
            view.clicked.connect(self.clicked)
            view.entry_chosen.connect(self.entry_chosen)
            view.entry_dragged.connect(self.entry_dragged)
            view.entry_typed.connect(self.editor.begin)
            self._column.insertWidget(self._products_place + len(self.products), view)
            self.products.append(view)
        for index, view in enumerate(self.products):
            if index < len(pictures):
                view.show_picture(pictures[index])
            view.setVisible(index < len(pictures))

    def set_compact(self, compact: bool) -> None:
        """Make matrices lower and put everything nearer, or as it looks best."""
        self._compact = compact
        self._measure()
        for view in self.products:
            view.set_compact(compact)

    def saving(self) -> int:
        """Return how much lower everything is when it is compact."""
        matrices = sum(view.saving() for view in self.products if not view.isHidden())
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        shown = sum(1 for item in items if item is not None and not item.isEmpty())
        return matrices + max(shown - 1, 0) * (theme.px(_APART) - theme.px(_NEAR))

    def set_highlight(self, targets: frozenset[Target], references: frozenset[Reference]) -> None:
        """Light what stands for one of these, in every piece."""
        self.formula.set_highlight(references)
        self.rows.set_highlight(targets)
        self.strips.set_highlight(targets)
        for view in self.products:
            view.set_highlight(targets)
