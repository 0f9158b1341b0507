"""The person's settings: declared once, kept as JSON, never a reason not to start.

Every setting is a field with a default and a check. What fails its check, or cannot be read, falls back to
its default alone; a file that is no JSON at all is put aside as ``settings.json.broken`` and the defaults are
used. What a newer version of the program wrote and this one does not know is kept and written back.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rnnlab import paths

__all__ = ["MIGRATIONS", "RECENT_LIMIT", "VERSION", "Settings"]

VERSION = 1
RECENT_LIMIT = 10
_LARGEST_FILE = 4 * 1024 * 1024

Check = Callable[[Any], bool]
MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the next: takes the table as that version wrote it, returns it as the next one would."""


def _one_of(*choices: str) -> Check:
    return lambda value: value in choices


def _between(low: float, high: float) -> Check:
    def check(value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

    return check


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 10_000


def _is_paths(value: object) -> bool:
    return isinstance(value, list) and all(_is_short_text(entry) for entry in value)


def _is_table_of_tables(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(entry, dict) for entry in value.values())


def _checked(check: Check) -> Mapping[str, Check]:
    return {"check": check}


@dataclass
class Settings:
    """What is remembered between two starts.

    Attributes
    ----------
    language
        ``system``, ``ko`` or ``en``.
    theme
        ``system``, ``light`` or ``dark``.
    zoom
        Size of everything, 1.0 for the usual one.
    motion
        Whether things move.
    presentation
        Whether letters and contrasts are those for a projector.
    device, backend
        Where and with what a net is computed; ``auto`` leaves it to measurement.
    scene
        The scene in front.
    scene_state
        By scene: what it wants to remember.
    window
        Place and size of the window, as Qt writes it, in hexadecimal digits.
    recent_files
        Files opened or saved, newest first.
    """

    language: str = field(default="system", metadata=_checked(_one_of("system", "ko", "en")))
    theme: str = field(default="system", metadata=_checked(_one_of("system", "light", "dark")))
    zoom: float = field(default=1.0, metadata=_checked(_between(0.7, 2.0)))
    motion: bool = field(default=True, metadata=_checked(_is_bool))
    presentation: bool = field(default=False, metadata=_checked(_is_bool))
    device: str = field(default="auto", metadata=_checked(_one_of("auto", "cpu", "cuda", "mps")))
    backend: str = field(
        default="auto", metadata=_checked(_one_of("auto", "compiled", "torch", "interpreter"))
    )
    scene: str = field(default="", metadata=_checked(_is_short_text))
    scene_state: dict[str, dict[str, Any]] = field(
        default_factory=dict, metadata=_checked(_is_table_of_tables)
    )
    window: str = field(default="", metadata=_checked(_is_short_text))
    recent_files: list[str] = field(default_factory=list, metadata=_checked(_is_paths))

    def __post_init__(self) -> None:
        self._path: Path | None = None
        self._unknown: dict[str, Any] = {}

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """Read the settings; whatever is wrong with the file, there are settings afterwards.

        Parameters
        ----------
        path
            The file; by default the one in the person's configuration folder.
        """
        settings = cls()
        settings._path = path or paths.user_config() / "settings.json"
        settings._take(_read(settings._path))
        return settings

    def _take(self, table: dict[str, Any]) -> None:
        known = {entry.name: entry for entry in fields(self)}
        for name, value in table.items():
            if name not in known:
                self._unknown[name] = value
            elif known[name].metadata["check"](value):
                setattr(self, name, value)
        self._unknown.pop("version", None)
        self.recent_files = list(dict.fromkeys(self.recent_files))[:RECENT_LIMIT]

    def save(self) -> bool:
        """Write the settings, atomically; return whether that succeeded (disks may be full)."""
        if self._path is None:
            return False
        table = {"version": VERSION, **self._unknown}
        for entry in fields(self):
            value = getattr(self, entry.name)
            if not entry.metadata["check"](value):
                raise ValueError(f"settings: {entry.name} cannot be {value!r}")
            table[entry.name] = value
        text = json.dumps(table, ensure_ascii=False, indent=2) + "\n"
        try:
            _write_atomically(self._path, text)
        except OSError:
            return False
        return True

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        name = str(path)
        self.recent_files = [name, *(entry for entry in self.recent_files if entry != name)][:RECENT_LIMIT]

    def forget_recent(self, path: Path) -> None:
        """Take a file off the recent ones: it is gone."""
        self.recent_files = [entry for entry in self.recent_files if entry != str(path)]


def _read(path: Path) -> dict[str, Any]:
    """Return the table in the file, brought to this version; an empty one if there is none to be had."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError("too large")
        table: Any = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(table, dict):
            raise TypeError("no table")
    except FileNotFoundError:
        return {}
    except OSError:
        return {}
    except (ValueError, TypeError, RecursionError):
        _put_aside(path)
        return {}
    version = table.get("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        version = VERSION
    while version < VERSION and version in MIGRATIONS:
        table = MIGRATIONS[version](table)
        version += 1
    return dict(table)


def _put_aside(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.replace(path.with_name(path.name + ".broken"))


def _write_atomically(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
