"""Where the playback stands in a caption: while the picture net looks, or at a word.

The playback counts time steps. The first one is the picture net's: the picture, its blocks, the features. The
others are the decoder's; if the features come in the place of a word, the first of these has no word yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.scene.motion import ease, part
from rnnlab.scene.position import Position

PRELUDE = 1
"""Time steps of the playback before the decoder's."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a caption.

    Attributes
    ----------
    looked
        How many stages of the picture net are done: the picture, every block, the features.
    decoder
        Where the decoder stands; before its first word at ``Position(0, 0, 0.0)``.
    word
        The word under way, 0-based; -1 before the first one.
    spoken
        How many words have been said.
    speaking
        How far attention has gone from the picture net to the words, 0 to 1.
    """

    looked: float
    decoder: Position
    word: int
    spoken: int
    speaking: float


def stages_of(blocks: int) -> int:
    """Return the number of stages of the picture net: the picture, its blocks and the features."""
    return blocks + 2


def moment_of(position: Position, phases: int, stages: int, steps: int, words: int) -> Moment:
    """Return the moment at a position of the playback.

    Parameters
    ----------
    position
        Of the playback.
    phases
        Of one time step.
    stages
        Of the picture net.
    steps, words
        Time steps of the decoder, and words of the caption; there may be one step more than words.
    """
    share = (position.phase + position.fraction) / max(phases, 1)
    if position.t < PRELUDE:
        return Moment(share * stages, Position(0, 0, 0.0), -1, 0, 0.0)
    t = min(position.t - PRELUDE, max(steps - 1, 0))
    word = t - (steps - words)
    is_said = share >= 1.0
    return Moment(
        looked=float(stages),
        decoder=Position(t, position.phase, position.fraction),
        word=max(word, -1),
        spoken=max(word + is_said, 0),
        speaking=ease(part(share * max(phases, 1), 0.0, 1.0)) if t == 0 else 1.0,
    )


def stage_position(position: Position, phases: int, stages: int) -> Position:
    """Return which stage of the picture net is under way, as a position among its stages."""
    done = min((position.phase + position.fraction) / max(phases, 1) * stages, float(stages))
    number = min(int(done), stages - 1)
    return Position(0, number, min(done - number, 1.0))


def cursor_after_stage(stage: int, phases: int, stages: int) -> float:
    """Return the playback's cursor where a stage of the picture net is done."""
    return (stage + 1) / stages * phases


def cursor_after_word(word: int, phases: int, steps: int, words: int) -> float:
    """Return the playback's cursor where a word (0-based) has been said."""
    return float((PRELUDE + word + (steps - words) + 1) * phases)
