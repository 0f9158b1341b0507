"""Names of what can be in a picture, in the language in force, and a sign for each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

__all__ = ["SIGNS", "attribute_names", "value_name"]

SIGNS: Mapping[str, str] = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "star": "★",
    "small": "▪",
    "large": "⬛",
    "left": "←",
    "right": "→",
    "above": "↑",
    "below": "↓",
    "inside": "◎",
}


def attribute_names() -> dict[str, str]:
    """Return what can be taken for something else."""
    translate = QCoreApplication.translate
    return {
        "color": translate("CaptionWords", "Colour"),
        "kind": translate("CaptionWords", "Shape"),
        "size": translate("CaptionWords", "Size"),
        "relation": translate("CaptionWords", "Place"),
    }


def value_name(value: str) -> str:
    """Return the name of a shape, colour, size or relation."""
    return _names().get(value, value)


def _names() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "circle": translate("CaptionWords", "circle"),
        "square": translate("CaptionWords", "square"),
        "triangle": translate("CaptionWords", "triangle"),
        "star": translate("CaptionWords", "star"),
        "cross": translate("CaptionWords", "cross"),
        "ring": translate("CaptionWords", "ring"),
        "heart": translate("CaptionWords", "heart"),
        "red": translate("CaptionWords", "red"),
        "yellow": translate("CaptionWords", "yellow"),
        "green": translate("CaptionWords", "green"),
        "blue": translate("CaptionWords", "blue"),
        "purple": translate("CaptionWords", "purple"),
        "orange": translate("CaptionWords", "orange"),
        "cyan": translate("CaptionWords", "light blue"),
        "pink": translate("CaptionWords", "pink"),
        "brown": translate("CaptionWords", "brown"),
        "black": translate("CaptionWords", "black"),
        "small": translate("CaptionWords", "small"),
        "large": translate("CaptionWords", "large"),
        "left": translate("CaptionWords", "left of"),
        "right": translate("CaptionWords", "right of"),
        "above": translate("CaptionWords", "above"),
        "below": translate("CaptionWords", "below"),
        "inside": translate("CaptionWords", "inside"),
    }
