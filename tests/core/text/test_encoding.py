from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.problems import Problem
from rnnlab.core.text.encoding import decoded, detect

KOREAN = "동해물과 백두산이 마르고 닳도록\n하느님이 보우하사 우리나라 만세\n" * 3
FRENCH = "Où est l'été? Déjà passé, hélas, à Besançon; cœur léger n'y peut rien.\n"


@pytest.mark.parametrize(
    "content, codec",
    [
        (b"plain words\nof ASCII\n", "utf-8"),
        (KOREAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + KOREAN.encode(), "utf-8-sig"),
        (KOREAN.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + KOREAN.encode("utf-32-le"), "utf-32"),
        (KOREAN.encode("utf-16-le"), "utf-16-le"),
        (KOREAN.encode("utf-16-be"), "utf-16-be"),
        ("only words".encode("utf-16-le"), "utf-16-le"),
        (KOREAN.encode("cp949"), "cp949"),
        ((FRENCH * 3).replace("œ", "oe").encode("latin-1"), "latin-1"),
        ((FRENCH * 3 + "“so”").encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_recognised(content: bytes, codec: str) -> None:
    assert detect(content, "x.txt") == codec
    text = "".join(decoded([content], codec))
    assert "�" not in text
    assert text.lstrip("\ufeff")[:4].isprintable()


def test_one_broken_byte_does_not_make_utf_8_another_encoding() -> None:
    content = KOREAN.encode() * 5
    broken = content[:31] + b"\xff" + content[31:]
    assert detect(broken, "x") == "utf-8"
    assert "".join(decoded([broken], "utf-8")).count("�") <= 3


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\nmore", b"%PDF-1.7 text", b"PK\x03\x04docx", bytes(range(256)) * 4, b"\x01\x02" * 50],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Problem) as caught:
        detect(content, "picture.png")
    assert (caught.value.code, caught.value.args["name"]) == ("corpus.binary", "picture.png")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Problem, match=r"corpus\.empty"):
        detect(b"", "x")


TEXTS = st.text(st.sampled_from("ab é각가ᄀ\u1161\u11a8\u0301\n\r 글\t"), max_size=60)


@given(text=TEXTS, codec=st.sampled_from(["utf-8", "utf-16-le", "utf-16"]), sizes=st.lists(st.integers(1, 7)))
def test_cutting_a_file_anywhere_gives_the_same_text(text: str, codec: str, sizes: list[int]) -> None:
    content = text.encode(codec)
    blocks, start = [], 0
    for size in sizes:
        blocks.append(content[start : start + size])
        start += size
    pieces = decoded([*blocks, content[start:]], codec)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(pieces) == unicodedata.normalize("NFC", lines)
