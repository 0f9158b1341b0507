"""How fast the core is on this computer: what `rnnlab bench` prints.

Contestants take turns within each measurement and the median is taken, so that whatever else the computer
does falls on all of them alike. Everything runs on one processor core unless it says otherwise.

One file a measurement; each has a function that emits lines and returns plain values for JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rnnlab.core.captions.parts import Spread, in_turn
from rnnlab.core.problems import Problem

if TYPE_CHECKING:
    from rnnlab.core.cells.kernel import Hire

Emit = Callable[[str], None]

NAMES = ("steps", "cells", "record", "solved", "seeds", "sweep", "phrases", "text", "captions", "compile")
"""In the order in which they run: training steps beside torch, every cell beside a plain loop in torch,
recording a trace, time until solved, many seeds in one call, sweeps over seeds and settings, phrase books,
character models, caption nets, compiling and loading."""
LENGTHY = ("captions",)
"""Those that can be made short."""

Results = dict[str, Any]


def run(
    names: Sequence[str],
    emit: Emit,
    hire: Hire | None = None,
    spread: Spread = in_turn,
    *,
    short: bool = False,
) -> Results:
    """Measure.

    Parameters
    ----------
    names
        Which of `NAMES`; none means all.
    emit
        Gets every line of the report as soon as it is known.
    hire
        Where measurements on several processor cores get their threads; None leaves those out.
    spread
        The same for caption nets.
    short
        Whether those in `LENGTHY` leave out how long learning takes.

    Returns
    -------
    dict
        By name what was measured: plain values, times in seconds.

    Raises
    ------
    Problem
        ``bench.unknown`` for another name.
    """
    for name in names:
        if name not in NAMES:
            raise Problem("bench.unknown", "names", name=name, known=", ".join(NAMES))
    options: dict[str, dict[str, Any]] = {
        "text": {"hire": hire},
        "captions": {"spread": spread, "short": short},
    }
    results: Results = {}
    for name in NAMES:
        if not names or name in names:
            measure = import_module(f"{__name__}.{name}").measure
            results[name] = measure(emit, **options.get(name, {}))
            emit("")
    return results


def plain(values: Mapping[str, float]) -> dict[str, float]:
    """Make ordinary numbers of NumPy's."""
    return {name: float(value) for name, value in values.items()}
