from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest

from rnnlab.core.problems import Problem
from rnnlab.core.text import corpora
from rnnlab.core.text.corpora import files, latex
from rnnlab.core.text.corpus import Corpus, CorpusChoice
from rnnlab.core.text.measures import closed_brackets, closed_environments


def own(path: Path) -> Corpus:
    return corpora.finished(corpora.read(CorpusChoice("own", str(path))))


def problem(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        own(path)
    assert caught.value.field == "corpus"
    return caught.value


def test_every_entry_is_told_in_both_languages_and_can_be_read() -> None:
    entries = corpora.all_entries()
    assert [entry.id for entry in entries][:2] == ["sonnets", "shakespeare"]
    for entry in entries:
        assert all(words.ko and words.en for words in (entry.title, entry.sentence, entry.origin))


def test_the_sonnets_are_the_lectures_and_all_the_others() -> None:
    text = corpora.finished(corpora.read(CorpusChoice("sonnets"))).text()
    assert text.startswith("From fairest creatures we desire increase,\n")
    assert "When forty winters shall besiege thy brow," in text
    assert text.endswith("\n  Love's fire heats water, water cools not love.\n")
    sonnets = [sonnet.split("\n") for sonnet in text.removesuffix("\n").split("\n\n")]
    assert len({sonnet[0] for sonnet in sonnets}) == len(sonnets) == 154
    assert sonnets[17][0] == "Shall I compare thee to a summer's day?"
    unlike = {number: len(sonnet) for number, sonnet in enumerate(sonnets, 1) if len(sonnet) != 14}
    assert unlike == {99: 15, 126: 12}


def test_a_line_of_a_sonnet_is_plain_and_only_the_couplet_is_indented() -> None:
    text = corpora.finished(corpora.read(CorpusChoice("sonnets"))).text()
    letter = r"[A-Za-z]"
    for sonnet in text.removesuffix("\n").split("\n\n"):
        lines = sonnet.split("\n")
        assert [line.startswith("  ") for line in lines] == [False] * (len(lines) - 2) + [True] * 2
        for line in lines:
            assert re.fullmatch(rf"(  )?['(]?{letter}[A-Za-z ,.:;!?'()-]*", line)
            assert len(line) <= 60
            assert not re.search(rf"\S\s{{2,}}|\s$|\s[,.:;!?]|[,.:;!?]{{2}}|[,.:;!?]{letter}", line)


@pytest.mark.parametrize("name, word, kind", [("c", "typedef", "c"), ("python", "def ", "python")])
def test_code_of_this_machine(name: str, word: str, kind: str) -> None:
    reading = corpora.read(CorpusChoice(name))
    progress = next(reading)
    assert progress.stage == "reading"
    corpus = corpora.finished(reading)
    assert corpus.kind == kind
    assert corpus.text().count(word) > 100


def test_latex_is_endless_closed_and_the_same_for_a_seed() -> None:
    first = "".join(islice(latex.paragraphs(1), 150))
    assert first == "".join(islice(latex.paragraphs(1), 150))
    assert first != "".join(islice(latex.paragraphs(2), 150))
    assert closed_environments(first) == 1.0
    assert closed_brackets(first.replace(r"\left[", "").replace(r"\right]", "")) == 1.0
    labels = {part.split("}")[0] for part in first.split(r"\label{")[1:]}
    references = {part.split("}")[0] for part in first.split(r"\ref{")[1:]}
    assert references
    assert references <= labels
    assert all(rf"\begin{{{name}}}" in first for name in ("theorem", "proof", "equation", "itemize"))


def test_an_unknown_corpus() -> None:
    with pytest.raises(Problem, match=r"experiment\.choice"):
        corpora.read(CorpusChoice("magic"))


def test_a_file_in_any_encoding(tmp_path: Path) -> None:
    text = "가나다라 마바사\r\n" * 20
    for codec in ("utf-8", "utf-16", "cp949"):
        path = tmp_path / f"{codec}.txt"
        path.write_bytes(text.encode(codec))
        assert own(path).text() == text.replace("\r\n", "\n")


def test_a_folder_is_its_text_files_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text("second = 2\n" * 5)
    (tmp_path / "a.py").write_text("first = 1\n" * 5)
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hidden.txt").write_text("not read")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.txt").write_text("third\n")
    corpus = own(tmp_path)
    assert corpus.text() == "first = 1\n" * 5 + "\n\n" + "second = 2\n" * 5 + "\n\nthird\n"
    assert (corpus.kind, corpus.title) == ("python", tmp_path.name)
    (notice,) = corpus.notices
    assert (notice.code, notice.args["count"], notice.args["name"]) == ("corpus.left_out", 1, "c.png")


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem(tmp_path / "none.txt").code == "corpus.missing"
    assert problem(tmp_path).code == "corpus.no_files"
    binary = tmp_path / "x.bin"
    binary.write_bytes(bytes(range(256)))
    assert problem(binary).code == "corpus.binary"
    with pytest.raises(Problem, match=r"corpus\.no_path"):
        corpora.finished(corpora.read(CorpusChoice("own", "")))
    large = tmp_path / "large.txt"
    large.write_text("many words " * 200)
    monkeypatch.setattr(files, "SIZE_LIMIT", 1000)
    assert problem(large).code == "corpus.too_large"


def test_reading_tells_how_far_it_is_and_can_be_given_up(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("0123456789abcdef\n" * 200_000)
    reading = corpora.read(CorpusChoice("own", str(path)))
    first = next(reading)
    assert first.total == path.stat().st_size
    assert 0 < first.done < first.total
    reading.close()
