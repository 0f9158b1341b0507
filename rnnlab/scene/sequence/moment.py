"""One moment being drawn: what is shown, how far things are, where they lie, and the list that is filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Align, Box, Primitive, Rect, Text
from rnnlab.scene.motion import ease, mix, part
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.labels import Labels
from rnnlab.scene.sequence.layout import Column, Layout
from rnnlab.scene.sequence.phases import Phase
from rnnlab.scene.sequence.reading import Reading
from rnnlab.scene.target import Target

FAINT = 0.34
# The share of the input phase in which the focus moves on; the rest belongs to the input itself.
WANDERING = 0.62


def moved(position: Position, phases: tuple[Phase, ...]) -> float:
    """Return how far the movements of the phase under way are, 0 … 1 (not eased)."""
    return part(position.fraction, 0.0, phases[position.phase].motion)


def looks_alike(one: Position, other: Position, phases: tuple[Phase, ...]) -> bool:
    """Return whether two positions look the same: after its movements a phase rests until the next one."""
    same_phase = (one.t, one.phase) == (other.t, other.phase)
    return same_phase and moved(one, phases) == moved(other, phases)


def focus_of(position: Position, phases: tuple[Phase, ...]) -> float:
    """Return the step in focus; while the input phase begins it wanders from the step before."""
    if position.phase > 0 or position.t == 0:
        return float(position.t)
    return position.t - 1 + ease(part(moved(position, phases), 0.0, WANDERING))


@dataclass(frozen=True, slots=True)
class Moment:
    """What drawing functions get; they append primitives to ``drawn``."""

    content: Content
    reading: Reading
    position: Position
    layout: Layout
    labels: Labels
    moved: float
    drawn: list[Primitive] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """Of letters and lines."""
        return self.layout.measures.scale

    def add(self, primitive: Primitive) -> None:
        """Draw something on top of what is there."""
        if primitive.opacity > 0.004:
            self.drawn.append(primitive)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        role: str = "ink",
        *,
        align: Align = "center",
        bold: bool = False,
        formula: bool = False,
        max_width: float = 0.0,
        opacity: float = 1.0,
        target: Target | None = None,
    ) -> None:
        """Write something; the size is given at scale 1."""
        self.add(Text(x, y, text, size * self.scale, role, align, bold, formula, max_width, opacity, target))

    def surface(self, box: Box, fill: str, radius: float, opacity: float = 1.0) -> None:
        """Fill a rounded surface."""
        self.add(Rect(box, fill, radius=radius, opacity=opacity))

    def progress(self, t: int, phase: int) -> float:
        """Return how far a phase of a time step is, 0 … 1 (not eased)."""
        now = self.position
        if t != now.t:
            return 1.0 if t < now.t else 0.0
        if phase != now.phase:
            return 1.0 if phase < now.phase else 0.0
        return self.moved

    def done(self, t: int, kind: str) -> float:
        """Return how far the phase ``input``, ``logits``, ``softmax`` or ``loss`` of a time step is."""
        number = self.reading.phase_numbers.get(kind)
        return 0.0 if number is None else self.progress(t, number)

    def presence(self, column: Column) -> float:
        """Return how strongly a column is drawn: the future is faint until it opens."""
        if column.t < self.position.t:
            return 1.0
        return mix(FAINT, 1.0, column.openness)

    def is_active(self, t: int, phase: int) -> bool:
        """Return whether a phase is the one under way."""
        return (t, phase) == (self.position.t, self.position.phase)

    @property
    def phase(self) -> Phase:
        """The phase under way."""
        return self.reading.phases[self.position.phase]

    def symbol_known(self, t: int) -> bool:
        """Return whether the input of a time step is known: given, or already written by the net."""
        return t < self.content.given or t <= self.position.t
