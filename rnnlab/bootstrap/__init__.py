"""Set-up for a machine that has nothing but Python: standard library only.

``main.py`` calls `start`. The first time it makes ``.venv`` beside itself, installs the pinned libraries of
pyproject.toml with pip, and on Debian-like Linux the few system libraries that Qt needs; every later start
reads one stamp and goes straight on. No list of libraries stands
here: pyproject.toml is the only place that names them, and ``pip install --editable`` makes the ``rnnlab``
command too.

Modules: `stamp` (is everything there?), `system` (libraries of the system), `environment` (venv and pip),
`process` (other programs), `voice` and `words` (what is said), `window` (for who has no terminal), `lock`,
`display`. Only `stamp` and `display` are loaded when nothing is to be done.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from rnnlab.bootstrap.display import display_message, display_missing
from rnnlab.bootstrap.stamp import Stamp, interpreter, python_mark, recipe

if TYPE_CHECKING:
    from rnnlab.bootstrap.voice import Voice

__all__ = ["display_message", "display_missing", "start"]

_TEST = "test"
# All tests share the processors, those of a file one after the other; each process needs about a gigabyte.
_ALL_TESTS = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")


def start(root: str, arguments: Sequence[str]) -> int:
    """Set up what is missing, then run the tests or the ``rnnlab`` command.

    Parameters
    ----------
    root
        The folder of main.py.
    arguments
        What follows main.py on the command line; ``test`` first runs the tests.

    Returns
    -------
    int
        The exit status: of what ran, 1 if the set-up failed, 130 if it was interrupted. Where the system
        allows, what runs takes this process's place and nothing returns.
    """
    base = Path(root)
    environment = base / ".venv"
    testing = list(arguments[:1]) == [_TEST]
    extras = frozenset({_TEST} if testing else ())
    screen = _screen_for(arguments)
    stamp = Stamp.read(environment)
    if not stamp.holds(base, environment, extras) or not (screen is None or screen in stamp.screens):
        code = _set_up(base, extras, screen, windowed=not arguments)
        if code != 0:
            return code
    python = str(interpreter(environment))
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    if testing:
        variables["QT_QPA_PLATFORM"] = "offscreen"
        os.chdir(base)
        return _become([python, "-m", "pytest", *(arguments[1:] or _ALL_TESTS)], variables)
    return _become([python, "-P", "-m", "rnnlab", *arguments], variables)


def _screen_for(arguments: Sequence[str]) -> str | None:
    """Return what of Qt a start needs: a window (``"x11"``, ``"wayland"``), ``"offscreen"``, or nothing."""
    if not arguments or arguments[0] == "gui" or arguments[0].endswith(".rnnlab"):
        if os.environ.get("QT_QPA_PLATFORM"):
            return "offscreen"
        return "wayland" if os.environ.get("WAYLAND_DISPLAY") else "x11"
    return "offscreen" if arguments[0] == _TEST else None


def _become(command: Sequence[str], variables: dict[str, str]) -> int:
    if os.name == "posix":
        _replace(command, variables)
    import subprocess

    return subprocess.call(command, env=variables)


def _replace(command: Sequence[str], variables: dict[str, str]) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os.execve(command[0], list(command), variables)  # noqa: S606


def _set_up(root: Path, extras: frozenset[str], screen: str | None, *, windowed: bool) -> int:
    from rnnlab.bootstrap.voice import Voice, has_terminal
    from rnnlab.bootstrap.words import Trouble, languages

    in_window = windowed and not has_terminal() and not display_missing()
    voice = Voice(languages(), sys.stderr, windowed=in_window)
    try:
        _prepare(root, voice, extras, screen)
    except KeyboardInterrupt:
        voice.trouble(Trouble("trouble.stopped"))
        return 130
    except Trouble as trouble:
        voice.trouble(trouble)
        voice.wait_for_reader()
        return 1
    finally:
        voice.close()
    return 0


def _prepare(root: Path, voice: "Voice", extras: frozenset[str], screen: str | None) -> None:
    """Do what is missing, one process at a time; whatever fails is raised as a trouble."""
    from rnnlab.bootstrap.environment import trouble_of
    from rnnlab.bootstrap.lock import alone
    from rnnlab.bootstrap.words import Trouble

    if not os.access(root, os.W_OK):
        raise Trouble("trouble.rights", path=root)
    try:
        with alone(root / ".venv.lock", lambda: voice.say("setup.wait")):
            _complete(root, voice, extras, screen)
    except Trouble:
        raise
    except OSError as error:
        raise trouble_of(error, root) from error
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"
        raise Trouble("trouble.unexpected", detail=detail, folder=root / ".venv") from error


def _complete(root: Path, voice: "Voice", extras: frozenset[str], screen: str | None) -> None:
    from rnnlab.bootstrap.environment import Environment
    from rnnlab.bootstrap.system import prepare_system

    log = root / ".venv.log"
    environment = Environment(root, voice, log)
    known = Stamp.read(environment.folder)  # anew: another start may have done the work meanwhile
    whole = known.holds(root, environment.folder, extras)
    if whole and (screen is None or screen in known.screens):
        return
    log.write_text("", "utf-8")
    sound = whole or environment.healthy()
    screens = prepare_system(voice, screen=screen, new_environment=not sound, log=log)
    extras |= set(known.extras)
    files = known.files
    if not whole:
        files = environment.build(sorted(extras), sound=sound, with_qt="offscreen" in screens)
    Stamp(
        root=str(root),
        made_from=recipe(root),
        python=python_mark(environment.folder),
        extras=sorted(extras),
        screens=sorted(screens),
        files=files,
    ).write(environment.folder)
    voice.say("step.ready")
