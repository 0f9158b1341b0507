import re
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rnnlab import paths
from rnnlab.qt import i18n
from rnnlab.qt.i18n import LANGUAGES, Message, compiled, language, messages, system_language, update
from rnnlab.qt.widgets import Speaks

pytestmark = pytest.mark.usefixtures("dressed")
_PLACEHOLDER = re.compile(r"\{\w*\}|%n|%\d")


def _tracked(code: str) -> list[Message]:
    return list(messages(paths.resources() / "i18n" / f"rnnlab_{code}.ts"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the files anew from the code."""
    folder = tmp_path_factory.mktemp("i18n")
    update(folder)
    return folder


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_in_the_code_is_in_the_file_and_no_other(code: str, fresh: Path) -> None:
    now = {(message.context, message.source) for message in messages(fresh / f"rnnlab_{code}.ts")}
    then = {(message.context, message.source) for message in _tracked(code)}
    assert sorted(now - then) == [], "run: python -m rnnlab.qt.i18n update"
    assert sorted(then - now) == [], "run: python -m rnnlab.qt.i18n update"


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_is_translated(code: str) -> None:
    assert [(message.context, message.source) for message in _tracked(code) if not message.finished] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_are_the_same_on_both_sides(code: str) -> None:
    different = [
        (message.source, text)
        for message in _tracked(code)
        if message.finished
        for text in message.translations
        if sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(message.source))
    ]
    assert different == []


def test_plurals_have_the_forms_of_their_language() -> None:
    forms = {"ko": 1, "en": 2}
    for code, count in forms.items():
        for message in _tracked(code):
            if message.numerus and message.finished:
                assert len(message.translations) == count, message.source


def test_menu_keys_do_not_collide_within_a_menu() -> None:
    for code in LANGUAGES:
        menus = [message for message in _tracked(code) if message.context == "MainWindow"]
        keys = [
            match[1] for message in menus for match in re.finditer(r"&(\w)", "".join(message.translations))
        ]
        assert len(keys) == len(set(keys))


def test_switching_is_heard_by_widgets(qtbot: QtBot) -> None:
    class Window(Speaks, QLabel):
        def __init__(self) -> None:
            super().__init__()
            self.heard = 0
            self.retranslate()

        def retranslate(self) -> None:
            self.heard += 1
            self.setText(QCoreApplication.translate("DocumentDesk", "Cancel"))

    window = Window()
    qtbot.addWidget(window)
    assert window.text() == "Cancel"
    with qtbot.waitSignal(language.changed) as told:
        language.choose("ko")
    QApplication.processEvents()
    assert told.args == ["ko"]
    assert window.text() == "취소"
    assert window.heard == 2
    language.choose("en")
    QApplication.processEvents()
    assert window.text() == "Cancel"


def test_qts_own_words_follow() -> None:
    language.choose("ko")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"
    language.choose("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize(
    "spoken, expected", [(["ko-KR", "en-US"], "ko"), (["ko"], "ko"), (["en-US", "ko"], "en"), ([], "en")]
)
def test_the_systems_language(monkeypatch: pytest.MonkeyPatch, spoken: list[str], expected: str) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return spoken

    monkeypatch.delenv("RNNLAB_LANG", raising=False)
    monkeypatch.setattr(QLocale, "system", System)
    assert system_language() == expected
    language.choose("ko" if expected == "en" else "en")
    language.choose("system")
    assert language.current == expected


@pytest.mark.parametrize("wish, expected", [("ko", "ko"), ("en", "en"), ("ko_KR.UTF-8", "ko"), ("EN", "en")])
def test_the_environment_may_choose_the_language(
    monkeypatch: pytest.MonkeyPatch, wish: str, expected: str
) -> None:
    monkeypatch.setenv("RNNLAB_LANG", wish)
    assert system_language() == expected


# Compiling


def test_a_file_is_compiled_once_and_again_when_it_changes(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "resources"
    (folder / "i18n").mkdir(parents=True)
    source = folder / "i18n" / "rnnlab_ko.ts"
    text = (paths.resources() / "i18n" / "rnnlab_ko.ts").read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: folder)
    first = compiled("ko")
    assert first is not None
    stamp = first.stat().st_mtime_ns
    assert compiled("ko") == first
    assert first.stat().st_mtime_ns == stamp
    source.write_text(text.replace("취소", "그만두기"), encoding="utf-8")
    second = compiled("ko")
    assert second is not None
    assert second != first
    assert [path.name for path in (home / "cache" / "i18n").iterdir()] == [second.name]


def test_a_packaged_program_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "i18n").mkdir()
    ready = tmp_path / "i18n" / "rnnlab_ko.qm"
    assert i18n.main(["release", str(tmp_path / "i18n")]) == 0
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert compiled("ko") == ready


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "no lrelease"), subprocess.TimeoutExpired("lrelease", 30)]
)
def test_without_the_compiler_the_window_speaks_english(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", fail)
    assert compiled("ko") is None
    language.choose("ko")
    assert QCoreApplication.translate("DocumentDesk", "Cancel") == "Cancel"
    assert list((home / "cache" / "i18n").iterdir()) == []


def test_without_the_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert compiled("ko") is None


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert i18n.main(["nonsense"]) == 2
    i18n.main(["check"])
    assert "not translated" in capsys.readouterr().out
