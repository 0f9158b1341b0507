"""How points are counted, and who is in front.

A right blank is worth 50 points, and up to 50 more: for a person the share of the time that was left, for
the net its confidence (the softmax of what it wrote). A round is worth 100, however many blanks it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["FORM_ROUNDS", "LeadChange", "form", "lead_changes", "points_of", "streaks"]

FORM_ROUNDS = 3
"""The curve of a player is the mean of so many rounds: one lucky round overtakes nobody."""


@dataclass(frozen=True)
class LeadChange:
    """From this round (counted from 1) on this player was in front.

    Attributes
    ----------
    round
        From 1.
    leader
        Place of the player in the sequence of curves.
    """

    round: int
    leader: int


def points_of(strengths: Sequence[float | None]) -> int:
    """Return the points of a round.

    Parameters
    ----------
    strengths
        One a blank: None if it is not right, else 0 … 1.
    """
    worth = [
        0.0 if strength is None else 50.0 + 50.0 * min(max(strength, 0.0), 1.0) for strength in strengths
    ]
    return round(sum(worth) / max(len(worth), 1))


def form(points: Sequence[int]) -> tuple[float, ...]:
    """Return the mean of the last rounds' points, for every round."""
    windows = (points[max(end - FORM_ROUNDS, 0) : end] for end in range(1, len(points) + 1))
    return tuple(sum(window) / len(window) for window in windows)


def lead_changes(curves: Sequence[Sequence[float]]) -> tuple[LeadChange, ...]:
    """Return when somebody came to the front; who is level with the leader has not overtaken.

    Parameters
    ----------
    curves
        The `form` of every player, all of the same length.
    """
    changes: list[LeadChange] = []
    leader = -1
    for number, values in enumerate(zip(*curves, strict=True), start=1):
        best = max(values)
        if leader >= 0 and values[leader] == best:
            continue
        if values.count(best) == 1:
            leader = values.index(best)
            changes.append(LeadChange(number, leader))
    return tuple(changes)


def streaks(right: Sequence[bool]) -> tuple[int, int]:
    """Return how many rounds in a row were wholly right up to now, and the most there ever were."""
    present = longest = 0
    for one in right:
        present = present + 1 if one else 0
        longest = max(longest, present)
    return present, longest
