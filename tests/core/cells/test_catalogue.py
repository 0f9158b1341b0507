"""The catalogue: the lab's cells, a person's own, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rnnlab import paths
from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem

OWN = 'states = ["h"]\nequations = """\nh = relu(W_xh @ x + W_hh @ h)\n"""\n'


@pytest.fixture
def folder(home: Path) -> Path:
    """The person's own cell folder."""
    del home
    own = paths.user_data() / "cells"
    own.mkdir(parents=True)
    return own


def test_the_labs_cells_come_in_their_order() -> None:
    names = catalogue.names()
    assert names[:6] == ("rnn", "lstm", "gru", "mut1", "mut2", "mut3")
    assert len(names) == 18
    assert catalogue.broken() == {}


def test_families_are_the_names_in_their_order() -> None:
    families = catalogue.groups()
    assert tuple(name for family in families for name in family) == catalogue.names()
    assert ("mut1", "mut2", "mut3") in families
    assert len(families[-1]) == 9


@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_tells_what_it_is(name: str) -> None:
    cell = catalogue.load(name)
    assert cell.name == name
    for text in (cell.title, cell.source, cell.look_at):
        assert text.ko
        assert text.en
    assert any("가" <= letter <= "힣" for letter in cell.source.ko + cell.look_at.ko)


def test_the_same_cell_is_loaded_once() -> None:
    assert catalogue.load("lstm") is catalogue.load("lstm")


@pytest.mark.parametrize(
    "name", ["", "nothing", "../rnn", "rnn.toml", "rnn\0", "cells/rnn", "/rnn", "x" * 5000]
)
def test_an_unknown_cell(name: str) -> None:
    with pytest.raises(Problem) as caught:
        catalogue.load(name)
    assert (caught.value.code, caught.value.field) == ("cell.unknown", "cell")
    assert "lstm" in caught.value.args["known"]


def test_a_cell_of_ones_own(folder: Path) -> None:
    (folder / "mine.toml").write_text(OWN, encoding="utf-8")
    assert catalogue.names()[-1] == "mine"
    cell = catalogue.load("mine")
    assert cell.title.en == cell.title.ko == "mine"
    assert cell.equations == "h = relu(W_xh @ x + W_hh @ h)"


def test_a_changed_file_is_another_cell(folder: Path) -> None:
    path = folder / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    before = catalogue.load("mine")
    path.write_text(OWN.replace("relu", "tanh"), encoding="utf-8")
    later = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))
    assert catalogue.load("mine").signature != before.signature


def test_the_labs_cell_comes_before_ones_own_of_the_same_name(folder: Path) -> None:
    (folder / "rnn.toml").write_text(OWN, encoding="utf-8")
    assert "tanh" in catalogue.load("rnn").equations


def test_a_file_from_notepad(folder: Path) -> None:
    (folder / "mine.toml").write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    assert catalogue.load("mine").quantities[0].name == "h"


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "cell.file"),
        (b"states = ", "cell.file"),
        (b"\xff\xfe", "cell.file"),
        (b"states = 3\nequations = 'h = h'", "cell.file"),
        (b"states = ['h', 3]\nequations = 'h = h'", "cell.file"),
        (b"states = ['h']\nequations = ['h = h']", "cell.file"),
        (b"states = " + b"[" * 20_000, "cell.file"),
        (b"#" * 70_000, "cell.too_long"),
        (b"states = ['h']\nequations = 'h = q'", "cell.unknown_name"),
        (b"states = []\nequations = 'h = q'", "cell.states"),
    ],
    ids=range(10),
)
def test_a_broken_file_is_told_and_hides_no_other(folder: Path, content: bytes, code: str) -> None:
    (folder / "bad.toml").write_bytes(content)
    (folder / "mine.toml").write_text(OWN, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        catalogue.load("bad")
    assert (caught.value.code, caught.value.field) == (code, "cell")
    assert "mine" in catalogue.names()
    assert "bad" not in catalogue.names()
    assert catalogue.broken() == {"bad": caught.value}


def test_odd_texts_and_orders_do_no_harm(folder: Path) -> None:
    (folder / "mine.toml").write_text(f"order = 'first'\ntitle = 'Mine'\nsource = 3\n{OWN}", encoding="utf-8")
    (folder / "first.toml").write_text(f"order = -1\n{OWN}\n[title]\nko = 7", encoding="utf-8")
    assert catalogue.names()[0] == "first"
    assert catalogue.load("first").title.ko == "7"
    assert catalogue.load("mine").title.en == "mine"


def test_a_folder_is_no_cell(folder: Path) -> None:
    (folder / "odd.toml").mkdir()
    assert "odd" not in catalogue.names()
    assert catalogue.broken() == {}
