from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rnnlab.qt.documents import DocumentDesk
from rnnlab.qt.fault_report import FaultReport
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.widgets import QuestionDialog
from tests.qt.specimen import Specimen

pytestmark = pytest.mark.usefixtures("dressed")


# Dialogs


@pytest.mark.parametrize("code", ["en", "ko"])
def test_the_dialogs_can_be_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    from rnnlab.qt.about_dialog import AboutDialog
    from rnnlab.qt.shortcuts_dialog import ShortcutsDialog
    from rnnlab.qt.widgets import Label

    language.choose(code)
    QApplication.processEvents()
    seen: list[str] = []

    def look(dialog: AboutDialog) -> int:
        dialog.show()
        seen.extend(label.text() for label in dialog.findChildren(Label))
        dialog.hide()
        return 0

    for kind in (AboutDialog, ShortcutsDialog):
        monkeypatch.setattr(kind, "exec", look)
    window.actions_["help.about"].trigger()
    window.actions_["help.shortcuts"].trigger()
    assert "RNN Lab" in seen
    for id_ in ("play.toggle", "training.toggle", "file.open"):
        assert window.actions_.text(id_) in seen


def test_versions_can_be_copied(window: MainWindow) -> None:
    from rnnlab.qt.about_dialog import AboutDialog

    dialog = AboutDialog(window)
    dialog._on_copy_clicked()
    assert "PySide6 6." in QApplication.clipboard().text()
    dialog.deleteLater()


def test_the_question_is_put_in_words(
    window: MainWindow, scene: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(dialog: QuestionDialog) -> str:
        asked.append(dialog.heading.text())
        return "cancel"

    monkeypatch.setattr(QuestionDialog, "ask", ask)
    scene.path = Path("가나다.rnnlab")
    assert isinstance(window.desk, DocumentDesk)
    assert window.desk.ask_about(scene) == "cancel"
    assert asked == ["Save the changes to “가나다”?"]


def test_a_fault_is_told_and_can_be_copied(window: MainWindow, capsys: pytest.CaptureFixture[str]) -> None:
    report = FaultReport(window)
    try:
        raise ZeroDivisionError("in a test")
    except ZeroDivisionError as error:
        report.tell(type(error), error, error.__traceback__)
    assert "in a test" in window.toasts.showing()[0].message.text()
    assert "ZeroDivisionError: in a test" in capsys.readouterr().err
    report.copy()
    assert "Traceback" in QApplication.clipboard().text()
    assert "PySide6" in QApplication.clipboard().text()
