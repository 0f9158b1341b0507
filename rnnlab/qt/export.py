"""What a scene gives to others: asked for once by one dialog, in one of several forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QPoint, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_bytes

__all__ = ["ExportForm", "ask_where", "picture_forms", "save_picture", "save_vectors"]

Done = Callable[[Problem | None], None]


@dataclass(frozen=True)
class ExportForm:
    """One form of a file.

    Attributes
    ----------
    name
        As a person reads it in the dialog.
    ending
        With the dot.
    write
        Writes the file, and tells on the window's thread what came of it.
    """

    name: str
    ending: str
    write: Callable[[Path, Done], None]


def ask_where(parent: QWidget, forms: Sequence[ExportForm], name: str) -> tuple[Path, ExportForm] | None:
    """Ask where to write, and in which form: the one whose ending is typed, else the one chosen."""
    filters = [f"{form.name} (*{form.ending})" for form in forms]
    suggestion = str(Path.home() / f"{name}{forms[0].ending}")
    title = QCoreApplication.translate("Export", "Export")
    typed, chosen = QFileDialog.getSaveFileName(parent, title, suggestion, ";;".join(filters))
    if not typed:
        return None
    path = Path(typed)
    meant = next((form for form in forms if form.ending == path.suffix.casefold()), None)
    if meant is None:
        meant = forms[filters.index(chosen)] if chosen in filters else forms[0]
        path = path.with_name(path.name + meant.ending)
    return path, meant


def picture_forms(widget: Callable[[], QWidget]) -> tuple[ExportForm, ...]:
    """Return the forms in which what a widget shows can be written."""
    translate = QCoreApplication.translate
    return (
        ExportForm(translate("Export", "Picture"), ".png", partial(_at_once, save_picture, widget)),
        ExportForm(
            translate("Export", "Drawing that can be enlarged"),
            ".svg",
            partial(_at_once, save_vectors, widget),
        ),
    )


def _at_once(
    save: Callable[[Path, QWidget], None], widget: Callable[[], QWidget], path: Path, done: Done
) -> None:
    try:
        save(path, widget())
    except Problem as problem:
        done(problem)
    else:
        done(None)


def save_picture(path: Path, widget: QWidget) -> None:
    """Write what a widget shows as PNG; raises Problem at ``file``."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not widget.grab().save(buffer, "PNG"):
        raise Problem("file.write_failed", "file", name=path.name, reason="PNG")
    write_bytes(path, bytes(content.data()))


def save_vectors(path: Path, widget: QWidget) -> None:
    """Write what a widget shows as SVG; raises Problem at ``file``."""
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(widget.width(), widget.height()))
    generator.setViewBox(widget.rect())
    with QPainter(generator) as painter:
        widget.render(painter, QPoint())
    write_bytes(path, bytes(content.data()))
