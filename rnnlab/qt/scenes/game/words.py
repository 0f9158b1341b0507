"""What rows, modes, players and difficulties are called; shared by the parts of the scene."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnlab.core.game.play import players_of
from rnnlab.core.game.settings import GameSettings

__all__ = [
    "TEAM_KEYS",
    "difficulties",
    "game_title",
    "material_name",
    "materials",
    "modes",
    "patterns",
    "player_names",
    "points_written",
]

TEAM_KEYS = ("1234", "7890")
"""The keys with which each team takes its choices."""


def materials() -> dict[str, str]:
    """Return the rows of symbols, by `GameSettings.material`."""
    return {
        "hangul": "가–하",
        "alphabet": "A–Z",
        "months": "1월–12월",
        "month_names": "Jan–Dec",
        "own": QCoreApplication.translate("GameWords", "Own"),
    }


def patterns() -> dict[str, tuple[str, str]]:
    """Return the orders and what they mean, by `GameSettings.pattern`."""
    return {
        "forward": (
            QCoreApplication.translate("GameWords", "Forward"),
            QCoreApplication.translate("GameWords", "As everybody knows it"),
        ),
        "reversed": (
            QCoreApplication.translate("GameWords", "Reversed"),
            QCoreApplication.translate("GameWords", "From the end to the beginning"),
        ),
        "second": (
            QCoreApplication.translate("GameWords", "Every second"),
            QCoreApplication.translate("GameWords", "One is left out each time"),
        ),
    }


def modes() -> dict[str, tuple[str, str]]:
    """Return the modes and what happens in them."""
    return {
        "single": (
            QCoreApplication.translate("GameWords", "Alone"),
            QCoreApplication.translate("GameWords", "You against the net"),
        ),
        "teams": (
            QCoreApplication.translate("GameWords", "Two teams"),
            QCoreApplication.translate(
                "GameWords", "Two teams on one keyboard: the first right answer has the blank"
            ),
        ),
        "spectator": (
            QCoreApplication.translate("GameWords", "Watch"),
            QCoreApplication.translate("GameWords", "The net plays alone, and you see it learn"),
        ),
    }


def difficulties() -> dict[str, tuple[str, str]]:
    """Return the difficulties and what they change."""
    return {
        "easy": (
            QCoreApplication.translate("GameWords", "Easy"),
            QCoreApplication.translate("GameWords", "The net learns slowly"),
        ),
        "normal": (
            QCoreApplication.translate("GameWords", "Normal"),
            QCoreApplication.translate("GameWords", "The net catches up in the middle of the game"),
        ),
        "hard": (
            QCoreApplication.translate("GameWords", "Hard"),
            QCoreApplication.translate("GameWords", "The net learns fast"),
        ),
    }


def material_name(settings: GameSettings) -> str:
    """Return what the row is called; one's own by its beginning."""
    if settings.material == "own":
        text = " ".join(settings.own_text.split())
        return text if len(text) <= 14 else text[:13] + "…"
    return materials()[settings.material]


def game_title(settings: GameSettings) -> str:
    """Return the kind of game in a few words."""
    parts = (
        material_name(settings),
        patterns()[settings.pattern][0],
        modes()[settings.mode][0],
        difficulties()[settings.difficulty][0],
    )
    return " · ".join(parts)


def player_names(mode: str) -> tuple[str, ...]:
    """Return what the players are called, the net last."""
    net = QCoreApplication.translate("GameWords", "Net")
    if players_of(mode) == 2:
        return (
            QCoreApplication.translate("GameWords", "Team A"),
            QCoreApplication.translate("GameWords", "Team B"),
            net,
        )
    return (QCoreApplication.translate("GameWords", "You"), net) if players_of(mode) else (net,)


def points_written(points: int) -> str:
    """Write what somebody gets."""
    return f"+{points}" if points else "0"
