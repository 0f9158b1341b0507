"""Fonts and their measures, made once a size: widgets that paint themselves ask for them all the time."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from rnnlab.qt.theme import theme

_fonts: dict[tuple[float, bool], tuple[QFont, QFontMetricsF]] = {}
_families: list[tuple[str, ...]] = []


def _forget() -> None:
    _fonts.clear()
    _families.clear()


theme.theme_changed.connect(_forget)


def _both(size: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
    key = (size, bold)
    if key not in _fonts:
        font = theme.font(size, bold=bold)
        _fonts[key] = (font, QFontMetricsF(font))
    return _fonts[key]


def font(size: float, *, bold: bool = False) -> QFont:
    """Return the application's font in a size given at 100 %; do not change it."""
    return _both(size, bold)[0]


def metrics(size: float, *, bold: bool = False) -> QFontMetricsF:
    """Return the measures of `font`."""
    return _both(size, bold)[1]


def families() -> tuple[str, ...]:
    """Return the application's font families, for letters that a formula's font lacks."""
    if not _families:
        _families.append(tuple(font(14).families()))
    return _families[0]
