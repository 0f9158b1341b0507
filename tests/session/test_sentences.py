import ast
import string
from pathlib import Path

import pytest

import rnnlab
from rnnlab.core.problems import Problem
from rnnlab.session.sentence_tables import FIELDS
from rnnlab.session.sentences import SENTENCES, placeholders, sentence


def _codes_in_source() -> dict[str, list[tuple[str, frozenset[str] | None]]]:
    """Return, by code, where it is raised and with which placeholders (None: not written out)."""
    found: dict[str, list[tuple[str, frozenset[str] | None]]] = {}
    for path in sorted(Path(rnnlab.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            code = call.args[0]
            if name not in ("Problem", "problem", "problem_at") or not isinstance(code, ast.Constant):
                continue
            names = {keyword.arg for keyword in call.keywords}
            given = None if None in names else frozenset(str(entry) for entry in names)
            if name in ("problem", "problem_at") and given is not None:
                given |= {"line", "column"}
            found.setdefault(str(code.value), []).append((f"{path.name}:{call.lineno}", given))
    return found


def test_every_code_in_the_program_has_its_sentences() -> None:
    codes = _codes_in_source()
    assert len(codes) > 20
    assert sorted(codes.keys() - SENTENCES.keys()) == []


def test_no_placeholder_stays_empty() -> None:
    gaps = [
        (code, place, sorted(missing))
        for code, uses in _codes_in_source().items()
        for place, given in uses
        if code in SENTENCES and given is not None
        if (missing := placeholders(SENTENCES[code]["en"]) - given - {"field"})
    ]
    assert gaps == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_say_the_same(code: str) -> None:
    pair = SENTENCES[code]
    assert set(pair) == {"en", "ko"}
    assert all(text.strip() == text and text for text in pair.values())
    assert placeholders(pair["en"]) == placeholders(pair["ko"])
    assert any("가" <= letter <= "힣" for letter in pair["ko"])


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_only_plain_placeholders_and_particles(code: str) -> None:
    for text in SENTENCES[code].values():
        for _, name, specification, conversion in string.Formatter().parse(text):
            assert name is None or name.isidentifier()
            assert not conversion
            assert not specification or len(specification.split("/")) == 2


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_fields_have_both_names(name: str) -> None:
    assert set(FIELDS[name]) == {"en", "ko"}


def test_values_are_written_in() -> None:
    problem = Problem("vocabulary.too_many", "vocabulary", count=11172, limit=2000)
    assert "11,172" in sentence(problem)
    assert "2,000" in sentence(problem, "ko")
    assert sentence(Problem("vocabulary.duplicates", symbols=("가", "나"))).endswith("가, 나.")


def test_the_field_is_named() -> None:
    problem = Problem("experiment.range", "hidden_size", value=0, low=1, high=1024)
    assert sentence(problem) == "The hidden size must lie between 1 and 1,024; 0 does not."
    assert sentence(problem, "ko").startswith("은닉 크기는 1 이상 1,024 이하")


@pytest.mark.parametrize(
    "name, expected",
    [
        ("조건", "조건으로"),
        ("학습률", "학습률로"),
        ("장치", "장치로"),
        ("RNN", "RNN으로"),
        ("3", "3으로"),
        ("1", "1로"),
    ],
)
def test_korean_particles_follow_the_word(name: str, expected: str) -> None:
    problem = Problem("experiment.choice", name, value="x", choices="y")
    assert sentence(problem, "ko").startswith(expected)


def test_a_gap_or_an_unknown_code_still_gives_a_sentence() -> None:
    assert "…" in sentence(Problem("vocabulary.range", "vocabulary"))
    assert "no.such.code" in sentence(Problem("no.such.code"), "ko")
    assert sentence(Problem("vocabulary.empty"), "de") == SENTENCES["vocabulary.empty"]["en"]


def test_a_particle_behind_a_quoted_word_stands_alone() -> None:
    assert sentence(Problem("sum.number", "prefix", value="12x"), "ko").startswith("“12x”는 ")
    assert sentence(Problem("sum.bit", "prefix", value="13"), "ko").startswith("“13”은 ")
    for pair in SENTENCES.values():
        assert "”{" not in pair["en"]


def test_a_text_that_is_too_short_needs_no_plural() -> None:
    told = sentence(Problem("corpus.short", "corpus", name="one.txt", count=1, least=50))
    assert "1 characters" not in told
    assert "“one.txt” is too short" in told
