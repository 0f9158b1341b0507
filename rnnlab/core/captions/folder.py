"""A person's own pictures: a folder, and in it a CSV file that says what is in each picture.

A line is a file name and a caption; a first line that names the columns is left out. What is wrong with a
line is told by its number and does not keep the others from being used.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnnlab.core.captions.drawing import CANVAS, Pictures
from rnnlab.core.captions.photographs import read_picture
from rnnlab.core.captions.pictures import Examples
from rnnlab.core.captions.store import WORD_LIMIT, WORDS_LIMIT
from rnnlab.core.captions.words import END, START, IntArray, WordTable, split_words
from rnnlab.core.problems import Problem

CSV_NAME = "captions.csv"
LONGEST_CAPTION = 30
"""Most words of a caption, without ``<END>``."""
MOST_LINES = 20_000
MOST_CSV_BYTES = 16 * 2**20
MOST_NOTICES = 200
FEWEST_PICTURES = 4
"""One to examine with, and some to learn from."""
EXAMINED = 5
"""One picture in so many is kept back for the examination."""
SHIFT, BRIGHTER = 2, 8
"""How far a picture is moved (pixels) and brightened by lot each time it is learnt from."""

Progress = Callable[[int, int], bool]
"""Told how many lines of how many are done; False ends the reading."""


@dataclass(frozen=True)
class Line:
    """One line of the CSV file.

    Attributes
    ----------
    number
        From 1.
    name
        Of the file.
    words
        Of the caption.
    """

    number: int
    name: str
    words: tuple[str, ...]


class FolderProblem(Problem):
    """What is wrong with a folder as a whole, and with its lines.

    Attributes
    ----------
    notices
        About the lines.
    """

    notices: tuple[Problem, ...] = ()


class FolderPictures:
    """Pictures with captions that were read from a folder.

    Attributes
    ----------
    words, longest
        As in `PictureSource`.
    notices
        What was left out, and why.
    names
        The files: those to learn from, and those of the examination.
    """

    def __init__(
        self,
        words: WordTable,
        longest: int,
        training: Examples,
        examination: Examples,
        seed: int,
        names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
        notices: tuple[Problem, ...] = (),
    ) -> None:
        self.words = words
        self.longest = longest
        self.training = training
        self.examination = examination
        self.names = names
        self.notices = notices
        self._seed = seed

    @classmethod
    def empty(cls, words: WordTable, longest: int, seed: int) -> FolderPictures:
        """Return the words of a folder without its pictures."""
        nothing = Examples(np.zeros((0, CANVAS, CANVAS, 3), np.uint8), np.zeros((0, longest), np.int64))
        return cls(words, longest, nothing, nothing, seed)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to learn from."""
        return not len(self.training)

    def batch(self, step: int, size: int, rows: range | None = None) -> Examples:
        """Return pictures by lot, each a little moved and brighter or darker; all, or some rows."""
        part = slice(rows.start, rows.stop) if rows else slice(size)
        generator = np.random.Generator(np.random.PCG64([self._seed, step, 1]))
        chosen = generator.integers(0, len(self.training), size)[part]  # (N,)
        pictures = self.training.pictures[chosen].astype(np.int16)  # (N, 48, 48, 3)
        pictures += generator.integers(-BRIGHTER, BRIGHTER + 1, (size, 1, 1, 3), dtype=np.int16)[part]
        bytes_ = np.clip(pictures, 0, 255).astype(np.uint8)  # (N, 48, 48, 3)
        padded = np.pad(bytes_, ((0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0)), mode="edge")
        corners = generator.integers(0, 2 * SHIFT + 1, (size, 2))[part]  # (N, 2)
        places = corners[:, None, :] + np.arange(CANVAS)[:, None]  # (N, 48, 2)
        numbers = np.arange(len(chosen))[:, None, None]  # (N, 1, 1)
        moved = padded[numbers, places[:, :, None, 0], places[:, None, :, 1]]  # (N, 48, 48, 3)
        return Examples(moved, self.training.captions[chosen])


