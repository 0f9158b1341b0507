"""Nets that have learnt something and made room for others: going back to their settings brings them back.

So choosing another cell by mistake loses nothing, and one can go to and fro between nets that have learnt.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from rnnlab.core.captions.pictures import PictureSource
from rnnlab.session.captions.run import CaptionRun

__all__ = ["KeptNet", "KeptNets"]

MOST = 4
"""So many nets are kept; each has its weights at many training steps."""


@dataclass(frozen=True, eq=False)
class KeptNet:
    """A net with all that belongs to it.

    Attributes
    ----------
    run, source
        The net, and its pictures.
    path, dirty
        The file it was last saved to or opened from, and whether there is something to save.
    """

    run: CaptionRun
    source: PictureSource | None
    path: Path | None
    dirty: bool


class KeptNets:
    """The last few, by what tells them apart."""

    def __init__(self) -> None:
        self._nets: dict[Hashable, KeptNet] = {}

    def __len__(self) -> int:
        return len(self._nets)

    def put(self, key: Hashable, net: KeptNet) -> None:
        """Keep a net; the one kept longest makes room."""
        self._nets.pop(key, None)
        self._nets[key] = net
        while len(self._nets) > MOST:
            del self._nets[next(iter(self._nets))]

    def take(self, key: Hashable) -> KeptNet | None:
        """Give a net back, if it is there."""
        return self._nets.pop(key, None)

    def clear(self) -> None:
        """Keep none any more."""
        self._nets.clear()
