"""How wide the columns of a scene are: a pure function of the window's width and the scale of its letters."""

from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Measures", "measures"]

# Window width at 100 % to width, piecewise linear. 1024, 1440 and 1920 are the widths the design was drawn
# for.
_SETUP = ((640, 196), (860, 214), (1024, 224), (1440, 256), (1920, 304), (2560, 360))
_INSPECTOR = ((640, 220), (860, 232), (1024, 242), (1440, 290), (1920, 372), (2560, 460))
_MARGIN = ((860, 8), (1024, 10), (1440, 16), (1920, 20))
_GAP = ((860, 8), (1024, 10), (1440, 14), (1920, 18))
_STAGE_MARGIN = ((860, 8), (1024, 10), (1440, 16))
_INSPECTOR_FITS = 1000


@dataclass(frozen=True)
class Measures:
    """Widths in logical pixels.

    Parameters
    ----------
    setup, inspector
        Widths of the columns at the sides.
    margin
        Paper around the cards.
    gap
        Paper between them.
    stage_margin
        Room at both sides of what stands in the stage's card.
    inspector_fits
        Whether the stage stays wide enough with the inspector beside it.
    """

    setup: int
    inspector: int
    margin: int
    gap: int
    stage_margin: int
    inspector_fits: bool


def measures(width: int, scale: float = 1.0) -> Measures:
    """Return the widths for a scene `width` wide whose letters are `scale` times the usual ones."""
    usual = width / scale

    def at(points: tuple[tuple[int, int], ...]) -> int:
        if usual <= points[0][0]:
            return round(points[0][1] * scale)
        for (x0, y0), (x1, y1) in pairwise(points):
            if usual <= x1:
                return round((y0 + (y1 - y0) * (usual - x0) / (x1 - x0)) * scale)
        return round(points[-1][1] * scale)

    return Measures(
        setup=at(_SETUP),
        inspector=at(_INSPECTOR),
        margin=at(_MARGIN),
        gap=at(_GAP),
        stage_margin=at(_STAGE_MARGIN),
        inspector_fits=usual >= _INSPECTOR_FITS,
    )
