"""Korean and English, switched while the program runs.

The source language is English, in the code by ``self.tr``; the translations are
``resources/i18n/rnnlab_*.ts``, which are tracked. Three ways to bring them to Qt were weighed: compiled files
in the repository (they go stale), a translator of our own that reads the XML (plural rules and a call into
Python for every word), and compiling on demand. The last one is simplest: ``lrelease`` comes with
PySide6-Essentials, takes some ten milliseconds, and its result is kept in the person's cache under a name
made of the contents, so a changed ``.ts`` is compiled once and never again. A packaged program without
``lrelease`` carries the ``.qm`` files beside the ``.ts`` files instead (``python -m rnnlab.qt.i18n release
FOLDER`` makes them). Without either, the window speaks English as written in the code.

``python -m rnnlab.qt.i18n update`` brings both ``.ts`` files up to date with the code; ``… check`` says what
is not translated. English has a file of its own for its plurals.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from rnnlab import paths

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "compiled",
    "language",
    "messages",
    "system_language",
    "update",
]

LANGUAGES = ("ko", "en")


def system_language() -> str:
    """Return what ``RNNLAB_LANG`` says, else ``ko`` if the system speaks Korean first, else ``en``."""
    wish = os.environ.get("RNNLAB_LANG", "").lower()[:2]
    if wish in ("ko", "en"):
        return wish
    spoken = QLocale.system().uiLanguages()
    return "ko" if spoken and spoken[0].lower().startswith("ko") else "en"


class Language(QObject):
    """The language in force.

    Attributes
    ----------
    changed : Signal(str)
        Another language is in force; widgets hear of it by ``QEvent.LanguageChange`` before.
    """

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._current = ""
        self._translators: list[QTranslator] = []

    @property
    def current(self) -> str:
        """``ko`` or ``en``."""
        return self._current or "en"

    def choose(self, wish: str) -> None:
        """Speak ``ko`` or ``en``, or what the ``system`` speaks."""
        wanted = wish if wish in LANGUAGES else system_language()
        if wanted == self._current:
            return
        application = QApplication.instance()
        if application is None:
            return
        for old in self._translators:
            application.removeTranslator(old)
        self._translators = []
        own = compiled(wanted)
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{wanted}.qm"
        for file in (qt, own):
            translator = QTranslator(application)
            if file is not None and translator.load(str(file)):
                application.installTranslator(translator)
                self._translators.append(translator)
        self._current = wanted
        self.changed.emit(wanted)

    def forget(self) -> None:
        """Take the translators away (tests, and the end of the program)."""
        application = QApplication.instance()
        for old in self._translators:
            if application is not None:
                application.removeTranslator(old)
        self._translators = []
        self._current = ""


language = Language()


def compiled(code: str) -> Path | None:
    """Return a ``.qm`` file for a language, made now if need be; None if none can be made."""
    folder = paths.resources() / "i18n"
    source = folder / f"rnnlab_{code}.ts"
    ready = source.with_suffix(".qm")
    if ready.exists():
        return ready
    try:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    except OSError:
        return None
    target = paths.user_cache() / "i18n" / f"rnnlab_{code}-{digest}.qm"
    if target.exists() or _release(source, target):
        return target
    return None


def _tool(name: str) -> Path:
    folder = Path(PySide6.__file__).parent
    return next(
        (
            path
            for path in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name)
            if path.exists()
        ),
        folder / name,
    )


def _release(source: Path, target: Path) -> bool:
    """Compile a ``.ts`` file; what an older one left in the folder goes away."""
    partial = target.with_name(f"{target.name}.{id(target)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [str(_tool("lrelease")), "-silent", str(source), "-qm", str(partial)],
            check=True,
            capture_output=True,
            timeout=30,
        )
        partial.replace(target)
    except (OSError, subprocess.SubprocessError):
        partial.unlink(missing_ok=True)
        return False
    for old in target.parent.glob(f"{source.stem}-*.qm"):
        if old != target:
            with contextlib.suppress(OSError):
                old.unlink()
    return True


@dataclass(frozen=True)
class Message:
    """An entry of a ``.ts`` file.

    Parameters
    ----------
    context
        The class that says it.
    source
        The English sentence in the code.
    translations
        One, or one for each plural form.
    finished
        Whether a person has translated it.
    numerus
        Whether it depends on a number.
    """

    context: str
    source: str
    translations: tuple[str, ...]
    finished: bool
    numerus: bool


def messages(file: Path) -> Iterator[Message]:
    """Read the entries of a ``.ts`` file that are in use."""
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - a file of our own
        name = context.findtext("name", "")
        for entry in context.iter("message"):
            translation = entry.find("translation")
            kind = translation.get("type", "") if translation is not None else "unfinished"
            if kind in ("vanished", "obsolete"):
                continue
            forms = [translation] if translation is not None else []
            if entry.get("numerus") == "yes" and translation is not None:
                forms = list(translation.iter("numerusform"))
            texts = tuple("".join(form.itertext()) for form in forms)
            finished = kind != "unfinished" and bool(texts) and all(texts)
            yield Message(name, entry.findtext("source", ""), texts, finished, entry.get("numerus") == "yes")


def update(folder: Path | None = None) -> None:
    """Bring the ``.ts`` files up to date with the code.

    Parameters
    ----------
    folder
        Where the files are; by default ``resources/i18n``.

    Raises
    ------
    subprocess.CalledProcessError
        If ``lupdate`` fails.
    """
    code = Path(__file__).resolve().parent
    folder = folder or paths.resources() / "i18n"
    sources = sorted(str(path.relative_to(code)) for path in code.rglob("*.py"))
    for language_code in LANGUAGES:
        plural = ["-pluralonly"] if language_code == "en" else []
        command = [
            *(str(_tool("lupdate")), *sources, "-no-obsolete", "-locations", "none", *plural),
            *("-source-language", "en", "-target-language", language_code),
            *("-ts", str(folder / f"rnnlab_{language_code}.ts")),
        ]
        subprocess.run(command, check=True, cwd=code, capture_output=True)


def _check() -> int:
    open_ = [
        f"{file.name}: {message.context}: {message.source}"
        for file in sorted((paths.resources() / "i18n").glob("*.ts"))
        for message in messages(file)
        if not message.finished
    ]
    sys.stdout.write("\n".join([*open_, f"{len(open_)} not translated"]) + "\n")
    return 1 if open_ else 0


def main(arguments: list[str]) -> int:
    """Run ``update``, ``check`` or ``release FOLDER``; return the exit code."""
    match arguments:
        case ["update"]:
            update()
            return _check()
        case ["check"]:
            return _check()
        case ["release", folder]:
            done = [
                _release(paths.resources() / "i18n" / f"rnnlab_{code}.ts", Path(folder) / f"rnnlab_{code}.qm")
                for code in LANGUAGES
            ]
            return 0 if all(done) else 1
    sys.stderr.write("usage: python -m rnnlab.qt.i18n update | check | release FOLDER\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