def read_folder(
    folder: Path,
    seed: int,
    progress: Progress = lambda _done, _total: True,
    words: WordTable | None = None,
) -> FolderPictures:
    """Read a folder of pictures.

    Parameters
    ----------
    folder
        With pictures and one CSV file.
    seed
        Of the split and of the order in training.
    progress
        See `Progress`.
    words
        Of a net that is there already: captions with other words are left out. None for all words found.

    Raises
    ------
    Problem
        At ``"folder"``: ``folder.missing``, ``.no_csv``, ``.several_csv``, ``.csv``, ``.too_many``, ``.few``
        (a `FolderProblem`), ``.words`` or ``.stopped``.
    """
    notices: list[Problem] = []
    lines = list(_lines(_csv_file(folder), notices))
    if words is not None:
        lines = list(_known(lines, words, notices))
    pictures: dict[str, Pictures] = {}
    used: list[Line] = []
    for done, line in enumerate(lines):
        if not progress(done, len(lines)):
            raise Problem("folder.stopped", "folder")
        try:
            if line.name not in pictures:
                pictures[line.name] = read_picture(_inside(folder, line.name))
            used.append(line)
        except Problem as problem:
            code = problem.code.replace("picture.", "folder.picture_")
            notices.append(Problem(code, "folder", line=line.number, **problem.args))
    if len(pictures) < FEWEST_PICTURES:
        few = FolderProblem("folder.few", "folder", count=len(pictures), limit=FEWEST_PICTURES)
        few.notices = tuple(notices[:MOST_NOTICES])
        raise few
    table = words or WordTable.of_captions(line.words for line in used)
    if len(table.words) > WORDS_LIMIT:
        raise Problem("folder.words", "folder", count=len(table.words), limit=WORDS_LIMIT)
    return _split(used, pictures, table, seed, tuple(notices[:MOST_NOTICES]))


def _csv_file(folder: Path) -> Path:
    if not folder.is_dir():
        raise Problem("folder.missing", "folder", name=str(folder))
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv" and path.is_file())
    named = [path for path in files if path.name.casefold() == CSV_NAME]
    if not files:
        raise Problem("folder.no_csv", "folder", name=str(folder), csv=CSV_NAME)
    if len(files) > 1 and not named:
        raise Problem("folder.several_csv", "folder", count=len(files), csv=CSV_NAME)
    return named[0] if named else files[0]


def _text(path: Path) -> str:
    """Return a CSV file's text: UTF-8, or what Korean spreadsheets write."""
    try:
        if path.stat().st_size > MOST_CSV_BYTES:
            raise Problem("folder.too_many", "folder", limit=MOST_LINES)
        content = path.read_bytes()
    except OSError as error:
        raise Problem("folder.csv", "folder", name=path.name) from error
    for encoding in ("utf-8-sig", "cp949", "utf-16"):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise Problem("folder.csv", "folder", name=path.name)


def _lines(path: Path, notices: list[Problem]) -> Iterator[Line]:
    """Yield the lines that can be used; notice what is wrong with the others."""
    text = _text(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for position, row in enumerate(reader):
            number = reader.line_num
            if position >= MOST_LINES:
                raise Problem("folder.too_many", "folder", limit=MOST_LINES)
            if not any(entry.strip() for entry in row) or (position == 0 and _names_columns(row)):
                continue
            if len(row) < 2:
                notices.append(Problem("folder.columns", "folder", line=number))
                continue
            words = split_words(row[1])
            if not words:
                notices.append(Problem("folder.no_caption", "folder", line=number))
            elif len(words) > LONGEST_CAPTION:
                notices.append(Problem("folder.long", "folder", line=number, limit=LONGEST_CAPTION))
            elif wrong := next(
                (word for word in words if len(word) > WORD_LIMIT or word in (START, END)), ""
            ):
                notices.append(Problem("folder.word", "folder", line=number, word=wrong[:20]))
            else:
                yield Line(number, row[0].strip(), words)
    except csv.Error as error:
        raise Problem("folder.csv", "folder", name=path.name) from error


def _names_columns(row: list[str]) -> bool:
    """Return whether a first line says what the columns are: no file is called like that."""
    return len(row) >= 2 and "." not in row[0]


def _known(lines: list[Line], words: WordTable, notices: list[Problem]) -> Iterator[Line]:
    for line in lines:
        new = next((word for word in line.words if word not in words.indices), None)
        if new is None:
            yield line
        else:
            notices.append(Problem("folder.new_word", "folder", line=line.number, word=new))


def _inside(folder: Path, name: str) -> Path:
    """Return a file of the folder; what leads out of it counts as missing."""
    try:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()):
            return path
    except (OSError, ValueError, RuntimeError):
        pass
    raise Problem("picture.missing", "picture", name=name[-60:])


def _split(
    lines: list[Line],
    pictures: dict[str, Pictures],
    words: WordTable,
    seed: int,
    notices: tuple[Problem, ...],
) -> FolderPictures:
    """Keep one picture in five back; a picture with several captions is on one side with all of them."""
    names = sorted(pictures)
    order = np.random.Generator(np.random.PCG64([seed, 2])).permutation(len(names))
    kept = {names[place] for place in order[: max(len(names) // EXAMINED, 1)]}
    learnt = [line for line in lines if line.name not in kept]
    examined = list({line.name: line for line in reversed(lines) if line.name in kept}.values())
    longest = max(len(line.words) for line in lines) + 1

    def examples(some: list[Line]) -> Examples:
        rows: IntArray = words.rows([line.words for line in some], longest)
        return Examples(np.stack([pictures[line.name] for line in some]), rows)

    sides = tuple(tuple(dict.fromkeys(line.name for line in some)) for some in (learnt, examined))
    return FolderPictures(
        words, longest, examples(learnt), examples(examined), seed, (sides[0], sides[1]), notices
    )
