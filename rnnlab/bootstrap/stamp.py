"""The stamp in a finished environment, by which a later start sees at once that nothing is to be done."""

import hashlib
import json
import os
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path

__all__ = ["Stamp", "interpreter", "python_mark", "recipe"]

_NAME = "rnnlab-setup.json"


def interpreter(environment: Path) -> Path:
    """Return the path of an environment's own Python."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def recipe(root: Path) -> str:
    """Return a digest of what an environment is made from: the parts of pyproject.toml that pip reads."""
    table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    parts = {name: table.get(name) for name in ("build-system", "project")}
    parts["hatch"] = table.get("tool", {}).get("hatch")
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def python_mark(environment: Path) -> list[str | int]:
    """Return what changes when the Python below an environment does; empty if there is none."""
    try:
        real = interpreter(environment).resolve(strict=True)
        state = real.stat()
    except OSError:
        return []
    return [str(real), state.st_size, state.st_mtime_ns]


@dataclass(frozen=True)
class Stamp:
    """What a finished environment was made for.

    Attributes
    ----------
    root
        The folder of the source tree; scripts in an environment name it, so a moved one is made anew.
    made_from
        The `recipe`.
    python
        The `python_mark`.
    extras
        Optional parts that are installed.
    screens
        What the system's libraries suffice for.
    files
        One file of each library; if one is gone, so is the library.
    """

    root: str = ""
    made_from: str = ""
    python: list[str | int] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, environment: Path) -> "Stamp":
        """Return the stamp of an environment; an empty one where there is none or it cannot be read."""
        try:
            known = json.loads((environment / _NAME).read_text("utf-8"))
            return cls(**known)
        except (OSError, ValueError, TypeError):
            return cls()

    def write(self, environment: Path) -> None:
        """Write the stamp, whole or not at all."""
        draft = environment / f"{_NAME}.new"
        draft.write_text(json.dumps(asdict(self), indent=1), "utf-8")
        draft.replace(environment / _NAME)

    def holds(self, root: Path, environment: Path, extras: frozenset[str]) -> bool:
        """Return whether the environment is whole and has what is asked for."""
        return (
            self.root == str(root)
            and extras <= set(self.extras)
            and bool(self.python)
            and self.python == python_mark(environment)
            and self.made_from == recipe(root)
            and bool(self.files)
            and all(os.path.exists(file) for file in self.files)  # noqa: PTH110 (ten times faster)
        )
