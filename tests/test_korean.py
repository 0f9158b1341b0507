"""Tests of every Korean sentence a person may see: one form of speech, particles where they belong."""

import re

import pytest

from rnnlab import paths
from rnnlab.bootstrap.words import sentences
from rnnlab.cli.words import WORDS
from rnnlab.qt.i18n import messages
from rnnlab.session.sentences import SENTENCES

_PARTICLE = "은|는|이|가|을|를|으로|로|와|과|의|에|에서|도|만|까지|부터|입니다|입니까|이고"
_LONELY = re.compile(rf"[A-Za-z0-9)}}_σ−+✗☐␣ㄱ-ㅎ] (?:{_PARTICLE})(?![가-힣])")
_INFORMAL = re.compile(r"(?<!필)(?<!중)요(?:[.?!…]|$)|세요|(?:하나|되나|보나|될까|을까)\?")
_DEMONSTRATIVE = "✗ 이 빈칸은"


def _korean() -> dict[str, str]:
    """Return every Korean text, by where it stands."""
    found = {
        f"{message.context}: {message.source}": text
        for message in messages(paths.resources() / "i18n" / "rnnlab_ko.ts")
        for text in message.translations
    }
    for name, table in (("session", SENTENCES), ("cli", WORDS)):
        found |= {f"{name}: {code}": pair["ko"] for code, pair in table.items()}
    for group, named in sentences().items():
        found |= {f"bootstrap: {group}.{name}": told["ko"] for name, told in named.items()}
    return found


@pytest.fixture(scope="module")
def korean() -> dict[str, str]:
    return _korean()


def test_a_particle_stands_right_behind_its_word(korean: dict[str, str]) -> None:
    lonely = [
        (place, text) for place, text in korean.items() if _LONELY.search(text.replace(_DEMONSTRATIVE, ""))
    ]
    assert lonely == []


def test_all_is_said_in_one_form_of_speech(korean: dict[str, str]) -> None:
    assert [(place, text) for place, text in korean.items() if _INFORMAL.search(text)] == []


def test_the_net_has_one_name(korean: dict[str, str]) -> None:
    short = re.compile(r"(?<![가-힣])망(?=[이은을의과에]?(?:[^가-힣]|$))")
    assert [(place, text) for place, text in korean.items() if short.search(text)] == []


def test_what_unfolds_more_settings_is_called_the_same_everywhere() -> None:
    names = {
        text
        for message in messages(paths.resources() / "i18n" / "rnnlab_ko.ts")
        if message.source == "More settings"
        for text in message.translations
    }
    assert len(names) == 1
