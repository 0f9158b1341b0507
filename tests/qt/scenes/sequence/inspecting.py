"""What the tests of the inspector share: small nets, and everything a panel said."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.formula import Reference
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.trace import record
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.scene.content import Content
from rnnlab.scene.target import Target

LEFT = Qt.MouseButton.LeftButton
LABELS = tuple("가나다라마바")


def content_of(
    cell: str = "rnn",
    hidden: int = 5,
    layers: int = 1,
    clamps: tuple[Clamp, ...] = (),
    size: int = 6,
    targets: tuple[int, ...] = (4, 3, 2, -1),
) -> Content:
    shape = NetShape(catalogue.load(cell), size, hidden, layers, size)
    labels = LABELS if size <= len(LABELS) else tuple(f"w{number}" for number in range(size))
    trace = record(shape, initialise(shape, 1) * 2, [5, 4, 3, 2], targets, clamps)
    touched = frozenset(
        Target("quantity", clamp.quantity, clamp.layer, index=(clamp.unit,)) for clamp in clamps
    )
    return Content(trace, labels, 2, 10, touched)


class Heard:
    """Everything a panel said."""

    def __init__(self, panel: InspectorPanel) -> None:
        self.hovered: list[Target | None] = []
        self.clicked: list[Target | None] = []
        self.edited: list[tuple[str, tuple[int, ...], float]] = []
        self.clamped: list[tuple[Target, float | None]] = []
        self.restored = 0
        panel.target_hovered.connect(self.hovered.append)
        panel.target_clicked.connect(self.clicked.append)
        panel.parameter_edited.connect(lambda *values: self.edited.append(values))
        panel.unit_clamp_requested.connect(lambda *values: self.clamped.append(values))
        panel.restore_requested.connect(self._restore)

    def _restore(self) -> None:
        self.restored += 1


def shown_panel() -> InspectorPanel:
    """Return a panel that shows a small net at its third step."""
    made = InspectorPanel()
    made.resize(260, 900)
    made.set_content(content_of())
    made.set_position(2)
    made.show()
    return made


def shown(panel: InspectorPanel) -> Reference:
    explanation = panel.explanation()
    assert explanation is not None
    return explanation.reference


def middle_of_line(panel: InspectorPanel, number: int) -> QPoint:
    rows = panel.parts.rows
    top = 0.0
    for line, placed in enumerate(rows._placed):
        if line == number:
            top = placed.top + 8
    return QPointF(20, top).toPoint()
