"""A person's own pictures: what can be used is used, and what cannot is told by its line."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rnnlab.core.captions import folder as folders
from rnnlab.core.captions.drawing import CANVAS
from rnnlab.core.captions.folder import FolderPictures, FolderProblem, read_folder
from rnnlab.core.captions.photographs import read_picture
from rnnlab.core.captions.words import NO_WORD, WordTable
from rnnlab.core.problems import Problem


def _picture(path: Path, color: tuple[int, ...] = (200, 30, 30), size: tuple[int, int] = (60, 40)) -> None:
    Image.new("RGB" if len(color) == 3 else "RGBA", size, color).save(path)


def _folder(path: Path, count: int = 10, lines: str = "") -> Path:
    path.mkdir(exist_ok=True)
    text = "file,caption\n"
    for number in range(count):
        _picture(path / f"{number}.png", (10 * number, 100, 200))
        text += f"{number}.png,a picture number {number % 3}\n"
    (path / "captions.csv").write_text(text + lines, encoding="utf-8")
    return path


def test_a_folder_is_read_and_split(tmp_path: Path) -> None:
    progress: list[tuple[int, int]] = []

    def note(done: int, total: int) -> bool:
        progress.append((done, total))
        return True

    source = read_folder(_folder(tmp_path / "x"), seed=1, progress=note)
    assert (len(source.training), len(source.examination)) == (8, 2)
    assert not set(source.names[0]) & set(source.names[1])
    assert sorted(source.names[0] + source.names[1]) == [f"{number}.png" for number in range(10)]
    assert source.words.words == ("a", "picture", "number", "0", "1", "2")
    assert source.longest == 5
    assert not source.notices
    assert progress[0] == (0, 10)
    assert progress[-1] == (9, 10)
    again = read_folder(tmp_path / "x", seed=1)
    assert again.names == source.names
    assert read_folder(tmp_path / "x", seed=5).names != source.names
    first, second = source.batch(3, 6), again.batch(3, 6)
    assert (first.pictures == second.pictures).all()
    assert first.pictures.shape == (6, CANVAS, CANVAS, 3)
    assert (first.captions == second.captions).all()
    assert (source.batch(4, 6).pictures != first.pictures).any()


def test_what_is_wrong_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x"
    lines = (
        "missing.png,nothing\n"
        "only one column\n"
        "\n"
        "0.png,\n"
        f"1.png,{'word ' * 31}\n"
        "2.png,an <END> inside\n"
        "broken.png,a broken one\n"
        "../outside.png,an escape\n"
        '3.png,"two lines\nof words"\n'
    )
    _folder(path, lines=lines)
    (path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    _picture(tmp_path / "outside.png")
    source = read_folder(path, seed=0)
    found = {(notice.code, notice.args["line"]) for notice in source.notices}
    assert found == {
        ("folder.picture_missing", 12),
        ("folder.columns", 13),
        ("folder.no_caption", 15),
        ("folder.long", 16),
        ("folder.word", 17),
        ("folder.picture_broken", 18),
        ("folder.picture_missing", 19),
    }
    assert "lines" in source.words.words


def test_a_picture_with_two_captions_stays_on_one_side(tmp_path: Path) -> None:
    more = "".join(f"{number}.png,another caption\n" for number in range(10))
    source = read_folder(_folder(tmp_path / "x", lines=more), seed=0)
    assert len(source.training) == 16
    assert len(source.examination) == 2
    assert not set(source.names[0]) & set(source.names[1])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_spreadsheet_will_do(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = _folder(tmp_path / "x", count=5)
    text = "".join(f"{number}.png{delimiter}빨간 네모\r\n" for number in range(5))
    (path / "captions.csv").write_bytes(text.encode(encoding))
    source = read_folder(path, seed=0)
    assert source.words.words == ("빨간", "네모")
    assert len(source.training) == 4


def test_a_net_that_is_there_keeps_its_words(tmp_path: Path) -> None:
    path = _folder(tmp_path / "x", lines="0.png,a new word\n")
    words = WordTable(("a", "picture", "number", "0", "1", "2"))
    source = read_folder(path, seed=0, words=words)
    assert source.words == words
    assert [(notice.code, notice.args) for notice in source.notices] == [
        ("folder.new_word", {"line": 12, "word": "new"})
    ]
    empty = FolderPictures.empty(words, 5, 0)
    assert empty.is_empty
    assert not source.is_empty


def _refusal(path: Path, **options: object) -> str:
    with pytest.raises(Problem) as caught:
        read_folder(path, 0, **options)  # type: ignore[arg-type]
    assert caught.value.field == "folder"
    return caught.value.code


def test_folders_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    assert _refusal(path) == "folder.missing"
    path.mkdir()
    assert _refusal(path) == "folder.no_csv"
    (path / "captions.csv").write_text("", encoding="utf-8")
    assert _refusal(path) == "folder.few"
    (path / "captions.csv").write_text("nothing.png,a\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_folder(path, 0)
    assert isinstance(caught.value, FolderProblem)
    assert [notice.code for notice in caught.value.notices] == ["folder.picture_missing"]
    (path / "captions.csv").write_bytes(b"\xff\xfe\x00\xd8\x81")
    assert _refusal(path) == "folder.csv"
    _folder(path)
    (path / "captions.csv").rename(path / "one.csv")
    (path / "two.csv").write_text("", encoding="utf-8")
    assert _refusal(path) == "folder.several_csv"
    (path / "two.csv").unlink()
    assert len(read_folder(path, 0).training) == 8
    assert _refusal(path, progress=lambda done, _: done < 3) == "folder.stopped"
    monkeypatch.setattr(folders, "MOST_LINES", 5)
    assert _refusal(path) == "folder.too_many"
    monkeypatch.setattr(folders, "MOST_LINES", 50)
    monkeypatch.setattr(folders, "WORDS_LIMIT", 4)
    assert _refusal(path) == "folder.words"


def test_pictures_fit_whatever_their_shape(tmp_path: Path) -> None:
    _picture(tmp_path / "wide.png", (200, 30, 30), (96, 48))
    wide = read_picture(tmp_path / "wide.png")
    assert wide.shape == (CANVAS, CANVAS, 3)
    assert (wide[24, 24] == (200, 30, 30)).all()
    assert (wide[2, 24] > 230).all()
    _picture(tmp_path / "small.png", (30, 30, 200), (3, 3))
    assert np.abs(read_picture(tmp_path / "small.png").astype(int) - (30, 30, 200)).max() < 3
    _picture(tmp_path / "clear.png", (0, 0, 0, 0), (48, 48))
    assert (read_picture(tmp_path / "clear.png") > 230).all()
    turned = Image.new("RGB", (40, 20), (10, 200, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(tmp_path / "turned.jpg", exif=exif)
    picture = read_picture(tmp_path / "turned.jpg").astype(int)
    assert picture[2, 24, 1] > picture[2, 24, 0] + 100
    assert (picture[24, 2] > 220).all()


def _huge(path: Path, side: int) -> None:
    """Write a PNG that says it is huge, in a few bytes."""
    head = struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 12_000, 100_000])
def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path, side: int) -> None:
    _huge(tmp_path / "bomb.png", side)
    with pytest.raises(Problem, match=r"picture\.huge"):
        read_picture(tmp_path / "bomb.png")


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "empty.png").write_bytes(b"")
    _picture(tmp_path / "cut.png", size=(200, 200))
    noise = np.random.default_rng(0).integers(0, 256, (99, 99, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "cut.png")
    content = (tmp_path / "cut.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(content[: len(content) // 2])
    for name, code in {
        "text.png": "picture.broken",
        "empty.png": "picture.broken",
        "cut.png": "picture.broken",
        "none.png": "picture.missing",
        ".": "picture.missing",
    }.items():
        with pytest.raises(Problem) as caught:
            read_picture(tmp_path / name)
        assert (caught.value.code, caught.value.field) == (code, "picture")


def test_rows_are_filled_up(tmp_path: Path) -> None:
    source = read_folder(_folder(tmp_path / "x", lines="0.png,short\n"), seed=0)
    lengths = (source.training.captions != NO_WORD).sum(axis=1)
    assert set(lengths.tolist()) <= {2, 5}
