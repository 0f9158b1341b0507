"""The inspector: how the number that is pointed at came about, and a place to change it.

It knows no cell. Whatever is pointed at is explained by :func:`rnnlab.core.explain.explain`, and every kind
of thing has one view (:mod:`rnnlab.qt.scenes.sequence.inspector_views`). With nothing pointed at it follows
the playback and shows the state of the last layer, or the one it was told to begin at.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from rnnlab.core.cells.formula import Reference
from rnnlab.core.explain import explain, size_of
from rnnlab.core.explanation import Explanation
from rnnlab.qt.scenes.sequence.inspector_number import LARGEST
from rnnlab.qt.scenes.sequence.inspector_pictures import symbol_axes
from rnnlab.qt.scenes.sequence.inspector_surface import InspectorSurface
from rnnlab.qt.scenes.sequence.inspector_targets import to_reference, to_target
from rnnlab.scene.content import Content
from rnnlab.scene.target import Target

MINIMUM_WIDTH = 60


class InspectorPanel(InspectorSurface):
    """Explains one target.

    Attributes
    ----------
    target_hovered : Signal(object)
        The `Target` of a term under the pointer, None for none.
    target_clicked : Signal(object)
        A term that was clicked, to be pinned; None to let go.
    parameter_edited : Signal(str, object, float)
        Key, index and new value of a weight or bias.
    unit_clamp_requested : Signal(object, object)
        A unit's `Target` and the value to hold it at, None to release it.
    restore_requested : Signal
        Everything touched should be as trained again.
    """

    target_hovered = Signal(object)
    target_clicked = Signal(object)
    parameter_edited = Signal(str, object, float)
    unit_clamp_requested = Signal(object, object)
    restore_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, changes_net: bool = True) -> None:
        super().__init__(parent, changes_net=changes_net)
        self._content: Content | None = None
        self._t = 0
        self._target: Target | None = None
        self._pinned = False
        self._history: list[Target] = []
        self._compact = False
        self._units: dict[int, int] = {}
        self._first: tuple[str, int] | None = None
        self._entry: Reference | None = None
        self._shown_entry: Reference | None = None
        self._explanation: Explanation | None = None
        self._highlight: frozenset[Target] = frozenset()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        parts = self.parts
        parts.pointed.connect(self._on_part_pointed)
        parts.clicked.connect(self._on_part_clicked)
        parts.entry_chosen.connect(self._on_entry_chosen)
        parts.entry_dragged.connect(self._on_entry_dragged)
        parts.strips.pointed.connect(self._on_strip_pointed)
        parts.strips.chosen.connect(self._on_strip_chosen)
        parts.bars.pointed.connect(self._on_bar_pointed)
        parts.bars.chosen.connect(self._choose_unit)
        parts.editor.edited.connect(self._on_editor_edited)
        parts.editor.done.clicked.connect(self._on_editor_done)
        parts.trained.clicked.connect(self._on_trained_clicked)
        parts.hold.clicked.connect(self._on_hold_clicked)
        parts.holder.edited.connect(self._on_holder_edited)
        parts.release.clicked.connect(self._on_release_clicked)
        parts.restore.clicked.connect(self.restore_requested)
        parts.fold.clicked.connect(self._on_fold_clicked)
        parts.unpin.clicked.connect(self._on_unpin_clicked)
        parts.back.clicked.connect(self._on_back_clicked)

    def retranslate(self) -> None:
        """Set every word again."""
        super().retranslate()
        self._refresh()

    # what is shown

    def set_content(self, content: Content) -> None:
        """Show another trace."""
        self._content = content
        self._refresh()

    def set_position(self, t: int) -> None:
        """Follow the playback to a time step (0-based)."""
        if t == self._t:
            return
        self._t = t
        explanation = self._explanation
        if explanation is None or self._target is None or explanation.reference.t is None:
            self._refresh()

    def show_target(self, target: Target | None, pinned: bool = False) -> None:
        """Explain a target; None for what the playback shows."""
        if pinned and self._pinned and self._target is not None and target != self._target:
            self._history.append(self._target)
            del self._history[:-50]
        if not pinned:
            self._history.clear()
        if (target, pinned) != (self._target, self._pinned):
            self._target, self._pinned = target, pinned
            self._refresh()

    def start_over(self) -> None:
        """Forget what was chosen: the net is another one now."""
        self._entry = None
        self._unfolded = False
        self._units.clear()
        self._first = None
        self._history.clear()
        self._target, self._pinned = None, False
        self._refresh()

    def begin_at(self, quantity: str, layer: int, unit: int) -> None:
        """Show this unit as long as nothing is pointed at; layers are counted from 1."""
        if self._content is not None:
            shape = self._content.trace.shape
            self._first, self._units[shape.hidden_size] = (quantity, layer), unit
            self._refresh()

    def set_highlight(self, highlight: frozenset[Target]) -> None:
        """Light the terms that stand for what is pointed at elsewhere."""
        if highlight != self._highlight:
            self._highlight = highlight
            self._light()

    def explanation(self) -> Explanation | None:
        """Return what is explained now."""
        return self._explanation

    def _light(self) -> None:
        references: frozenset[Reference] = frozenset()
        if self._content is not None:
            found = (to_reference(self._content.trace, target.whole) for target in self._highlight)
            references = frozenset(reference for reference in found if reference is not None)
        self.parts.set_highlight(self._highlight, references)

    def _reference(self, content: Content) -> Reference:
        """Return what is to be explained, with a unit."""
        trace = content.trace
        reference = None if self._target is None else to_reference(trace, self._target)
        if reference is None:
            shape = trace.shape
            name, layer = self._first or (shape.cell.output, shape.layers)
            reference = Reference("quantity", shape.key(name, layer), layer, min(self._t, len(trace) - 1))
        return self._with_unit(content, reference)

    def _with_unit(self, content: Content, reference: Reference) -> Reference:
        trace = content.trace
        if reference.kind == "parameter":
            return self._with_entry(content, reference)
        if reference.index or reference.t is None or reference.kind in ("input", "loss"):
            return reference
        if reference.kind in ("logits", "probability"):
            wanted = content.target(reference.t)
            symbol = wanted if wanted is not None else content.predicted(reference.t)
            return replace(reference, index=(self._units.get(-1, symbol),))
        size = size_of(trace, reference)
        return replace(reference, index=(min(self._units.get(size, 0), size - 1),))

    def _with_entry(self, content: Content, reference: Reference) -> Reference:
        """Return an entry of a parameter: the chosen unit's, and this step's symbol's if it reads one."""
        shape = content.trace.shape.entries[reference.key].shape
        axes = symbol_axes(content, reference)
        hot = content.hot(min(self._t, content.steps - 1))
        symbol = hot[0] if hot else 0
        index = list(reference.index)
        for axis in range(len(index), len(shape)):
            place = symbol if axes[axis] and reference.layer else self._units.get(shape[axis], 0)
            index.append(min(place, shape[axis] - 1))
        return replace(reference, index=tuple(index))

    def _refresh(self) -> None:
        content = self._content
        if content is None:
            self.show_nothing()
            return
        reference = self._reference(content)
        self._explanation = explain(content.trace, reference, content.names)
        if self._entry is not None and to_reference(content.trace, _target(self._entry)) is None:
            self._entry = None
        entry = self._entry
        if entry is not None and not _speaks_of(self._explanation, entry):
            entry = None
        if reference.kind == "parameter":
            entry = reference
        self._shown_entry = entry
        self.show_explanation(
            self._explanation, content, self._t, entry, pinned=self._pinned, back=bool(self._history)
        )
        self._light()
        self._fit()

    def _fit(self) -> None:
        """Make everything lower where all would not fit into the panel that scrolls this."""
        area, layout = self._area(), self.layout()
        scrolled = None if area is None else area.widget()
        if area is None or scrolled is None or layout is None or self.width() < MINIMUM_WIDTH:
            return
        saving = self.parts.saving()
        wanted = layout.totalHeightForWidth(self.width()) + (saving if self._compact else 0)
        above = self.mapTo(scrolled, QPoint(0, 0)).y()
        compact = wanted + 2 * above > area.viewport().height() and saving > 0
        if compact != self._compact:
            self._compact = compact
            self.parts.set_compact(compact)

    def _area(self) -> QScrollArea | None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the height of the panel that scrolls this."""
        super().showEvent(event)
        area = self._area()
        if area is not None:
            area.viewport().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when there is more or less room."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    # what a person does

    def _on_part_pointed(self, reference: Reference | None) -> None:
        self.target_hovered.emit(to_target(reference))

    def _on_part_clicked(self, reference: Reference) -> None:
        """Go where a term leads; an entry of a parameter is chosen for editing where it stands."""
        content = self._content
        if content is None:
            return
        if reference.kind == "parameter" and reference.index:
            shape = content.trace.shape.entries[reference.key].shape
            if len(reference.index) == len(shape):
                self._choose_entry(reference)
                return
            reference = replace(reference, index=())
        if self._explanation is not None and reference == self._explanation.reference:
            return
        self.target_clicked.emit(to_target(reference))

    def _choose_entry(self, reference: Reference) -> None:
        self._entry = reference
        explanation = self._explanation
        if explanation is not None and explanation.reference.kind == "parameter":
            if reference.key == explanation.reference.key and reference != explanation.reference:
                self._go(reference)
                return
        elif explanation is not None and explanation.shape:
            # a row of the matrix belongs to the unit of the same number
            content = self._content
            assert content is not None
            rows = content.trace.shape.entries[reference.key].shape[0]
            if rows == explanation.shape[0] and explanation.reference.kind != "input":
                self._choose_unit(reference.index[0])
        self._refresh()

    def _go(self, reference: Reference) -> None:
        """Show another entry of the same thing; what is pinned stays pinned."""
        target = _target(reference)
        if self._pinned:
            self._target = target
            self.target_clicked.emit(target)
        elif self._target is not None:
            self._target = target
        self._refresh()

    def _choose_unit(self, unit: int) -> None:
        explanation = self._explanation
        if explanation is None or unit < 0 or explanation.reference.index == (unit,):
            return
        output = explanation.reference.kind in ("logits", "probability")
        self._units[-1 if output else explanation.shape[0]] = unit
        if self._target is not None and self._target.index:
            self._go(replace(explanation.reference, index=(unit,)))
        else:
            self._refresh()

    def _on_entry_chosen(self, reference: Reference) -> None:
        self._choose_entry(reference)

    def _on_entry_dragged(self, reference: Reference, value: float) -> None:
        self._entry = reference if self._entry is not None else None
        self.parameter_edited.emit(reference.key, reference.index, min(max(value, -LARGEST), LARGEST))

    def _on_editor_edited(self, value: float) -> None:
        if self._shown_entry is not None:
            self.parameter_edited.emit(self._shown_entry.key, self._shown_entry.index, value)

    def _on_editor_done(self) -> None:
        self._entry = None
        self._refresh()

    def _on_trained_clicked(self) -> None:
        content, entry = self._content, self._shown_entry
        if content is not None and entry is not None and content.trained_parameters is not None:
            value = content.trace.shape.view(content.trained_parameters, entry.key)[entry.index]
            self.parameter_edited.emit(entry.key, entry.index, float(value))

    def _hold(self, value: float | None) -> None:
        if self._explanation is not None:
            self.unit_clamp_requested.emit(to_target(self._explanation.reference), value)

    def _on_hold_clicked(self) -> None:
        self._hold(0.0)

    def _on_holder_edited(self, value: float) -> None:
        self._hold(value)

    def _on_release_clicked(self) -> None:
        self._hold(None)

    def _on_fold_clicked(self) -> None:
        self._unfolded = not self._unfolded
        self._refresh()

    def _on_unpin_clicked(self) -> None:
        self.target_clicked.emit(None)

    def _on_back_clicked(self) -> None:
        target = self._history.pop()
        self._target = None  # going back leaves no trace of itself
        self.target_clicked.emit(target)

    def _strip_reference(self, strip: int, unit: int) -> Reference | None:
        explanation = self._explanation
        if explanation is None or strip < 0:
            return None
        kind = explanation.reference.kind
        if kind == "parameter":
            return None
        if kind == "loss":
            return Reference("loss", "", 0, unit) if unit >= 0 else None
        shown = self.parts.strips.strips()[strip]
        reference = shown.reference
        return reference if reference is None or unit < 0 else replace(reference, index=(unit,))

    def _on_strip_pointed(self, strip: int, unit: int) -> None:
        self.target_hovered.emit(to_target(self._strip_reference(strip, unit)))

    def _on_strip_chosen(self, strip: int, unit: int) -> None:
        explanation = self._explanation
        if explanation is None:
            return
        reference = self._strip_reference(strip, unit)
        if explanation.reference.kind == "loss":
            if reference is not None and reference != explanation.reference:
                self.target_clicked.emit(to_target(reference))
        elif unit < 0 and reference is not None:
            self._on_part_clicked(reference)
        elif explanation.reference.kind == "parameter":
            self._t = unit if unit >= 0 else self._t
            self._refresh()
        else:
            self._choose_unit(unit)

    def _on_bar_pointed(self, symbol: int) -> None:
        explanation = self._explanation
        if explanation is not None:
            reference = replace(explanation.reference, index=(symbol,)) if symbol >= 0 else None
            self.target_hovered.emit(to_target(reference))


def _speaks_of(explanation: Explanation, entry: Reference) -> bool:
    """Whether a parameter stands in what is explained."""
    if any(product.matrix_reference.key == entry.key for product in explanation.products):
        return True
    symbols = explanation.formula.symbols() if explanation.formula is not None else ()
    return any(symbol.reference is not None and symbol.reference.key == entry.key for symbol in symbols)


def _target(reference: Reference) -> Target:
    target = to_target(reference)
    assert target is not None
    return target
