"""``rnnlab gui``: the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rnnlab.bootstrap import display_message, display_missing
from rnnlab.cli.parser import Parser
from rnnlab.cli.words import say

NO_DISPLAY = 2


def run(arguments: Sequence[str], language: str) -> int:
    """Open the window; say so where there is no display for one."""
    parser = Parser("gui", language)
    parser.positionals.add_argument("file", metavar="FILE", nargs="?", help=say("gui.file", language))
    values = parser.read(arguments)
    if display_missing():
        print(display_message(), file=sys.stderr)
        return NO_DISPLAY
    from rnnlab.qt.app import run as open_window

    return open_window(["rnnlab", *([values.file] if values.file else [])])
