"""``rnnlab bench``: how fast the lab is on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module

from rnnlab.cli.parser import Parser
from rnnlab.cli.words import say


def run(arguments: Sequence[str], language: str) -> int:
    """Print the measurements as they come."""
    parser = Parser("bench", language)
    parser.positionals.add_argument("names", metavar="NAME", nargs="*", help=say("bench.names", language))
    values = parser.read(arguments)
    import_module("rnnlab.core.bench").run(values.names, partial(print, flush=True))
    return 0
