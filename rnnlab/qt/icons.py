"""Icons drawn by ourselves: SVG files in one colour, tinted for the theme in use.

A file says ``currentColor`` where the tint goes. Style sheets can only name files, so for them the tinted
icon is written to the person's cache once (`tinted_file`).
"""

import hashlib
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from rnnlab import paths

__all__ = ["application_icon", "icon_pixmap", "tinted_file"]


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _tinted(name: str, color: str) -> bytes:
    return _source(name).replace("currentColor", color).encode()


@lru_cache(maxsize=512)
def icon_pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap.

    Parameters
    ----------
    name
        Stem of a file in ``resources/icons``.
    color
        ``#RRGGBB``.
    size
        Edge in logical pixels.
    ratio
        Device pixels per logical pixel.

    Raises
    ------
    FileNotFoundError
        If there is no icon of that name.
    """
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_tinted(name, color)))
    edge = max(1, round(size * ratio))
    pixmap = QPixmap(edge, edge)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, edge, edge))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def tinted_file(name: str, color: str) -> str:
    """Return the path, with forward slashes, of a tinted copy of an icon for use in a style sheet."""
    content = _tinted(name, color)
    file_name = f"{name}-{color.lstrip('#').lower()}-{hashlib.sha256(content).hexdigest()[:8]}.svg"
    for folder in (paths.user_cache() / "icons", Path(tempfile.gettempdir()) / "rnnlab-icons"):
        path = folder / file_name
        try:
            if not path.exists():
                folder.mkdir(parents=True, exist_ok=True)
                partial = path.with_suffix(f".{id(content)}.part")
                partial.write_bytes(content)
                partial.replace(path)
        except OSError:
            continue
        return path.as_posix()
    return (paths.resources() / "icons" / f"{name}.svg").as_posix()


def application_icon() -> QIcon:
    """Return the icon of windows and task bars."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(icon_pixmap("rnnlab", "#000000", size))
    return icon
