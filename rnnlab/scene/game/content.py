"""What is to be seen of a game at one moment, in words and symbols as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["given", "next", "empty", "filled", "right", "wrong", "missed", "hidden", "guess"]

PLAYER_ROLES = {0: ("output",), 1: ("hidden", "output"), 2: ("hidden", "warning", "output")}
"""Colours by the number of players: each player's, the net's last."""


@dataclass(frozen=True)
class Tile:
    """One square with a symbol.

    Attributes
    ----------
    label
        What stands in it.
    look
        ``given``; ``next`` (the blank that is filled next), ``empty``, ``filled``; ``right``, ``wrong`` and
        ``missed`` once the round is done; ``hidden`` and ``guess`` for the net.
    role
        Colour of whoever filled it.
    answer
        The right symbol, where another one stands.
    owner
        The team that has it.
    confidence
        0 … 1 for a bar and a number below it, None for neither.
    """

    label: str
    look: Look
    role: str = ""
    answer: str = ""
    owner: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class Choice:
    """One of the symbols to choose from.

    Attributes
    ----------
    label
        The symbol.
    key
        The key that takes it, empty for none.
    place
        Its place among the choices, from 0.
    """

    label: str
    key: str
    place: int


@dataclass(frozen=True)
class Side:
    """A player's choices.

    Attributes
    ----------
    player
        From 0.
    name
        Above the choices; empty for none.
    role
        Colour.
    out
        Why the player cannot answer now; empty if it can.
    """

    player: int
    name: str
    role: str
    choices: tuple[Choice, ...]
    out: str = ""


@dataclass(frozen=True)
class Result:
    """What a player got in the round that is done.

    Attributes
    ----------
    name, role
        Who.
    points
        As written, "+87".
    right
        Whether all blanks were right; None for no sign.
    remark
        Below the points.
    """

    name: str
    role: str
    points: str
    right: bool | None
    remark: str = ""


@dataclass(frozen=True)
class Board:
    """One moment of a round.

    Attributes
    ----------
    given
        What is shown of the row.
    blanks
        What persons have put in.
    net
        The net's tiles, one a blank; without a name only their confidence is shown, below the blanks.
    net_name, net_words
        Before them: who, and what it is doing.
    sides
        What can be chosen; empty when nothing can.
    results
        Once the round is done.
    message, message_role
        A line for whatever is to be said now.
    time_left
        Share of the time, 0 … 1; None where there is no limit.
    time_words
        The time as written.
    cover
        A heading and a line that stand in place of the question while the game is paused.
    """

    given: tuple[str, ...]
    blanks: tuple[Tile, ...]
    net: tuple[Tile, ...]
    net_name: str
    net_words: str
    sides: tuple[Side, ...] = ()
    results: tuple[Result, ...] = ()
    message: str = ""
    message_role: str = "muted"
    time_left: float | None = None
    time_words: str = ""
    cover: tuple[str, str] | None = None


@dataclass(frozen=True)
class Chart:
    """The rounds done so far: you against the net.

    Attributes
    ----------
    names, roles
        Of every player, the net last.
    points
        Of every round, 0 … 100, one sequence for each player.
    curves
        The mean of the last rounds, likewise.
    right
        Which rounds were wholly right, likewise.
    rounds
        How many rounds the game has.
    overtaken
        Rounds (from 1) at which somebody else came to the front, with who it was.
    pointed
        The round under the pointer, from 1; 0 for none.
    """

    names: tuple[str, ...]
    roles: tuple[str, ...]
    points: tuple[tuple[int, ...], ...]
    curves: tuple[tuple[float, ...], ...]
    right: tuple[tuple[bool, ...], ...]
    rounds: int
    overtaken: tuple[tuple[int, int], ...] = ()
    pointed: int = 0

    @property
    def done(self) -> int:
        """Number of rounds done."""
        return len(self.points[-1]) if self.points else 0
