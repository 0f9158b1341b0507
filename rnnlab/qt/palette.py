"""A theme's colours as data: read from ``resources/themes/*.toml``, without Qt, so that they can be tested.

Ramps are mixed in the OKLab space (Ottosson 2020, "A perceptual color space for image processing"), in which
equal steps look equal; mixing in RGB would make small negative and small positive values unequally visible.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnlab import paths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Palette", "contrast", "load", "names", "ramp"]

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Palette:
    """One theme.

    Parameters
    ----------
    name
        The file's stem.
    dark
        Whether the paper is darker than the ink.
    colors
        Role to ``#RRGGBB``.
    diverging
        Colours of −1, 0 and +1.
    violet
        Colours of probability 0 and 1.
    """

    name: str
    dark: bool
    colors: Mapping[str, str]
    diverging: tuple[str, str, str]
    violet: tuple[str, str]


def names() -> tuple[str, ...]:
    """Return the themes there are, by file name."""
    return tuple(sorted(path.stem for path in (paths.resources() / "themes").glob("*.toml")))


def load(name: str, *, presentation: bool = False) -> Palette:
    """Read a theme.

    Parameters
    ----------
    name
        Stem of a file in ``resources/themes``.
    presentation
        Whether the stronger contrasts for a projector are laid over it.

    Raises
    ------
    ValueError
        If a colour is not written as ``#RRGGBB``, or the projector's table names a role the theme lacks.
    """
    with (paths.resources() / "themes" / f"{name}.toml").open("rb") as file:
        table = tomllib.load(file)
    colors: dict[str, str] = dict(table["colors"])
    stronger: dict[str, str] = table["presentation"]
    if unknown := stronger.keys() - colors.keys():
        raise ValueError(f"{name}.toml: [presentation] names unknown roles {sorted(unknown)}")
    if presentation:
        colors |= stronger
    diverging = tuple(table["diverging"][key] for key in ("negative", "zero", "positive"))
    violet = tuple(table["violet"][key] for key in ("low", "high"))
    for color in (*colors.values(), *stronger.values(), *diverging, *violet):
        if not _HEX.fullmatch(color):
            raise ValueError(f"{name}.toml: {color!r} is not a colour like #1B2430")
    return Palette(
        table["name"],
        table["dark"],
        colors,
        (diverging[0], diverging[1], diverging[2]),
        (violet[0], violet[1]),
    )


def _linear(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _to_linear(red), _to_linear(green), _to_linear(blue)


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ramp(stops: tuple[str, ...], size: int = 256) -> "NDArray[np.uint8]":
    """Return a look-up table between equally spaced colours.

    Returns
    -------
    NDArray[np.uint8]
        ``(size, 3)``, red, green, blue.
    """
    import numpy as np

    to_lms = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    linear = np.array([_linear(stop) for stop in stops])  # (stops, 3)
    lab = np.cbrt(linear @ to_lms.T) @ to_lab.T  # (stops, 3)
    places = np.linspace(0, len(stops) - 1, size)  # (size,)
    mixed = np.stack(
        [np.interp(places, np.arange(len(stops)), lab[:, axis]) for axis in range(3)], axis=1
    )  # (size, 3)
    light = (mixed @ np.linalg.inv(to_lab).T) ** 3 @ np.linalg.inv(to_lms).T  # (size, 3)
    light = np.clip(light, 0.0, 1.0)
    channels = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)  # (size, 3)
    return np.rint(channels * 255).astype(np.uint8)
