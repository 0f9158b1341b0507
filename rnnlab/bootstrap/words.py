"""What the set-up says, in English and in Korean.

Qt and its translations are not there yet when these are needed, so they stand beside this file, in
words.toml. The system's language decides; where it tells nothing (the C locale), both are said.
"""

import functools
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

__all__ = ["Trouble", "languages", "sentence", "sentences"]


class Trouble(Exception):
    """Something that stops the set-up, told by the sentence of its key.

    Parameters
    ----------
    key
        The key of its `sentence`.
    arguments
        What its placeholders stand for.
    """

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments

    def __str__(self) -> str:
        return sentence(self.key, "en", **self.arguments)


def sentence(key: str, language: str, **arguments: object) -> str:
    """Return the sentence of a key in ``"en"`` or ``"ko"``, its placeholders filled in."""
    group, name = key.split(".")
    text: str = sentences()[group][name][language]
    return text.format(**arguments)


@functools.cache
def sentences() -> dict[str, dict[str, dict[str, str]]]:
    """Return all sentences: group, name, language."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def languages(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> tuple[str, ...]:
    """Return the languages to speak: one where the system's is known, else both.

    Parameters
    ----------
    environment
        The environment variables; the first of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is set decides,
        as in POSIX. ``C`` and ``POSIX`` tell nothing.
    platform
        As in `sys.platform`; Windows and macOS are asked where no variable is set.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if told := environment.get(variable):
            return _of_locale(told)
    if platform == "win32":
        return _of_locale(_windows_locale())
    if platform == "darwin":
        return _of_locale(_macos_locale())
    return ("en", "ko")


def _of_locale(name: str) -> tuple[str, ...]:
    code = name.partition(".")[0].lower()
    if code in {"", "c", "posix"}:
        return ("en", "ko")
    return ("ko",) if code.startswith("ko") else ("en",)


def _windows_locale() -> str:
    import ctypes

    korean = 0x12  # LANG_KOREAN, in the low ten bits of a LANGID
    asked = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009
    return "ko" if asked & 0x3FF == korean else "en"


def _macos_locale() -> str:
    try:
        answer = subprocess.run(
            ["defaults", "read", "-g", "AppleLocale"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
