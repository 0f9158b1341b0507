"""The few words the stage shows. They come translated from outside; without them the stage speaks English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """Words on the stage.

    Attributes
    ----------
    softmax
        Above the candidates.
    one_hot
        Below the one-hot input; ``{0}`` is the symbol.
    answer
        Before the right symbol.
    loss
        Before the step's loss.
    written
        Below an input that the net itself wrote.
    carry
        Before the row of carries.
    sum
        Under the step in focus: ``{0}`` and ``{1}`` are its bits, ``{2}`` the carry that comes in, ``{3}``
        their sum in binary.
    """

    softmax: str = "softmax"
    one_hot: str = "one-hot “{0}”"
    answer: str = "answer"
    loss: str = "loss"
    written: str = "its own output “{0}”"
    carry: str = "carry"
    sum: str = "{0} + {1} + carry {2} = {3}"
