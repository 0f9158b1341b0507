"""How busy the computer was with other things while something was measured."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Load", "others", "since"]

_STATISTICS = Path("/proc/stat")


@dataclass(frozen=True)
class Load:
    """Seconds so far: by the clock, of all processors at work, and of those this program used."""

    clock: float
    everybody: float
    ours: float


def others() -> Load | None:
    """Return what has been used so far; None where the system does not tell."""
    if not _STATISTICS.exists():
        return None
    fields = [int(field) for field in _STATISTICS.read_text("ascii").splitlines()[0].split()[1:]]
    user, nice, system, _, _, interrupt, soft_interrupt = fields[:7]
    ticks = user + nice + system + interrupt + soft_interrupt
    used = os.times()
    ours = used.user + used.system + used.children_user + used.children_system
    return Load(time.monotonic(), ticks / os.sysconf("SC_CLK_TCK"), ours)


def since(begun: Load | None) -> float | None:
    """Return how many processors others kept busy since then, on average."""
    now = others()
    if begun is None or now is None or now.clock <= begun.clock:
        return None
    used = (now.everybody - begun.everybody) - (now.ours - begun.ours)
    return max(used, 0.0) / (now.clock - begun.clock)
