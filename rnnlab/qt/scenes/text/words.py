"""Names of measures, of what units follow and of numbers; shared by the parts of the scene."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnlab.core.net import NetShape
from rnnlab.core.text.corpora import OWN, entry_of
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.qt.i18n import language
from rnnlab.scene.notation import MINUS

__all__ = [
    "bits",
    "corpus_title",
    "duration",
    "feature_names",
    "measure_hints",
    "measure_names",
    "share",
    "signed",
    "unit_name",
]


def measure_names() -> dict[str, str]:
    """Return what the diary's measures are called, the most telling first."""
    return {
        "environments": QCoreApplication.translate("TextWords", "Environments closed"),
        "accepted": QCoreApplication.translate("TextWords", "C accepted"),
        "brackets": QCoreApplication.translate("TextWords", "Brackets closed"),
        "words": QCoreApplication.translate("TextWords", "Real words"),
    }


def measure_hints() -> dict[str, str]:
    """Return how the diary's measures are measured."""
    return {
        "words": QCoreApplication.translate(
            "TextWords", "Share of its words that the text to learn has, too"
        ),
        "brackets": QCoreApplication.translate("TextWords", "Share of ( [ { that the right ) ] } closes"),
        "environments": QCoreApplication.translate(
            "TextWords", "Share of \\begin{…} that the right \\end{…} closes, in the right order"
        ),
        "accepted": QCoreApplication.translate(
            "TextWords", "Share of its top-level pieces of C that the parser pycparser accepts"
        ),
    }


def feature_names() -> dict[str, str]:
    """Return what a unit may follow."""
    return {
        "quotes": QCoreApplication.translate("TextWords", "inside quotes"),
        "line_position": QCoreApplication.translate("TextWords", "place in the line"),
        "indentation": QCoreApplication.translate("TextWords", "indentation"),
        "brackets": QCoreApplication.translate("TextWords", "depth of brackets"),
        "word_position": QCoreApplication.translate("TextWords", "place in the word"),
        "line_words": QCoreApplication.translate("TextWords", "words in the line"),
        "formulas": QCoreApplication.translate("TextWords", "inside $ … $"),
        "comments": QCoreApplication.translate("TextWords", "inside a comment"),
        "blank_lines": QCoreApplication.translate("TextWords", "lines since a blank one"),
        "capitals": QCoreApplication.translate("TextWords", "capital letters"),
        "vowels": QCoreApplication.translate("TextWords", "vowels"),
        "digits": QCoreApplication.translate("TextWords", "digits"),
        "spaces": QCoreApplication.translate("TextWords", "spaces"),
        "punctuation": QCoreApplication.translate("TextWords", "punctuation"),
        "line_ends": QCoreApplication.translate("TextWords", "line ends"),
    }


def bits(value: float | None) -> str:
    """Write a loss."""
    if value is None:
        return "–"
    return QCoreApplication.translate("TextWords", "{0} bits").format(f"{value:.2f}")


def share(value: float | None) -> str:
    """Write a share of 1."""
    return "–" if value is None else f"{100 * value:.0f} %"


def signed(value: float) -> str:
    """Write a number between −1 and 1 with its sign."""
    return f"{MINUS if value < 0 else '+'}{abs(value):.2f}"


def duration(seconds: float) -> str:
    """Write how long something takes."""
    if seconds < 90:
        return QCoreApplication.translate("TextWords", "{0} s").format(max(round(seconds), 1))
    if seconds < 5400:
        return QCoreApplication.translate("TextWords", "{0} min").format(round(seconds / 60))
    return QCoreApplication.translate("TextWords", "{0} h").format(f"{seconds / 3600:.1f}")


def unit_name(shape: NetShape, layer: int, state: int, unit: int) -> str:
    """Return a unit's name: its state, its layer where there are several, and its number from 1."""
    name = shape.cell.states[state]
    return f"{name}{layer}[{unit + 1}]" if shape.layers > 1 else f"{name}[{unit + 1}]"


def corpus_title(choice: CorpusChoice, fallback: str) -> str:
    """Return what a text is called in the language in force; a person's own by the name of its file."""
    entry = None if choice.source == OWN else entry_of(choice)
    return fallback if entry is None else entry.title.text(language.current)
