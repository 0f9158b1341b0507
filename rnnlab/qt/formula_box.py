"""What a formula is made of once it is set in type: glyphs, lines, and places that can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from rnnlab.core.cells.formula import Reference


@dataclass(frozen=True)
class Glyphs:
    """A run of letters: text, place of its baseline, slant, size and colour role."""

    text: str
    at: QPointF
    italic: bool
    size: float
    role: str


@dataclass(frozen=True)
class Mark:
    """A line or accent: ``rule``, ``tilde``, ``hat``, ``bar`` or a tall parenthesis, in a rectangle."""

    shape: str
    rect: QRectF
    role: str


@dataclass(frozen=True)
class Spot:
    """Where a term stands that can be pointed at."""

    rect: QRectF
    reference: Reference
    role: str


@dataclass
class Box:
    """Something with a width, reaching ``ascent`` above and ``descent`` below its baseline."""

    width: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    glyphs: list[Glyphs] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def put(self, other: Box, x: float, y: float = 0.0) -> None:
        """Take in another box with its baseline's left end at (x, y), y downwards."""
        shift = QPointF(x, y)
        self.glyphs += [Glyphs(g.text, g.at + shift, g.italic, g.size, g.role) for g in other.glyphs]
        self.marks += [Mark(m.shape, m.rect.translated(shift), m.role) for m in other.marks]
        self.spots += [Spot(s.rect.translated(shift), s.reference, s.role) for s in other.spots]
        self.width = max(self.width, x + other.width)
        self.ascent = max(self.ascent, other.ascent - y)
        self.descent = max(self.descent, other.descent + y)

    def append(self, other: Box, gap: float = 0.0) -> None:
        """Put another box at the right end."""
        self.put(other, self.width + gap)

    @property
    def height(self) -> float:
        """From the highest to the lowest point."""
        return self.ascent + self.descent
