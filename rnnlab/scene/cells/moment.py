"""One moment of a diagram being drawn: where it lies, how far everything is, and the list that is filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.numbers import Numbers, numbers_of
from rnnlab.scene.cells.timing import Timing, timing_of
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Align, Box, Point, Primitive, Text
from rnnlab.scene.notation import MINUS
from rnnlab.scene.sequence.expressions import BEFORE, NOW, at_time
from rnnlab.scene.target import Target

SMALLEST_LETTERS = 9.0


@dataclass(frozen=True)
class Placement:
    """From the diagram's units to logical pixels: scaled first, then moved."""

    scale: float
    x: float = 0.0
    y: float = 0.0

    def point(self, point: Point) -> Point:
        """Return a point of the diagram in the view."""
        return point[0] * self.scale + self.x, point[1] * self.scale + self.y

    def box(self, box: Box) -> Box:
        """Return a box of the diagram in the view."""
        x, y = self.point((box.x, box.y))
        return Box(x, y, box.width * self.scale, box.height * self.scale)


def fitted(layout: DiagramLayout, area: Box, smallest: float, largest: float) -> Placement:
    """Return the placement in which a diagram fills an area; its scale lies between two bounds."""
    scale = min(area.width / layout.width, area.height / layout.height)
    scale = min(max(scale, smallest), largest)
    return Placement(
        scale, area.center_x - layout.width * scale / 2, area.center_y - layout.height * scale / 2
    )


@dataclass(frozen=True)
class DiagramMoment:
    """What drawing functions get; they append primitives to ``drawn``."""

    layout: DiagramLayout
    placement: Placement
    content: Content | None
    t: int
    progress: float
    highlight: frozenset[int]
    layer: int
    timing: Timing | None
    numbers: Numbers | None
    drawn: list[Primitive] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        layout: DiagramLayout,
        placement: Placement,
        content: Content | None,
        t: int,
        progress: float,
        highlight: frozenset[int],
        layer: int,
    ) -> DiagramMoment:
        """Return a moment; a content of another cell is left out."""
        if content is None or not content.trace.shape.cell.is_like(layout.cell) or not content.steps:
            return cls(layout, placement, None, 0, 0.0, highlight, layer, None, None)
        layers = content.trace.shape.layers
        layer = min(max(layer, 1), layers)
        t = min(max(t, 0), content.steps - 1)
        answer = bool((content.trace.targets >= 0).any())
        timing = timing_of(layout.cell, layers, layer, targets=answer)
        numbers = numbers_of(content, layer)
        return cls(layout, placement, content, t, progress, highlight, layer, timing, numbers)

    @property
    def scale(self) -> float:
        """Of lines and boxes."""
        return self.placement.scale

    def add(self, primitive: Primitive) -> None:
        """Draw something on top of what is there."""
        self.drawn.append(primitive)

    def part_share(self, part: int) -> float:
        """Return how far a part is, 0 … 1; 1 without content."""
        return 1.0 if self.timing is None else self.timing.share(self.timing.parts[part], self.progress)

    def wire_share(self, wire: int) -> float:
        """Return how far a wire's target is with what this wire brings."""
        return 1.0 if self.timing is None else self.timing.share(self.timing.wires[wire], self.progress)

    def term_share(self, part: int, term: int) -> float:
        """Return how far a term is."""
        return 1.0 if self.timing is None else self.timing.share(self.timing.terms[part][term], self.progress)

    def is_active(self, part: int) -> bool:
        """Return whether a part changes just now."""
        if self.timing is None:
            return False
        terms = range(len(self.layout.parts[part].part.terms))
        shares = [self.part_share(part), *(self.term_share(part, term) for term in terms)]
        return any(0.0 < share < 1.0 for share in shares)

    def is_lit(self, part: int) -> bool:
        """Return whether a part is lit."""
        return self.layout.parts[part].part.node in self.highlight

    def named(self, formula: str) -> str:
        """Return a formula with this moment's time steps, or with t and t−1."""
        if self.content is None:
            return formula.replace(NOW, "t").replace(BEFORE, f"t{MINUS}1")
        return at_time(formula, self.t)

    def text(
        self,
        point: Point,
        text: str,
        size: float,
        role: str = "ink",
        *,
        align: Align = "center",
        bold: bool = False,
        max_width: float = 0.0,
        target: Target | None = None,
    ) -> None:
        """Write a formula; place, size and width are given in units."""
        x, y = self.placement.point(point)
        letters = max(size * self.scale, SMALLEST_LETTERS)
        width = max_width * self.scale
        self.add(Text(x, y, text, letters, role, align, bold, formula=True, max_width=width, target=target))
