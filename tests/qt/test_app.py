import os
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from rnnlab.qt import app, main_window
from rnnlab.qt.main_window import MainWindow

seen = {}

class Watched(MainWindow):
    def show_first_scene(self):
        seen["shown first"] = self.isVisible()
        seen["heavy"] = sorted({"torch", "llvmlite"} & sys.modules.keys())
        QTimer.singleShot(0, self.close)

app.MainWindow = Watched
code = app.run(["rnnlab"])
print(code, seen)
"""


def test_the_window_comes_first_and_the_program_ends(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "RNNLAB_HOME": str(tmp_path)},
    )
    assert done.stdout.strip() == "0 {'shown first': True, 'heavy': []}", done.stderr
    assert (tmp_path / "config" / "settings.json").exists()
