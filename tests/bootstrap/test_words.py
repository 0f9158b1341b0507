"""Tests of what the set-up says: complete in both languages, in the right one, on any output."""

import io
import re
import string
import time
from pathlib import Path

import pytest

from rnnlab.bootstrap import voice, words
from rnnlab.bootstrap.voice import Voice
from rnnlab.bootstrap.words import Trouble, languages, sentence, sentences

SOURCES = Path(words.__file__).parent


def keys() -> set[str]:
    return {f"{group}.{name}" for group, named in sentences().items() for name in named}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(keys()))
def test_sentence_is_there_in_both_languages_with_the_same_placeholders(key: str) -> None:
    group, name = key.split(".")
    told = sentences()[group][name]
    assert set(told) == {"en", "ko"}
    assert placeholders(told["en"]) == placeholders(told["ko"])
    assert re.search("[가-힣]", told["ko"])
    assert not re.search("[가-힣]", told["en"])


def test_every_sentence_is_said_and_every_key_exists() -> None:
    source = "".join(path.read_text("utf-8") for path in SOURCES.glob("*.py"))
    groups = "|".join(sentences())
    assert set(re.findall(rf'"((?:{groups})\.\w+)"', source)) == keys()


@pytest.mark.parametrize(
    "environment, expected",
    [
        ({"LANG": "ko_KR.UTF-8"}, ("ko",)),
        ({"LANG": "en_US.UTF-8"}, ("en",)),
        ({"LANG": "de_DE.UTF-8"}, ("en",)),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_GB"}, ("en",)),
        ({"LANG": "en_US", "LC_MESSAGES": "ko_KR"}, ("ko",)),
        ({"LANG": "", "LC_ALL": ""}, ("en", "ko")),
        ({"LC_ALL": "C.UTF-8"}, ("en", "ko")),
        ({"LANG": "POSIX"}, ("en", "ko")),
        ({}, ("en", "ko")),
    ],
)
def test_system_language_decides(environment: dict[str, str], expected: tuple[str, ...]) -> None:
    assert languages(environment, "linux") == expected


@pytest.mark.parametrize("answer, expected", [("ko_KR", ("ko",)), ("en_KR", ("en",)), ("", ("en", "ko"))])
def test_macos_is_asked_where_no_variable_is_set(
    monkeypatch: pytest.MonkeyPatch, answer: str, expected: tuple[str, ...]
) -> None:
    monkeypatch.setattr(words, "_macos_locale", lambda: answer)
    assert languages({}, "darwin") == expected


def test_one_language_is_one_line() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "utf-8")
    Voice(("en",), stream).say("step.ready")
    assert raw.getvalue() == b"Ready.\n"


def test_output_that_cannot_write_korean_gets_english() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii")
    Voice(("en", "ko"), stream).trouble(Trouble("trouble.stopped"))
    assert raw.getvalue().decode() == "\nStopped. The next start goes on from here.\n\n"


def test_korean_alone_where_the_system_is_korean() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "utf-8")
    Voice(("ko",), stream).trouble(Trouble("trouble.stopped"))
    assert raw.getvalue().decode().strip() == sentence("trouble.stopped", "ko")


def test_closed_output_stops_nothing() -> None:
    stream = io.StringIO()
    speaker = Voice(("en",), stream)
    stream.close()
    speaker.say("step.ready")
    Voice(("en",), None).say("step.ready")


def test_window_gets_the_lines_and_the_error_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    monkeypatch.setattr(
        voice, "_window_command", lambda: ["sh", "-c", f"cat > {shown}; touch {shown}.closed"]
    )
    speaker = Voice(("en",), None, windowed=True)
    speaker.say("step.ready")
    speaker.trouble(Trouble("trouble.stopped"))
    speaker.close()
    _wait_for(tmp_path / "shown.closed")
    assert shown.read_text().splitlines() == ["Ready.", "", "!Stopped. The next start goes on from here.", ""]


def test_window_that_fails_leaves_the_error_to_the_desktop(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(voice, "_window_command", lambda: [str(tmp_path / "nowhere")])
    monkeypatch.setattr(voice, "_show_once", shown.append)
    speaker = Voice(("en",), None, windowed=True)
    speaker.say("step.ready")
    speaker.trouble(Trouble("trouble.stopped"))
    speaker.close()
    assert shown == [sentence("trouble.stopped", "en")]


def _wait_for(path: Path) -> None:
    for _ in range(200):
        if path.exists():
            return
        time.sleep(0.02)
    pytest.fail(f"{path} never came")
