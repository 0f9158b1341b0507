"""Cell files: what is written is read again, names stay in their folder, and nothing hostile gets far."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.cell_file import (
    LONGEST_NAME,
    MAXIMUM_FILE_BYTES,
    CellText,
    checked_name,
    free_cell_name,
    from_toml,
    read_cell_text,
    save_cell_text,
    text_of,
    to_toml,
)
from rnnlab.core.cells.graph import Localised
from rnnlab.core.problems import Problem

PLAIN = CellText(("h",), "h = tanh(W_xh @ x + W_hh @ h + b_h)")
anything = st.text(st.characters(exclude_categories=()), max_size=40)
words = st.builds(Localised, anything, anything)
texts = st.builds(
    CellText,
    st.lists(anything, max_size=3).map(tuple),
    st.lists(anything, max_size=4).map("\n".join),
    words,
    words,
    words,
    st.one_of(st.none(), st.integers(-(2**40), 2**40)),
)


def code_of(function: object, *arguments: object) -> str:
    assert callable(function)
    with pytest.raises(Problem) as caught:
        function(*arguments)
    return caught.value.code


@given(texts)
def test_what_is_written_is_read_again(text: CellText) -> None:
    content = to_toml(text)
    read = from_toml(content.encode("utf-8").decode("utf-8"), "x.toml")
    tidy = text.tidied()

    def without_halves(said: str) -> str:
        return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in said)

    assert read.equations == without_halves(tidy.equations)
    assert read.states == tuple(map(without_halves, tidy.states))
    assert read.order == tidy.order
    for part in ("title", "source", "look_at"):
        before: Localised = getattr(tidy, part)
        # where one language is missing, the other one's words are read
        assert getattr(read, part) == Localised(before.ko or before.en, before.en or before.ko)
    assert to_toml(read) == to_toml(from_toml(to_toml(read), "x.toml"))


@pytest.mark.parametrize("name", catalogue.names())
def test_the_catalogue_survives_being_written(name: str, tmp_path: Path) -> None:
    cell = catalogue.load(name)
    path = tmp_path / f"{name}.toml"
    save_cell_text(path, text_of(cell))
    again = catalogue.load_file(path, path.stat().st_mtime_ns)
    assert again == cell


def test_equations_stay_readable_in_the_file() -> None:
    content = to_toml(CellText(("h", "c"), "c = f * c  # 'quoted' and \"quoted\"\nh = tanh(c)"))
    assert 'states = ["h", "c"]\nequations = """\nc = f * c' in content
    assert tomllib.loads(content)["equations"].splitlines()[1] == "h = tanh(c)"


def test_only_cells_are_written(tmp_path: Path) -> None:
    path = tmp_path / "cells" / "own.toml"
    assert code_of(save_cell_text, path, CellText(("h",), "h = tanh(")) == "cell.bracket_open"
    assert not path.parent.exists()
    save_cell_text(path, PLAIN)
    assert read_cell_text(path).equations == PLAIN.equations


def test_equations_with_a_mistake_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('states = ["h"]\nequations = "h = tanh("\n', "utf-8")
    assert read_cell_text(path).equations == "h = tanh("


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"states = 3\nequations = 'h = x'",
        b"states = [1]\nequations = 'h = x'",
        b"states = ['h']\nequations = 4",
        b"[" * 5_000,
        b"a = " + b"[" * 5_000,
    ],
)
def test_what_is_no_cell_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    assert code_of(read_cell_text, path) == "cell.file"
    assert code_of(read_cell_text, tmp_path / "missing.toml") == "cell.file"
    assert code_of(read_cell_text, tmp_path / "\0.toml") == "cell.file"


def test_huge_files_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    path.write_bytes(b"#" * (MAXIMUM_FILE_BYTES + 1))
    assert code_of(read_cell_text, path) == "cell.too_long"


@pytest.mark.parametrize("name", ["my-cell", "나의 셀", "LSTM_2", "h", "세포 3 b"])
def test_good_names(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name, code",
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a" * (LONGEST_NAME + 1), "too_long"),
        ("../up", "character"),
        ("a/b", "character"),
        ("a\\b", "character"),
        ("a.toml", "character"),
        ("..", "character"),
        ("C:x", "character"),
        ("a\0b", "character"),
        ("a\u202eb", "character"),
        ("nul", "reserved"),
        ("Com1", "reserved"),
        ("---", "reserved"),
        ("Taken", "taken"),
    ],
)
def test_bad_names(name: str, code: str) -> None:
    assert code_of(checked_name, name, frozenset({"taken"})) == f"cell_name.{code}"


def test_names_are_composed_and_trimmed() -> None:
    assert checked_name("  \u1109\u1166\u11af   2 ") == "셀 2"


@given(anything, st.sets(st.sampled_from(["lstm", "lstm-2", "cell", "nul-cell"])))
def test_a_free_name_is_good_and_free(name: str, taken: set[str]) -> None:
    free = free_cell_name(name, frozenset(taken))
    assert checked_name(free, frozenset(taken)) == free
    assert free_cell_name("lstm", frozenset({"LSTM", "lstm-2"})) == "lstm-3"
