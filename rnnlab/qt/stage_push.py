"""How far a person has pushed the stage's columns aside; the focus, when it moves on, brings them back."""

from __future__ import annotations

Bounds = tuple[float, float]


class Push:
    """A distance in logical pixels, to the right if positive."""

    def __init__(self) -> None:
        self.distance = 0.0
        self._before = 0.0

    def to(self, distance: float, bounds: Bounds) -> bool:
        """Push so far, within bounds; return whether that changed anything."""
        distance = _held(distance, bounds)
        changed = distance != self.distance
        self.distance = self._before = distance
        return changed

    def hold(self, bounds: Bounds) -> None:
        """Stay within bounds, which are others now."""
        self.distance = _held(self.distance, bounds)

    def leave(self) -> None:
        """Remember where it was when the focus began to move on."""
        self._before = self.distance

    def follow(self, away: float, bounds: Bounds) -> None:
        """Come back as the focus arrives; ``away`` is how much of its way is left, 0 … 1."""
        if self.distance:
            self.distance = _held(self._before * min(away, 1.0), bounds)


def _held(distance: float, bounds: Bounds) -> float:
    return min(max(distance, bounds[0]), bounds[1])
