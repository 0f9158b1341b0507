"""``rnnlab bench``: how fast the lab is on this computer, the core by itself and in the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from rnnlab.cli.output import print_json
from rnnlab.cli.parser import Parser
from rnnlab.cli.words import say
from rnnlab.core import bench as core
from rnnlab.core.problems import Problem
from rnnlab.qt import bench as window
from rnnlab.session.hired import hire
from rnnlab.session.spare_threads import SpareThreads


def run(arguments: Sequence[str], language: str) -> int:
    """Print the measurements as they come."""
    parser = Parser("bench", language)
    parser.positionals.add_argument("names", metavar="NAME", nargs="*", help=say("bench.names", language))
    parser.options.add_argument("--long", action="store_true", help=say("bench.long", language))
    parser.options.add_argument("--short", action="store_true", help=say("bench.short", language))
    parser.options.add_argument("--json", action="store_true", help=say("bench.json", language))
    values = parser.read(arguments)
    of_core, of_window = split(values.names)
    # the report goes to standard error where JSON is wanted
    emit = partial(print, flush=True, file=sys.stderr if values.json else sys.stdout)
    results: dict[str, Any] = {}
    if of_core:
        # torch is loaded only if it is needed
        with SpareThreads() as spread:
            results.update(core.run(of_core, emit, hire=hire, spread=spread, short=values.short))
    if of_window:
        found = window.run(of_window, emit, long=values.long)
        results.update({f"{window.PREFIX}.{name}": content for name, content in found.items()})
    if values.json:
        print_json(results)
    return 0


def split(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return which measurements of the core and which of the window are asked for; no name means all.

    Raises
    ------
    Problem
        ``bench.unknown`` for a name that neither has.
    """
    whole = f"{window.PREFIX}."
    known = [*core.NAMES, window.PREFIX, *(whole + name for name in window.NAMES)]
    for name in names:
        if name not in known:
            raise Problem("bench.unknown", "names", name=name, known=", ".join(known))
    of_core = [name for name in core.NAMES if not names or name in names]
    everything = not names or window.PREFIX in names
    return of_core, [name for name in window.NAMES if everything or whole + name in names]
