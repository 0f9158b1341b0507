"""How the set-up speaks: plain lines on the terminal, or a small window where there is no terminal.

Everything goes to the standard error, so that a command's own output stays clean even when it is the first.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

from rnnlab.bootstrap.words import Trouble, sentence

__all__ = ["Voice", "has_terminal"]


def has_terminal() -> bool:
    """Return whether a person sees any of the standard streams."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # None under pythonw, or closed
            if stream.isatty():
                return True
    return False


class Voice:
    """Says what the set-up does and what stops it.

    Parameters
    ----------
    spoken
        Languages, from `languages`.
    stream
        Where the lines go; None says nothing there.
    windowed
        Whether to open a small window as well, at the first thing said.
    """

    def __init__(self, spoken: tuple[str, ...], stream: IO[str] | None, *, windowed: bool = False) -> None:
        self._languages = spoken
        self._stream = stream
        self._windowed = windowed
        self._window: subprocess.Popen[bytes] | None = None
        self._opened = False
        if stream is not None and not _can_write_korean(stream):
            self._languages = ("en",)

    def say(self, key: str, **arguments: object) -> None:
        """Say one step of the set-up."""
        self._line(" / ".join(self.sentences(key, **arguments)))

    def detail(self, text: str) -> None:
        """Say something below the present step."""
        self._line(f"    {text}")

    def progress(self, key: str, **arguments: object) -> None:
        """Say how far the present step is."""
        self.detail(" / ".join(self.sentences(key, **arguments)))

    def trouble(self, trouble: Trouble) -> None:
        """Say what stopped the set-up and the way out."""
        text = "\n\n".join(self.sentences(trouble.key, **trouble.arguments))
        self._line("")
        for line in text.split("\n"):
            self._line(line, error=True)
        self._line("")
        if self._window is None and self._windowed:
            _show_once(text)

    def sentences(self, key: str, **arguments: object) -> list[str]:
        """Return a key's sentence in each language spoken."""
        return [sentence(key, language, **arguments) for language in self._languages]

    def wait_for_reader(self) -> None:
        """On Windows, keep a console open that would close with this process."""
        if sys.platform == "win32" and _owns_console():
            with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
                input(" / ".join(self.sentences("console.enter")))

    def close(self) -> None:
        """End the small window; one that shows an error stays until the person closes it."""
        if self._window is not None and self._window.stdin is not None:
            with contextlib.suppress(OSError):
                self._window.stdin.close()
            # Nobody waits for a window that outlives this process.
            self._window.returncode = 0
        self._window = None

    def _line(self, text: str, *, error: bool = False) -> None:
        if self._stream is not None:
            # A terminal that was closed meanwhile must not stop the set-up.
            with contextlib.suppress(OSError, ValueError):
                self._stream.write(text + "\n")
                self._stream.flush()
        if self._windowed:
            self._tell_window(("!" if error else "") + text)

    def _tell_window(self, line: str) -> None:
        if not self._opened:
            self._window, self._opened = _open_window(), True
        if self._window is not None and self._window.stdin is not None:
            try:
                self._window.stdin.write(line.encode() + b"\n")
                self._window.stdin.flush()
            except OSError:
                self._window = None


def _can_write_korean(stream: IO[str]) -> bool:
    try:
        "가".encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def _owns_console() -> bool:
    """Return whether the console was opened for this process (and the launcher before it) alone."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    return bool(0 < kernel.GetConsoleProcessList((ctypes.c_uint * 4)(), 4) <= 2)


def _window_command() -> list[str] | None:
    import importlib.util

    if importlib.util.find_spec("_tkinter") is None:
        return None
    return [sys.executable, str(Path(__file__).with_name("window.py"))]


def _open_window() -> subprocess.Popen[bytes] | None:
    command = _window_command()
    if command is None:
        return None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )
    except OSError:
        return None


def _show_once(text: str) -> None:
    """Show an error with whatever the desktop has, and do not wait for it to be read."""
    choices = (
        ["zenity", "--error", "--no-markup", "--title=RNN Lab", f"--text={text}"],
        ["kdialog", "--title", "RNN Lab", "--error", text],
        ["xmessage", text],
        ["notify-send", "RNN Lab", text],
    )
    for command in choices:
        if shutil.which(command[0]):
            with contextlib.suppress(OSError):
                subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return
