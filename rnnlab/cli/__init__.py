"""The ``rnnlab`` command: the window, and everything that works without one.

Each command is one module with a function ``run(arguments, language)``; it is imported only when it
is called, so that a command loads no more than it needs: none but ``gui`` loads Qt, and only
training loads a backend.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from rnnlab import __version__
from rnnlab.cli.language import choose_language
from rnnlab.cli.words import COMMANDS, overview
from rnnlab.core.problems import Problem

__all__ = ["main"]

WRONG, INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Parameters
    ----------
    argv
        Arguments without the program's name; None for this process's own.

    Returns
    -------
    int
        Exit code: 0 done, 1 done but not solved, 2 something was wrong (one line on standard error
        says what), 130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    # read by torch when it is loaded: its threads sleep while they wait, in place of spinning, which
    # would cost a whole core each as soon as anything else is at work beside them
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    language = choose_language()
    _speak_unicode()
    try:
        code = _dispatch(arguments, language)
        sys.stdout.flush()
        return code
    except Problem as problem:
        from rnnlab.session.sentences import sentence

        print(f"rnnlab: {sentence(problem, language)}".replace("\n", " "), file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read us has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _dispatch(arguments: list[str], language: str) -> int:
    first = arguments[0] if arguments else "gui"
    if first in {"-h", "--help", "help"}:
        print(overview(language))
        return 0
    if first in {"-V", "--version"}:
        print(f"RNN Lab {__version__}")
        return 0
    if first in COMMANDS:
        rest = arguments[1:]
    elif first.endswith(".rnnlab") or Path(first).is_file():
        first, rest = "gui", arguments
    else:
        raise Problem("command.unknown", "command", name=first, known=", ".join(COMMANDS))
    code: int = import_module(f"rnnlab.cli.{first}").run(rest, language)
    return code


def _speak_unicode() -> None:
    """Let every symbol be printed, also where the system's own encoding is an older one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
