"""Cell files: a cell as a person writes it, read from TOML and written as TOML.

What is read need not be a cell yet: equations with a mistake can be opened and mended. What is written always
can be read. Names of files are checked here too, so that no name leads out of its folder.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rnnlab.core.cells.graph import Cell, Localised
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.tokens import normalised
from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_text

ENDING = ".toml"
MAXIMUM_FILE_BYTES = 64 * 1024
LONGEST_NAME = 40
LONGEST_TITLE = 120
LONGEST_TEXT = 2_000
UNSAID = Localised()
_COUNTED = re.compile(r"(.*\w)-([1-9]\d{0,2})")
_JOINERS = frozenset("-_ ")
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


@dataclass(frozen=True)
class CellText:
    """A cell as it is written: nothing of it is read yet.

    Attributes
    ----------
    states
        Names carried from step to step.
    equations
        One a line.
    title, source, look_at
        Texts for people.
    order
        Where it stands in the catalogue; None for behind all others.
    """

    states: tuple[str, ...] = ("h",)
    equations: str = ""
    title: Localised = UNSAID
    source: Localised = UNSAID
    look_at: Localised = UNSAID
    order: int | None = None

    def cell(self, name: str) -> Cell:
        """Read the equations.

        Raises
        ------
        Problem
            What is wrong with them, see :func:`~rnnlab.core.cells.language.parse_cell`.
        """
        title = Localised(self.title.ko or name, self.title.en or name)
        return parse_cell(
            name,
            self.states,
            self.equations,
            title=title,
            source=self.source,
            look_at=self.look_at,
        )

    def tidied(self) -> CellText:
        """Return this as a file keeps it: one kind of line ending, texts of a bounded length."""
        return replace(
            self,
            equations=normalised(self.equations).strip("\n"),
            title=_tidied(self.title, LONGEST_TITLE),
            source=_tidied(self.source, LONGEST_TEXT),
            look_at=_tidied(self.look_at, LONGEST_TEXT),
        )


def text_of(cell: Cell) -> CellText:
    """Return how a cell is written."""
    return CellText(cell.states, cell.equations, cell.title, cell.source, cell.look_at)


def read_cell_text(path: Path) -> CellText:
    """Read a cell file without reading its equations.

    Raises
    ------
    Problem
        ``cell.file`` or ``cell.too_long``.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAXIMUM_FILE_BYTES + 1)
        if len(raw) > MAXIMUM_FILE_BYTES:
            raise Problem("cell.too_long", "cell", limit=MAXIMUM_FILE_BYTES)
        return from_toml(raw.decode("utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError, ValueError) as error:  # ValueError: a name that no file can have
        raise Problem("cell.file", "cell", name=path.name) from error


def from_toml(content: str, name: str) -> CellText:
    """Read what a cell file says; ``name`` is for the message.

    Raises
    ------
    Problem
        ``cell.file``.
    """
    try:
        table = tomllib.loads(content)
    except (RecursionError, tomllib.TOMLDecodeError) as error:
        raise Problem("cell.file", "cell", name=name) from error
    states, equations, order = (table.get(key) for key in ("states", "equations", "order"))
    if not (isinstance(states, list) and all(isinstance(state, str) for state in states)):
        raise Problem("cell.file", "cell", name=name)
    if not isinstance(equations, str):
        raise Problem("cell.file", "cell", name=name)
    title, source, look_at = (_localised(table, key) for key in ("title", "source", "look_at"))
    place = order if isinstance(order, int) and not isinstance(order, bool) else None
    return CellText(tuple(states), equations.strip("\n"), title, source, look_at, place)


def _localised(table: dict[str, Any], key: str) -> Localised:
    """Return a text; where one language is missing, the other one's words."""
    words = table.get(key, {})
    if not isinstance(words, dict):
        return Localised()
    ko, en = (str(words.get(language, "")) for language in ("ko", "en"))
    return Localised(ko or en, en or ko)


def to_toml(text: CellText) -> str:
    """Write a cell as a TOML file says it; :func:`from_toml` reads the same."""
    text = text.tidied()
    equations = "".join(_escaped(symbol) if symbol != "\n" else symbol for symbol in text.equations)
    lines = [] if text.order is None else [f"order = {text.order}"]
    lines += [f"states = [{', '.join(map(_quoted, text.states))}]", f'equations = """\n{equations}\n"""']
    for key in ("title", "source", "look_at"):
        words: Localised = getattr(text, key)
        entries = [(language, words.text(language)) for language in ("ko", "en")]
        told = [f"{language} = {_quoted(said)}" for language, said in entries if said]
        lines += ["", f"[{key}]", *told] if told else []
    return "\n".join(lines) + "\n"


def save_cell_text(path: Path, text: CellText) -> None:
    """Write a cell file, all of it or nothing; its folder is made.

    Raises
    ------
    Problem
        What is wrong with the equations, or ``file.*``.
    """
    text.cell(path.stem)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("file.no_folder", "file", name=path.name, folder=str(path.parent)) from error
    write_text(path, to_toml(text))


def checked_name(name: str, taken: frozenset[str] = frozenset()) -> str:
    """Return the name that a cell's file may have.

    Parameters
    ----------
    name
        As typed: letters and digits of any script, ``-``, ``_`` and single spaces between them.
    taken
        Names of other cells; capitals make no difference, since on some systems files have none.

    Raises
    ------
    Problem
        ``cell_name.*`` at ``cell_name``.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name:
        raise Problem("cell_name.empty", "cell_name")
    if len(name) > LONGEST_NAME:
        raise Problem("cell_name.too_long", "cell_name", limit=LONGEST_NAME)
    for character in name:
        if not _is_letter(character) and character not in _JOINERS:
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            raise Problem("cell_name.character", "cell_name", character=shown)
    if not any(_is_letter(character) for character in name) or name.casefold() in _DEVICES:
        raise Problem("cell_name.reserved", "cell_name", name=name)
    if name.casefold() in {other.casefold() for other in taken}:
        raise Problem("cell_name.taken", "cell_name", name=name)
    return name


def free_cell_name(name: str, taken: frozenset[str]) -> str:
    """Return a name like another one that no cell has: ``lstm-2``.

    Characters that a name cannot have are left out.
    """
    known = {other.casefold() for other in taken}
    kept = "".join(c for c in unicodedata.normalize("NFC", name) if _is_letter(c) or c in _JOINERS)
    base = " ".join(kept.split()).strip("-_ ")[: LONGEST_NAME - 4].strip() or "cell"
    if base.casefold() in _DEVICES:
        base = f"{base}-cell"
    candidate, number = base, 1
    if counted := _COUNTED.fullmatch(base):
        base, number = counted[1], int(counted[2])
    while candidate.casefold() in known:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _tidied(words: Localised, limit: int) -> Localised:
    return Localised(*(_one_line(said, limit) for said in (words.ko, words.en)))


def _one_line(text: str, limit: int) -> str:
    """Return a text without line breaks and without what no file or screen can show."""
    kept = (character for character in text if unicodedata.category(character) not in ("Cs", "Cn"))
    return " ".join("".join(kept).split())[:limit].strip()


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if unicodedata.category(character) in ("Cc", "Cs"):
        # halves of pairs cannot be written at all
        return f"\\u{ord(character):04X}" if unicodedata.category(character) == "Cc" else "\ufffd"
    return character
